/* SPDX-License-Identifier: MIT */
#include "trace_writes.h"

#include <string.h>

#include "../base/text_builder.h"
#include "trace_call.h"
#include "trace_line.h"

/* What a call has written, with strace's escapes. */
struct written {
	number descriptor;
	number size; /* in bytes */
	const char *text;
	size_t length;
	bool gathered; /* from several buffers, by writev(2) */
};

/* --- one call ------------------------------------------------------------------------- */

/* The text of a string in quotes, and where it ends; NULL where it is not all shown. */
static const char *read_string(const char *at, size_t *length)
{
	const char *end;

	if (*at != '"')
		return NULL;
	end = trace_call_skip_text(at);
	if (end < at + 2 || end[-1] != '"' || strncmp(end, "...", 3) == 0)
		return NULL;
	*length = (size_t)(end - 1 - (at + 1));
	return at + 1;
}

/* "write(1, "text", 4) = 4". */
static bool read_write(const struct trace_call *call, struct written *written)
{
	if (call->count != 3)
		return false;
	written->text = read_string(call->arguments[1], &written->length);
	written->size = trace_call_number(call, 2);
	return written->text;
}

/*
 * "[{iov_base="te", iov_len=2}, {iov_base="xt", iov_len=2}]", one behind the other: how many bytes
 * that are, or -1 where not all of it is shown.
 */
static number gather(const char *at, const char *end, FILE *out)
{
	static const char base[] = "{iov_base=";
	static const char size[] = ", iov_len=";
	number all = 0;

	while (at < end && (at = memmem(at, (size_t)(end - at), base, sizeof base - 1))) {
		size_t length;
		const char *text = read_string(at + sizeof base - 1, &length);
		number one;
		bool hex;

		if (!text || strncmp(text + length + 1, size, sizeof size - 1) != 0)
			return -1;
		at = text + length + sizeof size;
		if (number_read(at, strlen(at), &one, &hex) == 0)
			return -1;
		fwrite(text, 1, length, out);
		all += one;
	}
	return all;
}

static bool read_writev(
	struct pool *pool, const struct trace_call *call, struct written *written)
{
	struct text_builder builder;
	struct bytes text;

	if (call->count != 3)
		return false;
	builder_begin(&builder);
	written->size = gather(
		call->arguments[1], call->arguments[1] + call->lengths[1], builder.out);
	text = builder_end(pool, &builder);
	written->text = text.data;
	written->length = text.size;
	written->gathered = true;
	return true;
}

/* False where the line is no such call, or none of which all is known. */
static bool read_written(
	struct pool *pool, const struct line *line, struct written *written)
{
	struct trace_call call;

	if (!trace_line_begins(line->text, line->length, "write") ||
		!trace_call_read(line, &call) || !call.succeeded)
		return false;
	*written = (struct written){.descriptor = trace_call_number(&call, 0)};
	if (!(trace_call_is(&call, "write") && read_write(&call, written)) &&
		!(trace_call_is(&call, "writev") && read_writev(pool, &call, written)))
		return false;
	return written->size == call.result;
}

/* Does it end with the escape \n, and not with an escaped backslash and an n? */
static bool ends_line(const struct written *written)
{
	size_t backslashes = 0;

	if (written->length == 0 || written->text[written->length - 1] != 'n')
		return false;
	while (backslashes + 1 < written->length &&
		written->text[written->length - 2 - backslashes] == '\\')
		backslashes++;
	return backslashes % 2 == 1;
}

/* --- a line of output ------------------------------------------------------------------ */

/* The calls of a trace, and those that would have done what they do. */
struct writing {
	struct pool *pool;
	const struct lines *lines;
	struct line *wholes; /* NULL: none by now */
};

static void keep(struct writing *writing, int index, number descriptor, number size,
	const char *text, size_t length)
{
	struct pool *pool = writing->pool;
	const struct lines *lines = writing->lines;
	struct line *whole;

	if (!writing->wholes)
		writing->wholes =
			pool_alloc(pool, (size_t)lines->count * sizeof *writing->wholes);
	whole = &writing->wholes[index];
	whole->text = pool_printf(pool, "write(%d, \"%.*s\", %ld) = %ld", (int)descriptor,
		(int)length, text, (long)size, (long)size);
	whole->length = strlen(whole->text);
	whole->number = lines->at[index].number;
}

/* A call that writes nothing begins no line, and a line that one call has written is whole. */
static bool begins_pieces(const struct written *written)
{
	return written->size > 0 && (written->gathered || !ends_line(written));
}

/* Takes the call and those that go on with its line of output: the index behind them. */
static int take_line(struct writing *writing, int first, struct written last)
{
	const struct lines *lines = writing->lines;
	bool is_piece = last.gathered;
	number descriptor = last.descriptor;
	number size = last.size;
	struct text_builder builder;
	struct written next;
	struct bytes text;
	int at = first + 1;

	builder_begin(&builder);
	fwrite(last.text, 1, last.length, builder.out);
	for (; at < lines->count && !ends_line(&last); at++, last = next) {
		if (!read_written(writing->pool, &lines->at[at], &next) ||
			next.descriptor != descriptor)
			break;
		if (next.gathered)
			keep(writing, at, descriptor, next.size, next.text, next.length);
		fwrite(next.text, 1, next.length, builder.out);
		size += next.size;
		is_piece = true;
	}
	text = builder_end(writing->pool, &builder);
	if (is_piece)
		keep(writing, first, descriptor, size, text.data, text.size);
	return at;
}

struct line *trace_whole_writes(struct pool *pool, const struct lines *lines)
{
	struct writing writing = {.pool = pool, .lines = lines};
	struct written written;
	int at = 0;

	while (at < lines->count)
		if (read_written(pool, &lines->at[at], &written) && begins_pieces(&written))
			at = take_line(&writing, at, written);
		else
			at++;
	return writing.wholes;
}
