/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "help.h"
#include "pty.h"

/* vmlab watch, as somebody uses it who edits the copy and presses keys. */

static const char expect[] = "lab Five\n"
			     "run five: sample vmlab-watch-mark\n"
			     "stdout:\n"
			     "  number 5\n";

static const char right[] =
	"#include <stdio.h>\nint main(void)\n{\n\tputs(\"number 5\");\n}\n";
static const char wrong[] =
	"#include <stdio.h>\nint main(void)\n{\n\tputs(\"number 6\");\n}\n";
static const char slow[] = "#include <stdio.h>\n#include <unistd.h>\nint main(void)\n{\n"
			   "\tsleep(3);\n\tputs(\"number 6\");\n}\n";
static const char endless[] = "int main(void)\n{\n\tfor (;;)\n\t\t;\n}\n";
static const char mistaken[] = "int main(void)\n{\n\tretrun 0;\n}\n";

static const char clear_screen[] = "\033[H\033[2J";
static const char keys[] = "q: quit";

/* A project whose learner has this copy. */
static char *project_with_copy(const char *program)
{
	char *folder = sample_project(right, expect);
	struct ran ran = sh("mkdir -p '%s/my/01-sample'", folder);

	ran_free(&ran);
	put_file(folder, "my/01-sample/sample.c", "%s", program);
	return folder;
}

static struct pty watch(const char *folder)
{
	return pty_begin("exec $VMLAB watch 1 --root '%s'", folder);
}

static void quit(struct pty *pty, char *folder)
{
	pty_type(pty, "q");
	cr_expect_eq(pty_end(pty), 0, "%s", pty->text);
	cr_expect(pty_is_restored(pty));
	pty_free(pty);
	temp_drop(folder);
}

Test(watching, each_save_runs_the_copy_again_on_a_screen_of_its_own)
{
	char *folder = project_with_copy(right);
	struct pty pty = watch(folder);

	cr_expect(pty_reads(&pty, clear_screen), "%s", pty.text);
	cr_expect(pty_reads(&pty, "lab 1 passed"), "%s", pty.text);
	cr_expect(pty_reads(&pty, keys), "%s", pty.text);
	put_file(folder, "my/01-sample/sample.c", "%s", wrong);
	cr_expect(pty_reads(&pty, clear_screen), "%s", pty.text);
	cr_expect(pty_reads(&pty, "lab 1 not passed"), "%s", pty.text);
	cr_expect(pty_reads(&pty, keys), "%s", pty.text);
	cr_expect_eq(count_of(pty.text, clear_screen), 2, "%s", pty.text);
	quit(&pty, folder);
}

/* As vim and others save: a new file gets the name, and for a moment there may be none. */
Test(watching, an_editor_may_rename_and_the_file_may_be_gone_for_a_while)
{
	char *folder = project_with_copy(right);
	struct pty pty = watch(folder);
	struct ran ran;

	cr_expect(pty_reads(&pty, keys), "%s", pty.text);
	put_file(folder, "new.c", "%s", mistaken);
	ran = sh("mv '%s/new.c' '%s/my/01-sample/sample.c'", folder, folder);
	ran_free(&ran);
	cr_expect(pty_reads(&pty, "This source does not compile"), "%s", pty.text);
	cr_expect(pty_reads(&pty, keys), "%s", pty.text);
	ran = sh("mv '%s/my/01-sample/sample.c' '%s/away.c'", folder, folder);
	ran_free(&ran);
	cr_expect(pty_reads(&pty, "sample.c is gone"), "%s", pty.text);
	put_file(folder, "my/01-sample/sample.c", "%s", right);
	cr_expect(pty_reads(&pty, "lab 1 passed"), "%s", pty.text);
	cr_expect(pty_reads(&pty, keys), "%s", pty.text);
	quit(&pty, folder);
}

Test(watching, a_save_during_a_run_runs_it_again_afterwards)
{
	char *folder = project_with_copy(slow);
	struct pty pty = watch(folder);

	cr_expect(pty_reads(&pty, "lab 1: run five, 1 of 1"), "%s", pty.text);
	put_file(folder, "my/01-sample/sample.c", "%s", right);
	cr_expect(pty_reads(&pty, "lab 1 not passed"), "%s", pty.text);
	cr_expect(pty_reads(&pty, "lab 1 passed"), "%s", pty.text);
	cr_expect(pty_reads(&pty, keys), "%s", pty.text);
	quit(&pty, folder);
}

Test(watching, keys_show_hint_evidence_and_film)
{
	char *folder = project_with_copy(wrong);
	struct pty pty = watch(folder);

	cr_expect(pty_reads(&pty, keys), "%s", pty.text);
	pty_type(&pty, "h");
	cr_expect(pty_reads(&pty, "1 of 1"), "%s", pty.text);
	pty_type(&pty, "e");
	cr_expect(pty_reads(&pty, "What was recorded is in build/runs/01"), "%s", pty.text);
	pty_type(&pty, "f");
	cr_expect(pty_reads(&pty, "build/films/01-sample.html") || has(pty.text, "vmlab: "),
		"%s", pty.text);
	if (has(pty.text, "films/01-sample.html")) {
		struct ran ran =
			sh("grep -c '</html>' '%s/build/films/01-sample.html'", folder);

		cr_expect_str_eq(ran.out, "1\n");
		ran_free(&ran);
	}
	pty_type(&pty, "\r");
	cr_expect(pty_reads(&pty, clear_screen), "%s", pty.text);
	cr_expect(pty_reads(&pty, keys), "%s", pty.text);
	quit(&pty, folder);
}

Test(watching, the_copy_is_put_aside_when_it_was_asked_twice)
{
	char *folder = project_with_copy(wrong);
	struct pty pty = watch(folder);
	struct ran ran;

	cr_expect(pty_reads(&pty, keys), "%s", pty.text);
	pty_type(&pty, "r");
	cr_expect(pty_reads(&pty, "once more"), "%s", pty.text);
	pty_type(&pty, "x");
	cr_expect(pty_reads(&pty, "The copy stays as it is."), "%s", pty.text);
	ran = sh("cat '%s/my/01-sample/sample.c'", folder);
	cr_expect_str_eq(ran.out, wrong);
	ran_free(&ran);
	pty_type(&pty, "r");
	cr_expect(pty_reads(&pty, "once more"), "%s", pty.text);
	pty_type(&pty, "r");
	cr_expect_eq(pty_end(&pty), 0, "%s", pty.text);
	cr_expect(has(pty.text, "sample.c.old1"), "%s", pty.text);
	cr_expect(pty_is_restored(&pty));
	ran = sh("ls '%s/my/01-sample'", folder);
	cr_expect_str_eq(ran.out, "sample.c.old1\n");
	ran_free(&ran);
	pty_free(&pty);
	temp_drop(folder);
}

/* What the keeper has to end takes it a moment. */
static int left_running(void)
{
	int left = 1;

	for (int i = 0; i < 100 && left; i++) {
		left = processes_with("vmlab-watch-mark");
		usleep(50 * 1000);
	}
	return left;
}

Test(watching, ctrl_c_in_a_run_leaves_nothing_and_restores_the_terminal)
{
	char *folder = project_with_copy(endless);
	struct pty pty = watch(folder);

	cr_expect(
		pty_reads(&pty, "still running (2 s), stopped after 5 s"), "%s", pty.text);
	cr_expect_gt(processes_with("vmlab-watch-mark"), 0);
	pty_type(&pty, "\003");
	cr_expect_eq(pty_end(&pty), 128 + SIGINT, "%s", pty.text);
	cr_expect(pty_is_restored(&pty));
	cr_expect_eq(left_running(), 0);
	pty_free(&pty);
	temp_drop(folder);
}

Test(watching, ctrl_c_between_runs_restores_the_terminal)
{
	char *folder = project_with_copy(right);
	struct pty pty = watch(folder);

	cr_expect(pty_reads(&pty, keys), "%s", pty.text);
	cr_expect(!pty_is_restored(&pty), "keys come one by one");
	pty_type(&pty, "\003");
	cr_expect_eq(pty_end(&pty), 128 + SIGINT, "%s", pty.text);
	cr_expect(pty_is_restored(&pty));
	pty_free(&pty);
	temp_drop(folder);
}

Test(watching, without_a_terminal_results_stand_one_behind_the_other)
{
	char *folder = project_with_copy(right);
	struct ran ran;

	put_file(folder, "wrong.c", "%s", wrong);
	ran = sh("cd '%s' || exit; $VMLAB watch 1 --root . >out 2>&1 & watch=$!; "
		 "until grep -q 'Watching' out; do sleep 0.2; done; "
		 "mv wrong.c my/01-sample/sample.c; "
		 "until grep -q 'not passed' out; do sleep 0.2; done; "
		 "kill $watch; wait $watch; echo status $?; cat out",
		folder);
	cr_expect(has(ran.out, "status 143\n"), "%s", ran.out);
	cr_expect(has(ran.out, "lab 1 passed"), "%s", ran.out);
	cr_expect(has(ran.out, "my/01-sample/sample.c was saved.\n"), "%s", ran.out);
	cr_expect(has(ran.out, "lab 1 not passed"), "%s", ran.out);
	cr_expect(!strchr(ran.out, '\033'), "%s", ran.out);
	cr_expect(!has(ran.out, keys), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(watching, another_program_is_watched_and_never_reset)
{
	char *folder = sample_project(right, expect);
	struct pty pty;

	put_file(folder, "mine.c", "%s", wrong);
	pty = pty_begin("cd '%s' && exec $VMLAB watch 1 --root . --program mine.c", folder);
	cr_expect(pty_reads(&pty, "lab 1 not passed"), "%s", pty.text);
	cr_expect(pty_reads(&pty, keys), "%s", pty.text);
	pty_type(&pty, "rr");
	cr_expect(pty_reads(&pty, "Only a copy in my/ can be reset."), "%s", pty.text);
	cr_expect(pty_reads(&pty, "Only a copy in my/ can be reset."), "%s", pty.text);
	put_file(folder, "mine.c", "%s", right);
	cr_expect(pty_reads(&pty, "lab 1 passed"), "%s", pty.text);
	cr_expect(pty_reads(&pty, keys), "%s", pty.text);
	quit(&pty, folder);
}

Test(watching, without_a_copy_it_says_how_to_make_one)
{
	char *folder = sample_project(right, expect);
	struct ran ran = sh("$VMLAB watch 1 --root '%s'; echo status $?", folder);

	cr_expect_str_eq(ran.out, "status 2\n");
	cr_expect(has(ran.err, "Make one with: make my1"), "%s", ran.err);
	ran_free(&ran);
	temp_drop(folder);
}

/* --- what is told on the way, without watch ------------------------------------------- */

static const char unclean[] =
	"#include <stdio.h>\nint main(void)\n{\n"
	"\tunsigned char five = 261;\n\tprintf(\"number %d\\n\", five);\n}\n";

static const char built_twice[] = "lab Five\n"
				  "build sample: sample.c\n"
				  "build other: sample.c -O1\n"
				  "run sample\n"
				  "run other\n"
				  "stdout sample other:\n"
				  "  number 5\n";

Test(watching, a_warning_is_told_once_and_again_of_what_was_built_before)
{
	char *folder = sample_project(unclean, built_twice);

	for (int i = 0; i < 2; i++) {
		struct ran ran = sh("$VMLAB run 1 --root '%s'", folder);

		cr_expect_eq(ran.status, 0, "%s", ran.out);
		cr_expect_eq(count_of(ran.out, "The compiler warns:"), 1, "%s", ran.out);
		cr_expect_eq(count_of(ran.out, "sample.c:4:"), 1, "%s", ran.out);
		cr_expect(has(ran.out, "lab 1 passed"), "%s", ran.out);
		ran_free(&ran);
	}
	temp_drop(folder);
}

Test(watching, a_source_that_does_not_compile_is_told_by_the_compiler_alone)
{
	static const char program[] =
		"int main(void)\n{\n\tunsigned char five = 261;\n\tretrun 0;\n}\n";
	char *folder = sample_project(program, built_twice);
	struct ran ran = sh("$VMLAB run 1 --root '%s'", folder);
	const char *error = strstr(ran.out, "sample.c:4:");
	const char *warning = strstr(ran.out, "sample.c:3:");

	cr_expect_eq(ran.status, 1);
	cr_expect(error && has(error, "retrun 0;\n") && has(error, "^"),
		"the line of the source, and the mark: %s", ran.out);
	cr_expect(warning && error < warning, "the error comes first: %s", ran.out);
	cr_expect_eq(count_of(ran.out, ": error: 'retrun'"), 1, "%s", ran.out);
	cr_expect(!has(ran.out, "[FAIL]"), "no parts: %s", ran.out);
	cr_expect(!has(ran.out, "make hint1"), "%s", ran.out);
	ran_free(&ran);
	ran = sh("$VMLAB hint 1 --root '%s'", folder);
	cr_expect(has(ran.out, "Mend its first error first"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* A list of mistakes is longer than a screen: what is left out is counted, and its file is named. */
Test(watching, of_many_errors_the_first_are_told)
{
	char *folder = sample_project("int "
				      "main(void)\n{\n\ta1;\n\ta2;\n\ta3;\n\ta4;\n\ta5;"
				      "\n\ta6;\n\ta7;\n\ta8;\n}\n",
		"lab Five\nrun sample\nstdout:\n  number 5\n");
	struct ran ran = sh("$VMLAB run 1 --root '%s'; cat '%s'/build/runs/01/*.compiler",
		folder, folder);
	const char *more = strstr(ran.out, "More lines of the compiler: ");

	cr_expect(has(ran.out, "sample.c:3:"), "%s", ran.out);
	cr_expect(more && has(more, "build/runs/01/sample.compiler"), "%s", ran.out);
	cr_expect(
		more && count_of(ran.out, "sample.c:10:") == count_of(more, "sample.c:10:"),
		"only in the file: %s", ran.out);
	cr_expect(more && has(more, "sample.c:10:"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(watching, the_screen_of_a_failed_copy_names_watch)
{
	char *folder = project_with_copy(wrong);
	struct ran ran = sh("$VMLAB run 1 --root '%s'", folder);

	cr_expect(has(ran.out, "make watch1"), "%s", ran.out);
	ran_free(&ran);
	put_file(folder, "my/01-sample/sample.c", "%s", right);
	ran = sh("$VMLAB run 1 --root '%s'", folder);
	cr_expect(!has(ran.out, "make watch1"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}
