/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "../base/text.h"
#include "help.h"

/*
 * A program may give its file, its mappings and its output any name and any text. None of it
 * may make a line of its own in a report, or be obeyed by the terminal that shows it.
 */

/* A line of a report, a colour, a control character of two bytes, and a turn of direction. */
#define ODD      "\nlab  2 [ ok ]  forged\033[8m\302\2331m\342\200\256"
#define ODD_IN_C "\\nlab  2 [ ok ]  forged\\033[8m\\302\\2331m\\342\\200\\256"

/* Maps a file without a name in any folder, prints where, and waits. */
static const char program[] =
	"#define _GNU_SOURCE\n"
	"#include <stdio.h>\n#include <sys/mman.h>\n#include <unistd.h>\n"
	"int main(void)\n{\n"
	"\tint fd = memfd_create(\"m" ODD_IN_C "\", 0);\n"
	"\tvoid *p;\n\tif (ftruncate(fd, 4096) != 0)\n\t\treturn 1;\n"
	"\tp = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);\n"
	"\tprintf(\"at %p" ODD_IN_C "\\n\", p);\n\tfflush(stdout);\n"
	"\tgetchar();\n\tfputs(\"e" ODD_IN_C "\", stderr);\n\treturn *(int *)0;\n}\n";

static const char expect[] = "lab Odd\n"
			     "run sample\n"
			     "stdout:\n"
			     "  at $p\n"
			     "  lab...\n"
			     "    name: prints_an_address\n"
			     "    says: It prints an address.\n"
			     "pause shown:\n"
			     "  $p is rw-p anonymous\n"
			     "    hint: Look at the map.\n"
			     "stderr:\n"
			     "  e\n"
			     "  lab...\n"
			     "exit: SIGSEGV\n"
			     "picture sample shown:\n"
			     "  mark: $p | here | 这里\n";

static const char ledger[] =
	"article A\n  author: N\n  link: https://example.org/\nsection S | 节\n"
	"claim A01: holds\n  says: A.\n  says.zh: 甲。\n  because: B.\n  because.zh: 乙。\n"
	"  lab 1: prints_an_address\n"
	"    measured: at $($sample.p)\n    measured.zh: 在 $($sample.p)\n";

/* Each is a shell command, where $odd is the name of the source. */
static const struct {
	const char *command;
	const char *told; /* it must have been told nevertheless */
} faces[] = {
	{"\"$VMLAB\" check 1 --root . --program \"$odd\"", "judged: "},
	{"\"$VMLAB\" check 1 --root . --program \"$odd\"", "/memfd:m"},
	{"\"$VMLAB\" check 1 --root . --program \"$odd\" --format tap", "/memfd:m"},
	{"\"$VMLAB\" check 1 --root . --program \"$odd\" --format json", "/memfd:m"},
	{"\"$VMLAB\" run 1 --root . --program \"$odd\" --verbose", "memfd:m"},
	{"\"$VMLAB\" run 1 --root . --program \"$odd\" --verbose", "<- here"},
	{"\"$VMLAB\" check 1 --root . --program \"$odd\" >odd.txt; \"$VMLAB\" hint 1 "
	 "--root .",
		"Look at the map."},
	{"\"$VMLAB\" claims --root .", "A01"},
	{"\"$VMLAB\" claims A01 --root .", "It prints an address."},
	{"\"$VMLAB\" observe --root . \"$odd\"", "/memfd:m"},
	{"\"$VMLAB\" observe --root . \"$odd\"", "SIGSEGV"},
	{"\"$VMLAB\" observe --root . ./plain \"$odd\"", "./plain $'x"},
	{"echo no >\"$odd\"; \"$VMLAB\" observe --root . \"$odd\"", "does not compile"},
	{"echo no >\"$odd\"; \"$VMLAB\" check 1 --root . --program \"$odd\"", "error"},
	{"echo no >\"$odd\"; \"$VMLAB\" run 1 --root . --program \"$odd\"", "error"},
	{"rm \"$odd\"; \"$VMLAB\" check 1 --root . --program \"$odd\"", "no such source"},
	{"mkdir \"d$odd\"; \"$VMLAB\" check 1 --root . --program \"d$odd\"",
		"regular file"},
	{"\"$VMLAB\" observe --root . \"n$odd\"", "no such source file"},
	{"\"$VMLAB\" observe --root . \"./${odd%.c}\"", "There is no file"},
	{"\"$VMLAB\" check \"$odd\" --root .", "There is no lab"},
	{"\"$VMLAB\" check 1 --root . --format \"$odd\"", "no format"},
	{"\"$VMLAB\" check 1 --root . --limit \"$odd\"", "takes seconds"},
	{"\"$VMLAB\" check 1 --root . --color \"$odd\"", "takes auto"},
	{"\"$VMLAB\" check 1 --root . \"--$odd\"", "the option"},
	{"\"$VMLAB\" observe --root . --stack \"$odd\" ls", "--stack takes"},
	{"\"$VMLAB\" \"$odd\"", "no command"},
	{"\"$VMLAB\" list --root . \"$odd\"", "one word too many"},
	{"\"$VMLAB\" list --root \"$odd\"", "no vmlab project"},
	{"\"$VMLAB\" claims \"$odd\" --root .", "no claim"},
	{"\"$VMLAB\" claims --root . --format \"$odd\"", "not as"},
	{"\"$VMLAB\" language \"$odd\" --root .", "en or zh"},
	{"VMLAB_LANG=\"$odd\" \"$VMLAB\" list --root .", "en or zh"},
};

static void is_clean(const char *text, const char *command)
{
	size_t length = strlen(text);

	for (size_t i = 0; i < length; i++)
		cr_expect(text[i] == '\n' || text_control_length(text + i, length - i) == 0,
			"%s: a control character at %zu: %s", command, i, text);
	cr_expect(!has(text, "\nlab  2 [ ok ]") && !text_starts(text, "lab  2 [ ok ]"),
		"%s: a line of its own: %s", command, text);
}

static char *odd_project(void)
{
	char *folder = sample_project(program, expect);
	struct ran ran = sh("mkdir -p '%s/docs/articles' && cd '%s' && cp /bin/true plain",
		folder, folder);

	ran_free(&ran);
	put_file(folder, "docs/articles/claims.txt", "%s", ledger);
	put_file(folder, "x" ODD ".c", "%s", program);
	return folder;
}

Test(faces, show_what_a_program_names_and_obey_none_of_it)
{
	setenv("odd", "x" ODD ".c", 1);
	for (size_t i = 0; i < sizeof faces / sizeof *faces; i++) {
		char *folder = odd_project();
		struct ran ran = sh("cd '%s'; %s", folder, faces[i].command);

		is_clean(ran.out, faces[i].command);
		is_clean(ran.err, faces[i].command);
		cr_expect(has(ran.out, faces[i].told) || has(ran.err, faces[i].told),
			"%s: not told: %s%s", faces[i].command, ran.out, ran.err);
		ran_free(&ran);
		temp_drop(folder);
	}
}

/* A program that reads the report finds the file again. */
Test(faces, json_gives_the_name_as_it_is)
{
	char *folder = odd_project();
	struct ran ran;
	json_t *root;
	json_t *lab;

	setenv("odd", "x" ODD ".c", 1);
	ran = sh("cd '%s'; \"$VMLAB\" check 1 --root . --program \"$odd\" --format json",
		folder);
	root = json_loads(ran.out, 0, NULL);
	lab = json_array_get(json_object_get(root, "labs"), 0);
	cr_assert(lab, "%s", ran.out);
	cr_assert(
		text_ends(json_string_value(json_object_get(lab, "program")), "x" ODD ".c"),
		"%s", ran.out);
	json_decref(root);
	ran_free(&ran);
	temp_drop(folder);
}

/* Where the side of a box is, the last one: behind it there may be words, or nothing. */
static int side_of(struct pool *pool, const char *line)
{
	const char *side = strrchr(line, '|');
	size_t length = side ? (size_t)(side + 1 - line) : strlen(line);

	return text_columns(text_trimmed(pool, line, length)) + (int)strspn(line, " ");
}

static void has_straight_sides(const char *out)
{
	struct pool pool = {0};
	struct lines lines = text_lines(&pool, out, strlen(out));
	int edge = 0;
	int boxes = 0;

	for (int i = 0; i < lines.count; i++) {
		const char *line = lines.at[i].text;
		const char *rest = line + strspn(line, " 0123456789abcdef");

		if (text_starts(rest, "+---")) {
			edge = side_of(&pool, line);
		} else if (edge && text_starts(rest, "| ")) {
			cr_expect_eq(side_of(&pool, line), edge, "%s", line);
			boxes++;
		}
	}
	cr_expect_gt(boxes, 5, "%s", out);
	pool_free(&pool);
}

Test(faces, a_box_of_a_picture_has_straight_sides)
{
	char *folder = odd_project();
	struct ran ran =
		sh("$VMLAB run 10 --verbose; VMLAB_LANG=zh $VMLAB run 10 --verbose");

	has_straight_sides(ran.out);
	ran_free(&ran);
	ran = sh("$VMLAB run 10 --verbose --top low; TOP=low $VMLAB run 14 --verbose");
	has_straight_sides(ran.out);
	cr_expect_lt(strstr(ran.out, "[heap]  rw-"), strstr(ran.out, "| libc.so.6"), "%s",
		ran.out);
	cr_expect(has(ran.out, "new <- malloc(1000)"), "%s", ran.out);
	cr_expect(has(strstr(ran.out, "Lab 14 "), "low addresses on top:"), "%s", ran.out);
	ran_free(&ran);
	ran = sh("cd '%s' && sed -i "
		 "'s/\"m/\"a_name_that_is_longer_than_a_box_is_wide_and_goes_on/' "
		 "labs/01-sample/sample.c && \"$VMLAB\" run 1 --verbose --root .",
		folder);
	has_straight_sides(ran.out);
	cr_expect(has(ran.out, "| memfd:a_name_that_is"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* The command that is printed does what it says when it is typed. */
Test(faces, a_command_by_hand_can_be_typed)
{
	char *folder = odd_project();
	struct ran ran;

	setenv("odd", "x" ODD "'\\\\ ", 1);
	ran = sh("cd '%s'; cp /bin/echo plain; "
		 "line=$(\"$VMLAB\" observe --root . ./plain \"$odd\" | "
		 "sed -n 's/^COMMAND *strace -f //p'); "
		 "bash -c \"$line\" >typed; ./plain \"$odd\" | cmp - typed && echo same",
		folder);
	cr_expect_str_eq(ran.out, "same\n", "%s%s", ran.out, ran.err);
	ran_free(&ran);
	temp_drop(folder);
}

/* From the project's folder, although the run goes on in that of its program. */
Test(faces, a_command_by_hand_finds_the_files_beside_the_program)
{
	static const char finder[] =
		"#include <stdio.h>\n#include <stdlib.h>\n"
		"#include <unistd.h>\n"
		"int main(int argc, char *argv[])\n{\n"
		"\tconst char *name = argc > 1 ? argv[1] : getenv(\"NAME\");\n"
		"\treturn puts(access(name, R_OK) ? \"none\" : \"there\") < 0;\n"
		"}\n";
	char *folder = sample_project(finder,
		"lab T\nbuild sample: sample.c\nrun argument: sample ./sample\n"
		"run variable: sample\n  env: NAME=./sample\n"
		"stdout argument variable:\n  there\n");
	struct ran ran =
		sh("cd '%s' && $VMLAB check --root . && for run in argument variable; do "
		   "sh -c \"$(cat build/runs/01/$run.command)\" 2>$run; done",
			folder);

	cr_expect(has(ran.out, "1 passed"), "%s%s", ran.out, ran.err);
	cr_expect_eq(count_of(ran.out, "there\n"), 2, "%s%s", ran.out, ran.err);
	ran_free(&ran);
	temp_drop(folder);
}

/* There is one way to stderr for messages; shim.c has no other, progress.c wipes its line. */
Test(faces, no_other_message_goes_to_stderr)
{
	struct ran ran =
		sh("grep -n 'stderr' common/cmd/*.c | "
		   "grep -v -e '^common/cmd/complain.c' -e '^common/examine/progress.c' "
		   "-e '^common/cmd/shim.c'");

	cr_expect_str_eq(ran.out, "", "%s", ran.out);
	ran_free(&ran);
}
