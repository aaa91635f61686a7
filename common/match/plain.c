/* SPDX-License-Identifier: MIT */
#include "plain.h"

#include <ctype.h>
#include <string.h>

/* What follows "(expr)". */
static const char *skip_brackets(const char *at)
{
	int depth = 0;

	for (; *at; at++) {
		depth += (*at == '(') - (*at == ')');
		if (depth == 0)
			return at + 1;
	}
	return at;
}

/* What follows a name, whose dollar stands at `at`. */
static const char *skip_name(const char *at)
{
	static const char *const kinds[] = {":hex", ":word"};

	if (*++at == '(')
		return skip_brackets(at);
	while (isalnum((unsigned char)*at) || *at == '_')
		at++;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strncmp(at, kinds[i], strlen(kinds[i])) == 0)
			return at + strlen(kinds[i]);
	return at;
}

static bool is_name(const char *at)
{
	return *at == '$' && (isalpha((unsigned char)at[1]) || at[1] == '(');
}

const char *plain_text(struct pool *pool, const char *text, const char *name)
{
	const char *plain = "";

	while (*text) {
		const char *end = text;

		while (*end && !is_name(end))
			end++;
		plain = pool_printf(
			pool, "%s%.*s%s", plain, (int)(end - text), text, *end ? name : "");
		text = *end ? skip_name(end) : end;
	}
	return plain;
}
