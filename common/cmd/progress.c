/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "../examine/progress_file.h"
#include "../report/progress_table.h"
#include "cmd.h"
#include "face.h"
#include "messages.h"

/* How far the learner is, as `vmlab run` has kept it. */

static const struct progress_line *find(const struct progress_line *lines, int lab)
{
	while (lines && lines->number != lab)
		lines = lines->next;
	return lines;
}

static struct lab_progress row_of(const struct lab *lab, const struct progress_line *line)
{
	struct lab_progress row = {.number = lab->number, .name = lab->name};
	struct share share;

	if (!line)
		return row;
	row.run = true;
	row.status = line->status;
	row.day = line->day;
	row.copied = line->copied;
	row.in_checks = line->parts.all == 0;
	share = row.in_checks ? line->checks : line->parts;
	row.good = share.good;
	row.all = share.all;
	row.right = line->predictions.good;
	row.predicted = line->predictions.all;
	return row;
}

int command_progress(struct context *context)
{
	struct face face = face_of(context);
	const struct progress_line *lines;
	struct lab_progress *rows;
	int damaged;
	int count = 0;

	for (const struct lab *lab = context->project.labs; lab; lab = lab->next)
		count++;
	rows = pool_alloc(context->pool, (size_t)(count + 1) * sizeof *rows);
	lines = progress_read(context->pool, &damaged);
	count = 0;
	for (const struct lab *lab = context->project.labs; lab; lab = lab->next)
		rows[count++] = row_of(lab, find(lines, lab->number));
	progress_table(&face, rows, count);
	if (damaged)
		printf(M_PROGRESS_DAMAGED, PROGRESS_FILE, damaged);
	return EXIT_PASSED;
}
