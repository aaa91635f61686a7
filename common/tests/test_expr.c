/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "../match/eval.h"
#include "../lang/condition.h"
#include "help.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/*
 * A world for expressions: a run "a" of three repetitions with a number $x of 5, 5 and 7,
 * and a run "b" with the address $y, the word $w, and $lost, which its stdout failed to
 * capture. Only b's page faults could be counted.
 */
struct world {
	struct pool pool;
	struct run_spec runs[2];
	struct record records[2];
	struct performed performed[4];
	struct missing lost;
	struct lab_evidence evidence;
};

static const struct fact facts[] = {{"page", 4096}, {"glibc", 2042}};

static void bind(
	struct world *world, int performed, const char *name, number value, bool hex)
{
	struct value bound = {.number = value, .hex = hex};

	performed_bind(&world->pool, &world->performed[performed], name, &bound);
}

static void make_world(struct world *world)
{
	static const number xs[] = {5, 5, 7};
	struct value word = {.word = "libc.so.6"};

	memset(world, 0, sizeof *world);
	world->runs[0] =
		(struct run_spec){.name = "a", .times = 3, .next = &world->runs[1]};
	world->runs[1] = (struct run_spec){.name = "b", .times = 1};
	world->records[0].uncounted =
		(struct lack){.reason = plain("no counter"), .remedy = plain("root")};
	world->records[1].faults = 120;
	world->records[1].band = 2;
	for (int i = 0; i < 4; i++) {
		world->performed[i].run = &world->runs[i / 3];
		world->performed[i].record = &world->records[i / 3];
		world->performed[i].repetition = i % 3 + 1;
		if (i < 3)
			bind(world, i, "x", xs[i], false);
	}
	bind(world, 3, "y", 0x5000, true);
	performed_bind(&world->pool, &world->performed[3], "w", &word);
	world->lost = (struct missing){
		.name = "lost", .check = "stdout b", .status = STATUS_FAIL};
	world->performed[3].missing = &world->lost;
	world->evidence = (struct lab_evidence){.pool = &world->pool,
		.performed = world->performed,
		.performed_count = 4,
		.facts = facts,
		.fact_count = COUNT(facts)};
}

static const struct {
	const char *text;
	long long value;
	bool hex;
} sums[] = {
	{"42", 42, false},
	{"0x1f", 31, true},
	{"NULL", 0, true},
	{"-1", -1, false},
	{"4K", 4096, false},
	{"8M", 8 << 20, false},
	{"2G", 2LL << 30, false},
	{"2.42", 2042, false},
	{"6.1", 6001, false},
	{"1 + 2 * 3", 7, false},
	{"(1 + 2) * 3", 9, false},
	{"1+2*3", 7, false},
	{"\t1\t+\t2", 3, false},
	{"10 - 4 - 3", 3, false},
	{"10 - (4 - 3)", 9, false},
	{"3-1", 2, false},
	{"100 / 5 / 2", 10, false},
	{"2 * 7 % 4", 2, false},
	{"2 + 7 % 4 - 1", 4, false},
	{"1 + 6 & 4", 5, false},
	{"7 & 3 * 2", 6, false},
	{"3 - -2", 5, false},
	{"--3", 3, false},
	{"- (1 + 2)", -3, false},
	{"-(2) * 3", -6, false},
	{"-7 / 2", -3, false},
	{"-7 % 4", -3, false},
	{"7 % -1", 0, false},
	{"0x10 + 1", 17, true},
	{"1 + 0x10", 17, true},
	{"0x10 - 1", 15, true},
	{"0x20 - 0x10", 16, false},
	{"0x15 % 0x10", 5, false},
	{"0x15 & 0x10", 16, true},
	{"0x10 * 2", 32, false},
	{"align_up(1, 4K)", 4096, false},
	{"align_up(4096, 4K)", 4096, false},
	{"align_up(0x1001, $page)", 0x2000, true},
	{"align_down(0x1fff, $page)", 0x1000, true},
	{"align_down(4096, 4096)", 4096, false},
	{"align_up(-1, 16)", 0, false},
	{"align_down(-1, 16)", -16, false},
	{"min(3, 1, 2)", 1, false},
	{"max(3, 1, 2)", 3, false},
	{"max(7)", 7, false},
	{"min(1 + 1, max(3, 4)) * 2", 4, false},
	{"$b.y + $page", 0x6000, true},
	{"$b.y / $page", 5, false},
	{"$b.faults - $b.band", 118, false},
	{"glibc", 2042, false},
	{"page * 2", 8192, false},
	{"min($a.x)", 5, false},
	{"max($a.x)", 7, false},
	{"max($a.x, 9)", 9, false},
	{"max($a.x, $b.y)", 0x5000, true},
	{"distinct($a.x)", 2, false},
	{"same($a.x)", 0, false},
	{"distinct($b.y)", 1, false},
	{"same($b.y)", 1, false},
	{"same($page)", 1, false},
};

Test(expr, computes_as_one_does_on_paper)
{
	struct world world;

	make_world(&world);
	for (size_t i = 0; i < COUNT(sums); i++) {
		struct scope scope = {.evidence = &world.evidence};
		struct quantity result = {0};
		struct blocked blocked;
		struct err err = {0};
		struct expr *expr = expr_parse(&world.pool, sums[i].text, &err);

		cr_assert(expr, "%s: %s", sums[i].text, err.message);
		cr_assert(evaluate(expr, &scope, &result, &blocked), "%s: %s", sums[i].text,
			blocked.lack.reason);
		cr_assert(result.value == sums[i].value, "%s is %lld", sums[i].text,
			(long long)result.value);
		cr_assert_eq(result.hex, sums[i].hex, "%s is shown as 0x", sums[i].text);
	}
	pool_free(&world.pool);
}

static const struct {
	const char *text;
	enum status status;
	const char *why; /* a part of the reason, or of what it needs */
} blocks[] = {
	{"1 / 0", STATUS_FAIL, "division by zero"},
	{"1 % ($b.y - 0x5000)", STATUS_FAIL, "division by zero"},
	{"align_up(1, 0)", STATUS_FAIL, "division by zero"},
	{"align_down(1, -4)", STATUS_FAIL, "division by zero"},
	{"1 + min(2, 1 / 0)", STATUS_FAIL, "division by zero"},
	{"0xffffffffffffffff * 0xffffffffffffffff", STATUS_FAIL, "too large"},
	{"0x8000000000000000 * 0x8000000000000000 * 2", STATUS_FAIL, "too large"},
	{"(- 0x8000000000000000 * 0x8000000000000000 * 2) - 1", STATUS_FAIL, "too large"},
	{"(- 0x8000000000000000 * 0x8000000000000000 * 2) / -1", STATUS_FAIL, "too large"},
	{"align_up(0x8000000000000000 * 0x8000000000000000 - 1 + "
	 "0x8000000000000000 * 0x8000000000000000, 4K)",
		STATUS_FAIL, "too large"},
	{"$b.w + 1", STATUS_ERROR, "a word cannot be computed with"},
	{"$b.never", STATUS_ERROR, "no value"},
	{"$c.x", STATUS_ERROR, "no value"},
	{"kernel", STATUS_ERROR, "no value"},
	{"max($a.faults)", STATUS_ENV, "no counter"},
	{"$b.lost + 1", STATUS_SKIP, "stdout b"},
	{"align_up($b.lost, $page)", STATUS_SKIP, "stdout b"},
};

Test(expr, says_why_there_is_no_result)
{
	struct world world;

	make_world(&world);
	for (size_t i = 0; i < COUNT(blocks); i++) {
		struct scope scope = {.evidence = &world.evidence};
		struct quantity result;
		struct blocked blocked = {0};
		struct err err = {0};
		struct expr *expr = expr_parse(&world.pool, blocks[i].text, &err);
		const char *why;

		cr_assert(expr, "%s: %s", blocks[i].text, err.message);
		cr_assert_not(
			evaluate(expr, &scope, &result, &blocked), "%s", blocks[i].text);
		cr_assert_eq(blocked.status, blocks[i].status, "%s", blocks[i].text);
		why = blocked.needs ? blocked.needs : spoken(blocked.lack.reason);
		cr_assert(why && has(why, blocks[i].why), "%s: %s", blocks[i].text, why);
	}
	pool_free(&world.pool);
}

static const struct {
	const char *text;
	const char *expected; /* two parts of the message */
	const char *read;
} errors[] = {
	{"", "a number, a $name", "read: the end of the line"},
	{"1 +", "a number, a $name", "read: the end of the line"},
	{"1 + * 2", "a number, a $name", "read: * 2"},
	{"- ", "a number, a $name", "read: the end of the line"},
	{"1 2", "an operator", "read: 2"},
	{"1 ^ 2", "an operator", "read: ^ 2"},
	{"1 == 2", "an operator", "read: == 2"},
	{"(1", "expected )", "read: the end of the line"},
	{"(1 2)", "expected )", "read: 2)"},
	{"1)", "an operator", "read: )"},
	{"()", "a number, a $name", "read: )"},
	{"$", "a name after $", "read: the end of the line"},
	{"$1", "a name after $", "read: 1"},
	{"$a.", "as in $a.faults", "read: the end of the line"},
	{"$a.5", "as in $a.faults", "read: 5"},
	{"$a .x", "an operator", "read: .x"},
	{"foo(1)", "no function foo()", "align_up"},
	{"align_up(1)", "align_up() takes 2 arguments", "read: 1"},
	{"align_down(1, 2, 3)", "align_down() takes 2 arguments", "read: 3"},
	{"distinct($a.x, $b.x)", "distinct() takes 1 arguments", "read: 2"},
	{"min()", "a number, a $name", "read: )"},
	{"min(1, )", "a number, a $name", "read: )"},
	{"min(1", "expected )", "read: the end of the line"},
	{"0x", "an operator", "read: x"},
	{"8Mb", "an operator", "read: Mb"},
	{"1.2.3", "an operator", "read: .3"},
	{"1.", "an operator", "read: ."},
	{"99999999999999999999", "a number, a $name", "read: 9999"},
};

Test(expr, quotes_the_place_of_an_error)
{
	for (size_t i = 0; i < COUNT(errors); i++) {
		struct pool pool = {0};
		struct err err = {0};

		cr_assert_null(
			expr_parse(&pool, errors[i].text, &err), "%s", errors[i].text);
		cr_assert(has(err.message, errors[i].expected), "%s: %s", errors[i].text,
			err.message);
		cr_assert(has(err.message, errors[i].read), "%s: %s", errors[i].text,
			err.message);
		pool_free(&pool);
	}
}

/* `count` times `open`, then $x, then as often `close`. */
static char *nest(struct pool *pool, int count, char open, char close)
{
	char *text = pool_alloc(pool, 2 * (size_t)count + 3);

	memset(text, open, (size_t)count);
	memcpy(text + count, "$x", 2);
	if (close)
		memset(text + count + 2, close, (size_t)count);
	return text;
}

Test(expr, is_nested_no_deeper_than_a_hundred_levels)
{
	static const struct {
		int count;
		bool right;
	} depths[] = {{1, true}, {99, true}, {100, false}, {101, false}, {1000000, false}};

	for (size_t i = 0; i < COUNT(depths); i++) {
		struct pool pool = {0};
		struct err err = {0};
		const struct expr *round =
			expr_parse(&pool, nest(&pool, depths[i].count, '(', ')'), &err);
		const struct expr *minus =
			expr_parse(&pool, nest(&pool, depths[i].count, '-', '\0'), &err);

		cr_assert_eq(round != NULL, depths[i].right, "%d (", depths[i].count);
		cr_assert_eq(minus != NULL, depths[i].right, "%d -", depths[i].count);
		cr_assert_eq(has(err.message, "deeper than 100 levels"), !depths[i].right);
		pool_free(&pool);
	}
}

/* A one and then `count` times an operator and a one: "1+1+1". */
static char *chain_of(struct pool *pool, int count, char operator)
{
	char *text = pool_alloc(pool, 2 * (size_t)count + 2);

	for (int i = 0; i < count; i++) {
		text[2 * i] = '1';
		text[2 * i + 1] = operator;
	}
	text[2 * count] = '1';
	return text;
}

Test(expr, has_no_more_than_a_thousand_operators)
{
	static const struct {
		int count;
		bool right;
	} lengths[] = {{1000, true}, {1001, false}, {200000, false}};

	for (size_t i = 0; i < COUNT(lengths); i++) {
		for (const char *at = "+-*/%&"; *at; at++) {
			struct pool pool = {0};
			struct lab_evidence evidence = {.pool = &pool};
			struct scope scope = {.evidence = &evidence};
			struct quantity result;
			struct blocked blocked;
			struct err err = {0};
			const struct expr *chain = expr_parse(
				&pool, chain_of(&pool, lengths[i].count, *at), &err);

			cr_assert_eq(chain != NULL, lengths[i].right, "%d %c",
				lengths[i].count, *at);
			if (chain)
				evaluate(chain, &scope, &result, &blocked);
			else
				cr_assert(has(err.message, "more than 1000 operators"),
					"%s", err.message);
			pool_free(&pool);
		}
	}
}

Test(expr, a_condition_relates_two_sides_or_more)
{
	struct pool pool = {0};
	struct err err = {0};
	struct condition *chain =
		condition_parse(&pool, "1 <= $a.x  < 0x10 - 2 != NULL +- $b.band", &err);
	const struct side *side;

	cr_assert(chain, "%s", err.message);
	side = chain->sides;
	cr_assert_eq(side->relation, RELATION_NONE);
	cr_assert_str_eq(side->source, "1");
	side = side->next;
	cr_assert_eq(side->relation, RELATION_LESS_EQUAL);
	cr_assert_str_eq(side->source, "$a.x");
	cr_assert_str_eq(side->expr->run, "a");
	cr_assert_str_eq(side->expr->name, "x");
	side = side->next;
	cr_assert_eq(side->relation, RELATION_LESS);
	cr_assert_str_eq(side->source, "0x10 - 2");
	side = side->next;
	cr_assert_eq(side->relation, RELATION_UNEQUAL);
	cr_assert_null(side->next);
	cr_assert_str_eq(chain->tolerance->name, "band");
	chain = condition_parse(&pool, "same($r.code)", &err);
	cr_assert(chain && !chain->sides->next && !chain->tolerance, "%s", err.message);
	pool_free(&pool);
}

static const struct {
	const char *text;
	const char *read; /* a part of the message */
} broken_conditions[] = {
	{"1",
		"a relation (== != < <= > >=), with +- NUMBER at the end if need be, "
		"read: the"},
	{"distinct($a.x)", "read: the end of the line"},
	{"1 = 2", "read: = 2"},
	{"1 =< 2", "read: =< 2"},
	{"1 == ", "read: the end of the line"},
	{"== 1", "read: == 1"},
	{"1 +- 2", "read: +- 2"},
	{"1 == 2 +-", "read: the end of the line"},
	{"1 == 2 +- 3 == 4", "read: == 4"},
	{"1 == 2 3", "read: 3"},
	{"1 == 2, 3", "read: , 3"},
	{"same($a.x) +- 3", "read: +- 3"},
	{"", "read: the end of the line"},
};

Test(expr, a_condition_without_a_relation_is_an_error)
{
	for (size_t i = 0; i < COUNT(broken_conditions); i++) {
		struct pool pool = {0};
		struct err err = {0};

		cr_assert_null(condition_parse(&pool, broken_conditions[i].text, &err),
			"%s", broken_conditions[i].text);
		cr_assert(has(err.message, broken_conditions[i].read), "%s: %s",
			broken_conditions[i].text, err.message);
		pool_free(&pool);
	}
}

static const struct {
	int left;
	const char *relation;
	int right;
	int tolerance;
	bool holds;
} relatives[] = {
	{5, "==", 5, 0, true},
	{5, "==", 6, 0, false},
	{5, "==", 7, 2, true},
	{7, "==", 5, 2, true},
	{8, "==", 5, 2, false},
	{5, "!=", 6, 0, true},
	{5, "!=", 5, 0, false},
	{5, "!=", 6, 1, false},
	{4, "<", 5, 0, true},
	{5, "<", 5, 0, false},
	{5, "<", 5, 1, true},
	{6, "<", 5, 1, false},
	{5, "<=", 5, 0, true},
	{6, "<=", 5, 0, false},
	{6, "<=", 5, 1, true},
	{7, "<=", 5, 1, false},
	{6, ">", 5, 0, true},
	{5, ">", 5, 0, false},
	{5, ">", 5, 1, true},
	{4, ">", 5, 1, false},
	{5, ">=", 5, 0, true},
	{4, ">=", 5, 0, false},
	{4, ">=", 5, 1, true},
	{-5, ">=", -4, 0, false},
};

static enum relation relation_of(const char *text)
{
	enum relation relation = RELATION_EQUAL;

	while (strcmp(relation_text(relation), text) != 0)
		relation++;
	return relation;
}

Test(expr, a_relation_holds_within_its_tolerance)
{
	for (size_t i = 0; i < COUNT(relatives); i++)
		cr_assert_eq(relation_holds(relatives[i].left,
				     relation_of(relatives[i].relation), relatives[i].right,
				     relatives[i].tolerance),
			relatives[i].holds, "%d %s %d +- %d", relatives[i].left,
			relatives[i].relation, relatives[i].right, relatives[i].tolerance);
	cr_assert_not(relation_holds(1, RELATION_NONE, 1, 0));
}

Test(expr, a_difference_too_large_to_count_is_beyond_every_tolerance)
{
	static const struct {
		const char *relation;
		bool of_greater; /* does it hold of a greater number and a smaller one? */
		bool of_smaller;
	} cases[] = {
		{"==", false, false},
		{"!=", true, true},
		{"<", false, true},
		{"<=", false, true},
		{">", true, false},
		{">=", true, false},
	};
	const number half = (number)1 << 126;
	const number greatest = half + (half - 1);
	const number least = -greatest - 1;
	const number tolerances[] = {0, 2, greatest};

	for (size_t i = 0; i < COUNT(cases); i++) {
		enum relation relation = relation_of(cases[i].relation);

		for (size_t t = 0; t < COUNT(tolerances); t++) {
			cr_assert_eq(
				relation_holds(greatest, relation, least, tolerances[t]),
				cases[i].of_greater, "%s", cases[i].relation);
			cr_assert_eq(
				relation_holds(least, relation, greatest, tolerances[t]),
				cases[i].of_smaller, "%s", cases[i].relation);
		}
	}
}

/* Writes each name down, with a + where it stands for a series; stops at $stop. */
static int write_name(const struct expr *name, bool series, void *context)
{
	strcat(context, name->name);
	strcat(context, series ? "+ " : " ");
	return strcmp(name->name, "stop") == 0 ? -1 : 0;
}

Test(expr, every_name_is_visited_in_order)
{
	static const char text[] =
		"min($a.x, $b.y + 1) + -$c.z * align_up($d.u, $page) - distinct($v)";
	struct pool pool = {0};
	struct err err = {0};
	char names[100] = "";

	cr_assert_eq(
		expr_names(expr_parse(&pool, text, &err), false, write_name, names), 0);
	cr_assert_str_eq(names, "x+ y z u page v+ ");
	names[0] = '\0';
	cr_assert_eq(expr_names(expr_parse(&pool, "$a + max(1, $stop) + $b", &err), false,
			     write_name, names),
		-1);
	cr_assert_str_eq(names, "a stop+ ");
	pool_free(&pool);
}

Test(expr, in_a_scope_of_one_run_a_name_is_that_run_s_own)
{
	struct world world;
	struct scope scope = {.evidence = &world.evidence};
	struct quantity result;
	struct blocked blocked;
	struct err err = {0};
	struct expr *own;
	struct expr *other;

	make_world(&world);
	own = expr_parse(&world.pool, "$x", &err);
	other = expr_parse(&world.pool, "$b.y", &err);
	for (int i = 0; i < 3; i++) {
		scope.performed = &world.performed[i];
		cr_assert(evaluate(own, &scope, &result, &blocked));
		cr_assert(result.value == (i < 2 ? 5 : 7), "repetition %d", i + 1);
		cr_assert(evaluate(other, &scope, &result, &blocked));
		cr_assert(result.value == 0x5000);
	}
	scope.performed = &world.performed[3];
	cr_assert_not(evaluate(own, &scope, &result, &blocked), "$x is the other run's");
	cr_assert_eq(blocked.status, STATUS_ERROR);
	pool_free(&world.pool);
}
