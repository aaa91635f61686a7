/* SPDX-License-Identifier: MIT */
#include "ranks.h"

#include <stdlib.h>
#include <string.h>

static int compare(const void *a, const void *b)
{
	int left = *(const int *)a;
	int right = *(const int *)b;

	return (left > right) - (left < right);
}

struct ranks ranks_of(struct pool *pool, const int *numbers, int count)
{
	struct ranks ranks = {.numbers = pool_alloc(pool, (size_t)count * sizeof *numbers)};

	if (count == 0)
		return ranks;
	memcpy(ranks.numbers, numbers, (size_t)count * sizeof *numbers);
	qsort(ranks.numbers, (size_t)count, sizeof *numbers, compare);
	for (int i = 0; i < count; i++)
		if (i == 0 || ranks.numbers[i] != ranks.numbers[ranks.count - 1])
			ranks.numbers[ranks.count++] = ranks.numbers[i];
	return ranks;
}

int ranks_find(const struct ranks *ranks, int number)
{
	int from = 0;
	int to = ranks->count;

	while (from < to) {
		int middle = from + (to - from) / 2;

		if (ranks->numbers[middle] < number)
			from = middle + 1;
		else
			to = middle;
	}
	return from < ranks->count && ranks->numbers[from] == number ? from : -1;
}
