/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_LEDGER_LEDGER_NAMES_H
#define VMLAB_LEDGER_LEDGER_NAMES_H

#include "ledger.h"

/* What a ledger says of labs, and the expected files of these. */

/*
 * Hold what the ledger says of a lab to the lab's expected file: each proof must be a check
 * of it, and each name that a measured text shows must be captured in it. -1 with file and
 * line of the ledger.
 */
int ledger_hold_to(
	const struct ledger *ledger, int lab, const struct expect *expect, struct err *err);

/* The first check of the proof in its lab's expected file; NULL when that has none. */
const struct item *ledger_find_check(
	const struct expect *expect, const struct proof *proof);

/* Is the check one of those of the proof? */
bool proof_names(const struct proof *proof, const struct item *item);

/* Its text with values, in the reader's language or else in English; NULL where it has none. */
const struct pattern *proof_measured(const struct proof *proof);

#endif
