/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../base/text.h"
#include "../evidence/trace_call.h"
#include "../host/refusal.h"
#include "fault_names.h"
#include "record.h"

/* From what was seen of a run, which is bytes, to a record, which is parsed. */

/* Parses a snapshot into a pause; -1 when it makes no sense. */
static int fill_pause(struct context *context, const struct snapshot *snapshot,
	struct pause *pause, struct err *err)
{
	pause->threads = snapshot->threads;
	pause->call = snapshot->call;
	pause->sent = snapshot->sent;
	pause->sleeps = snapshot->sleeps;
	pause->pc = snapshot->pc;
	pause->sp = snapshot->sp;
	pause->time = snapshot->time;
	pause->lack = snapshot->lack;
	if (snapshot->lack.reason) {
		pause->file = NULL;
		return 0;
	}
	pause->memory = snapshot->memory;
	pause->unread = snapshot->unread;
	if (folder_write(&context->folder, pause->file, snapshot->smaps.data,
		    snapshot->smaps.size, err) != 0 ||
		maps_parse(context->pool, snapshot->smaps.data, snapshot->smaps.size,
			&pause->maps, err) != 0 ||
		stat_parse(snapshot->stat.data, snapshot->stat.size, &pause->stat, err) !=
			0 ||
		auxv_parse(snapshot->auxv.data, snapshot->auxv.size, &pause->auxv, err) !=
			0)
		return err_at(err, pause->file, err->line, "%s",
			pool_printf(context->pool, "%s", err->message));
	return 0;
}

/* Where the kernel's counter was refused, the process's own account of its faults serves. */
static void count_faults(const struct observation *seen, const struct snapshot *snapshot,
	struct pause *pause)
{
	pause->faults = snapshot->faults;
	if (snapshot->faults >= 0)
		return;
	if (seen->faults_before >= 0 && pause->stat.count >= STAT_MAJOR_FAULTS)
		pause->faults = pause->stat.at[STAT_MINOR_FAULTS] +
			pause->stat.at[STAT_MAJOR_FAULTS] - seen->faults_before;
	else
		pause->uncounted = refusal_of("counter", 0);
}

static void break_record(
	struct context *context, struct record *record, const struct err *err)
{
	record->outcome = OUTCOME_BROKEN;
	record->trouble.reason = said_plain(context->pool,
		pool_printf(
			context->pool, "%s:%d: %s", err->file, err->line, err->message));
}

/*
 * What the program has written by the pause comes through the terminal a moment later, so
 * where there is a log its own account of it is taken.
 */
static size_t written_before(const struct lines *trace, int log_lines)
{
	size_t sum = 0;

	for (int i = 0; i < trace->count && trace->at[i].number <= log_lines; i++)
		sum += trace_call_written(&trace->at[i], STDOUT_FILENO);
	return sum;
}

static void place_pauses(const struct observation *seen, struct record *record)
{
	for (int i = 0; i < record->pause_count; i++) {
		struct pause *pause = &record->pauses[i];
		int lines = text_lines_begun(&seen->out, 0,
			written_before(&record->trace.lines, pause->log_lines));

		if (lines > pause->out_lines)
			pause->out_lines = lines;
	}
}

/* Where the pause stands in the log and in the output, counted from the one before. */
static void number_pause(const struct observation *seen, const struct snapshot *before,
	const struct snapshot *at, struct pause *pause)
{
	pause->log_lines = at->log_lines;
	pause->out_lines =
		text_lines_begun(&seen->out, before ? before->out_size : 0, at->out_size);
	if (before)
		pause->out_lines += pause[-1].out_lines;
}

static void fill_pauses(struct context *context, const struct observation *seen,
	const char *stem, struct record *record)
{
	const struct snapshot *before = NULL;
	int count = 0;
	struct err err;

	record->unpaused = seen->unpaused;
	for (const struct snapshot *at = seen->snapshots; at; at = at->next)
		count++;
	record->pauses = pool_alloc(context->pool, (size_t)count * sizeof *record->pauses);
	for (const struct snapshot *at = seen->snapshots; at; before = at, at = at->next) {
		struct pause *pause = &record->pauses[record->pause_count++];

		pause->file =
			pool_printf(context->pool, "%s.pause%d", stem, record->pause_count);
		pause->child = at->pid == seen->pid ? 0 : at->pid;
		number_pause(seen, before, at, pause);
		if (fill_pause(context, at, pause, &err) != 0)
			break_record(context, record, &err);
		count_faults(seen, at, pause);
	}
}

static void fill_last(struct context *context, const struct observation *seen,
	const char *stem, struct record *record)
{
	struct err err;

	record->doing = seen->doing;
	record->last_look = seen->last_look;
	record->stack_limit = seen->stack_limit;
	if (!seen->last)
		return;
	record->last = pool_alloc(context->pool, sizeof *record->last);
	record->last->file = pool_printf(context->pool, "%s.last", stem);
	if (fill_pause(context, seen->last, record->last, &err) != 0)
		break_record(context, record, &err);
	count_faults(seen, seen->last, record->last);
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

/* The text that is kept is the one that is parsed, as it is when it is judged again. */
static void fill_fault_log(struct context *context, const struct observation *seen,
	const char *stem, const struct elf_image *image, struct record *record)
{
	struct bytes text;
	struct err err;

	record->unlisted = seen->unlisted;
	if (!seen->fault_log)
		return;
	record->faults_file = pool_printf(context->pool, "%s.faults", stem);
	fault_names_fill(context->pool, seen->fault_log, record->program, image);
	text = faults_text(context->pool, seen->fault_log);
	record->fault_log = pool_alloc(context->pool, sizeof *record->fault_log);
	if (folder_write(&context->folder, record->faults_file, text.data, text.size,
		    &err) != 0 ||
		faults_parse(
			context->pool, text.data, text.size, record->fault_log, &err) != 0)
		break_record(context, record, &err);
}

void record_fill(struct context *context, const struct observation *seen, const char *stem,
	const struct elf_image *image, struct record *record)
{
	record->outcome = seen->outcome;
	record->trouble = seen->trouble;
	record->ending = seen->ending;
	record->pid = seen->pid;
	record->out = text_lines(context->pool, seen->out.data, seen->out.size);
	record->err = text_lines(context->pool, seen->err.data, seen->err.size);
	record->untraced = seen->untraced;
	record->faults = seen->faults;
	record->major_faults = seen->major_faults;
	record->by_rusage = seen->fault_source == FAULTS_RUSAGE;
	record->fault_source = fault_source_text(seen->fault_source);
	record->band = fault_band(seen->randomised);
	record->uncounted = seen->uncounted;
	if (seen->outcome == OUTCOME_ENDED || seen->outcome == OUTCOME_STOPPED)
		fill_pauses(context, seen, stem, record);
	if (seen->outcome == OUTCOME_ENDED || seen->outcome == OUTCOME_STOPPED)
		fill_last(context, seen, stem, record);
	if (seen->log_line)
		record->evidence = pool_printf(
			context->pool, "%s:%d", record->log_file, seen->log_line);
	fill_fault_log(context, seen, stem, image, record);
	if (record->outcome == OUTCOME_ENDED)
		record_fill_trace(context, seen, record);
}

int record_keep(struct context *context, const struct observation *seen, const char *stem,
	const struct record *record, struct err *err)
{
	const char *by_hand = pool_printf(context->pool, "%s.command", stem);
	struct folder *folder = &context->folder;

	if (folder_write(folder, record->out_file, seen->out.data, seen->out.size, err) !=
			0 ||
		folder_write(
			folder, record->err_file, seen->err.data, seen->err.size, err) != 0)
		return -1;
	if (record->log_file && seen->log.data &&
		folder_write(
			folder, record->log_file, seen->log.data, seen->log.size, err) != 0)
		return -1;
	if (seen->perf.data &&
		folder_write(folder, pool_printf(context->pool, "%s.perf", stem),
			seen->perf.data, seen->perf.size, err) != 0)
		return -1;
	return folder_write(folder, by_hand, record->command, strlen(record->command), err);
}
