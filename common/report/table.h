/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_TABLE_H
#define VMLAB_REPORT_TABLE_H

#include "../match/lab_evidence.h"

/* A lab's table with its values filled in. */
struct table_line {
	const char *cells[MOST_CELLS];
};

struct table {
	struct table_line head; /* in the reader's language */
	int columns;
	struct table_line *rows;
	int count; /* of the rows, 0: the lab has no table */
};

/* Fill in the table of the evidence's lab; what is not known is "-". Owned by the pool. */
struct table table_fill(struct pool *pool, const struct lab_evidence *evidence);

#endif
