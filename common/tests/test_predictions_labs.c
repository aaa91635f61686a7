/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/file.h"
#include "../lang/answers.h"
#include "../report/lesson.h"
#include "help.h"

/*
 * The questions of the suite's own labs: this machine answers each, and the screen has room for all
 * of them answered wrongly. A folder with links to the labs and a my/ of its own is the project.
 */

enum { MOST_ASKS = 3, MOST_ANSWER = 80 };

struct own_lab {
	struct pool pool;
	int number;
	const char *file;
	struct expect expect;
	char *folder;
};

static void open_lab(struct own_lab *lab, int which)
{
	char pattern[40];
	struct bytes bytes;
	struct err err;
	glob_t found;
	struct ran ran;

	*lab = (struct own_lab){.number = which};
	snprintf(pattern, sizeof pattern, "expected/%02d-*.expect", which);
	cr_assert_eq(glob(pattern, 0, NULL, &found), 0, "no file %s", pattern);
	lab->file = pool_printf(&lab->pool, "%s", found.gl_pathv[0]);
	globfree(&found);
	cr_assert_eq(file_read(&lab->pool, lab->file, &bytes, &err), 0);
	cr_assert_eq(expect_parse(&lab->pool, lab->file, bytes.data, bytes.size,
			     &lab->expect, &err),
		0, "%s", err.message);
	lab->folder = temp_make();
	ran = sh("ln -s \"$PWD/labs\" \"$PWD/expected\" '%s/' && mkdir '%s/my'",
		lab->folder, lab->folder);
	cr_assert_eq(ran.status, 0, "%s", ran.err);
	ran_free(&ran);
}

static void close_lab(struct own_lab *lab)
{
	temp_drop(lab->folder);
	pool_free(&lab->pool);
}

/* --- what the machine says ------------------------------------------------------------ */

/* The machine's answer to a question in JSON, copied to `text`; false where it is null. */
static bool find_measured(const char *json, const char *name, char text[MOST_ANSWER])
{
	char key[80];
	const char *at = strstr(json, "\"predictions\": [");

	snprintf(key, sizeof key, "\"name\": \"%s\"", name);
	at = at ? strstr(at, key) : NULL;
	at = at ? strstr(at, "\"measured\": ") : NULL;
	cr_assert(at, "no question %s in JSON", name);
	return sscanf(at, "\"measured\": \"%79[^\"]\"", text) == 1;
}

static const char *another_option(const struct ask *ask, const struct answer *measured)
{
	return ask->options == measured->options[0] ? ask->options->next->name
						    : ask->options->name;
}

static const char *another_order(struct pool *pool, const struct answer *measured)
{
	const char *text = measured->options[0]->name;

	for (int i = 1; i < measured->count; i++)
		text = pool_printf(pool, "%s,%s", measured->options[i]->name, text);
	return text;
}

/* An answer that this machine does not give. */
static const char *wrong_answer(struct pool *pool, const struct ask *ask, const char *text)
{
	struct answer measured;

	cr_assert(answer_read(ask, text, &measured), "%s = %s", ask->name, text);
	switch (ask->kind) {
	case ASK_CHOICE: return another_option(ask, &measured);
	case ASK_ORDER: return another_order(pool, &measured);
	default: return "99991";
	}
}

/* Keeps a wrong answer to each question; how many of them have an answer on this machine. */
static int keep_wrong_answers(struct own_lab *lab, const char *json)
{
	const char *kept = "";
	int answered = 0;

	for (const struct ask *at = lab->expect.asks; at; at = at->next) {
		char text[MOST_ANSWER];

		if (!find_measured(json, at->name, text))
			continue;
		answered++;
		kept = pool_printf(&lab->pool, "%s%d %s %s 2026-11-29\n", kept, lab->number,
			at->name, wrong_answer(&lab->pool, at, text));
	}
	put_file(lab->folder, "my/predictions", "%s", kept);
	return answered;
}

/* --- the tests ------------------------------------------------------------------------ */

static int count_asks(const struct expect *expect)
{
	int count = 0;

	for (const struct ask *at = expect->asks; at; at = at->next)
		count++;
	return count;
}

Test(predictions, every_own_lab_asks_one_to_three_questions)
{
	for (int i = 1; i <= OWN_LABS; i++) {
		struct own_lab lab;

		open_lab(&lab, i);
		cr_expect(count_asks(&lab.expect) >= 1 &&
				count_asks(&lab.expect) <= MOST_ASKS,
			"%s asks %d questions", lab.file, count_asks(&lab.expect));
		close_lab(&lab);
	}
}

/* What nothing measures on this machine says so in a check. */
static int expect_answers(struct own_lab *lab)
{
	struct ran ran =
		sh("$VMLAB check %d --format json --root '%s'", lab->number, lab->folder);
	int asked = count_asks(&lab->expect);
	int answered;

	if (has(ran.err, "jansson"))
		cr_skip_test("without jansson there is no JSON");
	cr_assert_eq(ran.status, 0, "lab %d: %s", lab->number, ran.err);
	answered = keep_wrong_answers(lab, ran.out);
	if (!has(ran.out, "\"status\": \"env\""))
		cr_expect_eq(answered, asked, "lab %d answers %d of %d", lab->number,
			answered, asked);
	ran_free(&ran);
	return answered;
}

static void expect_screen(const struct own_lab *lab, int answered)
{
	struct ran ran = sh("$VMLAB run %d --root '%s'", lab->number, lab->folder);
	char meaning[30];

	snprintf(meaning, sizeof meaning, "  %s", note_text(lab->expect.explain));
	cr_expect_eq(ran.status, 0, "a wrong prediction costs nothing");
	cr_expect_eq(count_of(ran.out, "not so\n"), answered, "%s", ran.out);
	cr_expect_eq(count_of(ran.out, "  You said "), answered, "%s", ran.out);
	cr_expect_leq(count_of(ran.out, "\n"), (int)LINES_PASSED, "%s", ran.out);
	cr_expect(has(ran.out, meaning), "the meaning has no room: %s", ran.out);
	ran_free(&ran);
}

ParameterizedTestParameters(predictions, own_labs_answer_all_on_one_screen)
{
	static int numbers[OWN_LABS];

	for (int i = 0; i < OWN_LABS; i++)
		numbers[i] = i + 1;
	return cr_make_param_array(int, numbers, OWN_LABS);
}

ParameterizedTest(int *which, predictions, own_labs_answer_all_on_one_screen)
{
	struct own_lab lab;

	open_lab(&lab, *which);
	expect_screen(&lab, expect_answers(&lab));
	close_lab(&lab);
}
