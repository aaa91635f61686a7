/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "../base/said.h"
#include "../match/appearance.h"
#include "../match/cause.h"
#include "../match/comparison.h"
#include "../match/mistake.h"
#include "../match/outline.h"
#include "help.h"

/*
 * Known mistakes, the failures that look like them, and which failure explains the others. A
 * result is made by hand: a word for each, "STATUS:CHECK@RUN:LINE=MEASURED", of a lab whose checks are
 * two sections with two lines each, in parts 1 and 2, and an aside.
 */

static const char known[] = "# a comment\n"
			    "mistake first\n"
			    "  says: It does the first thing.\n"
			    "  fails: out@a,b:1\n"
			    "  right: 24 76..78\n"
			    "  hint: Look there.\n"
			    "  hint: Write this.\n"
			    "\n"
			    "mistake second\n"
			    "  says: It does the second thing.\n"
			    "  only: 3..5\n"
			    "  fails: out@a:1\n"
			    "  fails: calls:2\n"
			    "mistake twin\n"
			    "  says: It looks like the second.\n"
			    "  fails: calls:2 out@a:1\n"
			    "mistake special\n"
			    "  says: It is told apart.\n"
			    "  fails: calls:1\n"
			    "  when: 1 == 1\n"
			    "mistake usual\n"
			    "  says: It is not.\n"
			    "  fails: calls:1\n"
			    "mistake random\n"
			    "  says: It fails by chance as well.\n"
			    "  sometimes: sum other\n"
			    "  fails: killed\n"
			    "mistake scattered\n"
			    "  says: It fails in any run, at line 1.\n"
			    "  sometimes: out@*:1\n"
			    "  fails: exit\n"
			    "mistake scattered_below\n"
			    "  says: The same at line 2.\n"
			    "  sometimes: out@*:2\n"
			    "  fails: exit\n"
			    "mistake anywhere\n"
			    "  says: It fails in one run at least.\n"
			    "  fails: out@*:2 other\n"
			    "mistake never\n"
			    "  says: Its condition never holds.\n"
			    "  fails: calls:1\n"
			    "  when: 1 == 2\n"
			    "mistake short\n"
			    "  says: It prints less.\n"
			    "  fails: told:2\n"
			    "  shows: short line N\n"
			    "  shows: no line\n"
			    "mistake long\n"
			    "  says: It prints more.\n"
			    "  fails: told:2\n"
			    "  shows: long line N\n";

static struct mistake *mistakes_of(struct pool *pool, const char *text)
{
	struct bytes bytes = {(char *)text, strlen(text)};
	struct mistake *mistakes;
	struct err err = {0};

	cr_assert_eq(mistakes_parse(pool, "x.mistakes", NULL, &bytes, &mistakes, &err), 0,
		"%d: %s", err.line, err.message);
	return mistakes;
}

/* --- the lab -------------------------------------------------------------------------- */

static struct part part_one = {.number = 1};
static struct part part_two = {.number = 2};
static struct part part_aside = {.number = 3, .aside = true};
static struct run_spec runs[] = {{.name = "a"}, {.name = "b"}};
static struct run_list second_of_both = {.run = &runs[1]};
static struct run_list both = {.run = &runs[0], .next = &second_of_both};
static struct run_list one = {.run = &runs[0]};
static struct pattern out_last = {.line = 12};
static struct pattern out_first = {.line = 11, .next = &out_last};
static struct pattern calls_last = {.line = 22};
static struct pattern calls_first = {.line = 21, .next = &calls_last};
static struct condition relation;

static struct item items[] = {
	{.kind = ITEM_MATCH,
		.name = "out",
		.part = &part_one,
		.line = 10,
		.runs = &both,
		.patterns = &out_first},
	{.kind = ITEM_MATCH,
		.name = "calls",
		.part = &part_two,
		.line = 20,
		.runs = &one,
		.patterns = &calls_first},
	{.kind = ITEM_MATCH,
		.name = "told",
		.part = &part_two,
		.line = 20,
		.runs = &one,
		.patterns = &calls_first},
	{.kind = ITEM_CHECK, .name = "sum", .part = &part_one, .condition = &relation},
	{.kind = ITEM_CHECK, .name = "other", .part = &part_aside, .condition = &relation},
	{.kind = ITEM_EXIT, .name = "exit", .part = &part_two, .runs = &one},
	{.kind = ITEM_EXIT,
		.name = "killed",
		.part = &part_one,
		.signal = "SIGSEGV",
		.runs = &one},
};

static const struct item *item_of(const char *name)
{
	for (size_t i = 0; i < sizeof items / sizeof *items; i++)
		if (strcmp(items[i].name, name) == 0)
			return &items[i];
	return NULL; /* a run or a build */
}

static struct result *results_of(struct pool *pool, const char *text)
{
	struct result *first = NULL;
	struct result **last = &first;
	char *rest = pool_printf(pool, "%s", text);
	char *word;

	while ((word = strsep(&rest, " ")) && *word) {
		char status[8];
		char check[32];
		char run[8] = "";
		const char *measured = strchr(word, '=');
		int line = 0;

		cr_assert_geq(
			sscanf(word, "%7[^:]:%31[^@]@%7[^:]:%d", status, check, run, &line),
			2, "%s", word);
		*last = pool_alloc(pool, sizeof **last);
		(*last)->status = strcmp(status, "FAIL") == 0 ? STATUS_FAIL
			: strcmp(status, "env") == 0          ? STATUS_ENV
							      : STATUS_OK;
		(*last)->item = item_of(check);
		(*last)->check = pool_printf(pool, "%s", check);
		(*last)->run = *run ? pool_printf(pool, "%s", run) : NULL;
		(*last)->line = line;
		(*last)->measured = measured ? said_plain(pool, measured + 1) : NULL;
		last = &(*last)->next;
	}
	return first;
}

/* --- known mistakes ------------------------------------------------------------------- */

static const char *names_of(struct pool *pool, const struct mistakes_found *found)
{
	const char *names = "";

	for (int i = 0; i < found->count; i++)
		names = pool_printf(
			pool, "%s%s%s", names, *names ? " " : "", found->at[i]->name);
	return names;
}

static const char *found_in(struct pool *pool, const char *results)
{
	const struct expect expect = {0};
	const struct lab_evidence evidence = {.pool = pool, .expect = &expect};
	struct lab_result lab = {.results = results_of(pool, results)};

	mistakes_find(&evidence, mistakes_of(pool, known), &lab);
	return names_of(pool, &lab.mistakes);
}

static const struct {
	const char *results;
	const char *names;
} recognised[] = {
	{"FAIL:out@a:11 FAIL:out@b:11 ok:calls@a:22", "first"},
	/* other lines of the same checks: more than one mistake fails these */
	{"FAIL:out@a:12 FAIL:calls@a:21", "second twin"},
	{"FAIL:out@a:11 FAIL:calls@a:22", "second twin"},
	/* one check more, or less */
	{"FAIL:out@a:11 FAIL:out@b:11 FAIL:sum@a:30", ""},
	{"FAIL:sum@a:30", ""},
	{"ok:out@a:11", ""},
	/* a condition tells apart */
	{"FAIL:calls@a:21", "special"},
	/* what cannot be shown does not count, but something must fail */
	{"env:out@a:11 FAIL:calls@a:22", "second twin"},
	{"env:out@a:11 env:calls@a:22", ""},
	{"ok:out@a:11 FAIL:calls@a:22", "special"},
	/* what fails sometimes may and need not */
	{"FAIL:killed@a:1 FAIL:sum@a:1", "random"},
	{"FAIL:killed@a:1", "random"},
	{"FAIL:sum@a:1 FAIL:other@a:1", ""},
	/* any run of a check: this one, that one, both or none, but the line counts */
	{"FAIL:exit@a:1 FAIL:out@a:11 ok:out@b:11", "scattered"},
	{"FAIL:exit@a:1 ok:out@a:12 FAIL:out@b:12", "scattered_below"},
	{"FAIL:exit@a:1 FAIL:out@a:11 FAIL:out@b:11", "scattered"},
	{"FAIL:exit@a:1 ok:out@a:11 ok:out@b:11", "scattered scattered_below"},
	{"FAIL:exit@a:1 FAIL:out@a:11 FAIL:sum@a:1", ""},
	/* where it always fails, one of the runs must */
	{"FAIL:out@b:12 FAIL:other@a:1", "anywhere"},
	{"ok:out@a:12 ok:out@b:12 FAIL:other@a:1", ""},
	{"env:out@a:12 env:out@b:12 FAIL:other@a:1", "anywhere"},
	{"env:out@a:12 ok:out@b:12 FAIL:other@a:1", ""},
	/* the same set, told apart by how the failure looks */
	{"FAIL:told@a:22=short_line", ""},
	{"FAIL:told@a:22=no", ""},
	{"FAIL:told@a:22", ""},
};

/* What cannot stand in one word. */
static const struct {
	const char *measured;
	const char *name;
} looks[] = {
	{"short line 17", "short"},
	{"short   line 0x7ffd9ebf4c18", "short"},
	{"no line", "short"},
	{"long line 4", "long"},
	{"long line 0", ""},
	{"another line 4", ""},
};

Test(mistake, of_one_set_is_told_apart_by_how_the_failure_looks)
{
	for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
		const struct expect expect = {0};
		struct pool pool = {0};
		const struct lab_evidence evidence = {.pool = &pool, .expect = &expect};
		struct lab_result lab = {.results = results_of(&pool, "FAIL:told@a:22")};

		lab.results->measured = said_plain(&pool, looks[i].measured);
		mistakes_find(&evidence, mistakes_of(&pool, known), &lab);
		cr_expect_str_eq(names_of(&pool, &lab.mistakes), looks[i].name, "%s: %s",
			looks[i].measured, lab.shows);
		pool_free(&pool);
	}
}

/* --- other machines ----------------------------------------------------------------------- */

static const char of_machines[] = "lab x\n"
				  "run a: x\n"
				  "check 1 == 1\n"
				  "  says both: Everywhere.\n"
				  "when thp == 2:\n"
				  "  check 1 == 1\n"
				  "    says there: There.\n"
				  "else:\n"
				  "  either in one way:\n"
				  "    check 1 == 1\n"
				  "      says here: Here.\n"
				  "  or in another:\n"
				  "    check 1 == 1\n"
				  "      says or_here: Here as well.\n"
				  "  end\n"
				  "end\n";

static const char on_machines[] = "mistake of_all\n"
				  "  says: It fails what all machines are asked for.\n"
				  "  fails: both there\n"
				  "mistake of_each\n"
				  "  says: It fails something else on each machine.\n"
				  "  fails: both there here\n"
				  "mistake of_a_branch\n"
				  "  says: It takes another way.\n"
				  "  fails: both or_here\n";

static const struct {
	number thp;
	const char *results;
	const char *names;
} on_a_machine[] = {
	{1, "FAIL:both ok:here", "of_all"},
	{1, "FAIL:both FAIL:here", "of_each"},
	{1, "FAIL:both FAIL:or_here", "of_a_branch"},
	{2, "FAIL:both FAIL:there", "of_all of_each"},
	{2, "FAIL:both ok:there", "of_a_branch"},
};

Test(mistake, what_other_machines_are_asked_for_does_not_count)
{
	for (size_t i = 0; i < sizeof on_a_machine / sizeof *on_a_machine; i++) {
		struct pool pool = {0};
		struct fact fact = {"thp", on_a_machine[i].thp};
		struct expect expect;
		struct lab_evidence evidence = {
			.pool = &pool, .expect = &expect, .facts = &fact, .fact_count = 1};
		struct lab_result lab = {
			.results = results_of(&pool, on_a_machine[i].results)};
		struct err err;

		cr_assert_eq(expect_parse(&pool, "x", of_machines, sizeof of_machines - 1,
				     &expect, &err),
			0, "%d: %s", err.line, err.message);
		mistakes_find(&evidence, mistakes_of(&pool, on_machines), &lab);
		cr_expect_str_eq(names_of(&pool, &lab.mistakes), on_a_machine[i].names,
			"%s", on_a_machine[i].results);
		pool_free(&pool);
	}
}

/* --- how a failure looks -------------------------------------------------------------- */

static const char wanted_call[] = "mmap(NULL, 16777216, PROT_READ|PROT_WRITE, "
				  "MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f139e754000";

static const struct {
	const char *expected;
	const char *nearest;
	const char *shows;
} calls[] = {
	{wanted_call,
		"mmap(NULL, 16000000, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, "
		"0) = 0x7f139e754000",
		"mmap: argument 2 is N"},
	{wanted_call,
		"mmap(NULL, 16777216, PROT_READ|PROT_WRITE, MAP_SHARED|MAP_ANONYMOUS, -1, "
		"0) = 0x7f139e754000",
		"mmap: argument 4 is MAP_SHARED|MAP_ANONYMOUS"},
	{wanted_call,
		"mmap(0x7f2000000000, 4096, PROT_READ, MAP_PRIVATE, 3, 0) = 0x7f2000000000",
		"mmap: argument 1 is N, argument 2 is 4096, argument 3 is PROT_READ, "
		"argument 4 is MAP_PRIVATE, argument 5 is 3, result is N"},
	{wanted_call, wanted_call, "mmap: elsewhere"},
	{"brk(0x5000400) = 0x5000400", "brk(0x5001000) = 0x5001000",
		"brk: argument 1 is 3072 more, result is 3072 more"},
	{"brk(0x5000400) = 0x5000400", "brk(0x5000000) = 0x5000000",
		"brk: argument 1 is 1024 less, result is 1024 less"},
	{"--- SIGSEGV {si_signo=SIGSEGV, si_code=SEGV_MAPERR, si_addr=0x5000} ---",
		"--- SIGSEGV {si_signo=SIGSEGV, si_code=SEGV_ACCERR, si_addr=0x5000} ---",
		"--- SIGSEGV : argument 2 is si_code=SEGV_ACCERR"},
	{"munmap(0x5000, 10) = 0", "munmap(0x5000)",
		"munmap: argument 2 is missing, result is missing"},
};

static struct item traced = {
	.kind = ITEM_MATCH, .channel = CHANNEL_SYSCALLS, .name = "map"};

Test(appearance, of_a_call_is_what_of_the_nearest_one_differs)
{
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
		struct pool pool = {0};
		const struct lab_evidence evidence = {.pool = &pool};
		const struct result failed = {.status = STATUS_FAIL,
			.item = &traced,
			.expected = said_plain(&pool, calls[i].expected),
			.measured = SAID(NO_SUCH_CALL),
			.nearest = calls[i].nearest};

		cr_expect_str_eq(appearance_of(&evidence, &failed), calls[i].shows,
			"%s: %s", calls[i].nearest, appearance_of(&evidence, &failed));
		pool_free(&pool);
	}
}

/* The same check fails, for another argument: the mistake is not this one. */
Test(mistake, of_another_argument_of_the_same_call_is_not_recognised)
{
	static const char shared[] = "mistake shared\n"
				     "  says: It makes the mapping shared.\n"
				     "  fails: map\n";
	const struct expect expect = {0};

	for (size_t i = 0; i < 2; i++) {
		struct pool pool = {0};
		const struct lab_evidence evidence = {.pool = &pool, .expect = &expect};
		struct result failed = {.status = STATUS_FAIL,
			.item = &traced,
			.check = "map",
			.expected = said_plain(&pool, calls[i].expected),
			.measured = SAID(NO_SUCH_CALL),
			.nearest = calls[i].nearest};
		struct lab_result lab = {.results = &failed};
		const char *text = pool_printf(&pool, "%.*s  shows: %s\n",
			(int)(sizeof shared - 1), shared, calls[1].shows);

		mistakes_find(&evidence, mistakes_of(&pool, text), &lab);
		cr_expect_str_eq(names_of(&pool, &lab.mistakes), i == 1 ? "shared" : "");
		pool_free(&pool);
	}
}

static const struct {
	struct comparison comparison;
	const char *shows;
} numbers[] = {
	{{.relation = RELATION_EQUAL, .measured = 0, .bound = 120}, "0"},
	{{.relation = RELATION_EQUAL, .measured = 16, .bound = 120, .measured_hex = true},
		"16"},
	{{.relation = RELATION_EQUAL, .measured = 8192, .bound = 4096}, "8192"},
	{{.relation = RELATION_EQUAL, .measured = 1000000, .bound = 0}, "more"},
	{{.relation = RELATION_LESS_EQUAL, .measured = 83, .bound = 12}, "more"},
	{{.relation = RELATION_EQUAL, .measured = 12, .bound = 10, .unit = "page faults"},
		"more"},
	{{.relation = RELATION_EQUAL, .measured = 9, .bound = 10, .bound_recorded = true},
		"1 less"},
	{{.relation = RELATION_UNEQUAL, .measured = 9, .bound = 9, .bound_recorded = true},
		"equal"},
	{{.relation = RELATION_EQUAL,
		 .measured = 0x55a3dd556feb,
		 .bound = 0x55a3dd557000,
		 .measured_hex = true,
		 .bound_hex = true,
		 .hex = true,
		 .bound_recorded = true},
		"an address, 21 less than an address"},
	{{.is_single = true, .values = "1, 2"}, "different values"},
	{{.is_single = true}, "0"},
};

Test(appearance, of_a_number_is_exact_where_machines_agree_in_it)
{
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		struct pool pool = {0};
		const struct lab_evidence evidence = {.pool = &pool};
		const struct result failed = {
			.status = STATUS_FAIL, .comparison = &numbers[i].comparison};

		cr_expect_str_eq(appearance_of(&evidence, &failed), numbers[i].shows,
			"%zu: %s", i, appearance_of(&evidence, &failed));
		pool_free(&pool);
	}
}

static const struct {
	const char *text;
	enum kept_numbers kept;
	const char *outline;
} outlines[] = {
	{"Block:     0x55d7e3ad62a0, 24 bytes", KEEP_ZERO, "Block: N, N bytes"},
	{"faults: 0, of 0x0", KEEP_ZERO, "faults: 0, of 0x0"},
	{"55d7e3ad6000-55d7e3af7000 rw-p 00000000 00:00 0 [heap]", KEEP_ZERO,
		"N-N rw-p 00000000 00:00 0 [heap]"},
	{"0x5000..0x6000 r-xp libc.so.6", KEEP_ZERO, "N..N r-xp libc.so.6"},
	{"glibc 2.36 of x86_64", KEEP_ZERO, "glibc N of x86_64"},
	{"open /tmp/some.where/pie", KEEP_ZERO, "open pie"},
	{"mmap(NULL, 8192, 3, 1000, -1, 0)", KEEP_SIZES, "mmap(NULL, 8192, 3, N, -1, 0)"},
	{"malloc(1000) = 0x55d7e3ad62a0", KEEP_DECIMAL, "malloc(1000) = N"},
	{"write(1, \"n 7\"..., 39) = 39", KEEP_SIZES, "write(1, \"n N\"..., N) = N"},
	{"getrandom(\"\\xa2\\x00\\x3a\", 3, 0) = 3", KEEP_SIZES,
		"getrandom(\"\\xN\", N, 0) = N"},
	{"getrusage(0, {ru_minflt=83, ru_nswap=0}) = 0", KEEP_SIZES,
		"getrusage(0, {ru_minflt=N, ru_nswap=N}) = 0"},
};

Test(appearance, of_a_line_has_no_number_that_varies)
{
	for (size_t i = 0; i < sizeof outlines / sizeof *outlines; i++) {
		struct pool pool = {0};
		const char *outline = outline_text(&pool, outlines[i].text,
			strlen(outlines[i].text), outlines[i].kept);

		cr_expect_str_eq(
			outline, outlines[i].outline, "%s: %s", outlines[i].text, outline);
		pool_free(&pool);
	}
}

/* --- the file --------------------------------------------------------------------------- */

Test(mistake, is_recognised_by_the_set_of_checks_that_fail)
{
	for (size_t i = 0; i < sizeof recognised / sizeof *recognised; i++) {
		struct pool pool = {0};

		cr_expect_str_eq(found_in(&pool, recognised[i].results),
			recognised[i].names, "%s: %s", recognised[i].results,
			found_in(&pool, recognised[i].results));
		pool_free(&pool);
	}
}

Test(mistake, is_read_with_its_sentence_signs_and_hints)
{
	struct pool pool = {0};
	const struct mistake *mistake = mistakes_of(&pool, known);

	cr_expect_str_eq(mistake->name, "first");
	cr_expect_str_eq(mistake->notes.says[ENGLISH], "It does the first thing.");
	cr_expect_str_eq(sign_text(&pool, mistake->signs), "out@a:1");
	cr_expect_str_eq(sign_text(&pool, mistake->signs->next), "out@b:1");
	cr_expect_null(mistake->signs->next->next);
	cr_expect_str_eq(mistake->notes.hint[1][ENGLISH], "Write this.");
	cr_expect_null(mistake->notes.hint[2][ENGLISH]);
	cr_expect_null(mistake->shows);
	cr_expect_eq(mistake->own->from, 24);
	cr_expect_eq(mistake->own->to, 24);
	cr_expect_eq(mistake->own->next->from, 76);
	cr_expect_eq(mistake->own->next->to, 78);
	cr_expect_null(mistake->own->next->next);
	cr_expect_not(mistake->only);
	cr_expect(mistake->next->only && mistake->next->own->to == 5);
	cr_expect_str_eq(
		mistakes_find_name(mistake, "short")->shows->next->text, "no line");
	cr_expect_null(mistakes_find_name(mistake, "fir"));
	cr_expect_eq(mistakes_find_name(mistake, "second"), mistake->next);
	pool_free(&pool);
}

static const struct {
	const char *text;
	int line;
} refused[] = {
	{"mistake\n", 1},
	{"mistake a b\n", 1},
	{"mistakes a\n", 1},
	{"  says: It stands alone.\n", 1},
	{"mistake a\n  says: S.\n", 1},
	{"mistake a\n  fails: b\nmistake c\n  says: S.\n  fails: b\n", 1},
	{"mistake a\n  says: S.\n  says: T.\n  fails: b\n", 3},
	{"mistake a\n  says:\n  fails: b\n", 2},
	{"mistake a\n  says: S.\n  fails: b:0\n", 3},
	{"mistake a\n  says: S.\n  fails: b:x\n", 3},
	{"mistake a\n  says: S.\n  fails: b:1x\n", 3},
	{"mistake a\n  says: S.\n  fails: @r\n", 3},
	{"mistake a\n  says: S.\n  fails: b@\n", 3},
	{"mistake a\n  says: S.\n  fails: b@r,,s\n", 3},
	{"mistake a\n  says: S.\n  fails: b@*,r\n", 3},
	{"mistake a\n  says: S.\n  sometimes: b@r*\n", 3},
	{"mistake a\n  says: S.\n  when: 1\n  fails: b\n", 3},
	{"mistake a\n  says: S.\n  when: 1 == 1\n  when: 1 == 1\n  fails: b\n", 4},
	{"mistake a\n  hint: 1\n  hint: 2\n  hint: 3\n  hint: 4\n", 5},
	{"mistake a\n  says: S.\n  fails: b\n  shows:\n", 4},
	{"mistake a\n  why: S.\n", 2},
};

Test(mistake, a_file_that_makes_no_sense_is_refused_with_the_line)
{
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		struct pool pool = {0};
		struct bytes bytes = {(char *)refused[i].text, strlen(refused[i].text)};
		struct mistake *mistakes;
		struct err err = {0};

		cr_expect_eq(mistakes_parse(&pool, "x", NULL, &bytes, &mistakes, &err), -1,
			"%s", refused[i].text);
		cr_expect_eq(err.line, refused[i].line, "%s: %d: %s", refused[i].text,
			err.line, err.message);
		cr_expect(has(err.message, "make mistakes"), "%s", err.message);
		pool_free(&pool);
	}
}

/* --- the script that writes the file --------------------------------------------------- */

/* What three passes of the bank leave: one run always, some by chance, and a check of no run. */
static const char *const passes[] = {
	"out@a:1\nout@b:1\ncalls@a:2\ncalls@b:2\nsum\nline@a:1\nshows: N\n",
	"out@a:1\nout@c:1\ncalls@a:2\ncalls@b:2\nline@a:2\nshows: N\n",
	"out@a:1\ncalls@a:2\ncalls@b:2\nsum\nline@a:1\nshows: less\n",
};

static const char written[] =
	"# What is known to go wrong in this lab: make mistakes writes "
	"this file.\n"
	"\n"
	"mistake chance\n"
	"  says: It fails here and there.\n"
	"  sometimes: out@*:1\n"
	"  fails: calls@a,b:2\n"
	"  sometimes: sum\n"
	"  sometimes: line@a:1\n"
	"  sometimes: line@a:2\n"
	"  shows: N\n"
	"  shows: less\n";

/* The real script, with a bank of one program that leaves these signs, a file for each pass. */
Test(mistake, is_written_of_any_run_where_the_runs_that_fail_are_others_each_time)
{
	char *folder = temp_make();
	struct ran ran =
		sh("cd '%s' && mkdir -p common/tests/wrong/01-sample expected scripts",
			folder);

	ran_free(&ran);
	put_file(folder, "common/tests/wrong/01-sample/chance.c",
		"/*\n * mistake: It fails here and there.\n */\n");
	put_file(folder, "expected/01-sample.expect", "lab T\n");
	for (int i = 0; i < 3; i++) {
		char name[] = "signs.1";

		name[sizeof name - 2] = (char)('1' + i);
		put_file(folder, name, "%s", passes[i]);
	}
	put_file(folder, "scripts/test",
		"#!/bin/sh\n"
		"cp \"signs.${VMLAB_MISTAKES##*/}\" "
		"\"$VMLAB_MISTAKES/01-sample/chance\"\n");
	ran = sh(
		"cp scripts/mistakes '%s/scripts' && chmod +x '%s'/scripts/* && "
		"TIMES=3 '%s/scripts/mistakes' >&2 && cat '%s/expected/01-sample.mistakes'",
		folder, folder, folder, folder);
	cr_expect_eq(ran.status, 0, "%s", ran.err);
	cr_expect_str_eq(ran.out, written);
	ran_free(&ran);
	temp_drop(folder);
}

/* Beneath a mistake, its lines of the lab's own program; the error quotes them. */
static const char *const no_lines[] = {"right:", "right: 0", "right: 41..", "right: ..41",
	"right: 41..40", "right: 9..8 12", "right: x", "right: 4x", "right: -4",
	"right: +4", "right: 4, 5", "right: 4...5", "right: 4..5..6", "right: 7 7",
	"right: 7..9 9", "right: 9 7", "right: 12345678", "right: 1..99999999999999999999",
	"only: 7", "only: 7..7", "only:", "only: 3..5 8", "right: 1\n  right: 2",
	"right: 1\n  only: 2..3"};

Test(mistake, lines_that_make_no_sense_are_refused_with_how_to_write_them)
{
	for (size_t i = 0; i < sizeof no_lines / sizeof *no_lines; i++) {
		struct pool pool = {0};
		char *text = pool_printf(
			&pool, "mistake a\n  says: S.\n  %s\n  fails: b\n", no_lines[i]);
		struct bytes bytes = {text, strlen(text)};
		struct mistake *mistakes;
		struct err err = {0};
		const char *behind = strrchr(no_lines[i], ':') + 1;

		cr_expect_eq(mistakes_parse(&pool, "x", NULL, &bytes, &mistakes, &err), -1,
			"%s", text);
		cr_expect_eq(err.line, strchr(no_lines[i], '\n') ? 4 : 3, "%s: %d", text,
			err.line);
		cr_expect(has(err.message, "scripts/mistakes --right") &&
				has(err.message, text_skip_blanks(behind)),
			"%s: %s", text, err.message);
		pool_free(&pool);
	}
}

/* --- whose hints help ----------------------------------------------------------------- */

static const struct {
	const char *texts[3]; /* beneath a mistake each; NULL: no more of them */
	int chosen;           /* -1: none */
} alike[] = {
	{{"  hint: H.\n"}, 0},
	{{"  right: 7\n"}, 0},
	{{"  right: 7\n", "  right: 7\n", "  right: 7\n"}, 0},
	{{"  right: 7\n", "  right: 7\n", "  right: 8\n"}, -1},
	{{"  right: 7\n", "  right: 7 9\n"}, -1},
	{{"  right: 7 9\n", "  right: 7\n"}, -1},
	{{"  right: 7..8\n", "  only: 7..8\n"}, -1},
	{{"  right: 7\n", ""}, -1},
	{{"", ""}, -1},
	{{"  right: 7\n  hint: H.\n", "  right: 7\n"}, -1},
	{{"  right: 7\n", "  right: 7\n  hint: H.\n"}, -1},
	{{NULL}, -1},
};

Test(mistake, of_several_in_one_place_the_first_has_the_hints)
{
	for (size_t i = 0; i < sizeof alike / sizeof *alike; i++) {
		struct pool pool = {0};
		struct mistakes_found found = {0};
		const struct mistake *chosen;

		for (; found.count < 3 && alike[i].texts[found.count]; found.count++)
			found.at[found.count] = mistakes_of(&pool,
				pool_printf(&pool, "mistake a\n  says: S.\n%s  fails: b\n",
					alike[i].texts[found.count]));
		chosen = mistake_of_hints(&found);
		cr_expect_eq(chosen, alike[i].chosen < 0 ? NULL : found.at[alike[i].chosen],
			"%zu", i);
		pool_free(&pool);
	}
}

Test(mistake, of_as_many_as_can_be_kept_there_may_be_more)
{
	struct pool pool = {0};
	struct mistakes_found found = {.count = MOST_ALIKE};

	for (int i = 0; i < MOST_ALIKE; i++)
		found.at[i] = mistakes_of(
			&pool, "mistake a\n  says: S.\n  right: 7\n  fails: b\n");
	cr_expect_null(mistake_of_hints(&found));
	found.count--;
	cr_expect_eq(mistake_of_hints(&found), found.at[0]);
	pool_free(&pool);
}

/* --- the cause ------------------------------------------------------------------------ */

static const struct {
	const char *results;
	const char *cause;
} causes[] = {
	{"ok:out@a:11", NULL},
	/* a source that does not compile, or a run that was stopped */
	{"FAIL:out@a:11 FAIL:run_a@a:1", "run_a"},
	/* a run that should succeed and does not, whatever stands before it */
	{"FAIL:sum@a:1 FAIL:out@a:11 FAIL:exit@a:1", "exit"},
	/* but for an earlier part of a run that has not ended so */
	{"FAIL:sum@a:1 FAIL:out@b:11 FAIL:exit@a:1", "out"},
	{"FAIL:calls@b:21 FAIL:exit@a:1", "exit"},
	{"FAIL:other@b:1 FAIL:exit@a:1", "exit"},
	{"FAIL:sum FAIL:exit@a:1", "exit"},
	{"FAIL:out@b:11 FAIL:exit@a:1 FAIL:exit@b:1", "exit"},
	/* the first part, and in it what the program does before how its numbers relate */
	{"FAIL:calls@a:21 FAIL:sum@a:1", "calls"},
	{"FAIL:sum@a:1 FAIL:out@a:11", "out"},
	{"FAIL:killed@a:1 FAIL:sum@a:1", "sum"},
	/* what is about the machine comes last */
	{"FAIL:other@a:1 FAIL:calls@a:21", "calls"},
};

Test(cause, of_what_a_missing_pause_fails_is_how_often_the_run_waits)
{
	struct pool pool = {0};
	struct result *results = results_of(&pool, "FAIL:out@a:11 FAIL:sum@a:1");
	struct item waits = *results->next->item;
	const struct lab_result lab = {.results = results};

	waits.kind = ITEM_PAUSES;
	results->next->item = &waits;
	cr_expect_str_eq(cause_find(&lab)->check, "out");
	results->expected = SAY(&pool, PAUSE_EXPECTED, 1, "stored");
	cr_expect_str_eq(cause_find(&lab)->check, "sum");
	pool_free(&pool);
}

Test(cause, is_what_explains_the_other_failures)
{
	for (size_t i = 0; i < sizeof causes / sizeof *causes; i++) {
		struct pool pool = {0};
		const struct lab_result lab = {
			.results = results_of(&pool, causes[i].results)};
		const struct result *cause = cause_find(&lab);

		cr_expect_eq(!cause, !causes[i].cause, "%s", causes[i].results);
		if (cause && causes[i].cause)
			cr_expect_str_eq(cause->check, causes[i].cause, "%s: %s",
				causes[i].results, cause->check);
		pool_free(&pool);
	}
}
