/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EXAMINE_SUBJECT_H
#define VMLAB_EXAMINE_SUBJECT_H

#include "../host/compile.h"
#include "context.h"

/*
 * What a person asks about that is no lab's: a program that is there, or one that is built from
 * his sources. It runs where the caller is, so that the names of files among its arguments mean
 * what they mean by hand.
 */
struct subject {
	const char *asked; /* as it was typed */
	char *const
		*sources;  /* of C or C++, as typed, NULL-terminated; NULL: it is there */
	const char *name;  /* of its evidence: that of the program or the first source */
	const char *owner; /* absolute path of the program or the first source */
	const char *stem;  /* what each file of its evidence begins with, as the caller can
				 type it: "build/observed/mine/mine" */
	const char *program; /* as it is executed in the caller's folder */
	const char *command; /* which has built it, as it is typed there; or NULL */
};

/*
 * Find the subject that `asked` names: a source, several of them between blanks, a program by its
 * path, or a command of PATH. -1, with the error set, when there is none.
 */
int subject_find(struct context *context, const char *asked, struct subject *subject,
	struct err *err);

/*
 * Open the folder of its evidence below the build folder as context->folder, "KIND/NAME", and
 * set the stem. Where that is another program's of the same name, it is "KIND/NAME-2", and so
 * on; which is whose is remembered as long as there is that program. -1 when that cannot be done.
 */
int subject_open(struct context *context, const char *kind, struct subject *subject,
	struct err *err);

/*
 * Build its sources with the words of --cflags in front of them, and those of --ldlibs, -lm and
 * -pthread behind. One of C++ is built by $CXX (c++), and so is a program in which one is. -1
 * when a file cannot be written; else the result. What is there already is its program.
 */
int subject_build(struct context *context, struct subject *subject,
	struct compile_result *result, struct err *err);

#endif
