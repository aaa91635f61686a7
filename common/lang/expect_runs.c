/* SPDX-License-Identifier: MIT */
#include "expect_reader.h"

#include <ctype.h>
#include <string.h>

#include "../base/text.h"
#include "messages.h"

enum { MOST_TIMES = 1000 };

/* One option of a run: reads `value` into the run, or fails with what it expected. */
struct option {
	const char *name;
	int (*read)(struct expect_reader *reader, struct run_spec *run, const char *value);
};

static int expected(struct expect_reader *reader, const char *what, const char *value)
{
	return err_set(reader->err, M_EXPECT_VALUE, what, *value ? value : M_END_OF_LINE);
}

static int read_times(struct expect_reader *reader, struct run_spec *run, const char *value)
{
	number times;
	bool hex;
	size_t used = number_read(value, strlen(value), &times, &hex);

	if (!used || value[used] || times < 1 || times > MOST_TIMES)
		return expected(reader, M_EXPECTED_TIMES, value);
	run->times = (int)times;
	return 0;
}

static int read_aslr(struct expect_reader *reader, struct run_spec *run, const char *value)
{
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

static int read_thp(struct expect_reader *reader, struct run_spec *run, const char *value)
{
	run->huge_pages = strcmp(value, "on") == 0;
	if (!run->huge_pages && strcmp(value, "off") != 0)
		return expected(reader, M_EXPECTED_THP, value);
	return 0;
}

static int read_layout(
	struct expect_reader *reader, struct run_spec *run, const char *value)
{
	run->legacy_layout = strcmp(value, "legacy") == 0;
	if (!run->legacy_layout && strcmp(value, "default") != 0)
		return expected(reader, M_EXPECTED_LAYOUT, value);
	return 0;
}

static int read_zero_page(
	struct expect_reader *reader, struct run_spec *run, const char *value)
{
	run->zero_page = strcmp(value, "mapped") == 0;
	if (!run->zero_page && strcmp(value, "unmapped") != 0)
		return expected(reader, M_EXPECTED_ZERO_PAGE, value);
	return 0;
}

static int read_user(struct expect_reader *reader, struct run_spec *run, const char *value)
{
	if (!*value || strchr(value, ' '))
		return expected(reader, M_EXPECTED_USER, value);
	run->as_caller = strcmp(value, "caller") == 0;
	run->user = run->as_caller ? NULL : value;
	return 0;
}

static int read_limit(struct expect_reader *reader, struct run_spec *run, const char *value)
{
	static const char stack[] = "stack ";
	const char *size = value + sizeof stack - 1;

	if (!text_starts(value, stack))
		return expected(reader, "stack SIZE", value);
	return number_read_limit(size, &run->stack)
		? 0
		: expected(reader, M_EXPECTED_SIZE, size);
}

static int read_env(struct expect_reader *reader, struct run_spec *run, const char *value)
{
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

static int read_input(struct expect_reader *reader, struct run_spec *run, const char *value)
{
	return read_quoted(reader, value, &run->input);
}

static int read_press(struct expect_reader *reader, struct run_spec *run, const char *value)
{
	return read_quoted(reader, value, &run->press);
}

static int read_stdout(
	struct expect_reader *reader, struct run_spec *run, const char *value)
{
	run->stdout_pipe = strcmp(value, "pipe") == 0;
	if (!run->stdout_pipe && strcmp(value, "terminal") != 0)
		return expected(reader, M_EXPECTED_STDOUT, value);
	return 0;
}

static int read_malloc(
	struct expect_reader *reader, struct run_spec *run, const char *value)
{
	if (strcmp(value, "told") != 0)
		return expected(reader, "told", value);
	run->malloc_told = true;
	return 0;
}

static int read_faults(
	struct expect_reader *reader, struct run_spec *run, const char *value)
{
	if (strcmp(value, "perf stat") != 0)
		return expected(reader, "perf stat", value);
	run->perf_stat = true;
	return 0;
}

static int read_in_full(
	struct expect_reader *reader, struct run_spec *run, const char *value)
{
	size_t length = strspn(value, "abcdefghijklmnopqrstuvwxyz0123456789_");

	if (length == 0 || value[length])
		return expected(reader, M_EXPECTED_CALL, value);
	run->in_full = value;
	return 0;
}

static const struct option options[] = {
	{"times", read_times},
	{"aslr", read_aslr},
	{"layout", read_layout},
	{"zero page", read_zero_page},
	{"thp", read_thp},
	{"user", read_user},
	{"limit", read_limit},
	{"env", read_env},
	{"input", read_input},
	{"press", read_press},
	{"stdout", read_stdout},
	{"malloc", read_malloc},
	{"faults", read_faults},
	{"in full", read_in_full},
};

static const char *option_names(struct expect_reader *reader)
{
	const char *names = "";

	for (size_t i = 0; i < sizeof options / sizeof *options; i++)
		names = pool_printf(
			reader->pool, "%s%s%s", names, i ? ", " : "", options[i].name);
	return names;
}

/* `seen` has a bit for each option that was read already. */
static int read_option(struct expect_reader *reader, struct run_spec *run,
	const struct source_line *line, unsigned *seen)
{
	const char *text = reader_uncommented(reader, line->text);
	const char *colon = strchr(text, ':');
	size_t length = colon ? (size_t)(colon - text) : strlen(text);
	const char *value = colon ? colon + 1 : "";

	while (*value == ' ' || *value == '\t')
		value++;
	for (size_t i = 0; colon && i < sizeof options / sizeof *options; i++) {
		if (strlen(options[i].name) != length ||
			memcmp(options[i].name, text, length) != 0)
			continue;
		if (*seen & 1U << i && options[i].read != read_env)
			return reader_fail(
				reader, line->number, M_EXPECT_NOTE_TWICE, line->text);
		*seen |= 1U << i;
		if (options[i].read(reader, run, value) != 0)
			return reader_fail_at(reader, line->number);
		return 0;
	}
	return reader_fail(
		reader, line->number, M_EXPECT_OPTION, line->text, option_names(reader));
}

struct word *reader_words(struct expect_reader *reader, const char **at)
{
	struct word *words = NULL;
	struct word **last = &words;
	const char *text;

	while (**at && (text = reader_word(reader, at))) {
		*last = pool_alloc(reader->pool, sizeof **last);
		(*last)->text = text;
		last = &(*last)->next;
	}
	return words;
}

struct build_spec *reader_find_build(struct expect_reader *reader, const char *name)
{
	for (struct build_spec *build = reader->expect->builds; build; build = build->next)
		if (strcmp(build->name, name) == 0)
			return build;
	return NULL;
}

static struct build_spec *add_build(
	struct expect_reader *reader, const char *name, const char *source, int line)
{
	struct build_spec **last = &reader->expect->builds;

	while (*last)
		last = &(*last)->next;
	*last = pool_alloc(reader->pool, sizeof **last);
	(*last)->name = name;
	(*last)->source = source;
	(*last)->line = line;
	return *last;
}

const char *reader_label(struct expect_reader *reader, const char **at)
{
	const char *rest = *at;
	const char *word = reader_word(reader, &rest);
	size_t length = word ? strlen(word) : 0;

	if (length < 2 || word[length - 1] != ':')
		return NULL;
	*at = rest;
	return pool_copy(reader->pool, word, length - 1);
}

int reader_build(struct expect_reader *reader, const struct source_line *line)
{
	const char *at = reader_uncommented(reader, line->text) + strlen("build");
	const char *name = reader_label(reader, &at);
	const char *source = reader_word(reader, &at);
	struct build_spec *build;

	if (!name || !source || !reader_is_name(name))
		return reader_fail(reader, line->number, M_EXPECT_BUILD, line->text);
	if (reader_find_build(reader, name))
		return reader_fail(reader, line->number, M_EXPECT_TWICE, name);
	if (strchr(source, '/'))
		return reader_fail(reader, line->number, M_EXPECT_SOURCE, source);
	reader->err->message[0] = '\0';
	build = add_build(reader, name, source, line->number);
	build->flags = reader_words(reader, &at);
	return *at ? reader_fail_at(reader, line->number) : 0;
}

/* The build a run names, or one made of the source file of that name. */
static const struct build_spec *build_of_run(
	struct expect_reader *reader, const char *name, int line)
{
	const struct build_spec *build = reader_find_build(reader, name);

	if (build || !reader_is_name(name))
		return build;
	return add_build(reader, name, pool_printf(reader->pool, "%s.c", name), line);
}

static int add_run(struct expect_reader *reader, struct run_spec *run)
{
	struct run_spec **last = &reader->expect->runs;

	if (!reader_is_name(run->name))
		return reader_fail(reader, run->line, M_EXPECT_RUN, run->name);
	if (reader_find_owner(reader, run->name))
		return reader_fail(reader, run->line, M_EXPECT_TWICE, run->name);
	while (*last)
		last = &(*last)->next;
	*last = run;
	return 0;
}

int reader_run(struct expect_reader *reader, const struct source_line *line)
{
	const char *at = reader_uncommented(reader, line->text) + strlen("run");
	struct run_spec *run = pool_alloc(reader->pool, sizeof *run);
	const struct source_line *option;
	const char *program;
	unsigned seen = 0;

	run->times = 1;
	run->line = line->number;
	run->name = reader_label(reader, &at);
	program = reader_word(reader, &at);
	if (!program)
		return reader_fail(reader, line->number, M_EXPECT_RUN, line->text);
	run->name = run->name ? run->name : program;
	run->build = build_of_run(reader, program, line->number);
	if (!run->build)
		return reader_fail(reader, line->number, M_EXPECT_RUN, program);
	run->args = reader_words(reader, &at);
	if (*at)
		return reader_fail_at(reader, line->number);
	while ((option = reader_peek(reader)) && option->indent > line->indent) {
		reader->at++;
		if (read_option(reader, run, option, &seen) != 0)
			return -1;
	}
	return add_run(reader, run);
}
