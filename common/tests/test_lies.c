/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "../examine/bundle.h"
#include "../match/judge.h"
#include "../match/mistake.h"
#include "../report/lab_page.h"
#include "../report/lesson.h"
#include "../report/reporters.h"
#include "../report/told.h"
#include "help.h"

/*
 * A program may print any number. Each number that a lab's own program has printed is changed, one
 * place of the output after the other and in all runs at once, and the lab is judged and told anew:
 * nothing dies, no error is the harness's, the lesson stays on its screen, and a check fails.
 */

enum { COLUMNS = 80, MOST_LINES = 16 };

/* Lines with numbers that no check holds, by a part of them, and why not. */
static const struct {
	int lab;
	const char *run;
	const char *part;
	const char *because;
} decorations[] = {
	{2, "dying", "instruction", "any of the program's code may touch the page"},
	{3, "negative", "must be", "what is said on stderr is free"},
	{5, "twenty", "Stored", "the middle is that of the run with three numbers"},
	{5, "many", "Stored", "the same"},
	{6, "returning", "returned: ", "what its library says is read in the log"},
	{7, "telling", "in use above: ", "what its library says is read in the log"},
	{7, "least", "local variable", "it lies somewhere on the stack"},
	{8, "asked", "Magic:", "the fields stand below, by their names"},
	{9, "kinds", "-", "the file has other lines in the map as well"},
	{9, "stdio_told", "alloc(", "it does not matter where stdio has its buffers"},
	{10, "told", "0x", "the run is about what malloc() is asked for"},
	{11, "told", "alloc(", "of 200 blocks not all are looked at"},
	{14, "libraries", "so.", "ldd tells more than the names"},
	{14, "told", "(", "where other blocks lie does not matter"},
	{16, "told", ":", "the loader tells more than what it opens"},
	{16, "listed", "so.", "and so it does where it lists the libraries"},
	{16, "script", "", "a shell writes down what it does"},
	{17, "usual", "clock, ", "a second is within what the run takes"},
};

/* --- the lies ------------------------------------------------------------------------- */

/* A number in a line, as it was printed. */
struct told_number {
	const char *text;
	size_t length;
	number value;
	bool hex;
};

/* What another number is made of. */
struct lie {
	struct pool *pool;
	const struct told_number *told;
	const struct record *record;
};

static const char *zero(const struct lie *lie)
{
	return lie->told->hex ? "0x0" : "0";
}

static const char *one(const struct lie *lie)
{
	return lie->told->hex ? "0x1" : "1";
}

static const char *minus_one(const struct lie *lie)
{
	(void)lie;
	return "-1";
}

static const char *largest(const struct lie *lie)
{
	return number_text(lie->pool, UINT64_MAX, lie->told->hex);
}

static const char *other_base(const struct lie *lie)
{
	return number_text(lie->pool, lie->told->value, !lie->told->hex);
}

static const char *page_more(const struct lie *lie)
{
	return number_text(lie->pool, lie->told->value + 4096, lie->told->hex);
}

static const char *byte_less(const struct lie *lie)
{
	return number_text(lie->pool, lie->told->value - 1, lie->told->hex);
}

/* An address between two mappings. */
static const char *in_a_gap(const struct lie *lie)
{
	const struct maps *maps =
		lie->record->pause_count ? &lie->record->pauses[0].maps : NULL;

	for (int i = 1; maps && i < maps->count; i++)
		if (maps->at[i - 1].end < maps->at[i].start)
			return number_text(lie->pool, maps->at[i - 1].end + 8, true);
	return "0x1008";
}

static const char *very_long(const struct lie *lie)
{
	(void)lie;
	return "9999999999999999999999999999999999999999999999999999999999999999999999999";
}

static const char *no_number(const struct lie *lie)
{
	(void)lie;
	return "none";
}

static const char *(*const lies[])(const struct lie *) = {page_more, zero, in_a_gap,
	byte_less, largest, other_base, minus_one, very_long, one, no_number};
enum { LIES = sizeof lies / sizeof *lies };

/* --- where they are put --------------------------------------------------------------- */

/* The number of a line, from 0; false when it has fewer. */
static bool find_number(const struct line *line, int place, struct told_number *found)
{
	for (const char *at = line->text; *at; at++) {
		bool begins = isdigit((unsigned char)*at) &&
			(at == line->text || !isalnum((unsigned char)at[-1]));

		found->text = at;
		found->length = begins
			? number_read(at, strlen(at), &found->value, &found->hex)
			: 0;
		if (found->length && place-- == 0)
			return true;
		if (found->length)
			at += found->length - 1;
	}
	return false;
}

/* A place of the output, the same one of all runs: a number of a line. */
struct place {
	bool on_stderr;
	int line;
	int number;
};

struct lab_at_hand {
	const char *name;
	struct pool pool; /* of what was read */
	struct examination examination;
	struct machine machine;
	struct versions versions;
	int unheld; /* checks that do not hold where the program tells the truth */
	int told;   /* lies that were told */
};

static struct line *line_at(const struct performed *performed, const struct place *place)
{
	const struct lines *lines =
		place->on_stderr ? &performed->record->err : &performed->record->out;

	return performed->run->tool || place->line >= lines->count
		? NULL
		: &lines->at[place->line];
}

static void put_lie(struct pool *pool, const struct record *record, struct line *line,
	const struct place *place, int kind)
{
	struct told_number told;
	struct lie lie = {.pool = pool, .told = &told, .record = record};

	if (!find_number(line, place->number, &told))
		return;
	line->text = pool_printf(pool, "%.*s%s%s", (int)(told.text - line->text),
		line->text, lies[kind](&lie), told.text + told.length);
	line->length = strlen(line->text);
}

/* Change the place in every run; `before` keeps the lines, of each record one. */
static bool put_lies(struct lab_at_hand *lab, struct pool *pool, const struct place *place,
	int kind, struct line *before)
{
	struct lab_evidence *evidence = &lab->examination.evidence;
	bool changed = false;

	for (int i = 0; i < evidence->performed_count; i++) {
		struct line *line = line_at(&evidence->performed[i], place);

		if (!line)
			continue;
		before[i] = *line;
		put_lie(pool, evidence->performed[i].record, line, place, kind);
		changed = changed || strcmp(line->text, before[i].text) != 0;
	}
	return changed;
}

static void take_back(
	struct lab_at_hand *lab, const struct place *place, const struct line *before)
{
	struct lab_evidence *evidence = &lab->examination.evidence;

	for (int i = 0; i < evidence->performed_count; i++) {
		struct line *line = line_at(&evidence->performed[i], place);

		if (line)
			*line = before[i];
	}
}

/* Has a run a line there, and a number in it? */
static bool has_line(
	const struct lab_at_hand *lab, const struct place *place, bool *has_number)
{
	const struct lab_evidence *evidence = &lab->examination.evidence;
	struct told_number found;
	bool is_there = false;

	*has_number = false;
	for (int i = 0; i < evidence->performed_count; i++) {
		const struct line *line = line_at(&evidence->performed[i], place);

		is_there = is_there || line;
		*has_number =
			*has_number || (line && find_number(line, place->number, &found));
	}
	return is_there;
}

/* --- what is held --------------------------------------------------------------------- */

static void hold_screen(const struct lab_at_hand *lab, const char *screen)
{
	int lines = 0;

	for (const char *at = screen; *at; lines++) {
		const char *end = strchrnul(at, '\n');
		char line[1024];

		snprintf(line, sizeof line, "%.*s", (int)(end - at), at);
		cr_expect_leq(text_columns(line), COLUMNS, "%s: a long line: %s", lab->name,
			line);
		at = *end ? end + 1 : end;
	}
	cr_expect_leq(lines, LINES_FAILED, "%s: %d lines:\n%s", lab->name, lines, screen);
}

/* Told by every face, into memory. */
static void tell(struct lab_at_hand *lab, struct pool *pool)
{
	const struct lab_result *result = &lab->examination.result;
	const struct lab_evidence *evidence = &lab->examination.evidence;
	struct lesson_links links = {.guide = "labs/README.md"};
	struct lab_page page = {.lab = result,
		.evidence = evidence,
		.guide = links.guide,
		.folder = "build/runs"};
	struct face face = {.columns = COLUMNS,
		.pool = pool,
		.machine = &lab->machine,
		.versions = &lab->versions,
		.labs = OWN_LABS,
		.verbose = true};
	struct told told;

	told_begin(&told, &face);
	lesson(&told.face, result, evidence, &links);
	hold_screen(lab, told_end(&told));
	told_begin(&told, &face);
	lesson_in_full(&told.face, result, evidence, &links);
	cr_expect_gt(strlen(told_end(&told)), 1000, "%s: nothing is told", lab->name);
	told_begin(&told, &face);
	lab_page(&told.face, &page);
	cr_expect(has(told_end(&told), "</html>"), "%s: the page has no end", lab->name);
	told_begin(&told, &face);
	reporter_json.end(&told.face, result);
	cr_expect(has(told_end(&told), "\"schema\""), "%s", lab->name);
}

static void hold_no_error(
	const struct lab_at_hand *lab, struct pool *pool, const char *line)
{
	const struct result *error =
		lab_result_first(&lab->examination.result, STATUS_ERROR);

	cr_expect_null(error, "%s: \"%s\" makes line %d of the expected file an error: %s",
		lab->name, line, error ? error->line : 0,
		error ? said_in(pool, error->lack.reason, ENGLISH) : "");
}

/* What a judging has noted goes with the pool that it was given. */
static void forget(struct performed *performed)
{
	const struct record *record = performed->record;

	performed->bindings = NULL;
	performed->room = 0;
	performed->count = 0;
	performed->missing = NULL;
	for (int i = 0; i < record->pause_count; i++)
		for (struct memory_piece *at = record->pauses[i].memory; at; at = at->next)
			at->asked = NULL;
}

static void judge_anew(struct lab_at_hand *lab, struct pool *pool)
{
	struct examination *at = &lab->examination;

	at->evidence.pool = pool;
	for (int i = 0; i < at->evidence.performed_count; i++)
		forget(&at->evidence.performed[i]);
	at->result.results = judge(&at->evidence);
	lab_result_finish(&at->result);
	mistakes_find(&at->evidence, at->mistakes, &at->result);
}

/* --- the loops ------------------------------------------------------------------------ */

/* A run in which the place was changed. */
static const char *changed_run(struct lab_at_hand *lab, const struct place *place,
	const struct line *before, const char **text)
{
	struct lab_evidence *evidence = &lab->examination.evidence;

	for (int i = 0; i < evidence->performed_count; i++) {
		const struct line *line = line_at(&evidence->performed[i], place);

		if (line && line->text != before[i].text) {
			*text = line->text;
			return evidence->performed[i].run->name;
		}
	}
	return NULL;
}

static bool is_decoration(const struct lab_at_hand *lab, const char *run, const char *text)
{
	for (size_t i = 0; i < sizeof decorations / sizeof *decorations; i++)
		if (decorations[i].lab == lab->examination.result.number &&
			strcmp(decorations[i].run, run) == 0 &&
			has(text, decorations[i].part))
			return true;
	return false;
}

/* How many checks do not hold? A page that the bundle does not have is one that nobody has read. */
static int count_unheld(const struct lab_at_hand *lab)
{
	const int *counts = lab->examination.result.counts;

	return counts[STATUS_FAIL] + counts[STATUS_ENV];
}

/* A number that is written in the other base is the same number. */
static void hold_noticed(
	const struct lab_at_hand *lab, const char *run, const char *text, int kind)
{
	if (lies[kind] != other_base && !is_decoration(lab, run, text))
		cr_expect_gt(count_unheld(lab), lab->unheld,
			"%s: no check notices what the run %s says: %s", lab->name, run,
			text);
}

static void lie(struct lab_at_hand *lab, const struct place *place, int kind)
{
	struct pool pool = {0};
	int count = lab->examination.evidence.performed_count;
	struct line *before = pool_alloc(&pool, (size_t)count * sizeof *before);
	const char *text = "";
	const char *run;

	if (put_lies(lab, &pool, place, kind, before)) {
		run = changed_run(lab, place, before, &text);
		lab->told++;
		language = lab->told % 2 ? ENGLISH : CHINESE;
		judge_anew(lab, &pool);
		hold_no_error(lab, &pool, text);
		hold_noticed(lab, run, text, kind);
		tell(lab, &pool);
	}
	take_back(lab, place, before);
	pool_free(&pool);
}

/* In each line of one stream; `kind` goes round, so that each lie has its turn. */
static void lie_in_stream(struct lab_at_hand *lab, bool on_stderr, int *kind)
{
	struct place place = {.on_stderr = on_stderr};
	bool has_number;

	while (place.line < MOST_LINES && has_line(lab, &place, &has_number)) {
		if (has_number) {
			lie(lab, &place, (*kind)++ % LIES);
			place.number++;
		} else {
			place.number = 0;
			place.line++;
		}
	}
}

static void lie_in(const char *root, const char *name)
{
	struct lab_at_hand lab = {.name = name};
	char path[256];
	int kind = 0;
	struct err err;

	snprintf(path, sizeof path, "%s/build/runs/%.2s", root, name);
	cr_assert_eq(bundle_read(&lab.pool, path, &lab.examination, &lab.machine,
			     &lab.versions, &err),
		0, "%s: %s", path, err.message);
	judge_anew(&lab, &lab.pool);
	lab.unheld = count_unheld(&lab);
	lie_in_stream(&lab, false, &kind);
	lie_in_stream(&lab, true, &kind);
	cr_expect_gt(lab.told, 0, "%s: it has printed no number", name);
	pool_free(&lab.pool);
}

Test(lies, no_number_that_a_program_prints_is_believed_or_breaks_the_harness)
{
	each_performed_lab(lie_in);
}
