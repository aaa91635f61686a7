/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_ELF_ELF_IMAGE_H
#define VMLAB_ELF_ELF_IMAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/err.h"
#include "../base/pool.h"
#include "../base/text.h"
#include "../base/number.h"

/*
 * What an ELF file says of itself, copied out of its bytes. The members are those of
 * elf(5), without their prefix and as wide as any, so that 32 and 64 bits read alike.
 */
struct elf_header {
	uint64_t type;
	uint64_t machine;
	uint64_t version;
	uint64_t entry;
	uint64_t phoff;
	uint64_t shoff;
	uint64_t flags;
	uint64_t ehsize;
	uint64_t phentsize;
	uint64_t phnum;
	uint64_t shentsize;
	uint64_t shnum;
	uint64_t shstrndx;
	uint64_t class; /* this one and the two below it are bytes of e_ident */
	uint64_t data;
	uint64_t osabi;
};

/* A program header. */
struct elf_segment {
	uint64_t type;
	uint64_t flags;
	uint64_t offset;
	uint64_t vaddr;
	uint64_t paddr;
	uint64_t filesz;
	uint64_t memsz;
	uint64_t align;
};

struct elf_section {
	const char *name;
	uint64_t index; /* as in the section of a symbol */
	uint64_t type;
	uint64_t flags;
	uint64_t addr;
	uint64_t offset;
	uint64_t size;
	uint64_t link;
	uint64_t info;
	uint64_t addralign;
	uint64_t entsize;
};

struct elf_symbol {
	const char *name;
	uint64_t value;
	uint64_t size;
	uint64_t section; /* its index, or SHN_ABS or SHN_COMMON */
	uint64_t type;    /* STT_FUNC, STT_OBJECT, … */
	bool local;       /* known to one source file only */
};

struct elf_image {
	struct elf_header header;
	struct elf_segment *segments;
	int segment_count;
	struct elf_section *sections; /* all of them, with number 0, which is none */
	int section_count;
	struct elf_symbol
		*symbols; /* the defined ones, without the names of source files */
	int symbol_count;
};

/* Was vmlab built with libelf? Without it nothing can be read. */
bool elf_image_available(void);

/*
 * Read the bytes of `file`, whose name is for messages only. What is read belongs to the
 * pool and does not point into `bytes`. -1, with an empty image, when the bytes are not
 * ELF, are cut off, or contradict themselves; nothing they say makes it fail otherwise.
 */
int elf_image_read(struct pool *pool, const char *file, const struct bytes *bytes,
	struct elf_image *image, struct err *err);

#endif
