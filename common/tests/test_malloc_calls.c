/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "help.h"

/* Runs with "malloc: told", and the library that tells, run/malloc_calls.c. */

static const char program[] =
	"#include <errno.h>\n#include <malloc.h>\n#include <stdlib.h>\n#include "
	"<string.h>\n"
	"int main(void)\n{\n"
	"\tvoid *aligned, *none = NULL, *block = calloc(3, 7);\n\n"
	"\tblock = realloc(block, 5000);\n"
	"\tfree(block);\n"
	"\tfree(NULL);\n"
	"\tfree(strdup(\"four\"));\n"
	"\tfree(aligned_alloc(64, 128));\n"
	"\tfree(memalign(32, 100));\n"
	"\tif (posix_memalign(&aligned, 64, 10) != 0 || (unsigned long)aligned % 64 != 0)\n"
	"\t\treturn 1;\n"
	"\tif (posix_memalign(&aligned, 24, 10) != EINVAL)\n"
	"\t\treturn 2;\n"
	"\tif (posix_memalign(&aligned, 0, 10) != EINVAL)\n"
	"\t\treturn 3;\n"
	"\tfree(realloc(none, 6));\n"
	"\terrno = 5;\n"
	"\tfree(malloc(8));\n"
	"\treturn errno != 5;\n}\n";

static const char every_call[] = "lab T\nrun sample\n  malloc: told\n"
				 "stderr:\n"
				 "  calloc(3, 7) = $a\n"
				 "  realloc($a, 5000) = $b\n"
				 "  free($b)\n"
				 "  malloc(5) = $c\n"
				 "  free($c)\n"
				 "  aligned_alloc(64, 128) = $d\n"
				 "  free($d)\n"
				 "  memalign(32, 100) = $e\n"
				 "  free($e)\n"
				 "  posix_memalign(64, 10) = $f\n"
				 "  posix_memalign(24, 10) = 0\n"
				 "  posix_memalign(0, 10) = 0\n"
				 "  realloc(0, 6) = $g\n"
				 "  free($g)\n"
				 "  malloc(8) = $h\n"
				 "  free($h)\n"
				 "check $d % 64 == 0\n";

static void passes(const struct ran *ran)
{
	cr_assert_eq(ran->status, 0, "status %d: %s%s", ran->status, ran->out, ran->err);
	cr_assert(has(ran->out, "1 passed, 0 failed, 0 skipped"), "%s", ran->out);
}

Test(malloc_calls, of_every_kind_are_told_and_work)
{
	char *folder = sample_project(program, every_call);
	struct ran ran = sh("$VMLAB check --root '%s'", folder);

	passes(&ran);
	ran_free(&ran);
	temp_drop(folder);
}

/* Which alignments are refused is not the same in every glibc, and the library changes none of it. */
Test(malloc_calls, refuse_what_the_c_library_refuses)
{
	static const char odd_alignments[] =
		"#include <errno.h>\n#include <stdio.h>\n#include <stdlib.h>\n"
		"int main(void)\n{\n"
		"\tstatic const unsigned long odd[] = {0, 1, 3, 4, 8, 24, 48, -1UL};\n"
		"\tfor (int i = 0; i < 8; i++) {\n"
		"\t\tvoid *block = &block;\n"
		"\t\tint error = posix_memalign(&block, odd[i], 10);\n\n"
		"\t\tprintf(\"%d %d \", error, block == &block);\n"
		"\t\terrno = 0;\n"
		"\t\tblock = aligned_alloc(odd[i], 10);\n"
		"\t\tprintf(\"%d %d\\n\", block != NULL, errno);\n"
		"\t}\n\treturn 0;\n}\n";
	char *folder = temp_make();
	struct ran plain, told;

	put_file(folder, "odd.c", "%s", odd_alignments);
	plain = sh("cd '%s' && cc -w -o odd odd.c && ./odd", folder);
	told = sh("cd '%s' && LD_PRELOAD=\"$VMLAB-malloc.so\" ./odd", folder);
	cr_assert(has(plain.out, "22 1 "), "%s%s", plain.out, plain.err);
	cr_assert_str_eq(told.out, plain.out);
	ran_free(&plain);
	ran_free(&told);
	temp_drop(folder);
}

/* The loader takes a blank or a colon in LD_PRELOAD for the end of a name, and knows $LIB. */
Test(malloc_calls, are_told_in_a_folder_of_any_name)
{
	char *folder = sample_project(program, every_call);
	struct ran ran =
		sh("cd '%s' && mkdir 'a b:c$LIB' && mv labs expected a* && "
		   "cp \"$VMLAB\" \"$VMLAB-shim\" \"$VMLAB-malloc.so\" a* && cd a* && "
		   "./vmlab check",
			folder);

	passes(&ran);
	ran_free(&ran);
	temp_drop(folder);
}

Test(malloc_calls, are_told_by_the_command_by_hand)
{
	char *folder = sample_project(program, every_call);
	struct ran ran = sh("cd '%s' && $VMLAB check --root . >/dev/null && "
			    "sh -c \"$(cat build/runs/01/sample.command)\"",
		folder);

	cr_assert(has(ran.err, "calloc(3, 7) = 0x"), "%s%s", ran.out, ran.err);
	ran_free(&ran);
	temp_drop(folder);
}

Test(malloc_calls, need_their_library)
{
	char *folder = sample_project(program, every_call);
	struct ran ran =
		sh("cd '%s' && cp \"$VMLAB\" \"$VMLAB-shim\" . && ./vmlab check", folder);

	cr_assert_eq(ran.status, 99, "status %d: %s%s", ran.status, ran.out, ran.err);
	cr_assert(has(ran.err, "vmlab-malloc.so is missing"), "%s", ran.err);
	cr_assert(has(ran.err, "make engine"), "%s", ran.err);
	ran_free(&ran);
	temp_drop(folder);
}

Test(malloc_calls, are_told_or_not_and_nothing_else)
{
	char *folder =
		sample_project(program, "lab T\nrun sample\n  malloc: counted\nexit: 0\n");
	struct ran ran = sh("$VMLAB check --root '%s'", folder);

	cr_assert_eq(ran.status, 2, "status %d: %s%s", ran.status, ran.out, ran.err);
	cr_assert(has(ran.err, "01-sample.expect:3: expected told, read: counted"), "%s",
		ran.err);
	ran_free(&ran);
	temp_drop(folder);
}
