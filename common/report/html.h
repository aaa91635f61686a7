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

/* Print a text that leads to a file beside the page. */
void html_link(const struct face *face, const char *file, const char *text);

/*
 * Print the head of a page in the reader's language, up to the style sheet that all pages share.
 * The caller prints what its page adds to that, and then </style></head>.
 */
void html_begin(const struct face *face, const char *title);

/* The style sheet that all pages share, html_style.c: colours, letters, headings. */
extern const char html_style[];

#endif
