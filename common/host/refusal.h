/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_RUN_REFUSAL_H
#define VMLAB_RUN_REFUSAL_H

#include <stdbool.h>

#include "../evidence/record.h"

/*
 * Why this machine does not allow something, and the exact remedy.
 * `what` is "ptrace", "strace", "perf", "counter", "personality", "terminal", "thp", "stack"
 * or "user"; `error` is the errno it was refused with. The strings are constant.
 */
struct lack refusal_of(const char *what, int error);

/* Is it the refusal of ptrace, or strace's absence? */
bool refusal_is_of_tracing(const struct lack *lack);

#endif
