/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <elf.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/file.h"
#include "../elf/elf_fields.h"
#include "../elf/elf_names.h"
#include "help.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void need_libelf(void)
{
	if (!elf_image_available())
		cr_skip_test("vmlab was built without libelf");
}

/* Asks for a field of a part; `name` and `nth` say which one, where there are several. */
static bool ask(const struct elf_image *image, enum elf_part part, const char *name,
	int nth, const char *field, number *value)
{
	switch (part) {
	case ELF_PART_HEADER: return elf_header_field(image, field, value);
	case ELF_PART_SEGMENT: return elf_segment_field(image, name, nth, field, value);
	case ELF_PART_SECTION: return elf_section_field(image, name, field, value);
	case ELF_PART_SYMBOL: return elf_symbol_field(image, name, field, value);
	}
	return false;
}

static void hold(const struct elf_image *image, enum elf_part part, const char *name,
	int nth, const char *field, unsigned long long expected)
{
	number value = -1;

	cr_assert(ask(image, part, name, nth, field, &value), "%s %d.%s", name, nth, field);
	cr_assert(value == expected, "%s %d.%s is 0x%llx, expected 0x%llx", name, nth,
		field, (unsigned long long)value, expected);
}

/*
 * A small ELF file of either class and byte order, made by hand. Its parts lie at the same
 * places in all four, and the section headers come last.
 */
enum {
	PHDRS_AT = 64,
	TEXT_AT = 256,
	STRTAB_AT = 272,
	SHSTRTAB_AT = 336,
	SYMTAB_AT = 400,
	SHDRS_AT = 640,
	TINY_SIZE = 1024, /* of the 64-bit ones */
	SEGMENTS = 3,
	SECTIONS = 6,
	SYMBOLS = 9,
	TEXT = 1, /* the numbers of the sections */
	BSS,
	SYMTAB,
	STRTAB,
	SHSTRTAB,
};

struct maker {
	unsigned char bytes[TINY_SIZE];
	size_t at;
	bool wide; /* 64 bits */
	bool big;  /* the most significant byte first */
};

static void put(struct maker *maker, unsigned long long value, int size)
{
	for (int i = 0; i < size; i++) {
		int shift = 8 * (maker->big ? size - 1 - i : i);

		maker->bytes[maker->at++] = (unsigned char)(value >> shift);
	}
}

/* An address, an offset or a size. */
static void put_word(struct maker *maker, unsigned long long value)
{
	put(maker, value, maker->wide ? 8 : 4);
}

static void put_header(struct maker *maker)
{
	const unsigned char ident[EI_NIDENT] = {0x7f, 'E', 'L', 'F',
		maker->wide ? ELFCLASS64 : ELFCLASS32,
		maker->big ? ELFDATA2MSB : ELFDATA2LSB, EV_CURRENT, ELFOSABI_GNU};

	memcpy(maker->bytes, ident, sizeof ident);
	maker->at = sizeof ident;
	put(maker, ET_EXEC, 2);
	put(maker, EM_RISCV, 2);
	put(maker, EV_CURRENT, 4);
	put_word(maker, 0x400100);
	put_word(maker, PHDRS_AT);
	put_word(maker, SHDRS_AT);
	put(maker, 5, 4);
	put(maker, maker->wide ? 64 : 52, 2);
	put(maker, maker->wide ? 56 : 32, 2);
	put(maker, SEGMENTS, 2);
	put(maker, maker->wide ? 64 : 40, 2);
	put(maker, SECTIONS, 2);
	put(maker, SHSTRTAB, 2);
}

static void put_segment(struct maker *maker, unsigned int type, unsigned int flags,
	unsigned int offset, unsigned int size, unsigned int align)
{
	put(maker, type, 4);
	if (maker->wide)
		put(maker, flags, 4);
	put_word(maker, offset);
	put_word(maker, 0x400000 + offset);
	put_word(maker, 0x800000 + offset);
	put_word(maker, size);
	put_word(maker, size * 2);
	if (!maker->wide)
		put(maker, flags, 4);
	put_word(maker, align);
}

/* What is to be put for one section; its address follows from its offset. */
struct making {
	const char *name;
	unsigned int type;
	unsigned int flags;
	unsigned int offset;
	unsigned int size;
	unsigned int link;
	unsigned int info;
	unsigned int align;
};

static const char section_names[] = "\0.text\0.bss\0.symtab\0.strtab\0.shstrtab";
static const char symbol_names[] =
	"\0counter\0environ@GLIBC_2.2.5\0puts\0limit\0twice\0main";

static unsigned int name_at(const char *names, size_t size, const char *name)
{
	const char *found = memmem(names, size, name, strlen(name) + 1);

	return (unsigned int)(found - names);
}

static void put_section(struct maker *maker, const struct making *making)
{
	unsigned int address = making->flags & SHF_ALLOC ? 0x400000 + making->offset : 0;

	put(maker, name_at(section_names, sizeof section_names, making->name), 4);
	put(maker, making->type, 4);
	put_word(maker, making->flags);
	put_word(maker, address);
	put_word(maker, making->offset);
	put_word(maker, making->size);
	put(maker, making->link, 4);
	put(maker, making->info, 4);
	put_word(maker, making->align);
	put_word(maker, making->type != SHT_SYMTAB ? 0 : maker->wide ? 24 : 16);
}

static void put_sections(struct maker *maker)
{
	const struct making makings[SECTIONS] = {
		{"", SHT_NULL, 0, 0, 0, 0, 0, 0},
		{".text", SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR, TEXT_AT, 16, 0, 0, 4},
		/* beyond the end of the file, which it has no bytes in */
		{".bss", SHT_NOBITS, SHF_ALLOC | SHF_WRITE, 0x5000, 0x3000, 0, 0, 32},
		{".symtab", SHT_SYMTAB, 0, SYMTAB_AT, SYMBOLS * (maker->wide ? 24 : 16),
			STRTAB, 5, 8},
		{".strtab", SHT_STRTAB, 0, STRTAB_AT, sizeof symbol_names, 0, 0, 1},
		{".shstrtab", SHT_STRTAB, 0, SHSTRTAB_AT, sizeof section_names, 0, 0, 1},
	};

	memcpy(maker->bytes + STRTAB_AT, symbol_names, sizeof symbol_names);
	memcpy(maker->bytes + SHSTRTAB_AT, section_names, sizeof section_names);
	maker->at = SHDRS_AT;
	for (int i = 0; i < SECTIONS; i++)
		put_section(maker, &makings[i]);
}

static void put_symbol(struct maker *maker, const char *name, int bind, int type,
	unsigned int section, unsigned int value)
{
	unsigned int info = ELF64_ST_INFO((unsigned int)bind, type);

	put(maker, name_at(symbol_names, sizeof symbol_names, name), 4);
	if (maker->wide) {
		put(maker, info, 1);
		put(maker, STV_DEFAULT, 1);
		put(maker, section, 2);
		put(maker, value, 8);
		put(maker, 2 * value, 8);
		return;
	}
	put(maker, value, 4);
	put(maker, 2 * value, 4);
	put(maker, info, 1);
	put(maker, STV_DEFAULT, 1);
	put(maker, section, 2);
}

static void put_symbols(struct maker *maker)
{
	maker->at = SYMTAB_AT;
	put_symbol(maker, "", STB_LOCAL, STT_NOTYPE, SHN_UNDEF, 0);
	put_symbol(maker, "main", STB_LOCAL, STT_FILE, SHN_ABS, 0);
	put_symbol(maker, "counter", STB_LOCAL, STT_OBJECT, TEXT, 1);
	put_symbol(maker, "twice", STB_LOCAL, STT_FUNC, TEXT, 2);
	put_symbol(maker, "twice", STB_LOCAL, STT_FUNC, TEXT, 3);
	put_symbol(maker, "counter", STB_GLOBAL, STT_OBJECT, BSS, 4);
	put_symbol(maker, "environ@GLIBC_2.2.5", STB_WEAK, STT_OBJECT, BSS, 5);
	put_symbol(maker, "puts", STB_GLOBAL, STT_FUNC, SHN_UNDEF, 6);
	put_symbol(maker, "limit", STB_GLOBAL, STT_NOTYPE, SHN_ABS, 7);
}

/* The size of the file that is now in the maker's bytes. */
static size_t make_tiny(struct maker *maker, bool wide, bool big)
{
	*maker = (struct maker){.wide = wide, .big = big};
	put_header(maker);
	maker->at = PHDRS_AT;
	put_segment(maker, PT_LOAD, PF_R | PF_X, 0, 0x180, 0x1000);
	put_segment(maker, PT_LOAD, PF_R | PF_W, 0x180, 0x80, 0x2000);
	put_segment(maker, PT_GNU_STACK, PF_R | PF_W, 0, 0, 16);
	put_symbols(maker);
	put_sections(maker);
	return maker->at;
}

/* A number of the 64-bit little-endian file. */
static void set(struct maker *maker, size_t at, int size, unsigned long long value)
{
	maker->at = at;
	put(maker, value, size);
}

/* Looks at everything there is in an image, so that a sanitizer sees what is not there. */
static void walk(const struct elf_image *image)
{
	size_t length = 0;
	number value = 0;

	for (int i = 0; i < image->segment_count; i++)
		value += image->segments[i].memsz;
	for (int i = 0; i < image->section_count; i++)
		length += strlen(image->sections[i].name);
	for (int i = 0; i < image->symbol_count; i++)
		length += strlen(image->symbols[i].name);
	elf_section_field(image, ".text", "addr", &value);
	elf_symbol_field(image, "main", "value", &value);
	cr_assert_eq(image->header.phnum, (uint64_t)image->segment_count, "%zu", length);
	cr_assert_eq(image->header.shnum, (uint64_t)image->section_count);
}

static void assert_empty(const struct elf_image *image)
{
	cr_assert_eq(image->segment_count, 0);
	cr_assert_eq(image->section_count, 0);
	cr_assert_eq(image->symbol_count, 0);
	cr_assert_eq(image->header.machine, 0);
}

/* Reads a copy with nothing readable behind it; an error or a result, and which. */
static int read_copy(const void *data, size_t size, struct err *err)
{
	struct pool pool = {0};
	struct elf_image image;
	struct bytes bytes = {malloc(size ? size : 1), size};
	int result;

	memcpy(bytes.data, data, size);
	memset(err, 0, sizeof *err);
	result = elf_image_read(&pool, "a.out", &bytes, &image, err);
	memset(bytes.data, 0xee, size);
	free(bytes.data);
	if (result == 0) {
		walk(&image);
	} else {
		assert_empty(&image);
		cr_assert_eq(result, -1);
		cr_assert_str_eq(err->file, "a.out");
		cr_assert_neq(*err->message, '\0');
	}
	pool_free(&pool);
	return result;
}

static void read_file(struct pool *pool, const char *path, struct bytes *bytes)
{
	struct err err;

	cr_assert_eq(file_read(pool, path, bytes, &err), 0, "%s", err.message);
}

static struct elf_image read_image(struct pool *pool, const char *path, struct bytes *bytes)
{
	struct elf_image image;
	struct err err;

	read_file(pool, path, bytes);
	cr_assert_eq(elf_image_read(pool, path, bytes, &image, &err), 0, "%s: %s", path,
		err.message);
	walk(&image);
	return image;
}

/* The path of the binary that is running this test. */
static const char *own_path(struct pool *pool)
{
	const char *build = getenv("BUILD");

	return pool_printf(pool, "%s/vmlab-tests", build && *build ? build : "build");
}

static const struct {
	enum elf_part part;
	const char *name;
	int nth;
	const char *field;
	unsigned long long value;
} tiny_fields[] = {
	{ELF_PART_HEADER, "", 0, "type", ET_EXEC},
	{ELF_PART_HEADER, "", 0, "machine", EM_RISCV},
	{ELF_PART_HEADER, "", 0, "version", 1},
	{ELF_PART_HEADER, "", 0, "entry", 0x400100},
	{ELF_PART_HEADER, "", 0, "phoff", PHDRS_AT},
	{ELF_PART_HEADER, "", 0, "shoff", SHDRS_AT},
	{ELF_PART_HEADER, "", 0, "flags", 5},
	{ELF_PART_HEADER, "", 0, "phnum", SEGMENTS},
	{ELF_PART_HEADER, "", 0, "shnum", SECTIONS},
	{ELF_PART_HEADER, "", 0, "shstrndx", SHSTRTAB},
	{ELF_PART_HEADER, "", 0, "osabi", ELFOSABI_GNU},
	{ELF_PART_SEGMENT, "LOAD", 1, "type", PT_LOAD},
	{ELF_PART_SEGMENT, "LOAD", 1, "flags", PF_R | PF_X},
	{ELF_PART_SEGMENT, "LOAD", 1, "offset", 0},
	{ELF_PART_SEGMENT, "LOAD", 2, "offset", 0x180},
	{ELF_PART_SEGMENT, "LOAD", 2, "vaddr", 0x400180},
	{ELF_PART_SEGMENT, "LOAD", 2, "paddr", 0x800180},
	{ELF_PART_SEGMENT, "LOAD", 2, "filesz", 0x80},
	{ELF_PART_SEGMENT, "LOAD", 2, "memsz", 0x100},
	{ELF_PART_SEGMENT, "LOAD", 2, "flags", PF_R | PF_W},
	{ELF_PART_SEGMENT, "LOAD", 2, "align", 0x2000},
	{ELF_PART_SEGMENT, "LOAD", 1, "count", 2},
	{ELF_PART_SEGMENT, "GNU_STACK", 1, "align", 16},
	{ELF_PART_SEGMENT, "GNU_STACK", 1, "count", 1},
	{ELF_PART_SEGMENT, "INTERP", 1, "count", 0},
	{ELF_PART_SECTION, ".text", 0, "index", TEXT},
	{ELF_PART_SECTION, ".text", 0, "type", SHT_PROGBITS},
	{ELF_PART_SECTION, ".text", 0, "flags", SHF_ALLOC | SHF_EXECINSTR},
	{ELF_PART_SECTION, ".text", 0, "addr", 0x400000 + TEXT_AT},
	{ELF_PART_SECTION, ".text", 0, "offset", TEXT_AT},
	{ELF_PART_SECTION, ".text", 0, "size", 16},
	{ELF_PART_SECTION, ".bss", 0, "type", SHT_NOBITS},
	{ELF_PART_SECTION, ".bss", 0, "size", 0x3000},
	{ELF_PART_SECTION, ".bss", 0, "addralign", 32},
	{ELF_PART_SECTION, ".symtab", 0, "link", STRTAB},
	{ELF_PART_SECTION, ".symtab", 0, "info", 5},
	{ELF_PART_SECTION, ".shstrtab", 0, "index", SHSTRTAB},
	{ELF_PART_SYMBOL, "counter", 0, "value", 4}, /* the one known to all comes first */
	{ELF_PART_SYMBOL, "counter", 0, "size", 8},
	{ELF_PART_SYMBOL, "counter", 0, "section", BSS},
	{ELF_PART_SYMBOL, "twice", 0, "value", 2},
	{ELF_PART_SYMBOL, "environ", 0, "value", 5},
	{ELF_PART_SYMBOL, "limit", 0, "section", SHN_ABS},
};

static void hold_tiny(const struct maker *maker, const struct elf_image *image)
{
	for (size_t i = 0; i < COUNT(tiny_fields); i++)
		hold(image, tiny_fields[i].part, tiny_fields[i].name, tiny_fields[i].nth,
			tiny_fields[i].field, tiny_fields[i].value);
	hold(image, ELF_PART_HEADER, "", 0, "class", maker->wide ? ELFCLASS64 : ELFCLASS32);
	hold(image, ELF_PART_HEADER, "", 0, "data", maker->big ? ELFDATA2MSB : ELFDATA2LSB);
	hold(image, ELF_PART_HEADER, "", 0, "ehsize", maker->wide ? 64 : 52);
	hold(image, ELF_PART_HEADER, "", 0, "phentsize", maker->wide ? 56 : 32);
	hold(image, ELF_PART_HEADER, "", 0, "shentsize", maker->wide ? 64 : 40);
	hold(image, ELF_PART_SECTION, ".symtab", 0, "entsize", maker->wide ? 24 : 16);
	cr_assert_eq(image->symbol_count, SYMBOLS - 3, "defined ones that are no file");
}

Test(elf, both_classes_and_byte_orders_read_alike)
{
	need_libelf();
	for (int kind = 0; kind < 4; kind++) {
		struct pool pool = {0};
		struct maker maker;
		struct elf_image image;
		struct err err;
		struct bytes bytes;

		bytes.size = make_tiny(&maker, kind & 1, kind & 2);
		bytes.data = (char *)maker.bytes;
		cr_assert_eq(elf_image_read(&pool, "a.out", &bytes, &image, &err), 0, "%s",
			err.message);
		memset(maker.bytes, 0xee, sizeof maker.bytes); /* nothing points there */
		hold_tiny(&maker, &image);
		pool_free(&pool);
	}
}

static struct elf_image read_tiny(struct pool *pool)
{
	struct maker maker;
	struct elf_image image;
	struct err err;
	struct bytes bytes = {(char *)maker.bytes, make_tiny(&maker, true, false)};

	cr_assert_eq(elf_image_read(pool, "a.out", &bytes, &image, &err), 0);
	return image;
}

Test(elf, what_is_not_there_has_no_fields)
{
	struct pool pool = {0};
	struct elf_image image;
	number value = 77;

	need_libelf();
	image = read_tiny(&pool);
	cr_assert(elf_has_segment(&image, "LOAD", 2));
	cr_assert_not(elf_has_segment(&image, "LOAD", 3));
	cr_assert_not(elf_has_segment(&image, "LOAD", 0));
	cr_assert_not(elf_has_segment(&image, "INTERP", 1));
	cr_assert_not(elf_has_segment(&image, "LAOD", 1));
	cr_assert(elf_has_section(&image, ".bss"));
	cr_assert_not(elf_has_section(&image, ".data"));
	cr_assert_not(elf_has_section(&image, ""));
	cr_assert(elf_has_symbol(&image, "counter") && elf_has_symbol(&image, "environ"));
	cr_assert_not(elf_has_symbol(&image, "puts"), "it is not defined here");
	cr_assert_not(elf_has_symbol(&image, "main"), "it is a source file's name");
	cr_assert_not(elf_has_symbol(&image, "count"));
	cr_assert_not(elf_header_field(&image, "addr", &value));
	cr_assert_not(elf_segment_field(&image, "LOAD", 3, "vaddr", &value));
	cr_assert_not(elf_segment_field(&image, "LOAD", 1, "addr", &value));
	cr_assert_not(elf_segment_field(&image, "LAOD", 1, "count", &value));
	cr_assert_not(elf_section_field(&image, ".data", "size", &value));
	cr_assert_not(elf_section_field(&image, ".text", "vaddr", &value));
	cr_assert_not(elf_symbol_field(&image, "puts", "value", &value));
	cr_assert_not(elf_symbol_field(&image, "counter", "addr", &value));
	cr_assert(value == 77, "an answer of no changes nothing");
	pool_free(&pool);
}

static const struct {
	enum elf_part part;
	const char *fields;
	const char *hex; /* those of them that people read in hexadecimal */
} valid_fields[] = {
	{ELF_PART_HEADER,
		"type machine entry phoff shoff flags ehsize phentsize phnum shentsize "
		"shnum shstrndx class data osabi version ",
		"entry phoff shoff flags "},
	{ELF_PART_SEGMENT, "type flags offset vaddr paddr filesz memsz align count ",
		"flags offset vaddr paddr "},
	{ELF_PART_SECTION, "index type flags addr offset size link info addralign entsize ",
		"flags addr offset "},
	{ELF_PART_SYMBOL, "value size section ", "value "},
};

/* Has the list, in which a blank follows each word, this word? */
static bool lists(const char *list, const char *word)
{
	size_t length = strlen(word);

	for (; *list; list = strchr(list, ' ') + 1)
		if (strncmp(list, word, length) == 0 && list[length] == ' ')
			return true;
	return false;
}

static void hold_fields(size_t kind, const char *words)
{
	enum elf_part part = valid_fields[kind].part;
	char word[32];
	int used;
	bool hex;

	for (; sscanf(words, "%31s %n", word, &used) == 1; words += used) {
		cr_assert_eq(elf_is_field(part, word, &hex),
			lists(valid_fields[kind].fields, word), "part %d, %s", (int)part,
			word);
		cr_assert_eq(
			hex, lists(valid_fields[kind].hex, word), "%d %s", (int)part, word);
	}
}

Test(elf, a_misspelt_field_is_none)
{
	bool hex;

	for (size_t i = 0; i < COUNT(valid_fields); i++) {
		for (size_t j = 0; j < COUNT(valid_fields); j++)
			hold_fields(i, valid_fields[j].fields);
		hold_fields(i, "Type typ types vadr name e_type sh_size PT_LOAD local . ");
		cr_assert_not(elf_is_field(valid_fields[i].part, "", &hex));
		cr_assert_not(hex);
	}
}

static const struct {
	const char *name;
	unsigned int value;
} constants[] = {
	{"ET_REL", 1},
	{"ET_EXEC", 2},
	{"ET_DYN", 3},
	{"ET_CORE", 4},
	{"EM_386", 3},
	{"EM_X86_64", 62},
	{"EM_AARCH64", 183},
	{"EM_RISCV", 243},
	{"SHT_PROGBITS", 1},
	{"SHT_SYMTAB", 2},
	{"SHT_NOBITS", 8},
	{"SHT_DYNSYM", 11},
	{"SHT_RELR", 19},
	{"SHT_GNU_HASH", 0x6ffffff6},
	{"SHT_GNU_versym", 0x6fffffff},
	{"SHT_HIUSER", 0x8fffffff},
	{"SHF_WRITE", 1},
	{"SHF_ALLOC", 2},
	{"SHF_EXECINSTR", 4},
	{"SHF_TLS", 0x400},
	{"SHF_GNU_RETAIN", 0x200000},
	{"SHF_MASKPROC", 0xf0000000},
	{"SHF_EXCLUDE", 0x80000000},
	{"SHN_UNDEF", 0},
	{"SHN_ABS", 0xfff1},
	{"PT_NULL", 0},
	{"PT_LOAD", 1},
	{"PT_TLS", 7},
	{"PT_GNU_RELRO", 0x6474e552},
	{"PT_GNU_PROPERTY", 0x6474e553},
	{"PF_X", 1},
	{"PF_W", 2},
	{"PF_R", 4},
	{"ELFCLASS32", 1},
	{"ELFCLASS64", 2},
	{"ELFDATA2LSB", 1},
	{"ELFDATA2MSB", 2},
	{"ELFOSABI_SYSV", 0},
	{"ELFOSABI_GNU", 3},
	{"ELFOSABI_LINUX", 3},
	{"ELFOSABI_STANDALONE", 255},
	{"AT_NULL", 0},
	{"AT_PHDR", 3},
	{"AT_PAGESZ", 6},
	{"AT_ENTRY", 9},
	{"AT_SECURE", 23},
	{"AT_RANDOM", 25},
	{"AT_EXECFN", 31},
	{"AT_SYSINFO_EHDR", 33},
	{"AT_MINSIGSTKSZ", 51},
};

Test(elf, constants_have_the_values_of_the_abi)
{
	static const char *const unknown[] = {"", "ET", "ET_", "ET_DYNAMIC", "et_dyn",
		"LOAD", "PT_", "PT_LAOD", "PT_LOAD ", " PT_LOAD", "AT_FDCWD", "SHT_"};
	number value;

	for (size_t i = 0; i < COUNT(constants); i++) {
		cr_assert(elf_constant(constants[i].name, &value), "%s", constants[i].name);
		cr_assert(value == constants[i].value, "%s", constants[i].name);
		cr_assert_eq(elf_segment_type(constants[i].name, &value), false);
		if (text_starts(constants[i].name, "PT_")) {
			cr_assert(elf_segment_type(constants[i].name + 3, &value));
			cr_assert(value == constants[i].value, "%s", constants[i].name);
		}
	}
	value = 77;
	for (size_t i = 0; i < COUNT(unknown); i++)
		cr_assert_not(elf_constant(unknown[i], &value), "%s", unknown[i]);
	cr_assert_not(elf_segment_type("", &value));
	cr_assert_not(elf_segment_type("GNU_RELRO_GNU_RELRO_GNU_RELRO_GNU_RELRO_GNU_RELRO_"
				       "GNU_RELRO_GNU_RELRO",
		&value));
	cr_assert(value == 77, "an answer of no changes nothing");
}

/* What readelf(1) calls them. It prints some of them in decimal and some as 0x…. */
static const struct {
	const char *label;
	const char *field;
} header_labels[] = {
	{"Entry point address:", "entry"},
	{"Start of program headers:", "phoff"},
	{"Start of section headers:", "shoff"},
	{"Flags:", "flags"},
	{"Size of this header:", "ehsize"},
	{"Size of program headers:", "phentsize"},
	{"Number of program headers:", "phnum"},
	{"Size of section headers:", "shentsize"},
	{"Number of section headers:", "shnum"},
	{"Section header string table index:", "shstrndx"},
};

static void hold_header(const struct elf_image *image, const char *path)
{
	struct ran ran = sh("LC_ALL=C readelf -hW '%s'", path);

	for (size_t i = 0; i < COUNT(header_labels); i++) {
		const char *label = header_labels[i].label;
		const char *found = strstr(ran.out, label);

		cr_assert(found, "%s: %s%s", label, ran.out, ran.err);
		hold(image, ELF_PART_HEADER, "", 0, header_labels[i].field,
			strtoull(found + strlen(label), NULL, 0));
	}
	ran_free(&ran);
}

/* What readelf prints as text, held against the file's own bytes. */
static void hold_native_header(const struct elf_image *image, const struct bytes *bytes)
{
	ElfW(Ehdr) ehdr;

	memcpy(&ehdr, bytes->data, sizeof ehdr);
	hold(image, ELF_PART_HEADER, "", 0, "type", ehdr.e_type);
	hold(image, ELF_PART_HEADER, "", 0, "machine", ehdr.e_machine);
	hold(image, ELF_PART_HEADER, "", 0, "version", ehdr.e_version);
	hold(image, ELF_PART_HEADER, "", 0, "class", ehdr.e_ident[EI_CLASS]);
	hold(image, ELF_PART_HEADER, "", 0, "data", ehdr.e_ident[EI_DATA]);
	hold(image, ELF_PART_HEADER, "", 0, "osabi", ehdr.e_ident[EI_OSABI]);
}

/* The flags that readelf prints as these letters. */
static unsigned int flags_of(const char *letters, const char *alphabet)
{
	unsigned int flags = 0;

	for (; *letters; letters++)
		if (*letters != ' ' && strchr(alphabet, *letters))
			flags |= 1U << (strchr(alphabet, *letters) - alphabet);
	return flags;
}

/* Which one of its type the last of these segments is, from 1. */
static int nth_of(char types[][32], int count)
{
	int nth = 0;

	for (int i = 0; i < count; i++)
		nth += strcmp(types[i], types[count - 1]) == 0;
	return nth;
}

static bool hold_segment(
	const struct elf_image *image, const char *line, char types[][32], int count)
{
	static const char *const fields[] = {
		"offset", "vaddr", "paddr", "filesz", "memsz", "align"};
	unsigned long long values[6];
	char *type = types[count];
	char flags[4];
	int nth;
	number known;

	if (sscanf(line, " %31s 0x%llx 0x%llx 0x%llx 0x%llx 0x%llx %3[RWE ] 0x%llx", type,
		    &values[0], &values[1], &values[2], &values[3], &values[4], flags,
		    &values[5]) != 8)
		return false;
	nth = nth_of(types, count + 1);
	if (!elf_segment_type(type, &known))
		return true;
	for (size_t i = 0; i < COUNT(fields); i++)
		hold(image, ELF_PART_SEGMENT, type, nth, fields[i], values[i]);
	hold(image, ELF_PART_SEGMENT, type, nth, "flags", flags_of(flags, "EWR"));
	return true;
}

static void hold_segments(const struct elf_image *image, const char *path)
{
	struct pool pool = {0};
	struct ran ran = sh("LC_ALL=C readelf -lW '%s'", path);
	struct lines lines = text_lines(&pool, ran.out, strlen(ran.out));
	char types[64][32];
	int count = 0;

	for (int i = 0; i < lines.count && count < (int)COUNT(types); i++)
		count += hold_segment(image, lines.at[i].text, types, count);
	cr_assert_gt(count, 1, "%s%s", ran.out, ran.err);
	cr_assert_eq(count, image->segment_count);
	for (int i = 0; i < count; i++)
		cr_assert(elf_has_segment(image, types[i], 1), "%s", types[i]);
	ran_free(&ran);
	pool_free(&pool);
}

/* NAME TYPE ADDR OFF SIZE ES FLAGS LINK INFO ALIGN, "-" where there are no flags. */
static const char list_sections[] =
	"LC_ALL=C readelf -SW '%s' | sed -n 's/^ *\\[ *[0-9]*\\] //p' | "
	"awk '/^[^ ]/ && NF == 9 { $6 = $6 \" -\" } /^[^ ]/ && NF >= 9'";

static void hold_section(const struct elf_image *image, const char *line)
{
	static const char *const fields[] = {
		"addr", "offset", "size", "entsize", "link", "info", "addralign"};
	static const char letters[] = "WAX?MSILOGTC";
	char name[256];
	char type[32];
	char flags[32];
	unsigned long long values[7];
	number value;

	cr_assert_eq(sscanf(line, "%255s %31s %llx %llx %llx %llx %31s %llu %llu %llu",
			     name, type, &values[0], &values[1], &values[2], &values[3],
			     flags, &values[4], &values[5], &values[6]),
		10, "%s", line);
	for (size_t i = 0; i < COUNT(fields); i++)
		hold(image, ELF_PART_SECTION, name, 0, fields[i], values[i]);
	cr_assert(elf_section_field(image, name, "flags", &value));
	cr_assert((value & 0xfff) == flags_of(flags, letters), "%s", line);
	memmove(type + 4, type, sizeof type - 4);
	memcpy(type, "SHT_", 4);
	if (elf_constant(type, &value))
		hold(image, ELF_PART_SECTION, name, 0, "type", (unsigned long long)value);
}

static void hold_sections(const struct elf_image *image, const char *path)
{
	struct pool pool = {0};
	struct ran ran = sh(list_sections, path);
	struct lines lines = text_lines(&pool, ran.out, strlen(ran.out));

	cr_assert_gt(lines.count, 10, "%s%s", ran.out, ran.err);
	cr_assert_eq(lines.count, image->section_count - 1);
	for (int i = 0; i < lines.count; i++) {
		hold_section(image, lines.at[i].text);
		cr_assert_str_eq(
			image->sections[i + 1].name, strtok((char *)lines.at[i].text, " "));
	}
	ran_free(&ran);
	pool_free(&pool);
}

/* NAME VALUE SIZE INDEX of the defined symbols whose name is in the table once. */
static const char list_symbols[] =
	"LC_ALL=C readelf -sW '%s' | awk '"
	"/^Symbol table/ { if (on) exit; on = /%s/; next } "
	"on && /^ *[0-9]+:/ && NF >= 8 && $7 != \"UND\" && $4 != \"FILE\" && $4 != "
	"\"SECTION\" && $8 ~ "
	"/^[A-Za-z_]/ { sub(/@.*/, \"\", $8); times[$8]++; "
	"sub(/ABS/, \"65521\", $7); line[$8] = $8 \" \" $2 \" \" $3 \" \" $7 } "
	"END { for (name in line) if (times[name] == 1) print line[name] }'";

static void hold_symbols(
	const struct elf_image *image, const char *path, const char *table, int least)
{
	struct pool pool = {0};
	struct ran ran = sh(list_symbols, path, table);
	struct lines lines = text_lines(&pool, ran.out, strlen(ran.out));

	cr_assert_geq(lines.count, least, "%d, %s", lines.count, ran.err);
	for (int i = 0; i < lines.count; i++) {
		char name[512];
		unsigned long long value;
		long long size;
		unsigned int section;

		cr_assert_eq(sscanf(lines.at[i].text, "%511s %llx %lli %u", name, &value,
				     &size, &section),
			4, "%s", lines.at[i].text);
		hold(image, ELF_PART_SYMBOL, name, 0, "value", value);
		hold(image, ELF_PART_SYMBOL, name, 0, "size", (unsigned long long)size);
		hold(image, ELF_PART_SYMBOL, name, 0, "section", section);
	}
	ran_free(&ran);
	pool_free(&pool);
}

static void hold_file(const char *path, const char *table, int least)
{
	struct pool pool = {0};
	struct bytes bytes;
	struct elf_image image = read_image(&pool, path, &bytes);

	hold_native_header(&image, &bytes);
	hold_header(&image, path);
	hold_segments(&image, path);
	hold_sections(&image, path);
	hold_symbols(&image, path, table, least);
	pool_free(&pool);
}

Test(elf, its_own_binary_is_what_readelf_says)
{
	struct pool pool = {0};

	need_libelf();
	hold_file(own_path(&pool), ".symtab", 100);
	pool_free(&pool);
}

/* Distributions strip it: its symbols are those of .dynsym. */
Test(elf, a_stripped_binary_is_what_readelf_says)
{
	need_libelf();
	hold_file("/bin/true", ".dynsym", 1);
}

Test(elf, an_object_file_has_no_segments)
{
	struct pool pool = {0};
	struct bytes bytes;
	struct elf_image image;
	char *folder;
	struct ran ran;

	need_libelf();
	folder = temp_make();
	ran = sh("cd '%s' && echo 'int shared = 3;' >a.c && ${CC:-cc} -c a.c", folder);
	cr_assert_eq(ran.status, 0, "%s", ran.err);
	image = read_image(&pool, pool_printf(&pool, "%s/a.o", folder), &bytes);
	hold(&image, ELF_PART_HEADER, "", 0, "type", ET_REL);
	hold(&image, ELF_PART_SEGMENT, "LOAD", 1, "count", 0);
	hold(&image, ELF_PART_SYMBOL, "shared", 0, "size", sizeof(int));
	cr_assert_eq(image.segment_count, 0);
	ran_free(&ran);
	temp_drop(folder);
	pool_free(&pool);
}

/* Where a number of the 64-bit little-endian file is, and how many bytes it takes. */
#define EHDR(member)                                                                       \
	offsetof(Elf64_Ehdr, member), (int)sizeof((Elf64_Ehdr){.e_type = 0}.member)
#define PHDR(i, member)                                                                    \
	PHDRS_AT + (i) * sizeof(Elf64_Phdr) + offsetof(Elf64_Phdr, member),                \
		(int)sizeof((Elf64_Phdr){.p_type = 0}.member)
#define SHDR(i, member)                                                                    \
	SHDRS_AT + (i) * sizeof(Elf64_Shdr) + offsetof(Elf64_Shdr, member),                \
		(int)sizeof((Elf64_Shdr){.sh_name = 0}.member)
#define SYM(i, member)                                                                     \
	SYMTAB_AT + (i) * sizeof(Elf64_Sym) + offsetof(Elf64_Sym, member),                 \
		(int)sizeof((Elf64_Sym){.st_name = 0}.member)

static const struct {
	size_t at;
	int size;
	unsigned long long value;
	const char *message; /* a part of it, or NULL when the file is read all the same */
} absurdities[] = {
	{EI_CLASS, 1, 0, "e_ident[EI_CLASS] is 0, which cannot be right"},
	{EI_CLASS, 1, 200, "e_ident[EI_CLASS] is 200"},
	{EI_CLASS, 1, ELFCLASS32, "e_"},
	{EI_DATA, 1, 0, "e_ident[EI_DATA] is 0"},
	{EI_DATA, 1, ELFDATA2MSB, "e_"},
	{EI_DATA, 1, 3, "e_ident[EI_DATA] is 3"},
	{EI_VERSION, 1, 9, "e_ident[EI_VERSION] is 9"},
	{EI_OSABI, 1, 200, NULL},
	{EHDR(e_type), 0xffff, NULL},
	{EHDR(e_machine), 0xffff, NULL},
	{EHDR(e_phoff), 0, "e_phoff is 0"},
	{EHDR(e_phoff), TINY_SIZE, "e_phoff + e_phnum * e_phentsize is 1192, and"},
	{EHDR(e_phoff), TINY_SIZE - 1, "e_phoff + e_phnum * e_phentsize is 1191, and"},
	{EHDR(e_phoff), ~0ULL, "e_phentsize is 18446744073709551783, and"},
	{EHDR(e_phnum), 0, NULL},
	{EHDR(e_phnum), 0xfffe, "has only 1024 bytes"},
	{EHDR(e_phnum), 0xffff, "has only 1024 bytes"},
	{EHDR(e_phentsize), 0, "e_phentsize is 0"},
	{EHDR(e_phentsize), 57, "e_phentsize is 57"},
	{EHDR(e_shoff), 0, "e_shoff is 0"},
	{EHDR(e_shoff), SHDRS_AT + 1, "e_shoff + e_shnum * e_shentsize is 1025, and"},
	{EHDR(e_shoff), 1ULL << 63, "e_shoff + e_shnum * e_shentsize is"},
	{EHDR(e_shoff), ~0ULL, "e_shentsize is 18446744073709551999, and"},
	{EHDR(e_shnum), 0, "e_shnum is 0"},
	{EHDR(e_shnum), 1, "e_shstrndx is 5"},
	{EHDR(e_shnum), 0xffff, "e_shoff + e_shnum * e_shentsize is"},
	{EHDR(e_shentsize), 0, "e_shentsize is 0"},
	{EHDR(e_shentsize), 40, "e_shentsize is 40"},
	{EHDR(e_shstrndx), 0, NULL},
	{EHDR(e_shstrndx), TEXT, "e_shstrndx is 1"},
	{EHDR(e_shstrndx), SECTIONS, "e_shstrndx is 6"},
	{EHDR(e_shstrndx), 0xffff, "e_shstrndx is 65535"},
	{PHDR(0, p_offset), ~0ULL, "phdr[0].p_offset + p_filesz is 184467440737095519"},
	{PHDR(1, p_filesz), TINY_SIZE, "phdr[1].p_offset + p_filesz is 1408, and"},
	{PHDR(1, p_filesz), ~0ULL, "phdr[1].p_offset + p_filesz is"},
	{PHDR(1, p_memsz), ~0ULL, NULL},
	{PHDR(2, p_type), ~0U, NULL},
	{PHDR(2, p_align), ~0ULL, NULL},
	{SHDR(TEXT, sh_name), sizeof section_names - 1, NULL},
	{SHDR(TEXT, sh_name), sizeof section_names, "shdr[1].sh_name is 38"},
	{SHDR(TEXT, sh_name), ~0U, "shdr[1].sh_name is 4294967295"},
	{SHDR(TEXT, sh_offset), TINY_SIZE - 15, "shdr[1].sh_offset + sh_size is 1025"},
	{SHDR(TEXT, sh_offset), ~0ULL, "shdr[1].sh_offset + sh_size is"},
	{SHDR(TEXT, sh_size), ~0ULL, "shdr[1].sh_offset + sh_size is"},
	{SHDR(TEXT, sh_addralign), ~0ULL, NULL},
	{SHDR(TEXT, sh_type), SHT_SYMTAB, "shdr[1].sh_entsize is 0"},
	{SHDR(BSS, sh_size), ~0ULL, NULL},
	{SHDR(SYMTAB, sh_link), 0, "shdr[3].sh_link is 0"},
	{SHDR(SYMTAB, sh_link), SYMTAB, "shdr[3].sh_link is 3"},
	{SHDR(SYMTAB, sh_link), SECTIONS, "shdr[3].sh_link is 6"},
	{SHDR(SYMTAB, sh_link), ~0U, "shdr[3].sh_link is 4294967295"},
	{SHDR(SYMTAB, sh_entsize), 0, "shdr[3].sh_entsize is 0"},
	{SHDR(SYMTAB, sh_entsize), 16, "shdr[3].sh_entsize is 16"},
	{SHDR(SYMTAB, sh_size), 0, NULL},
	{SHDR(SYMTAB, sh_size), 23, "shdr[3].sh_size is 23"},
	{SHDR(SYMTAB, sh_offset), SYMTAB_AT + 1, "sym["},
	{SHDR(SYMTAB, sh_flags), SHF_COMPRESSED, "libelf says: "},
	{SHDR(SYMTAB, sh_type), SHT_NOBITS, NULL},
	{SHDR(STRTAB, sh_type), SHT_PROGBITS, "shdr[3].sh_link is 4"},
	{SHDR(STRTAB, sh_type), SHT_NOBITS, "shdr[3].sh_link is 4"},
	{SHDR(STRTAB, sh_size), 0, "st_name is"},
	{SHDR(STRTAB, sh_size), 9, "st_name is"},
	{SHDR(SHSTRTAB, sh_size), 0, "shdr[1].sh_name is 1"},
	{SHDR(SHSTRTAB, sh_size), 3, "shdr[2].sh_name is 7"},
	{SYM(2, st_name), ~0U, "sym[2].st_name is 4294967295"},
	{SYM(2, st_name), sizeof symbol_names, "sym[2].st_name is"},
	{SYM(2, st_shndx), 0xffff, NULL},
	{SYM(2, st_value), ~0ULL, NULL},
};

Test(elf, absurd_numbers_are_named_or_do_no_harm)
{
	need_libelf();
	for (size_t i = 0; i < COUNT(absurdities); i++) {
		struct maker maker;
		size_t size = make_tiny(&maker, true, false);
		const char *message = absurdities[i].message;
		struct err err;

		cr_assert_eq(size, TINY_SIZE);
		set(&maker, absurdities[i].at, absurdities[i].size, absurdities[i].value);
		cr_assert_eq(read_copy(maker.bytes, size, &err), message ? -1 : 0,
			"case %zu: %s", i, err.message);
		cr_assert(!message || has(err.message, message), "case %zu: %s", i,
			err.message);
	}
}

/* Every number of 2, 4 and 8 bytes anywhere in the file, with values that overflow. */
Test(elf, an_absurd_number_anywhere_does_no_harm, .timeout = 300)
{
	static const unsigned long long values[] = {0, 1, 0x7f, 0xff, TINY_SIZE - 1,
		TINY_SIZE, 0x7fffffff, 0xffffffc0, ~0ULL >> 1, ~0ULL - 63, ~0ULL};

	need_libelf();
	for (size_t at = 4; at + 8 <= TINY_SIZE; at += 2)
		for (size_t v = 0; v < COUNT(values); v++)
			for (int size = 2; size <= 8; size *= 2) {
				struct maker maker;
				struct err err;
				size_t whole = make_tiny(&maker, true, false);

				set(&maker, at, size, values[v]);
				read_copy(maker.bytes, whole, &err);
			}
}

Test(elf, what_is_not_elf_is_refused)
{
	static const char *const texts[] = {"", "\x7f",
		"\x7f"
		"EL",
		"ELF", "hello, world\n", "#!/bin/sh\nexit 0\n",
		"!<arch>\nnumber.o/       0           0     0     644  "
		"   64        `\n\x7f"
		"ELF\x02\x01\x01",
		"!<thin>\n"};
	struct err err;

	need_libelf();
	for (size_t i = 0; i < COUNT(texts); i++) {
		cr_assert_eq(
			read_copy(texts[i], strlen(texts[i]), &err), -1, "%s", texts[i]);
		cr_assert(has(err.message, "is not an ELF file"), "%s", err.message);
	}
}

Test(elf, an_archive_is_refused)
{
	struct pool pool = {0};
	struct bytes bytes;
	struct err err;
	char *folder;
	struct ran ran;

	need_libelf();
	folder = temp_make();
	ran = sh("ar cr '%s/a.a' \"$BUILD\"/obj/base/number.o", folder);
	cr_assert_eq(ran.status, 0, "%s", ran.err);
	read_file(&pool, pool_printf(&pool, "%s/a.a", folder), &bytes);
	cr_assert_eq(read_copy(bytes.data, bytes.size, &err), -1);
	cr_assert(has(err.message, "is not an ELF file"), "%s", err.message);
	ran_free(&ran);
	temp_drop(folder);
	pool_free(&pool);
}

/* Section headers are at the end of every file here, so that no cut goes unseen. */
static void hold_cut(const void *data, size_t size)
{
	struct err err;

	cr_assert_eq(read_copy(data, size, &err), -1, "%zu bytes", size);
	cr_assert(has(err.message, size < SELFMAG ? "not an ELF file" : "is cut off"),
		"%zu bytes: %s", size, err.message);
}

Test(elf, a_file_cut_anywhere_is_refused, .timeout = 300)
{
	struct pool pool = {0};
	struct bytes bytes;
	struct err err;

	need_libelf();
	for (int kind = 0; kind < 4; kind++) {
		struct maker maker;
		size_t size = make_tiny(&maker, kind & 1, kind & 2);

		for (size_t cut = 0; cut < size; cut++)
			hold_cut(maker.bytes, cut);
		cr_assert_eq(read_copy(maker.bytes, size, &err), 0, "%s", err.message);
	}
	read_file(&pool, "/bin/true", &bytes);
	for (size_t cut = 0; cut < 4096; cut++)
		hold_cut(bytes.data, cut);
	for (size_t cut = 4096; cut < bytes.size; cut += 1 + bytes.size / 701)
		hold_cut(bytes.data, cut);
	hold_cut(bytes.data, bytes.size - 1);
	cr_assert_eq(read_copy(bytes.data, bytes.size, &err), 0, "%s", err.message);
	pool_free(&pool);
}

/* A generator of our own, so that the numbers are the same on every machine. */
static unsigned int next_random(uint64_t *state)
{
	*state = *state * 6364136223846793005ULL + 1442695040888963407ULL;
	return (unsigned int)(*state >> 33);
}

static const unsigned char spoilers[] = {0, 1, 0x7f, 0x80, 0xff};

/* Spoils a few bytes, mostly in the headers at either end of the file. */
static void corrupt(unsigned char *data, size_t size, uint64_t *state)
{
	size_t ends = size < 2048 ? size : 2048;
	int places = 1 + (int)(next_random(state) % 4);

	while (places-- > 0) {
		size_t within = next_random(state) % 4 ? ends : size;
		size_t at = next_random(state) % within;
		size_t from = next_random(state) % 2 ? at : size - 1 - at;
		size_t length = 1 + next_random(state) % 8;
		unsigned int choice = next_random(state);
		unsigned char byte = choice % 2 ? (unsigned char)(choice >> 8)
						: spoilers[choice / 2 % sizeof spoilers];

		if (from < SELFMAG)
			continue; /* it is about ELF files */
		for (size_t i = from; i < size && i < from + length; i++)
			data[i] = byte;
	}
}

enum { CORRUPTIONS = 20000 };

static void read_corrupted(const void *data, size_t size, int times, uint64_t seed)
{
	unsigned char *copy = malloc(size);
	uint64_t state = seed;
	int failed = 0;
	struct err err;

	for (int i = 0; i < times; i++) {
		memcpy(copy, data, size);
		corrupt(copy, size, &state);
		failed += read_copy(copy, size, &err) != 0;
	}
	free(copy);
	cr_assert(failed > times / 10 && failed < times, "%d of %d", failed, times);
}

Test(elf, a_corrupted_file_is_read_or_refused, .timeout = 300)
{
	need_libelf();
	for (int kind = 0; kind < 4; kind++) {
		struct maker maker;
		size_t size = make_tiny(&maker, kind & 1, kind & 2);

		read_corrupted(
			maker.bytes, size, CORRUPTIONS / 4, 0x1234567 + (uint64_t)kind);
	}
}

Test(elf, a_corrupted_program_is_read_or_refused, .timeout = 300)
{
	struct pool pool = {0};
	struct bytes bytes;

	need_libelf();
	read_file(&pool, "/bin/true", &bytes);
	read_corrupted(bytes.data, bytes.size, CORRUPTIONS, 20231);
	pool_free(&pool);
}

/* The tiny file with a table of `count` symbols in place of its own, all with one name. */
static int read_many_symbols(size_t count, size_t name_length, struct err *err)
{
	struct maker maker;
	size_t symtab = count * sizeof(Elf64_Sym);
	size_t size = TINY_SIZE + symtab + name_length;
	Elf64_Sym symbol = {.st_name = 1, .st_shndx = TEXT};
	char *data = malloc(size);
	int result;

	make_tiny(&maker, true, false);
	set(&maker, SHDR(SYMTAB, sh_offset), TINY_SIZE);
	set(&maker, SHDR(SYMTAB, sh_size), symtab);
	set(&maker, SHDR(STRTAB, sh_offset), TINY_SIZE + symtab);
	set(&maker, SHDR(STRTAB, sh_size), name_length);
	memset(data, 'a', size);
	memcpy(data, maker.bytes, TINY_SIZE);
	for (size_t i = 0; i < count; i++)
		memcpy(data + TINY_SIZE + i * sizeof symbol, &symbol, sizeof symbol);
	result = read_copy(data, size, err);
	free(data);
	return result;
}

Test(elf, the_number_of_symbols_has_a_limit)
{
	struct err err;

	need_libelf();
	cr_assert_eq(read_many_symbols(1 << 20, 16, &err), 0, "%s", err.message);
	cr_assert_eq(read_many_symbols((1 << 20) + 1, 16, &err), -1);
	cr_assert(has(err.message, "has 1048577 symbols"), "%s", err.message);
}

/* A copy of the name for each of them would need gigabytes. */
Test(elf, a_name_that_many_symbols_share_is_kept_once)
{
	struct err err;

	need_libelf();
	cr_assert_eq(read_many_symbols(20000, 1 << 20, &err), 0, "%s", err.message);
}

Test(elf, bytes_may_lie_at_any_address)
{
	need_libelf();
	for (size_t shift = 0; shift < 8; shift++) {
		struct pool pool = {0};
		struct maker maker;
		struct elf_image image;
		struct err err;
		size_t size = make_tiny(&maker, true, false);
		struct bytes bytes = {(char *)pool_alloc(&pool, size + 8) + shift, size};

		memcpy(bytes.data, maker.bytes, size);
		cr_assert_eq(elf_image_read(&pool, "a.out", &bytes, &image, &err), 0);
		cr_assert_eq(memcmp(bytes.data, maker.bytes, size), 0, "it only reads");
		hold_tiny(&maker, &image);
		pool_free(&pool);
	}
}

Test(elf, without_libelf_nothing_is_read)
{
	struct pool pool = {0};
	struct maker maker;
	struct elf_image image;
	struct err err;
	struct bytes bytes = {(char *)maker.bytes, make_tiny(&maker, true, false)};

	if (elf_image_available())
		cr_skip_test("vmlab was built with libelf");
	cr_assert_eq(elf_image_read(&pool, "a.out", &bytes, &image, &err), -1);
	assert_empty(&image);
	cr_assert_str_eq(err.file, "a.out");
	cr_assert(has(err.message, "without the library libelf"), "%s", err.message);
}
