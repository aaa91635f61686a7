/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_HOST_CLOCK_H
#define VMLAB_HOST_CLOCK_H

#include "../base/number.h"

/* Seconds on a clock that only goes forward; clock_gettime(2), CLOCK_MONOTONIC. */
double clock_now(void);

/* Seconds for which a processor has worked for this process; CLOCK_PROCESS_CPUTIME_ID. */
double clock_worked(void);

/* Nanoseconds since 1970, of the clock that strace and the ring buffers have too. */
number clock_real(void);

#endif
