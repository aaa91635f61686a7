/* SPDX-License-Identifier: MIT */
#include "claims.h"

#include <string.h>

#include "judge.h"

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
	const char *says = result->item ? result->item->notes.says[ENGLISH] : NULL;

	return says && strcmp(says, proof->says) == 0;
}

static const struct testimony *find_testimony(
	const struct testimony *testimonies, int count, int lab)
{
	for (int i = 0; i < count; i++)
		if (testimonies[i].lab->number == lab)
			return &testimonies[i];
	return NULL;
}

static const char *measure(const struct testimony *testimony, const struct proof *proof)
{
	const struct pattern *pattern = proof->measured[language];
	const char *text;

	return pattern && judge_text(testimony->stage, pattern, &text) ? text : NULL;
}

static struct proof_result *judge_proof(
	struct pool *pool, const struct proof *proof, const struct testimony *testimony)
{
	struct proof_result *judged = pool_alloc(pool, sizeof *judged);

	judged->proof = proof;
	judged->lab = testimony->lab;
	judged->status = STATUS_ENV;
	for (const struct result *at = testimony->lab->results; at; at = at->next) {
		if (!is_of(at, proof))
			continue;
		judged->checks++;
		if (!judged->result || outweighs(at->status, judged->status))
			judged->result = at;
		judged->status = judged->result->status;
	}
	if (judged->status != STATUS_ENV)
		judged->measured = measure(testimony, proof);
	return judged;
}

struct claim_result *claim_judge(struct pool *pool, const struct claim *claim,
	const struct testimony *testimonies, int count)
{
	struct claim_result *judged = pool_alloc(pool, sizeof *judged);
	struct proof_result **last = &judged->proofs;

	judged->claim = claim;
	judged->status = STATUS_ENV;
	for (const struct proof *proof = claim->proofs; proof; proof = proof->next) {
		const struct testimony *testimony =
			find_testimony(testimonies, count, proof->lab);

		if (!testimony)
			continue;
		*last = judge_proof(pool, proof, testimony);
		if (outweighs((*last)->status, judged->status))
			judged->status = (*last)->status;
		last = &(*last)->next;
	}
	return judged;
}

const char *claim_measured(const struct claim_result *claim)
{
	for (const struct proof_result *at = claim->proofs; at; at = at->next)
		if (at->measured)
			return at->measured;
	return NULL;
}
