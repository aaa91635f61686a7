/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <signal.h>
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

/* Letters of the long options, and which of them a subcommand takes. */
static const struct option long_options[] = {
	{"root", required_argument, NULL, 'r'},
	{"color", required_argument, NULL, 'c'},
	{"top", required_argument, NULL, 'o'},
	{"verbose", no_argument, NULL, 'v'},
	{"help", no_argument, NULL, 'h'},
	{"all", no_argument, NULL, 'a'},
	{"program", required_argument, NULL, 'p'},
	{"format", required_argument, NULL, 'f'},
	{"limit", required_argument, NULL, 'l'},
	{"input", required_argument, NULL, 'i'},
	{"stack", required_argument, NULL, 's'},
	{"no-aslr", no_argument, NULL, 'n'},
	{"strict", no_argument, NULL, 't'},
	{"no-strict", no_argument, NULL, 'T'},
	{"skips-pass", no_argument, NULL, 'k'},
	{"same-user", no_argument, NULL, 'u'},
	{"texts", no_argument, NULL, 'x'},
	{"jobs", required_argument, NULL, 'j'},
	{"no-huge-pages", no_argument, NULL, 'H'},
	{"clean", no_argument, NULL, 'E'},
	{"args", required_argument, NULL, 'A'},
	{"cflags", required_argument, NULL, 'C'},
	{"ldlibs", required_argument, NULL, 'L'},
	{"out", required_argument, NULL, 'O'},
	{"html", required_argument, NULL, 'w'},
	{"text", no_argument, NULL, 'X'},
	{"at", required_argument, NULL, 'N'},
	{"json", no_argument, NULL, 'J'},
	{"trace-event", no_argument, NULL, 'V'},
	{"part", required_argument, NULL, 'P'},
	{"lab", required_argument, NULL, 'B'},
	{"seed", required_argument, NULL, 'S'},
	{"count", required_argument, NULL, 'K'},
	{"sheet", no_argument, NULL, 'Q'},
	{"answers", no_argument, NULL, 'W'},
	{NULL, 0, NULL, 0},
};

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

/*
 * The option as it is written, by its letter; else the word that was read. `known` has the
 * letters of those that this subcommand takes.
 */
static int wrong_option(struct pool *pool, int letter, const char *word, const char *known,
	const char *name)
{
	const char *names = "";

	for (const struct option *at = long_options; at->name; at++) {
		if (at->val == letter)
			word = at->name;
		if (strchr(known, at->val))
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

static int read_option(struct options *options, int letter)
{
	switch (letter) {
	case 'r': options->root = optarg; return 0;
	case 'c': return read_colour(options, optarg);
	case 'o': return read_top(options, optarg);
	case 'v': options->verbose = true; return 0;
	case 'h': options->help = true; return 0;
	case 'a': options->all = true; return 0;
	case 'p': options->program = optarg; return 0;
	case 'f': options->format = optarg; return 0;
	case 'l': return read_limit(options, optarg);
	case 'i': options->input = optarg; return 0;
	case 's': return read_stack(options, optarg);
	case 'n': options->no_aslr = true; return 0;
	case 't': options->strict = STRICT_ALWAYS; return 0;
	case 'T': options->strict = STRICT_NEVER; return 0;
	case 'k': options->skips_pass = true; return 0;
	case 'u': options->same_user = true; return 0;
	case 'j': return read_jobs(optarg, &options->jobs);
	case 'H': options->no_huge_pages = true; return 0;
	case 'E': options->clean = true; return 0;
	case 'A': options->args = optarg; return 0;
	case 'C': options->cflags = optarg; return 0;
	case 'L': options->ldlibs = optarg; return 0;
	case 'x': options->texts = true; return 0;
	case 'O': options->out = optarg; return 0;
	case 'w': options->html = optarg; return 0;
	case 'X': options->as_text = true; return 0;
	case 'N': options->at = optarg; return 0;
	case 'J': options->as_json = true; return 0;
	case 'P': return read_part(options, optarg);
	case 'B': options->lab = optarg; return 0;
	case 'S': return read_seed(optarg, &options->seed);
	case 'K': return read_count(optarg, &options->count);
	case 'Q': options->sheet = true; return 0;
	case 'W': options->answers = true; return 0;
	case 'V': options->as_trace_event = true; return 0;
	}
	return -1;
}

static int read_options(
	int argc, char *argv[], const char *allowed, int most, struct context *context)
{
	struct options *options = &context->options;
	const char *order = *allowed == '+' ? "+" : "";
	int letter;

	opterr = 0;
	optind = 2;
	while ((letter = getopt_long(argc, argv, order, long_options, NULL)) != -1) {
		if (letter == '?' || !strchr(allowed, letter))
			return wrong_option(context->pool, letter, word_read(argc, argv),
				allowed, argv[1]);
		if (read_option(options, letter) != 0)
			return -1;
	}
	options->words = argv + optind;
	if (most >= 0 && argc - optind > most) {
		complain(M_EXTRA_WORD, argv[optind + most]);
		return -1;
	}
	return 0;
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
