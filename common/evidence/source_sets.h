/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_SOURCE_SETS_H
#define VMLAB_EVIDENCE_SOURCE_SETS_H

#include "../base/text.h"

/*
 * Where what a statement prints comes from, found in the text of a C source: no value is followed
 * further than to the statements that set it.
 */

enum { MOST_SETTING = 3 };

struct source_setting {
	const char *text; /* the statement in one line, cut where it is long */
	int line;         /* where it begins */
};

/*
 * The statements that set what is printed with these words of a string literal, in the order of
 * the source. That are assignments to a variable among the arguments behind the format, and calls that
 * are given its address: the nearest ones before it in the same function, or, of a variable that is not
 * of that function, in the file; calls of the function, where it prints its parameter; and the head of
 * a function that is called there. Returns how many there are, at most MOST_SETTING: of several
 * statements with the words none, where these are set in more than so many.
 */
int source_sets_find(struct pool *pool, const struct bytes *source, const char *words,
	struct source_setting found[MOST_SETTING]);

#endif
