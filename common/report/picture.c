/* SPDX-License-Identifier: MIT */
#include "picture.h"

#include <string.h>

#include "../base/text.h"
#include "../match/eval.h"
#include "messages.h"

/*
 * Not to scale: between the heap and the mappings lie terabytes of nothing, which are one
 * line here. What lies side by side and has the same name is one box, with all of its
 * permissions.
 */

enum { ADDRESS = 16, INSIDE = 52 };

struct box {
	const struct mapping *low; /* the first of its mappings */
	const struct mapping *high;
};

struct drawing {
	const struct face *face;
	const struct scope *scope;
	const struct picture *picture;
	int indent;
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

static const char *name_of(const struct drawing *drawing, const struct mapping *mapping)
{
	const char *slash = strrchr(mapping->path, '/');

	if (!*mapping->path)
		return M_PICTURE_ANONYMOUS;
	return report_visible(drawing->face, slash ? slash + 1 : mapping->path);
}

static bool same_box(const struct mapping *low, const struct mapping *high)
{
	return low->end == high->start && strcmp(low->path, high->path) == 0;
}

/* "rw-" of each mapping, from the highest to the lowest. */
static const char *perms_of(struct pool *pool, const struct box *box)
{
	const char *text = "";

	for (const struct mapping *at = box->high; at >= box->low; at--)
		text = pool_printf(pool, "%s%s%.3s", text, *text ? " " : "", at->perms);
	return text;
}

static number resident(const struct box *box)
{
	number sum = 0;
	number value;

	for (const struct mapping *at = box->low; at <= box->high; at++)
		sum += mapping_field(at, "Rss", &value) ? value : 0;
	return sum;
}

static void draw_margin(const struct drawing *drawing, const char *text)
{
	fprintf(drawing->face->out, "%*s%*s ", drawing->indent, "", ADDRESS, text);
}

static void draw_edge(const struct drawing *drawing, number address)
{
	const char *text = number_text(drawing->face->pool, address, true);

	draw_margin(drawing, text + strlen("0x"));
	fputc('+', drawing->face->out);
	for (int i = 0; i < INSIDE; i++)
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

/* A line of a box: text on the left, text on the right, and a mark outside. */
static void draw_line(const struct drawing *drawing, const char *left, const char *right,
	const struct mark *mark)
{
	FILE *out = drawing->face->out;
	int room = INSIDE - 2 - text_columns(right);

	left = shortened(drawing->face->pool, left, room - 1);
	draw_margin(drawing, "");
	fprintf(out, "| %s%*s%s |", left, room - text_columns(left), "", right);
	if (mark)
		fprintf(out, " <- %s", note_text(mark->text));
	fputc('\n', out);
}

/* The next mark that lies in the box, from `mark` on; NULL when none does. */
static const struct mark *next_mark(
	const struct drawing *drawing, const struct mark *mark, const struct box *box)
{
	struct quantity at;
	struct blocked blocked;

	while (mark &&
		(!evaluate(mark->expr, drawing->scope, &at, &blocked) ||
			at.value < box->low->start || at.value >= box->high->end))
		mark = mark->next;
	return mark;
}

static void draw_box(const struct drawing *drawing, const struct box *box)
{
	struct pool *pool = drawing->face->pool;
	const struct mark *mark = next_mark(drawing, drawing->picture->marks, box);
	const char *size = size_text(pool, box->high->end - box->low->start);
	number in_memory = resident(box);

	draw_edge(drawing, box->high->end);
	draw_line(drawing,
		pool_printf(
			pool, "%s  %s", name_of(drawing, box->low), perms_of(pool, box)),
		size, mark);
	if (mark)
		mark = next_mark(drawing, mark->next, box);
	if (in_memory || mark)
		draw_line(drawing, "",
			pool_printf(pool, M_PICTURE_RESIDENT, size_text(pool, in_memory)),
			mark);
	while (mark && (mark = next_mark(drawing, mark->next, box)))
		draw_line(drawing, "", "", mark);
}

static void draw_gap(const struct drawing *drawing, number from, number to)
{
	draw_margin(drawing, "");
	fprintf(drawing->face->out, ": ");
	fprintf(drawing->face->out, M_PICTURE_GAP,
		size_text(drawing->face->pool, to - from));
	fputc('\n', drawing->face->out);
}

static void draw_map(const struct drawing *drawing, const struct maps *maps)
{
	int i = maps->count - 1;

	while (i >= 0) {
		struct box box = {.high = &maps->at[i]};
		number below;

		while (i > 0 && same_box(&maps->at[i - 1], &maps->at[i]))
			i--;
		box.low = &maps->at[i--];
		below = i >= 0 ? maps->at[i].end : 0;
		draw_box(drawing, &box);
		if (below < box.low->start) {
			draw_edge(drawing, box.low->start);
			draw_gap(drawing, below, box.low->start);
		}
	}
}

static const struct performed *find_performed(
	const struct lab_evidence *evidence, const struct run_spec *run)
{
	for (int i = 0; i < evidence->performed_count; i++)
		if (evidence->performed[i].run == run)
			return &evidence->performed[i];
	return NULL;
}

void picture_draw(const struct face *face, const struct lab_evidence *evidence,
	const struct picture *picture, int indent)
{
	const struct performed *performed = find_performed(evidence, picture->run);
	int ordinal = run_pause_number(picture->run, picture->pause);
	struct scope scope = {.evidence = evidence, .performed = performed};
	struct drawing drawing = {
		.face = face, .scope = &scope, .picture = picture, .indent = indent};

	if (!performed || !performed->record || performed->record->pause_count < ordinal ||
		performed->record->unpaused.reason ||
		performed->record->pauses[ordinal - 1].lack.reason)
		return;
	fprintf(face->out, "\n%*s", indent, "");
	fprintf(face->out, M_PICTURE_HEAD, picture->run->name, picture->pause);
	draw_map(&drawing, &performed->record->pauses[ordinal - 1].maps);
}
