/* SPDX-License-Identifier: MIT */
#include "ending.h"

#include <string.h>

#include "../base/text.h"
#include "../evidence/trace_memory.h"
#include "map_table.h"
#include "messages.h"

enum {
	NULL_PAGE = 4096,    /* a member of a structure at NULL has a small address too */
	FURTHEST = 64 << 20, /* bytes that one function may take of the stack at once */
};

const char *ending_code_meaning(const char *code)
{
	const struct {
		const char *code;
		const char *meaning;
	} known[] = {
		{"SEGV_MAPERR", M_CODE_MAPERR},
		{"SEGV_ACCERR", M_CODE_ACCERR},
		{"SI_KERNEL", M_CODE_KERNEL},
		{"BUS_ADRERR", M_CODE_ADRERR},
		{"FPE_INTDIV", M_CODE_INTDIV},
		{"SI_TKILL", M_CODE_TKILL},
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(known[i].code, code) == 0)
			return known[i].meaning;
	return NULL;
}

static void tell_more(const struct face *face, const char *text, int indent)
{
	fprintf(face->out, "%*s", indent, "");
	report_wrapped(face, text, indent);
}

/* --- the nearest mapping -------------------------------------------------------------- */

static bool fits(const struct pause *pause, const number *address)
{
	return address ? maps_find(&pause->maps, *address) != NULL : pause->maps.count > 0;
}

/* The last look of which there is a map, or a map that holds the address; or NULL. */
static const struct pause *last_map(const struct record *record, const number *address)
{
	if (record->last && fits(record->last, address))
		return record->last;
	for (int i = record->pause_count - 1; i >= 0; i--)
		if (fits(&record->pauses[i], address))
			return &record->pauses[i];
	return NULL;
}

/* How far the address lies behind the last byte (positive) or before the first one. */
static number distance_from(const struct mapping *mapping, number address)
{
	return address < mapping->start  ? address - mapping->start
		: address < mapping->end ? 0
					 : address - mapping->end + 1;
}

/* The nearest mapping of a map that is not empty. */
static const struct mapping *find_nearest(const struct maps *maps, number address)
{
	const struct mapping *above = maps_from(maps, address);
	const struct mapping *below = above ? above - 1 : &maps->at[maps->count - 1];

	if (!above)
		return below;
	return above == maps->at ||
			-distance_from(above, address) < distance_from(below, address)
		? above
		: below;
}

/* When a look was, as the start of a sentence. */
static const char *when(
	const struct face *face, const struct record *record, const struct pause *pause)
{
	return pause == record->last ? M_ENDING_AT_END
				     : pool_printf(face->pool, M_ENDING_AT_PAUSE,
					       (int)(pause - record->pauses) + 1);
}

/* What lay nearest at the last look, and what had been there before. */
static void tell_nearest(
	const struct face *face, const struct record *record, number address, int indent)
{
	const struct pause *pause = last_map(record, NULL);
	const struct pause *holding = last_map(record, &address);
	const struct mapping *mapping = pause ? find_nearest(&pause->maps, address) : NULL;
	number distance = mapping ? distance_from(mapping, address) : 0;

	if (distance != 0)
		tell_more(face,
			pool_printf(face->pool,
				distance > 0 ? M_ENDING_BEHIND : M_ENDING_BEFORE,
				when(face, record, pause), map_table_mapping(face, mapping),
				number_text(face->pool, distance > 0 ? distance : -distance,
					false)),
			indent);
	if (holding)
		tell_more(face,
			pool_printf(face->pool, M_ENDING_INSIDE,
				when(face, record, holding),
				map_table_mapping(
					face, maps_find(&holding->maps, address))),
			indent);
}

/* --- stacks --------------------------------------------------------------------------- */

/* The mapping of this name, or NULL. */
static const struct mapping *find_named(const struct maps *maps, const char *name)
{
	for (int i = 0; i < maps->count; i++)
		if (strcmp(maps->at[i].path, name) == 0)
			return &maps->at[i];
	return NULL;
}

/*
 * The main thread's stack grows at a fault near its end, up to its limit: who faults below it
 * with a stack pointer that has left it has used it up.
 */
static bool is_stack_overflow(const struct pause *last, number address)
{
	const struct mapping *stack = find_named(&last->maps, "[stack]");

	return stack && address < stack->start && last->sp < stack->start + NULL_PAGE &&
		stack->start - last->sp < FURTHEST;
}

/* The stack of another thread has a mapping below it that nobody may touch. */
static bool is_in_guard(const struct pause *last, number address)
{
	const struct mapping *guard = maps_find(&last->maps, address);

	return guard && strcmp(guard->perms, "---p") == 0 && last->sp >= guard->start &&
		last->sp < guard->end + NULL_PAGE;
}

/* A mapping of a file that may be read, and not written. */
static bool is_read_only(const struct pause *last, number address)
{
	const struct mapping *mapping = maps_find(&last->maps, address);

	return mapping && mapping->perms[0] == 'r' && mapping->perms[1] == '-' &&
		mapping->inode != 0;
}

enum fault_place ending_kind(const struct record *record, number address)
{
	const struct pause *last =
		record->last_look == LAST_AT_SIGNAL ? record->last : NULL;

	if (address < NULL_PAGE)
		return FAULT_AT_NULL;
	if (!last || last->maps.count == 0)
		return FAULT_ELSEWHERE;
	if (is_stack_overflow(last, address))
		return FAULT_BELOW_STACK;
	if (is_in_guard(last, address))
		return FAULT_IN_GUARD;
	return is_read_only(last, address) ? FAULT_READ_ONLY : FAULT_ELSEWHERE;
}

static void tell_place(
	const struct face *face, const struct record *record, number address, int indent)
{
	switch (ending_kind(record, address)) {
	case FAULT_AT_NULL: tell_more(face, M_ENDING_NULL, indent); break;
	case FAULT_IN_GUARD: tell_more(face, M_ENDING_GUARD, indent); break;
	case FAULT_BELOW_STACK:
		tell_more(face,
			record->stack_limit > 0
				? pool_printf(face->pool, M_ENDING_OVERFLOW_OF,
					  number_text(face->pool, record->stack_limit >> 10,
						  false))
				: M_ENDING_OVERFLOW,
			indent);
		break;
	case FAULT_READ_ONLY:
	case FAULT_ELSEWHERE: break;
	}
}

/* --- signals that did not end it ------------------------------------------------------ */

static void tell_handled(const struct face *face, const struct record *record, int indent)
{
	const struct signal_count *first = trace_other_signals(face->pool, &record->trace);

	for (const struct signal_count *at = first; at; at = at->next) {
		tell_more(face,
			pool_printf(face->pool, M_ENDING_HANDLED, at->name, at->count),
			indent);
		fprintf(face->out, "%*s%s:%d: %s\n", indent + 2, "",
			report_visible(face, record->log_file), at->first->number,
			text_visible(face->pool, at->first->text, at->first->length, 0));
	}
}

/* --- the whole ------------------------------------------------------------------------ */

/* Where the log tells of the signal, what its code means, and what lies at the address. */
static void tell_signal(const struct face *face, const struct record *record,
	const struct signal_told *signal, int indent)
{
	const char *meaning = ending_code_meaning(signal->code);

	fprintf(face->out, "%*s%s:%d: %s\n", indent + 2, "",
		report_visible(face, record->log_file), signal->line->number,
		text_visible(face->pool, signal->line->text, signal->line->length, 0));
	if (meaning)
		tell_more(face, meaning, indent);
	if (signal->has_address)
		tell_place(face, record, signal->address, indent);
	if (signal->has_address)
		tell_nearest(face, record, signal->address, indent);
}

static void tell_death(const struct face *face, const struct record *record, int indent)
{
	struct pool *pool = face->pool;
	const char *name = record->ending.signal;
	struct signal_told signal;
	bool told = trace_last_signal(&record->trace, name, &signal);
	const char *text = !told ? pool_printf(pool, M_ENDING_KILLED, name)
		: signal.has_address
		? pool_printf(pool, M_ENDING_FAULTED, name, signal.code,
			  number_text(pool, signal.address, true))
		: pool_printf(pool, M_ENDING_SIGNALLED, name, signal.code);

	report_wrapped(face, text, indent);
	if (told)
		tell_signal(face, record, &signal, indent);
}

/* What to do about a run that was stopped, where the caller can do something. */
static void tell_more_time(const struct face *face, const struct record *record, int indent)
{
	switch (record->trouble.reason->message) {
	case MESSAGE_STOPPED_TIME: tell_more(face, M_ENDING_MORE_TIME, indent); break;
	case MESSAGE_STOPPED_PAUSES: tell_more(face, M_ENDING_END_OF_FILE, indent); break;
	default: break;
	}
}

void ending_tell(const struct face *face, const struct record *record, int indent)
{
	const struct ending *ending = &record->ending;

	if (record->outcome == OUTCOME_STOPPED) {
		report_wrapped(face,
			pool_printf(face->pool, M_ENDING_STOPPED,
				report_said(face, record->trouble.reason)),
			indent);
		tell_more_time(face, record, indent);
		if (!record->trace.ended)
			return;
		fprintf(face->out, "%*s", indent, "");
	}
	if (ending->by_signal)
		tell_death(face, record, indent);
	else
		report_wrapped(face,
			pool_printf(face->pool, M_ENDING_EXITED, ending->status), indent);
	tell_handled(face, record, indent);
}
