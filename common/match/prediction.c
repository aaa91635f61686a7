/* SPDX-License-Identifier: MIT */
#include "prediction.h"

#include <string.h>

#include "condition.h"
#include "judge.h"

/* --- what is measured ----------------------------------------------------------------- */

static bool value_of(const struct lab_evidence *evidence, const struct expr *expr,
	struct quantity *value)
{
	const struct scope scope = {.evidence = evidence};
	struct blocked blocked;

	return evaluate(expr, &scope, value, &blocked);
}

static bool measure_number(
	const struct lab_evidence *evidence, const struct ask *ask, struct answer *answer)
{
	struct quantity value;

	if (!value_of(evidence, ask->answer, &value))
		return false;
	answer->value = value.value;
	answer->hex = value.hex;
	return true;
}

/* The first option whose condition holds. */
static bool measure_choice(
	const struct lab_evidence *evidence, const struct ask *ask, struct answer *answer)
{
	const struct scope scope = {.evidence = evidence};
	struct lab_evidence copy = *evidence;

	for (const struct ask_option *at = ask->options; at; at = at->next) {
		struct item item = {.source = ""};
		struct result attempt = {.status = STATUS_OK, .item = &item};

		if (!condition_holds(&copy, &scope, at->condition, &attempt))
			continue;
		answer->options[answer->count++] = at;
		return true;
	}
	return false;
}

/* Put the option behind all that are not greater. */
static void insert(struct answer *answer, number values[MOST_OPTIONS],
	const struct ask_option *option, number value)
{
	int place = answer->count++;

	for (; place > 0 && values[place - 1] > value; place--) {
		values[place] = values[place - 1];
		answer->options[place] = answer->options[place - 1];
	}
	values[place] = value;
	answer->options[place] = option;
}

static bool measure_order(
	const struct lab_evidence *evidence, const struct ask *ask, struct answer *answer)
{
	number values[MOST_OPTIONS];

	for (const struct ask_option *at = ask->options; at; at = at->next) {
		struct quantity value;

		if (!value_of(evidence, at->expr, &value))
			return false;
		insert(answer, values, at, value.value);
	}
	return true;
}

static bool measure(
	const struct lab_evidence *evidence, const struct ask *ask, struct answer *answer)
{
	switch (ask->kind) {
	case ASK_CHOICE: return measure_choice(evidence, ask, answer);
	case ASK_ORDER: return measure_order(evidence, ask, answer);
	default: return measure_number(evidence, ask, answer);
	}
}

/* --- the comparison ------------------------------------------------------------------- */

static bool is_near(const struct lab_evidence *evidence, const struct prediction *at)
{
	struct quantity tolerance = {0};

	if (at->ask->tolerance && !value_of(evidence, at->ask->tolerance, &tolerance))
		return false;
	return relation_holds(
		at->measured.value, RELATION_EQUAL, at->predicted.value, tolerance.value);
}

/* Does no thing stand before one with a smaller value? */
static bool is_in_order(const struct lab_evidence *evidence, const struct answer *predicted)
{
	struct quantity before = {0};
	struct quantity value;

	for (int i = 0; i < predicted->count; i++) {
		if (!value_of(evidence, predicted->options[i]->expr, &value) ||
			(i > 0 && value.value < before.value))
			return false;
		before = value;
	}
	return true;
}

static bool is_right(const struct lab_evidence *evidence, const struct prediction *at)
{
	switch (at->ask->kind) {
	case ASK_CHOICE: return at->predicted.options[0] == at->measured.options[0];
	case ASK_ORDER: return is_in_order(evidence, &at->predicted);
	default: return is_near(evidence, at);
	}
}

/* What was kept may have been edited, or be an answer to an earlier form of the question. */
static void compare(const struct lab_evidence *evidence, const struct kept_answer *kept,
	struct prediction *at)
{
	at->is_predicted = kept && answer_read(at->ask, kept->text, &at->predicted);
	if (!at->is_predicted)
		return;
	at->date = kept->date;
	at->right = at->has_answer && is_right(evidence, at);
}

/* --- the sentence that answers -------------------------------------------------------- */

static const struct said *reason(const struct lab_evidence *evidence, const struct ask *ask)
{
	const char **texts = pool_alloc(evidence->pool, LANGUAGES * sizeof *texts);

	for (int i = 0; i < LANGUAGES; i++)
		if (ask->reason[i] && !judge_text(evidence, ask->reason[i], &texts[i]))
			return NULL;
	return said_note(evidence->pool, texts);
}

struct prediction *predictions_answer(
	const struct lab_evidence *evidence, int lab, const struct kept_answer *kept)
{
	struct prediction *first = NULL;
	struct prediction **last = &first;

	for (const struct ask *ask = evidence->expect->asks; ask; ask = ask->next) {
		struct prediction *at = pool_alloc(evidence->pool, sizeof *at);

		at->ask = ask;
		at->has_answer = measure(evidence, ask, &at->measured);
		at->because = reason(evidence, ask);
		compare(evidence, answers_find(kept, lab, ask->name), at);
		*last = at;
		last = &at->next;
	}
	return first;
}

struct prediction *predictions_keep(struct pool *pool, const struct prediction *predictions)
{
	struct prediction *first = NULL;
	struct prediction **last = &first;

	for (; predictions; predictions = predictions->next) {
		*last = pool_alloc(pool, sizeof **last);
		**last = *predictions;
		(*last)->date = pool_keep(pool, predictions->date);
		(*last)->because = said_keep(pool, predictions->because);
		(*last)->next = NULL;
		last = &(*last)->next;
	}
	return first;
}
