/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_DOING_H
#define VMLAB_REPORT_DOING_H

#include "../evidence/record.h"
#include "report.h"

/*
 * Tell what the threads of a run did when it had to be stopped, a line for each of the list.
 * What is printed before it ends in a line end.
 */
void doing_tell(const struct face *face, const struct doing *first, int indent);

#endif
