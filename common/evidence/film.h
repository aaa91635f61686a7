/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_FILM_H
#define VMLAB_EVIDENCE_FILM_H

#include "space.h"

/*
 * The film of a run: its events in the order of time, and what was mapped and in memory after
 * each of them. An event is a call about memory, a page fault, something printed, a signal or an
 * end; where faults may not be seen, also a look at which pages are in memory. Steps are numbers of events, from 0. What is alive at step N was born at N or before, and
 * dies behind it.
 */

enum film_kind { FILM_CALL, FILM_FAULT, FILM_OUTPUT, FILM_SIGNAL, FILM_EXIT, FILM_LOOK };

struct film_event {
	enum film_kind kind;
	int lane;
	int tid;
	number time;      /* nanoseconds from the execve on, -1: not known */
	int line;         /* of the log, 0: it is a fault or a look */
	const char *text; /* the line, NULL where there is none */
	bool failed;      /* a call that has not done what it was asked for */
	number start; /* the bytes that it is about, start == end: none; of a fault its page */
	number end;
	number address; /* of a fault */
	const char *
		owner; /* whose they are, as space_owner() says; NULL of anonymous memory */
	bool mapped;   /* they belong to an area at all, after the event or before it */
	int region;    /* -1: none */
	enum space_touch touch;
	bool kernel;          /* a fault that was taken in kernel mode */
	const char *code;     /* path of the file with the instruction, NULL: not known */
	number code_offset;   /* of the instruction in it */
	const char *function; /* where it is known */
	const char *source;   /* path of the source, NULL: not known */
	int source_line;
	const char *source_text; /* that line of it, where it can be read */
	int faults;              /* of the whole run until then */
	number come;     /* bytes that a look has found in memory for the first time */
	number gone;     /* and those that it has no longer found */
	number resident; /* bytes in memory after it, of its process */
	number size;     /* bytes mapped after it */
	int output;      /* FILM_OUTPUT: which, from 0; else how many until then */
};

/* A piece of what was printed. */
struct film_output {
	int step;
	bool is_err;
	size_t from; /* in the stream */
	size_t to;
};

/* A process, from its fork or execve to its end or the next execve. */
struct film_lane {
	int pid;
	const char
		*program; /* as execve(2) was given it; that of its parent after a fork */
	int parent;       /* the lane from which it has come by fork(2), or -1 */
	int home;         /* the lane whose memory it uses: another one after vfork(2) */
	int born;         /* its first step */
	int region_count; /* its regions lie one behind the other, in ascending order */
	int first_region;
};

/* Bytes that lie together and are one's: what is drawn as one. */
struct film_region {
	int lane;
	number start;
	number end;
	const char *owner;
};

struct film_area {
	int lane;
	int region;
	const struct area
		*area; /* its `died` is set: the number of events where it lived on */
};

struct film_pages {
	int lane;
	int region;
	const struct page *page; /* the same */
};

struct film {
	struct film_event *events;
	int count;
	int startup; /* so many of the first events are the loader's work */
	struct film_lane *lanes;
	int lane_count;
	struct film_region *regions;
	int region_count;
	struct film_area *areas; /* by lane and start */
	int area_count;
	struct film_pages *pages; /* by lane and start */
	int page_count;
	struct film_output *outputs;
	int output_count;
	struct bytes out; /* what was printed */
	struct bytes err;
	number page_size;
	number lost;    /* faults that are not known */
	bool user_only; /* those taken in kernel mode are not */
	int looks;      /* at the pages in memory, in place of the faults */
	bool unlisted;  /* no fault is known, and what an execve maps is not either */
};

/* What a film is made of. */
struct film_evidence {
	struct bytes log;     /* strace's, from the execve of the first process on */
	int pid;              /* that process */
	const char *program;  /* its name where the log does not tell it; NULL: not known */
	const number *stamps; /* when each line of it began; NULL: not known */
	const struct fault_log *faults; /* NULL: not known */
	const struct page_look *looks;  /* in the order of time, where they are not known */
	struct bytes out;
	struct bytes err;
	number page_size;
};

/* Make the film, in the pool; -1, with the line of the log, where that makes no sense. */
int film_make(struct pool *pool, const struct film_evidence *evidence, struct film *film,
	struct err *err);

#endif
