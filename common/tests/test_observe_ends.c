/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>
#include <unistd.h>

#include "../evidence/trace_memory.h"
#include "observing.h"

/* How `vmlab observe` tells the end of a program: a last look, signals, stacks, last lines. */

/* --- the last look -------------------------------------------------------------------- */

#define MAPS                                                                               \
	"char *room = mmap(NULL, 5 << 20, PROT_READ | PROT_WRITE,\n"                       \
	"\tMAP_SHARED | MAP_ANONYMOUS, -1, 0);\n(void)argc; (void)argv;\n"

Test(observe_ends, a_map_is_taken_before_the_program_exits)
{
	SHOWS(MAIN(MAPS "*room = 1; return 3;"), "mine.c", "with exit status 3", "AT EXIT",
		"right before the program exits. Threads: 1. Page faults so far: ",
		"This is the whole memory map. Mappings in it: ", "5120  rw-s",
		"mine.last  the last memory map");
	SHOWS(MAIN(MAPS "getchar(); *room = 1; getchar(); _exit(3);"), "mine.c", "PAUSE 2",
		"AT EXIT", "since the pause before: ", "since pause 2");
}

Test(observe_ends, a_map_is_taken_when_the_last_thread_exits)
{
	SHOWS(MAIN(MAPS "*room = 1; pthread_exit(NULL);"), "mine.c", "with exit status 0",
		"AT EXIT", "5120  rw-s");
}

Test(observe_ends, a_map_is_taken_before_a_signal_ends_the_program)
{
	SHOWS(MAIN(MAPS "munmap(room + (4 << 20), 1 << 20); room[4 << 20] = 0;"), "mine.c",
		"SIGSEGV", "AT SIGNAL", "right before the signal ends the program",
		"At the last look the nearest mapping was ",
		" rw-s /dev/zero (deleted), "
		"and the address lies 1 bytes after its last byte",
		"4096  rw-s");
	SHOWS(MAIN(MAPS "*room = 1; abort();"), "mine.c", "SIGABRT", "AT SIGNAL",
		"5120  rw-s");
	SHOWS(MAIN(MAPS "*room = 1; raise(SIGUSR1);"), "mine.c",
		"killed by the signal SIGUSR1", "AT SIGNAL");
}

/* What other processes end of is none of the program's end. */
Test(observe_ends, the_end_of_a_child_is_not_the_program_s)
{
	SHOWS(MAIN("if (fork() == 0) {\n\t*(volatile char *)8 = 1;\n}\n"
		   "if (fork() == 0)\n\texeclp(\"false\", \"false\", NULL);\n"
		   "wait(NULL); wait(NULL);\n(void)argc; (void)argv;"),
		"mine.c", "with exit status 0.  FAULTS", "AT EXIT");
}

/* Neither strace nor root is needed for it. */
Test(observe_ends, an_exit_is_seen_without_a_tracer)
{
	char *refuse = refuse_make();
	char *folder = observing_project(MAIN(MAPS "*room = 1; return 3;"));
	struct ran ran =
		sh("cd '%s' && " REFUSE "ptrace=EPERM -- $VMLAB observe --root . mine.c",
			folder, refuse);

	unwrapped(ran.out);
	cr_assert(has(ran.out, "AT EXIT"), "%s%s", ran.out, ran.err);
	cr_assert(has(ran.out, "5120  rw-s"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
	temp_drop(refuse);
}

/* Where the kernel has no such filter, the rest is told as before. */
Test(observe_ends, nothing_else_is_lost_where_no_last_look_can_be_taken)
{
	char *refuse = refuse_make();
	char *folder = observing_project(MAIN(MAPS "*room = 1; return 3;"));
	struct ran ran =
		sh("cd '%s' && " REFUSE "seccomp=EPERM -- $VMLAB observe --root . mine.c",
			folder, refuse);

	unwrapped(ran.out);
	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	cr_assert(has(ran.out, "with exit status 3"), "%s", ran.out);
	cr_assert(!has(ran.out, "AT EXIT"), "%s", ran.out);
	cr_assert(has(ran.out, "LAST LOOK  There is none: "), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
	temp_drop(refuse);
}

Test(observe_ends, a_program_that_is_killed_has_none)
{
	SHOWS(MAIN("(void)argc; (void)argv; raise(SIGKILL);"),
		"--cflags '-include signal.h' mine.c", "killed by the signal SIGKILL",
		"LAST LOOK  There is none: ");
}

Test(observe_ends, who_cannot_trace_because_it_is_traced_is_told)
{
	SHOWS("#include <sys/ptrace.h>\n" MAIN(
		      "(void)argc; (void)argv;\n"
		      "return ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0;"),
		"mine.c", "strace traces the program already");
}

/* --- stacks --------------------------------------------------------------------------- */

#define DEEP                                                                               \
	"static int deep(int n)\n{\n\tvolatile char room[4096];\n"                         \
	"\troom[0] = (char)n;\n\treturn deep(n + 1) + room[0];\n}\n"                       \
	"static void *run(void *nothing)\n{\n\tdeep(0);\n\treturn nothing;\n}\n"

Test(observe_ends, a_stack_overflow_is_called_by_its_name)
{
	SHOWS(INCLUDES DEEP "int main(void)\n{\n\trun(NULL);\n}\n", "--stack 512K mine.c",
		"This is a stack overflow: the main thread's stack",
		"its limit of 512 KiB");
	SHOWS(INCLUDES DEEP "int main(void)\n{\n\tpthread_t thread;\n"
			    "\tpthread_create(&thread, NULL, run, NULL);\n"
			    "\tpthread_join(thread, NULL);\n}\n",
		"mine.c", "This is a stack overflow: the address lies in the guard",
		"this address belonged to the mapping ", " ---p (anonymous)");
}

Test(observe_ends, another_wrong_address_is_no_stack_overflow)
{
	char *folder = observing_project(
		MAIN("char here;\nreturn *(volatile char *)(&here - (64 << 20)) + argc + "
		     "!argv;"));
	struct ran ran = sh("cd '%s' && $VMLAB observe --root . mine.c", folder);

	cr_assert(has(ran.out, "SEGV_MAPERR"), "%s%s", ran.out, ran.err);
	cr_assert(!has(ran.out, "stack overflow"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* --- signals that are handled --------------------------------------------------------- */

Test(observe_ends, a_signal_that_did_not_end_it_is_told)
{
	SHOWS("#include <setjmp.h>\n#include <signal.h>\n" INCLUDES
	      "static sigjmp_buf back;\n"
	      "static void leap(int n)\n{\n\tsiglongjmp(back, n);\n}\n"
	      "int main(void)\n{\n\tsignal(SIGSEGV, leap);\n"
	      "\tif (sigsetjmp(back, 1) == 0)\n\t\t*(volatile char *)16 = 1;\n"
	      "\tif (sigsetjmp(back, 1) == 0)\n\t\t*(volatile char *)32 = 1;\n"
	      "\tif (fork() == 0)\n\t\t_exit(0);\n\twait(NULL);\n"
	      "\tsignal(SIGSEGV, SIG_DFL);\n\t*(volatile char *)48 = 1;\n}\n",
		"mine.c", "killed by the signal SIGSEGV", "at the address 0x30",
		"The signal SIGSEGV came and did not end the program. Times: 2, the first: "
		"build/observed/mine/mine.log:",
		"si_addr=0x10} ---  FAULTS");
}

Test(observe_ends, signals_are_counted_by_their_names)
{
	static const char log[] = "1 --- SIGSEGV {si_signo=SIGSEGV} ---\n"
				  "1 --- SIGCHLD {si_signo=SIGCHLD} ---\n"
				  "1 --- SIGALRM {si_signo=SIGALRM} ---\n"
				  "1 --- stopped by SIGSTOP ---\n"
				  "1 --- SIGSEGV {si_signo=SIGSEGV} ---\n"
				  "1 --- SIGALRM {si_signo=SIGALRM} ---\n"
				  "1 +++ killed by SIGALRM +++\n";
	struct pool pool = {0};
	struct trace trace;
	struct err err;
	const struct signal_count *at;

	cr_assert_eq(trace_parse(&pool, log, sizeof log - 1, 1, &trace, &err), 0);
	at = trace_other_signals(&pool, &trace);
	cr_assert(at && strcmp(at->name, "SIGSEGV") == 0 && at->count == 2);
	cr_assert_eq(at->first->number, 1);
	at = at->next;
	cr_assert(at && strcmp(at->name, "SIGALRM") == 0 && at->count == 1);
	cr_assert_null(at->next);
	pool_free(&pool);
}

/* --- output and faults ---------------------------------------------------------------- */

Test(observe_ends, the_last_lines_of_a_long_output_are_told)
{
	SHOWS(MAIN("for (int i = 0; i < 100; i++)\n\tprintf(\"level %d\\n\", i);\n"
		   "fflush(stdout); (void)argc; (void)argv; abort();"),
		"mine.c", "level 0 level 1 ",
		"level 11 ... 76 more lines in build/observed/mine/mine.out level 88 ",
		"level 98 level 99  END");
}

Test(observe_ends, major_and_minor_faults_are_told_apart)
{
	SHOWS(MAIN("(void)argc; (void)argv;"), "mine.c",
		"Major faults, which wait for a disk: ", "The minor ones: ",
		"getrusage() is more");
}

/* What read() touches is in kernel mode, which an ordinary user's counter leaves out. */
Test(observe_ends, faults_in_kernel_mode_are_counted_for_every_user)
{
	static const char program[] =
		"#include <fcntl.h>\n" MAIN("char *room = malloc(4000 * 4096);\n"
					    "return read(open(\"/dev/zero\", O_RDONLY),\n"
					    "\troom, 4000 * 4096) + argc + !argv < 0;");
	char *refuse = refuse_make();
	char *folder = observing_project(program);
	static const char *const sources[] = {"", "perf_event_open=EACCES"};

	for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
		struct ran ran = sh("cd '%s' && " REFUSE "%s -- $VMLAB observe --root . "
				    "mine.c | grep -o 'took 40.. page faults'",
			folder, refuse, sources[i]);

		cr_expect_eq(ran.status, 0, "%s: %s%s", sources[i], ran.out, ran.err);
		ran_free(&ran);
	}
	temp_drop(folder);
	temp_drop(refuse);
}
