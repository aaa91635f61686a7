/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EXAMINE_EXAMINATION_H
#define VMLAB_EXAMINE_EXAMINATION_H

#include "../lang/mistakes.h"
#include "../match/lab_evidence.h"
#include "context.h"
#include "intact.h"

/* One lab from its files to its verdict: what the steps of the pipeline hand on. */
struct examination {
	const struct lab *lab;
	struct bytes text; /* of the expected file */
	struct expect expect;
	struct bytes mistakes_text;
	struct mistake *mistakes; /* that are known of the lab */
	const char *program;      /* the source that stands for the lab's main source */
	bool copied;              /* it is the student's copy in my/ */
	bool narrow; /* what a program in its place cannot change is left out */
	int user;    /* as whom its runs are performed, -1: as the one who calls */
	struct intact *intact;        /* what its runs must leave as it is */
	const struct record *damage;  /* the run after which no other shows anything */
	struct lab_evidence evidence; /* after examine(), until the lab has been told of */
	struct lab_result result;
	bool own_examined; /* the lab's own program too, for a second look */
};

/*
 * Read what is known to go wrong in the lab from mistakes_text; nothing where that is empty. -1 with
 * the error set.
 */
int examination_read_mistakes(
	struct pool *pool, struct examination *examination, struct err *err);

/* The path of a lab's source file; of the program that stands for the main source. */
const char *source_of(
	struct context *context, const struct examination *examination, const char *file);

/* Give the judge the facts of the machine, but of the user as whom the lab is performed. */
void examination_set_facts(
	struct pool *pool, struct examination *examination, const struct machine *machine);

#endif
