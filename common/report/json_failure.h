/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_JSON_FAILURE_H
#define VMLAB_REPORT_JSON_FAILURE_H

#if __has_include(<jansson.h>)
#include <jansson.h>

#include "report.h"

/*
 * Add to the object of a check what the other reports tell of a failure: the comparison, where each
 * number comes from, the formula with the numbers in it and what was read for it, the lines of the
 * output, and the statement of the source. A member is missing where there is nothing to tell.
 */
void json_set_failure(const struct face *face, const struct lab_result *lab, json_t *object,
	const struct result *failed);

#endif
#endif
