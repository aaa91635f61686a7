/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "../report/screen.h"
#include "help.h"

/* What stays on a screen that has room for less than there is to tell. */

struct sample {
	enum worth worth;
	const char *text;
};

/* What a screen of so many lines shows of three blocks. Free it. */
static char *show(const struct sample *blocks, int most, int *left_out)
{
	struct pool pool = {0};
	char *text = NULL;
	size_t size;
	struct face face = {.out = text_stream(&text, &size), .columns = 20, .pool = &pool};
	struct screen screen;

	screen_open(&screen, &face);
	for (int i = 0; i < 3; i++) {
		screen_block(&screen, blocks[i].worth);
		fputs(blocks[i].text, screen.face.out);
	}
	*left_out = screen_close(&screen, most);
	fclose(face.out);
	pool_free(&pool);
	return text;
}

static const struct {
	struct sample blocks[3];
	int most;
	const char *shown;
	int left_out;
} screens[] = {
	{{{WORTH_ALL, "a\n"}, {WORTH_LEAST, "b\n"}, {WORTH_ALL, "c\n"}}, 5, "a\n\nb\n\nc\n",
		0},
	{{{WORTH_ALL, "a\n"}, {WORTH_LEAST, "b\n"}, {WORTH_ALL, "c\n"}}, 4, "a\n\nc\n", 1},
	/* of two that are worth the same the last one goes */
	{{{WORTH_LITTLE, "a\n"}, {WORTH_LITTLE, "b\n"}, {WORTH_ALL, "c\n"}}, 3, "a\n\nc\n",
		1},
	{{{WORTH_MUCH, "a\n"}, {WORTH_LITTLE, "b\n"}, {WORTH_ALL, "c\n"}}, 3, "a\n\nc\n",
		1},
	/* and comes back when the other has gone too, and left more room than was wanted */
	{{{WORTH_LEAST, "a\na\na\na\n"}, {WORTH_LEAST, "b\n"}, {WORTH_ALL, "c\n"}}, 4,
		"b\n\nc\n", 1},
	{{{WORTH_MUCH, "a\na\na\na\n"}, {WORTH_LEAST, "b\n"}, {WORTH_ALL, "c\n"}}, 4,
		"b\n\nc\n", 1},
	/* what may not go is told even where there is no room */
	{{{WORTH_ALL, "a\n"}, {WORTH_LEAST, "b\n"}, {WORTH_ALL, "c\n"}}, 1, "a\n\nc\n", 1},
	/* a line that is too long takes two, and an empty block none */
	{{{WORTH_ALL, "a long line is as long as two\n"}, {WORTH_LEAST, "b\n"},
		 {WORTH_ALL, ""}},
		3, "a long line is as long as two\n", 1},
};

Test(screen, shows_what_is_worth_most_and_what_has_room)
{
	for (size_t i = 0; i < sizeof screens / sizeof *screens; i++) {
		int left_out;
		char *shown = show(screens[i].blocks, screens[i].most, &left_out);

		cr_expect_str_eq(shown, screens[i].shown, "screen %zu: %s", i, shown);
		cr_expect_eq(left_out, screens[i].left_out, "screen %zu: %d", i, left_out);
		free(shown);
	}
}
