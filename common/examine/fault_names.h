/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EXAMINE_FAULT_NAMES_H
#define VMLAB_EXAMINE_FAULT_NAMES_H

#include "../elf/elf_image.h"
#include "../evidence/faults.h"

/*
 * Name the file, and for the program's own the function, whose instruction took each fault in
 * user mode. `program` is the path of the program and `image` its ELF file, NULL where it
 * could not be read. The names are the image's or the log's.
 */
void fault_names_fill(struct pool *pool, struct fault_log *log, const char *program,
	const struct elf_image *image);

#endif
