/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_HOST_PROJECT_H
#define VMLAB_HOST_PROJECT_H

#include <stdbool.h>

#include "../base/err.h"
#include "../base/pool.h"

/*
 * Where things are. The process works in the project's root, so that every path it shows is
 * short and can be typed there.
 */
struct project {
	const char *root; /* absolute */
	const char
		*build; /* where binaries and evidence go, relative to the root if inside:
			      the folder of build/vmlab, or the build/ of another root */
	const char *build_absolute;
	const char *own_folder; /* that of this build/vmlab, whatever the root; absolute */
	const char *shim;       /* build/vmlab-shim, absolute */
	const char *listener;   /* build/vmlab-malloc.so, absolute */
	const char *caller;     /* where the command was called, absolute */
	struct lab *labs;       /* by number */
};

struct lab {
	int number;
	const char *name;     /* "01-sbrk-growth" */
	const char *main;     /* its main source, a file of its folder: "sbrk_growth.c" */
	const char *expect;   /* "expected/01-sbrk-growth.expect" */
	const char *mistakes; /* "expected/01-sbrk-growth.mistakes"; it may not be there */
	struct lab *next;
};

/*
 * Find the project: `root` when given, else the nearest folder above build/vmlab that has
 * labs/ and expected/. Enters it and lists the labs. -1 when there is none, or when a lab
 * has no expected file or an expected file no lab.
 */
int project_open(
	struct pool *pool, const char *root, struct project *project, struct err *err);

/*
 * The lab of a number or name as a person types it: "3", "03", "03-page-fault-counting"; of
 * a number. NULL when there is none.
 */
const struct lab *project_find_lab(const struct project *project, const char *word);

const struct lab *project_find_number(const struct project *project, long number);

/* The numbers of all labs, "1, 2, 3". */
const char *project_lab_numbers(struct pool *pool, const struct project *project);

/* The path behind `path` as the caller meant it, absolute. */
const char *project_caller_path(
	struct pool *pool, const struct project *project, const char *path);

/* Where the lab's own main source is: "labs/NN-name/main.c". */
const char *project_own_path(struct pool *pool, const struct lab *lab);

/* Where the student's copy of the lab's main source is: "my/NN-name/main.c". */
const char *project_copy_path(struct pool *pool, const struct lab *lab);

/* Make a folder and those above it, others may enter. -1 with the folder's name. */
int project_make_folder(struct pool *pool, const char *path, struct err *err);

/* Does the file or folder exist? */
bool project_exists(const char *path);

#endif
