/*
 * Wrong: prints the address of an environment variable for the stack.
 * fails: pause found blind
 * at: $stack <
 * replaces: without_vvar.c
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static void say(const char *label, const char *format, long value)
{
	char line[80];
	int length = snprintf(line, sizeof line, "%-24s", label);

	length += snprintf(line + length, sizeof line - length, format, value);
	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

static unsigned long find_vvar(void)
{
	FILE *maps = fopen("/proc/self/maps", "r");
	char line[256];
	unsigned long start = 0;

	while (maps && fgets(line, sizeof line, maps))
		if (strstr(line, "[vvar]"))
			sscanf(line, "%lx", &start);
	if (!start)
		errx(1, "there is no [vvar]");
	fclose(maps);
	return start;
}

int main(void)
{
	unsigned long data = find_vvar();
	unsigned long library = getauxval(AT_SYSINFO_EHDR);
	struct timespec asked;
	char enter;

	say("Data at:", "0x%lx\n", data);
	say("Library at:", "0x%lx\n", library);
	say("Stack at:", "0x%lx\n", (long)getenv("PATH"));
	say("Press Enter to go on", "%ld\n", (long)getpid());
	if (read(STDIN_FILENO, &enter, 1) < 0)
		err(1, "read");
	if (mprotect((void *)data, library - data, PROT_NONE) != 0)
		err(1, "mprotect");
	syscall(SYS_clock_gettime, CLOCK_REALTIME_COARSE, &asked);
	say("Coarse clock, kernel:", "%ld s\n", asked.tv_sec);
	clock_gettime(CLOCK_REALTIME_COARSE, &asked);
	say("Coarse clock, libc:", "%ld s\n", asked.tv_sec);
	return 0;
}
