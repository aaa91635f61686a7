/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "../base/file.h"
#include "../report/html.h"
#include "../report/told.h"
#include "help.h"

/* The pages of vmlab report: of a project of one lab, and of a lab of the suite beside JSON. */

/* Prints what would be a script in a page, what a terminal would obey, and two numbers. */
static const char program[] =
	"#include <stdio.h>\n"
	"int main(void)\n{\n\tputs(\"<script>alert('x')</script> &amp; \\033[31m\");\n"
	"\tputs(\"small 10\\nlarge 40\");\n\tgetchar();\n\treturn 0;\n}\n";

static const char expect[] = "lab A <b>title</b>\n"
			     "\n"
			     "run sample\n"
			     "\n"
			     "part What it prints\n"
			     "stdout:\n"
			     "  <script>alert('x')</script> ...\n"
			     "  small $small\n"
			     "  large $large\n"
			     "    says: It prints <i>two</i> numbers.\n"
			     "part What they are\n"
			     "check $small == 10\n"
			     "  says: The small one is ten.\n"
			     "  hint: Look at the small one.\n"
			     "pause shown:\n"
			     "  [hole] is absent\n"
			     "exit: 0\n"
			     "\n"
			     "table:\n"
			     "  head: which | number | address | kept in\n"
			     "  row: small | $($small) | 0x10 | 1 KiB\n"
			     "  row: large | $($large) | 0x20 | 2 MiB\n"
			     "\n"
			     "picture sample shown:\n"
			     "\n"
			     "explain:\n"
			     "  Ten & forty are fifty.\n";

/* The report of the sample project, with these words behind the command. */
static struct ran report(const char *folder, const char *words)
{
	return sh("\"$VMLAB\" report --root '%s' %s", folder, words);
}

static const char *read_page(struct pool *pool, const char *folder, const char *file)
{
	const char *path = pool_printf(pool, "%s/%s", folder, file);
	struct bytes bytes;
	struct err err;

	cr_assert_eq(file_read(pool, path, &bytes, &err), 0, "%s: %s", path, err.message);
	cr_assert_eq(strlen(bytes.data), bytes.size);
	return bytes.data;
}

/* What stands in a page for this text. */
static const char *in_page(struct pool *pool, const char *text)
{
	const struct face face = {.pool = pool};
	struct told told;

	told_begin(&told, &face);
	html_lines(&told.face, text);
	return told_end(&told);
}

/* --- the form of a page --------------------------------------------------------------- */

/* Each of these elements ends as often as it begins. */
static void hold_balanced(struct pool *pool, const char *page)
{
	static const char *const names[] = {"html", "head", "body", "main", "section",
		"details", "summary", "ul", "li", "dl", "dt", "dd", "pre", "table", "tr",
		"th", "td", "figure", "svg", "p", "a", "b", "code", "h1", "h2", "h3"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		int begun = count_of(page, pool_printf(pool, "<%s>", names[i])) +
			count_of(page, pool_printf(pool, "<%s ", names[i]));
		int ended = count_of(page, pool_printf(pool, "</%s>", names[i]));

		cr_expect_eq(
			begun, ended, "<%s>: %d begin, %d end", names[i], begun, ended);
	}
}

/* Nothing is from elsewhere, and nothing that a program has printed is obeyed. */
static void hold_alone(const char *page)
{
	static const char *const words[] = {"http://", "https://", " src=", "<script>alert",
		"<link", "@import", "\033"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		cr_expect_not(has(page, words[i]), "%s", words[i]);
}

Test(report_pages, are_whole_and_alone)
{
	static const char *const files[] = {
		"index.html", "01-sample.html", "01-sample.sample.html"};
	char *folder = sample_project(program, expect);
	struct ran ran = report(folder, "");
	struct pool pool = {0};

	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	cr_expect(has(ran.out, "The report is in build/report."), "%s", ran.out);
	ran_free(&ran);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		const char *page = read_page(
			&pool, folder, pool_printf(&pool, "build/report/%s", files[i]));

		cr_expect(text_starts(page, "<!doctype html>\n<html lang=\"en\">"));
		cr_expect(text_ends(page, "</html>\n"));
		hold_alone(page);
		if (i < 2)
			hold_balanced(&pool, page);
	}
	ran = sh("ls '%s/build/report'", folder);
	cr_expect_str_eq(ran.out, "01-sample.html\n01-sample.sample.html\nindex.html\n");
	ran_free(&ran);
	temp_drop(folder);
	pool_free(&pool);
}

/* --- what stands in it ---------------------------------------------------------------- */

Test(report_pages, have_all_of_a_lab)
{
	static const char *const parts[] = {
		"<h1>Lab 1: A &lt;b&gt;title&lt;/b&gt;</h1>",
		"lab 1 passed: 5 checks, 0 failed",
		"<code>labs/01-sample/sample.c</code>",
		"Ten &amp; forty are fifty.",
		"<h3>What it prints</h3>",
		"It prints &lt;i&gt;two&lt;/i&gt; numbers.",
		"<code>$small = 10</code>",
		"expected/01-sample.expect:12: check $small == 10",
		"&lt;script&gt;alert('x')&lt;/script&gt; &amp;amp; \\x1b[31m",
		"write(1, ",
		"Its memory map at the pause shown",
		"The memory map of sample at the pause shown",
		"<a href=\"01-sample.sample.html\">The film of sample</a>",
		"<dt>Linux</dt>",
		"<code>page</code> = 4096",
	};
	char *folder = sample_project(program, expect);
	struct ran ran = report(folder, "");
	struct pool pool = {0};
	const char *page;

	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	page = read_page(&pool, folder, "build/report/01-sample.html");
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		cr_expect(has(page, parts[i]), "%s", parts[i]);
	page = read_page(&pool, folder, "build/report/index.html");
	cr_expect(has(page,
		"<a href=\"01-sample.html\">A &lt;b&gt;title&lt;/b&gt;</a></td>"
		"<td><b class=\"status holds\">ok</b> </td><td>5 of 5 checks ok"));
	page = read_page(&pool, folder, "build/report/01-sample.sample.html");
	cr_expect(has(page, "<a href=\"01-sample.html\">The lab</a>"));
	ran_free(&ran);
	temp_drop(folder);
	pool_free(&pool);
}

/* Bars are to scale; addresses, and numbers of different units, have none. */
Test(report_pages, draw_what_a_table_counts)
{
	char *folder = sample_project(program, expect);
	struct ran ran = report(folder, "");
	struct pool pool = {0};
	const char *page;

	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	page = read_page(&pool, folder, "build/report/01-sample.html");
	cr_expect_eq(count_of(page, "<figure>"), 1);
	cr_expect(has(page, "<figcaption>number, by which</figcaption>"));
	cr_expect(has(page, "<rect width=250 height=10 /></svg> <b>10</b>"));
	cr_expect(has(page, "<rect width=1000 height=10 /></svg> <b>40</b>"));
	cr_expect(
		has(page, "<tr><td>large</td><td>40</td><td>0x20</td><td>2 MiB</td></tr>"));
	ran_free(&ran);
	temp_drop(folder);
	pool_free(&pool);
}

/* --- beside JSON ---------------------------------------------------------------------- */

/* A sentence of JSON in this language, as it stands in a page. */
static const char *sentence(struct pool *pool, const json_t *said, const char *code)
{
	const char *text = "";
	const json_t *one;
	size_t i;

	if (json_is_object(said))
		return in_page(pool,
			json_string_value(
				json_object_get(json_object_get(said, "texts"), code)));
	json_array_foreach(said, i, one) text = pool_printf(
		pool, "%s%s%s", text, i > 0 ? " " : "", sentence(pool, one, code));
	return text;
}

static void hold_values(struct pool *pool, const char *page, const json_t *check)
{
	const json_t *measure;
	size_t i;

	json_array_foreach(json_object_get(check, "measures"), i, measure)
	{
		const char *end = json_string_value(json_object_get(measure, "end"));
		const char *text = pool_printf(pool, "%s = %s%s%s",
			json_string_value(json_object_get(measure, "name")),
			json_string_value(json_object_get(measure, "value")),
			end ? ".." : "", end ? end : "");

		cr_expect(
			has(page,
				pool_printf(pool, "<code>%s</code>", in_page(pool, text))),
			"%s", text);
	}
}

static void hold_check(
	struct pool *pool, const char *page, const json_t *check, const char *code)
{
	const char *says = sentence(pool, json_object_get(check, "says"), code);
	const char *rule = in_page(pool,
		pool_printf(pool, "%s:%d: %s",
			json_string_value(json_object_get(check, "file")),
			(int)json_integer_value(json_object_get(check, "line")),
			json_string_value(json_object_get(check, "check"))));

	cr_expect(has(page, says), "%s", says);
	cr_expect(has(page, rule), "%s", rule);
	hold_values(pool, page, check);
}

/* Every check of a lab that JSON tells of the same evidence is in its page, in a language. */
static void hold_to_json(const char *code, const char *tag)
{
	char *folder = temp_make();
	struct ran ran = sh("cp -r labs expected '%s' && VMLAB_LANG=%s \"$VMLAB\" report "
			    "--root '%s' 6 >&2 && \"$VMLAB\" judge '%s/build/runs/06' "
			    "--format json --texts",
		folder, code, folder, folder);
	struct pool pool = {0};
	const json_t *check;
	json_t *root;
	json_t *checks;
	const char *page;
	size_t i;

	cr_assert_eq(ran.status, 0, "%s", ran.err);
	root = json_loads(ran.out, 0, NULL);
	checks =
		json_object_get(json_array_get(json_object_get(root, "labs"), 0), "checks");
	page = read_page(&pool, folder, "build/report/06-mmap.html");
	cr_expect(has(page, pool_printf(&pool, "<html lang=\"%s\">", tag)));
	cr_assert_gt(json_array_size(checks), 50);
	cr_expect_eq(count_of(page, "<li class=result>"), (int)json_array_size(checks));
	json_array_foreach(checks, i, check) hold_check(&pool, page, check, code);
	json_decref(root);
	ran_free(&ran);
	temp_drop(folder);
	pool_free(&pool);
}

Test(report_pages, have_every_check_in_english)
{
	hold_to_json("en", "en");
}

Test(report_pages, have_every_check_in_chinese)
{
	hold_to_json("zh", "zh-CN");
}

/* --- another program ------------------------------------------------------------------ */

static const char other[] =
	"#include <stdio.h>\n"
	"int main(void)\n{\n\tputs(\"<script>alert('x')</script> x\");\n"
	"\tputs(\"small 11\\nlarge 40\");\n\tgetchar();\n\treturn 0;\n}\n";

/* A hint stands in the place of the explanation, and what failed is open with its reason. */
static void hold_failed(const char *folder, const char *shown)
{
	struct pool pool = {0};
	const char *page = read_page(&pool, folder, "build/report/01-sample.html");

	cr_expect(has(page, pool_printf(&pool, "%s</code></p>", shown)), "%s", shown);
	cr_expect(has(page, "lab 1 not passed: 4 passed, 1 failed"));
	cr_expect(has(page, "Look at the small one."));
	cr_expect_not(has(page, "forty are fifty"));
	cr_expect(has(page,
		"<details class=check open><summary><b class=\"status fails\">FAIL</b> "
		"The small one is ten."));
	cr_expect(has(page, "$small = 11"));
	pool_free(&pool);
}

Test(report_pages, judge_what_program_names)
{
	char *folder = sample_project(program, expect);
	struct ran ran;

	put_file(folder, "mine.c", "%s", other);
	ran = sh("cd '%s' && \"$VMLAB\" report --root . 1 --program mine.c", folder);
	cr_expect_eq(ran.status, 1, "%s%s", ran.out, ran.err);
	hold_failed(folder, "mine.c");
	ran_free(&ran);
	temp_drop(folder);
}

Test(report_pages, judge_the_copy_in_my)
{
	char *folder = sample_project(program, expect);
	struct ran ran = sh("mkdir -p '%s/my/01-sample'", folder);

	ran_free(&ran);
	put_file(folder, "my/01-sample/sample.c", "%s", other);
	ran = report(folder, "");
	cr_expect_eq(ran.status, 1, "%s%s", ran.out, ran.err);
	hold_failed(folder, "my/01-sample/sample.c");
	ran_free(&ran);
	temp_drop(folder);
}

/* --- which labs ----------------------------------------------------------------------- */

Test(report_pages, are_of_the_labs_that_are_named)
{
	char *folder = sample_project(program, expect);
	struct ran ran = sh("cd '%s' && cp -r labs/01-sample labs/02-second && "
			    "mv labs/02-second/sample.c labs/02-second/second.c && "
			    "sed s/sample/second/ expected/01-sample.expect "
			    ">expected/02-second.expect",
		folder);
	struct pool pool = {0};
	const char *page;

	ran_free(&ran);
	ran = report(folder, "2");
	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	ran_free(&ran);
	page = read_page(&pool, folder, "build/report/index.html");
	cr_expect(has(page,
		"<td>1</td><td>A &lt;b&gt;title&lt;/b&gt;</td><td></td>"
		"<td>not judged this time</td>"));
	cr_expect(has(page, "<td>2</td><td><a href=\"02-second.html\">"));
	ran = report(folder, "1");
	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	ran_free(&ran);
	page = read_page(&pool, folder, "build/report/index.html");
	cr_expect(has(page, "<td>1</td><td><a href=\"01-sample.html\">"));
	cr_expect(has(page, "the page is from an earlier report"));
	temp_drop(folder);
	pool_free(&pool);
}

/* --- what is wrong -------------------------------------------------------------------- */

Test(report_pages, of_no_lab_are_refused)
{
	char *folder = sample_project(program, expect);
	struct ran ran = report(folder, "7 --out out");

	cr_expect_eq(ran.status, 2);
	cr_expect_str_eq(ran.out, "");
	cr_expect(has(ran.err, "There is no lab 7. The labs are: 1."), "%s", ran.err);
	ran_free(&ran);
	ran = sh("cd '%s' && ls -A out build/report 2>/dev/null", folder);
	cr_expect_str_eq(ran.out, "");
	ran_free(&ran);
	temp_drop(folder);
}

/* A folder that is none, below one that is none, and where nobody may make one. */
Test(report_pages, without_a_folder_are_refused_before_anything_runs)
{
	static const char *const places[] = {"file", "file/below", "/proc/report"};
	char *folder = sample_project(program, expect);

	put_file(folder, "file", "mine\n");
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		struct ran ran = sh("cd '%s' && \"$VMLAB\" report --root . --out '%s'",
			folder, places[i]);

		cr_expect_eq(ran.status, 2, "%s: %d", places[i], ran.status);
		cr_expect_str_eq(ran.out, "");
		cr_expect(has(ran.err, places[i]), "%s", ran.err);
		cr_expect(has(ran.err, "make report OUT="), "%s", ran.err);
		ran_free(&ran);
	}
	struct ran ran = sh("cat '%s/file'; ls -d '%s/build/runs' 2>&1", folder, folder);

	cr_expect(has(ran.out, "mine\n") && has(ran.out, "No such file"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* A page that cannot get its name leaves nothing behind, nor does the one of an earlier report. */
Test(report_pages, that_cannot_be_written_leave_no_half)
{
	static const char *const files[] = {
		"01-sample.html", "01-sample.sample.html", "index.html"};

	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		char *folder = sample_project(program, expect);
		struct ran ran = sh("mkdir -p '%s/out/%s' && cd '%s' && \"$VMLAB\" report "
				    "--root . --out out",
			folder, files[i], folder);

		cr_expect_eq(ran.status, 99, "%s: %d", files[i], ran.status);
		cr_expect(has(ran.err, files[i]), "%s", ran.err);
		cr_expect_not(has(ran.out, "The report is in"), "%s", ran.out);
		ran_free(&ran);
		ran = sh("ls '%s/out' | grep -v '^01-sample.html$' | grep -v "
			 "'^01-sample.sample.html$' | grep -v '^index.html$'",
			folder);
		cr_expect_str_eq(ran.out, "");
		ran_free(&ran);
		temp_drop(folder);
	}
}

/* Where nothing can be traced, the page says why there is no film, and has the rest. */
Test(report_pages, say_why_there_is_no_film)
{
	char *folder = sample_project(program, expect);
	char *refuse = refuse_make();
	struct ran ran =
		sh(REFUSE "ptrace=EPERM -- $VMLAB report --root '%s'", refuse, folder);
	struct pool pool = {0};
	const char *page;

	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	page = read_page(&pool, folder, "build/report/01-sample.html");
	cr_expect(has(page, "<li>The film of sample <small>"));
	cr_expect(has(page, "ptrace"));
	cr_expect_not(has(page, "01-sample.sample.html"));
	cr_expect(has(page, "small 10"));
	ran_free(&ran);
	temp_drop(folder);
	temp_drop(refuse);
	pool_free(&pool);
}

/* make hands on what a person types, and a shell reads none of it as a command. */
Test(report_pages, are_written_by_make)
{
	char *folder = temp_make();
	struct ran ran = sh("cd . && unset BUILD MAKEFLAGS && "
			    "make report LAB=2 OUT='%s/it; touch x $(y)' && "
			    "ls '%s' && ls '%s/it; touch x $(y)'",
		folder, folder, folder);

	cr_expect_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	cr_expect(has(ran.out, "\nit; touch x $(y)\n02-page-boundary-overrun"), "%s",
		ran.out);
	cr_expect(has(ran.out, "\nindex.html\n"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* --- in a browser --------------------------------------------------------------------- */

/* Where `refused` is "" nothing is refused. */
static void hold_in_browser(const char *refused, const char *code)
{
	char *folder = sample_project(program, expect);
	char *refuse = refuse_make();
	struct ran ran = sh("VMLAB_LANG=%s " REFUSE "%s -- \"$VMLAB\" report "
			    "--root '%s' >&2 && "
			    "scripts/check-page '%s'/build/report/*.html",
		code, refuse, refused, folder, folder);

	temp_drop(folder);
	temp_drop(refuse);
	hold_page_check(&ran, code);
	ran_free(&ran);
}

Test(report_pages, stand_in_a_browser_in_english)
{
	hold_in_browser("", "en");
}

Test(report_pages, stand_in_a_browser_in_chinese)
{
	hold_in_browser("", "zh");
}

Test(report_pages, of_refused_faults_stand_in_a_browser_in_english)
{
	hold_in_browser("perf_event_open=EACCES", "en");
}

Test(report_pages, of_refused_faults_stand_in_a_browser_in_chinese)
{
	hold_in_browser("perf_event_open=EACCES", "zh");
}
