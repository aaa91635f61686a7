/*
 * Starts a program, waits for its end and says how it ended.
 *
 *     cc start.c -o start
 *
 * Try:  ./start /bin/true
 *       cc -no-pie -Wl,-Ttext-segment=0 null_page.c -o at_0
 *       ./start ./at_0 0             and the same with sudo
 *       strace -f -e trace=execve ./start ./at_0 0   look for execve() = -1 EPERM
 *
 * What should be seen: a program whose file may not be mapped where it wants to be dies by
 * SIGSEGV (11) before its first instruction. It is too late for an error of execve(): the
 * memory of the process that called it is gone.
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
		printf("%s: exit status %d\n", argv[1], WEXITSTATUS(status));
	return 0;
}
