/* SPDX-License-Identifier: MIT */
#include "observed.h"

#include <string.h>

#include "../base/text.h"
#include "doing.h"
#include "ending.h"
#include "map_table.h"
#include "messages.h"
#include "observed_calls.h"
#include "observed_labs.h"

enum {
	HEADING = 11,     /* columns of a section's name */
	INDENT = 2,       /* of evidence, which is printed as it is */
	MOST_LINES = 24,  /* of what was printed */
	MOST_BYTES = 200, /* of one line */
};

static void heading(const struct face *face, const char *word)
{
	fputc('\n', face->out);
	report_padded(face->out, word, HEADING, false);
}

static void sentence(const struct face *face, const char *text)
{
	fprintf(face->out, "%*s", HEADING, "");
	report_wrapped(face, text, HEADING);
}

/* --- what it printed ------------------------------------------------------------------ */

/* Of many lines the first and the last ones. */
static void print_lines(
	const struct face *face, const struct lines *lines, const char *file)
{
	int left_out = lines->count > MOST_LINES ? lines->count - MOST_LINES : 0;

	for (int i = 0; i < lines->count; i++) {
		fprintf(face->out, "%*s", HEADING + INDENT, "");
		if (left_out && i == MOST_LINES / 2) {
			fprintf(face->out, M_RUN_MORE, left_out,
				report_visible(face, file));
			i += left_out - 1;
			continue;
		}
		fprintf(face->out, "%s\n",
			text_visible(face->pool, lines->at[i].text, lines->at[i].length,
				MOST_BYTES));
	}
}

static void tell_output(const struct face *face, const struct record *record)
{
	heading(face, M_OBSERVED_OUTPUT);
	if (record->out.count == 0) {
		report_wrapped(face, M_OBSERVED_SILENT, HEADING);
	} else {
		fprintf(face->out, M_OBSERVED_PRINTED, record->out.count);
		print_lines(face, &record->out, record->out_file);
	}
	if (record->err.count == 0)
		return;
	fprintf(face->out, "%*s", HEADING, "");
	fprintf(face->out, M_OBSERVED_COMPLAINED, record->err.count);
	print_lines(face, &record->err, record->err_file);
}

/* --- how it came about ---------------------------------------------------------------- */

static void tell_built(const struct face *face, const struct observed *observed)
{
	sentence(face, pool_printf(face->pool, M_OBSERVED_BUILT, observed->built));
	if (observed->compiler.count == 0)
		return;
	sentence(face,
		pool_printf(face->pool, M_OBSERVED_COMPILER, observed->compiler.count));
	print_lines(face, &observed->compiler, observed->compiler_file);
}

static void tell_command(const struct face *face, const struct observed *observed)
{
	const struct lack *lack = &observed->record->unpaused;

	report_padded(face->out, M_OBSERVED_COMMAND, HEADING, false);
	fprintf(face->out, "%s\n", report_visible(face, observed->record->command));
	if (observed->built)
		tell_built(face, observed);
	sentence(face,
		lack->what && strcmp(lack->what, "terminal") == 0 ? M_OBSERVED_PIPED
			: observed->typed                         ? M_OBSERVED_TYPED
								  : M_OBSERVED_BY_HAND);
	if (observed->clean)
		sentence(face, M_OBSERVED_CLEAN);
	if (observed->no_huge_pages)
		sentence(face, M_OBSERVED_NO_HUGE_PAGES);
	report_lack(face, &observed->randomised, HEADING);
}

/* A program that traces others finds that it is traced itself; ptrace(2). */
static void tell_refused_tracing(const struct face *face, const struct run_trace *trace)
{
	for (int i = 0; trace && i < trace->lines.count; i++) {
		const char *text = trace->lines.at[i].text;

		if (!text_starts(text, "ptrace(PTRACE_") || !strstr(text, " = -1 EPERM"))
			continue;
		sentence(face, M_OBSERVED_TRACED);
		return;
	}
}

/* --- what the kernel recorded --------------------------------------------------------- */

static void tell_faults(const struct face *face, const struct record *record)
{
	heading(face, M_OBSERVED_FAULTS);
	if (record->faults <= 0) {
		report_wrapped(face, M_OBSERVED_UNCOUNTED, HEADING);
		report_lack(face, &record->uncounted, HEADING);
		return;
	}
	report_wrapped(face,
		pool_printf(face->pool,
			record->by_rusage ? M_OBSERVED_COUNTED_BY_RUSAGE
					  : M_OBSERVED_COUNTED,
			number_text(face->pool, record->faults, false),
			record->fault_source),
		HEADING);
	if (record->major_faults >= 0)
		sentence(face,
			pool_printf(face->pool, M_OBSERVED_MAJOR,
				number_text(face->pool, record->major_faults, false),
				number_text(face->pool,
					record->faults - record->major_faults, false)));
	sentence(face, M_OBSERVED_OWN_COUNT);
}

/* --- pauses --------------------------------------------------------------------------- */

static void tell_changes(const struct face *face, const struct pause *before,
	const struct pause *pause, int ordinal)
{
	int unchanged;
	const struct map_change *changes =
		maps_changes(face->pool, &before->maps, &pause->maps, &unchanged);

	if (!changes) {
		sentence(face,
			pool_printf(face->pool, M_OBSERVED_SAME_MAP, ordinal, unchanged));
		return;
	}
	sentence(face, pool_printf(face->pool, M_OBSERVED_CHANGES, ordinal));
	map_table_changes(face, changes, pause->file);
	fprintf(face->out, "    ");
	fprintf(face->out, M_OBSERVED_UNCHANGED, unchanged);
}

static const char *counts_text(
	const struct face *face, const struct pause *pause, const struct pause *before)
{
	const char *faults = number_text(face->pool, pause->faults, false);

	if (pause->uncounted.reason)
		return pool_printf(face->pool, M_OBSERVED_THREADS, pause->threads);
	if (!before || before->uncounted.reason)
		return pool_printf(face->pool, M_OBSERVED_SO_FAR, pause->threads, faults);
	return pool_printf(face->pool, M_OBSERVED_SO_FAR_NEW, pause->threads, faults,
		number_text(face->pool, pause->faults - before->faults, false));
}

/* The map, whole or as it differs from that of an earlier pause. */
static void tell_map(const struct face *face, const struct record *record,
	const struct pause *before, const struct pause *pause)
{
	if (pause->lack.reason) {
		sentence(face, M_OBSERVED_NO_MAP);
		report_lack(face, &pause->lack, HEADING);
	} else if (before) {
		tell_changes(face, before, pause, (int)(before - record->pauses) + 1);
	} else {
		sentence(face, pool_printf(face->pool, M_OBSERVED_MAP, pause->maps.count));
		map_table(face, &pause->maps, pause->file);
	}
}

/* The last of the first `count` pauses with a map of the same process, or NULL. */
static const struct pause *last_with_map(const struct record *record, int count, int child)
{
	while (count-- > 0)
		if (record->pauses[count].child == child &&
			record->pauses[count].maps.count > 0)
			return &record->pauses[count];
	return NULL;
}

/* How it waits, where that is not for Enter. */
static void tell_wait(const struct face *face, const struct pause *pause)
{
	const char *call = pause->call ? pause->call : "?";

	if (pause->sleeps)
		sentence(face, pool_printf(face->pool, M_OBSERVED_SLEEPS, call));
	if (pause->sent)
		sentence(face,
			pool_printf(face->pool, M_OBSERVED_AWAITS, call, pause->sent));
}

static void tell_pause(const struct face *face, const struct record *record, int i)
{
	const struct pause *pause = &record->pauses[i];

	heading(face, pool_printf(face->pool, M_OBSERVED_PAUSE, i + 1));
	report_wrapped(face, counts_text(face, pause, i > 0 ? pause - 1 : NULL), HEADING);
	if (i == 0)
		report_lack(face, &pause->uncounted, HEADING);
	if (pause->child)
		sentence(face, pool_printf(face->pool, M_OBSERVED_CHILD, pause->child));
	tell_wait(face, pause);
	tell_map(face, record, last_with_map(record, i, pause->child), pause);
}

/* Has nothing been printed, counted or mapped since the pause before? */
static bool is_like_before(const struct face *face, const struct record *record, int i)
{
	const struct pause *before = i > 0 ? &record->pauses[i - 1] : NULL;
	const struct pause *pause = &record->pauses[i];
	int unchanged;

	return before && before->maps.count > 0 && pause->maps.count > 0 &&
		pause->child == before->child && pause->threads == before->threads &&
		pause->faults == before->faults && !pause->sent && !pause->sleeps &&
		!maps_changes(face->pool, &before->maps, &pause->maps, &unchanged);
}

/* Of pauses that are alike the first is told, and how many follow. */
static void tell_pauses_at(const struct face *face, const struct record *record)
{
	int i = 0;

	while (i < record->pause_count) {
		int first = i;

		while (i < record->pause_count && is_like_before(face, record, i))
			i++;
		if (i - first > 1) {
			heading(face, pool_printf(face->pool, M_OBSERVED_PAUSE, first + 1));
			report_wrapped(face,
				pool_printf(face->pool, M_OBSERVED_ALIKE, first + 1, i),
				HEADING);
		} else {
			i = first;
			tell_pause(face, record, i++);
		}
	}
}

static void tell_pauses(const struct face *face, const struct record *record)
{
	tell_pauses_at(face, record);
	if (record->pause_count > 0 && !record->unpaused.reason)
		return;
	heading(face, M_OBSERVED_PAUSES);
	report_wrapped(face,
		record->unpaused.reason ? M_OBSERVED_UNPAUSED : M_OBSERVED_NO_PAUSE,
		HEADING);
	report_lack(face, &record->unpaused, HEADING);
}

static void tell_last(const struct face *face, const struct record *record)
{
	const struct pause *before =
		record->pause_count ? &record->pauses[record->pause_count - 1] : NULL;

	if (!record->last) {
		heading(face, M_OBSERVED_LAST);
		report_wrapped(face, M_OBSERVED_NO_LAST, HEADING);
		return;
	}
	switch (record->last_look) {
	case LAST_BEFORE_STOP:
		heading(face, M_OBSERVED_STOPPED);
		fprintf(face->out, M_OBSERVED_DOING);
		doing_tell(face, record->doing, HEADING);
		fprintf(face->out, "%*s", HEADING, "");
		break;
	case LAST_AT_EXIT:
		heading(face, M_OBSERVED_AT_EXIT);
		report_wrapped(face, M_OBSERVED_EXITS, HEADING);
		fprintf(face->out, "%*s", HEADING, "");
		break;
	case LAST_AT_SIGNAL:
		heading(face, M_OBSERVED_AT_SIGNAL);
		report_wrapped(face, M_OBSERVED_SIGNALLED, HEADING);
		fprintf(face->out, "%*s", HEADING, "");
	}
	report_wrapped(face, counts_text(face, record->last, before), HEADING);
	tell_map(face, record, last_with_map(record, record->pause_count, 0), record->last);
}

/* --- the whole ------------------------------------------------------------------------ */

/* The columns of the longest of some names, of which some may be missing. */
static int widest(const struct face *face, const char *const *files, size_t count)
{
	int width = 0;

	for (size_t i = 0; i < count; i++) {
		int columns = files[i] ? text_columns(report_visible(face, files[i])) : 0;

		width = columns > width ? columns : width;
	}
	return width;
}

static void tell_files(const struct face *face, const struct record *record)
{
	const char *const files[] = {record->out_file, record->err_file, record->log_file,
		record->pause_count ? record->pauses[0].file : NULL,
		record->last ? record->last->file : NULL};
	const char *const texts[] = {M_OBSERVED_OUT_FILE, M_OBSERVED_ERR_FILE,
		M_OBSERVED_LOG_FILE, M_OBSERVED_MAP_FILE, M_OBSERVED_LAST_FILE};
	size_t count = sizeof files / sizeof *files;
	int width = widest(face, files, count);
	bool begun = false;

	heading(face, M_OBSERVED_FILES);
	for (size_t i = 0; i < count; i++) {
		if (!files[i])
			continue;
		fprintf(face->out, "%*s", begun ? HEADING : 0, "");
		report_padded(face->out, report_visible(face, files[i]), width + 2, false);
		fprintf(face->out, "%s\n", texts[i]);
		begun = true;
	}
}

void observed_tell(const struct face *face, const struct observed *observed)
{
	const struct record *record = observed->record;

	tell_command(face, observed);
	if (record->outcome == OUTCOME_REFUSED) {
		heading(face, M_OBSERVED_END);
		report_wrapped(face, M_OBSERVED_REFUSED, HEADING);
		report_lack(face, &record->trouble, HEADING);
		return;
	}
	tell_output(face, record);
	heading(face, M_OBSERVED_END);
	ending_tell(face, record, HEADING);
	tell_refused_tracing(face, observed->trace);
	tell_faults(face, record);
	heading(face, M_OBSERVED_CALLS);
	observed_tell_calls(face, observed, HEADING);
	tell_pauses(face, record);
	tell_last(face, record);
	observed_tell_labs(face, observed, M_OBSERVED_LABS, HEADING);
	tell_files(face, record);
}
