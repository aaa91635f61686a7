/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_QUIZ_CHOOSE_H
#define VMLAB_EVIDENCE_QUIZ_CHOOSE_H

#include "quiz.h"

/*
 * At most `most` of them, of as many kinds as can be, none of which gives the answer of another
 * away; in the order of the film, each with its options mixed. The seed decides.
 */
struct quiz_question *quiz_choose(
	struct pool *pool, const struct quiz_question *questions, unsigned seed, int most);

/*
 * Is a person's reply the right one: the letter of an option, or a number, "4096" or "4K"? False
 * where it is neither.
 */
bool quiz_reply(const struct quiz_question *question, const char *text, bool *right);

#endif
