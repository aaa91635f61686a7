/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_RESULT_H
#define VMLAB_MATCH_RESULT_H

#include "../lang/expect.h"
#include "../evidence/record.h"
#include "../lang/mistakes.h"
#include "prediction.h"

/* The one model of a verdict; every report is made of it. */

enum status {
	STATUS_OK,
	STATUS_FAIL,
	STATUS_SKIP,     /* another check is needed first; `needs` names it */
	STATUS_ENV,      /* this machine cannot show it; never counts against anybody */
	STATUS_ERROR,    /* the harness or the expected file is at fault */
	STATUS_UNGRADED, /* of a lab: too little could be judged to call it ok */
	STATUSES,
};

/* Who tells a number of a check. */
enum origin_kind {
	ORIGIN_HARNESS, /* a count, a fact of the machine, a constant: no line tells it */
	ORIGIN_STDOUT,  /* the program, in a line of its output */
	ORIGIN_STDERR,
	ORIGIN_CALL,   /* the kernel, by strace's line of a system call, */
	ORIGIN_SIGNAL, /* or of a signal */
	ORIGIN_FAULT,  /* the kernel, of a page fault */
	ORIGIN_TOOL,   /* a tool, in a line of its text */
};

/* Where a number of a check comes from. */
struct origin {
	enum origin_kind kind;
	const char *name;  /* "$brk1" */
	const char *value; /* "0x55d0" */
	const char *where; /* "build/runs/01/grow.out:3", or NULL for a predefined name */
	const char *text;  /* the line it was captured from, made visible */
	struct origin *next;
};

/* What was read at a moment, as a sentence: "the stack pointer: 0x7ffe10b8". */
struct reading_told {
	const struct said *says;
	struct reading_told *next;
};

/* A value that a check has measured, or a range of them. */
struct measure {
	const char *
		name; /* as the expected file has it: "$brk1", "$p..$p+$page"; or "signal" */
	const char *value; /* "0x55d0", "17"; a word or the name of a signal */
	const char *end;   /* of a range: the first byte behind it; else NULL */
	const char *unit;  /* "address", "bytes", "page faults" …; NULL: none is known */
	int base;          /* 16 or 10, 0: no number */
	int line;          /* of the evidence, where it was captured; else 0 */
	int repetition;    /* of the run, 0: of no single one */
	struct measure *next;
};

struct comparison;

/* The part of a line that is another one than it should be; nothing where `to` is 0. */
struct differing {
	int from; /* its first byte, from 0, */
	int to;   /* and the one behind its last */
};

/*
 * A line of the output that is another one than it should be, and what stands around it. Several
 * blanks side by side are one, as they are where lines are compared.
 */
struct output_line {
	const char *text; /* NULL: the output ends before it */
	int number;       /* of the line, 0 then */
	struct differing at;
	bool only_blanks; /* and nothing else differs */
	bool goes_on;     /* it begins as it should be; what is marked stands behind that */
	int elsewhere; /* the number of a line that is as it should be, 0: there is none */
	const char
		*before; /* the line in front of it, or the last one; NULL: there is none */
	int before_number;
	const char *after; /* the one behind it, or NULL */
	int after_number;
};

/* The verdict on one check of one run. Strings are owned by the lab's pool. */
struct result {
	enum status status;
	const struct item
		*item;     /* what it is a verdict on; NULL: a build, the end of a run */
	bool of_program;   /* it concerns the lab's main program, see concern.h */
	const char *run;   /* the run, tool or build it is about, NULL: none or several */
	int repetition;    /* of a run, the one that failed or the last; from 1 */
	int times;         /* how many there are */
	const char *check; /* "syscalls grow", "check $brk1 == $brk0 + 1024" */
	const struct said *says;     /* the check as a sentence, own or by default */
	const char *file;            /* the expected file, and in it */
	int line;                    /* the line that failed, else the line of the check */
	const struct said *expected; /* of a FAIL: what should have been there */
	const struct said *measured; /* and what is there */
	const struct said
		*should; /* `expected` without names and formulas, NULL: it has none */
	const struct said *was;              /* `measured` in the same way */
	const struct comparison *comparison; /* of a FAIL of numbers, else NULL */
	const char *rule;    /* the formula of a FAIL as the file has it, or NULL */
	const char *formula; /* the same with the numbers in it, or NULL */
	struct reading_told *readings; /* that stand in the formula */
	const char *where;             /* evidence: file and line */
	const char *nearest;         /* a line of the evidence that comes close, or NULL */
	struct differing nearest_at; /* in which bytes of it it differs */
	const struct output_line *output; /* of a FAIL of a line of the output, else NULL */
	const char *needs;                /* of a skip: the check it needs */
	struct lack lack;                 /* of an env or error: why, and the remedy */
	const char *command;              /* what shows the evidence by hand, or NULL */
	const char *witness; /* who says so: "stdout", "strace", "perf counter" … */
	const char *branch;  /* the either's branch that this check belongs to, or NULL */
	struct origin *origins;
	struct measure *measures;  /* whether it holds or not */
	const struct notes *notes; /* why and hints of the failing line */
	struct result *next;
};

/* A text that is wanted besides the verdicts, with the lab's values in it. */
struct asked_text {
	const struct pattern *pattern;
	const char *text; /* NULL: one of its values is not there */
	struct asked_text *next;
};

enum { MOST_ALIKE = 8 };

/*
 * Known mistakes that cannot be told apart by what was recorded; none where `count` is 0. Of more than
 * MOST_ALIKE the first are here.
 */
struct mistakes_found {
	const struct mistake *at[MOST_ALIKE];
	int count;
};

/* Everything about one lab after its runs. */
struct lab_result {
	int number;
	const char *name;    /* "01-sbrk-growth" */
	const char *program; /* the source that was judged */
	bool replaced;       /* it is not the lab's own source */
	const char *own; /* that source, where another one was judged beside it, or NULL */
	bool strict;     /* an env check of the program leaves the lab without a grade */
	bool open;       /* less was judged than with the lab's own program */
	const struct run_list *left_out; /* runs and tools that it cannot change */
	int user; /* as whom its runs are performed, -1: as the one who calls */
	const struct expect *expect;
	struct asked_text *asked; /* by the ledger: what its claims show as measured */
	struct result *results;
	const char *shows; /* how the failure looks that explains the others, or NULL */
	struct mistakes_found mistakes;       /* that the failures look like */
	const struct prediction *predictions; /* a question each */
	int counts[STATUSES];
	int hidden;         /* how many checks of the program are env */
	enum status status; /* ok, FAIL, env (nothing could be judged), error, not graded */
	struct lab_result *next;
};

/*
 * The name of a result's check; of what no line of the file asks for, "run grow", it is "run_grow",
 * owned by the pool.
 */
const char *result_name(struct pool *pool, const struct result *result);

/*
 * Is a system call missing because the program has printed another number than the kernel has? The
 * nearest call has not the number that is expected of it; the first origin has.
 */
bool result_is_told_otherwise(const struct result *result);

/* Is it about what stands in memory, and not about where that is, or how it is mapped? */
bool result_is_of_bytes(const struct result *result);

/* The first of its origins that is a line of the program's stdout, and not this one; NULL: none is. */
const struct origin *result_printed(
	const struct result *result, const struct origin *except);

/* "ok", "FAIL", "skip", "env", "error" or "not graded". */
const char *status_text(enum status status);

/*
 * Count the results and decide the lab: FAIL, else error, else not graded where that is asked
 * for, else ok if anything was ok.
 */
void lab_result_finish(struct lab_result *lab);

/*
 * Make everything that the results hold the pool's own, so that what they were made of, the
 * records and their lines, can be freed. What they share with the expected file stays shared.
 */
void lab_result_keep(struct pool *pool, struct lab_result *lab);

/* What its counts make of the lab. */
enum status lab_result_status(const struct lab_result *lab);

/* The number of checks of the lab. */
int lab_result_total(const struct lab_result *lab);

/* The first result of this status; NULL when there is none. */
const struct result *lab_result_first(const struct lab_result *lab, enum status status);

#endif
