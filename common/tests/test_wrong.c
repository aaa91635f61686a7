/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bank.h"

/*
 * Theory of operation
 *
 * A harness that lets wrong programs pass is worse than none. Each folder of the bank has
 * the name of a lab and holds programs that this lab must reject. The head of a
 * program says by which check, "fails:", and may say by which line of it, "at:", a part
 * of what that check then gives as expected. The first check that fails must be that one:
 * it is the one that the student is told.
 */

static const char wrong_bank[] = "common/tests/wrong";

static const char *field(const json_t *check, const char *name)
{
	const char *text = json_string_value(json_object_get(check, name));

	return text ? text : "";
}

/* How a sentence of the report reads in English. */
static const char *sentence(const json_t *check, const char *name)
{
	const json_t *said = json_object_get(check, name);
	const json_t *one = json_is_array(said) ? json_array_get(said, 0) : said;

	return field(json_object_get(one, "texts"), "en");
}

/* "only_two_brks grow" is the check of that name for the run grow; the run may be left out. */
static bool is_check(const json_t *check, const char *name)
{
	const char *run = strchr(name, ' ');
	size_t length = run ? (size_t)(run - name) : strlen(name);
	const char *own = field(check, "name");

	return strlen(own) == length && strncmp(own, name, length) == 0 &&
		(!run || strcmp(field(check, "run"), run + 1) == 0);
}

static const json_t *first_with(json_t *checks, const char *status, const char *name)
{
	const json_t *check;
	size_t i;

	json_array_foreach(
		checks, i, check) if (strcmp(field(check, "status"), status) == 0 &&
		(!name || is_check(check, name))) return check;
	return NULL;
}

static void compare(const char *path, const char *fails, const char *at, json_t *checks)
{
	const json_t *fail = first_with(checks, "FAIL", NULL);

	if (first_with(checks, "env", fails)) {
		fprintf(stderr, "%s: this machine cannot show \"%s\"\n", path, fails);
		return;
	}
	cr_expect(fail, "%s passes, and should fail \"%s\"", path, fails);
	if (!fail)
		return;
	cr_expect(is_check(fail, fails),
		"%s should fail \"%s\", and fails \"%s\": expected %s, measured %s", path,
		fails, field(fail, "name"), sentence(fail, "expected"),
		sentence(fail, "measured"));
	cr_expect(has(sentence(fail, "expected"), at),
		"%s should fail at \"%s\", and fails at \"%s\"", path, at,
		sentence(fail, "expected"));
	cr_expect_null(first_with(checks, "error", NULL), "%s breaks the harness", path);
}

/* Whoever reads a failure reads both: what should be there, and what is. */
static void hold_failures(const char *path, json_t *checks)
{
	const json_t *check;
	size_t i;

	json_array_foreach(checks, i, check)
	{
		if (strcmp(field(check, "status"), "FAIL") != 0)
			continue;
		cr_expect(*sentence(check, "expected"), "%s: \"%s\" expects nothing", path,
			field(check, "check"));
		cr_expect(*sentence(check, "measured"), "%s: \"%s\" measures nothing", path,
			field(check, "check"));
	}
}

/* Some mistakes are none where a fact of the machine is 0: "needs: shared_zeros". */
static bool is_told_apart_here(const char *path, json_t *report)
{
	char fact[MOST_NAME];
	const json_t *machine = json_object_get(report, "machine");
	const json_t *facts = json_object_get(machine, "facts");
	const json_t *value;

	bank_tag(path, "needs:", fact);
	value = json_object_get(facts, fact);
	cr_expect(!*fact || json_is_integer(value), "%s: no fact %s", path, fact);
	return !*fact || json_integer_value(value) != 0;
}

/* --- what is known to go wrong -------------------------------------------------------- */

/* "03-page-fault-counting/atoi" of the bank's "…/03-page-fault-counting/atoi.patch". */
static void name_of_mistake(const char *path, char name[MOST_NAME])
{
	snprintf(name, MOST_NAME, "%s", strrchr(path, '/') + 1);
	*strrchr(name, '.') = '\0';
}

/* `make mistakes` makes the labs' files of what is left in this folder: what was judged, signs, and how the cause looks. */
static void leave_signs(const struct banked *program, json_t *lab)
{
	json_t *checks = json_object_get(lab, "checks");
	const char *folder = getenv("VMLAB_MISTAKES");
	char name[MOST_NAME];
	char path[3 * MOST_PATH];
	json_t *check;
	size_t i;
	FILE *file;

	if (!folder)
		return;
	name_of_mistake(program->path, name);
	snprintf(path, sizeof path, "%s/%s/%s", folder, program->lab, name);
	file = fopen(path, "w");
	cr_assert(file, "cannot write %s", path);
	json_array_foreach(checks, i, check)
	{
		fprintf(file, "judged: %s\n", field(check, "name"));
		if (*field(check, "sign"))
			fprintf(file, "%s\n", field(check, "sign"));
	}
	if (*field(lab, "shows"))
		fprintf(file, "shows: %s\n", field(lab, "shows"));
	fclose(file);
}

/* Do its failures look like this mistake, alone or with others that cannot be told apart? */
static bool is_recognised(const struct banked *program, json_t *lab)
{
	json_t *mistakes = json_object_get(lab, "mistakes");
	json_t *mistake;
	char name[MOST_NAME];
	size_t i;

	name_of_mistake(program->path, name);
	json_array_foreach(mistakes, i,
		mistake) if (strcmp(field(mistake, "name"), name) == 0) return true;
	return false;
}

/*
 * Which checks fail may hang on random addresses. What comes in one run of five and more the file
 * has as `sometimes`; what comes more seldom does not come twice in a row.
 */
static bool is_recognised_again(const struct banked *program)
{
	struct ran ran = bank_check(program);
	json_t *report = json_loads(ran.out, 0, NULL);
	bool recognised =
		is_recognised(program, json_array_get(json_object_get(report, "labs"), 0));

	fprintf(stderr, "%s was not recognised the first time\n", program->path);
	json_decref(report);
	ran_free(&ran);
	return recognised;
}

static void hold_recognised(const struct banked *program, json_t *lab)
{
	char file[2 * MOST_NAME];

	snprintf(file, sizeof file, "expected/%s.mistakes", program->lab);
	if (access(file, R_OK) != 0 || getenv("VMLAB_MISTAKES"))
		return; /* a lab that somebody has added may have none */
	cr_expect(is_recognised(program, lab) || is_recognised_again(program),
		"%s is not recognised as itself: write the mistakes of its lab anew with "
		"make mistakes",
		program->path);
}

/* Only what a learner can hand in is a known mistake. */
static bool is_of_learner(const struct banked *program)
{
	char twin[MOST_NAME];

	bank_tag(program->path, "replaces:", twin);
	return !*twin;
}

ParameterizedTestParameters(wrong, program_fails)
{
	return bank_programs(wrong_bank, "*");
}

ParameterizedTest(struct banked *program, wrong, program_fails)
{
	const char *path = program->path;
	struct ran ran = bank_check(program);
	json_t *report = json_loads(ran.out, 0, NULL);
	json_t *labs = json_object_get(report, "labs");
	json_t *checks = json_object_get(json_array_get(labs, 0), "checks");
	char fails[MOST_NAME];
	char at[MOST_NAME];

	bank_tag(path, "fails:", fails);
	bank_tag(path, "at:", at);
	cr_expect(*fails, "%s has no line \"fails:\" in its head", path);
	cr_expect(checks, "%s: no report, but: %s%s", path, ran.out, ran.err);
	if (*fails && checks && is_told_apart_here(path, report))
		compare(path, fails, at, checks);
	hold_failures(path, checks);
	if (is_of_learner(program) && first_with(checks, "FAIL", NULL)) {
		leave_signs(program, json_array_get(labs, 0));
		hold_recognised(program, json_array_get(labs, 0));
	}
	if (first_with(checks, "FAIL", NULL))
		cr_expect_eq(ran.status, 1, "%s: status %d, not 1", path, ran.status);
	json_decref(report);
	ran_free(&ran);
}

/*
 * Without this, a bank that was not found would be a bank without a mistake. The suite's own
 * labs are held to eight programs, and one that somebody adds to two.
 */
Test(wrong, every_lab_has_its_programs)
{
	struct ran ran = sh("for lab in $(ls expected | sed -n 's/\\.expect$//p'); do "
			    "least=8; test \"${lab%%%%-*}\" -le %d || least=2; "
			    "count=$(ls \"%s/$lab\" | wc -l); echo \"$lab: $count\"; "
			    "test \"$count\" -ge $least || echo \"too few\"; done; "
			    "for lab in $(ls %s); do test -f expected/$lab.expect || "
			    "echo \"$lab is no lab: too few\"; done",
		OWN_LABS, wrong_bank, wrong_bank);

	cr_expect(has(ran.out, "01-"), "no lab was found: %s%s", ran.out, ran.err);
	cr_expect_not(has(ran.out, "too few"), "%s", ran.out);
	ran_free(&ran);
}
