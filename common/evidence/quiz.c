/* SPDX-License-Identifier: MIT */
#include "quiz.h"

#include "../base/text.h"
#include "quiz_find.h"

struct quiz_question *quiz_find(struct pool *pool, const struct quiz_run *run)
{
	struct quiz_search search = {.pool = pool, .run = run};

	quiz_find_calls(&search);
	quiz_find_lines(&search);
	quiz_find_spans(&search);
	return search.found;
}

/* --- agreeing ------------------------------------------------------------------------- */

static bool same_question(const struct quiz_question *a, const struct quiz_question *b)
{
	return a->kind == b->kind && a->place == b->place && a->given == b->given &&
		text_same(a->subject, b->subject) && text_same(a->other, b->other);
}

static bool same_answer(const struct quiz_question *a, const struct quiz_question *b)
{
	bool chosen = a->option_count > 0;

	return a->answer == b->answer && chosen == (b->option_count > 0) &&
		(!chosen || text_same(a->options[0].text, b->options[0].text));
}

/* What another run says of a question; NULL where it has another answer, or none. */
static const struct quiz_question *confirmed(
	const struct quiz_question *question, const struct quiz_question *others)
{
	for (; others; others = others->next)
		if (same_question(question, others))
			return same_answer(question, others) ? others : NULL;
	return NULL;
}

struct quiz_question *quiz_agreed(struct pool *pool, const struct quiz_run runs[QUIZ_RUNS])
{
	struct quiz_question *agreed = quiz_find(pool, &runs[0]);

	for (int i = 1; i < QUIZ_RUNS; i++) {
		const struct quiz_question *others = quiz_find(pool, &runs[i]);
		struct quiz_question **end = &agreed;

		while (*end) {
			const struct quiz_question *other = confirmed(*end, others);

			if (!other) {
				*end = (*end)->next;
				continue;
			}
			(*end)->steady = (*end)->steady && (*end)->event == other->event &&
				(*end)->last == other->last;
			end = &(*end)->next;
		}
	}
	return agreed;
}
