/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "../base/text.h"
#include "../match/pictures.h"
#include "../report/picture.h"
#include "help.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Pictures of memory and of areas, drawn from records made by hand. */

enum { PAGE = 4096, HEAP = 0x55500000 };

struct sample {
	struct pool pool;
	struct expect expect;
	struct record record;
	struct pause pauses[2];
	struct memory_piece pieces[2];
	unsigned long words[2][PAGE / sizeof(long)];
	struct performed performed;
	struct fact facts[2];
	struct lab_evidence evidence;
};

static const char map[] = "55500000-55501000 rw-p 00000000 00:00 0 [heap]\n"
			  "7f0000000000-7f0000001000 ---p 00000000 00:00 0 \n"
			  "7f0000001000-7f0000003000 rw-p 00000000 00:00 0 \n";

#define HEAD                                                                               \
	"lab T\nrun a\n"                                                                   \
	"pause one:\n  1 == 1\n"                                                           \
	"pause two:\n  1 == 1\n"

/* The page of the heap is recorded at both pauses. */
static void add_pause(struct sample *sample, int at)
{
	struct memory_piece *piece = &sample->pieces[at];
	struct err err = {0};

	*piece = (struct memory_piece){.start = HEAP,
		.bytes = (const unsigned char *)sample->words[at],
		.size = PAGE};
	sample->pauses[at].memory = piece;
	cr_assert_eq(
		maps_parse(&sample->pool, map, strlen(map), &sample->pauses[at].maps, &err),
		0, "%s", err.message);
}

static struct sample *sample_make(const char *picture, number glibc)
{
	struct sample *sample = calloc(1, sizeof *sample);
	const char *text = pool_printf(&sample->pool, HEAD "%s", picture);
	struct err err = {0};

	cr_assert_eq(expect_parse(&sample->pool, "x.expect", text, strlen(text),
			     &sample->expect, &err),
		0, "%s\n%d: %s", text, err.line, err.message);
	add_pause(sample, 0);
	add_pause(sample, 1);
	sample->record = (struct record){
		.program = "/lab/a", .pauses = sample->pauses, .pause_count = 2};
	sample->performed = (struct performed){
		.run = sample->expect.runs, .repetition = 1, .record = &sample->record};
	sample->facts[0] = (struct fact){"page", PAGE};
	sample->facts[1] = (struct fact){"glibc", glibc};
	sample->evidence = (struct lab_evidence){.pool = &sample->pool,
		.expect = &sample->expect,
		.performed = &sample->performed,
		.performed_count = 1,
		.facts = sample->facts,
		.fact_count = COUNT(sample->facts)};
	return sample;
}

static void sample_drop(struct sample *sample)
{
	pool_free(&sample->pool);
	free(sample);
}

/* What is drawn; it is the pool's. */
static const char *drawn(struct sample *sample, bool low_first)
{
	char *text;
	size_t size;
	struct face face = {.out = memory_stream(&text, &size),
		.pool = &sample->pool,
		.low_first = low_first};
	const char *copy;

	picture_draw(&face, &sample->evidence, sample->expect.pictures, 2);
	fclose(face.out);
	copy = pool_copy(&sample->pool, text, size);
	free(text);
	return copy;
}

static const char chunks[] = "picture a memory one two:\n"
			     "  box: first\n"
			     "  size: 0x55500008 | size\n"
			     "  link: 0x55500010 | next\n"
			     "  number: 0x55500020 | data\n"
			     "  box: second\n"
			     "  pointer: 0x55500028 | back\n"
			     "  link: 0x55500030 | next\n";

static struct sample *sample_of_chunks(number glibc)
{
	struct sample *sample = sample_make(chunks, glibc);
	unsigned long *before = sample->words[0];
	unsigned long *now = sample->words[1];

	before[1] = 0x31;
	before[2] = 0x41;
	before[4] = now[4] = 1000;
	now[1] = 0x20;
	now[2] = HEAP >> 12;
	before[5] = now[5] = 0x7f0000001008;
	before[6] = now[6] = 0x55500010 ^ (HEAP >> 12);
	return sample;
}

Test(pictures, words_are_named_and_links_decoded)
{
	struct sample *sample = sample_of_chunks(2032);
	static const char expected[] =
		"\n  The memory of a at the pause two, low addresses on top; * has changed "
		"since\n  the pause one:\n"
		"                 +------------------+ first\n"
		"  *     55500008 | 0000000000000020 | size  32 bytes, no flag\n"
		"             was | 0000000000000031 |       48 bytes, P\n"
		"  *     55500010 | 0000000000055500 | next  NULL  (was 0x41)\n"
		"                 : 8 bytes more\n"
		"        55500020 | 00000000000003e8 | data  = 1000\n"
		"                 +------------------+ second\n"
		"        55500028 | 00007f0000001008 | back  -> without a file\n"
		"        55500030 | 0000000055555510 | next  0x55500010 -> first\n"
		"                 +------------------+\n"
		"  Stored is link ^ (address of the word >> 12); beside it is the link "
		"itself.\n";
	const char *text = drawn(sample, false);

	cr_assert_str_eq(text, expected, "%s", text);
	sample_drop(sample);
}

/* Before glibc 2.32 a link is stored as it is, and nobody says otherwise. */
Test(pictures, an_older_link_is_a_pointer)
{
	struct sample *sample = sample_of_chunks(2031);
	const char *text;

	sample->words[0][6] = sample->words[1][6] = 0x55500010;
	text = drawn(sample, false);
	cr_assert(has(text, "| 0000000055500010 | next  -> first\n"), "%s", text);
	cr_assert(has(text, "| 0000000000055500 | next  -> unmapped  (was 0x41)\n"), "%s",
		text);
	cr_assert(!has(text, ">>"), "%s", text);
	sample_drop(sample);
}

Test(pictures, fields_stand_side_by_side_with_their_values)
{
	struct sample *sample = sample_make("picture a memory one two:\n"
					    "  bytes: 0x55500000..0x55500004 | magic\n"
					    "  bytes: 0x55500004 | class\n"
					    "  bytes: 0x55500006..0x55500008 | type\n"
					    "  bytes: 0x55500010..0x55500018 | entry\n",
		2036);
	const char *text;

	memcpy(sample->words[1],
		"\x7f"
		"ELF\2\0\1\2",
		8);
	memcpy(sample->words[0],
		"\x7f"
		"ELF\1\0\1\2",
		8);
	sample->words[0][2] = sample->words[1][2] = 0x1050;
	text = drawn(sample, false);
	cr_assert(has(text,
			  "\n"
			  "    +0 | 7f 45 4c 46 | 02      | 01 02\n"
			  "       | magic       | * class | type\n"
			  "       | .ELF        | = 2     | = 513\n"
			  "   +16 | 50 10 00 00 00 00 00 00\n"
			  "       | entry\n"
			  "       | = 0x1050\n"),
		"%s", text);
	sample_drop(sample);
}

Test(pictures, only_the_areas_of_a_map_are_drawn)
{
	static const char picture[] = "picture a two:\n"
				      "  area: 0x7f0000001000..0x7f0000003000 | stack\n"
				      "  area: 0x7f0000000000..0x7f0000001000 | guard\n"
				      "  mark: 0x7f0000002ff0 | local\n";
	struct sample *sample = sample_make(picture, 2036);
	const char *high = drawn(sample, false);
	const char *low = drawn(sample, true);

	cr_assert(has(high,
			  "| stack  rw-                                   8 KiB | "
			  "<- local\n"),
		"%s", high);
	cr_assert(has(high, "| guard  ---                                   4 KiB |\n"),
		"%s", high);
	cr_assert(!has(high, "heap"), "%s", high);
	cr_assert_lt(strstr(high, "stack"), strstr(high, "guard"), "%s", high);
	cr_assert_lt(strstr(low, "guard"), strstr(low, "stack"), "%s", low);
	sample_drop(sample);
}

/* A program may print any address: there are areas with nothing, or only partly something. */
Test(pictures, an_area_may_be_mapped_in_part_or_not_at_all)
{
	static const char picture[] = "picture a two:\n"
				      "  area: 0x7efffffff000..0x7f0000002000 | both\n"
				      "  area: 0x7f0000002000..0x7f0000009000 | part\n"
				      "  area: 0x7f0000010000..0x7f0000020000 | none\n"
				      "  area: 0x1000..0x2000 | below\n";
	struct sample *sample = sample_make(picture, 2036);
	const char *text = drawn(sample, false);

	cr_assert(has(text, "| both  rw- --- "), "%s", text);
	cr_assert(has(text, "| part  rw-  "), "%s", text);
	cr_assert(has(text, "| none  unmapped "), "%s", text);
	cr_assert(has(text, "| below  unmapped "), "%s", text);
	sample_drop(sample);
}

/* What cannot be read leaves the whole picture out. */
Test(pictures, nothing_is_drawn_of_what_is_not_known)
{
	static const char *const pictures[] = {
		"picture a memory one two:\n  size: 0x55500000 - 8 | size\n",
		"picture a memory two:\n  number: 0x7f0000001000 | x\n",
		"picture a memory two:\n  bytes: 0x55500008..0x55500008 | x\n",
		"picture a memory two:\n  bytes: 0x55500000..0x55500041 | x\n",
		"picture a two:\n  area: 0x7f0000003000..0x7f0000001000 | x\n",
	};

	for (size_t i = 0; i < COUNT(pictures); i++) {
		struct sample *sample = sample_make(pictures[i], 2036);
		const char *text = drawn(sample, false);

		cr_expect_str_empty(text, "%s%s", pictures[i], text);
		sample_drop(sample);
	}
}

/* A bundle keeps the pages that were asked for, also where nobody has drawn anything. */
Test(pictures, what_they_show_is_asked_for)
{
	struct sample *sample = sample_of_chunks(2036);

	cr_assert_null(sample->pieces[0].asked);
	pictures_read(&sample->evidence);
	for (int i = 0; i < 2; i++) {
		cr_assert_not_null(sample->pieces[i].asked);
		cr_assert_eq(sample->pieces[i].asked[0], 1);
	}
	sample_drop(sample);
}

/* A line that has a mistake, which is line 8 of its file, and what is said of it. */
static const struct {
	const char *picture;
	int line;
	const char *says;
} mistakes[] = {
	{"picture a memory two:\n  box: b\n", 7, "needs a word or a field"},
	{"picture a memory two:\n  box:\n", 8, "a box has a name"},
	{"picture a memory two:\n  size: $page\n", 8, "as in size: $name | text"},
	{"picture a memory two:\n  size: $page |\n", 8, "as in size: $name | text"},
	{"picture a memory two:\n  size: $page | a | b | c\n", 8, "an address and a text"},
	{"picture a memory two:\n  size: 1 + | a\n", 8, "expected a number"},
	{"picture a memory two:\n  mark: $page | a\n", 8, "box:, number:, size:, pointer:"},
	{"picture a memory two:\n  bytes: [heap] | a\n", 8, "a range is expected"},
	{"picture a memory three:\n  size: 8 | a\n", 7, "no pause three"},
	{"picture a memory three two:\n  size: 8 | a\n", 7, "no pause three"},
	{"picture a memory:\n  size: 8 | a\n", 8, "mark:, area:"},
	{"picture a two:\n  size: 8 | a\n", 8, "mark:, area:"},
	{"picture a two:\n  area: 8 | a\n", 8, "a range is expected"},
	{"picture a one two:\n  area: 8..9 | a\n", 8,
		"areas are drawn of a map at one pause"},
	{"picture a pages 1..2:\n  area: 8..9 | a\n", 8, "areas are drawn of a map"},
	{"picture a memory two:\n  size: $nothing | a\n", 8, "nothing"},
};

Test(pictures, a_mistake_is_told_with_its_line)
{
	for (size_t i = 0; i < COUNT(mistakes); i++) {
		struct pool pool = {0};
		struct expect expect;
		struct err err = {0};
		const char *text = pool_printf(&pool, HEAD "%s", mistakes[i].picture);

		cr_expect_eq(
			expect_parse(&pool, "x.expect", text, strlen(text), &expect, &err),
			-1, "%s", text);
		cr_expect_eq(err.line, mistakes[i].line, "%s%d: %s", text, err.line,
			err.message);
		cr_expect(has(err.message, mistakes[i].says), "%s%s", text, err.message);
		pool_free(&pool);
	}
}
