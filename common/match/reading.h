/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_READING_H
#define VMLAB_MATCH_READING_H

#include "eval.h"

/*
 * What an expression reads of the memory map, the memory and the ELF file. A reading may hold an
 * expression, as word($p + 8) does, and an expression a reading: eval.c and reading.c call each
 * other, and go one level down each time. So does faults.c, as faults($p) has an expression too.
 */

/* Compute a reading, as `evaluate` does; only eval.c calls it. */
bool evaluate_reading(const struct expr *expr, const struct scope *scope,
	struct quantity *result, struct blocked *blocked);

/*
 * The program's memory at the scope's pause from an address on, as far as its page goes: `*count`
 * bytes, at least one. NULL, with the reason, where there is none.
 */
const unsigned char *memory_bytes(
	const struct scope *scope, number address, size_t *count, struct blocked *blocked);

/* Copy `size` bytes of that memory, which may go on in other pages. */
bool memory_copy(const struct scope *scope, number address, unsigned char *bytes,
	size_t size, struct blocked *blocked);

/* Bytes as one number of this machine: a long, an int or a short by their size, else the first. */
number memory_number(const unsigned char *bytes, size_t size);

/* How many bytes of a range are in memory at the scope's pause, where that is recorded. */
bool memory_resident(const struct scope *scope, number start, number end, number *bytes,
	struct blocked *blocked);

/* Is a part of the ELF file there: a segment, a section or a symbol? */
bool reading_is_present(const struct expr *part, const struct elf_image *image);

/* The image of the scope's ELF file; NULL, with the reason in `blocked`. */
const struct elf_image *scope_image(const struct scope *scope, struct blocked *blocked);

/* Where the kernel has put the program of the performed, less where its file says. */
bool read_base(const struct scope *scope, const struct performed *performed,
	struct quantity *result, struct blocked *blocked);

#endif
