/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_HOST_CLOCK_H
#define VMLAB_HOST_CLOCK_H

/* Seconds on a clock that only goes forward; clock_gettime(2), CLOCK_MONOTONIC. */
double clock_now(void);

/* Seconds for which a processor has worked for this process; CLOCK_PROCESS_CPUTIME_ID. */
double clock_worked(void);

#endif
