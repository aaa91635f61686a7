/* SPDX-License-Identifier: MIT */
#include "lab_page.h"

#include <string.h>

#include "../match/cause.h"
#include "failure.h"
#include "html.h"
#include "lesson_end.h"
#include "lesson_failure.h"
#include "messages.h"
#include "page_checks.h"
#include "page_runs.h"
#include "page_style.h"
#include "page_table.h"
#include "picture.h"
#include "told.h"

const char *lab_page_file(struct pool *pool, const char *lab)
{
	return pool_printf(pool, "%s.html", lab);
}

static void begin_section(const struct face *face, const char *title)
{
	fprintf(face->out, "<section>\n");
	html_element(face, "h2", title);
}

static void end_section(const struct face *face)
{
	fprintf(face->out, "</section>\n");
}

static void paragraph(const struct face *face, const char *text)
{
	if (!*text)
		return;
	fprintf(face->out, "<p>");
	html_lines(face, text);
	fprintf(face->out, "</p>\n");
}

/* --- the head ------------------------------------------------------------------------- */

static const char *title_of(const struct face *face, const struct lab_page *page)
{
	return pool_printf(face->pool, M_REPORT_TITLE, page->lab->number,
		note_text(page->lab->expect->title));
}

static void print_verdict(const struct face *face, const struct lab_page *page)
{
	struct told told;

	told_begin(&told, face);
	lesson_conclude(&told.face, page->lab);
	fprintf(face->out, "<p class=verdict>");
	page_status(face, page->lab->status);
	html_lines(face, told_end(&told));
	fprintf(face->out, "</p>\n");
}

static void print_program(const struct face *face, const struct lab_page *page)
{
	struct told told;

	fprintf(face->out, "<p>");
	html_lines(face, M_REPORT_PROGRAM);
	html_element(face, "code", page->lab->program);
	fprintf(face->out, "</p>\n");
	told_begin(&told, face);
	if (page->copied)
		fprintf(told.face.out, M_LESSON_COPY, page->lab->number);
	report_user(&told.face, page->lab, 0);
	report_left_out(&told.face, page->lab, 0);
	paragraph(face, told_end(&told));
}

static void print_top(const struct face *face, const struct lab_page *page)
{
	fprintf(face->out, "<header>\n<nav>");
	html_link(face, "index.html", M_REPORT_BACK);
	fprintf(face->out, "</nav>\n");
	html_element(face, "h1", title_of(face, page));
	fputc('\n', face->out);
	print_verdict(face, page);
	print_program(face, page);
	fprintf(face->out, "</header>\n");
}

/* --- what it shows and means ---------------------------------------------------------- */

static void print_pictures(const struct face *face, const struct lab_page *page)
{
	struct told told;
	const char *text;

	told_begin(&told, face);
	for (const struct picture *at = page->lab->expect->pictures; at; at = at->next)
		picture_draw(&told.face, page->evidence, at, 0);
	text = told_end(&told);
	if (!*text)
		return;
	begin_section(face, M_REPORT_PICTURES);
	fprintf(face->out, "<pre tabindex=0>");
	html_lines(face, text + strspn(text, "\n"));
	fprintf(face->out, "</pre>\n");
	end_section(face);
}

/* The mistake that the failures look like, where one is known, and the first hint. */
static void print_hint(
	const struct face *face, const struct lab_result *lab, const struct result *cause)
{
	int count = lab->mistakes.count;
	const char *says;

	if (count)
		html_text(face, count == 1 ? M_MISTAKE_IS : M_MISTAKE_IS_ONE_OF);
	for (int i = 0; (says = failure_mistake(lab, i)); i++)
		html_lines(face, pool_printf(face->pool, "%s%s\n", i > 0 ? "" : " ", says));
	html_lines(face, failure_hints(face->pool, lab, cause).at[0]);
}

/* As in the lesson: what a failed program could have shown is not told before it shows it. */
static void print_meaning(const struct face *face, const struct lab_page *page)
{
	const struct result *failed = cause_find(page->lab);
	const char *explanation = note_text(page->lab->expect->explain);

	begin_section(face, failed ? M_REPORT_HINT : M_REPORT_MEANING);
	fprintf(face->out, "<div class=meaning>");
	if (failed)
		print_hint(face, page->lab, failed);
	else
		html_lines(face, explanation ? explanation : M_LESSON_NO_EXPLANATION);
	fprintf(face->out, "</div>\n");
	paragraph(face, pool_printf(face->pool, M_LESSON_GUIDE, page->guide));
	end_section(face);
}

static void print_film(const struct face *face, const struct lab_film *film)
{
	const char *title = pool_printf(face->pool, M_FILM_TITLE, film->run);

	fprintf(face->out, "<li>");
	if (film->file)
		html_link(face, film->file, title);
	else
		html_text(face, title);
	fputc(' ', face->out);
	html_element(face, "small", film->summary);
	fprintf(face->out, "</li>\n");
}

static void print_films(const struct face *face, const struct lab_page *page)
{
	if (!page->films)
		return;
	begin_section(face, M_REPORT_FILMS);
	paragraph(face, M_REPORT_FILMS_WORDS);
	fprintf(face->out, "<ul class=films>\n");
	for (const struct lab_film *film = page->films; film; film = film->next)
		print_film(face, film);
	fprintf(face->out, "</ul>\n");
	end_section(face);
}

/* --- the machine ---------------------------------------------------------------------- */

static void print_version(const struct face *face, const char *name, const char *version)
{
	html_element(face, "dt", name);
	html_element(face, "dd", version ? version : M_REPORT_ABSENT);
	fputc('\n', face->out);
}

static void print_facts(const struct face *face)
{
	fprintf(face->out, "<details><summary>");
	html_text(face, M_REPORT_FACTS);
	fprintf(face->out, "</summary><dl>\n");
	for (int i = 0; i < FACTS; i++) {
		enum machine_fact fact = (enum machine_fact)i;

		fprintf(face->out, "<dt><code>%s</code> = %s</dt>\n", fact_name(fact),
			number_text(face->pool, face->machine->facts[i], false));
		html_element(face, "dd", fact_meaning(fact));
	}
	fprintf(face->out, "</dl></details>\n");
}

static void print_machine(const struct face *face)
{
	const struct versions *versions = face->versions;

	begin_section(face, M_REPORT_MACHINE);
	fprintf(face->out, "<dl class=machine>\n");
	print_version(face, "Linux", face->machine->kernel);
	print_version(face, "libc", face->machine->libc);
	print_version(face, M_REPORT_PROCESSOR, face->machine->machine);
	print_version(face, "vmlab", versions->vmlab);
	print_version(face, M_REPORT_COMPILER, versions->compiler);
	print_version(face, "strace", versions->strace);
	print_version(face, "perf", versions->perf);
	fprintf(face->out, "</dl>\n");
	print_facts(face);
	end_section(face);
}

void lab_page(const struct face *face, const struct lab_page *page)
{
	html_begin(face, title_of(face, page));
	fprintf(face->out, "%s</style>\n</head>\n<body>\n", page_style);
	print_top(face, page);
	fprintf(face->out, "<main>\n");
	print_meaning(face, page);
	page_table(face, page->evidence);
	print_pictures(face, page);
	print_films(face, page);
	begin_section(face, M_REPORT_CHECKS_HEADING);
	page_checks(face, page->lab);
	end_section(face);
	begin_section(face, M_REPORT_RUNS);
	paragraph(face, pool_printf(face->pool, M_REPORT_RUNS_WORDS, page->folder));
	page_runs(face, page->evidence);
	end_section(face);
	print_machine(face);
	fprintf(face->out, "</main>\n</body>\n</html>\n");
}
