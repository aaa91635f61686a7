/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "help.h"

/*
 * What is told of a failure, in every report: the formula with its numbers, whose numbers they are, the
 * lines of the output, and the statement of the source.
 */

#define PROGRAM(body)                                                                      \
	"#include <stdio.h>\n#include <sys/mman.h>\nint main(void)\n{\n" body              \
	"\treturn 0;\n}\n"
#define EXPECT(body) "lab T\nrun sample\npart It prints\n" body

enum { MOST_PIECES = 8 };

struct failure {
	const char *program;
	const char *expect;
	const char *pieces[MOST_PIECES];  /* of every report for people */
	const char *members[MOST_PIECES]; /* of the check in JSON, compact */
};

static const struct failure failures[] = {
	/* a line that is another one */
	{PROGRAM("\tputs(\"alpha 1\");\n\tputs(\"bravo 2\");\n\tputs(\"charlie 3\");\n"),
		EXPECT("stdout:\n  alpha 1\n  bravo 5\n  charlie 3\n"),
		{"  1 | alpha 1\n", "2 | bravo 2\n", "^\n", "3 | charlie 3\n", "sample.c",
			"puts(\"bravo 2\");"},
		{"\"found\":{\"line\":2,\"text\":\"bravo 2\"}",
			"\"before\":{\"line\":1,\"text\":\"alpha 1\"}",
			"\"after\":{\"line\":3,\"text\":\"charlie 3\"}",
			"\"differs\":[6,7]",
			"\"kind\":\"meaning_output_marked\",\"values\":[2]",
			"\"line\":6,\"text\":\"puts(\\\"bravo 2\\\");\",\"count\":1",
			"\"kind\":\"source_prints\""}},
	/* a number that is computed */
	{PROGRAM("\tputs(\"low 3\");\n\tputs(\"high 8\");\n"),
		EXPECT("stdout:\n  low $a\n  high $b\ncheck $b - $a == 10\n"),
		{"8 - 3 == 10", "$b = 8   build/runs/01/sample.out:2   high 8\n",
			"$a = 3   build/runs/01/sample.out:1   low 3\n",
			"puts(\"high 8\");"},
		{"\"formula\":\"8 - 3 == 10\"",
			"\"name\":\"$b\",\"value\":\"8\",\"from\":\"stdout\","
			"\"where\":\"build/runs/01/sample.out:2\",\"text\":\"high 8\"",
			"\"kind\":\"source_prints\",\"values\":[6,\"sample.c\",\"high\"]"}},
	/* what the program says, and what the kernel has */
	{PROGRAM("\tmmap(NULL, 8192, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);\n"
		 "\tputs(\"asked 4096\");\n"),
		EXPECT("syscalls:\n"
		       "  mmap(NULL, $size, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = "
		       "$at\nstdout:\n  asked $asked\ncheck $asked == $size\n"),
		{"4096\n", "8192\n", "puts(\"asked 4096\");"},
		{"\"against\":\"kernel\"",
			"\"name\":\"$asked\",\"value\":\"4096\",\"from\":\"stdout\"",
			"\"name\":\"$size\",\"value\":\"8192\",\"from\":\"system call\"",
			"\"line\":6"}},
	/* a system call that nothing in the source makes */
	{PROGRAM("\tputs(\"done\");\n"),
		EXPECT("stdout:\n  done\nsyscalls:\n  munmap(NULL, 4096) = 0\n"),
		{"munmap()"},
		{"\"source\":{", "\"line\":null,\"text\":null,\"count\":0",
			"\"kind\":\"source_no_call\""}},
	/* the address at which a run has died, of two runs */
	{PROGRAM("\tvolatile int *place = (volatile int *)16;\n\t*place = 1;\n"),
		"lab T\nrun sample\nrun other: sample\npart It crashes\n"
		"syscalls sample:\n  --- SIGSEGV {si_signo=SIGSEGV, si_code=SEGV_MAPERR, "
		"si_addr=$crash} ---\nexit sample other: SIGSEGV\ncheck $sample.crash == "
		"32\n",
		{"$sample.crash = 0x10   build/runs/01/sample.log:"},
		{"\"name\":\"$sample.crash\",\"value\":\"0x10\",\"from\":\"signal\""}},
};

enum { FAILURES = sizeof failures / sizeof *failures };

/* The words in which languages differ, of the third. */
static const char *const tellers[][2] = {
	{"program says", "kernel has"}, {"程序说", "内核"}};

static const char *const reports[] = {"check 1", "run 1 --verbose", "run 1 --part 1"};

/* --- reports for people --------------------------------------------------------------- */

static void hold_report(const char *folder, const struct failure *failure, const char *lang,
	const char *report)
{
	struct ran ran =
		sh("cd '%s' && VMLAB_LANG=%s \"$VMLAB\" %s --root .", folder, lang, report);

	for (int i = 0; i < MOST_PIECES && failure->pieces[i]; i++)
		cr_expect(has(ran.out, failure->pieces[i]), "%s %s lacks %s: %s%s", lang,
			report, failure->pieces[i], ran.out, ran.err);
	if (failure == &failures[2])
		for (int i = 0; i < 2; i++)
			cr_expect(has(ran.out, tellers[*lang == 'z'][i]), "%s %s: %s", lang,
				report, ran.out);
	ran_free(&ran);
}

Test(failure_reports, for_people_have_the_numbers_the_lines_and_the_source)
{
	for (int i = 0; i < FAILURES; i++) {
		char *folder = sample_project(failures[i].program, failures[i].expect);

		for (size_t j = 0; j < sizeof reports / sizeof *reports; j++) {
			hold_report(folder, &failures[i], "en", reports[j]);
			hold_report(folder, &failures[i], "zh", reports[j]);
		}
		temp_drop(folder);
	}
}

/* --- JSON ----------------------------------------------------------------------------- */

/* The check that fails, in one line. */
static char *failed_check(const char *folder, const char *lang, const char *options)
{
	struct ran ran =
		sh("cd '%s' && VMLAB_LANG=%s \"$VMLAB\" check 1 --format json %s --root .",
			folder, lang, options);
	json_t *root = json_loads(ran.out, 0, NULL);
	json_t *lab = json_array_get(json_object_get(root, "labs"), 0);
	char *text = NULL;
	json_t *check;
	size_t i;

	json_array_foreach(json_object_get(lab, "checks"), i, check) if (!text &&
		strcmp(json_string_value(json_object_get(check, "status")), "FAIL") == 0)
		text = json_dumps(check, JSON_COMPACT);
	cr_assert(text, "%s%s", ran.out, ran.err);
	json_decref(root);
	ran_free(&ran);
	return text;
}

Test(failure_reports, in_json_have_the_same_without_a_language)
{
	for (int i = 0; i < FAILURES; i++) {
		const struct failure *failure = &failures[i];
		char *folder = sample_project(failure->program, failure->expect);
		char *english = failed_check(folder, "en", "");
		char *chinese = failed_check(folder, "zh", "");

		for (int j = 0; j < MOST_PIECES && failure->members[j]; j++)
			cr_expect(has(english, failure->members[j]), "%s lacks %s", english,
				failure->members[j]);
		if (!has(failure->expect, "$at"))
			cr_expect_str_eq(english, chinese);
		free(english);
		free(chinese);
		temp_drop(folder);
	}
}

Test(failure_reports, in_json_have_their_sentences_in_both_languages_on_request)
{
	char *folder = sample_project(failures[0].program, failures[0].expect);
	char *check = failed_check(folder, "en", "--texts");

	cr_expect(has(check, "\"en\":\"line 6 of sample.c prints"), "%s", check);
	cr_expect(has(check, "\"en\":\"Line 2 of the output is another one"), "%s", check);
	cr_expect(has(check, "\"zh\":\"sample.c 第 6 行打印"), "%s", check);
	cr_expect(has(check, "\"zh\":\"输出"), "%s", check);
	free(check);
	temp_drop(folder);
}

/* The two faces for whoever collects results have it too. */
Test(failure_reports, in_tap_and_on_a_page_have_the_formula_and_the_meaning)
{
	char *folder = sample_project(failures[1].program, failures[1].expect);
	struct ran tap = sh("cd '%s' && \"$VMLAB\" check 1 --format tap --root .", folder);
	struct ran page =
		sh("cd '%s' && \"$VMLAB\" report 1 --out page --root . >/dev/null; "
		   "cat page/01-*.html",
			folder);

	cr_expect(has(tap.out, "  formula: \"8 - 3 == 10\"\n"), "%s%s", tap.out, tap.err);
	cr_expect(has(tap.out, "  why: \"It should be exactly 2 times as large.\"\n"), "%s",
		tap.out);
	cr_expect(has(page.out, "8 - 3 == 10, which does not hold"), "%s%s", page.out,
		page.err);
	cr_expect(has(page.out, "line 6 of sample.c prints"), "%s", page.out);
	cr_expect(has(page.out, "It should be exactly 2 times as large."), "%s", page.out);
	ran_free(&page);
	ran_free(&tap);
	temp_drop(folder);
}

/* Where the source is gone, as of evidence that was carried elsewhere, the rest is told. */
Test(failure_reports, are_told_without_a_source_that_is_not_at_hand)
{
	char *folder = sample_project(failures[1].program, failures[1].expect);
	struct ran ran = sh("cd '%s' && \"$VMLAB\" check 1 --root . >/dev/null; "
			    "rm -r labs/01-sample expected/01-sample.expect; \"$VMLAB\" "
			    "judge build/runs/01 --root .",
		folder);

	cr_expect(has(ran.out, "8 - 3 == 10, which does not hold\n"), "%s%s", ran.out,
		ran.err);
	cr_expect_not(has(ran.out, "puts("), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* What the signal of a run says besides is told where its address is another one. */
Test(failure_reports, of_an_address_of_a_crash_tell_the_crash_on_the_screen)
{
	char *folder = sample_project(failures[4].program, failures[4].expect);
	struct ran ran = sh("cd '%s' && \"$VMLAB\" run 1 --root .", folder);

	cr_expect(has(ran.out, "The address that it used is 0x10."), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
	folder = sample_project(failures[1].program, failures[1].expect);
	ran = sh("cd '%s' && \"$VMLAB\" run 1 --root .", folder);
	cr_expect(has(ran.out, "8 - 3 == 10"), "%s", ran.out);
	cr_expect_not(has(ran.out, "The address that it used"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}
