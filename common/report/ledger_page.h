/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_LEDGER_PAGE_H
#define VMLAB_REPORT_LEDGER_PAGE_H

#include "../host/project.h"
#include "../ledger/ledger.h"
#include "report.h"

/* A lab and its expected file. */
struct ledger_lab {
	const struct lab *lab;
	const struct expect *expect;
};

/* The ledger as a page in Markdown, for docs/articles; `labs` is in the order of numbers. */
void ledger_page(const struct face *face, const struct ledger *ledger,
	const struct ledger_lab *labs, int count);

#endif
