/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "help.h"

/* Programs that do not want to end, or leave something behind. */

static const char expect[] = "lab Unruly\n"
			     "run sample\n"
			     "stdout:\n"
			     "  ready\n"
			     "exit: 0\n";

#define PROGRAM(body)                                                                      \
	"#define _GNU_SOURCE\n"                                                            \
	"#include <fcntl.h>\n#include <signal.h>\n#include <stdio.h>\n#include "           \
	"<stdlib.h>\n"                                                                     \
	"#include <sys/prctl.h>\n#include <sys/wait.h>\n#include <unistd.h>\n"             \
	"static void deaf(void)\n{\n"                                                      \
	"\tfor (int i = 1; i < 65; i++)\n\t\tsignal(i, SIG_IGN);\n}\n"                     \
	"int main(void)\n{\n\twrite(1, \"ready\\n\", 6);\n"                                \
	"\tclose(open(\"ready\", O_CREAT | O_WRONLY, 0600));\n" body "\n}\n"

static const struct {
	const char *what;
	const char *program;
	const char *reason; /* that the report must give */
} unruly[] = {
	{"never ends", PROGRAM("for (;;)\n\t;"), "still running after 1 seconds"},
	{"sleeps", PROGRAM("sleep(1000);"), "still running after 1 seconds"},
	{"calls the kernel without end", PROGRAM("for (;;)\n\tgetppid();"), "was stopped"},
	{"prints without end",
		PROGRAM("static char big[65536];\n"
			"for (int i = 0; i < 65536; i++)\n\tbig[i] = 'x';\n"
			"for (;;)\n\twrite(1, big, sizeof big);"),
		"wrote more than 1024 KiB to stdout"},
	{"complains without end",
		PROGRAM("static char big[65536];\nfor (;;)\n\twrite(2, big, sizeof big);"),
		"wrote more than 1024 KiB to stderr"},
	{"ignores every signal", PROGRAM("deaf();\nfor (;;)\n\tpause();"), "still running"},
	{"closes its terminal",
		PROGRAM("deaf();\nclose(0);\nclose(1);\nclose(2);\nfor (;;)\n\tpause();"),
		"still running"},
	{"clears its parent-death signal",
		PROGRAM("prctl(PR_SET_PDEATHSIG, 0);\nfor (;;)\n\tpause();"),
		"still running"},
	{"forks and waits",
		PROGRAM("for (int i = 0; i < 20; i++)\n\tif (fork() == 0)\n\t\tpause();\n"
			"while (wait(NULL) > 0)\n\t;"),
		"still running"},
	{"forks and forks",
		PROGRAM("for (int i = 0; i < 7; i++)\n\tfork();\nfor (;;)\n\tpause();"),
		"still running"},
	{"leaves five children",
		PROGRAM("for (int i = 0; i < 5; i++)\n\tif (fork() == 0)\n\t\tpause();"),
		"left 5 of its processes running"},
	{"leaves a daemon",
		PROGRAM("if (fork() == 0) {\n\tsetsid();\n\tif (fork() == 0) {\n"
			"\t\tprctl(PR_SET_PDEATHSIG, 0);\n\t\tdeaf();\n\t\tclose(0);\n"
			"\t\tclose(1);\n\t\tclose(2);\n\t\tfor (;;)\n\t\t\tpause();\n\t}\n"
			"\t_exit(0);\n}\nwait(NULL);"),
		"left 1 of its processes running"},
	{"stops itself", PROGRAM("raise(SIGSTOP);"), "still running"},
	{"stops the process above its tracer",
		PROGRAM("char text[600] = \"\", path[60];\nint above = 0;\nFILE *stat;\n"
			"sprintf(path, \"/proc/%d/stat\", getppid());\n"
			"stat = fopen(path, \"r\");\n"
			"fread(text, 1, sizeof text - 1, stat);\n"
			"sscanf(text, \"%*d (strace) %*c %d\", &above);\n"
			"kill(above, SIGSTOP);\nfor (;;)\n\tpause();"),
		"called kill() for a process that observes it"},
	{"kills its tracer", PROGRAM("kill(getppid(), SIGKILL);\nsleep(2);"),
		"called kill() for a process that observes it"},
};

static void stops(const char *what, const char *program, const char *reason)
{
	char *folder = sample_project(program, expect);
	struct ran ran = sh("$VMLAB check --root '%s' --limit 1", folder);

	cr_assert_eq(ran.status, 1, "a program that %s: exit %d\n%s%s", what, ran.status,
		ran.out, ran.err);
	cr_assert(has(ran.out, reason), "a program that %s: %s", what, ran.out);
	cr_assert(has(ran.out, "run sample"), "the check that fails is the run's: %s",
		ran.out);
	cr_assert_eq(processes_with(folder), 0, "a program that %s left a process", what);
	ran_free(&ran);
	temp_drop(folder);
}

Test(unruly, programs_are_stopped_with_the_reason_and_leave_nothing)
{
	for (size_t i = 0; i < sizeof unruly / sizeof *unruly; i++)
		stops(unruly[i].what, unruly[i].program, unruly[i].reason);
}

/* The processor time of the commands so far; what others have of it does not count. */
static double seconds_of_work(void)
{
	struct rusage usage;

	getrusage(RUSAGE_CHILDREN, &usage);
	return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
		(double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/*
 * It works for its limit but for what it spends stopped by strace at some 35 system calls of its start,
 * each of which waits a time slice of a few milliseconds where the machine is busy.
 */
Test(unruly, a_program_that_never_ends_costs_little_more_than_its_limit)
{
	char *folder = sample_project(PROGRAM("for (;;)\n\t;"), expect);
	double start = seconds_of_work();
	struct ran ran = sh("$VMLAB check --root '%s' --limit 1", folder);
	double took = seconds_of_work() - start;

	cr_assert(took >= 0.7 && took < 3.0, "%g seconds", took);
	ran_free(&ran);
	temp_drop(folder);
}

/* What SIGKILL leaves: the harness cannot clean up, so the keeper must. */
static void survives_sigkill(const char *what, const char *program)
{
	char *folder = sample_project(program, expect);
	struct ran ran = sh("$VMLAB check --root '%s' --limit 60 >/dev/null 2>&1 & pid=$!\n"
			    "for i in $(seq 100); do\n"
			    "\t[ -e '%s/build/labs/01-sample/ready' ] && break\n"
			    "\tsleep 0.1\ndone\n"
			    "kill -9 $pid; wait $pid; sleep 1; true",
		folder, folder);

	cr_assert_eq(ran.status, 0, "%s", ran.err);
	cr_assert_eq(
		processes_with(folder), 0, "a program that %s outlives the harness", what);
	ran_free(&ran);
	ran = sh("find '%s' -newer '%s/expected/01-sample.expect' -type f | "
		 "grep -v -e build/runs/01/ -e build/labs/01-sample/ -e build/supported; "
		 "true",
		folder, folder);
	cr_assert_str_eq(ran.out, "", "left behind: %s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(unruly, nothing_outlives_a_harness_that_is_killed)
{
	static const int daemon_like[] = {0, 5, 6, 7, 8, 11};

	for (size_t i = 0; i < sizeof daemon_like / sizeof *daemon_like; i++)
		survives_sigkill(
			unruly[daemon_like[i]].what, unruly[daemon_like[i]].program);
}

Test(unruly, a_run_that_is_stopped_keeps_what_it_printed)
{
	char *folder = sample_project(PROGRAM("for (;;)\n\tpause();"), expect);
	struct ran ran = sh("$VMLAB check --root '%s' --limit 1 >/dev/null; "
			    "cat '%s/build/runs/01/sample.out'; "
			    "head -n 1 '%s/build/runs/01/sample.log'",
		folder, folder, folder);

	cr_assert(has(ran.out, "ready"), "%s", ran.out);
	cr_assert(has(ran.out, "execve(\"./sample\""), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}
