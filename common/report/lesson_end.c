/* SPDX-License-Identifier: MIT */
#include "lesson_end.h"

#include "messages.h"

void lesson_conclude(const struct face *face, const struct lab_result *lab)
{
	const int *counts = lab->counts;

	if (lab->status == STATUS_OK)
		fprintf(face->out, M_LESSON_PASSED, lab->number, counts[STATUS_OK],
			counts[STATUS_FAIL]);
	else if (lab->status == STATUS_FAIL)
		fprintf(face->out, M_LESSON_FAILED, lab->number, counts[STATUS_OK],
			counts[STATUS_FAIL], counts[STATUS_SKIP]);
	else if (lab->status == STATUS_ENV)
		fprintf(face->out, M_LESSON_HIDDEN, lab->number);
	else if (lab->status == STATUS_UNGRADED)
		fprintf(face->out, M_LESSON_UNGRADED, lab->number, counts[STATUS_OK]);
	else
		fprintf(face->out, M_LESSON_BROKEN, lab->number);
	if (counts[STATUS_ENV] && lab->status != STATUS_ENV)
		fprintf(face->out, M_CHECK_HIDDEN, counts[STATUS_ENV],
			lab_result_total(lab));
	fputc('\n', face->out);
	if (lab->status == STATUS_UNGRADED)
		report_wrapped(face, report_ungraded(face, lab), 0);
}
