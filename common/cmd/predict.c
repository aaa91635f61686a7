/* SPDX-License-Identifier: MIT */
#include "predict.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../examine/prediction_memory.h"
#include "../examine/prepare.h"
#include "../host/today.h"
#include "face.h"
#include "labs.h"
#include "messages.h"

enum { INDENT = 8, MOST_SHOWN = 60 };

void predict_recall(struct context *context)
{
	struct err err;

	if (predictions_recall(context, &err) != 0)
		print_error(&err);
}

/* --- who may be asked ----------------------------------------------------------------- */

/* What keeps questions from being asked; NULL: they may be. */
static const char *obstacle(struct pool *pool)
{
	const char *ask = getenv("ASK");
	const char *ci = getenv("CI");

	if (ask && strcmp(ask, "no") == 0)
		return pool_printf(pool, M_PREDICT_SWITCHED_OFF, "ASK=no");
	if (ci && *ci)
		return pool_printf(pool, M_PREDICT_SWITCHED_OFF, "CI");
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return M_PREDICT_NO_TERMINAL;
	return NULL;
}

/* --- one question --------------------------------------------------------------------- */

static const char *last_letter(struct pool *pool, const struct ask *ask)
{
	const struct ask_option *last = ask->options;

	while (last->next)
		last = last->next;
	return pool_printf(pool, "%c", option_letter(ask, last));
}

/* An order as it is typed, which is not the one that the question has: "cba". */
static const char *example_order(struct pool *pool, const struct ask *ask)
{
	const char *letters = "";

	for (const struct ask_option *at = ask->options; at; at = at->next)
		letters = pool_printf(pool, "%c%s", option_letter(ask, at), letters);
	return letters;
}

static const char *wanted(struct pool *pool, const struct ask *ask)
{
	switch (ask->kind) {
	case ASK_CHOICE: return pool_printf(pool, M_PREDICT_LETTER, last_letter(pool, ask));
	case ASK_ORDER: return pool_printf(pool, M_PREDICT_ORDER, example_order(pool, ask));
	default:
		return note_text(ask->unit)
			? pool_printf(pool, M_PREDICT_NUMBER_OF, note_text(ask->unit))
			: M_PREDICT_NUMBER;
	}
}

static void show(const struct face *face, const struct ask *ask, int ordinal, int count)
{
	const char *place = pool_printf(face->pool, "%d/%d", ordinal, count);

	fprintf(face->out, "\n  ");
	report_padded(face->out, place, INDENT - 2, false);
	report_wrapped(face, note_text(ask->says), INDENT);
	for (const struct ask_option *at = ask->options; at; at = at->next) {
		fprintf(face->out, "%*s%c  ", INDENT, "", option_letter(ask, at));
		report_wrapped(face, note_text(at->text), INDENT + 3);
	}
}

/* What was typed is no answer. */
static void explain(const struct face *face, const struct ask *ask, const char *line)
{
	const char *typed = text_visible(face->pool, line, strlen(line), MOST_SHOWN);
	const char *sentence;

	switch (ask->kind) {
	case ASK_CHOICE:
		sentence = pool_printf(face->pool, M_PREDICT_WRONG_LETTER, typed,
			last_letter(face->pool, ask));
		break;
	case ASK_ORDER:
		sentence = pool_printf(face->pool, M_PREDICT_WRONG_ORDER, typed,
			last_letter(face->pool, ask), example_order(face->pool, ask));
		break;
	default: sentence = pool_printf(face->pool, M_PREDICT_WRONG_NUMBER, typed);
	}
	fprintf(face->out, "%*s", INDENT, "");
	report_wrapped(face, sentence, INDENT);
}

/* A line without its end and the blanks around it; NULL at the end of the input. */
static const char *read_line(struct pool *pool)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t length = getline(&line, &room, stdin);
	const char *text = NULL;

	if (length >= 0) {
		length = (ssize_t)strcspn(line, "\r\n");
		text = text_trimmed(pool, line, (size_t)length);
	}
	free(line);
	return text;
}

/* The answer as it is kept, "-" when the question was left open; NULL at the end of the input. */
static const char *put(const struct face *face, const struct ask *ask)
{
	for (;;) {
		struct answer answer;
		const char *line;

		fprintf(face->out, "%*s%s", INDENT, "", wanted(face->pool, ask));
		fflush(face->out);
		line = read_line(face->pool);
		if (!line || !*line)
			return line ? "-" : NULL;
		if (answer_read(ask, line, &answer))
			return answer_kept(face->pool, ask, &answer);
		explain(face, ask, line);
	}
}

/* --- all questions of a lab ----------------------------------------------------------- */

/* Was it asked before? What is there may have been edited, and be no answer any more. */
static bool is_settled(const struct context *context, int lab, const struct ask *ask)
{
	const struct kept_answer *kept = answers_find(context->answers, lab, ask->name);
	struct answer answer;

	return kept &&
		(strcmp(kept->text, "-") == 0 || answer_read(ask, kept->text, &answer));
}

static void introduce(const struct face *face, const struct examination *examination)
{
	fprintf(face->out, M_LESSON_TITLE, examination->lab->number, face->labs,
		note_text(examination->expect.title));
	fputc('\n', face->out);
	report_wrapped(face, M_PREDICT_INTRODUCTION, 0);
}

/* Put the questions, all of them or those that are new; the answers, to be kept. */
static struct kept_answer *put_all(struct context *context,
	const struct examination *examination, const struct ask **asks, int count)
{
	const struct face face = face_of(context);
	struct kept_answer *first = NULL;
	struct kept_answer **last = &first;

	introduce(&face, examination);
	for (int i = 0; i < count; i++) {
		const char *text;

		show(&face, asks[i], i + 1, count);
		text = put(&face, asks[i]);
		if (!text) {
			clearerr(stdin);
			fputc('\n', face.out);
			break;
		}
		*last = pool_alloc(context->pool, sizeof **last);
		**last = (struct kept_answer){.lab = examination->lab->number,
			.name = asks[i]->name,
			.text = text,
			.date = today(context->pool)};
		last = &(*last)->next;
	}
	fputc('\n', face.out);
	return first;
}

static int choose(struct context *context, const struct examination *examination,
	bool again, const struct ask ***asks)
{
	int count = 0;

	for (const struct ask *at = examination->expect.asks; at; at = at->next)
		count++;
	*asks = pool_alloc(context->pool, (size_t)(count + 1) * sizeof **asks);
	count = 0;
	for (const struct ask *at = examination->expect.asks; at; at = at->next)
		if (again || !is_settled(context, examination->lab->number, at))
			(*asks)[count++] = at;
	return count;
}

static int ask_and_keep(struct context *context, const struct examination *examination,
	const struct ask **asks, int count, struct err *err)
{
	struct kept_answer *answers = put_all(context, examination, asks, count);

	return answers ? predictions_remember(context, answers, err) : 0;
}

void predict_before(struct context *context)
{
	struct examination examination;
	const struct ask **asks;
	struct err err;
	const struct lab *lab = choose_lab(context, &err);
	int count;

	if (!lab || obstacle(context->pool) ||
		examine_prepare(context, lab, &examination, &err) != 0)
		return; /* what is wrong is told by the run that follows */
	count = choose(context, &examination, false, &asks);
	if (count == 0 || ask_and_keep(context, &examination, asks, count, &err) == 0)
		return;
	print_error(&err);
	complain("%s", M_PREDICT_UNKEPT);
}

static int predict_again(struct context *context, const struct examination *examination)
{
	const char *hindrance = obstacle(context->pool);
	const struct ask **asks;
	struct err err;
	int count = choose(context, examination, true, &asks);

	if (count == 0) {
		printf(M_PREDICT_NOTHING, examination->lab->number);
		return EXIT_PASSED;
	}
	if (hindrance) {
		complain("%s", hindrance);
		return EXIT_USAGE;
	}
	if (ask_and_keep(context, examination, asks, count, &err) != 0) {
		print_error(&err);
		return EXIT_BROKEN;
	}
	printf(M_PREDICT_THEN, examination->lab->number);
	return EXIT_PASSED;
}

int command_predict(struct context *context)
{
	struct examination examination;
	struct err err;
	const struct lab *lab = choose_lab(context, &err);

	if (lab && predictions_recall(context, &err) == 0 &&
		examine_prepare(context, lab, &examination, &err) == 0)
		return predict_again(context, &examination);
	print_error(&err);
	return EXIT_USAGE;
}
