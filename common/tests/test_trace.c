/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../base/file.h"
#include "../base/ranks.h"
#include "../evidence/constants.h"
#include "../evidence/trace.h"
#include "../evidence/trace_writes.h"
#include "help.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/*
 * data/threads.strace and data/crash.strace are what strace 6.1 wrote on x86_64 for
 * `strace -f -o NAME.strace /bin/sh -c 'exec ./NAME'`. In ./threads the main thread reads
 * from a pipe what a second one writes after madvise(…, MADV_GUARD_INSTALL), and exits
 * with 7;
 * ./crash has a child that exits with 5 and then writes to address 0.
 */
enum { THREADS_PID = 16109, THREADS_LINES = 43, CRASH_PID = 16115 };

static struct bytes read_log(struct pool *pool, const char *name)
{
	const char *path = pool_printf(pool, "common/tests/data/%s.strace", name);
	struct bytes bytes;
	struct err err;

	cr_assert_eq(file_read(pool, path, &bytes, &err), 0, "%s", err.message);
	return bytes;
}

/* The log from the lab's execve on. */
static struct bytes read_log_of(
	struct pool *pool, const char *name, int pid, const char *program)
{
	struct bytes log = read_log(pool, name);
	long start = trace_start(log.data, log.size, pid, program);

	cr_assert_gt(start, 0);
	return (struct bytes){log.data + start, log.size - (size_t)start};
}

static bool trace_has(const struct trace *trace, const char *text)
{
	for (int i = 0; i < trace->lines.count; i++)
		if (strcmp(trace->lines.at[i].text, text) == 0)
			return true;
	return false;
}

Test(trace, begins_with_the_lab_s_own_execve)
{
	static const struct {
		int pid;
		const char *program;
		const char *line; /* what is found there, or NULL */
	} cases[] = {
		{THREADS_PID, "/bin/sh", "16109 execve(\"/bin/sh\", [\"/bin/sh\", \"-c\""},
		{THREADS_PID, "./threads", "16109 execve(\"./threads\", [\"./threads\"]"},
		{THREADS_PID, "./thread", NULL},
		{THREADS_PID, "threads", NULL},
		{THREADS_PID + 1, "./threads", NULL},
		{1610, "./threads", NULL},
	};
	struct pool pool = {0};
	struct bytes log = read_log(&pool, "threads");

	for (size_t i = 0; i < COUNT(cases); i++) {
		long start =
			trace_start(log.data, log.size, cases[i].pid, cases[i].program);

		cr_assert_eq(start >= 0, cases[i].line != NULL, "case %zu", i);
		if (start >= 0)
			cr_assert(text_starts(log.data + start, cases[i].line));
	}
	cr_assert_eq(trace_start("", 0, 1, "x"), -1);
	pool_free(&pool);
}

Test(trace, finds_a_program_whose_name_strace_escapes)
{
	static const char log[] =
		"7 execve(\"./a\\0012\\1b\\\"\\\\\\tc\\33[\\350\\207\\2527\", "
		"[\"./a\"], 0x1 /* 2 vars */) = 0\n";
	static const char program[] = "./a\001\062\001b\"\\\tc\033[\350\207\252\067";

	cr_assert_eq(trace_start(log, sizeof log - 1, 7, program), 0);
	cr_assert_eq(trace_start(log, sizeof log - 1, 7, "./a"), -1);
}

static const struct {
	const char *log;
	int pid;
	bool found;
	int status;
	const char *signal;
} ends[] = {
	{"12 +++ exited with 0 +++\n", 12, true, 0, ""},
	{"12    +++ exited with 255 +++\n", 12, true, 255, ""},
	{"12 read(0) = 0\n12 +++ killed by SIGKILL +++\n", 12, true, 0, "SIGKILL"},
	{"12 +++ killed by SIGSEGV (core dumped) +++\n", 12, true, 0, "SIGSEGV"},
	{"12 +++ killed by SIGRT_1 +++\n", 12, true, 0, "SIGRT_1"},
	{"13 +++ exited with 1 +++\n12 +++ exited with 2 +++\n", 12, true, 2, ""},
	{"13 +++ exited with 1 +++\n", 12, false, 0, ""},
	{"12 +++ exited with 2 +++", 12, false, 0, ""},
	{"12 write(1, \"+++ exited with 9 +++\", 21) = 21\n", 12, false, 0, ""},
	{"12 +++ superseded by execve in pid 13 +++\n", 12, false, 0, ""},
	{"112 +++ exited with 2 +++\n", 12, false, 0, ""},
	{"", 12, false, 0, ""},
};

Test(trace, tells_how_the_first_process_ended)
{
	for (size_t i = 0; i < COUNT(ends); i++) {
		struct ending ending;
		bool found = trace_find_end(
			ends[i].log, strlen(ends[i].log), ends[i].pid, &ending);

		cr_assert_eq(found, ends[i].found, "%s", ends[i].log);
		cr_assert_eq(ending.by_signal, *ends[i].signal != '\0', "%s", ends[i].log);
		cr_assert_str_eq(ending.signal, ends[i].signal);
		cr_assert_eq(ending.status, ends[i].status, "%s", ends[i].log);
	}
}

Test(trace, joins_what_threads_have_torn_apart)
{
	static const char *const whole[] = {
		"rseq(0x7f2e0d5defe0, 0x20, 0, 0x53053053)               = 0",
		"read(3, \"hello\", 8)     = 5",
		"write(4, \"hello\", 5)              = 5",
		"futex(0x7f2e0d5de990, FUTEX_WAIT_BITSET|FUTEX_CLOCK_REALTIME, 16110, "
		"NULL, "
		"FUTEX_BITSET_MATCH_ANY)              = 0",
		"madvise(0x7f2e0cddc000, 4096, MADV_GUARD_INSTALL) = 0",
		"+++ exited with 0 +++",
	};
	struct pool pool = {0};
	struct bytes log = read_log_of(&pool, "threads", THREADS_PID, "./threads");
	struct trace trace;
	struct err err;
	int last = 0;

	cr_assert_eq(trace_parse(&pool, log.data, log.size, THREADS_PID, &trace, &err), 0);
	cr_assert(trace.ended && !trace.ending.by_signal);
	cr_assert_eq(trace.ending.status, 7);
	cr_assert_eq(trace.lines.count, THREADS_LINES - 4, "%d", trace.lines.count);
	for (size_t i = 0; i < COUNT(whole); i++)
		cr_assert(trace_has(&trace, whole[i]), "%s", whole[i]);
	for (int i = 0; i < trace.lines.count; i++) {
		const struct line *line = &trace.lines.at[i];

		cr_assert_gt(line->number, last, "a line moved");
		last = line->number;
		cr_assert_eq(line->length, strlen(line->text));
		cr_assert_not(has(line->text, "resumed>"), "%s", line->text);
		cr_assert_not(has(line->text, "<unfinished"), "%s", line->text);
	}
	cr_assert_eq(last, THREADS_LINES, "the last line is %d", last);
	pool_free(&pool);
}

Test(trace, a_crash_is_the_first_process_s_own)
{
	struct pool pool = {0};
	struct bytes log = read_log_of(&pool, "crash", CRASH_PID, "./crash");
	struct trace trace;
	struct err err;

	cr_assert_eq(trace_parse(&pool, log.data, log.size, CRASH_PID, &trace, &err), 0);
	cr_assert(trace.ended && trace.ending.by_signal);
	cr_assert_str_eq(trace.ending.signal, "SIGSEGV");
	cr_assert(trace_has(&trace, "wait4(-1, NULL, 0, NULL) = 16116"));
	cr_assert_not(trace_has(&trace, "+++ exited with 5 +++"), "that is a child's");
	cr_assert(trace_has(&trace,
		"--- SIGSEGV {si_signo=SIGSEGV, si_code=SEGV_MAPERR, si_addr=NULL} ---"));
	cr_assert_eq(
		trace_parse(&pool, log.data, log.size, CRASH_PID + 1, &trace, &err), 0);
	cr_assert(trace.ended && !trace.ending.by_signal);
	cr_assert_eq(trace.ending.status, 5);
	pool_free(&pool);
}

/* The first line of each log: process 1 starts the thread 2. */
#define START "1 clone(flags=CLONE_THREAD) = 2\n"

static const struct {
	const char *log;   /* from line 2 on */
	const char *lines; /* the parsed ones from line 2 on, each with its number before
			      it */
} torn[] = {
	{"", ""},
	{"1 a()\n", "2:a()\n"},
	{"1 a()\r\n2    b()\r\n", "2:a()\n3:b()\n"},
	{"1 a( <unfinished ...>\n1 <... a resumed>) = 0\n", "2:a() = 0\n"},
	{"1 a(0,  <unfinished ...>\n2 b()\n1 <... a resumed>1) = 0\n",
		"2:a(0, 1) = 0\n3:b()\n"},
	{"1 a( <unfinished ...>\n2 b( <unfinished ...>\n1 <... a resumed>) = 1\n"
	 "2 <... b resumed>) = 2\n",
		"2:a() = 1\n3:b() = 2\n"},
	{"1 a( <unfinished ...>\n2 b( <unfinished ...>\n2 <... b resumed>) = 2\n"
	 "1 <... a resumed>) = 1\n",
		"2:a() = 1\n3:b() = 2\n"},
	{"1 a( <unfinished ...>\n1 <... a resumed>) = 0\n1 b( <unfinished ...>\n"
	 "1 <... b resumed>) = 1\n",
		"2:a() = 0\n4:b() = 1\n"},
	{"1 a( <unfinished ...>\n1 <... a resumed> <unfinished ...>) = ?\n",
		"2:a( <unfinished ...>) = ?\n"},
	{"1 a( <unfinished ...>) = ?\n1 +++ exited with 0 +++\n",
		"2:a( <unfinished ...>) = ?\n3:+++ exited with 0 +++\n"},
	{"1 a( <unfinished ...>\n1 +++ killed by SIGKILL +++\n",
		"2:a( <unfinished ...>\n3:+++ killed by SIGKILL +++\n"},
	{"1 <... a resumed>) = 0\n", "2:<... a resumed>) = 0\n"},
	{"1 a( <unfinished ...>\n2 <... a resumed>) = 0\n",
		"2:a( <unfinished ...>\n3:<... a resumed>) = 0\n"},
	{"1 m(0x66 /* MADV_??? */ <unfinished ...>\n2 b()\n1 <... m resumed>) = 0\n",
		"2:m(MADV_GUARD_INSTALL) = 0\n3:b()\n"},
	/* an execve of a thread goes on under the first process's id */
	{"2 execve(\"/bin/true\",  <unfinished ...>\n1 <... futex resumed>) = ?\n"
	 "1 +++ superseded by execve in pid 2 +++\n"
	 "1 <... execve resumed>[\"true\"]) = 0\n",
		"2:execve(\"/bin/true\", [\"true\"]) = 0\n"
		"3:<... futex resumed>) = ?\n"
		"4:+++ superseded by execve in pid 2 +++\n"},
	{"1 futex( <unfinished ...>\n2 execve(\"/bin/true\",  <unfinished ...>\n"
	 "1 <... futex resumed>) = ?\n1 +++ superseded by execve in pid 2 +++\n"
	 "1 <... execve resumed>[\"true\"]) = 0\n",
		"2:futex() = ?\n3:execve(\"/bin/true\", [\"true\"]) = 0\n"
		"5:+++ superseded by execve in pid 2 +++\n"},
	/* a child and its threads are not the lab's process */
	{"1 clone(flags=SIGCHLD) = 3\n3 a()\n1 b()\n",
		"2:clone(flags=SIGCHLD) = 3\n4:b()\n"},
	{"1 fork() = 3\n3 clone(CLONE_THREAD) = 4\n4 a()\n3 +++ exited with 1 +++\n1 "
	 "b()\n",
		"2:fork() = 3\n6:b()\n"},
	{"1 clone3({flags=CLONE_THREAD} <unfinished ...>\n3 a()\n"
	 "1 <... clone3 resumed> => {parent_tid=[3]}, 88) = 3\n",
		"2:clone3({flags=CLONE_THREAD} => {parent_tid=[3]}, 88) = 3\n3:a()\n"},
	{"2 clone(CLONE_THREAD) = 3\n3 clone(CLONE_THREAD) = 4\n4 a()\n",
		"2:clone(CLONE_THREAD) = 3\n3:clone(CLONE_THREAD) = 4\n4:a()\n"},
	{"1 clone(CLONE_THREAD) = -1 EAGAIN (x)\n3 a()\n",
		"2:clone(CLONE_THREAD) = -1 EAGAIN (x)\n"},
};

static const char *lines_text(struct pool *pool, const struct lines *lines)
{
	const char *text = "";

	for (int i = 1; i < lines->count; i++)
		text = pool_printf(
			pool, "%s%d:%s\n", text, lines->at[i].number, lines->at[i].text);
	return text;
}

Test(trace, a_joined_call_stands_where_it_began)
{
	for (size_t i = 0; i < COUNT(torn); i++) {
		struct pool pool = {0};
		struct trace trace;
		struct err err = {0};
		const char *log = pool_printf(&pool, START "%s", torn[i].log);

		cr_assert_eq(trace_parse(&pool, log, strlen(log), 1, &trace, &err), 0,
			"%s: %s", log, err.message);
		cr_assert_str_eq(trace.lines.at[0].text, "clone(flags=CLONE_THREAD) = 2");
		cr_assert_str_eq(lines_text(&pool, &trace.lines), torn[i].lines);
		pool_free(&pool);
	}
}

static const struct {
	const char *printed;
	const char *named;
} unnamed[] = {
	{"", ""},
	{"brk(NULL) = 0x1", "brk(NULL) = 0x1"},
	{"madvise(0x1, 2, 0x66 /* MADV_??? */) = 0",
		"madvise(0x1, 2, MADV_GUARD_INSTALL) = 0"},
	{"m(0x67 /* MADV_??? */, 0x19 /* MADV_??? */)",
		"m(MADV_GUARD_REMOVE, MADV_COLLAPSE)"},
	{"m(22 /* MADV_??? */)", "m(MADV_POPULATE_READ)"},
	{"m(0x17 /* MADV_??? */)", "m(MADV_POPULATE_WRITE)"},
	{"m(0x18 /* MADV_??? */", "m(MADV_DONTNEED_LOCKED"},
	{"m(0x7b /* MADV_??? */)", "m(0x7b /* MADV_??? */)"},
	{"m(0x66 /* MAP_??? */)", "m(0x66 /* MAP_??? */)"},
	{"m(0x66 /* MADV_?? */)", "m(0x66 /* MADV_?? */)"},
	{"m(0x66 /* 41 vars */, 0x66 /* MADV_??? */)",
		"m(0x66 /* 41 vars */, MADV_GUARD_INSTALL)"},
	{"0x66 /* ??? */", "0x66 /* ??? */"},
	{"??? */ 0x66 /* ", "??? */ 0x66 /* "},
	/* 0x22 is no 22, and what a program writes is its own */
	{"m(0x22 /* MADV_??? */)", "m(0x22 /* MADV_??? */)"},
	{"m(122 /* MADV_??? */)", "m(122 /* MADV_??? */)"},
	{"write(1, \"22 /* MADV_??? */\", 18)", "write(1, \"22 /* MADV_??? */\", 18)"},
	{"write(1, \"\\\"22 /* MADV_??? */\", 19)",
		"write(1, \"\\\"22 /* MADV_??? */\", 19)"},
	{"m(\"a\", 22 /* MADV_??? */)", "m(\"a\", MADV_POPULATE_READ)"},
};

Test(trace, constants_younger_than_strace_have_their_names)
{
	for (size_t i = 0; i < COUNT(unnamed); i++) {
		struct pool pool = {0};
		size_t length = strlen(unnamed[i].printed);

		cr_assert_str_eq(constants_name(&pool, unnamed[i].printed, length),
			unnamed[i].named);
		pool_free(&pool);
	}
}

static const struct {
	const char *log;
	int line;
	const char *message;
} errors[] = {
	{"brk(NULL) = 0x1\n", 1, "begins with a process id; read: brk(NULL) = 0x1"},
	{"1 a()\nb()\n1 c()\n", 2, "begins with a process id; read: b()"},
	{"1 a()\n\n", 2, "begins with a process id; read: "},
	{"1\n", 1, "begins with a process id; read: 1"},
	{"1a()\n", 1, "begins with a process id; read: 1a()"},
	{" 1 a()\n", 1, "begins with a process id"},
	{"-1 a()\n", 1, "begins with a process id"},
	{"1234567890 a()\n", 1, "begins with a process id"},
	{"1 a()", 1, "ends in the middle of a line"},
	{"1 a()\n1 b() =", 2, "ends in the middle of a line"},
};

Test(trace, an_error_names_the_line_of_the_log)
{
	for (size_t i = 0; i < COUNT(errors); i++) {
		struct pool pool = {0};
		struct trace trace;
		struct err err = {0};

		cr_assert_eq(trace_parse(&pool, errors[i].log, strlen(errors[i].log), 1,
				     &trace, &err),
			-1, "%s", errors[i].log);
		cr_assert_eq(err.line, errors[i].line, "%s: %d", errors[i].log, err.line);
		cr_assert(has(err.message, errors[i].message), "%s", err.message);
		pool_free(&pool);
	}
}

/* --- what goes out in pieces ------------------------------------------------------------ */

/* Lines of a trace, and what may stand for each of them, "-" for nothing. */
static const struct {
	const char *lines;
	const char *wholes;
} writes[] = {
	{"write(1, \"a\\n\", 2) = 2\npause()\n", ""},
	{"write(1, \"a\", 1) = 1\nwrite(1, \"b\", 1) = 1\nwrite(1, \"\\n\", 1) = 1\n",
		"write(1, \"ab\\n\", 3) = 3|-|-|"},
	/* a line of output ends where it ends, or where something comes between */
	{"write(1, \"a\", 1) = 1\nwrite(1, \"b\\n\", 2) = 2\nwrite(1, \"c\\n\", 2) = 2\n",
		"write(1, \"ab\\n\", 3) = 3|-|-|"},
	{"write(1, \"a\", 1) = 1\npause()\nwrite(1, \"b\\n\", 2) = 2\n", ""},
	{"write(1, \"a\", 1) = 1\nwrite(2, \"b\\n\", 2) = 2\n", ""},
	{"write(1, \"a\\\\n\", 3) = 3\nwrite(1, \"\\n\", 1) = 1\n",
		"write(1, \"a\\\\n\\n\", 4) = 4|-|"},
	/* nothing is no beginning of a line, and may stand within one */
	{"write(1, \"\", 0) = 0\nwrite(1, \"a\\n\", 2) = 2\n", ""},
	{"write(1, \"\", 0) = 0\nwrite(1, \"a\", 1) = 1\nwrite(1, \"\", 0) = 0\n"
	 "write(1, \"\\n\", 1) = 1\n",
		"-|write(1, \"a\\n\", 2) = 2|-|-|"},
	/* what strace does not show, or the kernel has not written, is not known */
	{"write(1, \"a\"..., 9) = 9\nwrite(1, \"b\\n\", 2) = 2\n", ""},
	{"write(1, \"abc\", 3) = 2\nwrite(1, \"c\\n\", 2) = 2\n", ""},
	{"write(1, \"a\", 1) = -1 EAGAIN (Try again)\nwrite(1, \"a\\n\", 2) = 2\n", ""},
	{"write(1, 0x7f00, 1) = 1\nwrite(1, \"a\\n\", 2) = 2\n", ""},
	/* several buffers */
	{"writev(2, [{iov_base=\"a]\", iov_len=2}, {iov_base=\"\\n\", iov_len=1}], 2) = "
	 "3\n",
		"write(2, \"a]\\n\", 3) = 3|"},
	{"write(2, \"a\", 1) = 1\nwritev(2, [{iov_base=\"\\n\", iov_len=1}], 1) = 1\n",
		"write(2, \"a\\n\", 2) = 2|write(2, \"\\n\", 1) = 1|"},
	{"writev(2, [{iov_base=\"a\", iov_len=1}, ...], 40) = 40\n", ""},
	{"writev(2, [{iov_base=\"a\"..., iov_len=9}], 1) = 9\n", ""},
	{"writev(2, [{iov_base=NULL, iov_len=0}], 1) = 0\n", ""},
	{"writev(2, 0x7f00, 1) = -1 EFAULT (Bad address)\n", ""},
};

Test(trace, a_line_of_output_is_put_together_from_its_pieces)
{
	for (size_t i = 0; i < COUNT(writes); i++) {
		struct pool pool = {0};
		struct lines lines =
			text_lines(&pool, writes[i].lines, strlen(writes[i].lines));
		const struct line *wholes = trace_whole_writes(&pool, &lines);
		char *text = pool_copy(&pool, "", 0);

		for (int j = 0; wholes && j < lines.count; j++)
			text = pool_printf(&pool, "%s%s|", text,
				wholes[j].text ? wholes[j].text : "-");
		cr_expect_str_eq(text, writes[i].wholes, "%s", writes[i].lines);
		pool_free(&pool);
	}
}

/* The log without what is behind its first `size` bytes, with nothing readable after
 * them. */
static void parse_cut(const struct bytes *log, size_t size, int pid)
{
	struct pool pool = {0};
	struct trace trace = {0};
	struct err err = {0};
	struct ending ending;
	char *cut = malloc(size ? size : 1);
	bool whole_lines = size == 0 || log->data[size - 1] == '\n';
	int failed;

	memcpy(cut, log->data, size);
	failed = trace_parse(&pool, cut, size, pid, &trace, &err);
	cr_assert_eq(failed, whole_lines ? 0 : -1, "%zu bytes: %s", size, err.message);
	cr_assert_eq(trace_find_end(cut, size, pid, &ending), size == log->size);
	cr_assert_eq(trace_start(cut, size, pid, "./none"), -1);
	if (failed)
		cr_assert(has(err.message, "in the middle of a line"), "%s", err.message);
	else
		cr_assert_eq(trace.ended, size == log->size);
	free(cut);
	pool_free(&pool);
}

Test(trace, a_log_cut_anywhere_is_parsed_or_refused)
{
	struct pool pool = {0};
	struct bytes threads = read_log_of(&pool, "threads", THREADS_PID, "./threads");
	struct bytes crash = read_log_of(&pool, "crash", CRASH_PID, "./crash");

	for (size_t size = 0; size <= threads.size; size++)
		parse_cut(&threads, size, THREADS_PID);
	for (size_t size = 0; size <= crash.size; size++)
		parse_cut(&crash, size, CRASH_PID);
	pool_free(&pool);
}

Test(trace, a_number_has_its_place_among_the_different_ones)
{
	static const int numbers[] = {7, -3, 7, 0, 2147483647, 7, 0, -2147483647};
	static const int ranks_from[] = {-2147483647, -3, 0, 7, 2147483647};
	static const int strangers[] = {-2147483646, -1, 1, 8, 2147483646};
	struct pool pool = {0};
	struct ranks ranks = ranks_of(&pool, numbers, COUNT(numbers));
	struct ranks none = ranks_of(&pool, numbers, 0);

	cr_assert_eq(ranks.count, (int)COUNT(ranks_from));
	for (int i = 0; i < ranks.count; i++) {
		cr_assert_eq(ranks.numbers[i], ranks_from[i]);
		cr_assert_eq(ranks_find(&ranks, ranks_from[i]), i);
		cr_assert_eq(ranks_find(&ranks, strangers[i]), -1, "%d", strangers[i]);
		cr_assert_eq(ranks_find(&none, ranks_from[i]), -1);
	}
	pool_free(&pool);
}

/* --- the cost of a log ---------------------------------------------------------------- */

/* Writes a log of process 1 for `count` threads or calls. */
typedef void log_writer(FILE *out, int count);

static void write_threads(FILE *out, int count)
{
	for (int i = 2; i < count + 2; i++)
		fprintf(out, "1 clone(flags=CLONE_THREAD) = %d\n%d a()\n", i, i);
}

/* Each thread is started by the next one, whose own start comes later in the log. */
static void write_chain(FILE *out, int count)
{
	for (int i = 2; i < count + 2; i++)
		fprintf(out, "%d clone(flags=CLONE_THREAD) = %d\n", i + 1, i);
	fprintf(out, "1 clone(flags=CLONE_THREAD) = %d\n", count + 2);
}

static void write_halves(FILE *out, int count)
{
	for (int i = 2; i < count + 2; i++)
		fprintf(out,
			"1 clone(flags=CLONE_THREAD) = %d\n"
			"%d execve(\"a\",  <unfinished ...>\n",
			i, i);
	for (int i = 2; i < count + 2; i++)
		fprintf(out, "%d <... execve resumed>) = 0\n", i);
}

static void write_one_thread_s_halves(FILE *out, int count)
{
	for (int i = 0; i < count; i++)
		fprintf(out, "1 a( <unfinished ...>\n");
	for (int i = 0; i < count; i++)
		fprintf(out, "1 <... a resumed>) = 0\n");
}

static double processor_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* The least of some tries; `lines` is how many lines the process has. */
static double seconds_to_parse(log_writer *write, int count, int *lines)
{
	double least = 1e9;
	char *log;
	size_t size;
	FILE *out = open_memstream(&log, &size);

	write(out, count);
	fclose(out);
	for (int i = 0; i < 5; i++) {
		struct pool pool = {0};
		struct trace trace;
		struct err err;
		double begin = processor_seconds();
		double took;

		cr_assert_eq(trace_parse(&pool, log, size, 1, &trace, &err), 0);
		took = processor_seconds() - begin;
		least = took < least ? took : least;
		*lines = trace.lines.count;
		pool_free(&pool);
	}
	free(log);
	return least;
}

/*
 * Sixteen times the log takes some twenty times as long, where the work is sorting and
 * looking up; where each line were compared with each other it would take 256 times.
 */
Test(trace, the_cost_of_a_log_grows_with_its_lines, .timeout = 300)
{
	enum { FEW = 4000, TIMES = 16, MOST_RATIO = 80 };
	static const struct {
		const char *what;
		log_writer *write;
		int lines; /* of the process, for each of `count` */
	} logs[] = {
		{"threads", write_threads, 2},
		{"a chain of threads", write_chain, 1},
		{"unfinished calls", write_halves, 2},
		{"unfinished calls of one thread", write_one_thread_s_halves, 1},
	};

	/* Memory that is kept costs no page faults, which only the long log would have. */
	mallopt(M_MMAP_MAX, 0);
	mallopt(M_TRIM_THRESHOLD, -1);
	for (size_t i = 0; i < COUNT(logs); i++) {
		int few;
		int many;
		double short_one = seconds_to_parse(logs[i].write, FEW, &few);
		double long_one = seconds_to_parse(logs[i].write, FEW * TIMES, &many);

		cr_expect_leq(
			abs(few - logs[i].lines * FEW), 1, "%s: %d", logs[i].what, few);
		cr_expect_leq(abs(many - logs[i].lines * FEW * TIMES), 1, "%s: %d",
			logs[i].what, many);
		cr_expect_lt(long_one, MOST_RATIO * short_one, "%s: %g s and %g s",
			logs[i].what, short_one, long_one);
	}
}
