/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_TERMS_H
#define VMLAB_REPORT_TERMS_H

#include "../ledger/glossary_use.h"
#include "report.h"

/* How the words of the glossary are told on a terminal. */

/*
 * A line for each term, its name and its sentence, beneath the heading of a lesson; nothing where
 * there is no term, or NULL.
 */
void terms_explain(const struct face *face, const struct term_list *terms);

/* Every term so, in its groups, and how more is told of one. */
void terms_print_all(const struct face *face, const struct glossary *glossary);

/* One term in full: its sentences, its spellings, where it is defined, and what shows it. */
void term_tell(
	const struct face *face, const struct glossary *glossary, const struct term *term);

/* Permissions, "rw-p" or "r-x", letter by letter. */
void permissions_tell(const struct face *face, const char *permissions);

/* Its other spellings as a list, those of other languages too; "" when there is none. */
const char *term_spellings(const struct face *face, const struct term *term);

/* The terms that it refers to, as a list; "" when there is none. */
const char *term_see(
	const struct face *face, const struct glossary *glossary, const struct term *term);

/* The names of terms as a list, in the reader's language. */
const char *terms_named(
	const struct face *face, const struct term *const *terms, int count);

#endif
