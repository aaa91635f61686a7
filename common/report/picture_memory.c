/* SPDX-License-Identifier: MIT */
#include "picture_memory.h"

#include <string.h>

#include "../base/text.h"
#include "../match/pictures.h"
#include "../match/reading.h"
#include "messages.h"
#include "picture_fields.h"
#include "picture_map.h"

/* A line is a sign, the address, the word as a box, its name and what it says. */

enum { DIGITS = 16, ADDRESS = 12, COLUMNS = 80 };
enum { NAME = 2 + ADDRESS + 3 + DIGITS + 3 }; /* where it begins, behind the indentation */

struct drawing {
	const struct face *face;
	const struct scope *scope;
	const struct picture *picture;
	const struct pictured *first;
	int indent;
	int names; /* columns of the longest name of a word */
};

/* --- what a word says ------------------------------------------------------------------- */

static bool is_word(const struct pictured *at)
{
	return at->line->kind != LINE_BOX && at->line->kind != LINE_BYTES;
}

/* The box that an address lies in; NULL where it is in none. */
static const char *box_at(const struct drawing *drawing, number address)
{
	const char *box = NULL;
	number start = 0;
	bool empty = true;

	for (const struct pictured *at = drawing->first; at; at = at->next) {
		if (at->line->kind == LINE_BOX) {
			box = note_text(at->line->text);
			empty = true;
			continue;
		}
		if (empty)
			start = at->start;
		empty = false;
		if (box && address >= start && address < at->start + (number)at->size)
			return box;
	}
	return NULL;
}

/* Where a pointer leads: to a box of the picture, to a mapping, or nowhere; NULL. */
static const char *target_of(const struct drawing *drawing, number address)
{
	const struct mapping *mapping = maps_find(&drawing->scope->pause->maps, address);
	const char *box = box_at(drawing, address);

	if (box)
		return box;
	return mapping ? picture_mapping_name(drawing->face, mapping) : NULL;
}

static const char *pointer_text(const struct drawing *drawing, number address)
{
	const char *target = target_of(drawing, address);

	if (address == 0)
		return "NULL";
	return pool_printf(
		drawing->face->pool, "-> %s", target ? target : M_PICTURE_NOWHERE);
}

/* Where it is mixed with where it stands, the pointer itself stands in front. */
static const char *link_text(
	const struct drawing *drawing, const struct pictured *at, number value)
{
	struct pool *pool = drawing->face->pool;
	const struct lab_evidence *evidence = drawing->scope->evidence;
	number address = picture_link(evidence, at->start, value);
	const char *target = pointer_text(drawing, address);

	if (!picture_links_are_mixed(evidence) || address == 0)
		return target;
	return pool_printf(pool, "%s %s", number_text(pool, address, true), target);
}

/* malloc/malloc.c: PREV_INUSE, IS_MMAPPED and NON_MAIN_ARENA. */
static const char *size_text(struct pool *pool, number value)
{
	static const char flags[] = "PMA";
	const char *names = "";

	for (int i = 0; flags[i]; i++)
		if (value & (1 << i))
			names = text_listed(
				pool, names, " ", pool_printf(pool, "%c", flags[i]));
	return pool_printf(pool, M_PICTURE_CHUNK, number_text(pool, value & ~7, false),
		*names ? names : M_PICTURE_NO_FLAG);
}

/* What is hard to read as a hexadecimal number, and is no letter. */
enum { LEAST_TOLD = 0x100, MOST_TOLD = 0xffffff };

static const char *number_said(struct pool *pool, number value)
{
	if (value < LEAST_TOLD || value > MOST_TOLD)
		return "";
	return pool_printf(pool, "= %s", number_text(pool, value, false));
}

static const char *said(const struct drawing *drawing, const struct pictured *at,
	const unsigned char *bytes)
{
	number value = memory_number(bytes, at->size);

	switch (at->line->kind) {
	case LINE_SIZE: return size_text(drawing->face->pool, value);
	case LINE_POINTER: return pointer_text(drawing, value);
	case LINE_LINK: return link_text(drawing, at, value);
	default: return number_said(drawing->face->pool, value);
	}
}

/*
 * What the word said before. It may have been something else than what the line is called, so that
 * of a pointer is told only where it led.
 */
static const char *said_before(const struct drawing *drawing, const struct pictured *at)
{
	number address = memory_number(at->before, at->size);

	if (at->line->kind == LINE_LINK)
		address = picture_link(drawing->scope->evidence, at->start, address);
	if (at->line->kind == LINE_NUMBER ||
		(at->line->kind != LINE_SIZE && address != 0 &&
			!target_of(drawing, address)))
		return "";
	return said(drawing, at, at->before);
}

/* "(was 0x31: 48 bytes, P)" */
static const char *was_text(const struct drawing *drawing, const struct pictured *at)
{
	struct pool *pool = drawing->face->pool;
	const char *value = number_text(pool, memory_number(at->before, at->size), true);
	const char *says = said_before(drawing, at);

	return *says ? pool_printf(pool, M_PICTURE_WAS_SAID, value, says)
		     : pool_printf(pool, M_PICTURE_WAS, value);
}

/* --- the lines -------------------------------------------------------------------------- */

static void draw_margin(const struct drawing *drawing, char sign, const char *text)
{
	fprintf(drawing->face->out, "%*s%c ", drawing->indent, "", sign);
	report_padded(drawing->face->out, text, ADDRESS, true);
	fputc(' ', drawing->face->out);
}

static void draw_edge(const struct drawing *drawing, const char *name)
{
	draw_margin(drawing, ' ', "");
	fprintf(drawing->face->out, "+------------------+%s%s\n", *name ? " " : "", name);
}

/* The word with all its digits, its name, and what it says. */
static void draw_word(const struct drawing *drawing, const unsigned char *bytes,
	const char *name, const char *says)
{
	FILE *out = drawing->face->out;

	fprintf(out, "| %0*lx |%s", DIGITS,
		(unsigned long)memory_number(bytes, sizeof(long)),
		*name || *says ? " " : "");
	report_padded(out, name, *says ? drawing->names : 0, false);
	fprintf(out, "%s%s\n", *says ? "  " : "", says);
}

/* What was there before has a line of its own where there is no room for it. */
static void draw_line(const struct drawing *drawing, const struct pictured *at)
{
	struct pool *pool = drawing->face->pool;
	const char *name = note_text(at->line->text);
	const char *address = number_text(pool, at->start, true) + strlen("0x");
	const char *says = said(drawing, at, at->now);
	const char *was = at->changed ? was_text(drawing, at) : "";
	const char *both = *was ? text_listed(pool, says, "  ", was) : says;
	int room = COLUMNS - drawing->indent - NAME - drawing->names - 2;
	bool fits = text_columns(both) <= room;

	draw_margin(drawing, at->changed ? '*' : ' ', address);
	draw_word(drawing, at->now, name, fits ? both : says);
	if (fits)
		return;
	draw_margin(drawing, ' ', M_PICTURE_BEFORE);
	draw_word(drawing, at->before, "", said_before(drawing, at));
}

/* What lies between two words of a box. */
static void draw_gap(const struct drawing *drawing, number from, number to)
{
	if (from == 0 || from >= to)
		return;
	draw_margin(drawing, ' ', "");
	fprintf(drawing->face->out, ": ");
	fprintf(drawing->face->out, M_PICTURE_BYTES_BETWEEN,
		number_text(drawing->face->pool, to - from, false));
}

static void draw_lines(const struct drawing *drawing)
{
	const struct pictured *at = drawing->first;
	number end = 0; /* of the word before, 0 where the next one begins a box */
	bool open = false;

	while (at) {
		if (at->line->kind == LINE_BYTES) {
			if (open)
				draw_edge(drawing, "");
			open = false;
			at = picture_fields(drawing->face, at, drawing->indent);
			continue;
		}
		if (at->line->kind == LINE_BOX || !open)
			draw_edge(drawing,
				at->line->kind == LINE_BOX ? note_text(at->line->text)
							   : "");
		open = true;
		if (is_word(at)) {
			draw_gap(drawing, end, at->start);
			draw_line(drawing, at);
		}
		end = is_word(at) ? at->start + (number)at->size : 0;
		at = at->next;
	}
	if (open)
		draw_edge(drawing, "");
}

/* --- the picture ------------------------------------------------------------------------ */

static int name_columns(const struct pictured *at)
{
	int columns = 0;

	for (; at; at = at->next)
		if (is_word(at) && text_columns(note_text(at->line->text)) > columns)
			columns = text_columns(note_text(at->line->text));
	return columns;
}

static void print_head(const struct drawing *drawing)
{
	const struct picture *picture = drawing->picture;
	struct pool *pool = drawing->face->pool;
	const char *run = picture->run->name;
	const char *head = picture->since
		? pool_printf(pool, M_PICTURE_MEMORY_HEAD_CHANGES, run, picture->pause,
			  picture->since)
		: pool_printf(pool, M_PICTURE_MEMORY_HEAD, run, picture->pause);

	fprintf(drawing->face->out, "\n%*s", drawing->indent, "");
	report_wrapped(drawing->face, head, drawing->indent);
}

static bool has_link(const struct pictured *at)
{
	while (at && at->line->kind != LINE_LINK)
		at = at->next;
	return at != NULL;
}

void picture_memory(const struct face *face, const struct scope *scope,
	const struct picture *picture, int indent)
{
	struct drawing drawing = {
		.face = face, .scope = scope, .picture = picture, .indent = indent};

	drawing.first = picture_read(scope->evidence, picture);
	if (!drawing.first)
		return;
	drawing.names = name_columns(drawing.first);
	print_head(&drawing);
	draw_lines(&drawing);
	if (has_link(drawing.first) && picture_links_are_mixed(scope->evidence)) {
		fprintf(face->out, "%*s", indent, "");
		report_wrapped(face, M_PICTURE_MIXED, indent);
	}
}
