/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "../report/call_abridged.h"
#include "help.h"

/* What the screen of a lesson tells of a failure, by its kind: whose number it is, and what it means. */

#define PROGRAM(body)                                                                      \
	"#include <stdio.h>\n#include <unistd.h>\nint main(void)\n{\n\tchar line[16];\n"   \
	"\tsetvbuf(stdout, NULL, _IONBF, 0);\n" body "\treturn 0;\n}\n"
#define WAIT          "\t(void)!read(0, line, sizeof line);\n"
#define EXPECT(body)  "lab T\nrun sample\npart One\n" body
#define PRESSED(body) "lab T\nrun sample\n  press: \"\\n\"\npart One\n" body

enum { MOST_PIECES = 6 };

struct screen {
	const char *program;
	const char *expect;
	const char *told[MOST_PIECES];
	const char *untold; /* NULL: nothing that is feared */
};

/* Blanks side by side become one. */
static char *squeezed(char *text)
{
	char *to = text;

	for (const char *from = text; *from; from++)
		if (*from != ' ' || from[1] != ' ')
			*to++ = *from;
	*to = '\0';
	return text;
}

static void hold_screen(const struct screen *screen)
{
	char *folder = sample_project(screen->program, screen->expect);
	struct ran ran = sh("cd '%s' && \"$VMLAB\" run 1 --root .", folder);
	const char *text = squeezed(unwrapped(ran.out));

	cr_expect_eq(ran.status, 1, "%s%s", ran.out, ran.err);
	for (int i = 0; i < MOST_PIECES && screen->told[i]; i++)
		cr_expect(has(text, screen->told[i]), "%s is not in: %s", screen->told[i],
			text);
	if (screen->untold)
		cr_expect_not(has(text, screen->untold), "%s", text);
	ran_free(&ran);
	temp_drop(folder);
}

static void hold_screens(const struct screen *screens, size_t count)
{
	for (size_t i = 0; i < count; i++)
		hold_screen(&screens[i]);
}

#define HOLD(screens) hold_screens(screens, sizeof screens / sizeof *screens)

Test(lesson_failure, of_an_address_shows_who_prints_it)
{
	static const struct screen screens[] = {
		{PROGRAM("\tputs(\"memory 0x0\");\n" WAIT),
			PRESSED("stdout:\n  memory $at\npause p:\n  $at is rw-p\n"),
			{"record memory 0x0 (build/runs/01/sample.out:1)",
				"puts(\"memory 0x0\");",
				"0 is the address of nothing, NULL."},
			"The program prints this address"},
		{PROGRAM("\tprintf(\"memory %p\\n\", (void *)main);\n" WAIT),
			PRESSED("stdout:\n  memory $at\npause p:\n  $at is rw-p\n"),
			{"(build/runs/01/sample.out:1)",
				"where build/runs/01/sample.pause1:",
				"printf(\"memory %p\\n\", (void *)main);",
				"The program prints this address"},
			"NULL."},
		/* no number of the program's */
		{PROGRAM(WAIT), PRESSED("pause p:\n  [stack] is rwxp\n"),
			{"where build/runs/01/sample.pause1:",
				"is what the kernel itself has"},
			"The program prints this address"},
	};

	HOLD(screens);
}

Test(lesson_failure, of_bytes_does_not_accuse_who_prints_their_address)
{
	static const struct screen screens[] = {
		{PROGRAM("\tstatic char block[4] = {7, 7, 7, 0};\n"
			 "\tprintf(\"memory %p\\n\", (void *)block);\n" WAIT),
			PRESSED("stdout:\n  memory $at\npause p:\n  $at..$at + 4 holds "
				"7\n"),
			{"3 bytes after the start: 0x0 (the last byte)",
				"record memory 0x"},
			"sample.c prints"},
		{PROGRAM("\tstatic char block[4] = {7, 7, 0, 7};\n"
			 "\tprintf(\"memory %p\\n\", (void *)block);\n" WAIT),
			PRESSED("stdout:\n  memory $at\npause p:\n  $at..$at + 4 holds "
				"7\n"),
			{"2 bytes after the start: 0x0"}, "(the last byte)"},
		{PROGRAM("\tstatic char block[4] = {7, 0, 0, 7};\n"
			 "\tprintf(\"memory %p\\n\", (void *)block);\n" WAIT),
			PRESSED("stdout:\n  memory $at\npause p:\n  $at..$at + 4 holds "
				"7\n"),
			{"1 bytes after the start: 0x0 (so many differ: 2 of 4)"}, NULL},
		{PROGRAM("\tstatic int number = 5;\n"
			 "\tprintf(\"memory %p\\n\", (void *)&number);\n" WAIT),
			PRESSED("stdout:\n  memory $at\npause p:\n  int($at) == 6\n"),
			{"expected 6", "measured 5", "record memory 0x"},
			"sample.c prints"},
	};

	HOLD(screens);
}

Test(lesson_failure, of_numbers_says_when_the_expected_one_is_the_program_s_too)
{
	static const struct screen screens[] = {
		{PROGRAM("\tputs(\"low 3\");\n\tputs(\"high 8\");\n"),
			EXPECT("stdout:\n  low $a\n  high $b\ncheck $b == $a + 10\n"),
			{"expected 13 (from numbers of your own program)",
				"record high 8 (build/runs/01/sample.out:2) low 3 "
				"(build/runs/01/sample.out:1)",
				"puts(\"high 8\");", "from line 7: puts(\"low 3\");",
				"rule 8 == 3 + 10, which does not hold"},
			NULL},
		/* a difference that nobody knows is undone */
		{PROGRAM("\tputs(\"low 2\");\n\tputs(\"high 7\");\n"),
			EXPECT("stdout:\n  low $a\n  high $b\ncheck $a - 2 == $b - 3 == "
			       "0\n"),
			{"expected 3", "measured 7"}, "measured 4"},
		/* and what is added to a printed number is taken from the recorded one */
		{PROGRAM("\tstatic int number = 5;\n"
			 "\tprintf(\"memory %p 8\\n\", (void *)&number);\n" WAIT),
			PRESSED("stdout:\n  memory $at $told\npause p:\n"
				"  $told + 2 == int($at)\n"),
			{"your program says 8", "its memory has 3", "rule 8 == 5 - 2"},
			NULL},
		{PROGRAM("\tputs(\"low 3\");\n"),
			EXPECT("stdout:\n  low $a\ncheck $a == $page\n"),
			{"expected ", "measured 3"}, "of your own program"},
	};

	HOLD(screens);
}

Test(lesson_failure, of_a_pause_says_that_the_program_has_not_waited)
{
	static const struct screen screens[] = {
		{PROGRAM("\tputs(\"done\");\n"), PRESSED("pause p:\n  [stack] is rw-p\n"),
			{"wanted sample waits for Enter once.",
				"expected it waits for Enter, times: 1",
				"measured it waited, times: 0", "last line done",
				"has not waited for Enter, or not so often as it should"},
			"more often"},
		{PROGRAM(WAIT), PRESSED("pauses: 2\n"),
			{"expected it waits for Enter, times: 2",
				"measured it waited, times: 1",
				"or not so often as it should"},
			"more often"},
		{PROGRAM("\tint byte = getchar();\n\treturn byte < 0;\n"),
			"lab T\nrun sample\n  input: \"1\\n\"\npart One\npauses: 1\n",
			{"line 7 of sample.c calls getchar(), by which the C library makes "
			 "the system call read where it needs it: int byte = getchar();"},
			NULL},
		{PROGRAM("\tsetvbuf(stdout, NULL, _IOFBF, 4096);\n\tsbrk(4096);\n"
			 "\tprintf(\"%d\\n\", line[0] * 0);\n"),
			EXPECT("syscalls:\n  ! brk(0x...\n"),
			{"line 8 of sample.c calls sbrk(), and line 9 calls printf(); by "
			 "either the C library may make the system call brk: sbrk(4096);"},
			NULL},
		{PROGRAM(WAIT WAIT), PRESSED("pauses: 1\n"),
			{"measured it waited, times: 2", "more often than it should"},
			"not so often"},
	};

	HOLD(screens);
}

Test(lesson_failure, of_an_import_shows_the_call)
{
	static const struct screen screens[] = {
		{PROGRAM("\tusleep(1);\n"),
			EXPECT("tool imports: nm -u sample\ntool imports:\n  ! U "
			       "...sleep...\n"),
			{"measured U usleep@", "\"...\" stands for any text",
				"line 7 of sample.c calls usleep(): usleep(1);"},
			NULL},
	};

	HOLD(screens);
}

Test(lesson_failure, of_an_exit_shows_what_the_program_complains_of)
{
	static const struct screen screens[] = {
		{PROGRAM("\tputs(\"begun\");\n\tfprintf(stderr, \"no such thing\\n\");\n"
			 "\treturn 3;\n"),
			EXPECT("exit sample: 0\n"),
			{"measured it exits with status 3", "last line begun",
				"complains no such thing"},
			NULL},
		{PROGRAM("\treturn 3;\n"), EXPECT("exit sample: 0\n"),
			{"measured it exits with status 3"}, "complains"},
	};

	HOLD(screens);
}

/* What this machine cannot show is told for itself, and needs nothing of what failed. */
Test(lesson_failure, counts_as_needing_it_only_what_is_skipped)
{
	static const struct screen screens[] = {
		{PROGRAM("\tputs(\"one 1\");\n\tputs(\"two 2\");\n"),
			EXPECT("stdout:\n  one 1\n  two 3\n  three $c\ncheck $c == 3\n"
			       "part Two\ncheck 1 == 2\npart Three\ncheck 2 == 1\n"),
			{"Checks of this part that need what failed: 1",
				"part 2, part 3: more checks fail (2). Mend first what "
				"stands "
				"above."},
			NULL},
	};

	HOLD(screens);
}

/* Of a long system call only what is spoken of. */
Test(lesson_failure, of_a_long_call_shows_the_arguments_that_matter)
{
	struct pool pool = {0};
	struct origin size = {.kind = ORIGIN_CALL,
		.name = "$size",
		.value = "0x7fff80",
		.where = "a.log:38",
		.text = "clone3({flags=CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND, "
			"child_tid=0x7f7c67633990, stack=0x7f7c66e33000, "
			"stack_size=0x7fff80, tls=0x7f7c676336c0}, 88) = 16649"};
	struct origin stack = {.value = "0x7f7c66e33000", .where = "a.log:38"};
	struct origin elsewhere = {.value = "0x7f7c676336c0", .where = "a.log:39"};
	struct origin whole = size;

	stack.next = &elsewhere;
	size.next = &stack;
	cr_expect_str_eq(call_abridged(&pool, &size),
		"clone3({..., stack=0x7f7c66e33000, stack_size=0x7fff80, ...) = 16649");
	whole.text = "clone3({flags=CLONE_VM, stack_size=0x7fff80}, 88) = 16649";
	cr_expect_str_eq(call_abridged(&pool, &whole), whole.text);
	whole.text = size.text;
	whole.kind = ORIGIN_STDOUT;
	cr_expect_str_eq(call_abridged(&pool, &whole), whole.text);
	whole.text = NULL;
	cr_expect_null(call_abridged(&pool, &whole));
	pool_free(&pool);
}
