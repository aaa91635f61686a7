/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/text.h"
#include "../run/refusal.h"
#include "launch.h"

/* From what was seen of a run, which is bytes, to a record, which is parsed. */

/* The lines of a text that have begun within its first `size` bytes. */
static int lines_begun(const struct bytes *text, size_t size)
{
	int count = 0;

	for (size_t i = 0; i < size && i < text->size; i++)
		count += i == 0 || text->data[i - 1] == '\n';
	return count;
}

/* Parses a snapshot into a pause; -1 when it makes no sense. */
static int fill_pause(struct context *context, const struct observation *seen,
	const struct snapshot *snapshot, struct pause *pause, struct err *err)
{
	pause->threads = snapshot->threads;
	pause->pc = snapshot->pc;
	pause->sp = snapshot->sp;
	pause->faults = snapshot->faults;
	if (snapshot->faults < 0)
		pause->uncounted = refusal_of("counter", 0);
	pause->log_lines = lines_begun(&seen->log, snapshot->log_size);
	pause->out_lines = lines_begun(&seen->out, snapshot->out_size);
	pause->memory = snapshot->memory;
	pause->unread = snapshot->unread;
	if (maps_parse(context->pool, snapshot->smaps.data, snapshot->smaps.size,
		    &pause->maps, err) != 0 ||
		stat_parse(snapshot->stat.data, snapshot->stat.size, &pause->stat, err) !=
			0 ||
		auxv_parse(snapshot->auxv.data, snapshot->auxv.size, &pause->auxv, err) !=
			0)
		return err_at(err, pause->file, err->line, "%s",
			pool_printf(context->pool, "%s", err->message));
	return 0;
}

static void break_record(
	struct context *context, struct record *record, const struct err *err)
{
	record->outcome = OUTCOME_BROKEN;
	record->trouble.reason =
		pool_printf(context->pool, "%s:%d: %s", err->file, err->line, err->message);
}

/* The result of a call that writes to stdout, 0 when the line is none. */
static size_t written(const struct line *line)
{
	const char *result = NULL;

	if (!text_starts(line->text, "write(1, ") && !text_starts(line->text, "writev(1, "))
		return 0;
	for (const char *at = strstr(line->text, " = "); at; at = strstr(at + 1, " = "))
		result = at + strlen(" = ");
	return result && atol(result) > 0 ? (size_t)atol(result) : 0;
}

/*
 * What the program has written by the pause comes through the terminal a moment later, so
 * where there is a log its own account of it is taken.
 */
static size_t written_before(const struct lines *trace, int log_lines)
{
	size_t sum = 0;

	for (int i = 0; i < trace->count && trace->at[i].number <= log_lines; i++)
		sum += written(&trace->at[i]);
	return sum;
}

static void place_pauses(const struct observation *seen, struct record *record)
{
	for (int i = 0; i < record->pause_count; i++) {
		struct pause *pause = &record->pauses[i];
		int lines = lines_begun(
			&seen->out, written_before(&record->trace.lines, pause->log_lines));

		if (lines > pause->out_lines)
			pause->out_lines = lines;
	}
}

static void fill_pauses(struct context *context, const struct observation *seen,
	const char *stem, struct record *record)
{
	const struct snapshot *at;
	struct err err;

	record->unpaused = seen->unpaused;
	for (at = seen->snapshots; at; at = at->next)
		record->pause_count++;
	record->pauses = pool_alloc(
		context->pool, (size_t)record->pause_count * sizeof *record->pauses);
	record->pause_count = 0;
	for (at = seen->snapshots; at; at = at->next) {
		struct pause *pause = &record->pauses[record->pause_count++];

		pause->file =
			pool_printf(context->pool, "%s.pause%d", stem, record->pause_count);
		if (at->lack.reason)
			record->unpaused = at->lack;
		else if (text_write_file(
				 pause->file, at->smaps.data, at->smaps.size, &err) != 0 ||
			fill_pause(context, seen, at, pause, &err) != 0)
			break_record(context, record, &err);
	}
}

void record_fill_trace(
	struct context *context, const struct observation *seen, struct record *record)
{
	struct err err;

	if (!seen->traced ||
		trace_parse(context->pool, seen->log.data, seen->log.size, seen->pid,
			&record->trace, &err) == 0) {
		place_pauses(seen, record);
		return;
	}
	snprintf(err.file, sizeof err.file, "%s", record->log_file);
	break_record(context, record, &err);
}

void record_fill(struct context *context, const struct observation *seen, const char *stem,
	struct record *record)
{
	record->outcome = seen->outcome;
	record->trouble = seen->trouble;
	record->ending = seen->ending;
	record->out = text_lines(context->pool, seen->out.data, seen->out.size);
	record->err = text_lines(context->pool, seen->err.data, seen->err.size);
	record->untraced = seen->untraced;
	record->faults = seen->faults;
	record->fault_witness = fault_source_text(seen->fault_source);
	record->band = fault_band(seen->randomised);
	record->uncounted = seen->uncounted;
	if (seen->outcome == OUTCOME_ENDED || seen->outcome == OUTCOME_STOPPED)
		fill_pauses(context, seen, stem, record);
	if (record->outcome == OUTCOME_ENDED)
		record_fill_trace(context, seen, record);
}

int record_keep(struct context *context, const struct observation *seen, const char *stem,
	const struct record *record, struct err *err)
{
	if (text_write_file(record->out_file, seen->out.data, seen->out.size, err) != 0 ||
		text_write_file(record->err_file, seen->err.data, seen->err.size, err) != 0)
		return -1;
	return text_write_file(pool_printf(context->pool, "%s.command", stem),
		record->command, strlen(record->command), err);
}
