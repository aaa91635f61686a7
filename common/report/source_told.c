/* SPDX-License-Identifier: MIT */
#include "source_told.h"

#include <ctype.h>
#include <string.h>

#include "../base/file.h"
#include "../evidence/call_makers.h"
#include "../evidence/source_text.h"
#include "../match/comparison.h"
#include "messages.h"

struct search {
	struct pool *pool;
	const char *name; /* of the source, without its folder */
	struct bytes source;
	struct source_told *found;
};

static void take(const struct search *search, const struct source_match *match,
	const struct said *says)
{
	search->found->says = says;
	search->found->text = match->text;
	search->found->line = match->line;
	search->found->count = match->count;
	search->found->words = match->words;
}

/* A text of the evidence is the same in every language. */
static const char *text_of(const struct search *search, const struct said *said)
{
	return said_in(search->pool, said, ENGLISH);
}

/* --- what prints a line --------------------------------------------------------------- */

/* Look for the line that prints this one; false when its words stand nowhere in the source. */
static bool find_printing(const struct search *search, const char *printed)
{
	struct pool *pool = search->pool;
	struct source_match match = {0};

	if (printed)
		match = source_text_prints_line(pool, &search->source, printed);
	if (!match.text)
		return false;
	take(search, &match,
		match.count == 1
			? SAY(pool, SOURCE_PRINTS, match.line, search->name, match.words)
			: SAY(pool, SOURCE_PRINTS_SOME, search->name, match.words,
				  match.count, match.line));
	return true;
}

/* The same, and what sets the numbers that are printed there. */
static bool find_number_in(const struct search *search, const char *printed)
{
	struct source_told *found = search->found;

	if (!find_printing(search, printed))
		return false;
	found->from_count =
		source_sets_find(search->pool, &search->source, found->words, found->from);
	return true;
}

/* --- what makes a system call --------------------------------------------------------- */

static void take_call(const struct search *search, const char *call, const char *function,
	const struct source_match *match)
{
	struct pool *pool = search->pool;
	const struct said *says;

	if (match->count > 1)
		says = SAY(pool, SOURCE_CALLS_SOME, search->name, function, match->count,
			match->line);
	else if (strcmp(function, call) == 0)
		says = SAY(pool, SOURCE_CALLS, match->line, search->name, function);
	else
		says = SAY(
			pool, SOURCE_CALLS_FOR, match->line, search->name, function, call);
	take(search, match, says);
}

static void take_no_call(const struct search *search, const char *call,
	const char *const functions[], int count)
{
	const struct source_match none = {0};
	struct pool *pool = search->pool;
	const char *list = "";

	for (int i = 0; i < count; i++)
		list = text_listed(
			pool, list, ", ", pool_printf(pool, "%s()", functions[i]));
	take(search, &none, SAY(pool, SOURCE_NO_CALL, search->name, list, call));
}

/* brk() and sbrk() do nothing else; other functions of the library move the break on the way. */
static bool is_direct(const char *function)
{
	return text_ends(function, "brk");
}

/* sbrk(0) and brk(0) ask where the break is, and move nothing. */
static struct source_match find_calls(const struct search *search, const char *function)
{
	return source_text_calls(
		search->pool, &search->source, function, is_direct(function) ? "0" : NULL);
}

/* The first of the functions from `at` on that the source calls, or `count`. */
static int first_called(const struct search *search, const char *const functions[], int at,
	int count, struct source_match *match)
{
	for (; at < count; at++) {
		*match = find_calls(search, functions[at]);
		if (match->text)
			break;
	}
	return at;
}

/* Where the program moves the break itself, at one place, and calls what may do it too. */
static bool find_either(const struct search *search, const char *call)
{
	const char *functions[MOST_CALL_MAKERS];
	int count = call_makers(call, functions);
	struct source_match own;
	struct source_match other;
	int direct = 0; /* so many, and the first of all */
	int first;
	int second;

	while (direct < count && is_direct(functions[direct]))
		direct++;
	first = first_called(search, functions, 0, direct, &own);
	if (first == direct || own.count > 1)
		return false;
	second = first_called(search, functions, direct, count, &other);
	if (second == count)
		return false;
	take(search, &own,
		SAY(search->pool, SOURCE_CALLS_EITHER, own.line, search->name,
			functions[first], other.line, functions[second], call));
	return true;
}

static bool find_making(const struct search *search, const char *call)
{
	const char *functions[MOST_CALL_MAKERS];
	int count = call_makers(call, functions);
	struct source_match match;
	int first = first_called(search, functions, 0, count, &match);

	if (first < count)
		take_call(search, call, functions[first], &match);
	else
		take_no_call(search, call, functions, count);
	return true;
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

/* Is it a call that should not be there, and not one that is missing? */
static bool is_unwanted(const struct result *failed)
{
	for (const struct pattern *at = failed->item->patterns; at; at = at->next)
		if (at->line == failed->line)
			return at->kind == PATTERN_FORBID || at->kind == PATTERN_ONLY;
	return false;
}

static bool find_system_call(const struct search *search, const struct result *failed)
{
	struct pool *pool = search->pool;
	const char *measured = text_of(search, failed->measured);
	const char *written = written_in(pool, measured);
	const char *call = call_in(pool, measured);

	if (result_is_told_otherwise(failed))
		return find_number_in(search, failed->origins->text);
	if (written)
		return find_printing(search, written);
	if (!call)
		call = call_in(pool, text_of(search, failed->expected));
	if (!call || strcmp(call, "write") == 0)
		return false;
	return (is_unwanted(failed) && find_either(search, call)) ||
		find_making(search, call);
}

/* The function in a line of nm(1), "U munmap@GLIBC_2.2.5"; NULL of another line. */
static const char *imported_in(struct pool *pool, const char *text)
{
	const char *name = text ? text_skip_blanks(text) : "";

	if (!text_starts(name, "U "))
		return NULL;
	name = text_skip_blanks(name + 1);
	return pool_copy(pool, name, strcspn(name, "@ "));
}

/* Where the program calls a function; false for NULL, and where it calls no such one. */
static bool find_called(const struct search *search, const char *function)
{
	struct source_match match = {0};

	if (function)
		match = find_calls(search, function);
	if (!match.text)
		return false;
	take_call(search, function, function, &match);
	return true;
}

/* Where the program calls what it should not. */
static bool find_import(const struct search *search, const struct result *failed)
{
	return find_called(
		search, imported_in(search->pool, text_of(search, failed->measured)));
}

/* --- a line of the output ------------------------------------------------------------- */

/* Does what differs in the line begin in a number? */
static bool is_number(const struct output_line *output)
{
	int at = output->at.from;

	if (output->at.to == 0)
		return false;
	while (at > 0 && isalnum((unsigned char)output->text[at - 1]))
		at--;
	return isdigit((unsigned char)output->text[at]) != 0;
}

/*
 * "malloc(1024) = 0x5000" is told by the suite's own library, and not printed by the program: where
 * that calls the function, or should.
 */
static bool find_told_call(const struct search *search, const struct result *failed)
{
	struct pool *pool = search->pool;
	const char *function = call_in(pool, text_of(search, failed->measured));

	return find_called(search,
		function ? function : call_in(pool, text_of(search, failed->expected)));
}

/* Of a line that is another one, what prints it; of one that is missing, what should. */
static bool find_output(const struct search *search, const struct result *failed)
{
	const struct output_line *output = failed->output;

	if (output && output->text && is_number(output) &&
		find_number_in(search, output->text))
		return true;
	return (output && find_printing(search, output->text)) ||
		find_printing(search, text_of(search, failed->should));
}

/* --- where a number comes from -------------------------------------------------------- */

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
			return at->kind == ORIGIN_STDOUT ? at : NULL;
		if (!first && at->kind == ORIGIN_STDOUT)
			first = at;
	}
	return first;
}

static bool find_number(const struct search *search, const struct result *failed)
{
	const struct origin *origin = find_printed(search->pool, failed);

	/* Whoever prints the address of a memory does not print what stands there. */
	return origin && !failed->comparison->measured_read &&
		find_number_in(search, origin->text);
}

/* --- where an address comes from ------------------------------------------------------ */

/* Of an address where the map has something else, what prints it. */
static bool find_address(const struct search *search, const struct result *failed)
{
	const struct origin *printed =
		result_is_of_bytes(failed) ? NULL : result_printed(failed, NULL);

	return printed && find_number_in(search, printed->text);
}

/* -------------------------------------------------------------------------------------- */

static bool is_of_malloc(const struct result *failed)
{
	return failed->item->runs && failed->item->runs->run->malloc_told;
}

/* What a library tells that is loaded into the program is not what the program prints. */
static bool is_of_library(const struct result *failed)
{
	return failed->item->runs && run_preloads(failed->item->runs->run);
}

static bool find(const struct search *search, const struct result *failed)
{
	if (failed->comparison)
		return find_number(search, failed);
	if (failed->item->kind == ITEM_PAUSE)
		return find_address(search, failed);
	if (failed->item->kind == ITEM_PAUSES)
		return find_making(search, "read"); /* which waits for Enter */
	if (failed->item->kind != ITEM_MATCH)
		return false;
	switch (failed->item->channel) {
	case CHANNEL_STDERR:
		if (is_of_malloc(failed))
			return find_told_call(search, failed);
		return !is_of_library(failed) && find_output(search, failed);
	case CHANNEL_STDOUT: return find_output(search, failed);
	case CHANNEL_SYSCALLS: return find_system_call(search, failed);
	case CHANNEL_TOOL: return find_import(search, failed);
	default: return false;
	}
}

/*
 * Where the program's own numbers make what is expected, what prints the first that is not the
 * measured one.
 */
static void find_bound(const struct search *search, const struct result *failed)
{
	struct source_told *found = search->found;
	const struct origin *origin;
	struct source_match match = {0};

	if (!failed->comparison || !failed->comparison->bound_printed)
		return;
	origin = result_printed(failed, find_printed(search->pool, failed));
	if (origin)
		match = source_text_prints_line(
			search->pool, &search->source, origin->text);
	if (match.text && match.line != found->line)
		found->bound = (struct source_setting){match.text, match.line};
}

bool source_find(struct pool *pool, const struct lab_result *lab,
	const struct result *failed, struct source_told *found)
{
	struct search search = {.pool = pool, .found = found};
	const char *name;
	struct err ignored;

	*found = (struct source_told){.file = lab->program};
	if (!failed->of_program || !failed->item || !lab->program ||
		file_read(pool, lab->program, &search.source, &ignored) != 0)
		return false;
	name = text_base_name(lab->program);
	search.name = text_visible(pool, name, strlen(name), 0);
	if (!find(&search, failed))
		return false;
	find_bound(&search, failed);
	return true;
}

static void tell_place(
	const struct face *face, int indent, bool first, const struct source_setting *place)
{
	report_field(face, indent, first ? M_LABEL_FROM : "",
		pool_printf(face->pool, M_SOURCE_FROM, place->line, place->text));
}

void source_tell_from(const struct face *face, const struct source_told *found, int indent)
{
	for (int i = 0; i < found->from_count; i++)
		tell_place(face, indent, i == 0, &found->from[i]);
	if (found->bound.text)
		tell_place(face, indent, found->from_count == 0, &found->bound);
}

void source_tell(const struct face *face, const struct source_told *found, int indent)
{
	int column = indent + REPORT_LABEL + 2;

	if (found->says)
		report_field(face, indent, M_LABEL_SOURCE, report_said(face, found->says));
	if (!found->text)
		return;
	fprintf(face->out, "%*s", column, "");
	report_wrapped(face, found->text, column);
}
