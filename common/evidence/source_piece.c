/* SPDX-License-Identifier: MIT */
#include "source_piece.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

bool source_piece_is_name_byte(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* Behind a text in quotes, which ends with its line if nothing else ends it. */
static const char *end_of_quoted(const char *at, const char *end)
{
	char quote = *at++;

	while (at < end && *at != quote && *at != '\n')
		at += *at == '\\' && at + 1 < end ? 2 : 1;
	return at;
}

static const char *end_of_comment(const char *at, const char *end)
{
	bool of_line = at[1] == '/';

	for (at += 2; at < end; at++)
		if (of_line ? *at == '\n' : at[0] == '*' && at + 1 < end && at[1] == '/')
			return of_line ? at : at + 2;
	return end;
}

struct source_piece source_piece_take(const char *at, const char *end, const char **next)
{
	struct source_piece piece = {.from = at};

	*next = at + 1;
	if (*at == '/' && at + 1 < end && (at[1] == '/' || at[1] == '*')) {
		piece.kind = PIECE_COMMENT;
		*next = end_of_comment(at, end);
	} else if (*at == '"' || *at == '\'') {
		piece.kind = *at == '"' ? PIECE_STRING : PIECE_CHARACTER;
		piece.from = at + 1;
		piece.to = end_of_quoted(at, end);
		*next = piece.to < end ? piece.to + 1 : end;
		return piece;
	} else if (source_piece_is_name_byte(*at)) {
		piece.kind = PIECE_NAME;
		while (*next < end && source_piece_is_name_byte(**next))
			(*next)++;
	}
	piece.to = *next;
	return piece;
}

const char *source_piece_words(const struct source_piece *piece, const char *words)
{
	size_t length = strlen(words);

	if (piece->kind != PIECE_STRING)
		return NULL;
	for (const char *at = piece->from; at + length <= piece->to; at++)
		if (memcmp(at, words, length) == 0)
			return at;
	return NULL;
}
