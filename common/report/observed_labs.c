/* SPDX-License-Identifier: MIT */
#include "observed_labs.h"

#include <stdlib.h>
#include <string.h>

#include "../base/text.h"
#include "../evidence/trace_memory.h"
#include "ending.h"
#include "messages.h"

/*
 * Signs in the trace of glibc's ways: a first heap, with the look at the terminal before it that
 * the buffer of stdout takes; a block that gets a mapping of its own; a thread's stack. And how
 * the run ended.
 */

enum seen {
	SEEN_PRINTF_HEAP,
	SEEN_FIRST_HEAP,
	SEEN_HEAP_SHRINKS,
	SEEN_LARGE_BLOCK,
	SEEN_THREAD_STACK,
	SEEN_GUARD,
	SEEN_OVERFLOW,
	SEEN_NULL,
	SEEN_READ_ONLY,
	SEEN_HEAP_DAMAGE,
};

const struct lesson_seen lessons_seen[LESSONS_SEEN] = {
	[SEEN_PRINTF_HEAP] = {1, "A11"},
	[SEEN_FIRST_HEAP] = {10, "B64"},
	[SEEN_HEAP_SHRINKS] = {11, "B74"},
	[SEEN_LARGE_BLOCK] = {10, "B68"},
	[SEEN_THREAD_STACK] = {7, "A67"},
	[SEEN_GUARD] = {7, "A69"},
	[SEEN_OVERFLOW] = {18, "B85"},
	[SEEN_NULL] = {15, "B24"},
	[SEEN_READ_ONLY] = {13, "B10"},
	[SEEN_HEAP_DAMAGE] = {4, "A28"},
};

enum {
	FIRST_HEAP =
		0x21000, /* bytes: 128 KiB of padding and a page; mallopt(3), M_TOP_PAD */
	THRESHOLD = 128 << 10,
	HEADER_ROOM = 16, /* in front of a block */
};

static const char *text_of(enum seen seen)
{
	switch (seen) {
	case SEEN_PRINTF_HEAP: return M_LESSON_PRINTF_HEAP;
	case SEEN_FIRST_HEAP: return M_LESSON_FIRST_HEAP;
	case SEEN_HEAP_SHRINKS: return M_LESSON_HEAP_SHRINKS;
	case SEEN_LARGE_BLOCK: return M_LESSON_LARGE_BLOCK;
	case SEEN_THREAD_STACK: return M_LESSON_THREAD_STACK;
	case SEEN_GUARD: return M_LESSON_GUARD;
	case SEEN_OVERFLOW: return M_LESSON_OVERFLOW;
	case SEEN_NULL: return M_LESSON_NULL;
	case SEEN_READ_ONLY: return M_LESSON_READ_ONLY;
	case SEEN_HEAP_DAMAGE: break;
	}
	return M_LESSON_HEAP_DAMAGE;
}

/* The lines of the log that show each of them first, 0: none does; -1: its end does. */
struct lessons {
	int lines[LESSONS_SEEN];
};

static void note(struct lessons *lessons, enum seen seen, int line)
{
	if (lessons->lines[seen] == 0)
		lessons->lines[seen] = line;
}

/* --- in the calls --------------------------------------------------------------------- */

/* The program's calls as they are read, one after the other. */
struct call_reading {
	const struct observed *observed;
	struct lessons *lessons;
	unsigned long long first; /* break, 0: not asked for yet */
	unsigned long long now;
};

static unsigned long long result_of(const struct line *line)
{
	const char *at = strstr(line->text, " = 0x");

	return at ? strtoull(at + strlen(" = "), NULL, 16) : 0;
}

/* Is there a look at the terminal of stdout in front of the heap's first call? */
static bool is_for_stdout(const struct call_reading *reading, int place)
{
	const struct run_trace *trace = reading->observed->trace;

	for (int i = place - 1; i >= 0 && i >= place - 3; i--) {
		const char *text = trace->lines.at[i].text;

		if (text_starts(text, "newfstatat(1, ") || text_starts(text, "fstat(1, "))
			return true;
		if (!text_starts(text, "getrandom(") && !text_starts(text, "brk("))
			return false;
	}
	return false;
}

static void read_break(struct call_reading *reading, int place)
{
	const struct line *line = &reading->observed->trace->lines.at[place];
	unsigned long long next = result_of(line);

	if (next == 0)
		return;
	if (reading->first == 0)
		reading->first = next;
	else if (next < reading->now)
		note(reading->lessons, SEEN_HEAP_SHRINKS, line->number);
	else if (reading->now == reading->first && next - reading->now == FIRST_HEAP)
		note(reading->lessons,
			is_for_stdout(reading, place) ? SEEN_PRINTF_HEAP : SEEN_FIRST_HEAP,
			line->number);
	reading->now = next;
}

static void read_mapping(struct call_reading *reading, const struct line *line)
{
	static const char start[] = "mmap(NULL, ";
	unsigned long long size = text_starts(line->text, start)
		? strtoull(line->text + strlen(start), NULL, 10)
		: 0;

	if (strstr(line->text, "MAP_STACK"))
		note(reading->lessons, SEEN_THREAD_STACK, line->number);
	else if (size >= THRESHOLD + HEADER_ROOM &&
		strstr(line->text, "PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1"))
		note(reading->lessons, SEEN_LARGE_BLOCK, line->number);
}

static void read_calls(
	const struct face *face, const struct observed *observed, struct lessons *lessons)
{
	struct call_reading reading = {.observed = observed, .lessons = lessons};
	const struct run_trace *trace = observed->trace;
	struct memory_calls calls;

	if (!trace)
		return;
	trace_memory_calls(face->pool, trace, observed->record->pid, &calls);
	for (int i = 0; i < calls.count; i++) {
		const struct line *line = &trace->lines.at[calls.at[i]];

		if (trace->pids[calls.at[i]] != observed->record->pid)
			continue;
		if (text_starts(line->text, "brk("))
			read_break(&reading, calls.at[i]);
		else if (text_starts(line->text, "mmap("))
			read_mapping(&reading, line);
	}
}

/* --- in the end ----------------------------------------------------------------------- */

static bool says(const struct lines *lines, const char *part)
{
	for (int i = 0; i < lines->count; i++)
		if (strstr(lines->at[i].text, part))
			return true;
	return false;
}

/* What glibc prints before it aborts a program whose heap it finds damaged. */
static bool tells_of_damage(const struct lines *err)
{
	static const char *const words[] = {"malloc(): ", "free(): ", "realloc(): ",
		"corrupted ", "double free", "munmap_chunk(): "};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (says(err, words[i]))
			return true;
	return false;
}

static void read_end(const struct record *record, struct lessons *lessons)
{
	struct signal_told signal;

	if (!record->ending.by_signal ||
		!trace_last_signal(&record->trace, record->ending.signal, &signal))
		return;
	if (strcmp(record->ending.signal, "SIGABRT") == 0 && tells_of_damage(&record->err))
		note(lessons, SEEN_HEAP_DAMAGE, signal.line->number);
	if (!signal.has_address)
		return;
	switch (ending_kind(record, signal.address)) {
	case FAULT_AT_NULL: note(lessons, SEEN_NULL, signal.line->number); break;
	case FAULT_BELOW_STACK: note(lessons, SEEN_OVERFLOW, signal.line->number); break;
	case FAULT_IN_GUARD: note(lessons, SEEN_GUARD, signal.line->number); break;
	case FAULT_READ_ONLY: note(lessons, SEEN_READ_ONLY, signal.line->number); break;
	case FAULT_ELSEWHERE: break;
	}
}

/* --- the whole ------------------------------------------------------------------------ */

static void tell(const struct face *face, const struct observed *observed, enum seen seen,
	int line, int indent)
{
	const struct lesson_seen *lesson = &lessons_seen[seen];

	report_wrapped(face,
		pool_printf(face->pool, M_LESSON_SEEN,
			report_visible(face, observed->record->log_file), line,
			text_of(seen), lesson->lab, lesson->claim, lesson->claim),
		indent);
}

void observed_tell_labs(const struct face *face, const struct observed *observed,
	const char *heading, int indent)
{
	struct lessons lessons = {.lines = {0}};
	bool begun = false;

	read_calls(face, observed, &lessons);
	read_end(observed->record, &lessons);
	for (int seen = 0; seen < LESSONS_SEEN; seen++) {
		if (lessons.lines[seen] == 0)
			continue;
		if (!begun)
			fprintf(face->out, "\n");
		report_padded(face->out, begun ? "" : heading, indent, false);
		tell(face, observed, seen, lessons.lines[seen], indent);
		begun = true;
	}
}
