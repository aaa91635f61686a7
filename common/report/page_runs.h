/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_PAGE_RUNS_H
#define VMLAB_REPORT_PAGE_RUNS_H

#include "../match/lab_evidence.h"
#include "report.h"

/*
 * Print the evidence of each run of a lab as a part of a page, folded: what it printed, its
 * system calls, and its memory maps. Long texts are cut, and say where the whole is.
 */
void page_runs(const struct face *face, const struct lab_evidence *evidence);

#endif
