/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_LAB_PAGE_H
#define VMLAB_REPORT_LAB_PAGE_H

#include "../match/lab_evidence.h"
#include "report.h"

/* The film of a run, which is a page of its own. */
struct lab_film {
	const char *run;     /* as its evidence is called: "n100.1" */
	const char *file;    /* beside the lab's page; NULL: there is none */
	const char *summary; /* what is in it, or why there is none */
	struct lab_film *next;
};

/* What the page of a lab is made of. */
struct lab_page {
	const struct lab_result *lab;
	const struct lab_evidence *evidence;
	const struct lab_film *films;
	const char *guide;  /* "labs/03-page-fault-counting/README.md" */
	const char *folder; /* that of its evidence, "build/runs/03" */
	bool copied;        /* the program is the student's copy in my/ */
};

/* The name of a lab's page, "03-page-fault-counting.html". */
const char *lab_page_file(struct pool *pool, const char *lab);

/* Print the page of a lab for a browser, in one file, with nothing in it from elsewhere. */
void lab_page(const struct face *face, const struct lab_page *page);

#endif
