/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_PREDICTION_H
#define VMLAB_MATCH_PREDICTION_H

#include "../base/said.h"
#include "../lang/answers.h"

struct lab_evidence;

/* The answer of this machine to a question of the lab, and the one that was predicted. */
struct prediction {
	const struct ask *ask;
	bool has_answer;   /* the runs have measured it */
	bool is_predicted; /* somebody has answered it */
	bool right;        /* both, and they agree */
	struct answer measured;
	struct answer predicted;
	const char *date;           /* of the prediction, or NULL */
	const struct said *because; /* NULL: one of its values is not there */
	struct prediction *next;
};

/*
 * Answer every question of the lab of this number from what its runs have captured, and compare
 * that with what was kept. Where things of an order have equal values, any order of them is right.
 */
struct prediction *predictions_answer(
	const struct lab_evidence *evidence, int lab, const struct kept_answer *kept);

/* A copy that is the pool's own, but for what it shares with the expected file. */
struct prediction *predictions_keep(
	struct pool *pool, const struct prediction *predictions);

#endif
