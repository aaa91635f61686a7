/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_SOURCE_PIECE_H
#define VMLAB_EVIDENCE_SOURCE_PIECE_H

#include <stdbool.h>

/* A C source in its pieces: what is a name, a text or a comment is one piece, and else a byte. */

enum source_piece_kind {
	PIECE_OTHER,
	PIECE_NAME,
	PIECE_STRING,
	PIECE_CHARACTER,
	PIECE_COMMENT
};

struct source_piece {
	enum source_piece_kind kind;
	const char *from; /* of a string or a character without its quotes */
	const char *to;
};

/* The piece that begins at `at`, which is before `end`; what is behind it begins at *next. */
struct source_piece source_piece_take(const char *at, const char *end, const char **next);

/* Where these words begin in a string; NULL of one that lacks them, and of any other piece. */
const char *source_piece_words(const struct source_piece *piece, const char *words);

/* May it stand in a name? A number is one too. */
bool source_piece_is_name_byte(char c);

#endif
