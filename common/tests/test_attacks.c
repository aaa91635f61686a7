/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "help.h"

/*
 * Theory of operation
 *
 * The programs in attacks/ reach for what judges them: the processes that observe them, the
 * evidence, the programs that are built. Each is put in the place of a lab's program, as a
 * person would do who wants a grade. It must be told as its failure, with a true sentence,
 * within the time limit; nothing of it may be alive afterwards; and the lab's own program
 * and a right one in its place must be judged right the next time.
 *
 * As whom the program runs makes a difference. Root runs it as another user, whom the kernel
 * keeps from nearly everything; with --same-user as root; and an ordinary user as himself.
 */

static const char program[] = "#include <unistd.h>\n"
			      "int main(void)\n{\n\talarm(4242);\n"
			      "\treturn write(1, \"ready\\n\", 6) != 6;\n}\n";

static const char helper[] =
	"#include <unistd.h>\n"
	"int main(void)\n{\n\treturn write(1, \"helped\\n\", 7) != 7;\n}\n";

/* The helper is compared with the sample, so it is not left out. */
static const char expect[] = "lab Attacked\n"
			     "build sample: sample.c\n"
			     "build helper: helper.c\n"
			     "run sample\n"
			     "run helper\n"
			     "stdout sample:\n"
			     "  ready\n"
			     "syscalls sample:\n"
			     "  ! sync(\n"
			     "  alarm(4242) = 0\n"
			     "exit sample: 0\n"
			     "stdout helper:\n"
			     "  helped\n"
			     "exit helper: 0\n"
			     "check 0 < $helper.faults < $sample.faults + 1M\n"
			     "elf sample:\n"
			     "  sym(main) > 0\n";

/* The sentences. */
#define UNTRACED "it started a process that strace is not told of"
#define IO_URING "it called io_uring_setup()"
#define DEBUGS   "by which a process takes hold of another one or writes into it"
#define REACHES  "for a process that observes it"
#define OPENS    "it opened the memory or the descriptors of a process that is not its own"
#define OPENED   "something opened strace's log while it ran"
#define EVIDENCE "it put something into build/runs/01, where only the harness writes"
#define CHANGED  " was replaced or changed, which other runs rest on"
#define WRONG    "alarm(4242) = 0" /* as if it had not tried: it is no right program */

enum mode { OTHER_USER, SAME_USER, ORDINARY_USER, MODES };

static const char *const mode_names[MODES] = {"as another user", "as root", "as its user"};

struct attack {
	char name[40];
	char says[80];
	char says_other[80]; /* where the program runs as another user; "": the same */
};

static struct attack attacks[] = {
	{"forges_log", UNTRACED, ""},
	{"hidden_calls", UNTRACED, ""},
	{"hidden_child", UNTRACED, ""},
	{"exits_harness", UNTRACED, ""},
	{"injects_refusal", OPENS, ""},
	{"leaves_daemon", UNTRACED, ""},
	{"stops_harness", REACHES, ""},
	{"stops_all", UNTRACED, ""},
	{"kills_harness", REACHES, ""},
	{"kills_starter", REACHES, ""},
	{"kills_keeper", REACHES, ""},
	{"kills_tracer", REACHES, ""},
	{"kills_parent", REACHES, ""},
	{"signals_all", REACHES, ""},
	{"uses_io_uring", IO_URING, ""},
	{"debugs_tracer", DEBUGS, ""},
	{"writes_memory", DEBUGS, ""},
	{"takes_descriptor", REACHES, ""},
	{"opens_memory", OPENS, ""},
	{"opens_log", OPENED, OPENS},
	{"fifo_as_output", EVIDENCE, WRONG},
	{"folder_as_log", EVIDENCE, WRONG},
	{"link_as_output", EVIDENCE, WRONG},
	{"removes_evidence", CHANGED, WRONG},
	{"moves_evidence", CHANGED, WRONG},
	{"locks_build", CHANGED, WRONG},
	{"replaces_itself", CHANGED, WRONG},
	{"replaces_helper", CHANGED, WRONG},
	{"forges_key", CHANGED, WRONG},
};

/* --- a project to be attacked --------------------------------------------------------- */

static bool is_root(void)
{
	return geteuid() == 0;
}

/* A vmlab of its own, so that the whole of it may belong to an ordinary user. */
static char *attacked_project(enum mode mode)
{
	char *folder = sample_project(program, expect);
	struct ran ran =
		sh("mkdir '%s/build' && cp \"$VMLAB\" \"$VMLAB-shim\" '%s/build/' && "
		   "cp -r common/tests/attacks '%s/' && chmod 755 '%s'",
			folder, folder, folder, folder);

	cr_assert_eq(ran.status, 0, "%s", ran.err);
	ran_free(&ran);
	put_file(folder, "labs/01-sample/helper.c", "%s", helper);
	put_file(folder, "precious", "precious\n");
	if (mode == ORDINARY_USER && is_root()) {
		ran = sh("chown -R 12345:12345 '%s'", folder);
		ran_free(&ran);
	}
	return folder;
}

static struct ran check(const char *folder, enum mode mode, const char *options)
{
	const char *as = mode == ORDINARY_USER && is_root()
		? "setpriv --reuid=12345 --regid=12345 --clear-groups"
		: "";

	return sh("cd '%s' && timeout 60 %s build/vmlab check --limit 5 %s %s", folder, as,
		mode == SAME_USER ? "--same-user" : "", options);
}

/* How many processes work in a folder, or below it. */
static int processes_in(const char *folder)
{
	DIR *proc = opendir("/proc");
	struct dirent *entry;
	int count = 0;

	while (proc && (entry = readdir(proc))) {
		char link[300];
		char path[4096] = "";

		snprintf(link, sizeof link, "/proc/%s/cwd", entry->d_name);
		if (isdigit((unsigned char)entry->d_name[0]) &&
			readlink(link, path, sizeof path - 1) > 0)
			count += strncmp(path, folder, strlen(folder)) == 0;
	}
	if (proc)
		closedir(proc);
	return count;
}

/* --- the attacks ---------------------------------------------------------------------- */

static void fails(const struct attack *attack, enum mode mode, const char *folder)
{
	const char *other = mode == OTHER_USER ? attack->says_other : "";
	const char *says = *other ? other : attack->says;
	char options[80];
	struct ran ran;

	snprintf(options, sizeof options, "--program attacks/%s.c", attack->name);
	ran = check(folder, mode, options);
	unwrapped(ran.out);
	cr_expect_eq(ran.status, 1, "%s %s: exit %d\n%s%s", attack->name, mode_names[mode],
		ran.status, ran.out, ran.err);
	cr_expect(has(ran.out, says), "%s %s: not \"%s\" but %s", attack->name,
		mode_names[mode], says, ran.out);
	cr_expect(has(ran.out, "lab 1 [FAIL]") || has(ran.out, "lab  1 [FAIL]"), "%s",
		ran.out);
	cr_expect(!has(ran.out, "not shown here"), "%s %s turns into env: %s", attack->name,
		mode_names[mode], ran.out);
	cr_expect_eq(
		processes_in(folder), 0, "%s %s lives on", attack->name, mode_names[mode]);
	ran_free(&ran);
}

static void passes(const struct attack *attack, enum mode mode, const char *folder,
	const char *options)
{
	struct ran ran = check(folder, mode, options);

	cr_expect_eq(ran.status, 0, "after %s %s, %s: exit %d\n%s%s", attack->name,
		mode_names[mode], *options ? options : "the lab's own program", ran.status,
		ran.out, ran.err);
	ran_free(&ran);
}

static void leaves_others_alone(const struct attack *attack, const char *folder)
{
	struct ran ran = sh("cat '%s/precious'", folder);

	cr_expect_str_eq(ran.out, "precious\n", "%s has replaced a file", attack->name);
	ran_free(&ran);
}

static void try_attack(const struct attack *attack, enum mode mode)
{
	char *folder = attacked_project(mode);

	fails(attack, mode, folder);
	if (*attack->says_other) /* it is after files, those of others among them */
		passes(attack, mode, folder, "");
	passes(attack, mode, folder, "--program labs/01-sample/sample.c");
	leaves_others_alone(attack, folder);
	temp_drop(folder);
}

ParameterizedTestParameters(attacks, fail_as_another_user)
{
	return cr_make_param_array(
		struct attack, attacks, sizeof attacks / sizeof *attacks);
}

ParameterizedTest(struct attack *attack, attacks, fail_as_another_user)
{
	if (!is_root())
		cr_skip_test("only root runs a program as another user");
	try_attack(attack, OTHER_USER);
}

ParameterizedTestParameters(attacks, fail_as_root)
{
	return cr_make_param_array(
		struct attack, attacks, sizeof attacks / sizeof *attacks);
}

ParameterizedTest(struct attack *attack, attacks, fail_as_root)
{
	if (!is_root())
		cr_skip_test("this is not root");
	try_attack(attack, SAME_USER);
}

ParameterizedTestParameters(attacks, fail_as_an_ordinary_user)
{
	return cr_make_param_array(
		struct attack, attacks, sizeof attacks / sizeof *attacks);
}

ParameterizedTest(struct attack *attack, attacks, fail_as_an_ordinary_user)
{
	try_attack(attack, ORDINARY_USER);
}

/* A program that is not in the table above is not tried. */
Test(attacks, are_all_in_the_table)
{
	struct ran ran = sh("ls common/tests/attacks/*.c | wc -l");

	cr_expect_eq((size_t)atoi(ran.out), sizeof attacks / sizeof *attacks);
	ran_free(&ran);
}
