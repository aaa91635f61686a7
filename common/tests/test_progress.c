/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "help.h"

/* scripts/progress is given what Criterion would print, and scripts/test a Criterion to run. */

#define RUN(test)   "[RUN ] " test "\n"
#define PASS(test)  "[PASS] " test ": (1.00s)\n"
#define FAIL(test)  "[FAIL] " test ": (1.00s)\n"
#define END(status) "[====] Synthesis: Tested: 2\n[====] Exit status: " status "\n"

static struct ran progress_of(const char *printed)
{
	char *folder = temp_make();
	struct ran ran;

	put_file(folder, "printed", "%s", printed);
	ran = sh("mkdir '%s/reports' && scripts/progress '%s/log' '%s/reports' "
		 "<'%s/printed' "
		 "&& cmp '%s/log' '%s/printed'",
		folder, folder, folder, folder, folder, folder);
	temp_drop(folder);
	return ran;
}

Test(progress, tells_how_many_are_done_and_what_was_skipped)
{
	struct ran ran = progress_of("[====] Tests to execute: 3\n" RUN("a::one") RUN(
		"a::two") PASS("a::one") "[SKIP] a::two: no such machine\n" RUN("b::three")
			PASS("b::three") "[SKIP] c::four: Test is disabled\n" END("0"));

	cr_expect_eq(ran.status, 0, "%d: %s", ran.status, ran.out);
	cr_expect(has(ran.out, "0 of 3 tests, 0 failed, "), "%s", ran.out);
	cr_expect(has(ran.out, " s: b::three\n"), "%s", ran.out);
	cr_expect(has(ran.out, "  no such machine\n      a::two\n"), "%s", ran.out);
	cr_expect(!has(ran.out, "disabled"), "%s", ran.out);
	cr_expect(has(ran.out, "\n2 passed, 0 failed, 1 skipped\n"), "%s", ran.out);
	ran_free(&ran);
}

/* What a guide or a wrong program cannot show here is printed by a test that passes. */
Test(progress, counts_and_names_the_commands_that_were_skipped)
{
	struct ran ran = progress_of("[====] Tests to execute: 1\n" RUN(
		"guides::all") "labs/04:\nskip  labs/04/README.md:7: gdb x\n      reason   "
			       " gdb is missing\n"
			       "note  README.md:9: make test\n      reason    it would "
			       "start this again\n"
			       "wrong/04/a.c: this machine cannot show \"tool\"\n" PASS(
				       "guides::all") END("0"));

	cr_expect_eq(ran.status, 0, "%d: %s", ran.status, ran.out);
	cr_expect(has(ran.out, "  gdb is missing\n      labs/04/README.md:7: gdb x\n"),
		"%s", ran.out);
	cr_expect(has(ran.out, "  this machine cannot show \"tool\"\n      wrong/04/a.c\n"),
		"%s", ran.out);
	cr_expect(!has(ran.out, "start this again"), "%s", ran.out);
	cr_expect(has(ran.out, "\n1 passed, 0 failed, 2 skipped\n"), "%s", ran.out);
	ran_free(&ran);
}

Test(progress, shows_of_a_long_failure_what_failed)
{
	char text[8192];
	size_t length = 0;
	struct ran ran;

	length += sprintf(text,
		"[====] Tests to execute: 2\n" RUN("a::one")
			RUN("a::two") "[----] common/tests/test_a.c:7: Assertion Failed\n");
	for (int i = 0; i < 100; i++)
		length += sprintf(text + length, "[----]   %s %d\n",
			i == 50 ? "[FAIL] the check" : "[ ok ] a check", i);
	sprintf(text + length, PASS("a::one") FAIL("a::two") END("1"));
	ran = progress_of(text);
	cr_expect_eq(ran.status, 1, "%d", ran.status);
	cr_expect(has(ran.out, "\nFAIL   a::two: (1.00s)\n"), "%s", ran.out);
	cr_expect(has(ran.out, "test_a.c:7: Assertion Failed"), "%s", ran.out);
	cr_expect(has(ran.out, "[FAIL] the check 50\n"), "%s", ran.out);
	cr_expect(has(ran.out, "a check 57\n"), "%s", ran.out);
	cr_expect(!has(ran.out, "a check 30\n"), "%s", ran.out);
	cr_expect(has(ran.out, "Failed:\n  a::two\n"), "%s", ran.out);
	cr_expect(has(ran.out, "\n1 passed, 1 failed, 0 skipped\n"), "%s", ran.out);
	ran_free(&ran);
}

Test(progress, of_a_run_that_did_not_end_well_is_no_success)
{
	static const struct {
		const char *printed, *reason;
	} cases[] = {
		{"[====] Tests to execute: 2\n" RUN("a::one") PASS("a::one") RUN("a::two"),
			"The run was not finished: 1 of 2 tests"},
		{"[====] Tests to execute: 2\n" RUN("a::one") PASS("a::one") END("1"),
			"The run was not finished: 1 of 2 tests"},
		{"[====] Tests to execute: 0\n" END("0"), "No test was executed"},
		{"[====] Tests to execute: 1\n" RUN("a::one") PASS("a::one") END("3"),
			"ended with the exit status 3"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct ran ran = progress_of(cases[i].printed);

		cr_expect_neq(ran.status, 0, "%s", ran.out);
		cr_expect(has(ran.out, cases[i].reason), "%s", ran.out);
		cr_expect(has(ran.out, " passed, 0 failed, 0 skipped\n"), "%s", ran.out);
		ran_free(&ran);
	}
}

Test(progress, is_one_line_on_a_terminal)
{
	char *folder = temp_make();
	struct ran ran;

	put_file(folder, "printed", "%s",
		"[====] Tests to execute: 2\n" RUN("a::one") PASS("a::one") RUN("b::two")
			PASS("b::two") END("0"));
	ran = sh("mkdir '%s/reports' && script -qec \"scripts/progress '%s/log' "
		 "'%s/reports' <'%s/printed'\" /dev/null "
		 "</dev/null | tr '\\r' '#' | sed -n 1p",
		folder, folder, folder, folder);
	cr_expect(has(ran.out, "#0 of 2 tests, 0 failed, "), "%s", ran.out);
	cr_expect(has(ran.out, "#2 of 2 tests, 0 failed, "), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* scripts/test with this shell script in the place of vmlab-tests. */
static struct ran test_with(const char *tests)
{
	char *folder = temp_make();
	struct ran ran;

	put_file(folder, "vmlab-tests", "#!/bin/sh\n%s\n", tests);
	ran = sh("chmod +x '%s/vmlab-tests' && BUILD='%s' scripts/test", folder, folder);
	temp_drop(folder);
	return ran;
}

static const char begun[] = "echo '[====] Tests to execute: 2'\n"
			    "echo '[RUN ] a::one'\necho '[PASS] a::one: (1.00s)'\n";

Test(progress, a_run_that_is_interrupted_tells_what_was_learned)
{
	char *tests = NULL;
	struct ran ran;

	cr_assert_gt(asprintf(&tests, "%skill -INT $PPID; exec sleep 100", begun), 0);
	ran = test_with(tests);
	cr_expect_neq(ran.status, 0);
	cr_expect(has(ran.out, "The run was not finished: 1 of 2 tests"), "%s", ran.out);
	cr_expect(has(ran.out, "\n1 passed, 0 failed, 0 skipped\n"), "%s", ran.out);
	ran_free(&ran);
	free(tests);
}

Test(progress, what_a_sanitizer_reports_is_a_failure)
{
	char *tests = NULL;
	struct ran ran;

	cr_assert_gt(asprintf(&tests,
			     "%spath=${UBSAN_OPTIONS#log_path=}; echo 'a leak' "
			     ">\"${path%%%%:*}\"",
			     begun),
		0);
	ran = test_with(tests);
	cr_expect_neq(ran.status, 0);
	cr_expect(has(ran.out, "a leak\nA sanitizer found something"), "%s", ran.out);
	ran_free(&ran);
	free(tests);
}
