/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_BASE_RANKS_H
#define VMLAB_BASE_RANKS_H

#include "pool.h"

/*
 * The different numbers of a list, in ascending order. The place of a number in it is its
 * rank, so that what belongs to a number can lie in an array: a look-up takes time that
 * grows with the logarithm of their count, whatever numbers a program has chosen.
 */
struct ranks {
	int *numbers;
	int count;
};

/* The ranks of `count` numbers, which stay as they are. Owned by the pool. */
struct ranks ranks_of(struct pool *pool, const int *numbers, int count);

/* The rank of a number, from 0; -1 when it is not among them. */
int ranks_find(const struct ranks *ranks, int number);

#endif
