/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_CONSTANTS_H
#define VMLAB_EVIDENCE_CONSTANTS_H

#include <stddef.h>

#include "../base/pool.h"

/*
 * strace prints a constant that is younger than itself as "0x66 /" "* MADV_??? *" "/".
 * A copy of `text`, owned by the pool, in which the ones we know have their names.
 */
char *constants_name(struct pool *pool, const char *text, size_t length);

#endif
