/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>

#include "../base/file.h"
#include "../base/text.h"
#include "../lang/expect.h"
#include "help.h"

#define COUNT(array)   (sizeof(array) / sizeof *(array))
#define BYTES(literal) literal, sizeof literal - 1

/* The first lines of a file with one run, and of one with two. */
#define ONE "lab T\nrun a\n"
#define TWO "lab T\nrun a\nrun b\n"

/* What every question has, lines 4 to 6 behind ONE and its first line. */
#define QUESTION "  says: x\n  about: x\n  because: x\n"
#define SIX_THINGS                                                                         \
	"  thing: aa | 1 | a\n  thing: bb | 1 | b\n  thing: cc | 1 | c\n"                  \
	"  thing: dd | 1 | d\n  thing: ee | 1 | e\n  thing: ff | 1 | f\n"

/* A judging line, and the head of a table, which are lines 3 to 5 after ONE. */
#define TABLE "exit: 0\ntable:\n  head: h\n"

static void parse(struct pool *pool, const char *text, struct expect *expect)
{
	struct err err = {0};

	cr_assert_eq(expect_parse(pool, "x.expect", text, strlen(text), expect, &err), 0,
		"%s\n%s:%d: %s", text, err.file, err.line, err.message);
}

static const char *words_text(struct pool *pool, const struct word *word)
{
	const char *text = "";

	for (; word; word = word->next)
		text = pool_printf(pool, "%s<%s>", text, word->text);
	return text;
}

/* --- title, builds and runs
 * ------------------------------------------------------------- */

Test(expect, one_title_serves_readers_of_both_languages)
{
	struct pool pool = {0};
	struct expect expect;

	parse(&pool, "lab.zh 堆\nrun a\nexit: 0\n", &expect);
	cr_assert_str_eq(note_text(expect.title), "堆");
	pool_free(&pool);
}

Test(expect, a_file_begins_with_titles_builds_and_runs)
{
	static const char text[] = "# A comment.\n"
				   "lab   The  heap # 1\n"
				   "lab.zh 堆\n"
				   "\n"
				   "build dyn: prog.c -O2 \"-DX=a b\" \"\" # why\n"
				   "run a: dyn one \"two \\\"w\\\"\" # not an argument\n"
				   "run plain x#y\n"
				   "check $page > 0\n";
	struct pool pool = {0};
	struct expect expect;
	const struct run_spec *run;

	parse(&pool, text, &expect);
	cr_assert_str_eq(expect.file, "x.expect");
	cr_assert_str_eq(expect.title[ENGLISH], "The  heap # 1");
	cr_assert_str_eq(expect.title[CHINESE], "堆");
	cr_assert_str_eq(expect.builds->name, "dyn");
	cr_assert_str_eq(expect.builds->source, "prog.c");
	cr_assert_str_eq(words_text(&pool, expect.builds->flags), "<-O2><-DX=a b><>");
	cr_assert_eq(expect.builds->line, 5);
	run = expect.runs;
	cr_assert_str_eq(run->name, "a");
	cr_assert_eq(run->build, expect.builds);
	cr_assert_str_eq(words_text(&pool, run->args), "<one><two \"w\">");
	cr_assert_eq(run->line, 6);
	run = run->next;
	cr_assert_str_eq(run->name, "plain");
	cr_assert_eq(run->build, expect.builds->next);
	cr_assert_str_eq(run->build->source, "plain.c");
	cr_assert_null(run->build->flags);
	cr_assert_str_eq(words_text(&pool, run->args), "<x#y>");
	cr_assert_null(run->next);
	pool_free(&pool);
}

/* The options that are not as they are by default, in one line. */
static const char *options_text(struct pool *pool, const struct run_spec *run)
{
	static const char *const randomisations[] = {"", "aslr=off ", "aslr=preferred "};

	return pool_printf(pool, "%s%s%s%s%s%s%s%s%s%s%s",
		run->times == 1 ? "" : pool_printf(pool, "times=%d ", run->times),
		randomisations[run->randomisation], run->huge_pages ? "thp " : "",
		run->stdout_pipe ? "pipe " : "", run->perf_stat ? "perf " : "",
		run->user ? "user=" : "", run->user ? run->user : "",
		run->stack ? pool_printf(pool, "stack=%lld ", (long long)run->stack) : "",
		run->input ? "input=" : "", run->input ? run->input : "",
		words_text(pool, run->environment));
}

static const struct {
	const char *option;
	const char *text;
} options[] = {
	{"", ""},
	{"  times: 1\n", ""},
	{"  times: 5 # or so\n", "times=5 "},
	{"  times:1000\n", "times=1000 "},
	{"  aslr: on\n", ""},
	{"  aslr: off\n", "aslr=off "},
	{"  aslr: off if possible\n", "aslr=preferred "},
	{"  thp: on\n", "thp "},
	{"  thp: off\n", ""},
	{"  user: nobody\n", "user=nobody"},
	{"  limit: stack 64K\n", "stack=65536 "},
	{"  limit: stack 0x1000\n", "stack=4096 "},
	{"  limit: stack unlimited\n", "stack=-1 "},
	{"  env: A=1\n  env: B_2=x y\n  env: C=\n", "<A=1><B_2=x y><C=>"},
	{"  input: \"3\\n1\\n\"\n", "input=3\n1\n"},
	{"  input: \"a # \\t\\\"b\\\"\\\\\" # c\n", "input=a # \t\"b\"\\"},
	{"  input: \"\"\n", "input="},
	{"  stdout: pipe\n", "pipe "},
	{"  stdout: terminal\n", ""},
	{"  faults: perf stat\n", "perf "},
	{"\tthp: on\n  times: 2\n", "times=2 thp "},
};

Test(expect, every_option_of_a_run_is_obeyed)
{
	for (size_t i = 0; i < COUNT(options); i++) {
		struct pool pool = {0};
		struct expect expect;

		parse(&pool, pool_printf(&pool, ONE "%sexit: 0\n", options[i].option),
			&expect);
		cr_assert_str_eq(options_text(&pool, expect.runs), options[i].text);
		pool_free(&pool);
	}
}

/* --- what judges
 * ------------------------------------------------------------------------ */

static const char *items_text(struct pool *pool, const struct item *items);

static const char *condition_text(struct pool *pool, const struct condition *condition)
{
	const char *text = "";

	for (const struct side *side = condition->sides; side; side = side->next)
		text = pool_printf(pool, "%s%s%s", text,
			side->relation ? relation_text(side->relation) : "", side->source);
	return condition->tolerance ? pool_printf(pool, "%s+-", text) : text;
}

static const char *branches_text(struct pool *pool, const struct branch *branch)
{
	const char *text = "";

	for (; branch; branch = branch->next)
		text = pool_printf(pool, "%s%s%d%s: %s", text, *text ? " | " : "",
			branch->line,
			branch->condition      ? condition_text(pool, branch->condition)
				: branch->name ? branch->name
					       : "",
			items_text(pool, branch->items));
	return text;
}

/* What kind of item it is and what belongs to it; see the cases below. */
static const char *item_text(struct pool *pool, const struct item *item)
{
	static const char *const channels[] = {"stdout", "stderr", "syscalls", "tool"};
	const char *text = "";

	for (const struct pattern *at = item->patterns; at; at = at->next)
		text = pool_printf(pool, "%s {%d %s}", text, at->line, at->source);
	switch (item->kind) {
	case ITEM_MATCH: return pool_printf(pool, "%s%s", channels[item->channel], text);
	case ITEM_PAUSE: return pool_printf(pool, "pause %s", item->pause);
	case ITEM_PAUSES: return pool_printf(pool, "pauses %d", item->pauses);
	case ITEM_ELF: return pool_printf(pool, "elf %s", item->builds->build->name);
	case ITEM_EXIT:
		return pool_printf(pool, "exit %s",
			item->signal ? item->signal
				     : pool_printf(pool, "%d", item->status));
	case ITEM_CHECK:
		return pool_printf(pool, "check%s %s", item->each ? " each" : "",
			condition_text(pool, item->condition));
	case ITEM_EITHER:
		return pool_printf(pool, "either(%s)", branches_text(pool, item->branches));
	case ITEM_WHEN:
		return pool_printf(pool, "when(%s)", branches_text(pool, item->branches));
	}
	return "";
}

/* Each item with its line, its runs in brackets; with a semicolon between them. */
static const char *items_text(struct pool *pool, const struct item *items)
{
	const char *text = "";

	for (const struct item *item = items; item; item = item->next) {
		const char *runs = "";

		for (const struct run_list *at = item->runs; at; at = at->next)
			runs = pool_printf(
				pool, "%s%s%s", runs, *runs ? " " : "", at->run->name);
		text = pool_printf(pool, "%s%s%d[%s] %s", text, item == items ? "" : "; ",
			item->line, runs, item_text(pool, item));
	}
	return text;
}

static const struct {
	const char *text;
	const char *items;
} judged[] = {
	{ONE "stdout:\n  a $x\n  ...\nexit: 0\n",
		"3[a] stdout {4 a $x} {5 ...}; 6[a] exit 0"},
	{ONE "stdout:\n  a\n", "3[a] stdout {4 a}; 2[a] exit 0"},
	{TWO "stderr b: nothing # at all\nexit a: SIGSEGV\n",
		"4[b] stderr; 5[a] exit SIGSEGV; 3[b] exit 0"},
	{TWO "stdout a  b:\n  a # b\nexit b a: 0x8b\n",
		"4[a b] stdout {5 a # b}; 6[b a] exit 139"},
	{ONE "syscalls:\n\n  ! brk(0x...\n  # no pattern\n  2 times: brk(...\nexit: 255 "
	     "# c\n",
		"3[a] syscalls {5 ! brk(0x...} {7 2 times: brk(...}; 8[a] exit 255"},
	{ONE "stdout:\n\ta\n        b  \nexit: 1\n",
		"3[a] stdout {4 a} {5 b}; 6[a] exit 1"},
	{ONE "stdout:\n $x:word\ncheck $page == 1 < 2 +- $band # c\nexit: 0\n",
		"3[a] stdout {4 $x:word}; 5[] check $page==1<2+-; 6[a] exit 0"},
	{TWO "stdout a b:\n  $x\ncheck each a b: $x == 1\nexit a b: 0\n",
		"4[a b] stdout {5 $x}; 6[a b] check each $x==1; 7[a b] exit 0"},
	{ONE "stdout:\n  $x\ncheck each: $x == 1\nexit: 0\n",
		"3[a] stdout {4 $x}; 5[a] check each $x==1; 6[a] exit 0"},
	{ONE "either fast:\n  exit: 0\nor:\n  exit: 1\nor slow way:\n  exit: 2\nend\n",
		"3[] either(3fast: 4[a] exit 0 | 5: 6[a] exit 1 | 7slow way: 8[a] exit "
		"2)"},
	{ONE "either:\nexit: 0\nor:\nexit: 1\nend\n",
		"3[] either(3: 4[a] exit 0 | 5: 6[a] exit 1)"},
	{ONE "when glibc >= 2.42:\n  exit: 0\nelse:\n  exit: 1\nend\n",
		"3[] when(3glibc>=2.42: 4[a] exit 0 | 5: 6[a] exit 1)"},
	{ONE "when aslr == 2: # here\n  stderr: nothing\nend\nexit: 0\n",
		"3[] when(3aslr==2: 4[a] stderr); 6[a] exit 0"},
	{ONE "either:\n  either:\n    exit: 0\n  or:\n    exit: 1\n  end\nor:\n"
	     "  when uid == 0:\n    exit: 2\n  end\n  stderr: nothing\nend\n",
		"3[] either(3: 4[] either(4: 5[a] exit 0 | 6: 7[a] exit 1) | "
		"9: 10[] when(10uid==0: 11[a] exit 2); 13[a] stderr); 2[a] exit 0"},
	{ONE "stdout:\n  $x\n  $($x + 1)\nsyscalls:\n  $($a.x) times: brk($($x))\nexit: "
	     "0\n",
		"3[a] stdout {4 $x} {5 $($x + 1)}; "
		"6[a] syscalls {7 $($a.x) times: brk($($x))}; 8[a] exit 0"},
	{"lab T\nrun a\n  times: 2\nstdout:\n  $x\ncheck distinct($a.x) == max($x)\n",
		"4[a] stdout {5 $x}; 6[] check distinct($a.x)==max($x); 2[a] exit 0"},
	{"\xef\xbb\xbflab T\nrun a\nexit: 0\n", "3[a] exit 0"},
	{"lab\tT\nrun\ta\nexit: 0\n", "3[a] exit 0"},
	{ONE "exit:\t0\n", "3[a] exit 0"},
	{TWO "stderr\tb:\tnothing\nexit a b: 0\n", "4[b] stderr; 5[a b] exit 0"},
	{ONE "exit: SIGIO\n", "3[a] exit SIGIO"},
	{ONE "exit: SIGRT_1\n", "3[a] exit SIGRT_1"},
	{ONE "when aslr == 2:\n  exit: 1\nend\n",
		"3[] when(3aslr==2: 4[a] exit 1); 2[a] exit 0"},
	{ONE "either:\n  exit: 1\nor:\n  check 1 == 1\nend\n",
		"3[] either(3: 4[a] exit 1 | 5: 6[] check 1==1); 2[a] exit 0"},
};

Test(expect, every_directive_becomes_an_item)
{
	for (size_t i = 0; i < COUNT(judged); i++) {
		struct pool pool = {0};
		struct expect expect;

		parse(&pool, judged[i].text, &expect);
		cr_assert_str_eq(items_text(&pool, expect.items), judged[i].items);
		pool_free(&pool);
	}
}

/* `text` with every line end made CRLF. */
static char *with_crlf(struct pool *pool, const char *text)
{
	char *copy = pool_alloc(pool, 2 * strlen(text) + 1);
	char *to = copy;

	for (; *text; text++) {
		if (*text == '\n')
			*to++ = '\r';
		*to++ = *text;
	}
	return copy;
}

Test(expect, line_ends_of_windows_change_nothing)
{
	for (size_t i = 0; i < COUNT(judged); i++) {
		struct pool pool = {0};
		struct expect expect;

		parse(&pool, with_crlf(&pool, judged[i].text), &expect);
		cr_assert_str_eq(items_text(&pool, expect.items), judged[i].items);
		pool_free(&pool);
	}
}

Test(expect, captures_belong_to_the_runs_of_their_section)
{
	struct pool pool = {0};
	struct expect expect;
	const struct capture *capture;

	parse(&pool, TWO "stdout a b:\n  $x $y:word\nsyscalls a:\n  ! no\n  $x $z\n",
		&expect);
	capture = expect.runs->next->captures;
	cr_assert_str_eq(capture->name, "y");
	cr_assert_str_eq(capture->next->name, "x");
	cr_assert_null(capture->next->next);
	capture = expect.runs->captures;
	cr_assert_str_eq(capture->name, "z");
	cr_assert_str_eq(capture->next->next->name, "x");
	cr_assert_null(capture->next->next->next);
	pool_free(&pool);
}

Test(expect, the_source_of_an_item_is_without_its_comment)
{
	static const struct {
		const char *line;
		const char *source;
	} cases[] = {
		{"check $page == 1 # note", "check $page == 1"},
		{"check $page == 1\t#note", "check $page == 1"},
		{"check each: $page == 1  # note", "check each: $page == 1"},
		{"check $page == 1", "check $page == 1"},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct pool pool = {0};
		struct expect expect;

		parse(&pool, pool_printf(&pool, ONE "%s\n", cases[i].line), &expect);
		cr_assert_str_eq(expect.items->source, cases[i].source);
		pool_free(&pool);
	}
}

/* Judging lines behind ONE. Whatever branch is true, $x has a value. */
static const char *const common_names[] = {
	"either:\n stdout:\n  1 $x\nor:\n stdout:\n  2 $x\nend\ncheck $x == 1\n",
	"either:\n stdout:\n  $x $y\nor:\n syscalls:\n  b($z)\n  a($x)\nend\n"
	"check $x == 1\n",
	"either:\n stdout:\n  1 $x\nor:\n stdout:\n  2 $x\nor:\n stdout:\n  3 $x\nend\n"
	"syscalls:\n brk($($x))\n 2 times: w($x)\n ! v($x)\n",
	"when aslr == 2:\n stdout:\n  1 $x\nelse:\n stdout:\n  2 $x\nend\ncheck $x == 1\n",
	"either:\n either:\n  stdout:\n   1 $x\n or:\n  stdout:\n   2 $x\n end\nor:\n"
	" when uid == 0:\n  stdout:\n   3 $x\n else:\n  stdout:\n   4 $x\n end\nend\n"
	"check $x == 1\n",
	/* it had one before */
	"stdout:\n $x\neither:\n syscalls:\n  a($x)\nor:\n stderr:\n  b\nend\n"
	"check $x == 1\n",
	"stdout:\n $x\nwhen aslr == 2:\n syscalls:\n  a($x) = $y\nend\ncheck $x == 1\n",
	/* and it has one in its own branch */
	"either:\n stdout:\n  $x\n check $x == 1\nor:\n stdout:\n  $x:word\nend\n",
	"when aslr == 2:\n stdout:\n  $x\n check $x == 1\nelse:\n stdout:\n  $y\n"
	" check $y == 1\nend\n",
};

Test(expect, a_name_that_every_branch_captures_is_known_behind_the_end)
{
	for (size_t i = 0; i < COUNT(common_names); i++) {
		struct pool pool = {0};
		struct expect expect;

		parse(&pool, pool_printf(&pool, ONE "%s", common_names[i]), &expect);
		pool_free(&pool);
	}
}

/* --- what is said
 * ----------------------------------------------------------------------- */

/* Of a lab in Chinese alone as well; and a translation may stand in front of its sentence. */
Test(expect, a_hint_that_is_code_stands_behind_those_of_any_language)
{
	struct pool pool = {0};
	struct expect expect;
	const struct notes *notes;

	parse(&pool, "lab T\nrun a\nexit: 0\n  hint.zh: 一\n  code: x = 1;\n  hint: one\n",
		&expect);
	notes = &expect.items->notes;
	cr_assert_str_eq(notes->hint[0][CHINESE], "一");
	cr_assert_str_eq(notes->hint[0][ENGLISH], "one");
	cr_assert_str_eq(notes->hint[1][ENGLISH], "x = 1;");
	cr_assert_eq(notes->hint[1][CHINESE], notes->hint[1][ENGLISH]);
	cr_assert_null(notes->hint[2][ENGLISH]);
	pool_free(&pool);
}

Test(expect, notes_belong_to_the_line_above_them)
{
	static const char text[] = ONE "stdout:\n"
				       "  first\n"
				       "    says: The section\n"
				       "      as a whole.\n"
				       "    says.zh: 整个\n"
				       "      小节\n"
				       "    why: Because\n"
				       "  second\n"
				       "    why: Other\n"
				       "    hint.zh: 一\n"
				       "    hint: one\n"
				       "    hint: two # really\n"
				       "    hint: three\n"
				       "exit: 0\n"
				       "  why: 页 of\n"
				       "    4096\n"
				       "    bytes\n"
				       "    字节\n"
				       "  says: It ends.\n";
	struct pool pool = {0};
	struct expect expect;
	const struct item *section;
	const struct notes *first;
	const struct notes *second;

	parse(&pool, text, &expect);
	section = expect.items;
	first = &section->patterns->notes;
	second = &section->patterns->next->notes;
	cr_assert_str_eq(section->notes.says[ENGLISH], "The section as a whole.");
	cr_assert_str_eq(section->notes.says[CHINESE], "整个小节");
	cr_assert_null(section->notes.why[ENGLISH]);
	cr_assert_str_eq(first->why[ENGLISH], "Because");
	cr_assert_null(first->says[ENGLISH]);
	cr_assert_null(first->hint[0][ENGLISH]);
	cr_assert_str_eq(second->why[ENGLISH], "Other");
	cr_assert_null(second->why[CHINESE]);
	cr_assert_str_eq(second->hint[0][CHINESE], "一");
	cr_assert_str_eq(second->hint[0][ENGLISH], "one");
	cr_assert_str_eq(second->hint[1][ENGLISH], "two # really");
	cr_assert_str_eq(second->hint[2][ENGLISH], "three");
	cr_assert_null(second->hint[1][CHINESE]);
	cr_assert_str_eq(section->next->notes.why[ENGLISH], "页 of 4096 bytes 字节");
	cr_assert_str_eq(section->next->notes.says[ENGLISH], "It ends.");
	pool_free(&pool);
}

Test(expect, a_note_falls_back_to_the_other_language)
{
	static const char *const both[LANGUAGES] = {"yes", "是"};
	static const char *const english[LANGUAGES] = {"yes", NULL};
	static const char *const chinese[LANGUAGES] = {NULL, "是"};
	static const char *const none[LANGUAGES] = {NULL, NULL};

	language = ENGLISH;
	cr_assert_str_eq(note_text(both), "yes");
	cr_assert_str_eq(note_text(chinese), "是");
	language = CHINESE;
	cr_assert_str_eq(note_text(both), "是");
	cr_assert_str_eq(note_text(english), "yes");
	cr_assert_null(note_text(none));
}

static const char *cells_text(struct pool *pool, const struct pattern *cell)
{
	const char *text = "";

	for (; cell; cell = cell->next)
		text = pool_printf(pool, "%s<%s>", text, cell->source);
	return text;
}

Test(expect, a_table_and_an_explanation_follow_the_checks)
{
	static const char text[] = ONE "check $page > 0\n"
				       "table:\n"
				       "  head: pages | faults\n"
				       "  head.zh: 页数|缺页\n"
				       "  row: 0 | $($faults)\n"
				       "  row:   $($faults + 1) of 2|$$\n"
				       "  row: a | \n"
				       "  row: |b\n"
				       "explain:\n"
				       "  One line\n"
				       "  and another.\n"
				       "      a = b\n"
				       "  The end.\n"
				       "explain.zh:\n"
				       "  第一行\n"
				       "  第二行\n";
	struct pool pool = {0};
	struct expect expect;

	parse(&pool, text, &expect);
	cr_assert_str_eq(cells_text(&pool, expect.table_head[ENGLISH]), "<pages><faults>");
	cr_assert_str_eq(cells_text(&pool, expect.table_head[CHINESE]), "<页数><缺页>");
	cr_assert_str_eq(cells_text(&pool, expect.table->cells), "<0><$($faults)>");
	cr_assert_eq(expect.table->cells->line, 7);
	cr_assert_str_eq(
		cells_text(&pool, expect.table->next->cells), "<$($faults + 1) of 2><$$>");
	cr_assert_str_eq(cells_text(&pool, expect.table->next->next->cells), "<a><>");
	cr_assert_str_eq(cells_text(&pool, expect.table->next->next->next->cells), "<><b>");
	cr_assert_null(expect.table->next->next->next->next);
	cr_assert_str_eq(
		expect.explain[ENGLISH], "One line and another.\n    a = b\nThe end.");
	cr_assert_str_eq(expect.explain[CHINESE], "第一行第二行");
	pool_free(&pool);
}

Test(expect, the_predefined_names_are_known)
{
	for (int i = 0; i < FACTS; i++) {
		const char *name = fact_name((enum machine_fact)i);

		cr_assert(fact_is_name(name), "%s", name);
		cr_assert_not(fact_is_of_run(name), "%s", name);
		cr_assert(*fact_meaning((enum machine_fact)i), "%s has no meaning", name);
	}
	cr_assert(fact_is_name("page") && fact_is_name("riscv64"));
	cr_assert(fact_is_of_run("faults") && fact_is_of_run("band"));
	cr_assert_not(fact_is_of_run("pages") || fact_is_name("pages"));
}

/* --- names, loops and parts --------------------------------------------------------- */

static const struct item *item_at(const struct expect *expect, int index)
{
	const struct item *item = expect->items;

	while (item && index-- > 0)
		item = item->next;
	return item;
}

static const char names_file[] =
	"lab T\nrun a\nrun B: a\n"
	"stdout a B:\n  x\nstdout a B:\n  y\n"
	"syscalls a one..two:\n  z(...\n"
	"pause one a:\n  1 < 2\npause two a:\n  1 < 2\n"
	"check 1 < 2\ncheck 2 < 3\n  name: two_below_three\ncheck 3 < 4\n"
	"check 4 < 5\n  says four_below_five: Four is less.\n"
	"exit a: 0\n";

Test(expect, a_check_without_a_name_is_called_by_what_it_is_about)
{
	static const char *const names[] = {"stdout_a_b", "stdout_a_b_2",
		"syscalls_a_one_two", "pause_one_a", "pause_two_a", "check_1",
		"two_below_three", "check_2", "four_below_five", "exit_a", "pauses_a",
		"exit_b"};
	struct pool pool = {0};
	struct expect expect;
	struct err err;

	cr_assert_eq(expect_parse(&pool, "x", BYTES(names_file), &expect, &err), 0, "%s",
		err.message);
	for (int i = 0; i < (int)COUNT(names); i++)
		cr_expect_str_eq(item_at(&expect, i)->name, names[i]);
	cr_assert_null(item_at(&expect, (int)COUNT(names)));
	cr_assert_str_eq(item_at(&expect, 8)->notes.says[ENGLISH], "Four is less.");
	pool_free(&pool);
}

static const char loops_file[] = "lab T\nfor N in 1 2:\n  run a{N}: a {N}\nend\n"
				 "for N WORD in 1 one, 2 \"and two\":\n"
				 "  stdout a{N}:\n"
				 "    for I in 3 4:\n      {N} {I} {x} {WORD}\n    end\n"
				 "end\n";

Test(expect, a_loop_is_read_once_for_each_value)
{
	struct pool pool = {0};
	struct expect expect;
	struct err err;
	const struct item *item;

	cr_assert_eq(expect_parse(&pool, "x", BYTES(loops_file), &expect, &err), 0, "%s",
		err.message);
	cr_expect_str_eq(expect.runs->name, "a1");
	cr_expect_str_eq(expect.runs->next->args->text, "2");
	item = item_at(&expect, 1);
	cr_expect_str_eq(item->name, "stdout_a2");
	cr_expect_eq(item->line, 6);
	cr_expect_str_eq(item->patterns->source, "2 3 {x} and two");
	cr_expect_eq(item->patterns->line, 8);
	cr_expect_str_eq(item->patterns->next->source, "2 4 {x} and two");
	pool_free(&pool);
}

/* Each loop takes the lines that are inside of it ten times. */
Test(expect, loops_make_no_more_lines_than_a_machine_can_hold)
{
	struct pool pool = {0};
	const char *text = "lab T\nrun a\n";
	struct expect expect;
	struct err err;

	for (int i = 0; i < 5; i++)
		text = pool_printf(
			&pool, "%s%*sfor A%d in 0 1 2 3 4 5 6 7 8 9:\n", text, i, "", i);
	text = pool_printf(&pool, "%s     check {A0}{A1}{A2}{A3}{A4} >= 0\n", text);
	for (int i = 4; i >= 0; i--)
		text = pool_printf(&pool, "%s%*send\n", text, i, "");
	cr_assert_eq(expect_parse(&pool, "x", text, strlen(text), &expect, &err), -1);
	cr_expect_eq(err.line, 8);
	cr_expect(has(err.message, "more than 10000 lines"), "%s", err.message);
	pool_free(&pool);
}

static const char parts_file[] = "lab T\nrun a\npart One\npart.zh \xe4\xb8\x80\n"
				 "stdout:\n  x\nwhen uid == 0:\n  check 1 < 2\nend\n"
				 "aside Two\nstderr: nothing\n";

Test(expect, what_is_judged_belongs_to_the_part_above)
{
	struct pool pool = {0};
	struct expect expect;
	struct err err;
	const struct part *two;

	cr_assert_eq(expect_parse(&pool, "x", BYTES(parts_file), &expect, &err), 0, "%s",
		err.message);
	two = expect.parts->next;
	cr_expect_str_eq(expect.parts->title[CHINESE], "\xe4\xb8\x80");
	cr_expect_not(expect.parts->aside);
	cr_expect(two->aside);
	cr_expect_eq(two->number, 2);
	cr_expect_eq(item_at(&expect, 0)->part, expect.parts);
	cr_expect_eq(item_at(&expect, 1)->branches->items->part, expect.parts);
	cr_expect_eq(item_at(&expect, 2)->part, two);
	cr_expect_eq(item_at(&expect, 3)->part, two, "the exit that no line tells");
	pool_free(&pool);
}

/* --- what is refused
 * -------------------------------------------------------------------- */

static const struct {
	const char *text;
	size_t size;
	int line;
	const char *message; /* a part of it */
} errors[] = {
	/* the file as a whole */
	{BYTES(""), 1, "the file has no title"},
	{BYTES("# nothing\n\n"), 1, "the file has no title"},
	{BYTES("run a\nexit: 0\n"), 1, "the file has no title"},
	{BYTES("lab T\n"), 1, "the file runs nothing"},
	{BYTES(ONE), 1, "the file judges nothing"},
	{BYTES(ONE "explain:\n  x\n"), 1, "the file judges nothing"},
	{BYTES(ONE "exit: 0\n\0"), 1, "holds a NUL byte"},
	{BYTES("lab T\0\nrun a\nexit: 0\n"), 1, "holds a NUL byte"},
	{BYTES("lab\n"), 1, "one title was expected after lab"},
	{BYTES("lab T\nlab U\n"), 2, "read: lab U"},
	{BYTES("lab.zh 题\nlab.zh 目\n"), 2, "one title was expected after lab"},
	/* words */
	{BYTES(ONE "stdot:\n  x\n"), 3, "a directive was expected"},
	{BYTES(ONE "stdot:\n  x\n"), 3, "read: stdot:"},
	{BYTES(ONE "stdoutx:\n  x\n"), 3, "read: stdoutx:"},
	{BYTES(ONE "\xef\xbb\xbfstdout:\n  x\n"), 3, "a directive was expected"},
	{BYTES(ONE "or:\n  exit: 0\n"), 3, "no either or when above"},
	{BYTES(ONE "else:\n  exit: 0\n"), 3, "no either or when above"},
	{BYTES(ONE "exit: 0\nend\n"), 4, "read: end"},
	{BYTES(ONE "says: x\n"), 3, "a directive was expected"},
	/* questions */
	{BYTES(ONE "ask how many?\n"), 3, "a question is written as \"ask NAME:\""},
	{BYTES(ONE "ask Sum:\n"), 3, "a question is written as"},
	{BYTES(ONE "ask s:\n"), 3, "a question is written as"},
	{BYTES(ONE "ask sum: now\n"), 3, "a question is written as"},
	{BYTES(ONE "ask sum:\n"), 3, "needs \"says:\", \"about:\" and \"because:\""},
	{BYTES(ONE "ask sum:\n  why: x\n"), 4, "beneath a question stand says:"},
	{BYTES(ONE "ask sum:\n" QUESTION), 3, "answers of one kind"},
	{BYTES(ONE "ask sum:\n" QUESTION "  answer:\n"), 7, "an answer is written as"},
	{BYTES(ONE "ask sum:\n" QUESTION "  answer: 1 |\n"), 7, "an answer is written as"},
	{BYTES(ONE "ask sum:\n" QUESTION "  answer: 1 | a | b | c\n"), 7,
		"an answer is written as"},
	{BYTES(ONE "ask sum:\n" QUESTION "  answer: 1 + | a\n"), 7, "expected a number"},
	{BYTES(ONE "ask sum:\n" QUESTION "  answer: 1 +- | a\n"), 7, "expected a number"},
	{BYTES(ONE "ask sum:\n" QUESTION "  answer: 1\n  answer: 2\n"), 8, "there already"},
	{BYTES(ONE "exit: 0\nask sum:\n" QUESTION "  answer: $x\n"), 4, "$x is not"},
	{BYTES(ONE "exit: 0\nask sum:\n" QUESTION "  answer: aslr\n"), 4, "needs a dollar"},
	{BYTES(ONE "ask sum:\n" QUESTION "  answer: 1\n  thing: aa | 1 | a\n"), 8,
		"answers of one kind"},
	{BYTES(ONE "ask sum:\n" QUESTION "  thing: aa | 1 | a\n"), 3, "one kind"},
	{BYTES(ONE "ask sum:\n" QUESTION
		   "  thing: aa | 1 | a\n  choice: bb | 1 == 1 | b\n"),
		8, "answers of one kind"},
	{BYTES(ONE "ask sum:\n" QUESTION "  thing: aa | 1 | a\n  thing: aa | 1 | b\n"), 8,
		"thing: NAME | $address | TEXT"},
	{BYTES(ONE "ask sum:\n" QUESTION "  choice: aa | 1 | a\n"), 7, "relation"},
	{BYTES(ONE "ask sum:\n" QUESTION "  choice: aa | 1 == 1\n"), 7,
		"choice: NAME | $count == 0 | TEXT"},
	{BYTES(ONE "ask sum:\n" QUESTION SIX_THINGS), 12, "2 to 5 \"choice:\""},
	{BYTES(ONE "ask sum:\n" QUESTION "  answer: 1\nask sum:\n"), 8,
		"no other question has"},
	{BYTES(ONE
		 "exit: 0\nask sum:\n  says: x\n  about: x\n  because: $x\n  answer: 1\n"),
		4, "a cell holds text"},
	{BYTES(ONE
		 "exit: 0\nask sum:\n  says: x\n  about: x\n  because: $(1\n  answer: 1\n"),
		4, "closing parenthesis"},
	{BYTES(ONE "ask sum:\n  says: x\n  says: x\n"), 5, "this is there already"},
	{BYTES(ONE "points 3\n"), 3, "the word \"points\" is reserved"},
	{BYTES(ONE "either:\n  run b\nor:\n  exit: 0\nend\n"), 4,
		"\"run\" is about the whole file"},
	/* pauses, files and tools */
	{BYTES(ONE "pause:\n  1 == 1\n"), 3, "pause NAME RUN:"},
	{BYTES(ONE "pause p\n  1 == 1\n"), 3, "a colon is missing"},
	{BYTES(ONE "pause p: x\n  1 == 1\n"), 3, "the end of the line was expected"},
	{BYTES(ONE "pause p b:\n  1 == 1\n"), 3, "there is no run named b"},
	{BYTES(ONE "pause p:\nexit: 0\n"), 3, "nothing stands beneath"},
	{BYTES(ONE "pause p:\n  1\n"), 4, "expected a relation"},
	{BYTES(ONE "pause p:\n  1 is\n"), 4, "expected"},
	{BYTES(ONE "pause p:\n  1 is rwxp\n  1 is rw\n"), 5, "after \"is\" stand"},
	{BYTES(ONE "pause p:\n  1 is rw-p blue\n"), 4, "after the permissions"},
	{BYTES(ONE "pause p:\n  1 is present\n"), 4, "\"is present\" is said of"},
	{BYTES(ONE "pause p:\n  [heap is absent\n"), 4, "in brackets"},
	{BYTES(ONE "pause p:\n  1 between 2\n"), 4, "needs two ends"},
	{BYTES(ONE "pause p:\n  1 between 2 or 3\n"), 4, "joined by \"and\""},
	{BYTES(ONE "pause p:\n  1 has gu\n"), 4, "VmFlags($p) has gu"},
	{BYTES(ONE "pause p:\n  VmFlags(1) has g\n"), 4, "VmFlags($p) has gu"},
	{BYTES(ONE "pause p:\n  1 is new since q\n"), 4, "must be a pause before"},
	{BYTES(ONE "pause p:\n  1 is gone since p\n"), 4, "must be a pause before"},
	{BYTES(ONE "pause p:\n  $x is unmapped\n"), 4, "$x is not captured"},
	{BYTES(ONE "pause p:\n  $x..2 is unmapped\n"), 4, "$x is not captured"},
	{BYTES(ONE "pause p:\n  1 inside 1..$x\n"), 4, "$x is not captured"},
	{BYTES(ONE "pause p:\n  region(1) == 1\n"), 4, "a dot and a field"},
	{BYTES(ONE "pause p:\n  region([heap).size == 1\n"), 4, "in brackets"},
	{BYTES(ONE "pause p:\n  word(1 == 1\n"), 4, "expected )"},
	{BYTES(ONE "pause p:\n  section(.bss) == 1\n"), 4, "a dot and a field"},
	{BYTES(ONE "pauses: many\n"), 3, "from 0 to 64"},
	{BYTES(ONE "pauses: 65\n"), 3, "from 0 to 64"},
	{BYTES(ONE "check threads == 1\n"), 3, "are read at a pause"},
	{BYTES(ONE "check $base == 0\n"), 3, "$base is found at a pause"},
	{BYTES(ONE "stdout a x..:\n  a\n"), 3, "there is no pause x"},
	{BYTES(TWO "pause p a:\n  1 == 1\nstdout a b p..:\n  a\n"), 6,
		"there is no pause p of the run b"},
	{BYTES(ONE "stdout a ..:\n  a\n"), 3, "before..after"},
	{BYTES(ONE "stderr a x..:\n  a\n"), 3, "there is no run named x.."},
	{BYTES(ONE "stdout a x.. b:\n  a\n"), 3, "before..after"},
	{BYTES(ONE "elf a:\n"), 3, "nothing stands beneath"},
	{BYTES(ONE "elf b:\n  1 == 1\n"), 3, "there is no build \"b\""},
	{BYTES(ONE "elf\n  1 == 1\n"), 3, "a colon is missing"},
	{BYTES(ONE "elf:\n  [heap] is absent\n"), 4, "speaks of a file"},
	{BYTES(ONE "elf:\n  1 is unmapped\n"), 4, "speaks of a file"},
	{BYTES(ONE "elf:\n  header.x == 1\n"), 4, "no field \"x\""},
	{BYTES(ONE "elf:\n  segment(X).type == 1\n"), 4, "no type of segment"},
	{BYTES(ONE "elf:\n  segment(LOAD, 0).type == 1\n"), 4, "which segment"},
	{BYTES(ONE "elf:\n  word(1) == 1\n"), 4, "are read at a pause"},
	{BYTES(ONE "when header.type == 1:\n  exit: 0\nend\n"), 3,
		"asks facts of the machine"},
	{BYTES(ONE "tool t:\n  x\n"), 3, "there is no tool \"t\""},
	{BYTES(ONE "tool t\n  x\n"), 3, "a colon is missing"},
	{BYTES(ONE "tool a: nm a\n"), 3, "the name a is taken already"},
	{BYTES(ONE "tool t: nm a\n  wants: x\n"), 4, "needs:, output:"},
	{BYTES(ONE "tool t: nm a\n  output: /x\n"), 4, "named without a path"},
	{BYTES(ONE "tool t: nm a\ntool t f:\n  x\n"), 4, "\"function NAME\""},
	{BYTES(ONE "tool t: nm a\nexit t: 0\n"), 4, "there is no run named t"},
	{BYTES(ONE "tool t: nm a\ncheck $t.faults == 0\n"), 4, "$faults is not captured"},
	{BYTES(ONE "either:\n  tool t: nm a\nor:\n  exit: 0\nend\n"), 4,
		"there is no tool \"t\""},
	/* builds and runs */
	{BYTES("lab T\nbuild a.c\n"), 2, "expected \"build NAME: SOURCE.c FLAGS\""},
	{BYTES("lab T\nbuild x:\n"), 2, "expected \"build NAME: SOURCE.c FLAGS\""},
	{BYTES("lab T\nbuild : a.c\n"), 2, "expected \"build NAME: SOURCE.c FLAGS\""},
	{BYTES("lab T\nbuild 1x: a.c\n"), 2, "read: build 1x: a.c"},
	{BYTES("lab T\nbuild x: ../a.c\n"), 2, "named without a path; read: ../a.c"},
	{BYTES("lab T\nbuild x: a.c\nbuild x: b.c\n"), 3, "the name x is taken already"},
	{BYTES("lab T\nrun x\nbuild x: b.c\n"), 3, "the name x is taken already"},
	{BYTES("lab T\nrun\n"), 2, "expected \"run [NAME:] BUILD ARGUMENTS\""},
	{BYTES("lab T\nrun a:\n"), 2, "expected \"run [NAME:] BUILD ARGUMENTS\""},
	{BYTES("lab T\nrun a-b\n"), 2, "read: a-b"},
	{BYTES("lab T\nrun a: b.c\n"), 2, "read: b.c"},
	{BYTES("lab T\nrun a.b: c\n"), 2, "read: a.b"},
	{BYTES("lab T\nrun 1a: c\n"), 2, "read: 1a"},
	{BYTES(ONE "run a\n"), 3, "the name a is taken already"},
	{BYTES(ONE "run a: b\nexit: 0\n"), 3, "the name a is taken already"},
	{BYTES("lab T\nrun \"a\n"), 2, "expected \"run [NAME:] BUILD ARGUMENTS\""},
	/* options */
	{BYTES(ONE "  tims: 3\n"), 3, "an option was expected, read: tims: 3."},
	{BYTES(ONE "  tims: 3\n"), 3,
		"times:, aslr:, layout:, zero page:, thp:, user:, limit:, env:, input:, "
		"press:, stdout:, malloc:, faults:"},
	{BYTES(ONE "  times\n"), 3, "an option was expected, read: times."},
	{BYTES(ONE "  why: x\n"), 3, "an option was expected, read: why: x."},
	{BYTES(ONE "  press: \"a\"\nexit: 0\n"), 2, "nobody looks at a pause of it"},
	{BYTES(ONE "  thp: on\n  times: 0\n"), 4, "a number from 1 to 1000, read: 0"},
	{BYTES(ONE "  times: 1001\n"), 3, "a number from 1 to 1000, read: 1001"},
	{BYTES(ONE "  times: 2 3\n"), 3, "a number from 1 to 1000, read: 2 3"},
	{BYTES(ONE "  times:\n"), 3, "a number from 1 to 1000, read: the end of the line"},
	{BYTES(ONE "  aslr: of\n"), 3, "off if possible, read: of"},
	{BYTES(ONE "  thp: yes\n"), 3, "expected on or off, read: yes"},
	{BYTES(ONE "  user:\n"), 3, "the name of one user, read: the end of the line"},
	{BYTES(ONE "  user: a b\n"), 3, "the name of one user, read: a b"},
	{BYTES(ONE "  limit: 8M\n"), 3, "expected stack SIZE, read: 8M"},
	{BYTES(ONE "  limit: stack 0\n"), 3, "a size as in 64K, 8M, or unlimited, read: 0"},
	{BYTES(ONE "  limit: stack -8K\n"), 3, "a size as in 64K"},
	{BYTES(ONE "  limit: stack 8MB\n"), 3, "a size as in 64K"},
	{BYTES(ONE "  env: X\n"), 3, "expected NAME=VALUE, read: X"},
	{BYTES(ONE "  env: =1\n"), 3, "expected NAME=VALUE, read: =1"},
	{BYTES(ONE "  env: A B=1\n"), 3, "expected NAME=VALUE, read: A B=1"},
	{BYTES(ONE "  input: 3\n"), 3, "text in double quotes"},
	{BYTES(ONE "  input: \"3\n"), 3, "a quote is not closed: \"3"},
	{BYTES(ONE "  input: \"3\\\"\n"), 3, "a quote is not closed"},
	{BYTES(ONE "  input: \"3\" 4\n"), 3, "expected the end of the line, read: 4"},
	{BYTES(ONE "  stdout: file\n"), 3, "expected pipe or terminal, read: file"},
	{BYTES(ONE "  faults: perf\n"), 3, "expected perf stat, read: perf"},
	/* which runs */
	{BYTES(ONE "stdout b:\n  x\n"), 3, "there is no run named b above this line"},
	{BYTES(ONE "stdout b:\n  x\nrun b\n"), 3,
		"there is no run named b above this line"},
	{BYTES(ONE "exit a b: 0\n"), 3, "there is no run named b"},
	{BYTES(ONE "check each b: $page == 1\n"), 3, "there is no run named b"},
	{BYTES(ONE "check $b.faults == 1\n"), 3, "there is no run named b"},
	{BYTES(ONE "stdout a a:\n  x\n"), 3, "the run a is named twice in this line"},
	{BYTES(TWO "exit b a b: 0\n"), 4, "the run b is named twice in this line"},
	{BYTES(ONE "check each a a: $page == 1\n"), 3, "the run a is named twice"},
	{BYTES(ONE "stdout \"a:\n  x\n"), 3, "a quote is not closed: \"a"},
	{BYTES(ONE "check each \"a: $page == 1\n"), 3, "a quote is not closed: \"a"},
	{BYTES("lab T\nexit: 0\nrun a\n"), 2, "there is no run above this line"},
	{BYTES("lab T\nstdout:\n  x\n"), 2, "there is no run above this line"},
	{BYTES(TWO "stdout:\n  x\n"), 4, "this file has several runs"},
	{BYTES(TWO "exit: 0\n"), 4, "this file has several runs"},
	{BYTES(TWO "check each: $page == 1\n"), 4, "this file has several runs"},
	{BYTES(ONE "stdout\n  x\n"), 3, "a colon is missing"},
	{BYTES(ONE "exit 0\n"), 3, "a colon is missing"},
	{BYTES(ONE "check each a\n"), 3, "a colon is missing"},
	/* sections */
	{BYTES(ONE "stdout:\n"), 3, "nothing stands beneath \"stdout:\""},
	{BYTES(ONE "stderr a:\nexit: 0\n"), 3, "nothing stands beneath \"stderr a:\""},
	{BYTES(ONE "syscalls:\nexit: 0\n"), 3, "nothing stands beneath \"syscalls:\""},
	{BYTES(ONE "syscalls: nothing\n"), 3,
		"end of the line was expected, read: nothing"},
	{BYTES(ONE "stdout: hello\n"), 3, "end of the line was expected, read: hello"},
	{BYTES(ONE "stdout:\n  a\n  ! b\n"), 5, "matched as a whole"},
	{BYTES(ONE "stderr:\n  2 times: b\n"), 4, "matched as a whole"},
	{BYTES(ONE "stdout:\n  costs $5\n"), 4, "Read: $5"},
	{BYTES(ONE "stdout:\n  a\n  $(1 + \n"), 5, "needs a closing parenthesis"},
	{BYTES(ONE "syscalls:\n  $(x) times: y\n"), 4, "the name x needs a dollar"},
	{BYTES("lab T\nrun a\n  faults: perf stat\nsyscalls:\n  x\n"), 4, "not traced"},
	{BYTES(ONE "exit: 256\n"), 3,
		"from 0 to 255 or a signal such as SIGSEGV, read: 256"},
	{BYTES(ONE "exit: -1\n"), 3, "read: -1"},
	{BYTES(ONE "exit: 1 2\n"), 3, "read: 1 2"},
	{BYTES(ONE "exit: NULL\n"), 3, "read: NULL"},
	{BYTES(ONE "exit: SIGRT_\n"), 3, "read: SIGRT_"},
	{BYTES(ONE "exit: SIGRT_1x\n"), 3, "read: SIGRT_1x"},
	{BYTES(ONE "exit: segv\n"), 3, "read: segv"},
	{BYTES(ONE "exit: SIG SEGV\n"), 3, "read: SIG SEGV"},
	{BYTES(ONE "exit:\n"), 3, "expected an exit status"},
	{BYTES(ONE "check $page\n"), 3, "expected a relation"},
	{BYTES(ONE "check same($page) +- 3\n"), 3, "read: +- 3"},
	{BYTES(ONE "check $page == \n"), 3, "read: the end of the line"},
	{BYTES(ONE "check\n"), 3, "a number, a $name"},
	/* indentation */
	{BYTES("lab T\n  x\n"), 2, "the indentation does not fit"},
	{BYTES("  lab T\n"), 1, "the indentation does not fit"},
	{BYTES("lab T\n  why: x\n"), 2, "the indentation does not fit"},
	{BYTES(ONE "stdout:\n    a\n  b\n"), 5, "the indentation does not fit"},
	{BYTES(ONE "stdout:\n\ta\n    b\n"), 5, "Read: b"},
	{BYTES(ONE "stdout:\n  a\n\tb\n"), 5, "a note was expected"},
	{BYTES(ONE "stdout:\n a\n   b\n"), 5, "Read: b"},
	{BYTES(ONE "exit: 0\n  exit: 0\n"), 4, "a note was expected"},
	{BYTES(ONE "either:\n  exit: 0\nor:\n  exit: 1\nend\n  why: x\n"), 8,
		"the indentation does not fit"},
	{BYTES(ONE "when uid == 0:\n  when uid == 0:\n    exit: 0\n  end\n    why: "
		   "x\nend\n"),
		7, "the indentation does not fit"},
	/* branches */
	{BYTES(ONE "either:\n  exit: 0\nend\n"), 3, "at least one \"or:\""},
	{BYTES(ONE "either:\n  exit: 0\nor:\n  exit: 1\n"), 3,
		"\"either:\" of line 3 is not"},
	{BYTES(ONE "either:\n  exit: 0\nor:\n  exit: 1\nexit: 2\n"), 7,
		"\"either:\" of line 3"},
	{BYTES(ONE "either:\n   exit: 0\n  or:\n   exit: 1\nend\n"), 5,
		"\"either:\" of line 3"},
	{BYTES(ONE "either:\n  exit: 0\nelse:\n  exit: 1\nend\n"), 5,
		"\"either:\" of line 3"},
	{BYTES(ONE "when uid == 0:\n  exit: 0\nstderr: nothing\n"), 5,
		"\"when uid == 0:\" of"},
	{BYTES(ONE "when uid == 0:\n  exit: 0\nor:\n  exit: 1\nend\n"), 5,
		"of line 3 is not"},
	{BYTES(ONE "either:\nor:\n  exit: 0\nend\n"), 3, "nothing to judge stands beneath"},
	{BYTES(ONE "either:\n  exit: 0\nor:\nend\n"), 5, "beneath \"or:\""},
	{BYTES(ONE "either:\n"), 3, "beneath \"either:\""},
	{BYTES(ONE "when uid == 0:\nend\n"), 3, "beneath \"when uid == 0:\""},
	{BYTES(ONE "when uid == 0:\n  exit: 0\nelse:\nend\n"), 5, "beneath \"else:\""},
	{BYTES(ONE "when uid:\n  exit: 0\nend\n"), 3, "expected a relation"},
	{BYTES(ONE "when:\n  exit: 0\nend\n"), 3, "a number, a $name"},
	{BYTES(ONE "when pagesize == 1:\n  exit: 0\nend\n"), 3, "facts of the machine"},
	{BYTES(ONE "when $page == 1:\n  exit: 0\nend\n"), 3,
		"without a dollar; read: $page"},
	{BYTES(ONE "when uid == 0 + faults:\n  exit: 0\nend\n"), 3, "facts of the machine"},
	/* names */
	{BYTES(ONE "check $x == 1\n"), 3, "$x is not captured by any section of the run a"},
	{BYTES(ONE "check $x == 1\nstdout:\n  $x\n"), 3, "$x is not captured"},
	{BYTES(ONE "check $page == 1 +- $x\n"), 3, "$x is not captured"},
	{BYTES(ONE "stdout:\n  $x\ncheck $X == 1\n"), 5, "$X is not captured"},
	{BYTES(ONE "stdout:\n  a\n  $($x)\n"), 5, "$x is not captured"},
	{BYTES(ONE "stdout:\n  $($x) $x\n"), 4, "$x is not captured"},
	{BYTES(ONE "syscalls:\n  a\n  $($x) times: y\n"), 5, "$x is not captured"},
	{BYTES(ONE "either:\n  exit: 0\nor:\n  check $x == 1\nend\n"), 6,
		"$x is not captured"},
	/* names that have no value when another branch is true */
	{BYTES(ONE "either:\n stdout:\n  1 $x\nor:\n stdout:\n  2\nend\ncheck $x == 1\n"),
		10, "$x is not captured by any section of the run a above this line"},
	{BYTES(ONE "either:\n stdout:\n  1\nor:\n stdout:\n  2 $x\nend\ncheck $x == 1\n"),
		10, "$x is not captured"},
	{BYTES(ONE "either:\n stdout:\n  1 $x\nor:\n check $x == 1\nend\n"), 7,
		"$x is not captured"},
	{BYTES(ONE "either:\n stdout:\n  $x $y\nor:\n stdout:\n  $x $z\nend\n"
		   "syscalls:\n a($x) = $($z)\n"),
		11, "$z is not captured"},
	{BYTES(TWO "either:\n stdout a:\n  $x\nor:\n stdout b:\n  $x\nend\n"
		   "check $b.x == 1\n"),
		11, "of the run b above"},
	{BYTES(ONE "when aslr == 2:\n stdout:\n  $x\nend\ncheck $x == 1\n"), 7,
		"$x is not captured"},
	{BYTES(ONE "when aslr == 2:\n stdout:\n  $x\nelse:\n stdout:\n  1\nend\n"
		   "exit: 0\ntable:\n  head: h\n  row: $($x)\n"),
		13, "$x is not captured"},
	{BYTES(ONE "either:\n when aslr == 2:\n  stdout:\n   $x\n end\nor:\n stdout:\n"
		   "  $x\nend\ncheck $x == 1\n"),
		12, "$x is not captured"},
	{BYTES(TWO "stdout a:\n  $x\nstdout b:\n  $($x)\n"), 7, "of the run b above"},
	{BYTES(TWO "stdout a:\n  $x\ncheck $b.x == 1\n"), 6, "of the run b above"},
	{BYTES(TWO "stdout a:\n  $x\ncheck each a b: $x == 1\n"), 6, "of the run b above"},
	{BYTES(TWO "stdout a:\n  $x\ncheck $x == 1\n"), 6, "so $x must name its own"},
	{BYTES(TWO "check $faults == 1\n"), 4, "so $faults must name its own"},
	{BYTES(ONE "stdout:\n  $page\n"), 4, "$page is predefined"},
	{BYTES(ONE "stdout:\n  x\n  $glibc:word\n"), 5, "$glibc is predefined"},
	{BYTES(ONE "syscalls:\n  brk($faults)\n"), 4, "$faults is predefined"},
	{BYTES(TWO "stdout a:\n  $b.x\n"), 5, "$b has the name of a run"},
	{BYTES(ONE "stdout:\n  $b\nrun b\n"), 4, "$b has the name of a run"},
	{BYTES(ONE "check faults == 1\n"), 3, "are read at a pause"},
	{BYTES(ONE "check 1 == min(1, page)\n"), 3, "the name page needs a dollar"},
	{BYTES(ONE "check 1 == 1 +- band\n"), 3, "the name band needs a dollar"},
	/* series */
	{BYTES(ONE "  times: 2\nstdout:\n  $x\ncheck $x == 1\n"), 6,
		"$a.x is a series, because its run is performed 2 times"},
	{BYTES(ONE "  times: 2\nstdout:\n  $x\ncheck $a.x == 1\n"), 6, "$a.x is a series"},
	{BYTES(ONE "  times: 2\nstdout:\n  $x\ncheck max($x + 1) == 1\n"), 6,
		"is a series"},
	{BYTES(ONE "  times: 2\ncheck $faults == 1\n"), 4, "$a.faults is a series"},
	{BYTES(ONE "  times: 3\nrun b\nstdout b:\n  $($a.faults)\n"), 6,
		"$a.faults is a series"},
	{BYTES(ONE "  times: 2\nexit: 0\ntable:\n  head: h\n  row: $($faults)\n"), 7,
		"is a series"},
	/* notes, table, explanation */
	{BYTES(ONE "exit: 0\n  foo: x\n"), 4, "a note was expected"},
	{BYTES(ONE "exit: 0\n  why x\n"), 4, "a note was expected"},
	{BYTES(ONE "exit: 0\n  why.en: x\n"), 4, "Read: why.en: x"},
	{BYTES(ONE "exit: 0\n  why: x\n  why: y\n"), 5, "this is there already"},
	{BYTES(ONE "exit: 0\n  why.zh: x\n  why.zh: y\n"), 5, "this is there already"},
	{BYTES(ONE "exit: 0\n  says: x\n  says: y\n"), 5, "this is there already; read"},
	{BYTES(ONE "stdout:\n  a\n    says: x\n  b\n    says: y\n"), 7,
		"make a check of what the other says; read: says: y"},
	{BYTES(ONE "elf a:\n  1 == 1\n    says: x\n  2 == 2\n    says: y\n"), 7,
		"by writing \"elf a:\" once more; read: says: y"},
	{BYTES(ONE "pause there a:\n  [heap] is absent\n    says: x\n  [vdso] is absent\n"
		   "    says.zh: y\n    says: z\n"),
		8,
		"begin the section anew above the line that it belongs to, by writing "
		"\"pause there a:\" once more; read: says: z"},
	{BYTES(ONE "exit: 0\n  hint: 1\n  hint: 2\n  hint: 3\n  hint: 4\n"), 7,
		"there are three hints already, and no more are shown"},
	{BYTES(ONE "exit: 0\n  why:\n"), 4, "the note is empty: why:"},
	{BYTES(ONE "exit: 0\n  hint.zh:\n    x\n"), 4, "the note is empty: hint.zh:"},
	{BYTES(ONE "exit: 0\ntable:\n  foo: x\n"), 5, "stand head:, row: and head.zh:"},
	{BYTES(ONE "exit: 0\ntable:\n  head: x\n  head: y\n"), 6, "read: head: y"},
	{BYTES(ONE TABLE "  row: x\n    why: y\n"), 7, "read: why: y"},
	{BYTES(ONE TABLE "  row: $(1 +)\n"), 6, "a number, a $name"},
	{BYTES(ONE TABLE "  row: 1\n  row: $faults\n"), 7, "write $faults as $("},
	{BYTES(ONE TABLE "  row: $($x)\n"), 6, "$x is not captured"},
	{BYTES(ONE "exit: 0\nexplain:\n"), 4, "nothing stands beneath \"explain:\""},
	{BYTES(ONE "explain:\n  x\nexplain:\n  y\n"), 5, "this is there already"},
	/* nothing is ignored silently */
	{BYTES("lab: T\nrun a\n"), 1, "one title was expected after lab"},
	{BYTES("lab T\nbuild a: a.c \"-O2 -g\nrun a\n"), 2,
		"a quote is not closed: \"-O2 -g"},
	{BYTES("lab T\nrun a: b c \"d e\n"), 2, "a quote is not closed: \"d e"},
	{BYTES(ONE "  thp: on\n  thp: off\n"), 4, "this is there already"},
	{BYTES(ONE "exit: SIGSEG\n"), 3, "read: SIGSEG"},
	{BYTES(ONE "syscalls:\n  a\n  ...\n"), 5, "has no place among system calls"},
	{BYTES(ONE "syscalls:\n  ! brk($x)\n"), 4, "$x is not captured"},
	{BYTES(ONE "syscalls:\n  ! brk($page)\n"), 4, "$page"},
	{BYTES(ONE "syscalls:\n  2 times: brk($x)\n"), 4, "$x is not captured"},
	{BYTES(ONE "stdout:\n  $w:word\ncheck $w == 1\n"), 5,
		"a word cannot be computed with"},
	{BYTES(ONE "when uid == 0\n  exit: 0\nend\n"), 3, "\"when\" ends with a colon"},
	{BYTES(ONE "when uid == min(0, foo):\n  exit: 0\nend\n"), 3, "read: foo"},
	{BYTES(ONE "when uid == 0 +- foo:\n  exit: 0\nend\n"), 3, "read: foo"},
	{BYTES(ONE "when max($a.x) == 0:\n  exit: 0\nend\n"), 3, "facts of the machine"},
	{BYTES(ONE "when uid == 0:\n  exit: 0\nelse foo:\n  exit: 1\nend\n"), 5,
		"else foo:"},
	{BYTES(ONE "when uid == 0:\n  exit: 0\nelse:\n  exit: 1\nelse:\n  exit: 2\nend\n"),
		7, "a \"when\" has one \"else\""},
	{BYTES(ONE "either one: x\n  exit: 0\nor:\n  exit: 1\nend\n"), 3,
		"read: either one: x"},
	{BYTES(ONE "either one\n  exit: 0\nor:\n  exit: 1\nend\n"), 3, "ends with a colon"},
	{BYTES(ONE "either:\n  exit: 0\nor two: x\n  exit: 1\nend\n"), 5,
		"read: or two: x"},
	{BYTES(ONE "either:\n  exit: 0\nor:\n  exit: 1\nend x\n"), 7,
		"\"either:\" of line 3"},
	{BYTES(ONE "exit: 0\ntable: x\n"), 4, "read: table: x"},
	{BYTES(ONE "exit: 0\ntable:\n  head: x\n"), 4, "at least one \"row:\""},
	{BYTES(ONE "exit: 0\ntable:\n  row: x\n"), 4, "a table needs a \"head:\""},
	{BYTES(ONE "exit: 0\ntable:\n  head: $($x)\n  row: 1\n"), 5, "$x is not captured"},
	{BYTES(ONE TABLE "  row: 1|2|3|4|5|6|7|8|9\n"), 6, "at most 8 cells"},
	/* names of checks */
	{BYTES(ONE "check 1 < 2\n  name: One\n"), 4, "small letters"},
	{BYTES(ONE "check 1 < 2\n  name: 1st\n"), 4, "begins with a letter"},
	{BYTES(ONE "check 1 < 2\n  name:\n"), 4, "small letters"},
	{BYTES(ONE "check 1 < 2\n  name: a\n  name: b\n"), 5, "this is there already"},
	{BYTES(ONE "check 1 < 2\n  name: one\ncheck 1 < 2\n  name: one\n"), 6,
		"the name one is that of the check of line 3 already"},
	{BYTES(ONE "check 1 < 2\n  says One: x\n"), 4, "small letters"},
	{BYTES(ONE "check 1 < 2\n  says one two: x\n"), 4, "a note was expected"},
	{BYTES(ONE "check 1 < 2\n  says : x\n"), 4, "a note was expected"},
	{BYTES(ONE "check 1 < 2\n  why one: x\n"), 4, "a note was expected"},
	{BYTES(ONE "check 1 < 2\n  name: a\n  says a: x\n"), 5, "this is there already"},
	{BYTES(ONE "check 1 < 2\n  says a: x\n  name: b\n"), 5, "this is there already"},
	{BYTES(ONE "check 1 < 2\n  says one: x\ncheck 1 < 2\n  says one: y\n"), 6,
		"the name one is that of the check of line 3 already"},
	{BYTES(ONE "stdout:\n  x\nexit: 0\n  name: stdout_a\n"), 6,
		"the name stdout_a is that of the check of line 3 already"},
	/* loops */
	{BYTES(ONE "for A in 1 2:\n  check {A} > 0\n"), 3, "\"end\" was expected here"},
	{BYTES(ONE "for A in 1 2:\n  check {A} > 0\nexit: 0\n"), 5,
		"of line 3 is not closed"},
	{BYTES(ONE "for A in 1 2:\nend\n"), 3, "nothing stands beneath"},
	{BYTES(ONE "for A in:\n  check {A} > 0\nend\n"), 3, "no value after \"in\""},
	{BYTES(ONE "for A in 1 2\n  check {A} > 0\nend\n"), 3, "a loop is written as"},
	{BYTES(ONE "for A 1 2:\n  check {A} > 0\nend\n"), 3, "a loop is written as"},
	{BYTES(ONE "for A b in 1 2:\n  check {A} > 0\nend\n"), 3, "a loop is written as"},
	{BYTES(ONE "for A B in 1, 2 3:\n  check {A} > {B}\nend\n"), 3,
		"a loop is written as"},
	{BYTES(ONE "for A B in 1 2 3 4:\n  check {A} > {B}\nend\n"), 3,
		"a loop is written as"},
	{BYTES(ONE "for A in 1 2,:\n  check {A} > 0\nend\n"), 3, "a loop is written as"},
	{BYTES(ONE "for A in \"1:\n  check {A} > 0\nend\n"), 3, "a loop is written as"},
	{BYTES(ONE "for A in 1 2:\n  check 1 > 0\nend\n"), 3, "name A is not used"},
	{BYTES(ONE "for A in 1:\n  check {A} > {B}\nend\n"), 4, "has the name in {B}"},
	{BYTES(ONE "for A in 1:\n  check {A} > x\nend\n"), 4, "the name x needs a dollar"},
	{BYTES(ONE "for A in 1 2:\n  check {A} > 0\n    name: one\nend\n"), 5,
		"the name one is that of the check of line 4 already"},
	{BYTES(ONE "for a in 1 2:\n  exit: 0\nend\n"), 3, "a directive was expected"},
	/* parts */
	{BYTES(ONE "part A\nexit: 0\npart A\nexit: 0\n"), 5, "that of the part of line 3"},
	{BYTES(ONE "exit: 0\npart A\nexit: 0\n"), 4, "above the first part"},
	{BYTES(ONE "part A\nexit: 0\npart B\n"), 5, "nothing stands beneath"},
	{BYTES(ONE "part\nexit: 0\n"), 3, "\"part TITLE\""},
	{BYTES(ONE "part: A\nexit: 0\n"), 3, "\"part TITLE\""},
	{BYTES(ONE "part.zh A\nexit: 0\n"), 3, "\"part TITLE\""},
	{BYTES(ONE "part A\naside.zh A\nexit: 0\n"), 4, "\"part TITLE\""},
	{BYTES(ONE "part A\npart.zh B\npart.zh C\nexit: 0\n"), 5, "\"part TITLE\""},
	{BYTES(ONE "when uid == 0:\n  part A\n  exit: 0\nend\n"), 4,
		"outside either and when"},
	/* hints that are code */
	{BYTES(ONE "exit: 0\n  hint.zh: b\n  hint.zh: c\n  hint.zh: d\n  code: a\n"), 7,
		"there are three hints already"},
	{BYTES(ONE "exit: 0\n  code:\n"), 4, "the note is empty"},
	{BYTES(ONE "explain: x\n  y\n"), 3, "read: explain: x"},
};

Test(expect, every_mistake_is_told_with_its_line)
{
	for (size_t i = 0; i < COUNT(errors); i++) {
		struct pool pool = {0};
		struct expect expect;
		struct err err = {0};

		cr_expect_eq(expect_parse(&pool, "x.expect", errors[i].text, errors[i].size,
				     &expect, &err),
			-1, "accepted:\n%s", errors[i].text);
		cr_assert_str_eq(err.file, "x.expect");
		cr_expect_eq(err.line, errors[i].line, "line %d: %s\n%s", err.line,
			err.message, errors[i].text);
		cr_expect(has(err.message, errors[i].message), "%s\n%s", err.message,
			errors[i].text);
		pool_free(&pool);
	}
}

/* A whole file: `depth` times an either inside the one before. */
static const char *nested_eithers(struct pool *pool, int depth)
{
	static const char open[] = "either:\n";
	static const char close[] = "or:\nexit: 1\nend\n";
	size_t size = sizeof ONE + (size_t)depth * (sizeof open + sizeof close) + 16;
	char *text = pool_alloc(pool, size);
	char *at = stpcpy(text, ONE);

	for (int i = 0; i < depth; i++)
		at = stpcpy(at, open);
	at = stpcpy(at, "exit: 0\n");
	for (int i = 0; i < depth; i++)
		at = stpcpy(at, close);
	return text;
}

Test(expect, branches_are_nested_no_deeper_than_ten_levels)
{
	static const struct {
		int depth;
		int line; /* of the error, or 0 */
	} cases[] = {{1, 0}, {10, 0}, {11, 13}, {100000, 13}};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct pool pool = {0};
		struct expect expect;
		struct err err = {0};
		const char *text = nested_eithers(&pool, cases[i].depth);
		int failed =
			expect_parse(&pool, "x.expect", text, strlen(text), &expect, &err);

		cr_assert_eq(failed, cases[i].line ? -1 : 0, "%d levels: %s",
			cases[i].depth, err.message);
		cr_assert_eq(err.line, cases[i].line, "%d levels: line %d", cases[i].depth,
			err.line);
		if (failed)
			cr_assert(has(err.message, "10 levels deep"), "%s", err.message);
		pool_free(&pool);
	}
}

/* --- the files that ship
 * ---------------------------------------------------------------- */

Test(expect, a_byte_order_mark_may_be_all_there_is_or_less)
{
	for (size_t size = 0; size <= 3; size++)
		hold_to_its_end("\xef\xbb\xbf", size, "x.expect");
}

/*
 * The whole file is right, and may end behind any of its lines. A test of the reference cuts its
 * small examples, which have every construct, at each byte.
 */
static void cut_behind_lines(const char *path)
{
	struct pool pool = {0};
	struct bytes bytes;
	struct expect expect;
	struct err err = {0};

	cr_assert_eq(file_read(&pool, path, &bytes, &err), 0, "%s", err.message);
	cr_assert_eq(expect_parse(&pool, path, bytes.data, bytes.size, &expect, &err), 0,
		"%s:%d: %s", err.file, err.line, err.message);
	for (size_t size = 1; size <= bytes.size; size++)
		if (bytes.data[size - 1] == '\n')
			hold_to_its_end(bytes.data, size, path);
	pool_free(&pool);
}

Test(expect, a_file_that_ends_behind_any_line_is_parsed_or_refused)
{
	glob_t files;

	cr_assert_eq(glob("expected/*.expect", 0, NULL, &files), 0);
	cr_assert_geq(files.gl_pathc, 3);
	for (size_t i = 0; i < files.gl_pathc; i++)
		cut_behind_lines(files.gl_pathv[i]);
	globfree(&files);
}
