/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "../base/text_builder.h"
#include "../examine/launch.h"
#include "../lang/expect.h"

/* Texts that are made piece by piece, and how much memory those take that are. */

enum {
	LONG = 40000, /* characters of a text, */
	ROOM = 64 *
		LONG, /* what is enough for it, and how much less than LONG * LONG / 2 it is */
	LINES = 1000, /* of LONG characters together */
};

static struct arena arena = {.size = ROOM};
static struct pool pool = {.arena = &arena};

/* pool_exhausted aborts where a text takes more than the arena has. */
static void begin(void)
{
	arena.bytes = calloc(1, ROOM);
	cr_assert_not_null(arena.bytes);
}

static void end(void)
{
	free(arena.bytes);
}

TestSuite(builder, .init = begin, .fini = end);

/* `count` times the piece, in memory of its own. */
static char *repeated(const char *piece, int count)
{
	struct text_builder text;
	struct pool heap = {0};
	char *copy;

	builder_begin(&text);
	for (int i = 0; i < count; i++)
		fputs(piece, text.out);
	copy = strdup(builder_end(&heap, &text).data);
	pool_free(&heap);
	return copy;
}

Test(builder, what_is_printed_stands_behind_what_was_printed)
{
	struct text_builder text;
	struct bytes whole;

	builder_begin(&text);
	cr_assert_str_eq(builder_so_far(&text).data, "");
	fprintf(text.out, "%d,", 7);
	cr_assert_str_eq(builder_so_far(&text).data, "7,");
	fwrite("a\0b", 1, 3, text.out);
	cr_assert_eq(builder_so_far(&text).size, 5);
	whole = builder_end(&pool, &text);
	cr_assert_eq(whole.size, 5);
	cr_assert_arr_eq(whole.data, "7,a\0b", 6);
}

Test(builder, a_word_for_the_shell_takes_memory_as_it_is_long)
{
	static const char *const pieces[] = {"a ", "'a", "\001'"};

	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		char *word = repeated(pieces[i], LONG / 2);

		arena.used = 0;
		cr_assert(strlen(shell_word(&pool, word)) > LONG);
		free(word);
	}
}

Test(builder, a_command_by_hand_takes_memory_as_its_input_is_long)
{
	char *input = repeated("%\n", LONG / 2);
	struct run_spec spec = {.input = input};
	struct context context = {.pool = &pool};

	cr_assert(strlen(launch_by_hand(&context, &spec, "/bin/true")) > LONG);
	free(input);
}

Test(builder, a_command_by_hand_takes_memory_as_it_has_words)
{
	struct run_spec spec = {0};
	struct context context = {.pool = &pool};
	struct word *words = calloc(LINES, sizeof *words);

	for (int i = 0; i < LINES; i++)
		words[i] = (struct word){"a word of some forty characters, or thereabouts",
			i + 1 < LINES ? &words[i + 1] : NULL};
	spec.args = words;
	cr_assert(strlen(launch_by_hand(&context, &spec, "/bin/true")) > LONG);
	free(words);
}

Test(builder, lines_that_are_made_visible_take_memory_as_they_are_long)
{
	char *text = repeated("a line of some forty characters, or more\n", LINES);

	cr_assert_str_eq(text_visible_lines(&pool, text), text);
	free(text);
}

Test(builder, notes_of_many_lines_take_memory_as_they_are_long)
{
	char *prose = repeated("    a line of some forty characters, or more\n", LINES);
	const char *file = pool_printf(
		&pool, "lab T\nexplain:\n%srun a\nexit: 0\n  why: so\n%s", prose, prose);
	struct expect expect;
	struct err err = {0};

	cr_assert_eq(expect_parse(&pool, "x.expect", file, strlen(file), &expect, &err), 0,
		"%s:%d: %s", err.file, err.line, err.message);
	cr_assert(strlen(expect.explain[ENGLISH]) > LONG);
	free(prose);
}
