/* SPDX-License-Identifier: MIT */
#include "screen.h"

#include <stdlib.h>
#include <string.h>

#include "../base/text.h"

void screen_open(struct screen *screen, const struct face *face)
{
	*screen = (struct screen){.face = *face, .out = face->out};
	screen->face.out = NULL;
}

/* The lines of a block as a terminal shows them: one that is too long takes several. */
static int count_lines(const struct face *face, const struct block *block)
{
	int lines = 0;

	for (const char *at = block->shown; *at;) {
		size_t length = strcspn(at, "\n");
		int columns = text_columns(pool_copy(face->pool, at, length));

		lines += columns > report_columns(face)
			? (columns + report_columns(face) - 1) / report_columns(face)
			: 1;
		at += length + (at[length] == '\n');
	}
	return lines;
}

static void finish_block(struct screen *screen)
{
	if (!screen->last)
		return;
	fclose(screen->face.out);
	screen->face.out = NULL;
	screen->last->shown = screen->last->text + strspn(screen->last->text, "\n");
	screen->last->lines = count_lines(&screen->face, screen->last);
}

void screen_block(struct screen *screen, enum worth worth)
{
	struct block *block = pool_alloc(screen->face.pool, sizeof *block);

	finish_block(screen);
	*(screen->last ? &screen->last->next : &screen->blocks) = block;
	screen->last = block;
	block->worth = worth;
	screen->face.out = memory_stream(&block->text, &block->size);
}

void screen_joined(struct screen *screen, enum worth worth)
{
	screen_block(screen, worth);
	screen->last->joined = true;
}

static bool is_shown(const struct block *block)
{
	return block->lines && !block->left_out;
}

/* With the empty line in front of it, as each has but the first. */
static int lines_of(const struct block *block)
{
	return block->lines + !block->joined;
}

static int total_lines(const struct screen *screen)
{
	int total = -1;

	for (const struct block *at = screen->blocks; at; at = at->next)
		total += is_shown(at) ? lines_of(at) : 0;
	return total;
}

/* Of the blocks that may go, the last of the least worth; NULL when there is none. */
static struct block *least(const struct screen *screen)
{
	struct block *found = NULL;

	for (struct block *at = screen->blocks; at; at = at->next)
		if (is_shown(at) && at->worth < WORTH_ALL &&
			(!found || at->worth <= found->worth))
			found = at;
	return found;
}

/* A large block that went last may have made room for small ones that went before it. */
static void bring_back(struct screen *screen, enum worth worth, int most)
{
	for (struct block *at = screen->blocks; at; at = at->next) {
		if (!at->left_out || at->worth != worth)
			continue;
		at->left_out = total_lines(screen) + lines_of(at) > most;
	}
}

static int leave_out(struct screen *screen, int most)
{
	struct block *block;
	int count = 0;

	while (total_lines(screen) > most && (block = least(screen)))
		block->left_out = true;
	for (int worth = WORTH_MUCH; worth >= WORTH_LEAST; worth--)
		bring_back(screen, (enum worth)worth, most);
	for (block = screen->blocks; block; block = block->next)
		count += block->left_out;
	return count;
}

int screen_close(struct screen *screen, int most)
{
	bool first = true;
	int left_out;

	finish_block(screen);
	left_out = leave_out(screen, most);
	for (struct block *at = screen->blocks; at; at = at->next) {
		if (is_shown(at))
			fprintf(screen->out, "%s%s", first || at->joined ? "" : "\n",
				at->shown);
		first = first && !is_shown(at);
		free(at->text);
	}
	return left_out;
}
