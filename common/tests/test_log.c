/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../run/log.h"
#include "help.h"

/* strace's log while it grows: each line is handed out once, and each byte is read once. */

/* As strace does, which has opened the file by its descriptor. */
static void append(const struct log *log, const char *text)
{
	char path[64];
	FILE *file;

	snprintf(path, sizeof path, "/proc/self/fd/%d", log->fd);
	file = fopen(path, "a");
	cr_assert(file && fputs(text, file) >= 0 && fclose(file) == 0);
}

/* All lines that are there now, one after the other. */
static const char *read_on(struct pool *pool, struct log *log)
{
	const char *text = "";
	struct bytes lines;

	while (log_next(log, &lines))
		text = pool_printf(pool, "%s%.*s", text, (int)lines.size, lines.data);
	return text;
}

Test(log, hands_out_each_line_once_when_it_is_whole)
{
	static const struct {
		const char *written;
		const char *lines;
	} steps[] = {
		{"", ""},
		{"1 a() = 0\n", "1 a() = 0\n"},
		{"", ""},
		{"1 read(0, ", ""},
		{"\"x\"", ""},
		{", 1) = 1\n2 b(", "1 read(0, \"x\", 1) = 1\n"},
		{") = 2\n\n", "2 b() = 2\n\n"},
		{"1 c()\n1 d()\n1 e(", "1 c()\n1 d()\n"},
	};
	struct pool pool = {0};
	struct log log;

	cr_assert_eq(log_open(&log), 0);
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		append(&log, steps[i].written);
		cr_assert_str_eq(read_on(&pool, &log), steps[i].lines, "step %zu", i);
	}
	log_close(&log);
	pool_free(&pool);
}

/* A line may be longer than what is read at once, and come in many parts. */
Test(log, has_lines_of_any_length)
{
	enum { LENGTH = 300000, PARTS = 7 };
	struct pool pool = {0};
	char *part = pool_alloc(&pool, LENGTH + 1);
	struct bytes lines;
	struct log log;

	cr_assert_eq(log_open(&log), 0);
	memset(part, 'x', LENGTH);
	append(&log, "1 first\n");
	for (int i = 0; i < PARTS; i++) {
		append(&log, part);
		cr_assert_str_eq(read_on(&pool, &log), i ? "" : "1 first\n");
	}
	append(&log, "\n2 last\n");
	cr_assert(log_next(&log, &lines));
	cr_assert_eq(lines.size, (size_t)PARTS * LENGTH + strlen("\n2 last\n"));
	cr_assert_str_eq(read_on(&pool, &log), "");
	cr_assert_eq(log.read, 8 + PARTS * LENGTH + 8);
	log_close(&log);
	pool_free(&pool);
}

Test(log, is_whole_at_the_end_and_notices_who_opens_it)
{
	struct pool pool = {0};
	struct log log;
	struct bytes whole;

	cr_assert_eq(log_open(&log), 0);
	append(&log, "1 a() = 0\n1 b(");
	cr_assert_str_eq(read_on(&pool, &log), "1 a() = 0\n");
	whole = log_whole(&log, &pool);
	cr_assert_str_eq(whole.data, "1 a() = 0\n1 b(");
	cr_assert_eq(whole.size, strlen(whole.data));
	log_watch(&log);
	cr_assert(!log_was_opened(&log), "strace has opened it before");
	append(&log, ") = 0\n");
	cr_assert(log_was_opened(&log));
	log_close(&log);
	cr_assert(!log_was_opened(&log));
	pool_free(&pool);
}

/*
 * The bytes that the harness reads of the log of a program with this many system calls, for
 * each byte of it. strace tells them: it traces the harness alone, and not what that starts.
 */
static double bytes_read_for_each(const char *folder, int calls)
{
	struct ran ran =
		sh("cd '%s' && strace -y -e trace=read,pread64,readv,preadv -o reads "
		   "$VMLAB observe --root . --limit 100 calls.c %d >told && "
		   "awk '/(\\.log|memfd:[^>]*)>/ && $NF > 0 { sum += $NF } "
		   "END { print sum }' reads && cd build/observed/calls && "
		   "stat -c %%s calls.log && wc -l <calls.log",
			folder, calls);
	enum { STAMP = 21 }; /* bytes of a time before each line */
	double sum = 0;
	double size = 0;
	double lines = 0;

	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	cr_assert_eq(sscanf(ran.out, "%lf %lf %lf", &sum, &size, &lines), 3, "%s", ran.out);
	cr_assert_gt(size, 40.0 * calls, "the calls are in the log");
	size += STAMP * lines; /* which are not in the evidence */
	cr_assert_geq(sum, size, "the log is read at least once");
	ran_free(&ran);
	return sum / size;
}

/* Once while it grows and once when it is whole: two bytes for each, however long it is. */
Test(log, is_read_twice_however_long_it_is, .timeout = 300)
{
	char *folder =
		sample_project("int main(void)\n{\n}\n", "lab T\nrun sample\nexit: 0\n");
	struct ran ran = sh("strace -o '%s/traced' true", folder);
	double few;
	double many;

	if (ran.status != 0)
		cr_skip_test("strace cannot trace here");
	ran_free(&ran);
	put_file(folder, "calls.c",
		"#include <stdlib.h>\n#include <sys/syscall.h>\n#include <unistd.h>\n"
		"int main(int argc, char **argv)\n{\n"
		"\tfor (int i = argc > 1 ? atoi(argv[1]) : 0; i > 0; i--)\n"
		"\t\tsyscall(SYS_getppid);\n\treturn 0;\n}\n");
	few = bytes_read_for_each(folder, 5000);
	many = bytes_read_for_each(folder, 40000);
	cr_expect_lt(few, 2.1, "%g bytes for each", few);
	cr_expect_lt(many, 2.1, "%g bytes for each", many);
	temp_drop(folder);
}
