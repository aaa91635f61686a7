/* SPDX-License-Identifier: MIT */
#include "source_lines.h"

#if __has_include(<elfutils/libdwfl.h>)

#include <elfutils/libdwfl.h>
#include <string.h>

#include "../base/file.h"
#include "../base/text.h"

enum { REMEMBERED = 1024 };

/* An ELF file that has been opened, or could not be. */
struct module {
	const char *path;
	Dwfl *dwfl;
	Dwfl_Module *module; /* NULL: nothing is known of it */
	struct module *next;
};

/* A source whose lines have been read; none where that was not possible. */
struct source_file {
	const char *path;
	struct lines lines;
	struct source_file *next;
};

/* One instruction often faults again and again. */
struct remembered {
	const struct module *module;
	number offset;
	struct source_place place;
};

struct source_lines {
	struct pool *pool;
	struct module *modules;
	struct source_file *sources;
	struct remembered remembered[REMEMBERED];
};

/* Debug information beside the file, but none from the network. */
static char *debug_path = NULL;
static const Dwfl_Callbacks callbacks = {
	.find_elf = dwfl_build_id_find_elf,
	.find_debuginfo = dwfl_build_id_find_debuginfo,
	.section_address = dwfl_offline_section_address,
	.debuginfo_path = &debug_path,
};

bool source_lines_known(void)
{
	return true;
}

struct source_lines *source_lines_open(struct pool *pool)
{
	struct source_lines *lines = pool_alloc(pool, sizeof *lines);

	lines->pool = pool;
	return lines;
}

void source_lines_close(struct source_lines *lines)
{
	for (const struct module *at = lines->modules; at; at = at->next)
		if (at->dwfl)
			dwfl_end(at->dwfl);
	lines->modules = NULL;
}

static struct module *open_module(struct source_lines *lines, const char *path)
{
	struct module *at;

	for (at = lines->modules; at; at = at->next)
		if (strcmp(at->path, path) == 0)
			return at;
	at = pool_alloc(lines->pool, sizeof *at);
	at->path = path;
	at->next = lines->modules;
	lines->modules = at;
	at->dwfl = dwfl_begin(&callbacks);
	if (!at->dwfl)
		return at;
	at->module = dwfl_report_elf(at->dwfl, path, path, -1, 0, true);
	dwfl_report_end(at->dwfl, NULL, NULL);
	return at;
}

/* Where the byte at an offset of the file is put in memory; false where no segment has it. */
static bool find_address(Dwfl_Module *module, number offset, GElf_Addr *address)
{
	GElf_Addr bias;
	Elf *elf = dwfl_module_getelf(module, &bias);
	size_t count = 0;

	if (!elf || elf_getphdrnum(elf, &count) != 0)
		return false;
	for (size_t i = 0; i < count; i++) {
		GElf_Phdr header;

		if (!gelf_getphdr(elf, (int)i, &header) || header.p_type != PT_LOAD ||
			offset < (number)header.p_offset ||
			offset >= (number)header.p_offset + header.p_filesz)
			continue;
		*address = (GElf_Addr)offset - header.p_offset + header.p_vaddr + bias;
		return true;
	}
	return false;
}

static const struct lines *read_source(struct source_lines *lines, const char *path)
{
	struct source_file *at;
	struct bytes text;
	struct err ignored;

	for (at = lines->sources; at; at = at->next)
		if (strcmp(at->path, path) == 0)
			return &at->lines;
	at = pool_alloc(lines->pool, sizeof *at);
	at->path = path;
	at->next = lines->sources;
	lines->sources = at;
	if (file_read(lines->pool, path, &text, &ignored) == 0)
		at->lines = text_lines(lines->pool, text.data, text.size);
	return &at->lines;
}

static void find_line(
	struct source_lines *lines, Dwfl_Line *found, struct source_place *place)
{
	struct pool *pool = lines->pool;
	const char *source = dwfl_lineinfo(found, NULL, &place->line, NULL, NULL, NULL);
	const char *folder = dwfl_line_comp_dir(found);
	const struct lines *text;

	if (!source || place->line <= 0)
		return;
	place->source = *source == '/' || !folder
		? pool_printf(pool, "%s", source)
		: pool_printf(pool, "%s/%s", folder, source);
	text = read_source(lines, place->source);
	if (place->line <= text->count)
		place->text = text_trimmed(pool, text->at[place->line - 1].text,
			text->at[place->line - 1].length);
}

static struct source_place look_up(
	struct source_lines *lines, const struct module *module, number offset)
{
	struct source_place place = {0};
	const char *function;
	Dwfl_Line *line;
	GElf_Addr address;

	if (!module->module || !find_address(module->module, offset, &address))
		return place;
	function = dwfl_module_addrname(module->module, address);
	if (function)
		place.function = pool_printf(lines->pool, "%s", function);
	line = dwfl_module_getsrc(module->module, address);
	if (line)
		find_line(lines, line, &place);
	return place;
}

struct source_place source_lines_find(
	struct source_lines *lines, const char *path, number offset)
{
	const struct module *module = open_module(lines, path);
	struct remembered *at = &lines->remembered[(size_t)offset % REMEMBERED];

	if (at->module != module || at->offset != offset)
		*at = (struct remembered){module, offset, look_up(lines, module, offset)};
	return at->place;
}

#else

bool source_lines_known(void)
{
	return false;
}

struct source_lines *source_lines_open(struct pool *pool)
{
	(void)pool;
	return NULL;
}

void source_lines_close(struct source_lines *lines)
{
	(void)lines;
}

struct source_place source_lines_find(
	struct source_lines *lines, const char *path, number offset)
{
	(void)lines;
	(void)path;
	(void)offset;
	return (struct source_place){0};
}

#endif
