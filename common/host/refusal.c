/* SPDX-License-Identifier: MIT */
#include "refusal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../base/said.h"

/* What can be refused, with the errno where that tells it apart; 0: with any other. */
static const struct refusal {
	const char *what;
	int error;
	const struct said *reason;
	const struct said *remedy;
} refusals[] = {
	{"ptrace", ENOSYS, SAID(NO_PTRACE_SYSCALL), SAID(REMEDY_EMULATION)},
	{"ptrace", 0, SAID(NO_PTRACE), SAID(REMEDY_PTRACE)},
	{"strace", 0, SAID(NO_STRACE), SAID(REMEDY_SETUP)},
	{"perf", 0, SAID(NO_PERF), SAID(REMEDY_SETUP)},
	{"counter", ENOSYS, SAID(NO_COUNTER_SYSCALL), SAID(REMEDY_COUNTER_SYSCALL)},
	{"counter", 0, SAID(NO_COUNTER), SAID(REMEDY_COUNTER)},
	{"rings", 0, SAID(NO_RINGS), SAID(REMEDY_RINGS)},
	{"personality", 0, SAID(NO_PERSONALITY), SAID(REMEDY_PERSONALITY)},
	{"terminal", 0, SAID(NO_TERMINAL), SAID(REMEDY_TERMINAL)},
	{"thp", 0, SAID(NO_THP), SAID(REMEDY_THP)},
	{"maps", 0, SAID(NO_MAPS), SAID(REMEDY_MAPS)},
	{"memory", 0, SAID(NO_MEMORY), SAID(REMEDY_MAPS)},
	{"libelf", 0, SAID(NO_LIBELF), SAID(REMEDY_LIBELF)},
	{"stack", 0, SAID(NO_STACK), SAID(REMEDY_STACK)},
	{"process", 0, SAID(NO_PROCESS), SAID(REMEDY_PROCESS)},
	{"user", 0, SAID(NO_USER), SAID(REMEDY_USER)},
};

struct lack refusal_of(const char *what, int error)
{
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		const struct refusal *at = &refusals[i];

		if (strcmp(at->what, what) == 0 && (at->error == 0 || at->error == error))
			return (struct lack){.what = at->what,
				.reason = at->reason,
				.remedy = at->remedy};
	}
	abort(); /* whoever names a refusal, and the shim too, names one of these */
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
