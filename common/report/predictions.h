/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_PREDICTIONS_H
#define VMLAB_REPORT_PREDICTIONS_H

#include "../match/prediction.h"
#include "report.h"

/*
 * Print what was predicted, what was measured and whether they agree, a row each, and below it the
 * sentence that answers each wrong one. Nothing where nothing was predicted.
 */
void predictions_print(
	const struct face *face, const struct prediction *predictions, int indent);

/* Is one of them wrong? */
bool predictions_fail(const struct prediction *predictions);

#endif
