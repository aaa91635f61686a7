/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_ELF_ELF_FIELDS_H
#define VMLAB_ELF_ELF_FIELDS_H

#include "elf_image.h"

/* The four kinds of things that an expression asks for a field of. */
enum elf_part { ELF_PART_HEADER, ELF_PART_SEGMENT, ELF_PART_SECTION, ELF_PART_SYMBOL };

/*
 * Has a thing of this kind such a field? Segments have "count" besides their members.
 * `*hex` says whether people read it in hexadecimal: addresses, offsets and flags.
 */
bool elf_is_field(enum elf_part part, const char *field, bool *hex);

/*
 * Is it there? A segment is named by its type without PT_, "LOAD" or "GNU_RELRO", and which
 * one of that type, from 1. A symbol is named without the version behind its @.
 */
bool elf_has_segment(const struct elf_image *image, const char *type, int nth);
bool elf_has_section(const struct elf_image *image, const char *name);
bool elf_has_symbol(const struct elf_image *image, const char *name);

/*
 * A field's value. False, with `*value` as it was, when the thing is not there or has no
 * such field; but there is always a count of the segments of a known type, which may be 0.
 * Of several symbols of a name, the first that other source files know is meant, else the
 * first of all.
 */
bool elf_header_field(const struct elf_image *image, const char *field, number *value);
bool elf_segment_field(const struct elf_image *image, const char *type, int nth,
	const char *field, number *value);
bool elf_section_field(
	const struct elf_image *image, const char *name, const char *field, number *value);
bool elf_symbol_field(
	const struct elf_image *image, const char *name, const char *field, number *value);

#endif
