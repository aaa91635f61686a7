/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "../ledger/glossary_find.h"
#include "../report/glossary_page.h"
#include "../report/terms.h"
#include "cmd.h"
#include "face.h"
#include "messages.h"
#include "vocabulary.h"

/* The words of the labs: one that is asked for, or all of them. */

enum { NEAREST = 5 };

/* What stands on the command line, as one text: "page fault". */
static const char *asked_for(struct context *context)
{
	const char *asked = "";

	for (char **word = context->options.words; *word; word++)
		asked = pool_printf(
			context->pool, "%s%s%s", asked, *asked ? " " : "", *word);
	return asked;
}

static int tell_unknown(
	const struct face *face, const struct glossary *glossary, const char *asked)
{
	const struct term *near[NEAREST];
	int count = glossary_nearest(face->pool, glossary, asked, near, NEAREST);

	asked = report_visible(face, asked);
	if (count)
		complain(M_WHAT_NEAR, asked, terms_named(face, near, count));
	else
		complain(M_WHAT_UNKNOWN, asked);
	return EXIT_USAGE;
}

static int tell(const struct face *face, const struct glossary *glossary, const char *asked)
{
	bool permissions = is_permissions(asked);
	const struct term *term =
		glossary_find(glossary, permissions ? "permissions" : asked);

	if (!*asked) {
		terms_print_all(face, glossary);
		return EXIT_PASSED;
	}
	if (!term)
		return tell_unknown(face, glossary, asked);
	if (permissions)
		permissions_tell(face, asked);
	term_tell(face, glossary, term);
	return EXIT_PASSED;
}

static int print_page(
	struct context *context, const struct face *face, const struct glossary *glossary)
{
	struct err err;

	if (glossary_page(face, glossary, &context->project, &err) == 0)
		return EXIT_PASSED;
	print_error(&err);
	return EXIT_USAGE;
}

int command_what(struct context *context)
{
	const char *format = context->options.format ? context->options.format : "text";
	struct face face = face_of(context);
	struct glossary glossary;
	struct err err;

	if (strcmp(format, "text") != 0 && strcmp(format, "markdown") != 0) {
		complain(M_NO_GLOSSARY_FORMAT, format);
		return EXIT_USAGE;
	}
	if (vocabulary_read(context, &glossary, &err) != 0) {
		print_error(&err);
		return EXIT_USAGE;
	}
	return strcmp(format, "markdown") == 0 ? print_page(context, &face, &glossary)
					       : tell(&face, &glossary, asked_for(context));
}
