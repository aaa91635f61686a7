/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_ENDING_H
#define VMLAB_REPORT_ENDING_H

#include "../evidence/record.h"
#include "report.h"

/*
 * Tell how a run ended: its status, or the signal with its code and address, what these
 * mean, and which mapping lies nearest. The cursor is at column `indent`.
 */
void ending_tell(const struct face *face, const struct record *record, int indent);

#endif
