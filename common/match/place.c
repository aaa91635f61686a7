/* SPDX-License-Identifier: MIT */
#include "place.h"

#include <ctype.h>
#include <elf.h>
#include <string.h>

#include "../base/said.h"
#include "../evidence/space.h"
#include "eval.h"

/* --- what is mapped there --------------------------------------------------------------- */

/* A part of the address space, whichever record has told of it. */
struct site {
	number start;
	number end;
	const char *name; /* "[heap]", a path, or "" */
};

/* What one record of the address space says. */
enum knowledge { KNOWS_NOTHING, KNOWS_NOTHING_THERE, KNOWS_END, KNOWS_SITE };

/* A file is mapped in several parts side by side, and begins with the first of them. */
static struct site site_of_mapping(const struct maps *maps, const struct mapping *mapping)
{
	const struct mapping *first = mapping;

	while (*mapping->path && first > maps->at && first[-1].end == first->start &&
		strcmp(first[-1].path, mapping->path) == 0)
		first--;
	return (struct site){first->start, mapping->end, mapping->path};
}

static enum knowledge look_in_map(
	const struct maps *maps, number address, struct site *site)
{
	const struct mapping *mapping = maps_find(maps, address);

	if (mapping) {
		*site = site_of_mapping(maps, mapping);
		return KNOWS_SITE;
	}
	mapping = maps_find(maps, address - 1);
	if (!mapping)
		return maps->count ? KNOWS_NOTHING_THERE : KNOWS_NOTHING;
	*site = site_of_mapping(maps, mapping);
	return KNOWS_END;
}

/* The last look that has something there tells, else the last one. */
static enum knowledge look_in_maps(
	const struct record *record, number address, struct site *site)
{
	enum knowledge best = KNOWS_NOTHING;

	for (int i = record->pause_count - 1; i >= 0 && best != KNOWS_SITE; i--) {
		struct site found;
		enum knowledge known =
			look_in_map(&record->pauses[i].maps, address, &found);

		if (known <= best)
			continue;
		best = known;
		*site = found;
	}
	return best;
}

/* The mappings of which the kernel's records tell have come before a line of the trace. */
static int map_recorded(
	struct space *space, const struct record *record, int from, int line)
{
	const struct fault_log *log = record->fault_log;

	for (; log && from < log->mapped_count; from++) {
		const struct mapped *mapped = &log->mapped[from];

		if (mapped->log_lines > line)
			break;
		if (mapped->pid == record->pid)
			space_map(space, mapped);
	}
	return from;
}

/* A run that nobody has looked into is played again. */
static struct space *replay(
	const struct lab_evidence *evidence, const struct record *record)
{
	const struct scope scope = {.evidence = evidence};
	struct space *space = space_new(evidence->pool, scope_page_size(&scope));
	const struct lines *lines = &record->trace.lines;
	int mapped = 0;

	for (int i = 0; i < lines->count; i++) {
		struct space_change change;
		struct trace_call call;

		mapped = map_recorded(space, record, mapped, lines->at[i].number);
		if (trace_call_read(&lines->at[i], &call) && space_is_call(&call))
			space_call(space, &call, &change);
	}
	return space;
}

static bool is_brk(const struct area *area)
{
	const char *owner = space_owner(area);

	return owner && strcmp(owner, "[heap]") == 0;
}

static struct site site_of_area(struct space *space, const struct area *area)
{
	number start = area->span.start;
	const struct area *below;

	while (*area->path && (below = space_area(space, start - 1)) &&
		strcmp(below->path, area->path) == 0)
		start = below->span.start;
	return (struct site){start, area->span.end, is_brk(area) ? "[heap]" : area->path};
}

static enum knowledge look_in_replay(const struct lab_evidence *evidence,
	const struct record *record, number address, struct site *site)
{
	struct space *space = replay(evidence, record);
	const struct area *area = space_area(space, address);
	enum knowledge known = area ? KNOWS_SITE : KNOWS_END;

	if (!area)
		area = space_area(space, address - 1);
	if (!area)
		return KNOWS_NOTHING;
	*site = site_of_area(space, area);
	return known;
}

/* --- in the program itself -------------------------------------------------------------- */

static const struct elf_image *image_of(
	const struct lab_evidence *evidence, const struct performed *performed)
{
	const struct build_file *file = performed->run->build
		? evidence_find_file(evidence, performed->run->build)
		: NULL;

	return file ? file->image : NULL;
}

/* Where the first segment lies, as the file says: the program's addresses begin with its page. */
static number first_address(const struct elf_image *image, number page)
{
	number least = -1;

	for (int i = 0; i < image->segment_count; i++) {
		const struct elf_segment *at = &image->segments[i];

		if (at->type == PT_LOAD && (least < 0 || (number)at->vaddr < least))
			least = at->vaddr;
	}
	return least < 0 ? 0 : least - least % page;
}

/* Where the program begins in memory; false when no map shows it. */
static bool find_program(const struct record *record, number *start)
{
	for (int i = 0; i < record->pause_count; i++) {
		const struct maps *maps = &record->pauses[i].maps;

		for (int j = 0; j < maps->count; j++)
			if (record->program &&
				strcmp(maps->at[j].path, record->program) == 0) {
				*start = maps->at[j].start;
				return true;
			}
	}
	return false;
}

/* The section that has the address, as the file counts it. */
static const struct elf_section *section_at(const struct elf_image *image, number address)
{
	for (int i = 0; i < image->section_count; i++) {
		const struct elf_section *at = &image->sections[i];

		if ((at->flags & SHF_ALLOC) && !(at->flags & SHF_TLS) &&
			address >= (number)at->addr &&
			address < (number)at->addr + at->size)
			return at;
	}
	return NULL;
}

static const struct elf_symbol *symbol_at(const struct elf_image *image, number address)
{
	for (int i = 0; i < image->symbol_count; i++) {
		const struct elf_symbol *at = &image->symbols[i];

		if ((at->type == STT_OBJECT || at->type == STT_FUNC) &&
			address >= (number)at->value &&
			address < (number)at->value + at->size)
			return at;
	}
	return NULL;
}

/* A small number in hexadecimal is no address, nor one beyond what a program may have. */
static const struct said *say_nowhere(struct pool *pool, number address)
{
	const number least = 4 << 20;
	const number most = (number)1 << 47;

	return address >= least && address < most
		? SAY(pool, PLACE_NOWHERE, number_text(pool, address, true))
		: NULL;
}

static const char *hex(struct pool *pool, number address)
{
	return number_text(pool, address, true);
}

/* A static variable of a function has a number behind its name, "calls.0". */
static const char *name_of(struct pool *pool, const struct elf_symbol *symbol)
{
	const char *dot = strchr(symbol->name, '.');

	return dot && dot > symbol->name && isdigit((unsigned char)dot[1])
		? pool_copy(pool, symbol->name, (size_t)(dot - symbol->name))
		: symbol->name;
}

static const struct said *say_symbol(struct pool *pool, number address, number offset,
	const struct elf_symbol *symbol, const struct elf_section *section)
{
	return offset == 0 ? SAY(pool, PLACE_SYMBOL, hex(pool, address),
				     name_of(pool, symbol), section->name)
			   : SAY(pool, PLACE_BEHIND_SYMBOL, hex(pool, address),
				     number_text(pool, offset, false),
				     name_of(pool, symbol), section->name);
}

/* What the program's file says of an address of its memory. */
struct in_program {
	bool is_start; /* it is where the program begins */
	const struct elf_section *section;
	const struct elf_symbol *symbol; /* NULL: none has it */
	number address;                  /* as the file counts it */
};

/* False where it tells nothing of it. */
static bool look_in_program(const struct lab_evidence *evidence,
	const struct performed *performed, number address, struct in_program *found)
{
	const struct scope scope = {.evidence = evidence};
	const struct elf_image *image = image_of(evidence, performed);
	number start;

	if (!image || !find_program(performed->record, &start))
		return false;
	found->is_start = address == start;
	found->address = address - start + first_address(image, scope_page_size(&scope));
	found->section = section_at(image, found->address);
	found->symbol = symbol_at(image, found->address);
	return found->is_start || found->section;
}

static const struct said *say_in_program(
	struct pool *pool, number address, const struct in_program *found)
{
	if (found->is_start)
		return SAY(pool, PLACE_PROGRAM_START, hex(pool, address));
	if (found->symbol)
		return say_symbol(pool, address,
			found->address - (number)found->symbol->value, found->symbol,
			found->section);
	return SAY(pool, PLACE_SECTION, hex(pool, address),
		number_text(pool, found->address - (number)found->section->addr, false),
		found->section->name);
}

/* --- the whole ---------------------------------------------------------------------------- */

/*
 * Neighbours without a name are one mapping, so that a distance of a page and more is nobody's
 * doing.
 */
static const struct said *say_nameless(
	const struct lab_evidence *evidence, number address, number offset)
{
	const struct scope scope = {.evidence = evidence};
	struct pool *pool = evidence->pool;

	if (offset == 0)
		return SAY(pool, PLACE_NAMELESS_START, hex(pool, address));
	return offset < scope_page_size(&scope)
		? SAY(pool, PLACE_NAMELESS, hex(pool, address),
			  number_text(pool, offset, false))
		: SAY(pool, PLACE_IN_NAMELESS, hex(pool, address));
}

static const struct said *say_site(
	const struct lab_evidence *evidence, number address, const struct site *site)
{
	struct pool *pool = evidence->pool;
	const char *name = text_base_name(site->name);
	const char *offset = number_text(pool, address - site->start, false);

	if (!*name)
		return say_nameless(evidence, address, address - site->start);
	if (strcmp(name, "[stack]") == 0)
		return SAY(pool, PLACE_STACK, hex(pool, address), name);
	return address == site->start
		? SAY(pool, PLACE_START, hex(pool, address), name)
		: SAY(pool, PLACE_INSIDE, hex(pool, address), name, offset);
}

/* How large the mapping is shows whether too little was asked for or too much was used. */
static const struct said *say_end(
	const struct lab_evidence *evidence, number address, const struct site *site)
{
	const struct scope scope = {.evidence = evidence};
	struct pool *pool = evidence->pool;

	return SAY(pool, PLACE_END, hex(pool, address), text_base_name(site->name),
		number_text(
			pool, (site->end - site->start) / scope_page_size(&scope), false),
		hex(pool, site->start));
}

static bool is_program(const struct record *record, const struct site *site)
{
	return record->program &&
		strcmp(text_base_name(record->program), text_base_name(site->name)) == 0;
}

/* What lies there, by the maps, else by what was called. */
static enum knowledge look(const struct lab_evidence *evidence, const struct record *record,
	number address, struct site *site)
{
	enum knowledge known = look_in_maps(record, address, site);

	return known == KNOWS_NOTHING ? look_in_replay(evidence, record, address, site)
				      : known;
}

const struct said *place_of(const struct lab_evidence *evidence,
	const struct performed *performed, number address)
{
	struct pool *pool = evidence->pool;
	const struct record *record = performed->record;
	struct in_program found;
	struct site site;

	if (look_in_program(evidence, performed, address, &found))
		return say_in_program(pool, address, &found);
	switch (look(evidence, record, address, &site)) {
	case KNOWS_NOTHING: return NULL;
	case KNOWS_NOTHING_THERE: return say_nowhere(pool, address);
	case KNOWS_END:
		return *site.name ? say_end(evidence, address, &site)
				  : say_nowhere(pool, address);
	case KNOWS_SITE: break;
	}
	return is_program(record, &site) && address != site.start
		? SAY(pool, PLACE_PROGRAM, hex(pool, address),
			  number_text(pool, address - site.start, false))
		: say_site(evidence, address, &site);
}

/* --- its kind ------------------------------------------------------------------------------ */

static const char *kind_in_program(struct pool *pool, const struct in_program *found)
{
	if (found->is_start)
		return "the start of the program";
	if (!found->symbol)
		return pool_printf(pool, "in %s", found->section->name);
	return pool_printf(pool, "%s %s in %s",
		found->address == (number)found->symbol->value ? "the start of" : "in",
		name_of(pool, found->symbol), found->section->name);
}

/* "libc" of "libc.so.6" and "libc-2.31.so": the version is the machine's. */
static const char *name_without_version(struct pool *pool, const struct site *site)
{
	const char *name = text_base_name(site->name);

	return pool_copy(pool, name, *name == '[' ? strlen(name) : strcspn(name, ".-"));
}

static const char *kind_of_site(struct pool *pool, number address, const struct site *site)
{
	const char *name = name_without_version(pool, site);

	if (!*name)
		return "in a mapping without a name";
	return pool_printf(
		pool, "%s %s", address == site->start ? "the start of" : "in", name);
}

const char *place_kind(const struct lab_evidence *evidence,
	const struct performed *performed, number address)
{
	const struct record *record = performed->record;
	struct pool *pool = evidence->pool;
	struct in_program found;
	struct site site;
	enum knowledge known;

	if (look_in_program(evidence, performed, address, &found))
		return kind_in_program(pool, &found);
	known = look(evidence, record, address, &site);
	if (known == KNOWS_END && *site.name)
		return pool_printf(pool, "behind %s", name_without_version(pool, &site));
	if (known != KNOWS_SITE)
		return "nothing mapped";
	return is_program(record, &site) && address != site.start
		? "in the program"
		: kind_of_site(pool, address, &site);
}
