/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_FILM_STEPS_H
#define VMLAB_EVIDENCE_FILM_STEPS_H

#include "film.h"

/* The events of a film as steps: those that say the same thing again and again are one. */

enum film_step_kind {
	STEP_ONE,     /* an event */
	STEP_STARTUP, /* the loader's work */
	STEP_ALIKE, /* page faults of one region by one line, or one function, of a thread */
	STEP_MANY,  /* events one after the other, because there are too many */
};

struct film_step {
	enum film_step_kind kind;
	int first; /* events */
	int last;
};

struct film_steps {
	struct film_step *at;
	int count;
	int folded; /* events that are no step of their own */
};

/* At most `most` steps; 0: as many as there are after folding. */
struct film_steps film_fold(struct pool *pool, const struct film *film, int most);

/* How many events there are of each kind. */
struct film_counts {
	int calls;
	int faults;
	int first; /* of the faults, those that brought a page */
	int looks;
	int outputs;
	int signals;
	int ends;
};

struct film_counts film_count(const struct film *film, int first, int last);

#endif
