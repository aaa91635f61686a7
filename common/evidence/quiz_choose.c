/* SPDX-License-Identifier: MIT */
#include "quiz_choose.h"

#include <stdint.h>
#include <string.h>

/* --- choosing ------------------------------------------------------------------------- */

static uint64_t mix(uint64_t hash, uint64_t value)
{
	hash = (hash ^ value) * 0x9e3779b97f4a7c15u;
	hash = (hash ^ hash >> 29) * 0xbf58476d1ce4e5b9u;
	return hash ^ hash >> 32;
}

static uint64_t mix_text(uint64_t hash, const char *text)
{
	for (; text && *text; text++)
		hash = mix(hash, (unsigned char)*text);
	return mix(hash, 0);
}

/*
 * By what a question is about and not by its place in a list, so that one which is missing
 * another time leaves the rest as it is.
 */
static uint64_t rank(const struct quiz_question *question, unsigned seed)
{
	uint64_t hash = mix(mix(seed, (uint64_t)question->kind), (uint64_t)question->place);

	hash = mix_text(mix_text(hash, question->subject), question->other);
	return mix(hash, (uint64_t)question->given);
}

struct candidate {
	const struct quiz_question *question;
	uint64_t rank;
	int turn; /* how many of its kind have a lower rank */
	uint64_t kind_rank;
	bool taken;
};

static bool comes_before(const struct candidate *a, const struct candidate *b)
{
	if (a->turn != b->turn)
		return a->turn < b->turn;
	return a->kind_rank != b->kind_rank ? a->kind_rank < b->kind_rank
					    : a->rank < b->rank;
}

static int find_turn(const struct candidate *all, int count, const struct candidate *one)
{
	int turn = 0;

	for (int i = 0; i < count; i++)
		turn += all[i].question->kind == one->question->kind &&
			(all[i].rank < one->rank ||
				(all[i].rank == one->rank && &all[i] < one));
	return turn;
}

/* What the text of the call says to who knows the words comes behind what has to be understood. */
static bool is_easy(const struct quiz_question *question)
{
	return question->kind == QUIZ_NEXT || question->kind == QUIZ_RIGHTS ||
		question->kind == QUIZ_PAGES;
}

static struct candidate *make_candidates(
	struct pool *pool, const struct quiz_question *questions, unsigned seed, int *count)
{
	struct candidate *all;

	*count = 0;
	for (const struct quiz_question *at = questions; at; at = at->next)
		++*count;
	all = pool_alloc(pool, ((size_t)*count + 1) * sizeof *all);
	*count = 0;
	for (const struct quiz_question *at = questions; at; at = at->next)
		all[(*count)++] = (struct candidate){
			.question = at,
			.rank = rank(at, seed),
			.kind_rank = mix(seed, (uint64_t)at->kind + 1000),
		};
	for (int i = 0; i < *count; i++)
		all[i].turn = find_turn(all, *count, &all[i]) + is_easy(all[i].question);
	return all;
}

/* Kinds of which one tells in its text what another one asks, or how to compute it. */
static const enum quiz_kind telling[][2] = {
	{QUIZ_PAGES, QUIZ_TOUCHED},
	{QUIZ_BREAK, QUIZ_TOUCHED},
	{QUIZ_BREAK, QUIZ_CALL},
	{QUIZ_BREAK, QUIZ_FREED},
	{QUIZ_FREED, QUIZ_CALL},
	{QUIZ_TOUCHED, QUIZ_CALL},
	{QUIZ_RETURNED, QUIZ_FREED},
	{QUIZ_RETURNED, QUIZ_CALL},
};

static bool are_telling(enum quiz_kind a, enum quiz_kind b)
{
	for (size_t i = 0; i < sizeof telling / sizeof *telling; i++)
		if ((telling[i][0] == a && telling[i][1] == b) ||
			(telling[i][0] == b && telling[i][1] == a))
			return true;
	return false;
}

/* Does a question between two waits tell how many pages come or go there? */
static bool tells_growth(
	const struct quiz_question *wait, const struct quiz_question *other)
{
	return wait->kind == QUIZ_GROWN && other->event > wait->since &&
		other->event <= wait->event &&
		(other->kind == QUIZ_PAGES || other->kind == QUIZ_TOUCHED ||
			other->kind == QUIZ_FREED);
}

/* Does the text of one question have the answer of the other? */
static bool gives_away(const struct quiz_question *a, const struct quiz_question *b)
{
	if (a->shows >= 0 && (a->shows == b->event || a->shows == b->shows))
		return true;
	if (b->shows >= 0 && b->shows == a->event)
		return true;
	if (tells_growth(a, b) || tells_growth(b, a))
		return true;
	return a->event == b->event && are_telling(a->kind, b->kind);
}

/* Would the second one teach nothing that the first has not? */
static bool is_repeated(const struct quiz_question *a, const struct quiz_question *b)
{
	if (a->kind != b->kind || a->answer != b->answer)
		return false;
	switch (a->kind) {
	case QUIZ_CALL:
	case QUIZ_RETURNED: return true;
	case QUIZ_RIGHTS:
	case QUIZ_NEXT: return strcmp(a->options[0].text, b->options[0].text) == 0;
	case QUIZ_PAGES:
	case QUIZ_TOUCHED:
	case QUIZ_BREAK:
	case QUIZ_FREED: return a->given == b->given;
	default: return false;
	}
}

static bool fits(const struct candidate *all, int count,
	const struct quiz_question *question, bool alone)
{
	for (int i = 0; i < count; i++) {
		const struct quiz_question *other = all[i].question;

		if (all[i].taken &&
			(gives_away(question, other) || is_repeated(question, other) ||
				(alone && question->event == other->event)))
			return false;
	}
	return true;
}

/* The next one that may be asked beside those that are taken; NULL: there is none. */
static struct candidate *next_of(struct candidate *all, int count, bool alone)
{
	struct candidate *next = NULL;

	for (int i = 0; i < count; i++)
		if (!all[i].taken && (!next || comes_before(&all[i], next)) &&
			fits(all, count, all[i].question, alone))
			next = &all[i];
	return next;
}

/* Of what has been counted as a number the smallest stands first. */
static bool stands_before(const struct quiz_question *question, unsigned seed, int a, int b)
{
	const struct quiz_option *left = &question->options[a];
	const struct quiz_option *right = &question->options[b];

	if (question->kind == QUIZ_COPIES)
		return left->value < right->value;
	return mix_text(mix(rank(question, seed), (uint64_t)left->value), left->text) <
		mix_text(mix(rank(question, seed), (uint64_t)right->value), right->text);
}

static void mix_options(struct quiz_question *question, unsigned seed)
{
	for (int i = 1; i < question->option_count; i++)
		for (int j = i; j > 0 && stands_before(question, seed, j, j - 1); j--) {
			struct quiz_option moved = question->options[j];

			question->options[j] = question->options[j - 1];
			question->options[j - 1] = moved;
			if (question->right == j)
				question->right = j - 1;
			else if (question->right == j - 1)
				question->right = j;
		}
}

/* Puts a copy into the list, which is in the order of the film. */
static void insert(struct pool *pool, struct quiz_question **list,
	const struct quiz_question *question, unsigned seed)
{
	struct quiz_question *copy = pool_alloc(pool, sizeof *copy);

	*copy = *question;
	mix_options(copy, seed);
	while (*list && (*list)->event <= copy->event)
		list = &(*list)->next;
	copy->next = *list;
	*list = copy;
}

struct quiz_question *quiz_choose(
	struct pool *pool, const struct quiz_question *questions, unsigned seed, int most)
{
	struct quiz_question *chosen = NULL;
	struct candidate *next;
	bool alone = true; /* at first one of each event, then more */
	int count;
	struct candidate *all = make_candidates(pool, questions, seed, &count);

	while (most > 0) {
		next = next_of(all, count, alone);
		if (!next && !alone)
			break;
		if (!next) {
			alone = false;
			continue;
		}
		next->taken = true;
		insert(pool, &chosen, next->question, seed);
		most--;
	}
	return chosen;
}

/* --- replies -------------------------------------------------------------------------- */

/* A letter, or -1. */
static number read_letter(const char *text)
{
	char letter = *text;

	if (letter >= 'A' && letter <= 'Z')
		letter = (char)(letter - 'A' + 'a');
	return letter >= 'a' && letter < 'a' + MOST_QUIZ_OPTIONS ? letter - 'a' : -1;
}

static bool ends_here(const char *text)
{
	return text[strspn(text, " \t\r\n")] == '\0';
}

bool quiz_reply(const struct quiz_question *question, const char *text, bool *right)
{
	number value = 0;
	bool hex;
	size_t length;

	text = text_skip_blanks(text);
	if (question->option_count > 0) {
		value = read_letter(text);
		*right = value == question->right;
		return value >= 0 && value < question->option_count && ends_here(text + 1);
	}
	length = number_read_quantity(text, strlen(text), &value, &hex);
	*right = value == question->answer;
	return length > 0 && ends_here(text + length);
}
