/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_HOST_TERMINAL_H
#define VMLAB_HOST_TERMINAL_H

#include <sys/types.h>

/*
 * A pseudo-terminal for a run, because a terminal is what the student has: through a pipe
 * stdio buffers whole blocks, allocates differently and loses what was not flushed before a
 * crash. Output bytes are passed on unchanged, input is by lines, nothing is echoed and no
 * byte is a signal, but a ^D ends the input.
 */
struct terminal {
	int master;
	int slave;
};

/*
 * Open one, 80 columns by 24 lines, both ends close-on-exec. `owner` (or (uid_t)-1) may
 * reopen it by name. -1 with errno set where none is to be had.
 */
int terminal_open(struct terminal *terminal, uid_t owner);

#endif
