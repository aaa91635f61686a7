/* SPDX-License-Identifier: MIT */
#include "expr.h"

#include <ctype.h>
#include <string.h>

#include "../base/text.h"
#include "../elf/elf_names.h"
#include "expr_reader.h"
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

void expr_skip_blanks(struct expr_reader *reader)
{
	while (*reader->at == ' ' || *reader->at == '\t')
		reader->at++;
}

bool expr_take(struct expr_reader *reader, char c)
{
	expr_skip_blanks(reader);
	if (*reader->at != c)
		return false;
	reader->at++;
	return true;
}

struct expr *expr_refuse(struct expr_reader *reader, const char *expected)
{
	expr_skip_blanks(reader);
	err_set(reader->err, M_EXPR_EXPECTED, expected,
		*reader->at ? reader->at : M_END_OF_LINE);
	return NULL;
}

static bool enter(struct expr_reader *reader)
{
	if (reader->depth == DEEPEST) {
		err_set(reader->err, M_EXPR_TOO_DEEP, DEEPEST);
		return false;
	}
	reader->depth++;
	return true;
}

struct expr *expr_new(struct expr_reader *reader, enum expr_kind kind)
{
	struct expr *expr = pool_alloc(reader->pool, sizeof *expr);

	expr->kind = kind;
	return expr;
}

static struct expr *new_binary(
	struct expr_reader *reader, char op, struct expr *left, struct expr *right)
{
	struct expr *expr = expr_new(reader, EXPR_BINARY);

	if (right && ++reader->terms > MOST_TERMS) {
		err_set(reader->err, M_EXPR_TOO_LONG, MOST_TERMS);
		return NULL;
	}
	expr->op = op;
	expr->left = left;
	expr->right = right;
	return right ? expr : NULL;
}

const char *expr_word(struct expr_reader *reader)
{
	const char *start = reader->at;

	if (!isalpha((unsigned char)*start) && *start != '_')
		return NULL;
	while (isalnum((unsigned char)*reader->at) || *reader->at == '_')
		reader->at++;
	return pool_copy(reader->pool, start, (size_t)(reader->at - start));
}

static struct expr *read_name(struct expr_reader *reader)
{
	struct expr *expr = expr_new(reader, EXPR_NAME);

	expr->name = expr_word(reader);
	if (!expr->name)
		return expr_refuse(reader, M_EXPECTED_NAME);
	if (*reader->at != '.' || reader->at[1] == '.') /* that is a range */
		return expr;
	reader->at++;
	expr->run = expr->name;
	expr->name = expr_word(reader);
	return expr->name ? expr : expr_refuse(reader, M_EXPECTED_NAME_OF_RUN);
}

static struct expr *read_arguments(struct expr_reader *reader, size_t which)
{
	struct expr *call = expr_new(reader, EXPR_CALL);
	struct expr **last = &call->left;
	int count = 0;

	call->function = functions[which].function;
	call->name = functions[which].name;
	do {
		*last = expr_sum(reader);
		if (!*last)
			return NULL;
		last = &(*last)->next;
		count++;
	} while (expr_take(reader, ','));
	if (!expr_take(reader, ')'))
		return expr_refuse(reader, ")");
	if (functions[which].arguments && count != functions[which].arguments) {
		err_set(reader->err, M_EXPR_ARGUMENTS, functions[which].name,
			functions[which].arguments, count);
		return NULL;
	}
	return call;
}

static struct expr *constant_or_fact(struct expr_reader *reader, const char *word)
{
	number value;
	struct expr *expr;

	if (elf_constant(word, &value)) {
		expr = expr_new(reader, EXPR_NUMBER);
		expr->value = value;
		return expr;
	}
	expr = expr_new(reader, EXPR_FACT);
	expr->name = word;
	return expr;
}

static struct expr *read_fact_or_call(struct expr_reader *reader)
{
	const char *word = expr_word(reader);
	struct expr *expr;

	reader->err->message[0] = '\0';
	expr = expr_reading(reader, word);
	if (expr || reader->err->message[0])
		return expr;
	if (!expr_take(reader, '('))
		return constant_or_fact(reader, word);
	for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
		if (strcmp(word, functions[i].name) == 0)
			return read_arguments(reader, i);
	err_set(reader->err, M_EXPR_NO_FUNCTION, word);
	return NULL;
}

/* "2.42" is the version 2.42, held as 2042, so that versions compare as numbers. */
static struct expr *read_minor_version(struct expr_reader *reader, struct expr *major)
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

static struct expr *read_factor(struct expr_reader *reader)
{
	struct expr *expr;
	size_t used;

	expr_skip_blanks(reader);
	if (expr_take(reader, '$'))
		return read_name(reader);
	if (expr_take(reader, '(')) {
		expr = expr_sum(reader);
		if (expr && !expr_take(reader, ')'))
			return expr_refuse(reader, ")");
		return expr;
	}
	expr = expr_new(reader, EXPR_NUMBER);
	used = number_read_quantity(
		reader->at, strlen(reader->at), &expr->value, &expr->hex);
	reader->at += used;
	if (used)
		return read_minor_version(reader, expr);
	if (isalpha((unsigned char)*reader->at))
		return read_fact_or_call(reader);
	if (!expr_take(reader, '-'))
		return expr_refuse(reader, M_EXPECTED_VALUE);
	if (!enter(reader))
		return NULL;
	expr = new_binary(reader, '-', expr, read_factor(reader));
	reader->depth--;
	return expr;
}

static struct expr *read_product(struct expr_reader *reader)
{
	struct expr *left = read_factor(reader);

	for (;;) {
		struct expr *right;
		char op;

		expr_skip_blanks(reader);
		if (!left || !*reader->at || !strchr("*/%&", *reader->at))
			return left;
		op = *reader->at++;
		right = read_factor(reader);
		left = new_binary(reader, op, left, right);
	}
}

struct expr *expr_sum(struct expr_reader *reader)
{
	struct expr *left;

	if (!enter(reader))
		return NULL;
	left = read_product(reader);
	for (;;) {
		struct expr *right;
		char op;

		expr_skip_blanks(reader);
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
	struct expr_reader reader = {.pool = pool, .at = text, .err = err};
	struct expr *expr = expr_sum(&reader);

	expr_skip_blanks(&reader);
	if (expr && *reader.at)
		return expr_refuse(&reader, M_EXPECTED_OPERATOR);
	return expr;
}

int expr_parts(const struct expr *expr, bool series, expr_visitor *visit, void *context)
{
	bool takes_series = expr->kind == EXPR_CALL && expr->function >= FUNCTION_MIN;

	if (visit(expr, series, context) != 0)
		return -1;
	if (expr->kind == EXPR_CALL) {
		for (const struct expr *arg = expr->left; arg; arg = arg->next)
			if (expr_parts(arg, takes_series, visit, context) != 0)
				return -1;
		return 0;
	}
	if (expr->left && expr_parts(expr->left, false, visit, context) != 0)
		return -1;
	return expr->right ? expr_parts(expr->right, false, visit, context) : 0;
}

/* Passes on the names of an expression's parts. */
struct names_context {
	expr_visitor *visit;
	void *context;
};

static int visit_name(const struct expr *part, bool series, void *context)
{
	const struct names_context *names = context;

	return part->kind == EXPR_NAME ? names->visit(part, series, names->context) : 0;
}

int expr_names(const struct expr *expr, bool series, expr_visitor *visit, void *context)
{
	struct names_context names = {.visit = visit, .context = context};

	return expr_parts(expr, series, visit_name, &names);
}
