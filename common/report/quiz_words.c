/* SPDX-License-Identifier: MIT */
#include "quiz_words.h"

#include "../base/text.h"
#include "film_words.h"
#include "messages.h"

/* --- questions ------------------------------------------------------------------------ */

const char *quiz_subject(const struct face *face, const struct quiz_question *question)
{
	struct pool *pool = face->pool;

	switch (question->kind) {
	case QUIZ_PAGES:
	case QUIZ_TOUCHED:
	case QUIZ_BREAK:
	case QUIZ_RIGHTS:
	case QUIZ_CALL:
	case QUIZ_NEXT:
	case QUIZ_FREED:
		return pool_printf(pool, M_QUIZ_CALL, question->place, question->subject);
	case QUIZ_LINE:
	case QUIZ_OWNER:
	case QUIZ_FAULT:
		return pool_printf(pool, M_QUIZ_LINE, question->place, question->other,
			text_skip_blanks(question->subject));
	case QUIZ_RETURNED:
		return pool_printf(
			pool, M_QUIZ_OUTPUTS, question->subject, question->other);
	case QUIZ_MAPPINGS:
	case QUIZ_GROWN:
		return pool_printf(pool, M_QUIZ_WAIT, question->place - 1, question->place);
	case QUIZ_COPIES:
	case QUIZ_KINDS: break;
	}
	return NULL;
}

const char *quiz_asked(const struct face *face, const struct quiz_question *question)
{
	struct pool *pool = face->pool;
	long long given = (long long)question->given;

	switch (question->kind) {
	case QUIZ_PAGES: return pool_printf(pool, M_QUIZ_PAGES, given);
	case QUIZ_TOUCHED: return pool_printf(pool, M_QUIZ_TOUCHED, given);
	case QUIZ_BREAK: return given > 0 ? M_QUIZ_BREAK_UP : M_QUIZ_BREAK_DOWN;
	case QUIZ_RIGHTS: return M_QUIZ_RIGHTS;
	case QUIZ_CALL: return M_QUIZ_DEED;
	case QUIZ_NEXT: return M_QUIZ_NEXT;
	case QUIZ_FREED: return pool_printf(pool, M_QUIZ_FREED, given);
	case QUIZ_LINE: return M_QUIZ_LINE_FAULTS;
	case QUIZ_OWNER: return M_QUIZ_OWNER;
	case QUIZ_FAULT: return M_QUIZ_FAULT;
	case QUIZ_RETURNED: return M_QUIZ_RETURNED;
	case QUIZ_MAPPINGS: return M_QUIZ_MAPPINGS;
	case QUIZ_GROWN: return M_QUIZ_GROWN;
	case QUIZ_COPIES:
	case QUIZ_KINDS: break;
	}
	return pool_printf(pool, M_QUIZ_COPIES, question->place);
}

/* --- options -------------------------------------------------------------------------- */

static const char *owner_words(enum quiz_owner owner)
{
	switch (owner) {
	case OWNER_HEAP: return M_QUIZ_OWNER_HEAP;
	case OWNER_STACK: return M_QUIZ_OWNER_STACK;
	case OWNER_MAPPING: return M_QUIZ_OWNER_MAPPING;
	case OWNER_PROGRAM: return M_QUIZ_OWNER_PROGRAM;
	case OWNER_LIBRARY: break;
	}
	return M_QUIZ_OWNER_LIBRARY;
}

static const char *deed_words(enum quiz_deed deed)
{
	switch (deed) {
	case DEED_MAPS: return M_QUIZ_DEED_MAPS;
	case DEED_FILLS: return M_QUIZ_DEED_FILLS;
	case DEED_GROWS: return M_QUIZ_DEED_GROWS;
	case DEED_EXTENDS: return M_QUIZ_DEED_EXTENDS;
	case DEED_SHRINKS: return M_QUIZ_DEED_SHRINKS;
	case DEED_DROPS: return M_QUIZ_DEED_DROPS;
	case DEED_BRINGS: return M_QUIZ_DEED_BRINGS;
	case DEED_COPIES: return M_QUIZ_DEED_COPIES;
	case DEED_SIGNALS: return M_QUIZ_DEED_SIGNALS;
	case DEED_NOTHING: break;
	}
	return M_QUIZ_DEED_NOTHING;
}

static const char *return_words(enum quiz_return returned)
{
	switch (returned) {
	case RETURN_PAGES: return M_QUIZ_RETURN_PAGES;
	case RETURN_ADDRESSES: return M_QUIZ_RETURN_ADDRESSES;
	case RETURN_NOTHING: break;
	}
	return M_QUIZ_RETURN_NOTHING;
}

const char *quiz_option_words(
	const struct face *face, const struct quiz_question *question, int option)
{
	const struct quiz_option *at = &question->options[option];

	if (at->text)
		return at->text;
	switch (question->kind) {
	case QUIZ_OWNER: return owner_words((enum quiz_owner)at->value);
	case QUIZ_CALL:
	case QUIZ_FAULT: return deed_words((enum quiz_deed)at->value);
	case QUIZ_RETURNED: return return_words((enum quiz_return)at->value);
	default: return number_text(face->pool, at->value, false);
	}
}

const char *quiz_answer(const struct face *face, const struct quiz_question *question)
{
	if (question->option_count == 0)
		return number_text(face->pool, question->answer, false);
	return pool_printf(face->pool, "%c  %s", 'a' + question->right,
		quiz_option_words(face, question, question->right));
}

/* --- what was recorded ---------------------------------------------------------------- */

static const char *because(const struct face *face, const struct film *film,
	const struct quiz_question *question)
{
	switch (question->kind) {
	case QUIZ_PAGES:
		return pool_printf(
			face->pool, M_QUIZ_BECAUSE_PAGES, (long long)film->page_size);
	case QUIZ_TOUCHED:
		return question->answer < question->given ? M_QUIZ_BECAUSE_TOUCHED : NULL;
	case QUIZ_FREED:
		return question->answer < question->given ? M_QUIZ_BECAUSE_FREED : NULL;
	default: return NULL;
	}
}

static const char *recorded_event(const struct face *face, const struct film *film,
	const struct quiz_question *question)
{
	const char *sentence = film_sentence(face, film, &film->events[question->event]);
	const char *more = because(face, film, question);

	return more ? pool_printf(face->pool, M_QUIZ_RECORDED_BOTH, sentence, more)
		    : pool_printf(face->pool, M_QUIZ_RECORDED, sentence);
}

static const char *recorded_fault(
	const struct face *face, const struct film *film, const struct film_event *event)
{
	const char *sentence = film_sentence(face, film, event);

	if (event->mapped)
		sentence =
			text_listed(face->pool, sentence, M_PAGE_COMMA, film_owner(event));
	return pool_printf(face->pool, M_QUIZ_RECORDED, sentence);
}

const char *quiz_record(const struct face *face, const struct film *film,
	const struct quiz_question *question)
{
	struct pool *pool = face->pool;
	const struct film_event *event = &film->events[question->event];
	int first = question->event + 1;
	int last = question->last + 1;
	long long answer = (long long)question->answer;

	switch (question->kind) {
	case QUIZ_NEXT:
		return pool_printf(pool, M_QUIZ_BECAUSE_NEXT, question->shows + 1,
			question->options[question->right].text);
	case QUIZ_LINE:
		return pool_printf(pool, M_QUIZ_RECORDED_FAULTS, answer, first, last,
			film_owner(event));
	case QUIZ_OWNER:
	case QUIZ_FAULT: return recorded_fault(face, film, event);
	case QUIZ_RETURNED:
		return question->answer == RETURN_NOTHING
			? M_QUIZ_RECORDED_NOTHING
			: recorded_event(face, film, question);
	case QUIZ_MAPPINGS:
	case QUIZ_GROWN:
		return pool_printf(pool, M_QUIZ_RECORDED_WAIT, (long long)question->before,
			(long long)question->behind);
	case QUIZ_COPIES:
		return pool_printf(pool, M_QUIZ_RECORDED_COPIES, answer, first, last);
	default: return recorded_event(face, film, question);
	}
}
