/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "ledger.h"
#include "messages.h"

/* What the ledger says of a lab, held to the lab's expected file before anything runs. */

struct place {
	const struct ledger *ledger;
	const struct expect *expect;
	const struct proof *proof;
	int line;
	struct err *err;
};

/* --- checks --------------------------------------------------------------------------- */

static const struct item *find_said(const struct item *items, const char *says)
{
	const struct item *found = NULL;

	for (const struct item *item = items; item && !found; item = item->next) {
		const char *own = item->notes.says[ENGLISH];

		if (own && strcmp(own, says) == 0)
			found = item;
		for (const struct branch *at = item->branches; at && !found; at = at->next)
			found = find_said(at->items, says);
	}
	return found;
}

const struct item *ledger_find_check(const struct expect *expect, const char *says)
{
	return find_said(expect->items, says);
}

/* --- names ---------------------------------------------------------------------------- */

static bool captures(const struct item *item, const struct run_spec *run, const char *name)
{
	const struct run_list *owner = item->runs;

	while (owner && owner->run != run)
		owner = owner->next;
	if (!owner)
		return false;
	for (const struct pattern *line = item->patterns; line; line = line->next)
		for (const struct piece *piece = line->pieces; piece; piece = piece->next)
			if (piece->name && piece->kind != PIECE_WORD &&
				strcmp(piece->name, name) == 0)
				return true;
	return false;
}

/* In whichever branch: on another machine the text is left out. */
static bool is_captured(
	const struct item *items, const struct run_spec *run, const char *name)
{
	for (const struct item *item = items; item; item = item->next) {
		if (captures(item, run, name))
			return true;
		for (const struct branch *at = item->branches; at; at = at->next)
			if (is_captured(at->items, run, name))
				return true;
	}
	return false;
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
	if (expect_is_run_fact(expr->name) ||
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
			if (!ledger_find_check(expect, at->says))
				return err_at(err, ledger->file, at->line,
					M_LEDGER_NO_CHECK, expect->file, at->says);
			for (int i = 0; i < LANGUAGES; i++)
				if (check_measured(&place, at->measured[i]) != 0)
					return -1;
		}
	}
	return 0;
}
