/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <linux/perf_event.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../evidence/fault_records.h"
#include "../evidence/trace_times.h"
#include "../host/fault_rings.h"
#include "help.h"

/* The page faults of a run one by one: the kernel's records, their text, their place in time. */

/* --- the times of the log --------------------------------------------------------------- */

static const struct {
	const char *log;
	const char *plain;
	number last;
} stamped[] = {
	{"7 1764376542.878639123 a() = 0\n", "7 a() = 0\n", 1764376542878639123},
	{"7  1764376542.000000001 a() = 0\n8 1764376543.000000002 +++ exited with 0 +++\n",
		"7  a() = 0\n8 +++ exited with 0 +++\n", 1764376543000000002},
	{"7 a() = 0\n", "7 a() = 0\n", 0},
	{"7 1764376542.87863912 a()\n", "7 1764376542.87863912 a()\n", 0},
	{"7 1764376542 a()\n", "7 1764376542 a()\n", 0},
	{"7 1764376542.878639123 read(0", "7 read(0", 1764376542878639123},
	{"no pid\n", "no pid\n", 0},
	{"", "", 0},
};

Test(faults, the_times_of_a_log_are_taken_out)
{
	for (size_t i = 0; i < sizeof stamped / sizeof *stamped; i++) {
		char *log = strdup(stamped[i].log);
		number stamps[3] = {0};
		size_t size = trace_unstamp(log, strlen(log), stamps);
		number last = 0;

		for (int j = 0; j < 3; j++)
			last = stamps[j] ? stamps[j] : last;
		cr_expect_eq(size, strlen(stamped[i].plain), "%s", stamped[i].log);
		cr_expect(memcmp(log, stamped[i].plain, size) == 0, "%.*s", (int)size, log);
		cr_expect(last == stamped[i].last, "%s", stamped[i].log);
		free(log);
	}
}

/* --- the kernel's records ----------------------------------------------------------------- */

struct sample {
	struct perf_event_header header;
	uint64_t ip;
	uint32_t pid, tid;
	uint64_t time, address;
};

struct mmap2 {
	struct perf_event_header header;
	uint32_t pid, tid;
	uint64_t start, length, offset;
	uint32_t major, minor;
	uint64_t inode, generation;
	uint32_t protection, flags;
	char path[16];
	uint32_t identity[2];
	uint64_t time;
};

struct task {
	struct perf_event_header header;
	uint32_t pid, parent, tid, parent_tid;
	uint64_t time;
	uint32_t identity[2];
	uint64_t again;
};

static struct perf_event_header header(uint32_t type, uint16_t misc, size_t size)
{
	return (struct perf_event_header){
		.type = type, .misc = misc, .size = (uint16_t)size};
}

/* Two processors' records, one behind the other: the second one's are the earlier ones. */
struct recorded {
	struct sample late;
	struct mmap2 code;
	struct sample early;
	struct task thread;
	struct task child;
};

static void fill(struct recorded *at)
{
	*at = (struct recorded){
		.late = {header(PERF_RECORD_SAMPLE, PERF_RECORD_MISC_KERNEL,
				 sizeof at->late),
			0xffffffff81000000, 7, 8, 300, 0x7000},
		.code = {.header = header(PERF_RECORD_MMAP2, 0, sizeof at->code),
			.pid = 7,
			.start = 0x400000,
			.length = 0x2000,
			.offset = 0x1000,
			.protection = PROT_READ | PROT_EXEC,
			.flags = MAP_PRIVATE,
			.path = "/bin/a\nb",
			.time = 100},
		.early = {header(PERF_RECORD_SAMPLE, PERF_RECORD_MISC_USER,
				  sizeof at->early),
			0x400010, 7, 7, 200, 0x6000},
		.thread = {.header = header(PERF_RECORD_FORK, 0, sizeof at->thread),
			.pid = 7,
			.parent = 7,
			.tid = 8,
			.time = 210},
		.child = {.header = header(PERF_RECORD_FORK, 0, sizeof at->child),
			.pid = 9,
			.parent = 7,
			.tid = 9,
			.time = 250},
	};
}

Test(faults, records_of_all_processors_come_in_the_order_of_time)
{
	struct pool pool = {0};
	struct recorded recorded;
	struct bytes bytes = {.data = (char *)&recorded, .size = sizeof recorded};
	struct fault_log log;
	struct err err;

	fill(&recorded);
	cr_assert_eq(fault_records_parse(&pool, &bytes, &log, &err), 0);
	cr_assert_eq(log.count, 2);
	cr_assert_eq(log.mapped_count, 1);
	cr_assert_eq(log.forked_count, 1, "a thread is no process");
	cr_assert(log.faults[0].time == 200 && !log.faults[0].kernel);
	cr_assert(log.faults[1].time == 300 && log.faults[1].kernel &&
		log.faults[1].tid == 8);
	cr_assert_str_eq(log.mapped[0].path, "/bin/a?b");
	cr_assert_str_eq(log.mapped[0].access, "r-xp");
	cr_assert(log.mapped[0].end == 0x402000);
	pool_free(&pool);
}

Test(faults, records_cut_anywhere_are_refused_or_fewer)
{
	struct pool pool = {0};
	struct recorded recorded;
	struct fault_log log;
	int refused = 0;

	fill(&recorded);
	for (size_t size = 0; size < sizeof recorded; size++) {
		struct bytes bytes = {.data = (char *)&recorded, .size = size};
		struct err err = {0};

		if (fault_records_parse(&pool, &bytes, &log, &err) != 0) {
			cr_expect(*err.message, "%zu bytes", size);
			refused++;
		}
	}
	cr_assert_eq(refused, (int)(sizeof recorded - 5), "whole records only are taken");
	pool_free(&pool);
}

Test(faults, a_child_executes_what_its_parent_had_mapped)
{
	struct pool pool = {0};
	struct recorded recorded;
	struct bytes bytes = {.data = (char *)&recorded, .size = sizeof recorded};
	struct fault_log log;
	struct err err;

	fill(&recorded);
	cr_assert_eq(fault_records_parse(&pool, &bytes, &log, &err), 0);
	cr_assert_eq(faults_code_at(&log, 7, 200, 0x400010), &log.mapped[0]);
	cr_assert_null(faults_code_at(&log, 7, 99, 0x400010), "it has not come yet");
	cr_assert_null(faults_code_at(&log, 7, 200, 0x402000), "it ends before");
	cr_assert_eq(faults_code_at(&log, 9, 260, 0x401fff), &log.mapped[0]);
	cr_assert_null(
		faults_code_at(&log, 10, 260, 0x400010), "nobody knows this process");
	pool_free(&pool);
}

/* --- as text ------------------------------------------------------------------------------ */

static const char text[] = "lost 5\n"
			   "user-mode\n"
			   "mapped 100 1 7 0x400000 0x402000 0x1000 r-xp /bin/a b\n"
			   "fault 200 1 7 7 user 0x6000 0x400010 main a b\n"
			   "forked 250 2 9 7\n"
			   "fault 300 3 7 8 kernel 0x7000 0xffffffff81000000 - -\n";

Test(faults, are_written_as_they_are_read)
{
	struct pool pool = {0};
	struct fault_log log;
	struct bytes again;
	struct err err;

	cr_assert_eq(
		faults_parse(&pool, text, strlen(text), &log, &err), 0, "%s", err.message);
	cr_assert_str_eq(log.faults[0].file, "a b");
	cr_assert_eq(log.faults[0].line, 4);
	cr_assert_null(log.faults[1].file);
	cr_assert(log.user_only && log.lost == 5);
	again = faults_text(&pool, &log);
	cr_assert_str_eq(again.data, text);
	pool_free(&pool);
}

Test(faults, a_text_cut_anywhere_is_refused_or_fewer)
{
	struct pool pool = {0};
	struct fault_log log;

	for (size_t size = 0; size < strlen(text); size++) {
		struct err err = {0};

		if (faults_parse(&pool, pool_copy(&pool, text, size), size, &log, &err) !=
			0)
			cr_expect(*err.message && err.line > 0, "%zu bytes", size);
		else
			cr_expect(log.count + log.mapped_count + log.forked_count <= 4);
	}
	pool_free(&pool);
}

static const char *const no_texts[] = {
	"fault 1 1 7 7 user 0x1 0x2 -\n",
	"fault 1 -1 7 7 user 0x1 0x2 - -\n",
	"fault x 1 7 7 user 0x1 0x2 - -\n",
	"mapped 1 1 7 0x1 0x2 0 r-x /a\n",
	"mapped 1 1 7 0x1 0x2 0 r-xp\n",
	"forked 1 1 7\n",
	"touched 1\n",
	"\n",
};

Test(faults, what_is_no_record_is_refused)
{
	for (size_t i = 0; i < sizeof no_texts / sizeof *no_texts; i++) {
		struct pool pool = {0};
		struct fault_log log;
		struct err err = {0};

		cr_expect_eq(
			faults_parse(&pool, no_texts[i], strlen(no_texts[i]), &log, &err),
			-1, "%s", no_texts[i]);
		cr_expect_eq(err.line, 1);
		pool_free(&pool);
	}
}

Test(faults, stand_behind_the_line_that_had_begun)
{
	static const number stamps[] = {1000, 1200, 1250};
	struct fault faults[] = {{.time = 1100}, {.time = 1200}, {.time = 1300}};
	struct fault_log log = {.faults = faults, .count = 3};

	faults_place(&log, stamps, 3);
	cr_expect_eq(faults[0].log_lines, 1);
	cr_expect_eq(faults[1].log_lines, 2);
	cr_expect_eq(faults[2].log_lines, 3);
	cr_expect(faults[0].time == 100, "times count from the lab's execve");
}

/* --- a run -------------------------------------------------------------------------------- */

static const char touches[] =
	"#include <stdio.h>\n#include <unistd.h>\n"
	"int main(void)\n{\n"
	"\tchar *memory = sbrk(3000 * 4096L);\n"
	"\tprintf(\"%p\\n\", (void *)memory);\n\tfflush(stdout);\n"
	"\tfor (long i = 0; i < 3000; i++)\n\t\tmemory[i * 4096] = 1;\n"
	"\treturn 0;\n}\n";

static bool machine_tells(void)
{
	struct ran ran = sh("$VMLAB doctor");
	bool tells = has(ran.out, "[ ok ] faults") && has(ran.out, "[ ok ] strace");

	ran_free(&ran);
	return tells;
}

Test(faults, of_a_run_are_all_there_with_their_function)
{
	char *folder = sample_project(touches,
		"lab Touches\nrun sample\n  aslr: off\nstdout:\n  $memory\n"
		"check faults($memory..$memory + 3000 * $page by main) == 3000\n"
		"check pages($memory..$memory + 3000 * $page) == 3000\n"
		"check faults(0..0x8000000000000000) == $faults\n");
	struct ran ran;

	if (!machine_tells())
		cr_skip_test("this machine does not tell of the faults one by one");
	ran = sh("$VMLAB check --root '%s'", folder);
	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	ran_free(&ran);
	temp_drop(folder);
}

Test(faults, that_are_refused_are_env_with_the_remedy)
{
	char *refuse = refuse_make();
	char *folder = sample_project(touches,
		"lab Touches\nrun sample\nstdout:\n  $memory\n"
		"check faults($memory) == 1\nfaults:\n  ... by main in sample\n");
	struct ran ran =
		sh("cd '%s' && " REFUSE "perf_event_open=EPERM -- $VMLAB check --root .",
			folder, refuse);

	cr_expect_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	cr_expect(has(unwrapped(ran.out), "2 of 4 not shown here"), "%s", ran.out);
	cr_expect(has(ran.out, "--cap-add PERFMON"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
	temp_drop(refuse);
}

/* The evidence says that some are missing: then a count of them is no verdict. */
Test(faults, that_are_lost_are_never_a_pass)
{
	char *folder = sample_project(touches,
		"lab Touches\nrun sample\nstdout:\n  $memory\n"
		"check faults($memory..$memory + 3000 * $page) == 3000\n");
	struct ran ran;

	if (!machine_tells())
		cr_skip_test("this machine does not tell of the faults one by one");
	ran = sh("$VMLAB check --root '%s' && cd '%s/build/runs/01' && "
		 "sed -i '1i lost 3' sample.faults && $VMLAB judge .",
		folder, folder);
	cr_expect(
		has(unwrapped(ran.out), "1 of 3 not shown here"), "%s%s", ran.out, ran.err);
	cr_expect(has(ran.out, "some records were lost"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
}

Test(faults, rings_that_are_not_read_in_time_say_what_they_lost)
{
	struct pool pool = {0};
	struct fault_rings rings;
	struct fault_log log;
	struct bytes records;
	struct err err;
	number count;
	int go[2];
	pid_t pid;
	int status;
	char byte = 0;

	cr_assert_eq(pipe(go), 0);
	pid = fork();
	if (pid == 0) {
		close(go[1]);
		if (read(go[0], &byte, 1) >= 0)
			execlp("python3", "python3", "-c",
				"import mmap; m = mmap.mmap(-1, 1 << 28)\n"
				"for i in range(0, 1 << 28, 4096): m[i] = 1\n",
				NULL);
		_exit(127);
	}
	if (fault_rings_open(&rings, pid) != 0)
		cr_skip_test("this machine does not tell of the faults one by one");
	close(go[1]);
	cr_assert(waitpid(pid, &status, 0) == pid && status == 0);
	count = fault_rings_close(&pool, &rings, &records);
	cr_assert_eq(fault_records_parse(&pool, &records, &log, &err), 0);
	cr_assert(count >= 65536, "%lld are counted", (long long)count);
	cr_assert(log.count > 1000 && log.count < count, "%d have come", log.count);
	pool_free(&pool);
}

/*
 * Where nothing may be counted the shim stays the lab's parent, and hides its memory: strace may
 * not read the arguments of the execve() by which its child becomes the lab, unless it is root's.
 */
Test(faults, an_ordinary_user_without_the_counter_is_traced_all_the_same)
{
	char *refuse = refuse_make();
	char *folder = sample_project(touches,
		"lab Touches\nrun sample\nstdout:\n  $memory\n"
		"syscalls:\n  brk($($memory + 3000 * $page)) = ...\n"
		"check $faults > 3000\n");
	const char *as_user = geteuid() == 0
		? "setpriv --reuid=65534 --regid=65534 --clear-groups"
		: "env";
	struct ran ran =
		sh("cd '%s' && cp \"$VMLAB\" \"$VMLAB-shim\" '%s/refuse' . && "
		   "chmod -R a+rwX . && %s ./refuse perf_event_open=EPERM -- ./vmlab "
		   "check --root .",
			folder, refuse, as_user);

	cr_expect_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	cr_expect(has(ran.out, "4 of 4 checks ok"), "%s", ran.out);
	ran_free(&ran);
	temp_drop(folder);
	temp_drop(refuse);
}
