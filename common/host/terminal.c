/* SPDX-License-Identifier: MIT */
#include "terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

int terminal_open(struct terminal *terminal, uid_t owner)
{
	struct winsize size = {.ws_row = 24, .ws_col = 80};
	struct termios settings = {0};

	cfmakeraw(&settings);
	settings.c_lflag |= ICANON;
	settings.c_cc[VEOF] = 4;
	settings.c_cc[VMIN] = 1;
	cfsetspeed(&settings, B38400);
	if (openpty(&terminal->master, &terminal->slave, NULL, &settings, &size) != 0)
		return -1;
	fcntl(terminal->master, F_SETFD, FD_CLOEXEC);
	fcntl(terminal->slave, F_SETFD, FD_CLOEXEC);
	fcntl(terminal->master, F_SETFL, O_NONBLOCK);
	if (owner != (uid_t)-1 && fchown(terminal->slave, owner, (gid_t)-1) != 0) {
		int saved = errno;

		close(terminal->master);
		close(terminal->slave);
		errno = saved;
		return -1;
	}
	return 0;
}
