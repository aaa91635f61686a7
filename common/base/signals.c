/* SPDX-License-Identifier: MIT */
#include "signals.h"

#include <string.h>

static const char *const names[] = {"SIG", "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL",
	"SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGKILL", "SIGUSR1", "SIGSEGV",
	"SIGUSR2", "SIGPIPE", "SIGALRM", "SIGTERM", "SIGSTKFLT", "SIGCHLD", "SIGCONT",
	"SIGSTOP", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGURG", "SIGXCPU", "SIGXFSZ",
	"SIGVTALRM", "SIGPROF", "SIGWINCH", "SIGIO", "SIGPWR", "SIGSYS"};

enum { COUNT = sizeof names / sizeof *names };

const char *signal_name(int number)
{
	return number > 0 && number < COUNT ? names[number] : names[0];
}

bool signal_is_name(const char *name)
{
	static const char real_time[] = "SIGRT_";
	size_t length = sizeof real_time - 1;

	if (strncmp(name, real_time, length) == 0)
		return name[length] &&
			name[length + strspn(name + length, "0123456789")] == '\0';
	for (int i = 1; i < COUNT; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}
