/* SPDX-License-Identifier: MIT */
#include "quiz.h"

#include "messages.h"
#include "quiz_words.h"

enum { INDENT = 4 }; /* of what stands beneath the number of a question */

static void line(const struct face *face, int indent, const char *text)
{
	fprintf(face->out, "%*s", indent, "");
	report_wrapped(face, text, indent);
}

/* --- questions ------------------------------------------------------------------------ */

static void tell_title(const struct face *face, const char *title, const char *text)
{
	enum { TITLE = 9 };

	report_padded(face->out, title, TITLE, false);
	report_wrapped(face, text, TITLE);
}

void quiz_head(const struct face *face, const struct quiz_view *view)
{
	int count = 0;

	for (const struct quiz_question *at = view->questions; at; at = at->next)
		count++;
	tell_title(face, M_QUIZ_HEADING, report_visible(face, view->command));
	fputc('\n', face->out);
	report_wrapped(face, pool_printf(face->pool, M_QUIZ_SHEET_HEAD, count), 0);
	report_wrapped(face,
		pool_printf(face->pool, M_QUIZ_SEED, view->seed, view->seed, view->seed),
		0);
}

void quiz_tell(const struct face *face, const struct quiz_question *question, int place)
{
	const char *subject = quiz_subject(face, question);

	fprintf(face->out, "\n%*d  ", INDENT - 2, place);
	if (subject) {
		report_wrapped(face, subject, INDENT);
		fprintf(face->out, "%*s", INDENT, "");
	}
	report_wrapped(face, quiz_asked(face, question), INDENT);
	for (int i = 0; i < question->option_count; i++) {
		fprintf(face->out, "%*s%c  ", INDENT, "", 'a' + i);
		report_wrapped(face, quiz_option_words(face, question, i), INDENT + 3);
	}
}

void quiz_sheet(const struct face *face, const struct quiz_view *view)
{
	int place = 0;

	quiz_head(face, view);
	for (const struct quiz_question *at = view->questions; at; at = at->next)
		quiz_tell(face, at, ++place);
}

/* --- answers -------------------------------------------------------------------------- */

/* Which events show it, and what shows these. */
static void tell_events(const struct face *face, const struct quiz_view *view,
	const struct quiz_question *question)
{
	int first = question->event + 1;
	int last = question->last + 1;
	bool several = last > first;

	if (view->again && question->steady)
		line(face, INDENT,
			several ? pool_printf(face->pool, "%s AT=%d..%d", view->again,
					  first, last)
				: pool_printf(face->pool, "%s AT=%d", view->again, first));
	else
		line(face, INDENT,
			several ? pool_printf(face->pool, M_QUIZ_EVENTS, first, last)
				: pool_printf(face->pool, M_QUIZ_EVENT, first));
}

static void tell_evidence(const struct face *face, const struct quiz_view *view,
	const struct quiz_question *question)
{
	line(face, INDENT, quiz_record(face, view->film, question));
	tell_events(face, view, question);
}

void quiz_answers(const struct face *face, const struct quiz_view *view)
{
	int place = 0;

	tell_title(face, M_QUIZ_ANSWERS, report_visible(face, view->command));
	fputc('\n', face->out);
	report_wrapped(face,
		pool_printf(face->pool, M_QUIZ_ANSWERS_HEAD, view->seed, view->page), 0);
	for (const struct quiz_question *at = view->questions; at; at = at->next) {
		fprintf(face->out, "\n%*d  ", INDENT - 2, ++place);
		report_wrapped(face, quiz_answer(face, at), INDENT);
		tell_evidence(face, view, at);
	}
}

void quiz_tell_reply(const struct face *face, const struct quiz_view *view,
	const struct quiz_question *question, const bool *right)
{
	const char *answer = quiz_answer(face, question);

	if (!right)
		answer = pool_printf(face->pool, M_QUIZ_SKIPPED, answer);
	else if (*right)
		answer = pool_printf(face->pool, M_QUIZ_RIGHT, answer);
	else
		answer = pool_printf(face->pool, M_QUIZ_WRONG, answer);
	line(face, INDENT, answer);
	tell_evidence(face, view, question);
}
