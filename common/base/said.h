/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_BASE_SAID_H
#define VMLAB_BASE_SAID_H

#include <stdio.h>

#include "messages.h"
#include "pool.h"

/*
 * A sentence as data: which one of the catalogue it is, and the values that stand in it. It has
 * no language until somebody reads it, and then it has the reader's. A text that the catalogue
 * does not have, a line of a program's output or a sentence of an expected file, is one too.
 */

enum { MOST_SAID_VALUES = 6 };

/* One value of a sentence: a text, or where that is NULL a whole number. */
struct said_value {
	const char *text;
	long long number;
};

struct said {
	enum message message;        /* MESSAGE_NONE: it is none of the catalogue's, */
	const char *text[LANGUAGES]; /* but this; NULL where a language has no text */
	struct said_value values[MOST_SAID_VALUES];
	int count;
	const struct said *next; /* what is said right behind it, or NULL */
};

/*
 * SAID(NAME) is the sentence M_NAME of the catalogue, which has no values and lives for ever.
 * SAY(pool, NAME, …) is one with values, in the pool; texts are not copied. The compiler holds
 * the values to the conversions of M_NAME in every language.
 */
#define SAID(name) (&said_constants[MESSAGE_##name])
#define SAY(pool, name, ...)                                                               \
	(said_checked(M_##name, __VA_ARGS__), said_make(pool, MESSAGE_##name, __VA_ARGS__))

/* A sentence for each message, without values. */
extern const struct said said_constants[MESSAGES];

/* What SAY stands for. The conversions may be %s, %c, and those of int, long and long long. */
struct said *said_make(struct pool *pool, enum message message, ...);
static inline void said_checked(const char *format, ...)
	__attribute__((format(printf, 1, 2)));
static inline void said_checked(const char *format, ...)
{
	(void)format;
}

/* A text that is the same in every language; NULL of NULL. It is not copied. */
struct said *said_plain(struct pool *pool, const char *text);

/* A text with its translations, of an expected file (struct notes). NULL where there is none. */
struct said *said_note(struct pool *pool, const char *const text[LANGUAGES]);

/* `first` and right behind it `second`. */
struct said *said_both(
	struct pool *pool, const struct said *first, const struct said *second);

/* The sentence in a language, owned by the pool; NULL of NULL. */
const char *said_in(struct pool *pool, const struct said *said, enum language which);

/* The same in the reader's language. */
const char *said_text(struct pool *pool, const struct said *said);

/* Do two sentences say the same? NULL says nothing. */
bool said_alike(const struct said *a, const struct said *b);

/* Is it a text that is the same in every language? */
bool said_is_plain(const struct said *said);

/*
 * The name of its message in the catalogue, "map_outside"; else "text" of a text that is the
 * same in every language, and "note" of one that is not.
 */
const char *said_kind(const struct said *said);

/* The message of that name; MESSAGE_NONE where the catalogue has none. */
enum message said_find(const char *name);

/* A copy that is the pool's own, with everything in it. NULL of NULL. */
struct said *said_keep(struct pool *pool, const struct said *said);

#endif
