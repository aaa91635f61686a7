/* SPDX-License-Identifier: MIT */
#include "today.h"

#include <time.h>

const char *today(struct pool *pool)
{
	time_t now = time(NULL);
	struct tm local;
	char day[sizeof "2026-11-29"];

	if (!localtime_r(&now, &local) ||
		strftime(day, sizeof day, "%Y-%m-%d", &local) == 0)
		return "-";
	return pool_keep(pool, day);
}
