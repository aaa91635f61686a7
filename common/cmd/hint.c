/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "../report/lesson.h"
#include "../examine/prepare.h"
#include "../examine/hint_memory.h"
#include "labs.h"
#include "messages.h"

static int show(struct context *context, const struct lab *lab, const struct result *failed,
	struct hint_place *place)
{
	int count = lesson_hints(failed);
	int ordinal = place->shown + 1;
	struct err err;

	if (count == 0) {
		printf("%s\n", M_LESSON_NO_HINT);
		return EXIT_PASSED;
	}
	ordinal = ordinal > count ? count : ordinal;
	printf(M_LESSON_HINT, ordinal, count);
	report_wrapped(stdout, lesson_hint(failed, ordinal), 0);
	if (ordinal < count)
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
	struct result failed = {0};
	const struct lab *lab;
	struct err err;
	struct hint_place place;

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
	failed.notes = expect_find_notes(
		&examination.expect, place.line, *place.name ? place.name : NULL);
	return show(context, lab, &failed, &place);
}
