/* SPDX-License-Identifier: MIT */
#include "film_strips.h"

#include "../base/text.h"
#include "../evidence/film_state.h"
#include "film_words.h"
#include "messages.h"

enum { ROW = 64, MOST_ROWS = 4, INDENT = 4, BEFORE = 0, NOW = 1 };

/* The pages that a character stands for. */
struct cell {
	number mapped[2]; /* bytes, before and now */
	number resident[2];
	char touched; /* 'W' or 'A' */
};

/* A region, cut in cells. */
struct strip {
	const struct film_region *region;
	number each; /* bytes of a cell */
	int count;
	struct cell *cells;
};

struct strips {
	const struct film *film;
	int first; /* region */
	struct strip *at;
	int step[2];
};

static struct strip cut_region(
	struct pool *pool, const struct film_region *region, number page_size)
{
	number pages = (region->end - region->start) / page_size;
	number each = (pages + ROW * MOST_ROWS - 1) / (ROW * MOST_ROWS);
	struct strip strip = {.region = region};

	each = each > 0 ? each : 1;
	strip.each = each * page_size;
	strip.count = (int)((pages + each - 1) / each);
	strip.cells = pool_alloc(pool, (size_t)strip.count * sizeof *strip.cells);
	return strip;
}

/* --- filling -------------------------------------------------------------------------- */

/* Adds bytes to each cell of a strip that they lie in. */
static void fill_strip(struct strip *strip, const struct span *span, bool mapped, int when)
{
	number start =
		span->start > strip->region->start ? span->start : strip->region->start;
	number end = span->end < strip->region->end ? span->end : strip->region->end;

	while (start < end) {
		number at = (start - strip->region->start) / strip->each;
		number until = strip->region->start + (at + 1) * strip->each;
		struct cell *cell = &strip->cells[at];

		until = until < end ? until : end;
		*(mapped ? &cell->mapped[when] : &cell->resident[when]) += until - start;
		start = until;
	}
}

static void fill(
	struct strips *strips, int lane, const struct span *span, bool mapped, int when)
{
	const struct film_lane *home = &strips->film->lanes[lane];
	int region = film_region_from(strips->film, lane, span->start);

	for (; region >= 0 && region < home->first_region + home->region_count &&
		strips->film->regions[region].start < span->end;
		region++)
		fill_strip(&strips->at[region - strips->first], span, mapped, when);
}

static void fill_all(struct strips *strips, int lane)
{
	const struct film *film = strips->film;

	for (int when = BEFORE; when <= NOW; when++) {
		int step = strips->step[when];

		for (int i = 0; i < film->area_count; i++)
			if (film->areas[i].lane == lane &&
				film_area_lives(&film->areas[i], step))
				fill(strips, lane, &film->areas[i].area->span, true, when);
		for (int i = 0; i < film->page_count; i++)
			if (film->pages[i].lane == lane &&
				film_pages_live(&film->pages[i], step))
				fill(strips, lane, &film->pages[i].page->span, false, when);
	}
}

/* What page faults have done to pages that were there. */
static void mark_touched(struct strips *strips, int lane)
{
	const struct film *film = strips->film;

	for (int i = strips->step[BEFORE] + 1; i <= strips->step[NOW]; i++) {
		const struct film_event *event = &film->events[i];
		struct strip *strip;

		if (event->kind != FILM_FAULT || event->region < 0 ||
			film->lanes[event->lane].home != lane)
			continue;
		strip = &strips->at[event->region - strips->first];
		if (event->touch == TOUCH_COPY || event->touch == TOUCH_AGAIN)
			strip->cells[(event->start - strip->region->start) / strip->each]
				.touched = film_letter(event);
	}
}

/* --- printing ------------------------------------------------------------------------- */

/* `come`: what has come into memory. */
static char letter_of(const struct strip *strip, const struct cell *cell, int at, char come)
{
	number whole = at + 1 < strip->count
		? strip->each
		: strip->region->end - strip->region->start - at * strip->each;

	if (cell->mapped[NOW] == 0)
		return cell->mapped[BEFORE] ? 'x' : ' ';
	if (cell->resident[NOW] > cell->resident[BEFORE])
		return come;
	if (cell->resident[NOW] < cell->resident[BEFORE])
		return '-';
	if (cell->touched)
		return cell->touched;
	if (cell->mapped[BEFORE] == 0)
		return '+';
	if (cell->resident[NOW] == 0)
		return '.';
	return cell->resident[NOW] == whole ? '#' : 'o';
}

static bool is_there(const struct strip *strip)
{
	for (int i = 0; i < strip->count; i++)
		if (strip->cells[i].mapped[NOW] || strip->cells[i].mapped[BEFORE])
			return true;
	return false;
}

static void print_strip(
	const struct face *face, const struct film *film, const struct strip *strip)
{
	const struct film_region *region = strip->region;
	number pages = (region->end - region->start) / film->page_size;

	fprintf(face->out, "  ");
	fprintf(face->out, M_FILM_STRIP, (unsigned long long)region->start,
		report_visible(face, film_region_name(region)), (long long)pages);
	if (strip->each > film->page_size)
		fprintf(face->out, M_FILM_CELL, (long long)(strip->each / film->page_size));
	fputc('\n', face->out);
	for (int i = 0; i < strip->count; i++) {
		if (i % ROW == 0)
			fprintf(face->out, "%s%*s", i > 0 ? "\n" : "", INDENT, "");
		fputc(letter_of(strip, &strip->cells[i], i, film->looks > 0 ? 'L' : 'F'),
			face->out);
	}
	fputc('\n', face->out);
}

void film_strips(
	const struct face *face, const struct film *film, int lane, int from, int to)
{
	const struct film_lane *home = &film->lanes[lane];
	struct strips strips = {.film = film,
		.first = home->first_region,
		.at = pool_alloc(
			face->pool, (size_t)home->region_count * sizeof(struct strip)),
		.step = {from, to}};

	for (int i = 0; i < home->region_count; i++)
		strips.at[i] = cut_region(face->pool,
			&film->regions[home->first_region + i], film->page_size);
	fill_all(&strips, lane);
	mark_touched(&strips, lane);
	for (int i = 0; i < home->region_count; i++)
		if (is_there(&strips.at[i]))
			print_strip(face, film, &strips.at[i]);
}
