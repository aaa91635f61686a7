/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EXAMINE_PREDICTION_MEMORY_H
#define VMLAB_EXAMINE_PREDICTION_MEMORY_H

#include "context.h"

/*
 * Read what has been predicted, my/predictions, into context->answers; nothing where there is no such
 * file. -1 with the error set when it cannot be read.
 */
int predictions_recall(struct context *context, struct err *err);

/*
 * Add these answers to those of the context, and to the file. Two commands at once do not lose each
 * other's answers. -1 with the error set when it cannot be written; then they are those of this process
 * alone.
 */
int predictions_remember(
	struct context *context, struct kept_answer *answers, struct err *err);

#endif
