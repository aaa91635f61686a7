/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <ctype.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../base/text.h"
#include "help.h"

/*
 * Theory of operation
 *
 * A guide says what a reader will see, so it is held to that: scripts/check-guides types its
 * commands and compares. A second language is a second chance to be wrong, so the two guides
 * of a lab are held to each other.
 *
 * A rule about files is a function that writes its complaints, one a line and with file and
 * line, into a stream. The same function is given the project's files, where it must not
 * complain, and copies with one mistake, where it must.
 */

enum { MOST_PARTS = 400, MOST_LAB = 99 };

/* --- reading a guide ---------------------------------------------------------------- */

/* A fenced block, or a heading with the prose below it. */
struct part {
	int line;
	int level;        /* of the heading; 0 for a block */
	const char *text; /* the heading without its #, or what stands behind the fence */
	const char *body; /* the lines of the block, or of the prose with ``` for a block */
};

struct guide {
	const char *path;
	bool chinese;
	struct part blocks[MOST_PARTS];
	struct part headings[MOST_PARTS];
	int block_count;
	int heading_count;
};

static struct part *add_part(struct part *parts, int *count, const struct line *line)
{
	struct part *part = &parts[(*count)++];

	cr_assert_lt(*count, MOST_PARTS);
	*part = (struct part){.line = line->number, .body = ""};
	return part;
}

static int level_of(const char *text)
{
	size_t level = strspn(text, "#");

	return text[level] == ' ' ? (int)level : 0;
}

static void add_to_body(struct pool *pool, struct part *part, const char *text)
{
	if (part)
		part->body = pool_printf(pool, "%s%s\n", part->body, text);
}

static void read_line(struct pool *pool, struct guide *guide, const struct line *line,
	struct part **block)
{
	int headings = guide->heading_count;
	struct part *heading = headings ? &guide->headings[headings - 1] : NULL;

	if (text_starts(line->text, "```") && !*block) {
		*block = add_part(guide->blocks, &guide->block_count, line);
		(*block)->text = line->text + strlen("```");
		add_to_body(pool, heading, "```");
	} else if (text_starts(line->text, "```")) {
		*block = NULL;
	} else if (*block) {
		add_to_body(pool, *block, line->text);
	} else if (level_of(line->text)) {
		heading = add_part(guide->headings, &guide->heading_count, line);
		heading->level = level_of(line->text);
		heading->text = line->text + heading->level + 1;
		add_to_body(pool, heading, line->text);
	} else {
		add_to_body(pool, heading, line->text);
	}
}

static struct guide *read_guide(struct pool *pool, const char *path)
{
	struct guide *guide = pool_alloc(pool, sizeof *guide);
	struct lines lines = read_lines(pool, path);
	struct part *block = NULL;

	guide->path = pool_printf(pool, "%s", path);
	guide->chinese = text_ends(path, ".zh-CN.md");
	for (int i = 0; i < lines.count; i++)
		read_line(pool, guide, &lines.at[i], &block);
	cr_assert(!block, "%s:%d: this block is not closed", path, block ? block->line : 0);
	return guide;
}

static bool is_of_kind(const struct part *block, const char *kind)
{
	size_t length = strlen(kind);

	return strncmp(block->text, kind, length) == 0 &&
		(block->text[length] == '\0' || block->text[length] == ' ');
}

/* --- the rules for the two versions of a guide -------------------------------------- */

typedef void guide_rule(FILE *out, struct pool *pool, const struct guide *english,
	const struct guide *chinese);

static void compare_headings(FILE *out, struct pool *pool, const struct guide *english,
	const struct guide *chinese)
{
	int count = english->heading_count;

	(void)pool;
	if (chinese->heading_count < count)
		count = chinese->heading_count;
	for (int i = 0; i < count; i++)
		if (english->headings[i].level != chinese->headings[i].level)
			fprintf(out,
				"%s:%d: a heading of level %d, but of level %d at %s:%d\n",
				english->path, english->headings[i].line,
				english->headings[i].level, chinese->headings[i].level,
				chinese->path, chinese->headings[i].line);
	if (english->heading_count != chinese->heading_count)
		fprintf(out, "%s:1: %d headings, but %d in %s\n", english->path,
			english->heading_count, chinese->heading_count, chinese->path);
}

/* The commands of a console block, without what a remark says behind them. */
static const char *commands_of(struct pool *pool, const struct part *block)
{
	struct lines lines = text_lines(pool, block->body, strlen(block->body));
	const char *commands = "";

	for (int i = 0; i < lines.count; i++) {
		const char *text = lines.at[i].text;
		const char *remark = strstr(text, "  # ");

		if (!text_starts(text, "$ "))
			continue;
		if (!remark)
			remark = strstr(text, " # ");
		text = text_trimmed(
			pool, text, remark ? (size_t)(remark - text) : strlen(text));
		commands = pool_printf(pool, "%s%s\n", commands, text);
	}
	return commands;
}

/* In the reader's language are the remarks of programs, and drawings with words in them. */
static bool same_block(struct pool *pool, const struct part *a, const struct part *b)
{
	if (strcmp(a->text, b->text) != 0)
		return false;
	if (is_of_kind(a, "console"))
		return strcmp(commands_of(pool, a), commands_of(pool, b)) == 0;
	return strcmp(a->body, b->body) == 0 || is_in_chinese(b->body);
}

static void compare_blocks(FILE *out, struct pool *pool, const struct guide *english,
	const struct guide *chinese)
{
	int count = english->block_count;

	if (chinese->block_count < count)
		count = chinese->block_count;
	for (int i = 0; i < count; i++)
		if (!same_block(pool, &english->blocks[i], &chinese->blocks[i]))
			fprintf(out, "%s:%d: this block is another one at %s:%d\n",
				english->path, english->blocks[i].line, chinese->path,
				chinese->blocks[i].line);
	if (english->block_count != chinese->block_count)
		fprintf(out, "%s:1: %d blocks, but %d in %s\n", english->path,
			english->block_count, chinese->block_count, chinese->path);
}

/* What stands between two numbers of labs: "lab 4", "labs 1, 2 and 3", "实验 1、2 和 3". */
static const char *skip_between(const char *at, bool first)
{
	static const char *const between[] = {", ", " and ", " or ", " to ", "、", "，",
		"和", "与", "到", "至", "或", "-"};

	if (first)
		return text_starts(at, "s ") ? at + 2 : at + (*at == ' ');
	for (size_t i = 0; i < sizeof between / sizeof *between; i++) {
		const char *behind = text_skip_blanks(at);

		behind = text_starts(behind, text_skip_blanks(between[i]))
			? text_skip_blanks(behind + strlen(text_skip_blanks(between[i])))
			: at;
		if (isdigit((unsigned char)*behind))
			return behind;
	}
	return at;
}

/* Marks the numbers that follow the word for a lab. */
static void find_labs(const char *text, const char *word, bool labs[MOST_LAB + 1])
{
	while ((text = strstr(text, word))) {
		const char *at = skip_between(text + strlen(word), true);

		while (isdigit((unsigned char)*at)) {
			char *end;
			long number = strtol(at, &end, 10);

			if (number >= 0 && number <= MOST_LAB)
				labs[number] = true;
			at = skip_between(end, false);
		}
		text += strlen(word);
	}
}

static const char *labs_in(struct pool *pool, const struct part *heading)
{
	bool labs[MOST_LAB + 1] = {false};
	const char *list = "";
	char *prose = pool_printf(pool, "%s", heading->body);

	for (char *at = prose; *at; at++)
		if (*at == '\n')
			*at = ' ';
	find_labs(prose, "lab", labs);
	find_labs(prose, "Lab", labs);
	find_labs(prose, "实验", labs);
	for (int i = 0; i <= MOST_LAB; i++)
		if (labs[i])
			list = pool_printf(pool, "%s %d", list, i);
	return *list ? list : " none";
}

static void compare_labs(FILE *out, struct pool *pool, const struct guide *english,
	const struct guide *chinese)
{
	for (int i = 0; i < english->heading_count && i < chinese->heading_count; i++) {
		const struct part *a = &english->headings[i];
		const struct part *b = &chinese->headings[i];

		if (strcmp(labs_in(pool, a), labs_in(pool, b)) != 0)
			fprintf(out,
				"%s:%d: this section mentions labs%s, but%s at %s:%d\n",
				english->path, a->line, labs_in(pool, a), labs_in(pool, b),
				chinese->path, b->line);
	}
}

/* What a line of prose begins; NULL when it goes on with what stands above it. */
static const char *begins(const char *text, bool behind_blank)
{
	const char *word = text_skip_blanks(text);
	size_t digits = strspn(word, "0123456789");

	if (*word == '|')
		return " row";
	if (text_starts(word, "```"))
		return " block";
	if (text_starts(word, "- ") || (digits > 0 && text_starts(word + digits, ". ")))
		return word > text ? " inner-item" : " item";
	return behind_blank ? " paragraph" : NULL;
}

/* " paragraph block item item": what stands beneath a heading, one after the other. */
static const char *shape_of(struct pool *pool, const struct part *heading)
{
	struct lines lines = text_lines(pool, heading->body, strlen(heading->body));
	const char *shape = "";
	bool behind_blank = true;

	for (int i = 1; i < lines.count; i++) {
		const char *text = lines.at[i].text;
		const char *found = *text ? begins(text, behind_blank) : NULL;

		if (found)
			shape = pool_printf(pool, "%s%s", shape, found);
		behind_blank = !*text || text_starts(text, "```");
	}
	return *shape ? shape : " nothing";
}

static void compare_paragraphs(FILE *out, struct pool *pool, const struct guide *english,
	const struct guide *chinese)
{
	for (int i = 0; i < english->heading_count && i < chinese->heading_count; i++) {
		const struct part *a = &english->headings[i];
		const struct part *b = &chinese->headings[i];

		if (strcmp(shape_of(pool, a), shape_of(pool, b)) != 0)
			fprintf(out, "%s:%d: here stand%s, but%s at %s:%d\n", english->path,
				a->line, shape_of(pool, a), shape_of(pool, b),
				chinese->path, b->line);
	}
}

/* --- the rules for one guide -------------------------------------------------------- */

static const char *const sections[][2] = {
	{"Question", "问题"},
	{"Predict", "预测"},
	{"Run", "运行"},
	{"What it means", "这说明什么"},
	{"Investigate", "探究"},
	{"Modify", "修改"},
	{"If your result differs", "如果你的结果不同"},
	{"Where the article is out of date", "文章中已经过时之处"},
	{"Words", "词汇"},
	{"Going on", "延伸阅读"},
};

enum { SECTIONS = sizeof sections / sizeof *sections, INVESTIGATE = 4 };

static bool is_section(const char *text, const char *name)
{
	return strcmp(text, name) == 0 ||
		(text_starts(name, "Where") &&
			strcmp(text, "Where the articles are out of date") == 0);
}

static void check_sections(FILE *out, const struct guide *guide)
{
	int number = 0;

	for (int i = 0; i < guide->heading_count; i++) {
		const struct part *heading = &guide->headings[i];
		const char *name;

		if (heading->level != 2)
			continue;
		name = number < SECTIONS ? sections[number][guide->chinese] : "no more";
		if (!is_section(heading->text, name))
			fprintf(out,
				"%s:%d: the section \"%s\" stands where \"%s\" should\n",
				guide->path, heading->line, heading->text, name);
		number++;
	}
	if (number < SECTIONS)
		fprintf(out, "%s:1: the section \"%s\" is missing\n", guide->path,
			sections[number][guide->chinese]);
}

static void compare_sections(FILE *out, struct pool *pool, const struct guide *english,
	const struct guide *chinese)
{
	(void)pool;
	check_sections(out, english);
	check_sections(out, chinese);
}

/* What every reader needs stands on the first two screens: question, answer and meaning. */
enum { FIRST_SCREENS = 100 };

static void check_first_screens(FILE *out, const struct guide *guide)
{
	const char *name = sections[INVESTIGATE][guide->chinese];

	for (int i = 0; i < guide->heading_count; i++) {
		const struct part *heading = &guide->headings[i];

		if (strcmp(heading->text, name) == 0 && heading->line > FIRST_SCREENS)
			fprintf(out,
				"%s:%d: \"%s\" begins here, and not at line %d at the "
				"latest\n",
				guide->path, heading->line, name, FIRST_SCREENS);
	}
}

static void compare_first_screens(FILE *out, struct pool *pool, const struct guide *english,
	const struct guide *chinese)
{
	(void)pool;
	check_first_screens(out, english);
	check_first_screens(out, chinese);
}

/* --- the project's guides, and mistaken copies of them ------------------------------ */

static char *complaints_of_pair(guide_rule *rule, const char *english, const char *chinese)
{
	struct pool pool = {0};
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);

	rule(out, &pool, read_guide(&pool, english), read_guide(&pool, chinese));
	fclose(out);
	pool_free(&pool);
	return text;
}

static void expect_no_complaint(guide_rule *rule, const char *pattern)
{
	glob_t found;

	cr_assert_eq(glob(pattern, 0, NULL, &found), 0, "no %s", pattern);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		const char *english = found.gl_pathv[i];
		char chinese[512];
		char *complaints;

		snprintf(chinese, sizeof chinese, "%.*s.zh-CN.md",
			(int)(strlen(english) - strlen(".md")), english);
		if (may_speak_one_language(english) && access(chinese, F_OK) != 0)
			continue;
		complaints = complaints_of_pair(rule, english, chinese);
		cr_expect_str_eq(complaints, "", "%s", complaints);
		free(complaints);
	}
	globfree(&found);
}

static const char labs_guides[] = "labs/*/README.md";
static const char root_guide[] = "README.md";

Test(guides, have_the_same_headings_in_both_languages)
{
	expect_no_complaint(compare_headings, labs_guides);
	expect_no_complaint(compare_headings, root_guide);
}

Test(guides, have_the_same_commands_and_programs_in_both_languages)
{
	expect_no_complaint(compare_blocks, labs_guides);
	expect_no_complaint(compare_blocks, root_guide);
}

Test(guides, pair_paragraph_by_paragraph)
{
	expect_no_complaint(compare_paragraphs, labs_guides);
	expect_no_complaint(compare_paragraphs, root_guide);
}

Test(guides, mention_the_same_labs_in_both_languages)
{
	expect_no_complaint(compare_labs, labs_guides);
	expect_no_complaint(compare_labs, root_guide);
}

/* Each by itself, as there may be one language only. */
static void expect_no_complaint_of_each(guide_rule *rule)
{
	glob_t found;

	cr_assert_eq(glob("labs/*/README*.md", 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		char *complaints =
			complaints_of_pair(rule, found.gl_pathv[i], found.gl_pathv[i]);

		cr_expect_str_eq(complaints, "", "%s", complaints);
		free(complaints);
	}
	globfree(&found);
}

Test(guides, have_the_sections_of_all_guides)
{
	expect_no_complaint_of_each(compare_sections);
}

Test(guides, say_what_a_lab_means_on_the_first_screens)
{
	expect_no_complaint_of_each(compare_first_screens);
}

static const char english_sample[] =
	"# Lab 1: Sample\n\n## Question\n\nAs in lab 2.\n\n## Predict\n\n"
	"```console\n$ make lab1   # a remark\nlab 1 passed\n```\n\n"
	"```c\nint main(void);\n```\n\n## Run\n\n## What it means\n\n```text\nbox\n```\n\n"
	"## Investigate\n\nSee labs 3 and\n4.\n\n## Modify\n\n## If your result differs\n\n"
	"## Where the article is out of date\n\n## Words\n\n## Going on\n";
static const char chinese_sample[] =
	"# 实验 1：例子\n\n## 问题\n\n与实验 2 相同。\n\n## 预测\n\n"
	"```console\n$ make lab1   # 说明\n实验 1 通过\n```\n\n"
	"```c\nint main(void);\n```\n\n## 运行\n\n## 这说明什么\n\n```text\n盒子\n```\n\n"
	"## 探究\n\n见实验 3 和\n4。\n\n## 修改\n\n## 如果你的结果不同\n\n"
	"## 文章中已经过时之处\n\n## 词汇\n\n## 延伸阅读\n";

static const struct {
	const char *mistake; /* a command of sed */
	guide_rule *rule;
	const char *complaint;
} mistakes[] = {
	{"/^## 运行/d", compare_headings, "README.md:1: 11 headings, but 10 in "},
	{"s/^## 运行/### 运行/", compare_headings, "README.md:18: a heading of level 2"},
	{"s/^[$] make lab1/$ make lab2/", compare_blocks,
		"README.md:9: this block is another"},
	{"s/^int main/long main/", compare_blocks, "README.md:14: this block is another"},
	{"s/^```text/```console/", compare_blocks, "README.md:22: this block is another"},
	{"s/^盒子/bax/", compare_blocks, "README.md:22: this block is another"},
	{"/^```c$/,/^```$/d", compare_blocks, "README.md:1: 3 blocks, but 2 in "},
	{"s/实验 2/实验 3/", compare_labs,
		"README.md:3: this section mentions labs 2, but 3 at "},
	{"s/^4。/5。/", compare_labs,
		"README.md:26: this section mentions labs 3 4, but 3 5 at "},
	{"s/^4。/\\n4。/", compare_paragraphs,
		"README.md:26: here stand paragraph, but paragraph paragraph at "},
	{"s/^与实验/- &/", compare_paragraphs,
		"README.md:3: here stand paragraph, but item at "},
	{"s/^与实验/1. &/", compare_paragraphs,
		"README.md:3: here stand paragraph, but item at "},
	{"s/^与实验.*/| & |\\n| & |/", compare_paragraphs,
		"README.md:3: here stand paragraph, but row row at "},
	{"/^```text$/,/^```$/d", compare_paragraphs,
		"README.md:20: here stand block, but nothing at "},
	{"s/^## 词汇/## 单词/", compare_sections,
		"README.zh-CN.md:37: the section \"单词\""},
	{"/^## 延伸阅读/d", compare_sections, "the section \"延伸阅读\" is missing"},
	{"/^盒子/{:a;s/$/\\n/;/\\n\\{75\\}/!ba;}", compare_first_screens,
		"README.zh-CN.md:101: \"探究\" begins here"},
};

static char *sample_folder(void)
{
	char *folder = temp_make();

	put_file(folder, "README.md", "%s", english_sample);
	put_file(folder, "README.zh-CN.md", "%s", chinese_sample);
	return folder;
}

static char *complaints_of_sample(guide_rule *rule, const char *folder)
{
	char paths[2][256];

	snprintf(paths[0], sizeof paths[0], "%s/README.md", folder);
	snprintf(paths[1], sizeof paths[1], "%s/README.zh-CN.md", folder);
	return complaints_of_pair(rule, paths[0], paths[1]);
}

Test(guides, a_planted_difference_between_the_languages_is_found)
{
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		char *folder = sample_folder();
		char *before = complaints_of_sample(mistakes[i].rule, folder);
		struct ran ran =
			sh("sed -i '%s' '%s/README.zh-CN.md'", mistakes[i].mistake, folder);
		char *after = complaints_of_sample(mistakes[i].rule, folder);

		cr_expect_str_eq(before, "", "without a mistake: %s", before);
		cr_expect(has(after, mistakes[i].complaint),
			"%s\nexpected  %s\nmeasured  %s", mistakes[i].mistake,
			mistakes[i].complaint, after);
		free(before);
		free(after);
		ran_free(&ran);
		temp_drop(folder);
	}
}

/* --- what the guides show is executed ----------------------------------------------- */

/* A machine that cannot show anything of it says so, or has no Python to say it. */
static void skip_when_not_shown(const struct ran *ran)
{
	if (ran->status == 127)
		cr_skip_test("%s", ran->err);
	if (ran->status == 77)
		cr_skip_test("%s", ran->out);
}

struct arguments {
	char text[256];
};

static void free_arguments(struct criterion_test_params *params)
{
	cr_free(params->params);
}

/* Each folder of a lab, and the two files at the root. */
ParameterizedTestParameters(guides, print_what_they_show)
{
	struct arguments *all;
	glob_t found;
	size_t i;

	cr_assert_eq(glob("labs/[0-9]*", 0, NULL, &found), 0);
	all = cr_calloc(found.gl_pathc + 1, sizeof *all);
	strcpy(all[0].text, "README.md README.zh-CN.md");
	for (i = 0; i < found.gl_pathc; i++)
		snprintf(all[i + 1].text, sizeof all->text, "%s", found.gl_pathv[i]);
	globfree(&found);
	return cr_make_param_array(struct arguments, all, i + 1, free_arguments);
}

ParameterizedTest(struct arguments *arguments, guides, print_what_they_show)
{
	struct ran ran;

	/* They are about build/, and a sanitized engine takes several times as long. */
	only_plain_build("the guides are executed with the plain build");
	ran = sh("scripts/check-guides %s", arguments->text);
	skip_when_not_shown(&ran);
	if (has(ran.out, "skip  ")) /* a warning of Criterion would be a failure */
		fprintf(stderr, "%s:\n%s", arguments->text, ran.out);
	cr_expect_eq(ran.status, 0, "%s:\n%s%s", arguments->text, ran.out, ran.err);
	ran_free(&ran);
}

Test(guides, a_right_guide_passes)
{
	struct ran ran;

	/* They are about build/, and a sanitized engine takes several times as long. */
	only_plain_build("the guides are executed with the plain build");
	ran = sh("scripts/check-guides --any-machine common/tests/data/guide-right.md");
	skip_when_not_shown(&ran);
	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	cr_assert(has(ran.out, " 0 failed, "), "%s", ran.out);
	ran_free(&ran);
}

/* The lines of the commands that the fixture announces as wrong, and those that failed. */
static const char announced[] =
	"awk '/^Wrong: /{wrong=1} wrong && /^[$] /{print NR; wrong=0}' %s";
static const char reported[] = "sed -n 's/^FAIL  [^:]*:\\([0-9]*\\):.*/\\1/p' '%s/report'";

Test(guides, every_planted_mistake_of_a_guide_is_reported)
{
	static const char data[] = "common/tests/data/guide-wrong.md";
	char *folder;
	struct ran ran, wrong, failed;

	/* They are about build/, and a sanitized engine takes several times as long. */
	only_plain_build("the guides are executed with the plain build");
	folder = temp_make();
	ran = sh("scripts/check-guides --any-machine %s >'%s/report'; status=$?; cat "
		 "'%s/report'; exit $status",
		data, folder, folder);
	wrong = sh(announced, data);
	failed = sh(reported, folder);
	skip_when_not_shown(&ran);
	cr_expect_eq(ran.status, 1, "%s", ran.out);
	cr_expect_gt(strlen(wrong.out), 0);
	cr_expect_str_eq(failed.out, wrong.out, "%s%s", ran.out, ran.err);
	ran_free(&ran);
	ran_free(&wrong);
	ran_free(&failed);
	temp_drop(folder);
}

Test(guides, what_is_not_executed_is_still_in_a_guide)
{
	struct ran ran = sh("scripts/check-guides --exempt | while read -r part; do "
			    "grep -qF -- \"$part\" README.md labs/*/README.md || "
			    "echo \"no guide has: $part\"; done");

	cr_assert_str_eq(ran.out, "", "%s", ran.out);
	cr_assert_eq(ran.status, 0, "%s", ran.err);
	ran_free(&ran);
}
