/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EXAMINE_FILM_RUNS_H
#define VMLAB_EXAMINE_FILM_RUNS_H

#include "../match/lab_evidence.h"

/*
 * Is it a run that the lab is about, and so worth a film? That is the first one of the lab, and
 * each whose values stand in the lab's table or whose memory is in its pictures; of several
 * repetitions the first. A run that nothing was to trace is none.
 */
bool film_is_of(const struct lab_evidence *evidence, const struct performed *performed);

#endif
