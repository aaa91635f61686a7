/* SPDX-License-Identifier: MIT */
#include "ledger_page.h"

#include <stdlib.h>
#include <string.h>

#include "../ledger/ledger_names.h"
#include "claims.h"
#include "messages.h"

/* The ledger as a page of docs/articles; make ledger writes it, in both languages. */

static const struct ledger_lab *find_lab(
	const struct ledger_lab *labs, int count, int wanted)
{
	for (int i = 0; i < count; i++)
		if (labs[i].lab->number == wanted)
			return &labs[i];
	abort(); /* vmlab claims has looked for each lab that the ledger names */
}

/* In a table a bar would end the cell, and outside code a < would begin a tag. */
static void print_cell(const struct face *face, const char *text)
{
	bool code = false;

	for (; *text; text++) {
		code = code != (*text == '`');
		if (*text == '|')
			fputs("\\|", face->out);
		else if (*text == '<' && !code)
			fputs("&lt;", face->out);
		else
			fputc(*text, face->out);
	}
}

static void print_link(const struct face *face, const struct ledger_lab *lab)
{
	const char *text = pool_printf(face->pool, M_PAGE_LAB, lab->lab->number);

	fprintf(face->out, "[%s](../../labs/%s/%s)", text, lab->lab->name, M_PAGE_GUIDE);
}

/* --- from the article to the labs ----------------------------------------------------- */

static bool proves_any(const struct ledger *ledger, const struct section *section, int lab)
{
	for (const struct claim *claim = ledger->claims; claim; claim = claim->next)
		if (claim->section == section && claim_names_lab(claim, lab))
			return true;
	return false;
}

static void print_section_row(const struct face *face, const struct ledger *ledger,
	const struct section *section, const struct ledger_lab *labs, int count)
{
	const char *between = "";

	fputs("| **", face->out);
	print_cell(face, claims_section(face, section));
	fputs("** | ", face->out);
	for (int i = 0; i < count; i++) {
		if (!proves_any(ledger, section, labs[i].lab->number))
			continue;
		fputs(between, face->out);
		print_link(face, &labs[i]);
		between = M_PAGE_COMMA;
	}
	fputs(*between ? " |\n" : "– |\n", face->out);
}

static void print_listings(const struct face *face, const struct section *section,
	const struct ledger_lab *labs, int count)
{
	for (const struct listing *at = section->listings; at; at = at->next) {
		fputs("| ", face->out);
		print_cell(face, note_text(at->text));
		fputs(" | ", face->out);
		print_link(face, find_lab(labs, count, at->lab));
		fputs(" |\n", face->out);
	}
}

static void print_map(const struct face *face, const struct ledger *ledger,
	const struct article *article, const struct ledger_lab *labs, int count)
{
	fprintf(face->out, "\n## [《%s》](%s) %s\n\n", article->title, article->link,
		article->author);
	if (article->licence)
		fprintf(face->out, M_PAGE_LICENCE, article->licence);
	fprintf(face->out, "%s\n", M_PAGE_MAP_HEAD);
	for (const struct section *at = ledger->sections; at; at = at->next) {
		if (at->article != article)
			continue;
		print_section_row(face, ledger, at, labs, count);
		print_listings(face, at, labs, count);
	}
}

/* --- the claims ----------------------------------------------------------------------- */

static void print_proofs(const struct face *face, const struct claim *claim,
	const struct ledger_lab *labs, int count)
{
	if (!claim->proofs)
		fputs("–", face->out);
	for (const struct proof *at = claim->proofs; at; at = at->next) {
		const struct ledger_lab *lab = find_lab(labs, count, at->lab);
		const struct item *check = ledger_find_check(lab->expect, at);

		print_link(face, lab);
		fputs(M_PAGE_COLON, face->out);
		print_cell(face, note_text(check->notes.says));
		fputs(at->next ? "<br>" : "", face->out);
	}
}

static void print_claim(const struct face *face, const struct claim *claim,
	const struct ledger_lab *labs, int count)
{
	fprintf(face->out, "| %s | ", claim->id);
	print_cell(face, note_text(claim->says));
	fprintf(face->out, " | %s | ", claim_verdict_text(claim->verdict));
	print_cell(face, note_text(claim->because));
	fputs(" | ", face->out);
	print_proofs(face, claim, labs, count);
	fputs(" |\n", face->out);
}

static void print_claims(const struct face *face, const struct ledger *ledger,
	const struct section *section, const struct ledger_lab *labs, int count)
{
	fprintf(face->out, "\n### %s\n\n%s\n", claims_section(face, section),
		M_PAGE_CLAIMS_HEAD);
	for (const struct claim *at = ledger->claims; at; at = at->next)
		if (at->section == section)
			print_claim(face, at, labs, count);
}

void ledger_page(const struct face *face, const struct ledger *ledger,
	const struct ledger_lab *labs, int count)
{
	const struct article *article = NULL;

	fputs(M_PAGE_INTRODUCTION, face->out);
	for (const struct section *at = ledger->sections; at; at = at->next) {
		if (at->article != article)
			print_map(face, ledger, at->article, labs, count);
		article = at->article;
		print_claims(face, ledger, at, labs, count);
	}
}
