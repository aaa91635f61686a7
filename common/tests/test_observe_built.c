/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "../base/words.h"
#include "observing.h"

/* How `vmlab observe` comes to its program: sources, what the compiler is told, folders. */

/* --- the words of an option ----------------------------------------------------------- */

static const struct {
	const char *text;
	const char *words; /* each in < > */
} texts[] = {
	{"", ""},
	{"  one  two\tthree\n", "<one><two><three>"},
	{"-c 'print(1 + 2)' \"a b\"c", "<-c><print(1 + 2)><a bc>"},
	{"'' \"\"", "<><>"},
	{"a\\ b \\'c \\\\", "<a b><'c><\\>"},
	{"\"a \\\"b\\\" \\n \\\\\" 'a\\b'", "<a \"b\" \\n \\><a\\b>"},
	{"it's 5\" long", "<it's><5\"><long>"},
	{"'a b' 'c", "<a b><'c>"},
	{"* $(x) `y` ~ #z", "<*><$(x)><`y`><~><#z>"},
	{"end\\", "<end\\>"},
};

Test(observe_built, words_are_split_as_a_shell_does)
{
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct pool pool = {0};
		char **words = words_split(&pool, texts[i].text);
		const char *text = "";

		for (int at = 0; at < words_count(words); at++)
			text = pool_printf(&pool, "%s<%s>", text, words[at]);
		cr_expect_str_eq(text, texts[i].words, "of: %s", texts[i].text);
		pool_free(&pool);
	}
}

Test(observe_built, arguments_in_one_word_come_before_the_others)
{
	SHOWS(MAIN("for (int i = 1; i < argc; i++)\n\tprintf(\"<%s>\", argv[i]);"),
		"--args \"-c 'a  b' ''\" mine.c c", "<-c><a  b><><c>",
		"build/observed/mine/mine -c 'a  b' '' c");
}

/* --- sources -------------------------------------------------------------------------- */

Test(observe_built, the_mathematics_and_threads_are_linked_unasked)
{
	SHOWS("#include <math.h>\n" MAIN("printf(\"%.3f\\n\", sqrt(argc + 1));"), "mine.c",
		"1.414",
		"The program was built by: cc -g -O0 -o build/observed/mine/mine mine.c "
		"-lm -pthread");
}

Test(observe_built, several_sources_make_one_program)
{
	char *folder = observing_project(
		"#include \"more.h\"\n" MAIN("printf(\"%d\\n\", twice(argc));"));
	struct ran ran;

	ran = sh("cd '%s' && mkdir include sub 'a folder' && "
		 "echo 'int twice(int);' >include/more.h && "
		 "echo 'int twice(int n) { return 2 * n + SUM; }' >'sub/-more.c' && "
		 "cd 'a folder' && $VMLAB observe --root .. --cflags '-I../include "
		 "-DSUM=40' "
		 "'../mine.c ../sub/-more.c'",
		folder);
	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	unwrapped(ran.out);
	cr_assert(has(ran.out, " 42 "), "%s", ran.out);
	cr_assert(has(ran.out, " -I../include -DSUM=40 -o "), "%s", ran.out);
	cr_assert(has(ran.out, "/mine ../mine.c ../sub/-more.c -lm"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(observe_built, a_source_of_cplusplus_is_built_by_its_compiler)
{
	char *folder = observing_project("int plain(int class)\n{\n\treturn class;\n}\n");
	struct ran ran;

	put_file(folder, "her.cpp", "%s",
		"#include <iostream>\nextern \"C\" int plain(int);\n"
		"int main()\n{\n\tstd::cout << \"said \" << plain(7) << std::endl;\n}\n");
	ran = sh("cd '%s' && $VMLAB observe --root . 'her.cpp mine.c'", folder);
	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	unwrapped(ran.out);
	cr_assert(has(ran.out, "said 7"), "%s", ran.out);
	cr_assert(has(ran.out,
			  "built by: c++ -g -O0 -o build/observed/her/her her.cpp "
			  "-x c mine.c -x none -lm"),
		"%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* Each time, although nothing has changed. */
Test(observe_built, what_the_compiler_warns_of_is_told)
{
	char *folder = observing_project("int main(void)\n{\n\tint x;\n\treturn x;\n}\n");
	struct ran ran = sh("cd '%s' && for i in 1 2; do "
			    "$VMLAB observe --root . --cflags -Wall mine.c; done && "
			    "cat build/observed/mine/mine.compiler",
		folder);
	const char *first = strstr(ran.out, "The compiler said this");

	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	cr_assert(has(ran.out, "-Wuninitialized"), "%s", ran.out);
	cr_assert(first && has(first + 1, "The compiler said this"), "%s", ran.out);
	cr_assert(has(ran.out, "\nmine.c:4:"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(observe_built, what_does_not_build_says_how_to_observe_a_program)
{
	char *folder = observing_project("#include \"nowhere.h\"\n");
	struct ran ran = sh("cd '%s' && $VMLAB observe --root . mine.c", folder);

	cr_assert_eq(ran.status, 2, "%s%s", ran.out, ran.err);
	cr_assert(has(ran.err, "nowhere.h: No such file"), "%s", ran.err);
	cr_assert(has(ran.err, "CFLAGS=") && has(ran.err, "FILE=./program"), "%s", ran.err);
	ran_free(&ran);
	ran = sh("cd '%s' && echo 'int main(void) {}' >mine.c && "
		 "$VMLAB observe --root . --ldlibs -lnowhere mine.c",
		folder);
	cr_assert_eq(ran.status, 2, "a library of one's own that is missing: %s", ran.err);
	cr_assert(has(ran.err, "-lnowhere"), "%s", ran.err);
	ran_free(&ran);
	temp_drop(folder);
}

/* --- folders -------------------------------------------------------------------------- */

Test(observe_built, programs_of_one_name_keep_their_evidence_apart)
{
	char *folder = observing_project("int main(void)\n{\n\treturn 3;\n}\n");
	struct ran ran =
		sh("cd '%s' && mkdir other && echo 'int main(void) { return 4; }' "
		   ">other/mine.c && for file in mine.c other/mine.c "
		   "build/observed/mine/mine ./other/../mine.c; do "
		   "$VMLAB observe --root . $file | grep -o 'exit status .\\|b.*log'; "
		   "done",
			folder);

	cr_assert_str_eq(unwrapped(ran.out),
		"exit status 3 build/observed/mine/mine.log "
		"exit status 4 build/observed/mine-2/mine.log "
		"exit status 3 build/observed/mine-3/mine.log "
		"exit status 3 build/observed/mine/mine.log ",
		"%s%s", ran.out, ran.err);
	ran_free(&ran);
	temp_drop(folder);
}

/* vmlab starts nothing without the program beside it, not even the compiler. */
Test(observe_built, what_starts_programs_is_named_where_it_is_missing)
{
	static const char *const commands[] = {
		"observe mine.c", "film mine.c", "quiz mine.c"};
	char *folder = observing_project(MAIN("return argc == 0;"));

	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		struct ran ran = sh("cd '%s' && mkdir -p build && cp \"$VMLAB\" build/ && "
				    "build/vmlab %s",
			folder, commands[i]);

		cr_expect_eq(ran.status, 2, "%s: exit %d", commands[i], ran.status);
		cr_expect(has(ran.err,
				  "build/vmlab-shim is missing, which starts whatever is "
				  "run. Build it with: make engine"),
			"%s: %s", commands[i], ran.err);
		cr_expect_str_empty(ran.out, "%s: %s", commands[i], ran.out);
		ran_free(&ran);
	}
	temp_drop(folder);
}
