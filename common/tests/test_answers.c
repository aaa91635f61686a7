/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "../lang/answers.h"
#include "help.h"

/* Answers to questions as they are typed, and the file in which they are kept. */

static struct pool pool;
static struct expect expect;

static const char questions[] =
	"lab T\nrun a\nexit: 0\n"
	"ask number:\n  says: n\n  about: n\n  because: n\n  answer: 1 | pages\n"
	"ask choice:\n  says: c\n  about: c\n  because: c\n"
	"  choice: shared | 1 == 1 | x\n  choice: own | 1 == 1 | y\n"
	"ask order:\n  says: o\n  about: o\n  because: o\n"
	"  thing: code | 1 | x\n  thing: heap | 2 | y\n  thing: stack | 3 | z\n";

static void read_questions(void)
{
	struct err err;

	cr_assert_eq(expect_parse(&pool, "x", questions, strlen(questions), &expect, &err),
		0, "%s", err.message);
}

static void forget_questions(void)
{
	pool_free(&pool);
}

TestSuite(predictions, .init = read_questions, .fini = forget_questions);

static const struct ask *find(const char *name)
{
	for (const struct ask *at = expect.asks; at; at = at->next)
		if (strcmp(at->name, name) == 0)
			return at;
	cr_assert_fail("no question %s", name);
	return NULL;
}

/* What is kept of the text; "refused" when it is no answer. */
static const char *kept(const char *question, const char *text)
{
	const struct ask *ask = find(question);
	struct answer answer;

	return answer_read(ask, text, &answer) ? answer_kept(&pool, ask, &answer)
					       : "refused";
}

static void expect_kept(const char *question, const char *const (*cases)[2], size_t count)
{
	for (size_t i = 0; i < count; i++)
		cr_expect_str_eq(kept(question, cases[i][0]), cases[i][1], "%s: \"%s\"",
			question, cases[i][0]);
}

Test(predictions, a_number_is_read_in_every_way_that_people_write_it)
{
	static const char *const cases[][2] = {
		{"1000", "1000"},
		{"1,000", "1000"},
		{" 1000 ", "1000"},
		{"1,234,567", "1234567"},
		{"0x3e8", "0x3e8"},
		{"-5", "-5"},
		{"0", "0"},
		{"4K", "4096"},
		{"18446744073709551615", "18446744073709551615"},
		{"abc", "refused"},
		{"", "refused"},
		{"-", "refused"},
		{"--5", "refused"},
		{"NULL", "refused"},
		{"10,00", "refused"},
		{",100", "refused"},
		{"1000,", "refused"},
		{"1,0000", "refused"},
		{"100 pages", "refused"},
		{"1.5", "refused"},
		{"0x", "refused"},
		{"99999999999999999999", "refused"},
		{"00000000000000000000000000000000000000000000000000000000000000000000001",
			"refused"},
	};

	expect_kept("number", cases, sizeof cases / sizeof *cases);
}

Test(predictions, the_ways_to_write_a_number_mean_the_same)
{
	static const char *const ways[] = {"1000", "1,000", "0x3e8", "0x3E8"};
	struct answer answer;

	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		cr_assert(answer_read(find("number"), ways[i], &answer), "%s", ways[i]);
		cr_expect(answer.value == 1000, "%s", ways[i]);
	}
}

Test(predictions, an_option_is_chosen_by_its_letter_or_name)
{
	static const char *const cases[][2] = {
		{"a", "shared"},
		{"b", "own"},
		{"B", "own"},
		{"shared", "shared"},
		{" own ", "own"},
		{"c", "refused"},
		{"ab", "refused"},
		{"a b", "refused"},
		{"share", "refused"},
		{"1", "refused"},
		{"", "refused"},
		{",", "refused"},
	};

	expect_kept("choice", cases, sizeof cases / sizeof *cases);
}

Test(predictions, an_order_has_each_thing_once)
{
	static const char *const cases[][2] = {
		{"abc", "code,heap,stack"},
		{"cab", "stack,code,heap"},
		{"c a b", "stack,code,heap"},
		{"C, A, B", "stack,code,heap"},
		{"c，a、b", "stack,code,heap"},
		{"c<a<b", "stack,code,heap"},
		{"stack,code,heap", "stack,code,heap"},
		{"stack b a", "stack,heap,code"},
		{"ab", "refused"},
		{"aab", "refused"},
		{"abcd", "refused"},
		{"abca", "refused"},
		{"stack,code", "refused"},
		{"stack,stack,code", "refused"},
		{"first", "refused"},
	};

	expect_kept("order", cases, sizeof cases / sizeof *cases);
}

/* --- the file ------------------------------------------------------------------------- */

static struct bytes bytes_of(const char *text)
{
	return (struct bytes){.data = (char *)text, .size = strlen(text)};
}

Test(predictions, a_line_has_a_lab_a_question_an_answer_and_a_day)
{
	const struct bytes file = bytes_of("# a comment\n3 number 100 2026-11-29\r\n"
					   "14 order c, a, b 2026-11-30\n"
					   "3 number 7\n03 choice shared\n");
	const struct kept_answer *answers = answers_parse(&pool, &file);
	const struct kept_answer *order = answers_find(answers, 14, "order");

	cr_assert(order);
	cr_expect_str_eq(order->text, "c, a, b");
	cr_expect_str_eq(order->date, "2026-11-30");
	cr_expect_str_eq(answers_find(answers, 3, "number")->text, "7", "the last counts");
	cr_expect_null(answers_find(answers, 3, "number")->date);
	cr_expect_str_eq(answers_find(answers, 3, "choice")->text, "shared");
	cr_expect_null(answers_find(answers, 4, "number"));
	cr_expect_null(answers_find(answers, 3, "order"));
}

/* Each is left out alone: the line before it and the line behind it are read. */
Test(predictions, lines_that_are_something_else_are_left_out)
{
	static const char *const damaged[] = {"", "   ", "number", "3", "3 number", "3  ",
		"x number 1", "3x number 1", "0 number 1", "-3 number 1",
		"99999999999999999999 number 1", "\xff\xfe\x01", "number 3 1"};

	for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
		const struct bytes file = bytes_of(
			pool_printf(&pool, "1 first 1\n%s\n2 second 2\n", damaged[i]));
		const struct kept_answer *answers = answers_parse(&pool, &file);

		cr_assert(answers && answers->next, "\"%s\"", damaged[i]);
		cr_expect_null(answers->next->next, "\"%s\"", damaged[i]);
		cr_expect_eq(answers->lab, 1);
		cr_expect_eq(answers->next->lab, 2);
	}
}

Test(predictions, bytes_without_meaning_are_left_out)
{
	static const char text[] = "3 num\0ber 1\n3 number 5";
	const struct bytes file = {.data = (char *)text, .size = sizeof text - 1};
	const struct kept_answer *answers = answers_parse(&pool, &file);

	cr_assert(answers);
	cr_expect_null(answers->next);
	cr_expect_str_eq(answers->text, "5");
}

Test(predictions, what_is_not_replaced_stays_as_it_is)
{
	const struct bytes before = bytes_of("my own remark\n3 number 1 2026-11-01\n"
					     "4 number 2\n3 choice own");
	struct kept_answer more = {
		.lab = 3, .name = "number", .text = "9", .date = "2026-11-29"};
	const struct bytes after = answers_text(&pool, &before, &more);

	cr_expect_str_eq(after.data,
		"my own remark\n4 number 2\n3 choice own\n3 number 9 2026-11-29\n");
	cr_expect_eq(after.size, strlen(after.data));
}

Test(predictions, a_new_file_says_what_it_is)
{
	const struct bytes nothing = bytes_of("");
	struct kept_answer more = {
		.lab = 3, .name = "number", .text = "-", .date = "2026-11-29"};
	const struct bytes after = answers_text(&pool, &nothing, &more);
	const struct kept_answer *answers = answers_parse(&pool, &after);

	cr_expect(text_starts(after.data, "# "), "%s", after.data);
	cr_assert(answers);
	cr_expect_str_eq(answers->text, "-");
	cr_expect_null(answers->next);
}
