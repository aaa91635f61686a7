/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "help.h"

#ifdef __x86_64__
#define IS_X86_64 true
#else
#define IS_X86_64 false
#endif

/*
 * Machines that lack something by nature, and not by a refusal: what labs 9 to 18 say there.
 * Each is made here out of this one, and the test holds the report to the sentence that the
 * machine deserves and to no FAIL.
 */

/* A project of its own with one lab and the binaries, which any user may write to. */
static char *lab_project(const char *lab)
{
	char *folder = temp_make();
	struct ran ran = sh("cp -r --parents labs/%s-* expected/%s-* '%s' && "
			    "cp \"$VMLAB\" \"$VMLAB-shim\" \"$VMLAB-malloc.so\" '%s' && "
			    "chmod -R a+rwX '%s'",
		lab, lab, folder, folder, folder);

	cr_assert_eq(ran.status, 0, "%s", ran.err);
	ran_free(&ran);
	return folder;
}

/* What is put before a command that an ordinary user runs, who is not nobody either. */
static const char *as_ordinary_user(void)
{
	return geteuid() == 0 ? "setpriv --reuid=12345 --regid=12345 --clear-groups" : "";
}

static void passes_and_says(struct ran *ran, const char *reason, const char *remedy)
{
	unwrapped(ran->out);
	cr_expect_eq(
		ran->status, 0, "exit status %d: %s%s", ran->status, ran->out, ran->err);
	cr_expect(has(ran->out, "1 passed, 0 failed, 0 skipped"), "%s", ran->out);
	cr_expect(has(ran->out, "not shown here"), "%s", ran->out);
	cr_expect(has(ran->out, reason), "`%s` is missing: %s", reason, ran->out);
	cr_expect(has(ran->out, remedy), "`%s` is missing: %s", remedy, ran->out);
	ran_free(ran);
}

/* A signal to process -1 would go to every process of the user; the shell outlives this. */
Test(machines, that_allow_no_more_processes_say_so)
{
	char *folder;
	struct ran ran;

	if (geteuid() != 0)
		cr_skip("root asks for it as a user who has no other processes");
	folder = lab_project("02");
	ran = sh("cd '%s' && setpriv --reuid=12345 --regid=12345 --clear-groups "
		 "sh -c 'prlimit --nproc=2 ./vmlab doctor; echo outlived' 2>&1",
		folder);
	unwrapped(ran.out);
	cr_expect(has(ran.out, "No process can be begun here"), "%s", ran.out);
	cr_expect(has(ran.out, "outlived"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* What the kernel says of a process has a line for its groups, before what is asked for. */
Test(machines, with_a_user_of_very_many_groups_judge_alike)
{
	char *folder;
	struct ran ran;

	if (geteuid() != 0)
		cr_skip("only root gives a process groups");
	folder = lab_project("05");
	ran = sh("cd '%s' && groups=$(seq -s , 1000000 1006000) && setpriv --reuid=12345 "
		 "--regid=12345 --groups=\"$groups\" ./vmlab check",
		folder);
	cr_expect_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	cr_expect(has(ran.out, "1 passed, 0 failed, 0 skipped"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(machines, that_hide_the_frames_of_pages_say_so)
{
	char *folder = lab_project("14");
	struct ran ran = sh("cd '%s' && %s ./vmlab check", folder, as_ordinary_user());

	passes_and_says(&ran, "does not show you which physical frames the pages are in",
		"Run the check as root");
	temp_drop(folder);
}

/*
 * Where no counter is allowed, the lab is the shim's child and is hidden as the shim is until its
 * execve(2), which may take its time.
 */
Test(machines, where_a_program_begins_late_wait_for_it)
{
	char *folder = lab_project("09");
	char *hesitate = tool_make("hesitate");
	char *refuse = refuse_make();
	struct ran ran = sh("cd '%s' && " REFUSE "perf_event_open=EPERM -- %s "
			    "'%s/hesitate' 40 vmlab-shim -- ./vmlab check",
		folder, refuse, as_ordinary_user(), hesitate);
	bool asks = !has(ran.err, "hesitate: ");

	if (asks)
		cr_expect(has(ran.out, "1 passed, 0 failed, 0 skipped"), "%s%s", ran.out,
			ran.err);
	ran_free(&ran);
	temp_drop(refuse);
	temp_drop(hesitate);
	temp_drop(folder);
	if (!asks)
		cr_skip_test("this kernel asks nobody before a call: seccomp_unotify(2)");
}

Test(machines, without_another_user_say_so)
{
	char *folder = lab_project("15");
	struct ran ran = sh("cd '%s' && %s ./vmlab check", folder, as_ordinary_user());

	passes_and_says(
		&ran, "you cannot become that user here", "Run the command as root");
	temp_drop(folder);
}

/* A folder of the programs that the labs run, without gdb. */
Test(machines, without_gdb_lose_its_checks_only)
{
	static const char *const labs[] = {"12", "16"};

	for (size_t i = 0; i < sizeof labs / sizeof *labs; i++) {
		char *folder = lab_project(labs[i]);
		struct ran ran = sh(
			"cd '%s' && mkdir bin && for tool in cc gcc as ld sh bash cat "
			"strace nm "
			"objdump readelf ldd; do ln -s \"$(command -v $tool)\" bin/; done; "
			"PATH='%s/bin' ./vmlab check",
			folder, folder);

		passes_and_says(&ran, "gdb is not installed", "sudo apt-get install gdb");
		temp_drop(folder);
	}
}

/* A chroot, for one, or an ordinary user has no mount namespace of its own. */
static bool skipped_without_namespace(struct ran *ran)
{
	if (!has(ran->err, "unshare: ") && !has(ran->err, "mount: "))
		return false;
	cr_skip("no mount namespace can be made here: %s", ran->err);
	ran_free(ran);
	return true;
}

/* In a mount namespace of its own the kernel's setting is another file. */
Test(machines, that_force_huge_pages_say_so)
{
	char *folder = lab_project("03");
	char *refuse = refuse_make();
	struct ran ran =
		sh("echo '[always] madvise never' >'%s/enabled'; cd '%s'; "
		   "unshare -m sh -c \"mount --bind enabled "
		   "/sys/kernel/mm/transparent_hugepage/enabled && exec '%s/refuse' "
		   "thp=EPERM -- ./vmlab check\"",
			folder, folder, refuse);

	if (!skipped_without_namespace(&ran))
		passes_and_says(&ran, "uses huge pages always", "echo madvise >");
	temp_drop(refuse);
	temp_drop(folder);
}

/* vmlab and scripts/setup on a file system that can only be read: chown would not help. */
Test(machines, where_nothing_can_be_written_say_so)
{
	static const char *const commands[] = {
		"./vmlab check", "mkdir -p build && scripts/setup labs"};

	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		char *folder = lab_project("03");
		struct ran ran = sh("cp -r scripts '%s' && mkdir '%s/build' && cd '%s' && "
				    "unshare -m sh -c 'mount --bind . . && "
				    "mount -o remount,bind,ro . && cd \"$PWD\" && %s'",
			folder, folder, folder, commands[i]);

		if (!skipped_without_namespace(&ran)) {
			cr_expect_neq(ran.status, 0, "%s", commands[i]);
			cr_expect(has(ran.err, "file system that can only be read"), "%s",
				ran.err);
			cr_expect(!has(ran.err, "chown"), "%s", ran.err);
			ran_free(&ran);
		}
		temp_drop(folder);
	}
}

/* The same file may say that there are none; a run that asks for them gets none. */
Test(machines, without_huge_pages_leave_out_what_they_would_show)
{
	char *folder = lab_project("03");
	struct ran ran = sh("echo 'always madvise [never]' >'%s/enabled'; cd '%s'; "
			    "unshare -m sh -c \"mount --bind enabled "
			    "/sys/kernel/mm/transparent_hugepage/enabled && "
			    "exec ./vmlab check --format json --texts\"",
		folder, folder);

	if (!skipped_without_namespace(&ran)) {
		cr_expect_eq(ran.status, 0, "%d: %s%s", ran.status, ran.out, ran.err);
		cr_expect(has(ran.out, "\"thp\": 0"), "%s", ran.out);
		cr_expect_not(has(ran.out, "AnonHugePages"), "%s", ran.out);
		ran_free(&ran);
	}
	temp_drop(folder);
}

/* Each run has a personality of its own, so the caller's must not decide what is expected. */
Test(machines, take_no_personality_from_the_caller)
{
	static const char *const flags[] = {
		"-L", "-R", "-B", "-Z", "linux32", "--uname-2.6"};
	char *folder = lab_project("14");

	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
		struct ran ran =
			sh("cd '%s' && setarch %s ./vmlab check", folder, flags[i]);

		if (!has(ran.err, "setarch:"))
			cr_expect_eq(ran.status, 0, "setarch %s: %s%s", flags[i], ran.out,
				ran.err);
		ran_free(&ran);
	}
	temp_drop(folder);
}

/* --- the shared page of zeros ---------------------------------------------------------- */

static bool has_shared_zeros(const char *folder)
{
	struct ran ran = sh("cd '%s' && ./vmlab check --format json --texts", folder);
	bool shared = has(ran.out, "\"shared_zeros\": 1");

	cr_assert(shared || has(ran.out, "\"shared_zeros\": 0"), "%s%s", ran.out, ran.err);
	ran_free(&ran);
	return shared;
}

static void passes_lab_3(const char *folder, const char *preload, const char *sentence)
{
	struct ran ran =
		sh("cd '%s' && ASAN_OPTIONS=\"$ASAN_OPTIONS:verify_asan_link_order=0\" "
		   "LD_PRELOAD=%s ./vmlab check --format json --texts",
			folder, preload);

	cr_expect_eq(ran.status, 0, "%d: %s%s", ran.status, ran.out, ran.err);
	cr_expect(has(ran.out, sentence), "`%s` is missing: %s", sentence, ran.out);
	ran_free(&ran);
}

/* Where reading brings a page of its own, it does what a write of zero does here. */
static void read_by_writing(const char *folder)
{
	struct ran ran =
		sh("cd '%s/labs/03-page-fault-counting' && "
		   "sed -i 's/(void)memory\\[\\(.*\\)\\];/memory[\\1] = 0;/' *.c && "
		   "test \"$(grep -l 'memory.*\\] = 0;' *.c | wc -l)\" = 2",
			folder);

	cr_assert_eq(ran.status, 0, "no read was found: %s%s", ran.out, ran.err);
	ran_free(&ran);
}

Test(machines, without_a_shared_page_of_zeros_pay_for_the_read)
{
	char *folder = lab_project("03");
	struct ran ran = sh("cc -shared -fPIC -D_GNU_SOURCE -o '%s/own_zeros.so' "
			    "common/tests/tools/own_zeros.c -ldl",
		folder);

	cr_assert_eq(ran.status, 0, "%s", ran.err);
	ran_free(&ran);
	read_by_writing(folder);
	passes_lab_3(folder, "./own_zeros.so", "This kernel has no shared page of zeros");
	temp_drop(folder);
}

Test(machines, with_a_shared_page_of_zeros_pay_for_the_write_again)
{
	char *folder = lab_project("03");

	if (!has_shared_zeros(folder))
		cr_skip("this kernel has no shared page of zeros");
	passes_lab_3(folder, "", "Reading brings none of the 10000 pages into memory");
	temp_drop(folder);
}

/* What the probe says is held to: a lab that reads and a machine that differ must not pass. */
Test(machines, that_are_told_wrong_about_zeros_fail)
{
	char *folder = lab_project("03");
	struct ran ran;

	if (!has_shared_zeros(folder))
		cr_skip("this kernel has no shared page of zeros");
	read_by_writing(folder);
	ran = sh("cd '%s' && ./vmlab check", folder);
	cr_expect_eq(ran.status, 1, "%d: %s%s", ran.status, ran.out, ran.err);
	ran_free(&ran);
	temp_drop(folder);
}

/* --- the page of vsyscalls ------------------------------------------------------------ */

/*
 * The maps are shown without the page, and the program that would jump there reads there:
 * where the page is for execution only, that ends as a jump does where no page is. The one
 * that takes its time looks for it in vain.
 */
Test(machines, without_a_vsyscall_page_let_its_callers_die)
{
	char *folder = lab_project("17");
	struct ran ran = sh("grep -q 'r-xp.*vsyscall' /proc/self/maps");

	if (ran.status == 0 || !IS_X86_64)
		cr_skip("here the page can be read, or never was");
	ran_free(&ran);
	ran = sh("cd '%s' && cc -shared -fPIC -D_GNU_SOURCE -o hide.so "
		 "\"$OLDPWD/common/tests/tools/hide.c\" -ldl && "
		 "sed -i 's/ask(NULL)/(long)*(const volatile char *)ask/' "
		 "labs/17-*/vsyscall.c && "
		 "sed -i 's/\"\\[vsyscall]\"/\"no such line\"/' labs/17-*/how_long.c && "
		 "ASAN_OPTIONS=\"$ASAN_OPTIONS:verify_asan_link_order=0\" "
		 "LD_PRELOAD=./hide.so "
		 "./vmlab check --format json --texts",
		folder);
	cr_expect_eq(ran.status, 0, "%d: %s%s", ran.status, ran.out, ran.err);
	cr_expect(has(ran.out, "This kernel has no [vsyscall] page."), "%s", ran.out);
	cr_expect(has(ran.out, "killed by SIGSEGV."), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}
