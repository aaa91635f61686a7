/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "help.h"

/* What a submission may use, and what a machine may lack: each is told as what it is. */

static const char right[] = "int main(void)\n{\n\treturn 0;\n}\n";
static const char expect[] = "lab Limits\nrun sample\nexit: 0\n";

/* --- a submission that the compiler chokes on ----------------------------------------- */

static const struct {
	const char *what;
	const char *source;
	const char *reason;
} bombs[] = {
	{"a source without an end", "#include \"/dev/zero\"\nint main(void)\n{\n}\n",
		"the compiler needed more than 2048 MiB of memory"},
	{"a large program",
		"char big[128 << 20] = {1};\nint main(void)\n{\n\treturn *big;\n}\n",
		"what the compiler would write is larger than 64 MiB"},
};

/* It is the submission's failure, and what the compiler wrote is gone. */
static void does_not_compile(const char *what, const char *source, const char *reason)
{
	char *folder = sample_project(right, expect);
	struct ran ran;

	put_file(folder, "bomb.c", "%s", source);
	ran = sh("mkdir '%s/tmp' && export TMPDIR='%s/tmp' && "
		 "$VMLAB check --root '%s' --program '%s/bomb.c'",
		folder, folder, folder, folder);
	unwrapped(ran.out);
	cr_expect_eq(
		ran.status, 1, "%s: exit %d\n%s%s", what, ran.status, ran.out, ran.err);
	cr_expect(has(ran.out, reason), "%s: %s", what, ran.out);
	cr_expect(!has(ran.out, "make setup"), "%s: %s", what, ran.out);
	cr_expect_eq(processes_with(folder), 0, "%s", what);
	ran_free(&ran);
	ran = sh("find '%s/tmp' '%s/build/judged' -type f", folder, folder);
	cr_expect_str_eq(ran.out, "", "%s leaves %s", what, ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(limits, hold_for_the_compiler_of_a_submission)
{
	for (size_t i = 0; i < sizeof bombs / sizeof *bombs; i++)
		does_not_compile(bombs[i].what, bombs[i].source, bombs[i].reason);
}

Test(limits, hold_for_the_size_of_a_submission)
{
	char *folder = sample_project(right, expect);
	struct ran ran = sh("truncate -s 20G '%s/large.c' && "
			    "$VMLAB check --root '%s' --program '%s/large.c'",
		folder, folder, folder);

	cr_expect_eq(ran.status, 1, "%s%s", ran.out, ran.err);
	cr_expect(
		has(unwrapped(ran.out), "the source is larger than 16 MiB"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* --- what the machine or the shell lacks ---------------------------------------------- */

/* Neither the program's failure, nor env, nor a pass; and the sentence says what to do. */
static void is_told(const char *before, const char *sentence)
{
	char *folder = sample_project(right, expect);
	struct ran ran = sh(
		"{ (%s && exec $VMLAB check --root '%s'; true); echo \"status $?\"; } 2>&1 "
		"| cat",
		before, folder);

	unwrapped(ran.out);
	cr_expect(has(ran.out, sentence), "%s: %s", before, ran.out);
	cr_expect(has(ran.out, "status 99"), "%s: %s", before, ran.out);
	cr_expect(!has(ran.out, "make setup") && !has(ran.out, "passed"), "%s: %s", before,
		ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(limits, of_the_shell_on_files_and_memory_are_told)
{
	is_told("ulimit -f 0", "limits the size of files (ulimit -f)");
	is_told("ulimit -f 4", "limits the size of files (ulimit -f)");
	is_told("ulimit -d 1000", "There is no memory left for this process");
}

/* In a namespace of its own, where a small file system stands for a full disk. */
/* With too few there is a sentence, with enough a verdict, and nothing in between. */
Test(limits, of_the_shell_on_open_files_are_told)
{
	char *folder = sample_project(right, expect);
	int passed = 0;

	for (int files = 8; files <= 64; files += 4) {
		struct ran ran = sh("{ ulimit -n %d; timeout 60 \"$VMLAB\" check "
				    "--root '%s'; } 2>&1",
			files, folder);
		bool told = has(ran.out, "too few open files") ||
			has(ran.out, "Too many open files");

		passed += ran.status == 0;
		cr_expect(ran.status == 0 || told, "%d files: %s", files, ran.out);
		cr_expect_neq(ran.status, 1, "%d files: %s", files, ran.out);
		ran_free(&ran);
	}
	cr_expect(passed > 0);
	temp_drop(folder);
}

Test(limits, of_a_full_disk_are_told)
{
	char *folder = sample_project(right, expect);
	struct ran ran = sh("mkdir '%s/build' && unshare -m sh -c '"
			    "mount -t tmpfs -o size=16k none \"$1/build\" || exit 55; "
			    "exec $VMLAB check --root \"$1\"' sh '%s'",
		folder, folder);

	if (ran.status == 55 || has(ran.err, "unshare"))
		cr_skip_test("no file system can be mounted here");
	cr_expect_eq(ran.status, 99, "exit %d: %s%s", ran.status, ran.out, ran.err);
	cr_expect(has(ran.err, "the disk is full"), "%s", ran.err);
	cr_expect(!has(ran.err, "make setup"), "%s", ran.err);
	ran_free(&ran);
	temp_drop(folder);
}

/* --- where the project lies ----------------------------------------------------------- */

/* A vmlab of its own in the project's build folder. */
static char *own_project(void)
{
	char *folder = sample_project(right, expect);
	struct ran ran = sh("mkdir '%s/build' && cp \"$VMLAB\" \"$VMLAB-shim\" '%s/build/'",
		folder, folder);

	cr_assert_eq(ran.status, 0, "%s", ran.err);
	ran_free(&ran);
	return folder;
}

Test(limits, are_none_for_a_build_folder_that_is_a_link)
{
	char *folder = own_project();
	struct ran ran = sh("cd '%s' && mv build real && ln -s real build && "
			    "build/vmlab check && ls real/runs/01 && cd labs && "
			    "../build/vmlab check --program 01-sample/sample.c",
		folder);

	cr_expect_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	cr_expect(has(ran.out, "sample.log"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* A link that leads out of the project is the case that matters: nothing above it is one. */
Test(limits, are_none_for_a_build_folder_that_lies_elsewhere)
{
	char *folder = own_project();
	char *elsewhere = temp_make();
	struct ran ran =
		sh("cd '%s' && mv build '%s/' && ln -s '%s/build' build && "
		   "build/vmlab check && ls build/runs/01 && '%s/build/vmlab' check",
			folder, elsewhere, elsewhere, elsewhere);

	cr_expect_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	cr_expect(has(ran.out, "sample.log"), "%s", ran.out);
	ran_free(&ran);
	ran = sh("cd / && '%s/build/vmlab' check", elsewhere);
	cr_expect_eq(ran.status, 2, "there is no project at or above either");
	ran_free(&ran);
	temp_drop(folder);
	temp_drop(elsewhere);
}

/* Makes folders below the working directory until its path is this long; enters them. */
static void go_down(size_t length)
{
	char path[PATH_MAX];

	while (getcwd(path, sizeof path) && strlen(path) + 1 < length) {
		char name[201];
		size_t room = length - strlen(path) - 1;

		memset(name, 'd', sizeof name);
		name[room < 200 ? room : 200] = '\0';
		mkdir(name, 0755); /* or it is there already */
		cr_assert_eq(chdir(name), 0, "%s", name);
	}
}

static struct ran check_in_long_path(const char *folder, size_t length)
{
	char start[PATH_MAX];
	struct ran ran;

	cr_assert(getcwd(start, sizeof start) && chdir(folder) == 0);
	go_down(length);
	ran = sh("cp -r '%s/labs' '%s/expected' . && mkdir build && "
		 "cp \"$VMLAB\" \"$VMLAB-shim\" build/ && build/vmlab check",
		folder, folder);
	cr_assert_eq(chdir(start), 0);
	return ran;
}

/* The commands of sh() need the folder of the binaries by a path from the root on. */
Test(limits, of_a_path_are_told)
{
	const char *build = getenv("BUILD");
	char *absolute = realpath(build && *build ? build : "build", NULL);
	char *folder = sample_project(right, expect);
	struct ran ran;

	setenv("BUILD", absolute, 1);
	ran = check_in_long_path(folder, 3580);
	cr_expect_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	ran_free(&ran);
	ran = check_in_long_path(folder, 3620);
	cr_expect_eq(ran.status, 2, "exit %d: %s%s", ran.status, ran.out, ran.err);
	cr_expect(has(ran.err, "The path of this folder is too long"), "%s", ran.err);
	ran_free(&ran);
	temp_drop(folder);
	free(absolute);
}

/* --- a file of another machine -------------------------------------------------------- */

/* It begins as an ELF file does, and goes on as a script that a shell would execute. */
#define FOREIGN "printf '\\177ELF\\001\\001\\001\\000\\ntouch owned\\n' >%s; chmod 755 %s"

Test(limits, a_file_that_the_kernel_cannot_execute_is_not_handed_to_a_shell)
{
	char *folder = sample_project(right, expect);
	struct ran ran = sh("cd '%s' && " FOREIGN " && $VMLAB observe --root . ./foreign",
		folder, "foreign", "foreign");

	cr_expect_eq(ran.status, 2, "exit %d: %s%s", ran.status, ran.out, ran.err);
	cr_expect(has(ran.err, "Exec format error"), "%s", ran.err);
	ran_free(&ran);
	put_file(folder, "compiler",
		"#!/bin/sh\nwhile [ \"$1\" != -o ]; do shift; done\n" FOREIGN "\n",
		"\"$2\"", "\"$2\"");
	ran = sh("cd '%s' && chmod 755 compiler && CC=./compiler $VMLAB check --root .",
		folder);
	cr_expect_eq(ran.status, 99, "exit %d: %s%s", ran.status, ran.out, ran.err);
	cr_expect(has(ran.out, "Exec format error"), "%s", ran.out);
	ran_free(&ran);
	ran = sh("find '%s' -name owned", folder);
	cr_expect_str_eq(ran.out, "");
	ran_free(&ran);
	temp_drop(folder);
}

/* --- building the harness ------------------------------------------------------------- */

/* Two makes at once each make the file, and neither sees half of the other's. */
Test(limits, a_file_of_the_build_takes_its_place_whole)
{
	char *folder = temp_make();
	struct ran ran =
		sh("PATH=\"$PWD/scripts:$PATH\"; cd '%s' && echo old >out.o && "
		   "whole out.o sh -c 'echo half >\"$1\"; cat out.o; echo new >\"$1\"; "
		   "echo rule >\"$1.d\"' sh @ && cat out.o out.d; "
		   "whole out.o sh -c 'echo half >\"$1\"; exit 3' sh @; "
		   "echo $?; cat out.o; ls",
			folder);

	cr_expect_str_eq(ran.out, "old\nnew\nrule\n3\nnew\nout.d\nout.o\n", "%s%s", ran.out,
		ran.err);
	ran_free(&ran);
	ran = sh("make -n -B engine 2>&1 | grep -e ' -o ' | grep -v -e ' -o @ '");
	cr_expect_str_eq(ran.out, "", "made in its place: %s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* --- the harness's own memory ------------------------------------------------------------ */

/*
 * The most memory, in KiB, that this test's processes have had at a time: it never becomes less,
 * so what needs most is asked for last.
 */
static long memory_with(const char *labs)
{
	struct ran ran = sh("$VMLAB check %s", labs);
	struct rusage usage;

	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	cr_assert_eq(getrusage(RUSAGE_CHILDREN, &usage), 0);
	ran_free(&ran);
	return usage.ru_maxrss;
}

/* Each lab has memory of its own, and what begins a process copies the tables of all of it. */
Test(limits, many_labs_take_hardly_more_memory_than_the_largest)
{
	long alone = memory_with("3");
	long together = memory_with("3 4 6 7 8 9 10 13 14");

	cr_expect_lt(together * 10, alone * 13, "%ld KiB and %ld KiB", together, alone);
}
