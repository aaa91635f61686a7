/* SPDX-License-Identifier: MIT */
#include <ctype.h>
#include <string.h>

#include "../base/text.h"
#include "expect_reader.h"
#include "messages.h"

/* The options beneath a run and a tool: each reads what stands behind its colon. */

enum { MOST_TIMES = 1000 };

static int expected(struct expect_reader *reader, const char *what, const char *value)
{
	return err_set(reader->err, M_EXPECT_VALUE, what, *value ? value : M_END_OF_LINE);
}

int reader_times(struct expect_reader *reader, const struct heading *heading)
{
	const char *value = heading->rest;
	struct run_spec *run = heading->run;
	number times;
	bool hex;
	size_t used = number_read(value, strlen(value), &times, &hex);

	if (!used || value[used] || times < 1 || times > MOST_TIMES)
		return expected(reader, M_EXPECTED_TIMES, value);
	run->times = (int)times;
	return 0;
}

int reader_aslr(struct expect_reader *reader, const struct heading *heading)
{
	const char *value = heading->rest;
	struct run_spec *run = heading->run;

	if (strcmp(value, "on") == 0)
		run->randomisation = RANDOMISATION_ON;
	else if (strcmp(value, "off") == 0)
		run->randomisation = RANDOMISATION_OFF;
	else if (strcmp(value, "off if possible") == 0)
		run->randomisation = RANDOMISATION_OFF_PREFERRED;
	else
		return expected(reader, M_EXPECTED_ASLR, value);
	return 0;
}

int reader_thp(struct expect_reader *reader, const struct heading *heading)
{
	const char *value = heading->rest;
	struct run_spec *run = heading->run;

	run->huge_pages = strcmp(value, "on") == 0;
	if (!run->huge_pages && strcmp(value, "off") != 0)
		return expected(reader, M_EXPECTED_THP, value);
	return 0;
}

int reader_layout(struct expect_reader *reader, const struct heading *heading)
{
	const char *value = heading->rest;
	struct run_spec *run = heading->run;

	run->legacy_layout = strcmp(value, "legacy") == 0;
	if (!run->legacy_layout && strcmp(value, "default") != 0)
		return expected(reader, M_EXPECTED_LAYOUT, value);
	return 0;
}

int reader_zero_page(struct expect_reader *reader, const struct heading *heading)
{
	const char *value = heading->rest;
	struct run_spec *run = heading->run;

	run->zero_page = strcmp(value, "mapped") == 0;
	if (!run->zero_page && strcmp(value, "unmapped") != 0)
		return expected(reader, M_EXPECTED_ZERO_PAGE, value);
	return 0;
}

int reader_user(struct expect_reader *reader, const struct heading *heading)
{
	const char *value = heading->rest;
	struct run_spec *run = heading->run;

	if (!*value || strchr(value, ' '))
		return expected(reader, M_EXPECTED_USER, value);
	run->as_caller = strcmp(value, "caller") == 0;
	run->user = run->as_caller ? NULL : value;
	return 0;
}

int reader_limit(struct expect_reader *reader, const struct heading *heading)
{
	const char *value = heading->rest;
	struct run_spec *run = heading->run;
	static const char stack[] = "stack ";
	const char *size = value + sizeof stack - 1;

	if (!text_starts(value, stack))
		return expected(reader, "stack SIZE", value);
	return number_read_limit(size, &run->stack)
		? 0
		: expected(reader, M_EXPECTED_SIZE, size);
}

int reader_env(struct expect_reader *reader, const struct heading *heading)
{
	const char *value = heading->rest;
	struct run_spec *run = heading->run;
	struct word **last = &run->environment;
	const char *name = value;

	while (isalnum((unsigned char)*name) || *name == '_')
		name++;
	if (name == value || *name != '=')
		return expected(reader, "NAME=VALUE", value);
	while (*last)
		last = &(*last)->next;
	*last = pool_alloc(reader->pool, sizeof **last);
	(*last)->text = value;
	return 0;
}

/* A text in double quotes and nothing behind it. */
static int read_quoted(struct expect_reader *reader, const char *value, const char **text)
{
	const char *at = value;

	if (*value != '"')
		return expected(reader, M_EXPECTED_QUOTED, value);
	*text = reader_word(reader, &at);
	if (!*text)
		return -1;
	return *at ? expected(reader, M_END_OF_LINE, at) : 0;
}

int reader_input(struct expect_reader *reader, const struct heading *heading)
{
	const char *value = heading->rest;
	struct run_spec *run = heading->run;

	return read_quoted(reader, value, &run->input);
}

int reader_press(struct expect_reader *reader, const struct heading *heading)
{
	const char *value = heading->rest;
	struct run_spec *run = heading->run;

	return read_quoted(reader, value, &run->press);
}

int reader_stdout_kind(struct expect_reader *reader, const struct heading *heading)
{
	const char *value = heading->rest;
	struct run_spec *run = heading->run;

	run->stdout_pipe = strcmp(value, "pipe") == 0;
	if (!run->stdout_pipe && strcmp(value, "terminal") != 0)
		return expected(reader, M_EXPECTED_STDOUT, value);
	return 0;
}

int reader_malloc(struct expect_reader *reader, const struct heading *heading)
{
	const char *value = heading->rest;
	struct run_spec *run = heading->run;

	if (strcmp(value, "told") != 0)
		return expected(reader, "told", value);
	run->malloc_told = true;
	return 0;
}

int reader_faults(struct expect_reader *reader, const struct heading *heading)
{
	const char *value = heading->rest;
	struct run_spec *run = heading->run;

	if (strcmp(value, "perf stat") != 0)
		return expected(reader, "perf stat", value);
	run->perf_stat = true;
	return 0;
}

int reader_in_full(struct expect_reader *reader, const struct heading *heading)
{
	const char *value = heading->rest;
	struct run_spec *run = heading->run;
	size_t length = strspn(value, "abcdefghijklmnopqrstuvwxyz0123456789_");

	if (length == 0 || value[length])
		return expected(reader, M_EXPECTED_CALL, value);
	run->in_full = value;
	return 0;
}

/* --- of a tool -------------------------------------------------------------------------- */

int reader_needs(struct expect_reader *reader, const struct heading *heading)
{
	if (!*heading->rest)
		return directive_refuse(reader, heading->line, PLACE_TOOL);
	heading->run->tool->needs = heading->rest;
	return 0;
}

int reader_output(struct expect_reader *reader, const struct heading *heading)
{
	if (!*heading->rest)
		return directive_refuse(reader, heading->line, PLACE_TOOL);
	if (strchr(heading->rest, '/'))
		return err_set(reader->err, M_EXPECT_SOURCE, heading->rest);
	heading->run->tool->output = heading->rest;
	return 0;
}
