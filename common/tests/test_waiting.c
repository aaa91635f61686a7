/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "../base/file.h"
#include "../evidence/trace.h"
#include "../evidence/trace_waits.h"
#include "help.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* The log of a program that waits for a person: has its read come back, is it whole? */

/* --- the end of a read ---------------------------------------------------------------- */

static const struct {
	const char *log;
	bool returned; /* of thread 12 */
} returns[] = {
	{"", false},
	{"12 read(0, \"\\n\", 16) = 1\n", true},
	{"12    read(0, \"\\n\", 16) = 1\n", true},
	{"12 read(0, \"\\n\", 16)                 = 1\r\n", true},
	{"12 read(0, \"\", 16) = 0\n", true},
	{"12 readv(0, [{iov_base=\"\\n\", iov_len=9}], 1) = 1\n", true},
	{"12 <... read resumed>\"\\n\", 16) = 1\n", true},
	{"12 <... read resumed> <unfinished ...>) = ?\n", true},
	{"12 pause() = ? ERESTARTNOHAND (To be restarted if no handler)\n", true},
	{"12 <... pause resumed>) = ? ERESTARTNOHAND (To be restarted if no handler)\n",
		true},
	{"12 ppoll(NULL, 0, NULL, NULL, 0) = ? ERESTARTNOHAND\n", true},
	{"12 <... ppoll resumed>NULL, 0) = ? ERESTARTNOHAND\n", true},
	/* a signal came between, and nothing has been read */
	{"12 read(0, 0x7ffc, 16) = -1 EINTR (Interrupted system call)\n", false},
	{"12 read(0, 0x7ffc, 16) = ? ERESTARTSYS (To be restarted if SA_RESTART is set)\n",
		false},
	{"12 <... read resumed>0x7ffc, 16) = ? ERESTARTSYS (To be restarted)\n", false},
	/* it goes on, or strace is not done with the line */
	{"12 read(0, ", false},
	{"12 read(0, \"\\n\", 16) = 1", false},
	{"12 read(0,  <unfinished ...>\n", false},
	{"12 pause( <unfinished ...>\n", false},
	{"12 ppoll(NULL, 0, NULL, NULL <unfinished ...>\n", false},
	{"12 <... read resumed>\"\\n\", 16) = 1", false},
	{"12 read(0,  <unfinished ...>\n12 <... read resumed>\"\\n\"", false},
	{"12 read(0,  <unfinished ...>\n12 <... read resumed>\"\\n\", 16) = 1\n", true},
	{"12 read(0, \"a <unfinished ...>\", 17) = 17\n", true},
	/* another call, another thread, another line */
	{"12 readlink(\"a\", \"b\", 9) = 1\n", false},
	{"12 pread64(0, \"\", 1, 0) = 0\n", false},
	{"12 poll([{fd=0}], 1, -1) = 1\n", false},
	{"12 write(1, \"read(0) = 1\\n\", 12) = 12\n", false},
	{"12 <... write resumed>) = 12\n", false},
	{"12 <... readlink resumed>\"b\", 9) = 1\n", false},
	{"12 --- SIGALRM {si_signo=SIGALRM} ---\n", false},
	{"12 +++ exited with 0 +++\n", false},
	{"13 read(0, \"\\n\", 16) = 1\n", false},
	{"112 read(0, \"\\n\", 16) = 1\n", false},
	{"1 2 read(0, \"\\n\", 16) = 1\n", false},
	{"12read(0, \"\\n\", 16) = 1\n", false},
	{"read(0, \"\\n\", 16) = 1\n", false},
	{"13 read(3, \"x\", 1) = 1\n12 read(0, \"\\n\", 16) = 1\n", true},
	{"12 brk(NULL) = 0x1\n12 read(0, \"\\n\", 16) = 1\n12 read(0, ", true},
};

/* The first `size` bytes, with nothing readable behind them. */
static char *exactly(const char *text, size_t size)
{
	char *copy = malloc(size ? size : 1);

	memcpy(copy, text, size);
	return copy;
}

static bool shows_return(const char *log, size_t size, int tid)
{
	char *copy = exactly(log, size);
	bool found = trace_shows_return(copy, size, tid);

	free(copy);
	return found;
}

Test(waiting, a_read_has_come_back_when_the_log_says_so)
{
	for (size_t i = 0; i < COUNT(returns); i++)
		cr_assert_eq(shows_return(returns[i].log, strlen(returns[i].log), 12),
			returns[i].returned, "%s", returns[i].log);
}

/* As soon as a log shows the return, every longer one does. */
Test(waiting, a_return_is_shown_from_the_end_of_its_line_on)
{
	for (size_t i = 0; i < COUNT(returns); i++) {
		const char *log = returns[i].log;
		bool before = false;

		for (size_t size = 0; size <= strlen(log); size++) {
			bool now = shows_return(log, size, 12);

			cr_assert(now || !before, "%zu bytes of %s", size, log);
			cr_assert(now == before || log[size - 1] == '\n', "%zu bytes of %s",
				size, log);
			before = now;
		}
	}
}

/* --- nothing but waiting -------------------------------------------------------------- */

static const struct {
	const char *log;
	bool waits;
} parts[] = {
	{"", true},
	{"12 clock_nanosleep(CLOCK_REALTIME, 0, {tv_sec=0, tv_nsec=10000000}, NULL) = 0\n",
		true},
	{"12 clock_nanosleep(CLOCK_REALTIME, 0,  <unfinished ...>\n", true},
	{"12 <... clock_nanosleep resumed>NULL) = 0\n", true},
	{"12 <... nanosleep resumed>NULL) = ? ERESTART_RESTARTBLOCK (Interrupted)\n", true},
	{"12 restart_syscall(<... resuming interrupted clock_nanosleep ...>) = 0\n", true},
	{"12 futex(0x7f, FUTEX_WAIT_BITSET|FUTEX_CLOCK_REALTIME, 0, {tv_sec=1, tv_nsec=0}, "
	 "FUTEX_BITSET_MATCH_ANY) = -1 ETIMEDOUT (Connection timed out)\n",
		true},
	{"12 poll([{fd=0, events=POLLIN}], 1, 100) = 0 (Timeout)\n", true},
	{"12 pselect6(0, NULL, NULL, NULL, {tv_sec=0, tv_nsec=1000}, NULL) = 0\n", true},
	{"12 getrusage(RUSAGE_THREAD, {ru_utime={tv_sec=0, tv_usec=1}, ...}) = 0\n", true},
	{"12 --- SIGALRM {si_signo=SIGALRM, si_code=SI_KERNEL} ---\n", true},
	{"12 rt_sigreturn({mask=[]}) = 0\n", true},
	{"12 read(0, 0x7ffc, 16) = ? ERESTARTSYS (To be restarted if SA_RESTART is set)\n",
		true},
	{"12 <... read resumed>0x7ffc, 16) = ? ERESTARTSYS (To be restarted)\n", true},
	{"12 read(0,  <unfinished ...>\n", true},
	/* a line that is not whole says nothing yet */
	{"12 brk(0x1000", true},
	/* anything else */
	{"12 brk(0x1000) = 0x1000\n", false},
	{"12 read(0, \"\\n\", 16) = 1\n", false},
	{"12 <... read resumed>\"\\n\", 16) = 1\n", false},
	{"12 readlink(\"a\", 0x7ffc, 16) = ? ERESTARTSYS (To be restarted)\n", false},
	{"12 write(1, \".\", 1) = 1\n", false},
	{"12 +++ exited with 0 +++\n", false},
	{"12 mmap(NULL, 4096,  <unfinished ...>\n", false},
	{"12 <... mmap resumed>) = 0x7f\n", false},
	{"12 pollute(1) = 0\n", false},
	{"12 futex(0x7f, FUTEX_WAIT) = 0\n13 brk(0x1000) = 0x1000\n", false},
	{"13 brk(0x1000) = 0x1000\n12 futex(0x7f, FUTEX_WAIT) = 0\n", false},
};

Test(waiting, only_sleeping_and_being_interrupted_is_waiting)
{
	for (size_t i = 0; i < COUNT(parts); i++) {
		size_t size = strlen(parts[i].log);
		char *copy = exactly(parts[i].log, size);

		cr_assert_eq(trace_shows_only_waits(copy, size), parts[i].waits, "%s",
			parts[i].log);
		free(copy);
	}
}

/* --- the log of a program with two threads -------------------------------------------- */

/*
 * data/waits.strace is what strace 6.1 wrote on x86_64, from the execve on, of a program
 * that reads twice from its terminal, while its second thread reads from a pipe.
 */
enum { WAITS_PID = 30902, WAITS_THREAD = 30910 };

static struct bytes read_log(struct pool *pool)
{
	struct bytes bytes;
	struct err err;

	cr_assert_eq(file_read(pool, "common/tests/data/waits.strace", &bytes, &err), 0,
		"%s", err.message);
	return bytes;
}

/* Where the line that begins with `text` ends. */
static size_t end_of(const struct bytes *log, const char *text)
{
	const char *at = strstr(log->data, text);

	cr_assert(at, "%s", text);
	return (size_t)(strchr(at, '\n') + 1 - log->data);
}

static const struct {
	int tid;
	const char *from; /* the log from the end of this line on */
	const char *back; /* NULL: there is none */
} waits[] = {
	{WAITS_PID, "30902 write(1, \"one", "30902 <... read resumed>"},
	{WAITS_PID, "30902 read(0,  <unf", "30902 <... read resumed>"},
	{WAITS_PID, "30902 <... read resumed>", "30902 read(0, \"\\n\""},
	{WAITS_PID, "30902 read(0, \"\\n\"", NULL},
	{WAITS_THREAD, "30902 write(1, \"one", "30910 <... read resumed>\"x\""},
	{WAITS_THREAD, "30910 <... read resumed>\"x\"", "30910 <... read resumed> <unf"},
	{WAITS_THREAD, "30910 <... read resumed> <unf", NULL},
	{WAITS_PID + 1, "30902 write(1, \"one", NULL},
	{3090, "30902 write(1, \"one", NULL},
};

Test(waiting, a_log_that_grows_shows_each_return_in_its_turn)
{
	struct pool pool = {0};
	struct bytes log = read_log(&pool);

	for (size_t i = 0; i < COUNT(waits); i++) {
		size_t from = end_of(&log, waits[i].from);
		size_t back = waits[i].back ? end_of(&log, waits[i].back) : log.size + 1;

		for (size_t size = from; size <= log.size; size++)
			cr_assert_eq(
				shows_return(log.data + from, size - from, waits[i].tid),
				size >= back, "case %zu: %zu bytes", i, size);
	}
	pool_free(&pool);
}

static const struct line *line_with(const struct trace *trace, const char *text)
{
	for (int i = 0; i < trace->lines.count; i++)
		if (has(trace->lines.at[i].text, text))
			return &trace->lines.at[i];
	return NULL;
}

/* A read that other lines came between stands where it began: in front of its pause. */
Test(waiting, a_read_stands_where_it_began)
{
	static const struct {
		const char *text;
		int number;
	} lines[] = {
		{"write(1, \"one = 1\\n\", 8)              = 8", 43},
		{"read(0, \"\\n\", 16)       = 1", 48},
		{"read(3, \"x\", 1)         = 1", 50},
		{"brk(0x55cf39d47000)               = 0x55cf39d47000", 52},
		{"write(1, \"two\\n\", 4)              = 4", 55},
		{"read(0, \"\\n\", 16)                 = 1", 58},
		{"read(3,  <unfinished ...>) = ?", 56},
	};
	struct pool pool = {0};
	struct bytes log = read_log(&pool);
	struct trace trace;
	struct err err;

	cr_assert_eq(trace_parse(&pool, log.data, log.size, WAITS_PID, &trace, &err), 0,
		"%s", err.message);
	for (size_t i = 0; i < COUNT(lines); i++) {
		const struct line *line = line_with(&trace, lines[i].text);

		cr_assert(line, "%s", lines[i].text);
		cr_assert_str_eq(line->text, lines[i].text);
		cr_assert_eq(
			line->number, lines[i].number, "%s: %d", line->text, line->number);
	}
	cr_assert(trace.ended && !trace.ending.by_signal && trace.ending.status == 0);
	pool_free(&pool);
}

/* --- cut and damaged logs ------------------------------------------------------------- */

/* What has been parsed is in order, and has no process ids. */
static void hold_sound(const struct trace *trace, const char *what)
{
	int last = 0;

	for (int i = 0; i < trace->lines.count; i++) {
		const struct line *line = &trace->lines.at[i];

		cr_assert_gt(line->number, last, "%s", what);
		cr_assert_leq(strlen(line->text), line->length, "%s", what);
		last = line->number;
	}
}

static int parse_exactly(struct pool *pool, const char *log, size_t size,
	struct trace *trace, struct err *err)
{
	char *copy = exactly(log, size);
	int failed;

	memset(err, 0, sizeof *err);
	failed = trace_parse(pool, copy, size, WAITS_PID, trace, err);
	free(copy);
	return failed;
}

static int count_lines(const char *text, size_t size)
{
	int count = size > 0 && text[size - 1] != '\n';

	for (size_t i = 0; i < size; i++)
		count += text[i] == '\n';
	return count;
}

static void parse_cut(const struct bytes *log, size_t size)
{
	struct pool pool = {0};
	struct trace trace = {0};
	struct err err;
	bool whole_lines = size == 0 || log->data[size - 1] == '\n';
	int failed = parse_exactly(&pool, log->data, size, &trace, &err);

	cr_assert_eq(failed, whole_lines ? 0 : -1, "%zu bytes: %s", size, err.message);
	if (failed) {
		cr_assert(has(err.message, "in the middle of a line"), "%s", err.message);
		cr_assert_eq(err.line, count_lines(log->data, size), "%zu bytes", size);
	} else {
		hold_sound(&trace, "cut");
		cr_assert_eq(trace.ended, size == log->size, "%zu bytes", size);
	}
	pool_free(&pool);
}

Test(waiting, a_log_cut_anywhere_is_parsed_or_refused)
{
	struct pool pool = {0};
	struct bytes log = read_log(&pool);

	for (size_t size = 0; size <= log.size; size++)
		parse_cut(&log, size);
	pool_free(&pool);
}

/* The rest of a line is lost, as when the tracer was killed, and the line ended for it. */
Test(waiting, a_line_that_ends_anywhere_is_parsed_or_refused)
{
	struct pool pool = {0};
	struct bytes log = read_log(&pool);

	for (size_t size = 1; size < log.size; size++) {
		struct pool own = {0};
		struct trace trace = {0};
		struct err err;
		char *text = pool_printf(&own, "%.*s\n", (int)size, log.data);
		int failed = parse_exactly(&own, text, size + 1, &trace, &err);

		if (failed) {
			cr_assert(has(err.message, "begins with a process id"), "%s",
				err.message);
			cr_assert_eq(err.line, count_lines(text, size + 1), "%zu", size);
		} else {
			hold_sound(&trace, "ended");
		}
		pool_free(&own);
	}
	pool_free(&pool);
}

/* The number of the next line is no exit status of this one. */
Test(waiting, an_end_without_its_status_is_none)
{
	static const char *const logs[] = {"12 +++ exited with \n",
		"12 +++ exited with  +++\n", "12 +++ exited with \n13 a()\n",
		"12 +++ exited with +++\n", "12 +++ exited with x +++\n",
		"12 +++ exited with \n12"};

	for (size_t i = 0; i < COUNT(logs); i++) {
		char *copy = exactly(logs[i], strlen(logs[i]));
		struct ending ending;

		cr_assert_not(
			trace_find_end(copy, strlen(logs[i]), 12, &ending), "%s", logs[i]);
		free(copy);
	}
}

static unsigned next_random(unsigned *state)
{
	*state = *state * 1103515245u + 12345u;
	return *state >> 8;
}

static const char *const inserted[] = {"\n", " ", "30902 ", "30910 <... read resumed>",
	" <unfinished ...>", " <unfinished ...>\n30902 ", " = ", " resumed>", "<... ",
	"\r\n", "30902 clone(CLONE_THREAD) = 30902\n", "30902 +++ killed by ",
	" /* MADV_??? */", "\"", "99999999999999999999", "-1", "%s%n", "\xff"};

enum { CORRUPTIONS = 5000, ROOM = 8000 };

/* Changes a byte, takes some away, or puts something in; the new size. */
static size_t damage(char *text, size_t size, unsigned *state)
{
	size_t at = next_random(state) % size;
	size_t count = 1 + next_random(state) % 60;
	const char *word = inserted[next_random(state) % COUNT(inserted)];

	switch (next_random(state) % 3) {
	case 0: text[at] = (char)next_random(state); return size;
	case 1:
		count = count < size - at ? count : size - at - 1;
		memmove(text + at, text + at + count, size - at - count);
		return size - count;
	}
	memmove(text + at + strlen(word), text + at, size - at);
	memcpy(text + at, word, strlen(word));
	return size + strlen(word);
}

Test(waiting, damage_is_an_error_with_its_line_or_a_result, .timeout = 300)
{
	struct pool data = {0};
	struct bytes log = read_log(&data);
	unsigned state = 11;
	int refused = 0;

	cr_assert_lt(log.size, ROOM - 1000);
	for (int i = 0; i < CORRUPTIONS; i++) {
		struct pool pool = {0};
		struct trace trace = {0};
		struct err err;
		char text[ROOM];
		size_t size = log.size;
		int changes = 1 + (int)(next_random(&state) % 4);

		memcpy(text, log.data, size);
		while (changes-- > 0)
			size = damage(text, size, &state);
		shows_return(text, size, WAITS_PID);
		if (parse_exactly(&pool, text, size, &trace, &err) == 0) {
			hold_sound(&trace, "damaged");
		} else {
			cr_assert(err.line >= 1 && err.line <= count_lines(text, size),
				"corruption %d: line %d", i, err.line);
			cr_assert_neq(*err.message, '\0', "corruption %d", i);
			refused++;
		}
		pool_free(&pool);
	}
	cr_assert(refused > CORRUPTIONS / 20 && refused < CORRUPTIONS, "%d", refused);
	pool_free(&data);
}
