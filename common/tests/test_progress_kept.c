/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "../examine/progress_file.h"
#include "help.h"
#include "pty.h"

/* my/progress: what vmlab run keeps there, and what vmlab progress tells of it. */

static const char expect[] = "lab Five\npart It counts\nrun sample\nstdout:\n  number 5\n";
static const char right[] =
	"#include <stdio.h>\nint main(void)\n{\n\tputs(\"number 5\");\n}\n";
static const char wrong[] =
	"#include <stdio.h>\nint main(void)\n{\n\tputs(\"number 6\");\n}\n";

/* A project with two labs, of which the second fails. */
static char *two_labs(void)
{
	char *folder = sample_project(right, expect);
	struct ran ran = sh("mkdir -p '%s/labs/02-other'", folder);

	ran_free(&ran);
	put_file(folder, "labs/02-other/other.c", "%s", wrong);
	put_file(folder, "expected/02-other.expect",
		"lab Five\nrun other\nstdout:\n  number 5\n");
	return folder;
}

static void copy_with(const char *folder, const char *program)
{
	struct ran ran = sh("mkdir -p '%s/my/01-sample'", folder);

	ran_free(&ran);
	put_file(folder, "my/01-sample/sample.c", "%s", program);
}

static void on_terminal(const char *folder, const char *command)
{
	struct pty pty = pty_begin("cd '%s' && %s", folder, command);

	pty_end(&pty);
	pty_free(&pty);
}

Test(progress_kept, a_run_on_a_terminal_is_a_line_with_its_day)
{
	char *folder = two_labs();
	struct ran ran;

	on_terminal(folder, "$VMLAB run 1 --root .; $VMLAB run 2 --root .");
	ran = sh("cat '%s/my/progress'", folder);
	cr_expect(has(ran.out, "1 passed 20"), "%s", ran.out);
	cr_expect(has(ran.out, " program own parts 1/1 checks 2/2\n"), "%s", ran.out);
	cr_expect(has(ran.out, "\n2 failed 20"), "%s", ran.out);
	ran_free(&ran);
	ran = sh("grep -c \"$(date +%%F)\" '%s/my/progress'", folder);
	cr_expect_str_eq(ran.out, "2\n");
	ran_free(&ran);
	ran = sh("$VMLAB progress --root '%s'; echo status $?", folder);
	cr_expect(has(ran.out, " 1  01-sample                   passed "), "%s", ran.out);
	cr_expect(has(ran.out, "1 of 1 parts\n"), "%s", ran.out);
	cr_expect(
		has(ran.out, " 2  02-other                    not passed "), "%s", ran.out);
	cr_expect(has(ran.out, "1 of 2 checks\n"), "a lab without parts: %s", ran.out);
	cr_expect(has(ran.out, "1 passed, 1 not passed, 0 not run yet\n"), "%s", ran.out);
	cr_expect(has(ran.out, "The next one: make lab2\nstatus 0\n"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* Tests and graders run it so, and find the tree as it was. */
Test(progress_kept, without_a_terminal_the_labs_own_program_leaves_nothing)
{
	char *folder = two_labs();
	struct ran ran =
		sh("cd '%s' && $VMLAB run 1 --root . && $VMLAB check 1 --root . && "
		   "mkdir my && $VMLAB run 1 --root . && ls my; "
		   "$VMLAB progress --root .",
			folder);

	cr_expect(!has(ran.out, "\nprogress\n"), "%s", ran.out);
	cr_expect(has(ran.out, "0 passed, 0 not passed, 2 not run yet\n"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(progress_kept, the_copy_is_kept_everywhere_and_another_program_nowhere)
{
	char *folder = two_labs();
	struct ran ran;

	copy_with(folder, wrong);
	ran = sh("cd '%s' && $VMLAB run 1 --root . >/dev/null; cat my/progress", folder);
	cr_expect(has(ran.out, "1 failed "), "%s", ran.out);
	cr_expect(has(ran.out, " program copy parts 0/1 checks 1/2\n"), "%s", ran.out);
	ran_free(&ran);
	on_terminal(folder, "$VMLAB run 1 --root . --program labs/01-sample/sample.c");
	ran = sh("cd '%s' && $VMLAB progress --root .", folder);
	cr_expect(has(ran.out, "not passed "), "%s", ran.out);
	cr_expect(has(ran.out, "0 of 1 parts   your copy\n"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(progress_kept, a_damaged_file_costs_the_damaged_lines)
{
	char *folder = two_labs();
	struct ran ran;

	copy_with(folder, right);
	put_file(folder, "my/progress",
		"nonsense\n2 failed 2026-01-02 program own checks 0/1\n"
		"2 passed 2026-01-03 program own\n1 passed yesterday\n\n");
	ran = sh("$VMLAB progress --root '%s'", folder);
	cr_expect(has(ran.out, "02-other                    not passed      2026-01-02  "),
		"%s", ran.out);
	cr_expect(has(ran.out, "01-sample                   not run yet\n"), "%s", ran.out);
	cr_expect(has(ran.out,
			  "Lines of my/progress that make no sense and do not count: 4\n"),
		"%s", ran.out);
	ran_free(&ran);
	ran = sh("cd '%s' && head -c 100000 /dev/urandom >my/progress && "
		 "$VMLAB progress --root . >/dev/null && $VMLAB run 1 --root . >/dev/null "
		 "&& "
		 "wc -l <my/progress && $VMLAB progress --root .",
		folder);
	cr_expect(has(ran.out, "1\n"), "%s", ran.out);
	cr_expect(has(ran.out, "01-sample                   passed "), "%s", ran.out);
	cr_expect(!has(ran.out, "make no sense"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* A folder in the place of the file stops root as well. */
Test(progress_kept, where_it_cannot_be_written_that_is_said_once_and_is_no_failure)
{
	char *folder = two_labs();
	struct pty pty;
	struct ran ran;

	copy_with(folder, right);
	ran = sh("mkdir -p '%s/my/progress/x' && $VMLAB run 1 --root '%s'; echo status $?",
		folder, folder);
	cr_expect(has(ran.out, "status 0\n"), "%s", ran.out);
	cr_expect_eq(count_of(ran.err, "not kept for make progress"), 1, "%s", ran.err);
	ran_free(&ran);
	pty = pty_begin("$VMLAB run --all --root '%s'", folder);
	cr_expect_eq(pty_end(&pty), 1, "%s", pty.text);
	cr_expect_eq(count_of(pty.text, "not kept for make progress"), 1, "%s", pty.text);
	pty_free(&pty);
	temp_drop(folder);
}

Test(progress_kept, two_commands_at_once_keep_both_lines)
{
	char *folder = two_labs();
	struct ran ran;

	copy_with(folder, right);
	ran = sh("cd '%s' && mkdir my/02-other && cp labs/02-other/other.c my/02-other/ && "
		 "{ $VMLAB run 1 --root . & $VMLAB run 2 --root . & wait; } >/dev/null; "
		 "cut -d ' ' -f 1,2 my/progress",
		folder);
	cr_expect_str_eq(ran.out, "1 passed\n2 failed\n");
	ran_free(&ran);
	temp_drop(folder);
}

/* --- the form of a line --------------------------------------------------------------- */

static struct progress_line *parsed(struct pool *pool, const char *text, int *damaged)
{
	struct bytes bytes = {pool_printf(pool, "%s", text), strlen(text)};

	return progress_parse(pool, &bytes, damaged);
}

Test(progress_kept, a_line_has_predictions_and_words_that_are_not_known)
{
	struct pool pool = {0};
	int damaged;
	struct progress_line *lines = parsed(&pool,
		"7 ungraded 2026-11-29 tasks 1/9 predictions 1/3 program copy parts 2/5\n"
		"2 hidden 2026-11-28\n",
		&damaged);

	cr_assert(lines && lines->next && !lines->next->next);
	cr_expect_eq(damaged, 0);
	cr_expect_eq(lines->number, 2, "in the order of the labs");
	cr_expect_eq(lines->status, STATUS_ENV);
	lines = lines->next;
	cr_expect_eq(lines->status, STATUS_UNGRADED);
	cr_expect(lines->copied);
	cr_expect(lines->predictions.good == 1 && lines->predictions.all == 3);
	cr_expect(lines->parts.good == 2 && lines->parts.all == 5);
	pool_free(&pool);
}

Test(progress_kept, what_is_no_line_does_not_count)
{
	static const char *const texts[] = {"1 passed", "1 passed 2026-11-29 parts",
		"0 passed 2026-11-29", "-1 passed 2026-11-29", "1 skip 2026-11-29",
		"1 passed 2026-11-2x", "1 passed 2026-11-299",
		"1 passed 2026-11-29 parts 3/2", "1 passed 2026-11-29 checks 3",
		"1 passed 2026-11-29 program other",
		"99999999999999999999 passed 2026-11-29", "x", "\t"};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct pool pool = {0};
		int damaged;

		cr_expect_null(parsed(&pool, texts[i], &damaged), "%s", texts[i]);
		cr_expect_eq(damaged, 1, "%s", texts[i]);
		pool_free(&pool);
	}
}
