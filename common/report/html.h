/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_HTML_H
#define VMLAB_REPORT_HTML_H

#include "report.h"

/* Print a text so that it stands in a page or in an attribute as it is, whatever is in it. */
void html_text(const struct face *face, const char *text);

/* The same of a text in several lines, which stay lines. */
void html_lines(const struct face *face, const char *text);

/* The same between <NAME> and </NAME>. */
void html_element(const struct face *face, const char *name, const char *text);

#endif
