/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "../examine/hint_memory.h"
#include "../examine/prepare.h"
#include "../report/hints.h"
#include "face.h"
#include "labs.h"
#include "messages.h"

static int show(struct context *context, const struct lab *lab, const struct hints *hints,
	struct hint_place *place)
{
	struct face face = face_of(context);
	int ordinal = place->shown < hints->count ? place->shown + 1 : hints->count;
	struct err err;

	printf(M_LESSON_HINT, ordinal, hints->count);
	report_wrapped(&face, hints->at[ordinal - 1], 0);
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
	hints = hints_on(
		expect_find_notes(&examination.expect, place.line,
			expect_find_item(&examination.expect, place.name) ? place.name
									  : NULL),
		expect_find_item(&examination.expect, place.name),
		mistakes_find_name(examination.mistakes, place.mistake));
	return show(context, lab, &hints, &place);
}
