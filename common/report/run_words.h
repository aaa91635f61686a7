/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_RUN_WORDS_H
#define VMLAB_REPORT_RUN_WORDS_H

#include "../match/lab_evidence.h"
#include "report.h"

/* The words in which each face tells of a run of a lab. */

/* As the files of its evidence are called: "grow.2" is the second time of grow. */
const char *run_name(const struct face *face, const struct performed *performed);

/* How it ended, and what was counted: "exit 0, 57 page faults, 42 lines of trace". */
const char *run_summary(const struct face *face, const struct performed *performed);

/* A run with what it is given: "tight (main_stack 16, a stack of 64 KiB)". */
const char *run_introduced(const struct face *face, const struct run_spec *run);

#endif
