/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "help.h"

/* One mistake is told once, costs the time of one, and while it does the terminal says so. */

static const char expect[] = "lab Long\n"
			     "build sample: sample.c\n"
			     "build other: sample.c -O1\n"
			     "build twin: twin.c\n"
			     "run many: sample\n"
			     "  times: 10\n"
			     "run one: other\n"
			     "run more: sample\n"
			     "run twin\n"
			     "stdout many one more twin:\n"
			     "  number $n\n"
			     "check $one.n == 5\n"
			     "check $more.n == 5\n"
			     "check $twin.n == 5\n";

static const char right[] =
	"#include <stdio.h>\nint main(void)\n{\n\tputs(\"number 5\");\n}\n";
static const char endless[] =
	"#include <unistd.h>\nint main(void)\n{\n\tfor (;;)\n\t\tpause();\n}\n";
static const char slow[] = "#include <stdio.h>\n#include <unistd.h>\nint main(void)\n{\n"
			   "\tsleep(2);\n\tputs(\"number 5\");\n}\n";
static const char mistaken[] = "int main(void)\n{\n\tretrun 0;\n}\n";

static char *make_project(const char *program)
{
	char *folder = sample_project(program, expect);

	put_file(folder, "labs/01-sample/twin.c", "%s", right);
	return folder;
}

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Twelve runs of the source, each of which would take the whole limit. */
Test(brevity, a_program_that_does_not_end_costs_one_limit)
{
	char *folder = make_project(endless);
	double start = seconds();
	struct ran ran = sh("$VMLAB run 1 --verbose --root '%s' --limit 4", folder);
	double took = seconds() - start;

	cr_expect_eq(ran.status, 1, "%s%s", ran.out, ran.err);
	cr_expect(took < 10 * 4, "%g seconds", took);
	cr_expect(has(ran.out, "many.1   it was still running after 4 seconds"), "%s",
		ran.out);
	cr_expect(has(ran.out,
			  "many.2   not performed: the run many of this program had "
			  "to be stopped\n"),
		"%s", ran.out);
	cr_expect(has(ran.out, "twin     exit 0"), "the twin is another program: %s",
		ran.out);
	cr_expect(has(ran.out, "told above: 10\n"), "%s", ran.out);
	cr_expect(has(ran.out,
			  "[skip] checks: 8   (needed: many ends by itself, within its "),
		"%s", ran.out);
	cr_expect_eq(count_of(ran.out, "[skip]"), 1, "%s", ran.out);
	cr_expect_eq(count_of(ran.out, "[FAIL]"), 1, "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(brevity, what_was_not_performed_is_a_skip_for_programs_too)
{
	char *folder = make_project(endless);
	struct ran ran = sh("$VMLAB check 1 --root '%s' --limit 1 --format tap", folder);

	cr_expect(has(ran.out, " [run many, line 5]\n"), "%s", ran.out);
	cr_expect(has(ran.out, " [stdout one, line 10] # SKIP needs: run many\n"), "%s",
		ran.out);
	cr_expect(has(ran.out, " [exit more: 0, line 8] # SKIP needs: run many\n"), "%s",
		ran.out);
	cr_expect_eq(count_of(ran.out, "not ok"), 1, "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(brevity, an_error_of_the_compiler_is_told_once)
{
	char *folder = make_project(mistaken);
	struct ran ran = sh("$VMLAB run 1 --verbose --root '%s'", folder);

	cr_expect_eq(ran.status, 1, "%s%s", ran.out, ran.err);
	cr_expect_eq(count_of(ran.out, "error:"), 1, "%s", ran.out);
	cr_expect(has(ran.out, "many.1   not performed: its program does not compile\n"),
		"%s", ran.out);
	cr_expect(has(ran.out, "told above: 11\n"), "%s", ran.out);
	cr_expect_eq(count_of(ran.out, "[FAIL]"), 2, "two builds: %s", ran.out);
	cr_expect(has(ran.out,
			  "[skip] checks: 8   (needed: The program of sample compiles.)\n"),
		"%s", ran.out);
	cr_expect_eq(count_of(ran.out, "[skip]"), 1, "%s", ran.out);
	cr_expect(has(ran.out, "HINT     The compiler names the file and the line."), "%s",
		ran.out);
	cr_expect(!has(ran.out, "(nothing)"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(brevity, the_labs_that_did_not_pass_are_named_at_the_end)
{
	char *folder = make_project(right);
	struct ran ran =
		sh("cd '%s' && cp -r labs/01-sample labs/02-wrong && "
		   "mv labs/02-wrong/sample.c labs/02-wrong/wrong.c && "
		   "sed 's/sample.c/wrong.c/; s/number/numbr/' expected/01-sample.expect "
		   ">expected/02-wrong.expect && $VMLAB run --all --root .",
			folder);

	cr_expect_eq(ran.status, 1, "%s%s", ran.out, ran.err);
	cr_expect(
		has(ran.out,
			"\nLabs that did not pass: 2 (FAIL). To see one again: make lab2\n"
			"1 passed, 1 failed, 0 skipped\n"),
		"%s", ran.out);
	ran_free(&ran);
	ran = sh("cd '%s' && rm -r labs/02-wrong expected/02-wrong.expect && "
		 "$VMLAB run --all --root .",
		folder);
	cr_expect(!has(ran.out, "did not pass"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* script(1) gives the command a terminal; its output has what was written on it. */
Test(brevity, a_terminal_says_what_is_running_and_wipes_it)
{
	char *folder = sample_project(
		slow, "lab T\nrun sample\n  times: 3\nstdout:\n  number 5\n");
	struct ran ran = sh("cd '%s' && script -qec '$VMLAB check 1 --root .' /dev/null; "
			    "$VMLAB check 1 --root . 2>&1",
		folder);
	const char *piped = strstr(ran.out, "skipped");

	cr_expect(has(ran.out, "lab 1: run sample, 1 of 3: still running (1 s)"), "%s",
		ran.out);
	cr_expect(has(ran.out, " \rlab  1 ["), "%s", ran.out);
	cr_expect(piped && !has(piped, "run sample"), "no terminal: %s", ran.out);
	cr_expect(piped && !strchr(piped, '\033'), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(brevity, a_quick_lab_says_nothing_of_it)
{
	char *folder = sample_project(right, "lab T\nrun sample\nstdout:\n  number 5\n");
	struct ran ran =
		sh("cd '%s' && $VMLAB check 1 --root . >/dev/null; "
		   "for try in 1 2 3 4 5; do "
		   "script -qec '$VMLAB check 1 --root .' /dev/null | tr -d '\\r'; done",
			folder);

	/* A busy machine may take a second for it; all five times it hardly does. */
	cr_expect_lt(count_of(ran.out, "run sample"), 5, "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(brevity, make_lab_obeys_program)
{
	char *folder = temp_make();
	struct ran ran =
		sh("echo 'int main(void) { return 0; }' >'%s/mine.c'; unset MAKEFLAGS; "
		   "make lab2 PROGRAM='%s/mine.c'; make labs PROGRAM='%s/mine.c'",
			folder, folder, folder);

	cr_expect(has(ran.out, "/mine.c\n"), "%s%s", ran.out, ran.err);
	cr_expect(has(ran.out, "lab 2 not passed"), "%s", ran.out);
	cr_expect(has(ran.err, "one lab must be named"), "%s", ran.err);
	ran_free(&ran);
	temp_drop(folder);
}
