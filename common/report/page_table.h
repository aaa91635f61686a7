/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_PAGE_TABLE_H
#define VMLAB_REPORT_PAGE_TABLE_H

#include "../match/lab_evidence.h"
#include "report.h"

/*
 * Print the table of a lab as a part of a page: the columns that count something as bars, each
 * column to its own scale, and below them the table itself. Nothing where the lab has none.
 */
void page_table(const struct face *face, const struct lab_evidence *evidence);

#endif
