/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_CAUSE_H
#define VMLAB_MATCH_CAUSE_H

#include "result.h"

/*
 * Which failure explains the others? One cause makes many checks fail: a program that ends early
 * prints less and asks for less, and what it has not printed cannot be compared. So the failures
 * have ranks, and the first of the first rank that there is explains:
 *
 *   1. a source does not compile, or a run had to be stopped,
 *   2. a run that should succeed is killed or ends with another status; unless in an earlier part
 *      something fails of another run that came to its own end, which it cannot explain,
 *   3. the others, of the first part in which there are any, as the first part of a lab is what
 *      it is about, and an aside comes last. In a part come first a line of the output or a
 *      system call that is missing or another one, then the memory map, the memory and the ELF
 *      files, then how numbers relate, and last a run that should not have ended well. What fails
 *      for want of a pause comes after the check of how often the run waits.
 */

/* The failure that explains the others; NULL when nothing has failed. */
const struct result *cause_find(const struct lab_result *lab);

#endif
