/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_QUIZ_WORDS_H
#define VMLAB_REPORT_QUIZ_WORDS_H

#include "quiz.h"

/* The sentences of a quiz. */

/* What a question is about, "Line 12 of mine.c: …"; NULL where the question says it. */
const char *quiz_subject(const struct face *face, const struct quiz_question *question);

/* What is asked. */
const char *quiz_asked(const struct face *face, const struct quiz_question *question);

/* One of the options, and the right answer. */
const char *quiz_option_words(
	const struct face *face, const struct quiz_question *question, int option);
const char *quiz_answer(const struct face *face, const struct quiz_question *question);

/* What was recorded that shows the answer. */
const char *quiz_record(const struct face *face, const struct film *film,
	const struct quiz_question *question);

#endif
