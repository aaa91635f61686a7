/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>
#include <unistd.h>

#include "observing.h"

/* Waits of other kinds than for Enter, which `vmlab observe` shows too. */

#define WAITS(body) "#include <signal.h>\n" MAIN("(void)argc; (void)argv;\n" body)

Test(observe_waits, a_long_sleep_is_shown_and_goes_on)
{
	SHOWS(WAITS("mmap(NULL, 5 << 20, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);\n"
		    "sleep(2);\nmmap(NULL, 1 << 20, PROT_NONE,\n"
		    "\tMAP_PRIVATE | MAP_ANONYMOUS, -1, 0);\ngetchar();\nreturn 6;"),
		"mine.c", "with exit status 6",
		"PAUSE 1    Threads: 1. Page faults so far: ",
		"It has slept for a second in clock_nanosleep() and is looked at.",
		"This is the whole memory map", "PAUSE 2",
		"This is different in the memory map since pause 1");
}

/* One look at each sleep, and none at a short one. */
Test(observe_waits, short_sleeps_are_not_waits)
{
	char *folder =
		observing_project(WAITS("for (int i = 0; i < 20; i++)\n\tusleep(100000);"));
	struct ran ran = sh("cd '%s' && $VMLAB observe --root . mine.c", folder);

	cr_assert(has(ran.out, "was not seen to wait."), "%s%s", ran.out, ran.err);
	ran_free(&ran);
	put_file(folder, "mine.c", "%s", WAITS("sleep(4);"));
	ran = sh("cd '%s' && $VMLAB observe --root . mine.c", folder);
	cr_assert(has(ran.out, "PAUSE 1") && !has(ran.out, "PAUSE 2"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(observe_waits, who_waits_for_certain_signals_gets_one_of_them)
{
	SHOWS(WAITS("sigset_t set;\nint got;\nsigemptyset(&set);\n"
		    "sigaddset(&set, SIGUSR2);\nsigprocmask(SIG_BLOCK, &set, NULL);\n"
		    "sigwait(&set, &got);\nreturn got == SIGUSR2 ? 3 : 4;"),
		"mine.c", "with exit status 3", "PAUSE 1",
		"It waits for a signal in rt_sigtimedwait() and is sent SIGUSR2");
	SHOWS("#include <signal.h>\nstatic void nothing(int n)\n{\n\t(void)n;\n}\n" WAITS(
		      "sigset_t set;\nsignal(SIGUSR1, nothing);\nsignal(SIGINT, nothing);\n"
		      "sigfillset(&set);\nsigdelset(&set, SIGUSR1);\nsigsuspend(&set);\n"
		      "return 5;"),
		"mine.c", "with exit status 5",
		"It waits for a signal in rt_sigsuspend() and is sent SIGUSR1");
	SHOWS(WAITS("sigset_t set;\nsigemptyset(&set);\nsigsuspend(&set);"), "mine.c",
		"killed by the signal SIGTERM", "PAUSE 1", "and is sent SIGTERM");
}

Test(observe_waits, each_wait_for_a_signal_is_one)
{
	static const char third[] = "The memory map is the same as at pause 2";

	SHOWS(WAITS("sigset_t set;\nint got;\nsigemptyset(&set);\n"
		    "sigaddset(&set, SIGUSR2);\nsigprocmask(SIG_BLOCK, &set, NULL);\n"
		    "for (int i = 0; i < 3; i++)\n\tsigwait(&set, &got);\nreturn 3;"),
		"mine.c", "with exit status 3", third);
	SHOWS("#include <signal.h>\nstatic void nothing(int n)\n{\n\t(void)n;\n}\n" WAITS(
		      "sigset_t set;\nsignal(SIGUSR1, nothing);\nsigemptyset(&set);\n"
		      "for (int i = 0; i < 3; i++)\n\tsigsuspend(&set);\nreturn 4;"),
		"mine.c", "with exit status 4", third);
	SHOWS("#include <signal.h>\nstatic void nothing(int n)\n{\n\t(void)n;\n}\n" WAITS(
		      "signal(SIGTERM, nothing);\n"
		      "for (int i = 0; i < 3; i++)\n\tpause();\nreturn 5;"),
		"mine.c", "with exit status 5", third);
}

Test(observe_waits, select_and_epoll_of_the_terminal_are_waits)
{
	SHOWS("#include <sys/select.h>\n" WAITS(
		      "fd_set set;\nchar c;\nFD_ZERO(&set);\nFD_SET(0, &set);\n"
		      "select(1, &set, NULL, NULL, NULL);\nread(0, &c, 1);\nreturn 5;"),
		"mine.c", "with exit status 5", "PAUSE 1");
	SHOWS("#include <sys/epoll.h>\n" WAITS(
		      "struct epoll_event event = {.events = EPOLLIN};\nchar c;\n"
		      "int set = epoll_create1(0);\n"
		      "epoll_ctl(set, EPOLL_CTL_ADD, 0, &event);\n"
		      "epoll_wait(set, &event, 1, -1);\nread(0, &c, 1);\nreturn 5;"),
		"mine.c", "with exit status 5", "PAUSE 1");
}

Test(observe_waits, pauses_that_are_alike_are_told_at_once)
{
	SHOWS(MAIN("for (int i = 0; i < 9; i++)\n\tgetchar();\nreturn argc == 0 || !argv;"),
		"mine.c", "At the pauses 2 to 9 everything is as at the one before");
}

/* The end of the input stands in the input. */
Test(observe_waits, who_reads_to_the_end_of_its_input_gets_it)
{
	SHOWS(MAIN("int count = 0;\nwhile (getchar() != EOF)\n\tcount++;\n"
		   "printf(\"read %d\\n\", count); return argc == 0 || !argv;"),
		"--input 'abc\\n\\004' mine.c", "read 4", "with exit status 0");
	SHOWS(MAIN("while (getchar() != EOF)\n\t;\nreturn argc == 0 || !argv;"), "mine.c",
		"waited for Enter more than 20 times", "INPUT=\"abc\\n\\004\"");
}

Test(observe_waits, a_run_that_is_stopped_says_how_it_gets_more_time)
{
	SHOWS(WAITS("for (;;)\n\t;"), "--limit 0.3 mine.c", "was stopped",
		"With --limit 60, or make observe LIMIT=60,");
}
