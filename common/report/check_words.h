/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_CHECK_WORDS_H
#define VMLAB_REPORT_CHECK_WORDS_H

#include "report.h"

/*
 * One sentence for several runs is told once for each status, and not once for each run. These
 * say which results that are, and how the sentence is put.
 */

/* Do two results say the same, of the same line? */
bool check_is_same(const struct result *one, const struct result *other);

/* Has one before it said the same? */
bool check_is_told(const struct lab_result *lab, const struct result *result);

/* The sentence, with what it needs of one that was skipped, and for how many runs it is. */
const char *check_words(
	const struct face *face, const struct lab_result *lab, const struct result *result);

/*
 * The check that a skipped one needs: of several sections of one name, the failed. NULL where
 * the lab has none of that name.
 */
const struct result *check_needed(
	const struct lab_result *lab, const struct result *result);

/* Its sentence, or else its name. */
const char *check_needed_words(
	const struct face *face, const struct lab_result *lab, const struct result *result);

#endif
