/* SPDX-License-Identifier: MIT */
#include "attempt.h"

#include <errno.h>
#include <sys/wait.h>
#include <unistd.h>

int attempt_in_child(int (*attempt)(const void *context), const void *context)
{
	int status = 0;
	pid_t pid = fork();

	if (pid < 0)
		return -1;
	if (pid == 0)
		_exit(attempt(context));
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	if (WIFEXITED(status))
		return WEXITSTATUS(status);
	errno = ECHILD;
	return -1;
}
