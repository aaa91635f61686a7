/* SPDX-License-Identifier: MIT */
#include "appearance.h"

#include <string.h>

#include "../base/said.h"
#include "../base/text.h"
#include "comparison.h"
#include "nearest.h"
#include "outline.h"
#include "place.h"
#include "plain.h"
#include "which_run.h"

enum {
	MOST_OFF = 64,           /* a larger difference is told as less or more, */
	MOST_OFF_IN_CALL = 4096, /* or as any */
	MOST_COUNT = 64,         /* machines differ in a larger one */
	MOST_BYTE = 255,
	MOST_STATUS = 2,
	MOST_INSIDE = 1 << 20, /* bytes of a block */
};

static bool is_address(number value)
{
	return value >= FIRST_ADDRESS && value < (number)1 << 47;
}

static const char *place_words(const struct lab_evidence *evidence,
	const struct result *failed, const char *text, number address)
{
	const struct performed *performed = which_run_of_value(evidence, failed, text);

	return performed && performed->record ? place_kind(evidence, performed, address)
					      : "an address";
}

/* --- numbers ------------------------------------------------------------------------------ */

/* The number of a process, the first field of proc_pid_stat(5): how far off, is chance. */
static bool is_of_process(const struct comparison *comparison)
{
	return text_same(comparison->bound_source, "stat(1)");
}

/* How far a number is from what it should be. */
static const char *off_words(struct pool *pool, const struct comparison *comparison)
{
	number off = comparison->measured - comparison->bound;
	const char *which = off > 0 ? "more" : off < 0 ? "less" : "equal";
	number size = off < 0 ? -off : off;

	if (is_of_process(comparison))
		return "another process";
	return comparison->relation == RELATION_EQUAL && !comparison->unit &&
			size <= MOST_OFF
		? pool_printf(pool, "%s %s", number_text(pool, size, false), which)
		: which;
}

/* Is it a number that the program has chosen, and no count in which machines differ? */
static bool is_chosen(number value, bool hex)
{
	return value >= 0 &&
		(value <= (hex ? MOST_BYTE : MOST_COUNT) ||
			(value > MOST_BYTE && outline_keeps(value)));
}

/* What an address should have been, where that was recorded as well. */
static const char *than_words(
	const struct lab_evidence *evidence, const struct result *failed)
{
	const struct comparison *comparison = failed->comparison;
	struct pool *pool = evidence->pool;

	if (!comparison->bound_recorded || !is_address(comparison->bound) ||
		comparison->bound == comparison->measured)
		return "";
	return pool_printf(pool, " than %s",
		place_words(evidence, failed,
			number_text(pool, comparison->bound, comparison->bound_hex),
			comparison->bound));
}

static const char *of_comparison(
	const struct lab_evidence *evidence, const struct result *failed)
{
	const struct comparison *comparison = failed->comparison;
	struct pool *pool = evidence->pool;
	const char *text =
		number_text(pool, comparison->measured, comparison->measured_hex);

	if (comparison->is_single)
		return comparison->values ? "different values" : "0";
	if (comparison->hex && is_address(comparison->measured))
		return pool_printf(pool, "%s, %s%s",
			place_words(evidence, failed, text, comparison->measured),
			off_words(pool, comparison), than_words(evidence, failed));
	if (comparison->measured == 0 ||
		(!comparison->bound_recorded && !comparison->unit &&
			is_chosen(comparison->measured, comparison->measured_hex)))
		return number_text(pool, comparison->measured, false);
	return off_words(pool, comparison);
}

/* --- system calls ------------------------------------------------------------------------- */

/* What an address is off from another; NULL where the two are not close. */
static const char *close_words(struct pool *pool, const char *wanted, const char *own)
{
	number should;
	number is;
	bool hex;
	number off;

	if (number_read(wanted, strlen(wanted), &should, &hex) != strlen(wanted) ||
		number_read(own, strlen(own), &is, &hex) != strlen(own) || !hex)
		return NULL;
	off = is - should;
	if (off > MOST_OFF_IN_CALL || off < -MOST_OFF_IN_CALL)
		return NULL;
	return pool_printf(pool, "%s %s", number_text(pool, off < 0 ? -off : off, false),
		off < 0 ? "less" : "more");
}

/* "si_addr=0x…" by the place. */
static const char *place_of_fault(
	const struct lab_evidence *evidence, const struct result *failed, const char *own)
{
	static const char key[] = "si_addr=";
	const char *address = own + strlen(key);
	number value;
	bool hex;

	if (!text_starts(own, key) ||
		!number_read(address, strlen(address), &value, &hex) || !is_address(value))
		return NULL;
	return pool_printf(
		evidence->pool, "%s%s", key, place_words(evidence, failed, address, value));
}

/* One argument of the nearest call that is another one than wanted. */
static const char *argument_words(const struct lab_evidence *evidence,
	const struct result *failed, const struct other_argument *other)
{
	struct pool *pool = evidence->pool;
	const char *own = pool_copy(pool, failed->nearest + other->at.from,
		(size_t)(other->at.to - other->at.from));
	const char *words = close_words(pool, other->wanted, own);

	if (!words)
		words = place_of_fault(evidence, failed, own);
	if (!words)
		words = outline_text(pool, own, strlen(own), KEEP_SIZES);
	if (!*words)
		words = "missing";
	return other->ordinal
		? pool_printf(pool, "argument %d is %s", other->ordinal, words)
		: pool_printf(pool, "result is %s", words);
}

static const char *of_call(const struct lab_evidence *evidence, const struct result *failed)
{
	struct pool *pool = evidence->pool;
	const char *line = failed->nearest;
	struct other_argument others[MOST_OTHERS];
	int count = nearest_others(pool,
		plain_text(pool, said_in(pool, failed->expected, ENGLISH), "..."), line,
		others);
	const char *words = pool_copy(pool, line, strcspn(line, "({"));

	if (count == 0)
		return pool_printf(pool, "%s: elsewhere", words);
	for (int i = 0; i < count; i++)
		words = pool_printf(pool, "%s%s %s", words, i ? "," : ":",
			argument_words(evidence, failed, &others[i]));
	return words;
}

/* --- what was said ------------------------------------------------------------------------- */

/*
 * The largest number that stays. A larger status comes from what is no status, and a byte that is
 * not 0 often from an address.
 */
static number most_of(enum message message, bool hex)
{
	if (message == MESSAGE_ENDS_BY_EXIT || message == MESSAGE_OUTPUT_ENDS_BY_EXIT)
		return MOST_STATUS;
	return hex ? 0 : MOST_INSIDE;
}

/* A value of a sentence. Small numbers stay, and how far inside of a block something is. */
static const char *value_words(
	struct pool *pool, enum message message, const struct said_value *value)
{
	const char *text =
		value->text ? value->text : number_text(pool, value->number, false);
	number read;
	bool hex;

	if (number_read(text, strlen(text), &read, &hex) == strlen(text))
		return read >= 0 && read <= most_of(message, hex) ? text : "N";
	return outline_text(pool, text, strlen(text), KEEP_SIZES);
}

static const char *of_said(struct pool *pool, const struct said *said)
{
	const char *words = said_kind(said);

	for (int i = 0; i < said->count; i++)
		words = pool_printf(pool, "%s%s %s", words, i ? "," : ":",
			value_words(pool, said->message, &said->values[i]));
	return words;
}

/* Where the range lies that a statement about the memory map is about. */
static const struct measure *range_of(const struct result *failed)
{
	const struct measure *last = failed->measures;

	while (last && last->next)
		last = last->next;
	return last && last->end ? last : NULL;
}

/* Of the flags of a mapping nearly all are the kernel's doing. */
static const char *of_mapping(struct pool *pool, const char *line)
{
	static const char flags[] = "VmFlags";

	return text_starts(line, flags) ? flags
					: outline_text(pool, line, strlen(line), KEEP_ZERO);
}

static const char *of_statement(const struct lab_evidence *evidence,
	const struct result *failed, const struct said *said)
{
	struct pool *pool = evidence->pool;
	const struct measure *range = range_of(failed);
	const char *words = said_is_plain(said)
		? of_mapping(pool, said_in(pool, said, ENGLISH))
		: of_said(pool, said);
	number start;
	bool hex;

	if (!range || !number_read(range->value, strlen(range->value), &start, &hex))
		return words;
	return pool_printf(
		pool, "%s, %s", words, place_words(evidence, failed, range->value, start));
}

/* --- the whole ----------------------------------------------------------------------------- */

static bool is_of_map(const struct item *item)
{
	return item && (item->kind == ITEM_PAUSE || item->kind == ITEM_ELF);
}

static bool is_of_calls(const struct item *item)
{
	return item && item->kind == ITEM_MATCH && item->channel == CHANNEL_SYSCALLS;
}

/* "malloc(24) = 0x…", as a library in front of the C library tells of its calls. */
static bool is_of_library(const char *line)
{
	size_t length = strspn(line, "abcdefghijklmnopqrstuvwxyz_");

	return length > 0 && line[length] == '(' && line[length + 1] != ')';
}

static const char *of_line(
	struct pool *pool, const struct result *failed, const struct said *said)
{
	const char *line = said_in(pool, said, ENGLISH);
	enum kept_numbers kept = is_of_calls(failed->item) ? KEEP_SIZES
		: is_of_library(line)                      ? KEEP_DECIMAL
							   : KEEP_ZERO;

	return outline_text(pool, line, strlen(line), kept);
}

const char *appearance_of(const struct lab_evidence *evidence, const struct result *failed)
{
	const struct said *said = failed->was ? failed->was : failed->measured;

	if (failed->comparison)
		return of_comparison(evidence, failed);
	if (!said)
		return NULL;
	if (!failed->item)
		return said_kind(failed->measured);
	if (is_of_map(failed->item))
		return of_statement(evidence, failed, said);
	if (is_of_calls(failed->item) && failed->nearest)
		return of_call(evidence, failed);
	return said_is_plain(said) ? of_line(evidence->pool, failed, said)
				   : of_said(evidence->pool, said);
}
