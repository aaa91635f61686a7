/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_TRACE_WRITES_H
#define VMLAB_EVIDENCE_TRACE_WRITES_H

#include "trace.h"

/*
 * A line of output may go out by one call, or piece by piece: by several calls of write(2), one
 * behind the other, or by writev(2), which takes several buffers. What the program prints is the
 * same. So for each line of a trace there is the call of write(2) that would have done it:
 *
 * - of the first piece, the one that would have written all of the line of output;
 * - of a later piece that is a writev(2), the one that would have written this piece.
 *
 * The text of all others is NULL: what they do is what they are. A call belongs to the line of
 * output before it when it follows immediately, is of the same descriptor, and that line has not
 * come to its "\n". A call that strace shows in part, or that has written in part, is no piece; one
 * that has written nothing begins no line.
 *
 * The array has an entry for each line and is the pool's; NULL where all entries would be empty.
 */
struct line *trace_whole_writes(struct pool *pool, const struct lines *lines);

#endif
