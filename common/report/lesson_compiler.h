/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_LESSON_COMPILER_H
#define VMLAB_REPORT_LESSON_COMPILER_H

#include "../match/lab_evidence.h"
#include "report.h"

/* Does the compiler refuse a source of the lab? Its other builds may be there. */
bool compiler_refuses(const struct lab_evidence *evidence);

/*
 * Tell why, in the compiler's own words: its first error, then what else it says, each thing once
 * however many builds of the source there are. What is too much for a screen is counted, and the
 * file that has it is named. Nothing where it refuses nothing.
 */
void compiler_tell_refusal(const struct face *face, const struct lab_evidence *evidence);

/* Tell what it warns of; nothing where that is nothing. */
void compiler_tell_warnings(const struct face *face, const struct lab_evidence *evidence);

#endif
