/* SPDX-License-Identifier: MIT */
#include "source_scope.h"

/* --- declarations --------------------------------------------------------------------- */

/* Does a statement, or the head of a for, begin behind the token? */
static bool is_border(const struct source_tokens *tokens, int index)
{
	return index < 0 ||
		(tokens->at[index].ends && !source_token_is(tokens, index, ")")) ||
		(source_token_is(tokens, index, "(") &&
			source_token_is(tokens, index - 1, "for"));
}

/* Does the statement begin with a type, of which more than a name is behind it? */
static bool begins_with_type(const struct source_tokens *tokens, int index)
{
	int from = source_tokens_statement(tokens, index);

	return tokens->at[index].nest == 0 && source_token_is_name(tokens, from) &&
		(source_token_is_name(tokens, from + 1) ||
			source_token_is(tokens, from + 1, "*"));
}

static bool ends_declarator(const struct source_tokens *tokens, int index)
{
	return source_token_is(tokens, index, ";") || source_token_is(tokens, index, ",") ||
		source_token_is(tokens, index, "[") ||
		(source_token_is(tokens, index, "=") &&
			!source_tokens_are(tokens, index, "=="));
}

bool source_is_declared(const struct source_tokens *tokens, int name)
{
	int before = name - 1;

	if (!ends_declarator(tokens, name + 1))
		return false;
	while (source_token_is(tokens, before, "*"))
		before--;
	if (source_token_is(tokens, before, ","))
		return begins_with_type(tokens, before);
	if (!source_token_is_name(tokens, before))
		return false;
	while (source_token_is_name(tokens, before) || source_token_is(tokens, before, "*"))
		before--;
	return is_border(tokens, before) && source_token_is_name(tokens, before + 1);
}

/* --- functions ------------------------------------------------------------------------ */

static bool same(const struct source_tokens *tokens, int a, int b)
{
	return source_token_same(&tokens->at[a], &tokens->at[b]);
}

int source_function_named(const struct source_tokens *tokens, int name)
{
	for (int i = 0; i < tokens->function_count; i++)
		if (same(tokens, tokens->functions[i].name, name))
			return i;
	return -1;
}

/* How many commas stand between a bracket and a token in it, without those further inside. */
static int commas(const struct source_tokens *tokens, int open, int index)
{
	int count = 0;

	for (int i = open + 1; i < index; i++)
		count += tokens->at[i].nest == tokens->at[open].nest + 1 &&
			source_token_is(tokens, i, ",");
	return count;
}

int source_parameter(const struct source_tokens *tokens, int function, int name)
{
	int open;

	if (function < 0)
		return -1;
	open = tokens->functions[function].open;
	for (int i = open + 1; i < tokens->functions[function].body; i++)
		if (same(tokens, i, name) &&
			(source_token_is(tokens, i + 1, ",") ||
				source_token_is(tokens, i + 1, ")") ||
				source_token_is(tokens, i + 1, "[")))
			return commas(tokens, open, i);
	return -1;
}

bool source_is_const_for(const struct source_tokens *tokens, int call, int at)
{
	int function = source_function_named(tokens, call);
	int open;
	int which;

	if (function < 0)
		return false;
	open = tokens->functions[function].open;
	which = commas(tokens, call + 1, at);
	for (int i = open + 1; i < tokens->functions[function].body; i++)
		if (source_token_is(tokens, i, "const") && commas(tokens, open, i) == which)
			return true;
	return false;
}

/* --- blocks --------------------------------------------------------------------------- */

/* The first block from there on, or the end of the statement, whichever is there first. */
static int first_block(const struct source_tokens *tokens, int from)
{
	while (from < tokens->count && !source_token_is(tokens, from, "{") &&
		!(source_token_is(tokens, from, ";") && tokens->at[from].ends))
		from++;
	return from;
}

/* The last token of the block that begins there, or of the statement. */
static int end_of_body(const struct source_tokens *tokens, int from)
{
	int open = first_block(tokens, from);
	int index = open + 1;

	if (!source_token_is(tokens, open, "{"))
		return open;
	while (index < tokens->count && tokens->at[index].braces > tokens->at[open].braces)
		index++;
	return index;
}

/* Behind what a declaration is valid in: its block, or the loop of a for. */
static int scope_end(const struct source_tokens *tokens, int declared)
{
	int open = source_tokens_opening(tokens, declared);
	int index = declared;

	if (open >= 0)
		return end_of_body(tokens, source_tokens_closing(tokens, open) + 1);
	while (index < tokens->count &&
		tokens->at[index].braces >= tokens->at[declared].braces)
		index++;
	return index;
}

int source_declaration(const struct source_tokens *tokens, int at, int name)
{
	int function = tokens->at[at].function;

	for (int i = at; i >= 0 && function >= 0 && tokens->at[i].function == function; i--)
		if (same(tokens, i, name) && source_is_declared(tokens, i) &&
			scope_end(tokens, i) > at)
			return i;
	return -1;
}

bool source_is_local(const struct source_tokens *tokens, int at, int name)
{
	return source_declaration(tokens, at, name) >= 0 ||
		source_parameter(tokens, tokens->at[at].function, name) >= 0;
}

/* Where the body of a loop begins whose first word stands there; -1: it is none. */
static int body_of(const struct source_tokens *tokens, int index)
{
	if (source_token_is(tokens, index, "do"))
		return index + 1;
	if (source_token_is(tokens, index, "for") ||
		source_token_is(tokens, index, "while"))
		return source_tokens_closing(tokens, index + 1) + 1;
	return -1;
}

int source_loop_end(const struct source_tokens *tokens, int index)
{
	int function = tokens->at[index].function;
	int from = function < 0 ? index : tokens->functions[function].body;

	for (int i = from; i < index; i++) {
		int body = body_of(tokens, i);
		int end = body < 0 || body > index ? index : end_of_body(tokens, body);

		if (end > index)
			return end;
	}
	return index;
}
