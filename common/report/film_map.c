/* SPDX-License-Identifier: MIT */
#include "film_map.h"

#include <stdlib.h>
#include <string.h>

#include "../evidence/film_state.h"
#include "film_words.h"
#include "html.h"
#include "messages.h"

enum {
	ROW = 32,      /* cells in a row */
	MOST_ROWS = 8, /* of a region */
	WIDE = 11,     /* of a cell, in units of the drawing */
	HIGH = 14,
};

/* A part of an area or of pages in a region, for as long as it is seen. */
struct shape {
	int region;
	int from; /* cells */
	int to;   /* the last */
	int born; /* events that are points, quantised */
	int died;
	int begins; /* the event that has made it, and the one that has ended it */
	int ends;
	char kind; /* of an area: r, w, x, n; of pages p */
};

/* Something that happened at one point in one or more cells. */
struct sign {
	int region;
	int point;
	int from;
	int to;
	char letter;
};

struct drawing {
	const struct face *face;
	const struct film *film;
	const struct film_plan *plan;
	struct shape *shapes;
	int count;
	int room;
	struct sign *signs;
	int sign_count;
	int sign_room;
};

/* --- growing lists -------------------------------------------------------------------- */

static void *grow(struct pool *pool, void *at, int count, int *room, size_t size)
{
	void *more;

	if (count < *room)
		return at;
	*room = *room ? 2 * *room : 1024;
	more = pool_alloc(pool, (size_t)*room * size);
	if (count > 0)
		memcpy(more, at, (size_t)count * size);
	return more;
}

static void add_shape(struct drawing *drawing, const struct shape *shape)
{
	drawing->shapes = grow(drawing->face->pool, drawing->shapes, drawing->count,
		&drawing->room, sizeof *shape);
	drawing->shapes[drawing->count++] = *shape;
}

static void add_sign(struct drawing *drawing, const struct sign *sign)
{
	drawing->signs = grow(drawing->face->pool, drawing->signs, drawing->sign_count,
		&drawing->sign_room, sizeof *sign);
	drawing->signs[drawing->sign_count++] = *sign;
}

/* --- cells ---------------------------------------------------------------------------- */

/* How many pages a cell of the region stands for. */
static number pages_of_cell(const struct film *film, const struct film_region *region)
{
	number pages = (region->end - region->start) / film->page_size;
	number each = (pages + ROW * MOST_ROWS - 1) / (ROW * MOST_ROWS);

	return each > 0 ? each : 1;
}

static int cell_at(
	const struct film *film, const struct film_region *region, number address)
{
	number size = pages_of_cell(film, region) * film->page_size;

	return (int)((address - region->start) / size);
}

static int cell_count(const struct film *film, const struct film_region *region)
{
	return cell_at(film, region, region->end - 1) + 1;
}

/* Puts a span into each region that has a part of it. */
static void add_span(
	struct drawing *drawing, int lane, const struct span *span, const struct shape *of)
{
	const struct film *film = drawing->film;
	const struct film_lane *home = &film->lanes[lane];
	int region = film_region_from(film, lane, span->start);

	for (; region >= 0 && region < home->first_region + home->region_count &&
		film->regions[region].start < span->end;
		region++) {
		const struct film_region *at = &film->regions[region];
		struct shape shape = *of;
		number start = span->start > at->start ? span->start : at->start;
		number end = span->end < at->end ? span->end : at->end;

		if (!drawing->plan->drawn[region])
			continue;
		shape.region = region;
		shape.from = cell_at(film, at, start);
		shape.to = cell_at(film, at, end - 1);
		add_shape(drawing, &shape);
	}
}

static char kind_of_access(const char *access)
{
	if (access[0] == '-' && access[1] == '-' && access[2] == '-')
		return 'n';
	return access[1] == 'w' ? 'w' : access[2] == 'x' ? 'x' : 'r';
}

static void add_life(struct drawing *drawing, int lane, const struct span *span, char kind,
	int born, int died)
{
	const struct film_plan *plan = drawing->plan;
	const struct shape shape = {
		.born = film_plan_next(plan, drawing->film, born),
		.died = film_plan_next(plan, drawing->film, died),
		.begins = born,
		.ends = died,
		.kind = kind,
	};

	add_span(drawing, lane, span, &shape);
}

static void add_all(struct drawing *drawing)
{
	const struct film *film = drawing->film;

	for (int i = 0; i < film->area_count; i++) {
		const struct area *area = film->areas[i].area;

		add_life(drawing, film->areas[i].lane, &area->span,
			kind_of_access(area->access), area->born, area->died);
	}
	for (int i = 0; i < film->page_count; i++) {
		const struct page *page = film->pages[i].page;

		add_life(drawing, film->pages[i].lane, &page->span, 'p', page->born,
			page->died);
	}
}

/* --- marks ---------------------------------------------------------------------------- */

/* A sign at the point of an event, and at that of the step into which it is folded. */
static void sign_event(
	struct drawing *drawing, const struct shape *shape, int event, char letter)
{
	const struct film_plan *plan = drawing->plan;
	const struct film_step *step = &plan->steps.at[plan->step_of[event]];
	struct sign sign = {.region = shape->region,
		.from = shape->from,
		.to = shape->to,
		.letter = letter};
	bool passes = shape->begins >= step->first && shape->ends <= step->last;

	sign.point = film_event_point(plan, event);
	if (sign.point >= 0)
		add_sign(drawing, &sign);
	sign.point = film_step_point(step);
	if (step->kind != STEP_ONE && !passes)
		add_sign(drawing, &sign);
}

/* The pages of a child that it has from its parent have come by no event of its own. */
static bool is_inherited(const struct film *film, const struct shape *shape)
{
	const struct film_event *event = &film->events[shape->begins];

	return shape->kind == 'p' &&
		film->lanes[event->lane].home != film->regions[shape->region].lane;
}

/* Have its pages come by a look, and not by what touches them? */
static bool is_seen(const struct film *film, const struct shape *shape)
{
	return film->events[shape->begins].kind == FILM_LOOK;
}

static void sign_shape(
	struct drawing *drawing, const struct shape *shape, char comes, char goes)
{
	if (!is_inherited(drawing->film, shape))
		sign_event(drawing, shape, shape->begins, comes);
	if (shape->ends < drawing->film->count)
		sign_event(drawing, shape, shape->ends, goes);
}

/* Faults about pages that were there, or that are refused. */
static void sign_fault(struct drawing *drawing, int i)
{
	const struct film *film = drawing->film;
	const struct film_event *event = &film->events[i];
	struct shape shape = {.region = event->region, .begins = -1, .ends = film->count};

	if (event->kind != FILM_FAULT || event->touch == TOUCH_FIRST || event->region < 0 ||
		!drawing->plan->drawn[event->region])
		return;
	shape.from = shape.to = cell_at(film, &film->regions[event->region], event->start);
	sign_event(drawing, &shape, i, film_letter(event));
}

static void sign_all(struct drawing *drawing)
{
	for (int i = 0; i < drawing->film->count; i++)
		sign_fault(drawing, i);
	for (int i = 0; i < drawing->count; i++) {
		const struct shape *shape = &drawing->shapes[i];

		if (shape->kind == 'p')
			sign_shape(drawing, shape,
				is_seen(drawing->film, shape) ? 'L' : 'F', '-');
		else
			sign_shape(drawing, shape, '+', 'x');
	}
}

/* --- order ---------------------------------------------------------------------------- */

static int compare(int a, int b)
{
	return (a > b) - (a < b);
}

/* By region, kind and cell, so that what is seen together can be put together. */
static int compare_shapes(const void *a, const void *b)
{
	const struct shape *left = a;
	const struct shape *right = b;
	int order = compare(left->region, right->region);

	order = order ? order : compare(left->kind == 'p', right->kind == 'p');
	order = order ? order : compare(left->kind, right->kind);
	order = order ? order : compare(left->from, right->from);
	return order ? order : compare(left->born, right->born);
}

/* By region, kind and life, so that one path has all that is seen at the same points. */
static int compare_lives(const void *a, const void *b)
{
	const struct shape *left = a;
	const struct shape *right = b;
	int order = compare(left->region, right->region);

	order = order ? order : compare(left->kind == 'p', right->kind == 'p');
	order = order ? order : compare(left->kind, right->kind);
	order = order ? order : compare(left->born, right->born);
	order = order ? order : compare(left->died, right->died);
	return order ? order : compare(left->from, right->from);
}

/* What stands for the sign where a cell has several: the first in this list. */
static int rank_of(char letter)
{
	static const char order[] = "XWAFL+-x";

	return (int)(strchr(order, letter) - order);
}

static int compare_signs(const void *a, const void *b)
{
	const struct sign *left = a;
	const struct sign *right = b;
	int order = compare(left->region, right->region);

	order = order ? order : compare(left->point, right->point);
	order = order ? order : compare(left->from, right->from);
	return order ? order : compare(rank_of(left->letter), rank_of(right->letter));
}

/* The pages of one cell are seen as long as one of them is. */
static void join_pages(struct drawing *drawing)
{
	int kept = 0;

	for (int i = 0; i < drawing->count; i++) {
		const struct shape *shape = &drawing->shapes[i];
		struct shape *last = kept > 0 ? &drawing->shapes[kept - 1] : NULL;

		if (shape->born >= shape->died)
			continue;
		if (last && shape->kind == 'p' && last->kind == 'p' &&
			last->region == shape->region && last->from == shape->from &&
			last->to == shape->to && shape->born <= last->died)
			last->died = last->died > shape->died ? last->died : shape->died;
		else
			drawing->shapes[kept++] = *shape;
	}
	drawing->count = kept;
}

/* What has come and gone at once, as by mprotect(2), has changed. */
static void join_signs(struct drawing *drawing)
{
	int kept = 0;

	for (int i = 0; i < drawing->sign_count; i++) {
		const struct sign *sign = &drawing->signs[i];
		struct sign *last = kept > 0 ? &drawing->signs[kept - 1] : NULL;

		if (last && last->letter == '+' && sign->letter == 'x' &&
			last->region == sign->region && last->point == sign->point &&
			last->from == sign->from)
			last->letter = '~';
		else
			drawing->signs[kept++] = *sign;
	}
	drawing->sign_count = kept;
}

/* --- shapes --------------------------------------------------------------------------- */

/* The rows of some cells as rectangles of a path. */
static void print_cells(const struct face *face, int from, int to, int inset)
{
	while (from <= to) {
		int end = (from / ROW + 1) * ROW - 1;
		int last = end < to ? end : to;
		int width = (last - from + 1) * WIDE - 1 - 2 * inset;
		int height = HIGH - 2 - 2 * inset;

		fprintf(face->out, "M%d %dh%dv%dh-%dz", from % ROW * WIDE + inset,
			from / ROW * HIGH + inset, width, height, width);
		from = last + 1;
	}
}

static bool seen_together(const struct shape *a, const struct shape *b)
{
	return a->region == b->region && a->kind == b->kind && a->born == b->born &&
		a->died == b->died;
}

static int print_shapes(const struct drawing *drawing, int at)
{
	const struct face *face = drawing->face;
	const struct shape *first = &drawing->shapes[at];

	fprintf(face->out, "<path class=%c style=--b:%d", first->kind, 2 * first->born);
	if (first->died < drawing->film->count)
		fprintf(face->out, ";--d:%d", 2 * first->died);
	fprintf(face->out, " d=\"");
	for (; at < drawing->count && seen_together(first, &drawing->shapes[at]); at++)
		if (first->kind == 'p') {
			const struct shape *shape = &drawing->shapes[at];

			for (int cell = shape->from; cell <= shape->to; cell++)
				print_cells(face, cell, cell, 2);
		} else {
			print_cells(
				face, drawing->shapes[at].from, drawing->shapes[at].to, 0);
		}
	fprintf(face->out, "\"/>\n");
	return at;
}

/* A letter in its cell, or at the beginning of an area that has come or gone. */
static void print_letter(const struct face *face, const struct sign *sign)
{
	bool solid = !strchr("+x", sign->letter);

	if (solid) {
		fprintf(face->out, "<path class=hit d=\"");
		print_cells(face, sign->from, sign->from, 0);
		fprintf(face->out, "\"/>");
	}
	fprintf(face->out, "<text%s x=%d y=%d>%c</text>", solid ? " class=on" : "",
		sign->from % ROW * WIDE + WIDE / 2, sign->from / ROW * HIGH + 10,
		sign->letter);
}

static void print_outline(const struct face *face, const struct sign *sign)
{
	fprintf(face->out, "<path class=%s d=\"", sign->letter == 'x' ? "gone" : "new");
	print_cells(face, sign->from, sign->to, 0);
	fprintf(face->out, "\"/>");
}

/* The signs of one point; of several in one cell the first is shown. */
static int print_signs(const struct drawing *drawing, int at)
{
	const struct face *face = drawing->face;
	const struct sign *first = &drawing->signs[at];
	int cell = -1;

	fprintf(face->out, "<g class=k style=--m:%d>", first->point);
	for (; at < drawing->sign_count && drawing->signs[at].region == first->region &&
		drawing->signs[at].point == first->point;
		at++) {
		const struct sign *sign = &drawing->signs[at];

		if (strchr("+~x", sign->letter))
			print_outline(face, sign);
		if (sign->from != cell)
			print_letter(face, sign);
		cell = sign->from;
	}
	fprintf(face->out, "</g>\n");
	return at;
}

/* --- regions -------------------------------------------------------------------------- */

/* "12 pages", "42.3 TiB" */
static const char *size_text(struct pool *pool, number bytes)
{
	static const char *const units[] = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
	double size = (double)bytes;
	int unit = 0;

	while (size >= 1024 && unit < 5) {
		size /= 1024;
		unit++;
	}
	return pool_printf(
		pool, size < 10 && unit > 0 ? "%.1f %s" : "%.0f %s", size, units[unit]);
}

static void print_head(
	const struct face *face, const struct film *film, const struct film_region *region)
{
	number each = pages_of_cell(film, region);
	number pages = (region->end - region->start) / film->page_size;

	fprintf(face->out, "<h4>");
	html_element(face, "b", film_region_name(region));
	fprintf(face->out, " <small>%llx–%llx ", (unsigned long long)region->start,
		(unsigned long long)region->end);
	html_text(face, pool_printf(face->pool, M_FILM_REGION_PAGES, (long long)pages));
	if (each > 1)
		html_text(face, pool_printf(face->pool, M_FILM_SQUARE, (long long)each));
	fprintf(face->out, "</small></h4>\n");
}

/* The shapes of a region; `shape` and `sign` go on behind them. */
static void print_region(const struct drawing *drawing, int index, int *shape, int *sign)
{
	const struct face *face = drawing->face;
	const struct film_region *region = &drawing->film->regions[index];
	int cells = cell_count(drawing->film, region);
	int rows = (cells + ROW - 1) / ROW;

	fprintf(face->out, "<section class=region>");
	print_head(face, drawing->film, region);
	fprintf(face->out, "<svg viewBox=\"-1 -1 %d %d\" role=img aria-label=\"",
		ROW * WIDE + 1, rows * HIGH + 1);
	html_text(face,
		pool_printf(face->pool, M_FILM_REGION_LABEL, film_region_name(region)));
	fprintf(face->out, "\">\n");
	while (*shape < drawing->count && drawing->shapes[*shape].region == index)
		*shape = print_shapes(drawing, *shape);
	while (*sign < drawing->sign_count && drawing->signs[*sign].region == index)
		*sign = print_signs(drawing, *sign);
	fprintf(face->out, "</svg></section>\n");
}

static void print_gap(const struct face *face, const char *format, number bytes)
{
	fprintf(face->out, "<p class=gap>");
	html_text(face,
		report_visible(face,
			pool_printf(face->pool, "%s %s", format,
				size_text(face->pool, bytes))));
	fprintf(face->out, "</p>\n");
}

/* --- the strip ------------------------------------------------------------------------ */

enum { STRIP = 400, TICK = 3 }; /* its width, for the 128 TiB that a process may use */

static double place_of(number address)
{
	const number all = (number)1 << 47;

	return address >= all ? STRIP : (double)address * STRIP / (double)all;
}

static void print_strip(const struct drawing *drawing, const struct film_lane *lane)
{
	const struct face *face = drawing->face;
	double drawn = -1;

	fprintf(face->out, "<svg class=strip viewBox=\"0 0 %d 34\" role=img aria-label=\"",
		STRIP);
	html_text(face, M_FILM_STRIP_LABEL);
	fprintf(face->out, "\"><path class=all d=\"M0 2h%dv14H0z\"/>", STRIP);
	for (int i = 0; i < lane->region_count; i++) {
		const struct film_region *region =
			&drawing->film->regions[lane->first_region + i];
		double x = place_of(region->start);
		double width = place_of(region->end) - x;

		x = x < STRIP - TICK ? x : STRIP - TICK;
		if (x + width < drawn + 1)
			continue;
		drawn = x + (width > TICK ? width : TICK);
		fprintf(face->out, "<path class=there d=\"M%.0f 2h%.0fv14h-%.0fz\"/>", x,
			drawn - x, drawn - x);
	}
	fprintf(face->out,
		"<text x=0 y=30>0</text><text class=end x=%d y=30>128 TiB</text></svg>\n",
		STRIP);
}

/* --- lanes ---------------------------------------------------------------------------- */

static void print_lane_head(const struct drawing *drawing, int index)
{
	const struct face *face = drawing->face;
	const struct film_lane *lane = &drawing->film->lanes[index];

	html_element(face, "h3",
		pool_printf(face->pool, M_FILM_LANE, index + 1, lane->pid,
			film_program(lane), lane->born + 1));
	if (lane->home != index)
		html_element(
			face, "p", pool_printf(face->pool, M_FILM_GUEST, lane->home + 1));
}

static void print_lane(const struct drawing *drawing, int index, int *shape, int *sign)
{
	const struct face *face = drawing->face;
	const struct film *film = drawing->film;
	const struct film_lane *lane = &film->lanes[index];
	number end = 0;
	int left_out = 0;

	fprintf(face->out, "<section class=lane>");
	print_lane_head(drawing, index);
	if (lane->region_count > 0)
		print_strip(drawing, lane);
	fprintf(face->out, "<div class=regions>");
	for (int i = lane->first_region; i < lane->first_region + lane->region_count; i++) {
		if (!drawing->plan->drawn[i]) {
			left_out++;
			end = 0;
			continue;
		}
		if (end > 0 && film->regions[i].start > end)
			print_gap(face, M_FILM_GAP, film->regions[i].start - end);
		print_region(drawing, i, shape, sign);
		end = film->regions[i].end;
	}
	fprintf(face->out, "</div>");
	if (left_out > 0)
		html_element(face, "p", pool_printf(face->pool, M_FILM_UNDRAWN, left_out));
	fprintf(face->out, "</section>\n");
}

void film_map(
	const struct face *face, const struct film *film, const struct film_plan *plan)
{
	struct drawing drawing = {.face = face, .film = film, .plan = plan};
	int shape = 0;
	int sign = 0;

	add_all(&drawing);
	sign_all(&drawing);
	qsort(drawing.shapes, (size_t)drawing.count, sizeof *drawing.shapes,
		compare_shapes);
	join_pages(&drawing);
	qsort(drawing.shapes, (size_t)drawing.count, sizeof *drawing.shapes, compare_lives);
	qsort(drawing.signs, (size_t)drawing.sign_count, sizeof *drawing.signs,
		compare_signs);
	join_signs(&drawing);
	for (int i = 0; i < film->lane_count; i++)
		print_lane(&drawing, i, &shape, &sign);
}
