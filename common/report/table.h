/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_TABLE_H
#define VMLAB_REPORT_TABLE_H

#include "../match/lab_evidence.h"
#include "report.h"

/*
 * Print the table of a lab with what its runs have measured, indented by `indent` columns. A value
 * that is not there is a "-", and a row without any is left out. Nothing where the lab has no
 * table.
 */
void table_print(const struct face *face, const struct expect *expect,
	const struct lab_evidence *evidence, int indent);

#endif
