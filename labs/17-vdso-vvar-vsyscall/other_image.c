/*
 * Gives a program another image of the vDSO than the kernel's.
 *
 *     cc -shared -fPIC other_image.c -o other_image -ldl
 *
 * Try:  LD_PRELOAD=./other_image ./vdso_vvar_vsyscall
 *
 * What should be seen: the image is a copy with another type, another name, and one section
 * header less. So who reads it prints other numbers, and who knows them beforehand does not.
 */
#define _GNU_SOURCE /* for RTLD_NEXT and memmem() */
#include <dlfcn.h>
#include <elf.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

/* A copy of the image that is as sound as the original, and differs in what can be told. */
static void *other_image(const void *image)
{
	static char copy[1 << 16] __attribute__((aligned(16)));
	Elf64_Ehdr *header = (Elf64_Ehdr *)copy;
	const Elf64_Ehdr *original = (const Elf64_Ehdr *)image;
	size_t size = original->e_shoff + original->e_shnum * sizeof(Elf64_Shdr);
	char *name;

	if (size > sizeof copy)
		_exit(1);
	memcpy(copy, image, size);
	header->e_type = ET_EXEC;
	header->e_shoff += sizeof(Elf64_Shdr);
	header->e_shnum--;
	header->e_shstrndx--;
	name = memmem(copy, size, "vdso.so.1", sizeof "vdso.so.1");
	if (name)
		name[strlen("vdso.so.")] = '7';
	return copy;
}

unsigned long getauxval(unsigned long type)
{
	unsigned long (*original)(unsigned long) =
		(unsigned long (*)(unsigned long))dlsym(RTLD_NEXT, "getauxval");
	unsigned long value = original(type);

	if (type != AT_SYSINFO_EHDR || value == 0)
		return value;
	return (unsigned long)other_image((const void *)value);
}
