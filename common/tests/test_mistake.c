/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "../match/cause.h"
#include "../match/mistake.h"
#include "help.h"

/*
 * Known mistakes, the failures that look like them, and which failure explains the others. A
 * result is made by hand: a word for each, "STATUS:CHECK@RUN:LINE", of a lab whose checks are two
 * sections with two lines each, in parts 1 and 2, and an aside.
 */

static const char known[] = "# a comment\n"
			    "mistake first\n"
			    "  says: It does the first thing.\n"
			    "  fails: out@a,b:1\n"
			    "  hint: Look there.\n"
			    "  hint: Write this.\n"
			    "\n"
			    "mistake second\n"
			    "  says: It does the second thing.\n"
			    "  fails: out@a:1\n"
			    "  fails: calls:2\n"
			    "mistake twin\n"
			    "  says: It looks like the second.\n"
			    "  fails: calls:2 out@a:1\n"
			    "mistake special\n"
			    "  says: It is told apart.\n"
			    "  fails: calls:1\n"
			    "  when: 1 == 1\n"
			    "mistake usual\n"
			    "  says: It is not.\n"
			    "  fails: calls:1\n"
			    "mistake random\n"
			    "  says: It fails by chance as well.\n"
			    "  sometimes: sum other\n"
			    "  fails: killed\n"
			    "mistake never\n"
			    "  says: Its condition never holds.\n"
			    "  fails: calls:1\n"
			    "  when: 1 == 2\n";

static struct mistake *mistakes_of(struct pool *pool, const char *text)
{
	struct bytes bytes = {(char *)text, strlen(text)};
	struct mistake *mistakes;
	struct err err = {0};

	cr_assert_eq(mistakes_parse(pool, "x.mistakes", NULL, &bytes, &mistakes, &err), 0,
		"%d: %s", err.line, err.message);
	return mistakes;
}

/* --- the lab -------------------------------------------------------------------------- */

static struct part part_one = {.number = 1};
static struct part part_two = {.number = 2};
static struct part part_aside = {.number = 3, .aside = true};
static struct run_spec runs[] = {{.name = "a"}, {.name = "b"}};
static struct run_list second_of_both = {.run = &runs[1]};
static struct run_list both = {.run = &runs[0], .next = &second_of_both};
static struct run_list one = {.run = &runs[0]};
static struct pattern out_last = {.line = 12};
static struct pattern out_first = {.line = 11, .next = &out_last};
static struct pattern calls_last = {.line = 22};
static struct pattern calls_first = {.line = 21, .next = &calls_last};
static struct condition relation;

static struct item items[] = {
	{.kind = ITEM_MATCH,
		.name = "out",
		.part = &part_one,
		.line = 10,
		.runs = &both,
		.patterns = &out_first},
	{.kind = ITEM_MATCH,
		.name = "calls",
		.part = &part_two,
		.line = 20,
		.runs = &one,
		.patterns = &calls_first},
	{.kind = ITEM_CHECK, .name = "sum", .part = &part_one, .condition = &relation},
	{.kind = ITEM_CHECK, .name = "other", .part = &part_aside, .condition = &relation},
	{.kind = ITEM_EXIT, .name = "exit", .part = &part_two, .runs = &one},
	{.kind = ITEM_EXIT,
		.name = "killed",
		.part = &part_one,
		.signal = "SIGSEGV",
		.runs = &one},
};

static const struct item *item_of(const char *name)
{
	for (size_t i = 0; i < sizeof items / sizeof *items; i++)
		if (strcmp(items[i].name, name) == 0)
			return &items[i];
	return NULL; /* a run or a build */
}

static struct result *results_of(struct pool *pool, const char *text)
{
	struct result *first = NULL;
	struct result **last = &first;
	char *rest = pool_printf(pool, "%s", text);
	char *word;

	while ((word = strsep(&rest, " ")) && *word) {
		char status[8];
		char check[32];
		char run[8] = "";
		int line = 0;

		cr_assert_geq(
			sscanf(word, "%7[^:]:%31[^@]@%7[^:]:%d", status, check, run, &line),
			2, "%s", word);
		*last = pool_alloc(pool, sizeof **last);
		(*last)->status = strcmp(status, "FAIL") == 0 ? STATUS_FAIL
			: strcmp(status, "env") == 0          ? STATUS_ENV
							      : STATUS_OK;
		(*last)->item = item_of(check);
		(*last)->check = pool_printf(pool, "%s", check);
		(*last)->run = pool_printf(pool, "%s", run);
		(*last)->line = line;
		last = &(*last)->next;
	}
	return first;
}

/* --- known mistakes ------------------------------------------------------------------- */

static const char *found_in(struct pool *pool, const char *results)
{
	const struct expect expect = {0};
	const struct lab_evidence evidence = {.pool = pool, .expect = &expect};
	struct mistakes_found found = mistakes_find(
		&evidence, mistakes_of(pool, known), results_of(pool, results));
	const char *names = "";

	for (int i = 0; i < found.count; i++)
		names = pool_printf(
			pool, "%s%s%s", names, *names ? " " : "", found.at[i]->name);
	return names;
}

static const struct {
	const char *results;
	const char *names;
} recognised[] = {
	{"FAIL:out@a:11 FAIL:out@b:11 ok:calls@a:22", "first"},
	/* other lines of the same checks: more than one mistake fails these */
	{"FAIL:out@a:12 FAIL:calls@a:21", "second twin"},
	{"FAIL:out@a:11 FAIL:calls@a:22", "second twin"},
	/* one check more, or less */
	{"FAIL:out@a:11 FAIL:out@b:11 FAIL:sum@a:30", ""},
	{"FAIL:sum@a:30", ""},
	{"ok:out@a:11", ""},
	/* a condition tells apart */
	{"FAIL:calls@a:21", "special"},
	/* what cannot be shown does not count, but something must fail */
	{"env:out@a:11 FAIL:calls@a:22", "second twin"},
	{"env:out@a:11 env:calls@a:22", ""},
	{"ok:out@a:11 FAIL:calls@a:22", "special"},
	/* what fails sometimes may and need not */
	{"FAIL:killed@a:1 FAIL:sum@a:1", "random"},
	{"FAIL:killed@a:1", "random"},
	{"FAIL:sum@a:1 FAIL:other@a:1", ""},
};

Test(mistake, is_recognised_by_the_set_of_checks_that_fail)
{
	for (size_t i = 0; i < sizeof recognised / sizeof *recognised; i++) {
		struct pool pool = {0};

		cr_expect_str_eq(found_in(&pool, recognised[i].results),
			recognised[i].names, "%s: %s", recognised[i].results,
			found_in(&pool, recognised[i].results));
		pool_free(&pool);
	}
}

Test(mistake, is_read_with_its_sentence_signs_and_hints)
{
	struct pool pool = {0};
	const struct mistake *mistake = mistakes_of(&pool, known);

	cr_expect_str_eq(mistake->name, "first");
	cr_expect_str_eq(mistake->notes.says[ENGLISH], "It does the first thing.");
	cr_expect_str_eq(sign_text(&pool, mistake->signs), "out@a:1");
	cr_expect_str_eq(sign_text(&pool, mistake->signs->next), "out@b:1");
	cr_expect_null(mistake->signs->next->next);
	cr_expect_str_eq(mistake->notes.hint[1][ENGLISH], "Write this.");
	cr_expect_null(mistake->notes.hint[2][ENGLISH]);
	cr_expect_null(mistakes_find_name(mistake, "fir"));
	cr_expect_eq(mistakes_find_name(mistake, "second"), mistake->next);
	pool_free(&pool);
}

static const struct {
	const char *text;
	int line;
} refused[] = {
	{"mistake\n", 1},
	{"mistake a b\n", 1},
	{"mistakes a\n", 1},
	{"  says: It stands alone.\n", 1},
	{"mistake a\n  says: S.\n", 1},
	{"mistake a\n  fails: b\nmistake c\n  says: S.\n  fails: b\n", 1},
	{"mistake a\n  says: S.\n  says: T.\n  fails: b\n", 3},
	{"mistake a\n  says:\n  fails: b\n", 2},
	{"mistake a\n  says: S.\n  fails: b:0\n", 3},
	{"mistake a\n  says: S.\n  fails: b:x\n", 3},
	{"mistake a\n  says: S.\n  fails: b:1x\n", 3},
	{"mistake a\n  says: S.\n  fails: @r\n", 3},
	{"mistake a\n  says: S.\n  fails: b@\n", 3},
	{"mistake a\n  says: S.\n  fails: b@r,,s\n", 3},
	{"mistake a\n  says: S.\n  when: 1\n  fails: b\n", 3},
	{"mistake a\n  says: S.\n  when: 1 == 1\n  when: 1 == 1\n  fails: b\n", 4},
	{"mistake a\n  hint: 1\n  hint: 2\n  hint: 3\n  hint: 4\n", 5},
	{"mistake a\n  why: S.\n", 2},
};

Test(mistake, a_file_that_makes_no_sense_is_refused_with_the_line)
{
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		struct pool pool = {0};
		struct bytes bytes = {(char *)refused[i].text, strlen(refused[i].text)};
		struct mistake *mistakes;
		struct err err = {0};

		cr_expect_eq(mistakes_parse(&pool, "x", NULL, &bytes, &mistakes, &err), -1,
			"%s", refused[i].text);
		cr_expect_eq(err.line, refused[i].line, "%s: %d: %s", refused[i].text,
			err.line, err.message);
		cr_expect(has(err.message, "make mistakes"), "%s", err.message);
		pool_free(&pool);
	}
}

/* --- the cause ------------------------------------------------------------------------ */

static const struct {
	const char *results;
	const char *cause;
} causes[] = {
	{"ok:out@a:11", NULL},
	/* a source that does not compile, or a run that was stopped */
	{"FAIL:out@a:11 FAIL:run_a@a:1", "run_a"},
	/* a run that should succeed and does not, whatever stands before it */
	{"FAIL:sum@a:1 FAIL:out@a:11 FAIL:exit@a:1", "exit"},
	/* the first part, and in it what the program does before how its numbers relate */
	{"FAIL:calls@a:21 FAIL:sum@a:1", "calls"},
	{"FAIL:sum@a:1 FAIL:out@a:11", "out"},
	{"FAIL:killed@a:1 FAIL:sum@a:1", "sum"},
	/* what is about the machine comes last */
	{"FAIL:other@a:1 FAIL:calls@a:21", "calls"},
};

Test(cause, is_what_explains_the_other_failures)
{
	for (size_t i = 0; i < sizeof causes / sizeof *causes; i++) {
		struct pool pool = {0};
		const struct lab_result lab = {
			.results = results_of(&pool, causes[i].results)};
		const struct result *cause = cause_find(&lab);

		cr_expect_eq(!cause, !causes[i].cause, "%s", causes[i].results);
		if (cause && causes[i].cause)
			cr_expect_str_eq(cause->check, causes[i].cause, "%s: %s",
				causes[i].results, cause->check);
		pool_free(&pool);
	}
}
