/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_HOST_KEYBOARD_H
#define VMLAB_HOST_KEYBOARD_H

#include <stdbool.h>
#include <signal.h>
#include <termios.h>

/*
 * The terminal of a person who presses single keys: they come at once and are not shown. The keys
 * that are signals stay so, but for the one that suspends. SIGINT, SIGQUIT, SIGTERM and SIGHUP end nothing
 * while it is open: they are noted, so that whoever has opened it can close it first.
 */
struct keyboard {
	bool there; /* stdin and stdout are terminals: else no key ever comes */
	struct termios before;
	struct sigaction actions[4];
};

enum { KEY_NONE = -1, KEY_CLOSED = -2 };

void keyboard_open(struct keyboard *keyboard);

/* Give the terminal and the signals back as they were. */
void keyboard_close(const struct keyboard *keyboard);

/*
 * Wait for a key, but no longer than this. KEY_NONE when none came, KEY_CLOSED when none will
 * come any more.
 */
int keyboard_wait(const struct keyboard *keyboard, int milliseconds);

/* The signal that has come since it was opened and asks for the end, 0: none. */
int keyboard_signal(void);

/* In a process that was forked meanwhile: the signals do again what they did before. */
void keyboard_leave(const struct keyboard *keyboard);

#endif
