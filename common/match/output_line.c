/* SPDX-License-Identifier: MIT */
#include "output_line.h"

#include <ctype.h>
#include <string.h>

#include "any_text.h"

enum { MOST_SHOWN = 200 }; /* bytes of a line */

/* --- blanks --------------------------------------------------------------------------- */

/* The text with each run of blanks as `blank`; none at its ends. */
static const char *with_blanks_as(struct pool *pool, const char *text, const char *blank)
{
	char *made = pool_copy(pool, text, strlen(text));
	size_t length = 0;

	for (; *text; text++) {
		if (!text_is_blank(*text))
			made[length++] = *text;
		else if (*blank && length && made[length - 1] != *blank)
			made[length++] = *blank;
	}
	while (length && text_is_blank(made[length - 1]))
		length--;
	made[length] = '\0';
	return made;
}

const char *output_line_squeezed(struct pool *pool, const char *text)
{
	return with_blanks_as(pool, text, " ");
}

static const char *shown(struct pool *pool, const struct line *line)
{
	return output_line_squeezed(
		pool, text_visible(pool, line->text, line->length, MOST_SHOWN));
}

static bool is_wanted(const char *wanted, const char *text)
{
	return any_text_fits((struct piece_of_text){wanted, strlen(wanted)},
		(struct piece_of_text){text, strlen(text)});
}

/* --- what differs --------------------------------------------------------------------- */

static struct piece_of_text word_at(const char *text)
{
	text = text_skip_blanks(text);
	return (struct piece_of_text){text, strcspn(text, " ")};
}

static struct piece_of_text word_behind(struct piece_of_text word)
{
	return word_at(word.at + word.length);
}

static struct differing bytes_of(
	const char *text, struct piece_of_text from, struct piece_of_text to)
{
	return (struct differing){
		.from = (int)(from.at - text), .to = (int)(to.at + to.length - text)};
}

/* The words from `word` on up to the wanted one; none where no word is it. */
static struct piece_of_text find_word(
	struct piece_of_text wanted, struct piece_of_text word)
{
	while (word.length && !any_text_fits(wanted, word))
		word = word_behind(word);
	return word;
}

static struct piece_of_text last_word(struct piece_of_text word)
{
	while (word_behind(word).length)
		word = word_behind(word);
	return word;
}

/* Two lines that are walked along side by side. */
struct walk {
	const char *text;
	struct piece_of_text want; /* a word of what is wanted */
	struct piece_of_text word; /* the word of the text that should fit it */
	struct piece_of_text any;  /* the first that may be any */
};

/* Goes on to the word that a "..." leads to; false where one that may be any is the last wanted. */
static bool pass_any(struct walk *walk)
{
	if (!walk->any.at && is_any_text(walk->want))
		walk->any = walk->word;
	if (is_any_text(walk->want) && walk->want.length == 3)
		walk->want = word_behind(walk->want);
	if (walk->any.at && !walk->want.length)
		return false;
	if (is_any_text(walk->want) || walk->any.at)
		walk->word = find_word(walk->want, walk->word);
	return true;
}

/* No word from `from` on is as wanted: all of them differ, or the last, if it should be the last. */
static struct differing rest_differs(const struct walk *walk, struct piece_of_text from)
{
	struct piece_of_text last = last_word(from);

	return bytes_of(walk->text, word_behind(walk->want).length ? from : last, last);
}

/*
 * The first word that is another one than it should be, or is one too many. A word that begins with
 * "..." may be any number of words; all that is left differs where none of them ends as it does, and
 * of what is wanted at the end of the line its last word.
 */
static struct differing find_differing(const char *wanted, const char *text)
{
	struct walk walk = {.text = text, .want = word_at(wanted), .word = word_at(text)};

	while (walk.word.length) {
		struct piece_of_text from = walk.word;

		if (!pass_any(&walk))
			break;
		if (!walk.word.length)
			return rest_differs(&walk, from);
		if (!any_text_fits(walk.want, walk.word))
			return bytes_of(text, walk.word, walk.word);
		walk.word = word_behind(walk.word);
		walk.want = word_behind(walk.want);
	}
	/* Words that may be any are numbers, and this one may be written in another way. */
	return walk.any.at && is_wanted(wanted, text) ? bytes_of(text, walk.any, walk.any)
						      : (struct differing){0};
}

/* Is it one word or one number over the seam? "10" is the beginning of "100", and no line of its own. */
static bool is_one_word(char before, char after)
{
	return isxdigit((unsigned char)before) && isxdigit((unsigned char)after);
}

/*
 * What stands behind a beginning of the line that is all that is wanted, as where no end of the line
 * was printed; nothing where the wanted text may end in anything.
 */
static struct differing find_rest(const char *wanted, const char *text)
{
	const struct piece_of_text all = {wanted, strlen(wanted)};
	int length = (int)strlen(text);

	if (text_ends(wanted, "..."))
		return (struct differing){0};
	for (int i = 1; i < length; i++)
		if (!is_one_word(text[i - 1], text[i]) &&
			any_text_fits(all, (struct piece_of_text){text, (size_t)i}))
			return (struct differing){i, length};
	return (struct differing){0};
}

/* --- the lines around ----------------------------------------------------------------- */

static bool is_empty(const struct line *line)
{
	for (size_t i = 0; i < line->length; i++)
		if (!text_is_blank(line->text[i]))
			return false;
	return true;
}

static void find_neighbours(
	struct pool *pool, const struct lines *lines, struct output_line *output)
{
	for (int i = 0; i < lines->count; i++) {
		const struct line *at = &lines->at[i];

		if (is_empty(at) || at->number == output->number)
			continue;
		if (output->number == 0 || at->number < output->number) {
			output->before = shown(pool, at);
			output->before_number = at->number;
		} else {
			output->after = shown(pool, at);
			output->after_number = at->number;
			return;
		}
	}
}

/* The number of the line that is as wanted, the nearest behind this one first; 0: there is none. */
static int find_elsewhere(
	struct pool *pool, const struct lines *lines, int place, const char *wanted)
{
	int earlier = 0;

	for (int i = 0; i < lines->count; i++) {
		const struct line *at = &lines->at[i];

		if (at->number == place || is_empty(at) ||
			!is_wanted(wanted, shown(pool, at)))
			continue;
		if (place && at->number > place)
			return at->number;
		earlier = at->number;
	}
	return earlier;
}

static bool says_something(const char *wanted)
{
	return strspn(wanted, ". ") < strlen(wanted);
}

const struct output_line *output_line_explain(struct pool *pool, const struct lines *lines,
	const struct line *line, const char *wanted)
{
	struct output_line *output = pool_alloc(pool, sizeof *output);

	output->number = line ? line->number : 0;
	output->text = line ? shown(pool, line) : NULL;
	find_neighbours(pool, lines, output);
	if (!wanted || !says_something(wanted))
		return output;
	wanted = output_line_squeezed(pool, wanted);
	output->elsewhere = find_elsewhere(pool, lines, output->number, wanted);
	if (!line)
		return output;
	output->at = find_rest(wanted, output->text);
	output->goes_on = output->at.to > 0;
	if (!output->goes_on)
		output->at = find_differing(wanted, output->text);
	output->only_blanks = !is_wanted(wanted, output->text) &&
		is_wanted(with_blanks_as(pool, wanted, ""),
			with_blanks_as(pool, output->text, ""));
	return output;
}

const struct output_line *output_line_keep(
	struct pool *pool, const struct output_line *output)
{
	struct output_line *kept;

	if (!output)
		return NULL;
	kept = pool_alloc(pool, sizeof *kept);
	*kept = *output;
	kept->text = pool_keep(pool, output->text);
	kept->before = pool_keep(pool, output->before);
	kept->after = pool_keep(pool, output->after);
	return kept;
}
