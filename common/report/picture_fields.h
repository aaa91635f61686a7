/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_PICTURE_FIELDS_H
#define VMLAB_REPORT_PICTURE_FIELDS_H

#include "../match/pictures.h"
#include "report.h"

/*
 * Draw the fields of bytes from this one up to the next line that is none, and return that: as
 * many side by side as there is room for, their bytes, names and values beneath each other. In
 * front stands how far they are behind the first.
 */
const struct pictured *picture_fields(
	const struct face *face, const struct pictured *first, int indent);

#endif
