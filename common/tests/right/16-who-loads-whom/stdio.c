/*
 * Right: prints and reads with stdio.
 */
#define _GNU_SOURCE /* for dl_iterate_phdr() */
#include <dlfcn.h>
#include <err.h>
#include <link.h>
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>

static void say(const char *label, unsigned long address)
{
	printf("%-24s0x%lx\n", label, address);
}

/* Tells the segments of the library whose name contains the wanted one. */
static int tell_segments(struct dl_phdr_info *library, size_t size, void *wanted)
{
	(void)size;
	if (!strstr(library->dlpi_name, wanted))
		return 0;
	for (int i = 0; i < library->dlpi_phnum; i++) {
		const ElfW(Phdr) *segment = &library->dlpi_phdr[i];
		unsigned long start = library->dlpi_addr + segment->p_vaddr;

		if (segment->p_type == PT_LOAD)
			printf("%s %c%c%c  0x%lx to 0x%lx\n", (char *)wanted,
				segment->p_flags & PF_R ? 'r' : '-',
				segment->p_flags & PF_W ? 'w' : '-',
				segment->p_flags & PF_X ? 'x' : '-', start,
				start + segment->p_memsz);
	}
	return 1;
}

static void wait_for_enter(void)
{
	puts("Press Enter to go on.");
	if (getchar() == EOF)
		errx(1, "no Enter");
}

int main(void)
{
	void *library;

	say("Entry point:", getauxval(AT_ENTRY));
	say("main():", (unsigned long)main);
	say("Loader:", getauxval(AT_BASE));
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
