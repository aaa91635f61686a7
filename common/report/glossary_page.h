/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_GLOSSARY_PAGE_H
#define VMLAB_REPORT_GLOSSARY_PAGE_H

#include "../host/project.h"
#include "../ledger/glossary.h"
#include "report.h"

/*
 * The glossary as a page in Markdown, docs/glossary.md; `make glossary` writes it. -1, with the
 * line of the glossary, when a lab that it names is not there.
 */
int glossary_page(const struct face *face, const struct glossary *glossary,
	const struct project *project, struct err *err);

#endif
