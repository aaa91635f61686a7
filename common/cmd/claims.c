/* SPDX-License-Identifier: MIT */
#include "../report/claims.h"

#include <stdio.h>
#include <string.h>

#include "../base/file.h"
#include "../base/text.h"
#include "face.h"
#include "labs.h"
#include "messages.h"

/*
 * The ledger of the articles. Its labs are run with the suite's own programs, whatever is in
 * my/, and each claim is held to what they have measured.
 */

static const char file[] = "docs/articles/claims.txt";

struct assertion {
	struct context *context;
	struct ledger ledger;
	const struct claim **claims;      /* that were asked for, NULL-terminated */
	struct examination *examinations; /* of the labs whose checks they name */
	int count;
	struct claim_result *results;
};

/* --- before anything runs ------------------------------------------------------------- */

static int read_ledger(struct assertion *assertion, struct err *err)
{
	struct bytes text;

	if (file_read(assertion->context->pool, file, &text, err) != 0)
		return -1;
	return ledger_parse(assertion->context->pool, file, text.data, text.size,
		&assertion->ledger, err);
}

/* Those of the command line, else all. */
static int choose_claims(struct assertion *assertion, struct err *err)
{
	struct context *context = assertion->context;
	int count = 0;

	for (const struct claim *at = assertion->ledger.claims; at; at = at->next)
		count++;
	for (char **word = context->options.words; *word; word++)
		count++;
	assertion->claims =
		pool_alloc(context->pool, (size_t)(count + 1) * sizeof *assertion->claims);
	count = 0;
	for (char **word = context->options.words; *word; word++) {
		assertion->claims[count] = ledger_find(&assertion->ledger, *word);
		if (!assertion->claims[count++])
			return err_set(err, M_NO_SUCH_CLAIM, *word);
	}
	for (const struct claim *at = assertion->ledger.claims;
		at && !*context->options.words; at = at->next)
		assertion->claims[count++] = at;
	return 0;
}

static bool concerns(const struct assertion *assertion, int lab)
{
	for (const struct claim **at = assertion->claims; *at; at++)
		if (claim_names_lab(*at, lab))
			return true;
	return false;
}

/* Each lab that a proof or a listing names must be there. */
static int check_numbers(const struct assertion *assertion, struct err *err)
{
	const struct project *project = &assertion->context->project;

	for (const struct claim *claim = assertion->ledger.claims; claim;
		claim = claim->next)
		for (const struct proof *at = claim->proofs; at; at = at->next)
			if (!project_find_number(project, at->lab))
				return err_at(
					err, file, at->line, M_LEDGER_NO_LAB, at->lab);
	for (const struct section *section = assertion->ledger.sections; section;
		section = section->next)
		for (const struct listing *at = section->listings; at; at = at->next)
			if (!project_find_number(project, at->lab))
				return err_at(
					err, file, at->line, M_LEDGER_NO_LAB, at->lab);
	return 0;
}

static int prepare_lab(struct assertion *assertion, const struct lab *lab, struct err *err)
{
	struct examination *examination = &assertion->examinations[assertion->count++];

	if (examine_prepare(assertion->context, lab, examination, err) != 0)
		return -1;
	for (const struct claim **at = assertion->claims; *at; at++)
		claim_ask(assertion->context->pool, *at, &examination->result);
	return ledger_hold_to(&assertion->ledger, lab->number, &examination->expect, err);
}

static int prepare(struct assertion *assertion, bool all_labs, struct err *err)
{
	struct context *context = assertion->context;
	size_t count = 0;

	if (read_ledger(assertion, err) != 0 || choose_claims(assertion, err) != 0 ||
		check_numbers(assertion, err) != 0)
		return -1;
	for (const struct lab *lab = context->project.labs; lab; lab = lab->next)
		count++;
	assertion->examinations =
		pool_alloc(context->pool, count * sizeof *assertion->examinations);
	for (const struct lab *lab = context->project.labs; lab; lab = lab->next)
		if ((all_labs || concerns(assertion, lab->number)) &&
			prepare_lab(assertion, lab, err) != 0)
			return -1;
	return 0;
}

/* --- the page ------------------------------------------------------------------------- */

static int print_page(const struct assertion *assertion)
{
	struct face face = face_of(assertion->context);
	struct ledger_lab *labs = pool_alloc(
		assertion->context->pool, (size_t)assertion->count * sizeof *labs);

	for (int i = 0; i < assertion->count; i++) {
		labs[i].lab = assertion->examinations[i].lab;
		labs[i].expect = &assertion->examinations[i].expect;
	}
	ledger_page(&face, &assertion->ledger, labs, assertion->count);
	return EXIT_PASSED;
}

/* --- the verdicts --------------------------------------------------------------------- */

static void begin_claims(struct assertion *assertion)
{
	struct claim_result **last = &assertion->results;

	for (const struct claim **at = assertion->claims; *at; at++) {
		*last = claim_begin(assertion->context->pool, *at);
		last = &(*last)->next;
	}
}

static void hear_lab(const struct examination *examination, void *context)
{
	const struct assertion *assertion = context;

	for (struct claim_result *at = assertion->results; at; at = at->next)
		claim_hear(at, &examination->result);
}

static int exit_status_of(const struct claim_result *claims)
{
	struct claim_tally tally = claims_tally(claims);

	for (; claims; claims = claims->next)
		if (claims->status == STATUS_ERROR)
			return EXIT_BROKEN;
	return tally.disagreeing ? EXIT_FAILED
		: tally.agreeing ? EXIT_PASSED
				 : EXIT_SKIPPED;
}

static int report(const struct assertion *assertion, bool in_full)
{
	struct face face = face_of(assertion->context);
	const struct claim_result *claims = assertion->results;

	if (!in_full)
		claims_list(&face, claims);
	for (const struct claim_result *at = claims; at && in_full; at = at->next)
		claims_tell(&face, at);
	claims_close(&face, claims);
	return exit_status_of(claims);
}

int command_claims(struct context *context)
{
	const char *format = context->options.format ? context->options.format : "text";
	struct assertion assertion = {.context = context};
	bool in_full = *context->options.words != NULL;
	bool page = strcmp(format, "markdown") == 0;
	struct err err;

	if (!page && strcmp(format, "text") != 0) {
		complain(M_NO_CLAIMS_FORMAT, format);
		return EXIT_USAGE;
	}
	if (choose_jobs(context) != 0)
		return EXIT_USAGE;
	context->options.own = true;
	if (prepare(&assertion, page, &err) != 0) {
		print_error(&err);
		return EXIT_USAGE;
	}
	if (page)
		return print_page(&assertion);
	if (examine_refuses(context))
		return EXIT_USAGE;
	begin_claims(&assertion);
	if (examine_all(context, assertion.examinations, assertion.count, 0, hear_lab,
		    &assertion, &err) != 0) {
		print_error(&err);
		return EXIT_BROKEN;
	}
	return report(&assertion, in_full);
}
