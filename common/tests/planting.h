/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_TESTS_PLANTING_H
#define VMLAB_TESTS_PLANTING_H

#include "../lang/expect.h"

/*
 * Lines of an expected file that are changed so that they do not hold, whatever was recorded: a
 * number that is another one, a line that nobody prints, a mapping that nobody has.
 */

/* What is to be failed of an item; one of them, or none: the item itself. */
struct planted {
	struct item *item;
	struct pattern *pattern;
	struct statement *statement;
};

/* Change it. False where no change would make it fail. */
bool plant(struct pool *pool, struct planted *planted);

/* Take the last change back. */
void unplant(struct planted *planted);

#endif
