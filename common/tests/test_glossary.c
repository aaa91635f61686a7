/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/file.h"
#include "../base/text.h"
#include "../lang/expect_walk.h"
#include "../ledger/glossary_find.h"
#include "../ledger/glossary_use.h"
#include "help.h"

/* The glossary: its language, how it is looked up, and the one in docs/. */

static const char glossary_file[] = "docs/glossary.txt";

#define GROUP "group Memory | 内存\n"
#define TEXTS "  says: A.\n  says.zh: 甲。\n  defined: mmap(2)\n  labs: 1 2\n"

static struct glossary parse(struct pool *pool, const char *text)
{
	struct glossary glossary;
	struct err err = {.message = ""};
	int status = glossary_parse(pool, "words", text, strlen(text), &glossary, &err);

	cr_assert_eq(status, 0, "%s:%d: %s", err.file, err.line, err.message);
	return glossary;
}

static struct glossary read_own(struct pool *pool)
{
	struct bytes text;
	struct err err;

	cr_assert_eq(file_read(pool, glossary_file, &text, &err), 0, "%s", err.message);
	return parse(pool, text.data);
}

/* --- the language --------------------------------------------------------------------- */

static const struct {
	const char *text;
	int line;
	const char *message;
} mistakes[] = {
	{"", 1, "has no terms"},
	{GROUP, 1, "has no terms"},
	{"term page | 页\n" TEXTS, 1, "not understood here"},
	{"group | 内存\n", 1, "not understood here"},
	{"  group Memory\n", 1, "not understood here"},
	{GROUP "word page\n", 2, "not understood here"},
	{GROUP "term page |\n" TEXTS, 2, "not understood here"},
	{GROUP "term page | 页\n  says: A.\n", 2, "needs says, says.zh"},
	{GROUP "term page | 页\n" TEXTS "  more: B.\n", 2, "in both languages"},
	{GROUP "term page | 页\n  says: A.\n  says: B.\n", 4, "not understood here"},
	{GROUP "term page | 页\n  says:\n", 3, "not understood here"},
	{GROUP "term page | 页\n  also: ,\n", 3, "not understood here"},
	{GROUP "term page | 页\n  labs: one\n", 3, "not understood here"},
	{GROUP "term page | 页\n  defined.zh: 甲\n", 3, "not understood here"},
	{GROUP "term page | 页\n  means: A.\n", 3, "not understood here"},
	{GROUP "term page | 页\n" TEXTS "  see: frame\n", 2, "no term frame to see"},
	{GROUP "term page | 页\n" TEXTS "term Page | 内存页\n" TEXTS, 7,
		"belongs to two terms"},
	{GROUP "term page | 页\n" TEXTS "term leaf | 叶\n  asked: pages\n" TEXTS, 7,
		"belongs to two terms"},
};

Test(glossary, mistakes_are_told_with_their_line)
{
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		struct pool pool = {0};
		struct glossary glossary;
		struct err err = {.message = ""};
		int result = glossary_parse(&pool, "words", mistakes[i].text,
			strlen(mistakes[i].text), &glossary, &err);

		cr_expect_eq(result, -1, "accepted: %s", mistakes[i].text);
		cr_expect_eq(err.line, mistakes[i].line, "line %d for: %s", err.line,
			mistakes[i].text);
		cr_expect(has(err.message, mistakes[i].message), "%s\nfor: %s", err.message,
			mistakes[i].text);
		pool_free(&pool);
	}
}

Test(glossary, is_no_trouble_when_it_is_cut)
{
	struct pool pool = {0};
	struct bytes text;
	struct err err;
	int accepted = 0;

	cr_assert_eq(file_read(&pool, glossary_file, &text, &err), 0, "%s", err.message);
	for (size_t size = 0; size < text.size; size += size < 4000 ? 1 : 997) {
		struct pool sample = {0};
		struct glossary glossary;
		char *copy = malloc(size ? size : 1); /* so that a sanitizer sees the end */

		memcpy(copy, text.data, size);
		accepted +=
			glossary_parse(&sample, "cut", copy, size, &glossary, &err) == 0;
		free(copy);
		pool_free(&sample);
	}
	cr_expect_lt(accepted, 400);
	pool_free(&pool);
}

/* --- looking up ----------------------------------------------------------------------- */

static const struct {
	const char *asked;
	const char *found; /* NULL: nothing */
} look_ups[] = {
	{"page fault", "page fault"},
	{"Page-Faults", "page fault"},
	{"pagefault", "page fault"},
	{"缺页", "page fault"},
	{"缺页异常", "page fault"},
	{"mmap()", "mmap"},
	{"MMAP", "mmap"},
	{"bss", ".bss"},
	{"[vdso]", "vDSO"},
	{"map_fixed", "MAP_FIXED"},
	{"break", "program break"},
	{"fd", "fd and bk"},
	{"节", "section"},
	{"kernel", "kernel"},
	{"mmapping", NULL},
	{"-", NULL},
	{"", NULL},
};

Test(glossary, a_term_is_found_by_each_of_its_spellings)
{
	struct pool pool = {0};
	struct glossary glossary = read_own(&pool);

	for (size_t i = 0; i < sizeof look_ups / sizeof *look_ups; i++) {
		const struct term *term = glossary_find(&glossary, look_ups[i].asked);
		const char *found = term ? term->name[ENGLISH] : "nothing";
		const char *wanted = look_ups[i].found ? look_ups[i].found : "nothing";

		cr_expect_str_eq(found, wanted, "%s leads to %s", look_ups[i].asked, found);
	}
	pool_free(&pool);
}

static const struct {
	const char *asked;
	const char *nearest; /* NULL: nothing is near */
} slips[] = {
	{"mincor", "mincore"},
	{"munamp", "munmap"},
	{"tcahe", "tcache"},
	{"SIGSEVG", "SIGSEGV"},
	{"randomization", "ASLR"},
	{"缺页中断", "page fault"},
	{"mmap_threshold", "M_MMAP_THRESHOLD"},
	{"quaternion", NULL},
	{"", NULL},
};

Test(glossary, of_a_slip_the_nearest_term_comes_first)
{
	struct pool pool = {0};
	struct glossary glossary = read_own(&pool);

	for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) {
		const struct term *near[3];
		int count = glossary_nearest(&pool, &glossary, slips[i].asked, near, 3);

		cr_expect_eq(count > 0, slips[i].nearest != NULL, "%d are near %s", count,
			slips[i].asked);
		if (count > 0 && slips[i].nearest)
			cr_expect_str_eq(near[0]->name[ENGLISH], slips[i].nearest,
				"%s is nearest to %s", near[0]->name[ENGLISH],
				slips[i].asked);
	}
	pool_free(&pool);
}

Test(glossary, permissions_are_known_by_their_letters)
{
	static const char *const right[] = {"rw-p", "r--s", "---p", "r-x", "rwxs", "---"};
	static const char *const wrong[] = {"", "rw", "wr-p", "rw-x", "rw-pp", "RW-P",
		"----",
		"rw-"
		"页"};

	for (size_t i = 0; i < sizeof right / sizeof *right; i++)
		cr_expect(is_permissions(right[i]), "%s", right[i]);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		cr_expect_not(is_permissions(wrong[i]), "%s", wrong[i]);
}

/* --- the terms of a text -------------------------------------------------------------- */

static const struct {
	const char *text;
	const char *terms; /* in their order, with a comma between */
} texts[] = {
	{"Page faults\n  and pages: a page fault.", "page fault,page"},
	{"brk() moves the program\nbreak by brk.", "brk,program break"},
	{"It got a pie, and mmapped_it.", ""},
	{"GOT and PIE, as in x.data.", "GOT,PIE"},
	{"a line r-xp of .data.rel.ro", "permissions,.data.rel.ro"},
	{"4096 字节，缺页一次。", "page fault"},
	{"A loop breaks the chunk; the kernel kills it.", "chunk"},
};

Test(glossary, a_text_has_the_terms_that_are_whole_words_in_it)
{
	struct pool pool = {0};
	struct glossary glossary = read_own(&pool);

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct term_list list = terms_none(&pool, &glossary);
		const char *found = "";

		terms_in(&glossary, texts[i].text, &list);
		for (int j = 0; j < list.count; j++)
			found = text_listed(&pool, found, ",", list.at[j]->name[ENGLISH]);
		cr_expect_str_eq(
			found, texts[i].terms, "%s\nfor: %s", found, texts[i].text);
	}
	pool_free(&pool);
}

/* --- the glossary of the suite -------------------------------------------------------- */

/* A lesson has a line for a term: two columns on the left, its name, two more, its sentence. */
enum { NAME_COLUMNS = 18, SENTENCE_COLUMNS = 58 };

Test(glossary, each_term_fits_a_line_of_a_lesson_in_both_languages)
{
	struct pool pool = {0};
	struct glossary glossary = read_own(&pool);

	for (const struct term *term = glossary.terms; term; term = term->next)
		for (int i = 0; i < LANGUAGES; i++) {
			cr_expect_leq(text_columns(term->name[i]), NAME_COLUMNS, "%s",
				term->name[i]);
			cr_expect_leq(text_columns(term->says[i]), SENTENCE_COLUMNS, "%s",
				term->says[i]);
			cr_expect_eq(i == CHINESE, is_in_chinese(term->says[i]), "%s",
				term->says[i]);
		}
	pool_free(&pool);
}

Test(glossary, its_pages_are_up_to_date)
{
	struct ran ran = sh("for language in en zh; do "
			    "case $language in en) page=glossary.md ;; "
			    "*) page=glossary.zh-CN.md ;; esac; "
			    "VMLAB_LANG=$language $VMLAB what --format markdown | "
			    "cmp - docs/$page || exit 1; done");

	cr_expect_eq(ran.status, 0, "run make glossary: %s%s", ran.out, ran.err);
	ran_free(&ran);
}

/* The system calls that the labs' sections name. */
struct calls {
	struct pool *pool;
	struct word *names;
};

static bool is_call(const struct calls *calls, const char *name)
{
	for (const struct word *at = calls->names; at; at = at->next)
		if (strcmp(at->text, name) == 0)
			return true;
	return false;
}

static int take_call(const struct item *item, const struct pattern *pattern, void *context)
{
	struct calls *calls = context;
	size_t length = strspn(pattern->source, "abcdefghijklmnopqrstuvwxyz0123456789_");
	struct word *word;

	if (item->kind != ITEM_MATCH || item->channel != CHANNEL_SYSCALLS || length == 0 ||
		pattern->source[length] != '(')
		return 0;
	word = pool_alloc(calls->pool, sizeof *word);
	word->text = pool_copy(calls->pool, pattern->source, length);
	word->next = calls->names;
	calls->names = word;
	return 0;
}

static bool is_word_byte(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* AT_BASE, SEGV_MAPERR and so on, .data, mincore(): what no reader of C knows by itself. */
static bool is_code_word(const struct calls *calls, const char *word, const char *behind)
{
	if (*word == '.')
		return islower((unsigned char)word[1]);
	if (strchr(word, '_') && isupper((unsigned char)*word))
		return word[strcspn(word, "abcdefghijklmnopqrstuvwxyz")] == '\0';
	return text_starts(behind, "()") && is_call(calls, word);
}

/* What the standard of C and POSIX explain, and every course with them. */
static bool is_known(const char *word)
{
	return strcmp(word, "STDIN_FILENO") == 0;
}

static int hold_text(const struct glossary *glossary, const struct calls *calls,
	const char *text, const char *file, int line)
{
	int count = 0;

	for (const char *at = text; *at;) {
		size_t length = *at == '.' && (at == text || !is_word_byte(at[-1]));
		char *word;

		while (is_word_byte(at[length]))
			length++;
		word = strndup(at, length);
		if (length && is_code_word(calls, word, at + length) && !is_known(word)) {
			count++;
			cr_expect(glossary_find(glossary, word),
				"%s:%d: %s has no entry in docs/glossary.txt", file, line,
				word);
		}
		free(word);
		at += length ? length : 1;
	}
	return count;
}

static int hold_lab(struct pool *pool, const struct glossary *glossary, const char *path)
{
	static const struct expect_visitor visitor = {.pattern = take_call};
	struct calls calls = {.pool = pool};
	struct expect expect;
	struct bytes text;
	struct err err;
	int count = 0;

	cr_assert_eq(file_read(pool, path, &text, &err), 0, "%s", err.message);
	cr_assert_eq(expect_parse(pool, path, text.data, text.size, &expect, &err), 0, "%s",
		err.message);
	expect_walk(expect.items, &visitor, &calls);
	for (const struct sentence *at = expect.sentences; at; at = at->next)
		count += hold_text(glossary, &calls, at->texts[ENGLISH], path, at->line);
	return count;
}

Test(glossary, has_every_code_word_of_the_lessons)
{
	struct pool pool = {0};
	struct glossary glossary = read_own(&pool);
	struct ran ran = sh("ls expected/*.expect");
	struct lines files = text_lines(&pool, ran.out, strlen(ran.out));
	int count = 0;

	for (int i = 0; i < files.count; i++)
		if (!may_speak_one_language(files.at[i].text))
			count += hold_lab(&pool, &glossary, files.at[i].text);
	cr_expect_gt(count, 100, "only %d code words were found", count);
	ran_free(&ran);
	pool_free(&pool);
}

/* --- the command ---------------------------------------------------------------------- */

static const struct {
	const char *words;
	int status;
	const char *said; /* on stdout, or on stderr where it fails */
} commands[] = {
	{"page fault", 0, "page fault\n\n  An access to a page"},
	{"缺页", 0, "page fault\n\n"},
	{"rw-p", 0,
		"  r  It may be read.\n  w  It may be written.\n  -  It may not be "
		"executed."},
	{"r--s", 0, "  s  It is shared: "},
	{"mincor", 2, "Did you mean: mincore"},
	{"quaternion", 2, "make what lists its words"},
	{"--format json", 2, "text or markdown"},
	{"", 0, "\nThe heap\n"},
};

Test(glossary, the_command_tells_one_term_or_all)
{
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		struct ran ran = sh("$VMLAB what %s", commands[i].words);

		cr_expect_eq(ran.status, commands[i].status, "%d for: %s", ran.status,
			commands[i].words);
		cr_expect(has(ran.status ? ran.err : ran.out, commands[i].said),
			"%s%s\nfor: %s", ran.out, ran.err, commands[i].words);
		ran_free(&ran);
	}
}

Test(glossary, speaks_the_language_of_its_reader_whatever_is_asked)
{
	struct ran english = sh("$VMLAB what 保护页");
	struct ran chinese = sh("VMLAB_LANG=zh $VMLAB what guard page");

	cr_expect(text_starts(english.out, "guard page\n\n  A page below"), "%s",
		english.out);
	cr_expect(text_starts(chinese.out, "保护页\n\n  栈下方"), "%s", chinese.out);
	ran_free(&english);
	ran_free(&chinese);
}

/* What make reads from the environment by that name is the kind of the terminal. */
Test(glossary, make_tells_a_term_that_is_typed_and_no_terminal)
{
	struct ran one = sh("make SETUP=no what TERM='page fault'");
	struct ran all = sh("TERM=xterm make SETUP=no what");

	cr_expect_eq(one.status, 0, "%s%s", one.out, one.err);
	cr_expect(has(one.out, "page fault\n\n  An access"), "%s", one.out);
	cr_expect_eq(all.status, 0, "%s%s", all.out, all.err);
	cr_expect(has(all.out, "\nThe heap\n"), "%s", all.out);
	ran_free(&one);
	ran_free(&all);
}

/* --- in a lesson ---------------------------------------------------------------------- */

static const char words[] = GROUP "term leap | 跃\n  says: It leaps.\n  says.zh: "
				  "它跃起。\n  defined: leap(3)\n  labs: 1\n"
				  "term hop | 跳\n  says: It hops.\n  says.zh: 它跳起。\n  "
				  "defined: hop(3)\n  labs: 1\n";

static const char program[] = "#include <stdio.h>\nint main(void)\n{\n\tputs(\"42\");\n"
			      "\treturn 0;\n}\n";

#define EXPECT "lab Sample\nrun sample\nstdout:\n  42\n    says: It prints 42.\n"

/* Two labs, which both leap; the second one hops as well. */
static char *project_of_words(void)
{
	char *folder = sample_project(program, EXPECT "explain:\n  A leap, and a leap.\n");
	struct ran ran = sh("cd '%s' && mkdir -p docs labs/02-other && "
			    "cp labs/01-sample/sample.c labs/02-other/other.c",
		folder);

	cr_assert_eq(ran.status, 0, "%s", ran.err);
	ran_free(&ran);
	put_file(folder, "expected/02-other.expect", "%s",
		"lab Other\nrun other\nstdout:\n  42\n    says: It prints 42.\nexplain:\n  "
		"Leaps and hops.\n");
	put_file(folder, glossary_file, "%s", words);
	return folder;
}

Test(glossary, a_lesson_explains_what_none_before_it_has_explained)
{
	char *folder = project_of_words();
	struct ran first = sh("$VMLAB run 1 --root '%s'", folder);
	struct ran second = sh("$VMLAB run 2 --root '%s'", folder);
	struct ran in_full = sh("$VMLAB run 2 --verbose --root '%s'", folder);

	cr_expect(has(first.out, "  WORDS\n    leap  It leaps.\n\n"), "%s", first.out);
	cr_expect(has(second.out, "  WORDS\n    hop  It hops.\n\n"), "%s", second.out);
	cr_expect(has(in_full.out, "  WORDS\n    leap  It leaps.\n    hop   It hops.\n"),
		"%s", in_full.out);
	ran_free(&first);
	ran_free(&second);
	ran_free(&in_full);
	temp_drop(folder);
}

Test(glossary, a_project_without_one_has_lessons_all_the_same)
{
	char *folder = project_of_words();
	struct ran without;
	struct ran wrong;

	put_file(folder, glossary_file, "word leap\n");
	wrong = sh("$VMLAB run 1 --root '%s'", folder);
	cr_expect_eq(wrong.status, 0, "%s", wrong.err);
	cr_expect(has(wrong.err, "docs/glossary.txt:1: "), "%s", wrong.err);
	without =
		sh("rm '%s/docs/glossary.txt' && $VMLAB run 1 --root '%s'", folder, folder);
	cr_expect_eq(without.status, 0, "%s", without.err);
	cr_expect_not(has(without.out, "WORDS"), "%s", without.out);
	ran_free(&wrong);
	ran_free(&without);
	temp_drop(folder);
}
