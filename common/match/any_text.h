/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_ANY_TEXT_H
#define VMLAB_MATCH_ANY_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* Texts in which "..." stands for any text. */

/* A part of a text, which need not end there. */
struct piece_of_text {
	const char *at;
	size_t length;
};

/* Does it begin with "..."? */
bool is_any_text(struct piece_of_text text);

/* What is behind its first bytes. */
struct piece_of_text text_behind(struct piece_of_text text, size_t bytes);

/* Is it the wanted text? */
bool any_text_fits(struct piece_of_text wanted, struct piece_of_text text);

#endif
