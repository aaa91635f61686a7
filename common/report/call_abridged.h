/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_CALL_ABRIDGED_H
#define VMLAB_REPORT_CALL_ABRIDGED_H

#include "../match/result.h"

/*
 * The line of the trace from which an origin is, for a screen: of a long call only the arguments in
 * which numbers stand that it is the origin of, also those further on in the list, "..." for the others.
 *
 *     clone3({..., stack_size=0x7fff80, ...) = 16649
 *
 * A line that is short, or no call, is as it was. NULL where the origin has no line.
 */
const char *call_abridged(struct pool *pool, const struct origin *origin);

#endif
