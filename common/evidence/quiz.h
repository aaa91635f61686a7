/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_QUIZ_H
#define VMLAB_EVIDENCE_QUIZ_H

#include "../base/text.h"
#include "film.h"
#include "record.h"

/*
 * Questions about a run that its film answers, as data: no sentence of any language. What differs
 * from run to run, as addresses and process numbers do, is neither asked nor shown in a question.
 */

enum quiz_kind {
	QUIZ_PAGES,    /* how many pages mmap() gives for so many bytes */
	QUIZ_TOUCHED,  /* how many of its pages ever come into memory */
	QUIZ_BREAK,    /* by how many bytes brk() moves the break */
	QUIZ_RIGHTS,   /* which permissions a mapping has behind a call */
	QUIZ_CALL,     /* what the kernel does at a call */
	QUIZ_NEXT,     /* which call comes next */
	QUIZ_FREED,    /* how many pages of what is given back were in memory */
	QUIZ_LINE,     /* how many page faults a line of the source takes */
	QUIZ_OWNER,    /* whose memory a line touches */
	QUIZ_FAULT,    /* what the kernel does at the faults of a line */
	QUIZ_RETURNED, /* whether memory goes back to the kernel between two outputs */
	QUIZ_MAPPINGS, /* how many lines the map has more at one wait than at another */
	QUIZ_GROWN,    /* how many pages more are mapped then */
	QUIZ_COPIES,   /* how many faults of a child are copy on write */
	QUIZ_KINDS
};

/* The values of the options of QUIZ_OWNER. */
enum quiz_owner { OWNER_HEAP, OWNER_STACK, OWNER_MAPPING, OWNER_PROGRAM, OWNER_LIBRARY };

/* And those of QUIZ_CALL and QUIZ_FAULT. */
enum quiz_deed {
	DEED_MAPS,    /* addresses outside of the heap, with no page in memory */
	DEED_FILLS,   /* the same with all their pages */
	DEED_GROWS,   /* the heap, by addresses with no page in memory */
	DEED_EXTENDS, /* the same with all their pages */
	DEED_SHRINKS, /* the heap */
	DEED_DROPS,   /* pages, and the addresses stay */
	DEED_BRINGS,  /* a page into memory */
	DEED_COPIES,  /* or makes its own, a page that is shared since a fork */
	DEED_SIGNALS, /* it refuses the access */
	DEED_NOTHING
};

/* And of QUIZ_RETURNED. */
enum quiz_return { RETURN_NOTHING, RETURN_PAGES, RETURN_ADDRESSES };

struct quiz_option {
	number value;
	const char *text; /* of QUIZ_RIGHTS and QUIZ_NEXT, else NULL */
};

enum { MOST_QUIZ_OPTIONS = 4 };

struct quiz_question {
	enum quiz_kind kind;
	/* What it is about, the same in every run of the program. */
	const char *
		subject; /* a call without its addresses, a line of the source, an output */
	const char *other; /* the second output, or the name of the source; else NULL */
	int place; /* of a call among its process's, of a line, of a wait, of a process */
	number given; /* what the question tells: bytes, pages, or 1 and -1: up and down */
	/* The answer. */
	number answer; /* a number, or the value of the right option */
	struct quiz_option
		options[MOST_QUIZ_OPTIONS]; /* the right one first, until chosen */
	int option_count;                   /* 0: a number is asked for */
	int right;                          /* which of the options is the right one */
	/* Where it is recorded. */
	int event;     /* of the film, from 0; of a wait the last one before it */
	int last;      /* the last one of those that are counted, or the same */
	int since;     /* of a wait, the event of the one before it; else -1 */
	int shows;     /* the event that the answer shows as well, -1: none */
	number before; /* what was counted at the wait before, and at this one */
	number behind;
	bool steady; /* these events have the same numbers in all films */
	struct quiz_question *next;
};

/* A run to draw questions from. */
struct quiz_run {
	const struct film *film;
	const struct pause *pauses;
	int pause_count;
};

/* Every question that one run answers, in no order; NULL: none. */
struct quiz_question *quiz_find(struct pool *pool, const struct quiz_run *run);

enum { QUIZ_RUNS = 3 };

/* The questions of the first run that the others answer in the same way. */
struct quiz_question *quiz_agreed(struct pool *pool, const struct quiz_run runs[QUIZ_RUNS]);

#endif
