/* SPDX-License-Identifier: MIT */
#include "picture_fields.h"

#include <string.h>

#include "../base/text.h"
#include "../match/reading.h"

enum { COLUMNS = 80, OFFSET = 4, ROW = 16, SEPARATOR = 3 };

/* "7f 45 4c 46" */
static const char *bytes_text(struct pool *pool, const struct pictured *field)
{
	const char *text = "";

	for (size_t i = 0; i < field->size; i++)
		text = text_listed(
			pool, text, " ", pool_printf(pool, "%02x", field->now[i]));
	return text;
}

/* A field that has changed has the sign in front of its name. */
static const char *name_text(struct pool *pool, const struct pictured *field)
{
	const char *name = note_text(field->line->text);

	return field->changed ? pool_printf(pool, "* %s", name) : name;
}

static bool is_text(const struct pictured *field)
{
	for (size_t i = 0; i < field->size; i++)
		if (field->now[i] < ' ' || field->now[i] > 0x7f)
			return false;
	return field->size > sizeof(short);
}

/* Letters as such, an address in hexadecimal, what is smaller in decimal. */
static const char *value_text(struct pool *pool, const struct pictured *field)
{
	const unsigned char *at = field->now;
	char *text;

	if (is_text(field)) {
		text = pool_copy(pool, (const char *)at, field->size);
		for (char *rubout = text; (rubout = strchr(rubout, 0x7f));)
			*rubout = '.';
		return text;
	}
	switch (field->size) {
	case 1:
	case sizeof(short):
	case sizeof(int):
	case sizeof(long):
		return pool_printf(pool, "= %s",
			number_text(pool, memory_number(at, field->size),
				field->size == sizeof(long)));
	default: return "";
	}
}

static int wider(int width, const char *text)
{
	return text_columns(text) > width ? text_columns(text) : width;
}

static int width_of(struct pool *pool, const struct pictured *field)
{
	return wider(wider(text_columns(bytes_text(pool, field)), name_text(pool, field)),
		value_text(pool, field));
}

static bool is_field(const struct pictured *at)
{
	return at && at->line->kind == LINE_BYTES;
}

/* The first field that does not stand in the row of this one: it has no room, or is the 17th byte. */
static const struct pictured *row_end(
	const struct face *face, const struct pictured *first, number start, int room)
{
	const struct pictured *at = first;

	do {
		room -= width_of(face->pool, at) + SEPARATOR;
		at = at->next;
	} while (is_field(at) && (at->start - start) % ROW != 0 &&
		room >= width_of(face->pool, at));
	return at;
}

typedef const char *field_text(struct pool *pool, const struct pictured *field);

static void draw_row(const struct face *face, const struct pictured *at,
	const struct pictured *end, field_text *text, const char *margin, int indent)
{
	fprintf(face->out, "%*s", indent, "");
	report_padded(face->out, margin, OFFSET, true);
	for (; at != end; at = at->next) {
		fputs(" | ", face->out);
		report_padded(face->out, text(face->pool, at),
			at->next == end ? 0 : width_of(face->pool, at), false);
	}
	fputc('\n', face->out);
}

const struct pictured *picture_fields(
	const struct face *face, const struct pictured *first, int indent)
{
	number start = first->start;

	while (is_field(first)) {
		const struct pictured *end =
			row_end(face, first, start, COLUMNS - indent - OFFSET - SEPARATOR);
		const char *offset = number_text(face->pool, first->start - start, false);

		draw_row(face, first, end, bytes_text,
			pool_printf(face->pool, "+%s", offset), indent);
		draw_row(face, first, end, name_text, "", indent);
		draw_row(face, first, end, value_text, "", indent);
		first = end;
	}
	return first;
}
