/* SPDX-License-Identifier: MIT */
#include "statement.h"

#include <string.h>

#include "../base/text.h"
#include "../evidence/maps.h"
#include "messages.h"

/*
 * The words that make a statement (is, inside, between, has, lacks, holds) are no part of any
 * expression, so a line is cut at the first of them and each side is read for itself.
 */

struct cut {
	struct pool *pool;
	struct err *err;
	const char *left;  /* in front of the word */
	const char *right; /* behind it */
};

/* Cuts the text at the word, which stands between blanks. */
static bool cut_at(struct cut *cut, const char *text, const char *word)
{
	const char *spaced = pool_printf(cut->pool, " %s ", word);
	const char *found = strstr(text, spaced);

	if (!found)
		return false;
	cut->left = text_trimmed(cut->pool, text, (size_t)(found - text));
	found += strlen(spaced);
	cut->right = text_trimmed(cut->pool, found, strlen(found));
	return true;
}

/* --- ranges --------------------------------------------------------------------------- */

/* Is it a whole name of the map, "[heap]"? */
static bool is_name(struct cut *cut, const char *text)
{
	if (text[strcspn(text, "]")] == ']' && !text[strcspn(text, "]") + 1])
		return true;
	err_set(cut->err, M_STATEMENT_NAME, text);
	return false;
}

static bool read_range(struct cut *cut, const char *text, struct range *range)
{
	const char *dots = strstr(text, "..");

	range->source = text;
	if (*text == '[') {
		range->name = text;
		return is_name(cut, text);
	}
	if (!dots) {
		range->start = expr_parse(cut->pool, text, cut->err);
		return range->start != NULL;
	}
	range->start = expr_parse(
		cut->pool, pool_copy(cut->pool, text, (size_t)(dots - text)), cut->err);
	if (!range->start)
		return false;
	range->end = expr_parse(cut->pool, dots + 2, cut->err);
	return range->end != NULL;
}

bool range_parse(struct pool *pool, const char *text, struct range *range, struct err *err)
{
	struct cut cut = {.pool = pool, .err = err};

	return read_range(&cut, text_trimmed(pool, text, strlen(text)), range);
}

/* --- "is …" --------------------------------------------------------------------------- */

static bool is_perms(const char *text)
{
	static const char *const allowed[] = {"r-?", "w-?", "x-?", "ps?"};

	for (int i = 0; i < 4; i++)
		if (!text[i] || !strchr(allowed[i], text[i]))
			return false;
	return text[4] == '\0' || text_is_blank(text[4]);
}

static bool read_backing(struct cut *cut, const char *text, struct statement *statement)
{
	if (!*text)
		return true;
	if (strcmp(text, "anonymous") == 0) {
		statement->backing = BACKING_ANONYMOUS;
	} else if (strcmp(text, "file") == 0) {
		statement->backing = BACKING_FILE;
	} else if (text_starts(text, "file") && text_is_blank(text[strlen("file")])) {
		statement->backing_name = text_skip_blanks(text + strlen("file"));
		statement->backing = strcmp(statement->backing_name, "program") == 0
			? BACKING_PROGRAM
			: BACKING_FILE_NAME;
	} else if (*text == '[') {
		statement->backing = BACKING_NAME;
		statement->backing_name = text;
		return is_name(cut, text);
	} else {
		err_set(cut->err, M_STATEMENT_BACKING, text);
		return false;
	}
	return true;
}

static const struct {
	const char *word;
	enum statement_kind kind;
} changes[] = {
	{"new since ", STATEMENT_NEW},
	{"gone since ", STATEMENT_GONE},
	{"unchanged since ", STATEMENT_UNCHANGED},
};

/* "[heap]" or a part of the ELF file, which "absent" and "present" are said of. */
static bool read_presence(struct cut *cut, struct statement *statement)
{
	if (*cut->left == '[' && statement->kind == STATEMENT_ABSENT)
		return read_range(cut, cut->left, &statement->range);
	statement->part = expr_parse(cut->pool, cut->left, cut->err);
	if (!statement->part)
		return false;
	if (statement->part->kind == EXPR_READING &&
		statement->part->reading > READING_HEADER)
		return true;
	err_set(cut->err, M_STATEMENT_PRESENCE, cut->left);
	return false;
}

static bool read_is(struct cut *cut, struct statement *statement)
{
	const char *text = cut->right;

	statement->kind =
		strcmp(text, "absent") == 0 ? STATEMENT_ABSENT : STATEMENT_PRESENT;
	if (strcmp(text, "absent") == 0 || strcmp(text, "present") == 0)
		return read_presence(cut, statement);
	if (!read_range(cut, cut->left, &statement->range))
		return false;
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		if (!text_starts(text, changes[i].word))
			continue;
		statement->kind = changes[i].kind;
		statement->since = text_skip_blanks(text + strlen(changes[i].word));
		return true;
	}
	statement->kind = STATEMENT_UNMAPPED;
	if (strcmp(text, "unmapped") == 0)
		return true;
	statement->kind = STATEMENT_MAPPED;
	if (!is_perms(text)) {
		err_set(cut->err, M_STATEMENT_IS, text);
		return false;
	}
	statement->perms = pool_copy(cut->pool, text, 4);
	return read_backing(cut, text_skip_blanks(text + 4), statement);
}

/* --- the other forms ------------------------------------------------------------------ */

static bool read_inside(struct cut *cut, struct statement *statement)
{
	statement->kind = STATEMENT_INSIDE;
	return read_range(cut, cut->left, &statement->range) &&
		read_range(cut, cut->right, &statement->low);
}

static bool read_between(struct cut *cut, struct statement *statement)
{
	statement->kind = STATEMENT_BETWEEN;
	if (!read_range(cut, cut->left, &statement->range))
		return false;
	if (!cut_at(cut, cut->right, "and")) {
		err_set(cut->err, M_STATEMENT_BETWEEN, cut->right);
		return false;
	}
	return read_range(cut, cut->left, &statement->low) &&
		read_range(cut, cut->right, &statement->high);
}

/* "VmFlags(place) has gu" */
static bool read_flags(struct cut *cut, struct statement *statement)
{
	static const char word[] = "VmFlags(";
	const char *place = cut->left + sizeof word - 1;
	size_t length = strlen(cut->left);

	if (!text_starts(cut->left, word) || cut->left[length - 1] != ')' ||
		!maps_is_flag(cut->right)) {
		err_set(cut->err, M_STATEMENT_FLAGS, statement->source);
		return false;
	}
	statement->flag = cut->right;
	return read_range(
		cut, text_trimmed(cut->pool, place, strlen(place) - 1), &statement->range);
}

static bool read_has(struct cut *cut, struct statement *statement)
{
	statement->kind = STATEMENT_HAS_FLAG;
	return read_flags(cut, statement);
}

static bool read_bytes(struct cut *cut, struct statement *statement)
{
	if (!read_range(cut, cut->left, &statement->range))
		return false;
	statement->byte = expr_parse(cut->pool, cut->right, cut->err);
	return statement->byte != NULL;
}

/* "VmFlags(place) lacks gu", or "from..to lacks 0" */
static bool read_lacks(struct cut *cut, struct statement *statement)
{
	bool is_flag = text_starts(cut->left, "VmFlags(") || maps_is_flag(cut->right);

	statement->kind = is_flag ? STATEMENT_LACKS_FLAG : STATEMENT_LACKS;
	return is_flag ? read_flags(cut, statement) : read_bytes(cut, statement);
}

static bool read_holds(struct cut *cut, struct statement *statement)
{
	statement->kind = STATEMENT_HOLDS;
	return read_bytes(cut, statement);
}

static const struct {
	const char *word;
	bool (*read)(struct cut *cut, struct statement *statement);
} forms[] = {
	{"is", read_is},
	{"inside", read_inside},
	{"between", read_between},
	{"has", read_has},
	{"lacks", read_lacks},
	{"holds", read_holds},
};

struct statement *statement_parse(struct pool *pool, const char *source, struct err *err)
{
	struct statement *statement = pool_alloc(pool, sizeof *statement);
	struct cut cut = {.pool = pool, .err = err};

	statement->source = source;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (cut_at(&cut, source, forms[i].word))
			return forms[i].read(&cut, statement) ? statement : NULL;
	statement->kind = STATEMENT_CONDITION;
	statement->condition = condition_parse(pool, source, err);
	return statement->condition ? statement : NULL;
}

/* --- walking -------------------------------------------------------------------------- */

static int range_parts(const struct range *range, expr_visitor *visit, void *context)
{
	if (range->start && expr_parts(range->start, false, visit, context) != 0)
		return -1;
	return range->end ? expr_parts(range->end, false, visit, context) : 0;
}

int statement_parts(const struct statement *statement, expr_visitor *visit, void *context)
{
	if (range_parts(&statement->range, visit, context) != 0 ||
		range_parts(&statement->low, visit, context) != 0 ||
		range_parts(&statement->high, visit, context) != 0)
		return -1;
	if (statement->byte && expr_parts(statement->byte, false, visit, context) != 0)
		return -1;
	if (statement->part)
		return expr_parts(statement->part, false, visit, context);
	return statement->condition ? condition_parts(statement->condition, visit, context)
				    : 0;
}

bool statement_is_of_map(const struct statement *statement)
{
	return statement->kind != STATEMENT_CONDITION && !statement->part;
}
