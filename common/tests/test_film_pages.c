/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "../base/pool.h"
#include "help.h"

/*
 * The pages of films in a browser, by scripts/check-page: in two widths, light and dark, with
 * scripts and without, looked at by axe-core and tidy. Skipped where there is no browser.
 */

static const char threads[] =
	"#include <pthread.h>\n#include <stdio.h>\n#include <stdlib.h>\n"
	"#include <sys/wait.h>\n#include <unistd.h>\n"
	"static void *work(void *room)\n{\n\tchar *at = room;\n"
	"\tfor (int i = 0; i < 600; i++)\n\t\tat[i * 4096] = 1;\n\treturn NULL;\n}\n"
	"int main(void)\n{\n\tpthread_t thread;\n\tchar *room = malloc(600 * 4096 + "
	"4096);\n"
	"\tpthread_create(&thread, NULL, work, room);\n\tpthread_join(thread, NULL);\n"
	"\tif (fork() == 0) {\n\t\troom[0] = 2;\n\t\tputs(\"<b>&amp;\\\"\\033[31m\");\n"
	"\t\texit(0);\n\t}\n\twait(NULL);\n\tfree(room);\n\treturn 0;\n}\n";

/*
 * What the script says of the page of this program in a language; `without` stands before the
 * command, "" or what refuses something.
 */
static void hold_page_without(const char *without, const char *code)
{
	char *folder =
		sample_project("int main(void)\n{\n}\n", "lab T\nrun sample\nexit: 0\n");
	struct ran ran;

	put_file(folder, "mine.c", "%s", threads);
	ran = sh("cd '%s' && VMLAB_LANG=%s %s $VMLAB film --root . mine.c >&2 && cd - "
		 ">/dev/null && scripts/check-page '%s/build/films/mine/mine.html'",
		folder, code, without, folder);
	temp_drop(folder);
	hold_page_check(&ran, code);
	ran_free(&ran);
}

static void hold_page(const char *code)
{
	hold_page_without("", code);
}

/* Where faults may not be seen the page has looks. */
static void hold_page_of_looks(const char *code)
{
	char *tools = refuse_make();
	struct pool pool = {0};

	hold_page_without(
		pool_printf(&pool, "'%s/refuse' perf_event_open=EACCES --", tools), code);
	temp_drop(tools);
	pool_free(&pool);
}

Test(film_pages, of_looks_stand_in_a_browser_in_english)
{
	hold_page_of_looks("en");
}

Test(film_pages, of_looks_stand_in_a_browser_in_chinese)
{
	hold_page_of_looks("zh");
}

Test(film_pages, stand_in_a_browser_in_english)
{
	hold_page("en");
}

Test(film_pages, stand_in_a_browser_in_chinese)
{
	hold_page("zh");
}

/* A check that finds nothing wrong in a page that is wrong would be none. */
Test(film_pages, what_is_wrong_with_a_page_is_found)
{
	char *folder = temp_make();
	struct ran ran;

	put_file(folder, "bad.html",
		"<!doctype html>\n<html lang=en><head><title>x</title></head><body><main>"
		"<h1 style=\"color:#ccc;background:#fff\">pale words</h1>"
		"<div style=\"width:1400px\">x</div>"
		"<label><input type=radio name=t checked>1</label>"
		"<label><input type=radio name=t>2</label></main></body></html>\n");
	ran = sh("scripts/check-page '%s/bad.html'", folder);
	temp_drop(folder);
	if (ran.status == 77)
		cr_skip_test("%s", ran.out);
	cr_expect_eq(ran.status, 1);
	cr_expect(has(ran.out, "color-contrast"), "%s", ran.out);
	cr_expect(has(ran.out, "pixels wide in a window of 390"), "%s", ran.out);
	cr_expect(has(ran.out, "another event shows the same"), "%s", ran.out);
	ran_free(&ran);
}
