/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_CMD_CMD_H
#define VMLAB_CMD_CMD_H

#include "../base/err.h"
#include "../base/folder.h"
#include "../base/pool.h"
#include "../parse/number.h"
#include "../run/observe.h"
#include "../run/probe.h"
#include "../run/project.h"
#include "progress.h"

/* Exit statuses of vmlab. */
enum exit_status {
	EXIT_PASSED = 0,   /* nothing failed */
	EXIT_FAILED = 1,   /* a check failed */
	EXIT_USAGE = 2,    /* the command or a file it names is wrong; nothing was run */
	EXIT_SKIPPED = 77, /* nothing could be judged on this machine, or not graded */
	EXIT_BROKEN = 99,  /* the harness failed */
};

/* When a check that this machine cannot show leaves a program without a grade. */
enum strictness { STRICT_AS_USUAL /* with --program */, STRICT_ALWAYS, STRICT_NEVER };

/* The command line, as far as it is the same for all subcommands. */
struct options {
	const char *root;
	const char *colour; /* "auto", "always" or "never" */
	bool verbose;
	bool help;
	bool all;
	bool own;            /* judge the suite's programs, whatever is in my/ */
	const char *program; /* as the caller typed it */
	enum strictness strict;
	bool narrow;     /* of a replaced program, judge what it can change and no more */
	bool skips_pass; /* where nothing could be judged the status is 0 */
	const char *format;
	double limit;      /* seconds */
	const char *input; /* as typed, with its escapes */
	number stack;      /* bytes, -1 unlimited, 0 not said */
	bool no_aslr;
	bool same_user; /* a program that is judged runs as the one who calls */
	char **words;   /* what is not an option; NULL-terminated */
};

/* What every subcommand works with. */
struct context {
	struct pool *pool;
	struct options options;
	struct project project;
	struct machine machine;
	struct lack untraced;   /* remembered from run to run */
	bool ungraded;          /* a lab was left without a grade */
	struct kept kept;       /* of the runs of a lab */
	struct folder evidence; /* of the lab or the program at work, and locked */
	struct progress progress;
};

/* A subcommand prints what it has to say and returns an enum exit_status. */
typedef int command(struct context *context);

command command_run;
command command_check;
command command_claims;
command command_observe;
command command_list;
command command_doctor;
command command_hint;
command command_my;
command command_reset;
command command_language;

/*
 * Print a message on stderr, on one line and with nothing in it that a terminal would obey. All
 * of cmd/ speaks through this.
 */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same of an error, as "file:line: message" or "vmlab: message". */
void print_error(const struct err *err);

/* Is stdout to be coloured? By --color, NO_COLOR (no-color.org) and the terminal. */
bool wants_colour(const struct options *options);

/*
 * The labs named by the words, "1 3" or "1,3", or all of them when there are none. The
 * array is NULL-terminated and owned by the pool; NULL, with the error set, when a word
 * names no lab.
 */
const struct lab **choose_labs(struct context *context, struct err *err);

/* The one lab that the words name; NULL with the error set when they name none or more. */
const struct lab *choose_lab(struct context *context, struct err *err);

#endif
