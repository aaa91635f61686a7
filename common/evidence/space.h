/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_SPACE_H
#define VMLAB_EVIDENCE_SPACE_H

#include "faults.h"
#include "maps.h"
#include "page_look.h"
#include "spans.h"
#include "trace_call.h"

/*
 * The address space of a process while it is replayed: what is mapped, and which pages have been
 * touched and so are in memory. A trace tells the calls, and the kernel's records the mappings of
 * an execve and the growth of the stack, which no call makes. What has gone is kept as well, so
 * that the space can be told as it was at any step.
 */

/* A part that is mapped alike. Its file's byte at `address` has the offset address + bias. */
struct area {
	struct span span;
	char access[5];   /* "rw-p" */
	const char *path; /* as the kernel names it, "" of anonymous memory */
	const char
		*owner; /* of anonymous memory whose it is: a file's data that is not in the
			      file, "[stack:TID]" of a thread; or NULL */
	number bias;
	bool written; /* it is private and has been written: a fork hands its pages on */
	int born;     /* the step since which it is so */
	int died;     /* the first at which it is not, of what has gone */
	struct area *next; /* which had gone before */
};

/* Pages that are in memory: one that a fault has brought, or many that a call has. */
struct page {
	struct span span;
	int born;
	int died;
	bool shared; /* with another process, since a fork: the next write makes a copy */
	struct page *next;
};

struct space {
	struct pool *pool;
	struct spans areas;
	struct spans pages;
	number page_size;
	number size;     /* bytes of the areas */
	number resident; /* and of the pages */
	number brk;      /* the break, -1: not known */
	bool stack_used; /* something of the stack has been touched since the execve */
	int step;        /* the one at which is replayed */
	struct area *areas_gone;
	struct page *pages_gone;
};

/* What a page fault was about. */
enum space_touch {
	TOUCH_FIRST, /* the page comes into memory */
	TOUCH_COPY,  /* it was shared since a fork, and is copied */
	TOUCH_AGAIN, /* it was there, and is written for the first time, or may be used anew */
	TOUCH_REFUSED, /* its rights forbid it */
	TOUCH_NOWHERE, /* nothing is mapped there */
};

/* An empty one, as before an execve. */
struct space *space_new(struct pool *pool, number page_size);

/* What a child process has after fork(2): the same, its pages shared by both. */
struct space *space_fork(struct space *parent);

/* Forget everything, as an execve or the end of the process does. */
void space_end(struct space *space);

/* What a kernel's record tells. */
void space_map(struct space *space, const struct mapped *mapped);

/* The bytes that a call is about; it changed nothing where it did not succeed. */
struct space_change {
	number start;
	number end;
};

/* Is it a call about memory or processes, which space_call() takes? */
bool space_is_call(const struct trace_call *call);

/*
 * Do what a call of the trace has done: brk, mmap and their like, and the clone of a thread,
 * which has a stack. False when it is none that is about memory.
 */
bool space_call(
	struct space *space, const struct trace_call *call, struct space_change *change);

/*
 * A page fault at that address; `refused` where a signal has answered it, `kernel` where it was
 * taken in kernel mode.
 */
enum space_touch space_touch(
	struct space *space, number address, bool refused, bool kernel);

/*
 * What a look shows of the bytes from `start` to `end`: of what is in memory there, all that is
 * among these pages, and nothing else. Pages that have come and gone are told.
 */
struct space_seen {
	number first; /* the first page that has come, if any has */
	number end;   /* the end of the last */
	number come;  /* bytes */
	number gone;
};
struct space_seen space_see(struct space *space, number start, number end,
	const struct pages_seen *pages, int count);

/* What contains the address, or NULL. */
const struct area *space_area(const struct space *space, number address);

/*
 * Whose an area is, in a word: "[heap]", "[stack]", "[stack:TID]" of a thread, the name of a file
 * without its folders; NULL of other anonymous memory.
 */
const char *space_owner(const struct area *area);

#endif
