/* SPDX-License-Identifier: MIT */
#include "trace_memory.h"

#include <stdio.h>
#include <string.h>

/* --- the loader's part ---------------------------------------------------------------- */

static bool is_call(const struct line *line, const char *name)
{
	size_t length = strlen(name);

	return text_starts(line->text, name) && line->text[length] == '(';
}

static bool succeeded(const struct line *line)
{
	return !strstr(line->text, " = -1 ") && !strstr(line->text, " = ?");
}

/* The line that unmaps what the mmap() of line `at` has mapped, or -1. */
static int find_unmapping(const struct lines *lines, int at)
{
	const char *result = strstr(lines->at[at].text, " = 0x");
	char start[64];

	if (!result)
		return -1;
	snprintf(start, sizeof start, "munmap(%s,", result + 3);
	for (at++; at < lines->count; at++)
		if (text_starts(lines->at[at].text, start))
			return at;
	return -1;
}

/* The loader of glibc unmaps its cache last, before it lets the program begin; or -1. */
static int find_cache_unmapping(const struct lines *lines, int from)
{
	int at = from;

	while (at < lines->count && !strstr(lines->at[at].text, "\"/etc/ld.so.cache\", O_"))
		at++;
	while (at < lines->count && !is_call(&lines->at[at], "mmap"))
		at++;
	return at < lines->count ? find_unmapping(lines, at) : -1;
}

static bool protects(const struct line *line)
{
	return is_call(line, "mprotect") && strstr(line->text, ", PROT_READ)");
}

/*
 * The first line behind the loader's part of the program that line `from` executes. Where
 * there is no cache, as in a program that is linked statically, the last thing that is done
 * before main() is to make the relocated data read-only.
 */
static int skip_loader(const struct lines *lines, int from)
{
	int at = find_cache_unmapping(lines, from);

	if (at >= 0)
		return at + 1;
	at = from;
	while (at < lines->count && !protects(&lines->at[at]))
		at++;
	if (at == lines->count)
		return from + 1;
	while (at < lines->count && protects(&lines->at[at]))
		at++;
	return at;
}

/* --- the program's calls -------------------------------------------------------------- */

static bool is_memory_call(const struct line *line)
{
	static const char *const names[] = {"brk", "mmap", "mmap2", "munmap", "mremap",
		"remap_file_pages", "mprotect", "pkey_mprotect", "madvise", "mlock",
		"mlock2", "mlockall", "munlock", "munlockall", "shmat", "shmdt"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (is_call(line, names[i]))
			return true;
	return (is_call(line, "clone") || is_call(line, "clone3")) &&
		strstr(line->text, "stack=0x");
}

void trace_memory_calls(
	struct pool *pool, const struct trace *trace, struct memory_calls *calls)
{
	const struct lines *lines = &trace->lines;
	int at = 0;

	calls->lines.at = pool_alloc(pool, (size_t)lines->count * sizeof *lines->at);
	calls->lines.count = 0;
	calls->loaded = 0;
	while (at < lines->count) {
		const struct line *line = &lines->at[at];
		bool executes = is_call(line, "execve") && succeeded(line);

		if (is_memory_call(line) || (executes && calls->loaded))
			calls->lines.at[calls->lines.count++] = *line;
		at = executes ? skip_loader(lines, at) : at + 1;
		if (executes && !calls->loaded)
			calls->loaded = lines->at[at - 1].number;
	}
}

/* --- signals -------------------------------------------------------------------------- */

/* "{si_signo=SIGSEGV, si_code=SEGV_MAPERR, si_addr=0x10}" */
static void read_signal(const struct line *line, struct signal_told *signal)
{
	static const char code[] = "si_code=";
	static const char address[] = "si_addr=";
	const char *at = strstr(line->text, code);
	bool hex;

	memset(signal, 0, sizeof *signal);
	signal->line = line;
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
}

bool trace_last_signal(
	const struct trace *trace, const char *name, struct signal_told *signal)
{
	char start[64];

	snprintf(start, sizeof start, "--- %s {", name);
	for (int i = trace->lines.count - 1; i >= 0; i--) {
		if (!text_starts(trace->lines.at[i].text, start))
			continue;
		read_signal(&trace->lines.at[i], signal);
		return true;
	}
	return false;
}
