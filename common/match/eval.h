/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_EVAL_H
#define VMLAB_MATCH_EVAL_H

#include "stage.h"

/* A computed number, and whether it is an address (shown in hexadecimal). */
struct quantity {
	number value;
	bool hex;
};

/* Whose names an expression reads: the scene's when given, else each run's only one. */
struct scope {
	const struct stage *stage;
	const struct scene *scene;
};

/* Why an expression has no value. */
struct blocked {
	enum status status; /* skip, env, error; FAIL when the numbers allow no result */
	const char *needs;
	struct lack lack;
};

/* Compute the expression. False, with the reason in `blocked`, when it has no value. */
bool evaluate(const struct expr *expr, const struct scope *scope, struct quantity *result,
	struct blocked *blocked);

/* Is there something to judge? False, with the reason, when its run did not end by itself. */
bool scene_is_sound(const struct scene *scene, struct blocked *blocked);

/* The scene a name is read from: its run's only one, or the scope's. */
const struct scene *scope_scene(const struct scope *scope, const char *run);

/* Does `left relation right` hold, `right` being off by no more than `tolerance`? */
bool relation_holds(number left, enum relation relation, number right, number tolerance);

#endif
