/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_MISTAKE_H
#define VMLAB_MATCH_MISTAKE_H

#include "../lang/mistakes.h"
#include "lab_evidence.h"

/*
 * Which known mistake do the failures look like? Theory of operation:
 *
 * The failures of the program are compared with each mistake as sets: the same checks, runs and
 * lines fail, and no others; what this machine cannot show, and what is asked of other machines only
 * (`when`), does not count. Where no mistake
 * has this very set, those count of which the same checks fail, whatever the line. The failure
 * that explains the others, which is the one that is told, must look as it did when the mistake was
 * made (appearance.h): the same call may lack for its size and for its flags. A condition of a
 * mistake must hold as well. What is found in this way looks the same here: the mistakes cannot be
 * told apart by what the kernel has recorded. Nothing is guessed: where there is no such mistake,
 * none is found.
 */

/* Fill in how the lab's failure looks, and the mistakes that look like its results. */
void mistakes_find(const struct lab_evidence *evidence, const struct mistake *mistakes,
	struct lab_result *lab);

/*
 * The mistake whose hints help: the one that was found, or the first of several that have no hints of
 * their own and concern the same lines of the lab's own program. NULL: there is none.
 */
const struct mistake *mistake_of_hints(const struct mistakes_found *found);

/* The failure as a sign of a mistake; what it is made of may be the pool's. */
struct mistake_sign sign_of(struct pool *pool, const struct result *result);

#endif
