/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_NUMBER_FACTS_H
#define VMLAB_REPORT_NUMBER_FACTS_H

#include "../match/comparison.h"

/*
 * In which way a number is another one than it should be, in sentences: how much larger or smaller,
 * whether that is a multiple, how many pages or words, and which bits or bytes differ. `page` is the
 * size of a page, 0 where it is not known. NULL of what is no relation between two numbers.
 */
const char *number_facts(
	struct pool *pool, const struct comparison *comparison, number page);

/* That all bytes of a number are the same, and which; NULL where they are not, or it has but one. */
const char *number_same_bytes(struct pool *pool, number value);

#endif
