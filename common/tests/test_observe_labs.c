/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "../report/observed_labs.h"
#include "observing.h"

/* `vmlab observe` names the lab and the claim that explain what was seen. */

/* In the ledger the claim must be there, and the lab must be among those that prove it. */
Test(observe_labs, each_claim_is_proved_by_the_lab_that_is_named)
{
	struct pool pool = {0};
	struct lines lines = read_lines(&pool, "docs/articles/claims.txt");

	for (int i = 0; i < LESSONS_SEEN; i++) {
		const char *claim = pool_printf(&pool, "claim %s:", lessons_seen[i].claim);
		const char *lab = pool_printf(&pool, "  lab %d:", lessons_seen[i].lab);
		bool here = false;
		bool proved = false;

		for (int at = 0; at < lines.count; at++) {
			if (text_starts(lines.at[at].text, "claim "))
				here = text_starts(lines.at[at].text, claim);
			proved = proved || (here && text_starts(lines.at[at].text, lab));
		}
		cr_expect(proved, "%s %s", claim, lab);
	}
	pool_free(&pool);
}

static const struct {
	const char *program;
	const char *seen;
} programs[] = {
	{MAIN("printf(\"hello\\n\"); (void)argc; (void)argv;"),
		"taken for the buffer of stdout, as printf() does, and not for the "
		"program's data. This is what lab 1 is about, and claim A11"},
	{MAIN("malloc(1); (void)argc; (void)argv;"), "132 KiB at once"},
	{MAIN("char *big = malloc(200000); *big = 1; (void)argc; (void)argv;"),
		"gets a mapping of its own"},
	{MAIN("sbrk(8192); sbrk(-4096); (void)argc; (void)argv;"), "The break moves down"},
	{MAIN("*(volatile char *)8 = 1; (void)argc; (void)argv;"),
		"what lab 15 is about, and claim B24"},
	{MAIN("*(volatile char *)\"text\" = 1; (void)argc; (void)argv;"),
		"what lab 13 is about, and claim B10"},
	{MAIN("char *a = malloc(9); free(a); free(a); (void)argc; (void)argv;"),
		"what lab 4 is about, and claim A28"},
};

Test(observe_labs, what_was_seen_has_its_lab)
{
	for (size_t i = 0; i < sizeof programs / sizeof *programs; i++)
		SHOWS(programs[i].program, "mine.c", "LABS", programs[i].seen,
			"build/observed/mine/mine.log:");
}

Test(observe_labs, nothing_is_named_where_nothing_of_theirs_is_seen)
{
	struct ran ran = observing("int main(void)\n{\n}\n", "mine.c");

	cr_assert(!has(ran.out, "LABS"), "%s%s", ran.out, ran.err);
	ran_free(&ran);
}
