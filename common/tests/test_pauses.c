/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "help.h"

/*
 * Is a pause seen when there is one, once, and never when there is none? The statements of
 * each pause can only be true there: the break has moved by one page since the one before.
 */

enum { HOGS = 2 };

#define HEAD                                                                               \
	"#define _GNU_SOURCE\n"                                                            \
	"#include <pthread.h>\n#include <signal.h>\n#include <stdio.h>\n"                  \
	"#include <stdlib.h>\n#include <sys/prctl.h>\n#include <unistd.h>\n"

static const char three_pauses[] =
	HEAD "int main(void)\n{\n\tchar line[16];\n"
	     "\tfor (int i = 0; i < 3; i++) {\n"
	     "\t\tchar text[40];\n"
	     "\t\tint length = snprintf(text, sizeof text, \"break %p\\n\", sbrk(0));\n"
	     "\t\tif (write(1, text, length) != length || read(0, line, 16) != 1)\n"
	     "\t\t\treturn 1;\n"
	     "\t\tsbrk(4096);\n\t}\n\treturn 0;\n}\n";

#define THREE(times)                                                                       \
	"lab Three pauses\nrun trial\n  times: " times                                     \
	"\nstdout:\n  break $b0\n  break $b1\n  break $b2\n"                               \
	"pause one:\n  [heap] is absent\n"                                                 \
	"pause two:\n  region([heap]).size == 4096\n"                                      \
	"pause three:\n  region([heap]).size == 8192\n"                                    \
	"pauses: 3\n"                                                                      \
	"stdout trial one..two:\n  break $b1\n"                                            \
	"syscalls trial one..two:\n  brk($b1) = $b1\n  ! brk(...\n"

/* Keeps the processors busy until it is killed: with computing, or with short processes. */
static pid_t start_hog(int which)
{
	pid_t pid = fork();

	if (pid != 0)
		return pid;
	for (;;) {
		pid_t child = which == 0 ? -1 : fork();

		if (child == 0)
			_exit(0);
		if (child > 0)
			waitpid(child, NULL, 0);
	}
}

static void expect_ok(const char *program, const char *expect, const char *options)
{
	char *folder = trial_project(program, expect);
	struct ran ran = sh("$VMLAB check %s --root '%s'", options, folder);

	cr_expect_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	cr_expect_eq(processes_with(folder), 0, "something is left");
	ran_free(&ran);
	temp_drop(folder);
}

static void expect_failure(const char *program, const char *expect, const char *reason)
{
	char *folder = trial_project(program, expect);
	struct ran ran = sh("$VMLAB check --limit 1 --root '%s'", folder);

	cr_expect_eq(ran.status, 1, "%s%s", ran.out, ran.err);
	cr_expect(has(unwrapped(ran.out), reason), "%s is not in: %s", reason, ran.out);
	cr_expect_eq(processes_with(folder), 0, "something is left");
	ran_free(&ran);
	temp_drop(folder);
}

Test(pauses, are_three_on_a_busy_machine)
{
	pid_t hogs[HOGS];

	for (int i = 0; i < HOGS; i++)
		hogs[i] = start_hog(i);
	expect_ok(three_pauses, THREE("50"), "");
	for (int i = 0; i < HOGS; i++) {
		kill(hogs[i], SIGKILL);
		waitpid(hogs[i], NULL, 0);
	}
}

/* Without strace's log there are fewer signs to go by. */
Test(pauses, are_three_without_strace)
{
	char *folder = trial_project(three_pauses, THREE("10"));
	struct ran ran = sh("mkdir '%s/bin' && ln -s \"$(command -v cc)\" '%s/bin/cc' &&"
			    " $VMLAB check --root '%s' >'%s/built' 2>&1;"
			    " PATH='%s/bin' $VMLAB check --root '%s'",
		folder, folder, folder, folder, folder, folder);

	cr_expect_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	cr_expect(has(ran.out, "1 of 8 not shown here"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(pauses, wait_for_all_threads)
{
	expect_ok(HEAD
		"static char *volatile page;\n"
		"static void *work(void *nothing)\n{\n\t(void)nothing;\n"
		"\tfor (volatile long i = 0; i < 100000000; i++)\n\t\t;\n"
		"\tpage = sbrk(4096);\n\tpause();\n\treturn NULL;\n}\n"
		"int main(void)\n{\n\tpthread_t thread;\n\tchar line[16];\n"
		"\tif (pthread_create(&thread, NULL, work, NULL) != 0)\n\t\treturn 2;\n"
		"\treturn read(0, line, 16) != 1 || !page;\n}\n",
		"lab Threads\nbuild trial: trial.c -pthread\nrun trial\n"
		"pause here:\n  threads == 2\n  region([heap]).size >= 4096\n",
		"");
}

Test(pauses, of_a_program_that_waits_for_a_signal_end_it)
{
	expect_ok(HEAD "int main(void)\n{\n\tpause();\n\treturn 0;\n}\n",
		"lab Signal\nrun trial\npause here:\n  threads == 1\nexit: SIGTERM\n", "");
}

Test(pauses, of_a_program_that_handles_the_signal_go_on)
{
	expect_ok(HEAD "static void hear(int signal)\n{\n\t(void)signal;\n}\n"
		       "int main(void)\n{\n\tsignal(SIGTERM, hear);\n\tpause();\n"
		       "\tsbrk(4096);\n\tpause();\n\treturn 7;\n}\n",
		"lab Signals\nrun trial\npause one:\n  [heap] is absent\n"
		"pause two:\n  [heap] is rw-p\nexit: 7\n",
		"");
}

/* 'a' is the first getchar()'s, and the newline that is left the second one's. */
Test(pauses, see_what_is_typed_as_the_program_takes_it)
{
	static const char program[] =
		HEAD "int main(void)\n{\n\tfor (int i = 0; i < 3; i++)\n\t\tgetchar();\n"
		     "\treturn 0;\n}\n";

	expect_ok(program, "lab Enter\nrun trial\npauses: 3\n", "");
	expect_ok(program, "lab a Enter\nrun trial\n  press: \"a\\n\"\npauses: 2\n", "");
	expect_ok(program, "lab Input\nrun trial\n  input: \"a\\n\"\npauses: 1\n", "");
}

Test(pauses, are_none_where_something_moves_or_waits_for_something_else)
{
	expect_failure(HEAD "static void *spin(void *nothing)\n{\n\tfor (;;)\n\t\t;\n"
			    "\treturn nothing;\n}\n"
			    "int main(void)\n{\n\tpthread_t thread;\n\tchar line[16];\n"
			    "\tpthread_create(&thread, NULL, spin, NULL);\n"
			    "\treturn read(0, line, 16) != 1;\n}\n",
		"lab Spin\nbuild trial: trial.c -pthread\nrun trial\npauses: 1\n",
		"still running after 1 seconds");
	expect_failure(HEAD "int main(void)\n{\n\tsleep(100);\n\treturn 0;\n}\n",
		"lab Sleep\nrun trial\npauses: 0\n", "still running after 1 seconds");
	expect_failure(HEAD "int main(void)\n{\n\treturn 0;\n}\n",
		"lab None\nrun trial\npause one:\n  [stack] is rw-p\n",
		"it paused, times: 0");
	expect_failure(HEAD "int main(void)\n{\n\tint n;\n\treturn scanf(\"%d\", &n);\n}\n",
		"lab Scanf\nrun trial\npauses: 1\n", "waited for Enter more than 64 times");
}

/* An ordinary user's program can hide from that user; it is not the machine that refuses. */
Test(pauses, cannot_be_hidden)
{
	static const char program[] =
		HEAD "int main(void)\n{\n\tchar line[16];\n\tprctl(PR_SET_DUMPABLE, 0);\n"
		     "\treturn read(0, line, 16) != 1;\n}\n";
	char *folder = trial_project(
		program, "lab Hidden\nrun trial\npause here:\n  [stack] is rw-p\n");
	const char *as_user = geteuid() == 0
		? "setpriv --reuid=65534 --regid=65534 --clear-groups"
		: "env";
	struct ran ran = sh("chmod -R a+rwX '%s'; %s $VMLAB check --limit 1 --root '%s'",
		folder, as_user, folder);

	cr_expect_eq(ran.status, 1, "%s%s", ran.out, ran.err);
	cr_expect(has(unwrapped(ran.out), "hides its memory map"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}
