/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../host/descendants.h"
#include "../host/keeper.h"
#include "help.h"

/* That nothing outlives a run: whose descendants are found, and what becomes of a keeper. */

enum { MANY = 10000 };

static const pid_t none[] = {0};

/* A machine with many processes: 2 is ours, and every third of the others is below it. */
static void fill(struct processes *processes)
{
	static struct process list[MANY];

	for (int i = 0; i < MANY; i++) {
		list[i] = (struct process){.pid = i + 1, .parent = 1};
		if (i > 2 && i % 3 == 0)
			list[i].parent = i == 3 ? 2 : i - 2; /* the one three before */
	}
	*processes = (struct processes){.at = list, .count = MANY};
}

static int count_marked(const struct processes *processes)
{
	int count = 0;

	for (int i = 0; i < processes->count; i++)
		count += processes->at[i].descends;
	return count;
}

Test(keeper, finds_descendants_however_many_processes_there_are)
{
	struct processes processes;

	fill(&processes);
	processes_mark(&processes, 2, none);
	cr_expect_eq(count_marked(&processes), (MANY - 1) / 3);
	cr_expect(processes.at[9999].descends, "the last one");
	cr_expect(!processes.at[1].descends, "it is not its own descendant");
	cr_expect(!processes.at[9998].descends);
}

Test(keeper, spares_a_process_with_all_that_is_below_it)
{
	const pid_t spared[] = {301, 0};
	struct processes processes;

	fill(&processes);
	processes_mark(&processes, 2, spared);
	cr_expect_eq(count_marked(&processes), 99);
	cr_expect(processes.at[297].descends && !processes.at[300].descends &&
		!processes.at[303].descends);
}

/* A parent may have a higher number than its child, where the numbers have begun anew. */
Test(keeper, finds_a_child_before_its_parent)
{
	struct process list[] = {{.pid = 5, .parent = 9}, {.pid = 7, .parent = 5},
		{.pid = 8, .parent = 8}, {.pid = 9, .parent = 20}};
	struct processes processes = {.at = list, .count = 4};

	processes_mark(&processes, 20, none);
	cr_expect(list[0].descends && list[1].descends && list[3].descends);
	cr_expect(!list[2].descends, "a process that is said to be its own parent");
}

Test(keeper, reads_every_process_of_the_machine)
{
	struct processes processes = {0};
	struct ran ran = sh("ls -d /proc/[0-9]* | wc -l");
	bool self = false;

	processes_read(&processes);
	for (int i = 0; i < processes.count; i++) {
		self = self || processes.at[i].pid == getpid();
		cr_assert(i == 0 || processes.at[i - 1].pid < processes.at[i].pid);
	}
	cr_expect(self);
	cr_expect_gt(processes.count, atoi(ran.out) / 2);
	processes_free(&processes);
	ran_free(&ran);
}

static void start_shell(struct keeper *keeper, char *command)
{
	char *const argv[] = {"sh", "-c", command, NULL};
	const struct start start = {
		.argv = argv,
		.environment = environ,
		.directory = "/",
		.streams = {-1, -1, -1, -1, -1, -1, -1},
	};

	cr_assert_eq(keeper_start(keeper, &start), 0);
}

static void close_reports(struct keeper *keeper)
{
	struct keeper_report report;

	close(keeper->control);
	while (read(keeper->reports, &report, sizeof report) == sizeof report)
		continue;
	close(keeper->reports);
}

/*
 * Waits until so many processes have the word in their command line: the keeper too, whose own
 * ends with the words of its program. A process that becomes another one has the old words for a
 * moment, so the number must stay.
 */
static void wait_for(const char *word, int count)
{
	int found = 0;
	int seen = 0;

	for (int i = 0; i < 500 && seen < 5; i++) {
		found = processes_with(word);
		seen = found == count ? seen + 1 : 0;
		usleep(10000);
	}
	cr_assert_eq(seen, 5, "%d of %s", found, word);
}

Test(keeper, ends_what_it_has_started)
{
	struct keeper keeper;

	start_shell(&keeper, "setsid sleep 4711 & sleep 4711");
	wait_for("sleep 4711", 4);
	close_reports(&keeper);
	cr_expect(keeper_finish(&keeper));
	cr_expect_eq(processes_with("sleep 4711"), 0);
}

/* What a killed keeper leaves is ended by the harness; another keeper's work goes on. */
Test(keeper, that_is_killed_is_noticed_and_leaves_nothing)
{
	struct keeper killed;
	struct keeper other;

	start_shell(&killed, "trap '' HUP; setsid setsid sleep 4712 & sleep 4712");
	start_shell(&other, "sleep 4713; true");
	wait_for("sleep 4712", 4);
	wait_for("sleep 4713", 3);
	kill(killed.pid, SIGKILL);
	close_reports(&killed);
	cr_expect(!keeper_finish(&killed));
	cr_expect_eq(processes_with("sleep 4712"), 0);
	cr_expect_eq(processes_with("sleep 4713"), 3);
	close_reports(&other);
	cr_expect(keeper_finish(&other));
	cr_expect_eq(processes_with("sleep 4713"), 0);
}

/* A person kills the keeper of a run: that is no verdict on the program, and no pass. */
Test(keeper, that_a_person_kills_leaves_a_run_without_a_verdict)
{
	char *folder =
		sample_project("#include <unistd.h>\nint main(void)\n{\n\tsleep(20);\n}\n",
			"lab Kept\nrun sample\nexit: 0\n");
	struct ran ran =
		sh("$VMLAB check --root '%s' --limit 30 & vmlab=$!; sleep 1\n"
		   "for i in $(seq 100); do\n"
		   "\tkeeper=$(cat /proc/$vmlab/task/$vmlab/children)\n"
		   "\t[ -n \"$keeper\" ] && [ -e '%s/build/labs/01-sample/sample.key' ] "
		   "&& break\n\tsleep 0.1\ndone\n"
		   "sleep 2; kill -9 $keeper; wait $vmlab",
			folder, folder);

	cr_expect_eq(ran.status, 99, "exit %d: %s%s", ran.status, ran.out, ran.err);
	cr_expect(has(unwrapped(ran.out), "was ended by somebody"), "%s", ran.out);
	cr_expect_eq(processes_with(folder), 0);
	ran_free(&ran);
	temp_drop(folder);
}

/*
 * What cannot be killed is told, and nothing is waited for without end. strace sends signals
 * itself, so it is not there.
 */
Test(keeper, says_what_cannot_be_killed_and_ends)
{
	char *folder =
		sample_project("#include <unistd.h>\nint main(void)\n{\n"
			       "\tif (fork() == 0) {\n\t\tsetsid();\n\t\tsleep(40);\n\t}\n"
			       "\tusleep(300000);\n\treturn 0;\n}\n",
			"lab Deaf\nrun sample\nexit: 0\n");
	char *refuse = refuse_make();
	struct ran ran =
		sh("mkdir '%s/bin' && for tool in cc gcc as ld; do "
		   "ln -s \"$(command -v $tool)\" '%s/bin/'; done; PATH='%s/bin' " REFUSE
		   "kill=EPERM -- $VMLAB check --root '%s' --limit 2",
			folder, folder, folder, refuse, folder);

	cr_expect_eq(ran.status, 1, "exit %d: %s%s", ran.status, ran.out, ran.err);
	cr_expect(
		has(unwrapped(ran.out), "left processes running that cannot be killed: 1"),
		"%s", ran.out);
	ran_free(&ran);
	temp_drop(refuse);
	temp_drop(folder);
}
