/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_STAGE_H
#define VMLAB_MATCH_STAGE_H

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
 * One performed run. A capture belongs to its scene: the channels of one run share it, and
 * no other run, nor another repetition of the same one, ever sees it.
 */
struct scene {
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

/* The file of a build. */
struct build_file {
	const struct build_spec *build;
	const struct elf_image *image;
	bool built;
	bool failed;        /* the compiler refuses the source, and `unread` says how */
	struct lack unread; /* why there is no image */
	const char *path;   /* as it is shown */
};

/* Everything that judging one lab looks at. */
struct stage {
	struct pool *pool;
	const struct expect *expect;
	const char *main; /* the source that a student's program stands for, or NULL */
	bool replaced;    /* one does */
	bool narrow;      /* only what `needed` lists is performed and judged: need.h */
	struct run_list *needed;
	struct build_list *needed_builds; /* besides those of these runs */
	struct scene *scenes; /* in the order of the runs, repetitions side by side */
	int scene_count;
	const struct build_file *files; /* of every build that was built */
	int file_count;
	const struct fact *facts; /* of the machine */
	int fact_count;
};

/* The value of `name` in the scene, NULL when it has none (yet). */
const struct value *scene_find(const struct scene *scene, const char *name);

/* Give `name` a value. Taking it back is setting scene->count to what it was. */
void scene_bind(struct pool *pool, struct scene *scene, const char *name,
	const struct value *value);

/* Remember why `name` has no value; the first reason stays. */
void scene_miss(struct pool *pool, struct scene *scene, const char *name,
	const struct result *section);

const struct missing *scene_find_missing(const struct scene *scene, const char *name);

/* The file of a build. */
const struct build_file *stage_find_file(
	const struct stage *stage, const struct build_spec *build);

/* A fact of the machine by its name; NULL when the stage does not hold it. */
const struct fact *stage_find_fact(const struct stage *stage, const char *name);

#endif
