/* SPDX-License-Identifier: MIT */
#include "misdeed.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/number.h"
#include "../base/text.h"

/* One line of the log: "PID CALL(ARGUMENTS) = RESULT". */
struct logged {
	int pid;
	const char *text; /* behind the pid; it ends at `end` and not with a NUL */
	const char *end;
};

struct search {
	const int *watchers;
	int watcher_count;
	int *own; /* the processes that have a line in the log, in order */
	size_t own_count;
};

/* Reads the line at `*at` and moves on behind it; false where no whole line is left. */
static bool next_line(const char **at, const char *end, struct logged *line)
{
	const char *stop = *at < end ? memchr(*at, '\n', (size_t)(end - *at)) : NULL;
	const char *text = *at;

	if (!stop)
		return false;
	line->pid = 0;
	while (text < stop && isdigit((unsigned char)*text) && text - *at < 9)
		line->pid = line->pid * 10 + (*text++ - '0');
	while (text < stop && *text == ' ')
		text++;
	line->text = text;
	line->end = stop;
	*at = stop + 1;
	return true;
}

static bool begins(const struct logged *line, const char *prefix)
{
	size_t length = strlen(prefix);

	return (size_t)(line->end - line->text) >= length &&
		memcmp(line->text, prefix, length) == 0;
}

static bool holds(const struct logged *line, const char *part)
{
	return memmem(line->text, (size_t)(line->end - line->text), part, strlen(part)) !=
		NULL;
}

/* Is the line a call of one of these, each written with its parenthesis? */
static bool calls_any(const struct logged *line, const char *const *calls)
{
	while (*calls && !begins(line, *calls))
		calls++;
	return *calls != NULL;
}

/* The number there, 0 where there is none, and what stands behind it; no line goes on in the next. */
static number read_number(const char *at, const struct logged *line, const char **rest)
{
	number value = 0;
	bool hex;

	*rest = at + number_read(at, (size_t)(line->end - at), &value, &hex);
	return *rest > at ? value : 0;
}

/* --- which processes are the run's own ------------------------------------------------ */

static int compare_pids(const void *a, const void *b)
{
	int left = *(const int *)a;
	int right = *(const int *)b;

	return (left > right) - (left < right);
}

static bool is_own(const struct search *search, int pid)
{
	return bsearch(&pid, search->own, search->own_count, sizeof pid, compare_pids) !=
		NULL;
}

static bool is_watcher(const struct search *search, int pid)
{
	for (int i = 0; i < search->watcher_count; i++)
		if (search->watchers[i] == pid)
			return true;
	return false;
}

static void collect_own(struct search *search, const char *log, const char *end)
{
	FILE *out = memory_stream((char **)&search->own, &search->own_count);
	struct logged line;
	int last = 0;

	while (next_line(&log, end, &line)) {
		if (line.pid != last)
			fwrite(&line.pid, sizeof line.pid, 1, out);
		last = line.pid;
	}
	fclose(out);
	search->own_count /= sizeof *search->own;
	qsort(search->own, search->own_count, sizeof *search->own, compare_pids);
}

/* --- calls for a process -------------------------------------------------------------- */

/* "kill(1234, SIGTERM)": for whom, as a process or as its group? 0 asks only who is there. */
static bool reaches_watcher(const struct search *search, const struct logged *line)
{
	static const char *const calls[] = {"kill(", "tkill(", "tgkill(",
		"rt_sigqueueinfo(", "rt_tgsigqueueinfo(", "pidfd_open(", "prlimit64(",
		NULL};
	const char *arguments;
	const char *rest;
	number pid;

	if (begins(line, "pidfd_send_signal("))
		return true;
	if (!calls_any(line, calls))
		return false;
	arguments = (const char *)memchr(line->text, '(', 32) + 1;
	pid = read_number(arguments, line, &rest);
	if (begins(line, "kill(") && strncmp(rest, ", 0)", 4) == 0)
		return false;
	return pid == -1 || is_watcher(search, (int)(pid < 0 ? -pid : pid));
}

/* --- paths into /proc ----------------------------------------------------------------- */

/* A part of a path between two slashes. */
struct component {
	const char *text;
	size_t length;
};

static bool next_component(const char **at, const char *end, struct component *component)
{
	while (*at < end && **at == '/')
		(*at)++;
	component->text = *at;
	while (*at < end && **at != '/')
		(*at)++;
	component->length = (size_t)(*at - component->text);
	return component->length > 0;
}

static bool is_called(const struct component *component, const char *name)
{
	return component->length == strlen(name) &&
		memcmp(component->text, name, component->length) == 0;
}

static int as_pid(const struct component *component)
{
	int pid = 0;

	if (component->length == 0 || component->length > 9)
		return 0;
	for (size_t i = 0; i < component->length; i++) {
		if (!isdigit((unsigned char)component->text[i]))
			return 0;
		pid = pid * 10 + (component->text[i] - '0');
	}
	return pid;
}

/*
 * Does the path lead to the memory or the descriptors of a process that is not the run's
 * own? The folder of one that observes it is enough, since the rest may follow from there;
 * and so is the number of one without /proc before it.
 */
static bool leads_to_other(const struct search *search, const char *path, const char *end)
{
	struct component component;
	struct component before = {0};
	int other = 0;
	bool watcher = false;

	while (next_component(&path, end, &component)) {
		int pid = as_pid(&component);

		if (other && (is_called(&component, "mem") || is_called(&component, "fd")))
			return true;
		if (pid && !other) {
			watcher = is_watcher(search, pid);
			if (watcher || (is_called(&before, "proc") && !is_own(search, pid)))
				other = pid;
		}
		before = component;
	}
	return watcher && as_pid(&before) == other;
}

/* Where the text in quotes ends that begins at `at`; strace writes \" for a quote in it. */
static const char *closing_quote(const char *at, const char *end)
{
	while (at < end && *at != '"')
		at += *at == '\\' && at + 1 < end ? 2 : 1;
	return at;
}

/* Any argument in quotes, as symlink(2) has two; strace does not cut a path short. */
static bool names_other(const struct search *search, const struct logged *line)
{
	const char *at = line->text;

	while ((at = memchr(at, '"', (size_t)(line->end - at)))) {
		const char *end = closing_quote(at + 1, line->end);

		if (leads_to_other(search, at + 1, end))
			return true;
		at = end < line->end ? end + 1 : line->end;
	}
	return false;
}

static bool opens_other(const struct search *search, const struct logged *line)
{
	static const char *const calls[] = {"open(", "openat(", "openat2(", "open_tree(",
		"creat(", "chdir(", "chroot(", "truncate(", "symlink(", "symlinkat(",
		"link(", "linkat(", "mount(", NULL};

	return calls_any(line, calls) && names_other(search, line);
}

/* --- processes that strace does not see ----------------------------------------------- */

static const char *const births[] = {"clone(", "clone3(", "fork(", "vfork(",
	"<... clone resumed>", "<... clone3 resumed>", "<... fork resumed>",
	"<... vfork resumed>", NULL};

/* The process that a line tells the birth of, 0 when it tells none. */
static int born(const struct logged *line)
{
	const char *at = line->end;
	const char *rest;

	if (!calls_any(line, births))
		return 0;
	while (at - line->text > 3 && memcmp(at - 3, " = ", 3) != 0)
		at--;
	return at - line->text > 3 ? (int)read_number(at, line, &rest) : 0;
}

/* --- the whole ------------------------------------------------------------------------ */

static enum misdeed_kind judge_line(const struct search *search, const struct logged *line)
{
	static const char *const debugging[] = {
		"ptrace(", "process_vm_writev(", "pidfd_getfd(", NULL};

	if (calls_any(line, births) && holds(line, "CLONE_UNTRACED"))
		return MISDEED_UNTRACED;
	if (begins(line, "io_uring_setup("))
		return MISDEED_IO_URING;
	if (calls_any(line, debugging))
		return MISDEED_DEBUGS;
	if (reaches_watcher(search, line))
		return MISDEED_REACHES;
	return opens_other(search, line) ? MISDEED_OPENS : MISDEED_NONE;
}

static void note(struct misdeed *misdeed, enum misdeed_kind kind, const struct logged *line,
	int ordinal)
{
	const char *text = line->text + (begins(line, "<... ") ? strlen("<... ") : 0);
	size_t length = strcspn(text, "( ");

	misdeed->kind = kind;
	misdeed->line = ordinal;
	snprintf(misdeed->call, sizeof misdeed->call, "%.*s", (int)length, text);
}

static struct misdeed search_lines(
	const struct search *search, const char *at, const char *end, bool whole)
{
	struct misdeed misdeed = {0};
	struct logged line;

	for (int ordinal = 1; next_line(&at, end, &line); ordinal++) {
		enum misdeed_kind kind = judge_line(search, &line);
		int child = whole && !kind ? born(&line) : 0;

		if (child > 0 && !is_own(search, child))
			kind = MISDEED_UNSEEN;
		if (kind) {
			note(&misdeed, kind, &line, ordinal);
			break;
		}
	}
	return misdeed;
}

struct misdeed misdeed_find(
	const char *log, size_t size, const int *watchers, int watcher_count, bool whole)
{
	struct search search = {.watchers = watchers, .watcher_count = watcher_count};
	struct misdeed misdeed;

	collect_own(&search, log, log + size);
	/* In a namespace of its own a process has two numbers, and the log has the outer one. */
	if (memmem(log, size, "CLONE_NEWPID", strlen("CLONE_NEWPID")))
		whole = false;
	misdeed = search_lines(&search, log, log + size, whole);
	free(search.own);
	return misdeed;
}
