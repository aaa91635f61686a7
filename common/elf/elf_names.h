/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_ELF_ELF_NAMES_H
#define VMLAB_ELF_ELF_NAMES_H

#include <stdbool.h>

#include "../base/number.h"

/*
 * The constants of elf(5) and getauxval(3) by name, as an expression writes them: ET_DYN,
 * EM_X86_64, SHT_NOBITS, SHF_WRITE, SHN_ABS, PT_LOAD, PF_X, ELFCLASS64, ELFDATA2LSB,
 * ELFOSABI_GNU, AT_ENTRY. They are here on every machine, with and without libelf.
 */

/* The value of a constant. False, with `*value` as it was, when there is no such name. */
bool elf_constant(const char *name, number *value);

/* The same for the type of a segment as readelf(1) prints it, without PT_: "GNU_RELRO". */
bool elf_segment_type(const char *name, number *value);

#endif
