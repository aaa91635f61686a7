/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "../match/concern.h"
#include "../match/judge.h"
#include "../match/section.h"
#include "help.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { MOST_PERFORMED = 4 };

/* The first lines of a file with one run, and of one with two. */
#define ONE "lab T\nrun a\n"
#define TWO "lab T\nrun a\nrun b\n"

/* Everything judging needs, made of texts: the records of a run's repetitions are a1, a2
 * … */
struct sample {
	struct pool pool;
	struct expect expect;
	struct record records[MOST_PERFORMED];
	struct performed performed[MOST_PERFORMED];
	struct lab_evidence evidence;
};

static const struct fact facts[] = {{"page", 4096}, {"aslr", 2}, {"glibc", 2036}};

static void add_performed(struct sample *sample, const struct run_spec *run, int repetition)
{
	int at = sample->evidence.performed_count++;
	struct record *record = &sample->records[at];

	cr_assert_lt(at, MOST_PERFORMED);
	record->out_file = pool_printf(&sample->pool, "%s%d.out", run->name, repetition);
	record->err_file = pool_printf(&sample->pool, "%s%d.err", run->name, repetition);
	record->log_file = pool_printf(&sample->pool, "%s%d.log", run->name, repetition);
	record->command = pool_printf(&sample->pool, "./%s", run->name);
	record->fault_source = "perf counter";
	record->faults = 100 + at;
	record->band = 2;
	sample->performed[at] =
		(struct performed){.run = run, .repetition = repetition, .record = record};
}

/* Every run ends with exit status 0 and writes nothing, until a test says otherwise. */
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
		.facts = facts,
		.fact_count = COUNT(facts)};
	for (const struct run_spec *run = sample->expect.runs; run; run = run->next)
		for (int i = 1; i <= run->times; i++)
			add_performed(sample, run, i);
}

static struct lines lines_of(struct sample *sample, const char *text)
{
	return text_lines(&sample->pool, text, strlen(text));
}

static void set_out(struct sample *sample, int performed, const char *text)
{
	sample->records[performed].out = lines_of(sample, text);
}

static void set_log(struct sample *sample, int performed, const char *text)
{
	sample->records[performed].trace.lines = lines_of(sample, text);
}

/* --- one section
 * ------------------------------------------------------------------------ */

/* The names of a performed in the order of their capture: "x=5 y=0x10 w=libc". */
static const char *names_text(struct sample *sample, const struct performed *performed)
{
	const char *text = "";

	for (int i = 0; i < performed->count; i++) {
		const struct value *value = &performed->bindings[i].value;

		text = pool_printf(&sample->pool, "%s%s%s=%s", text, i ? " " : "",
			performed->bindings[i].name,
			value->word
				? value->word
				: number_text(&sample->pool, value->number, value->hex));
	}
	return text;
}

struct section_case {
	const char *patterns;
	const char *lines;
	const char *names; /* what is captured; NULL: it does not match */
};

static void hold_section(const char *channel, const struct section_case *at)
{
	struct sample sample;
	struct mismatch mismatch;
	struct lines lines;
	char text[2000];
	bool found;

	snprintf(text, sizeof text, ONE "%s:\n%s\n", channel, at->patterns);
	sample_make(&sample, text);
	lines = lines_of(&sample, at->lines);
	found = match_section(
		&sample.evidence, sample.performed, sample.expect.items, &lines, &mismatch);
	cr_assert_eq(found, at->names != NULL, "%s\nagainst\n%s", at->patterns, at->lines);
	cr_assert_str_eq(names_text(&sample, sample.performed), at->names ? at->names : "");
	pool_free(&sample.pool);
}

static const struct section_case wholes[] = {
	{" a b", "a b\n", ""},
	{" a b", "  a \t  b  ", ""},
	{" a b", "ab\n", NULL},
	{" a b", "a b c\n", NULL},
	{" a b", "x a b\n", NULL},
	{" a", "\n\na\n \n\n", ""},
	{" a\n b", "a\n\nb\n", ""},
	{" a\n b", "b\na\n", NULL},
	{" a\n b", "a\n", NULL},
	{" a", "a\nb\n", NULL},
	{" a", "", NULL},
	{" ...", "", ""},
	{" ...\n b", "b\na\nb\n", ""},
	{" ...\n b", "b\na\n", NULL},
	{" a\n ...\n b", "a\nb\n", ""},
	{" a\n ...\n b", "a\nx\n\ny\nb\n", ""},
	{" a\n ...", "a\nx\n", ""},
	{" ...\n $x\n ...\n $x", "1\n2\n3\n2\n", "x=2"},
	{" a$$b$#", "a$b#\n", ""},
	{" 页 $n", "页  3\n", "n=3"},
	{" a...c", "ac\n", ""},
	{" a...b...c", "a b x bc\n", ""},
	{" a...b", "a c\n", NULL},
	/* numbers compare by value, however they are written */
	{" $x $x", "16 0x10\n", "x=16"},
	{" $x $x", "0x10 16\n", "x=0x10"},
	{" $x $x $x", "NULL 0 0x0\n", "x=0x0"},
	{" $x $x", "16 17\n", NULL},
	{" $x $x", "-1 -1\n", "x=-1"},
	{" $x $x", "0xffffffffffffffff 18446744073709551615\n", "x=0xffffffffffffffff"},
	{" $x $x", "0xffffffffffffffff -1\n", NULL},
	{" $x", "99999999999999999999\n", NULL},
	{" $x", "abc\n", NULL},
	{" $x", "5abc\n", NULL},
	{" ($x)", "()\n", NULL},
	{" $x $($x + 1)", "5 6\n", "x=5"},
	{" $x $($x + 1)", "5 0x6\n", "x=5"},
	{" $x $($x + 1)", "5 7\n", NULL},
	{" $x $($x + 1)", "5 six\n", NULL},
	{" $($page)", "0x1000\n", ""},
	{" $x = $($x - $page)\n $x", "0x2000 = 4096\n8192\n", "x=0x2000"},
	/* words */
	{" $w:word", "libc.so.6\n", "w=libc.so.6"},
	{" <$w:word>", "<a-b_c@d$e>\n", "w=a-b_c@d$e"},
	{" $w:word $w:word", "a a\n", "w=a"},
	{" $w:word $w:word", "a b\n", NULL},
	{" $w:word", "a b\n", NULL},
	{" ($w:word)", "()\n", NULL},
	{" $x $x:word", "5 5\n", NULL},
	/* digits without 0x */
	{" $x:hex-$y:hex", "7f00-7fff\n", "x=0x7f00 y=0x7fff"},
	{" $x:hex $x $($x)", "10 16 0x10\n", "x=0x10"},
	{" $x $x:hex", "0x10 10\n", "x=0x10"},
	{" $x $x:hex", "10 10\n", NULL},
	{" $x:hex", "xyz\n", NULL},
	{" ...$x:hex", "gff\n", NULL},
	{" ...$x:hex", "g ff\n", "x=0xff"},
	/* "..." never ends inside a number */
	{" ...$x", "abc 123\n", "x=123"},
	{" ...$x", "abc123\n", NULL},
	{" n=...$x", "n=12\n", "x=12"},
	{" n...$x", "n12\n", NULL},
	{" $x...", "123\n", "x=123"},
	{" ...$x...", "a 12 b 34\n", "x=12"},
	{" ...$x b", "1 a 0x22 b\n", "x=0x22"},
	{" ...$(12)", "a 112\n", NULL},
	{" ...$(12)", "a 012 12\n", ""},
	{" ...$(2)...", "1 12 22 2 4\n", ""},
};

Test(match, stdout_is_matched_as_a_whole)
{
	for (size_t i = 0; i < COUNT(wholes); i++)
		hold_section("stdout", &wholes[i]);
}

static const struct section_case subsequences[] = {
	{" a()\n c()", "x()\na()\nb()\nc()\nd()\n", ""},
	{" c()\n a()", "a()\nc()\n", NULL},
	{" a()\n a()", "a()\n", NULL},
	{" a()", "", NULL},
	{" a()", "a() = 0\n", NULL},
	{" brk($x) = $x", "brk(NULL) = 0x1000\nbrk(0x2000) = 0x2000\n", "x=0x2000"},
	/* The first line that fits is not the right one; the last pattern shows it. */
	{" mmap(NULL, $len, ...) = $where\n munmap($where, $len)...",
		"mmap(NULL, 8192, PROT_READ, 3, 0) = 0x7f01\n"
		"mmap(NULL, 42859, PROT_READ, 3, 0) = 0x7f02\n"
		"mmap(NULL, 8192, PROT_NONE, -1, 0) = 0x7f03\n"
		"munmap(0x7f01, 4096) = 0\n"
		"munmap(0x7f02, 42859) = 0\n",
		"len=42859 where=0x7f02"},
	{" mmap(NULL, $len, ...) = $where\n munmap($where, $len)...",
		"mmap(NULL, 8192, PROT_READ, 3, 0) = 0x7f01\nmunmap(0x7f01, 4096) = 0\n",
		NULL},
	{" open($m)\n open($n)\n close($n)\n close($m)",
		"open(1)\nopen(2)\nopen(3)\nclose(3)\nclose(2)\n", "m=2 n=3"},
	{" ...$n...\n = $n", "1 2 3\n= 3\n", "n=3"},
	/* A line of output may go out in pieces; each of them is a call still. */
	{" write(1, \"at $x\\n\", 6) = 6\n pause()",
		"write(1, \"at \", 3) = 3\nwrite(1, \"42\\n\", 3) = 3\npause()\n", "x=42"},
	{" write(1, \"at...\n ! write(...\n pause()",
		"write(1, \"a\", 1) = 1\nwrite(1, \"t\\n\", 2) = 2\npause()\n", NULL},
	{" write(1, \"at...\n only write(1, ...\n pause()",
		"write(1, \"a\", 1) = 1\nwrite(1, \"t\\n\", 2) = 2\npause()\n", ""},
	{" write(1, \"a t\\n\", 4) = 4\n ! ...(...",
		"writev(1, [{iov_base=\"a \", iov_len=2}, {iov_base=\"t\\n\", iov_len=2}], "
		"2) = 4\n",
		""},
	{" writev(1, ...", "writev(1, [{iov_base=\"a\\n\", iov_len=2}], 1) = 2\n", ""},
	{" ! write(...", "writev(1, [{iov_base=\"a\\n\", iov_len=2}], 1) = 2\n", NULL},
	{" 2 times: write(1, \"$(7)...",
		"write(1, \"7\", 1) = 1\nwrite(1, \"\\n\", 1) = 1\nwrite(1, \"7\\n\", 2) = "
		"2\n",
		""},
	/* forbidden lines */
	{" ! x", "", ""},
	{" ! x", "a\nb\n", ""},
	{" ! x", "a\nx\n", NULL},
	{" a\n ! x\n b", "a\nx\nb\n", NULL},
	{" a\n ! x\n b", "x\na\nb\nx\n", ""},
	{" a\n ! x\n b", "a\nx\na\nb\n", ""},
	{" ! x\n a", "x\na\n", NULL},
	{" ! x\n a", "a\nx\n", ""},
	{" a\n ! x", "x\na\n", ""},
	{" a\n ! x", "a\nb\nx\n", NULL},
	{" a\n ! x\n ! y\n b", "a\ny\nb\n", NULL},
	{" $n a\n ! $n b\n c", "1 a\n2 b\nc\n", "n=1"},
	{" $n a\n ! $n b\n c", "1 a\n1 b\nc\n", NULL},
	/* lines that alone may come */
	{" only x", "", ""},
	{" only x", "x\nx\n", ""},
	{" only x", "x\na\n", NULL},
	{" a\n only x\n b", "y\na\nx\nx\nb\ny\n", ""},
	{" a\n only x\n b", "a\nb\n", ""},
	{" a\n only x\n b", "a\ny\nb\n", NULL},
	{" a\n only x\n b", "a\ny\na\nx\nb\n", ""},
	{" only x\n a", "y\na\n", NULL},
	{" a\n only x", "y\na\nx\n", ""},
	{" a\n only x\n only y\n b", "a\ny\nx\ny\nb\n", ""},
	{" a\n only x\n only y\n b", "a\ny\nz\nb\n", NULL},
	{" a\n only x...\n ! x1\n b", "a\nx2\nb\n", ""},
	{" a\n only x...\n ! x1\n b", "a\nx1\nb\n", NULL},
	{" a\n only x\n 2 times: x\n b", "a\nx\nx\nb\n", ""},
	{" a\n only x\n 2 times: x\n b", "a\nx\nb\n", NULL},
	{" $n a\n only $n b\n c", "1 a\n1 b\nc\n", "n=1"},
	{" $n a\n only $n b\n c", "1 a\n2 b\nc\n", NULL},
	/* counted lines */
	{" 2 times: w", "w\nw\n", ""},
	{" 2 times: w", "w\n", NULL},
	{" 2 times: w", "w\nw\nw\n", NULL},
	{" 0 times: w", "a\n", ""},
	{" a\n 2 times: w\n b", "w\na\nw\nx\nw\nb\nw\n", ""},
	{" a\n 2 times: w\n b", "a\nw\nb\nw\n", NULL},
	{" $n\n $($n + 1) times: w", "1\nw\nw\n", "n=1"},
	{" $n\n $($n + 1) times: w", "2\nw\nw\n", NULL},
	{" $fd\n 2 times: w($fd)", "3\nw(3)\nw(4)\nw(0x3)\n", "fd=3"},
	{" a\n 1 times: w\n ! x\n b", "a\nw\nb\n", ""},
	{" a\n 1 times: w\n ! x\n b", "a\nw\nx\nb\n", NULL},
};

Test(match, system_calls_are_matched_as_a_subsequence)
{
	for (size_t i = 0; i < COUNT(subsequences); i++)
		hold_section("syscalls", &subsequences[i]);
}

static const struct {
	const char *channel;
	const char *patterns;
	const char *lines;
	enum mismatch_kind kind;
	int pattern; /* its line in the file, of which the section's header is line 3; or
			0 */
	const char *expected;
	int line; /* of the lines, or 0 */
	bool close;
	int counted;
} mismatches[] = {
	{"stdout", " a\n b", "a\nc\n", MISMATCH_MISSING, 5, "b", 2, false, 0},
	{"stdout", " a\n b", "a\n", MISMATCH_MISSING, 5, "b", 0, false, 0},
	{"stdout", " a\n b", "", MISMATCH_MISSING, 4, "a", 0, false, 0},
	{"stdout", " a", "a\n\nb\n", MISMATCH_EXTRA, 0, NULL, 3, false, 0},
	{"stdout", " a: $x\n b: $x", "a: 5\nb: 6\n", MISMATCH_MISSING, 5, "b: 5", 2, true,
		0},
	{"stdout", " $x $($x + 1)", "5 7\n", MISMATCH_MISSING, 4, "5 6", 1, true, 0},
	{"stdout", " a\n ...\n c", "a\nb\n", MISMATCH_MISSING, 6, "c", 2, false, 0},
	{"stdout", " $w:word\n $w:word!", "ab\ncd!\n", MISMATCH_MISSING, 5, "ab!", 2, false,
		0},
	{"stdout", " $x\n $(4 / $x)", "0\n9\n", MISMATCH_BLOCKED, 5, "$(4 / $x)", 2, false,
		0},
	{"syscalls", " a()\n b()", "a()\nc()\n", MISMATCH_MISSING, 5, "b()", 2, false, 0},
	{"syscalls", " brk($x) = $x", "brk(NULL) = 0x1\nx\n", MISMATCH_MISSING, 4,
		"brk(0x0) = 0x0", 1, true, 0},
	{"syscalls", " a", "", MISMATCH_MISSING, 4, "a", 0, false, 0},
	{"syscalls", " a\n ! x...\n b", "a\nx1\nx2\nb\n", MISMATCH_FORBIDDEN, 5, "x...", 2,
		true, 0},
	{"syscalls", " a\n only x...\n b", "a\nx1\ny\nb\n", MISMATCH_OTHER, 5, "x...", 3,
		true, 0},
	{"syscalls", " a\n 0 times: y\n only x$(1)\n only z\n b", "a\ny\nb\n",
		MISMATCH_OTHER, 6, "x1 | z", 2, true, 0},
	{"syscalls", " a\n only x\n b", "a\ny\n", MISMATCH_MISSING, 6, "b", 2, false, 0},
	{"syscalls", " a\n 2 times: w\n b", "a\nw\nw\nw\nb\n", MISMATCH_COUNT, 5, "w", 2,
		true, 3},
	{"syscalls", " a\n 2 times: w\n b", "a\nb\n", MISMATCH_COUNT, 5, "w", 0, true, 0},
	/* a failure that came less far takes nothing from the count of this one */
	{"syscalls", " 0 times: x\n a\n 2 times: b\n c", "a\nb\nb\nb\nc\nx\na\n",
		MISMATCH_COUNT, 6, "b", 2, true, 3},
	/* what cannot be computed is told, however near another failure came */
	{"syscalls", " $x\n ! w($($x / 0))", "1\nw(1)\n", MISMATCH_BLOCKED, 5,
		"w($($x / 0))", 2, false, 0},
	{"syscalls", " $x\n $($x / 0) times: w", "1\nw\n", MISMATCH_BLOCKED, 5, "w", 0,
		false, 0},
	{"syscalls", " $w:word = $(1 / 0)", "short = 5\naverylongword(\n", MISMATCH_BLOCKED,
		4, "$w:word = $(1 / 0)", 1, false, 0},
};

Test(match, a_mismatch_is_that_of_the_attempt_that_came_furthest)
{
	for (size_t i = 0; i < COUNT(mismatches); i++) {
		struct sample sample;
		struct mismatch found;
		struct lines lines;
		char text[500];

		snprintf(text, sizeof text, ONE "%s:\n%s\n", mismatches[i].channel,
			mismatches[i].patterns);
		sample_make(&sample, text);
		lines = lines_of(&sample, mismatches[i].lines);
		cr_assert_not(match_section(&sample.evidence, sample.performed,
				      sample.expect.items, &lines, &found),
			"case %zu", i);
		cr_assert_eq(found.kind, mismatches[i].kind, "case %zu: %d", i, found.kind);
		cr_assert_eq(found.pattern ? found.pattern->line : 0, mismatches[i].pattern,
			"case %zu", i);
		cr_assert_eq(found.expected != NULL, mismatches[i].expected != NULL);
		if (found.expected)
			cr_assert_str_eq(found.expected, mismatches[i].expected);
		cr_assert_eq(found.line ? found.line->number : 0, mismatches[i].line,
			"case %zu: %d", i, found.line ? found.line->number : 0);
		cr_assert_eq(found.close, mismatches[i].close, "case %zu", i);
		cr_assert_eq(found.counted, mismatches[i].counted, "case %zu", i);
		pool_free(&sample.pool);
	}
}

/* --- verdicts
 * --------------------------------------------------------------------------- */

/* "FAIL stdout a, skip check $x == 1 <stdout a>, ok exit a: 0 (branch)". */
static const char *results_text(struct sample *sample, const struct result *result)
{
	const char *text = "";

	for (; result; result = result->next)
		text = pool_printf(&sample->pool, "%s%s %s%s%s%s%s%s%s%s", text,
			status_text(result->status), result->check,
			result->needs ? " <" : "", result->needs ? result->needs : "",
			result->needs ? ">" : "", result->branch ? " (" : "",
			result->branch ? result->branch : "", result->branch ? ")" : "",
			result->next ? ", " : "");
	return text;
}

static const struct {
	const char *text;
	const char *out[MOST_PERFORMED]; /* of each run and repetition */
	const char *log[MOST_PERFORMED];
	const char *results;
} verdicts[] = {
	{ONE "stdout:\n $x\nsyscalls:\n brk($x)\ncheck $x == 5\n", {"5"}, {"brk(0x5)"},
		"ok stdout a, ok syscalls a, ok check $x == 5, ok exit a: 0"},
	{ONE "stdout: nothing\nstderr: nothing\n", {"\n"}, {""},
		"ok stdout a, ok stderr a, ok exit a: 0"},
	{ONE "stdout: nothing\n", {"x"}, {""}, "FAIL stdout a, ok exit a: 0"},
	{ONE "check 1 < 2 < 3\ncheck 1 < 3 < 3\ncheck 5 == 7 +- 2\n", {""}, {""},
		"ok check 1 < 2 < 3, FAIL check 1 < 3 < 3, ok check 5 == 7 +- 2, "
		"ok exit a: 0"},
	{ONE "check $faults == 98 +- $band\ncheck 1 / 0 == 1\n", {""}, {""},
		"ok check $faults == 98 +- $band, FAIL check 1 / 0 == 1, ok exit a: 0"},
	{ONE "exit: 1\n", {""}, {""}, "FAIL exit a: 1"},
	{ONE "exit: SIGSEGV\n", {""}, {""}, "FAIL exit a: SIGSEGV"},
	/* captures belong to one run, and are shared by its channels */
	{TWO "stdout a b:\n $x\nsyscalls a b:\n brk($x)\n", {"1", "2"},
		{"brk(1)", "brk(2)"},
		"ok stdout a, ok stdout b, ok syscalls a, ok syscalls b, ok exit a: 0, "
		"ok exit b: 0"},
	{TWO "stdout a b:\n $x\nsyscalls a b:\n brk($x)\n", {"1", "2"},
		{"brk(2)", "brk(2)"},
		"ok stdout a, ok stdout b, FAIL syscalls a, ok syscalls b, ok exit a: 0, "
		"ok exit b: 0"},
	{TWO "stdout a b:\n $x\ncheck $a.x + 1 == $b.x\n", {"1", "2"}, {NULL},
		"ok stdout a, ok stdout b, ok check $a.x + 1 == $b.x, ok exit a: 0, "
		"ok exit b: 0"},
	{TWO "stdout a:\n $x\nstdout b:\n $($a.x + 1)\n", {"1", "2"}, {NULL},
		"ok stdout a, ok stdout b, ok exit a: 0, ok exit b: 0"},
	/* what is missing is named */
	{ONE "stdout:\n $x\nsyscalls:\n brk($x)\ncheck $x == 5\n", {"?"}, {"brk(5)"},
		"FAIL stdout a, skip syscalls a <stdout a>, skip check $x == 5 <stdout "
		"a>, "
		"ok exit a: 0"},
	{TWO "stdout a b:\n $x\ncheck $a.x == $b.x\ncheck $b.x == 2\n", {"?", "2"}, {NULL},
		"FAIL stdout a, ok stdout b, skip check $a.x == $b.x <stdout a>, "
		"ok check $b.x == 2, ok exit a: 0, ok exit b: 0"},
	{TWO "stdout a:\n $x\nstdout b:\n $($a.x + 1)\n", {"?", "2"}, {NULL},
		"FAIL stdout a, skip stdout b <stdout a>, ok exit a: 0, ok exit b: 0"},
	{ONE "stdout:\n $x\n b\nsyscalls:\n $y\ncheck $x == $y\n", {"5\nc"}, {"5"},
		"FAIL stdout a, ok syscalls a, skip check $x == $y <stdout a>, ok exit "
		"a: 0"},
	{TWO "stdout a:\n $x\nsyscalls b:\n $($a.x) times: w\n", {"?"}, {NULL},
		"FAIL stdout a, skip syscalls b <stdout a>, ok exit a: 0, ok exit b: 0"},
	{TWO "stdout b:\n $x\nsyscalls a:\n ! w($($b.x))\n", {NULL, "?"}, {"w(1)"},
		"FAIL stdout b, skip syscalls a <stdout b>, ok exit a: 0, ok exit b: 0"},
	{TWO "stdout b:\n $x\nsyscalls a:\n $w:word = $($b.x)\n", {NULL, "?"},
		{"short = 5\naverylongword(\n"},
		"FAIL stdout b, skip syscalls a <stdout b>, ok exit a: 0, ok exit b: 0"},
	/* and only what is: the $x of the one run is not that of the other */
	{TWO "stdout b:\n $x\nstdout a:\n $x\nsyscalls b:\n brk($($a.x))\n", {"5", "?"},
		{NULL, "brk(5)"},
		"FAIL stdout b, ok stdout a, ok syscalls b, ok exit a: 0, ok exit b: 0"},
	/* a forbidden line that cannot be computed is not absent */
	{ONE "stdout:\n $x\nsyscalls:\n ! w($($x / 0))\n", {"1"}, {"w(1)"},
		"ok stdout a, FAIL syscalls a, ok exit a: 0"},
	{ONE "check $page == 4096 # a note\ncheck each: $page == 4096 # a note\n", {NULL},
		{NULL},
		"ok check $page == 4096, ok check each: $page == 4096   [a], "
		"ok exit a: 0"},
	/* series */
	{ONE "  times: 3\nstdout:\n $x\ncheck distinct($x) >= 2\ncheck same($x)\n"
	     "check each: $x < 6\ncheck max($a.x) - min($a.x) == 1\n",
		{"5", "5", "6"}, {NULL},
		"ok stdout a, ok check distinct($x) >= 2, FAIL check same($x), "
		"FAIL check each: $x < 6   [a], ok check max($a.x) - min($a.x) == 1, "
		"ok exit a: 0"},
	{ONE "  times: 2\nrun b\nstdout a b:\n $x\ncheck same($a.x)\ncheck each a b: $x "
	     "> 0\n",
		{"5", "5", "0"}, {NULL},
		"ok stdout a, ok stdout b, ok check same($a.x), "
		"ok check each a b: $x > 0   [a], FAIL check each a b: $x > 0   [b], "
		"ok exit a: 0, ok exit b: 0"},
	{ONE "  times: 2\nstdout:\n $x\nsyscalls:\n brk($x)\ncheck same($x)\n", {"5", "?"},
		{"brk(5)", "brk(5)"},
		"FAIL stdout a, skip syscalls a <stdout a>, skip check same($x) <stdout "
		"a>, "
		"ok exit a: 0"},
	{TWO "  times: 2\nstdout a b:\n $x\ncheck each a: $x <= min($b.x)\n",
		{"5", "7", "1"}, {NULL},
		"ok stdout a, ok stdout b, FAIL check each a: $x <= min($b.x)   [a], "
		"ok exit a: 0, ok exit b: 0"},
	{TWO "  times: 2\nstdout a b:\n $x\ncheck each a: $x <= min($b.x)\n",
		{"5", "7", "5"}, {NULL},
		"ok stdout a, ok stdout b, ok check each a: $x <= min($b.x)   [a], "
		"ok exit a: 0, ok exit b: 0"},
	/* either and when */
	{ONE "either one:\n stdout:\n  1\nor two:\n stdout:\n  2\nend\n", {"1"}, {NULL},
		"ok stdout a (one), ok exit a: 0"},
	{ONE "either one:\n stdout:\n  1\nor two:\n stdout:\n  2\nend\n", {"2"}, {NULL},
		"ok stdout a (two), ok exit a: 0"},
	{ONE "either:\n stdout:\n  1\nor:\n stdout:\n  2\nend\n", {"2"}, {NULL},
		"ok stdout a (2), ok exit a: 0"},
	{ONE "either:\n exit: SIGSEGV\nor:\n stdout: nothing\nend\n", {NULL}, {NULL},
		"ok stdout a (2), ok exit a: 0"},
	{ONE "either one:\n stdout:\n  1 $x\nor two:\n stdout:\n  2 $x\nend\n"
	     "check $x == 7\n",
		{"2 7"}, {NULL}, "ok stdout a (two), ok check $x == 7, ok exit a: 0"},
	{ONE "either one:\n stdout:\n  1\nor two:\n stdout:\n  $x\n check $x < 1\nend\n",
		{"2"}, {NULL}, "ok stdout a (two), FAIL check $x < 1 (two), ok exit a: 0"},
	{ONE "either one:\n stdout:\n  1\nor two:\n stdout:\n  2\nend\n", {"3"}, {NULL},
		"FAIL stdout a (one), ok exit a: 0"},
	{ONE "either one:\n stdout:\n  $x\n check $x == 9\nor two:\n syscalls:\n  "
	     "brk($x)\nend\n"
	     "check $x == 7\n",
		{"5"}, {"brk(7)"}, "ok syscalls a (two), ok check $x == 7, ok exit a: 0"},
	{ONE "either out:\n either 1:\n  stdout:\n   1\n or 2:\n  stdout:\n   2\n end\n"
	     " check 1 == 1\nor none:\n stdout: nothing\nend\n",
		{"2"}, {NULL}, "ok stdout a (2), ok check 1 == 1 (out), ok exit a: 0"},
	{ONE "when aslr == 2:\n check 1 == 1\nelse:\n check 1 == 2\nend\n", {NULL}, {NULL},
		"ok check 1 == 1, ok exit a: 0"},
	{ONE "when glibc >= 2.42:\n check 1 == 1\nelse:\n check 1 == 2\nend\n", {NULL},
		{NULL}, "FAIL check 1 == 2, ok exit a: 0"},
	{ONE "when 2.35 < glibc < 2.37:\n check 1 == 1\nend\n", {NULL}, {NULL},
		"ok check 1 == 1, ok exit a: 0"},
	{ONE "when aslr == 0:\n check 1 == 2\nend\n", {NULL}, {NULL}, "ok exit a: 0"},
	{ONE "when thp == 1:\n check 1 == 2\nend\n", {NULL}, {NULL},
		"error when thp == 1:, ok exit a: 0"},
};

static const char *or_nothing(const char *text)
{
	return text ? text : "";
}

Test(match, every_item_has_its_verdict)
{
	for (size_t i = 0; i < COUNT(verdicts); i++) {
		struct sample sample;

		sample_make(&sample, verdicts[i].text);
		for (int at = 0; at < MOST_PERFORMED; at++) {
			set_out(&sample, at, or_nothing(verdicts[i].out[at]));
			set_log(&sample, at, or_nothing(verdicts[i].log[at]));
		}
		cr_assert_str_eq(results_text(&sample, judge(&sample.evidence)),
			verdicts[i].results);
		pool_free(&sample.pool);
	}
}

static const struct {
	enum outcome outcome;
	const char *results;
} outcomes[] = {
	{OUTCOME_ENDED,
		"ok stdout a, ok check $a.x == 1, ok stdout b, ok exit a: 0, "
		"ok exit b: 0"},
	{OUTCOME_STOPPED,
		"FAIL run a, skip stdout a <run a>, skip check $a.x == 1 <run a>, "
		"ok stdout b, skip exit a: 0 <run a>, ok exit b: 0"},
	{OUTCOME_UNBUILT,
		"FAIL run a, skip stdout a <run a>, skip check $a.x == 1 <run a>, "
		"ok stdout b, skip exit a: 0 <run a>, ok exit b: 0"},
	{OUTCOME_BROKEN,
		"error run a, skip stdout a <run a>, skip check $a.x == 1 <run a>, "
		"ok stdout b, skip exit a: 0 <run a>, ok exit b: 0"},
	{OUTCOME_REFUSED,
		"env stdout a, env check $a.x == 1, ok stdout b, env exit a: 0, "
		"ok exit b: 0"},
};

Test(match, a_run_that_did_not_end_by_itself_is_a_verdict_of_its_own)
{
	for (size_t i = 0; i < COUNT(outcomes); i++) {
		struct sample sample;
		struct record *record = sample.records;
		struct result *first;

		sample_make(&sample,
			TWO "stdout a:\n $x\ncheck $a.x == 1\nstdout b: nothing\n");
		set_out(&sample, 0, "1\n");
		record->outcome = outcomes[i].outcome;
		record->evidence = "log:9";
		if (record->outcome != OUTCOME_ENDED)
			record->trouble = (struct lack){
				"thing", plain("the reason"), plain("the remedy"), false};
		if (record->outcome != OUTCOME_ENDED && record->outcome != OUTCOME_REFUSED)
			record->failing = "run a";
		first = judge(&sample.evidence);
		cr_assert_str_eq(results_text(&sample, first), outcomes[i].results);
		if (first->status == STATUS_FAIL) {
			cr_assert_str_eq(spoken(first->measured), "the reason");
			cr_assert_str_eq(first->where, "log:9");
			cr_assert_eq(first->line, 2);
		} else if (record->outcome != OUTCOME_ENDED) {
			cr_assert_str_eq(spoken(first->lack.reason), "the reason");
			cr_assert_str_eq(spoken(first->lack.remedy), "the remedy");
		}
		pool_free(&sample.pool);
	}
}

Test(match, what_broke_several_runs_is_told_once)
{
	struct sample sample;

	sample_make(&sample, TWO "exit a b: 0\n");
	for (int i = 0; i < 2; i++) {
		sample.records[i].outcome = OUTCOME_UNBUILT;
		sample.records[i].failing = "build a";
		sample.records[i].trouble.reason = plain("it does not compile");
	}
	cr_assert_str_eq(results_text(&sample, judge(&sample.evidence)),
		"FAIL build a, skip exit a: 0 <build a>, skip exit b: 0 <build a>");
	pool_free(&sample.pool);
}

Test(match, what_this_machine_cannot_record_is_env)
{
	static const char text[] =
		ONE "stdout:\n $x\nsyscalls:\n brk($x) = $y\ncheck $y == 1\n"
		    "check $x == 1\ncheck $faults == 1\neither one:\n check $y == 1\nor:\n"
		    " check $x == 2\nend\n";
	struct sample sample;
	struct result *result;

	sample_make(&sample, text);
	set_out(&sample, 0, "1\n");
	sample.records[0].untraced =
		(struct lack){"ptrace", plain("no ptrace"), plain("SYS_PTRACE"), false};
	sample.records[0].uncounted =
		(struct lack){"counter", plain("no counter"), plain("PERFMON"), false};
	result = judge(&sample.evidence);
	cr_assert_str_eq(results_text(&sample, result),
		"ok stdout a, env syscalls a, env check $y == 1 <syscalls a>, ok check "
		"$x == 1, "
		"env check $faults == 1, env check $y == 1 <syscalls a> (one), ok exit "
		"a: 0");
	cr_assert_str_eq(spoken(result->next->lack.reason), "no ptrace");
	cr_assert_str_eq(spoken(result->next->next->lack.remedy), "SYS_PTRACE");
	cr_assert_str_eq(result->next->next->next->next->lack.what, "counter");
	pool_free(&sample.pool);
}

/* The same lacks, where the program has brought them about. */
Test(match, what_the_program_hides_is_its_failure)
{
	static const char text[] = ONE "stdout:\n $x\nsyscalls:\n brk($x) = $y\n"
				       "check $y == 1\ncheck $faults == 1\npauses: 1\n";
	struct sample sample;
	struct record *record = sample.records;
	struct result *result;

	sample_make(&sample, text);
	set_out(&sample, 0, "1\n");
	record->untraced = (struct lack){"ptrace", plain("no trace"), NULL, true};
	record->uncounted = (struct lack){"counter", plain("no count"), NULL, true};
	record->unpaused = (struct lack){"maps", plain("no map"), NULL, true};
	result = judge(&sample.evidence);
	cr_assert_str_eq(results_text(&sample, result),
		"ok stdout a, FAIL syscalls a, skip check $y == 1 <syscalls a>, "
		"FAIL check $faults == 1, FAIL pauses a: 1, ok exit a: 0");
	cr_assert_str_eq(spoken(result->next->expected), "syscalls:");
	cr_assert_str_eq(spoken(result->next->measured), "no trace");
	result = result->next->next->next;
	cr_assert_str_eq(spoken(result->expected), "check $faults == 1");
	cr_assert_str_eq(spoken(result->measured), "no count");
	cr_assert_str_eq(spoken(result->next->expected), "pauses: 1");
	cr_assert_str_eq(spoken(result->next->measured), "no map");
	pool_free(&sample.pool);
}

Test(match, a_run_that_the_program_refused_is_its_failure)
{
	struct sample sample;
	struct result *result;

	sample_make(&sample, ONE "stdout: nothing\n");
	sample.records[0].outcome = OUTCOME_REFUSED;
	sample.records[0].trouble = (struct lack){"counter", plain("no count"), NULL, true};
	sample.records[0].failing = "run a";
	result = judge(&sample.evidence);
	cr_assert_str_eq(results_text(&sample, result),
		"FAIL run a, skip stdout a <run a>, skip exit a: 0 <run a>");
	cr_assert_str_eq(spoken(result->measured), "no count");
	pool_free(&sample.pool);
}

static const struct {
	const char *branches;
	const char *results;
} hidden[] = {
	{"either one:\n syscalls:\n  a\nor two:\n stdout:\n  2\nend\n",
		"ok stdout a (two), ok exit a: 0"},
	{"either one:\n stdout:\n  2\nor two:\n syscalls:\n  a\nend\n",
		"ok stdout a (one), ok exit a: 0"},
	{"either one:\n syscalls:\n  a\nor two:\n stdout:\n  3\nend\n",
		"env syscalls a (one), ok exit a: 0"},
	{"either one:\n stdout:\n  3\nor two:\n syscalls:\n  a\nend\n",
		"env syscalls a (two), ok exit a: 0"},
	{"either one:\n syscalls:\n  a\nor two:\n syscalls:\n  b\nend\n",
		"env syscalls a (one), ok exit a: 0"},
};

Test(match, a_branch_that_cannot_be_judged_yields_to_one_that_holds)
{
	for (size_t i = 0; i < COUNT(hidden); i++) {
		struct sample sample;
		char text[200];

		snprintf(text, sizeof text, ONE "%s", hidden[i].branches);
		sample_make(&sample, text);
		set_out(&sample, 0, "2\n");
		sample.records[0].untraced.reason = plain("no ptrace");
		cr_assert_str_eq(
			results_text(&sample, judge(&sample.evidence)), hidden[i].results);
		pool_free(&sample.pool);
	}
}

/* In front the verdicts that count, behind them those of every branch, the inner ones first. */
Test(match, every_branch_is_tried_when_that_is_asked_for)
{
	static const char text[] = ONE
		"either one:\n stdout:\n  1 $x\n check $x == 1\nor two:\n stdout:\n  2 $x\n"
		" either in:\n  check $x == 2\n or out:\n  check $x == 3\n end\nend\n"
		"check $x > 1\n";
	static const char usual[] = "ok stdout a (two), ok check $x == 3 (out), "
				    "ok check $x > 1, ok exit a: 0";
	struct sample sample;
	const char *broad;

	sample_make(&sample, text);
	set_out(&sample, 0, "2 3\n");
	cr_assert_str_eq(results_text(&sample, judge(&sample.evidence)), usual);
	broad = results_text(&sample, judge_broadly(&sample.evidence));
	cr_assert(text_starts(broad, usual), "%s", broad);
	cr_assert(has(broad, "FAIL stdout a (one), skip check $x == 1 <stdout a> (one)"),
		"%s", broad);
	cr_assert(
		has(broad, "FAIL check $x == 2 (in), ok check $x == 3 (out)"), "%s", broad);
	cr_assert_str_eq(results_text(&sample, judge(&sample.evidence)), usual,
		"judging leaves nothing behind");
	pool_free(&sample.pool);
}

Test(match, an_ending_is_a_status_or_a_signal)
{
	static const struct {
		struct ending ending;
		const char *results;
		const char *measured; /* of the last check */
	} cases[] = {
		{{.status = 3}, "ok exit a: 3, FAIL exit a: SIGSEGV",
			"it exits with status 3"},
		{{.by_signal = true, .signal = "SIGSEGV"},
			"FAIL exit a: 3, ok exit a: SIGSEGV", NULL},
		{{.by_signal = true, .signal = "SIGBUS", .status = 3},
			"FAIL exit a: 3, FAIL exit a: SIGSEGV", "it is killed by SIGBUS"},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct sample sample;
		struct result *first;

		sample_make(&sample, ONE "exit: 3\nexit: SIGSEGV\n");
		sample.records[0].ending = cases[i].ending;
		first = judge(&sample.evidence);
		cr_assert_str_eq(results_text(&sample, first), cases[i].results);
		cr_assert_str_eq(first->witness, "wait status");
		if (cases[i].measured) {
			cr_assert_str_eq(
				spoken(first->next->expected), "it is killed by SIGSEGV");
			cr_assert_str_eq(spoken(first->next->measured), cases[i].measured);
			cr_assert_str_eq(first->next->where, "a1.log");
		}
		pool_free(&sample.pool);
	}
}

/* --- what a verdict says
 * ---------------------------------------------------------------- */

static const struct {
	const char *items; /* of which the first is judged */
	const char *out;
	const char *log;
	int line;
	const char *expected;
	const char *measured;
	const char *where;
	const char *nearest;
} failures[] = {
	{"stdout:\n a\n b\n", "a\nc\n", "", 5, "b", "c", "a1.out:2", NULL},
	{"stdout:\n a\n b\n", "a\n", "", 5, "b",
		"(the output ends before this line; it exits with status 0)", "a1.out",
		NULL},
	{"stdout:\n a\n", "a\nb\n", "", 3, "(the end of the output)", "b", "a1.out:2",
		NULL},
	{"stdout: nothing\n", "b\n", "", 3, "(the end of the output)", "b", "a1.out:1",
		NULL},
	{"stdout:\n $x $x\n", "0x10 5\n", "", 4, "0x10 0x10", "0x10 5", "a1.out:1", NULL},
	{"stdout:\n a\n", "\033[1ma\t\xff \n", "", 4, "a", "\\x1b[1ma\\t\\xff\\x20",
		"a1.out:1", NULL},
	{"syscalls:\n a()\n b(1)\n", "", "a()\nb(2)\nc()\n", 5, "b(1)",
		"no such line in the system calls, at this place in the order", "a1.log:2",
		"b(2)"},
	{"syscalls:\n a()\n b($x) = $x\n", "", "a()\nb(2) = 3\nc()\n", 5, "b(2) = 2",
		"no such line in the system calls, at this place in the order", "a1.log:2",
		"b(2) = 3"},
	{"syscalls:\n a()\n ! x(...\n", "", "a()\nx(1)\n", 5, "no line like: x(...", "x(1)",
		"a1.log:2", NULL},
	{"syscalls:\n 2 times: w()\n", "", "a\nw()\n", 4, "2 times: w()", "1 times",
		"a1.log:2", NULL},
	{"syscalls:\n 2 times: w()\n", "", "a\n", 4, "2 times: w()", "0 times", "a1.log",
		NULL},
	{"check $faults == 0x20\n", "", "", 3, "$faults == 0x20",
		"$faults = 100   (off by 68)", NULL, NULL},
	{"check $page - 1 > 0x2000 +- 2\n", "", "", 3, "$page - 1 > 0x2000 +- 2",
		"$page - 1 = 4095", NULL, NULL},
	{"check $page == $faults * 2\n", "", "", 3, "$faults * 2 == 4096   ($page)",
		"$faults * 2 = 200   (off by -3896)", NULL, NULL},
	{"check 1 == $faults\n", "", "", 3, "$faults == 1", "$faults = 100   (off by 99)",
		NULL, NULL},
	{"check $faults > 127 > $faults\n", "", "", 3, "$faults > 127", "$faults = 100",
		NULL, NULL},
	{"check 1 < 127 <= $faults +- 2\n", "", "", 3, "$faults >= 127 +- 2",
		"$faults = 100", NULL, NULL},
	{"check $faults == $faults + $page\n", "", "", 3,
		"$faults == 4196   ($faults + $page)",
		"$faults = 100, $faults + $page = 4196   (off by -4096)", NULL, NULL},
	{"check 2 == 1\n", "", "", 3, "2 == 1", "2 = 2   (off by 1)", NULL, NULL},
	{"check 5 % (1 - 1) == 1\n", "", "", 3, "check 5 % (1 - 1) == 1",
		"it cannot be computed: division by zero.", NULL, NULL},
};

static void hold_text(const char *measured, const char *expected, const char *items)
{
	cr_assert_eq(measured != NULL, expected != NULL, "%s: %s", items, measured);
	if (expected)
		cr_assert_str_eq(measured, expected, "%s: %s", items, measured);
}

Test(match, a_failure_says_what_was_expected_what_is_there_and_where)
{
	for (size_t i = 0; i < COUNT(failures); i++) {
		struct sample sample;
		struct result *result;
		char text[500];

		snprintf(text, sizeof text, ONE "%s", failures[i].items);
		sample_make(&sample, text);
		set_out(&sample, 0, failures[i].out);
		set_log(&sample, 0, failures[i].log);
		result = judge(&sample.evidence);
		cr_assert_eq(result->status, STATUS_FAIL, "%s", text);
		cr_assert_eq(result->line, failures[i].line, "%s: %d", text, result->line);
		cr_assert_str_eq(result->file, "x.expect");
		hold_text(spoken(result->expected), failures[i].expected, text);
		hold_text(spoken(result->measured), failures[i].measured, text);
		hold_text(result->where, failures[i].where, text);
		hold_text(result->nearest, failures[i].nearest, text);
		pool_free(&sample.pool);
	}
}

Test(match, a_long_line_is_shortened_and_its_rest_counted)
{
	struct sample sample;
	char line[500];
	const char *measured;

	memset(line, 'x', sizeof line);
	line[sizeof line - 1] = '\0';
	sample_make(&sample, ONE "stdout:\n a\n");
	set_out(&sample, 0, line);
	measured = spoken(judge(&sample.evidence)->measured);
	cr_assert_eq(strspn(measured, "x"), 400);
	cr_assert_str_eq(measured + 400, " ... (99 more bytes)");
	pool_free(&sample.pool);
}

Test(match, a_failed_check_tells_where_its_numbers_come_from)
{
	static const char text[] = ONE "  times: 2\n"
				       "stdout:\n x = $x\n"
				       "check each: $x + $x + $page == $faults\n"
				       "  why: So it is.\n";
	struct sample sample;
	const struct result *result;
	const struct origin *origin;

	sample_make(&sample, text);
	set_out(&sample, 0, "x = -3996");
	set_out(&sample, 1, "\nx =\t0x10");
	sample.records[0].faults = -3896;
	result = judge(&sample.evidence)->next;
	cr_assert_eq(result->status, STATUS_FAIL);
	cr_assert_str_eq(result->run, "a");
	cr_assert_eq(result->repetition, 2);
	cr_assert_str_eq(result->witness, "stdout, perf counter");
	cr_assert_str_eq(result->notes->why[ENGLISH], "So it is.");
	origin = result->origins;
	cr_assert_str_eq(origin->name, "$x");
	cr_assert_str_eq(origin->value, "0x10");
	cr_assert_str_eq(origin->where, "a2.out:2");
	cr_assert_str_eq(origin->text, "x =\\t0x10");
	origin = origin->next;
	cr_assert_str_eq(origin->name, "$page");
	cr_assert_str_eq(origin->value, "4096");
	cr_assert_null(origin->where);
	origin = origin->next;
	cr_assert_str_eq(origin->name, "$faults");
	cr_assert_str_eq(origin->value, "101");
	cr_assert_str_eq(origin->text, "perf counter");
	cr_assert_null(origin->next);
	pool_free(&sample.pool);
}

/* How a comparison is told to who has not read the expected file. */
static const struct {
	const char *items; /* of which the last fails */
	const char *out;
	const char *should;
	const char *was;
	const char *formula;
	const char *origins; /* the names of those that are told first */
} compared[] = {
	{"stdout:\n $x $y\ncheck $x == 2 * $y == 2\n", "2 0\n", "2", "0", "2 * 0 == 2",
		"$y $x"},
	{"stdout:\n $x $y\ncheck $x & 3 == $y - 1 == 0\n", "5 1\n", "0", "1",
		"(5 & 3) == 0", "$x $y"},
	{"stdout:\n $x $y\ncheck $x == $y == 2\n", "2 3\n", "2", "3", NULL, "$y $x"},
	{"stdout:\n $x $y\ncheck $x == $y\n", "2 3\n", "3", "2", NULL, "$x $y"},
	{"stdout:\n $x $y\ncheck 0 < $x - ($y - 1) * 2\n", "2 3\n", "more than 0", "-2",
		"2 - (3 - 1) * 2 > 0", "$x $y"},
	{"stdout:\n $x\ncheck $x / (4 / 2) == 3\n", "12\n", "3", "6", "12 / (4 / 2) == 3",
		"$x"},
	{"stdout:\n $x\ncheck $x == $page\n", "4100\n", "4096", "4100   (4 more)", NULL,
		"$x $page"},
};

static const char *origin_names(struct sample *sample, const struct result *result)
{
	const char *text = "";

	for (const struct origin *at = result->origins; at; at = at->next)
		text = pool_printf(
			&sample->pool, "%s%s%s", text, *text ? " " : "", at->name);
	return text;
}

Test(match, a_comparison_is_told_by_its_numbers_and_its_constant)
{
	for (size_t i = 0; i < COUNT(compared); i++) {
		struct sample sample;
		const struct result *result;
		char text[500];

		snprintf(text, sizeof text, ONE "%s", compared[i].items);
		sample_make(&sample, text);
		set_out(&sample, 0, compared[i].out);
		result = judge(&sample.evidence)->next;
		cr_assert_eq(result->status, STATUS_FAIL, "%s", text);
		hold_text(spoken(result->should), compared[i].should, text);
		hold_text(spoken(result->was), compared[i].was, text);
		hold_text(result->formula, compared[i].formula, text);
		cr_expect_str_eq(
			origin_names(&sample, result), compared[i].origins, "%s", text);
		pool_free(&sample.pool);
	}
}

/* A call is expected with what the program has printed; the kernel has another number. */
Test(match, a_call_is_told_with_the_line_that_prints_its_number)
{
	static const char items[] = ONE "stdout:\n at $x\n"
					"syscalls:\n b(1, ...) = $x\n ! c(...\n d()\n";
	static const struct {
		const char *log;
		const char *should;
		const char *origins;
		bool otherwise;
	} cases[] = {
		{"b(1, 2) = 0x6000\nd()\n", "b(1, ...) = 0x5000", "$x", true},
		{"b(7, 2) = 0x5000\nd()\n", "b(1, ...) = 0x5000", "$x", false},
		{"b(1, 2) = 0x5000\nc(2)\nd()\n",
			"nothing between b() and d() like this: c()", "", false},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct sample sample;
		const struct result *result;

		sample_make(&sample, items);
		set_out(&sample, 0, "at 0x5000\n");
		set_log(&sample, 0, cases[i].log);
		result = judge(&sample.evidence)->next;
		cr_assert_eq(result->status, STATUS_FAIL, "%s", cases[i].log);
		hold_text(spoken(result->should), cases[i].should, cases[i].log);
		cr_expect_str_eq(origin_names(&sample, result), cases[i].origins, "%s",
			cases[i].log);
		cr_expect_eq(result_is_told_otherwise(result), cases[i].otherwise, "%s",
			cases[i].log);
		pool_free(&sample.pool);
	}
}

Test(match, a_check_speaks_in_its_own_words_or_in_ours)
{
	static const char text[] = ONE "stdout:\n"
				       "  a\n"
				       "    says: The first.\n"
				       "  b\n"
				       "    why: The b.\n"
				       "syscalls:\n"
				       "  c\n"
				       "check $page == 1\n";
	struct sample sample;
	const struct result *result;

	sample_make(&sample, text);
	set_out(&sample, 0, "a\n");
	result = judge(&sample.evidence);
	cr_assert_str_eq(spoken(result->says), "The first.");
	cr_assert_str_eq(result->notes->why[ENGLISH], "The b.");
	cr_assert_str_eq(result->command, "./a");
	cr_assert_str_eq(result->witness, "stdout");
	result = result->next;
	cr_assert_str_eq(
		spoken(result->says), "a makes the system calls that the lab says.");
	cr_assert_str_eq(result->witness, "syscalls");
	result = result->next;
	cr_assert_str_eq(spoken(result->says), "check $page == 1");
	cr_assert_str_eq(result->witness, "");
	result = result->next;
	cr_assert_str_eq(spoken(result->says), "The run a ends with exit status 0.");
	pool_free(&sample.pool);
}

/* Many different numbers: each choice of three of them is another way through the line. */
static void fill_ambiguous(char *line, size_t size)
{
	size_t used = 0;

	for (int i = 1; used + 8 < size; i++)
		used += (size_t)snprintf(line + used, size - used, "%d ", i);
}

Test(match, an_ambiguous_section_is_an_error_and_not_a_verdict)
{
	struct sample sample;
	struct result *result;
	char line[1200];

	fill_ambiguous(line, sizeof line);
	sample_make(&sample,
		ONE "syscalls:\n ...$x...$y...$z...b $x $y $z\ncheck $x == 1\nexit: 0\n");
	set_log(&sample, 0, line);
	result = judge(&sample.evidence);
	cr_assert_str_eq(results_text(&sample, result),
		"error syscalls a, error check $x == 1 <syscalls a>, ok exit a: 0");
	cr_assert(has(spoken(result->lack.reason), "more steps than are allowed"));
	cr_assert_null(result->expected);
	cr_assert_eq(sample.performed[0].count, 0);
	pool_free(&sample.pool);
}

/* With a memory of what was tried, "..." costs as much as the line is long. */
Test(match, what_has_failed_once_is_not_tried_again)
{
	static const struct {
		const char *section;
		const char *line;
	} cases[] = {
		{"syscalls:\n ...a...a...a...a...a...b\n", "a"},
		{"stdout:\n ...a...a...a...a...a...b\n", "a"},
		{"stdout:\n ......a.........b\n", "a"},
		{"stdout:\n ...\n a\n ...\n a\n ...\n a\n ...\n b\n", "a\n"},
		{"syscalls:\n a\n a\n a\n a\n a\n b\n", "a\n"},
		{"syscalls:\n $x\n $y\n $z\n b\n", "7\n"},
		{"syscalls:\n ! c\n a\n ! c\n a\n ! c\n a\n b\n", "a\n"},
		{"syscalls:\n open($x) = $y\n read($z) = $w\n close($z) = 0\n b\n",
			"open(1) = 2\nread(3) = 4\nclose(3) = 0\n"},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct sample sample;
		struct result *result;
		char *text = calloc(1, 20000 + 1);
		char section[200];

		while (strlen(text) + strlen(cases[i].line) < 20000)
			strcat(text, cases[i].line);
		snprintf(section, sizeof section, ONE "%s", cases[i].section);
		sample_make(&sample, section);
		set_out(&sample, 0, text);
		set_log(&sample, 0, text);
		result = judge(&sample.evidence);
		cr_expect_eq(result->status, STATUS_FAIL, "%s", cases[i].section);
		pool_free(&sample.pool);
		free(text);
	}
}

static const char ambiguous[] =
	"lab T\nbuild p: p.c\nbuild q: q.c\nrun a: p\nrun b: q\n"
	"stdout a b:\n ...$x...$y...$z...b $x $y $z\ncheck $a.x == 1\n";

/* Whose text it is, the student's or the suite's, says whose fault it is. */
Test(match, too_many_steps_on_a_students_text_are_the_students_failure)
{
	struct sample sample;
	struct result *result;
	char line[1200];

	fill_ambiguous(line, sizeof line);
	sample_make(&sample, ambiguous);
	sample.evidence.main = "p.c";
	sample.evidence.replaced = true;
	set_out(&sample, 0, line);
	set_out(&sample, 1, line);
	result = judge(&sample.evidence);
	cr_assert_str_eq(results_text(&sample, result),
		"FAIL stdout a, error stdout b, skip check $a.x == 1 <stdout a>, "
		"ok exit a: 0, ok exit b: 0");
	cr_assert_str_eq(spoken(result->expected), "stdout a b:");
	cr_assert(has(spoken(result->measured), "2000064 steps"), "%s",
		spoken(result->measured));
	cr_assert_str_eq(result->where, "a1.out");
	pool_free(&sample.pool);
}

static const struct {
	const char *item;
	bool of_program;
} concerns[] = {
	{"stdout a: nothing\n", true},
	{"stdout b: nothing\n", false},
	{"run c: q ./p\nstdout c: nothing\n", true},
	{"run c: q ./q\nstdout c: nothing\n", false},
	{"run c: q\n  env: FILE=./p\nstdout c: nothing\n", true},
	{"exit b: 0\n", false},
	{"check 1 == 1\n", false},
	{"check $page == 4096\n", false},
	{"check $a.faults > 0\n", true},
	{"check $b.faults > 0\n", false},
	{"check $b.faults > $page + $a.faults\n", true},
	{"check each b: $faults > 0\n", false},
	{"check each a: $faults > 0\n", true},
	{"check each b: $faults > $a.faults\n", true},
	{"stdout b:\n  $($a.faults)\n", true},
	{"pause q b:\n  $page == 4096\n  $a.faults == 1\n", true},
	{"pause q b:\n  $page == 4096\n  sym(main) == 1\n", false},
	{"elf p:\n  header.type == ET_DYN\n", true},
	{"elf q:\n  header.type == ET_DYN\n", false},
	{"tool t: nm q\ntool t:\n  x\n", false},
	{"tool t: nm q p\ntool t:\n  x\n", true},
	{"tool t: wc p.c\ntool t:\n  x\n", true},
};

Test(match, what_is_judged_of_the_program_and_what_of_its_twins)
{
	for (size_t i = 0; i < COUNT(concerns); i++) {
		struct sample sample;
		const struct item *item;
		const struct run_spec *run;
		char text[500];

		snprintf(text, sizeof text,
			"lab T\nbuild p: p.c\nbuild q: q.c\nrun a: p\nrun b: q\n%s",
			concerns[i].item);
		sample_make(&sample, text);
		sample.evidence.main = "p.c";
		item = sample.expect.items;
		run = item->runs ? item->runs->run : NULL;
		cr_expect_eq(item->builds
				? concerns_build(&sample.evidence, item->builds->build)
				: concerns_item(&sample.evidence, item, run),
			concerns[i].of_program, "%s", concerns[i].item);
		pool_free(&sample.pool);
	}
}

/* `count` times `byte`, behind `first`. */
static char *repeated(struct sample *sample, char first, char byte, size_t count)
{
	char *text = pool_alloc(&sample->pool, count + 2);

	text[0] = first;
	memset(text + 1, byte, count);
	return text;
}

Test(match, blank_lines_by_the_hundred_thousand_take_no_time, .timeout = 20)
{
	struct sample sample;

	sample_make(&sample, ONE "stdout:\n ...\n b\n");
	set_out(&sample, 0, repeated(&sample, 'a', '\n', 300000));
	cr_assert_str_eq(results_text(&sample, judge(&sample.evidence)),
		"FAIL stdout a, ok exit a: 0");
	pool_free(&sample.pool);
}

Test(match, a_line_of_a_million_bytes_takes_little_memory, .timeout = 20)
{
	struct sample sample;
	struct rusage before;
	struct rusage after;

	sample_make(&sample, ONE "stdout:\n ...usage:...<total> <access>...\n");
	set_out(&sample, 0, repeated(&sample, 'x', 'x', 1000000));
	getrusage(RUSAGE_SELF, &before);
	cr_assert_eq(judge(&sample.evidence)->status, STATUS_FAIL);
	getrusage(RUSAGE_SELF, &after);
	cr_assert_lt(after.ru_maxrss - before.ru_maxrss, 50000, "%ld KiB more",
		after.ru_maxrss - before.ru_maxrss);
	pool_free(&sample.pool);
}

Test(match, a_cell_shows_values_or_a_dash)
{
	static const char text[] =
		ONE "stdout:\n  $x $y\nexit: 0\ntable:\n  head: sum\n"
		    "  row: $($x + 1) of $($y) | $(1 / 0)\n  row: $($faults) | $$\n";
	struct sample sample;
	const struct table_row *row;

	sample_make(&sample, text);
	set_out(&sample, 0, "5 0x10\n");
	row = sample.expect.table;
	cr_assert_str_eq(judge_cell(&sample.evidence, row->cells), "- of -");
	judge(&sample.evidence);
	cr_assert_str_eq(judge_cell(&sample.evidence, row->cells), "6 of 0x10");
	cr_assert_str_eq(judge_cell(&sample.evidence, row->cells->next), "-");
	cr_assert_str_eq(judge_cell(&sample.evidence, row->next->cells), "100");
	cr_assert_str_eq(judge_cell(&sample.evidence, row->next->cells->next), "$");
	pool_free(&sample.pool);
}

Test(match, a_lab_is_as_good_as_its_worst_check)
{
	static const struct {
		enum status checks[4];
		int count;
		enum status lab;
	} cases[] = {
		{{STATUS_OK, STATUS_OK}, 2, STATUS_OK},
		{{STATUS_OK, STATUS_ENV, STATUS_SKIP}, 3, STATUS_OK},
		{{STATUS_OK, STATUS_FAIL, STATUS_ENV}, 3, STATUS_FAIL},
		{{STATUS_FAIL, STATUS_ERROR, STATUS_OK}, 3, STATUS_FAIL},
		{{STATUS_ENV, STATUS_ERROR, STATUS_OK}, 3, STATUS_ERROR},
		{{STATUS_ENV, STATUS_SKIP}, 2, STATUS_ENV},
		{{STATUS_OK}, 0, STATUS_ENV},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct lab_result lab = {0};
		struct result results[4] = {0};

		for (int at = cases[i].count; at-- > 0;) {
			results[at].status = cases[i].checks[at];
			results[at].next = lab.results;
			lab.results = &results[at];
		}
		lab_result_finish(&lab);
		cr_assert_eq(lab.status, cases[i].lab, "case %zu", i);
		cr_assert_eq(lab_result_total(&lab), cases[i].count);
	}
}

/* --- a run of which there is no record ------------------------------------------------ */

Test(match, a_run_without_a_record_is_an_error)
{
	static const char *const checks[] = {
		"stdout: nothing\n",
		"stdout:\n  ...\n",
		"stderr: nothing\n",
		"syscalls:\n  ! read(...\n",
		"exit: 0\n",
		"pauses: 0\n",
		"check each a: 1 == 1\n",
	};

	for (size_t i = 0; i < COUNT(checks); i++) {
		struct sample sample;
		struct result *results;
		char text[100];

		snprintf(text, sizeof text, ONE "%s", checks[i]);
		sample_make(&sample, text);
		sample.evidence.performed_count = 0;
		results = judge(&sample.evidence);
		cr_expect(results, "%s", checks[i]);
		for (const struct result *at = results; at; at = at->next)
			cr_expect_eq(at->status, STATUS_ERROR, "%s: %s is %s", checks[i],
				at->check, status_text(at->status));
		pool_free(&sample.pool);
	}
}
