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

struct folder {
	char bank[MOST_NAME];
	char name[MOST_NAME]; /* of the lab: "03-page-fault-counting" */
};

struct criterion_test_params;

/* The folders of a bank, "common/tests/wrong", as the parameters of a Criterion test. */
struct criterion_test_params bank_folders(const char *bank);

/* What stands behind `tag`, such as " * fails:", in the first comment; "" when it is not there. */
void bank_tag(const char *path, const char *tag, char value[MOST_NAME]);

/* Call `judge` with each program of a folder. How many there are. */
int bank_each(const struct folder *folder,
	void (*judge)(const struct folder *folder, const char *path));

/* `vmlab check` of the folder's lab with the program at `path`; its report is JSON. */
struct ran bank_check(const struct folder *folder, const char *path);

#endif
