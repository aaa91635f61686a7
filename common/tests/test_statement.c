/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "../base/text.h"
#include "../lang/statement.h"
#include "help.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* --- a statement as text -------------------------------------------------------------- */

static const char *expr_text(struct pool *pool, const struct expr *expr);

/* "byte($p)", "segment(LOAD,2).flags". */
static const char *witness_text(struct pool *pool, const struct expr *expr)
{
	static const char *const words[] = {
		[READING_REGION] = "region",
		[READING_WORD] = "word",
		[READING_INT] = "int",
		[READING_BYTE] = "byte",
		[READING_STAT] = "stat",
		[READING_AUXV] = "auxv",
		[READING_THREADS] = "threads",
		[READING_MAPPINGS] = "mappings",
		[READING_FAULTS] = "faults",
		[READING_HEADER] = "header",
		[READING_SEGMENT] = "segment",
		[READING_SECTION] = "section",
		[READING_SYMBOL] = "sym",
	};
	const char *inside = expr->left ? expr_text(pool, expr->left)
		: expr->name            ? expr->name
					: "";

	if (expr->nth > 1)
		inside = pool_printf(pool, "%s,%d", inside, expr->nth);
	return pool_printf(pool, "%s(%s)%s%s", words[expr->reading], inside,
		expr->field ? "." : "", expr->field ? expr->field : "");
}

static const char *expr_text(struct pool *pool, const struct expr *expr)
{
	switch (expr->kind) {
	case EXPR_NUMBER: return number_text(pool, expr->value, expr->hex);
	case EXPR_NAME:
		return pool_printf(pool, "$%s%s%s", expr->run ? expr->run : "",
			expr->run ? "." : "", expr->name);
	case EXPR_BINARY:
		return pool_printf(pool, "(%s %c %s)", expr_text(pool, expr->left),
			expr->op, expr_text(pool, expr->right));
	case EXPR_READING: return witness_text(pool, expr);
	default: return expr->name;
	}
}

static const char *range_text(struct pool *pool, const struct range *range)
{
	if (!range->source)
		return "-";
	if (range->name) {
		cr_assert(!range->start && !range->end, "%s", range->source);
		return range->name;
	}
	return range->end ? pool_printf(pool, "%s..%s", expr_text(pool, range->start),
				    expr_text(pool, range->end))
			  : expr_text(pool, range->start);
}

/* The ranges, and then what is said of them, with "-" for what is left out. */
static const char *statement_text(struct pool *pool, const struct statement *at)
{
	static const char *const kinds[] = {"mapped", "unmapped", "new", "gone",
		"unchanged", "absent", "present", "inside", "between", "has", "lacks",
		"holds", "without", "condition"};
	static const char *const backings[] = {
		"any", "anonymous", "file", "program", "file name", "name"};
	const char *text = pool_printf(pool, "%s %s %s %s", kinds[at->kind],
		range_text(pool, &at->range), range_text(pool, &at->low),
		range_text(pool, &at->high));

	if (at->perms)
		text = pool_printf(pool, "%s %s %s <%s>", text, at->perms,
			backings[at->backing],
			at->backing >= BACKING_FILE_NAME ? at->backing_name : "");
	if (at->since)
		text = pool_printf(pool, "%s since <%s>", text, at->since);
	if (at->flag)
		text = pool_printf(pool, "%s flag <%s>", text, at->flag);
	if (at->byte)
		text = pool_printf(pool, "%s byte %s", text, expr_text(pool, at->byte));
	if (at->part)
		text = pool_printf(pool, "%s part %s", text, expr_text(pool, at->part));
	for (const struct side *side = at->condition ? at->condition->sides : NULL; side;
		side = side->next)
		text = pool_printf(pool, "%s %s", text, expr_text(pool, side->expr));
	return text;
}

/* --- every form ----------------------------------------------------------------------- */

static const struct {
	const char *source;
	const char *statement;
	bool of_map;
} forms[] = {
	/* permissions, and what stands behind them */
	{"$p is rw-p", "mapped $p - - rw-p any <>", true},
	{"$p is ---p", "mapped $p - - ---p any <>", true},
	{"$p is rwxs", "mapped $p - - rwxs any <>", true},
	{"$p is ????", "mapped $p - - ???? any <>", true},
	{"$p is r?-?", "mapped $p - - r?-? any <>", true},
	{"$p is rw-p anonymous", "mapped $p - - rw-p anonymous <>", true},
	{"$p is rw-p file", "mapped $p - - rw-p file <>", true},
	{"$p is rw-p file program", "mapped $p - - rw-p program <>", true},
	{"$p is rw-p file libc", "mapped $p - - rw-p file name <libc>", true},
	{"$p is rw-p file two words", "mapped $p - - rw-p file name <two words>", true},
	{"$p is rw-p file programme", "mapped $p - - rw-p file name <programme>", true},
	{"$p is rw-p file program x", "mapped $p - - rw-p file name <program x>", true},
	{"$p is rw-p file anonymous", "mapped $p - - rw-p file name <anonymous>", true},
	{"$p is rw-p file [x]", "mapped $p - - rw-p file name <[x]>", true},
	{"$p is rw-p [stack]", "mapped $p - - rw-p name <[stack]>", true},
	{"$p is rw-p [anon:two words]", "mapped $p - - rw-p name <[anon:two words]>", true},
	/* any number of blanks, and tabs behind the permissions */
	{"$p  is  rw-p", "mapped $p - - rw-p any <>", true},
	{"$p is rw-p   anonymous  ", "mapped $p - - rw-p anonymous <>", true},
	{"$p is rw-p\tfile", "mapped $p - - rw-p file <>", true},
	{"$p is rw-p file  program", "mapped $p - - rw-p program <>", true},
	{"$p is rw-p file\tprogram", "mapped $p - - rw-p program <>", true},
	{"$p is rw-p file   libc", "mapped $p - - rw-p file name <libc>", true},
	/* ranges */
	{"0x10..0x20 is rw-p", "mapped 0x10..0x20 - - rw-p any <>", true},
	{"$p..$p+$page is rw-p", "mapped $p..($p + $page) - - rw-p any <>", true},
	{"$p .. $p + 1 is rw-p", "mapped $p..($p + 1) - - rw-p any <>", true},
	{"$a.p..$b.p is rw-p", "mapped $a.p..$b.p - - rw-p any <>", true},
	{"($p + 1) * 2 is rw-p", "mapped (($p + 1) * 2) - - rw-p any <>", true},
	{"[heap] is rw-p", "mapped [heap] - - rw-p any <>", true},
	{"[anon: a b] is rw-p", "mapped [anon: a b] - - rw-p any <>", true},
	{"region($p).end is r--p", "mapped region($p).end - - r--p any <>", true},
	{"region([stack]).start..region([stack]).end is rw-p",
		"mapped region([stack]).start..region([stack]).end - - rw-p any <>", true},
	{"$base + section(.bss).addr..$base + section(.bss).addr + 1 is rw-p",
		"mapped ($base + section(.bss).addr)..(($base + section(.bss).addr) + 1) "
		"- - rw-p any <>",
		true},
	{"NULL is unmapped", "unmapped 0x0 - -", true},
	{"$p is unmapped", "unmapped $p - -", true},
	{"$p..$p+4K is unmapped", "unmapped $p..($p + 4096) - -", true},
	/* since */
	{"$p is new since before", "new $p - - since <before>", true},
	{"[heap] is new since before", "new [heap] - - since <before>", true},
	{"$p..$q is gone since first", "gone $p..$q - - since <first>", true},
	{"$p is unchanged since  first", "unchanged $p - - since <first>", true},
	{"$p is unchanged since first pause", "unchanged $p - - since <first pause>", true},
	/* there or not */
	{"[heap] is absent", "absent [heap] - -", true},
	{"segment(INTERP) is absent", "absent - - - part segment(INTERP)", false},
	{"segment(LOAD, 3) is present", "present - - - part segment(LOAD,3)", false},
	{"segment(GNU_STACK).flags is present",
		"present - - - part segment(GNU_STACK).flags", false},
	{"section(.note.gnu.build-id) is absent",
		"absent - - - part section(.note.gnu.build-id)", false},
	{"sym(main) is present", "present - - - part sym(main).value", false},
	{"sym(_ZN1aEv) is absent", "absent - - - part sym(_ZN1aEv).value", false},
	/* inside, between */
	{"$p inside [heap]", "inside $p [heap] -", true},
	{"$p + 1 inside $q..$q + 2", "inside ($p + 1) $q..($q + 2) -", true},
	{"$p inside $q", "inside $p $q -", true},
	{"$p between [heap] and [stack]", "between $p [heap] [stack]", true},
	{"$p between $a..$b and $c..$d", "between $p $a..$b $c..$d", true},
	{"$p  between  $a  and  $b", "between $p $a $b", true},
	/* flags */
	{"VmFlags($p) has gu", "has $p - - flag <gu>", true},
	{"VmFlags([stack]) lacks ex", "lacks [stack] - - flag <ex>", true},
	{"VmFlags( $p + 1 ) has gu", "has ($p + 1) - - flag <gu>", true},
	{"VmFlags($p..$q) lacks gu", "lacks $p..$q - - flag <gu>", true},
	{"VmFlags(region($p).end) has wr", "has region($p).end - - flag <wr>", true},
	/* bytes */
	{"$p..$q holds 0x78", "holds $p..$q - - byte 0x78", true},
	{"$p + 1 holds byte($p)", "holds ($p + 1) - - byte byte($p)", true},
	{"[heap] holds 0", "holds [heap] - - byte 0", true},
	{"$p..$q lacks 0", "without $p..$q - - byte 0", true},
	/* conditions */
	{"$p == 1", "condition - - - $p 1", false},
	{"1 < byte($p) <= 3", "condition - - - 1 byte($p) 3", false},
	{"word($p + 8) == int(4) +- 2", "condition - - - word(($p + 8)) int(4)", false},
	{"threads == faults", "condition - - - threads() faults()", false},
	{"stat(47) != auxv(AT_ENTRY)", "condition - - - stat(47) auxv(9)", false},
	{"header.entry == 0", "condition - - - header().entry 0", false},
	{"segment(LOAD).count >= 2", "condition - - - segment(LOAD).count 2", false},
	{"region([vdso]).size == 8192", "condition - - - region([vdso]).size 8192", false},
	{"same($p)", "condition - - - same", false},
};

Test(statement, every_form_has_its_parts)
{
	for (size_t i = 0; i < COUNT(forms); i++) {
		struct pool pool = {0};
		struct err err = {0};
		struct statement *at = statement_parse(&pool, forms[i].source, &err);

		cr_assert(at, "%s: %s", forms[i].source, err.message);
		cr_assert_str_eq(statement_text(&pool, at), forms[i].statement);
		cr_assert_eq(
			statement_is_of_map(at), forms[i].of_map, "%s", forms[i].source);
		cr_assert_str_eq(at->source, forms[i].source);
		pool_free(&pool);
	}
}

Test(statement, a_range_keeps_its_words)
{
	struct pool pool = {0};
	struct err err = {0};
	struct statement *at =
		statement_parse(&pool, " $p + 1  between  $a..$b  and  [stack] ", &err);

	cr_assert(at, "%s", err.message);
	cr_assert_str_eq(at->range.source, "$p + 1");
	cr_assert_str_eq(at->low.source, "$a..$b");
	cr_assert_str_eq(at->high.source, "[stack]");
	pool_free(&pool);
}

/* --- every error ---------------------------------------------------------------------- */

#define IN_BRACKETS  "is written in brackets, as in [heap]. Read: "
#define BEHIND_IS    "after \"is\" stand permissions as in rw-p"
#define BEHIND_PERMS "after the permissions may stand: anonymous, file"
#define PRESENCE     "\"is present\" is said of a segment, a section or a symbol"
#define ENDS         "needs two ends joined by \"and\""
#define FLAGS        "flags are written as in: VmFlags($p) has gu. Read: "
#define VALUE        "a number, a $name, a function or ("

static const struct {
	const char *source;
	const char *message;
	const char *read;
} errors[] = {
	{"", VALUE, "the end of the line"},
	{" ", VALUE, "the end of the line"},
	{"$p", "a relation", "the end of the line"},
	{"$p == ", VALUE, "the end of the line"},
	{"$p ==", VALUE, "the end of the line"},
	{"$p isn't rw-p", "a relation", "isn't rw-p"},
	{"$p\tis\trw-p", "a relation", "is\trw-p"},
	{"[heap]", VALUE, "[heap]"},
	{"[heap] == 1", VALUE, "[heap] == 1"},
	/* is */
	{"$p is", "a relation", "is"},
	{"$p is ", BEHIND_IS, "Read: "},
	{" is rw-p", VALUE, "the end of the line"},
	{"$p is rw", BEHIND_IS, "Read: rw"},
	{"$p is rw-", BEHIND_IS, "Read: rw-"},
	{"$p is rw-px", BEHIND_IS, "Read: rw-px"},
	{"$p is wr-p", BEHIND_IS, "Read: wr-p"},
	{"$p is rw-P", BEHIND_IS, "Read: rw-P"},
	{"$p is rw--", BEHIND_IS, "Read: rw--"},
	{"$p is ?", BEHIND_IS, "Read: ?"},
	{"$p is mapped", BEHIND_IS, "Read: mapped"},
	{"$p is Unmapped", BEHIND_IS, "Read: Unmapped"},
	{"$p is unmapped now", BEHIND_IS, "Read: unmapped now"},
	{"$p is new", BEHIND_IS, "Read: new"},
	{"$p is new since", BEHIND_IS, "Read: new since"},
	{"$p is since before", BEHIND_IS, "Read: since before"},
	{"$p is newer since before", BEHIND_IS, "Read: newer since"},
	{"$p is is rw-p", BEHIND_IS, "Read: is rw-p"},
	{"$p is rw-p blue", BEHIND_PERMS, "Read: blue"},
	{"$p is rw-p files", BEHIND_PERMS, "Read: files"},
	{"$p is rw-p anonymous file", BEHIND_PERMS, "Read: anonymous file"},
	{"$p is rw-p Anonymous", BEHIND_PERMS, "Read: Anonymous"},
	{"$p is rw-p [stack", IN_BRACKETS, "[stack"},
	{"$p is rw-p [stack] x", IN_BRACKETS, "[stack] x"},
	{"$p is rw-p [", IN_BRACKETS, "["},
	/* ranges */
	{"[heap is rw-p", IN_BRACKETS, "[heap"},
	{"[heap] x is rw-p", IN_BRACKETS, "[heap] x"},
	{"[heap]..$p is rw-p", IN_BRACKETS, "[heap]..$p"},
	{"$p..[stack] is rw-p", VALUE, "[stack]"},
	{"$p.. is rw-p", VALUE, "the end of the line"},
	{"..$p is rw-p", VALUE, "the end of the line"},
	{".. is rw-p", VALUE, "the end of the line"},
	{"$p...$q is rw-p", VALUE, ".$q"},
	{"$p..$q..$r is rw-p", "an operator", "..$r"},
	{"$p $q is rw-p", "an operator", "$q"},
	{"region($p) is rw-p", "a dot and a field", "the end of the line"},
	{"region([heap).size is rw-p", IN_BRACKETS, "[heap"},
	/* there or not */
	{"[heap] is present", VALUE, "[heap]"},
	{"$p is absent", PRESENCE, "Read: $p"},
	{"$p is present", PRESENCE, "Read: $p"},
	{"5 is absent", PRESENCE, "Read: 5"},
	{"$p..$q is absent", "an operator", "..$q"},
	{"header.entry is present", PRESENCE, "Read: header.entry"},
	{"region($p).Rss is present", PRESENCE, "Read: region($p).Rss"},
	{"sym(main) + 1 is present", PRESENCE, "Read: sym(main) + 1"},
	{"section() is present", "the name of a section", ")"},
	{"sym() is absent", "the name of a symbol", ")"},
	{"segment(HEAP) is absent", "\"HEAP\" is no type of segment", "LOAD"},
	{"segment(LOAD, 0) is absent", "which segment of the type", ")"},
	{"segment(LOAD, x) is absent", "which segment of the type", "x)"},
	{"segment(LOAD, 12345) is absent", "expected )", "5)"},
	{"[heap is absent", IN_BRACKETS, "[heap"},
	/* inside, between */
	{"$p inside ", VALUE, "the end of the line"},
	{" inside [heap]", VALUE, "the end of the line"},
	{"$p inside heap]", "an operator", "]"},
	{"$p inside [heap", IN_BRACKETS, "[heap"},
	{"$p between [heap]", ENDS, "Read: [heap]"},
	{"$p between [heap] or [stack]", ENDS, "Read: [heap] or [stack]"},
	{"$p between [heap] and", ENDS, "Read: [heap] and"},
	{"$p between and [stack]", ENDS, "Read: and [stack]"},
	{"$p between 1 and 2 and 3", "an operator", "and 3"},
	{"$p and $q", "a relation", "and $q"},
	/* flags */
	{"VmFlags($p) has ", FLAGS, "VmFlags($p)"},
	{"VmFlags($p) has g", FLAGS, "VmFlags($p)"},
	{"VmFlags($p) has gux", FLAGS, "VmFlags($p)"},
	{"VmFlags($p) has gu rd", FLAGS, "VmFlags($p)"},
	{"VmFlags($p has gu", FLAGS, "VmFlags($p"},
	{"VmFlags $p has gu", FLAGS, "VmFlags $p"},
	{"VmFlags() has gu", VALUE, "the end of the line"},
	{"VmFlags( has gu", FLAGS, "VmFlags("},
	{"VmFlags([heap) has gu", IN_BRACKETS, "[heap"},
	{"vmflags($p) has gu", FLAGS, "vmflags($p)"},
	{"$p has gu", FLAGS, "$p"},
	{" has gu", FLAGS, ""},
	{" lacks gu", FLAGS, ""},
	/* bytes */
	{"$p..$q holds ", VALUE, "the end of the line"},
	{" holds 1", VALUE, "the end of the line"},
	{"$p..$q holds 1 == 1", "an operator", "== 1"},
	{"VmFlags($p) == 1", "there is no function VmFlags()", "align_up"},
};

Test(statement, an_error_says_what_was_expected)
{
	for (size_t i = 0; i < COUNT(errors); i++) {
		struct pool pool = {0};
		struct err err = {0};

		cr_assert_null(statement_parse(&pool, errors[i].source, &err), "%s",
			errors[i].source);
		cr_assert(has(err.message, errors[i].message) &&
				has(err.message, errors[i].read),
			"%s: %s", errors[i].source, err.message);
		pool_free(&pool);
	}
}

/* A line that ends anywhere is a statement or an error, with nothing readable behind it. */
Test(statement, a_line_cut_anywhere_is_parsed_or_refused)
{
	for (size_t i = 0; i < COUNT(forms); i++)
		for (size_t size = 0; size <= strlen(forms[i].source); size++) {
			struct pool pool = {0};
			struct err err = {0};
			char *text = strndup(forms[i].source, size);
			struct statement *at = statement_parse(&pool, text, &err);

			cr_assert_eq(at == NULL, *err.message != '\0', "%s: %s", text,
				err.message);
			free(text);
			pool_free(&pool);
		}
}

/* --- its expressions ------------------------------------------------------------------ */

struct seen {
	struct pool *pool;
	const char *names;
	int left; /* after so many parts it is enough, -1: never */
};

static int note_name(const struct expr *part, bool series, void *context)
{
	struct seen *seen = context;

	if (part->kind == EXPR_NAME)
		seen->names = pool_printf(
			seen->pool, "%s%s%s ", seen->names, part->name, series ? "*" : "");
	return seen->left-- == 0 ? -1 : 0;
}

static const struct {
	const char *source;
	const char *names; /* in the order of the visit; a star: as a series */
} walks[] = {
	{"$p is rw-p", "p "},
	{"$p..$q is new since before", "p q "},
	{"[heap] is absent", ""},
	{"$p + $q inside $r..$s", "p q r s "},
	{"$p between $q..$r and $s", "p q r s "},
	{"VmFlags($p..$q) has gu", "p q "},
	{"region($p).size is rw-p", "p "},
	{"sym(main) is present", ""},
	{"byte($p + word($q)) == min($r, $s) +- $t", "p q r* s* t "},
	{"same($p)", "p* "},
};

Test(statement, every_name_is_visited)
{
	for (size_t i = 0; i < COUNT(walks); i++) {
		struct pool pool = {0};
		struct err err = {0};
		struct seen seen = {.pool = &pool, .names = "", .left = -1};
		struct statement *at = statement_parse(&pool, walks[i].source, &err);

		cr_assert(at, "%s: %s", walks[i].source, err.message);
		cr_assert_eq(statement_parts(at, note_name, &seen), 0);
		cr_assert_str_eq(seen.names, walks[i].names);
		pool_free(&pool);
	}
}

Test(statement, a_visit_ends_where_it_is_told_to)
{
	static const struct {
		const char *source;
		int parts;
	} cases[] = {{"$p between $q..$r and $s..$t", 5}, {"byte($p) == $q +- $r", 4},
		{"sym(main) is absent", 1}, {"VmFlags($p..$q) has gu", 2}};

	for (size_t i = 0; i < COUNT(cases); i++)
		for (int parts = 0; parts <= cases[i].parts; parts++) {
			struct pool pool = {0};
			struct err err = {0};
			struct seen seen = {.pool = &pool, .names = "", .left = parts};
			struct statement *at =
				statement_parse(&pool, cases[i].source, &err);

			cr_assert_eq(statement_parts(at, note_name, &seen),
				parts < cases[i].parts ? -1 : 0, "%s after %d",
				cases[i].source, parts);
			pool_free(&pool);
		}
}
