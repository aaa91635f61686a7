/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>

#include "../base/file.h"
#include "../lang/mistakes.h"
#include "bank.h"

/*
 * The last hint on a known mistake: what the lab's own program has in its place. Which lines these are
 * is told by `right` and `only` in the file of mistakes, which scripts/mistakes --right writes from the
 * patches, and read from the lab's source when the hint is given.
 */

/* --- the hint ------------------------------------------------------------------------- */

#define LONG                                                                               \
	"/* a line of a source stays one line, even where a sentence would have been "     \
	"wrapped */"

static const char own[] = "#include <stdio.h>\n\nint main(void)\n{\n"
			  "\tif (1)\n\t\tprintf(\"number %d\\n\",\n\t\t\t5);\n\n"
			  "\treturn 0;\n}\n" LONG "\n";
static const char wrong[] = "#include <stdio.h>\nint main(void)\n{\n"
			    "\tputs(\"number 6\");\n\treturn 0;\n}\n";
static const char expect[] = "lab Sample\nrun sample\nstdout:\n  number $n\n"
			     "check $n == 5\n  name: is_five\n"
			     "  hint: The first hint.\n  hint: The second hint.\n";

#define TOLD      "labs/01-sample/sample.c, "
#define OTHERWISE "\nYours may be written otherwise, as long as it does the same.\n"

static const struct {
	const char *lines; /* of the file of mistakes */
	const char *hint;
	int of;
} hints[] = {
	{"  right: 9\n",
		"The lab's own program has here, in " TOLD
		"line 9:\n\n     9  return 0;\n" OTHERWISE,
		3},
	{"  right: 5..7\n",
		"has here, in " TOLD "lines 5-7:\n\n     5  if (1)\n"
		"     6      printf(\"number %d\\n\",\n     7          5);\n" OTHERWISE,
		3},
	{"  right: 3 7..9\n",
		"lines 3, 7-9:\n\n     3  int main(void)\n     7          5);\n     8\n"
		"     9  return 0;\n" OTHERWISE,
		3},
	{"  only: 7..9\n",
		"The lab's own program has no more than this here, in "
		"labs/01-sample/sample.c,\nlines 7-9:\n\n     7          5);\n     8\n     "
		"9  return 0;\n\n"
		"What yours does between them is too much.\n",
		3},
	{"  right: 1..7\n",
		"The lab's own program does this in " TOLD "lines 1-7. Compare\n"
		"yours with them, line by line.\n",
		3},
	{"  right: 11\n", "line 11:\n\n    11  " LONG "\n" OTHERWISE, 3},
	/* nothing is known, or the program has become shorter */
	{"", "The second hint.\n", 2},
	{"  right: 9 12\n", "The second hint.\n", 2},
	{"  hint: Print a five.\n  right: 9\n", "9:\n\n     9  return 0;\n" OTHERWISE, 2},
	{"  hint: Print a five.\n", "Print a five.\n", 1},
};

static char *make_project(const char *lines)
{
	char *folder = sample_project(own, expect);

	put_file(folder, "mine.c", "%s", wrong);
	put_file(folder, "expected/01-sample.mistakes",
		"mistake six\n  says: It prints a six.\n%s  fails: is_five\n", lines);
	return folder;
}

/* The hints up to the last one, behind a run. */
static struct ran ask(const char *folder, const char *options, int count)
{
	return sh("cd '%s' && $VMLAB run 1 --no-strict --root . %s; for i in $(seq %d); do "
		  "$VMLAB hint 1 --root . >last; done; cat last",
		folder, options, count);
}

Test(own_lines, are_the_last_hint_on_a_known_mistake)
{
	for (size_t i = 0; i < sizeof hints / sizeof *hints; i++) {
		char *folder = make_project(hints[i].lines);
		struct ran ran = ask(folder, "--program mine.c", hints[i].of);
		char screen[32], last[32];

		snprintf(screen, sizeof screen, "HINT 1 of %d", hints[i].of);
		snprintf(last, sizeof last, "%d of %d\n", hints[i].of, hints[i].of);
		cr_expect(has(ran.out, hints[i].of == 1 ? "  HINT   " : screen), "%s: %s",
			hints[i].lines, ran.out);
		cr_expect(has(ran.out, last), "%s: %s", hints[i].lines, ran.out);
		cr_expect(has(ran.out, hints[i].hint), "%s\nexpected %s\nmeasured %s",
			hints[i].lines, hints[i].hint, ran.out);
		cr_expect(has(ran.out, "This was the last hint.\n"), "%s", ran.out);
		ran_free(&ran);
		temp_drop(folder);
	}
}

/* The copy in my/ is wrong, and the source in labs/ is what it should be compared with. */
Test(own_lines, of_a_copy_are_those_of_the_lab)
{
	char *folder = make_project("  right: 9\n");
	struct ran ran = sh("cd '%s' && mkdir -p my/01-sample && cp mine.c "
			    "my/01-sample/sample.c",
		folder);

	cr_assert_eq(ran.status, 0, "%s", ran.err);
	ran_free(&ran);
	ran = ask(folder, "", 3);
	cr_expect(has(ran.out, "3 of 3\nThe lab's own program has here, in " TOLD), "%s",
		ran.out);
	cr_expect(has(ran.out, "     9  return 0;\n"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* Who has changed the lab's own program finds nothing right there. */
Test(own_lines, of_a_lab_that_was_changed_are_not_told)
{
	char *folder = make_project("  right: 5\n");
	struct ran ran;

	put_file(folder, "labs/01-sample/sample.c", "%s", wrong);
	ran = ask(folder, "", 2);
	cr_expect(has(ran.out, "THIS LOOKS LIKE  It prints a six."), "%s", ran.out);
	cr_expect(has(ran.out, "HINT 1 of 2"), "%s", ran.out);
	cr_expect(has(ran.out, "2 of 2\nThe second hint.\nThis was the last hint."), "%s",
		ran.out);
	ran_free(&ran);
	ran = ask(folder, "--program labs/01-sample/sample.c", 2);
	cr_expect(has(ran.out, "2 of 2\nThe second hint.\n"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* What cannot be told apart has one hint where it is in one place, and none where it is not. */
Test(own_lines, of_several_mistakes_are_told_where_they_are_the_same)
{
	char *folder = make_project("  right: 9\n");
	struct ran ran =
		sh("cd '%s' && sed -n 's/six/twin/; p' expected/01-sample.mistakes "
		   ">twin && cat twin >>expected/01-sample.mistakes",
			folder);

	cr_assert_eq(ran.status, 0, "%s", ran.err);
	ran_free(&ran);
	ran = ask(folder, "--program mine.c", 3);
	cr_expect(has(ran.out, "ONE OF THESE"), "%s", ran.out);
	cr_expect(has(ran.out, "3 of 3\nThe lab's own program has here"), "%s", ran.out);
	ran_free(&ran);
	ran = sh("cd '%s' && sed -i '0,/right: 9/s//right: 5/' expected/01-sample.mistakes",
		folder);
	ran_free(&ran);
	ran = ask(folder, "--program mine.c", 3);
	cr_expect(has(ran.out, "2 of 2\nThe second hint.\n"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* --- of the suite's own labs ------------------------------------------------------------ */

static const struct {
	const char *language;
	const char *hint;
} tongues[] = {
	{"en",
		"4 of 4\nThe lab's own program has here, in "
		"labs/01-sbrk-growth/sbrk_growth.c, "
		"lines"},
	{"zh",
		"4/4\n实验自带的程序在这里是这样写的，见 "
		"labs/01-sbrk-growth/sbrk_growth.c 第"},
};

/* A program of the bank, as a learner hands it in. */
Test(own_lines, are_told_of_a_planted_mistake_in_each_language)
{
	struct banked program = {.lab = "01-sbrk-growth",
		.path = "common/tests/wrong/01-sbrk-growth/returned_value.patch"};
	char *root = temp_make();
	char made[MOST_PATH];
	struct ran ran = sh("cp -r --parents labs/01-sbrk-growth expected/01-* '%s'", root);

	cr_assert_eq(ran.status, 0, "%s", ran.err);
	ran_free(&ran);
	bank_program(&program, root, made);
	ran = sh(
		"$VMLAB check 1 --root '%s' --program '%s' --no-strict; for i in 1 2 3; do "
		"$VMLAB hint 1 --root '%s' >/dev/null; done; for language in en zh; do "
		"VMLAB_LANG=$language $VMLAB hint 1 --root '%s'; done",
		root, made, root, root);
	for (size_t i = 0; i < sizeof tongues / sizeof *tongues; i++)
		cr_expect(has(ran.out, tongues[i].hint), "%s: %s", tongues[i].language,
			ran.out);
	cr_expect(has(ran.out, "  say(\"New program break:\", move_break(1024) + 1024);\n"),
		"%s", ran.out);
	ran_free(&ran);
	temp_drop(root);
}

/* "labs/03-…/page_fault_counting.c" of "expected/03-….mistakes" */
static void source_of_file(const char *path, char source[MOST_PATH])
{
	char name[MOST_NAME];
	char *topic;

	snprintf(name, sizeof name, "%s", strrchr(path, '/') + 1);
	*strrchr(name, '.') = '\0';
	topic = strchr(name, '-') + 1;
	snprintf(source, MOST_PATH, "labs/%s/%s.c", name, topic);
	for (char *at = source + strlen(source) - strlen(topic) - 2; *at; at++)
		if (*at == '-')
			*at = '_';
}

static bool says_something(const struct lines *source, const struct line_range *range)
{
	for (int i = range->from; i <= range->to && i <= source->count; i++)
		if (strpbrk(source->at[i - 1].text, "abcdefghijklmnopqrstuvwxyz"))
			return true;
	return false;
}

/* How many of the mistakes have lines, which lie in the source and are not blank. */
static int hold_lines(const char *path, const struct mistake *mistakes)
{
	struct pool pool = {0};
	char name[MOST_PATH];
	struct lines source;
	int count = 0;

	source_of_file(path, name);
	source = read_lines(&pool, name);
	for (; mistakes; mistakes = mistakes->next) {
		count += mistakes->own != NULL;
		for (const struct line_range *at = mistakes->own; at; at = at->next)
			cr_expect(at->to <= source.count && says_something(&source, at),
				"%s: %s: nothing in the lines %d to %d of %s", path,
				mistakes->name, at->from, at->to, name);
	}
	pool_free(&pool);
	return count;
}

Test(own_lines, of_every_lab_lie_in_its_program)
{
	glob_t files;
	int labs = 0;

	cr_assert_eq(glob("expected/*.mistakes", 0, NULL, &files), 0);
	for (size_t i = 0; i < files.gl_pathc; i++) {
		struct pool pool = {0};
		struct mistake *mistakes;
		struct bytes bytes;
		struct err err;

		cr_assert_eq(file_read(&pool, files.gl_pathv[i], &bytes, &err), 0);
		cr_assert_eq(mistakes_parse(&pool, files.gl_pathv[i], NULL, &bytes,
				     &mistakes, &err),
			0, "%s:%d: %s", files.gl_pathv[i], err.line, err.message);
		labs += hold_lines(files.gl_pathv[i], mistakes) > 0;
		pool_free(&pool);
	}
	cr_expect_geq(labs, OWN_LABS);
	globfree(&files);
}

/* --- as they are written ---------------------------------------------------------------- */

/* A copy of what scripts/mistakes --right reads and writes. */
static char *copy_of_labs(void)
{
	char *folder = temp_make();
	struct ran ran =
		sh("cp -r --parents scripts labs expected common/tests/wrong '%s'", folder);

	cr_assert_eq(ran.status, 0, "%s", ran.err);
	ran_free(&ran);
	return folder;
}

Test(own_lines, are_those_that_the_patches_say_today)
{
	char *folder = copy_of_labs();
	struct ran ran =
		sh("'%s/scripts/mistakes' --right && diff -r expected '%s/expected'",
			folder, folder);

	cr_expect_eq(
		ran.status, 0, "type scripts/mistakes --right: %s%s", ran.out, ran.err);
	ran_free(&ran);
	temp_drop(folder);
}

/* The lines move with the program; and of one lab only its own file is written. */
Test(own_lines, follow_a_program_that_has_changed)
{
	char *folder = copy_of_labs();
	struct ran ran =
		sh("cd '%s' && sed -i '1i\\\n/* a line more */' "
		   "labs/01-sbrk-growth/sbrk_growth.c labs/02-*/page_boundary_*.c && "
		   "scripts/mistakes --right 1 && sed -n '/^mistake returned_value/,"
		   "/right:/p' expected/01-sbrk-growth.mistakes; "
		   "diff -rq expected \"$OLDPWD/expected\"",
			folder);

	cr_expect(has(ran.out, "  right: 69..70\n"), "%s%s", ran.out, ran.err);
	cr_expect_eq(count_of(ran.out, "differ"), 1, "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(own_lines, of_a_patch_that_does_not_apply_are_an_error)
{
	char *folder = copy_of_labs();
	struct ran ran = sh("cd '%s' && sed -i 's/move_break(-512)/shrink()/' "
			    "labs/01-sbrk-growth/sbrk_growth.c; scripts/mistakes --right; "
			    "echo $?; diff -rq expected \"$OLDPWD/expected\"",
		folder);

	cr_expect(has(ran.out, "1\n"), "%s", ran.out);
	cr_expect(has(ran.err, ".patch: it no longer applies"), "%s", ran.err);
	cr_expect_not(has(ran.out, "differ"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

static const char numbered[] = "#include <stdio.h>\n" /* 1 */
			       "\n"
			       "static int more(int n)\n"
			       "{\n"
			       "\treturn n + 1;\n" /* 5 */
			       "}\n"
			       "\n"
			       "int main(void)\n"
			       "{\n"
			       "\tint n = more(4), m;\n" /* 10 */
			       "\n"
			       "\tif (n)\n"
			       "\t\tputs(\"some\");\n"
			       "\tprintf(\"number %d\\n\",\n"
			       "\t\tn);\n" /* 15 */
			       "\tm = n;\n"
			       "\tn = m;\n"
			       "\tprintf(\"end\\n\"); /* never reached */\n"
			       "\treturn 0;\n"
			       "}\n"; /* 20 */

/* What an edit of that program, a command of sed, says of the program. */
static const struct {
	const char *edit;
	const char *lines;
} edits[] = {
	{"s/more(4)/more(5)/", "right: 10"},
	/* a statement is told to its end, and from what it is under */
	{"15s/n/n + 1/", "right: 14..15"},
	{"13s/some/all/", "right: 12..13"},
	{"12s/n/n > 1/", "right: 12..13"},
	/* what is left out, and what it is between */
	{"12,13d", "right: 10..15"},
	{"16d", "right: 14..17"},
	{"18d", "right: 18"},
	/* what is added, between two lines */
	{"10a\\\tn++;", "only: 10..13"},
	{"16a\\\tn++;", "only: 16..17"},
	{"9a\\\tputs(\"\");", "only: 8..10"},
	/* the order */
	{"16{h;d};17G", "right: 14..18"},
	/* what says nothing, or less than the rest */
	{"1s/stdio/unistd/;10s/4/5/", "right: 10"},
	{"3,7d;10s/more(4)/5/", "right: 10"},
	{"3s/int n/int n, int k/;10s/4/4, 4/", "right: 10"},
	{"18d;19s/0/1/", "right: 18..19"},
	{"18s/ .*never reached .*//;16s/n/1/", "right: 16"},
	{"s/\t/        /", NULL},
	{"7a\\static int k;", NULL},
	/* two places, and the line between them */
	{"10s/4/5/;16s/n/1/", "right: 10 16"},
	{"12s/n/!n/;14s/n/N/", "right: 12..15"},
};

/* The lines are found where the hunk fits, whatever its numbers say. */
static struct ran lines_of_edit(const char *edit, const char *renumbered)
{
	char *folder = temp_make();
	struct ran ran;

	put_file(folder, "a.c", "%s", numbered);
	put_file(folder, "a.mistakes", "mistake edit\n  says: It is other.\n  fails: a\n");
	ran = sh("awk=$PWD/scripts/right.awk; cd '%s' && sed '%s' a.c >b.c; { echo "
		 "'mistake: It is other.'; diff -U1 a.c b.c; } | sed '%s' >edit.patch; awk "
		 "-f \"$awk\" a.c edit.patch a.mistakes",
		folder, edit, renumbered);
	temp_drop(folder);
	return ran;
}

Test(own_lines, are_those_that_matter_of_a_patch)
{
	for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
		struct ran ran =
			lines_of_edit(edits[i].edit, i % 2 ? "s/^@@ -[0-9]*/@@ -3/" : "");
		char text[256];

		snprintf(text, sizeof text,
			"mistake edit\n  says: It is other.\n%s%s%s"
			"  fails: a\n",
			edits[i].lines ? "  " : "", edits[i].lines ? edits[i].lines : "",
			edits[i].lines ? "\n" : "");
		cr_expect_str_eq(ran.out, text, "%s\n%s\n%s%s", edits[i].edit, text,
			ran.out, ran.err);
		ran_free(&ran);
	}
}
