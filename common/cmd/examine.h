/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_CMD_EXAMINE_H
#define VMLAB_CMD_EXAMINE_H

#include "../match/stage.h"
#include "../report/report.h"
#include "cmd.h"
#include "intact.h"

/* One lab from its files to its verdict: the pipeline that run and check share. */
struct examination {
	const struct lab *lab;
	struct expect expect;
	const char *program; /* the source that stands for the lab's main source */
	bool copied;         /* it is the student's copy in my/ */
	bool narrow;         /* what a program in its place cannot change is left out */
	int user;            /* as whom its runs are performed, -1: as the one who calls */
	struct intact *intact;       /* what its runs must leave as it is */
	const struct record *damage; /* the run after which no other shows anything */
	struct stage stage;          /* after examine(), until the lab has been told of */
	struct lab_result result;
};

/*
 * Read and check everything that can be wrong before anything runs: the expected file, the
 * sources it names, the program that is put in the place of the main source. -1 with the
 * error set.
 */
int examine_prepare(struct context *context, const struct lab *lab,
	struct examination *examination, struct err *err);

/*
 * Build, perform every run, and judge. What goes wrong is in the result; -1 only when the
 * evidence cannot be written.
 */
int examine(struct context *context, struct examination *examination, struct err *err);

/*
 * The same once, in an evidence folder that the caller has locked, and without a second look at
 * what this machine cannot show.
 */
int examine_once(struct context *context, struct examination *examination, struct err *err);

/* The path of a lab's source file; of the program that stands for the main source. */
const char *source_of(
	struct context *context, const struct examination *examination, const char *file);

/* Where the evidence of a lab's last runs is: "build/runs/03"; in the build folder "runs/03". */
const char *evidence_name(struct context *context, const struct lab *lab);
const char *evidence_folder(struct context *context, const struct lab *lab);

/*
 * Remember for `vmlab hint` which check failed first, and how many of its hints have been
 * shown.
 */
int hint_remember(struct context *context, const struct examination *examination, int shown,
	struct err *err);

/*
 * Examine labs that are prepared, one after the other, and call `tell` as each one is finished.
 * Then its evidence is forgotten, and only its results stay; they become a list. `shown` is for
 * hint_remember. -1 only when the evidence cannot be written.
 */
typedef void examination_teller(const struct examination *examination, void *context);
int examine_all(struct context *context, struct examination *examinations, int count,
	int shown, examination_teller *tell, void *tell_context, struct err *err);

/*
 * Is $CC a compiler whose programs the labs are not about? Then that has been printed, and
 * nothing is to be examined.
 */
bool examine_refuses(struct context *context);

/*
 * Prepare every lab that the command line names, and examine them all. Returns the exit
 * status that the results deserve; where something went wrong it has been printed, and
 * `*results` is NULL.
 */
int examine_each(struct context *context, int shown, examination_teller *tell,
	void *tell_context, const struct lab_result **results);

/*
 * The path of a C source file as the caller meant it. NULL, with the error set, when it is
 * none that can be read.
 */
const char *examine_source(struct context *context, const char *asked, struct err *err);

/*
 * Open the folder of the build folder that the evidence of a command goes to as
 * context->evidence, by its name there. Two commands at once must not write each other's, so the
 * folder itself is locked: no lock file is left behind.
 */
int evidence_open(struct context *context, const char *below, struct err *err);

/* Open it anew where it is not at its path any more. */
int evidence_reopen(struct context *context, struct err *err);

/* What every report is given besides its results. */
struct face face_of(struct context *context);

#endif
