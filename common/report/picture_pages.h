/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_PICTURE_PAGES_H
#define VMLAB_REPORT_PICTURE_PAGES_H

#include "../match/eval.h"
#include "report.h"

/*
 * Draw which pages of a range have taken a page fault in the scope's run, a character a page.
 * Nothing is drawn where the machine does not tell, or the range has no value.
 */
void picture_pages(const struct face *face, const struct scope *scope,
	const struct range *range, int indent);

#endif
