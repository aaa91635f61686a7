/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_SHOULD_H
#define VMLAB_MATCH_SHOULD_H

#include "assertion.h"

/*
 * What a statement about the memory map, the memory or an ELF file wants, in words and with the
 * values of this run; what has no value is "...".
 */
const struct said *should_in_words(const struct assertion *assertion);

/* What an expression without a value wants to read, by the reason for which it has none. */
const struct said *should_be_there(const struct said *reason);

#endif
