/* SPDX-License-Identifier: MIT */
#include "glossary.h"

#include <string.h>

#include "../base/text.h"
#include "../lang/source.h"
#include "glossary_find.h"
#include "messages.h"

struct reader {
	struct pool *pool;
	const char *file;
	struct glossary *glossary;
	struct source source;
	int at;
	const struct term_group *group; /* the last one that was read */
	struct term **last;             /* where the next one goes */
	struct err *err;
};

static int refuse(const struct reader *reader, const struct source_line *line)
{
	return err_at(reader->err, reader->file, line->number, M_GLOSSARY_LINE, line->text);
}

/* --- pieces of lines ------------------------------------------------------------------ */

/* "English | 中文", or one name for both. False when a name is empty. */
static bool read_names(struct pool *pool, const char *text, const char *names[LANGUAGES])
{
	const char *bar = strchr(text, '|');
	size_t length = bar ? (size_t)(bar - text) : strlen(text);

	for (int i = 0; i < LANGUAGES; i++)
		names[i] = text_trimmed(pool, text, length);
	if (bar)
		names[CHINESE] = text_trimmed(pool, bar + 1, strlen(bar + 1));
	return *names[ENGLISH] && *names[CHINESE];
}

/* What stands between the separators, without blanks at its sides. */
static struct word *read_list(struct pool *pool, const char *text, const char *separators)
{
	struct word *words = NULL;
	struct word **last = &words;

	for (;;) {
		size_t length = strcspn(text, separators);
		const char *word = text_trimmed(pool, text, length);

		if (*word) {
			*last = pool_alloc(pool, sizeof **last);
			(*last)->text = word;
			last = &(*last)->next;
		}
		if (!text[length])
			return words;
		text += length + 1;
	}
}

static bool are_numbers(const struct word *words)
{
	for (; words; words = words->next)
		if (words->text[strspn(words->text, "0123456789")])
			return false;
	return true;
}

/* --- a term --------------------------------------------------------------------------- */

/* A text in one language, which is not there yet. */
static bool take_text(const char **place, const char *text)
{
	if (*place || !*text)
		return false;
	*place = text;
	return true;
}

/* A name that is there already may be one of those that are looked up only. */
static void add_spelling(struct pool *pool, struct term *term, const char *text, bool asked)
{
	struct spelling **last = &term->spellings;

	while (*last && strcmp((*last)->text, text) != 0)
		last = &(*last)->next;
	if (!*last) {
		*last = pool_alloc(pool, sizeof **last);
		(*last)->text = text;
	}
	(*last)->asked = asked;
}

static bool take_spellings(
	struct pool *pool, struct term *term, const char *text, bool asked)
{
	const struct word *words = read_list(pool, text, ",");

	for (const struct word *at = words; at; at = at->next)
		add_spelling(pool, term, at->text, asked);
	return words != NULL;
}

static bool take_list(
	struct pool *pool, struct word **place, const char *text, const char *separators)
{
	if (*place)
		return false;
	*place = read_list(pool, text, separators);
	return *place != NULL;
}

/* Takes one line beneath a term; false when it is not understood. */
static bool take_line(struct pool *pool, struct term *term, const char *line)
{
	enum language which;
	const char *text;

	if ((text = source_note(line, "says", &which)))
		return take_text(&term->says[which], text);
	if ((text = source_note(line, "more", &which)))
		return take_text(&term->more[which], text);
	if ((text = source_note(line, "also", &which)))
		return take_spellings(pool, term, text, false);
	if ((text = source_note(line, "asked", &which)))
		return take_spellings(pool, term, text, true);
	if ((text = source_note(line, "defined", &which)))
		return which == ENGLISH && take_text(&term->defined, text);
	if ((text = source_note(line, "labs", &which)))
		return take_list(pool, &term->labs, text, " \t") && are_numbers(term->labs);
	if ((text = source_note(line, "see", &which)))
		return take_list(pool, &term->see, text, ",");
	return false;
}

static int check_texts(const struct reader *reader, const struct term *term)
{
	if (term->says[ENGLISH] && term->says[CHINESE] && term->defined && term->labs &&
		!term->more[ENGLISH] == !term->more[CHINESE])
		return 0;
	return err_at(reader->err, reader->file, term->line, M_GLOSSARY_TEXTS,
		term->name[ENGLISH]);
}

/* "NAME | 名称", and what is beneath it */
static int read_term(
	struct reader *reader, const struct source_line *line, const char *text)
{
	struct term *term = pool_alloc(reader->pool, sizeof *term);
	const struct source_line *beneath;

	term->group = reader->group;
	term->line = line->number;
	if (!term->group || !read_names(reader->pool, text, term->name))
		return refuse(reader, line);
	for (int i = 0; i < LANGUAGES; i++)
		if (i == ENGLISH || strcmp(term->name[i], term->name[ENGLISH]) != 0)
			add_spelling(reader->pool, term, term->name[i], false);
	while ((beneath = source_line_at(&reader->source, reader->at)) &&
		beneath->indent > 0) {
		reader->at++;
		if (!take_line(reader->pool, term, beneath->text))
			return refuse(reader, beneath);
	}
	*reader->last = term;
	reader->last = &term->next;
	return check_texts(reader, term);
}

static int read_group(
	struct reader *reader, const struct source_line *line, const char *text)
{
	struct term_group *group = pool_alloc(reader->pool, sizeof *group);

	reader->group = group;
	return read_names(reader->pool, text, group->title) ? 0 : refuse(reader, line);
}

static int read_directive(struct reader *reader, const struct source_line *line)
{
	if (line->indent == 0 && text_starts(line->text, "group "))
		return read_group(reader, line, line->text + strlen("group "));
	if (line->indent == 0 && text_starts(line->text, "term "))
		return read_term(reader, line, line->text + strlen("term "));
	return refuse(reader, line);
}

/* --- the whole ------------------------------------------------------------------------ */

/* Each spelling leads to this term, and each reference to one that is there. */
static int check_term(const struct reader *reader, const struct term *term)
{
	for (const struct spelling *at = term->spellings; at; at = at->next)
		if (glossary_find(reader->glossary, at->text) != term)
			return err_at(reader->err, reader->file, term->line,
				M_GLOSSARY_TWICE, at->text);
	for (const struct word *see = term->see; see; see = see->next)
		if (!glossary_find(reader->glossary, see->text))
			return err_at(reader->err, reader->file, term->line, M_GLOSSARY_SEE,
				see->text);
	return 0;
}

int glossary_parse(struct pool *pool, const char *file, const char *bytes, size_t size,
	struct glossary *glossary, struct err *err)
{
	struct reader reader = {
		.pool = pool, .file = file, .glossary = glossary, .err = err};
	const struct source_line *line;

	memset(glossary, 0, sizeof *glossary);
	glossary->file = file;
	reader.last = &glossary->terms;
	source_split(pool, bytes, size, &reader.source);
	while ((line = source_line_at(&reader.source, reader.at))) {
		reader.at++;
		if (read_directive(&reader, line) != 0)
			return -1;
	}
	for (const struct term *term = glossary->terms; term; term = term->next)
		if (check_term(&reader, term) != 0)
			return -1;
	return glossary->terms ? 0 : err_at(err, file, 1, M_GLOSSARY_EMPTY, file);
}
