/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_LESSON_WORDS_H
#define VMLAB_REPORT_LESSON_WORDS_H

#include "lesson.h"

/*
 * The terms that stand in what is told of a failure, in their order and at most so many as a lesson
 * explains, whether a lesson before it has explained them or not.
 */
struct term_list lesson_words(const struct face *face, const struct lab_result *lab,
	const struct lab_evidence *evidence, const struct result *cause,
	const struct lesson_links *links);

#endif
