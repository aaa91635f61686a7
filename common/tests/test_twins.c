/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/text.h"
#include "help.h"

/*
 * What is said in two languages stands in two entries, WORD and WORD.zh, the second right
 * behind the first. test_house.c counts them; here each is held to its own twin. A mark has
 * both languages in its one line.
 */
static const char *const words[] = {
	"says", "why", "hint", "head", "explain", "lab", "part", "aside"};

struct entry {
	int line;
	const char *word; /* NULL when the line is something else */
	bool chinese;
	const char *text; /* what is said, its lines as one */
	int next;         /* the line behind it, from 0 */
};

static size_t indentation_of(const struct line *line)
{
	return (size_t)(text_skip_blanks(line->text) - line->text);
}

/* The text behind WORD: or WORD.zh:, or NULL. A title has a blank in place of the colon. */
static const char *behind_word(const char *text, const char *word, bool chinese)
{
	bool title = strcmp(word, "lab") == 0 || strcmp(word, "part") == 0 ||
		strcmp(word, "aside") == 0;
	const char *end = title ? " " : ":";

	if (!text_starts(text, word))
		return NULL;
	text += strlen(word);
	if (chinese && !text_starts(text, ".zh"))
		return NULL;
	text += chinese ? strlen(".zh") : 0;
	return text_starts(text, end) ? text_skip_blanks(text + 1) : NULL;
}

static void find_word(struct entry *entry, const char *text)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		for (int chinese = 0; chinese < 2; chinese++)
			if (behind_word(text, words[i], chinese)) {
				entry->word = words[i];
				entry->chinese = chinese;
				entry->text = behind_word(text, words[i], chinese);
			}
}

static bool goes_on(const struct line *line, size_t indentation)
{
	const char *text = text_skip_blanks(line->text);

	return *text == '\0' || *text == '#' || indentation_of(line) > indentation;
}

/* The entry at line `at`; the deeper lines below it belong to what is said. */
static struct entry read_entry(struct pool *pool, const struct lines *lines, int at)
{
	const struct line *line = &lines->at[at];
	struct entry entry = {.line = line->number, .text = "", .next = at + 1};

	find_word(&entry, text_skip_blanks(line->text));
	if (!entry.word)
		return entry;
	for (; entry.next < lines->count; entry.next++) {
		const struct line *next = &lines->at[entry.next];

		if (!goes_on(next, indentation_of(line)))
			break;
		if (indentation_of(next) > indentation_of(line))
			entry.text = pool_printf(
				pool, "%s %s", entry.text, text_skip_blanks(next->text));
	}
	return entry;
}

static int columns_of(const char *text)
{
	int columns = 1;

	for (; *text; text++)
		columns += *text == '|';
	return columns;
}

/* What is said in Chinese has a Chinese character, unless it is code, the same in both. */
static void compare_entries(
	FILE *out, const char *path, const struct entry *a, const struct entry *b)
{
	if (!is_in_chinese(b->text) && strcmp(a->text, b->text) != 0)
		fprintf(out, "%s:%d: %s.zh is not in Chinese\n", path, b->line, b->word);
	if (is_in_chinese(a->text))
		fprintf(out, "%s:%d: %s is in Chinese\n", path, a->line, a->word);
	if (strcmp(a->word, "head") == 0 && columns_of(a->text) != columns_of(b->text))
		fprintf(out, "%s:%d: head has %d columns, head.zh has %d\n", path, a->line,
			columns_of(a->text), columns_of(b->text));
}

static void check_mark(
	FILE *out, struct pool *pool, const char *path, const struct line *line)
{
	const char *english = strchr(line->text, '|');
	const char *chinese = english ? strchr(english + 1, '|') : NULL;
	const char *said;

	if (!text_starts(text_skip_blanks(line->text), "mark:"))
		return;
	if (!chinese || !*text_skip_blanks(chinese + 1)) {
		fprintf(out, "%s:%d: mark has no Chinese text\n", path, line->number);
		return;
	}
	said = text_trimmed(pool, english + 1, (size_t)(chinese - english - 1));
	if (!is_in_chinese(chinese) && strcmp(said, text_skip_blanks(chinese + 1)) != 0)
		fprintf(out, "%s:%d: mark is not in Chinese\n", path, line->number);
}

/* The line behind the entry at line `at` and behind its twin. */
static int check_entry(
	FILE *out, struct pool *pool, const char *path, const struct lines *lines, int at)
{
	struct entry entry = read_entry(pool, lines, at);
	struct entry twin = {0};

	check_mark(out, pool, path, &lines->at[at]);
	if (!entry.word)
		return entry.next;
	if (entry.chinese) {
		fprintf(out, "%s:%d: %s.zh has no %s above it\n", path, entry.line,
			entry.word, entry.word);
		return entry.next;
	}
	if (entry.next < lines->count)
		twin = read_entry(pool, lines, entry.next);
	if (!twin.word || strcmp(twin.word, entry.word) != 0 || !twin.chinese) {
		fprintf(out, "%s:%d: %s has no %s.zh below it\n", path, entry.line,
			entry.word, entry.word);
		return entry.next;
	}
	compare_entries(out, path, &entry, &twin);
	return twin.next;
}

/* In English alone, or in Chinese alone. */
static bool speaks_one_language(struct pool *pool, const struct lines *lines)
{
	int said[2] = {0};

	for (int at = 0; at < lines->count;) {
		struct entry entry = read_entry(pool, lines, at);

		if (entry.word)
			said[entry.chinese]++;
		at = entry.next;
	}
	return said[0] == 0 || said[1] == 0;
}

static char *complaints_of_expected(const char *path)
{
	struct pool pool = {0};
	struct lines lines = read_lines(&pool, path);
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);
	bool held = !may_speak_one_language(path) || !speaks_one_language(&pool, &lines);

	for (int at = 0; held && at < lines.count;)
		at = check_entry(out, &pool, path, &lines, at);
	fclose(out);
	pool_free(&pool);
	return text;
}

Test(twins, expected_files_say_everything_in_both_languages)
{
	glob_t found;

	cr_assert_eq(glob("expected/*.expect", 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		char *complaints = complaints_of_expected(found.gl_pathv[i]);

		cr_expect_str_eq(complaints, "", "%s", complaints);
		free(complaints);
	}
	globfree(&found);
}

static const char expected_sample[] =
	"lab    Sample\nlab.zh 例子\n\nrun sample\n\nstdout:\n  sum $sum\n"
	"    says: It prints the sum\n      of two.\n    says.zh: 打印两数\n      之和。\n"
	"    why: Two and two.\n    why.zh: 二加二。\n"
	"    hint: printf(\"4\");\n    hint.zh: printf(\"4\");\n"
	"\ntable:\n  head: what | value\n  head.zh: 项目 | 值\n  row: sum | $sum\n"
	"\npicture sample shown:\n  mark: $sum | the sum | 和\n"
	"\nexplain:\n  Nothing else.\nexplain.zh:\n  仅此而已。\n";

static const struct {
	const char *mistake; /* a command of sed */
	const char *complaint;
} missing[] = {
	{"/lab.zh/d", ":1: lab has no lab.zh below it"},
	{"/says.zh:/,/之和/d", ":8: says has no says.zh below it"},
	{"/ says:/,/of two/d", ":8: says.zh has no says above it"},
	{"/why.zh:/d", ":12: why has no why.zh below it"},
	{"s/why.zh: .*/why.zh: Two and two?/", ":13: why.zh is not in Chinese"},
	{"s/why: .*/why: 二加二。/", ":12: why is in Chinese"},
	{"/hint:/d", ":14: hint.zh has no hint above it"},
	{"s/hint.zh:.*/hint.zh: printf(\"5\");/", ":15: hint.zh is not in Chinese"},
	{"/head.zh:/d", ":18: head has no head.zh below it"},
	{"s/head.zh:.*/head.zh: 项目/", ":18: head has 2 columns, head.zh has 1"},
	{"s/ | 和//", ":23: mark has no Chinese text"},
	{"s/ | 和/ | it/", ":23: mark is not in Chinese"},
	{"/explain.zh/,$d", ":25: explain has no explain.zh below it"},
};

Test(twins, a_planted_gap_in_one_language_is_found)
{
	for (size_t i = 0; i < sizeof missing / sizeof *missing; i++) {
		char *folder = temp_make();
		char path[256];
		char *before, *after;
		struct ran ran;

		put_file(folder, "sample.expect", "%s", expected_sample);
		snprintf(path, sizeof path, "%s/sample.expect", folder);
		before = complaints_of_expected(path);
		ran = sh("sed -i '%s' '%s'", missing[i].mistake, path);
		after = complaints_of_expected(path);
		cr_expect_str_eq(before, "", "without a mistake: %s", before);
		cr_expect(has(after, missing[i].complaint),
			"%s\nexpected  %s\nmeasured  %s", missing[i].mistake,
			missing[i].complaint, after);
		free(before);
		free(after);
		ran_free(&ran);
		temp_drop(folder);
	}
}
