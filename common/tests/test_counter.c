/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "../run/perf_stat.h"
#include "help.h"

/*
 * The harness opens the kernel's counter itself, because the perf command costs more than
 * the run. So it is held to perf stat: the same program on the same kind of terminal, with
 * the same arguments and environment. It may be one lower: strace's reads of the program's
 * memory bring in one page before the program touches it.
 *
 * The least of several runs is compared. A fault on a file's page maps its neighbours too,
 * except those that another process holds locked at that moment (mm/filemap.c,
 * filemap_map_pages), so a busy machine adds a fault now and then and never takes one away.
 */

static const char program[] =
	"#include <stdlib.h>\n#include <unistd.h>\n"
	"int main(int argc, char *argv[])\n{\n"
	"\tlong pages = argc > 1 ? atol(argv[1]) : 0;\n"
	"\tchar *memory = sbrk(pages * 4096);\n"
	"\tfor (long i = 0; i < pages; i++)\n\t\tmemory[i * 4096] = 1;\n"
	"\treturn 0;\n}\n";

static const char expect[] =
	"lab Counter\n"
	"run ours: sample 100\n  aslr: off\n  times: 8\n"
	"run theirs: sample 100\n  aslr: off\n  times: 8\n  faults: perf stat\n"
	"check min($ours.faults) >= min($theirs.faults) - 1\n"
	"check min($ours.faults) <= min($theirs.faults)\n"
	"check min($ours.faults) > 100\n";

static bool machine_can_show_it(void)
{
	struct ran ran = sh("$VMLAB doctor");
	bool can = has(ran.out, "[ ok ] perf stat") && has(ran.out, "[ ok ] personality");

	ran_free(&ran);
	return can;
}

Test(counter, agrees_with_perf_stat)
{
	char *folder = sample_project(program, expect);
	struct ran ran;

	if (!machine_can_show_it())
		cr_skip_test("perf stat or personality is not allowed here");
	ran = sh("$VMLAB check --root '%s'", folder);
	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	ran_free(&ran);
	temp_drop(folder);
}

Test(counter, counts_what_was_touched_and_not_what_was_asked_for)
{
	char *folder = sample_project(program,
		"lab Counter\nrun few: sample 10\n  aslr: off if possible\n"
		"run many: sample 500\n  aslr: off if possible\n"
		"check $many.faults - $few.faults == 490 +- $few.band\n");
	struct ran ran = sh("$VMLAB check --root '%s'", folder);

	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	ran_free(&ran);
	temp_drop(folder);
}

/* Huge pages would make a few faults of hundreds: without the option they are off. */
Test(counter, counts_small_pages_even_where_huge_ones_are_asked_for)
{
	char *folder = sample_project(
		"#include <sys/mman.h>\n#include <stdlib.h>\n"
		"int main(void)\n{\n\tsize_t size = 8 << 20;\n"
		"\tchar *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,\n"
		"\t\tMAP_PRIVATE | MAP_ANONYMOUS, -1, 0);\n"
		"\tmadvise(memory, size, MADV_HUGEPAGE);\n"
		"\tfor (size_t i = 0; i < size; i += 4096)\n\t\tmemory[i] = 1;\n"
		"\treturn 0;\n}\n",
		"lab Huge\nrun small: sample\nrun huge: sample\n  thp: on\n"
		"check $small.faults >= 2048\n"
		"when thp >= 1:\n  check $huge.faults < 1600\nend\n");
	struct ran ran = sh("$VMLAB check --root '%s'", folder);

	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	ran_free(&ran);
	temp_drop(folder);
}

/* Where a process may open nothing more, perf has not been begun, and its end closes nothing. */
Test(counter, a_perf_that_has_no_pipes_takes_no_descriptor_away)
{
	char *const environment[] = {NULL};
	struct perf_stat perf = {0};
	struct pool pool = {0};
	struct rlimit before, none;

	cr_assert_eq(dup2(open("/dev/null", O_RDONLY), STDIN_FILENO), STDIN_FILENO);
	getrlimit(RLIMIT_NOFILE, &before);
	none = (struct rlimit){.rlim_cur = 0, .rlim_max = before.rlim_max};
	cr_assert_eq(setrlimit(RLIMIT_NOFILE, &none), 0);
	cr_expect_not(perf_stat_begin(&perf, getpid(), environment, 1));
	cr_expect_str_eq(perf_stat_end(&pool, &perf).data, "");
	setrlimit(RLIMIT_NOFILE, &before);
	cr_expect(fcntl(STDIN_FILENO, F_GETFD) >= 0, "stdin was closed");
	pool_free(&pool);
}
