/*
 * Wrong: tells the address that a function has in its own memory.
 * fails: pause loaded usual
 * at: function
 * replaces: library_file.c
 */
#define _GNU_SOURCE /* for dlinfo() */
#include <dlfcn.h>
#include <err.h>
#include <link.h>
#include <stdio.h>

static void read_at(FILE *file, long offset, void *into, size_t size)
{
	if (fseek(file, offset, SEEK_SET) != 0 || fread(into, size, 1, file) != 1)
		errx(1, "the file ends too early");
}

static void tell_segments(const char *path)
{
	FILE *file = fopen(path, "rb");
	ElfW(Ehdr) header;
	ElfW(Phdr) segment;

	if (!file)
		err(1, "%s", path);
	read_at(file, 0, &header, sizeof header);
	for (int i = 0; i < header.e_phnum; i++) {
		read_at(file, header.e_phoff + i * sizeof segment, &segment,
			sizeof segment);
		if (segment.p_type == PT_LOAD)
			printf("%c%c%c  0x%lx to 0x%lx\n",
				segment.p_flags & PF_R ? 'r' : '-',
				segment.p_flags & PF_W ? 'w' : '-',
				segment.p_flags & PF_X ? 'x' : '-',
				(unsigned long)segment.p_vaddr,
				(unsigned long)(segment.p_vaddr + segment.p_memsz));
	}
	fclose(file);
}

int main(int argc, char *argv[])
{
	struct link_map *map;
	void *library;
	void *function;

	if (argc != 3)
		errx(1, "usage: %s <library> <function>", argv[0]);
	library = dlopen(argv[1], RTLD_NOW);
	if (!library || dlinfo(library, RTLD_DI_LINKMAP, &map) != 0)
		errx(1, "%s", dlerror());
	function = dlsym(library, argv[2]);
	if (!function)
		errx(1, "%s", dlerror());

	tell_segments(map->l_name);
	printf("%s(): 0x%lx\n", argv[2], (unsigned long)function);
	return 0;
}
