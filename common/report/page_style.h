/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_PAGE_STYLE_H
#define VMLAB_REPORT_PAGE_STYLE_H

/* What the pages of make report add to html_style. */
extern const char page_style[];

#endif
