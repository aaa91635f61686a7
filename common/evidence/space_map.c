/* SPDX-License-Identifier: MIT */
#include "space_parts.h"

#include <string.h>

#include "../base/text.h"

/* The kernel's records of what has been mapped. */

const char *space_owner_at(const struct space *space, number start, bool over)
{
	const struct area *area = space_area(space, over ? start : start - 1);

	if (!area || (!over && area->access[1] != 'w'))
		return NULL;
	return area->path[0] == '/' ? area->path : area->owner;
}

static const char *known_path(const struct mapped *mapped)
{
	return text_starts(mapped->path, "//anon") ? "" : mapped->path;
}

/* Of anonymous memory the kernel's record does not know what a call has told. */
static const char *wanted_path(const struct space *space, const struct mapped *mapped)
{
	const struct area *area = space_area(space, mapped->start);
	const char *path = known_path(mapped);

	return !*path && area ? NULL : path;
}

/* Is the area what the record says of it? */
static bool is_as_told(const struct area *area, const struct mapped *mapped)
{
	const char *path = known_path(mapped);

	return area && strcmp(area->access, mapped->access) == 0 &&
		(!*path || strcmp(area->path, path) == 0);
}

/*
 * Most records tell what a call has told, or that the stack has grown. The kernel joins what lies
 * together, so a record may be about very much: where both ends are known as it says, so is what
 * lies between them.
 */
static bool is_known(const struct space *space, const struct mapped *mapped, number start)
{
	return is_as_told(space_area(space, start), mapped) &&
		is_as_told(space_area(space, mapped->end - 1), mapped);
}

/* Maps what nothing lies at, from `start` on; where that ends. */
static number fill_gap(
	struct space *space, const struct mapped *mapped, number start, const char *owner)
{
	const struct span *there = spans_from(&space->areas, start);
	number until = there && there->start < mapped->end ? there->start : mapped->end;
	struct area *area;

	if (start >= until)
		return start;
	area = space_put(space, start, until, mapped->access, known_path(mapped));
	area->bias = mapped->offset - mapped->start;
	area->owner = owner;
	return until;
}

void space_map(struct space *space, const struct mapped *mapped)
{
	struct space_wanted wanted = {
		.space = space,
		.access = mapped->access,
		.path = wanted_path(space, mapped),
		.bias = mapped->offset - mapped->start,
	};
	const char *owner = !*known_path(mapped) && !space_area(space, mapped->start)
		? space_owner_at(space, mapped->start, false)
		: NULL;
	number at = fill_gap(space, mapped, mapped->start, owner);

	if (at == mapped->end || is_known(space, mapped, at))
		return;
	spans_pieces(&space->areas, at, mapped->end, space_change_area, &wanted);
	while (at < mapped->end) {
		const struct span *there;

		at = fill_gap(space, mapped, at, owner);
		there = spans_find(&space->areas, at);
		at = at < mapped->end && there ? there->end : mapped->end;
	}
}
