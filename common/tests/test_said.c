/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "../base/said.h"

/* Sentences as data: read in either language from the same values. */

static void hold(const struct said *said, const char *english, const char *chinese)
{
	struct pool pool = {0};

	cr_expect_str_eq(said_in(&pool, said, ENGLISH), english);
	cr_expect_str_eq(said_in(&pool, said, CHINESE), chinese);
	pool_free(&pool);
}

Test(said, reads_in_both_languages)
{
	struct pool pool = {0};

	hold(SAY(&pool, MAP_NOTHING, "0x10"), "nothing is mapped at 0x10",
		"0x10 处没有任何映射");
	hold(SAY(&pool, STOPPED_OUTPUT, "stdout", 4),
		"it wrote more than 4 KiB to stdout and was stopped",
		"它向 stdout 写了超过 4 KiB，被停止了");
	hold(SAY(&pool, ENDS_BY_EXIT, 3), "it exits with status 3", "它以状态 3 退出");
	hold(SAID(EXPECTED_BUILT), M_EXPECTED_BUILT,
		said_in(&pool, SAID(EXPECTED_BUILT), CHINESE));
	hold(said_plain(&pool, "100% of %s"), "100% of %s", "100% of %s");
	hold(said_note(&pool, (const char *[]){"one", "一"}), "one", "一");
	hold(said_note(&pool, (const char *[]){NULL, "一"}), "一", "一");
	cr_expect_null(said_note(&pool, (const char *[]){NULL, NULL}));
	cr_expect_null(said_plain(&pool, NULL));
	cr_expect_null(said_in(&pool, NULL, ENGLISH));
	pool_free(&pool);
}

Test(said, keeps_every_kind_of_number)
{
	struct pool pool = {0};
	struct said *said = SAY(&pool, TOOL_SLOW, "gdb", 2.5);

	cr_expect_str_eq(said->values[1].text, "2.5");
	said = SAY(&pool, GAVE_UP_ON_PROGRAM, 12L);
	cr_expect_eq(said->count, 1);
	cr_expect_eq(said->values[0].number, 12);
	cr_expect_str_eq(said_kind(said), "gave_up_on_program");
	pool_free(&pool);
}

Test(said, one_behind_another_has_a_blank_where_its_language_has_one)
{
	struct pool pool = {0};
	const struct said *both = said_both(
		&pool, SAY(&pool, TOOL_STATUS, "sh", 1), SAY(&pool, TOOL_SAID, "no"));

	hold(both, "sh ended with exit status 1. Its message is: no",
		"sh 结束了，退出状态是 1。它的报告是：no");
	hold(said_both(&pool, both, SAID(TOOL_SILENT)),
		"sh ended with exit status 1. Its message is: no It said nothing.",
		"sh 结束了，退出状态是 1。它的报告是：no 它没有给出任何信息。");
	pool_free(&pool);
}

Test(said, is_compared_by_what_it_says)
{
	struct pool pool = {0};
	const struct said *one = SAY(&pool, MAP_NOTHING, "0x10");

	cr_expect(said_alike(one, SAY(&pool, MAP_NOTHING, "0x10")));
	cr_expect_not(said_alike(one, SAY(&pool, MAP_NOTHING, "0x11")));
	cr_expect_not(said_alike(one, SAY(&pool, MEMORY_ABSENT, "0x10")));
	cr_expect_not(said_alike(one, NULL));
	cr_expect(said_alike(NULL, NULL));
	cr_expect_not(said_alike(one, said_both(&pool, one, one)));
	cr_expect_not(said_alike(said_plain(&pool, "a"), said_plain(&pool, "b")));
	pool_free(&pool);
}

Test(said, outlives_what_it_was_made_of)
{
	struct pool pool = {0};
	struct pool other = {0};
	char text[] = "0x10";
	struct said *kept = said_keep(&other,
		said_both(&pool, SAY(&pool, MAP_NOTHING, text), said_plain(&pool, text)));

	memset(text, 'x', sizeof text - 1);
	pool_free(&pool);
	hold(kept, "nothing is mapped at 0x10 0x10", "0x10 处没有任何映射 0x10");
	cr_expect(said_is_plain(kept->next));
	pool_free(&other);
}
