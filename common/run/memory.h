/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_RUN_MEMORY_H
#define VMLAB_RUN_MEMORY_H

#include "../evidence/maps.h"
#include "run.h"

/*
 * Keep the memory of a process that waits: what is resident of its own data and of its
 * file. What a check may ask for comes first: the pages that the program has told the
 * addresses of, and those at the stack pointer; then the small mappings, then the rest, up
 * to a limit. What is left out is told in the snapshot. `program` is its file's path.
 */
void memory_take(struct run *run, struct snapshot *snapshot, const struct maps *maps,
	const char *program);

#endif
