/* SPDX-License-Identifier: MIT */
#include "ending.h"

#include <string.h>

#include "../base/text.h"
#include "../evidence/trace_memory.h"
#include "map_table.h"
#include "messages.h"

enum { NULL_PAGE = 4096 }; /* a member of a structure at NULL has a small address too */

/* What a code of siginfo_t means, sigaction(2); NULL where its name has to do. */
static const char *code_meaning(const char *code)
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
	report_wrapped(face->out, text, indent);
}

/* --- the nearest mapping -------------------------------------------------------------- */

/* The last pause of which there is a map, or a map that holds the address; or NULL. */
static const struct pause *last_map(const struct record *record, const number *address)
{
	for (int i = record->pause_count - 1; i >= 0; i--) {
		const struct maps *maps = &record->pauses[i].maps;

		if (address ? maps_find(maps, *address) != NULL : maps->count > 0)
			return &record->pauses[i];
	}
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

static int ordinal_of(const struct record *record, const struct pause *pause)
{
	return (int)(pause - record->pauses) + 1;
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
				ordinal_of(record, pause), map_table_mapping(face, mapping),
				number_text(face->pool, distance > 0 ? distance : -distance,
					false)),
			indent);
	if (holding)
		tell_more(face,
			pool_printf(face->pool, M_ENDING_INSIDE,
				ordinal_of(record, holding),
				map_table_mapping(
					face, maps_find(&holding->maps, address))),
			indent);
}

/* --- the whole ------------------------------------------------------------------------ */

/* Where the log tells of the signal, what its code means, and what lies at the address. */
static void tell_signal(const struct face *face, const struct record *record,
	const struct signal_told *signal, int indent)
{
	const char *meaning = code_meaning(signal->code);

	fprintf(face->out, "%*s%s:%d: %s\n", indent + 2, "",
		report_visible(face, record->log_file), signal->line->number,
		text_visible(face->pool, signal->line->text, signal->line->length, 0));
	if (meaning)
		tell_more(face, meaning, indent);
	if (strcmp(record->ending.signal, "SIGTERM") == 0 && record->pause_count > 0)
		tell_more(face, M_ENDING_WOKEN, indent);
	if (signal->has_address && signal->address < NULL_PAGE)
		tell_more(face, M_ENDING_NULL, indent);
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

	report_wrapped(face->out, text, indent);
	if (told)
		tell_signal(face, record, &signal, indent);
}

void ending_tell(const struct face *face, const struct record *record, int indent)
{
	const struct ending *ending = &record->ending;

	if (record->outcome == OUTCOME_STOPPED) {
		report_wrapped(face->out,
			pool_printf(face->pool, M_ENDING_STOPPED,
				report_said(face, record->trouble.reason)),
			indent);
		if (!record->trace.ended)
			return;
		fprintf(face->out, "%*s", indent, "");
	}
	if (ending->by_signal)
		tell_death(face, record, indent);
	else
		report_wrapped(face->out,
			pool_printf(face->pool, M_ENDING_EXITED, ending->status), indent);
}
