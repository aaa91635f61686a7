/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include "elf/elf_fields.h"

/* Any bytes as an ELF file, of which each thing that it has is asked for by its name. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool pool = {0};
	struct bytes bytes = {(char *)data, size};
	struct elf_image image;
	struct err err = {0};
	number value;

	if (elf_image_read(&pool, "a.out", &bytes, &image, &err) == 0) {
		hold(elf_header_field(&image, "entry", &value));
		for (int i = 1; i < image.section_count; i++)
			hold(elf_has_section(&image, image.sections[i].name));
		for (int i = 0; i < image.symbol_count && i < 100; i++)
			elf_has_symbol(&image, image.symbols[i].name);
		elf_segment_field(&image, "LOAD", 1, "vaddr", &value);
	} else {
		hold(*err.message && image.section_count == 0);
	}
	pool_free(&pool);
	return 0;
}
