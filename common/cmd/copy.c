/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "../base/file.h"
#include "../base/text.h"
#include "labs.h"
#include "messages.h"

/*
 * The student's own copy of a lab's program. A tracked file that is changed would conflict
 * with the next update of the suite; a file in my/, which git ignores, does not.
 */

static int make_copy(
	struct context *context, const struct lab *lab, const char *copy, struct err *err)
{
	const char *original = project_own_path(context->pool, lab);
	const char *folder = pool_printf(context->pool, "my/%s", lab->name);
	struct bytes text;

	if (file_read(context->pool, original, &text, err) != 0 ||
		project_make_folder(context->pool, folder, err) != 0)
		return -1;
	return file_write(copy, text.data, text.size, err);
}

int command_my(struct context *context)
{
	struct err err;
	const struct lab *lab = choose_lab(context, &err);
	const char *copy = lab ? project_copy_path(context->pool, lab) : NULL;

	if (!lab) {
		print_error(&err);
		return EXIT_USAGE;
	}
	if (project_exists(copy)) {
		printf(M_MY_EXISTS, copy, lab->number, lab->number);
		return EXIT_PASSED;
	}
	if (make_copy(context, lab, copy, &err) != 0) {
		print_error(&err);
		return EXIT_USAGE;
	}
	printf(M_MY_MADE, copy, lab->number, lab->number);
	return EXIT_PASSED;
}

/* The first of COPY.old1, COPY.old2 … that is not taken. */
static const char *free_name(struct pool *pool, const char *copy)
{
	const char *name = copy;

	for (int i = 1; project_exists(name); i++)
		name = pool_printf(pool, "%s.old%d", copy, i);
	return name;
}

/* What is dropped is kept under another name: nobody loses an evening to a typo. */
int command_reset(struct context *context)
{
	struct err err;
	const struct lab *lab = choose_lab(context, &err);
	const char *copy = lab ? project_copy_path(context->pool, lab) : NULL;
	const char *old = lab ? free_name(context->pool, copy) : NULL;

	if (!lab) {
		print_error(&err);
		return EXIT_USAGE;
	}
	if (!project_exists(copy)) {
		printf(M_RESET_NOTHING, lab->number, copy);
		return EXIT_PASSED;
	}
	if (rename(copy, old) != 0) {
		err_at(&err, copy, 0, "%s", strerror(errno));
		print_error(&err);
		return EXIT_USAGE;
	}
	printf(M_RESET_DONE, lab->number, lab->number, old);
	return EXIT_PASSED;
}
