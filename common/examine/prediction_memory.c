/* SPDX-License-Identifier: MIT */
#include "prediction_memory.h"

#include <string.h>
#include <unistd.h>

#include "../base/file.h"
#include "../base/folder.h"

static const char folder[] = "my";
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

/* What another command has added meanwhile stays. */
static int write_file(struct context *context, struct kept_answer *answers, struct err *err)
{
	struct bytes before;
	struct bytes after;

	if (read_file(context, &before, err) != 0)
		return -1;
	after = answers_text(context->pool, &before, answers);
	return file_replace(path, after.data, after.size, err);
}

/* Where the folder cannot be locked, the file cannot be written either, and that is told. */
int predictions_remember(
	struct context *context, struct kept_answer *answers, struct err *err)
{
	int result = -1;

	if (project_make_folder(context->pool, folder, err) == 0) {
		int lock = folder_lock(folder, err);

		result = write_file(context, answers, err);
		if (lock >= 0)
			close(lock);
	}
	add(context, answers);
	return result;
}
