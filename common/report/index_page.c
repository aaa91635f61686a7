/* SPDX-License-Identifier: MIT */
#include "index_page.h"

#include "html.h"
#include "lab_page.h"
#include "messages.h"
#include "page_checks.h"
#include "page_style.h"

static void print_judged(const struct face *face, const struct index_line *line)
{
	const struct lab_result *result = line->result;

	html_link(face, lab_page_file(face->pool, result->name), line->title);
	if (result->replaced) {
		fprintf(face->out, "<br>");
		html_element(face, "code", result->program);
	}
	fprintf(face->out, "</td><td>");
	page_status(face, result->status);
	fprintf(face->out, "</td><td>");
	html_text(face,
		pool_printf(face->pool, M_CHECK_PART, result->counts[STATUS_OK],
			lab_result_total(result)));
}

static void print_other(const struct face *face, const struct index_line *line)
{
	if (line->earlier)
		html_link(face, lab_page_file(face->pool, line->lab->name), line->title);
	else
		html_text(face, line->title);
	fprintf(face->out, "</td><td></td><td>");
	html_text(face, line->earlier ? M_REPORT_EARLIER : M_REPORT_NOT_RUN);
}

static void print_line(const struct face *face, const struct index_line *line)
{
	fprintf(face->out, "<tr><td>%d</td><td>", line->lab->number);
	if (line->result)
		print_judged(face, line);
	else
		print_other(face, line);
	fprintf(face->out, "</td></tr>\n");
}

static void print_head(const struct face *face)
{
	fprintf(face->out, "<thead><tr>");
	html_element(face, "th", M_REPORT_NUMBER);
	html_element(face, "th", M_REPORT_SHOWS);
	html_element(face, "th", M_REPORT_VERDICT);
	html_element(face, "th", M_REPORT_CHECKS);
	fprintf(face->out, "</tr></thead>\n");
}

static void print_summary(const struct face *face, const struct lab_result *results)
{
	struct tally tally = report_tally(results);

	html_element(face, "p",
		pool_printf(face->pool, M_REPORT_TALLY, tally.passed, tally.failed,
			tally.skipped, tally.broken));
	html_element(face, "p",
		pool_printf(face->pool, "Linux %s, %s, %s", face->machine->kernel,
			face->machine->libc, face->machine->machine));
}

void index_page(const struct face *face, const struct index_line *lines, int count,
	const struct lab_result *results)
{
	html_begin(face, M_REPORT_INDEX);
	fprintf(face->out, "%s</style>\n</head>\n<body>\n<main>\n", page_style);
	html_element(face, "h1", M_REPORT_INDEX);
	print_summary(face, results);
	fprintf(face->out, "<div class=wide tabindex=0><table class=labs>\n");
	print_head(face);
	fprintf(face->out, "<tbody>\n");
	for (int i = 0; i < count; i++)
		print_line(face, &lines[i]);
	fprintf(face->out, "</tbody></table></div>\n</main>\n</body>\n</html>\n");
}
