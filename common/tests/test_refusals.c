/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <errno.h>
#include <jansson.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../base/said.h"
#include "../host/refusal.h"
#include "help.h"

/* What a container refuses costs the checks that need it and nothing else. */

static const struct {
	const char *refused; /* the arguments of tools/refuse */
	const char *reason;  /* what the report must give, NULL: nothing is missing */
	const char *remedy;
} refusals[] = {
	{"ptrace=EPERM", "ptrace is refused", "--cap-add SYS_PTRACE"},
	{"ptrace=ENOSYS", "has no ptrace", "an image made for"},
	{"perf_event_open=EPERM", "perf_event_open is refused", "--cap-add PERFMON"},
	{"perf_event_open=ENOSYS", "has no perf_event_open", "seccomp=unconfined"},
	{"personality=EPERM", "personality is refused", "seccomp=unconfined"},
	{"personality=ENOSYS", "personality is refused", "seccomp=unconfined"},
	{"clone3=ENOSYS", NULL, NULL},
	{"terminal=EPERM", "no pseudo-terminal", "mount -t devpts"},
	{"ptrace=EPERM perf_event_open=EPERM personality=EPERM clone3=ENOSYS",
		"personality is refused", "--cap-add SYS_PTRACE"},
};

/* How many checks have this status. */
static int count_status(json_t *root, const char *status)
{
	json_t *labs = json_object_get(root, "labs");
	int count = 0;
	size_t i;
	size_t j;
	json_t *lab;
	json_t *check;

	json_array_foreach(labs, i, lab)
		json_array_foreach(json_object_get(lab, "checks"), j, check) count +=
		strcmp(json_string_value(json_object_get(check, "status")), status) == 0;
	return count;
}

static void check_counts(const char *refused, const char *json, bool missing)
{
	json_error_t error;
	json_t *root = json_loads(json, 0, &error);

	cr_assert(root, "%s: %s in %s", refused, error.text, json);
	cr_assert_eq(count_status(root, "FAIL"), 0, "%s: a FAIL", refused);
	cr_assert_eq(count_status(root, "error"), 0, "%s: an error", refused);
	cr_assert_eq(count_status(root, "skip"), 0, "%s: a skip", refused);
	cr_assert_eq(count_status(root, "env") > 0, missing, "%s: %d env", refused,
		count_status(root, "env"));
	json_decref(root);
}

static void stays_fair(const char *refuse, size_t i)
{
	const char *refused = refusals[i].refused;
	struct ran ran =
		sh(REFUSE "%s -- $VMLAB check --format json --texts", refuse, refused);

	cr_assert_eq(
		ran.status, 0, "%s: exit %d\n%s%s", refused, ran.status, ran.out, ran.err);
	check_counts(refused, ran.out, refusals[i].reason != NULL);
	if (refusals[i].reason)
		cr_assert(has(ran.out, refusals[i].reason) &&
				has(ran.out, refusals[i].remedy),
			"%s: %s", refused, ran.out);
	ran_free(&ran);
}

Test(refusals, of_a_container_cost_single_checks)
{
	char *refuse = refuse_make();

	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
		stays_fair(refuse, i);
	temp_drop(refuse);
}

/* A folder bin of the programs that a compiler needs, without strace and perf. */
static void put_poor_bin(const char *folder)
{
	struct ran ran = sh("mkdir '%s/bin' && for tool in cc gcc as ld sh rm; do "
			    "ln -s \"$(command -v $tool)\" '%s/bin/'; done",
		folder, folder);

	cr_assert_eq(ran.status, 0, "%s", ran.err);
	ran_free(&ran);
}

Test(refusals, a_missing_strace_or_perf_is_named_with_its_remedy)
{
	char *folder = temp_make();
	struct ran ran;

	put_poor_bin(folder);
	ran = sh("PATH='%s/bin' $VMLAB check", folder);
	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	cr_assert(has(ran.out, "strace is not installed"), "%s", ran.out);
	cr_assert(has(ran.out, "The perf command is not installed"), "%s", ran.out);
	cr_assert(has(ran.out, "make setup"), "%s", ran.out);
	cr_assert(all_passed(ran.out), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* On a busy machine strace may have given up before the harness goes on. */
Test(refusals, are_understood_however_late_the_harness_is)
{
	static const char *const lacking[] = {
		"\"$1/refuse\" ptrace=EPERM --", "env PATH=\"$1/bin\""};
	char *refuse = refuse_make();
	struct ran ran = sh("cc -shared -fPIC -D_GNU_SOURCE -o '%s/late.so' "
			    "common/tests/tools/late_writes.c -ldl",
		refuse);

	cr_assert_eq(ran.status, 0, "%s", ran.err);
	ran_free(&ran);
	put_poor_bin(refuse);
	for (size_t i = 0; i < sizeof lacking / sizeof *lacking; i++) {
		ran = sh("set -- '%s'; export ASAN_OPTIONS=\"$ASAN_OPTIONS:"
			 "verify_asan_link_order=0:detect_leaks=0\"; "
			 "LD_PRELOAD=\"$1/late.so\" %s \"$VMLAB\" check 1",
			refuse, lacking[i]);
		cr_expect_eq(ran.status, 0, "%s: %d\n%s%s", lacking[i], ran.status, ran.out,
			ran.err);
		cr_expect(has(ran.out, "1 passed, 0 failed"), "%s", ran.out);
		cr_expect(has(ran.out, "not shown here"), "%s", ran.out);
		ran_free(&ran);
	}
	temp_drop(refuse);
}

/* tcc defines the macro; a folder with another stdlib.h stands for another C library. */
Test(refusals, a_compiler_that_is_not_supported_judges_nothing)
{
	static const struct {
		const char *flag;
		const char *sentence;
	} compilers[] = {
		{"-D__TINYC__", "which is tcc"},
		{"-I$1", "whose C library is not glibc"},
	};
	static const char *const commands[] = {"\"$VMLAB\" check 1", "\"$VMLAB\" run 1",
		"\"$VMLAB\" claims A11", "SETUP=no scripts/setup labs"};
	char *folder = temp_make();

	put_file(folder, "stdlib.h", "%s", "");
	for (size_t i = 0; i < sizeof compilers / sizeof *compilers; i++)
		for (size_t j = 0; j < sizeof commands / sizeof *commands; j++) {
			struct ran ran = sh("set -- '%s'; export CC=\"cc %s\"; %s", folder,
				compilers[i].flag, commands[j]);

			cr_expect_eq(ran.status, 2, "%s: %d", commands[j], ran.status);
			cr_expect_str_eq(ran.out, "", "%s: %s", commands[j], ran.out);
			cr_expect(has(ran.err, compilers[i].sentence), "%s: %s",
				commands[j], ran.err);
			ran_free(&ran);
		}
	temp_drop(folder);
}

/* It has a path with a blank, and more words than fit on a line of eight. */
Test(refusals, a_compiler_is_all_the_words_that_name_it)
{
	char *folder = temp_make();
	struct ran ran;

	put_file(folder, "mine.c", "%s",
		"#ifndef LAST\n#error the last word is missing\n#endif\n"
		"int main(void)\n{\n\treturn 0;\n}\n");
	ran = sh("cd '%s' && mkdir 'a b' && ln -s \"$(command -v cc)\" 'a b/cc' && "
		 "export CC=\"'$PWD/a b/cc' -DA1 -DA2 -DA3 -DA4 -DA5 -DA6 -DA7 -DA8 "
		 "-DLAST\" && "
		 "\"$VMLAB\" observe mine.c",
		folder);
	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	ran_free(&ran);
	temp_drop(folder);
}

Test(refusals, a_variable_that_names_no_compiler_is_refused)
{
	static const struct {
		const char *command;
		const char *sentence;
	} calls[] = {
		{"CC=' ' \"$VMLAB\" check 1", "CC is set, but has only blanks"},
		{"CC=' ' \"$VMLAB\" observe mine.c", "CC is set, but has only blanks"},
		{"CXX=' ' \"$VMLAB\" observe mine.cpp", "CXX is set, but has only blanks"},
	};
	char *folder = temp_make();

	put_file(folder, "mine.c", "%s", "int main(void) { return 0; }\n");
	put_file(folder, "mine.cpp", "%s", "int main(void) { return 0; }\n");
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
		struct ran ran = sh("cd '%s' && %s", folder, calls[i].command);

		cr_expect_eq(ran.status, 2, "%s: %d", calls[i].command, ran.status);
		cr_expect(has(ran.err, calls[i].sentence), "%s: %s", calls[i].command,
			ran.err);
		ran_free(&ran);
	}
	temp_drop(folder);
}

/* As on vfat, or in a folder that a virtual machine shares. */
Test(refusals, a_file_system_without_modes_has_folders_all_the_same)
{
	char *refuse = refuse_make();
	char *folder = sample_project(
		"int main(void) { return 0; }\n", "lab T\nrun sample\nexit: 0\n");
	struct ran ran =
		sh(REFUSE "chmod=EPERM -- \"$VMLAB\" my 1 --root '%s'", refuse, folder);

	cr_expect_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	ran_free(&ran);
	ran = sh("rm -r '%s/my'; " REFUSE "chmod=ENOSYS -- \"$VMLAB\" my 1 --root '%s'",
		folder, refuse, folder);
	cr_expect(has(ran.err, "Function not implemented"), "%s", ran.err);
	ran_free(&ran);
	temp_drop(folder);
	temp_drop(refuse);
}

Test(refusals, the_doctor_names_what_is_missing)
{
	char *refuse = refuse_make();
	struct ran ran = sh(REFUSE "ptrace=EPERM perf_event_open=EPERM "
				   "personality=EPERM terminal=EPERM -- $VMLAB doctor",
		refuse);

	cr_assert_eq(ran.status, 0);
	cr_assert(has(ran.out, "[env ] strace"), "%s", ran.out);
	cr_assert(has(ran.out, "[env ] counter"), "%s", ran.out);
	cr_assert(has(ran.out, "[env ] perf stat"), "%s", ran.out);
	cr_assert(has(ran.out, "[env ] personality"), "%s", ran.out);
	cr_assert(has(ran.out, "[env ] terminal"), "%s", ran.out);
	cr_assert(has(ran.out, "[ ok ] cc"), "%s", ran.out);
	ran_free(&ran);
	ran = sh("CC='cc -D__TINYC__' $VMLAB doctor");
	cr_assert(has(ran.out, "[env ] cc"), "%s", ran.out);
	cr_assert(has(unwrapped(ran.out), "tcc is not supported"), "%s", ran.out);
	ran_free(&ran);
	ran = sh("mkdir '%s/bin' && ln -s \"$(command -v cc)\" '%s/bin/' && "
		 "PATH='%s/bin' $VMLAB doctor",
		refuse, refuse, refuse);
	cr_assert(has(ran.out, "[env ] gdb"), "%s", ran.out);
	cr_assert(has(unwrapped(ran.out), "apt-get install gdb"), "%s", ran.out);
	ran_free(&ran);
	ran = sh("$VMLAB doctor");
	cr_assert(has(ran.out, "[ ok ] terminal"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(refuse);
}

Test(refusals, the_fallback_counter_is_named_as_the_witness)
{
	char *refuse = refuse_make();
	struct ran ran =
		sh(REFUSE "perf_event_open=EPERM -- $VMLAB check 3 --format json --texts",
			refuse);

	cr_assert(has(ran.out, "\"witness\": \"rusage\""), "%s", ran.out);
	ran_free(&ran);
	ran = sh("$VMLAB check 3 --format json");
	cr_assert(has(ran.out, "\"witness\": \"perf counter"), "%s", ran.out);
	cr_assert(has(ran.out, "\"witness\": \"perf stat"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(refuse);
}

Test(refusals, a_low_limit_of_the_stack_is_no_refusal)
{
	struct ran ran = sh("ulimit -s 1024; $VMLAB check");

	cr_assert(all_passed(ran.out), "%s%s", ran.out, ran.err);
	ran_free(&ran);
}

/* A name that is in no table would be told as something else that is refused. */
Test(refusals, of_no_name_are_a_mistake_of_ours, .signal = SIGABRT)
{
	refusal_of("nothing", EPERM);
}

Test(refusals, are_told_apart_by_their_error)
{
	const struct lack missing = refusal_of("counter", ENOSYS);
	const struct lack refused = refusal_of("counter", EACCES);

	cr_assert_str_eq(missing.what, "counter");
	cr_assert_str_eq(refused.what, "counter");
	cr_assert_eq(missing.reason, SAID(NO_COUNTER_SYSCALL));
	cr_assert_eq(refused.reason, SAID(NO_COUNTER));
	cr_assert_eq(refusal_of("user", 0).remedy, SAID(REMEDY_USER));
}
