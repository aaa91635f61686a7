/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "../match/blame.h"
#include "help.h"

/*
 * Verdicts on a student's program held to those on the lab's own, both made by hand: a word for
 * each, "STATUS LINE NAME <NEEDED>", where a ' behind the status says that it is of the suite's
 * other programs, and the line is that of the item in the expected file.
 */

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { MOST_WORDS = 8 };

static enum status status_of(const char *text)
{
	for (int i = 0; i < STATUSES; i++)
		if (strncmp(status_text((enum status)i), text,
			    strlen(status_text((enum status)i))) == 0)
			return (enum status)i;
	cr_assert_fail("no status: %s", text);
	return STATUS_OK;
}

static struct result *result_of(struct pool *pool, char *word)
{
	struct result *result = pool_alloc(pool, sizeof *result);
	struct item *item = pool_alloc(pool, sizeof *item);
	char status[16];
	char check[32];
	char needs[32] = "";

	cr_assert_geq(
		sscanf(word, "%15s %d %31s <%31[^>]", status, &item->line, check, needs), 3,
		"%s", word);
	item->source = pool_printf(pool, "line %d", item->line);
	result->status = status_of(status);
	result->of_program = status[strlen(status) - 1] != '\'';
	result->item = item;
	result->check = pool_printf(pool, "%s", check);
	result->needs = *needs ? pool_printf(pool, "%s", needs) : NULL;
	if (result->status == STATUS_ENV)
		result->lack.reason = plain("hidden");
	return result;
}

/* The results of "ok 3 a, env 4 b". */
static struct result *results_of(struct pool *pool, const char *text)
{
	struct result *first = NULL;
	struct result **last = &first;
	char *rest = pool_printf(pool, "%s", text);
	char *word;

	while ((word = strsep(&rest, ",")) && *word) {
		*last = result_of(pool, word);
		last = &(*last)->next;
	}
	return first;
}

static const char *text_of(struct pool *pool, const struct result *result)
{
	const char *text = "";

	for (; result; result = result->next)
		text = pool_printf(pool, "%s%s%s", text, *text ? " " : "",
			status_text(result->status));
	return text;
}

static const struct {
	const char *results;
	const char *own;
	const char *blamed;
	bool due;
	bool open; /* afterwards */
} cases[] = {
	{"ok 3 a,env 4 b", "ok 3 a,ok 4 b", "ok FAIL", true, false},
	{"ok 3 a,env 4 b", "ok 3 a,FAIL 4 b", "ok FAIL", true, false},
	/* the machine hides it from both */
	{"ok 3 a,env 4 b", "ok 3 a,env 4 b", "ok env", false, false},
	/* another run of the same line, and another line of the same run */
	{"env 4 b", "ok 4 a,env 4 b", "env", false, false},
	{"env 4 b", "ok 5 b,env 4 b", "env", false, false},
	/* of the suite's other programs nothing is the student's doing */
	{"env' 4 b", "ok' 4 b", "env", false, false},
	/* in whichever branch the lab's own program has shown it */
	{"env 4 b", "skip 4 b,ok 4 b", "FAIL", true, false},
	{"env 4 b", "env 4 b,ok 4 b", "FAIL", true, false},
	/* nothing is known, so less may have been judged */
	{"env 4 b", "", "env", false, true},
	{"env 4 b", "skip 4 b", "env", false, true},
	{"env 4 b", "error 4 b", "env", false, true},
	/* what needs a check that is blamed is skipped, and so is what needs that */
	{"env 4 b,env 5 c <b>,env 6 d <c>", "ok 4 b,ok 5 c,ok 6 d", "FAIL skip skip", true,
		false},
	/* what needs one that the machine hides stays as it is */
	{"env' 4 b,env 5 c <b>", "ok' 4 b,ok 5 c", "env env", true, true},
	/* a run that was refused is no check of its own */
	{"env 5 c <run>", "ok 5 c", "FAIL", true, false},
};

Test(blame, env_is_decided_by_the_machine)
{
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct pool pool = {0};
		struct result *results = results_of(&pool, cases[i].results);
		const struct result *own = results_of(&pool, cases[i].own);

		cr_expect_eq(
			blame_is_due(results, own), cases[i].due, "%s", cases[i].results);
		blame(&pool, results, own);
		cr_expect_str_eq(text_of(&pool, results), cases[i].blamed, "%s against %s",
			cases[i].results, cases[i].own);
		cr_expect_eq(blame_is_open(results, own), cases[i].open, "%s against %s",
			cases[i].results, cases[i].own);
		pool_free(&pool);
	}
}

Test(blame, says_what_was_missing)
{
	struct pool pool = {0};
	struct result *results = results_of(&pool, "env 4 b");

	cr_assert(blame_has_hidden(results));
	blame(&pool, results, results_of(&pool, "ok 4 b"));
	cr_assert_not(blame_has_hidden(results));
	cr_assert_str_eq(spoken(results->expected), "line 4");
	cr_assert(has(spoken(results->measured), "judges it with the lab's own program"),
		"%s", spoken(results->measured));
	cr_assert(has(spoken(results->measured), "What was missing: hidden"), "%s",
		spoken(results->measured));
	cr_assert_null(results->lack.reason);
	pool_free(&pool);
}
