/* SPDX-License-Identifier: MIT */
#include "ledger_names.h"

#include <string.h>

#include "../lang/expect_walk.h"
#include "messages.h"

/* What the ledger says of a lab, held to the lab's expected file before anything runs. */

struct place {
	const struct ledger *ledger;
	const struct expect *expect;
	int line; /* of the ledger */
	struct err *err;
};

/* --- checks --------------------------------------------------------------------------- */

const struct item *ledger_find_check(const struct expect *expect, const struct proof *proof)
{
	return expect_find_item(expect, proof->checks->text);
}

bool proof_names(const struct proof *proof, const struct item *item)
{
	for (const struct word *at = proof->checks; at && item->name; at = at->next)
		if (strcmp(item->name, at->text) == 0)
			return true;
	return false;
}

const struct pattern *proof_measured(const struct proof *proof)
{
	return proof->measured[language] ? proof->measured[language]
					 : proof->measured[ENGLISH];
}

/* A check without a sentence of its own could not be quoted. */
static int check_proof(const struct place *place, const struct proof *proof)
{
	for (const struct word *at = proof->checks; at; at = at->next) {
		const struct item *item = expect_find_item(place->expect, at->text);

		if (!item)
			return err_at(place->err, place->ledger->file, proof->line,
				M_LEDGER_NO_CHECK, place->expect->file, at->text);
		if (!item->notes.says[ENGLISH])
			return err_at(place->err, place->ledger->file, proof->line,
				M_LEDGER_NO_SENTENCE, at->text, place->expect->file);
	}
	return 0;
}

/* --- names ---------------------------------------------------------------------------- */

struct capture_search {
	const struct run_spec *run;
	const char *name;
};

static int is_the_name(const struct piece *piece, void *context)
{
	const struct capture_search *search = context;

	return piece->kind != PIECE_WORD && strcmp(piece->name, search->name) == 0 ? -1 : 0;
}

static int captures_it(const struct item *item, void *context)
{
	const struct capture_search *search = context;
	const struct run_list *owner = item->runs;

	while (owner && owner->run != search->run)
		owner = owner->next;
	return owner ? item_captures(item, is_the_name, context) : 0;
}

/* In whichever branch: on another machine the text is left out. */
static bool is_captured(
	const struct item *items, const struct run_spec *run, const char *name)
{
	static const struct expect_visitor visitor = {.item = captures_it};
	struct capture_search search = {.run = run, .name = name};

	return expect_walk(items, &visitor, &search) != 0;
}

static int check_name(const struct expr *expr, bool series, void *context)
{
	const struct place *place = context;
	const struct run_spec *run =
		expr->run ? expect_find_owner(place->expect, expr->run) : NULL;

	if (!expr->run && fact_is_name(expr->name))
		return 0;
	if (!run)
		return err_at(place->err, place->ledger->file, place->line, M_LEDGER_NO_RUN,
			expr->run ? expr->run : expr->name, place->expect->file);
	if (run->times > 1 && !series)
		return err_at(place->err, place->ledger->file, place->line, M_EXPECT_SERIES,
			run->name, expr->name, run->times);
	if (fact_is_of_run(expr->name) ||
		is_captured(place->expect->items, run, expr->name))
		return 0;
	return err_at(place->err, place->ledger->file, place->line, M_EXPECT_UNKNOWN_NAME,
		expr->name, run->name);
}

static int check_measured(struct place *place, const struct pattern *measured)
{
	if (!measured)
		return 0;
	place->line = measured->line;
	for (const struct piece *at = measured->pieces; at; at = at->next)
		if (at->kind == PIECE_VALUE &&
			expr_names(at->expr, false, check_name, place) != 0)
			return -1;
	return 0;
}

int ledger_hold_to(
	const struct ledger *ledger, int lab, const struct expect *expect, struct err *err)
{
	struct place place = {.ledger = ledger, .expect = expect, .err = err};

	for (const struct claim *claim = ledger->claims; claim; claim = claim->next) {
		for (const struct proof *at = claim->proofs; at; at = at->next) {
			if (at->lab != lab)
				continue;
			if (check_proof(&place, at) != 0)
				return -1;
			for (int i = 0; i < LANGUAGES; i++)
				if (check_measured(&place, at->measured[i]) != 0)
					return -1;
		}
	}
	return 0;
}
