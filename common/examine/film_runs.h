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

/*
 * The run to ask questions about, of the program with this source: one whose memory is drawn; else
 * of those in the table the middle one, as the extremes, such as nothing or all of it, show less;
 * else the first. NULL where there is none that can be filmed.
 */
const struct run_spec *film_run_to_ask(const struct expect *expect, const char *source);

#endif
