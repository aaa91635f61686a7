/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_LINE_H
#define VMLAB_MATCH_LINE_H

#include "memo.h"
#include "section.h"

/* One line held to one pattern; section.c tells how it is used. */

enum { BEYOND_ANY_LINE = 1 << 30 };

struct spot;

struct matcher {
	struct lab_evidence *evidence;
	struct performed *performed;
	enum channel channel;
	const struct lines *lines;
	const struct line
		*writes; /* what may stand for each of them (trace_writes.h), or NULL */
	bool whole;      /* every line must match, and not only some of them */
	bool (*after)(struct matcher *matcher, const struct spot *spot);
	struct memo *memo; /* NULL while a forbidden or counted pattern is tried */
	bool captures;     /* false while a forbidden or counted pattern is tried */
	long steps;
	long most_steps;
	struct mismatch best;    /* the failure that was reached last */
	int best_depth;          /* how many patterns had matched by then */
	long best_reach;         /* and how many bytes of the line */
	int best_count;          /* and how many names had values */
	struct blocked *blocked; /* the first expression without a value */
	const struct pattern *blocked_at;
	const struct line *blocked_line;
};

/* A pattern being held to a line. */
struct spot {
	const struct pattern *gap; /* the forbidden and counted patterns before it */
	const struct pattern *pattern;
	int from;       /* the first line of the gap */
	int line;       /* index of the line */
	int depth;      /* patterns matched before this one */
	bool of_writes; /* it is held to what stands for the line */
	const char *start;
	const char *end;
};

/* The first line of the spot's gap where the gap counts its lines; else -1. */
int spot_within(const struct spot *spot);

/* Count a step; true when there have been too many. */
bool matcher_out_of_steps(struct matcher *matcher);

/* Keep a failure if it came further than every one before; returns whether it did. */
bool matcher_note(struct matcher *matcher, enum mismatch_kind kind,
	const struct pattern *pattern, const struct line *line, int depth, long reach);

/* An expression of `pattern` has no value: the section cannot be decided. */
void matcher_block(struct matcher *matcher, const struct pattern *pattern,
	const struct line *line, const struct blocked *blocked);

/*
 * Try the spot's pattern on the spot's line, leading blanks apart, then on what may stand for it, and
 * then the matcher's `after`. True when all of it matches; the captures made then stay.
 */
bool match_line(struct matcher *matcher, struct spot *spot);

/*
 * The pattern with its known names replaced by their values, owned by the evidence's pool. What
 * it captured from the line `unsure` (NULL: no line), which does not match, says nothing,
 * unless the pattern names it once more.
 */
char *pattern_with_values(const struct lab_evidence *evidence,
	const struct performed *performed, const struct pattern *pattern,
	const struct line *unsure);

#endif
