/* SPDX-License-Identifier: MIT */
#include "refusal.h"

#include <errno.h>
#include <string.h>

#include "../base/said.h"

static struct lack lack(const struct said *reason, const struct said *remedy)
{
	return (struct lack){.reason = reason, .remedy = remedy};
}

static struct lack reason_and_remedy(const char *what, int error)
{
	if (strcmp(what, "ptrace") == 0)
		return error == ENOSYS
			? lack(SAID(NO_PTRACE_SYSCALL), SAID(REMEDY_EMULATION))
			: lack(SAID(NO_PTRACE), SAID(REMEDY_PTRACE));
	if (strcmp(what, "strace") == 0)
		return lack(SAID(NO_STRACE), SAID(REMEDY_SETUP));
	if (strcmp(what, "perf") == 0)
		return lack(SAID(NO_PERF), SAID(REMEDY_SETUP));
	if (strcmp(what, "counter") == 0)
		return error == ENOSYS
			? lack(SAID(NO_COUNTER_SYSCALL), SAID(REMEDY_COUNTER_SYSCALL))
			: lack(SAID(NO_COUNTER), SAID(REMEDY_COUNTER));
	if (strcmp(what, "rings") == 0)
		return lack(SAID(NO_RINGS), SAID(REMEDY_RINGS));
	if (strcmp(what, "personality") == 0)
		return lack(SAID(NO_PERSONALITY), SAID(REMEDY_PERSONALITY));
	if (strcmp(what, "terminal") == 0)
		return lack(SAID(NO_TERMINAL), SAID(REMEDY_TERMINAL));
	if (strcmp(what, "thp") == 0)
		return lack(SAID(NO_THP), SAID(REMEDY_THP));
	if (strcmp(what, "maps") == 0)
		return lack(SAID(NO_MAPS), SAID(REMEDY_MAPS));
	if (strcmp(what, "memory") == 0)
		return lack(SAID(NO_MEMORY), SAID(REMEDY_MAPS));
	if (strcmp(what, "libelf") == 0)
		return lack(SAID(NO_LIBELF), SAID(REMEDY_LIBELF));
	if (strcmp(what, "stack") == 0)
		return lack(SAID(NO_STACK), SAID(REMEDY_STACK));
	if (strcmp(what, "process") == 0)
		return lack(SAID(NO_PROCESS), SAID(REMEDY_PROCESS));
	return lack(SAID(NO_USER), SAID(REMEDY_USER));
}

struct lack refusal_of(const char *what, int error)
{
	static const char *const names[] = {"ptrace", "strace", "perf", "counter", "rings",
		"personality", "terminal", "thp", "maps", "memory", "libelf", "stack",
		"process", "user"};
	struct lack lack = reason_and_remedy(what, error);

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i], what) == 0)
			lack.what = names[i];
	return lack;
}

bool refusal_is_of_tracing(const struct lack *lack)
{
	return lack->what &&
		(strcmp(lack->what, "ptrace") == 0 || strcmp(lack->what, "strace") == 0);
}

struct lack refusal_unless_shown(
	bool was_shown, const char *what, const struct said *reason)
{
	if (!was_shown)
		return refusal_of(what, 0);
	return (struct lack){.what = what, .reason = reason, .by_program = true};
}
