/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../base/file.h"
#include "../base/locale.h"
#include "../base/text.h"
#include "../base/version.h"
#include "../run/observe.h"
#include "cmd.h"
#include "labs.h"
#include "messages.h"
#include "quiz.h"

enum { DEFAULT_LIMIT = 5 }; /* seconds of run time */

static const struct {
	const char *name;
	const char *options; /* behind a +, only those before the first word, getopt(3) */
	int words;           /* how many may follow, -1: any number */
	command *run;
} commands[] = {
	{"run", "rcovhapltTkuP", -1, command_run},
	{"watch", "rcovhpltTkuP", -1, command_watch},
	{"progress", "rch", 0, command_progress},
	{"check", "rcvhpfltTkuxj", -1, command_check},
	{"judge", "rcvhfxk", -1, command_judge},
	{"claims", "rchflkj", -1, command_claims},
	{"what", "rchf", -1, command_what},
	{"observe", "+rchlisnkHEACL", -1, command_observe},
	{"film", "+rchaplisnkuEACLBwXNJV", -1, command_film},
	{"quiz", "+rchplisnkuEACLBSKQW", -1, command_quiz},
	{"report", "rcohpltTkujO", -1, command_report},
	{"list", "rch", 0, command_list},
	{"doctor", "rch", 0, command_doctor},
	{"hint", "rch", -1, command_hint},
	{"predict", "rch", -1, command_predict},
	{"my", "rch", -1, command_my},
	{"reset", "rch", -1, command_reset},
	{"language", "rch", 1, command_language},
	{"sentences", "rch", -1, command_sentences},
};

/* --- the command line ----------------------------------------------------------------- */

static int read_limit(struct options *options, const char *text)
{
	char *end;

	options->limit = strtod(text, &end);
	if (*end || !(options->limit > 0) || options->limit > 3600) {
		complain(M_WRONG_LIMIT, text);
		return -1;
	}
	return 0;
}

static int read_stack(struct options *options, const char *text)
{
	if (number_read_limit(text, &options->stack))
		return 0;
	complain(M_WRONG_STACK, text);
	return -1;
}

static int read_part(struct options *options, const char *text)
{
	char *end;
	long part = strtol(text, &end, 10);

	if (*end || end == text || part < 1 || part > INT_MAX) {
		complain(M_WRONG_PART, text);
		return -1;
	}
	options->part = (int)part;
	return 0;
}

static int read_top(struct options *options, const char *text)
{
	options->top = text;
	if (strcmp(text, "high") == 0 || strcmp(text, "low") == 0)
		return 0;
	complain(M_WRONG_TOP, text);
	return -1;
}

static int read_colour(struct options *options, const char *text)
{
	options->colour = text;
	if (strcmp(text, "auto") == 0 || strcmp(text, "always") == 0 ||
		strcmp(text, "never") == 0)
		return 0;
	complain(M_WRONG_COLOUR, text);
	return -1;
}

static int read_strict(struct options *options, const char *text)
{
	(void)text;
	options->strict = STRICT_ALWAYS;
	return 0;
}

static int read_no_strict(struct options *options, const char *text)
{
	(void)text;
	options->strict = STRICT_NEVER;
	return 0;
}

static int read_jobs_option(struct options *options, const char *text)
{
	return read_jobs(text, &options->jobs);
}

static int read_seed_option(struct options *options, const char *text)
{
	return read_seed(text, &options->seed);
}

static int read_count_option(struct options *options, const char *text)
{
	return read_count(text, &options->count);
}

#define FLAG(member)           no_argument, offsetof(struct options, member), NULL
#define TEXT(member)           required_argument, offsetof(struct options, member), NULL
#define WITHOUT_TEXT(function) no_argument, 0, function
#define WITH_TEXT(function)    required_argument, 0, function

/* An option and what it sets: a member that is true or the text behind it, or what a reader says. */
static const struct known_option {
	const char *name;
	char letter;
	int takes; /* no_argument or required_argument, getopt(3) */
	size_t member;
	int (*read)(
		struct options *options, const char *text); /* NULL: it sets the member */
} known_options[] = {
	{"root", 'r', TEXT(root)},
	{"color", 'c', WITH_TEXT(read_colour)},
	{"top", 'o', WITH_TEXT(read_top)},
	{"verbose", 'v', FLAG(verbose)},
	{"help", 'h', FLAG(help)},
	{"all", 'a', FLAG(all)},
	{"program", 'p', TEXT(program)},
	{"format", 'f', TEXT(format)},
	{"limit", 'l', WITH_TEXT(read_limit)},
	{"input", 'i', TEXT(input)},
	{"stack", 's', WITH_TEXT(read_stack)},
	{"no-aslr", 'n', FLAG(no_aslr)},
	{"strict", 't', WITHOUT_TEXT(read_strict)},
	{"no-strict", 'T', WITHOUT_TEXT(read_no_strict)},
	{"skips-pass", 'k', FLAG(skips_pass)},
	{"same-user", 'u', FLAG(same_user)},
	{"texts", 'x', FLAG(texts)},
	{"jobs", 'j', WITH_TEXT(read_jobs_option)},
	{"no-huge-pages", 'H', FLAG(no_huge_pages)},
	{"clean", 'E', FLAG(clean)},
	{"args", 'A', TEXT(args)},
	{"cflags", 'C', TEXT(cflags)},
	{"ldlibs", 'L', TEXT(ldlibs)},
	{"out", 'O', TEXT(out)},
	{"html", 'w', TEXT(html)},
	{"text", 'X', FLAG(as_text)},
	{"at", 'N', TEXT(at)},
	{"json", 'J', FLAG(as_json)},
	{"trace-event", 'V', FLAG(as_trace_event)},
	{"part", 'P', WITH_TEXT(read_part)},
	{"lab", 'B', TEXT(lab)},
	{"seed", 'S', WITH_TEXT(read_seed_option)},
	{"count", 'K', WITH_TEXT(read_count_option)},
	{"sheet", 'Q', FLAG(sheet)},
	{"answers", 'W', FLAG(answers)},
};

enum { KNOWN_OPTIONS = sizeof known_options / sizeof *known_options };

static int read_option(struct options *options, const struct known_option *known)
{
	char *member = (char *)options + known->member;

	if (known->read)
		return known->read(options, optarg);
	if (known->takes == required_argument)
		*(const char **)member = optarg;
	else
		*(bool *)member = true;
	return 0;
}

/*
 * The option as it is written, by its letter; else the word that was read. `allowed` has the
 * letters of those that this subcommand takes.
 */
static int wrong_option(struct pool *pool, int letter, const char *word,
	const char *allowed, const char *name)
{
	const char *names = "";

	for (int i = 0; i < KNOWN_OPTIONS; i++) {
		const struct known_option *at = &known_options[i];

		if (at->letter == letter)
			word = at->name;
		if (strchr(allowed, at->letter))
			names = pool_printf(
				pool, "%s%s--%s", names, *names ? ", " : "", at->name);
	}
	complain(M_WRONG_OPTION, text_starts(word, "-") ? "" : "--", word, name, names);
	return -1;
}

/* Of "-xy" getopt_long has read the x, and stays at the word until it has read the y. */
static const char *word_read(int argc, char *argv[])
{
	return *argv[optind - 1] != '-' && optind < argc ? argv[optind] : argv[optind - 1];
}

/* As getopt_long(3) wants them: what it gives back for one is its place in the table. */
static void list_options(struct option list[KNOWN_OPTIONS + 1], int *place)
{
	for (int i = 0; i < KNOWN_OPTIONS; i++)
		list[i] = (struct option){
			known_options[i].name, known_options[i].takes, place, i};
	list[KNOWN_OPTIONS] = (struct option){0};
}

static int read_options(
	int argc, char *argv[], const char *allowed, int most, struct context *context)
{
	struct options *options = &context->options;
	struct option list[KNOWN_OPTIONS + 1];
	const char *order = *allowed == '+' ? "+" : "";
	int place;
	int found;

	list_options(list, &place);
	opterr = 0;
	optind = 2;
	while ((found = getopt_long(argc, argv, order, list, NULL)) != -1) {
		const struct known_option *known =
			found == 0 ? &known_options[place] : NULL;

		if (!known || !strchr(allowed, known->letter))
			return wrong_option(context->pool, known ? known->letter : '?',
				word_read(argc, argv), allowed, argv[1]);
		if (read_option(options, known) != 0)
			return -1;
	}
	options->words = argv + optind;
	if (most >= 0 && argc - optind > most) {
		complain(M_EXTRA_WORD, argv[optind + most]);
		return -1;
	}
	return 0;
}

/* A person may have written the file, with an editor or by echo. */
static void drop_blanks_at_end(struct bytes *text)
{
	while (text->size > 0 && strchr(" \t\r\n", text->data[text->size - 1]))
		text->size--;
	text->data[text->size] = '\0';
}

/* my/language of the project this program was built in; anything else comes too late. */
static void choose_language(struct pool *pool)
{
	const char *asked = getenv("VMLAB_LANG");
	struct project project;
	struct bytes remembered = {0};
	struct err err;

	if (project_open(pool, NULL, &project, &err) == 0 &&
		file_read(pool, "my/language", &remembered, &err) != 0)
		remembered.data = NULL;
	if (remembered.data)
		drop_blanks_at_end(&remembered);
	if (project.caller && chdir(project.caller) != 0)
		remembered.data = NULL;
	if (!language_choose(asked, remembered.data))
		complain(M_WRONG_LANGUAGE, asked);
}

static int call(struct context *context, command *run)
{
	struct err err;
	int status;

	if (project_open(context->pool, context->options.root, &context->project, &err) !=
		0) {
		print_error(&err);
		return EXIT_USAGE;
	}
	probe_machine(context->pool, &context->machine);
	status = run(context);
	return status == EXIT_SKIPPED && context->options.skips_pass && !context->ungraded
		? EXIT_PASSED
		: status;
}

/* --- what may happen to this process -------------------------------------------------- */

__attribute__((noreturn)) static void say_exhausted(void)
{
	static const char end[] = "\n";

	file_write_to(STDERR_FILENO, M_NO_MEMORY_LEFT, strlen(M_NO_MEMORY_LEFT));
	file_write_to(STDERR_FILENO, end, strlen(end));
	_exit(EXIT_BROKEN);
}

/*
 * A write into a pipe that nobody reads, or beyond the limit on the size of files, is an
 * error that is told, and does not end the harness while a run goes on.
 */
static void prepare_process(void)
{
	pool_exhausted = say_exhausted;
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
}

/* 0, or the status to exit with, when not all could be printed. */
static int finish_printing(void)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return 0;
	if (errno == EPIPE) { /* the reader has seen enough, as that of any command may */
		signal(SIGPIPE, SIG_DFL);
		raise(SIGPIPE);
	}
	complain("%s", M_NO_STDOUT);
	return EXIT_BROKEN;
}

static bool asks_for_help(const char *name)
{
	return strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 ||
		strcmp(name, "help") == 0;
}

static bool asks_for_version(const char *name)
{
	return strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0;
}

static int dispatch(int argc, char *argv[], struct context *context)
{
	const char *name = argc > 1 ? argv[1] : "--help";

	if (asks_for_help(name)) {
		printf("%s", M_HELP);
		return argc > 1 ? EXIT_PASSED : EXIT_USAGE;
	}
	if (asks_for_version(name)) {
		printf("vmlab %s\n", VERSION);
		return EXIT_PASSED;
	}
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		if (strcmp(name, commands[i].name) != 0)
			continue;
		if (read_options(argc, argv, commands[i].options, commands[i].words,
			    context) != 0)
			return EXIT_USAGE;
		if (context->options.help) {
			printf("%s", M_HELP);
			return EXIT_PASSED;
		}
		return call(context, commands[i].run);
	}
	complain(M_NO_SUBCOMMAND, name);
	return EXIT_USAGE;
}

int main(int argc, char *argv[])
{
	struct pool pool = {0};
	struct context context = {.pool = &pool,
		.options = {.colour = "auto", .limit = DEFAULT_LIMIT, .seed = -1}};
	int status;
	int printed;

	prepare_process();
	choose_language(&pool);
	status = dispatch(argc, argv, &context);
	printed = finish_printing();
	observe_finish();
	pool_free(&pool);
	return printed ? printed : status;
}
