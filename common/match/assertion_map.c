/* SPDX-License-Identifier: MIT */
#include "assertion_map.h"

#include <string.h>

#include "../base/said.h"
#include "../base/text.h"
#include "measure.h"
#include "reading.h"

/*
 * Statements about the memory map. All of them speak of ranges of bytes, never of lines of
 * the map: the kernel joins neighbours of the same kind into one mapping (mm/vma.c, vma_merge)
 * and splits one when a part of it changes.
 */

/* A range with its numbers, in one map. */
struct extent {
	number start;
	number end;
};

/* No address is as large, and a few bytes more than this is still a number. */
static const number beyond = (number)1 << 100;

static const char *range_text(struct assertion *at, const struct extent *extent)
{
	struct pool *pool = at->evidence->pool;

	if (extent->end == extent->start + 1)
		return number_text(pool, extent->start, true);
	return pool_printf(pool, "%s..%s", number_text(pool, extent->start, true),
		number_text(pool, extent->end, true));
}

static const struct said *say_mapping(
	struct assertion *at, const struct mapping *mapping, const char *path)
{
	struct pool *pool = at->evidence->pool;
	const char *start = number_text(pool, mapping->start, true);
	const char *end = number_text(pool, mapping->end, true);

	if (!*mapping->path)
		return SAY(pool, MAP_LINE_ANONYMOUS, start, end, mapping->perms);
	return said_plain(pool,
		pool_printf(pool, "%s..%s %s %s", start, end, mapping->perms,
			text_visible(pool, path, strlen(path), 0)));
}

/* Something else is mapped; in words a file needs no folders. */
static bool deny_mapping(struct assertion *at, const struct mapping *mapping)
{
	assertion_deny(at, say_mapping(at, mapping, mapping->path), mapping->line);
	at->result->was = say_mapping(at, mapping, text_base_name(mapping->path));
	return false;
}

/* It lies somewhere else; in words what is expected says where it should. */
static bool deny_address(
	struct assertion *at, const struct extent *address, const struct said *measured)
{
	assertion_deny(at, measured, 0);
	at->result->was = said_plain(at->evidence->pool, range_text(at, address));
	return false;
}

static bool deny_unmapped(struct assertion *at, number address)
{
	struct pool *pool = at->evidence->pool;

	return assertion_deny(
		at, SAY(pool, MAP_NOTHING, number_text(pool, address, true)), 0);
}

/* One end of a range; false, with the verdict given, when it has no value. */
static bool resolve_end(struct assertion *at, const struct expr *expr, number *value)
{
	struct quantity quantity;
	struct blocked blocked;

	if (!evaluate(expr, at->scope, &quantity, &blocked))
		return assertion_block(at, &blocked);
	*value = quantity.value;
	return (-beyond < *value && *value < beyond) ||
		assertion_deny(at, SAID(EVAL_OVERFLOW), 0);
}

/* The numbers of a range; false, with the verdict given, when it has none. */
static bool resolve(struct assertion *at, const struct range *range,
	const struct maps *maps, struct extent *extent)
{
	struct pool *pool = at->evidence->pool;

	if (range->name)
		return maps_named(maps, range->name, &extent->start, &extent->end) ||
			assertion_deny(at, SAY(pool, MAP_NO_NAME, range->name), 0);
	if (!resolve_end(at, range->start, &extent->start))
		return false;
	extent->end = extent->start + 1;
	if (!range->end)
		return true;
	if (!resolve_end(at, range->end, &extent->end))
		return false;
	return extent->end > extent->start ||
		assertion_deny(at, SAY(pool, RANGE_EMPTY, range_text(at, extent)), 0);
}

/* --- what a mapping is ---------------------------------------------------------------- */

static bool perms_fit(const char *perms, const char *wanted)
{
	for (int i = 0; i < 4; i++)
		if (wanted[i] != '?' && wanted[i] != perms[i])
			return false;
	return true;
}

static bool backing_fits(const struct assertion *at, const struct mapping *mapping)
{
	const char *name = at->statement->backing_name;
	const char *path = mapping->path;

	switch (at->statement->backing) {
	case BACKING_ANY: return true;
	case BACKING_ANONYMOUS: return mapping->inode == 0 && !*path;
	case BACKING_FILE: return mapping->inode != 0;
	case BACKING_PROGRAM:
		return strcmp(path, at->scope->performed->record->program) == 0;
	case BACKING_FILE_NAME:
		return mapping->inode != 0 &&
			strncmp(text_base_name(path), name, strlen(name)) == 0;
	case BACKING_NAME: return strcmp(path, name) == 0;
	}
	return false;
}

static bool fits(const struct assertion *at, const struct mapping *mapping)
{
	return perms_fit(mapping->perms, at->statement->perms) && backing_fits(at, mapping);
}

/* --- the statements ------------------------------------------------------------------- */

/*
 * Does the mapping belong to the range? Between two mappings of a name there may be a hole, or
 * a mapping of another name.
 */
static bool belongs(const struct mapping *mapping, const struct range *range)
{
	return mapping && (!range->name || strcmp(mapping->path, range->name) == 0);
}

/* The next byte above this one where the map may say something else. */
static number next_edge(const struct maps *maps, number byte)
{
	const struct mapping *next = maps_from(maps, byte);

	return !next ? beyond : next->start > byte ? next->start : next->end;
}

static bool mapped_holds(struct assertion *at)
{
	const struct maps *maps = &at->scope->pause->maps;
	const struct range *range = &at->statement->range;
	struct extent extent;

	if (!resolve(at, range, maps, &extent))
		return false;
	for (number byte = extent.start; byte < extent.end; byte = next_edge(maps, byte)) {
		const struct mapping *mapping = maps_find(maps, byte);

		if (!mapping && !range->name)
			return deny_unmapped(at, byte);
		if (belongs(mapping, range) && !fits(at, mapping))
			return deny_mapping(at, mapping);
	}
	return true;
}

/* The first mapping that has a byte of the extent; NULL when none has. */
static const struct mapping *first_in(const struct maps *maps, const struct extent *extent)
{
	const struct mapping *mapping = maps_from(maps, extent->start);

	return mapping && mapping->start < extent->end ? mapping : NULL;
}

/* The first byte of the extent that is not mapped, or its end. */
static number first_hole(const struct maps *maps, const struct extent *extent)
{
	number byte = extent->start;
	const struct mapping *mapping;

	while (byte < extent->end && (mapping = maps_find(maps, byte)))
		byte = mapping->end;
	return byte < extent->end ? byte : extent->end;
}

static bool unmapped_holds(struct assertion *at)
{
	struct extent extent;
	const struct mapping *mapping;

	if (!resolve(at, &at->statement->range, &at->scope->pause->maps, &extent))
		return false;
	mapping = first_in(&at->scope->pause->maps, &extent);
	return !mapping || deny_mapping(at, mapping);
}

static bool absent_holds(struct assertion *at)
{
	const struct maps *maps = &at->scope->pause->maps;
	const char *name = at->statement->range.name;
	struct extent extent;
	const struct mapping *mapping;

	if (!maps_named(maps, name, &extent.start, &extent.end))
		return true;
	mapping = maps_find(maps, extent.start);
	return deny_mapping(at, mapping);
}

/* The pause that the statement looks back at. */
static const struct pause *earlier_pause(const struct assertion *at)
{
	const struct performed *performed = at->scope->performed;
	int ordinal = run_pause_number(performed->run, at->statement->since);

	return &performed->record->pauses[ordinal - 1];
}

static const struct maps *earlier(const struct assertion *at)
{
	return &earlier_pause(at)->maps;
}

static bool is_there(struct assertion *at, const struct maps *maps, struct extent *extent)
{
	const struct range *range = &at->statement->range;

	if (range->name)
		return maps_named(maps, range->name, &extent->start, &extent->end);
	return first_hole(maps, extent) == extent->end;
}

static bool is_touched(struct assertion *at, const struct maps *maps, struct extent *extent)
{
	const struct range *range = &at->statement->range;

	if (range->name)
		return maps_named(maps, range->name, &extent->start, &extent->end);
	return first_in(maps, extent) != NULL;
}

/* new: there in `after` and no byte of it in `before`; gone: the other way round. */
static bool appearance_holds(struct assertion *at, const struct maps *before,
	const struct maps *after, bool is_new)
{
	struct pool *pool = at->evidence->pool;
	const char *then = at->statement->since;
	struct extent extent = {0};

	if (!at->statement->range.name &&
		!resolve(at, &at->statement->range, after, &extent))
		return false;
	if (is_touched(at, before, &extent))
		return assertion_deny(at,
			is_new ? SAY(pool, MAP_WAS_THERE, then) : SAID(MAP_STILL_THERE), 0);
	if (is_there(at, after, &extent))
		return true;
	return assertion_deny(
		at, is_new ? SAID(MAP_NOT_THERE) : SAY(pool, MAP_WAS_NOT, then), 0);
}

static bool alike(const struct mapping *now, const struct mapping *then)
{
	return strcmp(now->perms, then->perms) == 0 && strcmp(now->path, then->path) == 0 &&
		now->inode == then->inode &&
		(now->inode == 0 || now->offset - now->start == then->offset - then->start);
}

/* Are the two maps alike from one byte to the other, however they are cut into lines? */
static bool alike_holds(
	struct assertion *at, const struct maps *then, const struct extent *extent)
{
	const struct maps *now = &at->scope->pause->maps;
	const struct range *range = &at->statement->range;
	number next;

	for (number byte = extent->start; byte < extent->end; byte = next) {
		const struct mapping *mapping = maps_find(now, byte);
		const struct mapping *old = maps_find(then, byte);

		next = next_edge(now, byte);
		if (next_edge(then, byte) < next)
			next = next_edge(then, byte);
		if (range->name && !belongs(mapping, range) && !belongs(old, range))
			continue;
		if (!mapping && !old)
			return deny_unmapped(at, byte);
		if (!mapping)
			return assertion_deny(at, SAID(MAP_GONE), 0);
		if (!old || !alike(mapping, old))
			return deny_mapping(at, mapping);
	}
	return true;
}

static bool unchanged_holds(struct assertion *at)
{
	const struct maps *then = earlier(at);
	struct extent extent;
	struct extent before;

	if (!resolve(at, &at->statement->range, &at->scope->pause->maps, &extent) ||
		!resolve(at, &at->statement->range, then, &before))
		return false;
	if (extent.start == before.start && extent.end == before.end)
		return alike_holds(at, then, &extent);
	return assertion_deny(at,
		SAY(at->evidence->pool, MAP_MOVED, range_text(at, &before),
			range_text(at, &extent)),
		0);
}

/* Between the first and the last mapping of a name: is it in one of them? */
static bool named_holds(
	struct assertion *at, const struct maps *maps, const struct extent *extent)
{
	for (number byte = extent->start; byte < extent->end;
		byte = next_edge(maps, byte)) {
		const struct mapping *mapping = maps_find(maps, byte);

		if (!mapping)
			return deny_unmapped(at, byte);
		if (!belongs(mapping, &at->statement->low))
			return deny_mapping(at, mapping);
	}
	return true;
}

static bool inside_holds(struct assertion *at)
{
	const struct maps *maps = &at->scope->pause->maps;
	struct extent byte;
	struct extent around;

	if (!resolve(at, &at->statement->range, maps, &byte) ||
		!resolve(at, &at->statement->low, maps, &around))
		return false;
	if (byte.start >= around.start && byte.end <= around.end)
		return !at->statement->low.name || named_holds(at, maps, &byte);
	return deny_address(at, &byte,
		SAY(at->evidence->pool, MAP_OUTSIDE, range_text(at, &byte),
			range_text(at, &around)));
}

static bool between_holds(struct assertion *at)
{
	const struct maps *maps = &at->scope->pause->maps;
	struct extent byte;
	struct extent low;
	struct extent high;

	if (!resolve(at, &at->statement->range, maps, &byte) ||
		!resolve(at, &at->statement->low, maps, &low) ||
		!resolve(at, &at->statement->high, maps, &high))
		return false;
	if (byte.start >= low.end && byte.end <= high.start)
		return true;
	return deny_address(at, &byte,
		SAY(at->evidence->pool, MAP_NOT_BETWEEN, range_text(at, &byte),
			range_text(at, &low), range_text(at, &high)));
}

static bool flag_holds(struct assertion *at)
{
	const struct maps *maps = &at->scope->pause->maps;
	bool wanted = at->statement->kind == STATEMENT_HAS_FLAG;
	struct extent extent;
	const struct mapping *mapping;
	struct blocked blocked;

	if (!resolve(at, &at->statement->range, maps, &extent))
		return false;
	mapping = maps_find(maps, extent.start);
	if (!mapping)
		return deny_unmapped(at, extent.start);
	if (!mapping->flags) {
		block(&blocked, STATUS_ENV, SAID(MAP_NO_FLAGS));
		return assertion_block(at, &blocked);
	}
	if (mapping_has_flag(mapping, at->statement->flag) == wanted)
		return true;
	return assertion_deny(at,
		said_plain(at->evidence->pool,
			pool_printf(at->evidence->pool, "VmFlags:%s", mapping->flags)),
		mapping->line);
}

/* Bytes of a range that are not as a statement wants them. */
struct wrong_bytes {
	number count;
	number first; /* the address of the first one, and what stands there */
	unsigned char byte;
};

static const struct said *say_count(
	struct pool *pool, const struct wrong_bytes *wrong, const struct extent *extent)
{
	return SAY(pool, MEMORY_OTHERS, number_text(pool, wrong->count, false),
		number_text(pool, extent->end - extent->start, false));
}

static bool deny_bytes(
	struct assertion *at, const struct extent *extent, const struct wrong_bytes *wrong)
{
	struct pool *pool = at->evidence->pool;
	const char *place = number_text(pool, wrong->first, true);
	const char *distance = number_text(pool, wrong->first - extent->start, false);
	const struct said *told = at->statement->kind == STATEMENT_HOLDS
		? SAY(pool, MEMORY_BYTE, place, distance,
			  number_text(pool, wrong->byte, true))
		: SAY(pool, MEMORY_BYTE_THERE, place, distance);

	if (extent->end == extent->start + 1)
		return assertion_deny(at, told, 0);
	if (wrong->first == extent->end - 1)
		told = said_both(pool, told, SAID(MEMORY_LAST_BYTE));
	else if (at->statement->kind == STATEMENT_HOLDS)
		told = said_both(pool, told, say_count(pool, wrong, extent));
	return assertion_deny(at, told, 0);
}

static void add_wrong(struct wrong_bytes *wrong, number address, unsigned char byte)
{
	if (wrong->count++ == 0) {
		wrong->first = address;
		wrong->byte = byte;
	}
}

/* Look at all bytes up to one that cannot be read: false then, with the reason. */
static bool find_wrong(const struct assertion *at, const struct extent *extent,
	number value, struct wrong_bytes *wrong, struct blocked *blocked)
{
	bool all = at->statement->kind == STATEMENT_HOLDS;
	size_t count;

	for (number address = extent->start; address < extent->end;
		address += (number)count) {
		const unsigned char *bytes =
			memory_bytes(at->scope, address, &count, blocked);

		if (!bytes)
			return false;
		for (size_t i = 0; i < count && address + (number)i < extent->end; i++)
			if ((bytes[i] == value) != all)
				add_wrong(wrong, address + (number)i, bytes[i]);
	}
	return true;
}

/* Has every byte of the range the value, or has none? */
static bool bytes_hold(struct assertion *at)
{
	struct wrong_bytes wrong = {0};
	struct extent extent;
	struct blocked blocked;
	number value;
	bool whole;

	if (!resolve(at, &at->statement->range, &at->scope->pause->maps, &extent) ||
		!resolve_end(at, at->statement->byte, &value))
		return false;
	whole = find_wrong(at, &extent, value, &wrong, &blocked);
	if (wrong.count > 0)
		return deny_bytes(at, &extent, &wrong);
	return whole || assertion_block(at, &blocked);
}

/* The range that the statement is about, where it has one. */
static void measure(struct assertion *at)
{
	const struct statement *statement = at->statement;
	const struct range *range = &statement->range;
	struct quantity start;
	struct quantity end;
	struct blocked blocked;

	if (range->name) {
		if (maps_named(
			    &at->scope->pause->maps, range->name, &start.value, &end.value))
			measure_range(at->scope, statement->source, start.value, end.value,
				at->result);
		return;
	}
	if (!evaluate(range->start, at->scope, &start, &blocked))
		return;
	if (range->end ? evaluate(range->end, at->scope, &end, &blocked)
		       : !__builtin_add_overflow(start.value, 1, &end.value))
		measure_range(
			at->scope, statement->source, start.value, end.value, at->result);
}

bool assertion_on_map(struct assertion *at)
{
	const struct maps *now = &at->scope->pause->maps;
	struct blocked blocked;

	if (at->statement->since && earlier_pause(at)->lack.reason) {
		block_by_lack(&blocked, &earlier_pause(at)->lack);
		return assertion_block(at, &blocked);
	}
	measure(at);
	switch (at->statement->kind) {
	case STATEMENT_MAPPED: return mapped_holds(at);
	case STATEMENT_UNMAPPED: return unmapped_holds(at);
	case STATEMENT_NEW: return appearance_holds(at, earlier(at), now, true);
	case STATEMENT_GONE: return appearance_holds(at, now, earlier(at), false);
	case STATEMENT_UNCHANGED: return unchanged_holds(at);
	case STATEMENT_INSIDE: return inside_holds(at);
	case STATEMENT_BETWEEN: return between_holds(at);
	case STATEMENT_HAS_FLAG:
	case STATEMENT_LACKS_FLAG: return flag_holds(at);
	case STATEMENT_HOLDS:
	case STATEMENT_LACKS: return bytes_hold(at);
	case STATEMENT_ABSENT: return absent_holds(at);
	case STATEMENT_PRESENT:
	case STATEMENT_CONDITION: break;
	}
	return false;
}
