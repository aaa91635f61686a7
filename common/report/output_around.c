/* SPDX-License-Identifier: MIT */
#include "output_around.h"

#include <string.h>

#include "marked.h"
#include "messages.h"
#include "number_facts.h"

/* --- the lines around ----------------------------------------------------------------- */

static void print_line(const struct face *face, int indent, const char *label, int ordinal,
	const char *text, struct differing at)
{
	const char *head = pool_printf(face->pool, "%d | ", ordinal);
	int length = (int)strlen(head);

	if (at.to > at.from)
		at = (struct differing){at.from + length, at.to + length};
	marked_print(face, indent, label, pool_printf(face->pool, "%s%s", head, text), at);
}

/* The bytes of the number that differs may be all the same. */
static void tell_bytes(
	const struct face *face, int indent, const struct output_line *output)
{
	const char *at = output->text + output->at.from;
	const char *told = NULL;
	number value;
	bool hex;

	if (output->at.to && number_read(at, strlen(at), &value, &hex) && hex)
		told = number_same_bytes(face->pool, value);
	report_field(face, indent, "", told);
}

/* Without a part that differs, all of the line is one. */
static struct differing differing_of(const struct output_line *output)
{
	return output->at.to ? output->at
			     : (struct differing){0, (int)strlen(output->text)};
}

void output_around_tell(
	const struct face *face, int indent, const struct output_line *output)
{
	const struct differing nothing = {0};
	const char *label = M_LABEL_OUTPUT;

	if (!output)
		return;
	if (output->before) {
		print_line(face, indent, label, output->before_number, output->before,
			nothing);
		label = "";
	}
	if (output->text) {
		print_line(face, indent, label, output->number, output->text,
			differing_of(output));
		tell_bytes(face, indent, output);
		label = "";
	}
	if (output->after)
		print_line(
			face, indent, label, output->after_number, output->after, nothing);
}

/* --- what it means -------------------------------------------------------------------- */

/* What is marked is a number of digits and letters from a to f, without the 0x that tells its base. */
static bool is_bare_hex(const struct output_line *output)
{
	static const char digits[] = "0123456789", letters[] = "abcdefABCDEF";
	size_t length = (size_t)(output->at.to - output->at.from);
	char word[32] = "";

	if (length < 4 || length >= sizeof word)
		return false;
	memcpy(word, output->text + output->at.from, length);
	return strspn(word, "0123456789abcdefABCDEF") == length && strpbrk(word, digits) &&
		strpbrk(word, letters);
}

bool output_around_knows_more(const struct output_line *output)
{
	return output && output->text &&
		(output->elsewhere || output->only_blanks || output->goes_on ||
			is_bare_hex(output));
}

const struct said *output_around_meaning(
	struct pool *pool, const struct output_line *output)
{
	if (!output || !output->text)
		return NULL;
	if (output->only_blanks)
		return SAID(MEANING_OUTPUT_BLANKS);
	if (output->goes_on)
		return SAY(pool, MEANING_OUTPUT_GOES_ON, output->number);
	if (is_bare_hex(output))
		return SAY(pool, MEANING_OUTPUT_BARE_HEX, output->number);
	if (output->elsewhere > output->number)
		return SAY(pool, MEANING_OUTPUT_LATER, output->elsewhere, output->number);
	if (output->elsewhere)
		return SAY(pool, MEANING_OUTPUT_EARLIER, output->elsewhere, output->number);
	return output->at.from > 0 ? SAY(pool, MEANING_OUTPUT_MARKED, output->number)
				   : SAY(pool, MEANING_OUTPUT_NOWHERE, output->number);
}

/* --- how far a run has come ----------------------------------------------------------- */

static const struct line *last_printed(const struct lines *lines)
{
	for (int i = lines->count - 1; i >= 0; i--)
		if (text_skip_blanks(lines->at[i].text)[0])
			return &lines->at[i];
	return NULL;
}

/* The call that ends a process is the end itself, and a signal is told where it is. */
static const struct line *last_called(const struct lines *lines)
{
	for (int i = lines->count - 1; i >= 0; i--) {
		const char *text = lines->at[i].text;

		if (!text_starts(text, "+++ ") && !text_starts(text, "--- ") &&
			!text_starts(text, "exit_group(") && !text_starts(text, "exit("))
			return &lines->at[i];
	}
	return NULL;
}

static void tell_line(const struct face *face, int indent, const char *label,
	const struct line *line, size_t most_shown)
{
	if (line)
		marked_print(face, indent, label,
			text_visible(face->pool, line->text, line->length, most_shown),
			(struct differing){0});
}

void how_far_tell(const struct face *face, int indent, const struct record *record)
{
	enum { OF_LINE = 64, OF_COMPLAINT = 160 };

	tell_line(face, indent, M_LABEL_LAST_LINE, last_printed(&record->out), OF_LINE);
	tell_line(
		face, indent, M_LABEL_COMPLAINT, last_printed(&record->err), OF_COMPLAINT);
	tell_line(face, indent, M_LABEL_LAST_CALL, last_called(&record->trace.lines),
		OF_LINE);
}
