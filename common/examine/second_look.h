/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EXAMINE_SECOND_LOOK_H
#define VMLAB_EXAMINE_SECOND_LOOK_H

#include "examination.h"

/*
 * A check of a student's program that is env is held to the lab's own program, which is
 * examined too, in folders of its own: what this machine shows of that one, the student's has
 * kept from being seen. Does nothing unless another program stands for the lab's and a check
 * of it is env. -1 as of examine_once() (pass.h).
 */
int second_look(struct context *context, struct examination *examination, struct err *err);

/*
 * What the verdicts `shown` on the lab's own program, of judge_broadly, make of those on the
 * student's. `again`: one of these is due for it, and has been judged on a run of its own since.
 */
void second_look_decide(struct pool *pool, struct lab_result *result,
	const struct result *shown, bool again);

#endif
