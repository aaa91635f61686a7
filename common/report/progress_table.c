/* SPDX-License-Identifier: MIT */
#include "progress_table.h"

#include "../base/text.h"
#include "messages.h"

enum { NAME = 28, STATUS = 16, DAY = 12, SHARE = 15 };

static const char *status_words(const struct lab_progress *lab)
{
	if (!lab->run)
		return M_PROGRESS_NEVER;
	switch (lab->status) {
	case STATUS_OK: return M_PROGRESS_PASSED;
	case STATUS_FAIL: return M_PROGRESS_FAILED;
	case STATUS_ENV: return M_PROGRESS_HIDDEN;
	case STATUS_UNGRADED: return M_PROGRESS_UNGRADED;
	default: return M_PROGRESS_BROKEN;
	}
}

static const char *shares(const struct face *face, const struct lab_progress *lab)
{
	const char *text = lab->all
		? pool_printf(face->pool,
			  lab->in_checks ? M_PROGRESS_CHECKS : M_PROGRESS_PARTS, lab->good,
			  lab->all)
		: "";

	return lab->predicted ? text_listed(face->pool, text, "  ",
					pool_printf(face->pool, M_PROGRESS_PREDICTED,
						lab->right, lab->predicted))
			      : text;
}

static void tell_lab(const struct face *face, const struct lab_progress *lab)
{
	const char *name = report_visible(face, lab->name);

	fprintf(face->out, "%2d  ", lab->number);
	report_padded(face->out, name, NAME, false);
	if (!lab->run) {
		fprintf(face->out, "%s\n", status_words(lab));
		return;
	}
	report_padded(face->out, status_words(lab), STATUS, false);
	report_padded(face->out, lab->day, DAY, false);
	if (lab->copied)
		report_padded(face->out, shares(face, lab), SHARE, false);
	fprintf(face->out, "%s\n", lab->copied ? M_PROGRESS_COPY : shares(face, lab));
}

/* The first that has failed or was never run: what cannot be shown here is not asked for. */
static const struct lab_progress *find_next(const struct lab_progress *labs, int count)
{
	for (int i = 0; i < count; i++)
		if (!labs[i].run || labs[i].status == STATUS_FAIL)
			return &labs[i];
	return NULL;
}

void progress_table(const struct face *face, const struct lab_progress *labs, int count)
{
	const struct lab_progress *next = find_next(labs, count);
	int passed = 0;
	int never = 0;

	for (int i = 0; i < count; i++) {
		tell_lab(face, &labs[i]);
		passed += labs[i].run && labs[i].status == STATUS_OK;
		never += !labs[i].run;
	}
	fputc('\n', face->out);
	fprintf(face->out, M_PROGRESS_TOTAL, passed, count - passed - never, never);
	if (next)
		fprintf(face->out, M_PROGRESS_NEXT, next->number);
}
