/* SPDX-License-Identifier: MIT */
#include "pty.h"

#include <criterion/criterion.h>
#include <poll.h>
#include <pty.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

#include "help.h"

enum { PATIENCE = 60 /* seconds */, POLL_MS = 50 };

struct pty pty_begin(const char *format, ...)
{
	struct winsize size = {.ws_row = 50, .ws_col = 80};
	struct pty pty = {.text = strdup("")};
	char *command = NULL;
	va_list args;

	va_start(args, format);
	cr_assert(vasprintf(&command, format, args) >= 0);
	va_end(args);
	cr_assert_eq(openpty(&pty.master, &pty.slave, NULL, NULL, &size), 0, "no terminal");
	tcgetattr(pty.slave, &pty.before);
	pty.pid = fork();
	if (pty.pid == 0) {
		close(pty.master);
		login_tty(pty.slave);
		use_test_environment();
		setenv("TERM", "xterm", 1);
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		_exit(125);
	}
	free(command);
	return pty;
}

/* Reads what is there; false when nothing came in a moment. */
static bool read_some(struct pty *pty)
{
	struct pollfd output = {.fd = pty->master, .events = POLLIN};
	char part[4096];
	ssize_t got;

	if (poll(&output, 1, POLL_MS) <= 0)
		return false;
	got = read(pty->master, part, sizeof part);
	if (got <= 0)
		return false;
	pty->text = realloc(pty->text, pty->size + (size_t)got + 1);
	memcpy(pty->text + pty->size, part, (size_t)got);
	pty->size += (size_t)got;
	pty->text[pty->size] = '\0';
	return true;
}

static bool has_ended(const struct pty *pty)
{
	siginfo_t info = {0};

	return waitid(P_PID, (id_t)pty->pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
		info.si_pid == pty->pid;
}

bool pty_reads(struct pty *pty, const char *text)
{
	time_t end = time(NULL) + PATIENCE;
	const char *found;

	for (;;) {
		bool ended = has_ended(pty);

		while (read_some(pty))
			if (strstr(pty->text + pty->read, text))
				break;
		found = strstr(pty->text + pty->read, text);
		if (found || ended || time(NULL) > end)
			break;
	}
	if (!found)
		return false;
	pty->read = (size_t)(found - pty->text) + strlen(text);
	return true;
}

void pty_type(struct pty *pty, const char *keys)
{
	cr_expect_eq(write(pty->master, keys, strlen(keys)), (ssize_t)strlen(keys));
}

int pty_end(struct pty *pty)
{
	time_t end = time(NULL) + PATIENCE;
	int status = 0;

	while (!has_ended(pty) && time(NULL) <= end)
		read_some(pty);
	if (!has_ended(pty))
		kill(pty->pid, SIGKILL);
	while (read_some(pty))
		;
	waitpid(pty->pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

bool pty_is_restored(const struct pty *pty)
{
	struct termios now;

	return tcgetattr(pty->slave, &now) == 0 && now.c_lflag == pty->before.c_lflag &&
		now.c_iflag == pty->before.c_iflag && now.c_oflag == pty->before.c_oflag &&
		memcmp(now.c_cc, pty->before.c_cc, sizeof now.c_cc) == 0;
}

void pty_free(struct pty *pty)
{
	close(pty->master);
	close(pty->slave);
	free(pty->text);
}
