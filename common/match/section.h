/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_SECTION_H
#define VMLAB_MATCH_SECTION_H

#include "lab_evidence.h"

/* The steps that matching may take: so many, and so many more for each line of the text. */
enum { MOST_STEPS = 2000000, STEPS_A_LINE = 64 };

enum mismatch_kind {
	MISMATCH_MISSING,   /* no line matches the pattern */
	MISMATCH_FORBIDDEN, /* a line that must not be there is */
	MISMATCH_OTHER,     /* a line that is none of those that may be there is */
	MISMATCH_COUNT,     /* so many lines match, and another number is expected */
	MISMATCH_EXTRA,     /* the output goes on where it should end */
	MISMATCH_BLOCKED,   /* an expression of the pattern has no value */
	MISMATCH_GAVE_UP,   /* the step limit was reached */
};

/* How the most successful attempt at matching a section ended. */
struct mismatch {
	enum mismatch_kind kind;
	const struct pattern *pattern; /* NULL: of MISMATCH_EXTRA and MISMATCH_GAVE_UP */
	const char *expected;          /* the pattern with the values known by then */
	const struct line *line;       /* the line at fault or closest to it, or NULL */
	bool close;                    /* the line begins as the pattern does */
	int counted;                   /* MISMATCH_COUNT */
	long steps;                    /* MISMATCH_GAVE_UP: how many were allowed */
	struct blocked *blocked;       /* MISMATCH_BLOCKED */
};

/*
 * Hold the lines of a channel to the patterns of a section, stdout and stderr as a whole,
 * system calls as a subsequence, and bind what the patterns capture. On a mismatch false;
 * the performed is then as it was.
 */
bool match_section(struct lab_evidence *evidence, struct performed *performed,
	const struct item *section, const struct lines *lines, struct mismatch *mismatch);

#endif
