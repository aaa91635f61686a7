/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_LEDGER_LEDGER_H
#define VMLAB_LEDGER_LEDGER_H

#include "../lang/expect.h"

/*
 * The ledger of the articles: every statement that can be checked, its verdict, and the
 * checks that prove it. docs/articles/README.md is made of it, and its head describes the
 * language of the file. Everything points into one pool.
 */

enum claim_verdict {
	CLAIM_HOLDS,
	CLAIM_HOLDS_IF, /* with a condition */
	CLAIM_OUTDATED,
	CLAIM_FAILS,  /* does not hold */
	CLAIM_HIDDEN, /* cannot be observed */
	CLAIM_VERDICTS,
};

/*
 * A check of a lab that shows the verdict, by its name; several where machines differ in what
 * they show, or kernels and libraries do, and all of them say the same.
 */
struct proof {
	int lab;
	struct word *checks;
	struct pattern *measured[LANGUAGES]; /* a text with $(…) in it, or NULL */
	int line;
	struct proof *next;
};

struct article {
	const char *title; /* as its author wrote it */
	const char *author;
	const char *link;    /* where it can be read */
	const char *licence; /* of its text; NULL where it is not known */
};

/* Something that the article shows: a program, or what one has printed. */
struct listing {
	int lab;
	const char *text[LANGUAGES];
	int line;
	struct listing *next;
};

struct section {
	const struct article *article;
	const char *title[LANGUAGES]; /* CHINESE: as in the article */
	struct listing *listings;
	struct section *next;
};

struct claim {
	const struct section *section;
	const char *id; /* "A11" */
	enum claim_verdict verdict;
	const char *says[LANGUAGES];    /* the statement */
	const char *because[LANGUAGES]; /* why the verdict is so */
	struct proof *proofs;           /* NULL when it cannot be observed */
	int line;
	struct claim *next;
};

/* All in the order of the articles. */
struct ledger {
	const char *file;
	struct section *sections;
	struct claim *claims;
};

/*
 * Parse the bytes of a ledger; `file` is its name for messages. -1 with file and line on the
 * first error: an unknown word, a claim that is there twice or lacks one of its texts, an
 * observable claim without a proof, a measured text without a value.
 */
int ledger_parse(struct pool *pool, const char *file, const char *bytes, size_t size,
	struct ledger *ledger, struct err *err);

/* The claim of that id, in letters of either case; NULL when there is none. */
const struct claim *ledger_find(const struct ledger *ledger, const char *id);

/* Does one of its proofs come from the lab? */
bool claim_names_lab(const struct claim *claim, int lab);

/* The verdict in the reader's language: "does not hold". */
const char *claim_verdict_text(enum claim_verdict verdict);

#endif
