/* SPDX-License-Identifier: MIT */

/*
 * LD_PRELOAD=late_writes.so COMMAND [ARG...]
 *
 * What the command itself writes to a pipe comes late, as on a machine with much else to do:
 * a child of it that is about to end has ended by then.
 */
#include <dlfcn.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_MS = 100 };

typedef ssize_t writer(int file, const void *bytes, size_t size);

static pid_t command;

__attribute__((constructor)) static void remember_command(void)
{
	command = getpid();
}

/* A pipe without a reader is one with an error, which poll() tells unasked. */
static void wait_for_the_last_reader(int file)
{
	struct pollfd pipe = {.fd = file};
	struct stat status;

	if (getpid() == command && fstat(file, &status) == 0 && S_ISFIFO(status.st_mode))
		poll(&pipe, 1, MOST_MS);
}

ssize_t write(int file, const void *bytes, size_t size)
{
	writer *real = (writer *)dlsym(RTLD_NEXT, "write");

	wait_for_the_last_reader(file);
	return real(file, bytes, size);
}
