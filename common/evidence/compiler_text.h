/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_COMPILER_TEXT_H
#define VMLAB_EVIDENCE_COMPILER_TEXT_H

#include <stdbool.h>

#include "../base/text.h"

/*
 * One error or warning of GCC or Clang, or of the linker: the line that tells it, and the lines
 * behind it that show the place and add notes.
 */
struct diagnostic {
	bool error; /* else a warning */
	struct lines lines;
	struct diagnostic *next;
};

/*
 * Add what a compiler has printed to a list, in its order; what is in the list already, because
 * another build of the same source has told it, is not added again. Lines that only say in which
 * function or file the next one is, and those that count, belong to none.
 */
void compiler_text_read(
	struct pool *pool, const struct bytes *said, struct diagnostic **list);

#endif
