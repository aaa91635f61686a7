/* SPDX-License-Identifier: MIT */
#include "progress.h"

#include <stdio.h>
#include <unistd.h>

#include "../base/text.h"
#include "../host/clock.h"
#include "messages.h"

static const double patience = 1; /* seconds without a word */

void progress_begin(struct progress *progress, int lab, int runs)
{
	progress_wipe(progress);
	*progress = (struct progress){
		.wanted = !progress->mute && isatty(STDERR_FILENO) == 1,
		.mute = progress->mute,
		.begun = clock_now(),
		.lab = lab,
		.runs = runs,
	};
}

void progress_tick(void *context)
{
	struct progress *progress = context;
	char text[200];

	if (!progress->wanted || progress->told == progress->run ||
		clock_now() - progress->begun < patience)
		return;
	snprintf(text, sizeof text, M_PROGRESS, progress->lab, progress->run,
		progress->runs);
	progress_say(progress, text);
	progress->told = progress->run;
}

void progress_say(struct progress *progress, const char *text)
{
	progress_wipe(progress);
	fputs(text, stderr);
	fflush(stderr);
	progress->columns = text_columns(text);
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
