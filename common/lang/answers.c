/* SPDX-License-Identifier: MIT */
#include "answers.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "../base/text_builder.h"
#include "messages.h"

enum { MOST_DIGITS = 64 }; /* of a number, with its commas */

/* --- numbers -------------------------------------------------------------------------- */

/* Is the comma between a digit and three more that end the number or have a comma behind? */
static bool groups_digits(const char *start, const char *comma)
{
	return comma > start && isdigit((unsigned char)comma[-1]) &&
		strspn(comma + 1, "0123456789") == 3;
}

/* "1,000" without its commas. False when one of them groups nothing. */
static bool drop_commas(const char *text, char digits[MOST_DIGITS])
{
	size_t length = 0;

	for (const char *at = text; *at; at++) {
		if (*at == ',' && !groups_digits(text, at))
			return false;
		if (length == MOST_DIGITS - 1)
			return false;
		if (*at != ',')
			digits[length++] = *at;
	}
	digits[length] = '\0';
	return true;
}

static bool read_number(const char *text, struct answer *answer)
{
	char digits[MOST_DIGITS];
	size_t length;
	size_t used;

	if (!drop_commas(text, digits))
		return false;
	length = strlen(digits);
	while (length > 0 && text_is_blank(digits[length - 1]))
		length--;
	if (!isdigit((unsigned char)digits[digits[0] == '-']))
		return false;
	used = number_read_quantity(digits, length, &answer->value, &answer->hex);
	return used > 0 && used == length;
}

/* --- options -------------------------------------------------------------------------- */

char option_letter(const struct ask *ask, const struct ask_option *option)
{
	char letter = 'a';

	for (const struct ask_option *at = ask->options; at != option; at = at->next)
		letter++;
	return letter;
}

static const struct ask_option *find_letter(const struct ask *ask, char letter)
{
	for (const struct ask_option *at = ask->options; at; at = at->next)
		if (option_letter(ask, at) == tolower((unsigned char)letter))
			return at;
	return NULL;
}

static const struct ask_option *find_name(
	const struct ask *ask, const char *name, size_t length)
{
	for (const struct ask_option *at = ask->options; at; at = at->next)
		if (strlen(at->name) == length && strncmp(at->name, name, length) == 0)
			return at;
	return NULL;
}

/* No option is there twice. */
static bool add(struct answer *answer, const struct ask_option *option)
{
	for (int i = 0; i < answer->count; i++)
		if (answer->options[i] == option)
			return false;
	if (!option || answer->count == MOST_OPTIONS)
		return false;
	answer->options[answer->count++] = option;
	return true;
}

/* A word is the name of an option, or letters of options. */
static bool add_word(
	const struct ask *ask, const char *word, size_t length, struct answer *answer)
{
	const struct ask_option *named = find_name(ask, word, length);

	if (named)
		return add(answer, named);
	for (size_t i = 0; i < length; i++)
		if (!add(answer, find_letter(ask, word[i])))
			return false;
	return true;
}

/* What may stand between the things of an order, in Chinese too; 0: it is none of these. */
static size_t separator_length(const char *at)
{
	static const char *const separators[] = {",", " ", "\t", "，", "、", "<"};

	for (size_t i = 0; i < sizeof separators / sizeof *separators; i++)
		if (text_starts(at, separators[i]))
			return strlen(separators[i]);
	return 0;
}

static bool read_options(const struct ask *ask, const char *text, struct answer *answer)
{
	while (*text) {
		size_t length = 0;

		while (text[length] && !separator_length(text + length))
			length++;
		if (length > 0 && !add_word(ask, text, length, answer))
			return false;
		text += length;
		text += separator_length(text);
	}
	return true;
}

static int count_options(const struct ask *ask)
{
	int count = 0;

	for (const struct ask_option *at = ask->options; at; at = at->next)
		count++;
	return count;
}

bool answer_read(const struct ask *ask, const char *text, struct answer *answer)
{
	memset(answer, 0, sizeof *answer);
	text = text_skip_blanks(text);
	if (ask->kind == ASK_NUMBER)
		return read_number(text, answer);
	return read_options(ask, text, answer) &&
		answer->count == (ask->kind == ASK_CHOICE ? 1 : count_options(ask));
}

const char *answer_kept(
	struct pool *pool, const struct ask *ask, const struct answer *answer)
{
	const char *text = "";

	if (ask->kind == ASK_NUMBER)
		return number_text(pool, answer->value, answer->hex);
	for (int i = 0; i < answer->count; i++)
		text = text_listed(pool, text, ",", answer->options[i]->name);
	return text;
}

/* --- the file ------------------------------------------------------------------------- */

static bool is_date(const char *word)
{
	static const char form[] = "dddd-dd-dd";

	for (size_t i = 0; i < sizeof form - 1; i++)
		if (form[i] == 'd' ? !isdigit((unsigned char)word[i]) : word[i] != '-')
			return false;
	return word[sizeof form - 1] == '\0';
}

static const char *first_word(struct pool *pool, const char **at)
{
	size_t length = strcspn(*at, " \t");
	const char *word = pool_copy(pool, *at, length);

	*at = text_skip_blanks(*at + length);
	return word;
}

/* The date is the last word, where there is one; what stands before it is the answer. */
static void read_answer(struct pool *pool, const char *text, struct kept_answer *kept)
{
	const char *trimmed = text_trimmed(pool, text, strlen(text));
	const char *last = trimmed + strlen(trimmed);

	while (last > trimmed && !text_is_blank(last[-1]))
		last--;
	kept->text = trimmed;
	if (!is_date(last) || last == trimmed)
		return;
	kept->date = last;
	kept->text = text_trimmed(pool, trimmed, (size_t)(last - trimmed));
}

static bool read_line(struct pool *pool, const struct line *line, struct kept_answer *kept)
{
	const char *at = text_skip_blanks(line->text);
	const char *lab;
	char *end;
	long ordinal;

	memset(kept, 0, sizeof *kept);
	if (memchr(line->text, '\0', line->length))
		return false;
	lab = first_word(pool, &at);
	ordinal = strtol(lab, &end, 10);
	if (!isdigit((unsigned char)*lab) || *end || ordinal < 1 || ordinal > 999)
		return false;
	kept->lab = (int)ordinal;
	kept->name = first_word(pool, &at);
	read_answer(pool, at, kept);
	return *kept->name && *kept->text;
}

struct kept_answer *answers_parse(struct pool *pool, const struct bytes *bytes)
{
	struct lines lines = text_lines(pool, bytes->data, bytes->size);
	struct kept_answer *first = NULL;
	struct kept_answer **last = &first;

	for (int i = 0; i < lines.count; i++) {
		struct kept_answer kept;

		if (!read_line(pool, &lines.at[i], &kept))
			continue;
		*last = pool_alloc(pool, sizeof **last);
		**last = kept;
		last = &(*last)->next;
	}
	return first;
}

const struct kept_answer *answers_find(
	const struct kept_answer *answers, int lab, const char *name)
{
	const struct kept_answer *found = NULL;

	for (; answers; answers = answers->next)
		if (answers->lab == lab && strcmp(answers->name, name) == 0)
			found = answers;
	return found;
}

/* Bytes that are no text are written as they are. */
static void keep_lines(struct pool *pool, const struct bytes *before,
	const struct kept_answer *more, FILE *out)
{
	struct lines lines = text_lines(pool, before->data, before->size);

	for (int i = 0; i < lines.count; i++) {
		const struct line *line = &lines.at[i];
		struct kept_answer kept;

		if (read_line(pool, line, &kept) && answers_find(more, kept.lab, kept.name))
			continue;
		fwrite(line->text, 1, line->length, out);
		fputc('\n', out);
	}
}

struct bytes answers_text(
	struct pool *pool, const struct bytes *before, const struct kept_answer *more)
{
	struct text_builder text;

	builder_begin(&text);
	if (before->size == 0)
		fprintf(text.out, "# %s\n", M_PREDICTIONS_FILE);
	keep_lines(pool, before, more, text.out);
	for (; more; more = more->next)
		fprintf(text.out, "%d %s %s %s\n", more->lab, more->name, more->text,
			more->date);
	return builder_end(pool, &text);
}
