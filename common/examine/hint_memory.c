/* SPDX-License-Identifier: MIT */
#include "hint_memory.h"

#include <stdio.h>
#include <string.h>

#include "../base/file.h"
#include "../base/text.h"
#include "evidence_folder.h"

bool hint_recall(struct context *context, const struct lab *lab, struct hint_place *place)
{
	const char *file =
		pool_printf(context->pool, "%s/hint", evidence_folder(context, lab));
	struct bytes text;
	struct err ignored;
	int replaced = 0;
	bool known;

	*place = (struct hint_place){0};
	known = file_read(context->pool, file, &text, &ignored) == 0 &&
		sscanf(text.data, "%d %d %127s %127s %d", &place->line, &place->shown,
			place->name, place->mistake, &replaced) >= 2;
	place->replaced = replaced == 1;
	return known;
}

int hint_remember(struct context *context, const struct lab *lab,
	const struct hint_place *place, struct err *err)
{
	const char *text = pool_printf(context->pool, "%d %d %s %s %d\n", place->line,
		place->shown, *place->name ? place->name : "-",
		*place->mistake ? place->mistake : "-", place->replaced);
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
