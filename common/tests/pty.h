/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_TESTS_PTY_H
#define VMLAB_TESTS_PTY_H

#include <stdbool.h>
#include <sys/types.h>
#include <termios.h>

/* A command on a terminal of 80 columns and 50 lines, and who types there and reads. */
struct pty {
	pid_t pid;
	int master;
	int slave; /* kept open, so that the settings can be read when the command has ended */
	struct termios before;
	char *text; /* all that was written, NUL-terminated */
	size_t size;
	size_t read; /* how much of it was waited for */
};

/* Start a shell command, formatted as by printf, with the environment of sh(). */
struct pty pty_begin(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * Wait until the text is written, behind what was waited for before. False, when that takes longer
 * than a minute or the command ends.
 */
bool pty_reads(struct pty *pty, const char *text);

void pty_type(struct pty *pty, const char *keys);

/* Wait for the end of the command. Its exit status, or 128 + the number of the signal. */
int pty_end(struct pty *pty);

/* Are the settings of the terminal what they were before the command? */
bool pty_is_restored(const struct pty *pty);

void pty_free(struct pty *pty);

#endif
