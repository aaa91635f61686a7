/* SPDX-License-Identifier: MIT */
#include "lesson_compiler.h"

#include "../base/text.h"
#include "../evidence/compiler_text.h"
#include "messages.h"

enum {
	INDENT = 2,
	MOST_OF_REFUSAL = 12, /* lines */
	MOST_OF_WARNINGS = 6,
};

/* The first build that the compiler has refused; NULL when there is none. */
static const struct build_file *find_refused(const struct lab_evidence *evidence)
{
	for (int i = 0; i < evidence->file_count; i++)
		if (evidence->files[i].failed)
			return &evidence->files[i];
	return NULL;
}

bool compiler_refuses(const struct lab_evidence *evidence)
{
	return find_refused(evidence) != NULL;
}

/* What the compiler has said of all builds, or of those that it has refused. */
static struct diagnostic *read_all(
	struct pool *pool, const struct lab_evidence *evidence, bool refused)
{
	struct diagnostic *list = NULL;

	for (int i = 0; i < evidence->file_count; i++)
		if (evidence->files[i].said.size && (evidence->files[i].failed || !refused))
			compiler_text_read(pool, &evidence->files[i].said, &list);
	return list;
}

/* --- its lines ------------------------------------------------------------------------ */

/* A line that shows a place is cut at the edge, so that the mark beneath it keeps its column. */
static void tell_line(const struct face *face, const struct line *line)
{
	char *text = text_visible_lines(face->pool, line->text);

	fprintf(face->out, "%*s", INDENT, "");
	if (*text && !text_is_blank(*text)) {
		report_wrapped(face, text, INDENT);
	} else {
		text_cut(text, report_columns(face) - INDENT);
		fprintf(face->out, "%s\n", text);
	}
}

/* Tells at most `most` lines of it. Returns how many. */
static int tell(const struct face *face, const struct diagnostic *diagnostic, int most)
{
	int count = diagnostic->lines.count < most ? diagnostic->lines.count : most;

	for (int i = 0; i < count; i++)
		tell_line(face, &diagnostic->lines.at[i]);
	return count;
}

static const struct diagnostic *find_error(const struct diagnostic *list)
{
	while (list && !list->error)
		list = list->next;
	return list;
}

/* Tells `first`, and then those of the list that are not it, as long as there is room. */
static void tell_list(const struct face *face, const struct diagnostic *first,
	const struct diagnostic *list, int most, const char *file)
{
	int total = 0;
	int told = first ? tell(face, first, most) : 0;

	for (const struct diagnostic *at = list; at; at = at->next) {
		total += at->lines.count;
		if (at != first && (told == 0 || told + at->lines.count <= most))
			told += tell(face, at, most - told);
	}
	if (total == told)
		return;
	fprintf(face->out, "%*s", INDENT, "");
	report_wrapped(face,
		pool_printf(face->pool, M_COMPILER_MORE, total - told, file ? file : ""),
		INDENT);
}

/* --- what is told --------------------------------------------------------------------- */

void compiler_tell_refusal(const struct face *face, const struct lab_evidence *evidence)
{
	const struct build_file *refused = find_refused(evidence);
	const struct diagnostic *list = read_all(face->pool, evidence, true);
	const struct diagnostic *error = find_error(list);

	if (!refused)
		return;
	fprintf(face->out, "%*s", INDENT, "");
	report_wrapped(face, M_COMPILER_REFUSES, INDENT);
	if (!error) {
		fprintf(face->out, "%*s", INDENT, "");
		report_wrapped(face, report_said(face, refused->unread.reason), INDENT);
	}
	tell_list(face, error, list, MOST_OF_REFUSAL, refused->said_file);
}

static const char *file_of_warnings(const struct lab_evidence *evidence)
{
	for (int i = 0; i < evidence->file_count; i++)
		if (evidence->files[i].said.size)
			return evidence->files[i].said_file;
	return NULL;
}

void compiler_tell_warnings(const struct face *face, const struct lab_evidence *evidence)
{
	const struct diagnostic *list = read_all(face->pool, evidence, false);

	if (!list)
		return;
	fprintf(face->out, "%*s%s\n", INDENT, "", M_COMPILER_WARNS);
	tell_list(face, NULL, list, MOST_OF_WARNINGS, file_of_warnings(evidence));
}
