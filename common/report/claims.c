/* SPDX-License-Identifier: MIT */
#include "claims.h"

#include <string.h>

#include "../base/text.h"
#include "../ledger/ledger_names.h"
#include "failure.h"
#include "messages.h"

enum { INDENT = 9 }; /* behind "  [ ok ] " */

/* --- a line a claim ------------------------------------------------------------------- */

static int verdict_columns(void)
{
	int widest = 0;

	for (int i = 0; i < CLAIM_VERDICTS; i++) {
		int columns = text_columns(claim_verdict_text((enum claim_verdict)i));

		widest = columns > widest ? columns : widest;
	}
	return widest;
}

/* The proof that decides; NULL of a claim that cannot be observed. */
static const struct proof_result *decisive(const struct claim_result *claim)
{
	for (const struct proof_result *at = claim->proofs; at; at = at->next)
		if (at->status == claim->status)
			return at;
	return NULL;
}

/* Why this machine does not show it: the first reason that there is. */
static const char *why_hidden(const struct face *face, const struct claim_result *claim)
{
	for (const struct proof_result *at = claim->proofs; at; at = at->next)
		if (at->result && at->result->lack.reason)
			return report_said(face, at->result->lack.reason);
	return M_CLAIM_OTHER_CASE;
}

static const char *what_was_found(const struct face *face, const struct claim_result *claim)
{
	const struct proof_result *proof = decisive(claim);
	const char *measured = claim_measured(claim);

	if (!proof)
		return note_text(claim->claim->because);
	if (claim->status == STATUS_ENV)
		return why_hidden(face, claim);
	if (claim->status != STATUS_OK)
		return pool_printf(face->pool, M_CLAIM_DISAGREES, proof->lab->number,
			report_said(face, proof->result->says));
	return measured ? measured : report_said(face, proof->result->says);
}

static void print_status(const struct face *face, const struct claim_result *claim)
{
	if (claim->claim->verdict == CLAIM_HIDDEN)
		fputs("[ -- ]", face->out);
	else
		report_status(face, claim->status);
}

static void print_line(
	const struct face *face, const struct claim_result *claim, int columns)
{
	print_status(face, claim);
	fprintf(face->out, " %s  ", claim->claim->id);
	report_padded(face->out, claim_verdict_text(claim->claim->verdict), columns, false);
	fputs("  ", face->out);
	fprintf(face->out, M_CLAIM_LINE, note_text(claim->claim->says),
		what_was_found(face, claim));
}

const char *claims_section(const struct face *face, const struct section *section)
{
	const char *title = note_text(section->title);

	if (strcmp(title, section->title[CHINESE]) == 0)
		return title;
	return pool_printf(face->pool, "%s 「%s」", title, section->title[CHINESE]);
}

static void print_section(const struct face *face, const struct section *section,
	const struct section *before)
{
	if (!before || before->article != section->article)
		fprintf(face->out, "%s《%s》 %s\n", before ? "\n" : "",
			section->article->title, section->article->author);
	fprintf(face->out, "\n  %s\n", claims_section(face, section));
}

/* --- counts --------------------------------------------------------------------------- */

struct claim_tally claims_tally(const struct claim_result *claims)
{
	struct claim_tally tally = {0};

	for (; claims; claims = claims->next) {
		if (claims->claim->verdict == CLAIM_HIDDEN)
			tally.unobservable++;
		else if (claims->status == STATUS_OK)
			tally.agreeing++;
		else if (claims->status == STATUS_ENV)
			tally.hidden++;
		else
			tally.disagreeing++;
	}
	return tally;
}

static void print_counts(const struct face *face, const struct claim_result *claims)
{
	struct claim_tally tally = claims_tally(claims);
	int counts[CLAIM_VERDICTS] = {0};
	int all = 0;

	for (const struct claim_result *at = claims; at; at = at->next, all++)
		counts[at->claim->verdict]++;
	fprintf(face->out, M_CLAIMS_COUNTS, all, counts[CLAIM_HOLDS],
		counts[CLAIM_HOLDS_IF], counts[CLAIM_OUTDATED], counts[CLAIM_FAILS],
		counts[CLAIM_HIDDEN]);
	fprintf(face->out, M_CLAIMS_MEASURED, all - tally.unobservable, tally.agreeing,
		tally.disagreeing, tally.hidden);
}

void claims_list(const struct face *face, const struct claim_result *claims)
{
	const struct section *before = NULL;
	int columns = verdict_columns();

	for (const struct claim_result *at = claims; at; at = at->next) {
		if (at->claim->section != before)
			print_section(face, at->claim->section, before);
		before = at->claim->section;
		print_line(face, at, columns);
	}
	fputc('\n', face->out);
	print_counts(face, claims);
}

/* In English in both languages: programs read this line. */
void claims_close(const struct face *face, const struct claim_result *claims)
{
	struct claim_tally tally = claims_tally(claims);

	fprintf(face->out, "%d passed, %d failed, %d skipped\n", tally.agreeing,
		tally.disagreeing, tally.hidden + tally.unobservable);
}

/* --- one in full ---------------------------------------------------------------------- */

/* Where the check stands, who says so, and how to see it by hand. */
static void print_evidence(const struct face *face, const struct proof_result *proof)
{
	const struct result *result = proof->result;

	if (result->status == STATUS_FAIL) {
		failure_report(face, proof->lab, result, INDENT);
		return;
	}
	report_field(face, INDENT, M_LABEL_MEASURED, proof->measured);
	report_evidence(face, INDENT, M_LABEL_RULE,
		pool_printf(face->pool, "%s:%d: %s", result->file, result->line,
			result->check));
	report_evidence(face, INDENT, M_LABEL_WITNESS, result->witness);
	report_evidence(face, INDENT, M_LABEL_BY_HAND, result->command);
	report_evidence(face, INDENT, M_LABEL_WHERE,
		pool_printf(face->pool, M_CLAIM_EVIDENCE, proof->lab->number,
			proof->lab->number));
	report_lack(face, &result->lack, INDENT);
}

static void print_proof(const struct face *face, const struct proof_result *proof)
{
	const struct item *check = ledger_find_check(proof->lab->expect, proof->proof);
	const char *says = proof->result ? report_said(face, proof->result->says)
					 : note_text(check->notes.says);

	fputs("\n  ", face->out);
	report_status(face, proof->status);
	fputc(' ', face->out);
	says = pool_printf(face->pool, M_CLAIM_CHECK, proof->lab->number, says);
	if (proof->checks > 1)
		says = pool_printf(face->pool, M_CHECK_RUNS, says, proof->checks);
	report_wrapped(face, says, INDENT);
	if (proof->result)
		print_evidence(face, proof);
	else
		report_field(face, INDENT, "", M_CLAIM_OTHER_CASE);
}

void claims_tell(const struct face *face, const struct claim_result *claim)
{
	const struct section *section = claim->claim->section;

	fprintf(face->out, M_CLAIM_TITLE, claim->claim->id, section->article->title,
		section->article->author, claims_section(face, section));
	report_field(face, 0, M_LABEL_STATEMENT, note_text(claim->claim->says));
	report_field(face, 0, M_LABEL_VERDICT, claim_verdict_text(claim->claim->verdict));
	report_field(face, 0, M_LABEL_REASON, note_text(claim->claim->because));
	for (const struct proof_result *at = claim->proofs; at; at = at->next)
		print_proof(face, at);
	fputc('\n', face->out);
}
