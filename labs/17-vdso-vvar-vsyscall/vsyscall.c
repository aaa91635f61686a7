/*
 * Calls, or reads, the page that was the vDSO's predecessor.
 *
 *     cc vsyscall.c -o vsyscall
 *
 * Try:  ./vsyscall call               asks for the time there
 *       ./vsyscall read               reads the first bytes of the code
 *       grep vsyscall /proc/self/maps
 *
 * What should be seen: the address is the same in every process. Some kernels answer the
 * call, others have no such page any more, and hardly any still lets it be read.
 */
#include <err.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define VSYSCALL_PAGE 0xffffffffff600000UL
#define VSYSCALL_TIME 0xffffffffff600400UL /* time() has always been there */

static void say(const char *label, const char *format, long value)
{
	char line[80];
	int length = snprintf(line, sizeof line, "%-24s", label);

	length += snprintf(line + length, sizeof line - length, format, value);
	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

int main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "read") == 0) {
		const volatile unsigned char *page = (const unsigned char *)VSYSCALL_PAGE;

		say("Reading at:", "0x%lx\n", (long)VSYSCALL_PAGE);
		say("Byte found:", "0x%lx\n", *page);
	} else if (argc == 2 && strcmp(argv[1], "call") == 0) {
		time_t (*ask)(time_t *) = (time_t(*)(time_t *))VSYSCALL_TIME;
		struct timespec asked;

		say("Calling:", "0x%lx\n", (long)VSYSCALL_TIME);
		say("Answer:", "%ld s\n", ask(NULL));
		syscall(SYS_clock_gettime, CLOCK_REALTIME, &asked);
		say("The kernel's own:", "%ld s\n", asked.tv_sec);
	} else {
		errx(2, "usage: vsyscall call|read");
	}
	return 0;
}
