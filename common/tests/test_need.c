/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "help.h"

/*
 * A program in the lab's place is judged by the runs that it can change, and by those that
 * they are compared with. Nothing that concerns it may be left out.
 */

static const char program[] =
	"#include <stdio.h>\nint main(void)\n{\n\tputs(\"number 5\");\n}\n";

/* Who reads what: "half" is compared with the sample, "base" with the half, "twin" by nobody. */
static const char expect[] = "lab T\n"
			     "build sample: sample.c\n"
			     "build half:  half.c\n"
			     "build base:  base.c\n"
			     "build twin:  twin.c\n"
			     "tool sources: cat sample.c\n"
			     "tool twins:   cat twin.c\n"
			     "run sample\n"
			     "run half\n"
			     "run base\n"
			     "run twin\n"
			     "stdout sample half base twin:\n"
			     "  number $n\n"
			     "check $sample.n == $half.n\n"
			     "check $twin.n == 5\n"
			     "check each half: $n == $base.n\n"
			     "when page > 1:\n"
			     "  check $twin.n + 1 == 6\n"
			     "end\n"
			     "elf twin:\n"
			     "  sym(main) > 0\n"
			     "tool sources:\n"
			     "  int main(void)\n"
			     "tool twins:\n"
			     "  int main(void)\n";

static char *make_project(void)
{
	static const char *const twins[] = {"half.c", "base.c", "twin.c"};
	char *folder = sample_project(program, expect);
	char path[64];

	for (size_t i = 0; i < sizeof twins / sizeof *twins; i++) {
		snprintf(path, sizeof path, "labs/01-sample/%s", twins[i]);
		put_file(folder, path, "%s", program);
	}
	put_file(folder, "mine.c", "%s", program);
	return folder;
}

static const char *const of_the_program[] = {"stdout sample", "stdout half", "stdout base",
	"check $sample.n == $half.n", "check each half: $n == $base.n", "tool sources",
	"exit sample: 0", "exit half: 0", "exit base: 0"};
static const char *const of_the_twin[] = {"stdout twin", "check $twin.n == 5",
	"check $twin.n + 1 == 6", "elf twin", "tool twins", "exit twin: 0"};

static void expect_checks(
	const char *json, const char *const *checks, size_t count, bool told)
{
	for (size_t i = 0; i < count; i++) {
		char *line = NULL;

		cr_assert(asprintf(&line, "\"check\": \"%s", checks[i]) > 0);
		cr_expect_eq(has(json, line), told, "`%s`: %s", checks[i], json);
		free(line);
	}
}

#define COUNT(array) (sizeof(array) / sizeof *(array))

Test(need, a_program_in_the_labs_place_is_judged_by_what_it_can_change)
{
	char *folder = make_project();
	struct ran ran =
		sh("cd '%s' && \"$VMLAB\" check 1 --root . --program mine.c --format json",
			folder);

	cr_expect_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	expect_checks(ran.out, of_the_program, COUNT(of_the_program), true);
	expect_checks(ran.out, of_the_twin, COUNT(of_the_twin), false);
	cr_expect(has(ran.out, "\"left_out\": [\n        \"twin\",\n        \"twins\"\n"),
		"%s", ran.out);
	ran_free(&ran);
	ran = sh("cd '%s' && ls build/runs/01 build/judged/01-sample", folder);
	cr_expect(has(ran.out, "half.out") && has(ran.out, "base.out"), "%s", ran.out);
	cr_expect_not(has(ran.out, "twin"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(need, the_labs_own_program_is_judged_by_everything)
{
	char *folder = make_project();
	struct ran ran = sh("cd '%s' && \"$VMLAB\" check 1 --root . --format json", folder);

	cr_expect_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	expect_checks(ran.out, of_the_program, COUNT(of_the_program), true);
	expect_checks(ran.out, of_the_twin, COUNT(of_the_twin), true);
	cr_expect(has(ran.out, "\"left_out\": []"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* What the tool says of the twin tells which branch is true, and the program is neither. */
Test(need, the_branches_of_an_either_keep_what_tells_them_apart)
{
	char *folder = sample_project(program,
		"lab T\n"
		"build twin: twin.c\n"
		"tool twins: cat twin.c\n"
		"run sample\n"
		"either the twin says six:\n"
		"  tool twins:\n"
		"    ...six...\n"
		"  stdout:\n"
		"    number 5\n"
		"or it says seven:\n"
		"  tool twins:\n"
		"    ...seven...\n"
		"  stdout:\n"
		"    number 7\n"
		"end\n");
	struct ran ran;

	put_file(folder, "labs/01-sample/twin.c", "%s/* seven */\n", program);
	put_file(folder, "mine.c", "%s", program);
	ran = sh("cd '%s' && \"$VMLAB\" check 1 --root . --program mine.c", folder);
	cr_expect_eq(ran.status, 1, "%s%s", ran.out, ran.err);
	cr_expect(has(ran.out, "lab  1 [FAIL]"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* The suite's other programs are not told as if they were the learner's. */
Test(need, the_lesson_leaves_out_what_is_not_theirs)
{
	char *folder = make_project();
	struct ran ran = sh(
		"cd '%s' && \"$VMLAB\" run 1 --root . --program mine.c --verbose", folder);

	cr_expect_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	cr_expect(has(ran.out, "sample prints what the lab says"), "%s", ran.out);
	cr_expect(!has(ran.out, "twin prints what the lab says"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(need, what_is_left_out_is_said)
{
	char *folder = make_project();
	struct ran ran = sh(
		"cd '%s' && \"$VMLAB\" check 1 --root . --program mine.c && "
		"mkdir -p my/01-sample && cp mine.c my/01-sample/sample.c && "
		"\"$VMLAB\" check 1 --root . && \"$VMLAB\" check 1 --root . --format tap",
		folder);

	cr_expect_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	cr_expect_eq(count_of(ran.out,
			     "left out: runs and tools of the suite's own "
			     "programs (2)\n"),
		2, "%s", ran.out);
	cr_expect(has(ran.out, "9 of 9 checks ok"), "%s", ran.out);
	cr_expect(has(ran.out, "\n1..9\n"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* --- the suite's labs ------------------------------------------------------------------- */

static bool is_judged(const json_t *checks, const json_t *wanted)
{
	const json_t *check;
	size_t i;

	json_array_foreach(checks, i, check)
	{
		if (json_equal(json_object_get(check, "line"),
			    json_object_get(wanted, "line")) &&
			json_equal(json_object_get(check, "check"),
				json_object_get(wanted, "check")))
			return true;
	}
	return false;
}

static json_t *checks_of(const char *text)
{
	json_t *root = json_loads(text, 0, NULL);
	json_t *lab = json_array_get(json_object_get(root, "labs"), 0);
	json_t *checks = json_incref(json_object_get(lab, "checks"));

	cr_assert(checks, "no report, but: %s", text);
	json_decref(root);
	return checks;
}

/* Which branch of an either is true may change from run to run. */
static void hold_lab(const char *root, const char *lab)
{
	struct ran whole =
		sh("\"$VMLAB\" check %d --root '%s' --format json", atoi(lab), root);
	struct ran narrow = sh("main=$(echo %s | cut -c4- | tr - _).c; "
			       "\"$VMLAB\" check %d --root '%s' --same-user "
			       "--program labs/%s/$main --format json",
		lab, atoi(lab), root, lab);
	json_t *all = checks_of(whole.out);
	json_t *few = checks_of(narrow.out);
	const json_t *check;
	size_t i;

	cr_expect_lt(
		json_array_size(few), json_array_size(all), "%s: nothing is left out", lab);
	json_array_foreach(all, i, check)
	{
		bool of_either = json_is_string(json_object_get(check, "branch"));

		if (json_is_true(json_object_get(check, "of_program")) && !of_either)
			cr_expect(is_judged(few, check), "%s: lost: %s", lab,
				json_string_value(json_object_get(check, "check")));
	}
	json_array_foreach(few, i, check)
	{
		const char *status = json_string_value(json_object_get(check, "status"));

		cr_expect(strcmp(status, "ok") == 0 || strcmp(status, "env") == 0,
			"%s: %s: %s", lab, status,
			json_string_value(json_object_get(check, "check")));
	}
	json_decref(all);
	json_decref(few);
	ran_free(&whole);
	ran_free(&narrow);
}

/* Whatever a lab says of its program is still judged, and finds the numbers that it needs. */
Test(need, no_check_of_a_labs_program_is_lost)
{
	struct ran labs = sh("ls labs");
	char *root = temp_make();
	struct ran copy = sh("chmod 755 '%s' && cp -r labs expected '%s'", root, root);
	char *rest;

	cr_assert(has(labs.out, "18-"), "%s", labs.out);
	for (char *lab = strtok_r(labs.out, "\n", &rest); lab;
		lab = strtok_r(NULL, "\n", &rest))
		hold_lab(root, lab);
	ran_free(&copy);
	ran_free(&labs);
	temp_drop(root);
}
