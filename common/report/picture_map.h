/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_PICTURE_MAP_H
#define VMLAB_REPORT_PICTURE_MAP_H

#include "../match/eval.h"
#include "report.h"

/*
 * Draw the memory map of a pause: a box for each neighbourhood of mappings, with the marks
 * beside it; where there is an earlier pause, those that have changed since.
 */
void picture_map(const struct face *face, const struct scope *now,
	const struct scope *before, const struct picture *picture, int indent);

/* The name of a mapping as a picture has it: that of its file, without the folders. */
const char *picture_mapping_name(const struct face *face, const struct mapping *mapping);

#endif
