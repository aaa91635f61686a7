/* SPDX-License-Identifier: MIT */
#include "pictures.h"

#include <string.h>

#include "reading.h"

enum { FIRST_MIXED = 2 * VERSION_STEP + 32, LINK_SHIFT = 12 };

static const struct performed *find_performed(
	const struct lab_evidence *evidence, const struct run_spec *run)
{
	for (int i = 0; i < evidence->performed_count; i++)
		if (evidence->performed[i].run == run)
			return &evidence->performed[i];
	return NULL;
}

/* The pause; NULL where nothing is known of it. */
static const struct pause *find_pause(const struct performed *performed, const char *name)
{
	const struct record *record = performed->record;
	int which = run_pause_number(performed->run, name);
	const struct pause *pause = which > 0 && which <= record->pause_count
		? &record->pauses[which - 1]
		: NULL;

	return pause && !record->unpaused.reason && !pause->lack.reason ? pause : NULL;
}

bool picture_scope(const struct lab_evidence *evidence, const struct picture *picture,
	struct scope *now, struct scope *before)
{
	const struct performed *performed = find_performed(evidence, picture->run);

	*now = (struct scope){.evidence = evidence, .performed = performed};
	*before = *now;
	if (!performed || !performed->record)
		return false;
	if (picture->pause)
		now->pause = find_pause(performed, picture->pause);
	if (picture->since)
		before->pause = find_pause(performed, picture->since);
	return (!picture->pause || now->pause) && (!picture->since || before->pause);
}

/* Where a line's word or field lies, and how large it is. */
static bool find_place(const struct scope *scope, const struct picture_line *line,
	struct pictured *pictured)
{
	struct quantity start;
	struct quantity end;
	struct blocked blocked;

	if (!evaluate(line->start, scope, &start, &blocked))
		return false;
	end.value = start.value + (line->kind == LINE_BYTES ? 1 : (number)sizeof(long));
	if (line->end && !evaluate(line->end, scope, &end, &blocked))
		return false;
	if (end.value <= start.value || end.value - start.value > MOST_PICTURED)
		return false;
	pictured->start = start.value;
	pictured->size = (size_t)(end.value - start.value);
	return true;
}

/* The addresses are those of the later pause, and so the same at both. */
static bool read_line(
	const struct scope *now, const struct scope *before, struct pictured *pictured)
{
	struct blocked blocked;

	if (pictured->line->kind == LINE_BOX)
		return true;
	if (!find_place(now, pictured->line, pictured) ||
		!memory_copy(now, pictured->start, pictured->now, pictured->size, &blocked))
		return false;
	if (!before->pause)
		return true;
	if (!memory_copy(
		    before, pictured->start, pictured->before, pictured->size, &blocked))
		return false;
	pictured->changed = memcmp(pictured->now, pictured->before, pictured->size) != 0;
	return true;
}

struct pictured *picture_read(
	const struct lab_evidence *evidence, const struct picture *picture)
{
	struct pictured *first = NULL;
	struct pictured **last = &first;
	struct scope now;
	struct scope before;

	if (!picture_scope(evidence, picture, &now, &before))
		return NULL;
	for (const struct picture_line *at = picture->pieces; at; at = at->next) {
		*last = pool_alloc(evidence->pool, sizeof **last);
		(*last)->line = at;
		if (!read_line(&now, &before, *last))
			return NULL;
		last = &(*last)->next;
	}
	return first;
}

bool picture_area(const struct scope *scope, const struct picture_line *area, number *start,
	number *end)
{
	struct quantity from;
	struct quantity to;
	struct blocked blocked;

	if (!evaluate(area->start, scope, &from, &blocked) ||
		!evaluate(area->end, scope, &to, &blocked))
		return false;
	*start = from.value;
	*end = to.value;
	return from.value < to.value;
}

bool picture_links_are_mixed(const struct lab_evidence *evidence)
{
	const struct fact *glibc = evidence_find_fact(evidence, "glibc");

	return glibc && glibc->value >= FIRST_MIXED;
}

number picture_link(const struct lab_evidence *evidence, number address, number value)
{
	return picture_links_are_mixed(evidence) ? value ^ (address >> LINK_SHIFT) : value;
}

void pictures_read(const struct lab_evidence *evidence)
{
	for (const struct picture *at = evidence->expect->pictures; at; at = at->next)
		if (at->kind == PICTURE_MEMORY)
			picture_read(evidence, at);
}
