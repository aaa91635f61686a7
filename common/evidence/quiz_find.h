/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_QUIZ_FIND_H
#define VMLAB_EVIDENCE_QUIZ_FIND_H

#include "quiz_search.h"

/* Where the questions of quiz_find() come from; each of these has a file of its own. */

/* quiz_calls.c: calls of the first process. */
void quiz_find_calls(struct quiz_search *search);

/* quiz_lines.c: faults of a line of the source. */
void quiz_find_lines(struct quiz_search *search);

/* quiz_spans.c: more of a run than one event. */
void quiz_find_spans(struct quiz_search *search);

#endif
