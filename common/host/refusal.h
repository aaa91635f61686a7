/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_HOST_REFUSAL_H
#define VMLAB_HOST_REFUSAL_H

#include <stdbool.h>

#include "../evidence/record.h"

/*
 * Why this machine does not allow something, and the exact remedy.
 * `what` is a name of the table in refusal.c, such as "ptrace", and any other aborts; `error` is the
 * errno that it was refused with. The strings are constant.
 */
struct lack refusal_of(const char *what, int error);

/* Is it the refusal of ptrace, or strace's absence? */
bool refusal_is_of_tracing(const struct lack *lack);

/*
 * Why something of a process cannot be recorded: the machine refuses it or, if it was shown
 * before, the program has made it so, for this reason.
 */
struct lack refusal_unless_shown(
	bool was_shown, const char *what, const struct said *reason);

#endif
