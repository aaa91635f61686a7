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
	const struct pause *pause;     /* whose map, memory and so on are read, or NULL */
	const struct build_spec *file; /* whose ELF file, NULL: that of the scene, or the
					  only one */
};

/* Why an expression has no value. */
struct blocked {
	enum status status; /* skip, env, error; FAIL when the numbers allow no result */
	const char *needs;
	struct lack lack;
};

/* What is not there for this reason is env, or FAIL where it is the program's doing. */
enum status lack_status(const struct lack *lack);

/* Fill in why there is no value; always false. */
bool block(struct blocked *blocked, enum status status, const char *reason);
bool block_by_lack(struct blocked *blocked, const struct lack *lack);

/* Compute the expression. False, with the reason in `blocked`, when it has no value. */
bool evaluate(const struct expr *expr, const struct scope *scope, struct quantity *result,
	struct blocked *blocked);

/* Read a witness, as `evaluate` does; eval.c calls it. */
bool evaluate_witness(const struct expr *expr, const struct scope *scope,
	struct quantity *result, struct blocked *blocked);

/* A byte of the program's memory at the scope's pause. False, with the reason, if there is none. */
bool memory_byte(const struct scope *scope, number address, unsigned char *byte,
	struct blocked *blocked);

/* Is a part of the ELF file there: a segment, a section or a symbol? */
bool witness_is_present(const struct expr *part, const struct elf_image *image);

/* The image of the scope's ELF file; NULL, with the reason in `blocked`. */
const struct elf_image *scope_image(const struct scope *scope, struct blocked *blocked);

/* Where the kernel has put the program of the scene, less where its file says. */
bool read_base(const struct scope *scope, const struct scene *scene,
	struct quantity *result, struct blocked *blocked);

/* Does this machine not allow the run? */
bool scene_is_refused(const struct scene *scene);

/* Is there something to judge? False, with the reason, when its run did not end by itself. */
bool scene_is_sound(const struct scene *scene, struct blocked *blocked);

/* The scene a name is read from: its run's only one, or the scope's. */
const struct scene *scope_scene(const struct scope *scope, const char *run);

/* Does `left relation right` hold, `right` being off by no more than `tolerance`? */
bool relation_holds(number left, enum relation relation, number right, number tolerance);

#endif
