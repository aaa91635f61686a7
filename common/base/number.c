/* SPDX-License-Identifier: MIT */
#include "number.h"

#include <ctype.h>
#include <limits.h>
#include <string.h>

static int digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return 99;
}

/* Reads digits of `base`; 0 when there are none or their value exceeds 64 bits. */
static size_t read_digits(const char *text, size_t length, int base, number *value)
{
	size_t used = 0;

	*value = 0;
	while (used < length && digit_value(text[used]) < base) {
		*value = *value * base + digit_value(text[used++]);
		if (*value > ULLONG_MAX)
			return 0;
	}
	return used;
}

size_t number_read(const char *text, size_t length, number *value, bool *hex)
{
	size_t used;

	*hex = true;
	if (length >= 4 && memcmp(text, "NULL", 4) == 0) {
		*value = 0;
		return 4;
	}
	if (length >= 3 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
		used = read_digits(text + 2, length - 2, 16, value);
		if (used)
			return used + 2;
	}
	*hex = false;
	if (length >= 2 && text[0] == '-') {
		used = read_digits(text + 1, length - 1, 10, value);
		*value = -*value;
		return used ? used + 1 : 0;
	}
	return read_digits(text, length, 10, value);
}

size_t number_read_hex(const char *text, size_t length, number *value)
{
	return read_digits(text, length, 16, value);
}

size_t number_read_quantity(const char *text, size_t length, number *value, bool *hex)
{
	static const char units[] = "KMG";
	size_t used = number_read(text, length, value, hex);
	const char *unit;

	if (used == 0 || used == length)
		return used;
	unit = memchr(units, text[used], sizeof units - 1);
	if (!unit || (used + 1 < length && isalnum((unsigned char)text[used + 1])))
		return used;
	for (const char *u = units; u <= unit; u++)
		*value *= 1024;
	return used + 1;
}

bool number_read_limit(const char *text, number *bytes)
{
	bool hex;
	size_t used;

	if (strcmp(text, "unlimited") == 0) {
		*bytes = -1;
		return true;
	}
	used = number_read_quantity(text, strlen(text), bytes, &hex);
	return used && !text[used] && *bytes > 0 && *bytes <= LLONG_MAX;
}

char *number_text(struct pool *pool, number value, bool hex)
{
	char digits[64];
	char *at = digits + sizeof digits - 1;
	unsigned base = hex ? 16 : 10;
	bool negative = value < 0;

	*at = '\0';
	do {
		int digit = (int)(value % base);

		*--at = "0123456789abcdef"[digit < 0 ? -digit : digit];
		value /= (int)base;
	} while (value != 0);
	return pool_printf(pool, "%s%s%s", negative ? "-" : "", hex ? "0x" : "", at);
}
