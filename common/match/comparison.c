/* SPDX-License-Identifier: MIT */
#include "comparison.h"

#include <string.h>

#include "../base/said.h"
#include "measure.h"

enum {
	MOST_OFF = 1 << 30, /* a larger difference of two values says nothing */
};

/* --- whose word a side is --------------------------------------------------------------- */

enum speaker {
	SPEAKER_PROGRAM = 1,
	SPEAKER_KERNEL = 2,
	SPEAKER_FILE = 4,
	SPEAKER_MEMORY = 8, /* what the program or its library has written there */
};

static int speaker_of_channel(enum channel channel)
{
	switch (channel) {
	case CHANNEL_STDOUT:
	case CHANNEL_STDERR: return SPEAKER_PROGRAM;
	case CHANNEL_TOOL: return SPEAKER_FILE;
	default: return SPEAKER_KERNEL;
	}
}

/* A fact of the machine is nobody's word, and the band of a count is not. */
static int speaker_of_name(const struct expr *name, const struct scope *scope)
{
	const struct performed *performed = scope_performed(scope, name->run);
	const struct value *value =
		performed ? performed_find(performed, name->name) : NULL;

	if (value)
		return speaker_of_channel(value->channel);
	return strcmp(name->name, "band") != 0 && (name->run || !fact_is_name(name->name))
		? SPEAKER_KERNEL
		: 0;
}

static int speaker_of_reading(enum reading reading)
{
	switch (reading) {
	case READING_WORD:
	case READING_INT:
	case READING_BYTE: return SPEAKER_MEMORY;
	default: return reading_is_of_file(reading) ? SPEAKER_FILE : SPEAKER_KERNEL;
	}
}

/*
 * What has said the numbers of an expression. What a reading finds is the kernel's or the file's
 * word, whoever has named the address.
 */
static int speakers_of(const struct expr *expr, const struct scope *scope)
{
	int speakers = 0;

	switch (expr->kind) {
	case EXPR_NAME: return speaker_of_name(expr, scope);
	case EXPR_BINARY:
		return speakers_of(expr->left, scope) | speakers_of(expr->right, scope);
	case EXPR_CALL:
		for (const struct expr *at = expr->left; at; at = at->next)
			speakers |= speakers_of(at, scope);
		return speakers;
	case EXPR_READING: return speaker_of_reading(expr->reading);
	case EXPR_NUMBER:
	case EXPR_FACT: break;
	}
	return 0;
}

static enum against against_of(int speakers)
{
	return speakers == SPEAKER_KERNEL    ? AGAINST_KERNEL
		: speakers == SPEAKER_MEMORY ? AGAINST_MEMORY
		: speakers == SPEAKER_FILE   ? AGAINST_FILE
					     : AGAINST_NOTHING;
}

/* --- made --------------------------------------------------------------------------------- */

/* The same relation, read from right to left. */
static enum relation mirrored(enum relation relation)
{
	switch (relation) {
	case RELATION_LESS: return RELATION_GREATER;
	case RELATION_LESS_EQUAL: return RELATION_GREATER_EQUAL;
	case RELATION_GREATER: return RELATION_LESS;
	case RELATION_GREATER_EQUAL: return RELATION_LESS_EQUAL;
	default: return relation;
	}
}

/* Is it a number as the program has printed it, and none that was made of such numbers? */
static bool is_printed(const struct expr *expr, int speakers)
{
	return expr->kind == EXPR_NAME && speakers == SPEAKER_PROGRAM;
}

/* Is the right side the one that was measured? */
static bool is_turned(int left, const struct expr *right_expr, int right)
{
	if (is_printed(right_expr, right) && left)
		return left != SPEAKER_PROGRAM;
	return !left && right;
}

/* Is it something, and a number added to it? */
static bool has_constant(const struct expr *sum)
{
	return sum->kind == EXPR_BINARY && (sum->op == '-' || sum->op == '+') &&
		sum->right->kind == EXPR_NUMBER;
}

/* What an int or a byte of the memory holds is no address, though it may be told as one is. */
static bool is_small(const struct expr *expr)
{
	if (has_constant(expr))
		return is_small(expr->left);
	return expr->kind == EXPR_READING &&
		(expr->reading == READING_INT || expr->reading == READING_BYTE);
}

static bool is_byte(const struct expr *expr)
{
	return expr->kind == EXPR_READING && expr->reading == READING_BYTE;
}

/* The sum with what the other side gives up: a new number, or a new sum. */
static struct expr *sum_of(struct pool *pool, struct expr *expr, const struct expr *given)
{
	struct expr *sum = pool_alloc(pool, sizeof *sum);

	if (expr->kind == EXPR_NUMBER) {
		*sum = *expr;
		sum->value += given->op == '-' ? given->right->value : -given->right->value;
		return sum;
	}
	sum->kind = EXPR_BINARY;
	sum->op = given->op == '-' ? '+' : '-';
	sum->left = expr;
	sum->right = given->right;
	return sum;
}

/* Is a constant moved to the other side, where nothing or another's word is? */
static bool moves_constant(const struct scope *scope, struct side *from, struct side *to)
{
	struct expr *sum = from->expr;
	int others = speakers_of(to->expr, scope);

	if (!has_constant(sum))
		return false;
	if (to->expr->kind != EXPR_NUMBER &&
		(!others || (others & SPEAKER_PROGRAM) ||
			!is_printed(sum->left, speakers_of(sum->left, scope))))
		return false;
	to->expr = sum_of(scope->evidence->pool, to->expr, sum);
	from->expr = sum->left;
	return true;
}

void comparison_simplify(const struct scope *scope, struct side *left, struct side *right)
{
	while (moves_constant(scope, left, right) || moves_constant(scope, right, left))
		continue;
}

bool side_is_constant(const struct scope *scope, const struct side *side)
{
	return speakers_of(side->expr, scope) == 0;
}

/* What the caller has found to have a value. */
static struct quantity value_of(const struct scope *scope, const struct side *side)
{
	struct quantity value = {0};
	struct blocked blocked;

	evaluate(side->expr, scope, &value, &blocked);
	return value;
}

struct comparison *comparison_make(const struct scope *scope, const struct side *left,
	const struct side *right, number tolerance)
{
	struct comparison *made = pool_alloc(scope->evidence->pool, sizeof *made);
	int left_speakers = speakers_of(left->expr, scope);
	int right_speakers = speakers_of(right->expr, scope);
	bool turned = is_turned(left_speakers, right->expr, right_speakers);
	const struct side *side = turned ? right : left;
	const struct side *other = turned ? left : right;
	int speakers = turned ? right_speakers : left_speakers;
	int other_speakers = turned ? left_speakers : right_speakers;
	struct quantity measured = value_of(scope, side);
	struct quantity bound = value_of(scope, other);

	*made = (struct comparison){
		.relation = turned ? mirrored(right->relation) : right->relation,
		.measured = measured.value,
		.bound = bound.value,
		.tolerance = tolerance,
		.measured_hex = measured.hex,
		.bound_hex = bound.hex,
		.hex = (measured.hex && !is_small(side->expr)) ||
			(bound.hex && !is_small(other->expr)),
		.is_byte = is_byte(side->expr) || is_byte(other->expr),
		.unit = measure_unit(side->expr),
		.bound_recorded = other_speakers != 0,
		.bound_printed = other_speakers == SPEAKER_PROGRAM,
		.measured_read = speakers == SPEAKER_MEMORY,
		.measured_source = side->source,
		.bound_source = other->source,
	};
	if (is_printed(side->expr, speakers))
		made->against = against_of(other_speakers);
	return made;
}

struct comparison *comparison_make_single(
	const struct scope *scope, const struct side *side)
{
	struct comparison *made = pool_alloc(scope->evidence->pool, sizeof *made);
	bool is_same =
		side->expr->kind == EXPR_CALL && side->expr->function == FUNCTION_SAME;

	*made = (struct comparison){
		.is_single = true,
		.relation = is_same ? RELATION_NONE : RELATION_UNEQUAL,
		.values = is_same ? evaluate_values(side->expr, scope) : NULL,
		.measured_source = side->source,
		.bound_source = is_same ? NULL : "0",
	};
	return made;
}

struct comparison *comparison_keep(struct pool *pool, const struct comparison *comparison)
{
	struct comparison *kept;

	if (!comparison)
		return NULL;
	kept = pool_alloc(pool, sizeof *kept);
	*kept = *comparison;
	kept->values = pool_keep(pool, comparison->values);
	kept->unit = pool_keep(pool, comparison->unit);
	kept->measured_source = pool_keep(pool, comparison->measured_source);
	kept->bound_source = pool_keep(pool, comparison->bound_source);
	return kept;
}

/* --- in words ----------------------------------------------------------------------------- */

/* Both numbers of a comparison are read alike; 0 is 0. */
static const char *text_of(
	struct pool *pool, const struct comparison *comparison, number value)
{
	const char *text = number_text(pool, value, comparison->hex && value != 0);

	return comparison->is_byte && value > ' ' && value <= '~'
		? pool_printf(pool, "%s ('%c')", text, (int)value)
		: text;
}

/* What a number counts, as the end of a sentence, or NULL. */
static const struct said *say_unit(const char *unit)
{
	const struct {
		const char *unit;
		const struct said *said;
	} known[] = {
		{"page faults", SAID(UNIT_FAULTS)},
		{"bytes", SAID(UNIT_BYTES)},
		{"threads", SAID(UNIT_THREADS)},
		{"mappings", SAID(UNIT_MAPPINGS)},
		{"different values", SAID(UNIT_VALUES)},
	};

	for (size_t i = 0; unit && i < sizeof known / sizeof *known; i++)
		if (strcmp(known[i].unit, unit) == 0)
			return known[i].said;
	return NULL;
}

static const struct said *with_unit(
	struct pool *pool, const struct comparison *comparison, const struct said *said)
{
	const struct said *unit = say_unit(comparison->unit);

	return unit ? said_both(pool, said, unit) : said;
}

/* A bound with its tolerance, where that moves it. */
static number moved(const struct comparison *comparison)
{
	bool up = comparison->relation == RELATION_LESS ||
		comparison->relation == RELATION_LESS_EQUAL;

	return up ? comparison->bound + comparison->tolerance
		  : comparison->bound - comparison->tolerance;
}

static const struct said *say_near(
	struct pool *pool, const struct comparison *comparison, const char *bound)
{
	const char *tolerance = number_text(pool, comparison->tolerance, false);
	bool near = comparison->relation == RELATION_EQUAL;

	if (comparison->tolerance)
		return near ? SAY(pool, COMPARE_NEAR, bound, tolerance)
			    : SAY(pool, COMPARE_FAR, bound, tolerance);
	if (!near)
		return SAY(pool, COMPARE_UNEQUAL, bound);
	return comparison->hex && comparison->against == AGAINST_NOTHING
		? SAY(pool, COMPARE_EXACTLY, bound)
		: said_plain(pool, bound);
}

static const struct said *say_bound(struct pool *pool, const struct comparison *comparison)
{
	const char *limit = text_of(pool, comparison, moved(comparison));

	switch (comparison->relation) {
	case RELATION_LESS: return SAY(pool, COMPARE_LESS, limit);
	case RELATION_LESS_EQUAL: return SAY(pool, COMPARE_MOST, limit);
	case RELATION_GREATER: return SAY(pool, COMPARE_MORE, limit);
	case RELATION_GREATER_EQUAL: return SAY(pool, COMPARE_LEAST, limit);
	case RELATION_EQUAL:
	case RELATION_UNEQUAL:
		return say_near(
			pool, comparison, text_of(pool, comparison, comparison->bound));
	case RELATION_NONE: break;
	}
	return SAID(COMPARE_SAME);
}

const struct said *comparison_expected(
	struct pool *pool, const struct comparison *comparison)
{
	return with_unit(pool, comparison, say_bound(pool, comparison));
}

/* A difference that everybody sees: of numbers of one digit, or of one that is none at all. */
static bool is_plain(const struct comparison *comparison)
{
	const number least = comparison->hex ? FIRST_ADDRESS : 10;

	return comparison->measured < least || comparison->bound < least;
}

/* How far it is off, where that is not plain to see. */
static const struct said *say_measured(
	struct pool *pool, const struct comparison *comparison, const char *value)
{
	number off;

	if (comparison->relation != RELATION_EQUAL || is_plain(comparison) ||
		__builtin_sub_overflow(comparison->measured, comparison->bound, &off) ||
		off >= MOST_OFF || off <= -MOST_OFF)
		return said_plain(pool, value);
	return off > 0 ? SAY(pool, COMPARE_GREATER, value, number_text(pool, off, false))
		       : SAY(pool, COMPARE_SMALLER, value, number_text(pool, -off, false));
}

const struct said *comparison_measured(
	struct pool *pool, const struct comparison *comparison)
{
	const struct said *said = comparison->relation == RELATION_NONE
		? said_plain(pool, comparison->values)
		: say_measured(pool, comparison,
			  text_of(pool, comparison, comparison->measured));

	return with_unit(pool, comparison, said);
}

const char *condition_text(
	struct pool *pool, const struct condition *condition, number tolerance)
{
	const char *text = condition->sides->source;

	for (const struct side *at = condition->sides->next; at; at = at->next)
		text = pool_printf(
			pool, "%s %s %s", text, relation_text(at->relation), at->source);
	return tolerance
		? pool_printf(pool, "%s +- %s", text, number_text(pool, tolerance, false))
		: text;
}
