/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "../base/file.h"
#include "../examine/bundle.h"
#include "../lang/expect_walk.h"
#include "../match/judge.h"
#include "../report/hints.h"
#include "../report/lesson.h"
#include "../report/lesson_failure.h"
#include "help.h"
#include "planting.h"

/*
 * Each line of each check of each lab is failed once, on what the lab's own program has left, and
 * the failure is read as a student reads it: expected, measured, what it means and a hint are
 * there, in both languages and without names and formulas of the expected file, on one screen.
 */

enum { MOST_PERCENT_UNTOLD = 12, COLUMNS = 80 };

struct lab_at_hand {
	const char *name;
	struct pool pool;
	struct examination examination;
	struct machine machine;
	struct versions versions;
	struct glossary glossary; /* so that words are on the screen as well */
	int planted;
	int failed; /* of those */
};

/* --- what is read --------------------------------------------------------------------- */

static bool has_name(const char *text)
{
	while ((text = strchr(text, '$')))
		if (isalpha((unsigned char)*++text) || *text == '(')
			return true;
	return false;
}

static void hold_text(const struct lab_at_hand *lab, const struct result *result,
	const char *what, const char *text)
{
	static const char *const formulas[] = {"==", "!=", "<=", ">=", "+-", "align_"};

	cr_expect(text && *text, "%s:%d: %s is empty", lab->name, result->line, what);
	if (!text)
		return;
	if (result->item->kind == ITEM_MATCH &&
		(strcmp(what, "measured") == 0 || result->item->channel == CHANNEL_TOOL))
		return; /* evidence, or an instruction, has dollars of its own */
	cr_expect(!has_name(text), "%s:%d: %s has a name: %s", lab->name, result->line,
		what, text);
	if (result->item->kind == ITEM_MATCH)
		return; /* strace writes conditions */
	for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++)
		cr_expect(!has(text, formulas[i]), "%s:%d: %s has a formula: %s", lab->name,
			result->line, what, text);
}

/* In a language: the words of the two sides, the meaning, and a hint. */
static void hold_words(const struct lab_at_hand *lab, const struct result *result)
{
	struct pool pool = {0};
	struct lab_result none = {0};
	struct face face = {.columns = COLUMNS, .pool = &pool, .machine = &lab->machine};
	const char *meaning;

	hold_text(lab, result, "expected",
		said_text(&pool, result->should ? result->should : result->expected));
	hold_text(lab, result, "measured",
		said_text(&pool, result->was ? result->was : result->measured));
	meaning = failure_meaning(&face, result);
	cr_expect(meaning && *meaning, "%s:%d: it has no meaning", lab->name, result->line);
	cr_expect(failure_hints(&pool, &none, result).count > 0, "%s:%d: it has no hint",
		lab->name, result->line);
	pool_free(&pool);
}

static void hold_screen(
	const struct lab_at_hand *lab, const struct result *result, const char *screen)
{
	int lines = 0;

	for (const char *at = screen; *at; lines++) {
		const char *end = strchrnul(at, '\n');
		char line[512];

		snprintf(line, sizeof line, "%.*s", (int)(end - at), at);
		cr_expect_leq(text_columns(line), COLUMNS, "%s:%d: a long line: %s",
			lab->name, result->line, line);
		at = *end ? end + 1 : end;
	}
	cr_expect_leq(lines, LINES_FAILED, "%s:%d: %d lines:\n%s", lab->name, result->line,
		lines, screen);
	cr_expect(has(screen, "[FAIL]"), "%s:%d: it is not told:\n%s", lab->name,
		result->line, screen);
}

/* --- what is told --------------------------------------------------------------------- */

static bool is_of_run(const struct result *result, const char *run)
{
	return run && result->run ? strcmp(result->run, run) == 0 : run == result->run;
}

/* The whole lab with this one failure in the place of its check. */
static struct lab_result with_failure(
	struct lab_at_hand *lab, struct pool *pool, const struct result *failed)
{
	struct lab_result whole = lab->examination.result;
	struct result **last = &whole.results;

	for (const struct result *at = lab->examination.result.results; at; at = at->next) {
		bool same = at->item == failed->item && is_of_run(at, failed->run);

		*last = pool_alloc(pool, sizeof **last);
		**last = same ? *failed : *at;
		last = &(*last)->next;
	}
	*last = NULL;
	lab_result_finish(&whole);
	return whole;
}

/* What is judged again may be told where the source is not at hand. */
static bool has_source(const struct lab_at_hand *lab)
{
	return lab->failed % 3 != 0;
}

static void tell(struct lab_at_hand *lab, const struct result *failed)
{
	struct pool pool = {0};
	struct lab_result whole = with_failure(lab, &pool, failed);
	struct lesson_links links = {.guide = "labs/README.md", .glossary = &lab->glossary};
	struct face face = {.columns = COLUMNS,
		.pool = &pool,
		.machine = &lab->machine,
		.versions = &lab->versions,
		.labs = OWN_LABS};
	char *screen;
	size_t size;

	if (!has_source(lab))
		whole.program = "nowhere.c";
	face.out = memory_stream(&screen, &size);
	lesson(&face, &whole, &lab->examination.evidence, &links);
	fclose(face.out);
	hold_screen(lab, failed, screen);
	if (!has_source(lab))
		cr_expect(!has(screen, "\n            source ") &&
				!has(screen, "\n            源码 "),
			"%s", screen);
	free(screen);
	pool_free(&pool);
}

/* --- what is planted ------------------------------------------------------------------ */

static const struct result *find_failure(
	const struct result *results, const struct item *item)
{
	for (; results; results = results->next)
		if (results->item == item && results->status == STATUS_FAIL)
			return results;
	return NULL;
}

/* What a judging has captured goes with the pool that it was given. */
static void forget(struct lab_evidence *evidence)
{
	for (int i = 0; i < evidence->performed_count; i++) {
		evidence->performed[i].bindings = NULL;
		evidence->performed[i].room = 0;
		evidence->performed[i].count = 0;
		evidence->performed[i].missing = NULL;
	}
}

/* What must not come between two lines is not broken where nothing at all comes between them. */
static bool can_be_planted(const struct planted *planted)
{
	return !planted->pattern || planted->pattern->kind != PATTERN_FORBID;
}

static void fail(struct lab_at_hand *lab, struct planted *planted)
{
	struct lab_evidence *evidence = &lab->examination.evidence;
	struct pool pool = {0};
	const struct result *failed;

	if (!plant(&lab->pool, planted))
		return;
	evidence->pool = &pool;
	forget(evidence);
	failed = find_failure(judge(evidence), planted->item);
	lab->planted += failed || can_be_planted(planted);
	lab->failed += failed != NULL;
	for (int i = 0; failed && i < LANGUAGES; i++) {
		language = (enum language)i;
		hold_words(lab, failed);
	}
	language = lab->failed % 2 ? ENGLISH : CHINESE;
	if (failed)
		tell(lab, failed);
	unplant(planted);
	forget(evidence);
	evidence->pool = &lab->pool;
	pool_free(&pool);
}

static int fail_lines(const struct item *item, void *context)
{
	struct lab_at_hand *lab = context;
	struct planted planted = {.item = (struct item *)item};

	for (struct pattern *at = item->patterns; at; at = at->next) {
		planted.pattern = at;
		fail(lab, &planted);
	}
	planted.pattern = NULL;
	for (struct statement *at = item->statements; at; at = at->next) {
		planted.statement = at;
		fail(lab, &planted);
	}
	planted.statement = NULL;
	if (!item->patterns && !item->statements && item->kind != ITEM_EITHER &&
		item->kind != ITEM_WHEN)
		fail(lab, &planted);
	return 0;
}

/* What belongs to another case than this machine's is judged nowhere here. */
static bool is_judged(const struct lab_at_hand *lab, const struct item *item)
{
	for (const struct result *at = lab->examination.result.results; at; at = at->next)
		if (at->item == item && at->status == STATUS_OK)
			return true;
	return false;
}

static int fail_item(const struct item *item, void *context)
{
	return is_judged(context, item) ? fail_lines(item, context) : 0;
}

static void fail_lab(const char *root, const char *name)
{
	static const struct expect_visitor visitor = {.item = fail_item};
	struct lab_at_hand lab = {.name = name};
	struct bytes words;
	char path[256];
	struct err err;

	snprintf(path, sizeof path, "%s/build/runs/%.2s", root, name);
	cr_assert_eq(bundle_read(&lab.pool, path, &lab.examination, &lab.machine,
			     &lab.versions, &err),
		0, "%s: %s", path, err.message);
	cr_assert_eq(file_read(&lab.pool, "docs/glossary.txt", &words, &err), 0);
	cr_assert_eq(glossary_parse(&lab.pool, "words", words.data, words.size,
			     &lab.glossary, &err),
		0, "%s", err.message);
	lab.examination.result.results = judge(&lab.examination.evidence);
	lab_result_finish(&lab.examination.result);
	expect_walk(lab.examination.expect.items, &visitor, &lab);
	cr_expect_gt(lab.planted, 0, "%s: nothing was planted", name);
	cr_expect_leq((lab.planted - lab.failed) * 100, lab.planted * MOST_PERCENT_UNTOLD,
		"%s: of %d planted failures only %d fail", name, lab.planted, lab.failed);
	pool_free(&lab.pool);
}

Test(failures, every_line_of_every_check_is_told_in_words)
{
	each_performed_lab(fail_lab);
}
