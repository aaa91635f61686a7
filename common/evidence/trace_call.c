/* SPDX-License-Identifier: MIT */
#include "trace_call.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *trace_call_skip_text(const char *at)
{
	for (at++; *at && *at != '"'; at++)
		if (*at == '\\' && at[1])
			at++;
	return *at ? at + 1 : at;
}

/* The comma or the bracket that ends the argument that begins here. */
static const char *end_of_argument(const char *at)
{
	int depth = 0;

	while (*at && !(depth == 0 && (*at == ',' || *at == ')'))) {
		if (*at == '"') {
			at = trace_call_skip_text(at);
			continue;
		}
		depth += strchr("([{", *at) ? 1 : strchr(")]}", *at) ? -1 : 0;
		at++;
	}
	return at;
}

/* "= 0x5000", "= -1 ENOMEM (…)" or "= ?". */
static void read_result(const char *at, struct trace_call *call)
{
	bool hex;

	at = at ? strchr(at, '=') : NULL;
	if (!at)
		return;
	at += strspn(at, "= ");
	call->succeeded =
		number_read(at, strlen(at), &call->result, &hex) > 0 && *at != '-';
}

bool trace_call_read(const struct line *line, struct trace_call *call)
{
	const char *at = line->text;

	*call = (struct trace_call){.text = at};
	while (isalnum((unsigned char)*at) || *at == '_')
		at++;
	call->name_length = (size_t)(at - line->text);
	if (call->name_length == 0 || *at != '(')
		return false;
	while (*at && *at != ')' && call->count < MOST_TRACE_ARGUMENTS) {
		at = at + 1 + strspn(at + 1, " ");
		call->arguments[call->count] = at;
		at = end_of_argument(at);
		call->lengths[call->count] = (size_t)(at - call->arguments[call->count]);
		call->count += *at != ')' || call->lengths[call->count] > 0;
	}
	read_result(*at == ')' ? at + 1 : NULL, call);
	return true;
}

bool trace_call_is(const struct trace_call *call, const char *name)
{
	return strlen(name) == call->name_length &&
		strncmp(call->text, name, call->name_length) == 0;
}

number trace_call_number(const struct trace_call *call, int argument)
{
	number value = 0;
	bool hex;

	if (argument < call->count)
		number_read(
			call->arguments[argument], call->lengths[argument], &value, &hex);
	return value;
}

bool trace_call_has(const struct trace_call *call, int argument, const char *word)
{
	return argument < call->count &&
		memmem(call->arguments[argument], call->lengths[argument], word,
			strlen(word));
}

number trace_call_field(const struct trace_call *call, const char *name)
{
	for (int i = 0; i < call->count; i++) {
		const char *at =
			memmem(call->arguments[i], call->lengths[i], name, strlen(name));
		number value;
		bool hex;

		if (at &&
			number_read(
				at + strlen(name), strlen(at + strlen(name)), &value, &hex))
			return value;
	}
	return -1;
}

size_t trace_call_written(const struct line *line, int descriptor)
{
	struct trace_call call;

	if (!trace_call_read(line, &call) || !call.succeeded ||
		(!trace_call_is(&call, "write") && !trace_call_is(&call, "writev")) ||
		trace_call_number(&call, 0) != descriptor)
		return 0;
	return (size_t)call.result;
}
