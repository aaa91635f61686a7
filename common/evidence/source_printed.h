/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_SOURCE_PRINTED_H
#define VMLAB_EVIDENCE_SOURCE_PRINTED_H

#include "source_tokens.h"

/* Which arguments of a call print something beside given words. */

enum { MOST_ARGUMENTS = 16 };

struct source_argument {
	int from; /* its first token */
	int to;   /* behind its last one */
};

/*
 * The arguments that are printed in one line with the words, which begin at `words` in the string
 * literal at the index: by the conversions of the format, none of which is a text; or where no format is
 * there, all behind the literal, and behind which there is none, in a call of a function of the file
 * those in front of it. A row of a table is as such a call. The literal itself is none. Returns how many there are; 0 where the
 * literal is not in a call.
 */
int source_printed(const struct source_tokens *tokens, int literal, const char *words,
	struct source_argument found[MOST_ARGUMENTS]);

#endif
