/* SPDX-License-Identifier: MIT */
#include "keyboard.h"

#include <poll.h>
#include <unistd.h>

static const int signals[] = {SIGINT, SIGQUIT, SIGTERM, SIGHUP};

enum { SIGNALS = sizeof signals / sizeof *signals };

static volatile sig_atomic_t caught;

static void note(int signal)
{
	caught = signal;
}

void keyboard_open(struct keyboard *keyboard)
{
	const struct sigaction noting = {.sa_handler = note};
	struct termios settings;

	caught = 0;
	for (int i = 0; i < SIGNALS; i++) {
		sigaction(signals[i], NULL, &keyboard->actions[i]);
		if (keyboard->actions[i].sa_handler != SIG_IGN) /* as under nohup(1) */
			sigaction(signals[i], &noting, NULL);
	}
	keyboard->there = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 &&
		tcgetattr(STDIN_FILENO, &keyboard->before) == 0;
	if (!keyboard->there)
		return;
	settings = keyboard->before;
	settings.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
	settings.c_cc[VMIN] = 1;
	settings.c_cc[VTIME] = 0;
	settings.c_cc[VSUSP] = _POSIX_VDISABLE;
	tcsetattr(STDIN_FILENO, TCSADRAIN, &settings);
}

void keyboard_leave(const struct keyboard *keyboard)
{
	for (int i = 0; i < SIGNALS; i++)
		sigaction(signals[i], &keyboard->actions[i], NULL);
}

void keyboard_close(const struct keyboard *keyboard)
{
	if (keyboard->there)
		tcsetattr(STDIN_FILENO, TCSADRAIN, &keyboard->before);
	keyboard_leave(keyboard);
}

int keyboard_wait(const struct keyboard *keyboard, int milliseconds)
{
	struct pollfd input = {.fd = keyboard->there ? STDIN_FILENO : -1, .events = POLLIN};
	unsigned char key;

	if (poll(&input, 1, milliseconds) <= 0 || caught)
		return KEY_NONE;
	return read(STDIN_FILENO, &key, 1) == 1 ? key : KEY_CLOSED;
}

int keyboard_signal(void)
{
	return caught;
}
