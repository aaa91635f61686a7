/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_LANG_EXPECT_READER_H
#define VMLAB_LANG_EXPECT_READER_H

#include "../base/text_builder.h"
#include "expect.h"
#include "source.h"

/* What the files of the expected files' parser share; nobody else includes it. */

struct expect_reader {
	struct pool *pool;
	const char *file;
	struct source source;
	int at;                      /* the next line to read */
	int depth;                   /* of either and when around it */
	struct check_name *names;    /* that checks have, see expect_naming.c */
	int unnamed;                 /* conditions without a name */
	struct shared_notes *shared; /* see expect_shared.c */
	struct part *part; /* to which what follows belongs, NULL before the first */
	struct sentence *sentence; /* the last one, NULL before the first */
	struct expect *expect;
	struct err *err;
};

struct directive;

/* A line that begins with a directive, as the directive's reader gets it. */
struct heading {
	const struct directive *directive;
	const struct source_line *line;
	enum language language; /* CHINESE: the word has ".zh" behind it, and so on */
	const char *text;       /* the line; without a comment, unless it is prose */
	const char *rest;       /* what stands behind the word */
	const char *name;  /* "says NAME: …": the name in front of the colon, or NULL */
	struct item *item; /* of a line that judges: to be filled */
	struct run_spec *run; /* of an option: whose it is */
	struct ask *ask;      /* of a line beneath a question: which */
	struct notes *
		notes; /* of a note: what it belongs to; a says and a name are the item's */
};

/*
 * Reads what stands on the line, and what is beneath it. The line itself is consumed. An error
 * without a file gets that of the line.
 */
typedef int directive_reader(struct expect_reader *reader, const struct heading *heading);

/* Where a directive may stand. */
enum directive_place {
	PLACE_TOP,      /* at column 0, outside of branches */
	PLACE_ITEM,     /* there, and in a branch: a line that judges */
	PLACE_CLOSING,  /* between the branches and behind the last */
	PLACE_RESERVED, /* nowhere yet */
	PLACE_RUN,      /* beneath a run, as all that follow with a colon behind the word */
	PLACE_TOOL,
	PLACE_NOTE,   /* beneath what is judged */
	PLACE_SHARED, /* beneath notes that several lines share */
	PLACE_TABLE,
	PLACE_PICTURE, /* beneath a picture of the map */
	PLACE_MEMORY,  /* beneath one of memory */
	PLACE_ASK,     /* beneath a question */
};

struct directive {
	const char *word;
	enum directive_place place;
	directive_reader *read; /* NULL of PLACE_CLOSING and PLACE_RESERVED */
	bool prose;             /* a # on its line is text */
	bool translated;        /* WORD.zh is the same in Chinese */
	bool repeated;          /* of an option: there may be several */
	bool (*is_meant)(const struct heading *heading); /* NULL: by the word alone */
	bool named; /* of a label: a name may stand between the word and the colon */
};

/*
 * Find what a line begins with, among the directives that may stand at that place (at
 * PLACE_ITEM: in a branch), and put the rest of the line into `heading`. false when it is
 * none of them.
 */
bool directive_find(struct expect_reader *reader, const struct source_line *line,
	enum directive_place place, struct heading *heading);

/* -1 with a message that tells what may stand at that place. */
int directive_refuse(struct expect_reader *reader, const struct source_line *line,
	enum directive_place place);

/* Have a directive that was found read, with all that is beneath it. */
int directive_read(struct expect_reader *reader, const struct heading *heading);

/*
 * Read all lines that are indented deeper than `indent` as directives of that place. What is
 * not the line's own in `heading` (item, run, notes) is handed over to each.
 */
int directive_read_beneath(struct expect_reader *reader, int indent,
	enum directive_place place, struct heading *heading);

/* The next line, not consumed; NULL at the end. */
const struct source_line *reader_peek(const struct expect_reader *reader);

/* -1 with a message about this line. */
int reader_fail(struct expect_reader *reader, int line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* -1, putting file and line to the message that a parser without them left. */
int reader_fail_at(struct expect_reader *reader, int line);

/*
 * Split off the first word of `*at`, owned by the pool, and skip the blanks behind it. A
 * word in double quotes may hold blanks; text_unescaped() tells its escapes. NULL at the end
 * of the text, or with an error set when a quote is not closed.
 */
const char *reader_word(struct expect_reader *reader, const char **at);

/* Does `text` begin with `word`, followed by a blank, a colon or nothing? */
bool reader_first_word_is(const char *text, const char *word);

/* The text without a comment (" # …" outside quotes) at its end. */
const char *reader_uncommented(struct expect_reader *reader, const char *text);

/* The run of that name, the tool, or either of them; NULL when there is none. */
struct run_spec *reader_find_run(struct expect_reader *reader, const char *name);
struct run_spec *reader_find_tool(struct expect_reader *reader, const char *name);
struct run_spec *reader_find_owner(struct expect_reader *reader, const char *name);

/* Read "NAME:" at the start of `*at`, without the colon; NULL when it is not there. */
const char *reader_label(struct expect_reader *reader, const char **at);

/* Read the words up to the end; the text is not used up when a quote is not closed. */
struct word *reader_words(struct expect_reader *reader, const char **at);

/* Is it a name: letters, digits and _, not beginning with a digit? */
bool reader_is_name(const char *text);

/*
 * Go on with prose in its next line. Words are kept apart by a blank, unless both sides are
 * Chinese or one is a Chinese mark, which are written without.
 */
void reader_add_prose(struct text_builder *text, const char *more);

/*
 * Note a sentence of that line before its first text is put into `texts`, which gets the
 * translations that the file itself does not have when all is read. Not the first: it is noted.
 */
void reader_sentence(struct expect_reader *reader, int line, const char **texts);

/* Give the item of the heading a name that is written, "name: grow" or "says grow: …". */
int reader_give_name(
	struct expect_reader *reader, const struct heading *heading, const char *name);

/* Look up the translations of all sentences that were noted. */
void reader_translate(struct expect_reader *reader);

/* Read the cells of the head in the languages in which it has been translated. */
int reader_translated_head(struct expect_reader *reader);

/* Read the values in what answers the questions, in the languages of its translations. */
int reader_translated_asks(struct expect_reader *reader);

/*
 * Read a sentence, with the lines by which it goes on, into its place among its translations. What is
 * there already is refused.
 */
int reader_note(struct expect_reader *reader, const struct heading *heading,
	const char *note[LANGUAGES]);

/*
 * Read the line of a directive with all that is beneath it; what judges is appended to a list
 * of items.
 */
int reader_directive(
	struct expect_reader *reader, const struct source_line *line, struct item ***last);

/* The readers of the directives, see expect_directives.c. */
directive_reader reader_part, reader_aside;
directive_reader reader_title, reader_explanation, reader_table, reader_head, reader_row,
	reader_picture, reader_mark, reader_area, reader_box, reader_number, reader_size,
	reader_pointer, reader_link, reader_bytes;
directive_reader reader_ask, reader_ask_says, reader_about, reader_because, reader_answer,
	reader_choice, reader_thing;
directive_reader reader_build, reader_run, reader_tool;
directive_reader reader_times, reader_aslr, reader_layout, reader_zero_page, reader_thp,
	reader_user, reader_limit, reader_env, reader_input, reader_press,
	reader_stdout_kind, reader_malloc, reader_faults, reader_in_full, reader_needs,
	reader_output;
directive_reader reader_stdout, reader_stderr, reader_syscalls, reader_fault_section,
	reader_tool_section, reader_pause, reader_pauses, reader_elf, reader_exit,
	reader_check, reader_either, reader_when;
directive_reader reader_name, reader_says, reader_why, reader_hint, reader_code,
	reader_shared_notes, reader_take_notes;

/* Is the line the definition of a tool, and not a section about one? */
bool reader_defines_tool(const struct heading *heading);

/*
 * Read the names of runs up to the colon in `*at` into a list, and move `*at` behind it; of
 * the only run when no name is there. `sliced`, where not NULL, receives a slice "A..B"
 * that may follow the names.
 */
int reader_runs(struct expect_reader *reader, int line, const char **at,
	struct run_list **first, const struct slice **slice);

/*
 * Read the notes that are indented deeper than `indent`. A says and a name belong to the item,
 * the rest to `notes`, which may be the item's own.
 */
int reader_notes(
	struct expect_reader *reader, int indent, struct notes *notes, struct item *item);

/* Put in the place of each loop what it stands for. */
int reader_expand_loops(struct expect_reader *reader);

/* Each part has something to judge. */
int reader_check_parts(struct expect_reader *reader);

/* Some line takes each of the notes that are there for several. */
int reader_check_shared(struct expect_reader *reader);

/* Give an item that has no name one of its directive's word and its runs. */
void reader_derive_name(struct expect_reader *reader, const char *word, struct item *item);

/* Hold every name in the file to the captures that come before it. */
int reader_check_names(struct expect_reader *reader);

#endif
