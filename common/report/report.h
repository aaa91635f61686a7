/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_REPORT_H
#define VMLAB_REPORT_REPORT_H

#include <stdbool.h>
#include <stdio.h>

#include "../match/result.h"
#include "../host/probe.h"
#include "../host/versions.h"

/* What every face is given besides the results. */
struct face {
	FILE *out;
	int columns; /* of a line of text, at most 80; 0: 80 */
	bool colour;
	bool verbose; /* V=1: the commands that show the same by hand */
	struct pool *pool;
	const struct machine *machine;
	int labs;       /* the highest number of a lab, for "lab 3 of 18" */
	bool untouched; /* nothing was judged but the suite's own programs */
	bool low_first; /* pictures have low addresses on top */
	bool texts;     /* JSON: every sentence in each language as well */
	const struct versions *versions; /* JSON */
};

/* How many labs of a list passed, failed, could not be shown, and broke the harness. */
struct tally {
	int passed;
	int failed;
	int skipped;  /* the ungraded ones among them */
	int ungraded; /* too little of the program could be judged */
	int broken;
};

/* The columns of a line. */
int report_columns(const struct face *face);

/* The part of the lab that a result is in; NULL: none, as of a build and the end of a run. */
const struct part *report_part_of(const struct result *result);

/*
 * The counts and the status of what was judged in a part of the lab, or with NULL in none; it
 * has no results.
 */
struct lab_result report_part(const struct lab_result *lab, const struct part *part);

struct tally report_tally(const struct lab_result *labs);

/* The line that closes every report for people: "N passed, N failed, N skipped". */
void report_closing_line(FILE *out, const struct lab_result *labs);

/* Name the labs that failed, broke the harness or are not graded; nothing where none did. */
void report_not_passed(const struct face *face, const struct lab_result *labs);

/* How a status is shown in front of a check: "[ ok ]", "[FAIL]", in colour if asked. */
void report_status(const struct face *face, enum status status);

enum { REPORT_LABEL = 10 }; /* columns of the name of a field, "expected  " */

/* Have two results of one status the same reason? */
bool report_same_lack(const struct result *one, const struct result *other);

/* Is it an env or error with a reason that no earlier result of the lab has? */
bool report_lack_is_new(const struct lab_result *lab, const struct result *result);

/* Print why something is not there, and the remedy, if there is anything to print. */
void report_lack(const struct face *face, const struct lack *lack, int indent);

/* The same for an env or error, unless an earlier result of the lab has told it already. */
void report_lack_once(const struct face *face, const struct lab_result *lab,
	const struct result *result, int indent);

/* Why a lab is not graded, and what can be done about it. */
const char *report_ungraded(const struct face *face, const struct lab_result *lab);

/* Print as whom the programs of the lab have run, where that makes a difference. */
void report_user(const struct face *face, const struct lab_result *lab, int indent);

/*
 * Print how many runs and tools were left out, because they are of the suite's own other programs;
 * nothing where none was.
 */
void report_left_out(const struct face *face, const struct lab_result *lab, int indent);

/*
 * What a program, a file or a tool has given a name or a text to, as it is printed: with
 * nothing in it that a terminal would obey. Every face prints such a text so; NULL stays NULL.
 */
const char *report_visible(const struct face *face, const char *text);

/* A sentence in the reader's language; NULL stays NULL. */
const char *report_said(const struct face *face, const struct said *said);

/* Print a label and a text in lines of their own, unless the text is NULL. */
void report_field(const struct face *face, int indent, const char *label, const char *text);

/* The same on one line however long, for what somebody may want to copy. */
void report_evidence(
	const struct face *face, int indent, const char *label, const char *text);

/*
 * Print `text`, the cursor being at column `indent`, in lines of that many columns at most.
 */
void report_wrapped(const struct face *face, const char *text, int indent);

/* Print `text` and blanks up to `columns`, or before it when `right`. */
void report_padded(FILE *out, const char *text, int columns, bool right);

#endif
