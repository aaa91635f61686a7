/* SPDX-License-Identifier: MIT */
#include "mistake.h"

#include <string.h>

#include "../base/text.h"
#include "appearance.h"
#include "cause.h"
#include "when.h"

/* --- a failure as a sign -------------------------------------------------------------- */

/* Which line of the item fails: the lines are numbered as they stand in it, from 1. */
static int ordinal_of(const struct item *item, int line)
{
	int ordinal = 0;

	for (const struct pattern *at = item->patterns; at; at = at->next, ordinal++)
		if (at->line > line)
			return ordinal;
	for (const struct statement *at = item->statements; at; at = at->next, ordinal++)
		if (at->line > line)
			return ordinal;
	return ordinal;
}

/* One that is judged once needs no name of a run. */
static bool has_many(const struct item *item)
{
	return (item->runs && item->runs->next) || (item->builds && item->builds->next);
}

struct mistake_sign sign_of(struct pool *pool, const struct result *result)
{
	const struct item *item = result->item;
	struct mistake_sign sign = {.check = result_name(pool, result)};

	if (item && has_many(item))
		sign.run = result->run;
	if (item)
		sign.ordinal = ordinal_of(item, result->line);
	return sign;
}

/* --- sets of signs -------------------------------------------------------------------- */

/* How closely sets are compared: by checks alone, or by runs and lines as well. */
enum closeness { BY_CHECK, BY_LINE };

static bool is_of_run(const struct mistake_sign *known, const char *run)
{
	return text_same(known->run, ANY_RUN) ? run != NULL : text_same(known->run, run);
}

static bool is_same(const struct mistake_sign *known, const struct mistake_sign *failure,
	enum closeness closeness)
{
	return strcmp(known->check, failure->check) == 0 &&
		(closeness == BY_CHECK ||
			(is_of_run(known, failure->run) &&
				known->ordinal == failure->ordinal));
}

static bool has_sign(const struct mistake *mistake, const struct mistake_sign *sign,
	enum closeness closeness)
{
	for (const struct mistake_sign *at = mistake->signs; at; at = at->next)
		if (is_same(at, sign, closeness))
			return true;
	return false;
}

static bool has_failure(struct pool *pool, const struct result *results,
	const struct mistake_sign *sign, enum closeness closeness)
{
	for (const struct result *at = results; at; at = at->next) {
		struct mistake_sign failure = sign_of(pool, at);

		if (at->status == STATUS_FAIL && is_same(sign, &failure, closeness))
			return true;
	}
	return false;
}

/* Is the check one that this machine cannot show, of this run or of all, or one of other machines? */
static bool is_hidden(const struct lab_evidence *evidence, const struct result *results,
	const struct mistake_sign *sign)
{
	bool hidden = false;

	for (const struct result *at = results; at; at = at->next) {
		struct mistake_sign judged = sign_of(evidence->pool, at);

		if (strcmp(judged.check, sign->check) != 0 ||
			(sign->run && !is_of_run(sign, judged.run)))
			continue;
		if (at->status != STATUS_ENV)
			return false;
		hidden = true;
	}
	return hidden || when_excludes(evidence, sign->check);
}

/* The same failures, but for what cannot be shown; and at least one of them. */
static bool fails_alike(const struct lab_evidence *evidence, const struct mistake *mistake,
	const struct result *results, enum closeness closeness)
{
	struct pool *pool = evidence->pool;
	bool any = false;

	for (const struct result *at = results; at; at = at->next) {
		struct mistake_sign failure = sign_of(pool, at);

		if (at->status != STATUS_FAIL)
			continue;
		if (!has_sign(mistake, &failure, closeness))
			return false;
		any = true;
	}
	if (!any)
		return false;
	for (const struct mistake_sign *at = mistake->signs; at; at = at->next)
		if (!at->sometimes && !has_failure(pool, results, at, closeness) &&
			!is_hidden(evidence, results, at))
			return false;
	return true;
}

/* --- what is found -------------------------------------------------------------------- */

static bool condition_is_true(
	const struct lab_evidence *evidence, const struct condition *condition)
{
	const struct scope scope = {.evidence = evidence};
	struct lab_evidence copy = *evidence;
	struct result attempt = {.status = STATUS_OK};

	return condition_holds(&copy, &scope, condition, &attempt);
}

/* Does the failure that is told look as it does with this mistake? */
static bool looks_alike(const struct mistake *mistake, const char *shows)
{
	for (const struct shown *at = mistake->shows; at; at = at->next)
		if (text_same(at->text, shows))
			return true;
	return !mistake->shows;
}

/* With a condition that holds a mistake is told apart from those that have none. */
static struct mistakes_found find(const struct lab_evidence *evidence,
	const struct mistake *mistakes, const struct lab_result *lab,
	enum closeness closeness)
{
	struct mistakes_found plain = {0};
	struct mistakes_found told_apart = {0};

	for (const struct mistake *at = mistakes; at; at = at->next) {
		struct mistakes_found *found = at->when ? &told_apart : &plain;

		if (!fails_alike(evidence, at, lab->results, closeness) ||
			!looks_alike(at, lab->shows) ||
			(at->when && !condition_is_true(evidence, at->when)))
			continue;
		if (found->count < MOST_ALIKE)
			found->at[found->count++] = at;
	}
	return told_apart.count ? told_apart : plain;
}

void mistakes_find(const struct lab_evidence *evidence, const struct mistake *mistakes,
	struct lab_result *lab)
{
	const struct result *cause = cause_find(lab);

	lab->shows = cause ? appearance_of(evidence, cause) : NULL;
	lab->mistakes = find(evidence, mistakes, lab, BY_LINE);
	if (lab->mistakes.count == 0)
		lab->mistakes = find(evidence, mistakes, lab, BY_CHECK);
}

static bool is_same_place(const struct mistake *a, const struct mistake *b)
{
	const struct line_range *one = a->own;
	const struct line_range *other = b->own;

	while (one && other && one->from == other->from && one->to == other->to) {
		one = one->next;
		other = other->next;
	}
	return !one && !other && a->only == b->only;
}

static bool has_hints(const struct mistake *mistake)
{
	return mistake->notes.hint[0][ENGLISH] != NULL;
}

const struct mistake *mistake_of_hints(const struct mistakes_found *found)
{
	if (found->count == 1)
		return found->at[0];
	if (found->count == 0 || found->count == MOST_ALIKE)
		return NULL; /* there may be more of them */
	for (int i = 0; i < found->count; i++)
		if (has_hints(found->at[i]) || !found->at[i]->own ||
			!is_same_place(found->at[0], found->at[i]))
			return NULL;
	return found->at[0];
}
