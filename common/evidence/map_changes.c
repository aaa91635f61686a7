/* SPDX-License-Identifier: MIT */
#include "map_changes.h"

#include <string.h>

/* The mappings of a map that hold some of the bytes of another mapping. */
struct overlap {
	const struct mapping *at;
	int count;
};

/* `from` is where the search for the mapping below has ended; both are in ascending order. */
static struct overlap find_overlap(
	const struct maps *maps, int *from, const struct mapping *mapping)
{
	struct overlap overlap = {0};

	while (*from < maps->count && maps->at[*from].end <= mapping->start)
		(*from)++;
	overlap.at = maps->at + *from;
	while (*from + overlap.count < maps->count &&
		overlap.at[overlap.count].start < mapping->end)
		overlap.count++;
	return overlap;
}

static struct map_change *add(struct pool *pool, struct map_change ***end,
	enum map_change_kind kind, const struct mapping *mapping)
{
	struct map_change *change = pool_alloc(pool, sizeof *change);

	change->kind = kind;
	change->mapping = mapping;
	change->start = mapping->start;
	change->end = mapping->end;
	**end = change;
	*end = &change->next;
	return change;
}

/* Adds the bytes of the mapping that belong to none of the others. */
static void add_rest(struct pool *pool, struct map_change ***end, enum map_change_kind kind,
	const struct mapping *mapping, const struct overlap *others)
{
	number start = mapping->start;

	for (int i = 0; i <= others->count; i++) {
		number stop = i < others->count ? others->at[i].start : mapping->end;

		if (start < stop) {
			struct map_change *change = add(pool, end, kind, mapping);

			change->start = start;
			change->end = stop;
		}
		if (i < others->count)
			start = others->at[i].end;
	}
}

static bool is_same(const struct mapping *a, const struct mapping *b)
{
	number rss[2] = {0};

	mapping_field(a, "Rss", &rss[0]);
	mapping_field(b, "Rss", &rss[1]);
	return a->start == b->start && a->end == b->end && a->offset == b->offset &&
		a->inode == b->inode && strcmp(a->perms, b->perms) == 0 &&
		strcmp(a->path, b->path) == 0 && rss[0] == rss[1];
}

/* What is new or different, in ascending order. */
static struct map_change *list_now(struct pool *pool, const struct maps *before,
	const struct maps *now, int *unchanged)
{
	struct map_change *list = NULL;
	struct map_change **end = &list;
	int from = 0;

	*unchanged = 0;
	for (int i = 0; i < now->count; i++) {
		const struct mapping *mapping = &now->at[i];
		struct overlap others = find_overlap(before, &from, mapping);

		if (others.count == 1 && is_same(mapping, others.at)) {
			(*unchanged)++;
			continue;
		}
		if (others.count > 0) {
			struct map_change *change = add(pool, &end, MAP_CHANGED, mapping);

			change->before = others.at;
			change->befores = others.count;
		}
		add_rest(pool, &end, MAP_NEW, mapping, &others);
	}
	return list;
}

static struct map_change *list_gone(
	struct pool *pool, const struct maps *before, const struct maps *now)
{
	struct map_change *list = NULL;
	struct map_change **end = &list;
	int from = 0;

	for (int i = 0; i < before->count; i++) {
		struct overlap others = find_overlap(now, &from, &before->at[i]);

		add_rest(pool, &end, MAP_GONE, &before->at[i], &others);
	}
	return list;
}

struct map_change *maps_changes(struct pool *pool, const struct maps *before,
	const struct maps *now, int *unchanged)
{
	struct map_change *rest = list_now(pool, before, now, unchanged);
	struct map_change *gone = list_gone(pool, before, now);
	struct map_change *list = NULL;
	struct map_change **end = &list;

	while (rest || gone) {
		struct map_change **next =
			!gone || (rest && rest->start <= gone->start) ? &rest : &gone;

		*end = *next;
		*next = (*next)->next;
		end = &(*end)->next;
	}
	return list;
}
