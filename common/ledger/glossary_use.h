/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_LEDGER_GLOSSARY_USE_H
#define VMLAB_LEDGER_GLOSSARY_USE_H

#include "glossary.h"

/* Which terms of the glossary the texts of a lab use. */

/* Terms, each once, in the order in which they come up. */
struct term_list {
	const struct term **at;
	int count;
};

/* An empty list, with room for every term. */
struct term_list terms_none(struct pool *pool, const struct glossary *glossary);

/* Add a term, unless the list has it. */
void terms_add(struct term_list *list, const struct term *term);

bool terms_have(const struct term_list *list, const struct term *term);

/*
 * Add the terms of a text in any language. A term is there as whole words, or in the plural; of
 * "page fault" the page is no term of its own.
 */
void terms_in(const struct glossary *glossary, const char *text, struct term_list *list);

/* Those of a lab's explanation, and then of the titles of its parts, as its reader reads them. */
struct term_list terms_of_lab(
	struct pool *pool, const struct glossary *glossary, const struct expect *expect);

#endif
