/* SPDX-License-Identifier: MIT */
#include "elf_function.h"

#include <elf.h>

/* Where the byte lies in memory, as the file says. False when no segment holds it. */
static bool find_address(const struct elf_image *image, number offset, number *address)
{
	for (int i = 0; i < image->segment_count; i++) {
		const struct elf_segment *at = &image->segments[i];

		if (at->type != PT_LOAD || offset < at->offset ||
			offset >= (number)at->offset + at->filesz)
			continue;
		*address = offset - at->offset + at->vaddr;
		return true;
	}
	return false;
}

const char *elf_function_at(const struct elf_image *image, number offset)
{
	number address;

	if (!find_address(image, offset, &address))
		return NULL;
	for (int i = 0; i < image->symbol_count; i++) {
		const struct elf_symbol *at = &image->symbols[i];

		if (at->type == STT_FUNC && address >= at->value &&
			address < (number)at->value + at->size)
			return at->name;
	}
	return NULL;
}
