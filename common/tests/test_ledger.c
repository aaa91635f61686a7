/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/file.h"
#include "../base/text.h"
#include "../ledger/ledger.h"
#include "help.h"

/* The ledger of the articles: its language, its verdicts, and the one in docs/articles. */

static const char ledger_file[] = "docs/articles/claims.txt";

#define HEAD                                                                               \
	"article Memory\n  author: Nobody\n  link: https://example.org/\n"                 \
	"section The heap | 堆\n  listing 1: a program | 程序\n"
#define CLAIM                                                                              \
	"claim A01: holds\n  says: A.\n  says.zh: 甲。\n  because: B.\n  because.zh: "   \
	"乙。\n"

/* --- the language --------------------------------------------------------------------- */

static const struct {
	const char *text;
	int line;
	const char *message;
} mistakes[] = {
	{"", 1, "has no claims"},
	{HEAD, 1, "has no claims"},
	{"article Memory\nclaim A01: holds\n", 1, "beneath it, an author"},
	{"article Memory\n  author: Nobody\nsection A | B\n", 1, "link: ADDRESS"},
	{"section The heap | 堆\n", 1, "beneath it, an author"},
	{"  article Memory\n", 1, "not understood here"},
	{"article Memory\n  author: Nobody\n  link: x\nsection The heap\n", 4, "two texts"},
	{"article Memory\n  author: Nobody\n  link: x\nclaim A01: holds\n", 4,
		"stands in a section"},
	{HEAD "  listing one: a | 一\n", 6, "not understood here"},
	{HEAD "claim A01: true\n", 6, "with one of holds"},
	{HEAD "claim A01: holds\n  says: A.\n", 6, "needs says, says.zh"},
	{HEAD CLAIM, 6, "can be observed and has no proof"},
	{HEAD "claim A01: cannot be observed\n  says: A.\n  says.zh: 甲。\n  because: B.\n"
	      "  because.zh: 乙。\n  lab 1: c\n",
		6, "has a proof"},
	{HEAD CLAIM "  lab 1: c\n" CLAIM "  lab 1: c\n", 12, "is there twice"},
	{HEAD CLAIM "  says: again\n", 11, "not understood here"},
	{HEAD CLAIM "  lab: C.\n", 11, "not understood here"},
	{HEAD CLAIM "  lab 1: c\n    measured: $($a.b)\n", 11, "in both languages"},
	{HEAD CLAIM "  lab 1: c\n    measured: 7 bytes\n    measured.zh: 7 字节\n", 12,
		"at least one value"},
	{HEAD CLAIM "  lab 1: c\n    measured: $(\n    measured.zh: $($a.b)\n", 12,
		"not understood here"},
	{HEAD CLAIM "  lab 1: c\n    seen: $($a.b)\n", 12, "not understood here"},
};

Test(ledger, mistakes_are_told_with_their_line)
{
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		struct pool pool = {0};
		struct ledger ledger;
		struct err err = {.message = ""};
		int result = ledger_parse(&pool, "claims", mistakes[i].text,
			strlen(mistakes[i].text), &ledger, &err);

		cr_expect_eq(result, -1, "accepted: %s", mistakes[i].text);
		cr_expect_eq(err.line, mistakes[i].line, "line %d for: %s", err.line,
			mistakes[i].text);
		cr_expect(has(err.message, mistakes[i].message), "%s\nfor: %s", err.message,
			mistakes[i].text);
		pool_free(&pool);
	}
}

static struct bytes read_own(struct pool *pool)
{
	struct bytes text;
	struct err err;

	cr_assert_eq(file_read(pool, ledger_file, &text, &err), 0, "%s", err.message);
	return text;
}

/* At every byte of its first claims, and here and there in the rest. */
Test(ledger, is_no_trouble_when_it_is_cut)
{
	struct pool pool = {0};
	struct bytes text = read_own(&pool);
	int accepted = 0;

	for (size_t size = 0; size < text.size; size += size < 4000 ? 1 : 997) {
		struct pool sample = {0};
		struct ledger ledger;
		struct err err;
		char *copy = malloc(size ? size : 1); /* so that a sanitizer sees the end */

		memcpy(copy, text.data, size);
		accepted += ledger_parse(&sample, "cut", copy, size, &ledger, &err) == 0;
		free(copy);
		pool_free(&sample);
	}
	cr_expect_gt(accepted, 0);
	pool_free(&pool);
}

/* --- verdicts ------------------------------------------------------------------------- */

static const char program[] = "#include <stdio.h>\nint main(void)\n{\n\tprintf(\"size "
			      "42\\n\");\n\treturn 0;\n}\n";

static const char expect[] =
	"lab Sample\nrun sample\n"
	"stdout:\n  size $size\n    says: It prints a size.\n    says.zh: 它打印大小。\n"
	"check $size == 42\n  name: is_42\n  says: The size is 42.\n  says.zh: 大小是 "
	"42。\n"
	"check $size > 50\n  name: is_large\n  says: The size is large.\n  says.zh: "
	"大小很大。\n"
	"syscalls:\n  write(1, ...\n    name: writes\n    says: The kernel sees a "
	"write.\n"
	"when kernel < 1.0:\n  check $size == 7\n    name: is_old\n    says: It is an "
	"old kernel.\nend\n";

/* A project whose only claim has this proof. */
static char *claim_project(const char *proof)
{
	char *folder = sample_project(program, expect);
	struct ran ran = sh("mkdir -p '%s/docs/articles'", folder);

	ran_free(&ran);
	put_file(folder, ledger_file, "%s%s%s", HEAD, CLAIM, proof);
	return folder;
}

static const struct {
	const char *proof;
	int status;
	const char *said;
} verdicts[] = {
	{"  lab 1: is_42\n    measured: $($sample.size) bytes\n"
	 "    measured.zh: $($sample.size) 字节\n",
		0, "[ ok ] A01  holds                   A. – 42 bytes\n"},
	{"  lab 1: writes\n", 0, "A. – The kernel sees a write.\n"},
	{"  lab 1: is_large\n", 1,
		"[FAIL] A01  holds                   A. – here it is otherwise, lab 1 "
		"fails: The "
		"size is large.\n"},
	{"  lab 1: is_42\n  lab 1: is_large\n", 1, "[FAIL] A01"},
	{"  lab 1: is_old\n", 77,
		"[env ] A01  holds                   A. – this machine shows another case"},
	{"  lab 1: is_old\n    measured: old, $($sample.size)\n"
	 "    measured.zh: 旧，$($sample.size)\n  lab 1: is_42\n",
		0, "[ ok ] A01  holds                   A. – The size is 42.\n"},
};

Test(ledger, a_claim_is_held_to_what_its_checks_find)
{
	for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++) {
		char *folder = claim_project(verdicts[i].proof);
		struct ran ran = sh("$VMLAB claims --root '%s'", folder);

		cr_expect_eq(ran.status, verdicts[i].status, "%d for: %s%s%s", ran.status,
			verdicts[i].proof, ran.out, ran.err);
		cr_expect(has(ran.out, verdicts[i].said), "%s\nfor: %s", ran.out,
			verdicts[i].proof);
		ran_free(&ran);
		temp_drop(folder);
	}
}

/* A claim knows its check by the name, so that every sentence can be polished. */
Test(ledger, a_polished_sentence_breaks_no_claim)
{
	char *folder = claim_project("  lab 1: is_42\n");
	struct ran ran = sh("cd '%s' && sed -i 's/The size is 42/Its size: 42/' "
			    "expected/01-sample.expect && $VMLAB claims --root .",
		folder);

	cr_expect_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	cr_expect(has(ran.out, "A. – Its size: 42."), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* Of several names, those that are judged count, on whichever machine. */
Test(ledger, several_checks_may_say_the_same)
{
	char *folder = claim_project("  lab 1: is_old is_42\n");
	struct ran ran = sh("$VMLAB claims --root '%s'", folder);

	cr_expect_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	cr_expect(has(ran.out, "A. – The size is 42."), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(ledger, a_machine_that_shows_nothing_fails_no_claim)
{
	char *folder = claim_project("  lab 1: writes\n");
	char *refuse = refuse_make();
	struct ran ran =
		sh(REFUSE "ptrace=EPERM -- $VMLAB claims --root '%s'", refuse, folder);

	cr_expect_eq(ran.status, 77, "%d", ran.status);
	cr_expect(has(ran.out, "[env ] A01"), "%s", ran.out);
	cr_expect(has(ran.out, "ptrace is refused"), "%s", ran.out);
	cr_expect(has(ran.out, "0 passed, 0 failed, 1 skipped"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(refuse);
	temp_drop(folder);
}

static const struct {
	const char *proof;
	const char *message;
} wrong_proofs[] = {
	{"  lab 1: is_43\n", "no check of expected/01-sample.expect has the name is_43"},
	{"  lab 2: is_42\n", "there is no lab 2"},
	{"  lab 1: is_42 is_43\n", "has the name is_43"},
	{"  lab 1: exit_sample\n", "has no sentence"},
	{"  lab 1: is_42\n    measured: $($sample.sise)\n    measured.zh: "
	 "$($sample.size)\n",
		"$sise"},
	{"  lab 1: is_42\n    measured: $($other.size)\n    measured.zh: "
	 "$($sample.size)\n",
		"\"other\" is neither a run nor a tool"},
	{"  lab 1: is_42\n    measured: $($size)\n    measured.zh: "
	 "$($sample.size)\n",
		"\"size\" is neither"},
};

Test(ledger, what_it_names_must_be_in_the_lab)
{
	for (size_t i = 0; i < sizeof wrong_proofs / sizeof *wrong_proofs; i++) {
		char *folder = claim_project(wrong_proofs[i].proof);
		struct ran ran = sh("$VMLAB claims --root '%s'", folder);

		cr_expect_eq(
			ran.status, 2, "%d for: %s", ran.status, wrong_proofs[i].proof);
		cr_expect(has(ran.err, wrong_proofs[i].message), "%s", ran.err);
		cr_expect(has(ran.err, "docs/articles/claims.txt:1"), "%s", ran.err);
		ran_free(&ran);
		temp_drop(folder);
	}
}

Test(ledger, a_claim_is_told_in_full_with_its_evidence)
{
	char *folder = claim_project("  lab 1: is_42\n");
	struct ran ran = sh("$VMLAB claims a01 --root '%s'", folder);

	cr_expect_eq(ran.status, 0, "%s", ran.err);
	cr_expect(has(ran.out, "A01   《Memory》 Nobody"), "%s", ran.out);
	cr_expect(has(ran.out, "[ ok ] lab 1: The size is 42."), "%s", ran.out);
	cr_expect(has(ran.out, "expected/01-sample.expect:7: check $size == 42"), "%s",
		ran.out);
	cr_expect(has(ran.out, "build/runs/01"), "%s", ran.out);
	ran_free(&ran);
	ran = sh("$VMLAB claims A02 --root '%s'", folder);
	cr_expect_eq(ran.status, 2);
	cr_expect(has(ran.err, "There is no claim A02"), "%s", ran.err);
	ran_free(&ran);
	temp_drop(folder);
}

/* What a student changes in my/ is no evidence about an article. */
Test(ledger, is_held_to_the_labs_own_programs)
{
	char *folder = claim_project("  lab 1: is_42\n");
	struct ran ran = sh("mkdir -p '%s/my/01-sample' && sed 's/42/43/' "
			    "'%s/labs/01-sample/sample.c' >'%s/my/01-sample/sample.c' && "
			    "$VMLAB check --root '%s'; $VMLAB claims --root '%s'",
		folder, folder, folder, folder, folder);

	cr_expect(has(ran.out, "$size = 43"), "the copy is not judged: %s", ran.out);
	cr_expect(has(ran.out, "[ ok ] A01"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* --- the ledger of docs/articles ------------------------------------------------------ */

static void read_ledger(struct pool *pool, struct ledger *ledger)
{
	struct bytes text = read_own(pool);
	struct err err;

	cr_assert_eq(ledger_parse(pool, ledger_file, text.data, text.size, ledger, &err), 0,
		"%s:%d: %s", err.file, err.line, err.message);
}

Test(ledger, has_every_statement_of_both_articles)
{
	struct pool pool = {0};
	struct ledger ledger;
	int count = 0;

	read_ledger(&pool, &ledger);
	for (const struct claim *at = ledger.claims; at; at = at->next)
		count++;
	cr_expect_eq(count, 163, "%d", count);
	for (int i = 1; i <= 70; i++)
		cr_expect(ledger_find(&ledger, pool_printf(&pool, "A%02d", i)), "A%02d", i);
	for (int i = 1; i <= 93; i++)
		cr_expect(ledger_find(&ledger, pool_printf(&pool, "B%02d", i)), "B%02d", i);
	for (const struct claim *at = ledger.claims; at; at = at->next)
		cr_expect_eq(at->verdict == CLAIM_HIDDEN,
			strcmp(at->id, "A48") == 0 || strcmp(at->id, "B92") == 0, "%s",
			at->id);
	pool_free(&pool);
}

Test(ledger, agrees_with_this_machine)
{
	struct ran ran = sh("$VMLAB claims");

	cr_expect_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	cr_expect(has(ran.out, "\n163 claims: "), "%s", ran.out);
	cr_expect(has(ran.out, " 0 disagree, "), "%s", ran.out);
	ran_free(&ran);
}

Test(ledger, its_pages_are_up_to_date)
{
	struct ran ran = sh(
		"for language in en zh; do "
		"case $language in en) page=README.md ;; *) page=README.zh-CN.md ;; esac; "
		"VMLAB_LANG=$language $VMLAB claims --format markdown | "
		"cmp - docs/articles/$page || exit 1; done");

	cr_expect_eq(ran.status, 0, "run make ledger: %s%s", ran.out, ran.err);
	ran_free(&ran);
}

/* A reader of the guide finds the way to the article. */
static void expect_named(const struct section *section, int lab, const char *guide)
{
	struct ran ran = sh("cat labs/%02d-*/%s", lab, guide);
	char *title = NULL;

	cr_assert(asprintf(&title, "「%s」", section->title[CHINESE]) > 0);
	cr_expect(has(ran.out, section->article->title),
		"labs/%02d-*/%s does not name the article 《%s》", lab, guide,
		section->article->title);
	cr_expect(strcmp(section->title[CHINESE], "开头") == 0 || has(ran.out, title),
		"labs/%02d-*/%s does not name the section %s", lab, guide, title);
	free(title);
	ran_free(&ran);
}

Test(ledger, guides_name_the_sections_that_their_labs_prove)
{
	struct pool pool = {0};
	struct ledger ledger;

	read_ledger(&pool, &ledger);
	for (const struct claim *claim = ledger.claims; claim; claim = claim->next) {
		for (const struct proof *at = claim->proofs; at; at = at->next) {
			expect_named(claim->section, at->lab, "README.md");
			expect_named(claim->section, at->lab, "README.zh-CN.md");
		}
	}
	pool_free(&pool);
}
