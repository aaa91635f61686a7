/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_TESTS_BANK_H
#define VMLAB_TESTS_BANK_H

#include <stddef.h>

#include "help.h"

/*
 * The banks of programs that labs are tried with. Each has a folder for a lab, with the
 * lab's name, and in it a file for each program: a patch on the lab's own program, or a whole
 * program in C where little of that is left. What is expected of the program stands in the
 * lines above the patch, or in the first comment: "fails: exit grow" and other tags. One of
 * them, "replaces: twin.c", says that it stands for that source of the lab and not for the
 * main one, as no learner can hand it in. docs/writing-a-lab.md has them all.
 *
 * The labs are judged in a scratch project, so the evidence of the learner's last run stays
 * what it was, and no copy in my/ is in the way.
 */

enum { MOST_NAME = 256, MOST_PATH = 3 * MOST_NAME, MOST_TEXT = 4096 };

/* A program of a bank, as the parameter of a Criterion test of its own. */
struct banked {
	char lab[MOST_NAME]; /* "03-page-fault-counting" */
	char path[MOST_PATH];
};

struct criterion_test_params;

/*
 * The programs of a bank, "common/tests/wrong", for the labs whose name fits `labs`, a pattern
 * of fnmatch(3): an array of struct banked.
 */
struct criterion_test_params bank_programs(const char *bank, const char *labs);

/* What stands behind `tag`, such as "fails:", in the head of the file; "" without the tag. */
void bank_tag(const char *path, const char *tag, char value[MOST_NAME]);

/*
 * Names the program's source in C in `made`. A patch is applied for it, into a file in
 * `folder`. `complaint` is "", or says why the patch cannot be applied, and what to do.
 */
void bank_apply(const struct banked *program, const char *folder, char made[MOST_PATH],
	char complaint[MOST_TEXT]);

/* As bank_apply; a complaint fails the test. */
void bank_program(const struct banked *program, const char *folder, char made[MOST_PATH]);

/* `vmlab check` of the program's lab with it in place; its report is JSON. */
struct ran bank_check(const struct banked *program);

#endif
