/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "help.h"

/*
 * `make new` in a small copy of the project, which has lab 1 alone. What holds all labs, the
 * tests beside this one, is then run in the copy: they must hold the new lab as well.
 */

static char *small_project(void)
{
	char *folder = temp_make();
	struct ran ran =
		sh("chmod 755 '%s' && cp -r --parents Makefile README.md README.zh-CN.md "
		   "scripts labs/01-* expected/01-* common/tests/wrong/01-* "
		   "common/tests/right/01-* '%s'",
			folder, folder);

	cr_assert_eq(ran.status, 0, "%s", ran.err);
	ran_free(&ran);
	return folder;
}

static struct ran make_new(const char *folder, const char *arguments)
{
	return sh("unset MAKEFLAGS MAKELEVEL; cd '%s' && make new %s", folder, arguments);
}

static char *project_with(const char *lab)
{
	char *folder = small_project();
	char argument[64];
	struct ran ran;

	snprintf(argument, sizeof argument, "LAB=%s", lab);
	ran = make_new(folder, argument);
	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	ran_free(&ran);
	return folder;
}

/*
 * These tests of the suite itself, in the folder; `lab` chooses programs, "" all of them.
 * BXFI_MAP tells a process that Criterion has started it for a single test.
 */
static struct ran tests_in(const char *folder, const char *pattern, const char *lab)
{
	return sh("cd '%s' && unset BXFI_MAP && VMLAB_LAB=%s \"$BUILD/vmlab-tests\" "
		  "--verbose -j1 --filter '%s' 2>&1",
		folder, lab, pattern);
}

static void expect_tests_pass(
	const char *folder, const char *pattern, const char *lab, int count)
{
	struct ran ran = tests_in(folder, pattern, lab);
	char tested[64];

	snprintf(tested, sizeof tested, "Tested: %d | Passing: %d |", count, count);
	cr_expect_eq(ran.status, 0, "%s: %s", pattern, ran.out);
	cr_expect(has(ran.out, tested), "%s: %s", pattern, ran.out);
	ran_free(&ran);
}

/* --- what it makes -------------------------------------------------------------------- */

Test(new_lab, passes_at_once_and_its_two_patches_fail)
{
	char *folder = project_with("19-topic");
	struct ran ran = sh("\"$VMLAB\" check 19 --root '%s'", folder);

	cr_expect_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	cr_expect(has(ran.out, "lab 19 [ ok ]") && has(ran.out, "5 of 5 checks ok"), "%s",
		ran.out);
	ran_free(&ran);
	expect_tests_pass(folder, "wrong/program_fails", "19", 2);
	temp_drop(folder);
}

/* The lines of the guide's first block, but for the address and for what is left out. */
Test(new_lab, prints_what_its_guides_show)
{
	char *folder = project_with("19-topic");
	struct ran ran =
		sh("cd '%s' && \"$VMLAB\" run 19 --root . >printed && "
		   "for guide in labs/19-topic/README*.md; do "
		   "sed -n '/^[$] make lab19/,/^```/p' $guide | "
		   "grep -v -e '^[$`]' -e '^[.][.][.]' -e 0x | while IFS= read -r line; do "
		   "grep -qxF -e \"$line\" printed && echo shown || echo \"not: $line\"; "
		   "done; done; cat printed",
			folder);

	cr_expect_eq(count_of(ran.out, "shown\n"), 4, "%s%s", ran.out, ran.err);
	cr_expect(!has(ran.out, "not: "), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(new_lab, is_listed_beside_one_that_cannot_be_read)
{
	char *folder = project_with("19-topic");
	struct ran ran =
		sh("cd '%s' && sed -i '0,/^stdout /s//stdot /' expected/01-*.expect && "
		   "\"$VMLAB\" list --root . 2>&1",
			folder);

	cr_expect_eq(ran.status, 2, "%s", ran.out);
	cr_expect_eq(strstr(ran.out, "expected/01-"), ran.out, "%s", ran.out);
	cr_expect(has(ran.out, "stdot "), "%s", ran.out);
	cr_expect(has(ran.out, "\n19  19-topic"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(new_lab, that_does_not_find_its_mistakes_fails)
{
	char *folder = project_with("19-topic");
	struct ran ran = sh("sed -i '/^syscalls/,/^exit/{/^exit/!d}' "
			    "'%s/expected/19-topic.expect'",
		folder);

	ran_free(&ran);
	ran = tests_in(folder, "wrong/program_fails", "19");
	cr_expect_neq(ran.status, 0);
	cr_expect(has(ran.out, "no_call.patch"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(new_lab, has_a_file_for_every_step_that_is_named)
{
	static const char *const said[][2] = {
		{"", "make lab19"},
		{"", "labs/19-two-words/two_words.c"},
		{"", "make test ONLY='wrong/*' LAB=19"},
		{"VMLAB_LANG=zh", "现在就能通过"},
	};

	for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
		char *folder = small_project();
		struct ran ran = sh(
			"cd '%s' && %s scripts/new-lab 19-two-words", folder, said[i][0]);

		cr_expect(has(ran.err, said[i][1]), "%s", ran.err);
		ran_free(&ran);
		ran = sh("cd '%s' && cat labs/19-two-words/two_words.c "
			 "expected/19-two-words.expect labs/19-two-words/README.md "
			 "labs/19-two-words/README.zh-CN.md && ! grep -r @ labs/19-* "
			 "expected/19-* && ls build",
			folder);
		cr_expect_eq(ran.status, 0, "%s%s", ran.out, ran.err);
		cr_expect_not(has(ran.out, "new-lab."), "left behind: %s", ran.out);
		ran_free(&ran);
		temp_drop(folder);
	}
}

/* --- names ---------------------------------------------------------------------------- */

/* What is in the project, one path a line. */
static struct ran list_of(const char *folder)
{
	return sh("cd '%s' && find labs expected common build -type f 2>/dev/null | sort",
		folder);
}

static void expect_refusal(const char *folder, const char *arguments, const char *said)
{
	struct ran before = list_of(folder);
	struct ran ran = make_new(folder, arguments);
	struct ran after = list_of(folder);

	cr_expect_neq(ran.status, 0, "make new %s", arguments);
	cr_expect(has(ran.err, said), "make new %s: %s", arguments, ran.err);
	cr_expect_str_eq(after.out, before.out, "make new %s: %s", arguments, after.out);
	ran_free(&before);
	ran_free(&ran);
	ran_free(&after);
}

Test(new_lab, a_name_that_cannot_be_is_refused)
{
	static const char *const names[] = {"'19-two words'", "19-Topic", "19-", "19",
		"0-topic", "100-topic", "19-2nd", "19-a--b", "../19-topic", "'19-a;b'",
		"19-a_b", "-topic"};
	char *folder = small_project();

	expect_refusal(folder, "", "Which lab?");
	expect_refusal(folder, "LAB=1-other",
		"The number 01 is taken: there is labs/01-sbrk-growth. The next free one "
		"is 02");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char argument[64];

		snprintf(argument, sizeof argument, "LAB=%s", names[i]);
		expect_refusal(folder, argument, "A lab cannot be called");
	}
	temp_drop(folder);
}

Test(new_lab, without_a_number_gets_the_next_free_one)
{
	char *folder = project_with("topic");
	struct ran ran = sh("cd '%s' && mkdir expected/03-left.expect && ls labs", folder);

	cr_expect(has(ran.out, "02-topic"), "%s", ran.out);
	ran_free(&ran);
	ran = make_new(folder, "LAB=topic");
	cr_expect(has(ran.err, "Lab 4 is written"), "%s", ran.err);
	ran_free(&ran);
	temp_drop(folder);
}

/* The last of the files cannot be put in its place: mv says so for it. */
Test(new_lab, that_cannot_be_written_leaves_nothing)
{
	char *folder = small_project();
	char arguments[128];

	put_file(folder, "mv", "%s",
		"#!/bin/sh\ncase $2 in expected/*) echo No room >&2; exit 1 ;; esac\n"
		"PATH=/usr/bin:/bin exec mv \"$@\"\n");
	snprintf(arguments, sizeof arguments, "LAB=19-topic PATH=\"%s:$PATH\"", folder);
	free(sh("chmod +x '%s/mv'", folder).out);
	expect_refusal(folder, arguments, "Nothing of it is left.");
	expect_refusal(folder, arguments, "No room");
	temp_drop(folder);
}

/* --- a lab in one language -------------------------------------------------------------- */

/* Leaves one language of lab NUMBER, as an author of one would. */
static void leave_language(const char *folder, const char *number, bool chinese)
{
	struct ran ran = chinese
		? sh("cd '%s' && rm labs/%s-*/README.md && "
		     "sed -i '/^explain:/,/^ /d; /^lab  /d; /^ "
		     "*\\(says\\|why\\|hint\\|head\\|about\\|because\\):/d' "
		     "expected/%s-*",
			  folder, number, number)
		: sh("cd '%s' && rm labs/%s-*/README.zh-CN.md && "
		     "sed -i '/^explain.zh:/,$d; /[.]zh/d' expected/%s-*",
			  folder, number, number);

	cr_assert_eq(ran.status, 0, "%s", ran.err);
	ran_free(&ran);
}

static const char about_languages[] =
	"@(twins/the_parser*|twins/the_suites*|house/guides_show*|guides/have*|"
	"guides/mention*|guides/pair*|wrong/every*|house/demos*)";

Test(new_lab, may_be_in_one_language)
{
	for (int chinese = 0; chinese < 2; chinese++) {
		char *folder = project_with("19-topic");
		struct ran ran;

		leave_language(folder, "19", chinese);
		expect_tests_pass(folder, about_languages, "", 10);
		ran = sh("\"$VMLAB\" run 19 --root '%s'", folder);
		cr_expect_eq(ran.status, 0, "%s%s", ran.out, ran.err);
		cr_expect(has(ran.out,
				  chinese ? "19-topic/README.zh-CN.md"
					  : "19-topic/README.md"),
			"%s", ran.out);
		ran_free(&ran);
		temp_drop(folder);
	}
}

static const struct {
	const char *mistake; /* a command of the shell */
	const char *failed;
} in_parts[] = {
	{"rm labs/01-*/README.zh-CN.md", "house::demos"},
	{"sed -i '0,/ says: ./s//&X/' expected/01-*", "twins::the_parser"},
	{"echo 'explain.zh:\n  堆' >>expected/01-*", "twins::the_suites"},
	{"sed -i '0,/ says.zh:/{/ says.zh:/d}' expected/19-*", "twins::the_parser"},
	{"sed -i '0,/ why:/{/ why:/d}' expected/19-*", "twins::the_parser"},
};

/* Of the suite's own labs everything is in all languages, and of a new one all or nothing. */
Test(new_lab, is_not_in_a_language_in_parts)
{
	for (size_t i = 0; i < sizeof in_parts / sizeof *in_parts; i++) {
		char *folder = project_with("19-topic");
		struct ran ran = sh("cd '%s' && %s", folder, in_parts[i].mistake);
		char failed[64];

		cr_expect_eq(ran.status, 0, "%s", ran.err);
		ran_free(&ran);
		ran = tests_in(folder, about_languages, "");
		snprintf(failed, sizeof failed, "[FAIL] %s", in_parts[i].failed);
		cr_expect(has(ran.out, failed), "%s: %s", in_parts[i].mistake, ran.out);
		ran_free(&ran);
		temp_drop(folder);
	}
}
