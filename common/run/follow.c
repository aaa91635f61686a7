/* SPDX-License-Identifier: MIT */
#include "follow.h"

#include "../evidence/trace_waits.h"
#include "reports.h"

static void note_waiting(struct shown_in_log *shown, const struct bytes *lines)
{
	if (!trace_shows_only_waits(lines->data, lines->size))
		shown->worked = true;
	if (shown->pressed && !shown->returned)
		shown->returned =
			trace_shows_return(lines->data, lines->size, shown->pressed);
}

/* Whose end it is to be may have been told only now, and before it ended. */
void follow_log(struct run *run)
{
	struct bytes lines;
	struct ending ending;

	if (!run->observation->traced || run->observation->pid == 0)
		return;
	while (log_next(&run->log, &lines)) {
		reports_read(run);
		run->log_ended = run->log_ended ||
			trace_find_end(
				lines.data, lines.size, run->observation->pid, &ending);
		if (run->pauses)
			note_waiting(&run->shown_in_log, &lines);
	}
}
