/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_CLAIMS_H
#define VMLAB_MATCH_CLAIMS_H

#include "../ledger/ledger.h"
#include "result.h"

/* Claims of the articles held to what this machine has measured. */

/* One proof of a claim here. */
struct proof_result {
	const struct proof *proof;
	const struct lab_result *lab;
	enum status status;
	const struct result
		*result;      /* of the check, of several runs the one that decides the
					status; NULL where the lab shows another case here */
	int checks;           /* how many runs or builds were judged */
	const char *measured; /* in the reader's language; NULL: nothing, or not judged */
	struct proof_result *next;
};

/*
 * A claim is ok when something that proves it could be judged and nothing failed; env when
 * this machine shows nothing of it. One that cannot be observed has no proofs and is env.
 */
struct claim_result {
	const struct claim *claim;
	enum status status;
	struct proof_result *proofs;
	struct claim_result *next;
};

/* A claim of which nothing has been taken yet. Pure, as the next one; owned by the pool. */
struct claim_result *claim_begin(struct pool *pool, const struct claim *claim);

/*
 * Ask a lab that is to be examined for the texts that show what a claim's proofs of it have
 * measured.
 */
void claim_ask(struct pool *pool, const struct claim *claim, struct lab_result *lab);

/*
 * Hear what a lab has shown, which must last as long as the claim's result. Each lab that a
 * proof names is taken once.
 */
void claim_take(struct claim_result *judged, const struct lab_result *lab);

/* What was measured: by the first proof that was judged and shows a value, or NULL. */
const char *claim_measured(const struct claim_result *claim);

#endif
