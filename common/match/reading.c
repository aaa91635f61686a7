/* SPDX-License-Identifier: MIT */
#include "reading.h"

#include <elf.h>
#include <string.h>

#include "../base/said.h"
#include "../elf/elf_fields.h"
#include "faults.h"

/* The expressions that are read from records other than text: map, memory, /proc, ELF. */

/* --- at a pause ----------------------------------------------------------------------- */

static const char *hex(const struct scope *scope, number value)
{
	return number_text(scope->evidence->pool, value, true);
}

static bool is_address(const char *field)
{
	return strcmp(field, "start") == 0 || strcmp(field, "end") == 0;
}

static bool read_region(const struct expr *expr, const struct scope *scope,
	struct quantity *result, struct blocked *blocked)
{
	const struct maps *maps = &scope->pause->maps;
	struct pool *pool = scope->evidence->pool;
	struct quantity place;
	const struct mapping *mapping;
	number end;

	if (expr->name) {
		if (!maps_named(maps, expr->name, &place.value, &end))
			return block(
				blocked, STATUS_FAIL, SAY(pool, MAP_NO_NAME, expr->name));
	} else if (!evaluate(expr->left, scope, &place, blocked)) {
		return false;
	}
	mapping = maps_find(maps, place.value);
	if (!mapping)
		return block(blocked, STATUS_FAIL,
			SAY(pool, MAP_NOTHING, hex(scope, place.value)));
	result->hex = is_address(expr->field);
	if (mapping_field(mapping, expr->field, &result->value))
		return true;
	return block(blocked, STATUS_ENV, SAY(pool, MAP_NO_FIELD, expr->field));
}

/* Why there is nothing to read at an address. */
static bool block_unread(const struct scope *scope, number address, struct blocked *blocked)
{
	struct pool *pool = scope->evidence->pool;
	const struct mapping *mapping = maps_find(&scope->pause->maps, address);
	const char *at = hex(scope, address);

	if (!mapping)
		return block(blocked, STATUS_FAIL, SAY(pool, MAP_NOTHING, at));
	if (scope->pause->unread.reason)
		return block_by_lack(blocked, &scope->pause->unread);
	if (mapping_is_recorded(mapping, scope->performed->record->program))
		return block(blocked, STATUS_FAIL, SAY(pool, MEMORY_ABSENT, at));
	return block(blocked, STATUS_FAIL, SAY(pool, MEMORY_UNRECORDED, at));
}

/* The recorded memory that holds the byte at an address; NULL when none does. */
static struct memory_piece *find_piece(const struct scope *scope, number address)
{
	struct memory_piece *at = scope->pause->memory;

	while (at && (address < at->start || address >= at->start + (number)at->size))
		at = at->next;
	return at;
}

/*
 * The page of the piece that holds the address, which is noted as asked for: the evidence of a
 * run keeps these pages. False, with the reason, where it has not kept this one.
 */
static bool find_page(const struct scope *scope, struct memory_piece *piece, number address,
	size_t *page, struct blocked *blocked)
{
	size_t size = (size_t)scope_page_size(scope);
	size_t pages = piece->size / size + 1;

	*page = (size_t)(address - piece->start) / size;
	if (!piece->asked)
		piece->asked = pool_alloc(scope->evidence->pool, pages);
	piece->asked[*page] = 1;
	return !piece->kept || piece->kept[*page] ||
		block(blocked, STATUS_ENV, SAID(MEMORY_NOT_KEPT));
}

const unsigned char *memory_bytes(
	const struct scope *scope, number address, size_t *count, struct blocked *blocked)
{
	struct memory_piece *piece = find_piece(scope, address);
	size_t before;
	size_t behind;
	size_t page;

	if (!piece) {
		block_unread(scope, address, blocked);
		return NULL;
	}
	if (!find_page(scope, piece, address, &page, blocked))
		return NULL;
	before = (size_t)(address - piece->start);
	behind = (page + 1) * (size_t)scope_page_size(scope);
	*count = (behind < piece->size ? behind : piece->size) - before;
	return piece->bytes + before;
}

static bool memory_byte(const struct scope *scope, number address, unsigned char *byte,
	struct blocked *blocked)
{
	size_t count;
	const unsigned char *bytes = memory_bytes(scope, address, &count, blocked);

	if (bytes)
		*byte = *bytes;
	return bytes != NULL;
}

/* They may lie in two pieces, where two mappings meet. */
bool memory_copy(const struct scope *scope, number address, unsigned char *bytes,
	size_t size, struct blocked *blocked)
{
	for (size_t i = 0; i < size; i++)
		if (!memory_byte(scope, address + (number)i, &bytes[i], blocked))
			return false;
	return true;
}

number memory_number(const unsigned char *bytes, size_t size)
{
	unsigned long word;
	unsigned int half;
	unsigned short quarter;

	switch (size) {
	case sizeof word: memcpy(&word, bytes, sizeof word); return word;
	case sizeof half: memcpy(&half, bytes, sizeof half); return half;
	case sizeof quarter: memcpy(&quarter, bytes, sizeof quarter); return quarter;
	default: return *bytes;
	}
}

static bool read_memory(const struct expr *expr, const struct scope *scope, size_t size,
	struct quantity *result, struct blocked *blocked)
{
	unsigned char bytes[sizeof(long)];
	struct quantity at;

	if (!evaluate(expr->left, scope, &at, blocked) ||
		!memory_copy(scope, at.value, bytes, size, blocked))
		return false;
	result->value = memory_number(bytes, size);
	result->hex = true;
	return true;
}

static bool read_frame(const struct expr *expr, const struct scope *scope,
	struct quantity *result, struct blocked *blocked)
{
	const struct lack hidden = {
		.reason = SAID(NO_FRAMES), .remedy = SAID(REMEDY_FRAMES)};
	struct memory_piece *piece;
	struct quantity at;
	unsigned long entry = 0;
	size_t page;

	if (!evaluate(expr->left, scope, &at, blocked))
		return false;
	piece = find_piece(scope, at.value);
	if (!piece)
		return block_unread(scope, at.value, blocked);
	if (!find_page(scope, piece, at.value, &page, blocked))
		return false;
	if (piece->entries)
		entry = piece->entries[page];
	result->value = pagemap_frame(entry);
	return result->value != 0 || block_by_lack(blocked, &hidden);
}

static bool read_stat(const struct expr *expr, const struct scope *scope,
	struct quantity *result, struct blocked *blocked)
{
	const struct stat_fields *stat = &scope->pause->stat;
	struct quantity field;
	bool numeric;

	if (!evaluate(expr->left, scope, &field, blocked))
		return false;
	numeric = field.value == STAT_PID || field.value >= 4;
	if (!numeric || field.value > stat->count)
		return block(blocked, STATUS_ERROR,
			SAY(scope->evidence->pool, STAT_NO_FIELD, stat->count));
	result->value = stat->at[field.value];
	return true;
}

static bool read_auxv(const struct expr *expr, const struct scope *scope,
	struct quantity *result, struct blocked *blocked)
{
	struct quantity type;

	if (!evaluate(expr->left, scope, &type, blocked))
		return false;
	result->hex = true;
	if (auxv_find(&scope->pause->auxv, type.value, &result->value))
		return true;
	return block(blocked, STATUS_ENV,
		SAY(scope->evidence->pool, AUXV_NO_TYPE,
			number_text(scope->evidence->pool, type.value, false)));
}

static bool take_address(number address, struct quantity *result)
{
	result->value = address;
	result->hex = true;
	return true;
}

/* Where the memory that is kept from `start` on ends; the same where none is. */
static number end_of_kept(const struct pause *pause, number start)
{
	for (const struct memory_piece *at = pause->memory; at;) {
		number end = at->start + (number)at->size;

		if (at->start > start || end <= start) {
			at = at->next;
		} else {
			start = end;
			at = pause->memory; /* another one may go on here */
		}
	}
	return start;
}

/* Where memory is kept again, from `start` on; `end` where it is not before. */
static number next_kept(const struct pause *pause, number start, number end)
{
	for (const struct memory_piece *at = pause->memory; at; at = at->next)
		if (at->start >= start && at->start < end)
			end = at->start;
	return end;
}

/* Some of it may have been kept twice: what a check may ask for comes first, and then all. */
static number count_kept(const struct pause *pause, number start, number end)
{
	number sum = 0;

	while (start < end) {
		number until = end_of_kept(pause, start);

		until = until < end ? until : end;
		sum += until - start;
		start = next_kept(pause, until + (until == start), end);
	}
	return sum;
}

/* The pieces are what is in memory of the mappings that are recorded. */
bool memory_resident(const struct scope *scope, number start, number end, number *bytes,
	struct blocked *blocked)
{
	const struct pause *pause = scope->pause;
	const struct mapping *mapping = maps_find(&pause->maps, start);

	if (pause->unread.reason ||
		(mapping &&
			!mapping_is_recorded(mapping, scope->performed->record->program)))
		return block_unread(scope, start, blocked);
	*bytes = count_kept(pause, start, end);
	return true;
}

static bool read_resident(const struct expr *expr, const struct scope *scope,
	struct quantity *result, struct blocked *blocked)
{
	struct quantity start;
	struct quantity end;

	if (!evaluate(expr->left, scope, &start, blocked))
		return false;
	end.value = start.value + 1;
	if (expr->right && !evaluate(expr->right, scope, &end, blocked))
		return false;
	return memory_resident(scope, start.value, end.value, &result->value, blocked);
}

/* The same run's other pause. */
static bool read_at(const struct expr *expr, const struct scope *scope,
	struct quantity *result, struct blocked *blocked)
{
	const struct record *record = scope->performed->record;
	int which = run_pause_number(scope->performed->run, expr->name);
	struct scope there = *scope;

	if (which > record->pause_count)
		return block(blocked, STATUS_FAIL,
			SAY(scope->evidence->pool, PAUSE_MEASURED, record->pause_count));
	there.pause = &record->pauses[which - 1];
	return evaluate(expr->left, &there, result, blocked);
}

static bool read_at_pause(const struct expr *expr, const struct scope *scope,
	struct quantity *result, struct blocked *blocked)
{
	const struct pause *pause = scope->pause;

	if (!pause)
		return block(blocked, STATUS_ERROR, SAID(EXPECT_PAUSE_WHERE));
	if (pause->lack.reason)
		return block_by_lack(blocked, &pause->lack);
	switch (expr->reading) {
	case READING_RESIDENT: return read_resident(expr, scope, result, blocked);
	case READING_AT: return read_at(expr, scope, result, blocked);
	case READING_REGION: return read_region(expr, scope, result, blocked);
	case READING_WORD: return read_memory(expr, scope, sizeof(long), result, blocked);
	case READING_INT: return read_memory(expr, scope, sizeof(int), result, blocked);
	case READING_BYTE: return read_memory(expr, scope, 1, result, blocked);
	case READING_FRAME: return read_frame(expr, scope, result, blocked);
	case READING_STAT: return read_stat(expr, scope, result, blocked);
	case READING_AUXV: return read_auxv(expr, scope, result, blocked);
	case READING_THREADS: result->value = pause->threads; return true;
	case READING_MAPPINGS: result->value = pause->maps.count; return true;
	case READING_PC: return take_address(pause->pc, result);
	case READING_SP: return take_address(pause->sp, result);
	default: break;
	}
	result->value = pause->faults;
	return !pause->uncounted.reason || block_by_lack(blocked, &pause->uncounted);
}

/* --- of the file ---------------------------------------------------------------------- */

const struct elf_image *scope_image(const struct scope *scope, struct blocked *blocked)
{
	const struct lab_evidence *evidence = scope->evidence;
	const struct run_spec *run = scope->performed ? scope->performed->run : NULL;
	const struct build_spec *build = scope->file ? scope->file
		: run && run->build                  ? run->build /* a tool has none */
						     : evidence->expect->builds;
	struct build_file *file = evidence_find_file(evidence, build);

	if (file->image) {
		file->asked = true;
		return file->image;
	}
	block_by_lack(blocked, &file->unread);
	if (file->failed) {
		blocked->status = STATUS_SKIP;
		blocked->needs = pool_printf(evidence->pool, "build %s", build->name);
	}
	return NULL;
}

/* The parts in the order of the readings. */
static enum elf_part part_of(const struct expr *expr)
{
	return (enum elf_part)(expr->reading - READING_HEADER);
}

bool reading_is_present(const struct expr *part, const struct elf_image *image)
{
	switch (part_of(part)) {
	case ELF_PART_HEADER: break;
	case ELF_PART_SEGMENT: return elf_has_segment(image, part->name, part->nth);
	case ELF_PART_SECTION: return elf_has_section(image, part->name);
	case ELF_PART_SYMBOL: return elf_has_symbol(image, part->name);
	}
	return true;
}

static bool read_part(const struct expr *expr, const struct elf_image *image, number *value)
{
	switch (part_of(expr)) {
	case ELF_PART_HEADER: return elf_header_field(image, expr->field, value);
	case ELF_PART_SEGMENT:
		return elf_segment_field(image, expr->name, expr->nth, expr->field, value);
	case ELF_PART_SECTION:
		return elf_section_field(image, expr->name, expr->field, value);
	case ELF_PART_SYMBOL: break;
	}
	return elf_symbol_field(image, expr->name, expr->field, value);
}

static bool read_file(const struct expr *expr, const struct scope *scope,
	struct quantity *result, struct blocked *blocked)
{
	const struct elf_image *image = scope_image(scope, blocked);

	if (!image)
		return false;
	elf_is_field(part_of(expr), expr->field, &result->hex);
	if (read_part(expr, image, &result->value))
		return true;
	return block(blocked, STATUS_FAIL,
		SAY(scope->evidence->pool, ELF_NO_PART,
			expr->name ? expr->name : expr->field));
}

bool evaluate_reading(const struct expr *expr, const struct scope *scope,
	struct quantity *result, struct blocked *blocked)
{
	result->hex = false;
	if (reading_is_of_faults(expr->reading))
		return read_fault_reading(expr, scope, result, blocked);
	return reading_is_of_file(expr->reading)
		? read_file(expr, scope, result, blocked)
		: read_at_pause(expr, scope, result, blocked);
}

/* --- the load base -------------------------------------------------------------------- */

/* Where the file says that its program headers lie in memory. */
static bool find_headers(const struct elf_image *image, number *address)
{
	number offset;
	number vaddr;
	number start;

	if (elf_segment_field(image, "PHDR", 1, "vaddr", address))
		return true;
	if (!elf_header_field(image, "phoff", &offset) ||
		!elf_segment_field(image, "LOAD", 1, "vaddr", &vaddr) ||
		!elf_segment_field(image, "LOAD", 1, "offset", &start))
		return false;
	*address = vaddr + offset - start;
	return true;
}

bool read_base(const struct scope *scope, const struct performed *performed,
	struct quantity *result, struct blocked *blocked)
{
	struct scope own = {.evidence = scope->evidence, .performed = performed};
	const struct record *record = performed->record;
	const struct elf_image *image = scope_image(&own, blocked);
	number in_memory;
	number in_file;

	if (!image)
		return false;
	if (record->unpaused.reason)
		return block_by_lack(blocked, &record->unpaused);
	if (record->pause_count == 0)
		return block(blocked, STATUS_FAIL, SAID(PAUSE_NONE));
	if (record->pauses[0].lack.reason)
		return block_by_lack(blocked, &record->pauses[0].lack);
	if (!auxv_find(&record->pauses[0].auxv, AT_PHDR, &in_memory) ||
		!find_headers(image, &in_file))
		return block(blocked, STATUS_ERROR, SAID(BASE_UNKNOWN));
	result->value = in_memory - in_file;
	result->hex = true;
	return true;
}
