/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EXAMINE_CONTEXT_H
#define VMLAB_EXAMINE_CONTEXT_H

#include "../base/folder.h"
#include "../base/number.h"
#include "../base/pool.h"
#include "../lang/answers.h"
#include "../host/probe.h"
#include "../host/project.h"
#include "../host/versions.h"
#include "../run/observe.h"
#include "progress.h"

/* When a check that this machine cannot show leaves a program without a grade. */
enum strictness { STRICT_AS_USUAL /* with --program */, STRICT_ALWAYS, STRICT_NEVER };

/* The command line, as far as it is the same for all subcommands. */
struct options {
	const char *root;
	const char *colour; /* "auto", "always" or "never" */
	const char *top;    /* "high" or "low" addresses, NULL: not said */
	bool verbose;
	bool help;
	bool all;
	bool own;            /* judge the suite's programs, whatever is in my/ */
	const char *program; /* as the caller typed it */
	enum strictness strict;
	int jobs;        /* labs that are examined at a time; at most 1: one */
	int part;        /* (run) the checks of that part, 0: the whole lab */
	bool narrow;     /* of a replaced program, judge what it can change and no more */
	bool skips_pass; /* where nothing could be judged the status is 0 */
	const char *format;
	bool texts;        /* JSON: each sentence in every language */
	double limit;      /* seconds */
	const char *input; /* as typed, with its escapes */
	const char *args;  /* of a person's program, as a shell would split them, or NULL */
	const char *cflags; /* words for the compiler of a person's source, or NULL */
	const char *ldlibs; /* words behind the sources, or NULL */
	number stack;       /* bytes, -1 unlimited, 0 not said */
	bool no_aslr;
	bool no_huge_pages;
	bool looks_at_pages; /* where page faults are not told */
	bool clean;          /* a person's program has the environment of a lab's */
	bool same_user;      /* a program that is judged runs as the one who calls */
	const char *out;     /* (report) the folder of the pages */
	const char *html;    /* (film) the file that is written */
	const char *at;      /* (film) "62" or "40..62" */
	bool as_text;        /* (film) on stdout, in place of the page */
	bool as_json;
	bool as_trace_event;
	const char *lab; /* (quiz) the one that is asked about, or NULL: a program */
	long long seed;  /* (quiz) of an earlier time, -1: another one */
	int count;       /* (quiz) of questions, 0: as usual */
	bool sheet;      /* (quiz) only the questions */
	bool answers;    /* (quiz) only the answers */
	char **words;    /* what is not an option; NULL-terminated */
};

struct context;
struct examination;

/*
 * Called when a lab has been judged, where its evidence is, which in a worker is another process
 * than the one that tells of it. -1, with the error set, where the caller is to stop.
 */
typedef int evidence_taker(
	struct context *context, const struct examination *examination, struct err *err);

/* What every subcommand and every step of an examination works with. */
struct context {
	struct pool *pool;
	struct options options;
	struct project project;
	struct machine machine;
	struct versions versions;    /* what the verdicts are made with */
	struct lack untraced;        /* remembered from run to run */
	struct kept_answer *answers; /* that were predicted */
	bool ungraded;               /* a lab was left without a grade */
	evidence_taker *take;        /* NULL: nobody wants more than the results */
	struct kept kept;            /* of the runs of a lab */
	struct folder
		folder; /* of the evidence of the lab or the program at work, and locked */
	struct progress progress;
};

#endif
