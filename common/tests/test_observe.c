/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../evidence/map_changes.h"
#include "../evidence/trace_memory.h"
#include "help.h"
#include "observing.h"

/* `vmlab observe`: any program, told without a verdict. */

/* --- pauses --------------------------------------------------------------------------- */

static const char maps_a_page[] =
	MAIN("char text[80], line[16];\n"
	     "char *page;\n"
	     "(void)argc; (void)argv;\n"
	     "read(0, line, sizeof line);\n"
	     "page = mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE,\n"
	     "\tMAP_PRIVATE | MAP_ANONYMOUS, -1, 0);\n"
	     "memset(page, 1, 1 << 16);\n"
	     "write(1, text, (size_t)sprintf(text, \"page %p\\n\", (void *)page));\n"
	     "read(0, line, sizeof line);\n"
	     "munmap(page, 1 << 20);\n"
	     "read(0, line, sizeof line);\n"
	     "return 7;");

Test(observe, the_map_and_its_changes_are_told_at_each_pause)
{
	struct ran ran = observing(maps_a_page, "mine.c");
	const char *said = strstr(ran.out, "page 0x");
	unsigned long page = said ? strtoul(said + strlen("page "), NULL, 16) : 0;
	char range[80];

	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	cr_assert(page, "%s", ran.out);
	unwrapped(ran.out);
	cr_assert(has(ran.out, "by itself, with exit status 7."), "%s", ran.out);
	cr_assert(has(ran.out, "This is the whole memory map. Mappings in it: "), "%s",
		ran.out);
	snprintf(range, sizeof range, "+ %lx-%lx ", page, page + (1UL << 20));
	cr_assert(has(ran.out, range), "%s: %s", range, ran.out);
	range[0] = '-';
	cr_assert(has(ran.out, range), "%s: %s", range, ran.out);
	cr_assert(has(ran.out, "changed. range"), "%s", ran.out);
	cr_assert(has(ran.out, "1024  rw-p"), "%s", ran.out);
	cr_assert(has(ran.out, "Unchanged mappings: "), "%s", ran.out);
	cr_assert(has(ran.out, "build/observed/mine/mine.pause1 "), "%s", ran.out);
	ran_free(&ran);
}

Test(observe, the_memory_calls_behind_the_loader_s_have_their_lines_in_the_log)
{
	char *folder = observing_project(maps_a_page);
	struct ran ran = sh("cd '%s' && $VMLAB observe --root . mine.c >told && "
			    "grep -c '^ *[0-9]*  mmap' told && "
			    "line=$(sed -n 's/^ *\\([0-9]*\\)  munmap.*/\\1/p' told) && "
			    "sed -n \"${line}p\" build/observed/mine/mine.log",
		folder);

	cr_assert_eq(
		strncmp(ran.out, "1\n", 2), 0, "one mmap is the program's: %s", ran.out);
	cr_assert(has(ran.out, " munmap("), "%s", ran.out);
	cr_assert(has(ran.out, ", 1048576) "), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(observe, a_program_that_never_pauses_has_no_map_and_old_maps_are_gone)
{
	char *folder = observing_project(maps_a_page);
	struct ran ran = sh("cd '%s' && $VMLAB observe --root . mine.c >/dev/null && "
			    "ls build/observed/mine && echo 'int main(void) {}' >mine.c && "
			    "$VMLAB observe --root . mine.c && ls build/observed/mine",
		folder);

	unwrapped(ran.out);
	cr_assert(
		has(ran.out, "mine.pause1 mine.pause2 mine.pause3 COMMAND"), "%s", ran.out);
	cr_assert(has(ran.out, "The program printed nothing."), "%s", ran.out);
	cr_assert(has(ran.out, "was not seen to wait"), "%s", ran.out);
	cr_assert(has(ran.out, "mine.log mine.out "), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(observe, a_thread_shows_as_a_clone_with_its_stack_and_in_the_count)
{
	SHOWS(INCLUDES
		"static void *rest(void *nothing)\n{\n\tpause();\n\treturn nothing;\n}\n"
		"int main(void)\n{\n\tpthread_t thread;\n"
		"\tpthread_create(&thread, NULL, rest, NULL);\n\tgetchar();\n}\n",
		"mine.c", "clone", "CLONE_THREAD", "stack=0x",
		"Threads: 2. Page faults so far");
}

Test(observe, who_waits_in_pause_is_woken_by_a_signal)
{
	SHOWS(MAIN("(void)argc; (void)argv; pause();"), "mine.c",
		"killed by the signal SIGTERM", "SI_USER",
		"is sent SIGTERM, because Enter cannot wake it", "PAUSE 1");
}

/* --- how it ends ---------------------------------------------------------------------- */

Test(observe, a_crash_is_told_with_its_code_its_address_and_the_nearest_mapping)
{
	static const char program[] =
		MAIN("static const char text[4096] = \"x\";\n"
		     "getchar();\n"
		     "if (argc > 1)\n\t*(volatile char *)text = 1;\n"
		     "*(volatile char *)0x10 = (char)(argv != NULL);");

	SHOWS(program, "mine.c", "killed by the signal SIGSEGV with the code SEGV_MAPERR, ",
		"at the address 0x10:",
		"--- SIGSEGV {si_signo=SIGSEGV, si_code=SEGV_MAPERR",
		"nothing is mapped at this address", "usually comes from a null pointer",
		"At the last look the nearest mapping was ", "bytes before its first byte");
	SHOWS(MAIN("char *page = mmap(NULL, 4096, PROT_READ, MAP_SHARED | MAP_ANONYMOUS, "
		   "-1, 0);\n"
		   "getchar();\nmunmap(page, 4096);\ngetchar();\n"
		   "return *(volatile char *)page + argc + (argv == NULL);"),
		"mine.c", "SEGV_MAPERR", "At the last look the nearest mapping was ",
		"At pause 1 this address belonged to the mapping ", " r--s ");
	SHOWS(program, "mine.c x", "with the code SEGV_ACCERR",
		"not for this kind of access",
		"At the last look this address belonged to the mapping ", " r--p ");
}

Test(observe, a_stack_that_overflows_ends_below_the_stack_of_the_asked_size)
{
	SHOWS(INCLUDES "static int deep(int n)\n{\n\tvolatile char room[500];\n"
		       "\troom[0] = (char)n;\n\treturn deep(n + 1) + room[0];\n}\n"
		       "int main(void)\n{\n\tstruct rlimit stack;\n"
		       "\tgetrlimit(RLIMIT_STACK, &stack);\n"
		       "\tprintf(\"%lu\\n\", (unsigned long)stack.rlim_cur);\n"
		       "\tfflush(stdout);\n\tgetchar();\n\treturn deep(0);\n}\n",
		"--stack 256K mine.c", "prlimit --stack=262144 strace -f", "262144",
		"SEGV_MAPERR", "[stack], and the address lies ", "before its first byte");
}

Test(observe, an_abort_and_a_signal_without_an_address)
{
	SHOWS(MAIN("abort();"), "mine.c",
		"SIGABRT with the code SI_TKILL:", "as abort() does");
}

Test(observe, what_does_not_end_is_stopped_and_told_with_what_was_seen_until_then)
{
	char *folder = observing_project(MAIN("printf(\"begun\\n\");\n"
					      "fflush(stdout);\ngetchar();\n"
					      "malloc(1 << 20);\nfor (;;)\n\t;"));
	struct ran ran = sh("cd '%s' && $VMLAB observe --root . --limit 0.3 mine.c '%s'",
		folder, folder);

	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	unwrapped(ran.out);
	cr_assert(has(ran.out, "still running after 0.3 seconds and was stopped"), "%s",
		ran.out);
	cr_assert(has(ran.out, "begun"), "%s", ran.out);
	cr_assert(has(ran.out, "mmap(NULL, 10"), "%s", ran.out);
	cr_assert(has(ran.out, "The program took "), "%s", ran.out);
	cr_assert(has(ran.out, "This is the whole memory map"), "%s", ran.out);
	cr_assert_eq(processes_with(folder), 0, "something is left");
	ran_free(&ran);
	temp_drop(folder);
}

Test(observe, a_program_that_leaves_a_child_is_told_with_both)
{
	char *folder = observing_project(MAIN("if (fork() == 0)\n\tpause();\nreturn 4;"));
	struct ran ran =
		sh("cd '%s' && $VMLAB observe --root . mine.c '%s'", folder, folder);

	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	unwrapped(ran.out);
	cr_assert(has(ran.out, "left 1 of its processes running"), "%s", ran.out);
	cr_assert(has(ran.out, "by itself, with exit status 4."), "%s", ran.out);
	cr_assert_eq(processes_with(folder), 0, "something is left");
	ran_free(&ran);
	temp_drop(folder);
}

/* --- what is seen of a program that does not end ---------------------------------------- */

Test(observe, a_program_that_sleeps_is_looked_at_before_it_is_stopped)
{
	SHOWS(MAIN("(void)argc; (void)argv; sleep(1000);"), "--limit 0.5 mine.c",
		"still running after 0.5 seconds and was stopped", "STOPPED",
		"Before the run was stopped, vmlab looked at its threads: asleep "
		"in ",
		"nanosleep(), threads: 1 Threads: 1. Page faults so far: ",
		"The memory map is the same as at pause 1.", "[stack]", "mine.last ",
		"the last memory map");
	SHOWS(MAIN("(void)argc; (void)argv; getchar(); malloc(1 << 20); for (;;)\n\t;"),
		"--limit 0.5 mine.c", "PAUSE 1", "STOPPED", "running, threads: 1",
		"This is different in the memory map since pause 1");
}

Test(observe, each_thread_of_a_stopped_program_is_told_with_its_call)
{
	static const char program[] =
		INCLUDES "static int ends[2];\n"
			 "static void *doze(void *nothing)\n{\n\tsleep(1000);\n\treturn "
			 "nothing;\n}\n"
			 "static void *hear(void *nothing)\n{\n\tchar "
			 "byte;\n\tread(ends[0], &byte, 1);\n"
			 "\treturn nothing;\n}\n"
			 "int main(void)\n{\n\tpthread_t thread;\n\tpipe(ends);\n"
			 "\tfor (int i = 0; i < 30; i++)\n"
			 "\t\tpthread_create(&thread, NULL, doze, NULL);\n"
			 "\tpthread_create(&thread, NULL, hear, NULL);\n"
			 "\tif (fork() == 0)\n\t\tpause();\n"
			 "\tpthread_join(thread, NULL);\n\treturn 0;\n}\n";

	SHOWS(program, "--limit 2 mine.c", "nanosleep(), threads: 30 ",
		"asleep in read() on pipe:[", "asleep in futex(), threads: 1 ",
		"child process ", "asleep in pause(), threads: 1 ");
}

/* Where a wait is not seen the sentence is true, and it is told what the program does. */
Test(observe, a_wait_that_is_not_seen_is_told_as_such)
{
	SHOWS(INCLUDES "static void *spin(void *nothing)\n{\n\tfor (;;)\n\t\t;\n"
		       "\treturn nothing;\n}\n"
		       "int main(void)\n{\n\tpthread_t thread;\n"
		       "\tpthread_create(&thread, NULL, spin, NULL);\n"
		       "\treturn getchar() == 0;\n}\n",
		"--limit 1 mine.c", "was not seen to wait",
		"while every other thread sleeps", "running, threads: 1",
		"asleep in read() on /dev/pts/");
}

/* --- waiting in other ways ------------------------------------------------------------ */

Test(observe, a_child_that_waits_is_seen_with_its_own_map)
{
	SHOWS(MAIN("char *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE,\n"
		   "\tMAP_PRIVATE | MAP_ANONYMOUS, -1, 0);\n"
		   "*page = (char)(argc + (argv != NULL));\ngetchar();\n"
		   "if (fork() == 0) {\n\tmalloc(1 << 20);\n\tgetchar();\n"
		   "\tmunmap(page, 4096);\n\tgetchar();\n\t_exit(0);\n}\n"
		   "wait(NULL);\ngetchar();\nreturn 9;"),
		"mine.c", "with exit status 9", "PAUSE 4", "It is the child process ",
		"waits here. This is the whole memory map.",
		"waits here. This is different in the memory map since pause 2",
		"This is different in the memory map since pause 1");
}

Test(observe, a_program_is_seen_to_wait_in_these_ways)
{
	static const char *const ways[] = {
		"pthread_create(&thread, NULL, doze, NULL); getchar();",
		"poll(&polled, 1, -1); read(0, &byte, 1);",
		"fgetc(fopen(\"/dev/tty\", \"r\"));",
		"for (int i = 0; i < 400; i++) pthread_create(&thread, NULL, rest, NULL); "
		"getchar();",
	};
	static const char *const threads[] = {
		"Threads: 2.", "Threads: 1.", "Threads: 1.", "Threads: 401."};

	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		struct pool pool = {0};

		SHOWS(pool_printf(&pool,
			      INCLUDES
			      "#include <poll.h>\n"
			      "static void *doze(void *a)\n{\n\tsleep(3600);\n\treturn "
			      "a;\n}\n"
			      "static void *rest(void *a)\n{\n\tpause();\n\treturn a;\n}\n"
			      "int main(void)\n{\n\tpthread_t thread;\n\tchar byte;\n"
			      "\tstruct pollfd polled = {0, POLLIN, 0};\n"
			      "\t(void)thread; (void)byte; (void)polled; (void)doze;\n"
			      "\t(void)rest;\n\t%s\n\treturn 5;\n}\n",
			      ways[i]),
			"mine.c", "with exit status 5", "PAUSE 1", threads[i],
			"This is the whole memory map");
		pool_free(&pool);
	}
}

Test(observe, who_reads_without_end_is_stopped_after_some_pauses)
{
	SHOWS(MAIN("while (getchar() != EOF)\n\t;"), "mine.c",
		"waited for Enter more than 20 times and was stopped",
		"to 20 everything is as at the one before");
}

/* --- what goes in and what comes out -------------------------------------------------- */

static const char tells_arguments[] =
	MAIN("for (int i = 1; i < argc; i++)\n\tprintf(\"%d <%s>\\n\", i, argv[i]);");

Test(observe, every_word_behind_the_file_belongs_to_the_program)
{
	SHOWS(tells_arguments,
		"--limit 3 -- mine.c --limit -- -x --help 'two words' '*' ''",
		"1 <--limit> 2 <--> 3 <-x> 4 <--help> 5 <two words> 6 <*> 7 <>",
		"strace -f build/observed/mine/mine --limit -- -x --help 'two words' '*' "
		"''");
}

Test(observe, a_line_of_the_input_is_typed_at_each_pause)
{
	static const char program[] =
		MAIN("int a = 0, b = 0;\nchar rest[80];\n"
		     "(void)argc; (void)argv;\n"
		     "scanf(\"%d\", &a);\nscanf(\"%d\\t%s\", &b, rest);\n"
		     "printf(\"sum %d %s\\n\", a + b, rest);\ngetchar();\ngetchar();");

	SHOWS(program, "--input '3\\n4\\t100%\\n' mine.c", "sum 7 100%",
		"{ printf '3\\n4\\011100%%\\n'; cat; } | strace",
		"the next line of the input was typed each time", "PAUSE 3");
	SHOWS(MAIN("char line[64];\nsize_t size;\n(void)argc; (void)argv;\n"
		   "while (fgets(line, sizeof line, stdin) && (size = strtoul(line, NULL, "
		   "10)))\n"
		   "\tprintf(\"%p\\n\", malloc(size));\nreturn 6;"),
		"--input '100\\n200000\\n0\\n' mine.c", "with exit status 6", "(lines: 2)",
		"PAUSE 3", "since pause 2: + is new");
}

/* What reads beside a thread that never sleeps gets it all the same. */
Test(observe, the_input_is_typed_at_last_where_no_pause_is_seen)
{
	SHOWS(INCLUDES "static void *spin(void *nothing)\n{\n\tfor (;;)\n\t\t;\n"
		       "\treturn nothing;\n}\n"
		       "int main(void)\n{\n\tpthread_t thread;\n\tint a, b;\n"
		       "\tpthread_create(&thread, NULL, spin, NULL);\n"
		       "\tscanf(\"%d %d\", &a, &b);\n\tprintf(\"sum %d\\n\", a + b);\n"
		       "\treturn 8;\n}\n",
		"--limit 4 --input '3\\n4\\n' mine.c", "sum 7", "with exit status 8",
		"was not seen to wait");
}

Test(observe, what_is_printed_is_visible_and_counted)
{
	static const char program[] =
		MAIN("printf(\"bell\\a tab\\t \\033[1m \\n\");\n"
		     "for (int i = 0; i < 40; i++)\n\tprintf(\"line %d\\n\", i);\n"
		     "for (int i = 0; i < 300; i++)\n\tfputc('z', stderr);");

	SHOWS(program, "mine.c", "bell\\a tab\\t \\x1b[1m\\x20", "(lines: 41)",
		"... 17 more lines in build/observed/mine/mine.out", "line 10 ", "line 28 ",
		"On stderr it printed this (lines: 1):", "(100 more bytes)");
}

Test(observe, long_lists_of_calls_are_abridged_in_the_middle)
{
	SHOWS(MAIN("for (int i = 0; i < 100; i++)\n\tsbrk(4096);"), "mine.c",
		"... 61 more lines in build/observed/mine/mine.log");
}

Test(observe, addresses_are_the_same_where_randomisation_is_off)
{
	static const char program[] = MAIN("printf(\"at %p\\n\", (void *)&argc);");
	char *folder = observing_project(program);
	struct ran ran = sh("cd '%s' && for i in 1 2 3; do "
			    "$VMLAB observe --root . --no-aslr mine.c | grep '^  *at 0x'; "
			    "done | sort -u | wc -l",
		folder);

	cr_assert_str_eq(ran.out, "1\n", "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(observe, a_program_runs_where_it_is_called)
{
	char *folder = observing_project(maps_a_page);
	struct ran ran =
		sh("mkdir -p '%s/内存 a' && cd '%s/内存 a' && "
		   "printf '#include <stdlib.h>\\nint main(void) { return "
		   "system(\"cat here\"); }' >实验.c && echo found >here && "
		   "$VMLAB observe --root .. 实验.c && "
		   "cp ../build/observed/实验/实验 自己 && $VMLAB observe --root .. 自己",
			folder, folder);

	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	cr_assert(has(ran.out, "  found\n"), "%s", ran.out);
	unwrapped(ran.out);
	cr_assert(has(ran.out, "'实验.c' -lm"), "%s", ran.out);
	cr_assert(has(ran.out, "strace -f './自己'"), "%s", ran.out);
	cr_assert(has(ran.out, "/build/observed/自己/自己.log "), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(observe, a_command_is_found_in_path_or_by_its_own_path)
{
	char *folder = observing_project(tells_arguments);
	struct ran ran = sh("cd '%s' && $VMLAB observe --root . true x && "
			    "$VMLAB observe --root . mine.c && "
			    "$VMLAB observe --root . build/observed/mine/mine own",
		folder);

	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	cr_assert(has(ran.out, "/bin/true x\n"), "%s", ran.out);
	cr_assert(has(ran.out, "build/observed/true/true.log"), "%s", ran.out);
	cr_assert(has(ran.out, "1 <own>"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(observe, chinese_is_spoken_throughout)
{
	char *folder = observing_project(maps_a_page);
	struct ran ran =
		sh("cd '%s' && VMLAB_LANG=zh $VMLAB observe --root . mine.c", folder);

	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	unwrapped(ran.out);
	cr_assert(has(ran.out, "程序自行结束，退出状态是 7。"), "%s", ran.out);
	cr_assert(has(ran.out, "这是完整的内存映射"), "%s", ran.out);
	cr_assert(has(ran.out, "暂停 3 "), "%s", ran.out);
	cr_assert(!has(ran.out, "mapping") && !has(ran.out, "The "), "%s", ran.out);
	ran_free(&ran);
	put_file(folder, "mine.c",
		"#include <unistd.h>\nint main(void)\n{\n"
		"\tsleep(1000);\n}\n");
	ran = sh("cd '%s' && VMLAB_LANG=zh $VMLAB observe --root . --limit 0.5 mine.c",
		folder);
	unwrapped(ran.out);
	cr_assert(has(ran.out, "它会自己继续运行。"), "%s", ran.out);
	cr_assert(has(ran.out, "停止 "), "%s", ran.out);
	cr_assert(has(ran.out, "nanosleep() 中睡眠，线程数：1 "), "%s", ran.out);
	cr_assert(!has(ran.out, "mapping") && !has(ran.out, "threads"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(observe, marks_are_coloured_where_it_is_wanted)
{
	SHOWS(maps_a_page, "--color always mine.c", "\033[32m+\033[0m", "\033[31m-\033[0m");
}

/* --- what cannot be observed ---------------------------------------------------------- */

static const struct {
	const char *words;
	const char *message;
} mistakes[] = {
	{"", "which program? Name a source file or a command"},
	{"''", "which program?"},
	{"nowhere.c", "no such source file: nowhere.c"},
	{"./nowhere", "There is no file ./nowhere."},
	{"no_such_command", "nor a command of this name in PATH"},
	{"labs", "labs is a folder"},
	{"folder.c", "folder.c is not a regular file"},
	{"text", "text cannot be executed"},
	{"./text", "chmod +x"},
	{"wrong.c", "wrong.c does not compile. The compiler says: wrong.c:1:"},
	{"./odd", "No such file or directory"},
	{"--frobnicate mine.c",
		"The options of observe are --root, --color, --help, --limit, "
		"--input, --stack, --no-aslr, --skips-pass, --no-huge-pages, --clean, "
		"--args, "
		"--cflags, --ldlibs."},
	{"--program mine.c", "the option --program"},
	{"--stack big mine.c", "--stack takes a size"},
	{"--stack 0 mine.c", "--stack takes a size"},
	{"-xy mine.c", "the option -xy"},
	{"--input", "the option --input"},
};

Test(observe, a_mistake_gets_one_message_and_exit_2)
{
	char *folder = observing_project("int main(void)\n{\n}\n");
	struct ran ran = sh("cd '%s' && mkdir folder.c && echo hello >text && "
			    "echo 'int main(void) { return missing; }' >wrong.c && "
			    "printf '#!/no/interpreter\\n' >odd && chmod +x odd",
		folder);

	ran_free(&ran);
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		ran = sh("cd '%s' && $VMLAB observe %s%s", folder,
			has(mistakes[i].words, "--input") ? "" : "--root . ",
			mistakes[i].words);
		cr_assert_eq(ran.status, 2, "%s: exit %d", mistakes[i].words, ran.status);
		cr_assert_str_eq(ran.out, "", "%s: %s", mistakes[i].words, ran.out);
		cr_assert(has(ran.err, mistakes[i].message), "%s: %s", mistakes[i].words,
			ran.err);
		cr_assert(strchr(ran.err, '\n') == ran.err + strlen(ran.err) - 1,
			"one line: %s", ran.err);
		ran_free(&ran);
	}
	temp_drop(folder);
}

Test(observe, a_run_that_this_machine_cannot_do_is_77)
{
	char *folder = observing_project("int main(void)\n{\n}\n");
	struct ran ran =
		sh("cd '%s' && ulimit -s 1024 && "
		   "$VMLAB observe --root . --stack 64M mine.c; echo $?; "
		   "CC='cc -lnot_to_be_found' $VMLAB observe --root . mine.c; echo $?",
			folder);

	unwrapped(ran.out);
	cr_assert(has(ran.out, "could not be run on this machine"), "%s", ran.out);
	cr_assert(has(ran.out, "ulimit -Hs unlimited 77 77 "), "%s%s", ran.out, ran.err);
	cr_assert(has(ran.err, "make setup"), "%s", ran.err);
	ran_free(&ran);
	temp_drop(folder);
}

static const struct {
	const char *refused;
	const char *reason;
	const char *remedy;
	const char *still; /* what is told all the same */
} refusals[] = {
	{"ptrace=EPERM", "ptrace is refused", "--cap-add SYS_PTRACE", "whole memory map"},
	{"perf_event_open=EPERM", "Page faults so far: ", "whole memory map",
		"The count is from: rusage."},
	{"personality=EPERM", "personality is refused", "seccomp=unconfined",
		"whole memory map"},
	{"terminal=EPERM", "no pseudo-terminal", "mount -t devpts",
		"its input ended at once"},
	{"ptrace=EPERM perf_event_open=EPERM terminal=EPERM", "ptrace is refused",
		"--cap-add SYS_PTRACE", "The count is from: rusage."},
};

Test(observe, what_is_refused_costs_its_own_part)
{
	char *refuse = refuse_make();
	char *folder = observing_project(maps_a_page);

	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		const char *refused = refusals[i].refused;
		struct ran ran = sh("cd '%s' && " REFUSE "%s -- $VMLAB observe --root . "
				    "--no-aslr mine.c",
			folder, refuse, refused);

		cr_assert_eq(ran.status, 0, "%s: %s%s", refused, ran.out, ran.err);
		unwrapped(ran.out);
		cr_assert(has(ran.out, refusals[i].reason) &&
				has(ran.out, refusals[i].remedy) &&
				has(ran.out, refusals[i].still),
			"%s: %s", refused, ran.out);
		cr_assert(has(ran.out, "by itself, with exit status 7."), "%s", ran.out);
		ran_free(&ran);
	}
	temp_drop(folder);
	temp_drop(refuse);
}

/* --- as it is typed ------------------------------------------------------------------- */

Test(observe, make_hands_over_what_was_typed_and_nothing_reads_it)
{
	char *folder = temp_make();
	struct ran ran;

	put_file(folder, "it's $(x); `y`.c", "%s", tells_arguments);
	ran = sh("export dir='%s'; cd . && unset BUILD MAKEFLAGS && "
		 "make observe FILE=\"$dir/it's \\$(x); \\`y\\`.c\" "
		 "ARGS=\"a * \\$(shell touch $dir/pwned) 'b ; touch $dir/pwned\" "
		 "INPUT=\"\\$(shell touch $dir/pwned)'\\n\"; ls \"$dir\" | grep -c pwned",
		folder);
	unwrapped(ran.out);
	cr_assert(has(ran.out, "1 <a> 2 <*> 3 <$(shell> 4 <touch> 5 <"), "%s%s", ran.out,
		ran.err);
	cr_assert(has(ran.out, " <'b> "), "%s", ran.out);
	cr_assert(has(ran.out, "pwned)'\\''\\n'; cat; }"), "%s", ran.out);
	cr_assert(has(ran.out, " 0 "), "%s", ran.out);
	ran_free(&ran);
	ran = sh("unset BUILD MAKEFLAGS; make observe ARGS=ls");
	cr_assert_neq(ran.status, 0);
	cr_assert(has(ran.err, "behind make, as in: FILE=mine.c"), "%s", ran.err);
	ran_free(&ran);
	temp_drop(folder);
}

/* --- the parts below ------------------------------------------------------------------ */

static struct maps read_maps(struct pool *pool, const char *text)
{
	struct maps maps;
	struct err err;

	cr_assert_eq(
		maps_parse(pool, text, strlen(text), &maps, &err), 0, "%s", err.message);
	return maps;
}

#define REST " 00000000 00:00 0\n"

/* Changes as "+start-end", "-start-end" and "~start-end(mappings before)". */
static const struct {
	const char *before;
	const char *now;
	const char *changes;
	int unchanged;
} changes[] = {
	{"1000-2000 rw-p" REST, "1000-2000 rw-p" REST, "", 1},
	{"", "1000-2000 rw-p" REST, "+1000-2000 ", 0},
	{"1000-2000 rw-p" REST, "", "-1000-2000 ", 0},
	{"1000-2000 rw-p" REST, "1000-2000 r--p" REST, "~1000-2000(1) ", 0},
	{"1000-2000 rw-p" REST, "1000-4000 rw-p" REST, "~1000-4000(1) +2000-4000 ", 0},
	{"2000-4000 rw-p" REST, "1000-3000 rw-p" REST,
		"~1000-3000(1) +1000-2000 -3000-4000 ", 0},
	{"1000-5000 rw-p" REST, "1000-2000 rw-p" REST "3000-5000 rw-p" REST,
		"~1000-2000(1) -2000-3000 ~3000-5000(1) ", 0},
	{"1000-2000 rw-p" REST "2000-3000 r--p" REST "3000-4000 rw-p" REST,
		"1000-4000 rw-p" REST, "~1000-4000(3) ", 0},
	{"1000-2000 rw-p" REST "4000-5000 rw-p" REST, "1000-5000 rw-p" REST,
		"~1000-5000(2) +2000-4000 ", 0},
	{"1000-2000 rw-p" REST "6000-7000 rw-p" REST,
		"3000-4000 rw-p" REST "6000-7000 rw-p" REST, "-1000-2000 +3000-4000 ", 1},
	{"1000-2000 rw-p" REST "Rss: 4 kB\n", "1000-2000 rw-p" REST "Rss: 8 kB\n",
		"~1000-2000(1) ", 0},
};

Test(observe, two_maps_are_compared_by_their_bytes)
{
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		struct pool pool = {0};
		struct maps before = read_maps(&pool, changes[i].before);
		struct maps now = read_maps(&pool, changes[i].now);
		const char *text = "";
		int unchanged;
		const struct map_change *at =
			maps_changes(&pool, &before, &now, &unchanged);

		for (; at; at = at->next) {
			char mark = "+-~"[at->kind];

			text = pool_printf(&pool,
				mark == '~' ? "%s%c%x-%x(%d) " : "%s%c%x-%x ", text, mark,
				(unsigned)at->start, (unsigned)at->end, at->befores);
		}
		cr_assert_str_eq(text, changes[i].changes, "case %zu", i);
		cr_assert_eq(unchanged, changes[i].unchanged, "case %zu", i);
		pool_free(&pool);
	}
}

Test(observe, the_last_signal_of_a_name_is_read)
{
	static const char log[] =
		"1 --- SIGSEGV {si_signo=SIGSEGV, si_code=SEGV_MAPERR, si_addr=0x10} ---\n"
		"1 --- SIGSEGV {si_signo=SIGSEGV, si_code=SEGV_ACCERR, si_addr=0x7f01} "
		"---\n"
		"1 --- SIGUSR1 {si_signo=SIGUSR1, si_code=SI_USER, si_pid=1, si_uid=0} "
		"---\n"
		"1 --- SIGBUS {si_signo=SIGBUS, si_code=SI_KERNEL, si_addr=NULL} ---\n";
	struct pool pool = {0};
	struct trace trace;
	struct signal_told signal;
	struct err err;

	cr_assert_eq(trace_parse(&pool, log, sizeof log - 1, 1, &trace, &err), 0);
	cr_assert(trace_last_signal(&trace, "SIGSEGV", &signal));
	cr_assert_eq(signal.line->number, 2);
	cr_assert_str_eq(signal.code, "SEGV_ACCERR");
	cr_assert(signal.has_address && signal.address == 0x7f01);
	cr_assert(trace_last_signal(&trace, "SIGUSR1", &signal) && !signal.has_address);
	cr_assert(trace_last_signal(&trace, "SIGBUS", &signal) && !signal.has_address);
	cr_assert(!trace_last_signal(&trace, "SIG", &signal));
	pool_free(&pool);
}
