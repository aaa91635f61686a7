/* SPDX-License-Identifier: MIT */
#include "terms.h"

#include <string.h>

#include "../base/text.h"
#include "../ledger/glossary_find.h"
#include "messages.h"

enum { INDENT = 2, GAP = 2 };

/* --- lines ---------------------------------------------------------------------------- */

static int widest_of(const struct term_list *terms)
{
	int widest = 0;

	for (int i = 0; i < terms->count; i++) {
		int columns = text_columns(note_text(terms->at[i]->name));

		widest = columns > widest ? columns : widest;
	}
	return widest;
}

/* A line for each term: its name and its sentence, behind `indent` columns. */
static void print_terms(const struct face *face, const struct term_list *terms, int indent)
{
	int columns = widest_of(terms) + GAP;

	for (int i = 0; i < terms->count; i++) {
		fprintf(face->out, "%*s", indent, "");
		report_padded(face->out, note_text(terms->at[i]->name), columns, false);
		report_wrapped(face, note_text(terms->at[i]->says), indent + columns);
	}
}

void terms_explain(const struct face *face, const struct term_list *terms)
{
	if (!terms || terms->count == 0)
		return;
	fprintf(face->out, "%*s%s\n", INDENT, "", M_HEADING_WORDS);
	print_terms(face, terms, 2 * INDENT);
}

void terms_print_all(const struct face *face, const struct glossary *glossary)
{
	struct term_list list = terms_none(face->pool, glossary);

	for (const struct term *term = glossary->terms; term; term = term->next) {
		terms_add(&list, term);
		if (term->next && term->next->group == term->group)
			continue;
		fprintf(face->out, "%s\n", note_text(term->group->title));
		print_terms(face, &list, INDENT);
		fputc('\n', face->out);
		list.count = 0;
	}
	fputs(M_WHAT_MORE, face->out);
}

/* --- one term ------------------------------------------------------------------------- */

static const char *labs_of(const struct face *face, const struct term *term)
{
	const char *list = "";

	for (const struct word *at = term->labs; at; at = at->next)
		list = text_listed(face->pool, list, M_PAGE_COMMA, at->text);
	return pool_printf(face->pool, M_WHAT_LAB_LIST, list, term->labs->text);
}

const char *term_see(
	const struct face *face, const struct glossary *glossary, const struct term *term)
{
	const char *list = "";

	for (const struct word *at = term->see; at; at = at->next)
		list = text_listed(face->pool, list, M_PAGE_COMMA,
			note_text(glossary_find(glossary, at->text)->name));
	return list;
}

const char *term_spellings(const struct face *face, const struct term *term)
{
	const char *list = "";

	for (const struct spelling *at = term->spellings; at; at = at->next)
		if (strcmp(at->text, note_text(term->name)) != 0)
			list = text_listed(face->pool, list, M_PAGE_COMMA, at->text);
	return list;
}

static void tell_list(const struct face *face, const char *label, const char *list)
{
	report_field(face, INDENT, label, *list ? list : NULL);
}

void term_tell(
	const struct face *face, const struct glossary *glossary, const struct term *term)
{
	fprintf(face->out, "%s\n\n%*s", note_text(term->name), INDENT, "");
	report_wrapped(face, note_text(term->says), INDENT);
	if (note_text(term->more)) {
		fprintf(face->out, "%*s", INDENT, "");
		report_wrapped(face, note_text(term->more), INDENT);
	}
	fputc('\n', face->out);
	tell_list(face, M_WHAT_ALSO, term_spellings(face, term));
	report_field(face, INDENT, M_WHAT_DEFINED, term->defined);
	report_field(face, INDENT, M_WHAT_LABS, labs_of(face, term));
	tell_list(face, M_WHAT_SEE, term_see(face, glossary, term));
}

const char *terms_named(const struct face *face, const struct term *const *terms, int count)
{
	const char *list = "";

	for (int i = 0; i < count; i++)
		list = text_listed(
			face->pool, list, M_PAGE_COMMA, note_text(terms[i]->name));
	return list;
}

/* --- permissions ---------------------------------------------------------------------- */

static const char *meaning_of(char letter, int place)
{
	switch (letter) {
	case 'r': return M_LETTER_R;
	case 'w': return M_LETTER_W;
	case 'x': return M_LETTER_X;
	case 'p': return M_LETTER_P;
	case 's': return M_LETTER_S;
	default:
		return place == 0    ? M_LETTER_NO_R
			: place == 1 ? M_LETTER_NO_W
				     : M_LETTER_NO_X;
	}
}

void permissions_tell(const struct face *face, const char *permissions)
{
	fprintf(face->out, "%s\n\n", permissions);
	for (int i = 0; permissions[i]; i++) {
		fprintf(face->out, "%*s%c  ", INDENT, "", permissions[i]);
		report_wrapped(face, meaning_of(permissions[i], i), INDENT + 3);
	}
	fputc('\n', face->out);
}
