/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../base/said.h"
#include "../run/observe.h"
#include "help.h"

/*
 * What is kept of a program that waits, and whose doing it is when something is not: the
 * harness's own part is called from here, without any expected file.
 */

#define HEAD                                                                               \
	"#define _GNU_SOURCE\n"                                                            \
	"#include <pthread.h>\n#include <signal.h>\n#include <stdio.h>\n"                  \
	"#include <stdlib.h>\n#include <string.h>\n#include <sys/mman.h>\n"                \
	"#include <sys/time.h>\n#include <unistd.h>\n"                                     \
	"static void ask(void)\n{\n\tchar line[16];\n\tread(0, line, 16);\n}\n"            \
	"static void *map(size_t size)\n{\n"                                               \
	"\treturn mmap(NULL, size, PROT_READ | PROT_WRITE,\n"                              \
	"\t\tMAP_PRIVATE | MAP_ANONYMOUS, -1, 0);\n}\n"

enum { MIB = 1 << 20 };

static const char *absolute(struct pool *pool, const char *path)
{
	char *found = realpath(path, NULL);
	const char *copy;

	cr_assert(found, "%s", path);
	copy = pool_copy(pool, found, strlen(found));
	free(found);
	return copy;
}

/*
 * Builds a program in a fresh folder, runs it with pauses for so many seconds at most, calls `tick`
 * meanwhile, and gives what was seen.
 */
static const struct observation *see_ticking(struct pool *pool, const char *program,
	bool traced, double limit, void (*tick)(void *))
{
	bool ticked = false;
	const char *build = getenv("BUILD");
	char *folder = sample_project(program, "lab T\nrun sample\nexit: 0\n");
	char *argv[] = {"./sample", NULL};
	char *environment[] = {pool_printf(pool, "PATH=%s", getenv("PATH")), NULL};
	char *none[] = {NULL};
	struct launch launch = {
		.directory = folder,
		.argv = argv,
		.environment = environment,
		.settings = none,
		.shim = absolute(pool,
			pool_printf(
				pool, "%s/vmlab-shim", build && *build ? build : "build")),
		.randomised = 1,
		.user = (uid_t)-1,
		.group = (gid_t)-1,
		.pausing = true,
		.most_pauses = 64,
		.limit = limit,
		.tick = tick,
		.tick_context = &ticked,
	};
	struct lack untraced = {.reason = traced ? NULL : SAID(NO_PTRACE)};
	const struct observation *seen;
	struct err err;
	struct run *run;
	struct ran ran =
		sh("cd '%s' && cc -pthread -o sample labs/01-sample/sample.c", folder);

	cr_assert_eq(ran.status, 0, "%s", ran.err);
	ran_free(&ran);
	run = observe_begin(pool, &launch, &untraced, &err);
	cr_assert(run, "%s", err.message);
	seen = observe_end(run, &err);
	cr_assert(seen, "%s", err.message);
	cr_assert_eq(processes_with(folder), 0, "something is left");
	temp_drop(folder);
	return seen;
}

static const struct observation *see(struct pool *pool, const char *program)
{
	return see_ticking(pool, program, true, 20, NULL);
}

static int count_snapshots(const struct observation *seen)
{
	int count = 0;

	for (const struct snapshot *at = seen->snapshots; at; at = at->next)
		count++;
	return count;
}

/* The kept word at an address that the program has printed as "name 0x…". */
static bool find_word(const struct observation *seen, const struct snapshot *snapshot,
	const char *name, long *word)
{
	const char *printed = strstr(seen->out.data, name);
	number address;

	cr_assert(printed, "%s is not in: %s", name, seen->out.data);
	address = strtoul(printed + strlen(name), NULL, 16);
	for (const struct memory_piece *at = snapshot->memory; at; at = at->next) {
		if (address < at->start ||
			address + (number)sizeof *word > at->start + (number)at->size)
			continue;
		memcpy(word, at->bytes + (size_t)(address - at->start), sizeof *word);
		return true;
	}
	return false;
}

static size_t kept_bytes(const struct snapshot *snapshot)
{
	size_t sum = 0;

	for (const struct memory_piece *at = snapshot->memory; at; at = at->next)
		sum += at->size;
	return sum;
}

/* --- when it has ended ---------------------------------------------------------------- */

/* As where this process is given no processor for a while. */
static void be_away(void *context)
{
	bool *was_away = context;

	if (!*was_away)
		usleep(1500000);
	*was_away = true;
}

/* It begins, and ends, while nobody looks, for longer than it may run. */
Test(snapshots, a_run_is_not_stopped_for_time_that_is_not_its_own)
{
	struct pool pool = {0};
	const struct observation *seen = see_ticking(
		&pool, HEAD "int main(void)\n{\n\treturn 3;\n}\n", true, 1, be_away);

	cr_expect_neq(seen->outcome, OUTCOME_STOPPED);
	cr_expect_eq(seen->ending.status, 3);
	pool_free(&pool);
}

/* Where it is traced, its end is seen in the log as well. */
static const char *began; /* a file that the program makes */

static void be_away_later(void *context)
{
	if (access(began, F_OK) == 0)
		be_away(context);
}

Test(snapshots, a_run_is_not_stopped_that_has_ended_meanwhile)
{
	struct pool pool = {0};
	char *folder = temp_make();
	const char *program = pool_printf(&pool,
		HEAD "#include <fcntl.h>\nint main(void)\n{\n\tcreat(\"%s/began\", 0666);\n"
		     "\tusleep(300000);\n\treturn 3;\n}\n",
		folder);
	const struct observation *seen;

	began = pool_printf(&pool, "%s/began", folder);
	seen = see_ticking(&pool, program, false, 1, be_away_later);
	cr_expect_eq(access(began, F_OK), 0);
	cr_expect_neq(seen->outcome, OUTCOME_STOPPED);
	cr_expect_eq(seen->ending.status, 3);
	pool_free(&pool);
	temp_drop(folder);
}

/* --- how much is kept ----------------------------------------------------------------- */

Test(snapshots, keep_all_of_a_program_of_ordinary_size)
{
	struct pool pool = {0};
	const struct observation *seen = see(&pool,
		HEAD "int main(void)\n{\n\tlong *room = map(20 << 20);\n"
		     "\tmemset(room, 1, 20 << 20);\n\troom[1 << 20] = 77;\n"
		     "\task();\n\tprintf(\"at %p\\n\", (void *)&room[1 << 20]);\n"
		     "\treturn 0;\n}\n");
	long word = 0;

	cr_assert_eq(count_snapshots(seen), 1);
	cr_assert_null(seen->snapshots->lack.reason);
	cr_assert_null(seen->snapshots->unread.reason);
	cr_assert(find_word(seen, seen->snapshots, "at ", &word));
	cr_assert_eq(word, 77);
	cr_assert_geq(kept_bytes(seen->snapshots), 20 * MIB);
	pool_free(&pool);
}

/*
 * The addresses that are printed at first are there whatever else there is, and so are the
 * small mappings; of the large one something is left out, which is the program's doing.
 */
Test(snapshots, keep_what_is_asked_for_of_a_program_of_any_size)
{
	struct pool pool = {0};
	const struct observation *seen = see(&pool,
		HEAD "static long small = 5;\n"
		     "int main(void)\n{\n\tlong *large = map(300 << 20);\n"
		     "\tlong *heap = malloc(100);\n\tlong local = 6;\n"
		     "\tmemset(large, 1, 300 << 20);\n"
		     "\theap[3] = 7;\n\tlarge[30 << 20] = 8;\n\tlarge[35 << 20] = 9;\n"
		     "\tprintf(\"first %p\\n\", (void *)&large[30 << 20]);\n"
		     "\tfflush(stdout);\n\task();\n"
		     "\tprintf(\"small %p local %p heap %p late %p\\n\", (void *)&small,\n"
		     "\t\t(void *)&local, (void *)&heap[3], (void *)&large[35 << 20]);\n"
		     "\treturn 0;\n}\n");
	static const struct {
		const char *name;
		long word;
	} words[] = {{"first ", 8}, {"small ", 5}, {"local ", 6}, {"heap ", 7}};
	long word = 0;

	cr_assert_eq(count_snapshots(seen), 1);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		cr_assert(find_word(seen, seen->snapshots, words[i].name, &word), "%s",
			words[i].name);
		cr_assert_eq(word, words[i].word, "%s%ld", words[i].name, word);
	}
	cr_assert_not(find_word(seen, seen->snapshots, "late ", &word));
	cr_assert(has(
		spoken(seen->snapshots->unread.reason), "vmlab keeps no more than 64 MiB"));
	cr_assert(seen->snapshots->unread.by_program);
	cr_assert_null(seen->snapshots->lack.reason);
	cr_assert_leq(kept_bytes(seen->snapshots), 68 * MIB);
	pool_free(&pool);
}

/* Not even many pauses use up what is kept of the printed addresses. */
Test(snapshots, of_a_lab_have_a_limit_together)
{
	struct pool pool = {0};
	const struct observation *seen = see(&pool,
		HEAD "int main(void)\n{\n\tlong *large = map(60 << 20);\n"
		     "\tmemset(large, 1, 60 << 20);\n\tlarge[7 << 20] = 8;\n"
		     "\tprintf(\"first %p\\n\", (void *)&large[7 << 20]);\n"
		     "\tfflush(stdout);\n"
		     "\tfor (int i = 0; i < 6; i++)\n\t\task();\n\treturn 0;\n}\n");
	size_t sum = 0;
	int lacking = 0;

	cr_assert_eq(count_snapshots(seen), 6);
	for (const struct snapshot *at = seen->snapshots; at; at = at->next) {
		long word = 0;

		cr_assert(find_word(seen, at, "first ", &word));
		cr_assert_eq(word, 8);
		cr_assert_null(at->lack.reason);
		lacking += at->unread.reason && at->unread.by_program;
		sum += kept_bytes(at);
	}
	cr_assert_eq(lacking, 2, "%d", lacking);
	cr_assert_leq(sum, (256 + 6 * 2) * (size_t)MIB);
	pool_free(&pool);
}

/* Terabytes that are only reserved are not looked through, and come last. */
Test(snapshots, of_reserved_terabytes_are_not_looked_through)
{
	struct pool pool = {0};
	const struct observation *seen = see(&pool,
		HEAD
		"static long small = 5;\n"
		"int main(void)\n{\n\tlong *heap = malloc(100);\n"
		"\tchar *large = mmap(NULL, 16L << 40, PROT_READ | PROT_WRITE,\n"
		"\t\tMAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);\n"
		"\theap[3] = 7;\n\tif (large != MAP_FAILED)\n"
		"\t\tlarge[0] = large[9L << 40] = 1;\n"
		"\tprintf(\"far %p\\n\", (void *)(large + (9L << 40)));\n"
		"\tfflush(stdout);\n\task();\n"
		"\tprintf(\"small %p heap %p\\n\", (void *)&small, (void *)&heap[3]);\n"
		"\treturn large == MAP_FAILED ? 77 : 0;\n}\n");
	long word = 0;

	if (seen->ending.status == 77)
		cr_skip_test("this machine reserves no terabytes");
	cr_assert_eq(count_snapshots(seen), 1);
	cr_assert(find_word(seen, seen->snapshots, "small ", &word) && word == 5);
	cr_assert(find_word(seen, seen->snapshots, "heap ", &word) && word == 7);
	cr_assert(find_word(seen, seen->snapshots, "far ", &word) && word == 1);
	cr_assert(seen->snapshots->unread.by_program);
	pool_free(&pool);
}

/* Pages that were never touched stay so, although their neighbours are printed. */
Test(snapshots, touch_nothing)
{
	struct pool pool = {0};
	const struct observation *seen = see(&pool,
		HEAD "int main(void)\n{\n\tchar *room = map(16 << 12);\n"
		     "\troom[5 << 12] = 1;\n\tprintf(\"at %p\\n\", (void *)(room + (4 << "
		     "12)));\n"
		     "\tfflush(stdout);\n\task();\n\task();\n\treturn 0;\n}\n");
	const struct snapshot *second = seen->snapshots->next;
	const char *printed = strstr(seen->out.data, "at ");
	number room = strtoul(printed + 3, NULL, 16) - (4UL << 12);
	size_t kept = 0;

	cr_assert_eq(count_snapshots(seen), 2);
	for (const struct memory_piece *at = second->memory; at; at = at->next)
		if (at->start >= room && at->start < room + (16 << 12)) {
			cr_assert_eq(at->start, room + (5 << 12));
			kept = at->size;
		}
	cr_assert_eq(kept, 4096, "%zu", kept);
	pool_free(&pool);
}

/* --- whose doing it is ---------------------------------------------------------------- */

/* Its map takes long to read, and a timer ends it meanwhile, sooner or later. */
static const char ends[] =
	HEAD "static void end(int signal)\n{\n\t(void)signal;\n\t_exit(0);\n}\n"
	     "int main(void)\n{\n"
	     "\tstruct itimerval timer = {{0, 0}, {0, 1000 * %d}};\n"
	     "\tchar *room = map(8000 << 12);\n"
	     "\task();\n"
	     "\tfor (int i = 0; i < 8000; i += 2) {\n"
	     "\t\tmprotect(room + (i << 12), 4096, PROT_READ);\n"
	     "\t\troom[(i + 1) << 12] = 1;\n\t}\n"
	     "\tsignal(SIGALRM, end);\n\tsetitimer(ITIMER_REAL, &timer, NULL);\n"
	     "\task();\n\treturn 0;\n}\n";

Test(snapshots, of_a_program_that_ends_meanwhile_cost_their_own_pause_only, .timeout = 120)
{
	int gone = 0;

	for (int delay = 5; delay <= 100; delay += delay < 20 ? 5 : 20) {
		struct pool pool = {0};
		const struct observation *seen =
			see(&pool, pool_printf(&pool, ends, delay));
		const struct snapshot *at = seen->snapshots;

		cr_assert(at && !at->lack.reason && at->memory, "the first pause is whole");
		cr_assert_null(seen->unpaused.reason);
		cr_assert_eq(seen->outcome, OUTCOME_ENDED);
		if (at->next && at->next->lack.reason) {
			cr_assert(at->next->lack.by_program);
			cr_assert(has(
				spoken(at->next->lack.reason), "ended while vmlab looked"));
			gone++;
		}
		pool_free(&pool);
	}
	cr_assert_gt(gone, 0, "none of the delays met the reading of the map");
}

/* --- what a check makes of it --------------------------------------------------------- */

static void fails(const char *program, const char *expect, const char *reason, int failed)
{
	char *folder = sample_project(program, expect);
	struct ran ran = sh("$VMLAB check --root '%s'", folder);
	char count[40];

	snprintf(count, sizeof count, "%d of ", failed);
	cr_expect_eq(ran.status, 1, "%s%s", ran.out, ran.err);
	cr_expect(has(ran.out, count), "%s is not in: %s", count, ran.out);
	cr_expect(has(unwrapped(ran.out), reason), "%s is not in: %s", reason, ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

/* A program that touches more memory hides neither what it printed nor what it did not. */
Test(snapshots, of_much_memory_hide_nothing_from_a_check)
{
	fails(HEAD "static char stuffing[100 << 20];\n"
		   "__attribute__((constructor)) static void stuff(void)\n{\n"
		   "\tmemset(stuffing, 1, sizeof stuffing);\n}\n"
		   "int main(void)\n{\n\tlong *block = malloc(100);\n\tblock[2] = 6;\n"
		   "\tdprintf(1, \"%p\\n\", (void *)block);\n\task();\n\treturn 0;\n}\n",
		"lab Much\nrun sample\nstdout:\n  $p\npause here:\n"
		"  word($p + 16) == 5\n  [stack] is rw-p\n",
		"word($p + 16) = 0x6", 1);
	fails(HEAD "static char stuffing[100 << 20];\n"
		   "int main(void)\n{\n\tmemset(stuffing, 1, sizeof stuffing);\n"
		   "\tdprintf(1, \"%p\\n\", (void *)stuffing);\n\task();\n\treturn 0;\n}\n",
		"lab Too much\nrun sample\nstdout:\n  $p\npause here:\n"
		"  byte($p) == 1\n  byte($p + 50M) == 1\n  byte($p + 90M) == 1\n",
		"vmlab keeps no more than 64 MiB", 1);
}

Test(snapshots, of_a_program_that_hides_are_its_failure)
{
	static const char program[] =
		"#include <sys/prctl.h>\n" HEAD "int main(void)\n{\n\task();\n"
		"\tprctl(PR_SET_DUMPABLE, 0);\n\task();\n\treturn 0;\n}\n";
	char *folder = sample_project(program,
		"lab Hides\nrun sample\npause one:\n  [stack] is rw-p\n"
		"pause two:\n  [stack] is rw-p\n");
	const char *as_user = geteuid() == 0
		? "setpriv --reuid=65534 --regid=65534 --clear-groups"
		: "env";
	struct ran ran = sh("chmod -R a+rwX '%s'; %s $VMLAB check --limit 2 --root '%s'",
		folder, as_user, folder);

	cr_expect_eq(ran.status, 1, "%s%s", ran.out, ran.err);
	cr_expect(has(unwrapped(ran.out), "hides its memory map"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}
