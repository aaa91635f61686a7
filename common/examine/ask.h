/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EXAMINE_ASK_H
#define VMLAB_EXAMINE_ASK_H

#include "examination.h"

/*
 * Run every tool of the expected file and add a performed for each: what it says is the output
 * of that performed. -1 only when the evidence cannot be written.
 */
int ask_tools(struct context *context, struct examination *examination, struct err *err);

#endif
