/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_TRACE_TIMES_H
#define VMLAB_EVIDENCE_TRACE_TIMES_H

#include "../base/number.h"

/*
 * strace -f --absolute-timestamps=format:unix,precision:ns writes "1764376542.878639123 "
 * behind the pid of each line: when the call began, as nanoseconds since 1970 when they are
 * read as one number.
 */

/*
 * Take the stamps out of a log, in place; the new size. Lines without one stay as they are.
 * `stamps` has room for one of each line, or is NULL; a line without a stamp has that of the
 * line before it, the first one 0.
 */
size_t trace_unstamp(char *log, size_t size, number *stamps);

#endif
