/* SPDX-License-Identifier: MIT */
#include "prediction_memory.h"

#include <string.h>

#include "../base/file.h"

static const char path[] = "my/predictions";

static int read_file(struct context *context, struct bytes *bytes, struct err *err)
{
	*bytes = (struct bytes){.data = "", .size = 0};
	return project_exists(path) ? file_read(context->pool, path, bytes, err) : 0;
}

int predictions_recall(struct context *context, struct err *err)
{
	struct bytes bytes;

	if (read_file(context, &bytes, err) != 0)
		return -1;
	context->answers = answers_parse(context->pool, &bytes);
	return 0;
}

/* The last answer counts. */
static void add(struct context *context, struct kept_answer *answers)
{
	struct kept_answer **last = &context->answers;

	while (*last)
		last = &(*last)->next;
	*last = answers;
}

int predictions_remember(
	struct context *context, struct kept_answer *answers, struct err *err)
{
	struct bytes before;
	struct bytes after;
	int result = -1;

	if (project_make_folder(context->pool, "my", err) == 0 &&
		read_file(context, &before, err) == 0) {
		after = answers_text(context->pool, &before, answers);
		result = file_replace(path, after.data, after.size, err);
	}
	add(context, answers);
	return result;
}
