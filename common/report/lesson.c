/* SPDX-License-Identifier: MIT */
#include "lesson.h"

#include "../base/text.h"
#include "../match/cause.h"
#include "lesson_compiler.h"
#include "lesson_end.h"
#include "lesson_failure.h"
#include "lesson_words.h"
#include "messages.h"
#include "picture.h"
#include "predictions.h"
#include "screen.h"
#include "table.h"
#include "terms.h"

enum {
	INDENT = 2,
	BEFORE = 12, /* columns of a part's line in front of its title */
	COUNT = 20,  /* columns of a part's line around its title */
	NEXT = 9,    /* behind "  NEXT   " */
	WHAT = 16,
	COMMAND = 19,
	TWO_NEXT = NEXT + 2 * WHAT + COMMAND + 17, /* columns for two of them */
};

/* --- the head ------------------------------------------------------------------------- */

static void tell_head(const struct face *face, const struct lab_result *lab,
	const struct lesson_links *links)
{
	const char *program = report_visible(face, lab->program);
	const char *machine = pool_printf(
		face->pool, "Linux %s, %s", face->machine->kernel, face->machine->libc);

	report_wrapped(face,
		pool_printf(face->pool, M_LESSON_HEAD, lab->number, face->labs,
			note_text(lab->expect->title)),
		0);
	fprintf(face->out, links->copied ? M_LESSON_YOURS : "%s\n", program);
	fprintf(face->out, "%s\n", machine);
	report_user(face, lab, 0);
}

/* --- what was measured ---------------------------------------------------------------- */

static void show_measured(struct screen *screen, const struct lab_result *lab,
	const struct lab_evidence *evidence)
{
	/* Who was wrong needs the meaning more than the numbers, which the predictions have. */
	bool failed = lab->status == STATUS_FAIL || predictions_fail(lab->predictions);

	if (evidence->performed_count == 0)
		return;
	screen_block(screen, failed ? WORTH_LITTLE : WORTH_MUCH);
	table_print(&screen->face, lab->expect, evidence, INDENT);
	for (const struct picture *at = lab->expect->pictures; at; at = at->next) {
		screen_block(screen, WORTH_LEAST);
		picture_draw(&screen->face, evidence, at, INDENT);
	}
}

/* --- the parts ------------------------------------------------------------------------ */

/* How many checks hold; of how many, where one fails; and how many could not be judged. */
static const char *count_text(const struct face *face, const struct lab_result *counted)
{
	int total = lab_result_total(counted);
	int ok = counted->counts[STATUS_OK];

	if (ok == total)
		return pool_printf(face->pool, "%4d", ok);
	return counted->counts[STATUS_FAIL]
		? pool_printf(face->pool, M_LESSON_OF, ok, total)
		: pool_printf(face->pool, M_LESSON_UNJUDGED, ok, total - ok);
}

static void tell_part(const struct face *face, const char *ordinal, const char *title,
	const struct lab_result *counted)
{
	const char *count = count_text(face, counted);
	int room = report_columns(face) - COUNT;
	int most = report_columns(face) - BEFORE - text_columns(count);

	room = room < most ? room : most;
	fprintf(face->out, "%*s", INDENT, "");
	report_status(face, counted->status);
	fputc(' ', face->out);
	report_padded(face->out, ordinal, 3, false);
	if (text_columns(title) <= room) {
		report_padded(face->out, title, room, false);
		fprintf(face->out, "%s\n", count);
	} else {
		report_wrapped(face,
			pool_printf(face->pool, M_LESSON_TITLE_OF, title,
				text_skip_blanks(count)),
			INDENT + 10);
	}
}

/* What is about the article or the machine is one line, as long as nothing fails in it. */
static void tell_asides(const struct face *face, const struct lab_result *lab)
{
	struct lab_result all = {0};

	for (const struct part *part = lab->expect->parts; part; part = part->next) {
		struct lab_result counted = report_part(lab, part);

		if (!part->aside || counted.status == STATUS_FAIL ||
			lab_result_total(&counted) == 0)
			continue;
		for (int i = 0; i < STATUSES; i++)
			all.counts[i] += counted.counts[i];
	}
	all.status = lab_result_status(&all);
	if (lab_result_total(&all))
		tell_part(face, "", M_LESSON_ASIDES, &all);
}

static void tell_parts(struct screen *screen, const struct lab_result *lab,
	const struct lab_evidence *evidence, const struct result *cause)
{
	const struct face *face = &screen->face;

	for (const struct part *part = lab->expect->parts; part; part = part->next) {
		struct lab_result counted = report_part(lab, part);
		const char *ordinal = pool_printf(face->pool, "%d", part->number);
		bool is_cause = cause && cause->item->part == part;

		if (lab_result_total(&counted) == 0 ||
			(counted.status == STATUS_FAIL ? !is_cause : part->aside))
			continue;
		tell_part(face, ordinal, note_text(part->title), &counted);
		if (is_cause)
			failure_tell(screen, lab, evidence, cause);
	}
	if (cause)
		failure_tell_others(face, lab, cause);
	if (lab->status != STATUS_FAIL)
		tell_asides(face, lab);
}

/* A lab of somebody's own may have no parts. */
static void tell_all(struct screen *screen, const struct lab_result *lab,
	const struct lab_evidence *evidence, const struct result *cause)
{
	tell_part(&screen->face, "", M_LESSON_WHOLE, lab);
	if (cause)
		failure_tell(screen, lab, evidence, cause);
}

/* --- what this machine cannot show ---------------------------------------------------- */

/* One cause, however many checks it covers. */
static void tell_lack(const struct face *face, const struct result *result)
{
	int count = 0;

	for (const struct result *at = result; at; at = at->next)
		count += report_same_lack(at, result);
	fprintf(face->out, "%*s", INDENT, "");
	report_status(face, result->status);
	fputc(' ', face->out);
	report_wrapped(face,
		pool_printf(face->pool, M_LESSON_LACK, count,
			report_said(face,
				said_both(face->pool, result->lack.reason,
					result->lack.remedy))),
		INDENT + 7);
}

static void tell_lacks(const struct face *face, const struct lab_result *lab)
{
	for (const struct result *at = lab->results; at; at = at->next)
		if (report_lack_is_new(lab, at))
			tell_lack(face, at);
}

/* --- what it means -------------------------------------------------------------------- */

static void tell_meaning(const struct face *face, const struct lab_result *lab)
{
	const char *explanation = note_text(lab->expect->explain);

	fprintf(face->out, "%*s", INDENT, "");
	report_wrapped(face, explanation ? explanation : M_LESSON_NO_EXPLANATION, INDENT);
}

/* --- what next ------------------------------------------------------------------------ */

/* Two things in a line: what can be done, and the command for it. */
struct next {
	const struct face *face;
	int count;
	int width; /* of the last command */
};

static void suggest(struct next *next, const char *what, const char *command)
{
	FILE *out = next->face->out;

	if (next->count == 0) {
		fprintf(out, "%*s", INDENT, "");
		report_padded(out, M_LESSON_NEXT, NEXT - INDENT, false);
	} else if (next->count % 2 == 0 || report_columns(next->face) < TWO_NEXT) {
		fprintf(out, "\n%*s", NEXT, "");
	} else {
		fprintf(out, "%*s", COMMAND - next->width, "");
	}
	report_padded(out, what, WHAT, false);
	fputs(command, out);
	next->count++;
	next->width = text_columns(command);
}

static const char *command(const struct face *face, const char *verb, int lab)
{
	return pool_printf(face->pool, "make %s%d", verb, lab);
}

/* `refused`: the compiler has refused the program, and there is nothing to see of a run. */
static void suggest_on_failure(struct next *next, const struct lab_result *lab,
	const struct result *cause, const struct lesson_links *links, bool refused)
{
	const struct face *face = next->face;

	if (cause && !refused && failure_hints(face->pool, lab, cause).count > 1)
		suggest(next, M_NEXT_HINT, command(face, "hint", lab->number));
	if (links->copied)
		suggest(next, M_NEXT_WATCH, command(face, "watch", lab->number));
	if (!refused)
		suggest(next, M_NEXT_FILM, command(face, "film", lab->number));
}

/* More of the same lab: every check, a part of it, the program as it was. */
static void suggest_more(struct next *next, const struct lab_result *lab,
	const struct result *cause, const struct lesson_links *links, bool refused)
{
	const struct part *part = cause && cause->item ? cause->item->part : NULL;
	struct pool *pool = next->face->pool;

	suggest(next, M_NEXT_ALL, pool_printf(pool, "make lab%d V=1", lab->number));
	if (links->copied)
		suggest(next, M_NEXT_RESET, command(next->face, "reset", lab->number));
	if (!refused && lab->expect->parts)
		suggest(next, M_NEXT_PART,
			pool_printf(pool, "make lab%d PART=%d", lab->number,
				part ? part->number : 1));
}

static void suggest_onwards(struct next *next, const struct lab_result *lab,
	const struct lesson_links *links, bool refused)
{
	if (!refused)
		suggest(next, M_NEXT_FILM, command(next->face, "film", lab->number));
	if (links->next)
		suggest(next, M_NEXT_LAB, command(next->face, "lab", links->next));
}

static void tell_next(const struct face *face, const struct lab_result *lab,
	const struct result *cause, const struct lesson_links *links, bool refused)
{
	bool failed = lab->status == STATUS_FAIL;
	struct next next = {.face = face};

	if (failed)
		suggest_on_failure(&next, lab, cause, links, refused);
	else if (!links->copied)
		suggest(&next, M_NEXT_CHANGE, command(face, "my", lab->number));
	suggest_more(&next, lab, cause, links, refused);
	if (!failed)
		suggest_onwards(&next, lab, links, refused);
	fprintf(face->out, "\n%*s", NEXT, "");
	fprintf(face->out, M_NEXT_GUIDE, links->guide);
}

/* A source that does not compile says nothing about the parts of the lab. */
static void tell_refused(struct screen *screen, const struct lab_evidence *evidence)
{
	screen_block(screen, WORTH_ALL);
	compiler_tell_refusal(&screen->face, evidence);
	screen_block(screen, WORTH_MUCH);
	fprintf(screen->face.out, "%*s", INDENT, "");
	report_wrapped(&screen->face, M_LESSON_COMPILER, INDENT);
}

/* Who has failed needs what the lab means the most, and then the words of the failure. */
static void tell_background(struct screen *screen, const struct lab_result *lab,
	const struct lab_evidence *evidence, const struct result *cause,
	const struct lesson_links *links)
{
	struct term_list words;

	screen_block(screen, WORTH_MUCH);
	tell_meaning(&screen->face, lab);
	screen_block(screen, cause ? WORTH_LITTLE : WORTH_LEAST);
	if (!cause) {
		terms_explain(&screen->face, links->terms);
		return;
	}
	words = lesson_words(&screen->face, lab, evidence, cause, links);
	terms_explain(&screen->face, &words);
}

static void tell_judged(struct screen *screen, const struct lab_result *lab,
	const struct lab_evidence *evidence, const struct result *cause,
	const struct lesson_links *links)
{
	screen_block(screen, WORTH_MUCH);
	compiler_tell_warnings(&screen->face, evidence);
	screen_block(screen, WORTH_ALL);
	predictions_print(&screen->face, lab->predictions, INDENT);
	show_measured(screen, lab, evidence);
	screen_block(screen, WORTH_ALL);
	if (lab->expect->parts && (!cause || cause->item))
		tell_parts(screen, lab, evidence, cause);
	else
		tell_all(screen, lab, evidence, cause);
	screen_block(screen, WORTH_ALL);
	failure_tell_mistakes(&screen->face, lab);
	if (cause) {
		screen_block(screen, WORTH_MUCH);
		failure_tell_hint(&screen->face, lab, cause);
	}
	screen_block(screen, WORTH_MUCH);
	tell_lacks(&screen->face, lab);
	tell_background(screen, lab, evidence, cause, links);
}

void lesson(const struct face *face, const struct lab_result *lab,
	const struct lab_evidence *evidence, const struct lesson_links *links)
{
	const struct result *cause = cause_find(lab);
	bool refused = compiler_refuses(evidence);
	struct screen screen;

	screen_open(&screen, face);
	screen_block(&screen, WORTH_ALL);
	tell_head(&screen.face, lab, links);
	if (refused)
		tell_refused(&screen, evidence);
	else
		tell_judged(&screen, lab, evidence, cause, links);
	screen_block(&screen, WORTH_ALL);
	tell_next(&screen.face, lab, cause, links, refused);
	lesson_conclude(&screen.face, lab);
	screen_close(&screen, lab->status == STATUS_FAIL ? LINES_FAILED : LINES_PASSED);
	fflush(face->out);
}
