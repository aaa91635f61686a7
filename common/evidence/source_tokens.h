/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_SOURCE_TOKENS_H
#define VMLAB_EVIDENCE_SOURCE_TOKENS_H

#include "../base/text.h"
#include "source_piece.h"

/*
 * A C source as its tokens, with as much of its order as can be seen without its headers: where a
 * statement ends, and in which function it stands. Comments and lines of the preprocessor are left out.
 */

struct source_token {
	struct source_piece
		piece; /* a name, a text, a character, or one byte of anything else */
	int nest; /* in how many brackets and braces of an expression; of such a one: around it */
	int braces;   /* in how many blocks; of a brace of one: around it */
	int function; /* in whose body: an index, or -1 */
	bool ends;    /* a statement ends with it or in front of it, or begins behind it */
};

struct source_function {
	int name; /* indexes of tokens: its name, */
	int open; /* the bracket of its parameters, */
	int body; /* and the brace of its body */
};

struct source_tokens {
	const char *source;
	struct source_token *at;
	int count;
	struct source_function *functions; /* those that are defined */
	int function_count;
};

struct source_tokens source_tokens_read(struct pool *pool, const struct bytes *source);

/* Is there a token at the index, and is it this name, or this byte? */
bool source_token_is(const struct source_tokens *tokens, int index, const char *text);

/* Does an operator of several bytes, such as "->", begin there? */
bool source_tokens_are(const struct source_tokens *tokens, int index, const char *operator);

/* Is it this operator with one operand, as in &x, and not with two? */
bool source_token_is_unary(
	const struct source_tokens *tokens, int index, const char *operator);

/* The token in front of another, or of the cast that stands there. */
int source_tokens_before(const struct source_tokens *tokens, int index);

/* Is it the name of a member, behind "." or "->"? */
bool source_token_is_member(const struct source_tokens *tokens, int index);

/* Are both the same name? */
bool source_token_same(const struct source_token *a, const struct source_token *b);

/* Is it a name that may be a variable's or a function's, and neither a number nor a keyword? */
bool source_token_is_name(const struct source_tokens *tokens, int index);

/* The bracket in which a token stands; -1 where it stands in none. */
int source_tokens_opening(const struct source_tokens *tokens, int index);

/* The name of the function that is called in the bracket in which a token stands; -1: of none. */
int source_tokens_call(const struct source_tokens *tokens, int index);

/* The token that closes the bracket at the index, or how many tokens there are. */
int source_tokens_closing(const struct source_tokens *tokens, int open);

/* The first token of the statement in which a token stands, or of the head of an if or a loop. */
int source_tokens_statement(const struct source_tokens *tokens, int index);

/* That statement in one line, and in which line of the source it begins. */
const char *source_tokens_text(
	struct pool *pool, const struct source_tokens *tokens, int index, int *line);

#endif
