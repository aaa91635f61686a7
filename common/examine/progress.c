/* SPDX-License-Identifier: MIT */
#include "progress.h"

#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "../base/text.h"
#include "../host/clock.h"
#include "messages.h"

enum { MOST_COLUMNS = 79 };

static const double patience = 1; /* seconds without a word */

void progress_begin(struct progress *progress, int lab, int runs, double limit)
{
	progress_wipe(progress);
	*progress = (struct progress){
		.wanted = !progress->mute && isatty(STDERR_FILENO) == 1,
		.mute = progress->mute,
		.begun = clock_now(),
		.lab = lab,
		.runs = runs,
		.limit = limit,
	};
}

void progress_run(struct progress *progress, int run, const char *name)
{
	progress->run = run;
	progress->name = name;
	progress->since = clock_now();
	progress->told = -1;
}

/* A run that is quick says what it is, one that goes on how long it may. */
static void say_run(struct progress *progress, int seconds)
{
	char text[200];

	if (seconds < patience)
		snprintf(text, sizeof text, M_PROGRESS, progress->lab, progress->name,
			progress->run, progress->runs);
	else
		snprintf(text, sizeof text, M_PROGRESS_STILL, progress->lab, progress->name,
			progress->run, progress->runs, seconds, progress->limit);
	progress_say(progress, text);
	progress->told = seconds;
}

void progress_tick(void *context)
{
	struct progress *progress = context;
	int seconds = (int)(clock_now() - progress->since);

	if (progress->wanted && progress->name && progress->told != seconds &&
		clock_now() - progress->begun >= patience)
		say_run(progress, seconds);
}

/* Of a line that is longer than the terminal is wide only the end could be wiped. */
static int columns_of_terminal(void)
{
	struct winsize size;

	return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1
		? size.ws_col - 1
		: MOST_COLUMNS;
}

void progress_say(struct progress *progress, const char *text)
{
	char line[200];

	snprintf(line, sizeof line, "%s", text);
	text_cut(line, columns_of_terminal());
	progress_wipe(progress);
	fputs(line, stderr);
	fflush(stderr);
	progress->columns = text_columns(line);
}

/* With blanks and not with an escape sequence, which a simple terminal would print. */
void progress_wipe(struct progress *progress)
{
	if (progress->columns > 0) {
		fprintf(stderr, "\r%*s\r", progress->columns, "");
		fflush(stderr);
	}
	progress->columns = 0;
}
