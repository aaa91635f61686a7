/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_RUN_ANNOUNCE_H
#define VMLAB_RUN_ANNOUNCE_H

#include <stdbool.h>

/*
 * A process that ends is gone before anybody can look at it. So the shim, before it starts the
 * tracer, raises a filter of system calls (seccomp_unotify(2)) over all that comes: who exits,
 * and the tracer where it hands a signal on, waits until the harness has looked and says go on.
 * The filter's descriptor goes to the harness over SHIM_GO, which is a socket then. It takes a
 * greeting of its own, and the harness greets the shim behind it again.
 */
#define ANNOUNCE "--announce"

/* Who makes a call about memory, or prints on descriptors 0 to 2, is held as well. */
#define ANNOUNCE_CALLS "--announce-calls"

/*
 * Raise it, hand it over, and become `argv`. Where there can be none, that is reported, and the
 * run goes on without. Returns only when `argv` cannot be executed: the status to exit with.
 */
int announce_and_become(char *const argv[], bool with_calls);

#endif
