/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_LANG_MISTAKES_H
#define VMLAB_LANG_MISTAKES_H

#include "../base/text.h"
#include "expect.h"

/*
 * What is known to go wrong in a lab, the file expected/NN-name.mistakes. `make mistakes` writes
 * it from the programs that the lab is tried with:
 *
 *     mistake neighbouring_bytes
 *       says: All writes go to neighbouring bytes, and not to neighbouring pages.
 *       right: 54..57
 *       fails: writes_10_kernel stdout_n0_n10@n10:3
 *       sometimes: other@n10 stderr_n0_n10@*:1
 *       shows: in [heap], more
 *       when: $n100.first == 1
 *       hint: …
 *
 * `fails` is the set of all checks that the program fails: NAME of one that is judged once, or
 * NAME@RUN,RUN of those runs, and behind a colon which line of the section fails. NAME@* is the check
 * of any of its runs. Several lines are one list. What fails in some runs only, as addresses are random,
 * is `sometimes`: NAME@* there may fail in one run, in another, in several or in none. `shows` is how the
 * failure that explains the others looks (match/appearance.h); several lines are as many ways.
 * `right` are the lines that the lab's own program has where the mistake has others: 41 or 79..81, or
 * several of these. `only` is a range instead, where the mistake adds something: there is no more than
 * this. `scripts/mistakes --right` writes them from the patches.
 * Of `sometimes`, `shows`, `when`, `right`, `only` and up to three hints there may be none.
 */

/* In the place of a run: whichever it is. */
#define ANY_RUN "*"

/* A check that fails where the mistake is made. */
struct mistake_sign {
	const char *check;
	const char *run; /* NULL: it is judged once; ANY_RUN */
	int ordinal; /* of the line in its section that fails, from 1; 0: no single one */
	bool sometimes; /* it need not fail */
	struct mistake_sign *next;
};

/* One way in which the failure that explains the others may look. */
struct shown {
	const char *text;
	struct shown *next;
};

/* Lines of the lab's own program, from 1. */
struct line_range {
	int from;
	int to;
	struct line_range *next;
};

struct mistake {
	const char *name;
	struct notes notes; /* says and hints */
	struct mistake_sign *signs;
	struct shown *shows;    /* NULL: it may look in any way */
	struct condition *when; /* what else is true of its captures, or NULL */
	struct line_range *own; /* what the lab's own program has in that place, or NULL */
	bool only;              /* it has no more than this: the mistake adds something */
	int line;
	struct mistake *next;
};

/*
 * Parse the bytes of such a file; `file` is its name for messages, and `context` that of its
 * translations, "mistake 03", or NULL. -1 with file and line on the first error. Everything
 * points into the pool.
 */
int mistakes_parse(struct pool *pool, const char *file, const char *context,
	const struct bytes *bytes, struct mistake **mistakes, struct err *err);

/* The mistake of that name; NULL when there is none. */
const struct mistake *mistakes_find_name(const struct mistake *mistakes, const char *name);

/* A sign as the file has it: "stdout_n0@n10:3". */
const char *sign_text(struct pool *pool, const struct mistake_sign *sign);

#endif
