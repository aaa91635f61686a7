/* SPDX-License-Identifier: MIT */
#include "glossary_page.h"

#include <string.h>

#include "messages.h"
#include "terms.h"

/* Outside code a < would begin a tag, and a star or an underline another type. */
static void print_text(const struct face *face, const char *text)
{
	bool code = false;

	for (; *text; text++) {
		code = code != (*text == '`');
		if (strchr("<*_[]", *text) && !code)
			fputc('\\', face->out);
		fputc(*text, face->out);
	}
}

static void print_line(const struct face *face, const char *label, const char *text)
{
	if (!*text)
		return;
	fprintf(face->out, "- %s%s", label, M_PAGE_COLON);
	print_text(face, text);
	fputc('\n', face->out);
}

static int print_labs(const struct face *face, const struct glossary *glossary,
	const struct term *term, const struct project *project, struct err *err)
{
	fprintf(face->out, "- %s%s", M_WHAT_LABS, M_PAGE_COLON);
	for (const struct word *at = term->labs; at; at = at->next) {
		const struct lab *lab = project_find_lab(project, at->text);

		if (!lab)
			return err_at(err, glossary->file, term->line, M_GLOSSARY_NO_LAB,
				at->text);
		fprintf(face->out, "[%d](../labs/%s/%s)%s", lab->number, lab->name,
			M_PAGE_GUIDE, at->next ? M_PAGE_COMMA : "\n");
	}
	return 0;
}

static int print_term(const struct face *face, const struct glossary *glossary,
	const struct term *term, const struct project *project, struct err *err)
{
	fputs("\n### ", face->out);
	print_text(face, note_text(term->name));
	fputs("\n\n", face->out);
	print_text(face, note_text(term->says));
	if (note_text(term->more)) {
		fputc('\n', face->out);
		print_text(face, note_text(term->more));
	}
	fputs("\n\n", face->out);
	print_line(face, M_WHAT_ALSO, term_spellings(face, term));
	print_line(face, M_WHAT_DEFINED, term->defined);
	print_line(face, M_WHAT_SEE, term_see(face, glossary, term));
	return print_labs(face, glossary, term, project, err);
}

int glossary_page(const struct face *face, const struct glossary *glossary,
	const struct project *project, struct err *err)
{
	const struct term_group *group = NULL;

	fputs(M_GLOSSARY_INTRODUCTION, face->out);
	for (const struct term *term = glossary->terms; term; term = term->next) {
		if (term->group != group)
			fprintf(face->out, "\n## %s\n", note_text(term->group->title));
		group = term->group;
		if (print_term(face, glossary, term, project, err) != 0)
			return -1;
	}
	return 0;
}
