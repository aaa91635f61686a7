/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_CMD_VOCABULARY_H
#define VMLAB_CMD_VOCABULARY_H

#include "../examine/context.h"
#include "../ledger/glossary_use.h"

/* Read the project's glossary. -1 with the error set when there is none, or a wrong one. */
int vocabulary_read(struct context *context, struct glossary *glossary, struct err *err);

enum { NEW_TERMS = 3 }; /* that a lesson explains at most */

/* The terms of labs, as far as they have been asked for. */
struct vocabulary {
	struct context *context;
	struct pool *pool; /* of the process, as labs come and go */
	struct glossary glossary;
	const struct lab *last;     /* the last lab that was read, NULL: none */
	struct term_list explained; /* by it and those before it */
	struct term_list used;      /* by it */
	struct term_list new; /* those among them that it explains, NEW_TERMS at most */
};

/*
 * The vocabulary of a project. One without a glossary has no terms; of a wrong one the error is
 * printed, and it has none either.
 */
void vocabulary_open(struct context *context, struct vocabulary *vocabulary);

/*
 * Read on to a lab, so that its terms are those in `used` and `new`. Labs are asked for in the order
 * of their numbers.
 */
void vocabulary_reach(struct vocabulary *vocabulary, const struct lab *lab);

#endif
