/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "../base/locale.h"
#include "../base/file.h"
#include "../base/text.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { MOST_CONVERSIONS = 16 };

/* The conversions of a sentence by the argument they print. */
struct conversions {
	char of[MOST_CONVERSIONS][16]; /* "s", "zu", "02d" */
	int count;
	bool positional;
};

/* Reads the "2$" of "%2$s"; the argument's number from 0, or the next one in order. */
static int read_position(const char **at, struct conversions *found)
{
	const char *digits = *at;

	while (isdigit((unsigned char)*digits))
		digits++;
	if (digits == *at || *digits != '$')
		return found->count;
	found->positional = true;
	digits = *at;
	*at += strspn(*at, "0123456789") + 1;
	return atoi(digits) - 1;
}

static const char *read_conversion(
	const char *at, const char *name, struct conversions *found)
{
	size_t length;
	int position;

	if (*at == '%')
		return at + 1;
	position = read_position(&at, found);
	length = strspn(at, "-+ #0123456789.lzjth") + 1;
	if (!at[length - 1] || !strchr("diuxXcsgfp", at[length - 1]))
		return at; /* a sentence that is no format, about the operator % */
	cr_assert(position >= 0 && position < MOST_CONVERSIONS && length < 16, "%s", name);
	cr_assert_eq(found->of[position][0], '\0', "%s prints an argument twice", name);
	memcpy(found->of[position], at, length);
	found->count++;
	return at + length;
}

static struct conversions read_conversions(const char *sentence, const char *name)
{
	struct conversions found = {.count = 0};

	while ((sentence = strchr(sentence, '%')))
		sentence = read_conversion(sentence + 1, name, &found);
	for (int i = 0; i < found.count; i++)
		cr_assert(found.of[i][0], "%s leaves out argument %d", name, i + 1);
	return found;
}

/* One block of the catalogue: its name and both sentences, put together. */
struct block {
	const char *name;
	const char *sentence[LANGUAGES];
};

static bool ends_line(const char *sentence)
{
	size_t length = strlen(sentence);

	return length >= 2 && strcmp(sentence + length - 2, "\\n") == 0;
}

static void hold_twins_together(const struct block *block)
{
	struct conversions english =
		read_conversions(block->sentence[ENGLISH], block->name);
	struct conversions chinese =
		read_conversions(block->sentence[CHINESE], block->name);

	cr_assert_eq(english.count, chinese.count, "%s", block->name);
	for (int i = 0; i < english.count; i++)
		cr_assert_str_eq(english.of[i], chinese.of[i], "%s, argument %d",
			block->name, i + 1);
	for (int i = 0; i < LANGUAGES; i++) {
		size_t length = strlen(block->sentence[i]);

		cr_assert_gt(length, 0, "%s says nothing in language %d", block->name, i);
		cr_assert(text_utf8_length(block->sentence[i], length), "%s", block->name);
	}
	cr_assert_eq(ends_line(block->sentence[ENGLISH]),
		ends_line(block->sentence[CHINESE]),
		"%s ends with a line end in one language only", block->name);
}

/* The lines of a block after its name: two sentences, each of one line or more. */
static int read_block(struct pool *pool, const struct lines *lines, int at)
{
	struct block block = {.name = lines->at[at++].text};
	int which = -1;

	while (at < lines->count && lines->at[at].text[0] == ' ') {
		const char *text = lines->at[at++].text;

		if (!text_starts(text, "    ")) {
			cr_assert_lt(
				++which, LANGUAGES, "%s has a third sentence", block.name);
			block.sentence[which] = text + 2;
		} else {
			cr_assert_geq(which, 0, "%s has no first line", block.name);
			block.sentence[which] =
				pool_printf(pool, "%s%s", block.sentence[which], text + 4);
		}
	}
	cr_assert_eq(which, CHINESE, "%s lacks a twin", block.name);
	hold_twins_together(&block);
	return at;
}

Test(catalogue, both_languages_print_the_same_arguments)
{
	struct pool pool = {0};
	struct bytes bytes;
	struct lines lines;
	struct err err;
	int blocks = 0;

	cr_assert_eq(file_read(&pool, "common/base/messages.txt", &bytes, &err), 0);
	lines = text_lines(&pool, bytes.data, bytes.size);
	for (int i = 0; i < lines.count;) {
		if (islower((unsigned char)lines.at[i].text[0])) {
			i = read_block(&pool, &lines, i);
			blocks++;
		} else {
			i++;
		}
	}
	cr_assert_gt(blocks, 150, "only %d blocks were found", blocks);
	pool_free(&pool);
}

Test(catalogue, a_conversion_is_told_by_its_argument)
{
	struct conversions found = read_conversions("%2$s: %1$02d%%, %3$zu", "sample");

	cr_assert(found.positional);
	cr_assert_eq(found.count, 3);
	cr_assert_str_eq(found.of[0], "02d");
	cr_assert_str_eq(found.of[1], "s");
	cr_assert_str_eq(found.of[2], "zu");
}

static const struct {
	const char *asked;
	const char *remembered;
	const char *variables[4]; /* LANGUAGE, LC_ALL, LC_MESSAGES, LANG */
	enum language chosen;
	bool known;
} choices[] = {
	{NULL, NULL, {NULL, NULL, NULL, NULL}, ENGLISH, true},
	{"zh", "en", {"en", "en_US.UTF-8", "en", "en"}, CHINESE, true},
	{"en", "zh", {"zh", "zh_CN.UTF-8", "zh", "zh"}, ENGLISH, true},
	{NULL, "zh", {"en", "en_US.UTF-8", "en", "en"}, CHINESE, true},
	{"", "zh", {"en", NULL, NULL, NULL}, CHINESE, true},
	{NULL, "", {"zh", NULL, NULL, NULL}, CHINESE, true},
	{NULL, NULL, {"zh_CN:en", "en_US.UTF-8", NULL, NULL}, CHINESE, true},
	/* LANGUAGE is a list, and the plain locale knows no languages */
	{NULL, NULL, {"fr:zh_CN", NULL, NULL, "en_US.UTF-8"}, CHINESE, true},
	{NULL, NULL, {"fr:en:zh_CN", NULL, NULL, "zh_CN.UTF-8"}, ENGLISH, true},
	{NULL, NULL, {":zh_CN", NULL, NULL, "en_US.UTF-8"}, CHINESE, true},
	{NULL, NULL, {"fr:de", NULL, NULL, "zh_CN.UTF-8"}, CHINESE, true},
	{NULL, NULL, {"zh", "C", NULL, NULL}, ENGLISH, true},
	{NULL, NULL, {"zh", NULL, NULL, "POSIX"}, ENGLISH, true},
	{"zh", NULL, {"zh", "C", NULL, NULL}, CHINESE, true},
	{NULL, NULL, {NULL, "zh_CN.UTF-8", "C", "C"}, CHINESE, true},
	{NULL, NULL, {NULL, "C", "zh_CN", "zh_CN"}, ENGLISH, true},
	{NULL, NULL, {"", "", "zh_TW", "en_US"}, CHINESE, true},
	{NULL, NULL, {NULL, NULL, "", "zh_CN.GB18030"}, CHINESE, true},
	{NULL, NULL, {NULL, "C.UTF-8", NULL, "zh_CN"}, ENGLISH, true},
	{NULL, NULL, {NULL, "de_DE.UTF-8", NULL, "zh_CN"}, ENGLISH, true},
	{NULL, NULL, {NULL, NULL, NULL, "POSIX"}, ENGLISH, true},
	{"fr", NULL, {NULL, NULL, NULL, "zh_CN.UTF-8"}, CHINESE, false},
	{"klingon", "zh", {NULL, NULL, NULL, NULL}, CHINESE, false},
	{"fr", NULL, {NULL, NULL, NULL, NULL}, ENGLISH, false},
};

Test(catalogue, the_language_asked_for_wins_over_the_remembered_and_the_locale)
{
	static const char *const names[] = {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"};

	for (size_t i = 0; i < COUNT(choices); i++) {
		bool known;

		for (size_t v = 0; v < COUNT(names); v++) {
			const char *value = choices[i].variables[v];

			if (value)
				setenv(names[v], value, 1);
			else
				unsetenv(names[v]);
		}
		language = ENGLISH;
		known = language_choose(choices[i].asked, choices[i].remembered);
		cr_assert_eq(known, choices[i].known, "case %zu", i);
		cr_assert_eq(language, choices[i].chosen, "case %zu", i);
	}
}
