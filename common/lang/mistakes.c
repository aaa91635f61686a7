/* SPDX-License-Identifier: MIT */
#include "mistakes.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "../base/text.h"
#include "../base/translation.h"
#include "messages.h"
#include "source.h"

struct reader {
	struct pool *pool;
	const char *file;
	const char *context;
	struct mistake *mistake; /* the one that is being read */
	struct mistake **last;
	struct err *err;
	int line;
};

static int fail(struct reader *reader, const char *text)
{
	return err_at(reader->err, reader->file, reader->line, M_MISTAKE_LINE, text);
}

/* --- one line beneath "mistake" ------------------------------------------------------- */

/* The text, and its translations; a text that is there already is an error. */
static int read_text(struct reader *reader, const char *texts[LANGUAGES], const char *text)
{
	if (texts[ENGLISH] || !*text)
		return fail(reader, text);
	texts[ENGLISH] = text;
	for (int i = 0; i < LANGUAGES; i++)
		if (i != ENGLISH && reader->context)
			texts[i] =
				translation_find((enum language)i, reader->context, text);
	return 0;
}

static int read_hint(struct reader *reader, const char *text)
{
	for (int i = 0; i < HINTS; i++)
		if (!reader->mistake->notes.hint[i][ENGLISH])
			return read_text(reader, reader->mistake->notes.hint[i], text);
	return fail(reader, text);
}

static int read_when(struct reader *reader, const char *text)
{
	if (reader->mistake->when)
		return fail(reader, text);
	reader->mistake->when = condition_parse(reader->pool, text, reader->err);
	return reader->mistake->when ? 0 : fail(reader, text);
}

/* The digits behind the colon. */
static int read_ordinal(struct reader *reader, const char *digits, int *ordinal)
{
	char *end;

	*ordinal = (int)strtol(digits, &end, 10);
	return *ordinal > 0 && *end == '\0' ? 0 : fail(reader, digits);
}

static struct mistake_sign **add_sign(
	struct reader *reader, struct mistake_sign **last, struct mistake_sign sign)
{
	*last = pool_alloc(reader->pool, sizeof **last);
	**last = sign;
	return &(*last)->next;
}

/* Beside any run no other is named. */
static bool are_runs(const char *list)
{
	return !strstr(list, ANY_RUN) || strcmp(list, ANY_RUN) == 0;
}

/* "NAME", "NAME@RUN,RUN", "NAME@*", each with ":3" or without: a sign for each run. */
static int read_sign(
	struct reader *reader, char *text, bool sometimes, struct mistake_sign **last)
{
	struct mistake_sign sign = {.check = text, .sometimes = sometimes};
	char *ordinal = strchr(text, ':');
	char *run = strchr(text, '@');

	if (ordinal && read_ordinal(reader, ordinal + 1, &sign.ordinal) != 0)
		return -1;
	if (ordinal)
		*ordinal = '\0';
	if (!run) {
		add_sign(reader, last, sign);
		return *text ? 0 : fail(reader, text);
	}
	*run++ = '\0';
	if (!are_runs(run))
		return fail(reader, run);
	while ((sign.run = strsep(&run, ","))) {
		if (!*sign.run)
			return fail(reader, text);
		last = add_sign(reader, last, sign);
	}
	return *text ? 0 : fail(reader, text);
}

static int read_signs(struct reader *reader, const char *text, bool sometimes)
{
	while (*text) {
		struct mistake_sign **last = &reader->mistake->signs;
		size_t length = strcspn(text, " \t");

		while (*last)
			last = &(*last)->next;
		if (read_sign(reader, pool_copy(reader->pool, text, length), sometimes,
			    last) != 0)
			return -1;
		text = text_skip_blanks(text + length);
	}
	return 0;
}

static int read_shows(struct reader *reader, const char *text)
{
	struct shown **last = &reader->mistake->shows;

	while (*last)
		last = &(*last)->next;
	*last = pool_alloc(reader->pool, sizeof **last);
	(*last)->text = text;
	return *text ? 0 : fail(reader, text);
}

/* --- lines of the lab's own program --------------------------------------------------- */

enum { MOST_DIGITS = 6 };

/* A number from 1, and what is behind it; 0 where there is none. */
static int take_line(const char **text)
{
	int line = 0;
	int digits = 0;

	for (; isdigit((unsigned char)**text) && digits < MOST_DIGITS; digits++)
		line = 10 * line + *(*text)++ - '0';
	return line;
}

/* "41" or "79..81", and the blanks behind it. */
static bool take_range(const char **text, struct line_range *range)
{
	range->from = take_line(text);
	range->to = range->from;
	if (text_starts(*text, "..")) {
		*text += strlen("..");
		range->to = take_line(text);
	}
	if (**text && !text_is_blank(**text))
		return false;
	*text = text_skip_blanks(*text);
	return range->from > 0 && range->to >= range->from;
}

static int read_lines(struct reader *reader, const char *text, bool only)
{
	struct line_range **last = &reader->mistake->own;
	const char *rest = text;
	bool sound = !*last && *rest;
	int line = 0;

	reader->mistake->only = only;
	while (sound && *rest) {
		struct line_range *range = pool_alloc(reader->pool, sizeof *range);

		sound = take_range(&rest, range) && range->from > line &&
			(!only || range->to > range->from);
		line = range->to;
		*last = range;
		last = &range->next;
	}
	return sound
		? 0
		: err_at(reader->err, reader->file, reader->line, M_MISTAKE_LINES, text);
}

/* --- what stands beneath -------------------------------------------------------------- */

static int read_beneath(struct reader *reader, const char *text)
{
	enum language which;
	const char *rest;

	if ((rest = source_note(text, "says", &which)))
		return read_text(reader, reader->mistake->notes.says, rest);
	if ((rest = source_note(text, "fails", &which)))
		return read_signs(reader, rest, false);
	if ((rest = source_note(text, "sometimes", &which)))
		return read_signs(reader, rest, true);
	if ((rest = source_note(text, "shows", &which)))
		return read_shows(reader, rest);
	if ((rest = source_note(text, "right", &which)))
		return read_lines(reader, rest, false);
	if ((rest = source_note(text, "only", &which)))
		return read_lines(reader, rest, true);
	if ((rest = source_note(text, "when", &which)))
		return read_when(reader, rest);
	if ((rest = source_note(text, "hint", &which)))
		return read_hint(reader, rest);
	return fail(reader, text);
}

/* --- the file ------------------------------------------------------------------------- */

static int begin(struct reader *reader, const char *text)
{
	static const char word[] = "mistake ";

	if (!text_starts(text, word) || strchr(text + strlen(word), ' '))
		return fail(reader, text);
	*reader->last = pool_alloc(reader->pool, sizeof **reader->last);
	reader->mistake = *reader->last;
	reader->mistake->name = text + strlen(word);
	reader->mistake->line = reader->line;
	reader->last = &reader->mistake->next;
	return 0;
}

/* The mistake that has been read must be whole. */
static int finish(struct reader *reader)
{
	const struct mistake *mistake = reader->mistake;

	if (!mistake || (mistake->notes.says[ENGLISH] && mistake->signs))
		return 0;
	return err_at(
		reader->err, reader->file, mistake->line, M_MISTAKE_PARTS, mistake->name);
}

static int read_line(struct reader *reader, const struct source_line *line)
{
	reader->line = line->number;
	if (line->indent == 0)
		return finish(reader) == 0 ? begin(reader, line->text) : -1;
	return reader->mistake ? read_beneath(reader, line->text)
			       : fail(reader, line->text);
}

int mistakes_parse(struct pool *pool, const char *file, const char *context,
	const struct bytes *bytes, struct mistake **mistakes, struct err *err)
{
	struct reader reader = {
		.pool = pool,
		.file = file,
		.context = context,
		.last = mistakes,
		.err = err,
	};
	struct source source;

	*mistakes = NULL;
	source_split(pool, bytes->data, bytes->size, &source);
	for (int i = 0; i < source.count; i++)
		if (read_line(&reader, source_line_at(&source, i)) != 0)
			return -1;
	return finish(&reader);
}

const struct mistake *mistakes_find_name(const struct mistake *mistakes, const char *name)
{
	for (; mistakes; mistakes = mistakes->next)
		if (strcmp(mistakes->name, name) == 0)
			return mistakes;
	return NULL;
}

const char *sign_text(struct pool *pool, const struct mistake_sign *sign)
{
	const char *text = sign->run ? pool_printf(pool, "%s@%s", sign->check, sign->run)
				     : sign->check;

	return sign->ordinal ? pool_printf(pool, "%s:%d", text, sign->ordinal) : text;
}
