/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "../base/file.h"
#include "../base/text.h"
#include "../evidence/process.h"
#include "help.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* --- /proc/PID/stat ------------------------------------------------------------------- */

/* Behind the name of a program, as a kernel 6.18 on x86_64 printed it. */
#define REST                                                                               \
	" S 3553 3554 1774 0 -1 4194304 82 0 3 0 5 6 7 8 20 0 2 0 1441298 2400256 352 "    \
	"18446744073709551615 94794835599360 94794835599813 140728054099392 0 0 0 65536 "  \
	"6 "                                                                               \
	"0 1 0 0 17 1 0 0 0 0 0 94794835611088 94794835611696 94795347329024 "             \
	"140728054106585 140728054106592 140728054106592 140728054108145 0\n"

/* Fields 4 to 52 of it, counted as proc(5) counts. */
static const number rest[] = {3553, 3554, 1774, 0, -1, 4194304, 82, 0, 3, 0, 5, 6, 7, 8, 20,
	0, 2, 0, 1441298, 2400256, 352, (number)18446744073709551615u, 94794835599360,
	94794835599813, 140728054099392, 0, 0, 0, 65536, 6, 0, 1, 0, 0, 17, 1, 0, 0, 0, 0,
	0, 94794835611088, 94794835611696, 94795347329024, 140728054106585, 140728054106592,
	140728054106592, 140728054108145, 0};

/* A name has up to 15 bytes, whatever they are; a kernel thread's may have more. */
static const char *const names[] = {
	"sample",
	"",
	" ",
	"two words",
	"a) R 1\n(b c",
	")",
	"(",
	"))) S 1 2 3",
	") S 9 9 9 9 9 9",
	"a\nb",
	"\n",
	"\xff\xfe",
	"内存",
	"kworker/u8:1-events_unbound",
};

Test(process, the_name_is_no_part_of_the_fields_behind_it)
{
	for (size_t i = 0; i < COUNT(names); i++) {
		struct pool pool = {0};
		struct stat_fields fields;
		struct err err = {0};
		const char *text = pool_printf(&pool, "3648 (%s)" REST, names[i]);

		cr_assert_eq(stat_parse(text, strlen(text), &fields, &err), 0, "%s: %s",
			text, err.message);
		cr_assert_eq(fields.count, STAT_FIELDS, "%s: %d", text, fields.count);
		cr_assert(fields.at[1] == 3648, "%s", text);
		cr_assert(fields.at[2] == 0 && fields.at[3] == 0, "%s", text);
		for (size_t field = 0; field < COUNT(rest); field++)
			cr_assert(fields.at[4 + field] == rest[field], "%s: field %zu",
				text, 4 + field);
		pool_free(&pool);
	}
}

static const struct {
	const char *text;
	int count;
	number last; /* the last field */
} shapes[] = {
	{"1 (a) S 0\n", 4, 0},
	{"1 (a) S 5 -6\n", 5, -6},
	{"1 (a) Z 5 6 18446744073709551615\n", 6, (number)18446744073709551615u},
	/* what a later kernel adds is left out */
	{"1 (a) S 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 "
	 "30 "
	 "31 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54\n",
		52, 52},
};

Test(process, there_are_as_many_fields_as_the_kernel_tells)
{
	for (size_t i = 0; i < COUNT(shapes); i++) {
		struct stat_fields fields;
		struct err err = {0};
		const char *text = shapes[i].text;

		cr_assert_eq(stat_parse(text, strlen(text), &fields, &err), 0, "%s: %s",
			text, err.message);
		cr_assert_eq(fields.count, shapes[i].count, "%s: %d", text, fields.count);
		cr_assert(fields.at[fields.count] == shapes[i].last, "%s", text);
	}
}

static const char *const no_stats[] = {"", "\n", "1", "1\n", "1 (a)", "1 (a)\n", "1 (a) S",
	"1 (a) S\n", "1 (a) S \n", "1 (a) S x\n", "1 (a) S 5 x\n", "1 (a) S 5x\n",
	"1 (a) S 5  6\n", "1 (a) S 5 6", "1 (a) S 5 \n", "(a) S 5 6\n", " 1 (a) S 5\n",
	"x (a) S 5\n", "1 a S 5 6\n", "1 (a S 5 6\n", ")", ")))\n", "1 (a) S 5 6\n1 (a",
	"1 (a) S 18446744073709551616\n"};

Test(process, what_is_no_stat_is_refused)
{
	for (size_t i = 0; i < COUNT(no_stats); i++) {
		struct stat_fields fields;
		struct err err = {0};

		cr_assert_eq(stat_parse(no_stats[i], strlen(no_stats[i]), &fields, &err),
			-1, "%s", no_stats[i]);
		cr_assert(has(err.message, "not the text of /proc/PID/stat"), "%s",
			err.message);
	}
}

/* The first `size` bytes, with nothing readable behind them. */
static int parse_stat(const char *text, size_t size, struct stat_fields *fields)
{
	struct err err = {0};
	char *copy = malloc(size ? size : 1);
	int failed;

	memcpy(copy, text, size);
	failed = stat_parse(copy, size, fields, &err);
	free(copy);
	return failed;
}

/*
 * A field that lost its last digits would be another number: nothing of it is believed.
 * Only a name with a line end in it may look like a whole text.
 */
Test(process, a_stat_cut_anywhere_is_refused)
{
	for (size_t i = 0; i < COUNT(names); i++) {
		struct pool pool = {0};
		struct stat_fields fields;
		const char *text = pool_printf(&pool, "3648 (%s)" REST, names[i]);

		for (size_t size = 0; size < strlen(text) && !strchr(names[i], '\n');
			size++)
			cr_assert_eq(parse_stat(text, size, &fields), -1, "%zu bytes of %s",
				size, text);
		cr_assert_eq(parse_stat(text, strlen(text), &fields), 0, "%s", text);
		pool_free(&pool);
	}
}

Test(process, the_stat_of_this_process_is_its_own)
{
	struct pool pool = {0};
	struct stat_fields fields;
	struct bytes bytes;
	struct err err;

	cr_assert_eq(prctl(PR_SET_NAME, "a) R 1\n(b c"), 0);
	cr_assert_eq(file_read(&pool, "/proc/self/stat", &bytes, &err), 0);
	cr_assert_eq(
		stat_parse(bytes.data, bytes.size, &fields, &err), 0, "%s", err.message);
	cr_assert_geq(fields.count, 44);
	cr_assert(fields.at[1] == getpid());
	cr_assert(fields.at[4] == getppid());
	cr_assert(fields.at[5] == getpgrp());
	cr_assert(fields.at[6] == getsid(0));
	cr_assert(fields.at[20] >= 1, "its threads");
	pool_free(&pool);
}

/* --- /proc/PID/auxv ------------------------------------------------------------------- */

static const unsigned long vector[] = {AT_PHDR, 0x555555554040, AT_PHENT, 56, AT_PHNUM, 13,
	AT_PAGESZ, 4096, AT_BASE, 0, AT_ENTRY, ~0ul, 1000, 7, AT_PHNUM, 99, AT_NULL, 0};

static const struct {
	number type;
	bool found;
	number value;
} entries[] = {
	{AT_PHDR, true, 0x555555554040},
	{AT_PHENT, true, 56},
	{AT_PHNUM, true, 13}, /* the first of two */
	{AT_PAGESZ, true, 4096},
	{AT_BASE, true, 0},
	{AT_ENTRY, true, ~0ul},
	{1000, true, 7},
	{AT_NULL, false, 0},
	{AT_UID, false, 0},
	{-1, false, 0},
	{56, false, 0}, /* a value is no type */
	{(number)1 << 64 | AT_PHDR, false, 0},
};

Test(process, the_auxiliary_vector_has_values_by_type)
{
	struct auxv auxv;
	struct err err = {0};
	number value;

	cr_assert_eq(auxv_parse((const char *)vector, sizeof vector, &auxv, &err), 0, "%s",
		err.message);
	cr_assert_eq(auxv.count, 8);
	for (size_t i = 0; i < COUNT(entries); i++) {
		cr_assert_eq(auxv_find(&auxv, entries[i].type, &value), entries[i].found,
			"case %zu", i);
		if (entries[i].found)
			cr_assert(value == entries[i].value, "case %zu", i);
	}
}

/* Behind the end the kernel has zeros, and anything else would not count. */
Test(process, the_vector_ends_at_its_end)
{
	const unsigned long longer[] = {AT_UID, 5, AT_NULL, 0, AT_UID, 6, AT_GID, 7};
	struct auxv auxv;
	struct err err = {0};
	number value;

	cr_assert_eq(auxv_parse((const char *)longer, sizeof longer, &auxv, &err), 0);
	cr_assert_eq(auxv.count, 1);
	cr_assert(auxv_find(&auxv, AT_UID, &value) && value == 5);
	cr_assert_not(auxv_find(&auxv, AT_GID, &value));
	cr_assert_eq(auxv_parse((const char *)(longer + 2), 16, &auxv, &err), 0);
	cr_assert_eq(auxv.count, 0);
}

static int parse_auxv(const char *bytes, size_t size, struct auxv *auxv)
{
	struct err err = {0};
	char *copy = malloc(size ? size : 1);
	int failed;

	memcpy(copy, bytes, size);
	failed = auxv_parse(copy, size, auxv, &err);
	if (failed)
		cr_assert(has(err.message, "has no end"), "%s", err.message);
	free(copy);
	return failed;
}

Test(process, a_vector_cut_anywhere_is_refused)
{
	struct auxv auxv;

	for (size_t size = 0; size < sizeof vector; size++)
		cr_assert_eq(parse_auxv((const char *)vector, size, &auxv), -1, "%zu bytes",
			size);
	cr_assert_eq(parse_auxv((const char *)vector, sizeof vector, &auxv), 0);
}

/* `count` entries and then, if wanted, the end. */
static int parse_long(int count, bool ended, struct auxv *auxv)
{
	unsigned long entry[2 * (MOST_AUXV + 3)] = {0};

	for (int i = 0; i < count; i++) {
		entry[2 * i] = 100 + (unsigned long)i;
		entry[2 * i + 1] = (unsigned long)i;
	}
	return parse_auxv(
		(const char *)entry, (size_t)(count + ended) * 2 * sizeof *entry, auxv);
}

Test(process, a_vector_that_is_too_long_is_refused)
{
	struct auxv auxv;
	number value;

	cr_assert_eq(parse_long(MOST_AUXV, true, &auxv), 0);
	cr_assert_eq(auxv.count, MOST_AUXV);
	cr_assert(auxv_find(&auxv, 100 + MOST_AUXV - 1, &value) && value == MOST_AUXV - 1);
	cr_assert_eq(parse_long(MOST_AUXV - 1, false, &auxv), -1);
	cr_assert_eq(parse_long(MOST_AUXV, false, &auxv), -1);
	cr_assert_eq(parse_long(MOST_AUXV + 1, true, &auxv), -1);
	cr_assert_eq(parse_long(MOST_AUXV + 2, false, &auxv), -1);
}

Test(process, the_vector_of_this_process_is_what_getauxval_tells)
{
	static const unsigned long types[] = {AT_PHDR, AT_PHNUM, AT_PAGESZ, AT_ENTRY,
		AT_BASE, AT_UID, AT_EUID, AT_RANDOM, AT_EXECFN, AT_SYSINFO_EHDR};
	struct pool pool = {0};
	struct bytes bytes;
	struct auxv auxv;
	struct err err;
	number value;

	cr_assert_eq(file_read(&pool, "/proc/self/auxv", &bytes, &err), 0);
	cr_assert_eq(auxv_parse(bytes.data, bytes.size, &auxv, &err), 0, "%s", err.message);
	for (size_t i = 0; i < COUNT(types); i++)
		if (auxv_find(&auxv, (number)types[i], &value))
			cr_assert(
				value == (number)getauxval(types[i]), "type %lu", types[i]);
		else
			cr_assert_eq(getauxval(types[i]), 0, "type %lu", types[i]);
	cr_assert(auxv_find(&auxv, AT_PHDR, &value) && value != 0);
	pool_free(&pool);
}
