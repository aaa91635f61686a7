/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_BASE_NUMBER_H
#define VMLAB_BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

#include "pool.h"

/* Wide enough for the difference of any two addresses, of either sign. */
__extension__ typedef __int128 number;

/*
 * Read a number as programs and strace print it: 0x1f, 42, -1 or NULL (which is 0), from
 * the start of `text`. Returns the bytes it takes, 0 when there is no number or it exceeds
 * 64 bits; `*hex` says whether it was written as an address (0x or NULL).
 */
size_t number_read(const char *text, size_t length, number *value, bool *hex);

/*
 * Read hexadecimal digits without 0x, as in "55d5e979a000-55d5e979b000": the bytes they take,
 * 0 when there are none or they exceed 64 bits.
 */
size_t number_read_hex(const char *text, size_t length, number *value);

/*
 * Read a quantity as a person writes it in an expected file: a number as above, optionally
 * followed by K, M or G (1024, 1024^2, 1024^3). Returns the bytes it takes, or 0.
 */
size_t number_read_quantity(const char *text, size_t length, number *value, bool *hex);

/*
 * Read a limit of memory: a quantity of at least 1 and nothing behind it, or "unlimited",
 * which is -1. False when the text is neither.
 */
bool number_read_limit(const char *text, number *bytes);

/* The number as text, owned by the pool: 0x… when `hex`, else decimal. */
char *number_text(struct pool *pool, number value, bool hex);

#endif
