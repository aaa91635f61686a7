/* SPDX-License-Identifier: MIT */
#include "quiz_search.h"

#include "../base/text.h"

struct quiz_question *quiz_add(struct quiz_search *search, enum quiz_kind kind, int event,
	const char *subject, int place)
{
	struct quiz_question *question = pool_alloc(search->pool, sizeof *question);

	*question = (struct quiz_question){
		.kind = kind,
		.subject = subject,
		.place = place,
		.event = event,
		.last = event,
		.since = -1,
		.shows = -1,
		.steady = true,
		.next = search->found,
	};
	search->found = question;
	return question;
}

void quiz_option(struct quiz_question *question, number value, const char *text)
{
	if (question->option_count == MOST_QUIZ_OPTIONS)
		return;
	for (int i = 0; i < question->option_count; i++)
		if (question->options[i].value == value &&
			text_same(question->options[i].text, text))
			return;
	question->options[question->option_count++] =
		(struct quiz_option){.value = value, .text = text};
}

bool quiz_knows_pages(const struct film *film)
{
	return !film->unlisted && !film->user_only && film->lost == 0;
}
