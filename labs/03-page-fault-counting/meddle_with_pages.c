/*
 * A library for programs that count their page faults: it meddles with the pages, so that a
 * true count is another one than expected. Who only knows the answer does not notice.
 *
 *     cc -shared -fPIC meddle_with_pages.c -o meddle_with_pages -Wl,-z,now -ldl
 *
 * Try:  MEDDLE=touch LD_PRELOAD=./meddle_with_pages ./page_fault_counting 1000 100
 *       MEDDLE=take  LD_PRELOAD=./meddle_with_pages ./page_fault_counting 1000 100
 *
 * What should be seen: with "touch" the library touches all pages as soon as they are asked
 * for, and the program's own writes cost nothing. With "take" it gives the pages back each
 * time the program has counted, and to write them again costs as much as at first.
 */
#define _GNU_SOURCE /* for RTLD_NEXT */
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

static char *memory;
static size_t size;

/* Is this what it is told to do? Says so once. */
static int does(const char *what)
{
	static int said;
	const char *asked = getenv("MEDDLE");
	char text[80];
	int length = snprintf(text, sizeof text, "The library meddles: %s.\n", what);

	if (!asked || strcmp(asked, what) != 0)
		return 0;
	if (!said++ && write(STDERR_FILENO, text, length) != length)
		_exit(1);
	return 1;
}

static void grown(char *from, size_t bytes)
{
	memory = from;
	size = bytes;
	if (does("touch"))
		memset(memory, 0, size);
}

void *sbrk(intptr_t bytes)
{
	void *(*original)(intptr_t) = (void *(*)(intptr_t))dlsym(RTLD_NEXT, "sbrk");
	char *before = original(bytes);

	if (bytes > 0 && before != (void *)-1)
		grown(before, bytes);
	return before;
}

int brk(void *to)
{
	int (*original)(void *) = (int (*)(void *))dlsym(RTLD_NEXT, "brk");
	char *before = (char *)syscall(SYS_brk, 0);
	int result = original(to);

	if (result == 0 && (char *)to > before)
		grown(before, (char *)to - before);
	return result;
}

int getrusage(__rusage_who_t who, struct rusage *usage)
{
	int (*original)(__rusage_who_t, struct rusage *) =
		(int (*)(__rusage_who_t, struct rusage *))dlsym(RTLD_NEXT, "getrusage");
	int result = original(who, usage);

	if (memory && does("take"))
		madvise(memory, size, MADV_DONTNEED);
	return result;
}
