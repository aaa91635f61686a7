/* SPDX-License-Identifier: MIT */
#include <ctype.h>
#include <string.h>

#include "../base/text.h"
#include "quiz_find.h"

/*
 * Questions about the lines of the source that take page faults. Only statements that call no
 * function are asked about: nobody could say whether the faults in a function that a line calls are
 * the line's.
 */

enum { MOST_LINES = 40 };

struct faulting_line {
	const char *path;
	int line;
	const char *text;
	int faults;
	int first; /* events */
	int last;
	int owner;              /* of all of them; -1: of several */
	enum space_touch touch; /* of the first one */
	bool alike;             /* all of them are of that kind */
	bool grows;             /* one has made the stack larger */
};

/* --- which lines ---------------------------------------------------------------------- */

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* Is it a word that may stand in front of a bracket and is no function? */
static bool is_keyword(const char *word, size_t length)
{
	static const char *const keywords[] = {
		"for", "while", "if", "switch", "return", "sizeof"};

	for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
		if (strlen(keywords[i]) == length &&
			strncmp(word, keywords[i], length) == 0)
			return true;
	return false;
}

static bool calls_function(const char *text)
{
	for (const char *at = strchr(text, '('); at; at = strchr(at + 1, '(')) {
		const char *end = at;
		const char *word;

		while (end > text && isspace((unsigned char)end[-1]))
			end--;
		word = end;
		while (word > text && is_word(word[-1]))
			word--;
		if (word < end && !is_keyword(word, (size_t)(end - word)))
			return true;
	}
	return false;
}

static bool is_statement(const char *text)
{
	return strchr(text, ';') && !calls_function(text);
}

/* --- what they touch ------------------------------------------------------------------ */

/* Whose page a fault is about, as an enum quiz_owner; -1: it is none of them. */
static int owner_of(const struct film *film, const struct film_event *event)
{
	const char *owner = event->owner;
	const char *program = text_base_name(film->lanes[event->lane].program);

	if (!event->mapped)
		return -1;
	if (!owner)
		return OWNER_MAPPING;
	if (strcmp(owner, "[heap]") == 0)
		return OWNER_HEAP;
	if (strcmp(owner, "[stack]") == 0)
		return OWNER_STACK;
	if (*owner == '[')
		return -1;
	if (strcmp(owner, program) == 0)
		return OWNER_PROGRAM;
	return strstr(owner, ".so") ? OWNER_LIBRARY : -1;
}

static bool grows_stack(const struct film *film, const struct film_event *event)
{
	int index = (int)(event - film->events);

	for (int i = index - 1; i >= 0; i--)
		if (film->events[i].lane == event->lane)
			return film->events[i].size != event->size;
	return false;
}

static struct faulting_line *line_of(
	struct faulting_line *lines, int *count, const struct film_event *event)
{
	for (int i = 0; i < *count; i++)
		if (lines[i].line == event->source_line &&
			strcmp(lines[i].path, event->source) == 0)
			return &lines[i];
	if (*count == MOST_LINES)
		return NULL;
	lines[*count] = (struct faulting_line){
		.path = event->source,
		.line = event->source_line,
		.text = event->source_text,
		.touch = event->touch,
		.alike = true,
	};
	return &lines[(*count)++];
}

static void count_fault(
	const struct film *film, struct faulting_line *line, const struct film_event *event)
{
	int owner = owner_of(film, event);

	if (line->faults == 0) {
		line->first = (int)(event - film->events);
		line->owner = owner;
	}
	line->owner = line->owner == owner ? owner : -1;
	line->alike = line->alike && line->touch == event->touch;
	line->grows = line->grows || grows_stack(film, event);
	line->last = (int)(event - film->events);
	line->faults++;
}

/* --- questions ------------------------------------------------------------------------ */

static struct quiz_question *ask(
	struct quiz_search *search, enum quiz_kind kind, const struct faulting_line *line)
{
	struct quiz_question *question =
		quiz_add(search, kind, line->first, line->text, line->line);

	question->other = text_base_name(line->path);
	question->last = line->last;
	return question;
}

static void ask_owner(struct quiz_search *search, const struct faulting_line *line)
{
	struct quiz_question *question = ask(search, QUIZ_OWNER, line);

	question->answer = line->owner;
	quiz_option(question, line->owner, NULL);
	for (int i = OWNER_HEAP; i <= OWNER_LIBRARY; i++)
		quiz_option(question, i, NULL);
}

static int deed_of(enum space_touch touch)
{
	switch (touch) {
	case TOUCH_FIRST: return DEED_BRINGS;
	case TOUCH_COPY: return DEED_COPIES;
	case TOUCH_REFUSED:
	case TOUCH_NOWHERE: return DEED_SIGNALS;
	case TOUCH_AGAIN: break;
	}
	return -1;
}

static void ask_fault(struct quiz_search *search, const struct faulting_line *line)
{
	static const enum quiz_deed others[] = {
		DEED_BRINGS, DEED_COPIES, DEED_SIGNALS, DEED_GROWS};
	int deed = deed_of(line->touch);
	struct quiz_question *question;

	if (deed < 0 || !line->alike || line->grows)
		return;
	question = ask(search, QUIZ_FAULT, line);
	question->answer = deed;
	quiz_option(question, deed, NULL);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		quiz_option(question, others[i], NULL);
}

/* A fault on code or on a library's data is chance, as a neighbour may have brought the page. */
static void ask_line(struct quiz_search *search, const struct faulting_line *line)
{
	bool refused = line->touch == TOUCH_REFUSED || line->touch == TOUCH_NOWHERE;

	if (refused && line->alike)
		ask_fault(search, line);
	if (line->owner < 0 || line->owner == OWNER_LIBRARY)
		return;
	ask(search, QUIZ_LINE, line)->answer = line->faults;
	if (!refused) {
		ask_owner(search, line);
		ask_fault(search, line);
	}
}

void quiz_find_lines(struct quiz_search *search)
{
	const struct film *film = search->run->film;
	struct faulting_line lines[MOST_LINES];
	int count = 0;

	if (film->unlisted || film->lost > 0)
		return;
	for (int i = film->startup; i < film->count; i++) {
		const struct film_event *event = &film->events[i];
		struct faulting_line *line;

		if (event->kind != FILM_FAULT || event->kernel || !event->source_text ||
			!is_statement(event->source_text))
			continue;
		line = line_of(lines, &count, event);
		if (line)
			count_fault(film, line, event);
	}
	for (int i = 0; i < count; i++)
		ask_line(search, &lines[i]);
}
