/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_LANG_ANSWERS_H
#define VMLAB_LANG_ANSWERS_H

#include "expect.h"
#include "../base/text.h"

/* Answers to the questions of the labs: as a person types them, and as my/predictions keeps them. */

struct answer {
	number value; /* of ASK_NUMBER */
	bool hex;
	const struct ask_option
		*options[MOST_OPTIONS]; /* the one chosen, or all in order */
	int count;
};

/*
 * Read an answer: a number, as 1000, 1,000 and 0x3e8, which are the same; the letter or the name
 * of an option; the letters or names of all things, each once, with or without commas or blanks
 * between the letters. False when it is none.
 */
bool answer_read(const struct ask *ask, const char *text, struct answer *answer);

/* The answer as it is kept, a word: "1000", "shared", "code,heap,stack". Owned by the pool. */
const char *answer_kept(
	struct pool *pool, const struct ask *ask, const struct answer *answer);

/* The letter by which an option of the question is chosen, from 'a'. */
char option_letter(const struct ask *ask, const struct ask_option *option);

/* An answer that was given before. */
struct kept_answer {
	int lab;
	const char *name; /* of the question */
	const char *text; /* "-" where it was left open */
	const char *date; /* "2026-11-29", or NULL */
	struct kept_answer *next;
};

/*
 * The answers in the bytes of my/predictions, a line each: lab, name, answer, date. Lines that are
 * something else are left out.
 */
struct kept_answer *answers_parse(struct pool *pool, const struct bytes *bytes);

/* The last answer to a question; NULL when none was given. */
const struct kept_answer *answers_find(
	const struct kept_answer *answers, int lab, const char *name);

/*
 * The text of the file with more answers in it: those that they replace are gone, and all other
 * lines stay as they are. Owned by the pool.
 */
struct bytes answers_text(
	struct pool *pool, const struct bytes *before, const struct kept_answer *more);

#endif
