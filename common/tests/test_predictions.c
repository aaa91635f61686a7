/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../examine/prediction_memory.h"
#include "help.h"

/*
 * Questions are asked on a terminal before a lab runs, and answered with what was measured.
 * script(1) gives the command a terminal, on which what stands before it is typed.
 */

static const char program[] = "#include <stdio.h>\n"
			      "int main(void)\n"
			      "{\n"
			      "\tprintf(\"low 16\\nhigh 1000\\nmiddle 256\\n\");\n"
			      "\treturn 0;\n"
			      "}\n";

#define LAB                                                                                \
	"lab Three numbers\nrun sample\n"                                                  \
	"stdout:\n  low $low\n  high $high\n  middle $middle\n"
#define NUMBER                                                                             \
	"ask highest:\n  says: Which is the highest number?\n  about: the highest\n"       \
	"  answer: $high | pages\n  because: it is $($high) to the last one.\n"
#define CHOICE                                                                             \
	"ask even:\n  says: What is the highest number?\n  about: the number is\n"         \
	"  choice: even | $high % 2 == 0 | even\n  choice: odd | $high % 2 == 1 | odd\n"   \
	"  because: it can be halved.\n"
#define ORDER                                                                              \
	"ask order:\n  says: Which order?\n  about: their order\n"                         \
	"  thing: top | $high | top\n  thing: low | $low | low\n"                          \
	"  thing: mid | $middle | mid\n  because: so they are printed.\n"

static char *make(const char *asks)
{
	char *file = NULL;
	char *folder;

	cr_assert(asprintf(&file, LAB "%s", asks) > 0);
	folder = sample_project(program, file);
	free(file);
	return folder;
}

/* What a command of vmlab says on a terminal on which this is typed; `environment` as of env(1). */
static struct ran on_terminal(
	const char *folder, const char *typed, const char *environment, const char *command)
{
	return sh("cd '%s' && printf '%s' | env -u CI -u ASK %s script -qec "
		  "'$VMLAB %s --root .' /dev/null 2>&1 | tr -d '\\r' | tr -s ' '",
		folder, typed, environment, command);
}

static struct ran kept_in(const char *folder)
{
	return sh("grep -v '^#' '%s/my/predictions'", folder);
}

static void expect_kept(const char *folder, const char *text)
{
	struct ran ran = kept_in(folder);

	cr_expect(text_starts(ran.out, text), "expected %s, kept %s", text, ran.out);
	ran_free(&ran);
}

static bool asks(const struct ran *ran)
{
	return has(ran->out, "Before it runs: what will be measured?");
}

static bool judges(const struct ran *ran)
{
	return has(ran->out, "lab 1 passed: ");
}

/* --- who is asked, and when ----------------------------------------------------------- */

Test(predictions, a_lab_asks_once_and_answers_from_then_on)
{
	char *folder = make(NUMBER);
	struct ran ran = on_terminal(folder, "1000\\n", "", "run 1");

	cr_expect(asks(&ran) && judges(&ran), "%s", ran.out);
	cr_expect(has(ran.out, "the highest 1000 pages 1000 right"), "%s", ran.out);
	cr_expect(!has(ran.out, "You said"), "%s", ran.out);
	cr_expect_eq(ran.status, 0);
	ran_free(&ran);
	expect_kept(folder, "1 highest 1000 20");
	ran = on_terminal(folder, "7\\n", "", "run 1");
	cr_expect(!asks(&ran) && judges(&ran), "%s", ran.out);
	cr_expect(has(ran.out, "1000 right"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(predictions, predict_asks_again_and_the_new_answer_counts)
{
	char *folder = make(NUMBER);
	struct ran ran = on_terminal(folder, "7\\n", "", "predict 1");

	cr_expect(asks(&ran) && !judges(&ran), "%s", ran.out);
	cr_expect(has(ran.out, "make lab1"), "%s", ran.out);
	ran_free(&ran);
	ran = on_terminal(folder, "8\\n", "", "predict 1");
	cr_expect(asks(&ran), "%s", ran.out);
	ran_free(&ran);
	ran = kept_in(folder);
	cr_expect_eq(count_of(ran.out, "highest"), 1, "%s", ran.out);
	cr_expect(text_starts(ran.out, "1 highest 8 "), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

static const char *const switches[] = {"ASK=no", "CI=true", "CI=1"};

Test(predictions, nobody_is_asked_in_ci_or_with_ask_no)
{
	char *folder = make(NUMBER);

	for (size_t i = 0; i < sizeof switches / sizeof *switches; i++) {
		struct ran ran = on_terminal(folder, "1000\\n", switches[i], "run 1");

		cr_expect(!asks(&ran) && judges(&ran), "%s: %s", switches[i], ran.out);
		cr_expect(!has(ran.out, "You predicted"), "%s", ran.out);
		ran_free(&ran);
		ran = on_terminal(folder, "1000\\n", switches[i], "predict 1");
		cr_expect(!asks(&ran) && has(ran.out, "No questions are asked"), "%s",
			ran.out);
		ran_free(&ran);
	}
	temp_drop(folder);
}

Test(predictions, an_empty_ci_keeps_nobody_from_being_asked)
{
	char *folder = make(NUMBER);
	struct ran ran = on_terminal(folder, "1000\\n", "CI= ASK=yes", "run 1");

	cr_expect(asks(&ran), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* Of stdin and stdout both must be one. */
Test(predictions, nobody_is_asked_without_a_terminal)
{
	char *folder = make(NUMBER);
	struct ran ran =
		sh("cd '%s' && echo 1000 | env -u CI $VMLAB run 1 --root .", folder);

	cr_expect(!asks(&ran) && judges(&ran), "%s", ran.out);
	ran_free(&ran);
	ran = sh("cd '%s' && echo 1000 | env -u CI $VMLAB predict 1 --root .", folder);
	cr_expect(has(ran.err, "on a terminal only"), "%s", ran.err);
	cr_expect_eq(ran.status, 2);
	ran_free(&ran);
	ran = on_terminal(folder, "1000\\n", "", "run 1 </dev/null");
	cr_expect(!asks(&ran) && judges(&ran), "%s", ran.out);
	ran_free(&ran);
	ran = on_terminal(folder, "1000\\n", "", "run 1 --root . | cat #");
	cr_expect(!asks(&ran) && judges(&ran), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(predictions, all_labs_and_one_part_ask_nothing)
{
	char *folder = make("part A part\nexit: 0\n" NUMBER);
	struct ran ran = sh("cd '%s' && sed -i '/^stdout/,/middle/d; /^ask/,$d' "
			    "expected/01-sample.expect && printf 'ask one:\\n  says: Q\\n"
			    "  about: q\\n  because: q\\n  answer: 1\\n' "
			    ">>expected/01-sample.expect",
		folder);

	ran_free(&ran);
	ran = on_terminal(folder, "1\\n", "", "run --all");
	cr_expect(!asks(&ran) && has(ran.out, "1 passed"), "%s", ran.out);
	ran_free(&ran);
	ran = on_terminal(folder, "1\\n", "", "run 1 --part 1");
	cr_expect(!asks(&ran) && judges(&ran), "%s", ran.out);
	ran_free(&ran);
	ran = on_terminal(folder, "1\\n", "", "run 1 --verbose");
	cr_expect(asks(&ran) && has(ran.out, "You predicted"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(predictions, a_lab_without_questions_asks_nothing)
{
	char *folder = make("");
	struct ran ran = on_terminal(folder, "1000\\n", "", "run 1");

	cr_expect(!asks(&ran) && judges(&ran), "%s", ran.out);
	ran_free(&ran);
	ran = on_terminal(folder, "1000\\n", "", "predict 1");
	cr_expect(has(ran.out, "Lab 1 asks nothing."), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* --- what is typed -------------------------------------------------------------------- */

Test(predictions, enter_leaves_a_question_open_for_good)
{
	char *folder = make(NUMBER CHOICE);
	struct ran ran = on_terminal(folder, "\\nb\\n", "", "run 1");

	cr_expect(asks(&ran) && !has(ran.out, "the highest - "), "%s", ran.out);
	cr_expect(has(ran.out, "the number is odd even not so"), "%s", ran.out);
	ran_free(&ran);
	expect_kept(folder, "1 highest - ");
	ran = on_terminal(folder, "5\\n", "", "run 1");
	cr_expect(!asks(&ran), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(predictions, bad_input_is_asked_again_with_what_is_wanted)
{
	char *folder = make(NUMBER CHOICE ORDER);
	struct ran ran = on_terminal(
		folder, "abc\\n1,000\\nc\\n3\\nA\\nabb\\nab\\nb c a\\n", "", "run 1");

	cr_expect(has(ran.out, "abc is no number. A number is wanted"), "%s", ran.out);
	cr_expect(
		has(ran.out, "c is none of the answers. One letter is wanted, from a to b"),
		"%s", ran.out);
	cr_expect(has(ran.out, "3 is none of the answers."), "%s", ran.out);
	cr_expect(has(ran.out, "abb is no order. Each letter from a to c is wanted once"),
		"%s", ran.out);
	cr_expect(has(ran.out, "ab is no order."), "%s", ran.out);
	cr_expect_eq(count_of(ran.out, " right\n"), 3, "%s", ran.out);
	ran_free(&ran);
	ran = kept_in(folder);
	cr_expect(has(ran.out, "1 highest 1000 ") && has(ran.out, "1 even even ") &&
			has(ran.out, "1 order low,mid,top "),
		"%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* What a terminal would obey is made visible before it is printed again. */
Test(predictions, what_was_typed_is_shown_without_control_characters)
{
	char *folder = make(NUMBER);
	struct ran ran =
		on_terminal(folder, "\\033[31mred\\n5\\n", "", "run 1 --color never");

	cr_expect(has(ran.out, "\\x1b[31mred is no number") ||
			has(ran.out, "\\033[31mred is no number"),
		"%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* ^D is the end of the input, after one answer. */
Test(predictions, the_end_of_the_input_ends_the_asking)
{
	char *folder = make(NUMBER CHOICE);
	struct ran ran = on_terminal(folder, "1000\\n\\004", "", "run 1");

	cr_expect(asks(&ran) && judges(&ran), "%s", ran.out);
	cr_expect(has(ran.out, "1000 right"), "%s", ran.out);
	ran_free(&ran);
	ran = kept_in(folder);
	cr_expect(!has(ran.out, "even"), "%s", ran.out);
	ran_free(&ran);
	ran = on_terminal(folder, "\\004", "", "run 1");
	cr_expect(has(ran.out, "1/1 What is the highest number?"), "%s", ran.out);
	cr_expect(!has(ran.out, "Which is the highest number?") && judges(&ran), "%s",
		ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* --- how it is answered --------------------------------------------------------------- */

static const struct comparison {
	const char *asks;
	const char *kept;
	bool right;
} comparisons[] = {
	{NUMBER, "1 highest 1000", true},
	{NUMBER, "1 highest 0x3e8", true},
	{NUMBER, "1 highest 1,000", true},
	{NUMBER, "1 highest 999", false},
	{NUMBER, "1 highest -1000", false},
	{CHOICE, "1 even even", true},
	{CHOICE, "1 even odd", false},
	{ORDER, "1 order low,mid,top", true},
	{ORDER, "1 order low,top,mid", false},
	{ORDER, "1 order top,mid,low", false},
};

Test(predictions, an_answer_is_right_when_the_machine_says_the_same)
{
	for (size_t i = 0; i < sizeof comparisons / sizeof *comparisons; i++) {
		const struct comparison *at = &comparisons[i];
		char *folder = make(at->asks);
		struct ran ran = sh("cd '%s' && mkdir my && echo '%s' >my/predictions && "
				    "$VMLAB run 1 --root .",
			folder, at->kept);

		cr_expect_eq(has(ran.out, at->right ? "right\n" : "not so\n"), true,
			"%s: %s", at->kept, ran.out);
		cr_expect_eq(
			has(ran.out, "You said "), !at->right, "%s: %s", at->kept, ran.out);
		cr_expect(judges(&ran), "%s", ran.out);
		cr_expect_eq(ran.status, 0, "a wrong prediction costs nothing");
		ran_free(&ran);
		temp_drop(folder);
	}
}

Test(predictions, a_wrong_one_is_answered_with_the_sentence_and_its_values)
{
	char *folder = make(NUMBER);
	struct ran ran = sh("cd '%s' && mkdir my && echo '1 highest 5' >my/predictions && "
			    "$VMLAB run 1 --root .",
		folder);

	cr_expect(has(ran.out, "You said 5 pages: it is 1000 to the last one."), "%s",
		ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(predictions, numbers_may_be_off_by_the_tolerance_and_no_more)
{
	static const char close[] = "ask near:\n  says: N\n  about: near\n"
				    "  answer: $high +- $low\n  because: it is so.\n";
	static const char *const cases[][2] = {
		{"984", "right"}, {"1016", "right"}, {"983", "not so"}, {"1017", "not so"}};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *folder = make(close);
		struct ran ran =
			sh("cd '%s' && mkdir my && echo '1 near %s' >my/predictions "
			   "&& $VMLAB run 1 --root .",
				folder, cases[i][0]);

		cr_expect(has(ran.out, cases[i][1]), "%s: %s", cases[i][0], ran.out);
		ran_free(&ran);
		temp_drop(folder);
	}
}

Test(predictions, things_with_equal_values_may_come_in_any_order)
{
	static const char equal[] = "ask order:\n  says: N\n  about: same\n"
				    "  thing: one | $low | one\n  thing: two | 16 | two\n"
				    "  thing: big | $high | big\n  because: it is so.\n";
	char *folder = make(equal);
	struct ran ran = sh("cd '%s' && mkdir my && for order in one,two,big two,one,big "
			    "two,big,one; do echo \"1 order $order\" >my/predictions; "
			    "$VMLAB run 1 --root .; done",
		folder);

	cr_expect_eq(count_of(ran.out, "right\n"), 2, "%s", ran.out);
	cr_expect_eq(count_of(ran.out, "not so\n"), 1, "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* Another program does not print the numbers: its failure is told, and the answer is not there. */
Test(predictions, an_answer_that_was_not_measured_is_neither_right_nor_wrong)
{
	char *folder = make(NUMBER);
	struct ran ran = sh("cd '%s' && mkdir my && echo '1 highest 5' >my/predictions && "
			    "sed -i 's/high/hi/' labs/01-sample/sample.c && "
			    "$VMLAB run 1 --root . >out; status=$?; "
			    "tr -s ' ' <out; exit $status",
		folder);

	cr_expect(has(ran.out, "the highest 5 pages -\n"), "%s", ran.out);
	cr_expect(!has(ran.out, "You said") && !has(ran.out, "not so"), "%s", ran.out);
	cr_expect_eq(ran.status, 1);
	ran_free(&ran);
	temp_drop(folder);
}

Test(predictions, json_has_every_question_with_its_answers)
{
	char *folder = make(NUMBER CHOICE);
	struct ran ran = sh("cd '%s' && mkdir my && echo '1 highest 5 2026-11-29' "
			    ">my/predictions && $VMLAB check 1 --format json --root .",
		folder);

	if (!has(ran.err, "jansson")) {
		cr_expect(has(ran.out, "\"predictions\": ["), "%s", ran.out);
		cr_expect(has(ran.out, "\"measured\": \"1000\""), "%s", ran.out);
		cr_expect(has(ran.out, "\"predicted\": \"5\""), "%s", ran.out);
		cr_expect(has(ran.out, "\"date\": \"2026-11-29\""), "%s", ran.out);
		cr_expect(has(ran.out, "\"right\": false"), "%s", ran.out);
		cr_expect(has(ran.out, "\"measured\": \"even\""), "%s", ran.out);
		cr_expect(has(ran.out, "\"right\": null"), "%s", ran.out);
	}
	cr_expect_eq(ran.status, has(ran.err, "jansson") ? 2 : 0);
	ran_free(&ran);
	temp_drop(folder);
}

Test(predictions, a_narrow_terminal_stacks_what_has_no_room)
{
	char *folder = make(CHOICE ORDER);
	struct ran ran =
		sh("cd '%s' && mkdir my && printf '1 even odd\\n1 order top,mid,low\\n' "
		   ">my/predictions && script -qec 'stty cols 44; $VMLAB run 1 "
		   "--color never --root .' /dev/null </dev/null | tr -d '\\r'",
			folder);
	const char *start = strstr(ran.out, "You predicted");
	const char *end = start ? strstr(start, "\n\n") : NULL;

	cr_assert(start && end, "%s", ran.out);
	for (const char *at = start; at < end; at += strcspn(at, "\n") + 1)
		cr_expect_leq((int)strcspn(at, "\n"), 44, "%.60s", at);
	cr_expect(has(ran.out, "predicted top, mid, low"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* What was left open, and what was not measured, is not among those that were made. */
Test(predictions, the_progress_counts_those_that_were_right)
{
	char *folder = make(NUMBER CHOICE ORDER);
	struct ran ran = on_terminal(folder, "7\\na\\n\\n", "", "run 1");

	cr_expect(judges(&ran), "%s", ran.out);
	ran_free(&ran);
	ran = sh("cat '%s/my/progress'", folder);
	cr_expect(has(ran.out, "predictions 1/2"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* --- the file ------------------------------------------------------------------------- */

Test(predictions, a_damaged_file_hinders_nothing_and_loses_nothing)
{
	char *folder = make(NUMBER CHOICE);
	struct ran ran =
		sh("cd '%s' && mkdir my && printf 'remark\\n\\377\\000\\001\\n1 even\\n"
		   "1 highest many 2026-11-29\\n' >my/predictions",
			folder);

	ran_free(&ran);
	ran = on_terminal(folder, "1000\\na\\n", "", "run 1");
	cr_expect(asks(&ran) && judges(&ran), "%s", ran.out);
	cr_expect_eq(count_of(ran.out, "right\n"), 2, "%s", ran.out);
	ran_free(&ran);
	ran = sh(
		"cd '%s/my' && grep -ac remark predictions && grep -ac '^1 even$' "
		"predictions "
		"&& grep -a many predictions; od -An -tx1 predictions | grep -o 'ff 00 01'",
		folder);
	cr_expect_str_eq(ran.out, "1\n1\nff 00 01\n");
	ran_free(&ran);
	temp_drop(folder);
}

/* A folder in the place of the file can be read by nobody, root neither. */
Test(predictions, a_file_that_cannot_be_used_is_told_and_the_lab_runs)
{
	char *folder = make(NUMBER);
	struct ran ran = sh("mkdir -p '%s/my/predictions/x'", folder);

	ran_free(&ran);
	ran = on_terminal(folder, "1000\\n", "", "run 1");
	cr_expect(has(ran.out, "my/predictions: cannot be read"), "%s", ran.out);
	cr_expect(has(ran.out, "your answers are not kept"), "%s", ran.out);
	cr_expect(judges(&ran) && has(ran.out, "1000 right"), "%s", ran.out);
	ran_free(&ran);
	ran = on_terminal(folder, "1000\\n", "", "predict 1");
	cr_expect(has(ran.out, "cannot be read"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(predictions, a_folder_that_cannot_be_made_is_told_and_the_lab_runs)
{
	char *folder = make(NUMBER);
	struct ran ran = sh("touch '%s/my'", folder);

	ran_free(&ran);
	ran = on_terminal(folder, "1000\\n", "", "run 1");
	cr_expect(has(ran.out, "my/predictions: cannot be written"), "%s", ran.out);
	cr_expect(judges(&ran) && has(ran.out, "1000 right"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* --- two commands at once ------------------------------------------------------------- */

enum { WRITERS = 2, ANSWERS_EACH = 100 };

/* A process that keeps one answer after the other, each as a command does. */
static pid_t begin_writer(const char *folder, int lab)
{
	pid_t pid = fork();

	if (pid != 0)
		return pid;
	if (chdir(folder) != 0)
		_exit(2);
	for (int i = 0; i < ANSWERS_EACH; i++) {
		struct pool pool = {0};
		struct context context = {.pool = &pool};
		struct kept_answer answer = {.lab = lab,
			.name = pool_printf(&pool, "question_%d", i),
			.text = "5",
			.date = "2026-11-29"};
		struct err err;

		if (predictions_remember(&context, &answer, &err) != 0)
			_exit(1);
		pool_free(&pool);
	}
	_exit(0);
}

Test(predictions, of_two_commands_at_once_are_all_kept)
{
	char *folder = temp_make();
	pid_t writers[WRITERS];
	struct ran ran;

	for (int i = 0; i < WRITERS; i++)
		writers[i] = begin_writer(folder, i + 1);
	for (int i = 0; i < WRITERS; i++) {
		int status;

		cr_assert_eq(waitpid(writers[i], &status, 0), writers[i]);
		cr_expect_eq(status, 0, "writer %d: status %d", i + 1, status);
	}
	ran = sh("grep -c question_ '%s/my/predictions'; ls '%s/my'", folder, folder);
	cr_expect_str_eq(ran.out, "200\npredictions\n");
	ran_free(&ran);
	temp_drop(folder);
}
