/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_PICTURE_MEMORY_H
#define VMLAB_REPORT_PICTURE_MEMORY_H

#include "../match/eval.h"
#include "report.h"

/*
 * Draw words and fields of a run's memory, each with its name and what it says. A sign stands in
 * front of what has changed since the earlier pause, and what was there before behind it. Nothing
 * is drawn where some of it cannot be read.
 */
void picture_memory(const struct face *face, const struct scope *scope,
	const struct picture *picture, int indent);

#endif
