/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "help.h"

/*
 * scripts/setup on machines that lack something. Each is a folder: a copy of the script, a bin
 * with the few commands that there are, and the system's files that it asks. apt-get is a
 * script that notes how it was called and "installs" the commands that the test names.
 */

static const char apt_get[] =
	"#!/bin/sh\n"
	"echo \"$*\" >>\"$FOLDER/called\"\n"
	"[ -z \"$CUT_OFF\" ] || { echo \"Temporary failure resolving 'deb.debian.org'\"; "
	"exit 100; }\n"
	"echo 'Get:1 x InRelease'\n"
	"for package; do\n"
	"  case \" $SUPPLY \" in *\" $package \"*) : >\"$FOLDER/bin/$package\";\n"
	"    chmod +x \"$FOLDER/bin/$package\" ;; esac\n"
	"done\n";

/* A machine of the superuser with a compiler and the headers, without strace, perf, readelf. */
static char *bare_machine(const char *os_release)
{
	char *folder = temp_make();
	struct ran ran =
		sh("cd '%s' && mkdir -p scripts bin etc var/lib/apt/lists && "
		   "cp \"$OLDPWD\"/scripts/setup \"$OLDPWD\"/scripts/language scripts/ && "
		   "for tool in sh cat dirname sort tr grep rm mkdir wc mktemp ls tail "
		   "env chmod; do ln -s \"$(command -v $tool)\" bin/ || exit; done && "
		   ": >bin/cc && echo 'echo 0' >bin/id && touch bin/apt-get && "
		   "chmod +x bin/cc bin/id bin/apt-get",
			folder);

	cr_assert_eq(ran.status, 0, "%s", ran.err);
	ran_free(&ran);
	put_file(folder, "etc/os-release", "%s", os_release);
	put_file(folder, "bin/apt-get", "%s", apt_get);
	return folder;
}

/* scripts/setup on that machine, with these variables and arguments. */
static struct ran set_up(const char *folder, const char *variables, const char *arguments)
{
	return sh("cd '%s' && env -i PATH='%s/bin' FOLDER='%s' SYSTEM='%s' %s "
		  "scripts/setup %s",
		folder, folder, folder, folder, variables, arguments);
}

static int calls_of_apt(const char *folder)
{
	struct ran ran = sh("cat '%s/called' 2>/dev/null | wc -l", folder);
	int calls = atoi(ran.out);

	ran_free(&ran);
	return calls;
}

static const char debian[] = "NAME=\"Debian GNU/Linux\"\nID=debian\n";
static const char ubuntu[] = "NAME=Ubuntu\nID=ubuntu\nID_LIKE=debian\n";
static const char mint[] = "NAME=\"Linux Mint\"\nID=linuxmint\nID_LIKE=\"ubuntu debian\"\n";

Test(setup, names_the_packages_of_the_system_and_fetches_empty_lists)
{
	static const struct {
		const char *os_release, *perf, *other;
	} systems[] = {
		{debian, "linux-perf", "linux-tools"},
		{ubuntu, "linux-tools-generic", "linux-perf"},
		{mint, "linux-tools-generic", "linux-perf"},
	};

	for (size_t i = 0; i < sizeof systems / sizeof *systems; i++) {
		char *folder = bare_machine(systems[i].os_release);
		struct ran ran = set_up(folder, "SETUP=no", "labs");

		cr_expect(has(ran.err, systems[i].perf), "%s", ran.err);
		cr_expect(!has(ran.err, systems[i].other), "%s", ran.err);
		cr_expect(has(ran.err, "sudo apt-get update && sudo apt-get install -y"),
			"%s", ran.err);
		cr_expect_eq(calls_of_apt(folder), 0, "nothing may be installed");
		ran_free(&ran);
		temp_drop(folder);
	}
}

Test(setup, with_lists_of_packages_prints_one_command)
{
	char *folder = bare_machine(debian);
	struct ran ran;

	put_file(folder, "var/lib/apt/lists/x_main_binary-amd64_Packages", "Package: x\n");
	ran = set_up(folder, "SETUP=no", "labs");
	cr_expect(has(ran.err, "Install with: sudo apt-get install -y"), "%s", ran.err);
	cr_expect_eq(ran.status, 0, "without strace labs can be run: %d", ran.status);
	ran_free(&ran);
	temp_drop(folder);
}

Test(setup, installs_and_then_says_nothing)
{
	char *folder = bare_machine(debian);
	struct ran ran =
		set_up(folder, "SUPPLY='strace perf linux-perf binutils readelf'", "labs");

	cr_expect(has(ran.err, "Installing what is missing"), "%s", ran.err);
	cr_expect(has(ran.err, "1 of 3  binutils"), "%s", ran.err);
	cr_expect(has(ran.err, "3 of 3  strace"), "%s", ran.err);
	cr_expect(has(ran.err, "This could not be had: perf binutils."),
		"the packages brought no such command: %s", ran.err);
	ran_free(&ran);
	ran = set_up(folder, "", "labs");
	cr_expect_str_empty(ran.err);
	ran_free(&ran);
	temp_drop(folder);
}

/* Debian 11 has a package of perf without a command of that name. */
Test(setup, tries_what_could_not_be_had_again_only_when_asked)
{
	char *folder = bare_machine(debian);
	struct ran first = set_up(folder, "SUPPLY=strace", "labs");
	int calls = calls_of_apt(folder);
	struct ran second = set_up(folder, "", "labs");
	int later = calls_of_apt(folder);
	struct ran again = set_up(folder, "", "--again labs");

	cr_expect(has(first.err, "make setup tries again"), "%s", first.err);
	cr_expect_eq(calls, 4, "update, and three packages: %d", calls);
	cr_expect_str_empty(second.err);
	cr_expect_eq(later, calls, "apt-get is called again");
	cr_expect_eq(calls_of_apt(folder), calls + 3, "update, and two packages");
	cr_expect(has(again.err, "2 of 2  linux-perf"), "%s", again.err);
	ran_free(&first);
	ran_free(&second);
	ran_free(&again);
	temp_drop(folder);
}

Test(setup, says_in_one_sentence_that_there_is_no_network)
{
	char *folder = bare_machine(debian);
	struct ran ran = set_up(folder, "CUT_OFF=yes", "labs");

	cr_expect(has(ran.err, "There is no network here"), "%s", ran.err);
	cr_expect(!has(ran.err, "Temporary failure"), "%s", ran.err);
	cr_expect_eq(calls_of_apt(folder), 1, "nothing is tried behind the first failure");
	ran_free(&ran);
	ran = set_up(folder, "CUT_OFF=yes", "labs");
	cr_expect_str_empty(ran.err);
	cr_expect_eq(calls_of_apt(folder), 1, "nor by the next command");
	ran_free(&ran);
	temp_drop(folder);
}

Test(setup, without_a_compiler_ends_each_time_and_says_why)
{
	char *folder = bare_machine(debian);
	struct ran ran = sh("rm '%s/bin/cc'", folder);

	ran_free(&ran);
	for (int i = 0; i < 2; i++) {
		ran = set_up(folder, "CUT_OFF=yes", "labs");
		cr_expect_eq(ran.status, 2, "%d", ran.status);
		cr_expect(has(ran.err, "Without a C compiler nothing can be built"), "%s",
			ran.err);
		ran_free(&ran);
	}
	cr_expect_eq(calls_of_apt(folder), 1);
	temp_drop(folder);
}

/* Python and some runners of tests start programs with SIGPIPE ignored. */
Test(setup, is_silent_about_broken_pipes)
{
	char *folder = bare_machine(debian);
	struct ran ran = sh("rm '%s/bin/cc'; trap '' PIPE; cd '%s'; i=0; "
			    "while [ $i -lt 20 ]; do i=$((i + 1)); "
			    "env -i PATH='%s/bin' SETUP=no scripts/setup labs test; done",
		folder, folder, folder);

	cr_expect(!has(ran.err, "I/O error"), "%s", ran.err);
	cr_expect(has(ran.err, "Missing here:"), "%s", ran.err);
	ran_free(&ran);
	temp_drop(folder);
}

Test(setup, speaks_chinese_where_that_is_chosen)
{
	char *folder = bare_machine(debian);
	struct ran ran = set_up(folder, "SETUP=no VMLAB_LANG=zh", "labs");

	cr_expect(has(ran.err, "安装命令："), "%s", ran.err);
	ran_free(&ran);
	temp_drop(folder);
}

/* scripts/setup of an ordinary user's checkout, after the superuser has done this in it. */
static struct ran set_up_after(const char *deed)
{
	char *folder = bare_machine(debian);
	struct ran ran = sh("cd '%s' && chmod 755 . && chown 65534 . && %s && "
			    "as=\"$(command -v setpriv) --reuid=65534 --clear-groups\" && "
			    "exec env -i PATH='%s/bin' SETUP=no $as scripts/setup labs",
		folder, deed, folder);

	temp_drop(folder);
	return ran;
}

Test(setup, says_what_makes_a_folder_writable)
{
	static const struct {
		const char *deed, *remedy;
	} cases[] = {
		{"mkdir build", "sudo chown -R \"$(id -un)\" build\n"},
		{"mkdir -m 777 build && mkdir build/runs",
			"sudo chown -R \"$(id -un)\" build/runs\n"},
		{"mkdir -m 777 build && mkdir my", "sudo chown -R \"$(id -un)\" my\n"},
		{"mkdir -m 555 build && chown 65534 build", "chmod -R u+w build\n"},
		{"chown 0 .", "Copy the project to a folder of your own"},
	};
	struct ran ran;

	if (geteuid() != 0)
		cr_skip_test("only the superuser can make the folders of two users");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		ran = set_up_after(cases[i].deed);
		cr_expect_eq(ran.status, 2, "%s: %d", cases[i].deed, ran.status);
		cr_expect(has(ran.err, cases[i].remedy), "%s: %s", cases[i].deed, ran.err);
		ran_free(&ran);
	}
	ran = set_up_after("mkdir -m 777 build my build/runs");
	cr_expect_eq(ran.status, 0, "%d: %s", ran.status, ran.err);
	cr_expect(has(ran.err, "Missing here:"), "%s", ran.err);
	ran_free(&ran);
}

/* The compiler is asked for the headers once, and again when packages have come or gone. */
Test(setup, asks_again_only_when_something_has_changed)
{
	static const struct {
		const char *before, *variables;
		bool asks;
	} calls[] = {
		{"true", "", true},
		{"true", "", false},
		{"true", "OTHER=1", false},
		{"touch -d 2100-01-01 var/lib/dpkg/status", "", true},
		{"touch -d 2001-01-01 var/lib/dpkg/status", "", false},
		{"cp bin/cc bin/gcc", "CC=gcc", true},
		{"rm bin/strace", "CC=gcc", false},
	};
	char *folder = bare_machine(debian);
	struct ran ran = sh("cd '%s' && mkdir -p build var/lib/dpkg && "
			    "touch -d 2001-01-01 var/lib/dpkg/status && "
			    "for tool in strace perf readelf; do : >bin/$tool; done && "
			    "printf '#!/bin/sh\\n: >\"$FOLDER/asked\"\\n' >bin/cc && "
			    "chmod +x bin/*",
		folder);

	cr_assert_eq(ran.status, 0, "%s", ran.err);
	ran_free(&ran);
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
		ran = sh("cd '%s' && rm -f asked && %s", folder, calls[i].before);
		cr_assert_eq(ran.status, 0, "%s", ran.err);
		ran_free(&ran);
		ran = set_up(folder, calls[i].variables, "labs");
		cr_expect_eq(has(ran.err, "strace"), i == 6, "%zu: %s", i, ran.err);
		ran_free(&ran);
		ran = sh("test -e '%s/asked'", folder);
		cr_expect_eq(ran.status == 0, calls[i].asks, "call %zu", i);
		ran_free(&ran);
	}
	temp_drop(folder);
}
