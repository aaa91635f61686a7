/* SPDX-License-Identifier: MIT */
#include "said.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "text_builder.h"

/* The catalogue as the build makes it: name, constant and sentences of each message. */
#include "messages.inc"

/* --- the conversions of a sentence ---------------------------------------------------- */

/* One conversion, "%2$-5ld": its argument from 0, what stands between, and how it ends. */
struct conversion {
	const char *start;
	const char *flags; /* behind "%" and "2$" */
	const char *end;   /* behind the letter */
	int argument;
	int longs; /* how many l it has; z counts as one */
	char letter;
};

/* The next conversion from `text` on, the `ordinal`th; false when there is none. */
static bool next_conversion(const char *text, int ordinal, struct conversion *found)
{
	char *behind;

	while ((text = strchr(text, '%')) && text[1] == '%')
		text += 2;
	if (!text)
		return false;
	*found = (struct conversion){.start = text, .flags = text + 1, .argument = ordinal};
	if (strtol(text + 1, &behind, 10) > 0 && *behind == '$') {
		found->argument = (int)strtol(text + 1, NULL, 10) - 1;
		found->flags = behind + 1;
	}
	for (text = found->flags; strchr("-+ #0123456789.lzjth", *text); text++)
		found->longs += *text == 'l' || *text == 'z';
	found->letter = *text;
	found->end = text + 1;
	return found->argument >= 0 && found->argument < MOST_SAID_VALUES;
}

/* A number with a fraction becomes the text that it is printed as. */
static void take_value(struct pool *pool, const struct conversion *conversion,
	va_list *args, struct said_value *value)
{
	if (conversion->letter == 's')
		value->text = va_arg(*args, const char *);
	else if (conversion->letter == 'g')
		value->text = pool_printf(pool, "%g", va_arg(*args, double));
	else if (conversion->longs == 2)
		value->number = va_arg(*args, long long);
	else if (conversion->longs == 1)
		value->number = va_arg(*args, long);
	else
		value->number = va_arg(*args, int);
}

/* The values come in their order, whatever that of the sentence is ("%2$d of %1$s"). */
struct said *said_make(struct pool *pool, enum message message, ...)
{
	struct said *said = pool_alloc(pool, sizeof *said);
	const char *text = messages[message].text[ENGLISH];
	struct conversion conversions[MOST_SAID_VALUES];
	struct conversion next;
	va_list args;

	said->message = message;
	for (int i = 0; next_conversion(text, i, &next); i++) {
		conversions[next.argument] = next;
		said->count = said->count > next.argument ? said->count : next.argument + 1;
		text = next.end;
	}
	va_start(args, message);
	for (int i = 0; i < said->count; i++)
		take_value(pool, &conversions[i], &args, &said->values[i]);
	va_end(args);
	return said;
}

/* --- others --------------------------------------------------------------------------- */

struct said *said_plain(struct pool *pool, const char *text)
{
	struct said *said = text ? pool_alloc(pool, sizeof *said) : NULL;

	for (int i = 0; said && i < LANGUAGES; i++)
		said->text[i] = text;
	return said;
}

struct said *said_note(struct pool *pool, const char *const text[LANGUAGES])
{
	struct said *said = pool_alloc(pool, sizeof *said);
	bool any = false;

	for (int i = 0; i < LANGUAGES; i++) {
		said->text[i] = text[i];
		any = any || text[i];
	}
	return any ? said : NULL;
}

struct said *said_both(
	struct pool *pool, const struct said *first, const struct said *second)
{
	struct said *both = pool_alloc(pool, sizeof *both);

	*both = *first;
	both->next = first->next ? said_both(pool, first->next, second) : second;
	return both;
}

/* --- read ----------------------------------------------------------------------------- */

static void print_value(
	FILE *out, const struct conversion *conversion, const struct said_value *value)
{
	int width = (int)strtol(conversion->flags, NULL, 10);

	if (value->text)
		fprintf(out, "%*s", width, value->text);
	else if (conversion->letter == 'c')
		fputc((int)value->number, out);
	else if (conversion->letter == 'x')
		fprintf(out, "%*llx", width, (unsigned long long)value->number);
	else if (*conversion->flags == '0')
		fprintf(out, "%0*lld", width, value->number);
	else
		fprintf(out, "%*lld", width, value->number);
}

/* What stands between conversions, where %% is a percent sign. */
static void print_between(FILE *out, const char *text, const char *end)
{
	while (text < end) {
		fputc(*text, out);
		text += text[0] == '%' && text[1] == '%' ? 2 : 1;
	}
}

static void print_message(FILE *out, const struct said *said, const char *text)
{
	struct conversion conversion;

	for (int i = 0; next_conversion(text, i, &conversion); i++) {
		print_between(out, text, conversion.start);
		print_value(out, &conversion, &said->values[conversion.argument]);
		text = conversion.end;
	}
	print_between(out, text, text + strlen(text));
}

/* A blank, unless what stands before it is a mark with room of its own, as in "：". */
static void print_seam(struct text_builder *text)
{
	struct bytes before = builder_so_far(text);

	if (before.size < 3 || !text_is_wide_mark(before.data + before.size - 3))
		fputc(' ', text->out);
}

static void print_text(FILE *out, const char *text)
{
	if (text)
		fputs(text, out);
}

const char *said_in(struct pool *pool, const struct said *said, enum language which)
{
	struct text_builder text;

	if (!said)
		return NULL;
	builder_begin(&text);
	for (; said; said = said->next) {
		if (said->message == MESSAGE_NONE)
			print_text(text.out, language_text(said->text, which));
		else
			print_message(text.out, said, messages[said->message].text[which]);
		if (said->next)
			print_seam(&text);
	}
	return builder_end(pool, &text).data;
}

const char *said_text(struct pool *pool, const struct said *said)
{
	return said_in(pool, said, language);
}

static bool one_alike(const struct said *a, const struct said *b)
{
	bool alike = a->message == b->message && a->count == b->count;

	for (int i = 0; i < LANGUAGES; i++)
		alike = alike && text_same(a->text[i], b->text[i]);
	for (int i = 0; i < a->count && alike; i++)
		alike = text_same(a->values[i].text, b->values[i].text) &&
			a->values[i].number == b->values[i].number;
	return alike;
}

bool said_alike(const struct said *a, const struct said *b)
{
	while (a && b && one_alike(a, b)) {
		a = a->next;
		b = b->next;
	}
	return !a && !b;
}

bool said_is_plain(const struct said *said)
{
	bool alike = said->message == MESSAGE_NONE;

	for (int i = 0; i < LANGUAGES && alike; i++)
		alike = said->text[i] == said->text[ENGLISH];
	return alike;
}

const char *said_kind(const struct said *said)
{
	return said->message != MESSAGE_NONE ? messages[said->message].name
		: said_is_plain(said)        ? "text"
					     : "note";
}

enum message said_find(const char *name)
{
	for (int i = MESSAGE_NONE + 1; i < MESSAGES; i++)
		if (strcmp(messages[i].name, name) == 0)
			return (enum message)i;
	return MESSAGE_NONE;
}

/* --- kept ----------------------------------------------------------------------------- */

struct said *said_keep(struct pool *pool, const struct said *said)
{
	struct said *kept;

	if (!said)
		return NULL;
	kept = pool_alloc(pool, sizeof *kept);
	*kept = *said;
	for (int i = 0; i < LANGUAGES; i++)
		kept->text[i] = said_is_plain(said) && i > 0
			? kept->text[0]
			: pool_keep(pool, said->text[i]);
	for (int i = 0; i < said->count; i++)
		kept->values[i].text = pool_keep(pool, said->values[i].text);
	kept->next = said_keep(pool, said->next);
	return kept;
}
