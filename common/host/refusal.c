/* SPDX-License-Identifier: MIT */
#include "refusal.h"

#include <errno.h>
#include <string.h>

#include "messages.h"

static struct lack lack(const char *reason, const char *remedy)
{
	return (struct lack){.reason = reason, .remedy = remedy};
}

static struct lack reason_and_remedy(const char *what, int error)
{
	if (strcmp(what, "ptrace") == 0)
		return error == ENOSYS ? lack(M_NO_PTRACE_SYSCALL, M_REMEDY_EMULATION)
				       : lack(M_NO_PTRACE, M_REMEDY_PTRACE);
	if (strcmp(what, "strace") == 0)
		return lack(M_NO_STRACE, M_REMEDY_SETUP);
	if (strcmp(what, "perf") == 0)
		return lack(M_NO_PERF, M_REMEDY_SETUP);
	if (strcmp(what, "counter") == 0)
		return error == ENOSYS
			? lack(M_NO_COUNTER_SYSCALL, M_REMEDY_COUNTER_SYSCALL)
			: lack(M_NO_COUNTER, M_REMEDY_COUNTER);
	if (strcmp(what, "personality") == 0)
		return lack(M_NO_PERSONALITY, M_REMEDY_PERSONALITY);
	if (strcmp(what, "terminal") == 0)
		return lack(M_NO_TERMINAL, M_REMEDY_TERMINAL);
	if (strcmp(what, "thp") == 0)
		return lack(M_NO_THP, M_REMEDY_THP);
	if (strcmp(what, "maps") == 0)
		return lack(M_NO_MAPS, M_REMEDY_MAPS);
	if (strcmp(what, "memory") == 0)
		return lack(M_NO_MEMORY, M_REMEDY_MAPS);
	if (strcmp(what, "libelf") == 0)
		return lack(M_NO_LIBELF, M_REMEDY_LIBELF);
	if (strcmp(what, "stack") == 0)
		return lack(M_NO_STACK, M_REMEDY_STACK);
	return lack(M_NO_USER, M_REMEDY_USER);
}

struct lack refusal_of(const char *what, int error)
{
	static const char *const names[] = {"ptrace", "strace", "perf", "counter",
		"personality", "terminal", "thp", "maps", "memory", "libelf", "stack",
		"user"};
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
