/*
 * Wrong: prints the status as wait() gives it.
 * fails: syscalls by_itself
 * replaces: start.c
 */
#include <err.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	int status;
	pid_t child;

	if (argc < 2)
		errx(2, "usage: start PROGRAM [ARGUMENT]");
	child = fork();
	if (child < 0)
		err(1, "fork");
	if (child == 0) {
		execv(argv[1], argv + 1);
		err(127, "%s", argv[1]);
	}
	if (waitpid(child, &status, 0) != child)
		err(1, "waitpid");

	if (WIFSIGNALED(status))
		printf("%s: killed by signal %d\n", argv[1], WTERMSIG(status));
	else
		printf("%s: exit status %d\n", argv[1], status);
	return 0;
}
