/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_ASSERTION_MAP_H
#define VMLAB_MATCH_ASSERTION_MAP_H

#include "assertion.h"

/* Does the statement, which is about the memory map, hold? If not, the result says why. */
bool assertion_on_map(struct assertion *assertion);

#endif
