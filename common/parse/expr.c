/* SPDX-License-Identifier: MIT */
#include "expr.h"

#include <ctype.h>
#include <string.h>

#include "../base/text.h"
#include "messages.h"

/* Parentheses and signs, and operators, so that no file can exhaust the stack. */
enum { DEEPEST = 100, MOST_TERMS = 1000 };

static const struct {
	const char *name;
	enum function function;
	int arguments; /* 0: one or more */
} functions[] = {
	{"align_up", FUNCTION_ALIGN_UP, 2},
	{"align_down", FUNCTION_ALIGN_DOWN, 2},
	{"min", FUNCTION_MIN, 0},
	{"max", FUNCTION_MAX, 0},
	{"distinct", FUNCTION_DISTINCT, 1},
	{"same", FUNCTION_SAME, 1},
};

static const char *const relations[] = {
	[RELATION_EQUAL] = "==",
	[RELATION_UNEQUAL] = "!=",
	[RELATION_LESS] = "<",
	[RELATION_LESS_EQUAL] = "<=",
	[RELATION_GREATER] = ">",
	[RELATION_GREATER_EQUAL] = ">=",
};

struct reader {
	struct pool *pool;
	const char *at;
	struct err *err;
	int depth;
	int terms;
};

static struct expr *read_sum(struct reader *reader);

static void skip_blanks(struct reader *reader)
{
	while (*reader->at == ' ' || *reader->at == '\t')
		reader->at++;
}

static bool take(struct reader *reader, char c)
{
	skip_blanks(reader);
	if (*reader->at != c)
		return false;
	reader->at++;
	return true;
}

static struct expr *refuse(struct reader *reader, const char *expected)
{
	skip_blanks(reader);
	err_set(reader->err, M_EXPR_EXPECTED, expected,
		*reader->at ? reader->at : M_END_OF_LINE);
	return NULL;
}

static bool enter(struct reader *reader)
{
	if (reader->depth == DEEPEST) {
		err_set(reader->err, M_EXPR_TOO_DEEP, DEEPEST);
		return false;
	}
	reader->depth++;
	return true;
}

static struct expr *new_expr(struct reader *reader, enum expr_kind kind)
{
	struct expr *expr = pool_alloc(reader->pool, sizeof *expr);

	expr->kind = kind;
	return expr;
}

static struct expr *new_binary(
	struct reader *reader, char op, struct expr *left, struct expr *right)
{
	struct expr *expr = new_expr(reader, EXPR_BINARY);

	if (right && ++reader->terms > MOST_TERMS) {
		err_set(reader->err, M_EXPR_TOO_LONG, MOST_TERMS);
		return NULL;
	}
	expr->op = op;
	expr->left = left;
	expr->right = right;
	return right ? expr : NULL;
}

/* A name: letters, digits and _, beginning with a letter or _. NULL when there is none. */
static const char *read_word(struct reader *reader)
{
	const char *start = reader->at;

	if (!isalpha((unsigned char)*start) && *start != '_')
		return NULL;
	while (isalnum((unsigned char)*reader->at) || *reader->at == '_')
		reader->at++;
	return pool_copy(reader->pool, start, (size_t)(reader->at - start));
}

static struct expr *read_name(struct reader *reader)
{
	struct expr *expr = new_expr(reader, EXPR_NAME);

	expr->name = read_word(reader);
	if (!expr->name)
		return refuse(reader, M_EXPECTED_NAME);
	if (*reader->at != '.')
		return expr;
	reader->at++;
	expr->run = expr->name;
	expr->name = read_word(reader);
	return expr->name ? expr : refuse(reader, M_EXPECTED_NAME_OF_RUN);
}

static struct expr *read_arguments(struct reader *reader, size_t which)
{
	struct expr *call = new_expr(reader, EXPR_CALL);
	struct expr **last = &call->left;
	int count = 0;

	call->function = functions[which].function;
	call->name = functions[which].name;
	do {
		*last = read_sum(reader);
		if (!*last)
			return NULL;
		last = &(*last)->next;
		count++;
	} while (take(reader, ','));
	if (!take(reader, ')'))
		return refuse(reader, ")");
	if (functions[which].arguments && count != functions[which].arguments) {
		err_set(reader->err, M_EXPR_ARGUMENTS, functions[which].name,
			functions[which].arguments, count);
		return NULL;
	}
	return call;
}

static struct expr *read_fact_or_call(struct reader *reader)
{
	const char *word = read_word(reader);
	struct expr *expr;

	if (!take(reader, '(')) {
		expr = new_expr(reader, EXPR_FACT);
		expr->name = word;
		return expr;
	}
	for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
		if (strcmp(word, functions[i].name) == 0)
			return read_arguments(reader, i);
	err_set(reader->err, M_EXPR_NO_FUNCTION, word);
	return NULL;
}

/* "2.42" is the version 2.42, held as 2042, so that versions compare as numbers. */
static struct expr *read_minor_version(struct reader *reader, struct expr *major)
{
	number minor;
	bool hex;

	if (reader->at[0] != '.' || !isdigit((unsigned char)reader->at[1]))
		return major;
	reader->at++;
	reader->at += number_read(reader->at, strlen(reader->at), &minor, &hex);
	major->value = major->value * VERSION_STEP + minor;
	return major;
}

static struct expr *read_factor(struct reader *reader)
{
	struct expr *expr;
	size_t used;

	skip_blanks(reader);
	if (take(reader, '$'))
		return read_name(reader);
	if (take(reader, '(')) {
		expr = read_sum(reader);
		if (expr && !take(reader, ')'))
			return refuse(reader, ")");
		return expr;
	}
	expr = new_expr(reader, EXPR_NUMBER);
	used = number_read_quantity(
		reader->at, strlen(reader->at), &expr->value, &expr->hex);
	reader->at += used;
	if (used)
		return read_minor_version(reader, expr);
	if (isalpha((unsigned char)*reader->at))
		return read_fact_or_call(reader);
	if (!take(reader, '-'))
		return refuse(reader, M_EXPECTED_VALUE);
	if (!enter(reader))
		return NULL;
	expr = new_binary(reader, '-', expr, read_factor(reader));
	reader->depth--;
	return expr;
}

static struct expr *read_product(struct reader *reader)
{
	struct expr *left = read_factor(reader);

	for (;;) {
		struct expr *right;
		char op;

		skip_blanks(reader);
		if (!left || !*reader->at || !strchr("*/%&", *reader->at))
			return left;
		op = *reader->at++;
		right = read_factor(reader);
		left = new_binary(reader, op, left, right);
	}
}

static struct expr *read_sum(struct reader *reader)
{
	struct expr *left;

	if (!enter(reader))
		return NULL;
	left = read_product(reader);
	for (;;) {
		struct expr *right;
		char op;

		skip_blanks(reader);
		if (!left || (*reader->at != '+' && *reader->at != '-') ||
			text_starts(reader->at, "+-"))
			break;
		op = *reader->at++;
		right = read_product(reader);
		left = new_binary(reader, op, left, right);
	}
	reader->depth--;
	return left;
}

struct expr *expr_parse(struct pool *pool, const char *text, struct err *err)
{
	struct reader reader = {.pool = pool, .at = text, .err = err};
	struct expr *expr = read_sum(&reader);

	skip_blanks(&reader);
	if (expr && *reader.at)
		return refuse(&reader, M_EXPECTED_OPERATOR);
	return expr;
}

static enum relation read_relation(struct reader *reader)
{
	static const enum relation order[] = {RELATION_EQUAL, RELATION_UNEQUAL,
		RELATION_LESS_EQUAL, RELATION_GREATER_EQUAL, RELATION_LESS,
		RELATION_GREATER};

	skip_blanks(reader);
	for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
		if (text_starts(reader->at, relations[order[i]])) {
			reader->at += strlen(relations[order[i]]);
			return order[i];
		}
	}
	return RELATION_NONE;
}

static struct side *read_side(struct reader *reader, enum relation relation)
{
	struct side *side = pool_alloc(reader->pool, sizeof *side);
	const char *start;
	size_t length;

	skip_blanks(reader);
	start = reader->at;
	side->relation = relation;
	side->expr = read_sum(reader);
	if (!side->expr)
		return NULL;
	length = (size_t)(reader->at - start);
	while (length > 0 && start[length - 1] == ' ')
		length--;
	side->source = pool_copy(reader->pool, start, length);
	return side;
}

/* Alone, without a relation, only same(…) says something that is true or false. */
static bool is_truth(const struct condition *condition)
{
	const struct expr *expr = condition->sides->expr;

	return condition->sides->next ||
		(expr->kind == EXPR_CALL && expr->function == FUNCTION_SAME);
}

struct condition *condition_parse(struct pool *pool, const char *text, struct err *err)
{
	struct reader reader = {.pool = pool, .at = text, .err = err};
	struct condition *condition = pool_alloc(pool, sizeof *condition);
	struct side **last = &condition->sides;
	enum relation relation = RELATION_NONE;

	do {
		*last = read_side(&reader, relation);
		if (!*last)
			return NULL;
		last = &(*last)->next;
		relation = read_relation(&reader);
	} while (relation != RELATION_NONE);
	if (condition->sides->next && text_starts(reader.at, "+-")) {
		reader.at += 2;
		condition->tolerance = read_sum(&reader);
		if (!condition->tolerance)
			return NULL;
		skip_blanks(&reader);
	}
	if (*reader.at || !is_truth(condition)) {
		refuse(&reader, M_EXPECTED_RELATION);
		return NULL;
	}
	return condition;
}

const char *relation_text(enum relation relation)
{
	return relations[relation];
}

int expr_names(const struct expr *expr, bool series, name_visitor *visit, void *context)
{
	bool takes_series = expr->kind == EXPR_CALL && expr->function >= FUNCTION_MIN;

	if (expr->kind == EXPR_NAME)
		return visit(expr, series, context);
	if (expr->kind == EXPR_BINARY)
		return expr_names(expr->left, false, visit, context) == 0 &&
				expr_names(expr->right, false, visit, context) == 0
			? 0
			: -1;
	if (expr->kind == EXPR_CALL)
		for (const struct expr *arg = expr->left; arg; arg = arg->next)
			if (expr_names(arg, takes_series, visit, context) != 0)
				return -1;
	return 0;
}
