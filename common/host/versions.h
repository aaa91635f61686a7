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

/*
 * Ask the programs, or take what they have answered from `folder`, that of build/vmlab, which
 * need not be writable. Everything is the pool's.
 */
void versions_read(struct pool *pool, const char *folder, struct versions *versions);

#endif
