/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_TRACE_CALL_H
#define VMLAB_EVIDENCE_TRACE_CALL_H

#include <stdbool.h>
#include <stddef.h>

#include "../base/number.h"
#include "trace.h"

enum { MOST_TRACE_ARGUMENTS = 8 };

/* A system call as strace prints it, "brk(0x5000) = 0x5000"; its texts are the line's. */
struct trace_call {
	const char *text;
	size_t name_length; /* its name is the beginning of the text */
	const char *arguments[MOST_TRACE_ARGUMENTS];
	size_t lengths[MOST_TRACE_ARGUMENTS];
	int count;
	bool succeeded;
	number result; /* 0 where there is none */
};

/*
 * What follows a text in quotes that begins at `at`, in which a backslash takes the next character; the
 * end of the line where nothing closes it.
 */
const char *trace_call_skip_text(const char *at);

/* Read a line; false when it is no call. */
bool trace_call_read(const struct line *line, struct trace_call *call);

/* Is it a call of that name? */
bool trace_call_is(const struct trace_call *call, const char *name);

/* An argument that is a number, 0 where it is none or there is no such argument. */
number trace_call_number(const struct trace_call *call, int argument);

/* Does an argument hold this word, as the flag MAP_FIXED? */
bool trace_call_has(const struct trace_call *call, int argument, const char *word);

/* The number behind "NAME=" in any of the arguments, or -1. */
number trace_call_field(const struct trace_call *call, const char *name);

/* How many bytes a call has written to a descriptor: write(2), writev(2); else 0. */
size_t trace_call_written(const struct line *line, int descriptor);

#endif
