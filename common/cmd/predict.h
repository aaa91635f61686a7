/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_CMD_PREDICT_H
#define VMLAB_CMD_PREDICT_H

#include "cmd.h"

/* Read what was predicted. What cannot be read is told, and hinders nothing. */
void predict_recall(struct context *context);

/*
 * Before a lab runs: ask what the person at the terminal predicts of it, as far as it has not been
 * asked yet. Nothing happens where there is no terminal, in CI, or with ASK=no.
 */
void predict_before(struct context *context);

#endif
