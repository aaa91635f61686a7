/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_PAGE_CHECKS_H
#define VMLAB_REPORT_PAGE_CHECKS_H

#include "report.h"

/*
 * Print the checks of a lab as a part of a page, each folded under its part, and under each what
 * was measured. A part in which not all holds is open, and so is the check that explains
 * the failure.
 */
void page_checks(const struct face *face, const struct lab_result *lab);

/* Print a status, so that it can be told apart without its colour too. */
void page_status(const struct face *face, enum status status);

#endif
