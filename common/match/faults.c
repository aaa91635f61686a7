/* SPDX-License-Identifier: MIT */
#include "faults.h"

#include <stdlib.h>
#include <string.h>

#include "../base/said.h"
#include "../base/text.h"

static const number ever = (number)1 << 100;

struct fault_choice faults_all(void)
{
	return (struct fault_choice){.end = ever, .after = -ever, .until = ever};
}

/* --- which of them -------------------------------------------------------------------- */

static bool is_of_program(const struct record *record, const struct fault *fault)
{
	return fault->file && record->program &&
		strcmp(fault->file, text_base_name(record->program)) == 0;
}

static bool is_by(const struct record *record, const struct fault *fault, const char *who)
{
	if (!who)
		return true;
	if (strcmp(who, "kernel") == 0)
		return fault->kernel;
	if (strcmp(who, "user") == 0)
		return !fault->kernel;
	if (strcmp(who, "program") == 0)
		return is_of_program(record, fault);
	if (strcmp(who, "library") == 0)
		return !fault->kernel && !is_of_program(record, fault);
	return fault->function && strcmp(fault->function, who) == 0;
}

static bool is_chosen(const struct record *record, const struct fault *fault,
	const struct fault_choice *choice)
{
	return fault->pid == record->pid && fault->address >= choice->start &&
		fault->address < choice->end && fault->time > choice->after &&
		fault->time <= choice->until && is_by(record, fault, choice->who);
}

bool faults_are_known(const struct record *record, const struct fault_choice *choice,
	struct blocked *blocked)
{
	const struct fault_log *log = record->fault_log;
	bool needs_kernel = !choice->who || strcmp(choice->who, "kernel") == 0;
	const struct lack lost = {
		.reason = SAID(FAULTS_LOST), .remedy = SAID(REMEDY_RINGS)};
	const struct lack hidden = {
		.reason = SAID(FAULTS_USER_MODE), .remedy = SAID(REMEDY_COUNTER)};

	if (!log && record->unlisted.reason)
		return block_by_lack(blocked, &record->unlisted);
	if (!log)
		return block(blocked, STATUS_ERROR, SAID(FAULTS_UNTRACED));
	if (log->lost)
		return block_by_lack(blocked, &lost);
	return !log->user_only || !needs_kernel || block_by_lack(blocked, &hidden);
}

/* --- as lines ------------------------------------------------------------------------- */

static const char *line_of(struct pool *pool, const struct fault *fault)
{
	const char *address = number_text(pool, fault->address, true);

	if (fault->kernel)
		return pool_printf(pool, "%s in the kernel", address);
	if (!fault->file)
		return pool_printf(pool, "%s in unknown code", address);
	if (!fault->function)
		return pool_printf(pool, "%s in %s", address, fault->file);
	return pool_printf(pool, "%s by %s in %s", address, fault->function, fault->file);
}

struct lines faults_lines(
	struct pool *pool, const struct record *record, const struct fault_choice *choice)
{
	const struct fault_log *log = record->fault_log;
	struct lines lines = {
		.at = pool_alloc(pool, (size_t)log->count * sizeof *lines.at)};

	for (int i = 0; i < log->count; i++) {
		struct line *line = &lines.at[lines.count];

		if (!is_chosen(record, &log->faults[i], choice))
			continue;
		line->text = line_of(pool, &log->faults[i]);
		line->length = strlen(line->text);
		line->number = log->faults[i].line;
		lines.count++;
	}
	return lines;
}

/* --- as numbers ----------------------------------------------------------------------- */

static bool choose(const struct expr *expr, const struct scope *scope,
	struct fault_choice *choice, struct blocked *blocked)
{
	number page = scope_page_size(scope);
	struct quantity start;
	struct quantity end;

	if (!evaluate(expr->left, scope, &start, blocked))
		return false;
	end.value = start.value - start.value % page + page;
	if (!expr->right)
		start.value -= start.value % page;
	else if (!evaluate(expr->right, scope, &end, blocked))
		return false;
	*choice = faults_all();
	choice->start = start.value;
	choice->end = end.value;
	choice->until = scope->pause ? scope->pause->time : ever;
	choice->who = expr->name;
	return true;
}

static int compare_numbers(const void *a, const void *b)
{
	number left = *(const number *)a;
	number right = *(const number *)b;

	return (left > right) - (left < right);
}

/* The page of each chosen fault, in the order of time; how many there are. */
static size_t list_pages(const struct record *record, const struct fault_choice *choice,
	number page, number *pages)
{
	const struct fault_log *log = record->fault_log;
	size_t count = 0;

	for (int i = 0; i < log->count; i++)
		if (is_chosen(record, &log->faults[i], choice))
			pages[count++] = log->faults[i].address / page;
	return count;
}

static number count_pages(const struct scope *scope, const struct record *record,
	const struct fault_choice *choice)
{
	number *pages = pool_alloc(
		scope->evidence->pool, (size_t)record->fault_log->count * sizeof *pages);
	size_t count = list_pages(record, choice, scope_page_size(scope), pages);
	number distinct = 0;

	qsort(pages, count, sizeof *pages, compare_numbers);
	for (size_t i = 0; i < count; i++)
		distinct += i == 0 || pages[i] != pages[i - 1];
	return distinct;
}

/* The first of the chosen ones, or the last; NULL where there is none. */
static const struct fault *find(
	const struct record *record, const struct fault_choice *choice, bool last)
{
	const struct fault_log *log = record->fault_log;
	const struct fault *found = NULL;

	for (int i = 0; i < log->count && (last || !found); i++)
		if (is_chosen(record, &log->faults[i], choice))
			found = &log->faults[i];
	return found;
}

static number count_faults(const struct record *record, const struct fault_choice *choice)
{
	number count = 0;

	for (int i = 0; i < record->fault_log->count; i++)
		count += is_chosen(record, &record->fault_log->faults[i], choice);
	return count;
}

static bool read_chosen(const struct expr *expr, const struct scope *scope,
	const struct record *record, const struct fault_choice *choice,
	struct quantity *result, struct blocked *blocked)
{
	const struct fault *fault;

	switch (expr->reading) {
	case READING_FAULTS_IN: result->value = count_faults(record, choice); return true;
	case READING_PAGES: result->value = count_pages(scope, record, choice); return true;
	default: break;
	}
	fault = find(record, choice, expr->reading == READING_LAST_FAULT);
	if (!fault)
		return block(blocked, STATUS_FAIL, SAID(FAULTS_NONE));
	result->value = fault->address;
	result->hex = true;
	return true;
}

bool read_fault_reading(const struct expr *expr, const struct scope *scope,
	struct quantity *result, struct blocked *blocked)
{
	const struct performed *performed = scope_performed(scope, NULL);
	struct fault_choice choice;

	return performed_is_sound(performed, blocked) &&
		choose(expr, scope, &choice, blocked) &&
		faults_are_known(performed->record, &choice, blocked) &&
		read_chosen(expr, scope, performed->record, &choice, result, blocked);
}
