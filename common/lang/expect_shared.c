/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "../base/text.h"
#include "expect_reader.h"
#include "messages.h"

/*
 * Notes that several lines share stand once, beneath "notes NAME:", and each of the lines takes
 * them by "notes: NAME". They are read where they stand, which finds their mistakes, and once
 * more for each line that takes them, as if they stood there.
 */

struct shared_notes {
	const char *name;
	const struct source_line *line; /* of its heading */
	int first;                      /* the line beneath that */
	struct notes notes;             /* as they stand there */
	bool taken;
	struct shared_notes *next;
};

static struct shared_notes *find_shared(
	const struct expect_reader *reader, const char *name)
{
	struct shared_notes *at = reader->shared;

	while (at && strcmp(at->name, name) != 0)
		at = at->next;
	return at;
}

/* Read the lines beneath the heading of shared notes into `notes`. */
static int read_shared(struct expect_reader *reader, const struct shared_notes *shared,
	struct notes *notes)
{
	struct heading beneath = {.notes = notes};

	reader->at = shared->first;
	return directive_read_beneath(reader, shared->line->indent, PLACE_SHARED, &beneath);
}

int reader_shared_notes(struct expect_reader *reader, const struct heading *heading)
{
	const char *at = heading->rest;
	const char *name = reader_label(reader, &at);
	struct shared_notes *shared = name ? find_shared(reader, name) : NULL;

	if (!name || !reader_is_name(name) || *at)
		return err_set(reader->err, M_EXPECT_SHARED, heading->text);
	if (shared)
		return err_set(reader->err, M_EXPECT_TWICE, name);
	shared = pool_alloc(reader->pool, sizeof *shared);
	*shared = (struct shared_notes){.name = name,
		.line = heading->line,
		.first = reader->at,
		.next = reader->shared};
	reader->shared = shared;
	if (read_shared(reader, shared, &shared->notes) != 0)
		return -1;
	if (reader->at == shared->first)
		return err_set(reader->err, M_EXPECT_NOTHING_BENEATH, heading->text);
	return 0;
}

int reader_take_notes(struct expect_reader *reader, const struct heading *heading)
{
	struct shared_notes *shared = find_shared(reader, heading->rest);
	int behind = reader->at;
	int status;

	if (!shared)
		return err_set(reader->err, M_EXPECT_SHARED_UNKNOWN, heading->rest);
	shared->taken = true;
	status = read_shared(reader, shared, heading->notes);
	reader->at = behind;
	if (status == 0)
		return 0;
	return reader_fail(reader, heading->line->number, M_EXPECT_SHARED_CLASH,
		shared->name, heading->text);
}

int reader_check_shared(struct expect_reader *reader)
{
	for (const struct shared_notes *at = reader->shared; at; at = at->next)
		if (!at->taken)
			return reader_fail(reader, at->line->number, M_EXPECT_SHARED_UNUSED,
				at->name, at->name);
	return 0;
}
