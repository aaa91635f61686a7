/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EXAMINE_HINT_MEMORY_H
#define VMLAB_EXAMINE_HINT_MEMORY_H

#include "context.h"

/*
 * What `vmlab hint` needs to know of a lab's last run. It is beside the evidence: the line, the
 * number of hints, the names, and a 1 where the program was another one than the lab's.
 */
struct hint_place {
	int line;       /* of the expected file, which explains the failure; 0: none did */
	int shown;      /* how many of its hints have been shown */
	char name[128]; /* of the check, "-" when it is not known */
	char mistake[128]; /* that the failures look like, "-" when none is known */
	bool replaced; /* the program was not the lab's own, so that that one is right */
};

/* False when the lab has not been run. */
bool hint_recall(struct context *context, const struct lab *lab, struct hint_place *place);

/* -1 with the error set when it cannot be written. */
int hint_remember(struct context *context, const struct lab *lab,
	const struct hint_place *place, struct err *err);

#endif
