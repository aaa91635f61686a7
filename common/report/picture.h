/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_PICTURE_H
#define VMLAB_REPORT_PICTURE_H

#include "../match/lab_evidence.h"
#include "report.h"

/*
 * Draw the memory map of a pause as text, indented by `indent` columns: a box for each
 * neighbourhood of mappings, the highest on top, with the marks beside it. Draws nothing
 * where there was no such pause.
 */
void picture_draw(const struct face *face, const struct lab_evidence *evidence,
	const struct picture *picture, int indent);

#endif
