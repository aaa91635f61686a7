/* SPDX-License-Identifier: MIT */
#include "source_tokens.h"

#include <ctype.h>
#include <string.h>

static bool is_text(const struct source_piece *piece, const char *text)
{
	size_t length = strlen(text);

	return (piece->kind == PIECE_NAME || piece->kind == PIECE_OTHER) &&
		(size_t)(piece->to - piece->from) == length &&
		memcmp(piece->from, text, length) == 0;
}

static bool is_one_of(
	const struct source_piece *piece, const char *const texts[], size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (is_text(piece, texts[i]))
			return true;
	return false;
}

bool source_token_is(const struct source_tokens *tokens, int index, const char *text)
{
	return index >= 0 && index < tokens->count &&
		is_text(&tokens->at[index].piece, text);
}

bool source_token_same(const struct source_token *a, const struct source_token *b)
{
	size_t length = (size_t)(a->piece.to - a->piece.from);

	return a->piece.kind == PIECE_NAME && b->piece.kind == PIECE_NAME &&
		(size_t)(b->piece.to - b->piece.from) == length &&
		memcmp(a->piece.from, b->piece.from, length) == 0;
}

bool source_token_is_name(const struct source_tokens *tokens, int index)
{
	static const char *const keywords[] = {"if", "else", "for", "while", "do", "switch",
		"case", "default", "return", "goto", "break", "continue", "sizeof"};
	const struct source_piece *piece;

	if (index < 0 || index >= tokens->count)
		return false;
	piece = &tokens->at[index].piece;
	return piece->kind == PIECE_NAME && !isdigit((unsigned char)*piece->from) &&
		!is_one_of(piece, keywords, sizeof keywords / sizeof *keywords);
}

/* --- read ----------------------------------------------------------------------------- */

struct tokenizer {
	struct source_tokens tokens;
	int nest;         /* of an expression */
	int braces;       /* of blocks */
	bool in_head;     /* of an if or a loop */
	bool in_function; /* and not in a struct */
};

static const struct source_piece *last_piece(const struct tokenizer *tokenizer)
{
	static const struct source_piece none = {.kind = PIECE_COMMENT};
	const struct source_tokens *tokens = &tokenizer->tokens;

	return tokens->count ? &tokens->at[tokens->count - 1].piece : &none;
}

static void open_bracket(struct tokenizer *tokenizer, const struct source_piece *piece)
{
	static const char *const heads[] = {"if", "for", "while", "switch"};

	if (tokenizer->nest == 0 && is_text(piece, "("))
		tokenizer->in_head = is_one_of(
			last_piece(tokenizer), heads, sizeof heads / sizeof *heads);
	tokenizer->nest++;
}

/* A statement begins behind the head of an if or a loop. */
static void close_bracket(struct tokenizer *tokenizer, struct source_token *token)
{
	tokenizer->nest -= tokenizer->nest > 0;
	token->nest = tokenizer->nest;
	token->ends = tokenizer->nest == 0 && tokenizer->in_head;
	if (token->ends)
		tokenizer->in_head = false;
}

/* Is what opens here the body of a function? Its parameters then stand in front of it. */
static void open_function(struct tokenizer *tokenizer)
{
	struct source_tokens *tokens = &tokenizer->tokens;
	int open = tokens->count - 1;

	if (tokenizer->braces > 0 || !is_text(last_piece(tokenizer), ")"))
		return;
	while (open > 0 &&
		!(tokens->at[open].nest == 0 && source_token_is(tokens, open, "(")))
		open--;
	if (!source_token_is_name(tokens, open - 1))
		return;
	tokens->functions[tokens->function_count++] = (struct source_function){
		.name = open - 1, .open = open, .body = tokens->count};
	tokenizer->in_function = true;
}

static void open_brace(struct tokenizer *tokenizer, struct source_token *token)
{
	if (tokenizer->nest > 0 || is_text(last_piece(tokenizer), "=")) {
		tokenizer->nest++;
		return;
	}
	token->ends = true;
	open_function(tokenizer);
	tokenizer->braces++;
}

static void close_brace(struct tokenizer *tokenizer, struct source_token *token)
{
	if (tokenizer->nest > 0) {
		token->nest = --tokenizer->nest;
		return;
	}
	token->ends = true;
	tokenizer->braces -= tokenizer->braces > 0;
	token->braces = tokenizer->braces;
	if (tokenizer->braces == 0)
		tokenizer->in_function = false;
}

static void add(struct tokenizer *tokenizer, const struct source_piece *piece)
{
	struct source_token token = {.piece = *piece,
		.nest = tokenizer->nest,
		.braces = tokenizer->braces,
		.function =
			tokenizer->in_function ? tokenizer->tokens.function_count - 1 : -1};

	if (is_text(piece, "(") || is_text(piece, "["))
		open_bracket(tokenizer, piece);
	else if (is_text(piece, ")") || is_text(piece, "]"))
		close_bracket(tokenizer, &token);
	else if (is_text(piece, "{"))
		open_brace(tokenizer, &token);
	else if (is_text(piece, "}"))
		close_brace(tokenizer, &token);
	else
		token.ends = (is_text(piece, ";") && tokenizer->nest == 0) ||
			is_text(piece, "else") || is_text(piece, "do");
	tokenizer->tokens.at[tokenizer->tokens.count++] = token;
}

/* Behind a line of the preprocessor, with those in which it goes on. */
static const char *end_of_directive(const char *at, const char *end)
{
	while (at < end && *at != '\n')
		at += *at == '\\' && at + 1 < end ? 2 : 1;
	return at;
}

/* Room for all pieces, of which some are no tokens. */
static void make_room(
	struct pool *pool, const struct bytes *source, struct source_tokens *tokens)
{
	const char *end = source->data + source->size;
	const char *next;
	size_t count = 1;

	for (const char *at = source->data; at < end; at = next) {
		source_piece_take(at, end, &next);
		count++;
	}
	tokens->at = pool_alloc(pool, count * sizeof *tokens->at);
	tokens->functions = pool_alloc(pool, count * sizeof *tokens->functions);
}

struct source_tokens source_tokens_read(struct pool *pool, const struct bytes *source)
{
	const char *end = source->data + source->size;
	const char *next;
	bool begins = true; /* nothing stands in the line yet */
	struct tokenizer tokenizer = {.tokens = {.source = source->data}};

	make_room(pool, source, &tokenizer.tokens);
	for (const char *at = source->data; at < end; at = next) {
		struct source_piece piece = source_piece_take(at, end, &next);
		bool is_blank = isspace((unsigned char)*at) != 0;

		if (*at == '#' && begins)
			next = end_of_directive(at, end);
		else if (!is_blank && piece.kind != PIECE_COMMENT)
			add(&tokenizer, &piece);
		begins = *at == '\n' || (begins && is_blank);
	}
	return tokenizer.tokens;
}

/* --- brackets and statements ---------------------------------------------------------- */

int source_tokens_opening(const struct source_tokens *tokens, int index)
{
	int nest = tokens->at[index].nest;

	while (index >= 0 && nest > 0 && tokens->at[index].nest >= nest)
		index--;
	return nest > 0 ? index : -1;
}

int source_tokens_call(const struct source_tokens *tokens, int index)
{
	int open = source_tokens_opening(tokens, index);

	return source_token_is(tokens, open, "(") && source_token_is_name(tokens, open - 1)
		? open - 1
		: -1;
}

int source_tokens_closing(const struct source_tokens *tokens, int open)
{
	int index = open + 1;

	while (index < tokens->count && tokens->at[index].nest > tokens->at[open].nest)
		index++;
	return index;
}

int source_tokens_statement(const struct source_tokens *tokens, int index)
{
	while (index > 0 && !tokens->at[index - 1].ends)
		index--;
	return index;
}

/* Quotes and all. */
static const char *begin_of(const struct source_token *token)
{
	enum source_piece_kind kind = token->piece.kind;

	return token->piece.from - (kind == PIECE_STRING || kind == PIECE_CHARACTER);
}

static const char *end_of(const struct source_token *token)
{
	enum source_piece_kind kind = token->piece.kind;

	return token->piece.to + (kind == PIECE_STRING || kind == PIECE_CHARACTER);
}

/* The last token of the statement that begins there; a brace is none of its own. */
static int last_of(const struct source_tokens *tokens, int from)
{
	int index = from;

	while (index + 1 < tokens->count && !tokens->at[index].ends)
		index++;
	return index > from &&
			(source_token_is(tokens, index, "{") ||
				source_token_is(tokens, index, "}"))
		? index - 1
		: index;
}

/* The tokens, with a blank where something stands between two of them. */
static const char *joined(
	struct pool *pool, const struct source_tokens *tokens, int from, int last)
{
	const char *behind = begin_of(&tokens->at[from]);
	char *text = pool_alloc(pool, (size_t)(end_of(&tokens->at[last]) - behind) + 1);
	size_t length = 0;

	for (int i = from; i <= last; i++) {
		const char *begin = begin_of(&tokens->at[i]);
		const char *end = end_of(&tokens->at[i]);

		if (begin > behind)
			text[length++] = ' ';
		memcpy(text + length, begin, (size_t)(end - begin));
		length += (size_t)(end - begin);
		behind = end;
	}
	return text;
}

const char *source_tokens_text(
	struct pool *pool, const struct source_tokens *tokens, int index, int *line)
{
	int from = source_tokens_statement(tokens, index);

	*line = 1;
	for (const char *at = tokens->source; at < begin_of(&tokens->at[from]); at++)
		*line += *at == '\n';
	return joined(pool, tokens, from, last_of(tokens, from));
}

/* --- operators ------------------------------------------------------------------------ */

bool source_tokens_are(const struct source_tokens *tokens, int index, const char *operator)
{
	for (int i = 0; operator[i]; i++) {
		const char byte[] = {operator[i], '\0'};

		if (!source_token_is(tokens, index + i, byte) ||
			(i > 0 &&
				tokens->at[index + i].piece.from !=
					tokens->at[index].piece.from + i))
			return false;
	}
	return true;
}

/* The bracket that opens a cast, of which `close` is the last token; -1 where it is none. */
static int cast_of(const struct source_tokens *tokens, int close)
{
	int index = close - 1;

	if (!source_token_is(tokens, close, ")") || tokens->at[close].ends)
		return -1;
	while (source_token_is_name(tokens, index) || source_token_is(tokens, index, "*"))
		index--;
	return index < close - 1 && source_token_is(tokens, index, "(") &&
			!source_token_is_name(tokens, index - 1)
		? index
		: -1;
}

int source_tokens_before(const struct source_tokens *tokens, int index)
{
	for (index--; index >= 0; index = cast_of(tokens, index) - 1)
		if (cast_of(tokens, index) < 0)
			return index;
	return -1;
}

bool source_token_is_unary(
	const struct source_tokens *tokens, int index, const char *operator)
{
	int before = index - 1;

	if (!source_token_is(tokens, index, operator))
		return false;
	if (before < 0 || tokens->at[before].ends || cast_of(tokens, before) >= 0)
		return true;
	if (tokens->at[before].piece.kind == PIECE_NAME)
		return source_token_is(tokens, before, "return");
	return tokens->at[before].piece.kind == PIECE_OTHER &&
		!source_tokens_are(tokens, before, "&&") &&
		!source_token_is(tokens, before, ")") &&
		!source_token_is(tokens, before, "]");
}

bool source_token_is_member(const struct source_tokens *tokens, int index)
{
	return source_token_is(tokens, index - 1, ".") ||
		source_tokens_are(tokens, index - 2, "->");
}
