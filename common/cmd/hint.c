/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "../base/text.h"
#include "../examine/hint_memory.h"
#include "../examine/prepare.h"
#include "../report/hints.h"
#include "face.h"
#include "labs.h"
#include "messages.h"

/* Sentences are wrapped; lines of a source, which are indented, stay as they are. */
static void print_hint(const struct face *face, const char *hint)
{
	struct lines lines = text_lines(face->pool, hint, strlen(hint));

	for (int i = 0; i < lines.count; i++)
		if (text_is_blank(*lines.at[i].text))
			printf("%s\n", report_visible(face, lines.at[i].text));
		else
			report_wrapped(face, lines.at[i].text, 0);
}

static int show(struct context *context, const struct lab *lab, const struct hints *hints,
	struct hint_place *place)
{
	struct face face = face_of(context);
	int ordinal = place->shown < hints->count ? place->shown + 1 : hints->count;
	struct err err;

	printf(M_LESSON_HINT, ordinal, hints->count);
	print_hint(&face, hints->at[ordinal - 1]);
	if (ordinal < hints->count)
		printf(M_LESSON_NEXT_HINT, lab->number);
	else
		printf("%s", M_HINT_LAST);
	putchar('\n');
	place->shown = ordinal;
	if (hint_remember(context, lab, place, &err) == 0)
		return EXIT_PASSED;
	print_error(&err);
	return EXIT_BROKEN;
}

/* What is of no check, as that a source compiles, has a hint too. */
static struct hints hints_at(struct pool *pool, const struct examination *examination,
	const struct hint_place *place)
{
	const struct expect *expect = &examination->expect;
	const struct item *item = expect_find_item(expect, place->name);

	if (!item && text_starts(place->name, "build_"))
		return (struct hints){.at = {M_LESSON_COMPILER}, .count = 1};
	return hints_on(pool,
		expect_find_notes(expect, place->line, item ? place->name : NULL), item,
		mistakes_find_name(examination->mistakes, place->mistake),
		place->replaced ? project_own_path(pool, examination->lab) : NULL);
}

int command_hint(struct context *context)
{
	struct examination examination;
	const struct lab *lab;
	struct hint_place place;
	struct hints hints;
	struct err err;

	lab = choose_lab(context, &err);
	if (!lab || examine_prepare(context, lab, &examination, &err) != 0) {
		print_error(&err);
		return EXIT_USAGE;
	}
	if (!hint_recall(context, lab, &place)) {
		printf(M_HINT_NOT_RUN, lab->number, lab->number);
		return EXIT_PASSED;
	}
	if (place.line == 0) {
		printf(M_HINT_PASSED, lab->number);
		return EXIT_PASSED;
	}
	hints = hints_at(context->pool, &examination, &place);
	return show(context, lab, &hints, &place);
}
