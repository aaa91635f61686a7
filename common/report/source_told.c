/* SPDX-License-Identifier: MIT */
#include "source_told.h"

#include <string.h>

#include "../base/file.h"
#include "../evidence/source_text.h"
#include "../match/comparison.h"
#include "messages.h"

struct telling {
	const struct face *face;
	const char *name; /* of the source, without its folder */
	struct bytes source;
	int indent;
};

static void tell_match(
	const struct telling *telling, const char *sentence, const char *text)
{
	int column = telling->indent + REPORT_LABEL + 2;

	report_field(telling->face, telling->indent, M_LABEL_SOURCE, sentence);
	fprintf(telling->face->out, "%*s", column, "");
	report_wrapped(telling->face, text, column);
}

/* --- what prints a line --------------------------------------------------------------- */

/* Look for the line that prints this one; false when its words stand nowhere in the source. */
static bool tell_printing(const struct telling *telling, const char *printed)
{
	struct pool *pool = telling->face->pool;
	struct source_match match = {0};

	if (printed)
		match = source_text_prints_line(pool, &telling->source, printed);
	if (!match.text)
		return false;
	tell_match(telling,
		match.count == 1 ? pool_printf(pool, M_SOURCE_PRINTS, match.line,
					   telling->name, match.words)
				 : pool_printf(pool, M_SOURCE_PRINTS_SOME, telling->name,
					   match.words, match.count, match.line),
		match.text);
	return true;
}

/* Of a line that is another one, what prints it; of one that is missing, what should. */
static void tell_output(const struct telling *telling, const struct result *failed)
{
	if (!failed->output || !tell_printing(telling, failed->output->text))
		tell_printing(telling, report_said(telling->face, failed->should));
}

/* --- what makes a system call --------------------------------------------------------- */

enum { MOST_MAKERS = 7 };

/* The functions that make a system call, from the one that does nothing else to malloc(). */
static const char *const makers[][MOST_MAKERS + 1] = {
	{"brk", "brk", "sbrk", "malloc_trim", "malloc", "calloc", "realloc", "free"},
	{"mmap", "mmap", "dlopen", "pthread_create", "malloc", "calloc", "realloc"},
	{"munmap", "munmap", "pthread_join", "dlclose", "free"},
	{"madvise", "madvise", "malloc_trim"},
	{"mprotect", "mprotect", "pthread_create", "dlopen"},
	{"openat", "open", "openat", "fopen", "dlopen"},
	{"read", "read", "getchar", "fgets", "getline", "scanf", "fread"},
	{"clone3", "pthread_create", "fork"},
	{"clone", "pthread_create", "fork"},
	{"clock_gettime", "clock_gettime", "syscall"},
	{"prlimit64", "getrlimit", "setrlimit"},
	{"newfstatat", "stat", "fstat"},
	{"clock_nanosleep", "sleep", "usleep", "nanosleep"},
	{"exit_group", "exit", "_exit"},
	{"tgkill", "raise", "abort"},
};

enum { CALLS = sizeof makers / sizeof *makers };

/* The makers of a call, of which there is one at least: the function of its name. */
static int find_makers(const char *call, const char *found[MOST_MAKERS])
{
	int count = 0;

	for (size_t i = 0; i < CALLS; i++)
		if (strcmp(makers[i][0], call) == 0)
			for (; count < MOST_MAKERS && makers[i][count + 1]; count++)
				found[count] = makers[i][count + 1];
	if (count == 0)
		found[count++] = call;
	return count;
}

static void tell_call(const struct telling *telling, const char *call, const char *function,
	const struct source_match *match)
{
	struct pool *pool = telling->face->pool;
	const char *sentence;

	if (match->count > 1)
		sentence = pool_printf(pool, M_SOURCE_CALLS_SOME, telling->name, function,
			match->count, match->line);
	else if (strcmp(function, call) == 0)
		sentence = pool_printf(
			pool, M_SOURCE_CALLS, match->line, telling->name, function);
	else
		sentence = pool_printf(pool, M_SOURCE_CALLS_FOR, match->line, telling->name,
			function, call);
	tell_match(telling, sentence, match->text);
}

static void tell_no_call(const struct telling *telling, const char *call,
	const char *const functions[], int count)
{
	struct pool *pool = telling->face->pool;
	const char *list = "";

	for (int i = 0; i < count; i++)
		list = text_listed(
			pool, list, M_LIST_COMMA, pool_printf(pool, "%s()", functions[i]));
	report_field(telling->face, telling->indent, M_LABEL_SOURCE,
		pool_printf(pool, M_SOURCE_NO_CALL, telling->name, list, call));
}

/* sbrk(0) and brk(0) ask where the break is, and move nothing. */
static struct source_match find_calls(const struct telling *telling, const char *function)
{
	return source_text_calls(telling->face->pool, &telling->source, function,
		text_ends(function, "brk") ? "0" : NULL);
}

static void tell_making(const struct telling *telling, const char *call)
{
	const char *functions[MOST_MAKERS];
	int count = find_makers(call, functions);

	for (int i = 0; i < count; i++) {
		struct source_match match = find_calls(telling, functions[i]);

		if (!match.text)
			continue;
		tell_call(telling, call, functions[i], &match);
		return;
	}
	tell_no_call(telling, call, functions, count);
}

/* The name of the first call in a text: "brk(0x5000) = 0x5000". NULL where it has none. */
static const char *call_in(struct pool *pool, const char *text)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_";

	while (text && *text) {
		size_t length = strspn(text, letters);

		if (length && text[length] == '(')
			return pool_copy(pool, text, length);
		text += length ? length : 1;
	}
	return NULL;
}

/* What is written on stdout, in the words of strace: write(1, "Break: ", 7). NULL of another call. */
static const char *written_in(struct pool *pool, const char *text)
{
	const char *from =
		text && text_starts(text, "write(1, \"") ? strchr(text, '"') : NULL;

	return from ? pool_copy(pool, from + 1, strcspn(from + 1, "\"")) : NULL;
}

static void tell_system_call(const struct telling *telling, const struct result *failed)
{
	struct pool *pool = telling->face->pool;
	const char *measured = report_said(telling->face, failed->measured);
	const char *written = written_in(pool, measured);
	const char *call = call_in(pool, measured);

	if (result_is_told_otherwise(failed))
		written = failed->origins->text;
	if (written) {
		tell_printing(telling, written);
		return;
	}
	if (!call)
		call = call_in(pool, report_said(telling->face, failed->expected));
	if (call && strcmp(call, "write") != 0)
		tell_making(telling, call);
}

/* --- where a number comes from -------------------------------------------------------- */

static bool is_printed(const struct origin *origin)
{
	return origin->text && origin->where && strstr(origin->where, ".out:");
}

/*
 * The line of the output that the measured number is from, or the first of those that it was
 * computed from; NULL where the number is from another record.
 */
static const struct origin *find_printed(struct pool *pool, const struct result *failed)
{
	const struct comparison *comparison = failed->comparison;
	const char *value =
		number_text(pool, comparison->measured, comparison->measured_hex);
	const struct origin *first = NULL;

	for (const struct origin *at = failed->origins; at; at = at->next) {
		if (at->value && strcmp(at->value, value) == 0)
			return is_printed(at) ? at : NULL;
		if (!first && is_printed(at))
			first = at;
	}
	return first;
}

static void tell_number(const struct telling *telling, const struct result *failed)
{
	const struct origin *origin = find_printed(telling->face->pool, failed);

	if (origin)
		tell_printing(telling, origin->text);
}

/* -------------------------------------------------------------------------------------- */

static void tell(const struct telling *telling, const struct result *failed)
{
	if (failed->comparison) {
		tell_number(telling, failed);
		return;
	}
	if (failed->item->kind != ITEM_MATCH)
		return;
	switch (failed->item->channel) {
	case CHANNEL_STDOUT:
	case CHANNEL_STDERR: tell_output(telling, failed); break;
	case CHANNEL_SYSCALLS: tell_system_call(telling, failed); break;
	default: break;
	}
}

void source_tell(const struct face *face, const struct lab_result *lab,
	const struct result *failed, int indent)
{
	struct telling telling = {.face = face, .indent = indent};
	struct err ignored;

	if (!failed->of_program || !failed->item || !lab->program ||
		file_read(face->pool, lab->program, &telling.source, &ignored) != 0)
		return;
	telling.name = report_visible(face, text_base_name(lab->program));
	tell(&telling, failed);
}
