/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../base/file.h"
#include "../evidence/maps.h"
#include "help.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static int parse(struct pool *pool, const char *text, struct maps *maps, struct err *err)
{
	memset(err, 0, sizeof *err);
	return maps_parse(pool, text, strlen(text), maps, err);
}

static void parse_whole(struct pool *pool, const char *text, struct maps *maps)
{
	struct err err;

	cr_assert_eq(parse(pool, text, maps, &err), 0, "%s\n%d: %s", text, err.line,
		err.message);
}

static struct bytes read_data(struct pool *pool, const char *name)
{
	struct bytes bytes;
	struct err err;

	cr_assert_eq(file_read(pool, pool_printf(pool, "common/tests/data/%s", name),
			     &bytes, &err),
		0, "%s", err.message);
	return bytes;
}

/* "1000-2000 rw-p 0 5 /path", all numbers but the inode in hexadecimal. */
static const char *mapping_text(struct pool *pool, const struct mapping *at)
{
	return pool_printf(pool, "%s-%s %s %s %s %s",
		number_text(pool, at->start, true) + 2,
		number_text(pool, at->end, true) + 2, at->perms,
		number_text(pool, at->offset, true) + 2,
		number_text(pool, at->inode, false), at->path);
}

static number field_of(const struct mapping *mapping, const char *name)
{
	number value = -1;

	cr_assert(
		mapping_field(mapping, name, &value), "%s has no %s", mapping->path, name);
	return value;
}

/* --- the head of a mapping ------------------------------------------------------------ */

#define ZEROS "00000000 00:00 0"

static const struct {
	const char *line;
	const char *mapping;
} heads[] = {
	{"00400000-0040b000 r-xp 00000000 08:01 131                    /bin/true",
		"400000-40b000 r-xp 0 131 /bin/true"},
	{"7fff1000-7fff2000 rw-p " ZEROS " ", "7fff1000-7fff2000 rw-p 0 0 "},
	{"7fff1000-7fff2000 rw-p " ZEROS, "7fff1000-7fff2000 rw-p 0 0 "},
	{"3eabb000-3eade000 rw-p " ZEROS "      [heap]",
		"3eabb000-3eade000 rw-p 0 0 [heap]"},
	{"7ffe502fb000-7ffe5031c000 rw-p " ZEROS "   [stack]",
		"7ffe502fb000-7ffe5031c000 rw-p 0 0 [stack]"},
	{"ffffffffff600000-ffffffffff601000 --xp " ZEROS " [vsyscall]",
		"ffffffffff600000-ffffffffff601000 --xp 0 0 [vsyscall]"},
	{"0-ffffffffffffffff ---p ffffffffffffffff ffffffff:fffff 18446744073709551615 /a",
		"0-ffffffffffffffff ---p ffffffffffffffff 18446744073709551615 /a"},
	{"ABC000-ABD000 rwxs 0000F000 FE:0A 7 /x", "abc000-abd000 rwxs f000 7 /x"},
	{"1000-2000 rw-s 00000000 00:01 457     /dev/zero (deleted)",
		"1000-2000 rw-s 0 457 /dev/zero (deleted)"},
	{"1000-2000 rw-s 00000000 00:01 9       /memfd:two words (deleted)",
		"1000-2000 rw-s 0 9 /memfd:two words (deleted)"},
	{"1000-2000 rw-s 00000000 00:01 0       /SYSV00000000 (deleted)",
		"1000-2000 rw-s 0 0 /SYSV00000000 (deleted)"},
	{"1000-2000 rw-s 00000000 00:0e 1037    anon_inode:[io_uring]",
		"1000-2000 rw-s 0 1037 anon_inode:[io_uring]"},
	{"1000-2000 rw-p " ZEROS "    [anon: glibc: malloc]",
		"1000-2000 rw-p 0 0 [anon: glibc: malloc]"},
	{"1000-2000 rw-s 00000000 00:01 8    [anon_shmem:cache of rows]",
		"1000-2000 rw-s 0 8 [anon_shmem:cache of rows]"},
	{"1000-2000 r--p " ZEROS " [vvar_vclock]", "1000-2000 r--p 0 0 [vvar_vclock]"},
	{"1000-2000 r--p 00001000 fe:00 5   /two words/and  two blanks",
		"1000-2000 r--p 1000 5 /two words/and  two blanks"},
	{"1000-2000 r--p 00000000 fe:00 5   /a\\012b", "1000-2000 r--p 0 5 /a\\012b"},
	{"1000-2000 r--p 00000000 fe:00 5   /页/内存.bin",
		"1000-2000 r--p 0 5 /页/内存.bin"},
	{"1000-2000 r--p 00000000 fe:00 5   /1000-2000 rw-p " ZEROS,
		"1000-2000 r--p 0 5 /1000-2000 rw-p " ZEROS},
};

Test(maps, a_line_tells_a_mapping)
{
	for (size_t i = 0; i < COUNT(heads); i++) {
		struct pool pool = {0};
		struct maps maps;

		parse_whole(&pool, pool_printf(&pool, "%s\n", heads[i].line), &maps);
		cr_assert_eq(maps.count, 1, "%s", heads[i].line);
		cr_assert_str_eq(mapping_text(&pool, maps.at), heads[i].mapping);
		cr_assert_eq(maps.at->line, 1);
		cr_assert_null(maps.at->fields);
		cr_assert_null(maps.at->flags);
		pool_free(&pool);
	}
}

/* --- maps of real processes ----------------------------------------------------------- */

/*
 * data/survey.smaps and survey.maps are what a kernel 6.18 on x86_64 showed of a program
 * with a second thread, whose stack of 64 KiB has a guard page below it, a private mapping
 * of a file with a blank in its path, a shared one of a file that was unlinked, shared
 * anonymous memory, and three private pages: the first locked, the second PROT_NONE, the
 * third never touched. data/split.maps is of a static program at a fixed address, whose heap
 * has a PROT_NONE page in it and, where two pages were unmapped, a hole.
 */
#define SURVEY "/home/student/vmlab/my/survey"
#define LIBC   "/usr/lib/x86_64-linux-gnu/libc.so.6"
#define LOADER "/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2"

static const char *const survey[] = {
	"55ec7298c000-55ec7298d000 r--p 0 10954723 " SURVEY,
	"55ec7298d000-55ec7298e000 r-xp 1000 10954723 " SURVEY,
	"55ec7298e000-55ec7298f000 r--p 2000 10954723 " SURVEY,
	"55ec7298f000-55ec72990000 r--p 2000 10954723 " SURVEY,
	"55ec72990000-55ec72993000 rw-p 3000 10954723 " SURVEY,
	"55ec754bd000-55ec754de000 rw-p 0 0 [heap]",
	"7f2cbe172000-7f2cbe173000 ---p 0 0 ",
	"7f2cbe173000-7f2cbe183000 rw-p 0 0 ",
	"7f2cbe183000-7f2cbe186000 rw-p 0 0 ",
	"7f2cbe186000-7f2cbe1ac000 r--p 0 332835 " LIBC,
	"7f2cbe1ac000-7f2cbe302000 r-xp 26000 332835 " LIBC,
	"7f2cbe302000-7f2cbe355000 r--p 17c000 332835 " LIBC,
	"7f2cbe355000-7f2cbe359000 r--p 1cf000 332835 " LIBC,
	"7f2cbe359000-7f2cbe35b000 rw-p 1d3000 332835 " LIBC,
	"7f2cbe35b000-7f2cbe368000 rw-p 0 0 ",
	"7f2cbe368000-7f2cbe369000 rw-p 0 0 ",
	"7f2cbe369000-7f2cbe36a000 ---p 0 0 ",
	"7f2cbe36a000-7f2cbe36b000 rw-p 0 0 ",
	"7f2cbe36b000-7f2cbe36f000 rw-s 0 457 /dev/zero (deleted)",
	"7f2cbe36f000-7f2cbe371000 rw-s 0 10954661 /home/student/vmlab/my/scratch.dat "
	"(deleted)",
	"7f2cbe371000-7f2cbe373000 r--p 1000 10954628 /home/student/vmlab/my/course "
	"work/two words.bin",
	"7f2cbe373000-7f2cbe375000 rw-p 0 0 ",
	"7f2cbe375000-7f2cbe379000 r--p 0 0 [vvar]",
	"7f2cbe379000-7f2cbe37b000 r--p 0 0 [vvar_vclock]",
	"7f2cbe37b000-7f2cbe37d000 r-xp 0 0 [vdso]",
	"7f2cbe37d000-7f2cbe37e000 r--p 0 332383 " LOADER,
	"7f2cbe37e000-7f2cbe3a4000 r-xp 1000 332383 " LOADER,
	"7f2cbe3a4000-7f2cbe3ae000 r--p 27000 332383 " LOADER,
	"7f2cbe3ae000-7f2cbe3b0000 r--p 31000 332383 " LOADER,
	"7f2cbe3b0000-7f2cbe3b2000 rw-p 33000 332383 " LOADER,
	"7ffcbe23e000-7ffcbe25f000 rw-p 0 0 [stack]",
	"ffffffffff600000-ffffffffff601000 --xp 0 0 [vsyscall]",
};

static void hold_survey(const char *file, int lines_each)
{
	struct pool pool = {0};
	struct bytes bytes = read_data(&pool, file);
	struct maps maps;

	parse_whole(&pool, bytes.data, &maps);
	cr_assert_eq(maps.count, COUNT(survey), "%s: %d", file, maps.count);
	for (int i = 0; i < maps.count; i++) {
		cr_assert_str_eq(mapping_text(&pool, &maps.at[i]), survey[i]);
		cr_assert_eq(maps.at[i].line, 1 + i * lines_each);
		cr_assert_eq(maps.at[i].flags != NULL, lines_each > 1);
	}
	pool_free(&pool);
}

Test(maps, maps_and_smaps_of_a_process_tell_the_same_mappings)
{
	hold_survey("survey.maps", 1);
	hold_survey("survey.smaps", 25);
}

static const struct {
	int mapping; /* index */
	const char *field;
	number value;
} survey_fields[] = {
	{0, "Rss", 4096},
	{0, "Private_Dirty", 4096},
	{0, "Anonymous", 0},
	{0, "offset", 0},
	{0, "inode", 10954723},
	{4, "offset", 0x3000},
	{5, "start", 0x55ec754bd000},
	{5, "end", 0x55ec754de000},
	{5, "size", 0x21000},
	{5, "Size", 132 * 1024},
	{5, "KernelPageSize", 4096},
	{5, "MMUPageSize", 4096},
	{5, "Rss", 100 * 1024},
	{5, "Pss_Dirty", 100 * 1024},
	{5, "inode", 0},
	{5, "THPeligible", 0},
	{15, "Locked", 4096},
	{17, "Rss", 0},
	{18, "Private_Dirty", 4096},
	{18, "inode", 457},
	{20, "Private_Clean", 8192},
	{20, "Private_Dirty", 0},
	{20, "offset", 4096},
	{30, "Rss", 12 * 1024},
	{30, "Swap", 0},
	{31, "size", 4096},
	{31, "Rss", 0},
	{31, "Size", 4096},
};

Test(maps, smaps_has_values_in_bytes)
{
	struct pool pool = {0};
	struct maps maps;
	number value;

	parse_whole(&pool, read_data(&pool, "survey.smaps").data, &maps);
	for (size_t i = 0; i < COUNT(survey_fields); i++) {
		const struct mapping *at = &maps.at[survey_fields[i].mapping];

		value = field_of(at, survey_fields[i].field);
		cr_assert(value == survey_fields[i].value, "%s of %s is %s",
			survey_fields[i].field, at->path, number_text(&pool, value, false));
	}
	cr_assert_not(mapping_field(maps.at, "VmFlags", &value));
	cr_assert_not(mapping_field(maps.at, "rss", &value));
	cr_assert_not(mapping_field(maps.at, "Rs", &value));
	cr_assert_not(mapping_field(maps.at, "", &value));
	pool_free(&pool);
}

Test(maps, the_plain_map_has_no_fields_of_smaps)
{
	struct pool pool = {0};
	struct maps maps;
	number value;

	parse_whole(&pool, read_data(&pool, "survey.maps").data, &maps);
	cr_assert_not(mapping_field(&maps.at[5], "Rss", &value));
	cr_assert_not(mapping_field(&maps.at[5], "Size", &value));
	cr_assert(field_of(&maps.at[5], "size") == 0x21000);
	cr_assert_not(mapping_has_flag(&maps.at[5], "rd"));
	pool_free(&pool);
}

static const struct {
	int mapping;
	const char *flag;
	bool has;
} survey_flags[] = {
	{0, "rd", true},
	{0, "mw", true},
	{0, "wr", false},
	{0, "ac", false},
	{5, "ac", true},
	{5, "gd", false},
	{7, "nh", true},
	{15, "lo", true},
	{17, "lo", false},
	{19, "sh", true},
	{22, "dd", true},
	{30, "gd", true},
	{31, "ex", true},
	{31, "rd", false},
	/* two letters that stand next to each other are no flag of their own */
	{0, "d ", false},
	{0, "dm", false},
	{0, " r", false},
	{0, "r", false},
};

Test(maps, a_flag_is_a_word_of_its_own)
{
	struct pool pool = {0};
	struct maps maps;

	parse_whole(&pool, read_data(&pool, "survey.smaps").data, &maps);
	for (size_t i = 0; i < COUNT(survey_flags); i++)
		cr_assert_eq(mapping_has_flag(&maps.at[survey_flags[i].mapping],
				     survey_flags[i].flag),
			survey_flags[i].has, "case %zu", i);
	pool_free(&pool);
}

Test(maps, a_name_reaches_from_its_first_mapping_to_its_last)
{
	struct pool pool = {0};
	struct maps maps;
	number start;
	number end;

	parse_whole(&pool, read_data(&pool, "split.maps").data, &maps);
	cr_assert_eq(maps.count, 15);
	cr_assert(maps_named(&maps, "[heap]", &start, &end));
	cr_assert(start == 0x3eabb000 && end == 0x3eae5000);
	cr_assert_not(maps_find(&maps, 0x3eae1000), "there is a hole in it");
	cr_assert_str_eq(maps_find(&maps, 0x3eade000)->perms, "---p");
	cr_assert(maps_named(&maps, "[vvar]", &start, &end));
	cr_assert(start == 0x7fca6f559000 && end == 0x7fca6f55d000, "not [vvar_vclock]");
	cr_assert(maps_named(&maps, "/home/student/vmlab/my/split", &start, &end));
	cr_assert(start == 0x400000 && end == 0x4aa000);
	cr_assert_not(maps_named(&maps, "[hea", &start, &end));
	cr_assert_not(maps_named(&maps, "heap", &start, &end));
	cr_assert_not(maps_named(&maps, "[HEAP]", &start, &end));
	pool_free(&pool);
}

/* Of these the bytes are kept: private data that can be written, and the program's file. */
Test(maps, what_is_the_program_s_own_is_recorded)
{
	static const int recorded[] = {0, 1, 2, 3, 4, 5, 7, 8, 13, 14, 15, 17, 21, 29, 30};
	struct pool pool = {0};
	struct maps maps;
	size_t next = 0;

	parse_whole(&pool, read_data(&pool, "survey.maps").data, &maps);
	for (int i = 0; i < maps.count; i++) {
		bool expected = next < COUNT(recorded) && recorded[next] == i;

		cr_assert_eq(mapping_is_recorded(&maps.at[i], SURVEY), expected, "%s",
			survey[i]);
		next += expected;
	}
	cr_assert_not(mapping_is_recorded(&maps.at[0], "/home/student/vmlab/my/surve"));
	pool_free(&pool);
}

/* --- looking for addresses ------------------------------------------------------------ */

static const struct {
	number address;
	int find; /* index of the mapping, -1: none */
	int from;
} addresses[] = {
	{-((number)1 << 100), -1, 0},
	{-1, -1, 0},
	{0, -1, 0},
	{0xfff, -1, 0},
	{0x1000, 0, 0},
	{0x1fff, 0, 0},
	{0x2000, 1, 1},
	{0x2fff, 1, 1},
	{0x3000, -1, 2},
	{0x4fff, -1, 2},
	{0x5000, 2, 2},
	{0xfffe, 2, 2},
	{0xffff, 2, 2},
	{0x10000, -1, 3},
	{0x7fffffffffffffff, -1, 3},
	{(number)0xffffffffffffefff, -1, 3},
	{(number)0xfffffffffffff000, 3, 3},
	{(number)0xfffffffffffffffe, 3, 3},
	{(number)0xffffffffffffffff, -1, -1},
	{(number)1 << 64, -1, -1},
	{(number)1 << 100, -1, -1},
};

static int index_in(const struct maps *maps, const struct mapping *mapping)
{
	return mapping ? (int)(mapping - maps->at) : -1;
}

Test(maps, a_mapping_holds_its_first_byte_and_not_the_one_behind_its_last)
{
	struct pool pool = {0};
	struct maps maps;

	parse_whole(&pool,
		"1000-2000 r--p " ZEROS "\n2000-3000 rw-p " ZEROS "\n5000-10000 r--p " ZEROS
		"\nfffffffffffff000-ffffffffffffffff r--p " ZEROS "\n",
		&maps);
	for (size_t i = 0; i < COUNT(addresses); i++) {
		number address = addresses[i].address;

		cr_assert_eq(index_in(&maps, maps_find(&maps, address)), addresses[i].find,
			"find %s", number_text(&pool, address, true));
		cr_assert_eq(index_in(&maps, maps_from(&maps, address)), addresses[i].from,
			"from %s", number_text(&pool, address, true));
	}
	pool_free(&pool);
}

Test(maps, an_empty_map_has_nothing)
{
	struct pool pool = {0};
	struct maps maps;
	struct err err;
	number start;
	number end;

	cr_assert_eq(maps_parse(&pool, "", 0, &maps, &err), 0);
	cr_assert_eq(maps.count, 0);
	cr_assert_null(maps_find(&maps, 0));
	cr_assert_null(maps_from(&maps, 0));
	cr_assert_not(maps_named(&maps, "[heap]", &start, &end));
	cr_assert_not(maps_named(&maps, "", &start, &end));
	pool_free(&pool);
}

/* --- what different kernels tell ------------------------------------------------------ */

#define HEAP "5000-9000 rw-p " ZEROS "          [heap]\n"

static const struct {
	const char *text; /* of one mapping */
	const char *field;
	number value;
	const char *flag; /* that it has, NULL: this kernel tells none */
} formats[] = {
	/* without CONFIG_PROC_PAGE_MONITOR, and before VmFlags */
	{HEAP "Size:                 16 kB\nRss:                  8 kB\n", "Rss", 8192,
		NULL},
	/* 5.10: THPeligible in a narrow column, no Pss_Dirty and no KSM */
	{HEAP "Size:                 16 kB\nKernelPageSize:        4 kB\n"
	      "MMUPageSize:           4 kB\nRss:                   8 kB\n"
	      "Pss:                   8 kB\nSwapPss:               4 kB\n"
	      "Locked:                0 kB\nTHPeligible:    1\n"
	      "VmFlags: rd wr mr mw me ac sd \n",
		"THPeligible", 1, "sd"},
	/* with protection keys: the number is no size */
	{HEAP "Pss:                   8 kB\nTHPeligible:    0\nProtectionKey:         3\n"
	      "VmFlags: rd wr mr mw me ac sd \n",
		"ProtectionKey", 3, "wr"},
	/* 6.0 and 6.8 */
	{HEAP "Pss:                   8 kB\nPss_Dirty:             4 kB\n"
	      "KSM:                  12 kB\nVmFlags: rd wr mr mw me ac \n",
		"KSM", 12288, "ac"},
	{HEAP "Pss_Dirty:             4 kB\nVmFlags: rd wr mr mw me ac \n", "Pss_Dirty",
		4096, "me"},
	/* 6.13 and later: guard pages, sealed mappings, shadow stacks */
	{HEAP "THPeligible:           1\nVmFlags: rd wr mr mw me ac sd gu \n",
		"THPeligible", 1, "gu"},
	{HEAP "THPeligible:           0\nVmFlags: rd wr mr mw me ac ss sl \n",
		"THPeligible", 0, "sl"},
	/* a flag that this kernel has no name for, and no flag at all */
	{HEAP "VmFlags: rd ?? ac \n", "start", 0x5000, "??"},
	{HEAP "VmFlags: \nSize: 16 kB\n", "Size", 16384, NULL},
	/* huge numbers */
	{HEAP "Rss: 18446744073709551615 kB\n", "Rss", (number)0xffffffffffffffff * 1024,
		NULL},
	{HEAP "Some_Day_2: 18446744073709551615\n", "Some_Day_2",
		(number)0xffffffffffffffff, NULL},
};

Test(maps, what_one_kernel_tells_and_another_does_not)
{
	for (size_t i = 0; i < COUNT(formats); i++) {
		struct pool pool = {0};
		struct maps maps;
		const char *flag = formats[i].flag;

		parse_whole(&pool, formats[i].text, &maps);
		cr_assert_eq(maps.count, 1, "case %zu", i);
		cr_assert(field_of(maps.at, formats[i].field) == formats[i].value,
			"case %zu", i);
		cr_assert_eq(mapping_has_flag(maps.at, flag ? flag : "rd"), flag != NULL,
			"case %zu", i);
		cr_assert_eq(maps.at->flags != NULL, has(formats[i].text, "VmFlags"),
			"case %zu", i);
		pool_free(&pool);
	}
}

static char *with_crlf(struct pool *pool, const struct bytes *bytes, size_t *size)
{
	char *copy = pool_alloc(pool, 2 * bytes->size + 1);

	*size = 0;
	for (size_t i = 0; i < bytes->size; i++) {
		if (bytes->data[i] == '\n')
			copy[(*size)++] = '\r';
		copy[(*size)++] = bytes->data[i];
	}
	return copy;
}

Test(maps, may_have_the_line_ends_of_windows)
{
	struct pool pool = {0};
	struct bytes bytes = read_data(&pool, "survey.smaps");
	struct maps maps;
	struct err err;
	size_t size;
	char *crlf = with_crlf(&pool, &bytes, &size);

	cr_assert_eq(maps_parse(&pool, crlf, size, &maps, &err), 0, "%s", err.message);
	cr_assert_eq(maps.count, COUNT(survey));
	for (int i = 0; i < maps.count; i++)
		cr_assert_str_eq(mapping_text(&pool, &maps.at[i]), survey[i]);
	cr_assert(mapping_has_flag(&maps.at[30], "ac"));
	cr_assert(field_of(&maps.at[30], "Rss") == 12 * 1024);
	pool_free(&pool);
}

/* --- what is no map ------------------------------------------------------------------- */

#define ONE  "1000-2000 rw-p " ZEROS " \n"
#define NONE "this is no line of a memory map: "

static const struct {
	const char *text;
	int line;
	const char *message;
} errors[] = {
	{"\n", 1, NONE},
	{" \n", 1, NONE "\\x20"},
	{"hello\n", 1, NONE "hello"},
	{ONE "\n", 2, NONE},
	{ONE "hello\n" ONE, 2, NONE "hello"},
	{"Rss: 4 kB\n" ONE, 1, NONE "Rss: 4 kB"},
	{"VmFlags: rd\n" ONE, 1, NONE "VmFlags: rd"},
	/* heads */
	{"1000 rw-p " ZEROS " \n", 1, NONE},
	{"1000-2000\n", 1, NONE},
	{"-2000 rw-p " ZEROS " \n", 1, NONE},
	{"1000- rw-p " ZEROS " \n", 1, NONE},
	{"1000-2000-3000 rw-p " ZEROS " \n", 1, NONE},
	{"0x1000-0x2000 rw-p " ZEROS " \n", 1, NONE},
	{"10000000000000000-10000000000001000 rw-p " ZEROS " \n", 1, NONE},
	{" 1000-2000 rw-p " ZEROS " \n", 1, NONE},
	{"1000-2000  rw-p " ZEROS " \n", 1, NONE},
	{"1000-2000\trw-p " ZEROS " \n", 1, NONE},
	{"1000-2000 rw- " ZEROS " \n", 1, NONE},
	{"1000-2000 rw-px " ZEROS " \n", 1, NONE},
	{"1000-2000 rw-P " ZEROS " \n", 1, NONE},
	{"1000-2000 rwpx " ZEROS " \n", 1, NONE},
	{"1000-2000 ---- " ZEROS " \n", 1, NONE},
	{"1000-2000 pppp " ZEROS " \n", 1, NONE},
	{"1000-2000 rw-p\n", 1, NONE},
	{"1000-2000 rw-p 00000000\n", 1, NONE},
	{"1000-2000 rw-p zero 00:00 0\n", 1, NONE},
	{"1000-2000 rw-p -1 00:00 0\n", 1, NONE},
	{"1000-2000 rw-p 00000000 0000 0\n", 1, NONE},
	{"1000-2000 rw-p 00000000 00:00\n", 1, NONE},
	{"1000-2000 rw-p 00000000 00:00 \n", 1, NONE},
	{"1000-2000 rw-p 00000000 00:00 -1\n", 1, NONE},
	{"1000-2000 rw-p 00000000 00:00 x\n", 1, NONE},
	{"1000-2000 rw-p 00000000 00:00 5/path\n", 1, NONE},
	{"1000-2000 rw-p 00000000 00:00 123456789012345678901\n", 1, NONE},
	/* a damaged head is no field of the mapping above it */
	{ONE "3000-4000 rw-p 00000000 00:00\n", 2, NONE "3000-4000"},
	{ONE "3000-4000 rwzp 00000000 fe:01 12 /x\n", 2, NONE "3000-4000"},
	{ONE "3000-10000000000000000 rw-p 00000000 fe:01 12 /x\n", 2, NONE "3000-"},
	{ONE "4000 rw-p 00000000 00:00 0\n", 2, NONE "4000 rw-p"},
	{ONE "00000000 00:00 0\n", 2, NONE "00000000 00:00 0"},
	{ONE "00:00 0 x\n", 2, NONE "00:00 0 x"},
	{ONE "[heap]: 5\n", 2, NONE "[heap]: 5"},
	/* fields */
	{ONE "Rss\n", 2, NONE "Rss"},
	{ONE "Rss:\n", 2, NONE "Rss:"},
	{ONE "Rss: \n", 2, NONE "Rss:\\x20"},
	{ONE "Rss: kB\n", 2, NONE "Rss: kB"},
	{ONE "Rss: many kB\n", 2, NONE "Rss: many kB"},
	{ONE "Rss: -4 kB\n", 2, NONE "Rss: -4 kB"},
	{ONE "Rss: +4 kB\n", 2, NONE "Rss: +4 kB"},
	{ONE "Rss: 0x4 kB\n", 2, NONE "Rss: 0x4 kB"},
	{ONE "Rss: 4kB\n", 2, NONE "Rss: 4kB"},
	{ONE "Rss: 4 KB\n", 2, NONE "Rss: 4 KB"},
	{ONE "Rss: 4 MB\n", 2, NONE "Rss: 4 MB"},
	{ONE "Rss: 4 kBit\n", 2, NONE "Rss: 4 kBit"},
	{ONE "Rss: 4 kB 8 kB\n", 2, NONE "Rss: 4 kB 8 kB"},
	{ONE "Rss: 4.5 kB\n", 2, NONE "Rss: 4.5 kB"},
	{ONE "Rss: 123456789012345678901 kB\n", 2, NONE "Rss: 1"},
	{ONE " Rss: 4 kB\n", 2, NONE " Rss: 4 kB"},
	{ONE "Rss : 4 kB\n", 2, NONE "Rss : 4 kB"},
	{ONE ": 4 kB\n", 2, NONE ": 4 kB"},
	{ONE "VmFlags\n", 2, NONE "VmFlags"},
	{ONE " VmFlags: rd\n", 2, NONE " VmFlags: rd"},
	/* an order that no kernel has */
	{"2000-2000 rw-p " ZEROS " \n", 1, "not lie above the one before it: 2000-2000"},
	{"2000-1000 rw-p " ZEROS " \n", 1, "not lie above the one before it: 2000-1000"},
	{ONE ONE, 2, "not lie above the one before it: 1000-2000"},
	{ONE "1fff-3000 r--p " ZEROS "\n", 2, "not lie above the one before it: 1fff-3000"},
	{ONE "0-1000 r--p " ZEROS "\n", 2, "not lie above the one before it: 0-1000"},
	{ONE "Rss: 4 kB\n1800-1900 r--p " ZEROS "\n", 3, "before it: 1800-1900"},
	/* cut off */
	{"1", 1, "ends in the middle of a line"},
	{"1000-2000 rw-p " ZEROS, 1, "ends in the middle of a line"},
	{ONE "Rss: 4 kB", 2, "ends in the middle of a line"},
	{ONE "hello", 2, "ends in the middle of a line"},
};

Test(maps, an_error_names_the_line)
{
	for (size_t i = 0; i < COUNT(errors); i++) {
		struct pool pool = {0};
		struct maps maps;
		struct err err;

		cr_assert_eq(parse(&pool, errors[i].text, &maps, &err), -1, "%s",
			errors[i].text);
		cr_assert_eq(err.line, errors[i].line, "%s: %d", errors[i].text, err.line);
		cr_assert(has(err.message, errors[i].message), "%s: %s", errors[i].text,
			err.message);
		pool_free(&pool);
	}
}

static const struct {
	const char *text;
	size_t nul; /* where a NUL byte is put instead of what is there */
} nuls[] = {
	{"1000-2000 rw-p " ZEROS " \n", 0},
	{"1000-2000 rw-p " ZEROS " \n", 3},
	{"1000-2000 rw-p " ZEROS " \n", 31},
	{"1000-2000 rw-p " ZEROS " /path\n", 34},
	{ONE "Rss: 8 kB\n", 38},
	{ONE "Rss: 8 kB\n", 39},
	{ONE "Rss: 8 kB\n", 41},
	{ONE "VmFlags: rd wr\n", 44},
};

Test(maps, a_nul_byte_hides_nothing)
{
	for (size_t i = 0; i < COUNT(nuls); i++) {
		struct pool pool = {0};
		struct maps maps;
		struct err err = {0};
		size_t size = strlen(nuls[i].text);
		char *text = pool_copy(&pool, nuls[i].text, size);

		text[nuls[i].nul] = '\0';
		cr_assert_eq(maps_parse(&pool, text, size, &maps, &err), -1, "case %zu", i);
		cr_assert_eq(err.line, nuls[i].nul > 31 && i > 3 ? 2 : 1, "case %zu", i);
		cr_assert(has(err.message, "\\x00"), "case %zu: %s", i, err.message);
		pool_free(&pool);
	}
}

/* --- cut and damaged texts ------------------------------------------------------------ */

/* What has been parsed keeps its promises. */
static void hold_sound(const struct maps *maps, const char *what)
{
	number last = 0;

	for (int i = 0; i < maps->count; i++) {
		const struct mapping *at = &maps->at[i];

		cr_assert(at->start >= last && at->end > at->start, "%s", what);
		cr_assert_eq(strlen(at->perms), 4, "%s", what);
		cr_assert(at->offset >= 0 && at->inode >= 0, "%s", what);
		cr_assert_eq(maps_find(maps, at->start), at, "%s", what);
		cr_assert_eq(maps_find(maps, at->end - 1), at, "%s", what);
		cr_assert_neq(maps_find(maps, at->end), at, "%s", what);
		for (const struct map_field *field = at->fields; field; field = field->next)
			cr_assert(field->value >= 0 && *field->name, "%s", what);
		last = at->end;
	}
}

/* The first `size` bytes, with nothing readable behind them: the result of the parser. */
static int parse_exactly(struct pool *pool, const char *text, size_t size,
	struct maps *maps, struct err *err)
{
	char *copy = malloc(size ? size : 1);
	int failed;

	memcpy(copy, text, size);
	memset(err, 0, sizeof *err);
	failed = maps_parse(pool, copy, size, maps, err);
	free(copy);
	return failed;
}

static int lines_in(const char *text, size_t size)
{
	int count = size > 0 && text[size - 1] != '\n';

	for (size_t i = 0; i < size; i++)
		count += text[i] == '\n';
	return count;
}

static void parse_cut(const struct bytes *bytes, size_t size)
{
	struct pool pool = {0};
	struct maps maps;
	struct err err;
	bool whole_lines = size == 0 || bytes->data[size - 1] == '\n';
	int failed = parse_exactly(&pool, bytes->data, size, &maps, &err);

	cr_assert_eq(failed, whole_lines ? 0 : -1, "%zu bytes: %s", size, err.message);
	if (failed) {
		cr_assert(has(err.message, "in the middle of a line"), "%s", err.message);
		cr_assert_eq(err.line, lines_in(bytes->data, size), "%zu bytes", size);
	} else {
		hold_sound(&maps, "cut");
	}
	pool_free(&pool);
}

Test(maps, a_map_cut_anywhere_is_parsed_or_refused)
{
	struct pool pool = {0};
	struct bytes plain = read_data(&pool, "survey.maps");
	struct bytes full = read_data(&pool, "survey.smaps");

	for (size_t size = 0; size <= plain.size; size++)
		parse_cut(&plain, size);
	for (size_t size = 0; size <= 3000; size++)
		parse_cut(&full, size);
	for (size_t size = full.size - 100; size <= full.size; size++)
		parse_cut(&full, size);
	pool_free(&pool);
}

/* Nor is a line that was cut off, and is followed by another, taken for a whole one. */
Test(maps, a_line_cut_before_its_inode_is_never_passed_over)
{
	static const char head[] = "7f2cbe371000-7f2cbe373000 r--p 00001000 fe:00 5 /path";
	static const size_t inode = 46; /* bytes in front of it */

	for (size_t size = 0; size <= inode; size++) {
		struct pool pool = {0};
		struct maps maps;
		struct err err;
		char *text = pool_printf(&pool,
			ONE "%.*s\n7ffcbe23e000-7ffcbe25f000 rw-p " ZEROS " \n", (int)size,
			head);

		cr_assert_eq(parse(&pool, text, &maps, &err), -1, "%s", text);
		cr_assert_eq(err.line, 2, "%s", text);
		pool_free(&pool);
	}
}

static unsigned next_random(unsigned *state)
{
	*state = *state * 1103515245u + 12345u;
	return *state >> 8;
}

static const char *const inserted[] = {"\n", "-", ":", " ", "\t", "\r", "\r\n", "0", "f",
	"9", "kB", "rw-p", "VmFlags:", "Rss: ", "[", "99999999999999999999999999999999",
	"ffffffffffffffffffffffff", "-1", "\xff", "%s%n", "1000-2000 rw-p " ZEROS " \n"};

/* Changes a byte, or takes some away, or puts something in; the new size. */
static size_t damage(char *text, size_t size, unsigned *state)
{
	size_t at = next_random(state) % size;
	size_t count = 1 + next_random(state) % 40;
	const char *word = inserted[next_random(state) % COUNT(inserted)];

	switch (next_random(state) % 4) {
	case 0: text[at] = (char)next_random(state); return size;
	case 1: text[at] ^= (char)(1 << next_random(state) % 8); return size;
	case 2:
		count = count < size - at ? count : size - at - 1;
		memmove(text + at, text + at + count, size - at - count);
		return size - count;
	}
	memmove(text + at + strlen(word), text + at, size - at);
	memcpy(text + at, word, strlen(word));
	return size + strlen(word);
}

enum { CORRUPTIONS = 20000, MOST_CHANGES = 3, PART = 1300, ROOM = PART + 200 };

Test(maps, damage_is_an_error_with_its_line_or_a_result, .timeout = 300)
{
	struct pool data = {0};
	struct bytes bytes = read_data(&data, "survey.smaps");
	unsigned state = 7;
	int refused = 0;

	cr_assert_gt(bytes.size, PART);
	for (int i = 0; i < CORRUPTIONS; i++) {
		struct pool pool = {0};
		struct maps maps;
		struct err err;
		char text[ROOM];
		size_t size = PART;
		int changes = 1 + (int)(next_random(&state) % MOST_CHANGES);

		memcpy(text, bytes.data, PART - 1);
		text[PART - 1] = '\n';
		while (changes-- > 0)
			size = damage(text, size, &state);
		if (parse_exactly(&pool, text, size, &maps, &err) == 0) {
			hold_sound(&maps, pool_printf(&pool, "corruption %d", i));
		} else {
			cr_assert(err.line >= 1 && err.line <= lines_in(text, size),
				"corruption %d: line %d", i, err.line);
			cr_assert_neq(*err.message, '\0', "corruption %d", i);
			refused++;
		}
		pool_free(&pool);
	}
	cr_assert(refused > CORRUPTIONS / 4 && refused < CORRUPTIONS, "%d", refused);
	pool_free(&data);
}

Test(maps, many_mappings_are_found_fast, .timeout = 60)
{
	enum { MANY = 65530 }; /* the kernel's own limit, vm.max_map_count */
	struct pool pool = {0};
	struct maps maps;
	struct err err;
	char *text = pool_alloc(&pool, (size_t)MANY * 80);
	size_t size = 0;

	for (int i = 1; i <= MANY; i++)
		size += (size_t)sprintf(text + size, "%x000-%x000 %s " ZEROS " \n", 2 * i,
			2 * i + 1, i % 2 ? "rw-p" : "r--p");
	cr_assert_eq(maps_parse(&pool, text, size, &maps, &err), 0, "%s", err.message);
	cr_assert_eq(maps.count, MANY);
	for (int round = 0; round < 20; round++)
		for (int i = 1; i <= MANY; i++) {
			cr_assert_eq(maps_find(&maps, (number)i * 0x2000), &maps.at[i - 1]);
			cr_assert_null(maps_find(&maps, (number)i * 0x2000 + 0x1000));
		}
	pool_free(&pool);
}

/* --- this very process ---------------------------------------------------------------- */

static struct maps own_maps(struct pool *pool)
{
	struct maps maps = {0};
	struct bytes bytes;
	struct err err;

	if (file_read(pool, "/proc/self/smaps", &bytes, &err) != 0)
		cr_skip("this kernel has no smaps");
	cr_assert_eq(maps_parse(pool, bytes.data, bytes.size, &maps, &err), 0, "%d: %s",
		err.line, err.message);
	return maps;
}

Test(maps, the_map_of_this_process_tells_what_it_has_done)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	struct pool pool = {0};
	char *memory = mmap(NULL, 3 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	const struct mapping *at;
	struct maps maps;

	cr_assert_neq(memory, MAP_FAILED);
	cr_assert_eq(mprotect(memory + page, page, PROT_READ | PROT_WRITE), 0);
	cr_assert_eq(madvise(memory + page, page, MADV_DONTFORK), 0);
	memory[page] = 1;
	maps = own_maps(&pool);
	at = maps_find(&maps, (number)(size_t)(memory + page));
	cr_assert(at, "it is mapped");
	cr_assert_str_eq(at->perms, "rw-p");
	cr_assert_str_eq(at->path, "");
	cr_assert(at->start == (number)(size_t)(memory + page));
	cr_assert(field_of(at, "size") == (number)page);
	cr_assert(field_of(at, "Rss") == (number)page);
	cr_assert(field_of(at, "Private_Dirty") == (number)page);
	cr_assert(at->flags && mapping_has_flag(at, "dc") && !mapping_has_flag(at, "ex"));
	at = maps_find(&maps, (number)(size_t)memory);
	cr_assert(at, "it is mapped");
	cr_assert_str_eq(at->perms, "---p");
	cr_assert_str_eq(maps_find(&maps, (number)(size_t)&pool)->path, "[stack]");
	munmap(memory, 3 * page);
	pool_free(&pool);
}
