/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_TRACE_OUTPUT_H
#define VMLAB_EVIDENCE_TRACE_OUTPUT_H

#include "trace.h"

/*
 * Where the lines of the output lie among the calls of a run: for each line of the trace, how
 * many lines of `out` had begun before it. What a process writes into a pipe or a file as its
 * stdout is not in `out`, and is known by its bytes: it is not counted.
 */
int *trace_output_places(
	struct pool *pool, const struct run_trace *trace, const struct bytes *out);

#endif
