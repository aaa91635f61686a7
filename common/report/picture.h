/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_PICTURE_H
#define VMLAB_REPORT_PICTURE_H

#include "../match/lab_evidence.h"
#include "report.h"

/*
 * Draw a picture of the lesson as text, indented by `indent` columns. Draws nothing where its run
 * was not performed, there was no such pause, or what it shows is not known.
 */
void picture_draw(const struct face *face, const struct lab_evidence *evidence,
	const struct picture *picture, int indent);

#endif
