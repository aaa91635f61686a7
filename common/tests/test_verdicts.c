/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bank.h"

/* What a verdict on a student's program is worth where not all of it can be seen. */

static const char program[] =
	"#include <unistd.h>\n"
	"int main(void)\n{\n\twrite(1, \"number 5\\n\", 9);\n\treturn 0;\n}\n";

static const char expect[] = "lab Sample\n"
			     "build sample: sample.c\n"
			     "build twin: twin.c\n"
			     "run sample\n"
			     "run twin\n"
			     "stdout sample twin:\n"
			     "  number 5\n"
			     "syscalls sample:\n"
			     "  write(1, \"number 5\\n\", 9) = 9\n"
			     "    says: It writes.\n";

/* A lab with a twin, and mine.c, which is right. */
static char *make_project(const char *more)
{
	char *lines = NULL;
	char *folder;

	cr_assert(asprintf(&lines, "%s%s", expect, more) > 0);
	folder = sample_project(program, lines);
	put_file(folder, "labs/01-sample/twin.c", "%s", program);
	put_file(folder, "mine.c", "%s", program);
	free(lines);
	return folder;
}

/* --- what the machine shows of the lab's own program ---------------------------------- */

/*
 * A strace that refuses as the kernel may, to a student's program only, which is found by the
 * folder, and as often as the file "refusals" has lines.
 */
static void put_strace(const char *folder, int refusals)
{
	struct ran ran =
		sh("mkdir '%s/bin' && seq %d >'%s/refusals'", folder, refusals, folder);

	ran_free(&ran);
	put_file(folder, "bin/strace",
		"#!/bin/sh\n"
		"case $PWD in */own/*) own=yes ;; *) own=no ;; esac\n"
		"if [ $own = no ] && [ -s '%s/refusals' ]; then\n"
		"\tsed -i 1d '%s/refusals'\n"
		"\techo 'strace: ptrace(PTRACE_SEIZE): Operation not permitted' >&2\n"
		"\texit 1\n"
		"fi\n"
		"PATH=${PATH#*:} exec strace \"$@\"\n",
		folder, folder);
	ran = sh("chmod 755 '%s/bin/strace'", folder);
	ran_free(&ran);
}

#define WITH_BIN "cd '%s' && PATH=\"$PWD/bin:$PATH\" \"$VMLAB\" check 1 --root . "

Test(verdicts, what_only_the_students_program_hides_is_its_failure)
{
	static const char *const options[] = {"", "--no-strict"};

	for (size_t i = 0; i < 2; i++) {
		char *folder = make_project("");
		struct ran ran;

		put_strace(folder, 1000);
		ran = sh(WITH_BIN "--program mine.c %s", folder, options[i]);
		unwrapped(ran.out);
		cr_expect_eq(ran.status, 1, "%s%s", ran.out, ran.err);
		cr_expect(has(ran.out, "lab  1 [FAIL]"), "%s", ran.out);
		cr_expect(has(ran.out,
				  "It writes. expected  syscalls sample: "
				  "measured  with this program it could not be judged"),
			"%s", ran.out);
		cr_expect(has(ran.out, "1 of 3 checks failed"), "%s", ran.out);
		ran_free(&ran);
		temp_drop(folder);
	}
}

Test(verdicts, a_copy_in_my_is_held_to_the_labs_own_program_too)
{
	char *folder = make_project("");
	struct ran ran;

	put_strace(folder, 1000);
	ran = sh("cd '%s' && mkdir -p my/01-sample && cp mine.c my/01-sample/sample.c "
		 "&& " WITH_BIN,
		folder, folder);
	cr_expect_eq(ran.status, 1, "%s%s", ran.out, ran.err);
	cr_expect(has(ran.out, "with this program it could not be judged"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(verdicts, the_labs_own_program_is_held_to_nothing)
{
	char *folder = make_project("");
	struct ran ran;

	put_strace(folder, 1000);
	ran = sh(WITH_BIN "; ls -d build/own", folder);
	cr_expect(has(ran.out, "lab  1 [ ok ]"), "%s%s", ran.out, ran.err);
	cr_expect(has(ran.out, "1 of 5 not shown here"), "%s", ran.out);
	cr_expect(!has(ran.out, "build/own"), "there was no second pass: %s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* Otherwise a right program would fail for a moment of a busy machine. */
Test(verdicts, what_was_missing_once_only_is_nobodys_failure)
{
	char *folder = make_project("");
	struct ran ran;

	put_strace(folder, 1);
	ran = sh(WITH_BIN "--program mine.c", folder);
	cr_expect_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	cr_expect(has(ran.out, "3 of 3 checks ok"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(verdicts, the_students_evidence_stays)
{
	char *folder = make_project("");
	struct ran ran;

	put_strace(folder, 1000);
	put_file(folder, "mine.c",
		"#include <stdio.h>\nint main(void)\n{\n\tputs(\"mine\");\n}\n");
	ran = sh(WITH_BIN "--program mine.c >/dev/null; cat build/runs/01/sample.out "
			  "build/runs/01/own/sample.out",
		folder);
	cr_expect_str_eq(ran.out, "mine\nnumber 5\n");
	ran_free(&ran);
	temp_drop(folder);
}

/* --- what this machine does not show -------------------------------------------------- */

static const struct {
	const char *more;    /* of the expected file */
	const char *refused; /* of refuse, or "" */
	const char *options;
	int status;
	const char *told;
} machines[] = {
	{"", "ptrace=EPERM", "--program mine.c", 77, "lab  1 [not graded]"},
	{"", "ptrace=EPERM", "--program mine.c", 77, "(checks: 1)"},
	{"", "ptrace=EPERM", "--program mine.c", 77,
		"Score: 0 of 0 labs\nNot graded: 1 of the labs"},
	{"", "ptrace=EPERM", "--program mine.c", 77, "0 passed, 0 failed, 1 skipped"},
	{"", "ptrace=EPERM", "--program mine.c --skips-pass", 77, "[not graded]"},
	{"", "ptrace=EPERM", "--program mine.c --no-strict", 0, "lab  1 [ ok ]"},
	{"", "ptrace=EPERM", "", 0, "lab  1 [ ok ]"},
	{"", "ptrace=EPERM", "--strict", 77, "[not graded]"},
	{"", "terminal=EPERM", "--program mine.c", 77, "[not graded]"},
	{"", "terminal=EPERM", "--program mine.c --no-strict", 77, "lab  1 [env ]"},
	{"", "terminal=EPERM", "", 77, "lab  1 [env ]"},
	{"", "terminal=EPERM", "--skips-pass", 0, "0 passed, 0 failed, 1 skipped"},
	{"check $sample.faults == 1\n", "ptrace=EPERM", "--program mine.c", 1,
		"lab  1 [FAIL]"},
	/* the suite's own programs cost nobody a grade */
	{"tool t: no-such-tool twin\ntool t:\n  x\n", "", "--program mine.c", 0,
		"3 of 3 checks ok"},
	{"tool t: no-such-tool sample\ntool t:\n  x\n", "", "--program mine.c", 77,
		"[not graded]"},
};

Test(verdicts, a_machine_that_shows_too_little_grades_nobody)
{
	char *refuse = refuse_make();

	for (size_t i = 0; i < sizeof machines / sizeof *machines; i++) {
		char *folder = make_project(machines[i].more);
		struct ran ran =
			sh("cd '%s' && " REFUSE "%s -- \"$VMLAB\" check 1 --root . %s",
				folder, refuse, machines[i].refused, machines[i].options);

		cr_expect_eq(ran.status, machines[i].status, "%zu: %d\n%s%s", i, ran.status,
			ran.out, ran.err);
		cr_expect(has(ran.out, machines[i].told), "%zu: %s", i, ran.out);
		ran_free(&ran);
		temp_drop(folder);
	}
	temp_drop(refuse);
}

Test(verdicts, every_face_says_that_a_lab_is_not_graded)
{
	static const struct {
		const char *command;
		const char *told;
	} faces[] = {
		{"check --format tap", "\nnot ok 2 - lab 1: It writes. "},
		{"check --format tap", "  status: \"not graded\"\n"},
		{"check --format json", "\"status\": \"not graded\""},
		{"check --format json", "\"skipped\": 1,\n  \"ungraded\": 1"},
		{"check --format json", "\"strict\": true"},
		{"run", "lab 1 is not graded: 2 checks hold, 1 of 3 not shown here\n"},
		{"run", "Not graded: this machine cannot show all"},
	};
	char *refuse = refuse_make();
	char *folder = make_project("");

	for (size_t i = 0; i < sizeof faces / sizeof *faces; i++) {
		struct ran ran =
			sh("cd '%s' && " REFUSE
			   "ptrace=EPERM -- \"$VMLAB\" %s 1 --program mine.c --root .",
				folder, refuse, faces[i].command);

		cr_expect_eq(ran.status, 77, "%s: %d", faces[i].command, ran.status);
		cr_expect(has(ran.out, faces[i].told), "%s: %s", faces[i].command, ran.out);
		ran_free(&ran);
	}
	temp_drop(folder);
	temp_drop(refuse);
}

/* --- without strace ------------------------------------------------------------------- */

/* How strace is kept away: refused by the kernel, or not installed. */
static const char refused[] = "\"$VMLAB_REFUSE/refuse\" ptrace=EPERM --";
static const char not_installed[] = "PATH=\"$VMLAB_REFUSE/bin\"";

static void is_no_pass(const char *path, const char *without, const char *command)
{
	struct ran ran = sh("%s %s", without, command);

	cr_expect_neq(ran.status, 0, "%s: %s %s\n%s", path, without, command, ran.out);
	cr_expect(
		!has(ran.out, "[ ok ]"), "%s: %s %s\n%s", path, without, command, ran.out);
	cr_expect(has(ran.out, "0 passed, "), "%s: %s %s\n%s%s", path, without, command,
		ran.out, ran.err);
	ran_free(&ran);
}

/* Of these nothing fails without strace. */
static bool is_silent(const char *path)
{
	return has(path, "/child_moves.") || has(path, "/raised.");
}

/* A folder of programs without strace. */
static void leave_strace_out(const char *folder)
{
	struct ran ran = sh("mkdir '%s/bin' && ln -sf /usr/bin/* /bin/* '%s/bin/' && "
			    "rm '%s/bin/strace'",
		folder, folder, folder);

	cr_assert_eq(ran.status, 0, "%s", ran.err);
	ran_free(&ran);
}

/* Both ways are one to the harness, so the silent programs stand for all in the second. */
static void judge_without(const struct banked *banked, const char *folder)
{
	char command[2 * MOST_PATH];
	char made[MOST_PATH];

	bank_program(banked, folder, made);
	snprintf(command, sizeof command, "\"$VMLAB\" check %d --program %s",
		atoi(banked->lab), made);
	is_no_pass(banked->path, refused, command);
	if (!is_silent(banked->path))
		return;
	leave_strace_out(folder);
	is_no_pass(banked->path, not_installed, command);
	snprintf(command, sizeof command, "make SETUP=no check LAB=%d PROGRAM=%s",
		atoi(banked->lab), made);
	is_no_pass(banked->path, refused, command);
	is_no_pass(banked->path, not_installed, command);
}

/* The labs that rest on the system calls: some of these programs passed without them. */
ParameterizedTestParameters(verdicts, no_wrong_program_passes_without_strace)
{
	return bank_programs("common/tests/wrong", "0[12]-*");
}

ParameterizedTest(struct banked *banked, verdicts, no_wrong_program_passes_without_strace)
{
	char *refuse;
	char twin[MOST_NAME];

	bank_tag(banked->path, "replaces:", twin);
	if (*twin)
		return;
	refuse = refuse_make();
	setenv("VMLAB_REFUSE", refuse, 1);
	unsetenv("MAKEFLAGS");
	judge_without(banked, refuse);
	temp_drop(refuse);
}
