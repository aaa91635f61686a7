/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_JSON_TEXT_H
#define VMLAB_REPORT_JSON_TEXT_H

/* Texts and sentences in JSON. */

#if __has_include(<jansson.h>)
#include <jansson.h>

#include "report.h"

/* A text; of NULL null, and what is not UTF-8 is escaped. */
json_t *json_visible(const struct face *face, const char *text);

/*
 * Which sentence it is and what stands in it, and on request how it reads in each language. One
 * that says more than one thing is an array.
 */
json_t *json_said(const struct face *face, const struct said *said);

#endif
#endif
