/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_APPEARANCE_H
#define VMLAB_MATCH_APPEARANCE_H

#include "lab_evidence.h"

/*
 * How a failure looks, in words that are the same in every run and on every machine, as far as that
 * goes: what of the nearest system call is another, the words of a line, what kind of place an
 * address is, how a number differs. What is not the same stands as N, or as less or more. It
 * has no language: known mistakes are told apart by it, and nobody is told it.
 *
 *     mmap: argument 4 is MAP_SHARED|MAP_ANONYMOUS
 *     in [stack], more
 *     was_no_call brk
 *
 * NULL where nothing was measured.
 */
const char *appearance_of(const struct lab_evidence *evidence, const struct result *failed);

#endif
