/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_ELF_ELF_FUNCTION_H
#define VMLAB_ELF_ELF_FUNCTION_H

#include "elf_image.h"

/*
 * The function of which a byte of the file is a part, as the file names it; NULL where none
 * is. `offset` counts from the start of the file.
 */
const char *elf_function_at(const struct elf_image *image, number offset);

#endif
