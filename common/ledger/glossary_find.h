/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_LEDGER_GLOSSARY_FIND_H
#define VMLAB_LEDGER_GLOSSARY_FIND_H

#include "glossary.h"

/* Looking up a word that a person asks for. Only letters and digits count: "Page-faults". */

/* The term with that spelling, in whichever language; NULL when there is none. */
const struct term *glossary_find(const struct glossary *glossary, const char *asked);

/*
 * The terms whose spelling is most like it, or has it as a part, the nearest first; at most
 * `most` of them. Returns how many there are.
 */
int glossary_nearest(struct pool *pool, const struct glossary *glossary, const char *asked,
	const struct term **near, int most);

/* Are these the permissions of a mapping, as "rw-p" or "r-x"? */
bool is_permissions(const char *text);

#endif
