/* SPDX-License-Identifier: MIT */

/*
 * LD_PRELOAD=own_zeros.so COMMAND [ARG...]
 *
 * For the command it is as on a kernel without the shared page of zeros: where it asks for
 * memory of its own, a first read already brings a page to write to. The kernel treats
 * memory that is shared without a file so (mm/shmem.c), and that is what it gets.
 */
#include <dlfcn.h>
#include <sys/mman.h>

typedef void *mapper(
	void *address, size_t length, int protection, int flags, int file, off_t offset);

void *mmap(void *address, size_t length, int protection, int flags, int file, off_t offset)
{
	mapper *real = (mapper *)dlsym(RTLD_NEXT, "mmap");

	if (flags == (MAP_PRIVATE | MAP_ANONYMOUS))
		flags = MAP_SHARED | MAP_ANONYMOUS;
	return real(address, length, protection, flags, file, offset);
}
