/* SPDX-License-Identifier: MIT */
#include "trace.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "constants.h"
#include "messages.h"

static const char unfinished[] = " <unfinished ...>";
static const char resumed[] = " resumed>";

/* Reads "1234  " at the start of a line; the bytes it takes, or 0 when it is not there. */
static size_t read_pid(const char *text, size_t length, int *pid)
{
	size_t used = 0;

	*pid = 0;
	while (used < length && isdigit((unsigned char)text[used]) && used < 9)
		*pid = *pid * 10 + (text[used++] - '0');
	if (used == 0 || used == length || text[used] != ' ')
		return 0;
	while (used < length && text[used] == ' ')
		used++;
	return used;
}

/* Calls `visit` with each whole line of `pid` until it returns true. */
typedef bool line_visitor(const char *text, size_t length, void *context);

static long find_line(
	const char *log, size_t size, int pid, line_visitor *visit, void *context)
{
	const char *at = log;
	const char *end = log + size;

	while (at < end) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		size_t length;
		size_t used;
		int found;

		if (!stop)
			return -1;
		length = (size_t)(stop - at);
		used = read_pid(at, length, &found);
		if (used && found == pid && visit(at + used, length - used, context))
			return at - log;
		at = stop + 1;
	}
	return -1;
}

static bool begins(const char *text, size_t length, const char *prefix)
{
	size_t need = strlen(prefix);

	return length >= need && memcmp(text, prefix, need) == 0;
}

static bool is_execve_of(const char *text, size_t length, void *start)
{
	return begins(text, length, start);
}

/* Writes a character as strace does; `next` is the one behind it. strace(1), string_quote. */
static void put_quoted(FILE *out, unsigned char c, char next)
{
	static const char names[] = "tnvfr"; /* \t is 9, \n is 10, and so on */

	if (c == '"' || c == '\\')
		fprintf(out, "\\%c", c);
	else if (c >= 9 && c <= 13)
		fprintf(out, "\\%c", names[c - 9]);
	else if (c >= ' ' && c < 0x7f)
		fputc(c, out);
	else
		fprintf(out, isdigit((unsigned char)next) ? "\\%03o" : "\\%o", c);
}

long trace_start(const char *log, size_t size, int pid, const char *program)
{
	char *start = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&start, &length);
	long found;

	fputs("execve(\"", out);
	for (; *program; program++)
		put_quoted(out, (unsigned char)program[0], program[1]);
	fputs("\", ", out);
	fclose(out);
	found = find_line(log, size, pid, is_execve_of, start);
	free(start);
	return found;
}

/* "+++ exited with 0 +++" or "+++ killed by SIGSEGV (core dumped) +++" */
static bool read_end(const char *text, size_t length, void *context)
{
	static const char exited[] = "+++ exited with ";
	static const char killed[] = "+++ killed by ";
	struct ending *ending = context;
	const char *at = text + sizeof killed - 1;
	size_t used = 0;

	if (begins(text, length, exited) &&
		isdigit((unsigned char)text[sizeof exited - 1])) {
		ending->by_signal = false;
		ending->status = atoi(text + sizeof exited - 1);
		return true;
	}
	if (!begins(text, length, killed))
		return false;
	ending->by_signal = true;
	while (at + used < text + length && at[used] != ' ' &&
		used < sizeof ending->signal - 1) {
		ending->signal[used] = at[used];
		used++;
	}
	ending->signal[used] = '\0';
	return true;
}

bool trace_find_end(const char *log, size_t size, int pid, struct ending *ending)
{
	memset(ending, 0, sizeof *ending);
	return find_line(log, size, pid, read_end, ending) >= 0;
}

/* "read(0, "\n", 1024) = 1" or "<... read resumed>…", also of pause(2) and ppoll(2) */
static bool read_return(const char *text, size_t length, void *context)
{
	static const char *const returns[] = {"read(", "pause(", "ppoll(",
		"<... read resumed>", "<... pause resumed>", "<... ppoll resumed>"};
	size_t need = sizeof unfinished - 1;

	(void)context;
	if (length > need && memcmp(text + length - need, unfinished, need) == 0)
		return false;
	for (size_t i = 0; i < sizeof returns / sizeof *returns; i++)
		if (begins(text, length, returns[i]))
			return true;
	return false;
}

bool trace_shows_return(const char *log, size_t size, int tid)
{
	return find_line(log, size, tid, read_return, NULL) >= 0;
}

/* A call of which only the first half has been read. */
struct half {
	int pid;
	struct line *line;
	struct half *next;
};

static void keep_half(struct pool *pool, struct half **halves, int pid, struct line *line)
{
	struct half *half = pool_alloc(pool, sizeof *half);

	half->pid = pid;
	half->line = line;
	half->next = *halves;
	*halves = half;
}

/* An execve of any thread goes on under the process's first pid; ptrace(2). */
static struct line *take_half(struct half **halves, int pid, bool execve)
{
	for (struct half **at = halves; *at; at = &(*at)->next) {
		struct line *line = (*at)->line;

		if ((*at)->pid == pid ||
			(execve && begins(line->text, line->length, "execve("))) {
			*at = (*at)->next;
			return line;
		}
	}
	return NULL;
}

/* Appends "<... read resumed>REST" to the first half of the same call. */
static bool join(struct pool *pool, struct half **halves, int pid, const struct line *line)
{
	const char *rest;
	struct line *first;

	if (!begins(line->text, line->length, "<... "))
		return false;
	rest = memmem(line->text, line->length, resumed, sizeof resumed - 1);
	first = rest
		? take_half(halves, pid, begins(line->text, line->length, "<... execve "))
		: NULL;
	if (!first)
		return false;
	first->length -= sizeof unfinished - 1;
	first->text = pool_printf(
		pool, "%.*s%s", (int)first->length, first->text, rest + sizeof resumed - 1);
	first->length = strlen(first->text);
	return true;
}

static bool is_unfinished(const struct line *line)
{
	size_t need = sizeof unfinished - 1;

	return line->length > need &&
		memcmp(line->text + line->length - need, unfinished, need) == 0;
}

/* The thread that a line of the first process starts, 0 when it starts none. */
static int started_thread(const struct line *line)
{
	const char *result;

	if ((!begins(line->text, line->length, "clone(") &&
		    !begins(line->text, line->length, "clone3(")) ||
		!strstr(line->text, "CLONE_THREAD"))
		return 0;
	result = strstr(line->text, " = ");
	while (result && strstr(result + 1, " = "))
		result = strstr(result + 1, " = ");
	return result ? atoi(result + 3) : 0;
}

/* Marks the threads of process `pid`; a thread may be older in the log than its start. */
static void find_threads(const struct lines *lines, const int *pids, int pid, bool *ours)
{
	bool grows = true;

	for (int i = 0; i < lines->count; i++)
		ours[i] = pids[i] == pid;
	while (grows) {
		grows = false;
		for (int i = 0; i < lines->count; i++) {
			int thread = ours[i] ? started_thread(&lines->at[i]) : 0;

			for (int j = 0; thread > 0 && j < lines->count; j++) {
				grows = grows || (pids[j] == thread && !ours[j]);
				ours[j] = ours[j] || pids[j] == thread;
			}
		}
	}
}

static void keep_own_process(
	struct pool *pool, struct lines *lines, const int *pids, int pid)
{
	bool *ours = pool_alloc(pool, (size_t)lines->count * sizeof *ours);
	int kept = 0;

	find_threads(lines, pids, pid, ours);
	for (int i = 0; i < lines->count; i++)
		if (ours[i])
			lines->at[kept++] = lines->at[i];
	lines->count = kept;
}

int trace_parse(struct pool *pool, const char *log, size_t size, int pid,
	struct trace *trace, struct err *err)
{
	struct lines raw = text_lines(pool, log, size);
	int *pids = pool_alloc(pool, (size_t)raw.count * sizeof *pids);
	struct lines *lines = &trace->lines;
	struct half *halves = NULL;

	if (size > 0 && log[size - 1] != '\n')
		return err_at(err, "", raw.count, M_TRACE_CUT);
	lines->at = pool_alloc(pool, (size_t)raw.count * sizeof *lines->at);
	lines->count = 0;
	for (int i = 0; i < raw.count; i++) {
		const struct line *line = &raw.at[i];
		struct line *kept = &lines->at[lines->count];
		size_t used = read_pid(line->text, line->length, &pids[lines->count]);

		if (!used)
			return err_at(err, "", line->number, M_TRACE_NO_PID, line->text);
		kept->text = constants_name(pool, line->text + used, line->length - used);
		kept->length = strlen(kept->text);
		kept->number = line->number;
		if (join(pool, &halves, pids[lines->count], kept))
			continue;
		if (is_unfinished(kept))
			keep_half(pool, &halves, pids[lines->count], kept);
		lines->count++;
	}
	keep_own_process(pool, lines, pids, pid);
	trace->ended = trace_find_end(log, size, pid, &trace->ending);
	return 0;
}
