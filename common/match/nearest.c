/* SPDX-License-Identifier: MIT */
#include "nearest.h"

#include <ctype.h>
#include <string.h>

#include "../evidence/trace_memory.h"
#include "any_text.h"

/* --- a line in its parts ---------------------------------------------------------------- */

enum { MOST_PARTS = 16 };

/* "mmap(NULL, 4096, …) = 0x5000", or "--- SIGSEGV {si_signo=SIGSEGV, …} ---". */
struct parts_of_line {
	struct piece_of_text head; /* "mmap" */
	struct piece_of_text at[MOST_PARTS];
	int count;
	struct piece_of_text result; /* empty where there is none */
};

static struct piece_of_text trimmed(const char *from, const char *to)
{
	while (from < to && *from == ' ')
		from++;
	while (to > from && to[-1] == ' ')
		to--;
	return (struct piece_of_text){.at = from, .length = (size_t)(to - from)};
}

/* The quote that ends a text; strace puts a backslash before one that does not. */
static const char *end_of_quoted(const char *at, const char *end)
{
	for (at++; at < end && *at != '"'; at++)
		if (*at == '\\')
			at++;
	return at < end ? at : end;
}

/* The comma or the bracket that ends the part that begins here. */
static const char *end_of_part(const char *at, const char *end)
{
	int depth = 0;

	for (; at < end && (depth > 0 || !strchr(",)}]", *at)); at++) {
		if (*at == '"')
			at = end_of_quoted(at, end);
		else if (strchr("([{", *at))
			depth++;
		else if (strchr(")]}", *at))
			depth--;
	}
	return at < end ? at : end;
}

static void split(const char *text, size_t length, struct parts_of_line *parts)
{
	const char *end = text + length;
	const char *at = text;

	*parts = (struct parts_of_line){.count = 0};
	while (at < end && *at != '(' && *at != '{')
		at++;
	parts->head = trimmed(text, at);
	while (at < end && !strchr(")}", *at) && parts->count < MOST_PARTS) {
		const char *begin = at + 1;

		at = end_of_part(begin, end);
		parts->at[parts->count++] = trimmed(begin, at);
	}
	at = at < end ? memchr(at, '=', (size_t)(end - at)) : NULL;
	if (at)
		parts->result = trimmed(at + 1, end);
}

/* --- compared ----------------------------------------------------------------------------- */

/* "si_addr=0x7" is about the same as "si_addr=NULL". */
static bool has_same_key(struct piece_of_text one, struct piece_of_text other)
{
	const char *sign = memchr(one.at, '=', one.length);
	size_t length = sign ? (size_t)(sign + 1 - one.at) : 0;

	return length > 0 && other.length >= length &&
		memcmp(one.at, other.at, length) == 0;
}

/* The part of the line that the wanted one is about; NULL when it has none. */
static const struct piece_of_text *counterpart(
	const struct parts_of_line *wanted, int which, const struct parts_of_line *line)
{
	bool by_place = true;

	for (int i = 0; i < which; i++)
		by_place = by_place && !is_any_text(wanted->at[i]);
	for (int i = 0; i < line->count; i++)
		if (has_same_key(wanted->at[which], line->at[i]) ||
			(!by_place && any_text_fits(wanted->at[which], line->at[i])))
			return &line->at[i];
	return which < line->count ? &line->at[which] : NULL;
}

static bool is_whole_any(struct piece_of_text wanted)
{
	return is_any_text(wanted) && wanted.length == 3;
}

static bool is_as_wanted(struct piece_of_text wanted, const struct piece_of_text *part)
{
	return is_whole_any(wanted) || (part && any_text_fits(wanted, *part));
}

struct likeness {
	int fitting;
	const struct piece_of_text *other; /* the first that does not fit, or NULL */
	struct piece_of_text wanted;       /* in whose place it stands */
	bool whole;                        /* everything fits */
};

static struct likeness compare(
	const struct parts_of_line *wanted, const struct parts_of_line *line)
{
	struct likeness likeness = {.whole = true};

	for (int i = 0; i < wanted->count; i++) {
		const struct piece_of_text *part = counterpart(wanted, i, line);

		if (is_as_wanted(wanted->at[i], part)) {
			likeness.fitting += !is_whole_any(wanted->at[i]);
			continue;
		}
		if (!likeness.other) {
			likeness.other = part;
			likeness.wanted = wanted->at[i];
		}
		likeness.whole = false;
	}
	if (wanted->result.length == 0 || any_text_fits(wanted->result, line->result))
		return likeness;
	if (!likeness.other) {
		likeness.other = &line->result;
		likeness.wanted = wanted->result;
	}
	likeness.whole = false;
	return likeness;
}

/* --- found -------------------------------------------------------------------------------- */

/* The name of the call that is wanted, or of the signal. */
static void name_wanted(
	struct pool *pool, struct piece_of_text head, struct nearest *nearest)
{
	nearest->is_end = head.length > 4 && memcmp(head.at, "+++ ", 4) == 0;
	nearest->is_signal = head.length > 4 && memcmp(head.at, "--- ", 4) == 0;
	if (nearest->is_signal)
		head = text_behind(head, 4);
	for (size_t i = 0; i < head.length; i++)
		if (!isalnum((unsigned char)head.at[i]) && head.at[i] != '_')
			return;
	if (head.length)
		nearest->name = pool_copy(pool, head.at, head.length);
}

/* A long part, such as a structure, is marked from the first word on that differs. */
static struct piece_of_text narrowed(struct piece_of_text part, struct piece_of_text wanted)
{
	enum { LONG = 24 };
	size_t same = 0;

	if (part.length < LONG)
		return part;
	while (same < part.length && same < wanted.length &&
		part.at[same] == wanted.at[same])
		same++;
	while (same > 0 && isalnum((unsigned char)part.at[same - 1]))
		same--;
	part = text_behind(part, same);
	for (size_t i = 0; i < part.length; i++)
		if (strchr(",} ", part.at[i]))
			part.length = i;
	return part;
}

static struct differing bytes_of(const struct line *line, const struct likeness *likeness)
{
	struct piece_of_text part;

	if (!likeness->other || !likeness->other->length)
		return (struct differing){0};
	part = narrowed(*likeness->other, likeness->wanted);
	return (struct differing){.from = (int)(part.at - line->text),
		.to = (int)(part.at + part.length - line->text)};
}

/* "brk(NULL)" only asks. */
static bool only_asks(const struct parts_of_line *line)
{
	return line->count == 1 && line->at[0].length == 4 &&
		memcmp(line->at[0].at, "NULL", 4) == 0;
}

struct nearest nearest_find(
	struct pool *pool, const struct lines *lines, int behind_line, const char *wanted)
{
	struct nearest nearest = {0};
	struct parts_of_line parts;
	int most = -1;

	split(wanted, strlen(wanted), &parts);
	name_wanted(pool, parts.head, &nearest);
	for (int i = 0; i < lines->count; i++) {
		const struct line *line = &lines->at[i];
		struct parts_of_line own;
		struct likeness likeness;

		split(line->text, line->length, &own);
		if (line->number <= behind_line || !any_text_fits(parts.head, own.head))
			continue;
		likeness = compare(&parts, &own);
		if (likeness.fitting + likeness.whole <= most ||
			(only_asks(&own) && !likeness.whole))
			continue;
		most = likeness.fitting + likeness.whole;
		nearest.line = line;
		nearest.equal = likeness.whole;
		nearest.at = bytes_of(line, &likeness);
	}
	return nearest;
}

/* Where the line has no such part, `part` is NULL. */
static struct other_argument other_part(struct pool *pool, const char *line,
	const struct piece_of_text *part, int ordinal, struct piece_of_text wanted)
{
	struct other_argument other = {
		.ordinal = ordinal, .wanted = pool_copy(pool, wanted.at, wanted.length)};

	if (part && part->at)
		other.at = (struct differing){.from = (int)(part->at - line),
			.to = (int)(part->at + part->length - line)};
	return other;
}

int nearest_others(struct pool *pool, const char *wanted, const char *line,
	struct other_argument others[MOST_OTHERS])
{
	struct parts_of_line parts;
	struct parts_of_line own;
	int count = 0;

	split(wanted, strlen(wanted), &parts);
	split(line, strlen(line), &own);
	for (int i = 0; i < parts.count; i++) {
		const struct piece_of_text *part = counterpart(&parts, i, &own);

		if (!is_as_wanted(parts.at[i], part))
			others[count++] = other_part(pool, line, part, i + 1, parts.at[i]);
	}
	if (parts.result.length > 0 && !any_text_fits(parts.result, own.result))
		others[count++] = other_part(pool, line, &own.result, 0, parts.result);
	return count;
}

int nearest_start(struct pool *pool, const struct record *record)
{
	const struct lines *lines = &record->trace.lines;
	struct run_trace trace = {.lines = *lines};
	struct memory_calls calls;

	trace.pids = pool_alloc(pool, (size_t)lines->count * sizeof *trace.pids);
	for (int i = 0; i < lines->count; i++)
		trace.pids[i] = record->pid;
	trace.tids = trace.pids;
	trace_memory_calls(pool, &trace, record->pid, &calls);
	return calls.loaded;
}
