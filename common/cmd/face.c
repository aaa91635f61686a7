/* SPDX-License-Identifier: MIT */
#include "face.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "messages.h"

/* Is stdout to be coloured? By --color, NO_COLOR (no-color.org) and the terminal. */
static bool wants_colour(const struct options *options)
{
	const char *no_colour = getenv("NO_COLOR");
	const char *terminal = getenv("TERM");

	if (strcmp(options->colour, "always") == 0)
		return true;
	if (strcmp(options->colour, "never") == 0 || (no_colour && *no_colour))
		return false;
	return isatty(STDOUT_FILENO) && terminal && strcmp(terminal, "dumb") != 0;
}

/* An article draws low addresses on top, and who reads it may want the same here. */
static bool wants_low_first(const struct options *options)
{
	const char *top = options->top ? options->top : getenv("TOP");

	return top && strcmp(top, "low") == 0;
}

enum { MOST_COLUMNS = 80, LEAST_COLUMNS = 40 };

/*
 * Text in longer lines is hard to read, however wide the terminal is. Where the output is none,
 * COLUMNS may say how wide it is.
 */
static int columns_of_terminal(void)
{
	const char *said = getenv("COLUMNS");
	struct winsize size = {0};
	int columns = said ? atoi(said) : 0;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		columns = size.ws_col;
	if (columns <= 0 || columns > MOST_COLUMNS)
		return MOST_COLUMNS;
	return columns < LEAST_COLUMNS ? LEAST_COLUMNS : columns;
}

struct face face_of(struct context *context)
{
	int labs = 0; /* the highest number, for "lab 3 of 18" */

	for (const struct lab *lab = context->project.labs; lab; lab = lab->next)
		labs = lab->number > labs ? lab->number : labs;
	return (struct face){
		.out = stdout,
		.columns = columns_of_terminal(),
		.colour = wants_colour(&context->options),
		.verbose = context->options.verbose,
		.low_first = wants_low_first(&context->options),
		.texts = context->options.texts,
		.pool = context->pool,
		.machine = &context->machine,
		.versions = &context->versions,
		.labs = labs,
	};
}

const struct reporter *choose_reporter(const struct context *context)
{
	const char *format = context->options.format ? context->options.format : "text";
	const struct reporter *reporter = reporter_find(format);

	if (reporter && reporter->available)
		return reporter;
	if (reporter)
		complain("%s", M_NO_JANSSON);
	else
		complain(M_NO_FORMAT, format);
	return NULL;
}
