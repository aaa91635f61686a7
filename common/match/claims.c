/* SPDX-License-Identifier: MIT */
#include "claims.h"

#include "../ledger/ledger_names.h"

/* Which of two decides: a failure before anything else, and what holds before what is hidden. */
static bool outweighs(enum status status, enum status other)
{
	static const int weights[STATUSES] = {
		[STATUS_ENV] = 0,
		[STATUS_OK] = 1,
		[STATUS_SKIP] = 2,
		[STATUS_ERROR] = 3,
		[STATUS_FAIL] = 4,
	};

	return weights[status] > weights[other];
}

static bool is_of(const struct result *result, const struct proof *proof)
{
	return result->item && proof_names(proof, result->item);
}

/* What the lab was asked for the proof. */
static const char *measured_of(const struct lab_result *lab, const struct proof *proof)
{
	for (const struct asked_text *at = lab->asked; at; at = at->next)
		if (at->pattern == proof_measured(proof))
			return at->text;
	return NULL;
}

static void take_proof(struct proof_result *judged, const struct lab_result *lab)
{
	judged->lab = lab;
	for (const struct result *at = lab->results; at; at = at->next) {
		if (!is_of(at, judged->proof))
			continue;
		judged->checks++;
		if (!judged->result || outweighs(at->status, judged->status))
			judged->result = at;
		judged->status = judged->result->status;
	}
	if (judged->status != STATUS_ENV)
		judged->measured = measured_of(lab, judged->proof);
}

struct claim_result *claim_begin(struct pool *pool, const struct claim *claim)
{
	struct claim_result *judged = pool_alloc(pool, sizeof *judged);
	struct proof_result **last = &judged->proofs;

	judged->claim = claim;
	judged->status = STATUS_ENV;
	for (const struct proof *proof = claim->proofs; proof; proof = proof->next) {
		*last = pool_alloc(pool, sizeof **last);
		(*last)->proof = proof;
		(*last)->status = STATUS_ENV;
		last = &(*last)->next;
	}
	return judged;
}

void claim_ask(struct pool *pool, const struct claim *claim, struct lab_result *lab)
{
	for (const struct proof *proof = claim->proofs; proof; proof = proof->next) {
		struct asked_text *asked;

		if (proof->lab != lab->number || !proof_measured(proof))
			continue;
		asked = pool_alloc(pool, sizeof *asked);
		asked->pattern = proof_measured(proof);
		asked->next = lab->asked;
		lab->asked = asked;
	}
}

void claim_take(struct claim_result *judged, const struct lab_result *lab)
{
	for (struct proof_result *at = judged->proofs; at; at = at->next) {
		if (at->proof->lab != lab->number)
			continue;
		take_proof(at, lab);
		if (outweighs(at->status, judged->status))
			judged->status = at->status;
	}
}

const char *claim_measured(const struct claim_result *claim)
{
	for (const struct proof_result *at = claim->proofs; at; at = at->next)
		if (at->measured)
			return at->measured;
	return NULL;
}
