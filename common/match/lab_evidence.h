/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_LAB_EVIDENCE_H
#define VMLAB_MATCH_LAB_EVIDENCE_H

#include "../base/pool.h"
#include "../elf/elf_image.h"
#include "result.h"

/* What a name was captured as, and where. */
struct value {
	number number;
	bool hex;
	const char *word; /* of $name:word; the number is then meaningless */
	enum channel channel;
	const struct line *line;
};

struct binding {
	const char *name;
	struct value value;
};

/* A name that stays without a value, because the section that captures it is not ok. */
struct missing {
	const char *name;
	const char *check;
	enum status status; /* of that section */
	struct lack lack;
	struct missing *next;
};

/*
 * One performed run. A capture belongs to its performed: the channels of one run share it, and
 * no other run, nor another repetition of the same one, ever sees it.
 */
struct performed {
	const struct run_spec *run;
	int repetition; /* from 1 */
	const struct record *record;
	struct binding *bindings;
	int count;
	int room;
	struct missing *missing;
};

struct fact {
	const char *name;
	number value;
};

/* How many records there are of a run, one for each time, or of a tool. */
int evidence_count_performed(
	const struct lab_evidence *evidence, const struct run_spec *run);

/* The file of a build. */
struct build_file {
	const struct build_spec *build;
	const struct elf_image *image;
	bool built;
	bool failed;           /* the compiler refuses the source, and `unread` says how */
	struct lack unread;    /* why there is no image */
	struct bytes said;     /* what the compiler printed, where that is known */
	const char *said_file; /* where all of it is, or NULL */
	bool asked;            /* a check has read it */
	struct bytes bytes;    /* of the file, where there is an image */
	const char *path;      /* as it is shown */
};

/* Everything that judging one lab looks at. */
struct lab_evidence {
	struct pool *pool;
	const struct expect *expect;
	const char *main; /* the source that a student's program stands for, or NULL */
	bool replaced;    /* one does */
	bool narrow;      /* only what `needed` lists is performed and judged: need.h */
	struct run_list *needed;
	struct build_list *needed_builds; /* besides those of these runs */
	struct performed
		*performed; /* in the order of the runs, repetitions side by side */
	int performed_count;
	struct build_file *files; /* of every build that was built */
	int file_count;
	const struct fact *facts; /* of the machine */
	int fact_count;
};

/* The value of `name` in the performed, NULL when it has none (yet). */
const struct value *performed_find(const struct performed *performed, const char *name);

/* Give `name` a value. Taking it back is setting performed->count to what it was. */
void performed_bind(struct pool *pool, struct performed *performed, const char *name,
	const struct value *value);

/* Remember why `name` has no value; the first reason stays. */
void performed_miss(struct pool *pool, struct performed *performed, const char *name,
	const struct result *section);

const struct missing *performed_find_missing(
	const struct performed *performed, const char *name);

/* The file of a build. */
struct build_file *evidence_find_file(
	const struct lab_evidence *evidence, const struct build_spec *build);

/* A fact of the machine by its name; NULL when the evidence does not hold it. */
const struct fact *evidence_find_fact(
	const struct lab_evidence *evidence, const char *name);

#endif
