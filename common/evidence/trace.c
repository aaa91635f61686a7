/* SPDX-License-Identifier: MIT */
#include "trace.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/ranks.h"
#include "constants.h"
#include "messages.h"
#include "trace_line.h"

static const char resumed[] = " resumed>";

/*
 * strace shows pointers where it may not read the memory of the process, as an ordinary user's
 * may not while the one that becomes the lab is still the shim's child and shares its memory.
 */
static bool is_execve_of(const char *text, size_t length, void *start)
{
	return trace_line_begins(text, length, start) ||
		trace_line_begins(text, length, "execve(0x");
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
	FILE *out = memory_stream(&start, &length);
	long found;

	fputs("execve(\"", out);
	for (; *program; program++)
		put_quoted(out, (unsigned char)program[0], program[1]);
	fputs("\", ", out);
	fclose(out);
	found = trace_find_line(log, size, pid, is_execve_of, start);
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

	if (trace_line_begins(text, length, exited) &&
		isdigit((unsigned char)text[sizeof exited - 1])) {
		ending->by_signal = false;
		ending->status = atoi(text + sizeof exited - 1);
		return true;
	}
	if (!trace_line_begins(text, length, killed))
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
	return trace_find_line(log, size, pid, read_end, ending) >= 0;
}

/* --- calls in two halves -------------------------------------------------------------- */

/* A call of which only the first half has been read. */
struct half {
	struct line *line;
	bool taken;
	struct half *below;        /* an earlier one of the same pid */
	struct half *execve_below; /* an earlier one of an execve */
};

/* What strace writes line by line becomes these lines, call by call. */
struct joining {
	struct pool *pool;
	struct ranks pids;
	struct half **halves; /* the last one of each pid, by its rank */
	struct half *execves;
	struct lines *lines;
	int *ranks; /* of the pid of each line */
};

static void keep_half(struct joining *joining, int rank, struct line *line)
{
	struct half *half = pool_alloc(joining->pool, sizeof *half);

	half->line = line;
	half->below = joining->halves[rank];
	joining->halves[rank] = half;
	if (trace_line_begins(line->text, line->length, "execve(")) {
		half->execve_below = joining->execves;
		joining->execves = half;
	}
}

/* An execve of any thread goes on under the process's first pid; ptrace(2). */
static struct line *take_half(struct joining *joining, int rank, bool execve)
{
	struct half **own = &joining->halves[rank];
	struct half *half;

	while (*own && (*own)->taken)
		*own = (*own)->below;
	half = *own;
	while (joining->execves && joining->execves->taken)
		joining->execves = joining->execves->execve_below;
	if (execve && joining->execves &&
		(!half || joining->execves->line->number > half->line->number))
		half = joining->execves;
	if (!half)
		return NULL;
	half->taken = true;
	return half->line;
}

/* Appends "<... read resumed>REST" to the first half of the same call. */
static bool join(struct joining *joining, int rank, const struct line *line)
{
	const char *rest;
	struct line *first;

	if (!trace_line_begins(line->text, line->length, "<... "))
		return false;
	rest = memmem(line->text, line->length, resumed, sizeof resumed - 1);
	first = rest ? take_half(joining, rank,
			       trace_line_begins(line->text, line->length, "<... execve "))
		     : NULL;
	if (!first)
		return false;
	first->length -= strlen(TRACE_UNFINISHED);
	first->text = pool_printf(joining->pool, "%.*s%s", (int)first->length, first->text,
		rest + sizeof resumed - 1);
	first->length = strlen(first->text);
	return true;
}

/* Adds a line of the log, without its pid, or joins it to the line that it belongs to. */
static void add_line(struct joining *joining, int pid, const struct line *line)
{
	struct lines *lines = joining->lines;
	struct line *kept = &lines->at[lines->count];
	int rank = ranks_find(&joining->pids, pid);

	kept->text = constants_name(joining->pool, line->text, line->length);
	kept->length = strlen(kept->text);
	kept->number = line->number;
	if (join(joining, rank, kept))
		return;
	if (trace_line_is_unfinished(kept->text, kept->length))
		keep_half(joining, rank, kept);
	joining->ranks[lines->count++] = rank;
}

/* --- the threads of a process --------------------------------------------------------- */

/* The thread that a line starts, 0 when it starts none. */
static int started_thread(const struct line *line)
{
	const char *result;

	if ((!trace_line_begins(line->text, line->length, "clone(") &&
		    !trace_line_begins(line->text, line->length, "clone3(")) ||
		!strstr(line->text, "CLONE_THREAD"))
		return 0;
	result = strstr(line->text, " = ");
	while (result && strstr(result + 1, " = "))
		result = strstr(result + 1, " = ");
	return result ? atoi(result + 3) : 0;
}

/* The ranks of the process's pid and of its threads', and those whose lines are to be read. */
struct threads {
	bool *ours;
	int *unread;
	int unread_count;
};

static void add_thread(struct threads *threads, int rank)
{
	if (rank < 0 || threads->ours[rank])
		return;
	threads->ours[rank] = true;
	threads->unread[threads->unread_count++] = rank;
}

/* Finds all threads of a process; one may be older in the log than its start. */
static bool *find_threads(const struct joining *joining, int pid)
{
	const struct lines *lines = joining->lines;
	size_t pids = (size_t)joining->pids.count;
	struct threads threads = {
		.ours = pool_alloc(joining->pool, pids * sizeof *threads.ours),
		.unread = pool_alloc(joining->pool, pids * sizeof *threads.unread),
	};
	/* The lines of each pid as a chain; they are numbered from 1, and 0 ends it. */
	int *first = pool_alloc(joining->pool, pids * sizeof *first);
	int *next = pool_alloc(joining->pool, ((size_t)lines->count + 1) * sizeof *next);

	for (int i = lines->count; i > 0; i--) {
		next[i] = first[joining->ranks[i - 1]];
		first[joining->ranks[i - 1]] = i;
	}
	add_thread(&threads, ranks_find(&joining->pids, pid));
	while (threads.unread_count > 0) {
		int rank = threads.unread[--threads.unread_count];

		for (int i = first[rank]; i > 0; i = next[i])
			add_thread(&threads,
				ranks_find(
					&joining->pids, started_thread(&lines->at[i - 1])));
	}
	return threads.ours;
}

static void keep_own_process(struct joining *joining, int pid)
{
	const bool *ours = find_threads(joining, pid);
	struct lines *lines = joining->lines;
	int kept = 0;

	for (int i = 0; i < lines->count; i++)
		if (ours[joining->ranks[i]])
			lines->at[kept++] = lines->at[i];
	lines->count = kept;
}

/* --- the whole ------------------------------------------------------------------------ */

/* Takes the pid off each line. */
static int read_pids(struct lines *lines, int *pids, struct err *err)
{
	for (int i = 0; i < lines->count; i++) {
		struct line *line = &lines->at[i];
		size_t used = trace_line_pid(line->text, line->length, &pids[i]);

		if (!used)
			return err_at(err, "", line->number, M_TRACE_NO_PID, line->text);
		line->text += used;
		line->length -= used;
	}
	return 0;
}

/* Reads all lines of the log into those of the joining, whatever process they are of. */
static int join_log(struct joining *joining, const char *log, size_t size, struct err *err)
{
	struct pool *pool = joining->pool;
	struct lines raw = text_lines(pool, log, size);
	size_t count = (size_t)raw.count;
	int *pids = pool_alloc(pool, count * sizeof *pids);

	if (size > 0 && log[size - 1] != '\n')
		return err_at(err, "", raw.count, M_TRACE_CUT);
	if (read_pids(&raw, pids, err) != 0)
		return -1;
	joining->pids = ranks_of(pool, pids, raw.count);
	joining->halves =
		pool_alloc(pool, (size_t)joining->pids.count * sizeof *joining->halves);
	joining->ranks = pool_alloc(pool, count * sizeof *joining->ranks);
	joining->lines->at = pool_alloc(pool, count * sizeof *joining->lines->at);
	joining->lines->count = 0;
	for (int i = 0; i < raw.count; i++)
		add_line(joining, pids[i], &raw.at[i]);
	return 0;
}

int trace_parse(struct pool *pool, const char *log, size_t size, int pid,
	struct trace *trace, struct err *err)
{
	struct joining joining = {.pool = pool, .lines = &trace->lines};

	if (join_log(&joining, log, size, err) != 0)
		return -1;
	keep_own_process(&joining, pid);
	trace->ended = trace_find_end(log, size, pid, &trace->ending);
	return 0;
}

/* The process of each thread, by rank: that of the one which has started it, and so on. */
static int *find_processes(const struct joining *joining)
{
	const struct lines *lines = joining->lines;
	int count = joining->pids.count;
	int *starters = pool_alloc(joining->pool, (size_t)count * sizeof *starters);

	for (int rank = 0; rank < count; rank++)
		starters[rank] = rank;
	for (int i = 0; i < lines->count; i++) {
		int started = ranks_find(&joining->pids, started_thread(&lines->at[i]));

		if (started >= 0 && started != joining->ranks[i])
			starters[started] = starters[joining->ranks[i]];
	}
	return starters;
}

int trace_parse_run(struct pool *pool, const char *log, size_t size,
	struct run_trace *trace, struct err *err)
{
	struct joining joining = {.pool = pool, .lines = &trace->lines};
	const int *processes;

	if (join_log(&joining, log, size, err) != 0)
		return -1;
	processes = find_processes(&joining);
	trace->pids = pool_alloc(pool, (size_t)trace->lines.count * sizeof *trace->pids);
	trace->tids = pool_alloc(pool, (size_t)trace->lines.count * sizeof *trace->tids);
	for (int i = 0; i < trace->lines.count; i++) {
		trace->pids[i] = joining.pids.numbers[processes[joining.ranks[i]]];
		trace->tids[i] = joining.pids.numbers[joining.ranks[i]];
	}
	return 0;
}
