/* SPDX-License-Identifier: MIT */
#include "result.h"

#include <ctype.h>
#include <string.h>

#include "comparison.h"
#include "output_line.h"

bool result_is_told_otherwise(const struct result *result)
{
	const struct origin *origin = result->origins;

	return result->nearest && result->nearest_at.to && !result->comparison && origin &&
		origin->where && origin->value && !strstr(result->nearest, origin->value);
}

bool result_is_of_bytes(const struct result *result)
{
	enum message should = result->should ? result->should->message : MESSAGE_NONE;

	return should == MESSAGE_SHOULD_HOLD || should == MESSAGE_SHOULD_LACK_BYTE;
}

const struct origin *result_printed(
	const struct result *result, const struct origin *except)
{
	const struct origin *at = result->origins;

	while (at && (at == except || at->kind != ORIGIN_STDOUT))
		at = at->next;
	return at;
}

const char *status_text(enum status status)
{
	static const char *const texts[STATUSES] = {
		[STATUS_OK] = "ok",
		[STATUS_FAIL] = "FAIL",
		[STATUS_SKIP] = "skip",
		[STATUS_ENV] = "env",
		[STATUS_ERROR] = "error",
		[STATUS_UNGRADED] = "not graded",
	};

	return texts[status];
}

const char *result_name(struct pool *pool, const struct result *result)
{
	char *name;

	if (result->item && result->item->name)
		return result->item->name;
	name = pool_copy(pool, result->check, strlen(result->check));
	for (char *at = name; *at; at++)
		*at = isalnum((unsigned char)*at) ? *at : '_';
	return name;
}

enum status lab_result_status(const struct lab_result *lab)
{
	if (lab->counts[STATUS_FAIL])
		return STATUS_FAIL;
	if (lab->counts[STATUS_ERROR])
		return STATUS_ERROR;
	if (lab->open || (lab->strict && lab->hidden))
		return STATUS_UNGRADED;
	return lab->counts[STATUS_OK] ? STATUS_OK : STATUS_ENV;
}

void lab_result_finish(struct lab_result *lab)
{
	memset(lab->counts, 0, sizeof lab->counts);
	lab->hidden = 0;
	for (const struct result *result = lab->results; result; result = result->next) {
		lab->counts[result->status]++;
		lab->hidden += result->status == STATUS_ENV && result->of_program;
	}
	lab->status = lab_result_status(lab);
}

/* --- results that outlive what they were made of ---------------------------------------- */

static struct lack keep_lack(struct pool *pool, const struct lack *lack)
{
	return (struct lack){
		.what = pool_keep(pool, lack->what),
		.reason = said_keep(pool, lack->reason),
		.remedy = said_keep(pool, lack->remedy),
		.by_program = lack->by_program,
	};
}

static struct origin *keep_origins(struct pool *pool, const struct origin *origins)
{
	struct origin *first = NULL;
	struct origin **last = &first;

	for (; origins; origins = origins->next) {
		*last = pool_alloc(pool, sizeof **last);
		**last = (struct origin){
			.kind = origins->kind,
			.name = pool_keep(pool, origins->name),
			.value = pool_keep(pool, origins->value),
			.where = pool_keep(pool, origins->where),
			.text = pool_keep(pool, origins->text),
		};
		last = &(*last)->next;
	}
	return first;
}

static struct reading_told *keep_readings(
	struct pool *pool, const struct reading_told *readings)
{
	struct reading_told *first = NULL;
	struct reading_told **last = &first;

	for (; readings; readings = readings->next) {
		*last = pool_alloc(pool, sizeof **last);
		(*last)->says = said_keep(pool, readings->says);
		last = &(*last)->next;
	}
	return first;
}

static struct measure *keep_measures(struct pool *pool, const struct measure *measures)
{
	struct measure *first = NULL;
	struct measure **last = &first;

	for (; measures; measures = measures->next) {
		*last = pool_alloc(pool, sizeof **last);
		**last = *measures;
		(*last)->name = pool_keep(pool, measures->name);
		(*last)->value = pool_keep(pool, measures->value);
		(*last)->end = pool_keep(pool, measures->end);
		(*last)->next = NULL;
		last = &(*last)->next;
	}
	return first;
}

static struct result *keep_result(struct pool *pool, const struct result *result)
{
	struct result *kept = pool_alloc(pool, sizeof *kept);
	const char **const texts[] = {&kept->check, &kept->run, &kept->file, &kept->where,
		&kept->nearest, &kept->needs, &kept->command, &kept->witness, &kept->branch,
		&kept->rule, &kept->formula};

	*kept = *result;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		*texts[i] = pool_keep(pool, *texts[i]);
	kept->says = said_keep(pool, result->says);
	kept->expected = said_keep(pool, result->expected);
	kept->measured = said_keep(pool, result->measured);
	kept->should = said_keep(pool, result->should);
	kept->was = said_keep(pool, result->was);
	kept->output = output_line_keep(pool, result->output);
	kept->comparison = comparison_keep(pool, result->comparison);
	kept->lack = keep_lack(pool, &result->lack);
	kept->origins = keep_origins(pool, result->origins);
	kept->readings = keep_readings(pool, result->readings);
	kept->measures = keep_measures(pool, result->measures);
	kept->next = NULL;
	return kept;
}

static const struct run_list *keep_runs(struct pool *pool, const struct run_list *runs)
{
	struct run_list *first = NULL;
	struct run_list **last = &first;

	for (; runs; runs = runs->next) {
		*last = pool_alloc(pool, sizeof **last);
		(*last)->run = runs->run;
		last = &(*last)->next;
	}
	return first;
}

static struct asked_text *keep_asked(struct pool *pool, const struct asked_text *asked)
{
	struct asked_text *first = NULL;
	struct asked_text **last = &first;

	for (; asked; asked = asked->next) {
		*last = pool_alloc(pool, sizeof **last);
		(*last)->pattern = asked->pattern;
		(*last)->text = pool_keep(pool, asked->text);
		last = &(*last)->next;
	}
	return first;
}

void lab_result_keep(struct pool *pool, struct lab_result *lab)
{
	const struct result *result = lab->results;
	struct result **last = &lab->results;

	for (; result; result = result->next) {
		*last = keep_result(pool, result);
		last = &(*last)->next;
	}
	lab->shows = pool_keep(pool, lab->shows);
	lab->left_out = keep_runs(pool, lab->left_out);
	lab->asked = keep_asked(pool, lab->asked);
	lab->predictions = predictions_keep(pool, lab->predictions);
}

int lab_result_total(const struct lab_result *lab)
{
	int total = 0;

	for (int i = 0; i < STATUSES; i++)
		total += lab->counts[i];
	return total;
}

const struct result *lab_result_first(const struct lab_result *lab, enum status status)
{
	for (const struct result *at = lab->results; at; at = at->next)
		if (at->status == status)
			return at;
	return NULL;
}
