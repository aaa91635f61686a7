/*
 * Right: starts the program by posix_spawn().
 * replaces: start.c
 */
#define _GNU_SOURCE /* for environ */
#include <err.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	int status;
	pid_t child;

	if (argc < 2)
		errx(2, "usage: start PROGRAM [ARGUMENT]");
	if (posix_spawn(&child, argv[1], NULL, NULL, argv + 1, environ) != 0)
		errx(1, "%s", argv[1]);
	if (waitpid(child, &status, 0) != child)
		err(1, "waitpid");

	if (WIFSIGNALED(status))
		printf("%s: killed by signal %d\n", argv[1], WTERMSIG(status));
	else
		printf("%s: exit status %d\n", argv[1], WEXITSTATUS(status));
	return 0;
}
