/* SPDX-License-Identifier: MIT */
#include "number_facts.h"

#include <ctype.h>
#include <stdint.h>

#include "../base/text.h"
#include "messages.h"

enum {
	FAR = 1 << 30, /* in bytes; farther apart, a distance says nothing */
	WORD = 8,
	MOST_WORDS = 64,
	BYTE = 0x100,
};

static const char *text_of(struct pool *pool, number value)
{
	return number_text(pool, value, false);
}

static const char *and_also(struct pool *pool, const char *fact, const char *more)
{
	return *more ? pool_printf(pool, M_BOTH_SENTENCES, fact, more) : fact;
}

/* --- distances ------------------------------------------------------------------------ */

/* How many pages or words so many bytes are; "" where they are no whole number. */
static const char *in_units(struct pool *pool, number bytes, number page)
{
	if (page && bytes == page)
		return M_OFF_PAGE;
	if (page && bytes % page == 0)
		return pool_printf(pool, M_OFF_PAGES, text_of(pool, bytes / page));
	if (bytes == WORD)
		return M_OFF_WORD;
	if (bytes % WORD == 0 && bytes / WORD <= MOST_WORDS)
		return pool_printf(pool, M_OFF_WORDS, text_of(pool, bytes / WORD));
	return "";
}

static bool is_address(const struct comparison *comparison)
{
	return comparison->measured >= FIRST_ADDRESS &&
		comparison->bound >= FIRST_ADDRESS && comparison->measured_hex &&
		comparison->bound_hex;
}

static const char *of_addresses(
	struct pool *pool, const struct comparison *comparison, number page)
{
	number off = comparison->measured - comparison->bound;
	number bytes = off < 0 ? -off : off;

	if (bytes >= FAR)
		return M_OFF_FAR;
	if (bytes == 1)
		return off > 0 ? M_OFF_ONE_MORE : M_OFF_ONE_LESS;
	return and_also(pool,
		pool_printf(
			pool, off > 0 ? M_OFF_ABOVE : M_OFF_BELOW, text_of(pool, bytes)),
		in_units(pool, bytes, page));
}

/* --- bits and bytes ------------------------------------------------------------------- */

/* How often the lowest byte of a number stands in it, and nothing else; 0: others do too. */
static int count_same_bytes(number value)
{
	number byte = value % BYTE;
	int count = 0;

	if (value <= 0 || byte == 0)
		return 0;
	for (; value; value /= BYTE, count++)
		if (value % BYTE != byte)
			return 0;
	return count;
}

static bool is_letter(number byte)
{
	return byte > ' ' && byte < BYTE / 2 && isprint((int)byte);
}

const char *number_same_bytes(struct pool *pool, number value)
{
	int count = count_same_bytes(value);
	number byte = value % BYTE;
	const char *text = number_text(pool, byte, true);

	if (count < 2)
		return NULL;
	return is_letter(byte)
		? pool_printf(pool, M_OFF_SAME_LETTERS, count, text, (int)byte)
		: pool_printf(pool, M_OFF_SAME_BYTES, count, text);
}

/* A byte of memory may be a character. */
static const char *letter_of(struct pool *pool, const struct comparison *comparison)
{
	number bound = comparison->bound;

	return comparison->is_byte && is_letter(bound)
		? pool_printf(
			  pool, M_OFF_LETTER, number_text(pool, bound, true), (int)bound)
		: "";
}

/* The type as which a number has become negative, and then wider; NULL where none has. */
static const char *type_extended(number measured, number bound)
{
	static const struct {
		const char *name;
		int bits;
	} types[] = {{"char", 8}, {"short", 16}, {"int", 32}};
	const number all = (number)1 << 64;

	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		number range = (number)1 << types[i].bits;

		if (bound >= range / 2 && bound < range && measured == all - range + bound)
			return types[i].name;
	}
	return NULL;
}

/* What a type that is too narrow, or has a sign, has made of the number; NULL: none has. */
static const char *of_type(struct pool *pool, const struct comparison *comparison)
{
	number measured = comparison->measured;
	number bound = comparison->bound;
	const char *type = type_extended(measured, bound);

	if (type)
		return pool_printf(pool, M_OFF_SIGN, number_text(pool, bound, true), type);
	return measured > 0 && bound > UINT32_MAX && measured == (bound & UINT32_MAX)
		? M_OFF_CUT
		: NULL;
}

static const char *of_bits(struct pool *pool, const struct comparison *comparison)
{
	number measured = comparison->measured;
	const char *same = number_same_bytes(pool, measured);

	return same
		? same
		: and_also(pool,
			  pool_printf(pool, M_OFF_BITS,
				  number_text(pool, measured ^ comparison->bound, true)),
			  letter_of(pool, comparison));
}

/* --- sizes and counts ----------------------------------------------------------------- */

static bool is_in_bytes(const struct comparison *comparison)
{
	return comparison->measured_hex || comparison->bound_hex ||
		text_same(comparison->unit, "bytes");
}

/* One is a multiple of the other, from twice on. */
static const char *as_multiple(struct pool *pool, number measured, number bound)
{
	if (measured <= 1 || bound <= 1)
		return NULL;
	if (measured > bound && measured % bound == 0)
		return pool_printf(pool, M_OFF_TIMES, text_of(pool, measured / bound));
	if (bound > measured && bound % measured == 0)
		return pool_printf(pool, M_OFF_PART, text_of(pool, bound / measured));
	return NULL;
}

static const char *of_equal(
	struct pool *pool, const struct comparison *comparison, number page)
{
	number off = comparison->measured - comparison->bound;
	number size = off < 0 ? -off : off;
	const char *multiple = as_multiple(pool, comparison->measured, comparison->bound);

	if (comparison->measured == 0)
		return M_OFF_ZERO;
	if (size == 1)
		return off > 0 ? M_OFF_ONE_MORE : M_OFF_ONE_LESS;
	if (multiple)
		return multiple;
	return and_also(pool,
		pool_printf(pool, off > 0 ? M_OFF_MORE : M_OFF_LESS, text_of(pool, size)),
		is_in_bytes(comparison) ? in_units(pool, size, page) : "");
}

static const char *of_limit(
	struct pool *pool, const struct comparison *comparison, number page)
{
	number off = comparison->measured - comparison->bound;
	number size = off < 0 ? -off : off;

	if (size == 0)
		return M_OFF_THE_LIMIT;
	return and_also(pool,
		pool_printf(pool, off > 0 ? M_OFF_OVER : M_OFF_UNDER, text_of(pool, size)),
		is_in_bytes(comparison) ? in_units(pool, size, page) : "");
}

const char *number_facts(
	struct pool *pool, const struct comparison *comparison, number page)
{
	const char *type;

	if (comparison->is_single)
		return NULL;
	switch (comparison->relation) {
	case RELATION_NONE:
	case RELATION_UNEQUAL: return NULL;
	case RELATION_EQUAL: break;
	default: return of_limit(pool, comparison, page);
	}
	type = of_type(pool, comparison);
	if (type)
		return type;
	if (is_address(comparison))
		return of_addresses(pool, comparison, page);
	return comparison->measured_hex && comparison->measured > 0 &&
			comparison->bound >= 0
		? of_bits(pool, comparison)
		: of_equal(pool, comparison, page);
}
