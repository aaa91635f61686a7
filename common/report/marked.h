/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_MARKED_H
#define VMLAB_REPORT_MARKED_H

#include "report.h"

/*
 * Print a line of evidence as a field, and under the part of it that differs a row of "^". Several
 * blanks side by side are printed as one, and what is too long goes on in the next line.
 */
void marked_print(const struct face *face, int indent, const char *label, const char *text,
	struct differing differing);

#endif
