/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "../base/file.h"
#include "../evidence/quiz_choose.h"
#include "filming.h"
#include "help.h"
#include "observing.h"

/* --- questions from a recorded run ---------------------------------------------------- */

/* The recorded film with one text of its log in place of another, as of a run that differs. */
static void recorded_with(
	struct pool *pool, const char *text, const char *other, struct film *film)
{
	struct fault_log *faults = pool_alloc(pool, sizeof *faults);
	struct film_evidence evidence = {
		.pid = 1053, .faults = faults, .page_size = 4096, .out = {"before\n", 7}};
	struct bytes log;
	struct bytes records;
	struct err err;
	const char *at;

	cr_assert_eq(file_read(pool, "common/tests/data/film.strace", &log, &err), 0);
	cr_assert_eq(file_read(pool, "common/tests/data/film.faults", &records, &err), 0);
	at = strstr(log.data, text);
	cr_assert_not_null(at);
	evidence.log.data = pool_printf(
		pool, "%.*s%s%s", (int)(at - log.data), log.data, other, at + strlen(text));
	evidence.log.size = strlen(evidence.log.data);
	cr_assert_eq(faults_parse(pool, records.data, records.size, faults, &err), 0);
	cr_assert_eq(film_make(pool, &evidence, film, &err), 0, "%s", err.message);
}

static const struct quiz_question *question_of(
	const struct quiz_question *at, enum quiz_kind kind, const char *subject)
{
	for (; at; at = at->next)
		if (at->kind == kind && (!subject || text_starts(at->subject, subject)))
			return at;
	return NULL;
}

static void expect_number(const struct quiz_question *list, enum quiz_kind kind,
	const char *subject, number given, number answer)
{
	const struct quiz_question *found = question_of(list, kind, subject);

	cr_assert_not_null(found, "kind %d, %s", (int)kind, subject);
	cr_expect_eq(found->given, given, "%s", subject);
	cr_expect_eq(found->answer, answer, "kind %d, %s: %lld", (int)kind, subject,
		(long long)found->answer);
	cr_expect_eq(found->option_count, 0);
}

Test(quiz, the_calls_of_a_recorded_run_are_asked_about)
{
	struct pool pool = {0};
	struct film film;
	const struct quiz_run run = {.film = &film};
	const struct quiz_question *found;
	const struct quiz_question *at;

	filming_recorded(&pool, &film);
	found = quiz_find(&pool, &run);
	expect_number(found, QUIZ_PAGES, "mmap(NULL, 16384", 16384, 4);
	at = question_of(found, QUIZ_RIGHTS, "mmap(NULL, 16384");
	cr_assert_not_null(at);
	cr_expect_str_eq(at->options[0].text, "rw-p");
	at = question_of(found, QUIZ_RIGHTS, "mprotect(0x…, 4096, PROT_READ)");
	cr_assert_not_null(at);
	cr_expect_str_eq(at->options[0].text, "r--p");
	at = question_of(found, QUIZ_CALL, "madvise(0x…, 4096, MADV_DONTNEED)");
	cr_assert_not_null(at);
	cr_expect_eq(at->answer, DEED_DROPS);
	at = question_of(found, QUIZ_CALL, "mmap(NULL, 16384");
	cr_assert_not_null(at);
	cr_expect_eq(at->answer, DEED_MAPS);
	/* One of its four pages is unmapped on its own, so "ever" has no one meaning. */
	cr_expect_null(question_of(found, QUIZ_TOUCHED, "mmap(NULL, 16384"));
	pool_free(&pool);
}

Test(quiz, pages_that_come_into_memory_are_counted_until_all_is_unmapped)
{
	struct pool pool = {0};
	struct film film;
	const struct quiz_run run = {.film = &film};

	recorded_with(&pool, "munmap(0x7ffff7ff5000, 4096) ",
		"munmap(0x7ffff7ff3000, 16384)", &film);
	expect_number(quiz_find(&pool, &run), QUIZ_TOUCHED, "mmap(NULL, 16384", 4, 2);
	/* One of the two has been dropped before. */
	expect_number(quiz_find(&pool, &run), QUIZ_FREED, "munmap(0x…, 16384)", 4, 1);
	pool_free(&pool);
}

/* An address or a process number is another one each time. */
Test(quiz, no_question_has_an_address)
{
	struct pool pool = {0};
	struct film film;
	const struct quiz_run run = {.film = &film};
	int count = 0;

	filming_recorded(&pool, &film);
	for (const struct quiz_question *at = quiz_find(&pool, &run); at; at = at->next) {
		cr_expect(!at->subject || !strstr(at->subject, "0x7"), "%s", at->subject);
		cr_expect(!at->subject || !strstr(at->subject, "0x4"), "%s", at->subject);
		for (int i = 0; i < at->option_count; i++)
			cr_expect(
				!at->options[i].text || !strstr(at->options[i].text, "0x7"),
				"%s", at->options[i].text);
		count++;
	}
	cr_expect_gt(count, 8);
	pool_free(&pool);
}

/* --- three runs ----------------------------------------------------------------------- */

Test(quiz, what_one_of_three_runs_does_otherwise_is_not_asked)
{
	struct pool pool = {0};
	struct film film;
	struct film other;
	struct quiz_run runs[QUIZ_RUNS] = {
		{.film = &film}, {.film = &film}, {.film = &film}};
	const struct quiz_question *agreed;

	filming_recorded(&pool, &film);
	recorded_with(&pool, "mmap(NULL, 16384,", "mmap(NULL, 20480,", &other);
	agreed = quiz_agreed(&pool, runs);
	cr_expect_not_null(question_of(agreed, QUIZ_PAGES, "mmap(NULL, 16384"));
	cr_expect_not_null(question_of(agreed, QUIZ_RIGHTS, "mprotect"));
	for (int i = 0; i < QUIZ_RUNS; i++) {
		runs[i].film = &other;
		agreed = quiz_agreed(&pool, runs);
		cr_expect_null(question_of(agreed, QUIZ_PAGES, "mmap"), "run %d", i);
		cr_expect_null(question_of(agreed, QUIZ_CALL, "mmap"), "run %d", i);
		cr_expect_not_null(question_of(agreed, QUIZ_RIGHTS, "mprotect"));
		runs[i].film = &film;
	}
	pool_free(&pool);
}

static bool same_list(const struct quiz_question *a, const struct quiz_question *b)
{
	for (; a && b; a = a->next, b = b->next)
		if (a->kind != b->kind || a->event != b->event || a->right != b->right)
			return false;
	return !a && !b;
}

Test(quiz, a_seed_chooses_the_same_again_and_another_one_others)
{
	struct pool pool = {0};
	struct film film;
	const struct quiz_run run = {.film = &film};
	const struct quiz_question *all;
	const struct quiz_question *first;
	int others = 0;

	filming_recorded(&pool, &film);
	all = quiz_find(&pool, &run);
	first = quiz_choose(&pool, all, 1, 5);
	cr_expect(same_list(first, quiz_choose(&pool, all, 1, 5)));
	for (unsigned seed = 2; seed < 12; seed++)
		others += !same_list(first, quiz_choose(&pool, all, seed, 5));
	cr_expect_geq(others, 8);
	pool_free(&pool);
}

static void check_options(const struct quiz_question *at)
{
	const struct quiz_option *right = &at->options[at->right];

	if (at->option_count == 0)
		return;
	cr_expect_geq(at->option_count, 3);
	if (!right->text)
		cr_expect_eq(right->value, at->answer, "kind %d", (int)at->kind);
	for (int i = 0; i < at->option_count; i++)
		for (int j = 0; j < i; j++)
			cr_expect(at->options[i].value != at->options[j].value ||
					(at->options[i].text &&
						strcmp(at->options[i].text,
							at->options[j].text) != 0),
				"kind %d", (int)at->kind);
}

/* Their places differ, and mixed options are as many as before, each once, with the right one. */
Test(quiz, the_right_option_stays_the_right_one_wherever_it_stands)
{
	struct pool pool = {0};
	struct film film;
	const struct quiz_run run = {.film = &film};
	const struct quiz_question *all;
	bool stood[MOST_QUIZ_OPTIONS] = {false};

	filming_recorded(&pool, &film);
	all = quiz_find(&pool, &run);
	for (unsigned seed = 0; seed < 50; seed++) {
		int event = 0;

		for (const struct quiz_question *at = quiz_choose(&pool, all, seed, 8); at;
			at = at->next) {
			const struct quiz_question *before =
				question_of(all, at->kind, at->subject);

			check_options(at);
			cr_expect_geq(at->event, event);
			event = at->event;
			stood[at->right] = true;
			if (at->kind == QUIZ_RIGHTS && before->event == at->event)
				cr_expect_str_eq(at->options[at->right].text,
					before->options[0].text);
		}
	}
	cr_expect(stood[0] && stood[1] && stood[2] && stood[3]);
	pool_free(&pool);
}

/* --- replies -------------------------------------------------------------------------- */

static void reply(const struct quiz_question *question, const char *text, bool understood,
	bool expected)
{
	bool right = false;

	cr_expect_eq(quiz_reply(question, text, &right), understood, "%s", text);
	if (understood)
		cr_expect_eq(right, expected, "%s", text);
}

Test(quiz, a_reply_is_a_letter_or_a_number)
{
	const struct quiz_question number_asked = {.answer = 4096};
	const struct quiz_question shrinks = {.answer = -1};
	const struct quiz_question choice = {.option_count = 3, .right = 1, .answer = 1};

	reply(&number_asked, "4096\n", true, true);
	reply(&number_asked, " 4K \n", true, true);
	reply(&number_asked, "4095", true, false);
	reply(&number_asked, "many", false, false);
	reply(&number_asked, "4096 pages", false, false);
	reply(&shrinks, "-1\n", true, true);
	reply(&choice, "b\n", true, true);
	reply(&choice, " B", true, true);
	reply(&choice, "a", true, false);
	reply(&choice, "d", false, false);
	reply(&choice, "1", false, false);
	reply(&choice, "be", false, false);
}

/* --- the command ---------------------------------------------------------------------- */

#define TOUCHES                                                                            \
	MAIN("	char *memory = mmap(NULL, 100 * 4096, PROT_READ | PROT_WRITE,\n"            \
	     "		MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);\n"                                    \
	     "	for (int i = 0; i < 37; i++)\n"                                             \
	     "		memory[i * 4096] = 1;\n"                                                   \
	     "	if (argc > 1 && fork() == 0) {\n"                                           \
	     "		for (int i = 0; i < 5; i++)\n"                                             \
	     "			memory[i * 4096] = 2;\n"                                                  \
	     "		_exit(0);\n"                                                               \
	     "	}\n"                                                                        \
	     "	wait(NULL);\n"                                                              \
	     "	return munmap(memory, 100 * 4096) || !argv;")

/* Runs a shell command in a fresh project with mine.c. */
static struct ran in_project(const char *program, const char *command)
{
	char *folder = observing_project(program);
	struct ran ran = sh("cd '%s' && %s", folder, command);

	temp_drop(folder);
	return ran;
}

static void tells(const char *program, const char *command, int status, const char *part)
{
	struct ran ran = in_project(program, command);

	cr_expect_eq(ran.status, status, "%s: %d\n%s", command, ran.status, ran.err);
	cr_expect(has(unwrapped(ran.out), part) || has(unwrapped(ran.err), part),
		"%s lacks \"%s\":\n%s%s", command, part, ran.out, ran.err);
	ran_free(&ran);
}

/* The film of the same program, as data; NULL where this machine does not tell all faults. */
static json_t *film_of(const char *program)
{
	struct ran ran = in_project(program, "$VMLAB film --root . --json mine.c");
	json_t *root = json_loads(ran.out, 0, NULL);

	cr_assert_not_null(root, "%s%s", ran.out, ran.err);
	ran_free(&ran);
	if (!json_is_true(json_object_get(root, "unlisted")) &&
		!json_is_true(json_object_get(root, "user_only")))
		return root;
	json_decref(root);
	return NULL;
}

/* How many page faults the film has of the line with this text. */
static int faults_of_line(const json_t *root, const char *text)
{
	int count = 0;
	const json_t *event;
	size_t i;

	json_array_foreach(json_object_get(root, "events"), i, event)
	{
		const char *line = json_string_value(json_object_get(event, "source_text"));

		count += line && has(line, text);
	}
	return count;
}

/* The number of the question whose text has the first part and behind it the second; 0: none. */
static int number_of(const char *sheet, const char *part, const char *behind)
{
	const char *at = sheet;

	while ((at = strstr(at, part))) {
		const char *end = strstr(at, "\n\n");
		const char *found = strstr(at, behind);
		const char *from = at;

		if (!found || (end && found > end)) {
			at++;
			continue;
		}
		while (from > sheet + 1 && (from[-1] != '\n' || from[-2] != '\n'))
			from--;
		return atoi(from);
	}
	return 0;
}

/* The first line of the answer of that number. */
static const char *answer_of(struct pool *pool, const char *answers, int number_asked)
{
	const char *at = strstr(answers, pool_printf(pool, "\n\n%2d  ", number_asked));

	cr_assert_not_null(at, "%d in:\n%s", number_asked, answers);
	at += 6;
	return pool_copy(pool, at, strcspn(at, "\n"));
}

#define ALL_OF "--root . --seed 5 --count 100 mine.c"

Test(quiz, the_answers_are_those_of_the_film, .timeout = 120)
{
	struct pool pool = {0};
	json_t *root = film_of(TOUCHES);
	struct ran sheet;
	struct ran answers;
	int line;
	int freed;

	if (!root)
		cr_skip_test("this machine does not tell of the faults one by one");
	sheet = in_project(TOUCHES, "$VMLAB quiz --sheet " ALL_OF);
	answers = in_project(TOUCHES, "$VMLAB quiz --answers " ALL_OF);
	line = number_of(sheet.out, "memory[i * 4096] = 1;", "How many page faults");
	freed = number_of(sheet.out, "munmap(", "about 100 pages");
	cr_assert(line && freed, "%s", sheet.out);
	cr_expect_eq(faults_of_line(root, "memory[i * 4096] = 1;"), 37);
	cr_expect_str_eq(answer_of(&pool, answers.out, line), "37");
	cr_expect_str_eq(answer_of(&pool, answers.out, freed), "37");
	cr_expect_eq(count_of(sheet.out, "Recorded"), 0);
	cr_expect_eq(count_of(answers.out, "How many"), 0);
	json_decref(root);
	ran_free(&sheet);
	ran_free(&answers);
	pool_free(&pool);
}

Test(quiz, a_child_is_asked_about_its_copies, .timeout = 120)
{
	json_t *root = film_of(TOUCHES);

	if (!root)
		cr_skip_test("this machine does not tell of the faults one by one");
	json_decref(root);
	tells(TOUCHES, "$VMLAB quiz --sheet " ALL_OF " more", 0,
		"memory[i * 4096] = 2; How many page faults does this line take");
	tells(TOUCHES, "$VMLAB quiz --answers " ALL_OF " more", 0,
		"makes a page the process's own that was shared since a fork().");
}

/* Between two outputs, which are known by their words in any language. */
Test(quiz, an_output_is_asked_about_in_any_language, .timeout = 120)
{
	static const struct {
		const char *first, *second; /* what is printed */
		const char *known;          /* what the second is known by */
	} outputs[] = {
		{"begin: %d\\n", "the end is near %d\\n", "next \"the end is near\""},
		{"开始：%d\\n", "内存已经还给内核 %d\\n", "next \"内存已经还给内核\""},
		{"一共%d页\\n", "剩下%d页\\n", "next \"剩下\""},
	};

	for (size_t i = 0; i < sizeof outputs / sizeof *outputs; i++) {
		struct pool pool = {0};
		const char *program = pool_printf(&pool,
			MAIN("	char *memory = malloc(1 << 20);\n"
			     "	for (int i = 0; i < 1 << 20; i += 4096)\n"
			     "		memory[i] = 1;\n"
			     "	printf(\"%s\", getpid());\n	fflush(stdout);\n"
			     "	free(memory);\n"
			     "	printf(\"%s\", getpid());\n	fflush(stdout);\n"
			     "	return !argc || !argv;"),
			outputs[i].first, outputs[i].second);

		tells(program, "$VMLAB quiz --sheet " ALL_OF, 0, outputs[i].known);
		pool_free(&pool);
	}
}

Test(quiz, the_same_seed_makes_the_same_sheet, .timeout = 120)
{
	static const char command[] = "$VMLAB quiz --root . --seed 3 --sheet mine.c";
	struct ran first = in_project(TOUCHES, command);
	struct ran second = in_project(TOUCHES, command);

	cr_expect_eq(first.status, 0, "%s", first.err);
	cr_expect(has(first.out, "\n 3  "), "%s", first.out);
	cr_expect_str_eq(first.out, second.out);
	ran_free(&first);
	ran_free(&second);
}

/* A size that is another one each time, and one that never is. */
Test(quiz, what_is_random_is_not_asked, .timeout = 120)
{
	static const char program[] =
		MAIN("	unsigned pages = 0;\n"
		     "	FILE *file = fopen(\"/dev/urandom\", \"r\");\n"
		     "	char *memory, *other;\n"
		     "	if (fread(&pages, sizeof pages, 1, file) != 1)\n"
		     "		return 1;\n"
		     "	pages = 1000 + pages % 1000000;\n"
		     "	memory = mmap(NULL, pages * 4096L, PROT_NONE,\n"
		     "		MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);\n"
		     "	other = mmap(NULL, 77 * 4096, PROT_READ | PROT_WRITE,\n"
		     "		MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);\n"
		     "	other[4096] = 1;\n"
		     "	return memory == MAP_FAILED || argc > 1;");
	struct ran ran = in_project(program, "$VMLAB quiz --sheet " ALL_OF);

	cr_expect_eq(ran.status, 0, "%s", ran.err);
	unwrapped(ran.out);
	cr_expect(!has(ran.out, "PROT_NONE"), "%s", ran.out);
	cr_expect(has(ran.out, "mmap(NULL, 315392, PROT_READ|PROT_WRITE"), "%s", ran.out);
	ran_free(&ran);
}

/* The program of the terminal writes, and reads what stands in the file. */
Test(quiz, on_a_terminal_each_reply_is_answered, .timeout = 120)
{
	char *folder = observing_project(TOUCHES);
	struct ran ran;

	put_file(folder, "replies", "zzz\na\n\n1\n");
	ran = sh("cd '%s' && script -qec '$VMLAB quiz --root . --seed 5 --count 3 mine.c' "
		 "/dev/null <replies | tr -d '\\r'",
		folder);
	cr_expect(has(ran.out, "Your answer, a "), "%s", ran.out);
	cr_expect(has(ran.out, "That is no "), "%s", ran.out);
	cr_expect(has(ran.out, "he answer is: "), "%s", ran.out);
	cr_expect(has(ran.out, "Right answers: "), "%s", ran.out);
	cr_expect(!has(ran.out, "Answers  "), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* Whoever answers with what the sheet's answers say has all of them right. */
Test(quiz, the_printed_answers_are_right_on_a_terminal, .timeout = 120)
{
	char *folder = observing_project(TOUCHES);
	struct ran ran =
		sh("cd '%s' && $VMLAB quiz --root . --seed 5 --count 6 --answers mine.c |"
		   " sed -nE 's/^ *[0-9]+  (-?[0-9]+|[a-d])( .*)?$/\\1/p' >replies && "
		   "script -qec '$VMLAB quiz --root . --seed 5 --count 6 mine.c' "
		   "/dev/null <replies | tr -d '\\r'",
			folder);

	cr_expect(has(ran.out, "Right answers: 6 of 6."), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

static void fits_in_80_columns(const char *spoken_in)
{
	char *folder = observing_project(TOUCHES);
	struct ran ran =
		sh("cd '%s' && VMLAB_LANG=%s $VMLAB quiz " ALL_OF, folder, spoken_in);
	struct pool pool = {0};
	struct lines lines = text_lines(&pool, ran.out, strlen(ran.out));

	cr_expect_eq(ran.status, 0, "%s", ran.err);
	cr_expect_gt(lines.count, 30);
	cr_expect_eq(is_in_chinese(ran.out), strcmp(spoken_in, "zh") == 0);
	for (int i = 0; i < lines.count; i++)
		cr_expect_leq(text_columns(lines.at[i].text), 80, "%s", lines.at[i].text);
	pool_free(&pool);
	ran_free(&ran);
	temp_drop(folder);
}

Test(quiz, fits_in_80_columns_in_both_languages, .timeout = 120)
{
	fits_in_80_columns("en");
	fits_in_80_columns("zh");
}

/* The lab's own evidence stays as it was. */
Test(quiz, a_lab_is_asked_about_with_the_program_in_its_place, .timeout = 120)
{
	static const char lab[] =
		"int main(void)\n{\n	char *m = mmap(NULL, 28672, PROT_READ, MAP_PRIVATE "
		"| "
		"MAP_ANONYMOUS, -1, 0);\n	return m == MAP_FAILED;\n}\n";
	char *program = NULL;
	char *folder;
	struct ran ran;

	cr_assert_gt(
		asprintf(&program, "#include <stddef.h>\n#include <sys/mman.h>\n%s", lab),
		0);
	folder = sample_project(program, "lab T\nrun sample\nexit: 0\n");
	put_file(folder, "mine.c", "%s", TOUCHES);
	ran = sh("cd '%s' && $VMLAB check --root . >before && "
		 "$VMLAB quiz --root . --seed 5 --count 100 --lab 1 >own && "
		 "$VMLAB quiz --root . --seed 5 --count 100 --lab 1 --program mine.c "
		 ">other && "
		 "$VMLAB judge build/runs/01 >/dev/null && cat own; echo; echo ---; cat "
		 "other",
		folder);
	cr_expect_eq(ran.status, 0, "%s", ran.err);
	cr_expect(has(ran.out, "mmap(NULL, 28672"), "%s%s", ran.out, ran.err);
	cr_expect(
		has(strstr(ran.out, "---"), "mmap(NULL, 409600"), "%s%s", ran.out, ran.err);
	cr_expect(!has(strstr(ran.out, "---"), "mmap(NULL, 28672"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
	free(program);
}

Test(quiz, what_cannot_be_asked_is_told, .timeout = 120)
{
	tells(TOUCHES, "$VMLAB quiz --root . --count 0 mine.c", 2,
		"--count takes a number");
	tells(TOUCHES, "$VMLAB quiz --root . --seed x mine.c", 2, "--seed takes a number");
	tells(TOUCHES, "$VMLAB quiz --root . --lab 1 mine.c", 2, "and not both");
	tells(TOUCHES, "$VMLAB quiz --root . --lab 7", 2, "7");
	tells(TOUCHES, "$VMLAB quiz --root . missing.c", 2, "missing.c");
	tells("int main(void) { return 0 }\n", "$VMLAB quiz --root . mine.c", 2, "mine.c");
}
