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
	"#include <stdlib.h>\n#include <sys/prctl.h>\n#include <sys/stat.h>\n"             \
	"#include <unistd.h>\n"

#define THREAD(name, body)                                                                 \
	"static void *" name "(void *nothing)\n{\n" body "\treturn nothing;\n}\n"

#define START(name)                                                                        \
	"\tif (pthread_create(&thread, NULL, " name ", NULL) != 0)\n\t\treturn 2;\n"

#define READS(body)                                                                        \
	"int main(void)\n{\n\tpthread_t thread;\n\tchar line[16];\n" body                  \
	"\treturn read(0, line, 16) != 1;\n}\n"

static const char three_pauses[] =
	HEAD "int main(void)\n{\n\tchar line[16];\n"
	     "\tfor (int i = 0; i < 3; i++) {\n"
	     "\t\tchar text[40];\n"
	     "\t\tint length = snprintf(text, sizeof text, \"break %p\\n\", sbrk(0));\n"
	     "\t\tif (write(1, text, length) != length || read(0, line, 16) != 1)\n"
	     "\t\t\treturn 1;\n"
	     "\t\tsbrk(4096);\n\t}\n\treturn 0;\n}\n";

#define THREE(times)                                                                       \
	"lab Three pauses\nrun sample\n  times: " times                                    \
	"\nstdout:\n  break $b0\n  break $b1\n  break $b2\n"                               \
	"pause one:\n  [heap] is absent\n"                                                 \
	"pause two:\n  region([heap]).size == 4096\n"                                      \
	"pause three:\n  region([heap]).size == 8192\n"                                    \
	"pauses: 3\n"                                                                      \
	"stdout sample one..two:\n  break $b1\n"                                           \
	"syscalls sample one..two:\n  brk($b1) = $b1\n  ! brk(...\n"

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
	char *folder = sample_project(program, expect);
	struct ran ran = sh("$VMLAB check %s --root '%s'", options, folder);

	cr_expect_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	cr_expect_eq(processes_with(folder), 0, "something is left");
	ran_free(&ran);
	temp_drop(folder);
}

static void expect_failure(const char *program, const char *expect, const char *reason)
{
	char *folder = sample_project(program, expect);
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
static void expect_ok_untraced(const char *program, const char *expect, const char *told)
{
	char *folder = sample_project(program, expect);
	struct ran ran = sh("mkdir '%s/bin' && ln -s \"$(command -v cc)\" '%s/bin/cc' &&"
			    " $VMLAB check --root '%s' >'%s/built' 2>&1;"
			    " PATH='%s/bin' $VMLAB check --root '%s'",
		folder, folder, folder, folder, folder, folder);

	cr_expect_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	cr_expect(has(ran.out, told), "%s is not in: %s", told, ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(pauses, are_three_without_strace)
{
	expect_ok_untraced(three_pauses, THREE("10"), "1 of 8 not shown here");
	expect_ok_untraced(HEAD THREAD("work", "\tfor (;;)\n\t\tusleep(10000);\n")
				   READS(START("work") "\tread(0, line, 16);\n"
						       "\tread(0, line, 16);\n"),
		"lab Poller\nbuild sample: sample.c -pthread\nrun sample\npauses: 3\n",
		"2 of 2 checks ok");
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
		"lab Threads\nbuild sample: sample.c -pthread\nrun sample\n"
		"pause here:\n  threads == 2\n  region([heap]).size >= 4096\n",
		"");
}

/* --- beside threads that sleep --------------------------------------------------------- */

Test(pauses, are_seen_beside_a_thread_that_sleeps)
{
	expect_ok(HEAD THREAD("work", "\tsleep(1000);\n") READS(START("work")),
		"lab Sleeper\nbuild sample: sample.c -pthread\nrun sample\n"
		"pause here:\n  threads == 2\nexit: 0\n",
		"--limit 2");
}

/* It polls a hundred times a second, and once it sees the change it ends. */
Test(pauses, are_seen_beside_a_thread_that_polls)
{
	expect_ok(HEAD
		"static volatile int over;\n"
		"static void ask(void)\n{\n\tchar line[16], text[40];\n"
		"\tint length = snprintf(text, sizeof text, \"break %p\\n\", sbrk(0));\n"
		"\tif (write(1, text, length) != length || read(0, line, 16) != 1)\n"
		"\t\texit(1);\n\tsbrk(4096);\n}\n" THREAD(
			"work", "\twhile (!over)\n\t\tusleep(10000);\n")
			READS(START("work") "\task();\n\task();\n\tover = 1;\n"
					    "\tpthread_join(thread, NULL);\n"),
		"lab Poller\nbuild sample: sample.c -pthread\nrun sample\n"
		"stdout:\n  break $b0\n  break $b1\n"
		"check $b1 == $b0 + 4096\n"
		"pause one:\n  threads == 2\npause two:\n  threads == 2\n"
		"pause three:\n  threads == 1\npauses: 3\n"
		"stdout sample one..two:\n  break $b1\n"
		"syscalls sample one..two:\n  brk($b1) = $b1\n  ! brk(...\nexit: 0\n",
		"--limit 2");
}

/* A thread that goes on after a short sleep is waited for, whatever it sleeps in. */
Test(pauses, wait_for_a_thread_that_goes_on_after_a_sleep)
{
	static const char *const sleeps[] = {"usleep(300000)", "sleep(1)",
		"poll(NULL, 0, 300)",
		"select(0, NULL, NULL, NULL, &(struct timeval){1, 0})"};

	for (size_t i = 0; i < sizeof sleeps / sizeof *sleeps; i++) {
		struct pool pool = {0};

		expect_ok(pool_printf(&pool,
				  "#include <poll.h>\n#include <sys/select.h>\n" HEAD
				  "static char *volatile page;\n" THREAD("work",
					  "\t%s;\n\tpage = sbrk(4096);\n\tpause();\n")
					  READS(START("work")),
				  sleeps[i]),
			"lab Sleep first\nbuild sample: sample.c -pthread\nrun sample\n"
			"pause here:\n  threads == 2\n  region([heap]).size >= 4096\n",
			"");
		pool_free(&pool);
	}
}

/* What it prints twice a second could change what a pause shows. */
Test(pauses, are_none_beside_a_thread_that_does_something_again_and_again)
{
	static const char *const works[] = {"write(1, \".\", 1)", "umask(0)",
		"((char *)sbrk(4096))[0] = 1", "*--room = 1, room -= 4095"};

	for (size_t i = 0; i < sizeof works / sizeof *works; i++) {
		struct pool pool = {0};

		expect_failure(pool_printf(&pool,
				       HEAD "static char big[1 << 28];\n" THREAD("work",
					       "\tchar *room = big + sizeof big;\n"
					       "\tfor (;;) {\n\t\tusleep(200000);\n"
					       "\t\t%s;\n\t}\n\t(void)room;\n")
					       READS(START("work")),
				       works[i]),
			"lab Busy\nbuild sample: sample.c -pthread\nrun sample\npauses: "
			"1\n",
			"still running after 1 seconds");
		pool_free(&pool);
	}
}

/* Who waits for a signal would be killed, so the other thread's sleep is waited for. */
Test(pauses, of_a_program_that_waits_for_a_signal_come_when_no_thread_sleeps_for_a_time)
{
	expect_ok(
		HEAD THREAD("work",
			"\tsleep(2);\n\tsbrk(4096);\n\tpause();\n") "int "
								    "main(void)\n{"
								    "\n\tpthread_t "
								    "thread;\n" START(
									    "wor"
									    "k") "\tpause()"
										 ";\n\tretu"
										 "rn "
										 "0;\n}\n",
		"lab Signal\nbuild sample: sample.c -pthread\nrun sample\n"
		"pause here:\n  region([heap]).size >= 4096\nexit: SIGTERM\n",
		"");
}

/* --- whatever the threads are --------------------------------------------------------- */

Test(pauses, are_seen_when_the_first_thread_has_ended)
{
	expect_ok(HEAD
		"static void *work(void *nothing)\n{\n\tchar line[16];\n"
		"\tusleep(100000);\n\tread(0, line, 16);\n\tsbrk(4096);\n"
		"\tread(0, line, 16);\n\texit(3);\n\treturn nothing;\n}\n"
		"static int value = 42;\n"
		"int main(void)\n{\n\tpthread_t thread;\n"
		"\tchar text[40];\n"
		"\tint length = snprintf(text, sizeof text, \"%d at %p\\n\", getpid(), "
		"(void "
		"*)&value);\n"
		"\twrite(1, text, length);\n"
		"\tif (pthread_create(&thread, NULL, work, NULL) != 0)\n\t\treturn 2;\n"
		"\tpthread_exit(NULL);\n}\n",
		"lab First thread\nbuild sample: sample.c -pthread\nrun sample\n"
		"stdout:\n  $pid at $at\n"
		"pause one:\n  threads == 1\n  int($at) == 42\n  [stack] is rw-p\n"
		"  stat(1) == $pid\n  stat(20) == 2\n"
		"pause two:\n  threads == 1\nexit: 3\n",
		"--limit 2");
}

Test(pauses, are_seen_whatever_a_thread_is_called)
{
	expect_ok(HEAD THREAD("work",
			  "\tprctl(PR_SET_NAME, \"State:\\tZ\\nState:\");\n\tpause();\n")
			  READS(START("work") "\tprctl(PR_SET_NAME, \"State:\\tR "
					      "(\");\n\tusleep(100000);\n"),
		"lab Name\nbuild sample: sample.c -pthread\nrun sample\n"
		"pause here:\n  threads == 2\nexit: 0\n",
		"--limit 2");
	expect_failure(
		HEAD THREAD("work",
			"\tprctl(PR_SET_NAME, \"State:\\tS (x\");\n\tfor (;;)\n\t\t;\n")
			READS(START("work")),
		"lab Name\nbuild sample: sample.c -pthread\nrun sample\npauses: 1\n",
		"still running after 1 seconds");
}

/* All but the last wait for a signal, and it would be wrong to send one. */
Test(pauses, are_seen_with_any_number_of_threads)
{
	expect_ok(HEAD THREAD("work", "\tpause();\n")
			  READS("\tfor (int i = 0; i < 600; i++)\n" START("work")),
		"lab Threads\nbuild sample: sample.c -pthread\nrun sample\n"
		"pause here:\n  threads == 601\nexit: 0\n",
		"");
	expect_ok(HEAD THREAD("work", "\tpause();\n") THREAD("last",
			  "\tchar line[16];\n\texit(read(0, line, 16) != "
			  "1);\n") "int main(void)\n{\n\tpthread_t thread;\n"
				   "\tfor (int i = 0; i < 300; i++)\n" START("work")
					   START("last") "\tpthread_join("
							 "thread, "
							 "NULL);\n\treturn "
							 "3;\n}\n",
		"lab Last\nbuild sample: sample.c -pthread\nrun sample\n"
		"pause here:\n  threads == 302\nexit: 0\n",
		"");
}

#define TIMER                                                                              \
	"#include <sys/time.h>\n" HEAD                                                     \
	"static void hear(int signal)\n{\n\t(void)signal;\n}\n"                            \
	"static void start(int flags)\n{\n"                                                \
	"\tstruct sigaction action = {.sa_handler = hear, .sa_flags = flags};\n"           \
	"\tstruct itimerval timer = {{0, PERIOD}, {0, PERIOD}};\n"                         \
	"\tsigaction(SIGALRM, &action, NULL);\n"                                           \
	"\tsetitimer(ITIMER_REAL, &timer, NULL);\n}\n"

/* A timer interrupts the read again and again; the kernel or the program begins it anew. */
Test(pauses, are_three_while_a_timer_runs)
{
	static const char *const waits[] = {
		"start(SA_RESTART);\n\tfor (int i = 0; i < 3; i++)\n"
		"\t\tif (read(0, line, 16) != 1)\n\t\t\treturn 1;\n",
		"start(0);\n\tfor (int i = 0; i < 3; i++)\n"
		"\t\twhile (read(0, line, 16) != 1)\n\t\t\t;\n",
	};
	static const int periods[] = {1000, 50000}; /* microseconds */

	for (size_t i = 0; i < sizeof waits / sizeof *waits; i++)
		for (size_t j = 0; j < sizeof periods / sizeof *periods; j++) {
			struct pool pool = {0};

			expect_ok(pool_printf(&pool,
					  "#define PERIOD %d\n" TIMER
					  "int main(void)\n{\n\tchar line[16];\n\t%s"
					  "\treturn 0;\n}\n",
					  periods[j], waits[i]),
				"lab Timer\nrun sample\npauses: 3\nexit: 0\n", "--limit 2");
			pool_free(&pool);
		}
}

/* --- in other calls, and on other names of the terminal ------------------------------- */

Test(pauses, are_seen_in_the_calls_that_wait_before_a_read)
{
	static const char *const waits[] = {
		"struct pollfd p = {0, POLLIN, 0};\n\tpoll(&p, 1, -1);",
		"struct pollfd p[3] = {{-1, 0, 0}, {1, 0, 0}, {0, POLLIN, 0}};\n"
		"\tppoll(p, 3, NULL, NULL);",
		"fd_set set;\n\tFD_ZERO(&set);\n\tFD_SET(0, &set);\n"
		"\tselect(1, &set, NULL, NULL, NULL);",
		"struct epoll_event event = {.events = EPOLLIN};\n"
		"\tint fd = epoll_create1(0);\n"
		"\tepoll_ctl(fd, EPOLL_CTL_ADD, 0, &event);\n"
		"\tepoll_wait(fd, &event, 1, -1);",
		"dup2(open(\"/dev/tty\", O_RDWR), 0);",
		";",
	};

	for (size_t i = 0; i < sizeof waits / sizeof *waits; i++) {
		struct pool pool = {0};

		expect_ok(pool_printf(&pool,
				  HEAD "#include <fcntl.h>\n#include <poll.h>\n"
				       "#include <sys/epoll.h>\n#include <sys/select.h>\n"
				       "static int wait(void)\n{\n\tchar line[16];\n\t%s\n"
				       "\treturn read(0, line, 16);\n}\n"
				       "int main(void)\n{\n"
				       "\treturn wait() != 1 || wait() != 1;\n}\n",
				  waits[i]),
			"lab Poll\nrun sample\npauses: 2\nexit: 0\n", "--limit 2");
		pool_free(&pool);
	}
}

Test(pauses, are_none_in_calls_that_wait_for_something_else)
{
	static const char *const waits[] = {
		"int ends[2];\n\tpipe(ends);\n\tstruct pollfd p = {ends[0], POLLIN, 0};\n"
		"\tpoll(&p, 1, -1);",
		"struct pollfd p = {0, 0, 0};\n\tpoll(&p, 1, -1);",
		"int ends[2];\n\tpipe(ends);\n\tread(ends[0], line, 16);",
		"struct pollfd p = {0, POLLIN, 0};\n\twhile (poll(&p, 1, 100) == 0)\n\t\t;",
		"wait(NULL);",
	};

	for (size_t i = 0; i < sizeof waits / sizeof *waits; i++) {
		struct pool pool = {0};

		expect_failure(pool_printf(&pool,
				       HEAD "#include <poll.h>\n#include <sys/wait.h>\n"
					    "int main(void)\n{\n\tchar line[16];\n"
					    "\tif (fork() == 0) {\n\t\tread(0, line, 16);\n"
					    "\t\treturn 0;\n\t}\n\t%s\n\treturn 0;\n}\n",
				       waits[i]),
			"lab Other\nrun sample\npauses: 1\n",
			"still running after 1 seconds");
		pool_free(&pool);
	}
}

/* --- the harness's own time ----------------------------------------------------------- */

/* Reading a map of 8000 lines ten times takes longer than the limit. */
Test(pauses, do_not_cost_the_program_its_time)
{
	expect_ok("#include <sys/mman.h>\n" HEAD "int main(void)\n{\n\tchar line[16];\n"
		  "\tchar *room = mmap(NULL, 8000 << 12, PROT_READ | PROT_WRITE,\n"
		  "\t\tMAP_PRIVATE | MAP_ANONYMOUS, -1, 0);\n"
		  "\tfor (int i = 0; i < 8000; i += 2)\n"
		  "\t\tmprotect(room + (i << 12), 4096, PROT_READ);\n"
		  "\tfor (int i = 0; i < 30; i++)\n"
		  "\t\tif (read(0, line, 16) != 1)\n\t\t\treturn 1;\n"
		  "\treturn 0;\n}\n",
		"lab Many mappings\nrun sample\npauses: 30\nexit: 0\n", "--limit 1.2");
}

/* --- signals, input, the end ---------------------------------------------------------- */

Test(pauses, of_a_program_that_waits_for_a_signal_end_it)
{
	expect_ok(HEAD "int main(void)\n{\n\tpause();\n\treturn 0;\n}\n",
		"lab Signal\nrun sample\npause here:\n  threads == 1\nexit: SIGTERM\n", "");
}

Test(pauses, of_a_program_that_handles_the_signal_go_on)
{
	expect_ok(HEAD "static void hear(int signal)\n{\n\t(void)signal;\n}\n"
		       "int main(void)\n{\n\tsignal(SIGTERM, hear);\n\tpause();\n"
		       "\tsbrk(4096);\n\tpause();\n\treturn 7;\n}\n",
		"lab Signals\nrun sample\npause one:\n  [heap] is absent\n"
		"pause two:\n  [heap] is rw-p\nexit: 7\n",
		"");
}

/* 'a' is the first getchar()'s, and the newline that is left the second one's. */
Test(pauses, see_what_is_typed_as_the_program_takes_it)
{
	static const char program[] =
		HEAD "int main(void)\n{\n\tfor (int i = 0; i < 3; i++)\n\t\tgetchar();\n"
		     "\treturn 0;\n}\n";

	expect_ok(program, "lab Enter\nrun sample\npauses: 3\n", "");
	expect_ok(program, "lab a Enter\nrun sample\n  press: \"a\\n\"\npauses: 2\n", "");
	expect_ok(program, "lab Input\nrun sample\n  input: \"a\\n\"\npauses: 1\n", "");
}

Test(pauses, are_none_where_something_moves_or_waits_for_something_else)
{
	expect_failure(HEAD "static void *spin(void *nothing)\n{\n\tfor (;;)\n\t\t;\n"
			    "\treturn nothing;\n}\n"
			    "int main(void)\n{\n\tpthread_t thread;\n\tchar line[16];\n"
			    "\tpthread_create(&thread, NULL, spin, NULL);\n"
			    "\treturn read(0, line, 16) != 1;\n}\n",
		"lab Spin\nbuild sample: sample.c -pthread\nrun sample\npauses: 1\n",
		"still running after 1 seconds");
	expect_failure(HEAD "int main(void)\n{\n\tsleep(100);\n\treturn 0;\n}\n",
		"lab Sleep\nrun sample\npauses: 0\n", "still running after 1 seconds");
	expect_failure(HEAD "int main(void)\n{\n\treturn 0;\n}\n",
		"lab None\nrun sample\npause one:\n  [stack] is rw-p\n",
		"it waited, times: 0");
	expect_failure(HEAD "int main(void)\n{\n\tint n;\n\treturn scanf(\"%d\", &n);\n}\n",
		"lab Scanf\nrun sample\npauses: 1\n",
		"waited for Enter more than 64 times");
}

/*
 * An ordinary user's program can hide from that user; it is not the machine that refuses. The
 * checkout may lie where that user cannot enter, such as /root, so the binaries are copied.
 */
Test(pauses, cannot_be_hidden)
{
	static const char program[] =
		HEAD "int main(void)\n{\n\tchar line[16];\n\tprctl(PR_SET_DUMPABLE, 0);\n"
		     "\treturn read(0, line, 16) != 1;\n}\n";
	char *folder = sample_project(
		program, "lab Hidden\nrun sample\npause here:\n  [stack] is rw-p\n");
	const char *as_user = geteuid() == 0
		? "setpriv --reuid=65534 --regid=65534 --clear-groups"
		: "env";
	struct ran ran =
		sh("cd '%s' && cp \"$VMLAB\" \"$VMLAB-shim\" . && chmod -R a+rwX . && "
		   "%s ./vmlab check --limit 1 --root .",
			folder, as_user);

	cr_expect_eq(ran.status, 1, "%s%s", ran.out, ran.err);
	cr_expect(has(unwrapped(ran.out), "hides its memory map"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}
