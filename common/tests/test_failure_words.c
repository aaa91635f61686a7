/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "../evidence/source_text.h"
#include "../match/comparison.h"
#include "../match/nearest.h"
#include "../match/output_line.h"
#include "../match/place.h"
#include "../match/plain.h"
#include "../report/number_facts.h"
#include "../report/output_around.h"
#include "help.h"

/* --- numbers in words ----------------------------------------------------------------- */

static const struct {
	struct comparison comparison;
	const char *expected;
	const char *measured;
} comparisons[] = {
	{{.relation = RELATION_EQUAL, .measured = 1, .bound = 10, .tolerance = 2},
		"10, or up to 2 more or less", "1"},
	{{.relation = RELATION_EQUAL, .measured = 1, .bound = 10, .unit = "page faults"},
		"10 (page faults)", "1 (page faults)"},
	{{.relation = RELATION_LESS_EQUAL, .measured = 65, .bound = 62, .tolerance = 2},
		"at most 64", "65"},
	{{.relation = RELATION_LESS, .measured = 65, .bound = 64}, "less than 64", "65"},
	{{.relation = RELATION_GREATER_EQUAL, .measured = 1, .bound = 5, .tolerance = 2},
		"at least 3", "1"},
	{{.relation = RELATION_GREATER, .measured = 0, .bound = 0}, "more than 0", "0"},
	{{.relation = RELATION_UNEQUAL, .measured = 5, .bound = 5}, "another number than 5",
		"5"},
	{{.relation = RELATION_UNEQUAL, .measured = 5, .bound = 4, .tolerance = 2},
		"a number that differs from 4 by more than 2", "5"},
	{{.relation = RELATION_EQUAL, .measured = 0x55d0, .bound = 0x31, .hex = true},
		"exactly 0x31", "0x55d0"},
	{{.relation = RELATION_EQUAL, .measured = 0x100400, .bound = 0x100000, .hex = true},
		"exactly 0x100000", "0x100400   (1024 more)"},
	{{.relation = RELATION_EQUAL, .measured = 0xffe00, .bound = 0x100000, .hex = true},
		"exactly 0x100000", "0xffe00   (512 less)"},
	{{.relation = RELATION_EQUAL, .measured = 0, .bound = 0x100000, .hex = true},
		"exactly 0x100000", "0"},
	{{.relation = RELATION_EQUAL,
		 .measured = 0x100,
		 .bound = 0x200,
		 .hex = true,
		 .against = AGAINST_KERNEL},
		"0x200", "0x100"},
	{{.relation = RELATION_NONE, .values = "1, 2"}, "the same value each time", "1, 2"},
};

Test(failure_words, a_relation_is_told_without_its_sign)
{
	struct pool pool = {0};

	for (size_t i = 0; i < sizeof comparisons / sizeof *comparisons; i++) {
		const struct comparison *at = &comparisons[i].comparison;

		cr_expect_str_eq(
			spoken(comparison_expected(&pool, at)), comparisons[i].expected);
		cr_expect_str_eq(
			spoken(comparison_measured(&pool, at)), comparisons[i].measured);
	}
	pool_free(&pool);
}

Test(failure_words, a_name_without_a_value_is_a_number)
{
	static const struct {
		const char *text;
		const char *plain;
	} cases[] = {
		{"brk($b) = $b", "brk(N) = N"},
		{"at $a:hex-$b:hex $w:word.", "at N-N N."},
		{"x $(min($a, ($b + 1))) y", "x N y"},
		{"costs 5 $ and $1", "costs 5 $ and $1"},
		{"", ""},
	};
	struct pool pool = {0};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect_str_eq(plain_text(&pool, cases[i].text, "N"), cases[i].plain);
	pool_free(&pool);
}

/* --- how much a number is off --------------------------------------------------------- */

static const struct {
	struct comparison comparison;
	const char *facts; /* NULL: none */
} facts[] = {
	{{.relation = RELATION_EQUAL, .measured = 0, .bound = 10}, "The number is 0."},
	{{.relation = RELATION_EQUAL, .measured = 460, .bound = 10},
		"It is exactly 46 times as large as it should be."},
	{{.relation = RELATION_EQUAL, .measured = 16, .bound = 4096},
		"It should be exactly 256 times as large."},
	{{.relation = RELATION_EQUAL, .measured = 101, .bound = 100},
		"It is one too large."},
	{{.relation = RELATION_EQUAL, .measured = 9, .bound = 10}, "It is one too small."},
	{{.relation = RELATION_EQUAL, .measured = 381, .bound = 365},
		"It is 16 too large."},
	{{.relation = RELATION_EQUAL, .measured = 12388, .bound = 100, .unit = "bytes"},
		"It is 12288 too large. That is exactly 3 pages."},
	{{.relation = RELATION_EQUAL, .measured = 84, .bound = 100, .unit = "bytes"},
		"It is 16 too small. That is exactly 2 words of 8 bytes."},
	{{.relation = RELATION_EQUAL,
		 .measured = 0x56001000,
		 .bound = 0x56000000,
		 .measured_hex = true,
		 .bound_hex = true},
		"The address is 4096 bytes above the expected one. That is exactly one "
		"page."},
	{{.relation = RELATION_EQUAL,
		 .measured = 0x55ffffeb,
		 .bound = 0x56000000,
		 .measured_hex = true,
		 .bound_hex = true},
		"The address is 21 bytes below the expected one."},
	{{.relation = RELATION_EQUAL,
		 .measured = 0x7fff00000000,
		 .bound = 0x56000000,
		 .measured_hex = true,
		 .bound_hex = true},
		"The address is far from the expected one."},
	{{.relation = RELATION_EQUAL,
		 .measured = 0x0101010101010101,
		 .bound = 1,
		 .measured_hex = true,
		 .bound_hex = true},
		"Each of its 8 bytes is 0x1."},
	{{.relation = RELATION_EQUAL,
		 .measured = 0x21,
		 .bound = 0x23,
		 .measured_hex = true,
		 .bound_hex = true,
		 .measured_source = "$a"},
		"The two differ in these bits: 0x2."},
	{{.relation = RELATION_EQUAL,
		 .measured = 0xffffffffffffff80,
		 .bound = 0x80,
		 .measured_hex = true,
		 .bound_hex = true},
		"All bits above are copies of the highest bit of 0x80: it was read as a "
		"signed char, which is negative then, and not as an unsigned one."},
	{{.relation = RELATION_EQUAL,
		 .measured = 0xffffffff90000000,
		 .bound = 0x90000000,
		 .measured_hex = true,
		 .bound_hex = true},
		"All bits above are copies of the highest bit of 0x90000000: it was read "
		"as a signed int, which is negative then, and not as an unsigned one."},
	{{.relation = RELATION_EQUAL,
		 .measured = 0xf7e512a0,
		 .bound = 0x55aef7e512a0,
		 .measured_hex = true,
		 .bound_hex = true},
		"It is the lower half of the expected number, 32 bits of 64: an int holds "
		"no more. An address needs a pointer or an unsigned long."},
	{{.relation = RELATION_EQUAL,
		 .measured = 0xffffffffffffff70,
		 .bound = 0x70,
		 .measured_hex = true,
		 .bound_hex = true},
		"The two differ in these bits: 0xffffffffffffff00."},
	{{.relation = RELATION_EQUAL,
		 .measured = 0x10,
		 .bound = 0x78,
		 .measured_hex = true,
		 .bound_hex = true,
		 .is_byte = true},
		"The two differ in these bits: 0x68. Expected is the character with the "
		"code 0x78, x."},
	{{.relation = RELATION_LESS_EQUAL, .measured = 65, .bound = 62},
		"That is 3 more than the limit."},
	{{.relation = RELATION_GREATER, .measured = -184, .bound = 0},
		"That is 184 less than the limit."},
	{{.relation = RELATION_LESS, .measured = 64, .bound = 64},
		"It is exactly the limit."},
	{{.relation = RELATION_UNEQUAL, .measured = 5, .bound = 5}, NULL},
	{{.relation = RELATION_NONE, .values = "1, 2"}, NULL},
};

Test(failure_words, a_number_is_told_by_how_much_it_is_off)
{
	struct pool pool = {0};

	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
		const char *told = number_facts(&pool, &facts[i].comparison, 4096);

		cr_expect_eq(told != NULL, facts[i].facts != NULL, "%zu", i);
		if (told && facts[i].facts)
			cr_expect_str_eq(told, facts[i].facts);
	}
	cr_expect_str_eq(number_same_bytes(&pool, 0x3131),
		"Each of its 2 bytes is 0x31, the code of the character 1.");
	cr_expect_null(number_same_bytes(&pool, 0x3130));
	cr_expect_null(number_same_bytes(&pool, 0x31));
	pool_free(&pool);
}

/* --- a line of the output ------------------------------------------------------------- */

static const char output[] = "Break:   0x5000\n\nwritten: one 0x10\nwritten: two 0x10\n"
			     "written: three 0x20\nblocks: 3 of 5\n";

static const struct {
	int line; /* 0: the output ends before the wanted one */
	const char *wanted;
	const char *differing;
	const char *before;
	const char *after;
	int elsewhere;
	bool only_blanks;
	bool goes_on;
} printed[] = {
	{4, "written: three 0x20", "two", "written: one 0x10", "written: three 0x20", 5,
		false, false},
	{5, "written: one  0x10", "three", "written: two 0x10", "blocks: 3 of 5", 3, false,
		false},
	{5, "written: ... 0x30", "0x20", "written: two 0x10", "blocks: 3 of 5", 0, false,
		false},
	{6, "...of four", "5", "written: three 0x20", NULL, 0, false, false},
	{6, "...at four", "blocks: 3 of 5", "written: three 0x20", NULL, 0, false, false},
	{6, "blocks: 3 of 5 more", "", "written: three 0x20", NULL, 0, false, false},
	{6, "blocks:3 of 5", "blocks:", "written: three 0x20", NULL, 0, true, false},
	{1, "Break: ...", "0x5000", NULL, "written: one 0x10", 0, false, false},
	{1, NULL, "", NULL, "written: one 0x10", 0, false, false},
	{6, "blocks: 3", " of 5", "written: three 0x20", NULL, 0, false, true},
	{6, "...3 of", " 5", "written: three 0x20", NULL, 0, false, true},
	{5, "written: three 0x", "20", "written: two 0x10", "blocks: 3 of 5", 0, false,
		true},
	{5, "written: three 0x2", "0x20", "written: two 0x10", "blocks: 3 of 5", 0, false,
		false},
	{5, "written: ...", "three", "written: two 0x10", "blocks: 3 of 5", 4, false,
		false},
	{0, "the end", "", "blocks: 3 of 5", NULL, 0, false, false},
	{0, "written: two 0x10", "", "blocks: 3 of 5", NULL, 4, false, false},
};

Test(failure_words, a_line_of_output_is_told_among_those_around_it)
{
	struct pool pool = {0};
	struct lines all = text_lines(&pool, output, strlen(output));

	for (size_t i = 0; i < sizeof printed / sizeof *printed; i++) {
		const struct line *line =
			printed[i].line ? &all.at[printed[i].line - 1] : NULL;
		const struct output_line *told =
			output_line_explain(&pool, &all, line, printed[i].wanted);
		const struct differing at = told->at;

		cr_expect_eq(told->number, printed[i].line, "%zu", i);
		cr_expect_eq(told->elsewhere, printed[i].elsewhere, "%zu: %d", i,
			told->elsewhere);
		cr_expect_eq(told->only_blanks, printed[i].only_blanks, "%zu", i);
		cr_expect_eq(told->goes_on, printed[i].goes_on, "%zu", i);
		cr_expect(text_same(told->before, printed[i].before), "%zu: %s", i,
			told->before);
		cr_expect(text_same(told->after, printed[i].after), "%zu: %s", i,
			told->after);
		cr_expect_str_eq(told->text ? pool_copy(&pool, told->text + at.from,
						      (size_t)(at.to - at.from))
					    : "",
			printed[i].differing, "%zu", i);
	}
	pool_free(&pool);
}

static const struct {
	const char *printed;
	enum message meaning;
} meanings[] = {
	{"Break: 562e2b3f74a0", MESSAGE_MEANING_OUTPUT_BARE_HEX},
	{"Break: 94321760310432", MESSAGE_MEANING_OUTPUT_MARKED},
	{"Break: added", MESSAGE_MEANING_OUTPUT_MARKED},
	{"Break: 0x562e2b3f74a0Press", MESSAGE_MEANING_OUTPUT_GOES_ON},
	{"Break:0x562e2b3f74a0", MESSAGE_MEANING_OUTPUT_BLANKS},
};

Test(failure_words, what_is_wrong_with_a_line_is_said)
{
	for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++) {
		struct pool pool = {0};
		struct lines all =
			text_lines(&pool, meanings[i].printed, strlen(meanings[i].printed));
		const struct output_line *told = output_line_explain(
			&pool, &all, &all.at[0], "Break: 0x562e2b3f74a0");
		const struct said *says = output_around_meaning(&pool, told);

		cr_assert(says, "%s", meanings[i].printed);
		cr_expect_eq(says->message, meanings[i].meaning, "%s: %s",
			meanings[i].printed, said_in(&pool, says, ENGLISH));
		pool_free(&pool);
	}
}

/* --- the source ----------------------------------------------------------------------- */

static const char program[] = "/* brk() is what sbrk() calls: \"New break:\" */\n"
			      "static void say(const char *s);\n"
			      "int main(void)\n"
			      "{\n"
			      "\tvoid *heap = sbrk(0); // sbrk(1)\n"
			      "\tsay(\"a quote \\\" and sbrk(2)\");\n"
			      "\tsay(\"New break:\");\n"
			      "\tsbrk (16); sbrk(32);\n"
			      "\tsbrk(64);\n"
			      "\terrx(1, \"the input ends before %s\", name);\n"
			      "\tprintf(\"Blocks, %s: %d\\n\", what, 3);\n"
			      "\tsay(\"From sbrk(16):\");\n"
			      "}\n";

static const struct {
	const char *printed;
	int line; /* 0: it is not found */
	const char *words;
} labels[] = {
	{"New break:   0x5000", 7, "New break:"},
	{"  New break", 7, "New break"},
	{"...New break: ...", 7, "New break:"},
	{"From sbrk(16): 0x5000", 12, "From sbrk(16):"},
	{"From sbrk(17): 0x5000", 12, "From sbrk("},
	{"prog: the input ends before number 3", 10, "the input ends before"},
	{"Blocks, in all: 3", 0, NULL}, /* too little of it stands there */
	{"0x5000 0x6000", 0, NULL},
	{"0x5000   the input ends before 7", 10, "the input ends before"},
	{"12: 3", 0, NULL},
	{"", 0, NULL},
};

Test(failure_words, what_prints_a_line_is_found_in_the_source)
{
	struct pool pool = {0};
	const struct bytes source = {(char *)program, sizeof program - 1};

	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
		struct source_match match =
			source_text_prints_line(&pool, &source, labels[i].printed);

		cr_expect_eq(match.line, labels[i].line, "%s: %d", labels[i].printed,
			match.line);
		cr_expect_eq(
			match.text != NULL, labels[i].line != 0, "%s", labels[i].printed);
		if (labels[i].words)
			cr_expect_str_eq(match.words, labels[i].words);
	}
	pool_free(&pool);
}

Test(failure_words, a_call_is_found_in_the_source_and_not_in_its_texts)
{
	struct pool pool = {0};
	const struct bytes source = {(char *)program, sizeof program - 1};
	struct source_match all = source_text_calls(&pool, &source, "sbrk", NULL);
	struct source_match moving = source_text_calls(&pool, &source, "sbrk", "0");

	cr_expect_eq(all.line, 5);
	cr_expect_eq(all.count, 3, "%d", all.count);
	cr_expect_eq(moving.line, 8);
	cr_expect_eq(moving.count, 2, "%d", moving.count);
	cr_expect_str_eq(moving.text, "sbrk (16); sbrk(32);");
	cr_expect_null(source_text_calls(&pool, &source, "brk", NULL).text);
	pool_free(&pool);
}

/* Of a source that is cut anywhere, inside a text or a comment too, something or nothing. */
Test(failure_words, a_source_may_end_anywhere)
{
	for (size_t size = 0; size < sizeof program; size++) {
		struct pool pool = {0};
		const struct bytes source = {
			.data = pool_copy(&pool, program, size), .size = size};

		cr_expect_leq(source_text_calls(&pool, &source, "sbrk", "0").line, 9);
		cr_expect_leq(
			source_text_prints_line(&pool, &source, "New break: 1").line, 7);
		pool_free(&pool);
	}
}

/* --- the nearest line ----------------------------------------------------------------- */

static const char trace[] =
	"brk(NULL) = 0x1000\n"
	"mmap(NULL, 8192, PROT_READ, MAP_PRIVATE, 3, 0) = 0x5000\n"
	"write(1, \"a, b) = 3\", 9) = 9\n"
	"brk(0x2000)               = 0x2000\n"
	"mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_PRIVATE, -1, 0) = 0x6000\n"
	"mmap(NULL, 4097, PROT_READ|PROT_WRITE, MAP_PRIVATE, -1, 0) = 0x7000\n"
	"--- SIGSEGV {si_signo=SIGSEGV, si_code=SEGV_MAPERR, si_addr=0x7} ---\n"
	"clock_gettime(CLOCK_REALTIME, {tv_sec=1795931792, tv_nsec=75868889}) = 0\n"
	"+++ killed by SIGSEGV +++\n";

static const struct {
	const char *wanted;
	int behind;
	int line; /* 0: none */
	const char *differing;
	bool equal;
	const char *name;
} lines[] = {
	{"brk(0x2400) = 0x2400", 0, 4, "0x2000", false, "brk"},
	{"brk(0x2400) = 0x2400", 4, 0, "", false, "brk"},
	{"brk(NULL) = ...", 0, 1, "", true, "brk"},
	{"mmap(NULL, 4097, PROT_READ|PROT_WRITE, MAP_SHARED, -1, 0) = ...", 0, 6,
		"MAP_PRIVATE", false, "mmap"},
	{"mmap(NULL, 8192, PROT_READ, MAP_PRIVATE, 3, 0) = ...", 2, 5, "4096", false,
		"mmap"},
	{"mmap(NULL, 4096, ...) = 0x9000", 0, 5, "0x6000", false, "mmap"},
	{"munmap(...", 0, 0, "", false, "munmap"},
	{"write(1, \"a, b) = 4\", 9) = 9", 0, 3, "\"a, b) = 3\"", false, "write"},
	{"--- SIGSEGV {..., si_addr=NULL} ---", 0, 7, "si_addr=0x7", false, "SIGSEGV"},
	{"--- SIGBUS {...", 0, 0, "", false, "SIGBUS"},
	{"clock_gettime(CLOCK_REALTIME, {tv_sec=1795931799, tv_nsec=...}) = 0", 0, 8,
		"1795931792", false, "clock_gettime"},
	{"...m...map(NULL, 1, ...", 0, 2, "8192", false, NULL},
	{"+++ exited with 0 +++", 0, 0, "", false, NULL},
};

Test(failure_words, the_nearest_line_is_one_of_the_same_call)
{
	struct pool pool = {0};
	struct lines log = text_lines(&pool, trace, strlen(trace));

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct nearest nearest =
			nearest_find(&pool, &log, lines[i].behind, lines[i].wanted);
		const char *part = nearest.line
			? pool_copy(&pool, nearest.line->text + nearest.at.from,
				  (size_t)(nearest.at.to - nearest.at.from))
			: "";

		cr_expect_eq(nearest.line ? nearest.line->number : 0, lines[i].line,
			"%s: line %d", lines[i].wanted,
			nearest.line ? nearest.line->number : 0);
		cr_expect_str_eq(part, lines[i].differing, "%s", lines[i].wanted);
		cr_expect_eq(nearest.equal, lines[i].equal, "%s", lines[i].wanted);
		cr_expect_eq(
			nearest.name != NULL, lines[i].name != NULL, "%s", lines[i].wanted);
		if (lines[i].name && nearest.name)
			cr_expect_str_eq(nearest.name, lines[i].name);
	}
	pool_free(&pool);
}

/* --- places --------------------------------------------------------------------------- */

static const char map[] =
	"00400000-00401000 r-xp 00000000 08:01 5    /lab/prog\n"
	"00601000-00603000 rw-p 00001000 08:01 5    /lab/prog\n"
	"01000000-01021000 rw-p 00000000 00:00 0    [heap]\n"
	"7f0000000000-7f0000001000 r--p 00000000 08:01 6    /usr/lib/libc.so.6\n"
	"7f0000001000-7f0000002000 rw-p 00000000 00:00 0\n"
	"7f0000100000-7f0000120000 rw-p 00000000 00:00 0\n"
	"7ffc00000000-7ffc00021000 rw-p 00000000 00:00 0    [stack]\n";

static const struct {
	number address;
	const char *place; /* NULL: nothing is known */
} places[] = {
	{0x400000, "0x400000 is the start of the program itself"},
	{0x400010, "0x400010 is the start of main, in .text of the program"},
	{0x601028, "0x601028 is 40 bytes after the start of data, in .bss of the program"},
	{0x601800, "0x601800 is 2048 bytes after the start of .bss of the program"},
	{0x602fff, "0x602fff is in the program itself, 8191 bytes after its start"},
	{0x1000000, "0x1000000 is the start of [heap]"},
	{0x10002a0, "0x10002a0 is in [heap], 672 bytes after its start"},
	{0x1021000,
		"0x1021000 is the first byte after [heap], which has 33 pages from "
		"0x1000000 on"},
	{0x1021001, "0x1021001 is not mapped"},
	{0x7f0000000008, "0x7f0000000008 is in libc.so.6, 8 bytes after its start"},
	{0x7f0000001000, "0x7f0000001000 is the start of a mapping without a name"},
	{0x7ffc00000010, "0x7ffc00000010 is in [stack]"},
	{0x31, NULL},
	{(number)1 << 60, NULL},
};

Test(failure_words, an_address_is_told_by_what_lies_there)
{
	struct elf_segment segment = {.type = 1, .vaddr = 0x400000};
	struct elf_section sections[] = {
		{.name = ".text", .addr = 0x400010, .size = 0x100, .flags = 2},
		{.name = ".bss", .addr = 0x601000, .size = 0x1000, .flags = 2},
	};
	struct elf_symbol symbols[] = {
		{.name = "main", .value = 0x400010, .size = 32, .type = 2},
		{.name = "data.0", .value = 0x601000, .size = 64, .type = 1},
	};
	struct elf_image image = {.segments = &segment,
		.segment_count = 1,
		.sections = sections,
		.section_count = 2,
		.symbols = symbols,
		.symbol_count = 2};
	const struct build_spec build = {.name = "prog"};
	const struct run_spec run = {.name = "a", .build = &build};
	struct build_file file = {.build = &build, .image = &image};
	struct pause pause = {0};
	struct record record = {.pauses = &pause, .pause_count = 1, .program = "/lab/prog"};
	struct performed performed = {.run = &run, .record = &record};
	const struct fact page = {"page", 4096};
	struct pool pool = {0};
	struct lab_evidence evidence = {.pool = &pool,
		.files = &file,
		.file_count = 1,
		.facts = &page,
		.fact_count = 1};
	struct err err;

	cr_assert_eq(maps_parse(&pool, map, strlen(map), &pause.maps, &err), 0);
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		const struct said *said =
			place_of(&evidence, &performed, places[i].address);

		cr_expect_eq(said != NULL, places[i].place != NULL, "%zu", i);
		if (said && places[i].place)
			cr_expect_str_eq(spoken(said), places[i].place);
	}
	pool_free(&pool);
}

/* --- the size of a page ---------------------------------------------------------------- */

static const struct {
	number page;
	number address;
	const char *place;
} distances[] = {
	{4096, 0x7f0000100fff,
		"0x7f0000100fff is in a mapping without a name, 4095 bytes after its "
		"start"},
	{4096, 0x7f0000101000, "0x7f0000101000 is in a mapping without a name"},
	{65536, 0x7f0000101000,
		"0x7f0000101000 is in a mapping without a name, 4096 bytes after its "
		"start"},
	{65536, 0x7f0000110000, "0x7f0000110000 is in a mapping without a name"},
};

/* Neighbours without a name look like one mapping, and begin at pages of this machine. */
Test(failure_words, a_distance_in_a_mapping_without_a_name_is_told_within_its_first_page)
{
	const struct run_spec run = {.name = "a"};
	struct pause pause = {0};
	struct record record = {.pauses = &pause, .pause_count = 1};
	struct performed performed = {.run = &run, .record = &record};
	struct pool pool = {0};
	struct err err;

	cr_assert_eq(maps_parse(&pool, map, strlen(map), &pause.maps, &err), 0);
	for (size_t i = 0; i < sizeof distances / sizeof *distances; i++) {
		const struct fact page = {"page", distances[i].page};
		struct lab_evidence evidence = {
			.pool = &pool, .facts = &page, .fact_count = 1};

		cr_expect_str_eq(
			spoken(place_of(&evidence, &performed, distances[i].address)),
			distances[i].place);
	}
	pool_free(&pool);
}
