/* SPDX-License-Identifier: MIT */
#include "source_printed.h"

#include <string.h>

#include "source_scope.h"

struct conversion {
	char letter;
	int line; /* of what the format prints, from 0 */
};

struct format {
	struct conversion at[MOST_ARGUMENTS];
	int count;
	int lines;
	int line_of_words; /* -1: they do not stand in it */
};

/* --- a format ------------------------------------------------------------------------- */

static void add_conversion(struct format *format, char letter)
{
	if (format->count < MOST_ARGUMENTS)
		format->at[format->count++] =
			(struct conversion){.letter = letter, .line = format->lines};
}

/*
 * What stands behind a "%", which is nothing where a macro as PRIu64 goes on; each "*" takes an
 * argument too. Returns the last byte of it.
 */
static const char *read_conversion(struct format *format, const char *at, const char *end)
{
	while (at < end && strchr("-+ #0123456789.'hlLqjzt*", *at)) {
		if (*at == '*')
			add_conversion(format, '*');
		at++;
	}
	if (at == end || *at != '%')
		add_conversion(format, at == end ? 'd' : *at);
	return at;
}

static void read_literal(
	struct format *format, const struct source_piece *piece, const char *words)
{
	for (const char *at = piece->from; at < piece->to; at++) {
		if (at == words)
			format->line_of_words = format->lines;
		if (*at == '%')
			at = read_conversion(format, at + 1, piece->to);
		else if (*at == '\\' && at + 1 < piece->to)
			format->lines += *++at == 'n';
	}
}

static struct format read_format(const struct source_tokens *tokens,
	const struct source_argument *argument, const char *words)
{
	struct format format = {.line_of_words = -1};

	for (int i = argument->from; i < argument->to; i++)
		if (tokens->at[i].piece.kind == PIECE_STRING)
			read_literal(&format, &tokens->at[i].piece, words);
	return format;
}

/* --- arguments ------------------------------------------------------------------------ */

/* The bracket of the call in which a token stands, or the brace of a table; -1: of neither. */
static int call_of(const struct source_tokens *tokens, int index)
{
	int open = source_tokens_opening(tokens, index);

	while (open >= 0 && source_token_is(tokens, open, "(") &&
		!source_token_is_name(tokens, open - 1))
		open = source_tokens_opening(tokens, open);
	return source_token_is(tokens, open, "[") ? -1 : open;
}

static int split(const struct source_tokens *tokens, int open,
	struct source_argument found[MOST_ARGUMENTS])
{
	int close = source_tokens_closing(tokens, open);
	int inside = tokens->at[open].nest + 1;
	int from = open + 1;
	int count = 0;

	for (int i = open + 1; i <= close && count < MOST_ARGUMENTS; i++) {
		if (i < close &&
			!(tokens->at[i].nest == inside && source_token_is(tokens, i, ",")))
			continue;
		found[count++] = (struct source_argument){.from = from, .to = i};
		from = i + 1;
	}
	return count;
}

/* A format that is chosen by a condition is not read: it may have the conversions of either. */
static bool is_format(
	const struct source_tokens *tokens, const struct source_argument *argument)
{
	bool found = false;

	for (int i = argument->from; i < argument->to; i++) {
		if (source_token_is(tokens, i, "?"))
			return false;
		found = found || source_piece_words(&tokens->at[i].piece, "%");
	}
	return found;
}

/* The arguments of a call, that of the words, and that of the format. */
struct print_call {
	struct source_argument at[MOST_ARGUMENTS];
	int count;
	int words;
	int format;  /* -1: there is none */
	bool is_own; /* a function of the file is called, or it is a line of a table */
};

static struct print_call read_call(
	const struct source_tokens *tokens, int open, int literal)
{
	struct print_call call = {.format = -1,
		.is_own = source_token_is(tokens, open, "{") ||
			source_function_named(tokens, open - 1) >= 0};

	call.count = split(tokens, open, call.at);
	for (int i = 0; i < call.count; i++) {
		if (call.at[i].from <= literal && literal < call.at[i].to)
			call.words = i;
		if (call.format < 0 && is_format(tokens, &call.at[i]))
			call.format = i;
	}
	return call;
}

/* Which line of what is printed has the words? Of a label in front of the format any. */
static int line_of_words(const struct print_call *call, const struct format *format)
{
	int conversion = call->words - call->format - 1;

	if (conversion < 0 || conversion >= format->count)
		return format->line_of_words;
	return format->at[conversion].line;
}

static bool is_printed(
	const struct print_call *call, const struct format *format, int index)
{
	int line = line_of_words(call, format);
	const struct conversion *conversion;

	if (call->format < 0)
		return index > call->words ||
			(call->is_own && call->words == call->count - 1);
	if (index <= call->format || index - call->format > format->count)
		return false;
	conversion = &format->at[index - call->format - 1];
	return !strchr("s*", conversion->letter) && (line < 0 || conversion->line == line);
}

int source_printed(const struct source_tokens *tokens, int literal, const char *words,
	struct source_argument found[MOST_ARGUMENTS])
{
	int open = call_of(tokens, literal);
	struct print_call call;
	struct format format = {0};
	int count = 0;

	if (open < 0)
		return 0;
	call = read_call(tokens, open, literal);
	if (call.format >= 0)
		format = read_format(tokens, &call.at[call.format], words);
	for (int i = 0; i < call.count; i++)
		if (i != call.words && is_printed(&call, &format, i))
			found[count++] = call.at[i];
	return count;
}
