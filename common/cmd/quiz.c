/* SPDX-License-Identifier: MIT */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "../base/folder.h"
#include "../evidence/quiz_choose.h"
#include "../examine/launch.h"
#include "../host/source_lines.h"
#include "../report/film_view.h"
#include "../report/quiz.h"
#include "../report/told.h"
#include "face.h"
#include "lab_film.h"
#include "messages.h"
#include "program_film.h"
#include "quiz.h"

/*
 * Questions about a run, with what the kernel recorded as the answers. The program runs three
 * times, because only what comes out alike each time can be asked.
 */

enum { USUAL_COUNT = 8, MOST_COUNT = 100 };

/* What is asked about: films of three runs, of which the first is shown. */
struct filmed {
	struct film films[QUIZ_RUNS];
	struct record records[QUIZ_RUNS];
	const char *again; /* what films the program anew, or NULL */
	const char *page;  /* the file of the page of the first film */
};

/* --- the options ---------------------------------------------------------------------- */

int read_count(const char *text, int *count)
{
	char *end;
	long asked = strtol(text, &end, 10);

	if (*end || end == text || asked < 1 || asked > MOST_COUNT) {
		complain(M_QUIZ_WRONG_COUNT, MOST_COUNT, text);
		return -1;
	}
	*count = (int)asked;
	return 0;
}

int read_seed(const char *text, long long *seed)
{
	char *end;

	*seed = strtoll(text, &end, 10);
	if (*end || end == text || *seed < 0 || *seed > UINT_MAX) {
		complain(M_QUIZ_WRONG_SEED, (long long)UINT_MAX, text);
		return -1;
	}
	return 0;
}

/* A short one, as somebody may want to type it. */
static unsigned seed_of(const struct options *options)
{
	enum { SEEDS = 10000 };

	if (options->seed >= 0)
		return (unsigned)options->seed;
	return ((unsigned)time(NULL) * 31 + (unsigned)getpid()) % SEEDS;
}

/* --- the page of the film ------------------------------------------------------------- */

static int write_page(
	struct context *context, struct filmed *filmed, const char *stem, struct err *err)
{
	const struct face face = face_of(context);
	const struct film_view view = {
		.film = &filmed->films[0],
		.record = &filmed->records[0],
		.command = filmed->records[0].command,
		.without_sources = !source_lines_known(),
	};
	struct told told;
	const char *page;

	told_begin(&told, &face);
	film_html(&told.face, &view);
	page = told_end(&told);
	filmed->page = pool_printf(context->pool, "%s.html", stem);
	return folder_write(&context->folder, filmed->page, page, strlen(page), err);
}

static int keep_page(struct context *context, struct filmed *filmed, const char *stem)
{
	struct err err;

	if (write_page(context, filmed, stem, &err) == 0)
		return EXIT_PASSED;
	print_error(&err);
	return EXIT_BROKEN;
}

/* --- a program of somebody's own ------------------------------------------------------ */

static const char *with_option(
	struct context *context, const char *typed, const char *name, const char *value)
{
	return value ? pool_printf(context->pool, "%s %s=%s", typed, name,
			       shell_word(context->pool, value))
		     : typed;
}

/* What the program is given, as it is typed for a shell; NULL where that is nothing. */
static const char *typed_args(struct context *context)
{
	char *const *words = context->options.words + 1;
	const char *args = context->options.args;
	const char *typed = *words ? shell_words(context->pool, words) : NULL;

	return args && typed ? pool_printf(context->pool, "%s %s", args, typed)
		: args       ? args
			     : typed;
}

/* What films the program anew; NULL where make has no variable for an option. */
static const char *film_command(struct context *context)
{
	const struct options *options = &context->options;
	const char *typed = "make film";

	if (options->stack || options->no_aslr || options->clean)
		return NULL;
	typed = with_option(context, typed, "FILE", options->words[0]);
	typed = with_option(context, typed, "ARGS", typed_args(context));
	typed = with_option(context, typed, "INPUT", options->input);
	typed = with_option(context, typed, "CFLAGS", options->cflags);
	return with_option(context, typed, "LDLIBS", options->ldlibs);
}

/* The evidence that stays is that of the last run, so this is the one that is shown. */
static int film_program(struct context *context, struct filmed *filmed)
{
	struct subject subject;
	struct compile_result built;
	int status = program_prepare(context, "quizzes", &subject, &built);

	if (status != EXIT_PASSED)
		return status;
	for (int i = QUIZ_RUNS - 1; i >= 0 && status == EXIT_PASSED; i--)
		status = program_film(
			context, &subject, &built, &filmed->records[i], &filmed->films[i]);
	filmed->again = film_command(context);
	if (status == EXIT_PASSED)
		status = keep_page(context, filmed, subject.stem);
	folder_close(&context->folder);
	return status;
}

/* --- a lab ---------------------------------------------------------------------------- */

static int film_lab_runs(struct context *context, struct filmed *filmed)
{
	const char *stem;
	int status = lab_film_runs(
		context, "quizzes", QUIZ_RUNS, filmed->records, filmed->films, &stem);

	if (status != EXIT_PASSED)
		return status;
	status = keep_page(context, filmed, stem);
	folder_close(&context->folder);
	return status;
}

/* --- asking --------------------------------------------------------------------------- */

/* A reply that is understood, in `right`; false: the question is skipped, or nobody is there. */
static bool read_reply(
	const struct face *face, const struct quiz_question *question, bool *right)
{
	bool choice = question->option_count > 0;
	char *reply = NULL;
	size_t room = 0;
	bool given = false;

	do {
		printf("    %s", choice ? M_QUIZ_ASK_LETTER : M_QUIZ_ASK_NUMBER);
		fflush(stdout);
		if (getline(&reply, &room, stdin) < 0 || !*text_skip_blanks(reply) ||
			*text_skip_blanks(reply) == '\n')
			break;
		given = quiz_reply(question, reply, right);
		if (!given) {
			printf("    ");
			report_wrapped(face,
				choice ? M_QUIZ_ASK_AGAIN : M_QUIZ_ASK_NUMBER_AGAIN, 4);
		}
	} while (!given);
	free(reply);
	return given;
}

static void ask(const struct face *face, const struct quiz_view *view)
{
	int place = 0;
	int score = 0;

	quiz_head(face, view);
	for (const struct quiz_question *at = view->questions; at; at = at->next) {
		bool right = false;
		bool given;

		quiz_tell(face, at, ++place);
		given = read_reply(face, at, &right);
		if (!given && feof(stdin)) {
			putchar('\n');
			place--;
			break;
		}
		quiz_tell_reply(face, view, at, given ? &right : NULL);
		score += given && right;
	}
	putchar('\n');
	printf(M_QUIZ_SCORE, score, place, view->page);
}

static void tell(struct context *context, const struct quiz_view *view)
{
	const struct options *options = &context->options;
	const struct face face = face_of(context);

	if (!options->sheet && !options->answers && isatty(STDIN_FILENO) &&
		isatty(STDOUT_FILENO)) {
		ask(&face, view);
		return;
	}
	if (options->sheet || !options->answers)
		quiz_sheet(&face, view);
	if (options->sheet == options->answers)
		putchar('\n');
	if (options->answers || !options->sheet)
		quiz_answers(&face, view);
}

int command_quiz(struct context *context)
{
	const struct options *options = &context->options;
	struct filmed filmed = {0};
	struct quiz_run runs[QUIZ_RUNS];
	struct quiz_view view = {.film = &filmed.films[0], .seed = seed_of(options)};
	int status;

	if (options->lab && options->words[0]) {
		complain(M_FILM_BOTH, "quiz");
		return EXIT_USAGE;
	}
	status = options->lab ? film_lab_runs(context, &filmed)
			      : film_program(context, &filmed);
	if (status != EXIT_PASSED)
		return status;
	for (int i = 0; i < QUIZ_RUNS; i++)
		runs[i] = (struct quiz_run){.film = &filmed.films[i],
			.pauses = filmed.records[i].pauses,
			.pause_count = filmed.records[i].pause_count};
	view.questions = quiz_choose(context->pool, quiz_agreed(context->pool, runs),
		view.seed, options->count ? options->count : USUAL_COUNT);
	if (!view.questions) {
		complain("%s", M_QUIZ_NONE);
		return EXIT_SKIPPED;
	}
	view.command = filmed.records[0].command;
	view.again = filmed.again;
	view.page = filmed.page;
	tell(context, &view);
	return EXIT_PASSED;
}
