/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../examine/durations.h"
#include "help.h"

/* Several labs at a time: that nothing of it can be seen but the time. */

static const char quick[] = "int main(void)\n{\n\treturn 0;\n}\n";
static const char slow[] = "#include <unistd.h>\n"
			   "int main(void)\n{\n\treturn sleep(20) != 0;\n}\n";

static void add_lab(const char *folder, int number, const char *program)
{
	char name[32];
	char path[64];
	struct ran ran;

	snprintf(name, sizeof name, "%02d-lab", number);
	ran = sh("mkdir -p '%s/labs/%s' '%s/expected'", folder, name, folder);
	ran_free(&ran);
	snprintf(path, sizeof path, "labs/%s/lab.c", name);
	put_file(folder, path, "%s", program);
	snprintf(path, sizeof path, "expected/%s.expect", name);
	put_file(folder, path, "lab Number %d\nrun lab\nexit: 0\n", number);
}

static char *labs_of(const char *first, const char *second, const char *third)
{
	char *folder = temp_make();

	add_lab(folder, 1, first);
	add_lab(folder, 2, second);
	add_lab(folder, 3, third);
	return folder;
}

/* Three labs, of which the second takes long. */
static char *three_labs(void)
{
	return labs_of(quick, slow, quick);
}

/* Waits until a program of lab 2 runs. */
#define UNTIL_IT_RUNS                                                                      \
	"for i in $(seq 600); do for pid in $(pgrep -f '^[.]/lab$'); do "                  \
	"readlink /proc/$pid/cwd; done | grep -q '%s/build/labs/02-lab' && break; "        \
	"sleep 0.1; done; "

/* --- the order ------------------------------------------------------------------------ */

/* Every check with its verdict and in its place, whichever lab is finished first. */
Test(jobs, many_at_a_time_are_told_in_the_order_of_one)
{
	struct ran one = sh("JOBS=1 $VMLAB check 13 2 6 1 --format tap");
	struct ran four = sh("$VMLAB check 13 2 6 1 --format tap --jobs 4");

	cr_expect_eq(one.status, 0, "%s%s", one.out, one.err);
	cr_expect_eq(four.status, 0, "%s%s", four.out, four.err);
	cr_expect(has(four.out, "\nok 1 - lab 13: "), "%s", four.out);
	cr_expect_str_eq(one.out, four.out);
	ran_free(&one);
	ran_free(&four);
}

/* Everything else that a program reads, but for the values. */
Test(jobs, json_has_the_same_members_whatever_their_number)
{
	struct ran ran =
		sh("for jobs in 1 3; do "
		   "$VMLAB check 1 2 15 --format json --texts --jobs $jobs | "
		   "sed -e 's/0x[0-9a-f]*/X/g' -e 's/[0-9][0-9]*/N/g' "
		   ">\"$BUILD/jobs.$jobs\"; done; wc -l <\"$BUILD/jobs.1\"; "
		   "diff \"$BUILD/jobs.1\" \"$BUILD/jobs.3\"; rm \"$BUILD\"/jobs.[13]");

	cr_expect_gt(atoi(ran.out), 1000, "%s", ran.out);
	cr_expect_null(strchr(ran.out, '<'), "%s", ran.out);
	cr_expect_null(strchr(ran.out, '>'), "%s", ran.out);
	ran_free(&ran);
}

/* What a claim shows as measured comes from the worker too. */
Test(jobs, claims_show_what_was_measured)
{
	struct ran one = sh("JOBS=1 $VMLAB claims A11 B19");
	struct ran two = sh("JOBS=2 $VMLAB claims A11 B19");

	cr_expect_eq(two.status, 0, "%s%s", two.out, two.err);
	cr_expect(has(two.out, "measured"), "%s", two.out);
	cr_expect_eq(count_of(one.out, "measured"), count_of(two.out, "measured"), "%s\n%s",
		one.out, two.out);
	ran_free(&one);
	ran_free(&two);
}

/* Each line as soon as it and all before it are known, and no line twice. */
Test(jobs, a_lab_is_told_of_before_the_last_is_finished)
{
	char *folder = three_labs();
	struct ran ran = sh("$VMLAB check --root '%s' --jobs 2 --limit 60 >'%s/out' & "
			    "vmlab=$!; " UNTIL_IT_RUNS
			    "for i in $(seq 100); do grep -q 'Number 1' '%s/out' && break; "
			    "sleep 0.1; done; cat '%s/out'; kill $vmlab; wait $vmlab; "
			    "echo \"status $?\"",
		folder, folder, folder, folder, folder);

	cr_expect_eq(count_of(ran.out, "Number 1"), 1, "%s", ran.out);
	cr_expect(!has(ran.out, "Number 2") && !has(ran.out, "Number 3"), "%s", ran.out);
	cr_expect(has(ran.out, "status 143"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* --- which are begun first ------------------------------------------------------------ */

Test(jobs, a_line_of_durations_is_two_numbers)
{
	char text[] = "3 100\n11 1360\n\n12\n13 x\n14 5 6\n15 7 \n-1 5\n"
		      "0 5\n16 -5\n9999999999 1\n3 200\n17 0";
	struct pool pool = {0};
	struct bytes bytes = {text, sizeof text - 1};
	const struct duration *durations = durations_parse(&pool, &bytes);
	int count = 0;

	for (const struct duration *at = durations; at; at = at->next)
		count++;
	cr_expect_eq(count, 3, "%d", count);
	cr_expect_eq(duration_of(durations, 3), 200);
	cr_expect_eq(duration_of(durations, 11), 1360);
	cr_expect_eq(duration_of(durations, 17), 0);
	cr_expect_eq(duration_of(durations, 12), -1);
	pool_free(&pool);
}

/* Two of three that take long: the third one, of which that is known, and the first. */
Test(jobs, the_longest_is_begun_first)
{
	char *folder = labs_of(slow, slow, slow);
	struct ran ran = sh("mkdir '%s/build'", folder);

	ran_free(&ran);
	put_file(folder, "build/durations", "3 5000\n");
	ran = sh("$VMLAB check --root '%s' --jobs 2 --limit 60 >/dev/null & vmlab=$!; "
		 "for i in $(seq 600); do begun=$(for pid in $(pgrep -f '^[.]/lab$'); do "
		 "readlink /proc/$pid/cwd; done | sed -n 's|^%s/build/labs/||p' | sort); "
		 "[ $(echo \"$begun\" | wc -l) -eq 2 ] && break; sleep 0.1; done; "
		 "echo $begun; kill $vmlab; wait $vmlab",
		folder, folder);
	cr_expect_str_eq(ran.out, "01-lab 03-lab\n", "%s%s", ran.out, ran.err);
	ran_free(&ran);
	temp_drop(folder);
}

Test(jobs, how_long_each_took_is_known_the_next_time)
{
	char *folder = labs_of(quick, quick, quick);
	struct ran ran =
		sh("for i in 1 2; do $VMLAB check --root '%s' --jobs 2 >/dev/null || echo "
		   "$?; done; "
		   "sort -n '%s/build/durations' | sed 's/ [1-9][0-9]*$/ known/'",
			folder, folder);
	cr_expect_str_eq(ran.out, "1 known\n2 known\n3 known\n", "%s%s", ran.out, ran.err);
	ran_free(&ran);
	temp_drop(folder);
}

/* --- what becomes of a worker --------------------------------------------------------- */

Test(jobs, a_worker_that_is_killed_is_an_error_of_its_lab_alone)
{
	char *folder = three_labs();
	struct ran ran = sh("$VMLAB check --root '%s' --jobs 2 --limit 60 & vmlab=$!; "
			    "children=/proc/$vmlab/task/$vmlab/children; " UNTIL_IT_RUNS
			    "while [ $(wc -w <$children) -gt 1 ]; do sleep 0.1; done; "
			    "kill -9 $(cat $children); wait $vmlab; echo \"status $?\"",
		folder, folder);

	unwrapped(ran.out);
	cr_expect(has(ran.out, "status 99"), "%s%s", ran.out, ran.err);
	cr_expect(has(ran.out, "lab  1 [ ok ]") && has(ran.out, "lab  3 [ ok ]"), "%s",
		ran.out);
	cr_expect(has(ran.out, "lab  2 [error]"), "%s", ran.out);
	cr_expect(has(ran.out, "was ended by SIGKILL before it had come to a verdict"),
		"%s", ran.out);
	cr_expect_eq(processes_with(folder), 0, "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* A keeper ends when all that it keeps has ended, and so a moment later. */
static int processes_left(const char *folder)
{
	for (int i = 0; i < 100 && processes_with(folder) > 0; i++)
		usleep(100000);
	return processes_with(folder);
}

/*
 * However this process goes, the workers go, and what they run. A keeper that was begun at that moment
 * finds nobody above it and ends, but may be met by one look that follows another without it: several
 * must find nothing.
 */
static void leaves_nothing(const char *how)
{
	char *folder = three_labs();
	struct ran ran =
		sh("setsid env --default-signal=INT sh -c '\"$VMLAB\" check --root \"$1\" "
		   "--limit 60 "
		   "--jobs 2; echo \"status $?\"' sh '%s' & shell=$!; " UNTIL_IT_RUNS
		   "vmlab=$(cat /proc/$shell/task/$shell/children); %s; "
		   "left() { ls -l /proc/[0-9]*/cwd 2>/dev/null | grep -c '%s/build'; }; "
		   "clean=0; for i in $(seq 100); do "
		   "[ $(left) -eq 0 ] && clean=$((clean + 1)) || clean=0; "
		   "[ $clean -lt 3 ] || break; sleep 0.1; done; echo \"left $(left)\"",
			folder, folder, how, folder);

	cr_expect(!has(ran.out, "Number 2"), "%s: %s", how, ran.out);
	cr_expect(has(ran.out, "left 0\n"), "%s leaves: %s%s", how, ran.out, ran.err);
	cr_expect_eq(processes_left(folder), 0, "%s", how);
	ran_free(&ran);
	temp_drop(folder);
}

Test(jobs, of_an_interrupted_command_nothing_is_left)
{
	leaves_nothing("kill -INT -$shell"); /* as Ctrl-C does, to all of them */
	leaves_nothing("kill -TERM $vmlab");
	leaves_nothing("kill -KILL $vmlab");
}

/* --- how many ------------------------------------------------------------------------- */

Test(jobs, take_a_number)
{
	static const char *const wrong[] = {
		"--jobs 0", "--jobs -1", "--jobs many", "--jobs 2x", "--jobs 1000"};
	struct ran ran;

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		ran = sh("$VMLAB check 2 %s", wrong[i]);
		cr_expect_eq(ran.status, 2, "%s: exit %d", wrong[i], ran.status);
		cr_expect(has(ran.err, "take a number from 1 to 999"), "%s", ran.err);
		ran_free(&ran);
	}
	ran = sh("JOBS=all $VMLAB check 2");
	cr_expect_eq(ran.status, 2, "%s", ran.out);
	ran_free(&ran);
	ran = sh("JOBS= $VMLAB check 2");
	cr_expect_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	ran_free(&ran);
}
