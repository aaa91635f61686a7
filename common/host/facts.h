/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_HOST_FACTS_H
#define VMLAB_HOST_FACTS_H

#include "../base/number.h"
#include "../lang/facts.h"

/*
 * Find every fact of this machine. Versions are as in the expected files: 2.36 is 2036. What is
 * allocated on the way is owned by the pool.
 */
void facts_probe(struct pool *pool, number facts[FACTS]);

#endif
