/* SPDX-License-Identifier: MIT */
#include "lesson_failure.h"

#include <string.h>

#include "../base/text.h"
#include "messages.h"

enum { INDENT = 12, FOLD = 2, HEADING = 19 };

/* --- the cause ------------------------------------------------------------------------ */

static void tell_values(const struct face *face, const struct result *result)
{
	for (const struct origin *at = result->origins; at; at = at->next) {
		const char *text = at->text ? at->text : "";

		if (at->where)
			report_field(face, INDENT, M_LABEL_RECORD,
				pool_printf(face->pool, "%s   (%s)",
					report_visible(face, text),
					report_visible(face, at->where)));
	}
}

/* How many failures of the part there are besides. */
static int count_more(const struct lab_result *lab, const struct result *cause)
{
	int count = 0;

	for (const struct result *at = lab->results; at; at = at->next)
		count += at != cause && at->status == STATUS_FAIL && at->item &&
			cause->item && at->item->part == cause->item->part;
	return count;
}

void failure_tell(
	const struct face *face, const struct lab_result *lab, const struct result *cause)
{
	const char *why = cause->notes ? note_text(cause->notes->why) : NULL;
	int more = count_more(lab, cause);

	fprintf(face->out, "%*s", INDENT, "");
	report_wrapped(face, report_said(face, cause->says), INDENT);
	report_field(face, INDENT, M_LABEL_EXPECTED, report_said(face, cause->expected));
	report_field(face, INDENT, M_LABEL_MEASURED, report_said(face, cause->measured));
	report_field(face, INDENT, M_LABEL_NEAREST, report_visible(face, cause->nearest));
	tell_values(face, cause);
	if (!cause->origins)
		report_field(
			face, INDENT, M_LABEL_WHERE, report_visible(face, cause->where));
	report_field(face, INDENT, M_LABEL_MEANING, why);
	if (more) {
		fprintf(face->out, "%*s", INDENT, "");
		fprintf(face->out, M_FAILURE_MORE, more);
	}
}

/* --- the others ----------------------------------------------------------------------- */

void failure_tell_others(
	const struct face *face, const struct lab_result *lab, const struct result *cause)
{
	const char *numbers = "";
	int count = 0;

	for (const struct part *part = lab->expect->parts; part; part = part->next) {
		struct lab_result counted = report_part(lab, part);

		if (counted.status != STATUS_FAIL ||
			(cause->item && cause->item->part == part))
			continue;
		numbers = text_listed(face->pool, numbers, M_LIST_COMMA,
			pool_printf(face->pool, "%d", part->number));
		count += counted.counts[STATUS_FAIL];
	}
	if (count == 0)
		return;
	fprintf(face->out, "%*s[    ] ", FOLD, "");
	report_wrapped(
		face, pool_printf(face->pool, M_FAILURE_OTHERS, numbers, count), FOLD + 7);
}

/* --- the mistake ---------------------------------------------------------------------- */

void failure_tell_mistakes(const struct face *face, const struct lab_result *lab)
{
	const struct mistakes_found *found = &lab->mistakes;

	if (lab->status != STATUS_FAIL)
		return;
	fprintf(face->out, "%*s", FOLD, "");
	if (found->count == 0) {
		report_wrapped(face, M_MISTAKE_UNKNOWN, FOLD);
		return;
	}
	report_padded(face->out, found->count == 1 ? M_MISTAKE_IS : M_MISTAKE_IS_ONE_OF,
		HEADING - FOLD, false);
	for (int i = 0; i < found->count; i++) {
		if (i > 0)
			fprintf(face->out, "%*s", HEADING, "");
		report_wrapped(face, note_text(found->at[i]->notes.says), HEADING);
	}
}

/* --- the hint ------------------------------------------------------------------------- */

struct hints failure_hints(const struct lab_result *lab, const struct result *cause)
{
	const struct mistake *mistake =
		lab->mistakes.count == 1 ? lab->mistakes.at[0] : NULL;

	return hints_on(cause->notes, cause->item, mistake);
}

void failure_tell_hint(
	const struct face *face, const struct lab_result *lab, const struct result *cause)
{
	struct hints hints = failure_hints(lab, cause);

	fprintf(face->out, "%*s", FOLD, "");
	report_padded(face->out, pool_printf(face->pool, M_LESSON_HINT_OF, 1, hints.count),
		HEADING - FOLD, false);
	report_wrapped(face, hints.at[0], HEADING);
}
