/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <elf.h>
#include <stdio.h>
#include <string.h>

#include "../match/judge.h"
#include "help.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* What was found at pauses, in ELF files and by tools, judged from records made by hand. */

enum { MOST_PERFORMED = 6, MOST_FOUND = 3, PAGE = 4096 };

/* The first lines of a file with one run, and of one with two. */
#define ONE "lab T\nrun a\n"
#define TWO "lab T\nbuild a: t.c\nbuild b: t.c\nrun a\nrun b\n"

struct sample {
	struct pool pool;
	struct expect expect;
	struct record records[MOST_PERFORMED];
	struct pause pauses[MOST_PERFORMED][MOST_FOUND];
	struct performed performed[MOST_PERFORMED];
	struct elf_image image;
	struct build_file files[2];
	struct lab_evidence evidence;
};

static const struct fact facts[] = {{"page", PAGE}};

static void add_performed(struct sample *sample, const struct run_spec *run, int repetition)
{
	int at = sample->evidence.performed_count++;
	struct record *record = &sample->records[at];

	cr_assert_lt(at, MOST_PERFORMED);
	record->out_file = pool_printf(&sample->pool, "%s%d.out", run->name, repetition);
	record->log_file = pool_printf(&sample->pool, "%s%d.log", run->name, repetition);
	record->program = "/lab/sample";
	record->faults = 100;
	record->pauses = sample->pauses[at];
	for (int i = 0; i < MOST_FOUND; i++)
		record->pauses[i].file = pool_printf(
			&sample->pool, "%s%d.pause%d", run->name, repetition, i + 1);
	sample->performed[at] =
		(struct performed){.run = run, .repetition = repetition, .record = record};
}

/* Runs, then tools; nothing is known of any until a test says so. */
static void sample_make(struct sample *sample, const char *text)
{
	struct err err = {0};

	memset(sample, 0, sizeof *sample);
	cr_assert_eq(expect_parse(&sample->pool, "x.expect", text, strlen(text),
			     &sample->expect, &err),
		0, "%s\n%d: %s", text, err.line, err.message);
	sample->evidence = (struct lab_evidence){.pool = &sample->pool,
		.expect = &sample->expect,
		.performed = sample->performed,
		.files = sample->files,
		.facts = facts,
		.fact_count = COUNT(facts)};
	for (const struct run_spec *run = sample->expect.runs; run; run = run->next)
		for (int i = 1; i <= run->times; i++)
			add_performed(sample, run, i);
	for (const struct run_spec *tool = sample->expect.tools; tool; tool = tool->next)
		add_performed(sample, tool, 1);
}

/* The performed paused once more, with this map. */
static struct pause *add_pause(struct sample *sample, int performed, const char *map)
{
	struct record *record = &sample->records[performed];
	struct pause *pause = &record->pauses[record->pause_count++];
	struct err err = {0};

	cr_assert_leq(record->pause_count, MOST_FOUND);
	cr_assert_eq(maps_parse(&sample->pool, map, strlen(map), &pause->maps, &err), 0,
		"%s\n%d: %s", map, err.line, err.message);
	return pause;
}

/* A piece of memory, all of one byte. */
static void add_memory(struct sample *sample, struct pause *pause, number start, int byte)
{
	struct memory_piece *piece = pool_alloc(&sample->pool, sizeof *piece);
	unsigned char *bytes = pool_alloc(&sample->pool, PAGE);

	memset(bytes, byte, PAGE);
	*piece = (struct memory_piece){
		.start = start, .bytes = bytes, .size = PAGE, .next = pause->memory};
	pause->memory = piece;
}

static void set_out(struct sample *sample, int performed, const char *text)
{
	sample->records[performed].out = text_lines(&sample->pool, text, strlen(text));
}

static void set_log(struct sample *sample, int performed, const char *text)
{
	sample->records[performed].trace.lines =
		text_lines(&sample->pool, text, strlen(text));
}

/* "FAIL pause p a, skip pauses a: 1 <stdout a>". */
static const char *results_text(struct sample *sample, const struct result *result)
{
	const char *text = "";

	for (; result; result = result->next)
		text = pool_printf(&sample->pool, "%s%s %s%s%s%s%s", text,
			status_text(result->status), result->check,
			result->needs ? " <" : "", result->needs ? result->needs : "",
			result->needs ? ">" : "", result->next ? ", " : "");
	return text;
}

static void hold_text(const char *measured, const char *expected, const char *what)
{
	cr_assert_eq(measured != NULL, expected != NULL, "%s: %s", what, measured);
	if (expected)
		cr_assert_str_eq(measured, expected, "%s: %s", what, measured);
}

/* What a statement should come to. */
struct outcome_of_statement {
	const char *statement;
	enum status status;
	const char *says;     /* what is measured; of env and error the reason */
	const char *where;    /* NULL: the map of the last pause */
	const char *expected; /* NULL: the statement itself */
};

#define OK(statement)                      statement, STATUS_OK, NULL, NULL, NULL
#define FAIL(statement, says)              statement, STATUS_FAIL, says, NULL, NULL
#define FAIL_AT(statement, says, where)    statement, STATUS_FAIL, says, where, NULL
#define FAIL_OF(statement, says, expected) statement, STATUS_FAIL, says, NULL, expected
#define ENV(statement, says)               statement, STATUS_ENV, says, NULL, NULL
#define BROKEN(statement, says)            statement, STATUS_ERROR, says, NULL, NULL

/* Holds a result to it; the statement is on line `line` of the file. */
static void hold_result(const struct result *result, const struct outcome_of_statement *at,
	int line, const char *map)
{
	cr_assert_eq(result->status, at->status, "%s: %s, %s", at->statement,
		status_text(result->status), result->measured);
	if (at->status == STATUS_OK) {
		hold_text(spoken(result->measured), NULL, at->statement);
		hold_text(spoken(result->lack.reason), NULL, at->statement);
		return;
	}
	cr_assert_eq(result->line, line, "%s: %d", at->statement, result->line);
	if (at->status != STATUS_FAIL) {
		hold_text(spoken(result->lack.reason), at->says, at->statement);
		return;
	}
	hold_text(spoken(result->expected), at->expected ? at->expected : at->statement,
		at->statement);
	hold_text(spoken(result->measured), at->says, at->statement);
	hold_text(result->where, at->where ? at->where : map, at->statement);
}

/* --- statements about one map --------------------------------------------------------- */

#define ZEROS "00000000 00:00 0"

static const char map[] = "10000-11000 r--p 00000000 fe:00 11 /lab/sample\n"
			  "11000-12000 r-xp 00001000 fe:00 11 /lab/sample\n"
			  "12000-13000 rw-p 00002000 fe:00 11 /lab/sample\n"
			  "20000-22000 rw-p " ZEROS " [heap]\n"
			  "22000-23000 ---p " ZEROS " [heap]\n"
			  "24000-25000 rw-p " ZEROS " [heap]\n"
			  "30000-32000 rw-p " ZEROS " \n"
			  "32000-33000 rw-p " ZEROS " \n"
			  "33000-34000 r--p " ZEROS " \n"
			  "40000-41000 r--p 00000000 fe:00 12 /usr/lib/libc.so.6\n"
			  "41000-42000 r--s 00003000 fe:00 13 /data/two words.bin\n"
			  "42000-43000 rw-s 00000000 00:01 14 /dev/zero (deleted)\n"
			  "43000-44000 rw-p " ZEROS " [anon:two words]\n"
			  "44000-45000 rw-s 00000000 00:01 15 [anon_shmem:cache]\n"
			  "45000-46000 rw-s 00000000 00:01 0 /SYSV00000000 (deleted)\n"
			  "46000-47000 rw-p " ZEROS " [anon:two words]\n"
			  "50000-52000 rw-p " ZEROS " [stack]\n"
			  "60000-61000 r-xp " ZEROS " [vdso]\n";

static const struct outcome_of_statement mapped[] = {
	{OK("0x30000 is rw-p")},
	{OK("0x30000..0x32000 is rw-p")},
	{OK("0x31fff..0x32001 is rw-p")},
	{OK("0x30000..0x33000 is rw-p")},
	{FAIL_AT("0x30000..0x33001 is rw-p", "0x33000..0x34000 r--p (anonymous)",
		"a1.pause1:9")},
	{OK("0x30000..0x34000 is r?-p")},
	{OK("0x33fff is r--p")},
	{OK("0x33fff..0x34000 is r--p")},
	{FAIL("0x33fff..0x34001 is r--p", "nothing is mapped at 0x34000")},
	{FAIL("0x34000 is r--p", "nothing is mapped at 0x34000")},
	{FAIL("0x2ffff is rw-p", "nothing is mapped at 0x2ffff")},
	{FAIL("0x2ffff..0x30001 is rw-p", "nothing is mapped at 0x2ffff")},
	{FAIL("-1 is rw-p", "nothing is mapped at -0x1")},
	{FAIL_AT("0x30000 is r--p", "0x30000..0x32000 rw-p (anonymous)", "a1.pause1:7")},
	{FAIL_AT("0x30000 is rwxp", "0x30000..0x32000 rw-p (anonymous)", "a1.pause1:7")},
	{FAIL_AT("0x30000 is rw-s", "0x30000..0x32000 rw-p (anonymous)", "a1.pause1:7")},
	{OK("0x30000 is ????")},
	{OK("0x42000 is ?w-s")},
	/* what stands behind the permissions */
	{OK("0x30000..0x33000 is rw-p anonymous")},
	{FAIL_AT("0x20000 is rw-p anonymous", "0x20000..0x22000 rw-p [heap]",
		"a1.pause1:4")},
	{FAIL_AT("0x43000 is rw-p anonymous", "0x43000..0x44000 rw-p [anon:two words]",
		"a1.pause1:13")},
	{FAIL_AT("0x12000 is rw-p anonymous", "0x12000..0x13000 rw-p /lab/sample",
		"a1.pause1:3")},
	{FAIL_AT("0x42000 is rw-s anonymous", "0x42000..0x43000 rw-s /dev/zero (deleted)",
		"a1.pause1:12")},
	/* the first segment of shmget(2) has the number 0, and a name */
	{FAIL_AT("0x45000 is rw-s anonymous",
		"0x45000..0x46000 rw-s /SYSV00000000 (deleted)", "a1.pause1:15")},
	{OK("0x12000 is rw-p file")},
	{OK("0x41000 is r--s file")},
	{FAIL_AT("0x30000 is rw-p file", "0x30000..0x32000 rw-p (anonymous)",
		"a1.pause1:7")},
	{FAIL_AT("0x43000 is rw-p file", "0x43000..0x44000 rw-p [anon:two words]",
		"a1.pause1:13")},
	{OK("0x10000..0x13000 is r??p file program")},
	{FAIL("0x10000..0x13001 is r??p file program", "nothing is mapped at 0x13000")},
	{FAIL_AT("0x40000 is r--p file program", "0x40000..0x41000 r--p /usr/lib/libc.so.6",
		"a1.pause1:10")},
	{FAIL_AT("0x30000 is rw-p file program", "0x30000..0x32000 rw-p (anonymous)",
		"a1.pause1:7")},
	{OK("0x40000 is r--p file libc")},
	{OK("0x40000 is r--p file libc.so.6")},
	{FAIL_AT("0x40000 is r--p file libc.so.6.1",
		"0x40000..0x41000 r--p /usr/lib/libc.so.6", "a1.pause1:10")},
	{FAIL_AT("0x40000 is r--p file ibc", "0x40000..0x41000 r--p /usr/lib/libc.so.6",
		"a1.pause1:10")},
	{FAIL_AT("0x40000 is r--p file lib/libc",
		"0x40000..0x41000 r--p /usr/lib/libc.so.6", "a1.pause1:10")},
	{OK("0x41000 is r--s file two words")},
	{FAIL_AT("0x41000 is r--s file words", "0x41000..0x42000 r--s /data/two words.bin",
		"a1.pause1:11")},
	{FAIL_AT("0x30000 is rw-p file libc", "0x30000..0x32000 rw-p (anonymous)",
		"a1.pause1:7")},
	{OK("0x51fff is rw-p [stack]")},
	{FAIL_AT("0x50000 is r--p [stack]", "0x50000..0x52000 rw-p [stack]",
		"a1.pause1:17")},
	{FAIL_AT(
		"0x50000 is rw-p [heap]", "0x50000..0x52000 rw-p [stack]", "a1.pause1:17")},
	{FAIL_AT("0x30000 is rw-p [stack]", "0x30000..0x32000 rw-p (anonymous)",
		"a1.pause1:7")},
	{OK("0x20000..0x23000 is ???p [heap]")},
	{OK("0x43000 is rw-p [anon:two words]")},
	{FAIL_AT("0x43000 is rw-p [anon:two]", "0x43000..0x44000 rw-p [anon:two words]",
		"a1.pause1:13")},
	{OK("0x44000 is rw-s [anon_shmem:cache]")},
	/* a name stands for all its mappings, and not for what lies between them */
	{OK("[stack] is rw-p")},
	{FAIL_AT("[stack] is rw-p anonymous", "0x50000..0x52000 rw-p [stack]",
		"a1.pause1:17")},
	{OK("[heap] is ???p")},
	{OK("[heap] is ???p [heap]")},
	{FAIL_AT("[heap] is rw-p", "0x22000..0x23000 ---p [heap]", "a1.pause1:5")},
	{OK("[anon:two words] is rw-p")},
	{FAIL_AT("[anon:two words] is r--p", "0x43000..0x44000 rw-p [anon:two words]",
		"a1.pause1:13")},
	{FAIL("[vvar] is r--p", "there is no [vvar] in the memory map")},
	/* a range of no byte has no permissions */
	{FAIL("0x30000..0x30000 is rw-p", "the range 0x30000..0x30000 has no byte")},
	{FAIL("0x30001..0x30000 is rw-p", "the range 0x30001..0x30000 has no byte")},
	{FAIL("0x30000..0 is rw-p", "the range 0x30000..0x0 has no byte")},
	{FAIL("1 / 0 is rw-p", "it cannot be computed: division by zero.")},
	{FAIL("0x30000..0x30000 / 0 is rw-p", "it cannot be computed: division by zero.")},
};

static const struct outcome_of_statement unmapped[] = {
	{OK("NULL is unmapped")},
	{OK("0..0x10000 is unmapped")},
	{FAIL_AT("0..0x10001 is unmapped", "0x10000..0x11000 r--p /lab/sample",
		"a1.pause1:1")},
	{OK("0x34000..0x40000 is unmapped")},
	{FAIL_AT("0x33fff..0x40000 is unmapped", "0x33000..0x34000 r--p (anonymous)",
		"a1.pause1:9")},
	{FAIL_AT("0x34000..0x40001 is unmapped", "0x40000..0x41000 r--p /usr/lib/libc.so.6",
		"a1.pause1:10")},
	{FAIL_AT("0..0xffffffffffffffff is unmapped", "0x10000..0x11000 r--p /lab/sample",
		"a1.pause1:1")},
	{FAIL_AT("0x22fff is unmapped", "0x22000..0x23000 ---p [heap]", "a1.pause1:5")},
	{OK("0x23000 is unmapped")},
	{OK("0x23fff is unmapped")},
	{FAIL_AT("0x24000 is unmapped", "0x24000..0x25000 rw-p [heap]", "a1.pause1:6")},
	{OK("0x61000..0xffffffffffffffff is unmapped")},
	{FAIL_AT("[heap] is unmapped", "0x20000..0x22000 rw-p [heap]", "a1.pause1:4")},
	{FAIL("0x34000..0x34000 is unmapped", "the range 0x34000..0x34000 has no byte")},
	{OK("[vvar] is absent")},
	{OK("[anon:two] is absent")},
	{FAIL_AT("[heap] is absent", "0x20000..0x22000 rw-p [heap]", "a1.pause1:4")},
	{FAIL_AT("[vdso] is absent", "0x60000..0x61000 r-xp [vdso]", "a1.pause1:18")},
};

static const struct outcome_of_statement places[] = {
	{OK("0x20000 inside [heap]")},
	{OK("0x24fff inside [heap]")},
	{FAIL("0x1ffff inside [heap]", "0x1ffff is not inside 0x20000..0x25000")},
	{FAIL("0x25000 inside [heap]", "0x25000 is not inside 0x20000..0x25000")},
	{OK("0x22fff inside [heap]")},
	{FAIL("0x23000 inside [heap]", "nothing is mapped at 0x23000")},
	{FAIL("0x23fff inside [heap]", "nothing is mapped at 0x23fff")},
	{OK("0x24000 inside [heap]")},
	{OK("0x43000 inside [anon:two words]")},
	{FAIL_AT("0x44000 inside [anon:two words]",
		"0x44000..0x45000 rw-s [anon_shmem:cache]", "a1.pause1:14")},
	{OK("0x46fff inside [anon:two words]")},
	{FAIL("0x20000 inside [vvar]", "there is no [vvar] in the memory map")},
	{OK("0x30000 inside 0x30000..0x31000")},
	{OK("0x30fff inside 0x30000..0x31000")},
	{FAIL("0x31000 inside 0x30000..0x31000", "0x31000 is not inside 0x30000..0x31000")},
	{FAIL("0x2ffff inside 0x30000..0x31000", "0x2ffff is not inside 0x30000..0x31000")},
	{OK("0x30000 inside 0x30000")},
	{FAIL("0x30001 inside 0x30000", "0x30001 is not inside 0x30000")},
	{FAIL("0x2ffff inside 0x30000", "0x2ffff is not inside 0x30000")},
	/* numbers are no mappings */
	{OK("0x23800 inside 0x20000..0x25000")},
	{FAIL("0x30000 inside 0x31000..0x30000", "the range 0x31000..0x30000 has no byte")},
	{OK("0x25000 between [heap] and [stack]")},
	{OK("0x4ffff between [heap] and [stack]")},
	{FAIL("0x24fff between [heap] and [stack]",
		"0x24fff is not between 0x20000..0x25000 and 0x50000..0x52000")},
	{FAIL("0x50000 between [heap] and [stack]",
		"0x50000 is not between 0x20000..0x25000 and 0x50000..0x52000")},
	{FAIL("0x23000 between [heap] and [stack]",
		"0x23000 is not between 0x20000..0x25000 and 0x50000..0x52000")},
	{FAIL("0x30000 between [stack] and [heap]",
		"0x30000 is not between 0x50000..0x52000 and 0x20000..0x25000")},
	{OK("0x30001 between 0x30000 and 0x30002")},
	{FAIL("0x30000 between 0x30000 and 0x30002",
		"0x30000 is not between 0x30000 and 0x30002")},
	{FAIL("0x30002 between 0x30000 and 0x30002",
		"0x30002 is not between 0x30000 and 0x30002")},
	{OK("0x30000 between 0x20000..0x30000 and 0x30001..0x40000")},
	{FAIL("0x30000 between 0x20000..0x30001 and 0x30001",
		"0x30000 is not between 0x20000..0x30001 and 0x30001")},
	{FAIL("0x30000 between [vvar] and [stack]",
		"there is no [vvar] in the memory map")},
	{FAIL("0x30000 between [heap] and [vvar]", "there is no [vvar] in the memory map")},
};

/* A number of 127 bits, of which the next does not exist. */
#define LARGEST                                                                            \
	"0x7fffffffffffffff * 0xffffffffffffffff + 0xffffffffffffffff + "                  \
	"0x7fffffffffffffff"
#define TOO_LARGE "it cannot be computed: the numbers are too large."

static const struct outcome_of_statement too_large[] = {
	{FAIL(LARGEST " is unmapped", TOO_LARGE)},
	{FAIL(LARGEST " is rw-p", TOO_LARGE)},
	{FAIL(LARGEST ".." LARGEST " is rw-p", TOO_LARGE)},
	{FAIL("0.." LARGEST " is unmapped", TOO_LARGE)},
	{FAIL("-(" LARGEST ") - 1..5 is unmapped", TOO_LARGE)},
	{FAIL(LARGEST " inside [heap]", TOO_LARGE)},
	{FAIL("5 between 4 and " LARGEST, TOO_LARGE)},
	{FAIL("VmFlags(" LARGEST ") has rd", TOO_LARGE)},
	{FAIL("word(" LARGEST ") == 0",
		"nothing is mapped at 0x7fffffffffffffffffffffffffffffff")},
	{FAIL("region(" LARGEST ").size == 0",
		"nothing is mapped at 0x7fffffffffffffffffffffffffffffff")},
};

/* Judges each statement alone, at the first pause of a run with this map. */
static void hold_statements(const struct outcome_of_statement *at, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct sample sample;
		char text[1000];

		snprintf(text, sizeof text, ONE "pause p:\n  %s\n", at[i].statement);
		sample_make(&sample, text);
		add_pause(&sample, 0, map);
		hold_result(judge(&sample.evidence), &at[i], 4, "a1.pause1");
		pool_free(&sample.pool);
	}
}

Test(pause_judging, what_a_range_is)
{
	hold_statements(mapped, COUNT(mapped));
}

Test(pause_judging, what_is_not_there)
{
	hold_statements(unmapped, COUNT(unmapped));
}

Test(pause_judging, where_a_byte_lies)
{
	hold_statements(places, COUNT(places));
}

Test(pause_judging, numbers_that_are_no_addresses)
{
	hold_statements(too_large, COUNT(too_large));
}

/* --- what has changed ----------------------------------------------------------------- */

#define LINE(range, perms)           range " " perms " " ZEROS " \n"
#define HEAP(range, perms)           range " " perms " " ZEROS " [heap]\n"
#define FILE_AT(range, offset, path) range " r--p " offset " fe:00 7 " path "\n"

static const struct {
	const char *before;
	const char *now;
	struct outcome_of_statement outcome;
} changes[] = {
	/* new: all of it is there, and nothing of it was */
	{"", LINE("3000-5000", "rw-p"), {OK("0x3000..0x5000 is new since p")}},
	{"", LINE("3000-4000", "rw-p") LINE("4000-5000", "r--p"),
		{OK("0x3000..0x5000 is new since p")}},
	{LINE("5000-6000", "rw-p"), LINE("3000-6000", "rw-p"),
		{OK("0x3000..0x5000 is new since p")}},
	{LINE("5000-6000", "rw-p"), LINE("3000-6000", "rw-p"),
		{FAIL("0x3000..0x5001 is new since p",
			"it, or a part of it, was mapped at the pause p already")}},
	{LINE("2000-3001", "rw-p"), LINE("3000-6000", "rw-p"),
		{FAIL("0x3000..0x5000 is new since p",
			"it, or a part of it, was mapped at the pause p already")}},
	{LINE("3000-5000", "rw-p"), LINE("3000-5000", "r--p"),
		{FAIL("0x3000 is new since p",
			"it, or a part of it, was mapped at the pause p already")}},
	{"", LINE("3000-4fff", "rw-p"),
		{FAIL("0x3000..0x5000 is new since p",
			"it is not mapped, or not all of it")}},
	{"", LINE("3000-4000", "rw-p") LINE("4001-5000", "rw-p"),
		{FAIL("0x3000..0x5000 is new since p",
			"it is not mapped, or not all of it")}},
	{"", "", {FAIL("0x3000 is new since p", "it is not mapped, or not all of it")}},
	{"", LINE("3000-5000", "rw-p"),
		{FAIL("0x3000..0x3000 is new since p",
			"the range 0x3000..0x3000 has no byte")}},
	{"", HEAP("3000-4000", "rw-p"), {OK("[heap] is new since p")}},
	{HEAP("2000-3000", "rw-p"), HEAP("3000-4000", "rw-p"),
		{FAIL("[heap] is new since p",
			"it, or a part of it, was mapped at the pause p already")}},
	{"", LINE("3000-4000", "rw-p"),
		{FAIL("[heap] is new since p", "it is not mapped, or not all of it")}},
	/* gone: nothing of it is there, and all of it was */
	{LINE("3000-5000", "rw-p"), "", {OK("0x3000..0x5000 is gone since p")}},
	{LINE("3000-4000", "rw-p") LINE("4000-5000", "r--p"), "",
		{OK("0x3000..0x5000 is gone since p")}},
	{LINE("2000-6000", "rw-p"), LINE("2000-3000", "rw-p") LINE("5000-6000", "rw-p"),
		{OK("0x3000..0x5000 is gone since p")}},
	{LINE("2000-6000", "rw-p"), LINE("2000-3000", "rw-p") LINE("5000-6000", "rw-p"),
		{FAIL("0x2fff..0x5000 is gone since p",
			"it, or a part of it, is still mapped")}},
	{LINE("2000-6000", "rw-p"), LINE("2000-3000", "rw-p") LINE("5000-6000", "rw-p"),
		{FAIL("0x3000..0x5001 is gone since p",
			"it, or a part of it, is still mapped")}},
	{LINE("3000-5000", "rw-p"), LINE("3000-5000", "---p"),
		{FAIL("0x3000..0x5000 is gone since p",
			"it, or a part of it, is still mapped")}},
	{LINE("3000-4000", "rw-p"), "",
		{FAIL("0x3000..0x5000 is gone since p",
			"it was not mapped at the pause p, or not all of it")}},
	{"", "",
		{FAIL("0x3000 is gone since p",
			"it was not mapped at the pause p, or not all of it")}},
	{HEAP("3000-4000", "rw-p"), "", {OK("[heap] is gone since p")}},
	{HEAP("3000-4000", "rw-p"), LINE("3000-4000", "rw-p"),
		{OK("[heap] is gone since p")}},
	{HEAP("3000-5000", "rw-p"), HEAP("4000-5000", "rw-p"),
		{FAIL("[heap] is gone since p", "it, or a part of it, is still mapped")}},
	/* unchanged, however the map is cut into lines */
	{LINE("3000-5000", "rw-p"), LINE("3000-5000", "rw-p"),
		{OK("0x3000..0x5000 is unchanged since p")}},
	{LINE("3000-4000", "rw-p") LINE("4000-5000", "rw-p"), LINE("2000-6000", "rw-p"),
		{OK("0x3000..0x5000 is unchanged since p")}},
	{LINE("2000-6000", "rw-p"),
		LINE("3000-3001", "rw-p") LINE("3001-4fff", "rw-p")
			LINE("4fff-5000", "rw-p"),
		{OK("0x3000..0x5000 is unchanged since p")}},
	{LINE("3000-5000", "rw-p"), LINE("3000-4000", "rw-p") LINE("4000-5000", "r--p"),
		{OK("0x3000..0x4000 is unchanged since p")}},
	{LINE("3000-5000", "rw-p"), LINE("3000-4000", "rw-p") LINE("4000-5000", "r--p"),
		{FAIL_AT("0x3000..0x4001 is unchanged since p",
			"0x4000..0x5000 r--p (anonymous)", "a1.pause2:2")}},
	{LINE("3000-4000", "rw-p") LINE("4000-5000", "r--p"), LINE("3000-5000", "rw-p"),
		{FAIL_AT("0x3000..0x5000 is unchanged since p",
			"0x3000..0x5000 rw-p (anonymous)", "a1.pause2:1")}},
	{LINE("3000-4000", "rw-p"), LINE("3000-5000", "rw-p"),
		{FAIL_AT("0x3000..0x5000 is unchanged since p",
			"0x3000..0x5000 rw-p (anonymous)", "a1.pause2:1")}},
	{LINE("3000-5000", "rw-p"), LINE("3000-4000", "rw-p"),
		{FAIL("0x3000..0x5000 is unchanged since p",
			"a part of it is not mapped any more")}},
	{LINE("3000-4000", "rw-p"), LINE("3000-4000", "rw-p"),
		{FAIL("0x3000..0x5000 is unchanged since p",
			"nothing is mapped at 0x4000")}},
	{"", "", {FAIL("0x3000 is unchanged since p", "nothing is mapped at 0x3000")}},
	{LINE("3000-4000", "rw-p"), HEAP("3000-4000", "rw-p"),
		{FAIL_AT("0x3000 is unchanged since p", "0x3000..0x4000 rw-p [heap]",
			"a1.pause2:1")}},
	/* a file is mapped as it was if the same bytes of it are */
	{FILE_AT("3000-5000", "00001000", "/a"),
		FILE_AT("3000-4000", "00001000", "/a")
			FILE_AT("4000-5000", "00002000", "/a"),
		{OK("0x3000..0x5000 is unchanged since p")}},
	{FILE_AT("3000-5000", "00001000", "/a"), FILE_AT("2000-6000", "00000000", "/a"),
		{OK("0x3000..0x5000 is unchanged since p")}},
	{FILE_AT("3000-4000", "00001000", "/a"), FILE_AT("3000-4000", "00002000", "/a"),
		{FAIL_AT("0x3000 is unchanged since p", "0x3000..0x4000 r--p /a",
			"a1.pause2:1")}},
	{FILE_AT("3000-4000", "00001000", "/a"), FILE_AT("3000-4000", "00001000", "/b"),
		{FAIL_AT("0x3000 is unchanged since p", "0x3000..0x4000 r--p /b",
			"a1.pause2:1")}},
	{FILE_AT("3000-4000", "00001000", "/a"), "3000-4000 r--p 00001000 fe:00 8 /a\n",
		{FAIL_AT("0x3000 is unchanged since p", "0x3000..0x4000 r--p /a",
			"a1.pause2:1")}},
	/* a name: where it lies is a part of what it is */
	{HEAP("3000-5000", "rw-p"), HEAP("3000-5000", "rw-p"),
		{OK("[heap] is unchanged since p")}},
	{HEAP("3000-5000", "rw-p"), HEAP("3000-4000", "rw-p") HEAP("4000-5000", "rw-p"),
		{OK("[heap] is unchanged since p")}},
	{HEAP("3000-5000", "rw-p"), HEAP("3000-6000", "rw-p"),
		{FAIL("[heap] is unchanged since p",
			"it was 0x3000..0x5000 and is 0x3000..0x6000")}},
	{HEAP("3000-5000", "rw-p"), HEAP("4000-5000", "rw-p"),
		{FAIL("[heap] is unchanged since p",
			"it was 0x3000..0x5000 and is 0x4000..0x5000")}},
	{HEAP("3000-5000", "rw-p"), HEAP("3000-4000", "rw-p") HEAP("4000-5000", "r--p"),
		{FAIL_AT("[heap] is unchanged since p", "0x4000..0x5000 r--p [heap]",
			"a1.pause2:2")}},
	{HEAP("3000-5000", "rw-p"), "",
		{FAIL("[heap] is unchanged since p",
			"there is no [heap] in the memory map")}},
	{"", HEAP("3000-5000", "rw-p"),
		{FAIL("[heap] is unchanged since p",
			"there is no [heap] in the memory map")}},
	/* what lies in its holes is not it */
	{HEAP("3000-4000", "rw-p") HEAP("6000-7000", "rw-p"),
		HEAP("3000-4000", "rw-p") HEAP("6000-7000", "rw-p"),
		{OK("[heap] is unchanged since p")}},
	{HEAP("3000-4000", "rw-p") HEAP("6000-7000", "rw-p"),
		HEAP("3000-4000", "rw-p") LINE("4000-5000", "r--p")
			HEAP("6000-7000", "rw-p"),
		{OK("[heap] is unchanged since p")}},
	{HEAP("3000-7000", "rw-p"), HEAP("3000-4000", "rw-p") HEAP("6000-7000", "rw-p"),
		{FAIL("[heap] is unchanged since p",
			"a part of it is not mapped any more")}},
	{HEAP("3000-4000", "rw-p") HEAP("6000-7000", "rw-p"), HEAP("3000-7000", "rw-p"),
		{FAIL_AT("[heap] is unchanged since p", "0x3000..0x7000 rw-p [heap]",
			"a1.pause2:1")}},
	{HEAP("3000-7000", "rw-p"),
		HEAP("3000-4000", "rw-p") LINE("4000-6000", "rw-p")
			HEAP("6000-7000", "rw-p"),
		{FAIL_AT("[heap] is unchanged since p", "0x4000..0x6000 rw-p (anonymous)",
			"a1.pause2:2")}},
};

Test(pause_judging, what_is_new_gone_or_unchanged)
{
	for (size_t i = 0; i < COUNT(changes); i++) {
		struct sample sample;
		char text[200];

		snprintf(text, sizeof text, ONE "pause p:\n  1 == 1\npause q:\n  %s\n",
			changes[i].outcome.statement);
		sample_make(&sample, text);
		add_pause(&sample, 0, changes[i].before);
		add_pause(&sample, 0, changes[i].now);
		hold_result(
			judge(&sample.evidence)->next, &changes[i].outcome, 6, "a1.pause2");
		pool_free(&sample.pool);
	}
}

/* The pause in between is not the one that is meant. */
Test(pause_judging, since_looks_back_as_far_as_it_says)
{
	struct sample sample;

	sample_make(&sample,
		ONE "pause p:\n  1 == 1\npause q:\n  1 == 1\npause r:\n"
		    "  0x3000 is new since q\n  0x3000 is unchanged since p\n");
	add_pause(&sample, 0, LINE("3000-4000", "rw-p"));
	add_pause(&sample, 0, "");
	add_pause(&sample, 0, LINE("3000-4000", "rw-p"));
	cr_assert_str_eq(results_text(&sample, judge(&sample.evidence)),
		"ok pause p a, ok pause q a, ok pause r a, ok pauses a: 3, ok exit a: 0");
	pool_free(&sample.pool);
}

/* --- conditions ----------------------------------------------------------------------- */

#define SMAPS                                                                              \
	"3000-5000 rw-p " ZEROS " [heap]\nSize: 8 kB\nRss: 4 kB\nTHPeligible: 1\n"         \
	"VmFlags: rd wr mr ac \n"                                                          \
	"5000-6000 r--p 00002000 fe:00 7 /a\nSize: 4 kB\nRss: 0 kB\nVmFlags: rd mr gu \n"  \
	"7000-8000 rw-p " ZEROS " [heap]\nSize: 4 kB\n"

static const struct outcome_of_statement conditions[] = {
	{OK("region(0x3000).start == 0x3000")},
	{OK("region(0x4fff).end == 0x5000")},
	{OK("region(0x5000).start == 0x5000")},
	{OK("region(0x3000).size == 8K")},
	{OK("region(0x5000).offset == 0x2000")},
	{OK("region(0x5000).inode == 7")},
	{OK("region(0x3000).inode == 0")},
	{OK("region(0x3000).Rss == 4096")},
	{OK("region(0x3000).THPeligible == 1")},
	/* of a name its first mapping */
	{OK("region([heap]).Size == 8K")},
	{OK("region([heap]).end == 0x5000")},
	{OK("region(0x5000).Rss + region([heap]).Rss == 4K")},
	{FAIL("region(0x2fff).size == 1", "nothing is mapped at 0x2fff")},
	{FAIL("region(0x6000).size == 1", "nothing is mapped at 0x6000")},
	{FAIL("region([stack]).size == 1", "there is no [stack] in the memory map")},
	{FAIL_OF("region(0x3000).size == 4K", "region(0x3000).size = 8192   (off by 4096)",
		"region(0x3000).size == 4096   (4K)")},
	{FAIL("region(0x3000).start == 0x4000",
		"region(0x3000).start = 0x3000   (off by -4096)")},
	{FAIL_OF("region(0x3000).Rss > $page", "region(0x3000).Rss = 4096",
		"region(0x3000).Rss > 4096   ($page)")},
	{FAIL_OF("1 < region(0x5000).Rss < 3", "region(0x5000).Rss = 0",
		"region(0x5000).Rss > 1")},
	{ENV("region(0x3000).KSM == 1", "This kernel does not tell KSM of a mapping.")},
	{ENV("region(0x7000).Rss == 1", "This kernel does not tell Rss of a mapping.")},
	{OK("VmFlags(0x3000) has wr")},
	{OK("VmFlags(0x4fff..0x6000) lacks gu")},
	{OK("VmFlags([heap]) has ac")},
	{OK("VmFlags(0x5000) has gu")},
	{FAIL_AT("VmFlags(0x5000) has wr", "VmFlags:  rd mr gu  ", "a1.pause1:6")},
	{FAIL_AT("VmFlags(0x3000) lacks wr", "VmFlags:  rd wr mr ac  ", "a1.pause1:1")},
	{FAIL("VmFlags(0x6000) has wr", "nothing is mapped at 0x6000")},
	{FAIL("VmFlags(0x6000) lacks wr", "nothing is mapped at 0x6000")},
	{FAIL("VmFlags([stack]) lacks wr", "there is no [stack] in the memory map")},
	{ENV("VmFlags(0x7000) has wr", "This kernel does not tell VmFlags.")},
	{ENV("VmFlags(0x7000) lacks wr", "This kernel does not tell VmFlags.")},
	{OK("threads == 2")},
	{FAIL("threads == 3", "threads = 2   (off by -1)")},
	{OK("mappings == 3")},
	{FAIL("mappings == 2", "mappings = 3   (off by 1)")},
	{OK("faults == 77")},
	{FAIL("faults < 77", "faults = 77")},
	{OK("$faults - faults == 23")},
	{OK("stat(1) == 4711")},
	{OK("stat(4) == 9")},
	{OK("stat(5) == -6")},
	{BROKEN("stat(6) == 1", "stat(N) takes 1 or a number from 4 to 5.")},
	{BROKEN("stat(2) == 0", "stat(N) takes 1 or a number from 4 to 5.")},
	{BROKEN("stat(3) == 0", "stat(N) takes 1 or a number from 4 to 5.")},
	{BROKEN("stat(-1) == 0", "stat(N) takes 1 or a number from 4 to 5.")},
	{BROKEN("stat(0xffffffffffffffff) == 0",
		"stat(N) takes 1 or a number from 4 to 5.")},
	{OK("auxv(AT_PAGESZ) == $page")},
	{OK("auxv(6) == 4096")},
	{ENV("auxv(AT_ENTRY) == 1",
		"This kernel gives no entry of type 9 in the auxiliary vector.")},
	{FAIL("auxv(AT_PAGESZ) == 1", "auxv(AT_PAGESZ) = 0x1000   (off by 4095)")},
	{BROKEN("5 == 5 +- -1", "the number after +- is negative.")},
	{OK("same($page)")},
	{FAIL("1 / 0 == 1", "it cannot be computed: division by zero.")},
	{FAIL("region(1 / 0).size == 1", "it cannot be computed: division by zero.")},
	{FAIL("1 == 1 +- region(0x6000).size", "nothing is mapped at 0x6000")},
};

Test(pause_judging, what_the_kernel_told_at_the_pause)
{
	for (size_t i = 0; i < COUNT(conditions); i++) {
		struct sample sample;
		struct pause *pause;
		char text[200];

		snprintf(
			text, sizeof text, ONE "pause p:\n  %s\n", conditions[i].statement);
		sample_make(&sample, text);
		pause = add_pause(&sample, 0, SMAPS);
		pause->threads = 2;
		pause->faults = 77;
		pause->stat = (struct stat_fields){
			.at = {[1] = 4711, [4] = 9, [5] = -6}, .count = 5};
		pause->auxv = (struct auxv){.at = {{AT_PAGESZ, PAGE}}, .count = 1};
		hold_result(judge(&sample.evidence), &conditions[i], 4, "a1.pause1");
		pool_free(&sample.pool);
	}
}

Test(pause_judging, a_count_that_was_refused_is_env)
{
	struct sample sample;
	const struct result *result;

	sample_make(&sample, ONE "pause p:\n  faults == 1\n");
	add_pause(&sample, 0, SMAPS)->uncounted =
		(struct lack){"counter", plain("no counter"), plain("PERFMON"), false};
	result = judge(&sample.evidence);
	cr_assert_str_eq(results_text(&sample, result),
		"env pause p a, ok pauses a: 1, ok exit a: 0");
	cr_assert_str_eq(result->lack.what, "counter");
	cr_assert_str_eq(spoken(result->lack.remedy), "PERFMON");
	pool_free(&sample.pool);
}

/* What could not be looked at costs its own pause, and what looks back at it. */
Test(pause_judging, a_pause_that_could_not_be_looked_at_costs_itself)
{
	static const struct {
		bool by_program;
		const char *statement; /* at the pause behind it */
		const char *results;
	} cases[] = {
		{false, "0x3000 is rw-p", "env pause p a, ok pause q a, "},
		{true, "0x3000 is rw-p", "FAIL pause p a, ok pause q a, "},
		{false, "0x3000 is new since p", "env pause p a, env pause q a, "},
		{true, "0x3000 is new since p", "FAIL pause p a, FAIL pause q a, "},
		{true, "0x3000 is unchanged since p", "FAIL pause p a, FAIL pause q a, "},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct sample sample;
		const struct result *result;
		char text[200];

		snprintf(text, sizeof text,
			ONE "pause p:\n  0x3000 is rw-p\npause q:\n  %s\n",
			cases[i].statement);
		sample_make(&sample, text);
		add_pause(&sample, 0, "")->lack = (struct lack){
			"maps", plain("it was gone"), NULL, cases[i].by_program};
		add_pause(&sample, 0, LINE("3000-5000", "rw-p"));
		result = judge(&sample.evidence);
		cr_assert_str_eq(results_text(&sample, result),
			pool_printf(&sample.pool, "%sok pauses a: 2, ok exit a: 0",
				cases[i].results));
		cr_assert_str_eq(spoken(result->lack.reason), "it was gone");
		pool_free(&sample.pool);
	}
}

Test(pause_judging, a_condition_tells_where_its_numbers_come_from)
{
	struct sample sample;
	const struct result *result;

	sample_make(&sample,
		ONE "stdout:\n  p = $p\npause p:\n  region($p).size == $page\n"
		    "    why: It is one page.\n");
	set_out(&sample, 0, "p = 0x3000\n");
	add_pause(&sample, 0, SMAPS);
	result = judge(&sample.evidence)->next;
	cr_assert_eq(result->status, STATUS_FAIL);
	cr_assert_str_eq(result->witness, "memory map");
	cr_assert_str_eq(
		spoken(result->says), "At the pause p of a: region($p).size == $page.");
	cr_assert_str_eq(result->notes->why[ENGLISH], "It is one page.");
	cr_assert_str_eq(result->origins->name, "$p");
	cr_assert_str_eq(result->origins->value, "0x3000");
	cr_assert_str_eq(result->origins->where, "a1.out:1");
	cr_assert_str_eq(result->origins->next->name, "$page");
	cr_assert_null(result->origins->next->next);
	pool_free(&sample.pool);
}

/* --- the program's memory ------------------------------------------------------------- */

#define ABSENT(page) "the page at " page " is not in memory: nothing has touched it"
#define UNRECORDED(at)                                                                     \
	"the bytes at " at " are not recorded: only private data that can be written is, " \
	"and the program's own file"

/*
 * In memory are the two pages from 0x30000, of 0x11 and of 0x22, and the last of [heap], of
 * 0xff; all of them are mapped as `map` says. The machines of the labs are little-endian.
 */
static const struct outcome_of_statement memory[] = {
	{OK("byte(0x30000) == 0x11")},
	{OK("byte(0x30fff) == 0x11")},
	{OK("byte(0x31000) == 0x22")},
	{OK("byte(0x31fff) == 0x22")},
	{FAIL("byte(0x32000) == 0", ABSENT("0x32000"))},
	{FAIL("byte(0x2ffff) == 0", "nothing is mapped at 0x2ffff")},
	{OK("byte(0x24fff) == 255")},
	{FAIL("byte(0x25000) == 0", "nothing is mapped at 0x25000")},
	{FAIL("byte(0x23fff) == 0", "nothing is mapped at 0x23fff")},
	{FAIL("byte(-1) == 0", "nothing is mapped at -0x1")},
	{FAIL("byte(0x30000) == 0x12", "byte(0x30000) = 0x11   (off by -1)")},
	{OK("int(0x30000) == 0x11111111")},
	{OK("int(0x30ffc) == 0x11111111")},
	{OK("int(0x30ffd) == 0x22111111")},
	{OK("int(0x30fff) == 0x22222211")},
	{OK("int(0x31000) == 0x22222222")},
	{OK("int(0x31ffc) == 0x22222222")},
	{FAIL("int(0x31ffd) == 0", ABSENT("0x32000"))},
	{OK("int(0x24000) == 0xffffffff")},
	{OK("int(0x24ffc) == 4294967295")},
	{FAIL("int(0x24ffd) == 0", "nothing is mapped at 0x25000")},
	{FAIL("int(0x23fff) == 0", "nothing is mapped at 0x23fff")},
	{OK("word(0x30000) == 0x1111111111111111")},
	{OK("word(0x30ff8) == 0x1111111111111111")},
	{OK("word(0x30ff9) == 0x2211111111111111")},
	{OK("word(0x30fff) == 0x2222222222222211")},
	{OK("word(0x31ff8) == 0x2222222222222222")},
	{FAIL("word(0x31ff9) == 0", ABSENT("0x32000"))},
	{OK("word(0x24ff8) == 0xffffffffffffffff")},
	{FAIL("word(0x24ff9) == 0", "nothing is mapped at 0x25000")},
	{FAIL("word(0x32ff9) == 0", ABSENT("0x32ff9"))},
	{FAIL("word(0x33ff9) == 0", UNRECORDED("0x33ff9"))},
	{FAIL("word(0x32ffc) == 0", ABSENT("0x32ffc"))},
	{FAIL("byte(0x10000) == 0", ABSENT("0x10000"))},
	{FAIL("byte(0x11fff) == 0", ABSENT("0x11fff"))},
	{FAIL("byte(0x22000) == 0", UNRECORDED("0x22000"))},
	{FAIL("byte(0x40000) == 0", UNRECORDED("0x40000"))},
	{FAIL("byte(0x42000) == 0", UNRECORDED("0x42000"))},
	{FAIL("word(0xfffffffffffffffc) == 0", "nothing is mapped at 0xfffffffffffffffc")},
	{OK("byte(byte(0x30000) + 0x30000) == 0x11")},
	{OK("0x30000..0x31000 holds 0x11")},
	{OK("0x30fff holds byte(0x30000)")},
	{FAIL("0x30000..0x31001 holds 0x11",
		"the first other byte is at 0x31000, 4096 bytes after the start: 0x22 "
		"(the last byte)")},
	{FAIL("0x31000 holds 0x122",
		"the first other byte is at 0x31000, 0 bytes after the start: 0x22")},
	{FAIL("0x31000..0x32001 holds 0x22", ABSENT("0x32000"))},
	{FAIL("0x24000..0x25001 holds 0xff", "nothing is mapped at 0x25000")},
	{OK("0x30000..0x31000 lacks 0x12")},
	{FAIL("0x30000..0x31000 lacks 0x11",
		"the first such byte is at 0x30000, 0 bytes after the start")},
	{FAIL("0x31000..0x32001 lacks 0x23", ABSENT("0x32000"))},
	{FAIL("0x24000..0x24000 holds 0xff", "the range 0x24000..0x24000 has no byte")},
	{FAIL("[heap] holds 0xff", ABSENT("0x20000"))},
	{FAIL("[none] holds 0xff", "there is no [none] in the memory map")},
	{FAIL("byte(word(0x24000)) == 0", "nothing is mapped at 0xffffffffffffffff")},
};

/* The same when the memory could not be read, or not all of it. */
static const struct outcome_of_statement unread[] = {
	{OK("byte(0x30000) == 0x11")},
	{ENV("byte(0x32000) == 0", "no mem")},
	{ENV("0x31fff..0x32001 holds 0x22", "no mem")},
	{ENV("word(0x31ff9) == 0", "no mem")},
	{FAIL("byte(0x25000) == 0", "nothing is mapped at 0x25000")},
	{FAIL("word(0x24ff9) == 0", "nothing is mapped at 0x25000")},
};

static void hold_memory(
	const struct outcome_of_statement *at, size_t count, const char *reason)
{
	for (size_t i = 0; i < count; i++) {
		struct sample sample;
		struct pause *pause;
		char text[200];

		snprintf(text, sizeof text, ONE "pause p:\n  %s\n", at[i].statement);
		sample_make(&sample, text);
		pause = add_pause(&sample, 0, map);
		add_memory(&sample, pause, 0x24000, 0xff);
		add_memory(&sample, pause, 0x31000, 0x22);
		add_memory(&sample, pause, 0x30000, 0x11);
		pause->unread.reason = plain(reason);
		hold_result(judge(&sample.evidence), &at[i], 4, "a1.pause1");
		pool_free(&sample.pool);
	}
}

Test(pause_judging, bytes_of_the_program)
{
	hold_memory(memory, COUNT(memory), NULL);
}

Test(pause_judging, bytes_that_could_not_be_read)
{
	hold_memory(unread, COUNT(unread), "no mem");
}

/* What the program brought about is told of the first statement that misses it. */
Test(pause_judging, what_the_program_hides_is_its_failure)
{
	struct sample sample;
	struct pause *pause;
	const struct result *result;

	sample_make(&sample,
		ONE "pause p:\n  $page == 4096\n  byte(0x32000) == 0\n"
		    "pause p:\n  faults == 1\n");
	pause = add_pause(&sample, 0, map);
	pause->unread = (struct lack){"memory", plain("too much"), NULL, true};
	pause->uncounted = (struct lack){"counter", plain("no count"), NULL, true};
	result = judge(&sample.evidence);
	cr_assert_eq(result->status, STATUS_FAIL);
	cr_assert_str_eq(spoken(result->expected), "byte(0x32000) == 0");
	cr_assert_str_eq(spoken(result->measured), "too much");
	cr_assert_eq(result->line, 5);
	cr_assert_eq(result->next->status, STATUS_FAIL);
	cr_assert_str_eq(spoken(result->next->expected), "faults == 1");
	cr_assert_str_eq(spoken(result->next->measured), "no count");
	pause->lack = (struct lack){"maps", plain("gone"), NULL, true};
	result = judge(&sample.evidence);
	cr_assert_eq(result->status, STATUS_FAIL);
	cr_assert_str_eq(spoken(result->expected), "pause p:");
	cr_assert_str_eq(spoken(result->measured), "gone");
	pool_free(&sample.pool);
}

/* --- several statements --------------------------------------------------------------- */

#define HIDDEN "  VmFlags(0x7000) has wr\n"

static const struct {
	const char *statements;
	enum status status;
	int line; /* of the file; the first statement is on line 6 */
	const char *says;
} several[] = {
	{"  1 == 1\n  2 == 2\n", STATUS_OK, 5, NULL},
	{"  1 == 1\n  1 == 2\n  1 == 3\n", STATUS_FAIL, 7, "1 = 1   (off by -1)"},
	/* what cannot be shown here does not hide what is wrong further down */
	{HIDDEN "  1 == 1\n", STATUS_ENV, 6, "This kernel does not tell VmFlags."},
	{"  1 == 1\n" HIDDEN, STATUS_ENV, 7, "This kernel does not tell VmFlags."},
	{HIDDEN "  1 == 2\n", STATUS_FAIL, 7, "1 = 1   (off by -1)"},
	{HIDDEN "  [stack] is rw-p\n", STATUS_FAIL, 7,
		"there is no [stack] in the memory map"},
	{HIDDEN "  region(0x7000).Rss == 1\n  [heap] is absent\n", STATUS_FAIL, 8,
		"0x3000..0x5000 rw-p [heap]"},
	{"  1 == 2\n" HIDDEN, STATUS_FAIL, 6, "1 = 1   (off by -1)"},
	{HIDDEN "  region(0x7000).Rss == 1\n", STATUS_ENV, 6,
		"This kernel does not tell VmFlags."},
	{"  region(0x7000).Rss == 1\n" HIDDEN, STATUS_ENV, 6,
		"This kernel does not tell Rss of a mapping."},
	{HIDDEN "  stat(60) == 1\n", STATUS_ERROR, 7,
		"stat(N) takes 1 or a number from 4 to 0."},
};

Test(pause_judging, one_statement_after_the_other)
{
	for (size_t i = 0; i < COUNT(several); i++) {
		struct sample sample;
		const struct result *result;
		char text[200];

		snprintf(text, sizeof text, ONE "stdout: nothing\n\npause p:\n%s",
			several[i].statements);
		sample_make(&sample, text);
		add_pause(&sample, 0, SMAPS);
		result = judge(&sample.evidence)->next;
		cr_assert_eq(result->status, several[i].status, "%s", text);
		cr_assert_eq(result->line, several[i].line, "%s: %d", text, result->line);
		hold_text(spoken(result->status == STATUS_FAIL ? result->measured
							       : result->lack.reason),
			several[i].says, text);
		if (result->status == STATUS_FAIL)
			hold_text(spoken(result->lack.reason), NULL, text);
		pool_free(&sample.pool);
	}
}

/* --- pauses that happened or not ------------------------------------------------------ */

static const struct {
	const char *items;
	int pauses; /* how many there were */
	const char *unpaused;
	const char *results;
} counts[] = {
	{"pause p:\n  1 == 1\n", 1, NULL, "ok pause p a, ok pauses a: 1, ok exit a: 0"},
	{"pause p:\n  1 == 1\n", 0, NULL, "FAIL pause p a, FAIL pauses a: 1, ok exit a: 0"},
	{"pause p:\n  1 == 1\n", 2, NULL, "ok pause p a, FAIL pauses a: 1, ok exit a: 0"},
	{"pause p:\n  1 == 1\npauses: 2\n", 2, NULL,
		"ok pause p a, ok pauses a: 2, ok exit a: 0"},
	{"pause p:\n  1 == 1\npauses: 2\n", 1, NULL,
		"ok pause p a, FAIL pauses a: 2, ok exit a: 0"},
	{"pauses: 0\n", 0, NULL, "ok pauses a: 0, ok exit a: 0"},
	{"pauses: 0\n", 1, NULL, "FAIL pauses a: 0, ok exit a: 0"},
	{"pause p:\n  1 == 1\npause q:\n  1 == 1\n", 1, NULL,
		"ok pause p a, FAIL pause q a, FAIL pauses a: 2, ok exit a: 0"},
	/* the order is that in which the file names them first */
	{"pause p:\n  1 == 1\npause q:\n  0x3000 is rw-p\npause p:\n  0x3000 is unmapped\n",
		2, NULL,
		"ok pause p a, ok pause q a, ok pause p a, ok pauses a: 2, ok exit a: 0"},
	/* a machine on which no pause can be looked at */
	{"pause p:\n  1 == 2\npause q:\n  1 == 1\n", 0, "no pauses",
		"env pause p a, env pause q a, env pauses a: 2, ok exit a: 0"},
	{"pause p:\n  1 == 1\n", 1, "no pauses",
		"env pause p a, env pauses a: 1, ok exit a: 0"},
	{"pause p:\n  1 == 1\npauses: 5\ncheck $base == 0\n", 1, "no pauses",
		"env pause p a, env pauses a: 5, env check $base == 0, ok exit a: 0"},
	{"pause p:\n  1 == 1\nstdout a p..:\n  x\nsyscalls a ..p:\n  x\n", 1, "no pauses",
		"env pause p a, env stdout a p.., env syscalls a ..p, env pauses a: 1, "
		"ok exit a: 0"},
	{"pause p:\n  1 == 1\npause q:\n  1 == 1\nstdout a q..: nothing\n"
	 "stdout a ..p: nothing\nsyscalls a p..q:\n  x\n",
		1, NULL,
		"ok pause p a, FAIL pause q a, FAIL stdout a q.., ok stdout a ..p, "
		"FAIL syscalls a p..q, FAIL pauses a: 2, ok exit a: 0"},
};

Test(pause_judging, as_many_pauses_as_the_lab_says)
{
	for (size_t i = 0; i < COUNT(counts); i++) {
		struct sample sample;
		char text[300];

		snprintf(text, sizeof text, ONE "%s", counts[i].items);
		sample_make(&sample, text);
		sample.files[0] = (struct build_file){
			.build = sample.expect.builds, .image = &sample.image};
		sample.evidence.file_count = 1;
		for (int at = 0; at < counts[i].pauses; at++)
			add_pause(&sample, 0, at ? LINE("3000-4000", "rw-p") : "");
		sample.records[0].unpaused.reason = plain(counts[i].unpaused);
		cr_assert_str_eq(
			results_text(&sample, judge(&sample.evidence)), counts[i].results);
		pool_free(&sample.pool);
	}
}

Test(pause_judging, a_pause_that_did_not_happen_is_told)
{
	struct sample sample;
	const struct result *result;

	sample_make(&sample,
		ONE "pause p:\n  1 == 1\npause q:\n  1 == 1\npauses: 3\n"
		    "stdout a q..: nothing\n");
	add_pause(&sample, 0, "");
	result = judge(&sample.evidence)->next;
	cr_assert_str_eq(spoken(result->expected), "it waits for Enter: pause 2 (q)");
	cr_assert_str_eq(spoken(result->measured), "it waited, times: 1");
	cr_assert_str_eq(result->where, "a1.log");
	cr_assert_eq(result->line, 5);
	result = result->next;
	cr_assert_str_eq(result->check, "pauses a: 3");
	cr_assert_str_eq(spoken(result->says), "a waits for Enter 3 times.");
	cr_assert_str_eq(spoken(result->expected), "it waits for Enter, times: 3");
	cr_assert_str_eq(spoken(result->measured), "it waited, times: 1");
	cr_assert_str_eq(result->where, "a1.log");
	cr_assert_str_eq(result->witness, "terminal");
	result = result->next;
	cr_assert_str_eq(spoken(result->expected), "it waits for Enter: pause 2 (q)");
	pool_free(&sample.pool);
}

static const struct {
	const char *text;
	const char *sentences; /* of all results, with a blank between them */
} unsaid[] = {
	{ONE "pause p:\n  1 == 1\npauses: 1\nelf a:\n  2 == 2\nexit: 0\n",
		"At the pause p of a: 1 == 1. a waits for Enter once. "
		"In the ELF file of a: 2 == 2. The run a ends with exit status 0."},
	{ONE "pause p:\n  1 == 1\n  2 == 2\npauses: 2\nelf a:\n  2 == 2\n  3 == 3\n"
	     "exit: 0\n",
		"At the pause p of a the memory is as the lab says. a waits for Enter 2 "
		"times. "
		"The ELF file of a is as the lab says. The run a ends with exit status 0."},
	{TWO "pause p a b:\n  1 == 1\npauses a b: 1\nexit a b: SIGSEGV\n",
		"At the pause p: 1 == 1. At the pause p: 1 == 1. "
		"It waits for Enter once. It waits for Enter once. "
		"It ends by the signal SIGSEGV. It ends by the signal SIGSEGV."},
	{TWO "pauses a b: 3\nexit a b: 0\n",
		"It waits for Enter 3 times. It waits for Enter 3 times. "
		"It ends with exit status 0. It ends with exit status 0."},
};

/* What has no "says:" is told by what it says, and alike of the runs of one line. */
Test(pause_judging, what_has_no_sentence_is_told_by_what_it_says)
{
	for (size_t i = 0; i < COUNT(unsaid); i++) {
		struct sample sample;
		const char *told = "";

		sample_make(&sample, unsaid[i].text);
		sample.files[0] = (struct build_file){
			.build = sample.expect.builds, .image = &sample.image};
		sample.evidence.file_count = 1;
		for (const struct result *at = judge(&sample.evidence); at; at = at->next)
			told = pool_printf(&sample.pool, "%s%s%s", told, *told ? " " : "",
				spoken(at->says));
		cr_expect_str_eq(told, unsaid[i].sentences);
		pool_free(&sample.pool);
	}
}

static const struct {
	enum outcome outcome;
	const char *results;
} outcomes[] = {
	{OUTCOME_STOPPED,
		"FAIL run a, skip pause p a <run a>, skip stdout a p.. <run a>, "
		"skip check $base == 0 <run a>, skip pauses a: 1 <run a>, "
		"skip exit a: 0 <run a>"},
	{OUTCOME_BROKEN,
		"error run a, skip pause p a <run a>, skip stdout a p.. <run a>, "
		"skip check $base == 0 <run a>, skip pauses a: 1 <run a>, "
		"skip exit a: 0 <run a>"},
	{OUTCOME_REFUSED,
		"env pause p a, env stdout a p.., env check $base == 0, "
		"env pauses a: 1, env exit a: 0"},
};

Test(pause_judging, a_run_that_did_not_end_has_no_pauses)
{
	for (size_t i = 0; i < COUNT(outcomes); i++) {
		struct sample sample;

		sample_make(&sample,
			ONE "pause p:\n  1 == 2\nstdout a p..:\n  x\n"
			    "check $base == 0\n");
		sample.files[0] = (struct build_file){
			.build = sample.expect.builds, .image = &sample.image};
		sample.evidence.file_count = 1;
		sample.records[0].outcome = outcomes[i].outcome;
		sample.records[0].trouble.reason = plain("the reason");
		if (outcomes[i].outcome != OUTCOME_REFUSED)
			sample.records[0].failing = "run a";
		add_pause(&sample, 0, "");
		cr_assert_str_eq(results_text(&sample, judge(&sample.evidence)),
			outcomes[i].results);
		pool_free(&sample.pool);
	}
}

Test(pause_judging, every_repetition_is_held_to_it)
{
	struct sample sample;
	const struct result *result;

	sample_make(&sample,
		ONE "  times: 3\nstdout:\n  $p\npause q:\n  $p is rw-p\n"
		    "  region($p).start == $p\n");
	for (int i = 0; i < 3; i++) {
		set_out(&sample, i, i == 1 ? "0x4000" : "0x3000");
		add_pause(&sample, i, LINE("3000-5000", "rw-p"));
	}
	result = judge(&sample.evidence);
	cr_assert_str_eq(results_text(&sample, result),
		"ok stdout a, FAIL pause q a, ok pauses a: 1, ok exit a: 0");
	cr_assert_str_eq(spoken(result->next->measured),
		"$p = 0x4000, region($p).start = 0x3000   (off by 4096)");
	cr_assert_str_eq(result->next->where, "a2.pause1");
	pool_free(&sample.pool);
}

/* Each run has its own numbers and its own map, also where a section is about both. */
Test(pause_judging, each_run_is_judged_by_its_own_records)
{
	struct sample sample;
	const struct result *result;

	sample_make(&sample,
		TWO "stdout a b:\n  $p\npause q a b:\n  $p is rw-p\n"
		    "pause r b:\n  $p == $a.p + $page\n");
	set_out(&sample, 0, "0x3000");
	set_out(&sample, 1, "0x4000");
	add_pause(&sample, 0, LINE("3000-4000", "rw-p"));
	add_pause(&sample, 1, LINE("3000-4000", "rw-p"));
	add_pause(&sample, 1, "");
	result = judge(&sample.evidence);
	cr_assert_str_eq(results_text(&sample, result),
		"ok stdout a, ok stdout b, ok pause q a, FAIL pause q b, ok pause r b, "
		"ok pauses a: 1, ok exit a: 0, ok pauses b: 2, ok exit b: 0");
	for (int i = 0; i < 3; i++)
		result = result->next;
	cr_assert_str_eq(spoken(result->measured), "nothing is mapped at 0x4000");
	cr_assert_str_eq(result->where, "b1.pause1");
	pool_free(&sample.pool);
}

/* --- names that are missing ----------------------------------------------------------- */

static const struct {
	const char *statement;
	const char *result;
} missing[] = {
	{"$p is rw-p", "skip pause q a <stdout a>"},
	{"$p..$p+1 is unmapped", "skip pause q a <stdout a>"},
	{"5..$p is unmapped", "skip pause q a <stdout a>"},
	{"5 inside $p", "skip pause q a <stdout a>"},
	{"5 between 3 and $p", "skip pause q a <stdout a>"},
	{"VmFlags($p) has wr", "skip pause q a <stdout a>"},
	{"region($p).size == 1", "skip pause q a <stdout a>"},
	{"byte($p) == 1", "skip pause q a <stdout a>"},
	{"1 == 1 +- $p", "skip pause q a <stdout a>"},
	{"1 == 2", "FAIL pause q a"},
	{"[heap] is absent", "ok pause q a"},
};

Test(pause_judging, what_needs_a_missing_name_is_skipped)
{
	for (size_t i = 0; i < COUNT(missing); i++) {
		struct sample sample;
		char text[200];

		snprintf(text, sizeof text, ONE "stdout:\n  $p\npause q:\n  %s\n",
			missing[i].statement);
		sample_make(&sample, text);
		set_out(&sample, 0, "?");
		add_pause(&sample, 0, "");
		cr_assert_str_eq(results_text(&sample, judge(&sample.evidence)),
			pool_printf(&sample.pool,
				"FAIL stdout a, %s, ok pauses a: 1, ok exit a: 0",
				missing[i].result));
		pool_free(&sample.pool);
	}
}

Test(pause_judging, a_name_that_cannot_be_had_here_makes_it_env)
{
	struct sample sample;
	const struct result *result;

	sample_make(&sample,
		ONE "syscalls:\n  brk($p)\npause q:\n  $p is rw-p\n"
		    "  [heap] is absent\npause q:\n  $p is rw-p\n  1 == 2\n");
	sample.records[0].untraced.reason = plain("no ptrace");
	add_pause(&sample, 0, "");
	result = judge(&sample.evidence);
	cr_assert_str_eq(results_text(&sample, result),
		"env syscalls a, env pause q a <syscalls a>, FAIL pause q a, ok pauses a: "
		"1, "
		"ok exit a: 0");
	cr_assert_str_eq(spoken(result->next->lack.reason), "no ptrace");
	pool_free(&sample.pool);
}

/* --- a part of a run ------------------------------------------------------------------ */

/*
 * The output has the lines one, (empty), two, three, and the log a(), read(), b(), read(),
 * c(); the first pause is behind the first two of each, the second behind the next two.
 */
static const struct {
	const char *section;
	bool ok;
	const char *measured;
	const char *where;
} slices[] = {
	{"stdout a ..p:\n  one\n", true, NULL, NULL},
	{"stdout a p..q:\n  two\n  three\n", true, NULL, NULL},
	{"stdout a q..: nothing\n", true, NULL, NULL},
	{"stdout a p..:\n  two\n  three\n", true, NULL, NULL},
	{"stdout a ..q:\n  one\n  two\n  three\n", true, NULL, NULL},
	{"stdout a:\n  one\n  two\n  three\n", true, NULL, NULL},
	{"stdout a ..p:\n  one\n  two\n", false,
		"(the output ends before this line; it exits with status 0)", "a1.out"},
	{"stdout a ..p: nothing\n", false, "one", "a1.out:1"},
	{"stdout a p..q:\n  three\n", false, "two", "a1.out:3"},
	{"stdout a p..q:\n  one\n  ...\n", false, "two", "a1.out:3"},
	{"stdout a q..:\n  three\n", false,
		"(the output ends before this line; it exits with status 0)", "a1.out"},
	{"syscalls a ..p:\n  a()\n  read()\n", true, NULL, NULL},
	{"syscalls a p..q:\n  b()\n  read()\n", true, NULL, NULL},
	{"syscalls a q..:\n  c()\n", true, NULL, NULL},
	{"syscalls a p..q:\n  ! a()\n  ! c()\n  1 times: read()\n", true, NULL, NULL},
	{"syscalls a ..q:\n  2 times: read()\n", true, NULL, NULL},
	{"syscalls a ..p:\n  b()\n", false,
		"no such line in the system calls, at this place in the order", "a1.log"},
	{"syscalls a p..q:\n  ! b()\n", false, "b()", "a1.log:3"},
	{"syscalls a q..:\n  read()\n", false,
		"no such line in the system calls, at this place in the order", "a1.log"},
	{"syscalls a p..:\n  2 times: read()\n", false, "1 times", "a1.log:4"},
};

static void make_slices(struct sample *sample, const char *section)
{
	struct pause *pause;
	char text[300];

	snprintf(text, sizeof text, ONE "pause p:\n  1 == 1\npause q:\n  1 == 1\n%s",
		section);
	sample_make(sample, text);
	set_out(sample, 0, "one\n\ntwo\nthree\n");
	set_log(sample, 0, "a()\nread()\nb()\nread()\nc()\n");
	for (int i = 1; i <= 2; i++) {
		pause = add_pause(sample, 0, "");
		pause->out_lines = pause->log_lines = 2 * i;
	}
}

Test(pause_judging, a_section_of_a_part_of_the_run)
{
	for (size_t i = 0; i < COUNT(slices); i++) {
		struct sample sample;
		const struct result *result;

		make_slices(&sample, slices[i].section);
		result = judge(&sample.evidence)->next->next;
		cr_assert_eq(result->status, slices[i].ok ? STATUS_OK : STATUS_FAIL, "%s",
			slices[i].section);
		hold_text(spoken(result->measured), slices[i].measured, slices[i].section);
		hold_text(result->where, slices[i].where, slices[i].section);
		pool_free(&sample.pool);
	}
}

/* A pause at the very start has nothing in front of it, one at the end nothing behind. */
Test(pause_judging, a_part_may_be_empty)
{
	struct sample sample;

	make_slices(&sample,
		"stdout a ..p: nothing\nstdout a p..q:\n  one\n  two\n  three\n"
		"syscalls a ..p:\n  ! ...\nsyscalls a q..:\n  ! ...\n");
	sample.pauses[0][0].out_lines = sample.pauses[0][0].log_lines = 0;
	sample.pauses[0][1].out_lines = sample.pauses[0][1].log_lines = 1000;
	cr_assert_str_eq(results_text(&sample, judge(&sample.evidence)),
		"ok pause p a, ok pause q a, ok stdout a ..p, ok stdout a p..q, "
		"ok syscalls a ..p, ok syscalls a q.., ok pauses a: 2, ok exit a: 0");
	pool_free(&sample.pool);
}

Test(pause_judging, a_part_that_fails_captures_nothing)
{
	struct sample sample;

	make_slices(&sample, "stdout a p..q:\n  two\n  $n\ncheck $n == 3\n");
	cr_assert_str_eq(results_text(&sample, judge(&sample.evidence)),
		"ok pause p a, ok pause q a, FAIL stdout a p..q, "
		"skip check $n == 3 <stdout a p..q>, ok pauses a: 2, ok exit a: 0");
	pool_free(&sample.pool);
}

/* --- the ELF file --------------------------------------------------------------------- */

static struct elf_segment segments[] = {
	{.type = PT_PHDR, .flags = PF_R, .offset = 0x40, .vaddr = 0x40, .filesz = 0x2d8},
	{.type = PT_LOAD, .flags = PF_R, .filesz = 0x600, .memsz = 0x600, .align = PAGE},
	{.type = PT_LOAD,
		.flags = PF_R | PF_W,
		.offset = 0x2000,
		.vaddr = 0x4000,
		.filesz = 0x10,
		.memsz = 0x30},
};

static struct elf_section sections[] = {
	{.name = ""},
	{.name = ".bss", .index = 1, .type = SHT_NOBITS, .addr = 0x4010, .size = 0x20},
};

static struct elf_symbol symbols[] = {
	{.name = "main", .value = 0x1139, .size = 15, .section = 5, .type = STT_FUNC},
};

static const struct elf_image image = {
	.header = {.type = ET_DYN, .entry = 0x1040, .phoff = 0x40, .phnum = 3},
	.segments = segments,
	.segment_count = COUNT(segments),
	.sections = sections,
	.section_count = COUNT(sections),
	.symbols = symbols,
	.symbol_count = COUNT(symbols),
};

static const struct outcome_of_statement file[] = {
	{OK("header.type == ET_DYN")},
	{OK("header.entry == 0x1040")},
	{FAIL_OF("header.type == ET_EXEC", "header.type = 3   (off by 1)",
		"header.type == 2   (ET_EXEC)")},
	{OK("segment(PHDR) is present")},
	{OK("segment(INTERP) is absent")},
	{FAIL("segment(INTERP) is present", "the ELF file has no INTERP")},
	{FAIL("segment(LOAD) is absent", "the ELF file has LOAD")},
	{OK("segment(LOAD, 2) is present")},
	{OK("segment(LOAD, 3) is absent")},
	{FAIL("segment(LOAD, 3) is present", "the ELF file has no LOAD")},
	{OK("segment(LOAD).count == 2")},
	{OK("segment(INTERP).count == 0")},
	{OK("segment(LOAD, 2).vaddr == 0x4000")},
	{OK("segment(LOAD, 2).flags & PF_X == 0")},
	{OK("segment(LOAD, 2).memsz - segment(LOAD, 2).filesz == section(.bss).size")},
	{FAIL("segment(LOAD, 3).vaddr == 1", "the ELF file has no LOAD")},
	{OK("section(.bss) is present")},
	{OK("section(.data) is absent")},
	{FAIL("section(.data) is present", "the ELF file has no .data")},
	{FAIL("section(.bss) is absent", "the ELF file has .bss")},
	{OK("section(.bss).type == SHT_NOBITS")},
	{FAIL("section(.data).size == 0", "the ELF file has no .data")},
	{OK("sym(main) is present")},
	{OK("sym(mai) is absent")},
	{FAIL("sym(main) is absent", "the ELF file has main")},
	{OK("sym(main) == 0x1139")},
	{OK("sym(main).size == 15")},
	{FAIL("sym(main) == 0x1140", "sym(main) = 0x1139   (off by -7)")},
	{FAIL("sym(f) == 0", "the ELF file has no f")},
};

static void set_file(struct sample *sample, int at, const struct build_spec *build,
	const struct elf_image *its, const char *reason)
{
	sample->files[at] = (struct build_file){.build = build,
		.image = its,
		.unread = {.reason = plain(reason)},
		.path = pool_printf(&sample->pool, "build/%s", build->name)};
	sample->evidence.file_count = at + 1;
}

Test(pause_judging, a_file_that_the_program_has_replaced_is_its_failure)
{
	struct sample sample;
	const struct result *result;

	sample_make(&sample, ONE "elf:\n  sym(main) == 1\ncheck sym(main) == 1\n");
	set_file(&sample, 0, sample.expect.builds, NULL, "not the file that was built");
	sample.files[0].unread.by_program = true;
	result = judge(&sample.evidence);
	cr_assert_str_eq(results_text(&sample, result),
		"FAIL elf a, FAIL check sym(main) == 1, ok exit a: 0");
	cr_assert_str_eq(spoken(result->expected), "elf:");
	cr_assert_str_eq(spoken(result->measured), "not the file that was built");
	cr_assert_str_eq(spoken(result->next->measured), "not the file that was built");
	pool_free(&sample.pool);
}

/* The same statement about the file itself, and at a pause of its run. */
Test(pause_judging, what_the_elf_file_is)
{
	for (size_t i = 0; i < COUNT(file); i++) {
		struct sample sample;
		const struct result *result;
		char text[300];

		snprintf(text, sizeof text, ONE "elf:\n  %s\npause p:\n  %s\n",
			file[i].statement, file[i].statement);
		sample_make(&sample, text);
		set_file(&sample, 0, sample.expect.builds, &image, NULL);
		add_pause(&sample, 0, "");
		result = judge(&sample.evidence);
		hold_result(result, &file[i], 4, "build/a");
		cr_assert_str_eq(result->check, "elf a");
		cr_assert_str_eq(result->witness, "ELF file");
		hold_result(result->next, &file[i], 6, "a1.pause1");
		pool_free(&sample.pool);
	}
}

Test(pause_judging, a_file_that_cannot_be_read_is_env)
{
	struct sample sample;

	sample_make(&sample,
		ONE "elf:\n  1 == 2\npause p:\n  sym(main) == 1\n"
		    "  sym(main) is absent\ncheck sym(main) == 1\n"
		    "check each: header.type == 1\ncheck $base == 0\n");
	set_file(&sample, 0, sample.expect.builds, NULL, "no libelf");
	add_pause(&sample, 0, "");
	cr_assert_str_eq(results_text(&sample, judge(&sample.evidence)),
		"env elf a, env pause p a, env check sym(main) == 1, "
		"env check each: header.type == 1   [a], env check $base == 0, "
		"ok pauses a: 1, ok exit a: 0");
	pool_free(&sample.pool);
}

Test(pause_judging, what_needs_a_file_that_was_not_built_is_skipped)
{
	struct sample sample;

	sample_make(&sample,
		TWO "elf a b:\n  header.type == ET_DYN\n"
		    "check each a b: sym(main) == 0x1139\n");
	set_file(&sample, 0, sample.expect.builds, &image, NULL);
	set_file(&sample, 1, sample.expect.builds->next, NULL, "no semicolon");
	sample.files[1].failed = true;
	cr_assert_str_eq(results_text(&sample, judge(&sample.evidence)),
		"FAIL build b, ok elf a, skip elf b <build b>, "
		"ok check each a b: sym(main) == 0x1139   [a], "
		"skip check each a b: sym(main) == 0x1139   [b] <build b>, ok exit a: 0, "
		"ok exit b: 0");
	pool_free(&sample.pool);
}

/* In an elf section, at a pause and in "check each" it is the file of the build or run. */
Test(pause_judging, every_run_has_the_file_of_its_build)
{
	struct elf_image other = image;
	struct sample sample;

	other.header.type = ET_EXEC;
	sample_make(&sample,
		TWO "elf a:\n  header.type == ET_DYN\nelf b:\n"
		    "  header.type == ET_EXEC\nelf a b:\n  header.type == ET_DYN\n"
		    "check each a b: header.type == ET_EXEC\n"
		    "pause p a b:\n  header.type == ET_EXEC\n");
	set_file(&sample, 0, sample.expect.builds, &image, NULL);
	set_file(&sample, 1, sample.expect.builds->next, &other, NULL);
	add_pause(&sample, 0, "");
	add_pause(&sample, 1, "");
	cr_assert_str_eq(results_text(&sample, judge(&sample.evidence)),
		"ok elf a, ok elf b, ok elf a, FAIL elf b, "
		"FAIL check each a b: header.type == ET_EXEC   [a], "
		"ok check each a b: header.type == ET_EXEC   [b], FAIL pause p a, "
		"ok pause p b, ok pauses a: 1, ok exit a: 0, ok pauses b: 1, ok exit b: 0");
	pool_free(&sample.pool);
}

/* --- the load base -------------------------------------------------------------------- */

static struct elf_segment without_phdr[] = {
	{.type = PT_LOAD, .flags = PF_R, .vaddr = 0x400000, .filesz = 0x600},
};

static struct elf_segment far_headers[] = {
	{.type = PT_LOAD, .offset = 0x1000, .vaddr = 0x401000, .filesz = 0x600},
};

static struct elf_segment no_load[] = {{.type = PT_NOTE}};

static const struct {
	struct elf_segment *segments;
	int count;
	unsigned long phdr; /* AT_PHDR, 0: there is none */
	const char *statement;
	const char *result; /* of the check */
} bases[] = {
	{segments, 3, 0x555555554040, "$base == 0x555555554000", "ok"},
	{segments, 3, 0x555555554040, "$base == 0x555555554040", "FAIL"},
	{segments, 3, 0x40, "$base == 0", "ok"},
	{without_phdr, 1, 0x400040, "$base == 0", "ok"},
	{without_phdr, 1, 0x555555954040, "$base == 0x555555554000", "ok"},
	{far_headers, 1, 0x400040, "$base == 0", "ok"},
	{no_load, 1, 0x400040, "$base == 0", "error"},
	{no_load, 0, 0x400040, "$base == 0", "error"},
	{segments, 3, 0, "$base == 0", "error"},
};

Test(pause_judging, the_base_is_how_far_the_program_was_moved)
{
	for (size_t i = 0; i < COUNT(bases); i++) {
		struct sample sample;
		struct elf_image its = image;
		char text[200];

		snprintf(text, sizeof text,
			ONE "pause p:\n  %s\ncheck %s\ncheck each: %s\n",
			bases[i].statement, bases[i].statement, bases[i].statement);
		sample_make(&sample, text);
		its.segments = bases[i].segments;
		its.segment_count = bases[i].count;
		set_file(&sample, 0, sample.expect.builds, &its, NULL);
		add_pause(&sample, 0, "")->auxv = (struct auxv){
			.at = {{AT_PHDR, bases[i].phdr}}, .count = bases[i].phdr != 0};
		cr_assert_str_eq(results_text(&sample, judge(&sample.evidence)),
			pool_printf(&sample.pool,
				"%s pause p a, %s check %s, %s check each: %s   [a], "
				"ok pauses a: 1, ok exit a: 0",
				bases[i].result, bases[i].result, bases[i].statement,
				bases[i].result, bases[i].statement));
		pool_free(&sample.pool);
	}
}

Test(pause_judging, the_base_is_told_as_an_address)
{
	struct sample sample;
	const struct result *result;

	sample_make(&sample, ONE "pause p:\n  1 == 1\ncheck $base + sym(main) == 0x5000\n");
	set_file(&sample, 0, sample.expect.builds, &image, NULL);
	result = judge(&sample.evidence)->next;
	cr_assert_eq(result->status, STATUS_FAIL);
	cr_assert_str_eq(spoken(result->measured),
		"the program never paused, so it is not known "
		"where the kernel had put it.");
	add_pause(&sample, 0, "")->auxv =
		(struct auxv){.at = {{AT_PHDR, 0x10040}}, .count = 1};
	result = judge(&sample.evidence)->next;
	cr_assert_str_eq(
		spoken(result->measured), "$base + sym(main) = 0x11139   (off by 49465)");
	cr_assert_str_eq(result->origins->name, "$base");
	cr_assert_str_eq(result->origins->value, "0x10000");
	pool_free(&sample.pool);
}

/* --- tools ---------------------------------------------------------------------------- */

#define TOOL ONE "tool t: objdump -d a\n"

static const char disassembly[] = "\na: file format elf64\n\n"
				  "0000000000001139 <f>:\n  1139: push\n  113a: ret\n\n"
				  "000000000000113b <main>:\n  113b: call 1139 <f>\n"
				  "  1140: ret\n";

static const struct {
	const char *section;
	const char *results;
	const char *measured; /* of the first that is not ok, or NULL */
	const char *where;
} tools[] = {
	{"tool t:\n  push\n", "FAIL tool t",
		"no such line in the tool's text, at this place "
		"in the order",
		"t1.out"},
	{"tool t:\n  ...push\n  ...ret\n  ...ret\n", "ok tool t", NULL, NULL},
	{"tool t:\n  2 times: ...ret\n  ! ...jmp...\n", "ok tool t", NULL, NULL},
	{"tool t:\n  3 times: ...ret\n", "FAIL tool t", "2 times", "t1.out:6"},
	{"tool t:\n  ! ...call...\n", "FAIL tool t", "  113b: call 1139 <f>", "t1.out:9"},
	{"tool t function f:\n  ...push\n  ...ret\n", "ok tool t f", NULL, NULL},
	{"tool t function f:\n  1 times: ...ret\n  ! ...call...\n", "ok tool t f", NULL,
		NULL},
	{"tool t function f:\n  ...call...\n", "FAIL tool t f",
		"no such line in the tool's text, at this place in the order", "t1.out:4"},
	{"tool t function main:\n  ! ...ret\n", "FAIL tool t main", "  1140: ret",
		"t1.out:10"},
	{"tool t function g:\n  ...ret\n", "FAIL tool t g",
		"the tool's text has no such function", "t1.out"},
	{"tool t function mai:\n  ! ...jmp\n", "FAIL tool t mai",
		"the tool's text has no such function", "t1.out"},
	{"tool t function main:\n  ...call $at <f>\ncheck $t.at == 1139\n",
		"ok tool t main, ok check $t.at == 1139", NULL, NULL},
	{"tool t function main:\n  ...jmp $at\ncheck $t.at == 1139\n",
		"FAIL tool t main, skip check $t.at == 1139 <tool t main>",
		"no such line in the tool's text, at this place in the order", "t1.out:8"},
	{"tool t:\n  ...call $at <f>\nstdout:\n  $($t.at + 1) $n\ncheck $n == $t.at\n",
		"ok tool t, ok stdout a, FAIL check $n == $t.at",
		"$n = 7, $t.at = 1139   (off by -1132)", NULL},
	/* there is one build only, so its file is meant */
	{"tool t:\n  ...call $(sym(main) - 0x1139 + 1139) <f>\n", "ok tool t", NULL, NULL},
	{"tool t:\n  ...call $(sym(f)) <f>\n", "FAIL tool t", "the ELF file has no f",
		"t1.out:9"},
};

static const struct result *first_not_ok(const struct result *result)
{
	while (result && result->status == STATUS_OK)
		result = result->next;
	return result;
}

Test(pause_judging, what_a_tool_says)
{
	for (size_t i = 0; i < COUNT(tools); i++) {
		struct sample sample;
		const struct result *result;
		char text[300];

		snprintf(text, sizeof text, TOOL "%s", tools[i].section);
		sample_make(&sample, text);
		set_file(&sample, 0, sample.expect.builds, &image, NULL);
		set_out(&sample, 0, "1140 7\n");
		set_out(&sample, 1, disassembly);
		result = judge(&sample.evidence);
		cr_assert_str_eq(results_text(&sample, result),
			pool_printf(&sample.pool, "%s, ok exit a: 0", tools[i].results));
		result = first_not_ok(result);
		hold_text(
			result ? spoken(result->measured) : NULL, tools[i].measured, text);
		hold_text(result ? result->where : NULL, tools[i].where, text);
		pool_free(&sample.pool);
	}
}

static const struct {
	enum outcome outcome;
	const char *results;
} answers[] = {
	{OUTCOME_ENDED, "FAIL tool t, skip check $t.x == 1 <tool t>, ok exit a: 0"},
	{OUTCOME_STOPPED,
		"FAIL tool t, skip tool t <tool t>, "
		"skip check $t.x == 1 <tool t>, ok exit a: 0"},
	{OUTCOME_REFUSED, "env tool t, env check $t.x == 1, ok exit a: 0"},
};

Test(pause_judging, a_tool_that_gives_no_answer)
{
	for (size_t i = 0; i < COUNT(answers); i++) {
		struct sample sample;

		sample_make(&sample, TOOL "tool t:\n  x = $x\ncheck $t.x == 1\n");
		sample.records[1].outcome = answers[i].outcome;
		sample.records[1].trouble.reason = plain("the reason");
		if (answers[i].outcome != OUTCOME_REFUSED)
			sample.records[1].failing = "tool t";
		cr_assert_str_eq(
			results_text(&sample, judge(&sample.evidence)), answers[i].results);
		pool_free(&sample.pool);
	}
}

/* --- a real program ------------------------------------------------------------------- */

static const char touching[] =
	"#include <stdio.h>\n"
	"#include <string.h>\n"
	"#include <unistd.h>\n"
	"static char small = 'A';\n"
	"static char big[12 << 20];\n"
	"int main(void)\n"
	"{\n"
	"	char line[16];\n"
	"	printf(\"%p %p\\n\", (void *)&small, (void *)big);\n"
	"	fflush(stdout);\n"
	"	if (read(STDIN_FILENO, line, sizeof line) < 1)\n"
	"		return 1;\n"
	"	memset(big, 'A', sizeof big);\n"
	"	return read(STDIN_FILENO, line, sizeof line) < 1;\n"
	"}\n";

/*
 * Of a program that has more memory than is kept, a byte is found, or it is said that it
 * cannot be shown; it is never called untouched.
 */
Test(pause_judging, what_was_touched_is_never_called_untouched, .timeout = 120)
{
	char *folder = sample_project(touching,
		"lab T\nrun sample\nstdout:\n  $small $big\npause few:\n  byte($small) == "
		"0x41\n"
		"pause many:\n  byte($small) == 0x41\n  byte($big + 8192) == 0x41\n");
	struct ran ran = sh("\"$VMLAB\" run 1 --verbose --root '%s'", folder);

	cr_assert_not(has(ran.out, "[FAIL]"), "%s", ran.out);
	cr_assert(has(ran.out, "At the pause few of sample") &&
			has(ran.out, "At the pause many of sample"),
		"%s%s", ran.out, ran.err);
	ran_free(&ran);
	temp_drop(folder);
}
