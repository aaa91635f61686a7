/* SPDX-License-Identifier: MIT */
#include "lesson_words.h"

#include "lesson_failure.h"
#include "told.h"

enum {
	MOST_WORDS = 4,
	ONE_LINE = 10000, /* columns: no term is cut in two */
};

static const char *told_of(const struct face *face, const struct lab_result *lab,
	const struct lab_evidence *evidence, const struct result *cause)
{
	struct told told;

	told_begin(&told, face);
	told.face.columns = ONE_LINE;
	failure_tell_briefly(&told.face, evidence, cause);
	if (lab->mistakes.count)
		failure_tell_mistakes(&told.face, lab);
	failure_tell_hint(&told.face, lab, cause);
	return told_end(&told);
}

struct term_list lesson_words(const struct face *face, const struct lab_result *lab,
	const struct lab_evidence *evidence, const struct result *cause,
	const struct lesson_links *links)
{
	struct term_list words = {0};

	if (links->glossary && links->glossary->terms) {
		words = terms_none(face->pool, links->glossary);
		terms_in(links->glossary, told_of(face, lab, evidence, cause), &words);
	}
	words.count = words.count < MOST_WORDS ? words.count : MOST_WORDS;
	return words;
}
