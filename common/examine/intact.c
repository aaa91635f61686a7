/* SPDX-License-Identifier: MIT */
#include "intact.h"

#include <stdbool.h>
#include <string.h>

void intact_add(struct pool *pool, struct intact **list, const char *path)
{
	struct intact *intact = pool_alloc(pool, sizeof *intact);

	while (*list)
		list = &(*list)->next;
	intact->path = path;
	if (lstat(path, &intact->status) == 0)
		*list = intact;
}

void intact_add_way(struct pool *pool, struct intact **list, const char *path)
{
	for (const char *at = strchr(path + 1, '/'); at; at = strchr(at + 1, '/'))
		intact_add(pool, list, pool_copy(pool, path, (size_t)(at - path)));
	intact_add(pool, list, path);
}

static bool is_same_time(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec == b->tv_sec && a->tv_nsec == b->tv_nsec;
}

/* The kernel sets ctime at each change of a file, and only the superuser can set its clock. */
static bool is_same_file(const struct stat *now, const struct stat *then)
{
	return now->st_size == then->st_size &&
		is_same_time(&now->st_mtim, &then->st_mtim) &&
		is_same_time(&now->st_ctim, &then->st_ctim);
}

static bool is_broken(const struct intact *intact)
{
	const struct stat *then = &intact->status;
	struct stat now;

	if (lstat(intact->path, &now) != 0 || now.st_dev != then->st_dev ||
		now.st_ino != then->st_ino)
		return true;
	if (now.st_mode == then->st_mode)
		return S_ISREG(then->st_mode) && !is_same_file(&now, then);
	if (S_ISDIR(then->st_mode))
		chmod(intact->path, then->st_mode & 07777);
	return true;
}

const char *intact_find_broken(const struct intact *list)
{
	const char *first = NULL;

	for (; list; list = list->next)
		if (is_broken(list) && !first)
			first = list->path;
	return first;
}
