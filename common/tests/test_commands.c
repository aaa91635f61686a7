/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "help.h"

/* The commands as people type them, with what they get wrong. */

static const struct {
	const char *command;
	const char *message; /* on stderr */
} mistakes[] = {
	{"check 99", "There is no lab 99. The labs are: 1, 2, 3, "},
	{"check 1 x", "There is no lab x."},
	{"run 0", "There is no lab 0."},
	{"run", "which lab?"},
	{"hint", "exactly one lab"},
	{"hint 1 2", "exactly one lab"},
	{"frobnicate", "there is no command frobnicate"},
	{"check --frobnicate", "the option --frobnicate"},
	{"check --program", "the option --program"},
	{"list --program x.c", "the option --program"},
	{"run 1 --format json", "the option --format"},
	{"check --version", "the option --version"},
	{"list 1", "1 is one word too many"},
	{"language zh en", "en is one word too many"},
	{"check 1 --program labs", "a name that ends in .c"},
	{"check --format xml", "there is no format xml"},
	{"check --color blue", "--color takes"},
	{"check --limit soon", "--limit takes seconds"},
	{"check --limit -1", "--limit takes seconds"},
	{"check 1 --program nowhere.c", "no such source file: nowhere.c"},
	{"check 1 --program Makefile", "a name that ends in .c"},
	{"check 1 --program labs/.c", "no such source file"},
	{"check --program labs/01-sbrk-growth/sbrk_growth.c", "one lab must be named"},
	{"language fr", "language takes en or zh; read: fr"},
	{"list --root /tmp", "no vmlab project at or above /tmp"},
};

Test(commands, a_mistake_gets_one_message_and_exit_2)
{
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		struct ran ran = sh("$VMLAB %s", mistakes[i].command);

		cr_assert_eq(ran.status, 2, "%s: exit %d", mistakes[i].command, ran.status);
		cr_assert_str_eq(ran.out, "", "%s: %s", mistakes[i].command, ran.out);
		cr_assert(has(ran.err, mistakes[i].message), "%s: %s", mistakes[i].command,
			ran.err);
		cr_assert(strchr(ran.err, '\n') == ran.err + strlen(ran.err) - 1,
			"one line: %s", ran.err);
		ran_free(&ran);
	}
}

static const char program[] =
	"#include <unistd.h>\n"
	"int main(void)\n{\n\twrite(1, \"number 5\\n\", 9);\n\treturn 0;\n}\n";

static const char expect[] = "lab Sample\n"
			     "lab.zh 试验\n"
			     "run sample\n"
			     "stdout:\n"
			     "  number $n\n"
			     "check $n == 5\n"
			     "  hint: The first hint.\n"
			     "  hint: The second hint.\n"
			     "explain:\n"
			     "  Because.\n";

/* The words are asked for several times, as for what is predicted before a lab runs. */
Test(commands, labs_may_stand_in_one_word)
{
	static const char *const words[] = {"1,2", "'1 2'", "1, 2", "1 2,1"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct ran ran = sh("\"$VMLAB\" run %s --root .", words[i]);

		cr_expect_eq(ran.status, 0, "%s: %s%s", words[i], ran.out, ran.err);
		cr_expect(has(ran.out, "Lab 1 of ") && has(ran.out, "Lab 2 of "), "%s: %s",
			words[i], ran.out);
		ran_free(&ran);
	}
}

Test(commands, an_error_in_an_expected_file_stops_everything_before_anything_runs)
{
	char *folder = sample_project(program, "lab X\nrun sample\nstdou:\n  a\n");
	struct ran ran = sh("$VMLAB check --root '%s'; echo $?; ls '%s'", folder, folder);

	cr_assert(has(ran.err, "expected/01-sample.expect:3: "), "%s", ran.err);
	cr_assert(has(ran.err, "stdou"), "%s", ran.err);
	cr_assert_str_eq(ran.out, "2\nexpected\nlabs\n", "nothing was built: %s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(commands, a_lab_without_its_twin_is_an_error)
{
	char *folder = sample_project(program, expect);
	struct ran ran =
		sh("mkdir '%s/labs/02-more'; $VMLAB check --root '%s'", folder, folder);

	cr_assert_eq(ran.status, 2);
	cr_assert(has(ran.err, "expected/02-more.expect is missing"), "%s", ran.err);
	ran_free(&ran);
	ran = sh("rmdir '%s/labs/02-more'; mv '%s/labs/01-sample' '%s/labs/sample'; "
		 "$VMLAB check --root '%s'",
		folder, folder, folder, folder);
	cr_assert_eq(ran.status, 2);
	cr_assert(has(ran.err, "labs/01-sample/sample.c is missing"), "%s", ran.err);
	ran_free(&ran);
	temp_drop(folder);
}

Test(commands, a_source_that_does_not_compile_fails_with_the_first_error)
{
	char *folder = sample_project("int main(void) { return missing; }\n", expect);
	struct ran ran = sh("$VMLAB check --root '%s'", folder);

	cr_assert_eq(ran.status, 1, "%s%s", ran.out, ran.err);
	cr_assert(has(ran.out, "build sample"), "%s", ran.out);
	cr_assert(has(ran.out, "error:") && has(ran.out, "missing"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(commands, flags_that_this_compiler_cannot_do_are_nobodys_failure)
{
	char *folder = sample_project(program,
		"lab T\nbuild odd: sample.c -lnot_to_be_found\nrun odd\nstdout:\n  number "
		"5\n");
	struct ran ran = sh("$VMLAB check --root '%s'", folder);

	cr_assert_eq(ran.status, 77, "%s%s", ran.out, ran.err);
	cr_assert(has(ran.out, "make setup"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(commands, a_changed_header_is_seen)
{
	char *folder = sample_project(
		"#include <stdio.h>\n#include \"number.h\"\n"
		"int main(void)\n{\n\tprintf(\"number %d\\n\", NUMBER);\n}\n",
		expect);
	struct ran ran = sh("cd '%s'; echo '#define NUMBER 5' >labs/01-sample/number.h; "
			    "$VMLAB check --root . && "
			    "echo '#define NUMBER 6' >labs/01-sample/number.h; "
			    "$VMLAB check --root .",
		folder);

	cr_assert_eq(ran.status, 1, "%s%s", ran.out, ran.err);
	cr_assert(has(ran.out, "1 passed, 0 failed") && has(ran.out, "0 passed, 1 failed"),
		"%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* By the assembler, and without a word of the preprocessor. */
Test(commands, a_changed_file_that_the_source_takes_in_is_seen)
{
	char *folder = sample_project(
		"#include <stdio.h>\nextern const char number;\n"
		"__asm__(\".globl number\\nnumber: .incbin "
		"\\\"labs/01-sample/number\\\"\\n\");\n"
		"int main(void)\n{\n\tprintf(\"number %c\\n\", number);\n}\n",
		expect);
	struct ran ran = sh("cd '%s'; printf 5 >labs/01-sample/number; "
			    "$VMLAB check --root . && printf 6 >labs/01-sample/number; "
			    "$VMLAB check --root .",
		folder);

	cr_assert_eq(ran.status, 1, "%s%s", ran.out, ran.err);
	cr_assert(has(ran.out, "1 passed, 0 failed") && has(ran.out, "0 passed, 1 failed"),
		"%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(commands, another_compiler_of_the_same_name_builds_anew)
{
	char *folder = sample_project(program, expect);
	struct ran ran = sh("cd '%s'; printf '#!/bin/sh\\nexec cc \"$@\"\\n' >one; "
			    "printf '#!/bin/sh\\nexec cc -Dmain=other \"$@\"\\n' >two; "
			    "chmod +x one two; mkdir bin; cp one bin/mine; "
			    "export CC=mine PATH=\"$PWD/bin:$PATH\"; "
			    "$VMLAB check --root . && cp two bin/mine; "
			    "$VMLAB check --root .",
		folder);

	cr_expect_eq(ran.status, 77, "%d: %s%s", ran.status, ran.out, ran.err);
	cr_expect(has(ran.out, "1 passed, 0 failed"), "%s", ran.out);
	cr_expect(has(ran.out, "undefined reference to `main'"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* The name of the folder is in the debugging information: gdb shows the source from there. */
Test(commands, a_folder_that_was_moved_has_its_programs_built_anew)
{
	char *folder = sample_project(program, expect);
	struct ran ran = sh("cd '%s'; mkdir one; mv labs expected one; "
			    "$VMLAB check --root one && mv one two && "
			    "$VMLAB check --root two && "
			    "grep -c \"$PWD/two\" two/build/labs/01-sample/sample",
		folder);

	cr_expect_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	ran_free(&ran);
	temp_drop(folder);
}

Test(commands, a_file_name_is_never_a_command)
{
	char *folder = temp_make();
	struct ran ran =
		sh("cp labs/01-sbrk-growth/sbrk_growth.c '%s/it'\\''s; touch x; $(y).c' && "
		   "export dir='%s'; cd . && unset BUILD MAKEFLAGS && "
		   "make check LAB=1 PROGRAM=\"$dir/it's; touch x; \\$(y).c\"; "
		   "make check LAB='1;touch '\"$dir/pwned\"; "
		   "make check LAB=1 PROGRAM=\"\\$(shell touch $dir/pwned)a.c\"; "
		   "make check LAB=1 PROGRAM=\"x'; touch $dir/pwned; echo '.c\"; "
		   "make what TERM=\"\\$(shell touch $dir/pwned)a\"; "
		   "make help FILE=\"\\$(shell touch $dir/pwned)a.c\" >/dev/null; "
		   "ls \"$dir\" | grep -c pwned",
			folder, folder);

	cr_assert(has(ran.out, "1 passed, 0 failed, 0 skipped"), "%s%s", ran.out, ran.err);
	cr_assert(has(ran.out, "\n0\n"), "%s%s", ran.out, ran.err);
	ran_free(&ran);
	temp_drop(folder);
}

Test(commands, a_check_leaves_a_hint_to_be_asked_for)
{
	char *folder = sample_project(
		"#include <stdio.h>\nint main(void)\n{\n\tputs(\"number 6\");\n}\n",
		expect);
	struct ran ran =
		sh("cd '%s'; $VMLAB check --root . >/dev/null; $VMLAB hint 1 --root .",
			folder);

	cr_assert(has(ran.out, "1 of 2\nThe first hint."), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(commands, hints_are_given_one_by_one)
{
	char *folder = sample_project(
		"#include <stdio.h>\nint main(void)\n{\n\tputs(\"number 6\");\n}\n",
		expect);
	struct ran ran = sh("cd '%s'; $VMLAB hint 1 --root .; $VMLAB run 1 --root .; echo; "
			    "for i in 1 2 3; do $VMLAB hint 1 --root .; done",
		folder);

	cr_assert(has(ran.out, "Lab 1 has not been run yet"), "%s", ran.out);
	cr_assert(has(ran.out, "HINT 1 of 2"), "%s", ran.out);
	cr_assert(has(ran.out, "The first hint."), "%s", ran.out);
	cr_assert(has(ran.out, "2 of 2\nThe second hint.\nThis was the last hint."), "%s",
		ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(commands, a_copy_is_used_and_said_and_kept_when_dropped)
{
	char *folder = sample_project(program, expect);
	struct ran ran = sh("cd '%s'; $VMLAB my 1 --root . && $VMLAB my 1 --root . && "
			    "sed -i 's/number 5/number 7/' my/01-sample/sample.c; "
			    "$VMLAB check --root .; $VMLAB run 1 --root .; "
			    "$VMLAB reset 1 --root .; $VMLAB check --root .; "
			    "grep -c 'number 7' my/01-sample/sample.c.old1",
		folder);

	cr_assert(has(ran.out, "my/01-sample/sample.c is your copy now"), "%s", ran.out);
	cr_assert(has(ran.out, "is there already"), "%s", ran.out);
	cr_assert(has(ran.out, "judged: my/01-sample/sample.c"), "%s", ran.out);
	cr_assert(has(ran.out, "0 passed, 1 failed, 0 skipped"), "%s", ran.out);
	cr_assert(has(ran.out, "my/01-sample/sample.c (your copy)"), "%s", ran.out);
	cr_assert(has(ran.out, "not yet a grade.\n1 passed, 0 failed, 0 skipped\n1\n"),
		"%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(commands, a_program_replaces_the_main_source_in_every_build)
{
	char *folder = sample_project(program,
		"lab T\nbuild a: sample.c\nbuild b: sample.c -O2\nrun one: a\nrun two: b\n"
		"stdout one two:\n  number 5\n");
	struct ran ran;

	put_file(folder, "mine.c",
		"#include <stdio.h>\nint main(void)\n{\n\tputs(\"number 8\");\n}\n");
	ran = sh(
		"cd '%s' && $VMLAB check 1 --root . --program mine.c --format tap", folder);
	cr_assert_eq(ran.status, 1, "%s%s", ran.out, ran.err);
	cr_assert(has(ran.out,
			  "not ok 1 - lab 1: one prints what the lab says. [stdout one, "
			  "line "),
		"%s", ran.out);
	cr_assert(has(ran.out,
			  "not ok 2 - lab 1: two prints what the lab says. [stdout two, "
			  "line "),
		"%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(commands, json_tells_the_machine_every_check_and_its_witness)
{
	struct ran ran = sh("$VMLAB check 1 2 3 --format json");
	json_error_t error;
	json_t *root = json_loads(ran.out, 0, &error);
	json_t *lab = json_array_get(json_object_get(root, "labs"), 1);
	json_t *check = json_array_get(json_object_get(lab, "checks"), 2);

	cr_assert(root, "%s", error.text);
	cr_assert_eq(json_integer_value(json_object_get(root, "schema")), 2);
	cr_assert_eq(json_integer_value(json_object_get(root, "passed")), 3);
	cr_assert_str_eq(json_string_value(json_object_get(lab, "kind")), "lab");
	cr_assert_str_eq(
		json_string_value(json_object_get(check, "check")), "syscalls overrun");
	cr_assert_str_eq(json_string_value(json_object_get(check, "witness")), "syscalls");
	cr_assert(json_object_get(json_object_get(root, "machine"), "kernel"));
	json_decref(root);
	ran_free(&ran);
}

/* Every member of the object and of what is in it stands in the page, in backquotes. */
static void hold_members(const char *page, json_t *value)
{
	const char *name;
	json_t *member;
	size_t i;

	json_array_foreach(value, i, member) hold_members(page, member);
	json_object_foreach(value, name, member)
	{
		char quoted[64];

		snprintf(quoted, sizeof quoted, "`%s`", name);
		cr_expect(has(page, quoted), "docs/json.md does not tell of %s", quoted);
		if (strcmp(name, "facts") != 0) /* those are of the other page, as $page */
			hold_members(page, member);
	}
}

Test(commands, json_has_no_member_that_its_page_does_not_tell_of)
{
	struct ran page = sh("cat docs/json.md");
	char *folder = temp_make();
	struct ran ran =
		sh("echo 'int main(void) { return 0; }' >'%s/mine.c'; echo '['; "
		   "$VMLAB check 1 --program '%s/mine.c' --format json --texts; echo ','; "
		   "$VMLAB check 1 9 13 --format json --texts; echo ']'",
			folder, folder);
	json_t *root = json_loads(ran.out, 0, NULL);

	cr_assert(root, "%s%s", ran.out, ran.err);
	hold_members(page.out, root);
	json_decref(root);
	ran_free(&ran);
	ran_free(&page);
	temp_drop(folder);
}

/* The statuses apart, nothing in it is a sentence of one language. */
Test(commands, json_is_the_same_in_both_languages)
{
	static const char shell[] =
		"for lang in en zh; do VMLAB_LANG=$lang $VMLAB check 1 2 --format json | "
		"sed -e '/\"value\"/d' -e '/\"end\"/d' -e '/\"line\"/d' | grep -v '\"0x'; "
		"done | sort | "
		"uniq -c | "
		"awk '$1 % 2'";
	struct ran ran = sh("%s", shell);

	cr_assert_str_eq(ran.out, "", "%s", ran.out);
	ran_free(&ran);
}

Test(commands, json_has_what_passing_checks_have_measured)
{
	struct ran ran = sh("$VMLAB check 1 --format json");
	json_t *root = json_loads(ran.out, 0, NULL);
	json_t *lab = json_array_get(json_object_get(root, "labs"), 0);
	json_t *check;
	int measured = 0;
	size_t i;

	json_array_foreach(json_object_get(lab, "checks"), i, check)
	{
		bool syscalls =
			has(json_string_value(json_object_get(check, "check")), "syscalls");
		size_t count = json_array_size(json_object_get(check, "measures"));

		cr_expect_str_eq(json_string_value(json_object_get(check, "status")), "ok");
		cr_expect(count > 0 || syscalls || !json_object_get(check, "run") ||
				has(json_string_value(json_object_get(check, "check")),
					"std"),
			"%s", json_string_value(json_object_get(check, "check")));
		measured += count > 0;
	}
	cr_assert_gt(measured, 40, "%d checks have measured something", measured);
	json_decref(root);
	ran_free(&ran);
}

Test(commands, tap_has_a_plan_and_a_line_for_each_check)
{
	struct ran ran = sh("$VMLAB check 2 --format tap");

	int plan = 0;
	char last[32];

	cr_assert_eq(sscanf(ran.out, "TAP version 13\n1..%d\n", &plan), 1, "%s", ran.out);
	cr_assert_gt(plan, 10, "%s", ran.out);
	cr_assert(has(ran.out, "\nok 1 - lab 2: "), "%s", ran.out);
	cr_assert(has(ran.out, " [stdout overrun, line "), "%s", ran.out);
	snprintf(last, sizeof last, "\nok %d - ", plan);
	cr_assert(has(ran.out, last), "%s", ran.out);
	snprintf(last, sizeof last, "\nok %d - ", plan + 1);
	cr_assert_not(has(ran.out, last), "%s", ran.out);
	ran_free(&ran);
}

Test(commands, tap_has_no_name_twice)
{
	struct ran ran = sh("$VMLAB check 4 10 --format tap | sed 's/^ok [0-9]* - //' | "
			    "sort | uniq -d");

	cr_expect_str_eq(ran.out, "", "%s", ran.out);
	ran_free(&ran);
}

Test(commands, a_failure_shows_invisible_characters_and_drops_nothing)
{
	char *folder =
		sample_project("#include <stdio.h>\nint main(void)\n{\n"
			       "\tprintf(\"number\\t5 \\033[1m \\n\");\n"
			       "\tfor (int i = 0; i < 500; i++)\n\t\tputchar('z');\n}\n",
			"lab T\nrun sample\nstdout:\n  number 5\n  z\n");
	struct ran ran = sh("$VMLAB check --root '%s'", folder);

	cr_assert(has(ran.out, "number\\t5 \\x1b[1m\\x20\n"), "%s", ran.out);
	ran_free(&ran);
	put_file(folder, "expected/01-sample.expect",
		"lab T\nrun sample\nstdout:\n  number...\n  z\n");
	ran = sh("$VMLAB check --root '%s'", folder);
	cr_assert(has(ran.out, "(100 more bytes)"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

static const char two_failures[] =
	"lab T\nrun sample\nstdout:\n  first $a second $b\n"
	"check 1 == $a\ncheck 7 == $b\ncheck max(3, 4) == $b\ncheck $a == $b\n";

Test(commands, each_failure_tells_what_was_measured_and_what_its_names_are)
{
	char *folder = sample_project("#include <stdio.h>\nint main(void)\n{\n"
				      "\tputs(\"first 5 second 6\");\n}\n",
		two_failures);
	struct ran ran = sh("$VMLAB run 1 --verbose --root '%s'", folder);

	cr_assert(
		has(ran.out,
			"expected  $a == 1\n         measured  $a = 5   (off by 4)\n"
			"                   $a = 5   build/runs/01/sample.out:1   first 5"),
		"%s", ran.out);
	cr_assert(
		has(ran.out,
			"expected  $b == 7\n         measured  $b = 6   (off by -1)\n"
			"                   $b = 6   build/runs/01/sample.out:1   first 5"),
		"%s", ran.out);
	cr_assert(has(ran.out,
			  "expected  $b == 4   (max(3, 4))\n"
			  "         measured  $b = 6   (off by 2)\n  [FAIL]"),
		"$b is told once: %s", ran.out);
	cr_assert(has(ran.out,
			  "expected  $a == 6   ($b)\n"
			  "         measured  $a = 5, $b = 6   (off by -1)\n  [ ok ]"),
		"%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(commands, two_at_once_do_not_disturb_each_other)
{
	struct ran ran = sh("for one in 1 2; do $VMLAB check 1 3 7 10 12 >/dev/null & "
			    "others=\"$others $!\"; done; "
			    "$VMLAB check 1 3 7 10 12 >/dev/null || exit; "
			    "for one in $others; do wait $one || exit; done");

	cr_assert_eq(ran.status, 0, "%s", ran.err);
	ran_free(&ran);
}

/* An ordinary user's project; with the superuser's build folder, where there is one. */
Test(commands, an_unwritable_build_folder_is_told_with_the_command_that_mends_it)
{
	bool superuser = geteuid() == 0;
	const char *remedies[] = {"chmod -R u+w \"", "sudo chown -R"};

	for (int of_another = 0; of_another < 1 + superuser; of_another++) {
		char *folder = sample_project(program, expect);
		const char *owner = superuser && !of_another ? "65534" : ".";
		const char *as_user = superuser
			? "setpriv --reuid=65534 --regid=65534 --clear-groups"
			: "env";
		struct ran ran =
			sh("cd '%s' && mkdir build && chmod 755 . && "
			   "cp \"$VMLAB\" \"$VMLAB-shim\" . && "
			   "chmod 555 build && { [ %s = . ] || chown %s build; } && "
			   "%s ./vmlab check --root .",
				folder, owner, owner, as_user);

		cr_expect_neq(ran.status, 0);
		cr_expect(has(ran.err, remedies[of_another]), "%s%s", ran.out, ran.err);
		ran_free(&ran);
		temp_drop(folder);
	}
}

Test(commands, crlf_in_sources_and_expected_files_makes_no_difference)
{
	char *folder = sample_project(program, expect);
	struct ran ran = sh("cd '%s' && sed -i 's/$/\\r/' labs/01-sample/sample.c "
			    "expected/01-sample.expect && $VMLAB check --root .",
		folder);

	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	ran_free(&ran);
	temp_drop(folder);
}

Test(commands, speak_the_language_that_is_asked_for)
{
	struct ran ran = sh("VMLAB_LANG=zh $VMLAB check 1; "
			    "VMLAB_LANG= LC_ALL=zh_CN.UTF-8 $VMLAB check 1; "
			    "VMLAB_LANG=fr $VMLAB check 1");

	cr_assert(has(ran.out, "得分：1 个实验中通过 1 个"), "%s", ran.out);
	cr_assert(has(ran.out, "1 passed, 0 failed, 0 skipped"), "%s", ran.out);
	cr_assert(has(ran.err, "VMLAB_LANG takes en or zh; read: fr"), "%s", ran.err);
	ran_free(&ran);
}

/* As an editor leaves it, or echo, or an editor of Windows. */
Test(commands, speak_the_language_that_somebody_has_written_into_its_file)
{
	static const char *const texts[] = {"zh", "zh\\n", "zh \\r\\n", "zh_CN\\n\\n"};
	char *folder = sample_project(program, expect);

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct ran ran = sh("cd '%s' && cp \"$VMLAB\" . && mkdir -p my && "
				    "printf '%s' >my/language && "
				    "VMLAB_LANG= LC_ALL=C ./vmlab nonsense",
			folder, texts[i]);

		cr_expect_eq(ran.status, 2, "%s: %d", texts[i], ran.status);
		cr_expect(!has(ran.err, "There is no") && strchr(ran.err, '\xe6'), "%s: %s",
			texts[i], ran.err);
		ran_free(&ran);
	}
	temp_drop(folder);
}

Test(commands, colour_only_where_it_is_wanted)
{
	struct ran ran = sh("$VMLAB check 1; $VMLAB check 1 --color always");

	cr_assert(!strchr(ran.out, '\033') ||
			strchr(ran.out, '\033') > strstr(ran.out, "Score"),
		"a pipe gets no colour");
	cr_assert(has(ran.out, "[\033[32m ok \033[0m]"), "%s", ran.out);
	ran_free(&ran);
	ran = sh("NO_COLOR=1 script -qec '$VMLAB check 1' /dev/null");
	cr_assert(!strchr(ran.out, '\033'), "%s", ran.out);
	ran_free(&ran);
}
