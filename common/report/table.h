/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_TABLE_H
#define VMLAB_REPORT_TABLE_H

#include "../match/lab_evidence.h"
#include "report.h"

/* A lab's table with what its runs have measured. */
struct table_line {
	const char *cells[MOST_CELLS];
};

struct table {
	struct table_line head; /* in the reader's language */
	int columns;
	struct table_line *rows;
	int count; /* of the rows, 0: there is none */
};

/*
 * Fill in the table of a lab. A value that is not there is a "-", and a row without any is left
 * out. Owned by the pool.
 */
struct table table_fill(struct pool *pool, const struct expect *expect,
	const struct lab_evidence *evidence);

/* Print it, indented by `indent` columns. Nothing where the lab has no table. */
void table_print(const struct face *face, const struct expect *expect,
	const struct lab_evidence *evidence, int indent);

#endif
