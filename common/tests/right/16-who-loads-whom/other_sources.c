/*
 * Right: takes its entry point from _start, and the loader's address from _r_debug.
 */
#define _GNU_SOURCE /* for dl_iterate_phdr() */
#include <dlfcn.h>
#include <err.h>
#include <link.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

extern void _start(void);

static void say(const char *label, unsigned long address)
{
	char line[80];
	int length = snprintf(line, sizeof line, "%-24s0x%lx\n", label, address);

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

/* Tells the segments of the library whose name contains the wanted one. */
static int tell_segments(struct dl_phdr_info *library, size_t size, void *wanted)
{
	char line[120];

	(void)size;
	if (!strstr(library->dlpi_name, wanted))
		return 0;
	for (int i = 0; i < library->dlpi_phnum; i++) {
		const ElfW(Phdr) *segment = &library->dlpi_phdr[i];
		unsigned long start = library->dlpi_addr + segment->p_vaddr;
		int length = snprintf(line, sizeof line, "%s %c%c%c  0x%lx to 0x%lx\n",
			(char *)wanted, segment->p_flags & PF_R ? 'r' : '-',
			segment->p_flags & PF_W ? 'w' : '-',
			segment->p_flags & PF_X ? 'x' : '-', start,
			start + segment->p_memsz);

		if (segment->p_type == PT_LOAD &&
			write(STDOUT_FILENO, line, length) != length)
			err(1, "write");
	}
	return 1;
}

static void wait_for_enter(void)
{
	static const char text[] = "Press Enter to go on.\n";
	char enter;

	if (write(STDOUT_FILENO, text, sizeof text - 1) != sizeof text - 1)
		err(1, "write");
	if (read(STDIN_FILENO, &enter, 1) < 0)
		err(1, "read");
}

int main(void)
{
	void *library;

	say("Entry point:", (unsigned long)_start);
	say("main():", (unsigned long)main);
	say("Loader:", _r_debug.r_ldbase);
	dl_iterate_phdr(tell_segments, "libc.so");
	wait_for_enter();

	library = dlopen("libm.so.6", RTLD_NOW);
	if (!library)
		errx(1, "%s", dlerror());
	dl_iterate_phdr(tell_segments, "libm.so");
	say("cos():", (unsigned long)dlsym(library, "cos"));
	wait_for_enter();

	if (dlclose(library) != 0)
		errx(1, "%s", dlerror());
	wait_for_enter();
	return 0;
}
