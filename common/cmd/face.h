/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_CMD_FACE_H
#define VMLAB_CMD_FACE_H

#include "../report/reporters.h"
#include "cmd.h"

/* What every report is given besides its results. */
struct face face_of(struct context *context);

/* The reporter of --format, text by default; NULL, with a message printed, where there is none. */
const struct reporter *choose_reporter(const struct context *context);

#endif
