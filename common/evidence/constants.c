/* SPDX-License-Identifier: MIT */
#include "constants.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "../base/text_builder.h"
#include "../base/number.h"

/* From the kernel's include/uapi/asm-generic/mman-common.h. */
static const struct {
	const char *family;
	int value;
	const char *name;
} constants[] = {
	{"MADV_", 22, "MADV_POPULATE_READ"},
	{"MADV_", 23, "MADV_POPULATE_WRITE"},
	{"MADV_", 24, "MADV_DONTNEED_LOCKED"},
	{"MADV_", 25, "MADV_COLLAPSE"},
	{"MADV_", 102, "MADV_GUARD_INSTALL"},
	{"MADV_", 103, "MADV_GUARD_REMOVE"},
};

static const char opening[] = " /* ";
static const char closing[] = "??? */";

static const char *find_name(number value, const char *family, size_t length)
{
	for (size_t i = 0; i < sizeof constants / sizeof *constants; i++)
		if (constants[i].value == value && strlen(constants[i].family) == length &&
			memcmp(constants[i].family, family, length) == 0)
			return constants[i].name;
	return NULL;
}

/* The bytes that the unknown constant at `at` takes and its name; 0 when it is none. */
static size_t read_unknown(const char *at, size_t length, const char **name)
{
	number value;
	bool hex;
	size_t used = number_read(at, length, &value, &hex);
	const char *family = at + used + sizeof opening - 1;
	const char *end;

	if (used == 0 || used + sizeof opening > length ||
		memcmp(at + used, opening, sizeof opening - 1) != 0)
		return 0;
	end = memmem(family, (size_t)(at + length - family), closing, sizeof closing - 1);
	*name = end ? find_name(value, family, (size_t)(end - family)) : NULL;
	return *name ? (size_t)(end - at) + sizeof closing - 1 : 0;
}

char *constants_name(struct pool *pool, const char *text, size_t length)
{
	bool quoted = false;  /* inside a string that a program wrote */
	bool escaped = false; /* behind a backslash in it */
	struct text_builder named;

	if (!memmem(text, length, closing, sizeof closing - 1))
		return pool_copy(pool, text, length);
	builder_begin(&named);
	for (size_t i = 0; i < length;) {
		const char *name = NULL;
		size_t used = 0;

		if (text[i] == '"' && !escaped)
			quoted = !quoted;
		escaped = quoted && text[i] == '\\' && !escaped;
		if (!quoted && (i == 0 || !isalnum((unsigned char)text[i - 1])))
			used = read_unknown(text + i, length - i, &name);

		if (used)
			fputs(name, named.out);
		else
			fputc(text[i], named.out);
		i += used ? used : 1;
	}
	return builder_end(pool, &named).data;
}
