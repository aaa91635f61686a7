/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../lang/facts.h"
#include "help.h"

/*
 * docs/expected-files.md is executed. Its fenced blocks are:
 *
 *     c              the program of the blocks that follow
 *     expect         an expected file that its program meets; with crlf its lines end so
 *     expect-fails   one that it does not meet; a text block has lines of the report
 *     expect-error   one with a mistake; a text block has the message
 *     console        a command, and lines of what it prints for the file above
 *
 * With needs=… a block shows what some machines refuse; there it may say so instead.
 */

static const char document[] = "docs/expected-files.md";

enum { MOST_BLOCKS = 300, FEWEST_EXAMPLES = 25 };

struct block {
	int line;            /* of its fence, in the document */
	char *kind;          /* the first word behind the fence */
	char *attributes;    /* and the others */
	char *body;          /* the lines of it */
	const char *program; /* the c block above it */
	const char *file;    /* the expected file above it, or itself */
};

static struct block blocks[MOST_BLOCKS];
static int count;

/* --- reading the document ----------------------------------------------------------- */

static void open_block(struct block *block, int line, const char *info)
{
	size_t length = strcspn(info, " \n");

	block->line = line;
	block->kind = strndup(info, length);
	block->attributes = strdup(info + length);
	block->body = strdup("");
}

static void add_line(struct block *block, const char *line)
{
	char *longer = NULL;

	cr_assert(asprintf(&longer, "%s%s", block->body, line) >= 0);
	free(block->body);
	block->body = longer;
}

static bool is_file(const struct block *block)
{
	return strncmp(block->kind, "expect", strlen("expect")) == 0;
}

/* Lets each block know the program and the expected file that it is about. */
static void relate_blocks(void)
{
	const char *program = NULL;
	const char *file = NULL;

	for (int i = 0; i < count; i++) {
		if (strcmp(blocks[i].kind, "c") == 0)
			program = blocks[i].body;
		if (is_file(&blocks[i]))
			file = blocks[i].body;
		blocks[i].program = program;
		blocks[i].file = file;
	}
}

static void read_document(void)
{
	FILE *file = fopen(document, "r");
	struct block *open = NULL;
	char *line = NULL;
	size_t room = 0;

	cr_assert(file, "%s cannot be read", document);
	for (int number = 1; getline(&line, &room, file) > 0; number++) {
		bool fence = strncmp(line, "```", 3) == 0;

		cr_assert(count < MOST_BLOCKS, "too many blocks");
		if (fence && !open)
			open_block(open = &blocks[count++], number, line + 3);
		else if (fence)
			open = NULL;
		else if (open)
			add_line(open, line);
	}
	cr_assert(
		!open, "%s:%d: this block is not closed", document, open ? open->line : 0);
	free(line);
	fclose(file);
	relate_blocks();
}

static void drop_document(void)
{
	for (int i = 0; i < count; i++) {
		free(blocks[i].kind);
		free(blocks[i].attributes);
		free(blocks[i].body);
	}
}

/* --- executing a block -------------------------------------------------------------- */

static char *with_crlf(const char *text)
{
	char *copy = malloc(2 * strlen(text) + 1);
	char *at = copy;

	cr_assert(copy);
	for (; *text; text++) {
		if (*text == '\n')
			*at++ = '\r';
		*at++ = *text;
	}
	*at = '\0';
	return copy;
}

/* Runs a command, in which `vmlab` is the one under test, for the block's file. */
static struct ran perform(const struct block *block, const char *command)
{
	bool crlf = has(block->attributes, "crlf");
	char *text = crlf ? with_crlf(block->file) : strdup(block->file);
	char *folder = sample_project(block->program, text);
	struct ran ran =
		sh("cd '%s'; vmlab() { \"$VMLAB\" \"$@\" --root .; }; %s", folder, command);

	temp_drop(folder);
	free(text);
	return ran;
}

/* A copy with one blank for several, because the widths of columns are not the point. */
static char *squeezed(const char *text)
{
	char *copy = strdup(text);
	char *to = copy;

	for (const char *at = text; *at; at++)
		if (*at != ' ' || at[1] != ' ')
			*to++ = *at;
	*to = '\0';
	return copy;
}

/* Do the lines of `shown` occur in `text`, in their order? Indentation does not count. */
static bool holds_lines(const char *text, const char *shown)
{
	char *squeezed_text = squeezed(text);
	char *lines = squeezed(shown);
	const char *at = squeezed_text;
	char *rest = lines;
	char *line;

	while (at && (line = strsep(&rest, "\n"))) {
		line += *line == ' ';
		at = strstr(at, line);
		at = at ? at + strlen(line) : NULL;
	}
	free(squeezed_text);
	free(lines);
	return at != NULL;
}

/* Is this a machine that cannot show the block? */
static bool is_excused(const struct block *block, const struct ran *ran)
{
	return has(block->attributes, "needs=") && has(ran->out, "not shown here");
}

static bool passes(const struct block *block, const struct ran *ran)
{
	if (ran->status == 77 && is_excused(block, ran))
		return has(ran->out, "0 passed, 0 failed, 1 skipped");
	return ran->status == 0 && has(ran->out, "1 passed, 0 failed, 0 skipped");
}

/* Calls `judge` for each block of the kind, with what its command did. */
typedef bool block_judge(const struct block *block, const struct ran *ran);

static int judge_blocks(const char *kind, block_judge *judge)
{
	int judged = 0;

	for (int i = 0; i < count; i++) {
		struct ran ran;

		if (strcmp(blocks[i].kind, kind) != 0)
			continue;
		ran = perform(&blocks[i], "vmlab check");
		cr_expect(judge(&blocks[i], &ran), "%s:%d: exit status %d\n%s%s", document,
			blocks[i].line, ran.status, ran.out, ran.err);
		ran_free(&ran);
		judged++;
	}
	return judged;
}

/* The text block that belongs to this one is the next. */
static bool is_refused(const struct block *block, const struct ran *ran)
{
	return ran->status == 2 && strcmp(ran->err, block[1].body) == 0;
}

static bool fails(const struct block *block, const struct ran *ran)
{
	return is_excused(block, ran) ||
		(ran->status == 1 && holds_lines(ran->out, block[1].body));
}

/* --- the tests ---------------------------------------------------------------------- */

TestSuite(docs, .init = read_document, .fini = drop_document);

static bool needs_text(const struct block *block)
{
	return strcmp(block->kind, "expect-error") == 0 ||
		strcmp(block->kind, "expect-fails") == 0;
}

Test(docs, every_block_is_of_a_kind_that_is_executed)
{
	static const char kinds[] = " c expect expect-error expect-fails text console po ";

	for (int i = 0; i < count; i++) {
		const struct block *block = &blocks[i];
		bool text = strcmp(block->kind, "text") == 0;
		char word[64];

		snprintf(word, sizeof word, " %s ", block->kind);
		cr_expect(has(kinds, word), "%s:%d: what is `%s`?", document, block->line,
			block->kind);
		cr_expect(text == (i > 0 && needs_text(block - 1)),
			"%s:%d: a text block follows a wrong file, and only that", document,
			block->line);
		cr_expect(block->program, "%s:%d: no program above", document, block->line);
	}
	cr_assert(count > 0 && !needs_text(&blocks[count - 1]));
}

Test(docs, translations_stand_where_they_are_said_to)
{
	struct ran ran = sh("cat po/zh_CN.po");
	int shown = 0;

	for (int i = 0; i < count; i++)
		if (strcmp(blocks[i].kind, "po") == 0) {
			cr_expect(has(ran.out, blocks[i].body), "%s:%d: this is not there",
				document, blocks[i].line);
			shown++;
		}
	cr_assert_gt(shown, 0);
	ran_free(&ran);
}

Test(docs, examples_hold)
{
	int judged = judge_blocks("expect", passes);

	cr_assert_geq(judged, FEWEST_EXAMPLES, "only %d examples", judged);
}

Test(docs, mistakes_are_refused_with_the_message_that_is_shown)
{
	cr_assert_gt(judge_blocks("expect-error", is_refused), 0);
}

Test(docs, failures_are_reported_as_shown)
{
	cr_assert_gt(judge_blocks("expect-fails", fails), 0);
}

Test(docs, commands_print_what_is_shown)
{
	for (int i = 0; i < count; i++) {
		const struct block *block = &blocks[i];
		size_t length = strcspn(block->body, "\n");
		char command[128];
		struct ran ran;

		if (strcmp(block->kind, "console") != 0)
			continue;
		cr_assert(strncmp(block->body, "$ ", 2) == 0, "%s:%d: no command", document,
			block->line);
		snprintf(command, sizeof command, "%.*s", (int)length - 2, block->body + 2);
		ran = perform(block, command);
		cr_expect(is_excused(block, &ran) ||
				holds_lines(ran.out, block->body + length),
			"%s:%d:\n%s%s", document, block->line, ran.out, ran.err);
		ran_free(&ran);
	}
}

/* As they stand in a file, so that a word of prose is not taken for one. */
static const char *const words[] = {
	/* directives */
	"\nlab ",
	"lab ",
	"\nlab.zh ",
	"\nbuild ",
	"\nrun ",
	"\nstdout",
	"\nstderr",
	"\nsyscalls",
	"\nexit",
	"\ncheck ",
	"\ncheck each",
	"\neither",
	"\nor",
	"\nwhen ",
	"\nelse",
	"\nend",
	"\nfor ",
	"{N}",
	"\n  end\n",
	"\npart ",
	"\npart.zh ",
	"\naside ",
	"\naside.zh ",
	"\ntable:",
	"\nexplain:",
	"\nexplain.zh:",
	": nothing",
	/* options and their values */
	"\n  times: ",
	"\n  aslr: on\n",
	"\n  aslr: off\n",
	"\n  aslr: off if possible",
	"\n  thp: on",
	"\n  thp: off",
	"\n  user: ",
	"\n  limit: stack 1M",
	"\n  limit: stack unlimited",
	"\n  env: ",
	"\n  input: \"",
	"\n  stdout: pipe",
	"\n  stdout: terminal",
	"\n  faults: perf stat",
	"\n  in full: ",
	/* pattern lines */
	"\n  ...\n",
	" ... ",
	"\n  ! ",
	"\n  3 times: ",
	") times: ",
	"$$",
	"$#",
	":word",
	" $($",
	": SIGSEGV\n",
	"--- SIG",
	/* pauses, files and tools */
	"\npause ",
	"\npauses: ",
	"\n  press: ",
	" is unmapped",
	" is absent",
	" is present",
	" is rw-p anonymous",
	" file program",
	" is rw-p [stack]",
	" is rw?p",
	" new since ",
	" gone since ",
	" unchanged since ",
	" inside ",
	" between ",
	" has wr",
	" lacks ex",
	"region($",
	"region([heap]).",
	").Rss",
	"word(",
	"int(",
	"byte(",
	"stat(47)",
	"auxv(AT_",
	"threads ",
	"faults > ",
	"$base",
	"..up:",
	"up..",
	"\nelf ",
	"header.",
	"segment(LOAD).count",
	"segment(LOAD, 2)",
	"section(.",
	"sym(main)",
	"ET_DYN",
	"\ntool ",
	"needs: clang target ",
	"needs: objdump",
	"needs: ptrace",
	"output: ",
	" function ",
	"frame(",
	"pc is",
	"sp inside",
	").major",
	"\npicture ",
	"\n  mark: ",
	"\n  area: ",
	"\n  box: ",
	"\n  number: ",
	"\n  size: ",
	"\n  pointer: ",
	"\n  link: ",
	"\n  bytes: ",
	"\n  layout: legacy",
	"\n  layout: default",
	"\n  zero page: mapped",
	"\n  zero page: unmapped",
	/* notes and tables */
	" name: ",
	" code: ",
	" says: ",
	" says.zh: ",
	" why: ",
	" why.zh: ",
	" hint: ",
	" hint.zh: ",
	"\n  head: ",
	"\n  head.zh: ",
	"\n  row: ",
	" | ",
	/* expressions */
	" == ",
	" != ",
	" < ",
	" <= ",
	" > ",
	" >= ",
	" +- ",
	" + ",
	" - ",
	" * ",
	" / ",
	" % ",
	" & ",
	"K",
	"1024M",
	"1G",
	"0xff",
	"NULL",
	"3.10",
	"align_up(",
	"align_down(",
	"min(",
	"max(",
	"distinct(",
	"same(",
	"ask sum:",
	"about:",
	"answer:",
	"choice:",
	"thing:",
	"because:",
	/* predefined names of a run; those of the machine are in the table of facts */
	".faults",
	".band",
};

static const char *const reserved[] = {"points"};

static bool has_example(const char *word)
{
	for (int i = 0; i < count; i++)
		if (is_file(&blocks[i]) && has(blocks[i].body, word))
			return true;
	return false;
}

Test(docs, every_word_of_the_language_is_in_an_example)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		cr_expect(has_example(words[i]), "no example has: %s", words[i]);
	for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
		cr_expect(has_example(reserved[i]), "no example has: %s", reserved[i]);
}

/* With a dollar, without one in a "when", and in the table of the predefined names. */
Test(docs, every_fact_of_the_machine_is_in_an_example_and_explained)
{
	struct ran page = sh("cat %s", document);

	for (int i = 0; i < FACTS; i++) {
		const char *name = fact_name((enum machine_fact)i);
		char dollar[64];
		char plain[64];
		char row[64];

		snprintf(dollar, sizeof dollar, "$%s", name);
		snprintf(plain, sizeof plain, " %s ", name);
		snprintf(row, sizeof row, "`$%s`", name);
		cr_expect(has_example(dollar), "no example has: %s", dollar);
		cr_expect(has_example(plain), "no \"when\" of an example asks: %s", name);
		cr_expect(has(page.out, row), "%s does not explain %s", document, row);
	}
	ran_free(&page);
}

/* They have every construct, and are small enough to be cut at each byte. */
Test(docs, an_example_that_ends_anywhere_is_parsed_or_refused)
{
	for (int i = 0; i < count; i++)
		for (size_t size = 0; is_file(&blocks[i]) && blocks[i].body[size]; size++)
			hold_to_its_end(blocks[i].body, size, "x.expect");
}

Test(docs, reserved_words_are_refused)
{
	for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++) {
		char file[128];
		struct block block = {.attributes = "", .program = "", .file = file};
		struct ran ran;

		snprintf(file, sizeof file, "lab Reserved\nrun sample\n%s: x\n",
			reserved[i]);
		ran = perform(&block, "vmlab check");
		cr_expect_eq(ran.status, 2, "%s is not refused", reserved[i]);
		cr_expect(has(ran.err, "is reserved"), "%s", ran.err);
		ran_free(&ran);
	}
}
