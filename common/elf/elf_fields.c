/* SPDX-License-Identifier: MIT */
#include "elf_fields.h"

#include <stddef.h>
#include <string.h>

#include "elf_names.h"

/* A field that expressions can ask for: a uint64_t of the struct of its part. */
struct field {
	const char *name;
	size_t at;
	bool hex;
};

static const struct field header_fields[] = {
	{"type", offsetof(struct elf_header, type), false},
	{"machine", offsetof(struct elf_header, machine), false},
	{"version", offsetof(struct elf_header, version), false},
	{"entry", offsetof(struct elf_header, entry), true},
	{"phoff", offsetof(struct elf_header, phoff), true},
	{"shoff", offsetof(struct elf_header, shoff), true},
	{"flags", offsetof(struct elf_header, flags), true},
	{"ehsize", offsetof(struct elf_header, ehsize), false},
	{"phentsize", offsetof(struct elf_header, phentsize), false},
	{"phnum", offsetof(struct elf_header, phnum), false},
	{"shentsize", offsetof(struct elf_header, shentsize), false},
	{"shnum", offsetof(struct elf_header, shnum), false},
	{"shstrndx", offsetof(struct elf_header, shstrndx), false},
	{"class", offsetof(struct elf_header, class), false},
	{"data", offsetof(struct elf_header, data), false},
	{"osabi", offsetof(struct elf_header, osabi), false},
	{NULL, 0, false},
};

static const struct field segment_fields[] = {
	{"type", offsetof(struct elf_segment, type), false},
	{"flags", offsetof(struct elf_segment, flags), true},
	{"offset", offsetof(struct elf_segment, offset), true},
	{"vaddr", offsetof(struct elf_segment, vaddr), true},
	{"paddr", offsetof(struct elf_segment, paddr), true},
	{"filesz", offsetof(struct elf_segment, filesz), false},
	{"memsz", offsetof(struct elf_segment, memsz), false},
	{"align", offsetof(struct elf_segment, align), false},
	{NULL, 0, false},
};

static const struct field section_fields[] = {
	{"index", offsetof(struct elf_section, index), false},
	{"type", offsetof(struct elf_section, type), false},
	{"flags", offsetof(struct elf_section, flags), true},
	{"addr", offsetof(struct elf_section, addr), true},
	{"offset", offsetof(struct elf_section, offset), true},
	{"size", offsetof(struct elf_section, size), false},
	{"link", offsetof(struct elf_section, link), false},
	{"info", offsetof(struct elf_section, info), false},
	{"addralign", offsetof(struct elf_section, addralign), false},
	{"entsize", offsetof(struct elf_section, entsize), false},
	{NULL, 0, false},
};

static const struct field symbol_fields[] = {
	{"value", offsetof(struct elf_symbol, value), true},
	{"size", offsetof(struct elf_symbol, size), false},
	{"section", offsetof(struct elf_symbol, section), false},
	{NULL, 0, false},
};

static const struct field *const fields_of[] = {
	[ELF_PART_HEADER] = header_fields,
	[ELF_PART_SEGMENT] = segment_fields,
	[ELF_PART_SECTION] = section_fields,
	[ELF_PART_SYMBOL] = symbol_fields,
};

static const struct field *find_field(enum elf_part part, const char *name)
{
	for (const struct field *field = fields_of[part]; field->name; field++)
		if (strcmp(field->name, name) == 0)
			return field;
	return NULL;
}

/* The count is no member: it belongs to the type, and is 0 where there is no segment. */
static bool is_count(const char *field)
{
	return strcmp(field, "count") == 0;
}

bool elf_is_field(enum elf_part part, const char *name, bool *hex)
{
	const struct field *field = find_field(part, name);

	*hex = field && field->hex;
	return field || (part == ELF_PART_SEGMENT && is_count(name));
}

/* `from` is the struct of the part, or NULL when there is none. */
static bool read_field(
	enum elf_part part, const void *from, const char *name, number *value)
{
	const struct field *field = find_field(part, name);
	uint64_t member;

	if (!from || !field)
		return false;
	memcpy(&member, (const char *)from + field->at, sizeof member);
	*value = member;
	return true;
}

static const struct elf_segment *find_segment(
	const struct elf_image *image, const char *type, int nth)
{
	number wanted;
	int found = 0;

	if (!elf_segment_type(type, &wanted))
		return NULL;
	for (int i = 0; i < image->segment_count; i++)
		if (image->segments[i].type == wanted && ++found == nth)
			return &image->segments[i];
	return NULL;
}

static bool count_segments(const struct elf_image *image, const char *type, number *value)
{
	number wanted;
	int count = 0;

	if (!elf_segment_type(type, &wanted))
		return false;
	for (int i = 0; i < image->segment_count; i++)
		count += image->segments[i].type == wanted;
	*value = count;
	return true;
}

static const struct elf_section *find_section(
	const struct elf_image *image, const char *name)
{
	for (int i = 1; i < image->section_count; i++)
		if (strcmp(image->sections[i].name, name) == 0)
			return &image->sections[i];
	return NULL;
}

/* The linker writes environ@GLIBC_2.2.5 where a program says environ. */
static bool is_named(const struct elf_symbol *symbol, const char *name)
{
	size_t length = strlen(name);

	return strncmp(symbol->name, name, length) == 0 &&
		(symbol->name[length] == '\0' || symbol->name[length] == '@');
}

static const struct elf_symbol *find_symbol(const struct elf_image *image, const char *name)
{
	const struct elf_symbol *found = NULL;

	for (int i = 0; i < image->symbol_count; i++) {
		const struct elf_symbol *symbol = &image->symbols[i];

		if ((!found || (found->local && !symbol->local)) && is_named(symbol, name))
			found = symbol;
	}
	return found;
}

bool elf_has_segment(const struct elf_image *image, const char *type, int nth)
{
	return find_segment(image, type, nth) != NULL;
}

bool elf_has_section(const struct elf_image *image, const char *name)
{
	return find_section(image, name) != NULL;
}

bool elf_has_symbol(const struct elf_image *image, const char *name)
{
	return find_symbol(image, name) != NULL;
}

bool elf_header_field(const struct elf_image *image, const char *field, number *value)
{
	return read_field(ELF_PART_HEADER, &image->header, field, value);
}

bool elf_segment_field(const struct elf_image *image, const char *type, int nth,
	const char *field, number *value)
{
	if (is_count(field))
		return count_segments(image, type, value);
	return read_field(ELF_PART_SEGMENT, find_segment(image, type, nth), field, value);
}

bool elf_section_field(
	const struct elf_image *image, const char *name, const char *field, number *value)
{
	return read_field(ELF_PART_SECTION, find_section(image, name), field, value);
}

bool elf_symbol_field(
	const struct elf_image *image, const char *name, const char *field, number *value)
{
	return read_field(ELF_PART_SYMBOL, find_symbol(image, name), field, value);
}
