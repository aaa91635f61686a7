/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_CMD_GUIDE_H
#define VMLAB_CMD_GUIDE_H

#include "cmd.h"

/* The path of a lab's guide, in the reader's language, else in English, else in any. */
const char *guide_of(struct context *context, const struct lab *lab);

#endif
