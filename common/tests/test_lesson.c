/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../report/lesson.h"
#include "../report/screen.h"
#include "help.h"

/* A lab on one screen. */

/* --- blocks --------------------------------------------------------------------------- */

static const struct {
	int most;
	const char *shown;
	int left_out;
} screens[] = {
	{20, "head\n\nleast 1\nleast 2\n\nmuch\n\nleast 3\n\nend\n", 0},
	{10, "head\n\nleast 1\nleast 2\n\nmuch\n\nleast 3\n\nend\n", 0},
	{9, "head\n\nleast 1\nleast 2\n\nmuch\n\nend\n", 1},
	{8, "head\n\nleast 1\nleast 2\n\nmuch\n\nend\n", 1},
	/* the small block comes back when the large one has made room for it */
	{7, "head\n\nmuch\n\nleast 3\n\nend\n", 1}, {6, "head\n\nmuch\n\nend\n", 2},
	{5, "head\n\nmuch\n\nend\n", 2}, {4, "head\n\nend\n", 3},
	{1, "head\n\nend\n", 3}, /* what may not be left out stays */
};

/* Fill a screen so, and hold what is shown of it in `most` lines, and how much was left out. */
static void hold(void (*fill)(struct screen *screen), int columns, int most,
	const char *shown, int left_out)
{
	struct pool pool = {0};
	char *text;
	size_t size;
	struct face face = {
		.out = memory_stream(&text, &size), .pool = &pool, .columns = columns};
	struct screen screen;

	screen_open(&screen, &face);
	fill(&screen);
	cr_expect_eq(screen_close(&screen, most), left_out, "%d lines", most);
	fclose(face.out);
	cr_expect_str_eq(text, shown, "%d lines: %s", most, text);
	free(text);
	pool_free(&pool);
}

static void fill_blocks(struct screen *screen)
{
	screen_block(screen, WORTH_ALL);
	fputs("head\n", screen->face.out);
	screen_block(screen, WORTH_LEAST);
	fputs("\nleast 1\nleast 2\n", screen->face.out);
	screen_block(screen, WORTH_ALL); /* nothing is printed in it */
	screen_block(screen, WORTH_MUCH);
	fputs("much\n", screen->face.out);
	screen_block(screen, WORTH_LEAST);
	fputs("least 3\n", screen->face.out);
	screen_block(screen, WORTH_ALL);
	fputs("end\n", screen->face.out);
}

Test(screen, leaves_out_whole_blocks_of_the_least_worth)
{
	for (size_t i = 0; i < sizeof screens / sizeof *screens; i++)
		hold(fill_blocks, 80, screens[i].most, screens[i].shown,
			screens[i].left_out);
}

static const struct {
	int most;
	const char *shown;
	int left_out;
} joined[] = {
	{7, "head\nmuch 1\nmuch 2\ntail\n\nlater\n", 0},
	{6, "head\nmuch 1\nmuch 2\ntail\n\nlater\n", 0},
	{5, "head\nmuch 1\nmuch 2\ntail\n",
		1}, /* of what is worth the same the last goes */
	{4, "head\nmuch 1\nmuch 2\ntail\n", 1},
	{3, "head\ntail\n", 2},
};

static void fill_joined(struct screen *screen)
{
	screen_block(screen, WORTH_ALL);
	fputs("head\n", screen->face.out);
	screen_joined(screen, WORTH_MUCH);
	fputs("much 1\nmuch 2\n", screen->face.out);
	screen_joined(screen, WORTH_ALL);
	fputs("tail\n", screen->face.out);
	screen_block(screen, WORTH_MUCH);
	fputs("later\n", screen->face.out);
}

Test(screen, leaves_out_lines_between_others)
{
	for (size_t i = 0; i < sizeof joined / sizeof *joined; i++)
		hold(fill_joined, 80, joined[i].most, joined[i].shown, joined[i].left_out);
}

static void fill_wide(struct screen *screen)
{
	screen_block(screen, WORTH_LEAST);
	fputs("12345678901\n", screen->face.out);
	screen_block(screen, WORTH_ALL);
	fputs("一二三四五\n", screen->face.out);
}

Test(screen, counts_a_line_that_is_too_long_as_the_terminal_shows_it)
{
	hold(fill_wide, 10, 3, "一二三四五\n", 1);
}

/* --- a lab ---------------------------------------------------------------------------- */

static const char expect[] = "lab The title\n"
			     "build other: other.c\n"
			     "run sample\n"
			     "run other\n"
			     "part The numbers are printed\n"
			     "stdout sample:\n"
			     "  first $a\n"
			     "  second $b\n"
			     "    why: There must be two of them.\n"
			     "    hint: How many are there?\n"
			     "    hint: Print the second one.\n"
			     "part They relate\n"
			     "check $sample.a < $sample.b\n"
			     "  name: in_order\n"
			     "  says: The second is larger.\n"
			     "aside What the other program prints\n"
			     "stdout other:\n"
			     "  first...\n"
			     "  second...\n"
			     "table:\n"
			     "  head: what | first\n"
			     "  row: sample | $($sample.a)\n"
			     "explain:\n"
			     "  This is what it means.\n";

static const char right[] = "#include <stdio.h>\nint main(void)\n{\n"
			    "\tprintf(\"first 1\\nsecond 2\\n\");\n}\n";
static const char no_second[] = "#include <stdio.h>\nint main(void)\n{\n"
				"\tprintf(\"first 1\\n\");\n}\n";
static const char wrong_order[] = "#include <stdio.h>\nint main(void)\n{\n"
				  "\tprintf(\"first 3\\nsecond 2\\n\");\n}\n";

static const char known[] = "mistake turned\n  says: It turns the numbers around.\n"
			    "  fails: in_order\n  hint: Turn them back.\n";

static char *make_project(const char *program)
{
	char *folder = sample_project(right, expect);

	put_file(folder, "labs/01-sample/other.c", "%s", right);
	put_file(folder, "expected/01-sample.mistakes", "%s", known);
	put_file(folder, "mine.c", "%s", program);
	return folder;
}

static struct ran run(const char *program, const char *words)
{
	char *folder = make_project(program);
	struct ran ran = sh("cd '%s' && $VMLAB run %s --no-strict --root .", folder, words);

	temp_drop(folder);
	return ran;
}

Test(lesson, of_a_lab_that_passes_has_a_line_for_each_part)
{
	struct ran ran = run(right, "1");

	cr_expect_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	cr_expect(has(ran.out, "Lab 1 of 1   The title\n"), "%s", ran.out);
	cr_expect(has(ran.out, "    what   first\n  sample       1\n"), "%s", ran.out);
	cr_expect(has(ran.out, "  [ ok ] 1  The numbers are printed "), "%s", ran.out);
	cr_expect(has(ran.out, "  [ ok ] 2  They relate "), "%s", ran.out);
	cr_expect(has(ran.out, "besides: what concerns the article and the machine "), "%s",
		ran.out);
	cr_expect(has(ran.out, "  This is what it means.\n"), "%s", ran.out);
	cr_expect(has(ran.out, "make lab1 V=1"), "%s", ran.out);
	cr_expect(has(ran.out, "\nlab 1 passed: 5 checks, 0 failed\n"), "%s", ran.out);
	ran_free(&ran);
}

Test(lesson, of_a_failure_tells_the_cause_and_a_hint)
{
	struct ran ran = run(no_second, "1 --program mine.c");

	cr_expect_eq(ran.status, 1, "%s%s", ran.out, ran.err);
	cr_expect(has(ran.out, "[FAIL] 1  The numbers are printed "), "%s", ran.out);
	cr_expect(has(ran.out, "            expected  second N\n"), "%s", ran.out);
	cr_expect(has(ran.out, "            meaning   There must be two of them.\n"), "%s",
		ran.out);
	cr_expect(has(ran.out, "  HINT 1 of 2      How many are there?\n"), "%s", ran.out);
	cr_expect(has(ran.out, "No known mistake of this lab looks like this one."), "%s",
		ran.out);
	cr_expect(has(ran.out, "  This is what it means.\n"), "who fails needs it most: %s",
		ran.out);
	cr_expect(has(ran.out, "[skip] 2  They relate "), "%s", ran.out);
	cr_expect(has(ran.out, "make lab1 PART=1"), "%s", ran.out);
	cr_expect(has(ran.out, "  NEXT   hints           make hint1 "), "%s", ran.out);
	cr_expect(has(ran.out, "            output    1 | first 1\n"), "%s", ran.out);
	ran_free(&ran);
}

/* --- where a failure is --------------------------------------------------------------- */

static const char other_order[] = "#include <stdio.h>\nint main(void)\n{\n"
				  "\tprintf(\"first 1\\n\");\n"
				  "\tprintf(\"%s 3\\n\", \"third\");\n"
				  "\tprintf(\"second 2\\n\");\n}\n";

Test(lesson, shows_a_line_among_those_around_it_and_in_the_source)
{
	struct ran ran = run(other_order, "1 --program mine.c");

	cr_expect(has(ran.out,
			  "            measured  third 3\n"
			  "            output    1 | first 1\n"
			  "                      2 | third 3\n"
			  "                          ^^^^^\n"
			  "                      3 | second 2\n"),
		"%s", ran.out);
	cr_expect(has(ran.out, "The expected line comes later,"), "%s", ran.out);
	cr_expect(has(ran.out,
			  "            source    line 5 of mine.c prints \"third\":\n"
			  "                        printf(\"%s 3\\n\", \"third\");\n"),
		"%s", ran.out);
	ran_free(&ran);
}

static const char set_before[] = "#include <stdio.h>\nint main(void)\n{\n"
				 "\tlong one = 1, two = one + 2;\n"
				 "\tprintf(\"first %ld\\n\", one);\n"
				 "\tprintf(\"second %ld\\n\", two);\n}\n";
static const char counted[] = "lab The title\nrun sample\npart It counts\nstdout:\n"
			      "  first $a\n  second $b\ncheck $b == $a + 1\n";

/* The hint leads from there: what it asks for else is answered. */
Test(lesson, shows_what_sets_a_number_and_a_hint_on_that)
{
	char *folder = sample_project(set_before, counted);
	struct ran ran = sh("cd '%s' && $VMLAB run 1 --no-strict --root .", folder);

	cr_expect(has(ran.out,
			  "                        printf(\"second %ld\\n\", two);\n"
			  "            from      line 4: long one = 1, two = one + 2;\n"
			  "                      line 5: printf(\"first %ld\\n\", one);\n"),
		"%s%s", ran.out, ran.err);
	cr_expect(has(ran.out, "  HINT             Go through the statements that set"),
		"%s", ran.out);
	cr_expect(!has(ran.out, "Which statement"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

static const char given[] = "lab The title\n"
			    "run words: sample \"\" 3\n"
			    "  input: \"3\\n10\\n\"\n"
			    "run again: sample\n"
			    "part It reads\n"
			    "stdout words:\n"
			    "  read 3\n"
			    "exit again: 0\n";

static struct ran run_given(const char *spoken_in)
{
	char *folder = sample_project(right, given);
	struct ran ran = sh("cd '%s' && VMLAB_LANG=%s $VMLAB run 1 --no-strict --root .",
		folder, spoken_in);

	temp_drop(folder);
	return ran;
}

Test(lesson, shows_what_a_run_is_given)
{
	struct ran english = run_given("en");
	struct ran chinese = run_given("zh");

	cr_expect(has(english.out, "\"\" 3, it reads: \"3\\n10\\n\")\n"), "%s%s",
		english.out, english.err);
	cr_expect(has(chinese.out, "读入：\"3\\n10\\n\""), "%s", chinese.out);
	ran_free(&english);
	ran_free(&chinese);
}

Test(lesson, names_a_mistake_that_is_known_and_gives_its_hint)
{
	struct ran ran = run(wrong_order, "1 --program mine.c");

	cr_expect(has(ran.out, "[FAIL] 2  They relate "), "%s", ran.out);
	cr_expect(has(ran.out, "THIS LOOKS LIKE  It turns the numbers around.\n"), "%s",
		ran.out);
	cr_expect(has(ran.out, "  HINT             Turn them back.\n"), "%s", ran.out);
	cr_expect(!has(ran.out, "make hint1"), "there is no other: %s", ran.out);
	cr_expect(has(ran.out, "  NEXT   its film        make film1 "), "%s", ran.out);
	cr_expect(has(ran.out, "make lab1 PART=2"), "%s", ran.out);
	ran_free(&ran);
}

Test(lesson, of_one_part_has_its_checks_and_no_others)
{
	struct ran ran = run(right, "1 --part 2");

	cr_expect_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	cr_expect(has(ran.out, "[ ok ] The second is larger.\n"), "%s", ran.out);
	cr_expect_eq(count_of(ran.out, "[ ok ]"), 1, "%s", ran.out);
	ran_free(&ran);
	ran = run(right, "1 --part 7");
	cr_expect(has(ran.err, "Lab 1 has no part 7."), "%s", ran.err);
	ran_free(&ran);
	ran = run(right, "1 --part two");
	cr_expect_eq(ran.status, 2);
	cr_expect(has(ran.err, "two is no number of a part"), "%s", ran.err);
	ran_free(&ran);
}

Test(lesson, of_all_labs_is_a_line_a_lab)
{
	struct ran ran = run(right, "--all");

	cr_expect(has(ran.out, "lab  1 [ ok ]  The title "), "%s", ran.out);
	cr_expect(!has(ran.out, "This is what it means."), "%s", ran.out);
	cr_expect(
		has(ran.out, "make lab1\n1 passed, 0 failed, 0 skipped\n"), "%s", ran.out);
	ran_free(&ran);
}

/* --- the suite's own ------------------------------------------------------------------ */

static void fits(const char *name, const char *text, int most)
{
	struct pool pool = {0};
	struct lines lines = text_lines(&pool, text, strlen(text));

	cr_expect_leq(lines.count, most, "%s: %d lines: %s", name, lines.count, text);
	for (int i = 0; i < lines.count; i++)
		cr_expect_leq(text_columns(lines.at[i].text), 80, "%s: %s", name,
			lines.at[i].text);
	pool_free(&pool);
}

Test(lesson, of_every_lab_fits_on_a_screen)
{
	char name[16];

	for (int lab = 1; lab <= OWN_LABS; lab++) {
		struct ran english = sh("$VMLAB run %d --no-strict", lab);
		struct ran chinese = sh("VMLAB_LANG=zh $VMLAB run %d --no-strict", lab);

		snprintf(name, sizeof name, "lab %d", lab);
		fits(name, english.out, LINES_PASSED);
		fits(name, chinese.out, LINES_PASSED);
		cr_expect(has(english.out, "passed: "), "%s", english.out);
		ran_free(&english);
		ran_free(&chinese);
	}
}
