/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "../evidence/compiler_text.h"
#include "help.h"

/* What compilers print, taken apart. */

static const char gcc[] =
	"In file included from mine.c:1:\n"
	"mine.h:2:5: warning: unused variable 'x' [-Wunused-variable]\n"
	"    2 | int x;\n"
	"      |     ^\n"
	"mine.c: In function 'main':\n"
	"mine.c:4:2: error: 'a' undeclared (first use in this function)\n"
	"    4 |  a;\n"
	"      |  ^\n"
	"mine.c:4:2: note: each undeclared identifier is reported only once\n";

static const char clang[] = "mine.c:3:7: warning: incompatible integer [-Wint-conversion]\n"
			    "    3 |         int *five = 5;\n"
			    "      |              ^      ~\n"
			    "1 warning generated.\n";

static const char linker[] = "/usr/bin/ld: /tmp/ccA1.o: in function `main':\n"
			     "mine.c:2: undefined reference to `nowhere'\n"
			     "collect2: error: ld returned 1 exit status\n";

static void add(struct pool *pool, const char *text, struct diagnostic **list)
{
	const struct bytes said = {pool_printf(pool, "%s", text), strlen(text)};

	compiler_text_read(pool, &said, list);
}

static int length(const struct diagnostic *list)
{
	int count = 0;

	for (; list; list = list->next)
		count++;
	return count;
}

Test(compiler_text, an_error_has_its_lines_and_its_notes)
{
	struct pool pool = {0};
	struct diagnostic *list = NULL;

	add(&pool, gcc, &list);
	cr_assert_eq(length(list), 2);
	cr_expect(!list->error);
	cr_expect_eq(list->lines.count, 3, "without the function of the next one");
	cr_expect(list->next->error);
	cr_expect_eq(list->next->lines.count, 4);
	cr_expect(has(list->next->lines.at[0].text, "'a' undeclared"));
	cr_expect(has(list->next->lines.at[3].text, "note: "));
	pool_free(&pool);
}

Test(compiler_text, what_another_build_has_told_is_not_added_again)
{
	struct pool pool = {0};
	struct diagnostic *list = NULL;

	add(&pool, gcc, &list);
	add(&pool, gcc, &list);
	cr_expect_eq(length(list), 2);
	add(&pool, clang, &list);
	cr_assert_eq(length(list), 3);
	cr_expect_eq(list->next->next->lines.count, 3, "without the count of clang");
	pool_free(&pool);
}

Test(compiler_text, what_the_linker_misses_is_an_error)
{
	struct pool pool = {0};
	struct diagnostic *list = NULL;

	add(&pool, linker, &list);
	cr_assert_eq(length(list), 2);
	cr_expect(list->error && list->next->error);
	cr_expect_str_eq(
		list->lines.at[0].text, "mine.c:2: undefined reference to `nowhere'");
	pool_free(&pool);
}

Test(compiler_text, other_words_are_no_error)
{
	struct pool pool = {0};
	struct diagnostic *list = NULL;

	add(&pool, "", &list);
	add(&pool, "cc1: some notice\nanother line\n", &list);
	cr_expect_null(list);
	pool_free(&pool);
}
