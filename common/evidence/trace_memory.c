/* SPDX-License-Identifier: MIT */
#include "trace_memory.h"

#include <stdio.h>
#include <string.h>

#include "../base/ranks.h"

/* The lines of one process, as places in those of the run. */
struct process_lines {
	const struct lines *lines;
	const int *at;
	int count;
};

static const struct line *line_at(const struct process_lines *process, int i)
{
	return &process->lines->at[process->at[i]];
}

static bool is_call(const struct line *line, const char *name)
{
	size_t length = strlen(name);

	return text_starts(line->text, name) && line->text[length] == '(';
}

static bool is_one_of(const struct line *line, const char *const *names)
{
	for (; *names; names++)
		if (is_call(line, *names))
			return true;
	return false;
}

static bool succeeded(const struct line *line)
{
	return !strstr(line->text, " = -1 ") && !strstr(line->text, " = ?");
}

/* --- the loader's part ---------------------------------------------------------------- */

/* The line that unmaps what the mmap() of line `at` has mapped, or -1. */
static int find_unmapping(const struct process_lines *process, int at)
{
	const char *result = strstr(line_at(process, at)->text, " = 0x");
	char start[64];

	if (!result)
		return -1;
	snprintf(start, sizeof start, "munmap(%s,", result + 3);
	for (at++; at < process->count; at++)
		if (text_starts(line_at(process, at)->text, start))
			return at;
	return -1;
}

/* Where the C library of the program makes its first thread known; else the end. */
static int find_thread_start(const struct process_lines *process, int from)
{
	while (from < process->count && !is_call(line_at(process, from), "set_tid_address"))
		from++;
	return from;
}

/*
 * The loader of glibc unmaps its cache last, before it lets the program begin; or -1. A program
 * that loads libraries later, as one does that is linked statically, reads the cache later too.
 */
static int find_cache_unmapping(const struct process_lines *process, int from)
{
	int end = find_thread_start(process, from);
	int at = from;

	while (at < end && !strstr(line_at(process, at)->text, "\"/etc/ld.so.cache\", O_"))
		at++;
	while (at < end && !is_call(line_at(process, at), "mmap"))
		at++;
	return at < end ? find_unmapping(process, at) : -1;
}

static bool protects(const struct line *line)
{
	return is_call(line, "mprotect") && strstr(line->text, ", PROT_READ)");
}

/* Makes relocated data read-only, line by line; where that ends. */
static int skip_protections(const struct process_lines *process, int at)
{
	while (at < process->count && protects(line_at(process, at)))
		at++;
	return at;
}

static int skip_calls(const struct process_lines *process, int at, const char *const *names)
{
	while (at < process->count && is_one_of(line_at(process, at), names))
		at++;
	return at;
}

/* A loader that has loaded a library without the cache; where its part ends, or -1. */
static int skip_loader_without_cache(const struct process_lines *process, int from)
{
	static const char *const then[] = {
		"set_tid_address", "set_robust_list", "rseq", NULL};
	int end = find_thread_start(process, from);
	bool loads = false;

	if (end == process->count)
		return -1;
	for (int at = from; at < end; at++)
		loads = loads ||
			(is_call(line_at(process, at), "openat") &&
				strstr(line_at(process, at)->text, ".so") &&
				succeeded(line_at(process, at)));
	return loads ? skip_protections(process, skip_calls(process, end, then)) : -1;
}

/*
 * A program without a loader: its C library begins with these calls, and ends with making the
 * relocated data read-only, if there is any. Where it does not, a brk() at the end may be the
 * program's own.
 */
static int skip_start(const struct process_lines *process, int from)
{
	static const char *const starts[] = {"brk", "arch_prctl", "set_tid_address",
		"set_robust_list", "rseq", "prlimit64", "readlink", "readlinkat",
		"getrandom", "uname", NULL};
	int end = skip_calls(process, from, starts);

	if (end < process->count && protects(line_at(process, end)))
		return skip_protections(process, end);
	while (end > from && is_call(line_at(process, end - 1), "brk"))
		end--;
	return end;
}

/* The first line behind what is done before main() in the program that line `from` executes. */
static int skip_loader(const struct process_lines *process, int from)
{
	int at = find_cache_unmapping(process, from);

	if (at >= 0)
		return at + 1;
	at = skip_loader_without_cache(process, from);
	return at >= 0 ? at : skip_start(process, from + 1);
}

/* --- the program's calls -------------------------------------------------------------- */

static bool is_memory_call(const struct line *line)
{
	static const char *const names[] = {"brk", "mmap", "mmap2", "munmap", "mremap",
		"remap_file_pages", "mprotect", "pkey_mprotect", "madvise", "mlock",
		"mlock2", "mlockall", "munlock", "munlockall", "shmat", "shmdt", NULL};

	return is_one_of(line, names) ||
		((is_call(line, "clone") || is_call(line, "clone3")) &&
			strstr(line->text, "stack=0x"));
}

/* Marks the calls of one process. What comes first in the first one is not told: its execve. */
static void mark_calls(const struct process_lines *process, bool first, bool *marked,
	struct memory_calls *calls)
{
	int at = 0;

	while (at < process->count) {
		const struct line *line = line_at(process, at);
		bool executes = is_call(line, "execve") && succeeded(line);
		bool begins = executes && first && !calls->loaded;

		if (is_memory_call(line) || (executes && !begins))
			marked[process->at[at]] = true;
		at = executes ? skip_loader(process, at) : at + 1;
		if (begins)
			calls->loaded = line_at(process, at - 1)->number;
	}
}

/* Marks those of every process: the lines of each are put behind one another. */
static void mark_all(struct pool *pool, const struct run_trace *trace, int pid,
	bool *marked, struct memory_calls *calls)
{
	int count = trace->lines.count;
	struct ranks pids = ranks_of(pool, trace->pids, count);
	int *starts = pool_alloc(pool, ((size_t)pids.count + 1) * sizeof *starts);
	int *ends = pool_alloc(pool, (size_t)pids.count * sizeof *ends);
	int *at = pool_alloc(pool, (size_t)count * sizeof *at);

	for (int i = 0; i < count; i++)
		starts[ranks_find(&pids, trace->pids[i]) + 1]++;
	for (int rank = 0; rank < pids.count; rank++) {
		starts[rank + 1] += starts[rank];
		ends[rank] = starts[rank + 1];
	}
	for (int i = count; i > 0; i--)
		at[--ends[ranks_find(&pids, trace->pids[i - 1])]] = i - 1;
	for (int rank = 0; rank < pids.count; rank++) {
		const struct process_lines process = {
			&trace->lines, at + starts[rank], starts[rank + 1] - starts[rank]};

		mark_calls(&process, pids.numbers[rank] == pid, marked, calls);
	}
}

void trace_memory_calls(struct pool *pool, const struct run_trace *trace, int pid,
	struct memory_calls *calls)
{
	int count = trace->lines.count;
	bool *marked = pool_alloc(pool, (size_t)count * sizeof *marked);

	calls->at = pool_alloc(pool, (size_t)count * sizeof *calls->at);
	calls->count = 0;
	calls->loaded = 0;
	mark_all(pool, trace, pid, marked, calls);
	for (int i = 0; i < count; i++)
		if (marked[i])
			calls->at[calls->count++] = i;
}

/* --- signals -------------------------------------------------------------------------- */

/* "--- SIGSEGV {si_signo=SIGSEGV, si_code=SEGV_MAPERR, si_addr=0x10} ---" */
bool trace_signal(const struct line *line, struct signal_told *signal)
{
	static const char code[] = "si_code=";
	static const char address[] = "si_addr=";
	const char *at = strstr(line->text, code);
	bool hex;

	*signal = (struct signal_told){.line = line};
	if (!text_starts(line->text, "--- "))
		return false;
	if (at) {
		at += sizeof code - 1;
		snprintf(signal->code, sizeof signal->code, "%.*s", (int)strcspn(at, ",}"),
			at);
	}
	at = strstr(line->text, address);
	if (at && strcmp(signal->code, "SI_KERNEL") != 0) { /* which comes with 0 */
		at += sizeof address - 1;
		signal->has_address = number_read(at, strlen(at), &signal->address, &hex);
	}
	return true;
}

bool trace_last_signal(
	const struct trace *trace, const char *name, struct signal_told *signal)
{
	char start[64];

	snprintf(start, sizeof start, "--- %s {", name);
	for (int i = trace->lines.count - 1; i >= 0; i--)
		if (text_starts(trace->lines.at[i].text, start))
			return trace_signal(&trace->lines.at[i], signal);
	return false;
}

/* The name in "--- SIGSEGV {…", or NULL. */
static const char *signal_name_of(struct pool *pool, const struct line *line)
{
	static const char start[] = "--- ";
	const char *end = text_starts(line->text, start) ? strstr(line->text, " {") : NULL;

	return end ? pool_copy(pool, line->text + strlen(start),
			     (size_t)(end - line->text) - strlen(start))
		   : NULL;
}

static bool does_nothing(const char *name)
{
	static const char *const names[] = {"SIGCHLD", "SIGCONT", "SIGURG", "SIGWINCH"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

static void count_signal(struct pool *pool, struct signal_count **at, const char *name,
	const struct line *line)
{
	while (*at && strcmp((*at)->name, name) != 0)
		at = &(*at)->next;
	if (!*at) {
		*at = pool_alloc(pool, sizeof **at);
		(*at)->name = name;
		(*at)->first = line;
	}
	(*at)->count++;
}

const struct signal_count *trace_other_signals(struct pool *pool, const struct trace *trace)
{
	struct signal_count *first = NULL;
	struct signal_told deadly = {0};

	if (trace->ended && trace->ending.by_signal)
		trace_last_signal(trace, trace->ending.signal, &deadly);
	for (int i = 0; i < trace->lines.count; i++) {
		const struct line *line = &trace->lines.at[i];
		const char *name = signal_name_of(pool, line);

		if (name && line != deadly.line && !does_nothing(name))
			count_signal(pool, &first, name, line);
	}
	return first;
}
