/* SPDX-License-Identifier: MIT */
#include "hints.h"

#include "messages.h"

static struct hints hints_in(const struct notes *notes)
{
	struct hints hints = {0};

	while (notes && hints.count < HINTS && note_text(notes->hint[hints.count])) {
		hints.at[hints.count] = note_text(notes->hint[hints.count]);
		hints.count++;
	}
	return hints;
}

static const char *of_channel(enum channel channel)
{
	switch (channel) {
	case CHANNEL_STDOUT:
	case CHANNEL_STDERR: return M_HINT_OUTPUT;
	case CHANNEL_SYSCALLS: return M_HINT_CALLS;
	case CHANNEL_FAULTS: return M_HINT_FAULTS;
	default: return M_HINT_TOOL;
	}
}

/* What helps with any line of that kind. */
static const char *of_kind(const struct item *item)
{
	if (!item)
		return M_HINT_RUN;
	switch (item->kind) {
	case ITEM_MATCH: return of_channel(item->channel);
	case ITEM_PAUSE: return M_HINT_PAUSE;
	case ITEM_PAUSES: return M_HINT_PAUSES;
	case ITEM_ELF: return M_HINT_ELF;
	case ITEM_EXIT: return M_HINT_EXIT;
	default: return M_HINT_RELATION;
	}
}

struct hints hints_on(
	const struct notes *notes, const struct item *item, const struct mistake *mistake)
{
	struct hints hints = hints_in(mistake ? &mistake->notes : NULL);

	if (hints.count == 0)
		hints = hints_in(notes);
	if (hints.count == 0)
		hints = (struct hints){.at = {of_kind(item)}, .count = 1};
	return hints;
}
