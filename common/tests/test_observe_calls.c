/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "../evidence/trace_memory.h"
#include "../evidence/trace_output.h"
#include "observing.h"

/* Which calls `vmlab observe` tells: of the program and its children, between its output. */

static const struct {
	const char *log;
	const char
		*lines; /* the numbers of the memory calls, behind "2:" those of a child */
	int loaded;
} logs[] = {
	{"1 execve(\"a\", [\"a\"], 0x1 /* 2 vars */) = 0\n"
	 "1 brk(NULL) = 0x1\n"
	 "1 openat(AT_FDCWD, \"/etc/ld.so.cache\", O_RDONLY|O_CLOEXEC) = 3\n"
	 "1 mmap(NULL, 42859, PROT_READ, MAP_PRIVATE, 3, 0) = 0x7f0000\n"
	 "1 mprotect(0x7f3000, 4096, PROT_READ) = 0\n"
	 "1 munmap(0x7f0000, 42859) = 0\n"
	 "1 mprotect(0x7f4000, 4096, PROT_READ) = 0\n"
	 "1 mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000\n"
	 "1 munmap(0x7f0000, 42859) = 0\n",
		"7 8 9 ", 6},
	{"1 execve(\"static\", [\"a\"], 0x1 /* 2 vars */) = 0\n"
	 "1 brk(NULL) = 0x1\n"
	 "1 mprotect(0x7f3000, 4096, PROT_READ) = 0\n"
	 "1 mprotect(0x7f4000, 4096, PROT_READ) = 0\n"
	 "1 write(1, \"brk(\", 4) = 4\n"
	 "1 brk(0x2) = 0x2\n"
	 "1 clone(child_stack=NULL, flags=CLONE_CHILD_SETTID|SIGCHLD) = 2\n"
	 "1 clone(child_stack=0x7f00, flags=CLONE_VM|CLONE_THREAD) = 3\n",
		"6 8 ", 4},
	{"1 execve(\"bare\", [\"a\"], 0x1 /* 2 vars */) = 0\n"
	 "1 brk(NULL) = 0x1\n",
		"2 ", 1},
	{"1 execve(\"a\", [\"a\"], 0x1 /* 2 vars */) = 0\n"
	 "1 mprotect(0x7f3000, 4096, PROT_READ) = 0\n"
	 "1 execve(\"/no/b\", [\"b\"], 0x1 /* 2 vars */) = -1 ENOENT (No such file or "
	 "directory)\n"
	 "1 execve(\"b\", [\"b\"], 0x1 /* 2 vars */) = 0\n"
	 "1 brk(NULL) = 0x1\n"
	 "1 mprotect(0x7f3000, 4096, PROT_READ) = 0\n"
	 "1 mlock(0x7f3000, 4096) = 0\n",
		"4 7 ", 2},
	/* musl, static: nothing is made read-only but by the program */
	{"1 execve(\"a\", [\"a\"], 0x1 /* 2 vars */) = 0\n"
	 "1 arch_prctl(ARCH_SET_FS, 0x404100) = 0\n"
	 "1 set_tid_address(0x404280) = 1\n"
	 "1 brk(NULL) = 0x1000\n"
	 "1 mmap(NULL, 8192, PROT_READ|PROT_WRITE, MAP_PRIVATE, -1, 0) = 0x7f0000\n"
	 "1 mprotect(0x7f0000, 4096, PROT_READ) = 0\n",
		"4 5 6 ", 3},
	/* no C library at all */
	{"1 execve(\"a\", [\"a\"], 0x1 /* 2 vars */) = 0\n"
	 "1 mmap(NULL, 8192, PROT_READ|PROT_WRITE, MAP_PRIVATE, -1, 0) = 0x7f0000\n"
	 "1 mprotect(0x7f0000, 4096, PROT_READ) = 0\n"
	 "1 munmap(0x7f0000, 8192) = 0\n",
		"2 3 4 ", 1},
	/* glibc, static, which reads the cache when the program loads a library */
	{"1 execve(\"a\", [\"a\"], 0x1 /* 2 vars */) = 0\n"
	 "1 brk(NULL) = 0x1000\n"
	 "1 set_tid_address(0x404280) = 1\n"
	 "1 mprotect(0x4f0000, 4096, PROT_READ) = 0\n"
	 "1 mmap(NULL, 8192, PROT_READ|PROT_WRITE, MAP_PRIVATE, -1, 0) = 0x7f0000\n"
	 "1 openat(AT_FDCWD, \"/etc/ld.so.cache\", O_RDONLY|O_CLOEXEC) = 3\n"
	 "1 mmap(NULL, 42859, PROT_READ, MAP_PRIVATE, 3, 0) = 0x7e0000\n"
	 "1 munmap(0x7e0000, 42859) = 0\n",
		"5 7 8 ", 4},
	/* glibc, whose loader has found the library without the cache */
	{"1 execve(\"a\", [\"a\"], 0x1 /* 2 vars */) = 0\n"
	 "1 openat(AT_FDCWD, \"/l/libc.so.6\", O_RDONLY|O_CLOEXEC) = 3\n"
	 "1 mmap(NULL, 42859, PROT_READ, MAP_PRIVATE, 3, 0) = 0x7e0000\n"
	 "1 arch_prctl(ARCH_SET_FS, 0x404100) = 0\n"
	 "1 set_tid_address(0x404280) = 1\n"
	 "1 set_robust_list(0x404290, 24) = 0\n"
	 "1 rseq(0x4048d0, 0x20, 0, 0x53053053) = 0\n"
	 "1 mprotect(0x7e1000, 4096, PROT_READ) = 0\n"
	 "1 mprotect(0x4f0000, 4096, PROT_READ) = 0\n"
	 "1 brk(NULL) = 0x1000\n",
		"10 ", 9},
	/* a child, and one that executes another program; a thread is of its process */
	{"1 execve(\"a\", [\"a\"], 0x1 /* 2 vars */) = 0\n"
	 "1 mprotect(0x4f0000, 4096, PROT_READ) = 0\n"
	 "1 fork() = 2\n"
	 "2 mmap(NULL, 8192, PROT_READ|PROT_WRITE, MAP_PRIVATE <unfinished ...>\n"
	 "1 clone(child_stack=0x7f00, flags=CLONE_VM|CLONE_THREAD) = 3\n"
	 "2 <... mmap resumed>, -1, 0) = 0x7f0000\n"
	 "3 brk(NULL) = 0x1000\n"
	 "2 execve(\"b\", [\"b\"], 0x1 /* 2 vars */) = 0\n"
	 "2 mprotect(0x4f0000, 4096, PROT_READ) = 0\n"
	 "2 brk(NULL) = 0x1000\n",
		"2:4 5 7 2:8 2:10 ", 2},
	{"", "", 0},
};

Test(observe_calls, the_loader_s_part_of_a_log_is_left_out)
{
	for (size_t i = 0; i < sizeof logs / sizeof *logs; i++) {
		struct pool pool = {0};
		struct run_trace trace;
		struct memory_calls calls;
		struct err err;
		const char *numbers = "";

		cr_assert_eq(trace_parse_run(
				     &pool, logs[i].log, strlen(logs[i].log), &trace, &err),
			0, "%s", err.message);
		trace_memory_calls(&pool, &trace, 1, &calls);
		for (int at = 0; at < calls.count; at++)
			numbers = pool_printf(&pool, "%s%s%d ", numbers,
				trace.pids[calls.at[at]] == 1 ? "" : "2:",
				trace.lines.at[calls.at[at]].number);
		cr_assert_str_eq(numbers, logs[i].lines, "case %zu: %s", i, numbers);
		cr_assert_eq(calls.loaded, logs[i].loaded, "case %zu: %d", i, calls.loaded);
		pool_free(&pool);
	}
}

/* --- the output between the calls ----------------------------------------------------- */

static const char writes[] =
	"1 write(1, \"one\\n\", 4) = 4\n"
	"1 brk(NULL) = 0x1000\n"
	"1 write(1, \"other bytes\", 11) = 11\n"
	"2 write(1, \"t\\303\\274\\t\\\"w\"..., 8) = 8\n"
	"1 brk(NULL) = 0x1000\n"
	"1 write(1, \"three\\n\", 6) = -1 EBADF (Bad file descriptor)\n"
	"1 writev(1, [{iov_base=\"th\", iov_len=2}, {iov_base=\"ree\", iov_len=3}], 2) = "
	"5\n"
	"1 brk(NULL) = 0x1000\n"
	"1 write(1, \"\\n\", 100) = 100\n";

Test(observe_calls, each_has_its_place_among_the_lines_of_the_output)
{
	static char text[] = "one\nt\303\274\t\"wo\nthree";
	static const int expected[] = {0, 1, 1, 1, 2, 2, 2, 3, 3};
	const struct bytes out = {.data = text, .size = sizeof text - 1};
	struct pool pool = {0};
	struct run_trace trace;
	struct err err;
	const int *places;

	cr_assert_eq(trace_parse_run(&pool, writes, strlen(writes), &trace, &err), 0, "%s",
		err.message);
	places = trace_output_places(&pool, &trace, &out);
	cr_assert_eq(trace.lines.count, 9);
	for (int i = 0; i < trace.lines.count; i++)
		cr_expect_eq(places[i], expected[i], "line %d: %d", i + 1, places[i]);
	pool_free(&pool);
}

Test(observe_calls, stand_between_the_lines_of_output)
{
	SHOWS(MAIN("setvbuf(stdout, NULL, _IONBF, 0);\nputs(\"one\");\n"
		   "mmap(NULL, 8192, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);\n"
		   "for (int i = 0; i < 9; i++)\n\tprintf(\"line %d\\n\", i);\n"
		   "mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);\n"
		   "return argc == 0 || !argv;"),
		"mine.c", "Behind | stands what had been printed", "| one ",
		" mmap(NULL, 8192, PROT_NONE", "| line 0 ", "| line 1 ",
		"| ... 5 more lines in build/observed/mine/mine.out ", "| line 7 ",
		"| line 8 ", " mmap(NULL, 4096, PROT_NONE");
}

Test(observe_calls, of_children_are_told_with_their_process)
{
	SHOWS(MAIN("if (fork() == 0) {\n"
		   "\tmmap(NULL, 12288, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);\n"
		   "\texeclp(\"true\", \"true\", NULL);\n}\n"
		   "wait(NULL);\n(void)argc; (void)argv;"),
		"mine.c", "in brackets is the child process",
		"] mmap(NULL, 12288, PROT_NONE", "] execve(\"");
}

/* How it is linked decides what comes before main(), and not what is the program's own. */
Test(observe_calls, of_the_program_s_own_are_never_the_loader_s)
{
	static const char *const ways[] = {
		"-static", "-static -Wl,-z,norelro", "-Wl,-z,norelro", "-static-pie", ""};
	static const char program[] =
		MAIN("char *room = mmap(NULL, 8192, PROT_READ | PROT_WRITE,\n"
		     "\tMAP_PRIVATE | MAP_ANONYMOUS, -1, 0);\n"
		     "mprotect(room, 4096, PROT_READ);\nmunmap(room, 8192);\n"
		     "(void)argc; (void)argv;");

	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		struct pool pool = {0};

		SHOWS(program, pool_printf(&pool, "--cflags '%s' mine.c", ways[i]),
			" mmap(NULL, 8192, PROT_READ|PROT_WRITE", ", 4096, PROT_READ) ",
			" munmap(0x", ", 8192) ");
		pool_free(&pool);
	}
}
