/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_LANG_EXPECT_H
#define VMLAB_LANG_EXPECT_H

#include "../base/err.h"
#include "../base/language.h"
#include "../base/pool.h"
#include "condition.h"
#include "facts.h"
#include "pattern.h"
#include "statement.h"

/*
 * An expected file as a tree. docs/expected-files.md describes the language; this header is
 * its abstract syntax. Everything points into one pool.
 */

struct word {
	const char *text;
	struct word *next;
};

struct build_spec {
	const char *name;
	const char *source; /* a file of the lab's folder: "sbrk_growth.c" */
	struct word *flags;
	int line;
	struct build_spec *next;
};

enum randomisation {
	RANDOMISATION_ON,
	RANDOMISATION_OFF,           /* the run needs it off */
	RANDOMISATION_OFF_PREFERRED, /* off where the machine allows it */
};

enum channel {
	CHANNEL_STDOUT,
	CHANNEL_STDERR,
	CHANNEL_SYSCALLS,
	CHANNEL_FAULTS,
	CHANNEL_TOOL,
};

/* A name that some section of a run captures. */
struct capture {
	const char *name;
	bool word; /* by $name:word */
	struct capture *next;
};

/* What another program is asked about the lab's files. */
struct tool_spec {
	struct word
		*words; /* the command; names of builds and sources stand for the files */
	const char *needs; /* "clang target TRIPLE", "ptrace", a program's name, or NULL */
	const char
		*output; /* the file that it writes and that is matched, or NULL: stdout */
};

struct run_spec {
	const char *name;
	struct tool_spec *tool; /* it is no run of the lab but of this tool, or NULL */
	const struct build_spec *build;
	struct word *args;
	int times; /* how often it is performed, 1 or more */
	enum randomisation randomisation;
	bool legacy_layout; /* mappings are placed from the bottom up */
	bool zero_page;     /* page 0 is mapped */
	bool huge_pages;
	bool stdout_pipe;    /* stdout is a pipe and not a terminal */
	bool malloc_told;    /* each call of malloc() and its kin is told on stderr */
	bool perf_stat;      /* perf stat counts the faults, and nothing traces the run */
	const char *user;    /* or NULL: the one who calls */
	bool as_caller;      /* even where the lab's other runs are another user's */
	number stack;        /* RLIMIT_STACK in bytes, 0: unchanged, -1: unlimited */
	const char *in_full; /* a system call whose structures strace prints unabridged */
	const char *input;
	const char *press;        /* what is typed at a pause, NULL: Enter */
	struct word *pauses;      /* their names, in the order in which they come */
	bool pauses_counted;      /* a pauses line says how many there are */
	struct word *environment; /* K=V */
	int line;
	struct capture *captures;
	struct run_spec *next;
};

enum { MOST_PAUSES = 64 }; /* of one run */

struct run_list {
	struct run_spec *run;
	struct run_list *next;
};

struct build_list {
	const struct build_spec *build;
	struct build_list *next;
};

enum item_kind {
	ITEM_MATCH,
	ITEM_PAUSE,
	ITEM_PAUSES,
	ITEM_ELF,
	ITEM_EXIT,
	ITEM_CHECK,
	ITEM_EITHER,
	ITEM_WHEN,
};

/* A part of a run, from one pause to another. */
struct slice {
	const char *from; /* NULL: from the start */
	const char *to;   /* NULL: to the end */
};

/* What is judged of one idea of the lab. */
struct part {
	int number; /* from 1 */
	const char *title[LANGUAGES];
	bool aside; /* it is about the article or the machine, not the learner's program */
	int line;
	struct part *next;
};

struct item {
	enum item_kind kind;
	const struct part *part; /* NULL where the file has none */
	const char *name;        /* unique in the file; NULL of branches */
	const char *source;      /* the directive as written: "check $a == $b" */
	int line;
	struct run_list *runs; /* all but ELF and branches; ITEM_CHECK: those of "each" */
	enum channel channel;  /* ITEM_MATCH, as the next three */
	struct pattern *patterns;
	const struct slice *slice;    /* NULL: the whole run */
	const struct range *range;    /* CHANNEL_FAULTS: only those in it, NULL: all */
	const char *who;              /* and only those that are taken by it, NULL: all */
	const char *function;         /* of a tool's text, NULL: the whole text */
	const char *pause;            /* ITEM_PAUSE: its name */
	int pauses;                   /* ITEM_PAUSES: how many */
	struct build_list *builds;    /* ITEM_ELF */
	struct statement *statements; /* ITEM_PAUSE, ITEM_ELF */
	int status;                   /* ITEM_EXIT: the exit status, or */
	const char *signal;           /* the signal's name */
	struct condition *condition;  /* ITEM_CHECK */
	bool each;
	struct branch *branches; /* ITEM_EITHER, ITEM_WHEN */
	struct notes notes;
	struct item *next;
};

/* One way out of an either, or one side of a when. */
struct branch {
	const struct part *part;     /* NULL where the file has none */
	const char *name;            /* of an either's branch, or NULL */
	struct condition *condition; /* of a when; NULL on its else */
	struct item *items;
	int line;
	struct branch *next;
};

enum { MOST_CELLS = 8 }; /* in a row of the table */

/* What the lesson shows after the runs; each cell is a line with $(…) in it. */
struct table_row {
	struct pattern *cells;
	struct table_row *next;
};

enum picture_line_kind {
	LINE_MARK,   /* of a map: a sign at an address */
	LINE_AREA,   /* of a map: a box of its own for a range */
	LINE_BOX,    /* of memory: the lines up to the next one belong together */
	LINE_NUMBER, /* of memory, as all that follow: a word that is a number */
	LINE_SIZE,   /* the size of a chunk of malloc(), with its flags */
	LINE_POINTER,
	LINE_LINK,  /* a pointer as glibc's lists of small free chunks have it */
	LINE_BYTES, /* a field of some bytes */
};

/* What stands beneath a picture: "mark: EXPR | text" and so on. */
struct picture_line {
	enum picture_line_kind kind;
	struct expr *start; /* NULL of LINE_BOX */
	struct expr *end;   /* NULL: one byte, or one word */
	const char *text[LANGUAGES];
	int line;
	struct picture_line *next;
};

enum picture_kind { PICTURE_MAP, PICTURE_PAGES, PICTURE_MEMORY };

/*
 * The memory of a run, drawn for the lesson: its map at a pause, which pages faulted, or what
 * stands in it.
 */
struct picture {
	enum picture_kind kind;
	struct run_spec *run;
	const char *pause;         /* NULL of PICTURE_PAGES */
	const char *since;         /* the earlier pause that it is compared with, or NULL */
	const struct range *pages; /* of PICTURE_PAGES */
	struct picture_line *marks;  /* of a map */
	struct picture_line *pieces; /* the areas of a map, all lines of memory */
	int line;
	struct picture *next;
};

enum ask_kind { ASK_NUMBER, ASK_CHOICE, ASK_ORDER };

enum { LEAST_OPTIONS = 2, MOST_OPTIONS = 5 };

/* One of the options of a choice, or of the things that are to be put in order. */
struct ask_option {
	const char *name; /* as it is kept in my/predictions */
	const char *text[LANGUAGES];
	struct condition *condition; /* of a choice: where it holds, this is the answer */
	struct expr *expr;           /* of an order: the least comes first */
	int line;
	struct ask_option *next;
};

/* What the reader is asked before the lab runs, and how the machine's own answer is found. */
struct ask {
	const char *name; /* unique among the questions of the file */
	enum ask_kind kind;
	const char *says[LANGUAGES];    /* the question */
	const char *about[LANGUAGES];   /* the same as a few words, for a row of a table */
	const char *because[LANGUAGES]; /* the sentence that answers */
	struct pattern *reason[LANGUAGES]; /* it, with its values */
	struct expr *answer;               /* of ASK_NUMBER, as the next two */
	struct expr *tolerance;            /* NULL: it is exact */
	const char *unit[LANGUAGES];       /* "page faults", or NULL */
	struct ask_option *options; /* of the other kinds, in the order of the file */
	int line;
	struct ask *next;
};

/* A sentence for readers, in the languages that there are. */
struct sentence {
	const char **texts; /* LANGUAGES of them, NULL where there is none */
	int line;
	struct sentence *next;
};

struct expect {
	const char *file;
	const char *title[LANGUAGES];
	struct build_spec *builds;
	struct run_spec *runs;
	struct run_spec *tools;
	struct part *parts; /* in the order of the file */
	struct item *items;
	const char *head[LANGUAGES]; /* "what | value" */
	struct pattern *table_head[LANGUAGES];
	struct table_row *table;
	struct picture *pictures;
	struct ask *asks;
	const char *explain[LANGUAGES]; /* paragraphs, lines joined by "\n" */
	const char *context;            /* of its translations, "lab 03", or NULL */
	struct sentence *sentences; /* all that has translations, in the order of lines */
};

/*
 * Parse the bytes of an expected file; `file` is its name for messages. -1 with file and
 * line on the first error: an unknown word, run or name, an expression that does not end, a
 * line out of place. Nothing is ever skipped. A run without an exit line gets "exit RUN: 0",
 * and one with pauses but no line that counts them "pauses RUN: N".
 */
int expect_parse(struct pool *pool, const char *file, const char *bytes, size_t size,
	struct expect *expect, struct err *err);

/* The run of that name, or the tool; NULL when there is neither. */
struct run_spec *expect_find_owner(const struct expect *expect, const char *name);

/* The build of that name; NULL when there is none. */
struct build_spec *expect_find_build(const struct expect *expect, const char *name);

/*
 * The notes of what stands at a line of the file: of an item, or of a pattern or statement in
 * it; of the item of that name, unless `name` is NULL, as a loop makes several of one line.
 * NULL when nothing that is judged stands there.
 */
const struct notes *expect_find_notes(
	const struct expect *expect, int line, const char *name);

/* The item of that name, in whichever branch; NULL when the file has none. */
const struct item *expect_find_item(const struct expect *expect, const char *name);

/* The ordinal of a pause of the run, from 1; 0 when it has none of that name. */
int run_pause_number(const struct run_spec *run, const char *pause);

/* Is the file of a build among the run's arguments, or in its environment? */
bool run_is_given(const struct run_spec *run, const struct build_spec *build);

/* Is a library loaded into the run's program before all others, by LD_PRELOAD? ld.so(8). */
bool run_preloads(const struct run_spec *run);

/* Does somebody look at the pauses of the run? */
bool run_has_pauses(const struct run_spec *run);

/* The head of the table in that language, else in another one; NULL when there is none. */
const struct pattern *expect_table_head(const struct expect *expect, enum language wanted);

/* A note in the reader's language, else in another one; NULL when there is none. */
const char *note_text(const char *const texts[LANGUAGES]);

#endif
