/* SPDX-License-Identifier: MIT */
#include "death.h"

#include "../base/text.h"
#include "../evidence/trace_memory.h"
#include "../host/source_lines.h"
#include "../match/place.h"
#include "ending.h"
#include "messages.h"

static void tell(const struct face *face, const char *text, int indent)
{
	if (!text)
		return;
	fprintf(face->out, "%*s", indent, "");
	report_wrapped(face, text, indent);
}

/* The last access to the address that the kernel has told of; NULL when it has told of none. */
static const struct fault *find_fault(const struct record *record, number address)
{
	const struct fault_log *log = record->fault_log;

	for (int i = log ? log->count - 1 : -1; i >= 0; i--)
		if (log->faults[i].pid == record->pid && log->faults[i].address == address)
			return &log->faults[i];
	return NULL;
}

/* The line of the source that the instruction is from. */
static struct source_place find_source(
	struct pool *pool, const struct record *record, const struct fault *fault)
{
	const struct mapped *code =
		faults_code_at(record->fault_log, fault->pid, fault->time, fault->ip);
	struct source_lines *lines = code ? source_lines_open(pool) : NULL;
	struct source_place place = {0};

	if (!lines)
		return place;
	place = source_lines_find(
		lines, code->path, fault->ip - code->start + code->offset);
	source_lines_close(lines);
	return place;
}

static void tell_source(
	const struct face *face, const struct record *record, number address, int indent)
{
	const struct fault *fault = find_fault(record, address);
	struct source_place place = {0};

	if (!fault)
		return;
	place = find_source(face->pool, record, fault);
	if (place.source && place.text) {
		tell(face,
			pool_printf(face->pool, M_DEATH_LINE, place.line,
				report_visible(face, text_base_name(place.source)),
				place.function ? place.function : "?"),
			indent);
		tell(face, report_visible(face, place.text), indent + 2);
	} else if (fault->function && fault->file) {
		tell(face,
			pool_printf(face->pool, M_DEATH_IN, fault->function, fault->file),
			indent);
	}
}

void death_tell(const struct face *face, const struct lab_evidence *evidence,
	const struct performed *performed, int indent)
{
	const struct record *record = performed->record;
	const char *name = record->ending.signal;
	struct signal_told signal;

	if (!record->ending.by_signal || !trace_last_signal(&record->trace, name, &signal))
		return;
	if (signal.has_address)
		tell(face,
			pool_printf(face->pool, M_DEATH_AT,
				number_text(face->pool, signal.address, true)),
			indent);
	tell(face, ending_code_meaning(signal.code), indent);
	if (!signal.has_address)
		return;
	if (ending_kind(record, signal.address) == FAULT_AT_NULL)
		tell(face, M_ENDING_NULL, indent);
	else
		tell(face, report_said(face, place_of(evidence, performed, signal.address)),
			indent);
	tell_source(face, record, signal.address, indent);
}
