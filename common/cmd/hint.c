/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "../base/text.h"
#include "../report/lesson.h"
#include "cmd.h"
#include "examine.h"
#include "messages.h"

/* Which line failed in the lab's last run, and how many of its hints have been shown. */
static bool recall(const char *file, struct pool *pool, int *line, int *shown)
{
	struct bytes text;
	struct err ignored;

	return text_read_file(pool, file, &text, &ignored) == 0 &&
		sscanf(text.data, "%d %d", line, shown) == 2;
}

/* Writes what recall() reads. */
static int remember(struct context *context, const struct lab *lab, int line, int shown,
	struct err *err)
{
	const char *text = pool_printf(context->pool, "%d %d\n", line, shown);
	struct folder folder;
	int result;

	if (folder_open(context->pool, context->project.build, evidence_name(context, lab),
		    &folder, err) != 0)
		return -1;
	folder_remove(folder.fd, "hint");
	result = folder_write(&folder, pool_printf(context->pool, "%s/hint", folder.path),
		text, strlen(text), err);
	folder_close(&folder);
	return result;
}

int hint_remember(struct context *context, const struct examination *examination, int shown,
	struct err *err)
{
	const struct result *failed = report_first(&examination->result, STATUS_FAIL);

	return remember(context, examination->lab, failed ? failed->line : 0,
		failed ? shown : 0, err);
}

static int show(struct context *context, const struct lab *lab, const struct result *failed,
	int ordinal)
{
	int count = lesson_hints(failed);
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
	if (remember(context, lab, failed->line, ordinal, &err) == 0)
		return EXIT_PASSED;
	print_error(&err);
	return EXIT_BROKEN;
}

int command_hint(struct context *context)
{
	struct examination examination;
	struct result failed = {0};
	const struct lab *lab;
	const char *file;
	struct err err;
	int shown;

	lab = choose_lab(context, &err);
	if (!lab || examine_prepare(context, lab, &examination, &err) != 0) {
		print_error(&err);
		return EXIT_USAGE;
	}
	file = pool_printf(context->pool, "%s/hint", evidence_folder(context, lab));
	if (!recall(file, context->pool, &failed.line, &shown)) {
		printf(M_HINT_NOT_RUN, lab->number, lab->number);
		return EXIT_PASSED;
	}
	if (failed.line == 0) {
		printf(M_HINT_PASSED, lab->number);
		return EXIT_PASSED;
	}
	failed.notes = expect_find_notes(&examination.expect, failed.line);
	return show(context, lab, &failed, shown + 1);
}
