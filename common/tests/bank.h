/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_TESTS_BANK_H
#define VMLAB_TESTS_BANK_H

#include <stddef.h>

#include "help.h"

/*
 * The banks of programs that labs are tried with. Each has a folder for a lab, with the
 * lab's name, and programs in it. The first comment of a program says what is expected of
 * it, in lines such as " * fails: exit grow"; " * replaces: twin.c" says that it stands for
 * that source of the lab and not for the main one, as no learner can hand it in.
 *
 * The labs are judged in a scratch project, so the evidence of the learner's last run stays
 * what it was, and no copy in my/ is in the way.
 */

enum { MOST_NAME = 256 };

/* A program of a bank, as the parameter of a Criterion test of its own. */
struct banked {
	char lab[MOST_NAME]; /* "03-page-fault-counting" */
	char path[3 * MOST_NAME];
};

struct criterion_test_params;

/*
 * The programs of a bank, "common/tests/wrong", for the labs whose name fits `labs`, a pattern
 * of fnmatch(3): an array of struct banked.
 */
struct criterion_test_params bank_programs(const char *bank, const char *labs);

/* What stands behind `tag`, such as " * fails:", in the first comment; "" without the tag. */
void bank_tag(const char *path, const char *tag, char value[MOST_NAME]);

/* `vmlab check` of the program's lab with it in place; its report is JSON. */
struct ran bank_check(const struct banked *program);

#endif
