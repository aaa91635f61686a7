/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "observing.h"

/* What `vmlab observe` leaves as it is by hand, unless it is asked for something else. */

static const char tells_its_environment[] = "extern char **environ;\n" MAIN(
	"for (char **at = environ; *at; at++)\n\tprintf(\"<%s>\\n\", *at);\n"
	"(void)argc; (void)argv;");

Test(observe_by_hand, the_caller_s_environment_is_handed_on)
{
	char *folder = observing_project(tells_its_environment);
	struct ran ran = sh("cd '%s' && env -i PATH=\"$PATH\" LC_MESSAGES=C 'ODD=a b=c' "
			    "\"$VMLAB\" observe --root . mine.c",
		folder);

	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	cr_assert(has(ran.out, "<ODD=a b=c>"), "%s", ran.out);
	cr_assert(
		has(ran.out, "<LC_MESSAGES=C>") && !has(ran.out, "LC_ALL"), "%s", ran.out);
	ran_free(&ran);
	ran = sh("cd '%s' && ODD=1 \"$VMLAB\" observe --root . --clean mine.c", folder);
	cr_assert(has(ran.out, "<LC_ALL=C>") && !has(ran.out, "<ODD=1>"), "%s", ran.out);
	cr_assert(has(ran.out, "(lines: 2)"), "PATH and LC_ALL: %s", ran.out);
	cr_assert(has(unwrapped(ran.out), "env -i PATH=\"$PATH\" LC_ALL=C stands before"),
		"%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(observe_by_hand, the_caller_s_limit_of_the_stack_stays)
{
	char *folder = observing_project(MAIN("struct rlimit stack;\n"
					      "getrlimit(RLIMIT_STACK, &stack);\n"
					      "printf(\"<%lu>\\n\", "
					      "(unsigned long)stack.rlim_cur >> 10);\n"
					      "return argc == 0 || !argv;"));
	struct ran ran = sh("cd '%s' && ulimit -s 4000 && $VMLAB observe --root . mine.c "
			    "&& $VMLAB observe --root . --stack 1M mine.c",
		folder);

	cr_assert(has(ran.out, "<4000>"), "%s%s", ran.out, ran.err);
	cr_assert(has(ran.out, "<1024>"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(observe_by_hand, make_s_own_variables_are_not_the_program_s)
{
	char *folder = temp_make();
	struct ran ran;

	put_file(folder, "mine.c", "%s",
		"#include <string.h>\nextern char **environ;\n" MAIN(
			"for (char **at = environ; *at; at++)\n"
			"\tif (strncmp(*at, \"M\", 1) == 0)\n\t\tprintf(\"<%s>\\n\", *at);"
			"(void)argc; (void)argv;"));
	ran = sh("unset BUILD; MINE=yes make observe FILE='%s/mine.c'", folder);
	cr_assert(has(ran.out, "<MINE=yes>"), "%s%s", ran.out, ran.err);
	cr_assert(!has(ran.out, "<MAKE"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* Is a huge page given to who asks for one with madvise(2)? */
static bool huge_pages_on_request(void)
{
	struct ran ran = sh("grep -c '\\[never\\]' "
			    "/sys/kernel/mm/transparent_hugepage/enabled");
	bool given = strcmp(ran.out, "0\n") == 0;

	ran_free(&ran);
	return given;
}

static long faults_of(const char *folder, const char *option)
{
	struct ran ran = sh("cd '%s' && $VMLAB observe --root . %s mine.c", folder, option);
	const char *told = strstr(ran.out, "The program took ");
	long faults = told ? atol(told + strlen("The program took ")) : -1;

	cr_assert_gt(faults, 0, "%s%s", ran.out, ran.err);
	cr_assert_eq(has(ran.out, "got no huge pages"), *option != '\0', "%s", ran.out);
	ran_free(&ran);
	return faults;
}

Test(observe_by_hand, huge_pages_are_given_to_who_asks_for_them)
{
	char *folder = observing_project(
		MAIN("char *room = mmap(NULL, 34 << 20, PROT_READ | PROT_WRITE,\n"
		     "\tMAP_PRIVATE | MAP_ANONYMOUS, -1, 0);\n"
		     "madvise(room, 34 << 20, MADV_HUGEPAGE);\n"
		     "memset(room, 1, 32 << 20);\n(void)argc; (void)argv;"));

	if (!huge_pages_on_request())
		cr_skip_test("this kernel gives no huge pages");
	cr_expect_lt(faults_of(folder, ""), 4000);
	cr_expect_gt(faults_of(folder, "--no-huge-pages"), 8000);
	temp_drop(folder);
}
