/* SPDX-License-Identifier: MIT */
#include "elf_image.h"

#include <elf.h>
#include <string.h>

#include "messages.h"

#if __has_include(<libelf.h>)
#include <gelf.h>
#include <libelf.h>

/*
 * libelf believes much of what a file says, passes over a table that is cut off, and
 * differs in this from version to version. Therefore each table, segment and section is
 * held against the size of the file here, and names are read from a copy of their table,
 * in which any number of symbols may share one. Messages name a place as elf(5) does, in
 * both languages.
 */
enum { MOST_SYMBOLS = 1 << 20 };

/* What the functions that read a file hand to each other. */
struct reader {
	struct pool *pool;
	const char *file;
	const struct bytes *bytes;
	struct elf_image *image;
	struct err *err;
	Elf *elf;
};

/* A table of names; there is a NUL behind its last byte. */
struct strings {
	const char *at;
	uint64_t size;
};

static int refuse_cut(const struct reader *reader, const char *what, number end)
{
	return err_at(reader->err, reader->file, 0, M_ELF_CUT, what,
		number_text(reader->pool, end, false), reader->bytes->size);
}

static int refuse_value(const struct reader *reader, const char *what, uint64_t value)
{
	return err_at(
		reader->err, reader->file, 0, M_ELF_VALUE, what, (unsigned long long)value);
}

/* The same for a member of a section's header. */
static int refuse_section(
	const struct reader *reader, int index, const char *member, uint64_t value)
{
	return refuse_value(
		reader, pool_printf(reader->pool, "shdr[%d].%s", index, member), value);
}

/* libelf gave NULL; it knows why. */
static int refuse_libelf(const struct reader *reader)
{
	return err_at(reader->err, reader->file, 0, M_ELF_LIBELF, elf_errmsg(-1));
}

/* Is the file of a kind that there is? */
static int check_ident(const struct reader *reader)
{
	const unsigned char *ident = (const unsigned char *)reader->bytes->data;

	if (ident[EI_CLASS] != ELFCLASS32 && ident[EI_CLASS] != ELFCLASS64)
		return refuse_value(reader, "e_ident[EI_CLASS]", ident[EI_CLASS]);
	if (ident[EI_DATA] != ELFDATA2LSB && ident[EI_DATA] != ELFDATA2MSB)
		return refuse_value(reader, "e_ident[EI_DATA]", ident[EI_DATA]);
	if (ident[EI_VERSION] != EV_CURRENT)
		return refuse_value(reader, "e_ident[EI_VERSION]", ident[EI_VERSION]);
	return 0;
}

/* The bytes that have to be there before libelf is asked. */
static int check_start(const struct reader *reader)
{
	const struct bytes *bytes = reader->bytes;

	if (bytes->size < SELFMAG || memcmp(bytes->data, ELFMAG, SELFMAG) != 0)
		return err_at(reader->err, reader->file, 0, M_ELF_NOT);
	if (bytes->size < EI_NIDENT)
		return refuse_cut(reader, "EI_NIDENT", EI_NIDENT);
	if (check_ident(reader) != 0)
		return -1;
	if (bytes->data[EI_CLASS] == ELFCLASS32 && bytes->size < sizeof(Elf32_Ehdr))
		return refuse_cut(reader, "sizeof(Elf32_Ehdr)", sizeof(Elf32_Ehdr));
	if (bytes->data[EI_CLASS] == ELFCLASS64 && bytes->size < sizeof(Elf64_Ehdr))
		return refuse_cut(reader, "sizeof(Elf64_Ehdr)", sizeof(Elf64_Ehdr));
	return 0;
}

static int read_header(const struct reader *reader)
{
	struct elf_header *header = &reader->image->header;
	GElf_Ehdr ehdr;

	if (!gelf_getehdr(reader->elf, &ehdr))
		return refuse_libelf(reader);
	*header = (struct elf_header){.type = ehdr.e_type,
		.machine = ehdr.e_machine,
		.version = ehdr.e_version,
		.entry = ehdr.e_entry,
		.phoff = ehdr.e_phoff,
		.shoff = ehdr.e_shoff,
		.flags = ehdr.e_flags,
		.ehsize = ehdr.e_ehsize,
		.phentsize = ehdr.e_phentsize,
		.phnum = ehdr.e_phnum,
		.shentsize = ehdr.e_shentsize,
		.shnum = ehdr.e_shnum,
		.shstrndx = ehdr.e_shstrndx,
		.class = ehdr.e_ident[EI_CLASS],
		.data = ehdr.e_ident[EI_DATA],
		.osabi = ehdr.e_ident[EI_OSABI]};
	return 0;
}

/* The size of one structure of the file's class. */
static uint64_t size_of(const struct reader *reader, Elf_Type type)
{
	return gelf_fsize(reader->elf, type, 1, EV_CURRENT);
}

/* Is the table of program headers ('p') or of section headers ('s') within the file? */
static int check_table(const struct reader *reader, char letter, uint64_t offset,
	uint64_t count, uint64_t entry, uint64_t expected)
{
	const char *what;
	number end = (number)offset + count * entry;

	if (count == 0)
		return 0;
	what = pool_printf(reader->pool, "e_%choff", letter);
	if (offset == 0)
		return refuse_value(reader, what, offset);
	what = pool_printf(reader->pool, "e_%chentsize", letter);
	if (entry != expected)
		return refuse_value(reader, what, entry);
	what = pool_printf(
		reader->pool, "e_%choff + e_%chnum * e_%chentsize", letter, letter, letter);
	return end > reader->bytes->size ? refuse_cut(reader, what, end) : 0;
}

static int check_tables(const struct reader *reader)
{
	const struct elf_header *header = &reader->image->header;

	/* More than 65279 sections: their number would be in the first of them. */
	if (header->shnum == 0 && header->shoff != 0)
		return refuse_value(reader, "e_shnum", 0);
	if (check_table(reader, 'p', header->phoff, header->phnum, header->phentsize,
		    size_of(reader, ELF_T_PHDR)) != 0)
		return -1;
	return check_table(reader, 's', header->shoff, header->shnum, header->shentsize,
		size_of(reader, ELF_T_SHDR));
}

static int read_segment(const struct reader *reader, int index)
{
	struct elf_segment *segment = &reader->image->segments[index];
	number end;
	GElf_Phdr phdr;

	if (!gelf_getphdr(reader->elf, index, &phdr))
		return refuse_libelf(reader);
	*segment = (struct elf_segment){.type = phdr.p_type,
		.flags = phdr.p_flags,
		.offset = phdr.p_offset,
		.vaddr = phdr.p_vaddr,
		.paddr = phdr.p_paddr,
		.filesz = phdr.p_filesz,
		.memsz = phdr.p_memsz,
		.align = phdr.p_align};
	end = (number)segment->offset + segment->filesz;
	if (segment->type == PT_NULL || end <= reader->bytes->size)
		return 0;
	return refuse_cut(reader,
		pool_printf(reader->pool, "phdr[%d].p_offset + p_filesz", index), end);
}

static int read_segments(const struct reader *reader)
{
	struct elf_image *image = reader->image;

	image->segments =
		pool_alloc(reader->pool, image->header.phnum * sizeof *image->segments);
	for (int i = 0; i < (int)image->header.phnum; i++)
		if (read_segment(reader, i) != 0)
			return -1;
	image->segment_count = (int)image->header.phnum;
	return 0;
}

/* Its name comes later, when the section that holds the names is known. */
static int read_section(const struct reader *reader, int index)
{
	struct elf_section *section = &reader->image->sections[index];
	number end;
	GElf_Shdr shdr;

	if (!gelf_getshdr(elf_getscn(reader->elf, (size_t)index), &shdr))
		return refuse_libelf(reader);
	*section = (struct elf_section){.name = "",
		.index = (uint64_t)index,
		.type = shdr.sh_type,
		.flags = shdr.sh_flags,
		.addr = shdr.sh_addr,
		.offset = shdr.sh_offset,
		.size = shdr.sh_size,
		.link = shdr.sh_link,
		.info = shdr.sh_info,
		.addralign = shdr.sh_addralign,
		.entsize = shdr.sh_entsize};
	end = (number)section->offset + section->size;
	if (section->type == SHT_NULL || section->type == SHT_NOBITS ||
		end <= reader->bytes->size)
		return 0;
	return refuse_cut(reader,
		pool_printf(reader->pool, "shdr[%d].sh_offset + sh_size", index), end);
}

/* The names in section `index`. False when there is no such section or it holds none. */
static bool read_strings(
	const struct reader *reader, uint64_t index, struct strings *strings)
{
	const struct elf_image *image = reader->image;
	const struct elf_section *section;

	if (index >= (uint64_t)image->section_count)
		return false;
	section = &image->sections[index];
	if (section->type != SHT_STRTAB)
		return false;
	strings->at = pool_copy(
		reader->pool, reader->bytes->data + section->offset, section->size);
	strings->size = section->size;
	return true;
}

/* The name that begins at byte `at`, 0 being none. NULL when there is no such byte. */
static const char *string_at(const struct strings *strings, uint64_t at)
{
	if (at == 0)
		return "";
	return at < strings->size ? strings->at + at : NULL;
}

static int name_sections(const struct reader *reader)
{
	struct elf_image *image = reader->image;
	struct strings strings;

	if (image->header.shstrndx == SHN_UNDEF)
		return 0;
	if (!read_strings(reader, image->header.shstrndx, &strings))
		return refuse_value(reader, "e_shstrndx", image->header.shstrndx);
	for (int i = 0; i < image->section_count; i++) {
		GElf_Shdr shdr;

		if (!gelf_getshdr(elf_getscn(reader->elf, (size_t)i), &shdr))
			return refuse_libelf(reader);
		image->sections[i].name = string_at(&strings, shdr.sh_name);
		if (!image->sections[i].name)
			return refuse_section(reader, i, "sh_name", shdr.sh_name);
	}
	return 0;
}

static int read_sections(const struct reader *reader)
{
	struct elf_image *image = reader->image;

	image->sections =
		pool_alloc(reader->pool, image->header.shnum * sizeof *image->sections);
	for (int i = 0; i < (int)image->header.shnum; i++)
		if (read_section(reader, i) != 0)
			return -1;
	image->section_count = (int)image->header.shnum;
	return name_sections(reader);
}

/* Keeps the symbol when it is defined here; the name of a source file is no definition. */
static int read_symbol(const struct reader *reader, Elf_Data *data, int index,
	const struct strings *strings)
{
	struct elf_image *image = reader->image;
	const char *name;
	GElf_Sym sym;

	if (!gelf_getsym(data, index, &sym))
		return refuse_libelf(reader);
	name = string_at(strings, sym.st_name);
	if (!name)
		return refuse_value(reader,
			pool_printf(reader->pool, "sym[%d].st_name", index), sym.st_name);
	if (sym.st_shndx == SHN_UNDEF || GELF_ST_TYPE(sym.st_info) == STT_FILE)
		return 0;
	image->symbols[image->symbol_count++] = (struct elf_symbol){.name = name,
		.value = sym.st_value,
		.size = sym.st_size,
		.section = sym.st_shndx,
		.type = GELF_ST_TYPE(sym.st_info),
		.local = GELF_ST_BIND(sym.st_info) == STB_LOCAL};
	return 0;
}

/* The first section of a type, 0 when there is none. */
static int section_of_type(const struct elf_image *image, uint64_t type)
{
	for (int i = 1; i < image->section_count; i++)
		if (image->sections[i].type == type)
			return i;
	return 0;
}

/* The number of symbols in section `index`, or -1. */
static int count_symbols(const struct reader *reader, int index)
{
	const struct elf_section *section = &reader->image->sections[index];
	uint64_t entry = size_of(reader, ELF_T_SYM);

	if (section->entsize != entry)
		return refuse_section(reader, index, "sh_entsize", section->entsize);
	if (section->size % entry != 0)
		return refuse_section(reader, index, "sh_size", section->size);
	if (section->size / entry > MOST_SYMBOLS)
		return err_at(reader->err, reader->file, 0, M_ELF_SYMBOLS,
			(unsigned long long)(section->size / entry), MOST_SYMBOLS);
	return (int)(section->size / entry);
}

static int read_symbols(const struct reader *reader)
{
	struct elf_image *image = reader->image;
	int symtab = section_of_type(image, SHT_SYMTAB);
	int index = symtab ? symtab : section_of_type(image, SHT_DYNSYM);
	int count = index ? count_symbols(reader, index) : 0;
	struct strings strings;
	Elf_Data *data;

	if (count <= 0)
		return count;
	if (!read_strings(reader, image->sections[index].link, &strings))
		return refuse_section(
			reader, index, "sh_link", image->sections[index].link);
	data = elf_getdata(elf_getscn(reader->elf, (size_t)index), NULL);
	if (!data)
		return refuse_libelf(reader);
	image->symbols = pool_alloc(reader->pool, (size_t)count * sizeof *image->symbols);
	for (int i = 0; i < count; i++)
		if (read_symbol(reader, data, i, &strings) != 0)
			return -1;
	return 0;
}

static int read_parts(const struct reader *reader)
{
	if (read_header(reader) != 0 || check_tables(reader) != 0 ||
		read_segments(reader) != 0 || read_sections(reader) != 0)
		return -1;
	return read_symbols(reader);
}

bool elf_image_available(void)
{
	return true;
}

int elf_image_read(struct pool *pool, const char *file, const struct bytes *bytes,
	struct elf_image *image, struct err *err)
{
	struct reader reader = {pool, file, bytes, image, err, NULL};
	int result;

	*image = (struct elf_image){.segments = NULL};
	if (check_start(&reader) != 0)
		return -1;
	elf_version(EV_CURRENT); /* libelf answers nothing before this */
	reader.elf = elf_memory(bytes->data, bytes->size);
	result = reader.elf ? read_parts(&reader) : refuse_libelf(&reader);
	elf_end(reader.elf);
	if (result != 0)
		*image = (struct elf_image){.segments = NULL};
	return result;
}
#else

bool elf_image_available(void)
{
	return false;
}

int elf_image_read(struct pool *pool, const char *file, const struct bytes *bytes,
	struct elf_image *image, struct err *err)
{
	(void)pool;
	(void)bytes;
	*image = (struct elf_image){.segments = NULL};
	return err_at(err, file, 0, M_ELF_NO_LIBELF);
}

#endif
