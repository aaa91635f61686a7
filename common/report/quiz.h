/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_QUIZ_H
#define VMLAB_REPORT_QUIZ_H

#include "../evidence/quiz.h"
#include "report.h"

/* A quiz as it is to be shown. */
struct quiz_view {
	const struct film *film; /* of the first of the runs */
	const struct quiz_question *questions;
	const char *command; /* what was run */
	const char *again;   /* what films the same anew, without AT=; NULL: nothing does */
	const char *page;    /* the file in which the film is */
	unsigned seed;
};

/* All questions with their options, and none of the answers; in face->columns columns. */
void quiz_sheet(const struct face *face, const struct quiz_view *view);

/* All answers with what was recorded, and none of the questions; their numbers are the same. */
void quiz_answers(const struct face *face, const struct quiz_view *view);

/* What stands above the questions. */
void quiz_head(const struct face *face, const struct quiz_view *view);

/* One of the questions, by its number from 1. */
void quiz_tell(const struct face *face, const struct quiz_question *question, int place);

/* What a person is told of his reply; NULL: he has given none. */
void quiz_tell_reply(const struct face *face, const struct quiz_view *view,
	const struct quiz_question *question, const bool *right);

#endif
