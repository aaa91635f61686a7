/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_HOST_PROCESSORS_H
#define VMLAB_HOST_PROCESSORS_H

/* How many processors this process may use; sched_getaffinity(2). At least one. */
int processors_usable(void);

#endif
