/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_LESSON_END_H
#define VMLAB_REPORT_LESSON_END_H

#include "report.h"

/* The line that closes a lesson: whether the lab has passed, and how many checks hold. */
void lesson_conclude(const struct face *face, const struct lab_result *lab);

#endif
