/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_INDEX_PAGE_H
#define VMLAB_REPORT_INDEX_PAGE_H

#include "../host/project.h"
#include "report.h"

/* A line of the page. */
struct index_line {
	const struct lab *lab;
	const char *title;
	const struct lab_result *result; /* NULL: it was not judged this time */
	bool earlier;                    /* there is a page of it from an earlier report */
};

/*
 * Print the page that leads to those of the labs: a line for each of them, and the counts of those
 * that were judged.
 */
void index_page(const struct face *face, const struct index_line *lines, int count,
	const struct lab_result *results);

#endif
