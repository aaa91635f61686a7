/*
 * A munmap() that keeps the memory and only takes away the right to write it.
 *
 *     cc readable.c -shared -fPIC -o readable.so
 *
 * Try:  LD_PRELOAD=./readable.so strace ./mmap      look for mprotect, and for si_code
 *
 * What should be seen: the loader finds munmap() here before it looks into the C library, so
 * the page stays, and can be read. The program dies all the same, because what it does at
 * the end is to write. Now the code is SEGV_ACCERR: something is mapped there.
 */
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>

/* One processor's instruction that returns at once, for whoever calls the page. */
#if defined __x86_64__
static const unsigned char back[] = {0xc3};
#elif defined __aarch64__
static const unsigned char back[] = {0xc0, 0x03, 0x5f, 0xd6};
#else
static const unsigned char back[] = {0};
#endif

int munmap(void *address, size_t length)
{
	memcpy(address, back, sizeof back);
	if (mprotect(address, length, PROT_READ | PROT_EXEC) == 0)
		return 0;
	return mprotect(address, length, PROT_READ);
}
