/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_QUIZ_SEARCH_H
#define VMLAB_EVIDENCE_QUIZ_SEARCH_H

#include "quiz.h"

/* A search for the questions that one run answers, and what it has found. */

struct quiz_search {
	struct pool *pool;
	const struct quiz_run *run;
	struct quiz_question *found;
};

/* A new question of what has been found, about an event. */
struct quiz_question *quiz_add(struct quiz_search *search, enum quiz_kind kind, int event,
	const char *subject, int place);

/* Give it one more option, unless it has the same already or there is no room. */
void quiz_option(struct quiz_question *question, number value, const char *text);

/* Is each page of anonymous memory that came into memory known, and when? */
bool quiz_knows_pages(const struct film *film);

#endif
