/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_EVAL_H
#define VMLAB_MATCH_EVAL_H

#include "lab_evidence.h"

/* A computed number, and whether it is an address (shown in hexadecimal). */
struct quantity {
	number value;
	bool hex;
};

/* Whose names an expression reads: the performed's when given, else each run's only one. */
struct scope {
	const struct lab_evidence *evidence;
	const struct performed *performed;
	const struct pause *pause; /* whose map, memory and so on are read, or NULL */
	const struct build_spec
		*file; /* whose ELF file, NULL: that of the performed, or the
					  only one */
};

/* Why an expression has no value. */
struct blocked {
	enum status status; /* skip, env, error; FAIL when the numbers allow no result */
	const char *needs;
	struct lack lack;
};

/* Fill in why there is no value; always false. */
bool block(struct blocked *blocked, enum status status, const struct said *reason);
bool block_by_lack(struct blocked *blocked, const struct lack *lack);

/* Compute the expression. False, with the reason in `blocked`, when it has no value. */
bool evaluate(const struct expr *expr, const struct scope *scope, struct quantity *result,
	struct blocked *blocked);

/* The different values of the series in a call of same() or distinct(), "1, 2, 3"; the first ones. */
const char *evaluate_values(const struct expr *call, const struct scope *scope);

/* Does this machine not allow the run? */
bool performed_is_refused(const struct performed *performed);

/* Is there something to judge? False, with the reason, when its run did not end by itself. */
bool performed_is_sound(const struct performed *performed, struct blocked *blocked);

/* The performed a name is read from: its run's only one, or the scope's. */
const struct performed *scope_performed(const struct scope *scope, const char *run);

/* The size of a page in bytes, which is always known. */
number scope_page_size(const struct scope *scope);

/* Does `left relation right` hold, `right` being off by no more than `tolerance`? */
bool relation_holds(number left, enum relation relation, number right, number tolerance);

#endif
