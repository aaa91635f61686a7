/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_HOST_VERSIONS_H
#define VMLAB_HOST_VERSIONS_H

#include "../base/pool.h"

/*
 * What a verdict was made with: the first line that each program prints of its version. NULL
 * where there is no such program. Those of the kernel and the C library are in struct machine.
 */
struct versions {
	const char *vmlab;
	const char *compiler;
	const char *strace;
	const char *perf;
};

/* Ask the programs, each of which is started once for that; everything is the pool's. */
void versions_read(struct pool *pool, struct versions *versions);

#endif
