/* SPDX-License-Identifier: MIT */
#include "../report/claims.h"

#include <stdio.h>
#include <string.h>

#include "../base/file.h"
#include "../base/text.h"
#include "../ledger/ledger_names.h"
#include "../report/ledger_page.h"
#include "face.h"
#include "labs.h"
#include "messages.h"

/*
 * The ledger of the articles. Its labs are run with the suite's own programs, whatever is in
 * my/, and each claim is held to what they have measured.
 */

static const char file[] = "docs/articles/claims.txt";

struct inquiry {
	struct context *context;
	struct ledger ledger;
	const struct claim **claims;      /* that were asked for, NULL-terminated */
	struct examination *examinations; /* of the labs whose checks they name */
	int count;
	struct claim_result *results;
};

/* --- before anything runs ------------------------------------------------------------- */

static int read_ledger(struct inquiry *inquiry, struct err *err)
{
	struct bytes text;

	if (file_read(inquiry->context->pool, file, &text, err) != 0)
		return -1;
	return ledger_parse(
		inquiry->context->pool, file, text.data, text.size, &inquiry->ledger, err);
}

/* Those of the command line, else all. */
static int choose_claims(struct inquiry *inquiry, struct err *err)
{
	struct context *context = inquiry->context;
	int count = 0;

	for (const struct claim *at = inquiry->ledger.claims; at; at = at->next)
		count++;
	for (char **word = context->options.words; *word; word++)
		count++;
	inquiry->claims =
		pool_alloc(context->pool, (size_t)(count + 1) * sizeof *inquiry->claims);
	count = 0;
	for (char **word = context->options.words; *word; word++) {
		inquiry->claims[count] = ledger_find(&inquiry->ledger, *word);
		if (!inquiry->claims[count++])
			return err_set(err, M_NO_SUCH_CLAIM, *word);
	}
	for (const struct claim *at = inquiry->ledger.claims;
		at && !*context->options.words; at = at->next)
		inquiry->claims[count++] = at;
	return 0;
}

static bool concerns(const struct inquiry *inquiry, int lab)
{
	for (const struct claim **at = inquiry->claims; *at; at++)
		if (claim_names_lab(*at, lab))
			return true;
	return false;
}

/* Each lab that a proof or a listing names must be there. */
static int check_numbers(const struct inquiry *inquiry, struct err *err)
{
	const struct project *project = &inquiry->context->project;

	for (const struct claim *claim = inquiry->ledger.claims; claim; claim = claim->next)
		for (const struct proof *at = claim->proofs; at; at = at->next)
			if (!project_find_number(project, at->lab))
				return err_at(
					err, file, at->line, M_LEDGER_NO_LAB, at->lab);
	for (const struct section *section = inquiry->ledger.sections; section;
		section = section->next)
		for (const struct listing *at = section->listings; at; at = at->next)
			if (!project_find_number(project, at->lab))
				return err_at(
					err, file, at->line, M_LEDGER_NO_LAB, at->lab);
	return 0;
}

static int prepare_lab(struct inquiry *inquiry, const struct lab *lab, struct err *err)
{
	struct examination *examination = &inquiry->examinations[inquiry->count++];

	if (examine_prepare(inquiry->context, lab, examination, err) != 0)
		return -1;
	for (const struct claim **at = inquiry->claims; *at; at++)
		claim_ask(inquiry->context->pool, *at, &examination->result);
	return ledger_hold_to(&inquiry->ledger, lab->number, &examination->expect, err);
}

static int prepare(struct inquiry *inquiry, bool all_labs, struct err *err)
{
	struct context *context = inquiry->context;
	size_t count = 0;

	if (read_ledger(inquiry, err) != 0 || choose_claims(inquiry, err) != 0 ||
		check_numbers(inquiry, err) != 0)
		return -1;
	for (const struct lab *lab = context->project.labs; lab; lab = lab->next)
		count++;
	inquiry->examinations =
		pool_alloc(context->pool, count * sizeof *inquiry->examinations);
	for (const struct lab *lab = context->project.labs; lab; lab = lab->next)
		if ((all_labs || concerns(inquiry, lab->number)) &&
			prepare_lab(inquiry, lab, err) != 0)
			return -1;
	return 0;
}

/* --- the page ------------------------------------------------------------------------- */

static int print_page(const struct inquiry *inquiry)
{
	struct face face = face_of(inquiry->context);
	struct ledger_lab *labs =
		pool_alloc(inquiry->context->pool, (size_t)inquiry->count * sizeof *labs);

	for (int i = 0; i < inquiry->count; i++) {
		labs[i].lab = inquiry->examinations[i].lab;
		labs[i].expect = &inquiry->examinations[i].expect;
	}
	ledger_page(&face, &inquiry->ledger, labs, inquiry->count);
	return EXIT_PASSED;
}

/* --- the verdicts --------------------------------------------------------------------- */

static void begin_claims(struct inquiry *inquiry)
{
	struct claim_result **last = &inquiry->results;

	for (const struct claim **at = inquiry->claims; *at; at++) {
		*last = claim_begin(inquiry->context->pool, *at);
		last = &(*last)->next;
	}
}

static void take_lab(const struct examination *examination, void *context)
{
	const struct inquiry *inquiry = context;

	for (struct claim_result *at = inquiry->results; at; at = at->next)
		claim_take(at, &examination->result);
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

static int report(const struct inquiry *inquiry, bool in_full)
{
	struct face face = face_of(inquiry->context);
	const struct claim_result *claims = inquiry->results;

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
	struct inquiry inquiry = {.context = context};
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
	if (prepare(&inquiry, page, &err) != 0) {
		print_error(&err);
		return EXIT_USAGE;
	}
	if (page)
		return print_page(&inquiry);
	if (examine_refuses(context))
		return EXIT_USAGE;
	begin_claims(&inquiry);
	if (examine_all(context, inquiry.examinations, inquiry.count, 0, take_lab, &inquiry,
		    &err) != 0) {
		print_error(&err);
		return EXIT_BROKEN;
	}
	return report(&inquiry, in_full);
}
