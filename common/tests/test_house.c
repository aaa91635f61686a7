/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "help.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* The house itself: its layers, its demos, its Makefile, and how it travels. */

Test(house, arrows_point_downwards_and_pure_layers_are_pure)
{
	struct ran ran = sh("make SETUP=no BUILD=\"$BUILD\" layers");

	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	ran_free(&ran);
}

static const struct {
	const char *plant;
	const char *found;
} planted[] = {
	{"sed -i '1i #include \"../match/judge.h\"' common/base/number.c",
		"common/base/number.c includes match/judge.h"},
	{"sed -i '1i #include \"match/../report/report.h\"' common/match/need.c",
		"common/match/need.c includes report/report.h"},
	{"printf 'int judge(void); int upward(void); int upward(void) { return judge(); }' "
	 ">>common/base/locale.c",
		"common/base/locale.c needs judge() of common/match/judge.c"},
	{"printf '#include <stdlib.h>\nvoid *home(void); "
	 "void *home(void) { return fopen(getenv(\"HOME\"), \"r\"); }' "
	 ">>common/lang/source.c",
		"common/lang/source.c must be pure and needs "},
	{"printf 'int file_write_to(int, const char *, long); int aside(void); "
	 "int aside(void) { return file_write_to(1, \"x\", 1); }' >>common/elf/elf_names.c",
		"common/elf/elf_names.c must be pure and needs file_write_to(), which "
		"needs "},
	{"printf 'int text_same(const char *, const char *); int circle(void); "
	 "int circle(void) { return text_same(\"\", \"\"); }' >>common/base/pool.c",
		"common/base/pool.c needs text_same() of common/base/text.c, which needs "
		"it "
		"in turn"},
	{"printf 'void exit(int); void leave(void); void leave(void) { exit(1); }' "
	 ">>common/host/clock.c",
		"common/host/clock.c needs exit(): only cmd/ exits"},
};

/* Everything that `make layers` needs is in the folder, built, and all is planted at once. */
Test(house, what_is_planted_in_a_layer_is_found)
{
	struct pool pool = {0};
	const char *plants = "true";
	char *folder = temp_make();
	struct ran ran;

	only_plain_build("what is planted is linked with the objects of the plain build");
	for (size_t i = 0; i < COUNT(planted); i++)
		plants = pool_printf(&pool, "%s && %s", plants, planted[i].plant);
	ran = sh("mkdir '%s/build' && cp -a Makefile common scripts po '%s/' && "
		 "cp -a \"$BUILD\"/gen \"$BUILD\"/obj '%s/build' && cd '%s' && "
		 "%s && unset BUILD && make SETUP=no layers",
		folder, folder, folder, folder, plants);
	cr_expect_neq(ran.status, 0, "%s%s", ran.out, ran.err);
	for (size_t i = 0; i < COUNT(planted); i++)
		cr_expect(has(ran.out, planted[i].found), "%s\nof: %s%s", planted[i].found,
			ran.out, ran.err);
	ran_free(&ran);
	temp_drop(folder);
	pool_free(&pool);
}

/* Without the objects of the tests, which the script would take for parts of the engine. */
#define HOLD_SENTENCES                                                                     \
	"scripts/check-sentences $(find \"$BUILD\"/obj -name '*.o' ! -path '*/tests/*')"

Test(house, what_headers_say_of_files_is_so)
{
	struct ran ran = sh(HOLD_SENTENCES);

	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	ran_free(&ran);
}

/* What a sed script makes of a header, and what is found of it. */
static const struct {
	const char *file;
	const char *script;
	const char *found;
} untrue[] = {
	{"common/match/verdict.h",
		"s/only verdicts.c calls these/only judge.c calls these/",
		"common/match/verdict.h: match/verdicts.c calls verdict_on_exit(), as "
		"match/judge.c alone should"},
	{"common/match/reading.h", "s/eval.c calls it/line.c calls it/",
		"common/match/reading.h: match/line.c does not call evaluate_reading()"},
	{"common/match/verdicts.h", "s/and judge.c share/and eval.c share/",
		"common/match/verdicts.h: match/judge.c includes it, and is not named"},
	{"common/lang/expr_reader.h", "s/so expr.c and/so condition.c and/",
		"common/lang/expr_reader.h: lang/expr_reading.c calls nothing of "
		"lang/condition.c"},
	{"common/base/said.h", "s/struct notes/note.h/",
		"common/base/said.h: there is no note.h"},
	{"docs/architecture.md", "s|host/keeper.c|host/kept.c|",
		"docs/architecture.md: there is no host/kept.c"},
};

Test(house, what_is_untrue_in_a_header_is_found)
{
	struct pool pool = {0};
	const char *edits = "true";
	char *folder = temp_make();
	struct ran ran;

	for (size_t i = 0; i < COUNT(untrue); i++)
		edits = pool_printf(&pool, "%s && sed -i '%s' %s", edits, untrue[i].script,
			untrue[i].file);
	ran = sh("export BUILD=\"$(realpath \"$BUILD\")\" && "
		 "cp -a common scripts docs labs '%s/' && cd '%s' && %s && " HOLD_SENTENCES,
		folder, folder, edits);
	cr_expect_neq(ran.status, 0, "%s%s", ran.out, ran.err);
	for (size_t i = 0; i < COUNT(untrue); i++)
		cr_expect(has(ran.out, untrue[i].found), "%s\nof: %s%s", untrue[i].found,
			ran.out, ran.err);
	ran_free(&ran);
	temp_drop(folder);
	pool_free(&pool);
}

Test(house, demos_are_short_standalone_and_compile_alone)
{
	struct ran ran = sh("scripts/check-demos");

	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	ran_free(&ran);
}

/* Three to seven ideas; the first is what the lab is about, so it is no aside. */
Test(house, every_lab_has_its_parts)
{
	struct ran ran = sh("for f in expected/*.expect; do "
			    "n=$(grep -cE '^(part|aside) ' $f); "
			    "[ $n -ge 3 ] && [ $n -le 7 ] || echo \"$f: $n parts\"; "
			    "grep -E '^(part|aside) ' $f | head -n 1 | grep -q '^part ' || "
			    "echo \"$f: it begins with an aside\"; done");

	cr_assert_str_eq(ran.out, "", "%s", ran.out);
	ran_free(&ran);
}

/* A reader of either language finds the same transcripts; those of the READMEs differ. */
Test(house, guides_show_the_same_blocks_in_both_languages)
{
	struct ran ran =
		sh("for en in labs/*/README.md; do zh=${en%%.md}.zh-CN.md; "
		   "[ -f $zh ] || continue; "
		   "a=$(awk '/^```/{c=!c;print;next} c' $en); "
		   "b=$(awk '/^```/{c=!c;print;next} c' $zh); "
		   "[ \"$a\" = \"$b\" ] || echo \"$en: code blocks differ\"; done");

	cr_assert_str_eq(ran.out, "", "%s", ran.out);
	ran_free(&ran);
}

/* What the driver does is a line of shell; libFuzzer's last lines tell how many inputs it ran. */
static struct ran fuzz_with(const char *driver)
{
	char *folder = temp_make();
	struct ran ran = sh("cd '%s' && mkdir -p scripts build/fuzz/corpus/x && "
			    "cp \"$OLDPWD/scripts/fuzz\" scripts/ && "
			    "printf '#!/bin/sh\\n%%s\\n' \"%s\" >build/fuzz/fuzz-x && "
			    "chmod +x build/fuzz/fuzz-x && scripts/fuzz --one x 3",
		folder, driver);

	temp_drop(folder);
	return ran;
}

Test(house, what_fuzzing_finds_is_a_failure_and_is_kept)
{
	struct ran right = fuzz_with("echo stat::number_of_executed_units: 42");
	struct ran idle = fuzz_with("echo stat::number_of_executed_units: 0");
	struct ran crash =
		fuzz_with("echo ERROR: overflow; >build/fuzz/found-x-crash-1; exit 77");

	cr_assert_eq(right.status, 0, "%s%s", right.out, right.err);
	cr_assert(has(right.out, "42 inputs, 3 s"), "%s", right.out);
	cr_assert_eq(idle.status, 1, "%s", idle.out);
	cr_assert_eq(crash.status, 1, "%s", crash.out);
	cr_assert(has(crash.out, "build/fuzz/fuzz-x build/fuzz/found-x-crash-1\n"), "%s",
		crash.out);
	cr_assert(has(crash.out, "ERROR: overflow"), "%s", crash.out);
	ran_free(&right);
	ran_free(&idle);
	ran_free(&crash);
}

Test(house, fuzzing_without_clang_is_said_and_is_no_success)
{
	char *folder = temp_make();
	struct ran ran =
		sh("printf '#!/bin/sh\\nexit 1\\n' >'%s/clang' && chmod +x '%s/clang' && "
		   "PATH='%s':\"$PATH\" scripts/fuzz 1",
			folder, folder, folder);

	cr_assert_eq(ran.status, 77, "%s%s", ran.out, ran.err);
	cr_assert(has(ran.out, "skip   Nothing was fuzzed: clang"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* Backquotes around the names of functions are the READMEs' own. */
static void hold_table_of_labs(const char *readme, const char *spoken, const char *field)
{
	struct ran ran =
		sh("for f in expected/*.expect; do l=$(basename $f .expect); n=${l%%%%-*}; "
		   "t=$(VMLAB_LANG=%s \"$VMLAB\" sentences ${n#0} | "
		   "sed -n '/^%s \"/{s/^%s \"\\(.*\\)\"$/\\1/;p;q}'); "
		   "echo \"| ${n#0} | [$l](labs/$l/%s) | $t |\"; done >\"$BUILD\"/labs.$$; "
		   "grep '^| [0-9]' %s | tr -d '`' | diff \"$BUILD\"/labs.$$ -; "
		   "s=$?; rm \"$BUILD\"/labs.$$; exit $s",
			spoken, field, field, readme, readme);

	cr_expect_eq(ran.status, 0, "%s: the table of labs and the titles differ:\n%s%s",
		readme, ran.out, ran.err);
	ran_free(&ran);
}

Test(house, the_readmes_list_each_lab_by_its_title)
{
	hold_table_of_labs("README.md", "en", "msgid");
	hold_table_of_labs("README.zh-CN.md", "zh", "msgstr");
}

Test(house, the_version_is_that_of_the_newest_changes)
{
	struct ran ran =
		sh("sed -n 's/^## \\[\\([0-9.]*\\)\\].*/vmlab \\1/p' CHANGELOG.md | "
		   "head -n 1; \"$VMLAB\" --version; \"$VMLAB\" -V");
	char first[64];

	cr_assert_eq(ran.status, 0, "%s", ran.err);
	cr_assert_eq(sscanf(ran.out, "vmlab %63s", first), 1, "%s", ran.out);
	cr_assert_eq(count_of(ran.out, first), 3, "%s", ran.out);
	cr_assert_eq(count_of(ran.out, "\n"), 3, "%s", ran.out);
	ran_free(&ran);
}

/*
 * A tarball without git, unpacked in a folder whose name has what a shell or make could trip
 * over, built and judged by make as another user where that is possible.
 */
Test(house, travels_as_a_tarball_into_a_folder_of_any_name)
{
	char *folder = temp_make();
	struct ran ran =
		sh("room='%s'/\"内存 (a & b) it's #1: \\$x; 50%%\" && mkdir \"$room\" && "
		   "tar -c --exclude=./build --exclude=./.git --exclude=./my . | "
		   "tar -x -C \"$room\" && chmod -R a+rwX '%s' && cd \"$room\" && "
		   "unset BUILD VMLAB MAKEFLAGS && "
		   "if [ $(id -u) = 0 ]; then as='setpriv --reuid=65534 "
		   "--regid=65534 --clear-groups'; chown -R 65534 .; else as=; fi && "
		   "$as make SETUP=no OPT=-O0 check && $as make SETUP=no OPT=-O0 my1 lab1 "
		   "check "
		   "LAB=1 FORMAT=tap && ls",
			folder, folder);

	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	cr_assert(all_passed(ran.out), "%s", ran.out);
	cr_assert(has(ran.out, "lab 1 passed: "), "%s", ran.out);
	cr_assert(has(ran.out, "TAP version 13"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(house, a_test_run_that_executed_nothing_fails)
{
	char *folder = temp_make();
	struct ran ran = sh("ln -s \"$BUILD/vmlab-tests\" '%s/' && BUILD='%s' scripts/test "
			    "'no_such_suite/*'",
		folder, folder);

	cr_assert_neq(ran.status, 0, "%s", ran.out);
	cr_assert(has(ran.out, "No test was executed"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(house, make_help_names_the_targets_and_the_labs)
{
	struct ran ran = sh("unset BUILD MAKEFLAGS; make help");

	cr_assert(has(ran.out, "make lab3") && has(ran.out, "make check") &&
			has(ran.out, "make test") && has(ran.out, "make doctor"),
		"%s", ran.out);
	ran_free(&ran);
	ran = sh("unset BUILD MAKEFLAGS; VMLAB_LANG=zh make help");
	cr_assert(has(ran.out, "make lab3") && has(ran.out, "给教师"), "%s", ran.out);
	cr_assert_not(has(ran.out, "every lab"), "%s", ran.out);
	ran_free(&ran);
}

/* As through head(1), also where the caller ignores SIGPIPE, as some CI does. */
Test(house, make_help_may_be_read_in_part)
{
	static const char *const callers[] = {"", "trap '' PIPE; "};

	for (size_t i = 0; i < sizeof callers / sizeof *callers; i++) {
		struct ran ran = sh(
			"unset BUILD MAKEFLAGS MAKELEVEL; %s{ make help; echo $? >&2; } | "
			"read -r line",
			callers[i]);

		cr_expect_str_eq(ran.err, "0\n", "%s", ran.err);
		ran_free(&ran);
	}
}

Test(house, setup_that_may_not_install_prints_the_one_command)
{
	char *folder = temp_make();
	struct ran ran =
		sh("mkdir '%s/bin' && for tool in sh cat id dirname sort tr printf "
		   "gcc cc as apt-get; do ln -s \"$(command -v $tool)\" '%s/bin/'; done; "
		   "PATH='%s/bin' SETUP=no scripts/setup labs",
			folder, folder, folder);

	cr_assert(has(ran.err, "Missing here:") && has(ran.err, "strace"), "%s", ran.err);
	cr_assert(has(ran.err, "apt-get install -y"), "%s", ran.err);
	ran_free(&ran);
	temp_drop(folder);
}
