/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_LEDGER_GLOSSARY_H
#define VMLAB_LEDGER_GLOSSARY_H

#include "../lang/expect.h"

/*
 * The glossary, docs/glossary.txt: the words that the labs use, explained in both languages. Its
 * head describes the language of the file. Everything points into one pool.
 */

/* What some of the terms are about. */
struct term_group {
	const char *title[LANGUAGES];
};

struct spelling {
	const char *text;
	bool asked; /* it is looked up only: in most texts it is something else */
	struct spelling *next;
};

struct term {
	const struct term_group *group;
	const char *name[LANGUAGES];
	struct spelling *spellings;  /* the names, and others */
	const char *says[LANGUAGES]; /* one sentence, short */
	const char *more[LANGUAGES]; /* what else is to be known, or NULL */
	const char *defined;         /* the man pages and sources */
	struct word *labs;           /* numbers of labs that show it */
	struct word *see;            /* names of other terms */
	int line;
	struct term *next;
};

struct glossary {
	const char *file;
	struct term *terms; /* in the order of the file */
};

/*
 * Parse the bytes of a glossary; `file` is its name for messages. -1 with file and line on the
 * first error: a line that is not understood, a term that is there twice or lacks one of its texts,
 * one that refers to a term that is not there.
 */
int glossary_parse(struct pool *pool, const char *file, const char *bytes, size_t size,
	struct glossary *glossary, struct err *err);

#endif
