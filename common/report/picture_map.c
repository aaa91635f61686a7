/* SPDX-License-Identifier: MIT */
#include "picture_map.h"

#include <string.h>

#include "../base/text.h"
#include "../match/pictures.h"
#include "../match/reading.h"
#include "messages.h"

/*
 * Not to scale: between the heap and the mappings lie terabytes of nothing, which are one
 * line here. What lies side by side and has the same name is one box, with all of its
 * permissions.
 */

enum { WIDEST = 52, NARROWEST = 36, AROUND = 3 };

/* What lies side by side with one name, at the pause and, for comparison, at an earlier one. */
struct box {
	number start;
	number end;
	const char *name;          /* of an area; NULL: that of its mappings */
	const struct mapping *low; /* the first of its mappings, NULL: it has none */
	const struct mapping *high;
	number resident;          /* bytes of it in memory */
	const struct box *before; /* what it was then, NULL: nothing */
	bool gone;                /* it was there then, and is not any more */
	struct box *next;         /* the next one down */
};

struct drawing {
	const struct face *face;
	const struct scope *scope;
	const struct picture *picture;
	int indent;
	int address; /* the columns of the highest address that is drawn */
	int inside;  /* and those of a box between its edges */
};

/* 1536 is "1.5 KiB"; whole numbers have no fraction. */
static const char *size_text(struct pool *pool, number size)
{
	static const char *const units[] = {
		"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
	int unit = 0;
	number tenths = size * 10;

	while (tenths >= 10240 && unit < 6) {
		tenths /= 1024;
		unit++;
	}
	if (tenths >= 100 || tenths % 10 == 0)
		return pool_printf(pool, "%lld %s", (long long)(tenths / 10), units[unit]);
	return pool_printf(pool, "%lld.%lld %s", (long long)(tenths / 10),
		(long long)(tenths % 10), units[unit]);
}

const char *picture_mapping_name(const struct face *face, const struct mapping *mapping)
{
	if (!*mapping->path)
		return M_PICTURE_ANONYMOUS;
	return report_visible(face, text_base_name(mapping->path));
}

static bool same_box(const struct mapping *low, const struct mapping *high)
{
	return low->end == high->start && strcmp(low->path, high->path) == 0;
}

/* "rw-" of each mapping, from the highest to the lowest. */
static const char *perms_of(struct pool *pool, const struct box *box)
{
	const char *text = "";

	if (!box->low)
		return M_PICTURE_NOWHERE;
	for (const struct mapping *at = box->high; at >= box->low; at--)
		text = pool_printf(pool, "%s%s%.3s", text, *text ? " " : "", at->perms);
	return text;
}

static void draw_margin(const struct drawing *drawing, const char *text)
{
	fprintf(drawing->face->out, "%*s%*s ", drawing->indent, "", drawing->address, text);
}

static void draw_edge(const struct drawing *drawing, number address)
{
	const char *text = number_text(drawing->face->pool, address, true);

	draw_margin(drawing, text + strlen("0x"));
	fputc('+', drawing->face->out);
	for (int i = 0; i < drawing->inside; i++)
		fputc('-', drawing->face->out);
	fputs("+\n", drawing->face->out);
}

/* The text as far as it has room, with dots where the rest of it would be. */
static const char *shortened(struct pool *pool, const char *text, int columns)
{
	static const char dots[] = "...";
	const char *end = text;

	if (text_columns(text) <= columns)
		return text;
	columns -= (int)strlen(dots);
	for (;;) {
		size_t wide = text_utf8_length(end, strlen(end));
		const char *next = end + (wide ? wide : 1);

		if (text_columns(pool_copy(pool, text, (size_t)(next - text))) > columns)
			break;
		end = next;
	}
	return pool_printf(pool, "%.*s%s", (int)(end - text), text, dots);
}

/* A line of a box: text on the left, text on the right, and words on either side of it. */
static void draw_line(const struct drawing *drawing, const char *margin, const char *left,
	const char *right, const struct picture_line *mark)
{
	FILE *out = drawing->face->out;
	int room = drawing->inside - 2 - text_columns(right);

	left = shortened(drawing->face->pool, left, room - 1);
	draw_margin(drawing, "");
	fprintf(out, "| %s%*s%s |", left, room - text_columns(left), "", right);
	if (*margin)
		fprintf(out, " %s", margin);
	if (mark)
		fprintf(out, " <- %s", note_text(mark->text));
	fputc('\n', out);
}

/* The next mark that lies in the box, from `mark` on; NULL when none does. */
static const struct picture_line *next_mark(const struct drawing *drawing,
	const struct picture_line *mark, const struct box *box)
{
	struct quantity at;
	struct blocked blocked;

	while (mark &&
		(!evaluate(mark->start, drawing->scope, &at, &blocked) ||
			at.value < box->start || at.value >= box->end))
		mark = mark->next;
	return mark;
}

static number size_of(const struct box *box)
{
	return box->end - box->start;
}

/* Files come into memory by whoever reads them, so that their share is no change. */
static bool is_changed(const struct box *box)
{
	const struct box *before = box->before;

	if (box->gone || !before)
		return true;
	if (box->start != before->start || box->end != before->end)
		return true;
	return *box->low->path != '/' && box->resident != before->resident;
}

/* "new", "gone" or "changed"; nothing where nothing is compared. */
static const char *change_of(const struct drawing *drawing, const struct box *box)
{
	if (!drawing->picture->since)
		return "";
	return box->gone          ? M_PICTURE_GONE
		: !box->before    ? M_PICTURE_NEW
		: is_changed(box) ? M_PICTURE_CHANGED
				  : "";
}

static const char *size_line(struct pool *pool, const struct box *box)
{
	const char *size = size_text(pool, size_of(box));

	return box->before && size_of(box->before) != size_of(box)
		? pool_printf(pool, M_PICTURE_SIZE_WAS, size,
			  size_text(pool, size_of(box->before)))
		: size;
}

static const char *resident_line(struct pool *pool, const struct box *box)
{
	const char *size = size_text(pool, box->resident);

	return box->before && box->before->resident != box->resident
		? pool_printf(pool, M_PICTURE_RESIDENT_WAS, size,
			  size_text(pool, box->before->resident))
		: pool_printf(pool, M_PICTURE_RESIDENT, size);
}

static const char *name_of(const struct drawing *drawing, const struct box *box)
{
	return box->name ? box->name : picture_mapping_name(drawing->face, box->low);
}

static void draw_box(const struct drawing *drawing, const struct box *box)
{
	struct pool *pool = drawing->face->pool;
	const struct picture_line *mark =
		box->gone ? NULL : next_mark(drawing, drawing->picture->marks, box);
	bool was_resident = box->before && box->before->resident;

	draw_line(drawing, change_of(drawing, box),
		pool_printf(pool, "%s  %s", name_of(drawing, box), perms_of(pool, box)),
		size_line(pool, box), mark);
	if (mark)
		mark = next_mark(drawing, mark->next, box);
	if (box->resident || was_resident || mark)
		draw_line(drawing, "", "", resident_line(pool, box), mark);
	while (mark && (mark = next_mark(drawing, mark->next, box)))
		draw_line(drawing, "", "", "", mark);
}

static void draw_gap(const struct drawing *drawing, number from, number to)
{
	draw_margin(drawing, "");
	fprintf(drawing->face->out, ": ");
	fprintf(drawing->face->out,
		drawing->picture->pieces ? M_PICTURE_NOT_SHOWN : M_PICTURE_GAP,
		size_text(drawing->face->pool, to - from));
	fputc('\n', drawing->face->out);
}

/* --- what there is to draw ------------------------------------------------------------ */

static number resident(const struct box *box)
{
	number sum = 0;
	number value;

	for (const struct mapping *at = box->low; at <= box->high; at++)
		sum += mapping_field(at, "Rss", &value) ? value : 0;
	return sum;
}

/* The boxes of a map, the highest first. */
static struct box *boxes_of(struct pool *pool, const struct maps *maps)
{
	struct box *first = NULL;
	int i = 0;

	while (i < maps->count) {
		struct box *box = pool_alloc(pool, sizeof *box);

		box->low = &maps->at[i];
		while (i + 1 < maps->count && same_box(&maps->at[i], &maps->at[i + 1]))
			i++;
		box->high = &maps->at[i++];
		box->start = box->low->start;
		box->end = box->high->end;
		box->resident = resident(box);
		box->next = first;
		first = box;
	}
	return first;
}

static bool is_same_part(const struct box *a, const struct box *b)
{
	return a->start < b->end && b->start < a->end &&
		strcmp(a->low->path, b->low->path) == 0;
}

/* Puts a box where its addresses belong. */
static void insert(struct box **first, struct box *box)
{
	while (*first && (*first)->end > box->end)
		first = &(*first)->next;
	box->next = *first;
	*first = box;
}

/* Notes the mappings of which an area has a part. There may be none: a program may print anything. */
static void find_mappings(struct box *area, const struct maps *maps)
{
	const struct mapping *end = maps->at + maps->count;
	const struct mapping *at = maps_from(maps, area->start);

	if (!at || at->start >= area->end)
		return;
	area->low = at;
	while (at + 1 < end && at[1].start < area->end)
		at++;
	area->high = at;
}

/* A box for each area that has a value, the highest first. */
static struct box *boxes_of_areas(const struct drawing *drawing)
{
	const struct maps *maps = &drawing->scope->pause->maps;
	struct box *first = NULL;
	struct blocked blocked;

	for (const struct picture_line *area = drawing->picture->pieces; area;
		area = area->next) {
		struct box *box = pool_alloc(drawing->face->pool, sizeof *box);

		if (!picture_area(drawing->scope, area, &box->start, &box->end))
			continue;
		box->name = note_text(area->text);
		find_mappings(box, maps);
		memory_resident(
			drawing->scope, box->start, box->end, &box->resident, &blocked);
		insert(&first, box);
	}
	return first;
}

/* Notes at each box what it was before, and adds those that are gone. */
static void compare(struct box **boxes, struct box *before)
{
	while (before) {
		struct box *next = before->next;
		bool found = false;

		for (struct box *box = *boxes; box; box = box->next)
			if (!box->gone && !box->before && is_same_part(box, before)) {
				box->before = before;
				found = true;
				break;
			}
		before->gone = !found;
		if (!found)
			insert(boxes, before);
		before = next;
	}
}

static struct box *reversed(struct box *box)
{
	struct box *first = NULL;

	while (box) {
		struct box *next = box->next;

		box->next = first;
		first = box;
		box = next;
	}
	return first;
}

/* --- the map -------------------------------------------------------------------------- */

/* Nothing is told of what is as before and has no mark. */
static bool is_drawn(const struct drawing *drawing, const struct box *box)
{
	return !drawing->picture->since || is_changed(box) ||
		next_mark(drawing, drawing->picture->marks, box);
}

static void draw_same(const struct drawing *drawing, int count)
{
	if (count == 0)
		return;
	draw_margin(drawing, "");
	fprintf(drawing->face->out, M_PICTURE_SAME, count);
}

/* The end of a box that comes first, and the one that comes last. */
static number near_end(const struct drawing *drawing, const struct box *box)
{
	return drawing->face->low_first ? box->start : box->end;
}

static number far_end(const struct drawing *drawing, const struct box *box)
{
	return drawing->face->low_first ? box->end : box->start;
}

/* What lies between a box and the next one, or behind the last one. */
static void draw_between(const struct drawing *drawing, number end, const struct box *next)
{
	bool low_first = drawing->face->low_first;
	number other = next ? near_end(drawing, next) : low_first ? end : 0;

	if (end != other && (next || !drawing->picture->pieces))
		draw_gap(drawing, low_first ? end : other, low_first ? other : end);
}

static void draw_map(const struct drawing *drawing, const struct box *box)
{
	int same = 0;

	for (; box; box = box->next) {
		const struct box *next = box->next;

		if (!is_drawn(drawing, box)) {
			same++;
			continue;
		}
		draw_same(drawing, same);
		same = 0;
		draw_edge(drawing, near_end(drawing, box));
		draw_box(drawing, box);
		if (next && is_drawn(drawing, next) &&
			near_end(drawing, next) == far_end(drawing, box))
			continue;
		draw_edge(drawing, far_end(drawing, box));
		if (!next || is_drawn(drawing, next))
			draw_between(drawing, far_end(drawing, box), next);
	}
	draw_same(drawing, same);
}

static void print_head(const struct drawing *drawing)
{
	const struct picture *picture = drawing->picture;
	FILE *out = drawing->face->out;
	const char *order =
		drawing->face->low_first ? M_PICTURE_LOW_FIRST : M_PICTURE_HIGH_FIRST;

	fprintf(out, "\n%*s", drawing->indent, "");
	if (picture->since)
		fprintf(out, M_PICTURE_HEAD_CHANGES, picture->run->name, picture->since,
			picture->pause, order);
	else
		fprintf(out, M_PICTURE_HEAD, picture->run->name, picture->pause, order);
}

/* The columns of what stands on the right of a box, " new <- the first break". */
static int columns_beside(const struct drawing *drawing)
{
	const char *change = drawing->picture->since ? M_PICTURE_CHANGED : "";
	int most = 0;

	for (const struct picture_line *at = drawing->picture->marks; at; at = at->next)
		if (text_columns(note_text(at->text)) > most)
			most = text_columns(note_text(at->text));
	return text_columns(change) + (*change ? 1 : 0) +
		(most ? most + (int)strlen(" <- ") : 0);
}

static int width_of_addresses(const struct drawing *drawing, const struct box *box)
{
	const char *text;

	while (box->next && !is_drawn(drawing, box))
		box = box->next;
	text = number_text(drawing->face->pool, box->end, true);
	return text_columns(text) - (int)strlen("0x");
}

/* A box is as wide as leaves room for the words beside it. */
static int width_of_boxes(const struct drawing *drawing)
{
	int room = report_columns(drawing->face) - drawing->indent - drawing->address -
		AROUND - columns_beside(drawing);

	return room > WIDEST ? WIDEST : room < NARROWEST ? NARROWEST : room;
}

void picture_map(const struct face *face, const struct scope *now,
	const struct scope *before, const struct picture *picture, int indent)
{
	struct drawing drawing = {
		.face = face, .scope = now, .picture = picture, .indent = indent};
	struct box *boxes = picture->pieces ? boxes_of_areas(&drawing)
					    : boxes_of(face->pool, &now->pause->maps);

	if (!boxes)
		return;
	if (before->pause)
		compare(&boxes, boxes_of(face->pool, &before->pause->maps));
	drawing.address = width_of_addresses(&drawing, boxes);
	drawing.inside = width_of_boxes(&drawing);
	print_head(&drawing);
	draw_map(&drawing, face->low_first ? reversed(boxes) : boxes);
}
