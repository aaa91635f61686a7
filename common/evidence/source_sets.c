/* SPDX-License-Identifier: MIT */
#include "source_sets.h"

#include <string.h>

#include "source_printed.h"
#include "source_scope.h"
#include "source_tokens.h"

enum { MOST_SOUGHT = 16, MOST_SHOWN = 84 };

/* What is printed of a variable, which says what has set it. */
enum use {
	USE_VALUE,   /* x */
	USE_ELEMENT, /* x[i] or *x */
	USE_MEMBER,  /* x.f or x->f */
	USE_WHOLE,   /* what a call makes of it, which may be any of these */
	USE_ADDRESS, /* &x: that is set by no statement */
};

/* A variable with what stands behind it, x->f[i]. */
struct path {
	enum use use;
	int member; /* the last one, or -1 */
	bool by_arrow;
	int behind; /* the token behind it */
};

/* A variable that is printed, and the tokens at which it is set, the nearest first. */
struct sought {
	int name;
	int declared; /* by which token, in the function; else -1 */
	struct path path;
	int found[MOST_SETTING];
	int count;
};

struct search {
	const struct source_tokens *tokens;
	int print;    /* the first token of the statement that prints */
	int literal;  /* its words */
	int function; /* in which it stands, or -1 */
	struct sought sought[MOST_SOUGHT];
	int count;
};

static bool same(const struct search *search, int a, int b)
{
	const struct source_token *at = search->tokens->at;

	return a >= 0 && b >= 0 && source_token_same(&at[a], &at[b]);
}

/* --- a variable in an expression ------------------------------------------------------ */

static struct path path_at(const struct source_tokens *tokens, int name)
{
	struct path path = {.use = USE_VALUE, .member = -1, .behind = name + 1};

	for (;;) {
		bool arrow = source_tokens_are(tokens, path.behind, "->");
		enum use use = USE_MEMBER;

		if (source_token_is(tokens, path.behind, "[")) {
			use = USE_ELEMENT;
			path.behind = source_tokens_closing(tokens, path.behind) + 1;
		} else if (arrow || source_token_is(tokens, path.behind, ".")) {
			path.member = path.behind + 1 + arrow;
			path.behind = path.member + 1;
		} else {
			return path;
		}
		path.use = path.use == USE_VALUE ? use : path.use;
		path.by_arrow = path.by_arrow || arrow;
	}
}

/* What of it is printed: the address of an element of x is made of x, and that of x.f is not. */
static struct path printed_at(const struct source_tokens *tokens, int name, int nest)
{
	struct path path = path_at(tokens, name);
	bool address = source_token_is_unary(tokens, name - 1, "&");

	if (address && !path.by_arrow && path.use != USE_ELEMENT)
		path.use = USE_ADDRESS;
	else if (address)
		path = (struct path){.use = USE_VALUE, .member = -1};
	else if (source_tokens_call(tokens, name) >= 0 && tokens->at[name].nest > nest)
		path = (struct path){.use = USE_WHOLE, .member = -1};
	else if (path.use == USE_VALUE && source_token_is_unary(tokens, name - 1, "*"))
		path.use = USE_ELEMENT;
	return path;
}

/* --- what sets it --------------------------------------------------------------------- */

/* Is there an operator behind the variable, or in front of it, that sets it? */
static bool is_assigned(const struct source_tokens *tokens, int name, int behind)
{
	static const char *const operators[] = {
		"+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", "++", "--"};

	if (source_tokens_are(tokens, name - 2, "++") ||
		source_tokens_are(tokens, name - 2, "--"))
		return true;
	for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
		if (source_tokens_are(tokens, behind, operators[i]))
			return true;
	return source_token_is(tokens, behind, "=") &&
		!source_tokens_are(tokens, behind, "==");
}

/* Functions that change nothing where their arguments point. */
static bool only_reads(const struct search *search, int call, int at)
{
	static const char *const readers[] = {"write", "memcmp", "strcmp", "strncmp",
		"strlen", "strchr", "strtol", "strtoul", "puts", "fputs", "err", "errx",
		"warn", "warnx", "munmap", "printf", "fprintf", "dprintf", "snprintf",
		"sprintf"};

	for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)
		if (source_token_is(search->tokens, call, readers[i]))
			return true;
	return same(search, call, source_tokens_call(search->tokens, search->literal)) ||
		source_is_const_for(search->tokens, call, at);
}

/* Is what stands there a whole argument of a call, which may set where it points? */
static bool is_given(const struct search *search, int from, int behind)
{
	const struct source_tokens *tokens = search->tokens;
	int call = source_tokens_call(tokens, from);
	int before = source_tokens_before(tokens, from);

	return call >= 0 && !only_reads(search, call, from) &&
		(before == call + 1 || source_token_is(tokens, before, ",")) &&
		(source_token_is(tokens, behind, ")") ||
			source_token_is(tokens, behind, ","));
}

/* Does a variable that is printed so change where this of it is set? */
static bool counts(
	const struct search *search, const struct path *printed, const struct path *set)
{
	if (set->use == USE_VALUE || printed->use == USE_WHOLE)
		return true;
	if (printed->member >= 0 && set->member >= 0 &&
		!same(search, printed->member, set->member))
		return false;
	return printed->use == set->use;
}

/* What a statement sets at that name: behind a star it is where the variable points. */
static struct path set_at(const struct source_tokens *tokens, int name)
{
	struct path path = path_at(tokens, name);

	if (path.use == USE_VALUE && source_token_is_unary(tokens, name - 1, "*") &&
		!source_is_declared(tokens, name))
		path.use = USE_ELEMENT;
	return path;
}

/* Is what is printed of it set where the name stands again? */
static bool is_set(const struct search *search, const struct path *printed, int name)
{
	const struct source_tokens *tokens = search->tokens;
	struct path set = set_at(tokens, name);

	if (is_assigned(tokens, name, set.behind))
		return counts(search, printed, &set);
	if (source_token_is_unary(tokens, name - 1, "&"))
		return counts(search, printed, &set) &&
			is_given(search, name - 1, set.behind);
	return set.use == USE_VALUE && printed->use != USE_VALUE &&
		(printed->use != USE_MEMBER || printed->by_arrow) &&
		is_given(search, name, set.behind);
}

/* --- a variable ----------------------------------------------------------------------- */

static bool is_full(const struct sought *sought)
{
	return sought->count == MOST_SETTING;
}

/* Several names of one statement count once, and those of the one that prints do not. */
static void take(const struct search *search, struct sought *sought, int name)
{
	int from = source_tokens_statement(search->tokens, name);

	if (from == search->print || is_full(sought))
		return;
	for (int i = 0; i < sought->count; i++)
		if (source_tokens_statement(search->tokens, sought->found[i]) == from)
			return;
	sought->found[sought->count++] = name;
}

static bool sets(const struct search *search, const struct sought *sought, int name)
{
	return same(search, name, sought->name) &&
		!source_token_is_member(search->tokens, name) &&
		is_set(search, &sought->path, name);
}

/* Another block may have another variable of the name. */
static void take_near(const struct search *search, struct sought *sought, int name)
{
	if (sets(search, sought, name) &&
		source_declaration(search->tokens, name, name) == sought->declared)
		take(search, sought, name);
}

/* In the function that prints: what is in front of that, and in a loop with it what is behind. */
static void seek_near(const struct search *search, struct sought *sought)
{
	const struct source_tokens *tokens = search->tokens;
	int end = source_loop_end(tokens, search->print);

	if (search->function < 0)
		return;
	for (int i = search->print - 1; i > tokens->functions[search->function].body; i--)
		take_near(search, sought, i);
	for (int i = search->print + 1; i < end; i++)
		take_near(search, sought, i);
}

/* The name must be that of the file, and not of a function or a struct. */
static void take_of_file(const struct search *search, struct sought *sought, int name)
{
	const struct source_token *at = &search->tokens->at[name];
	bool is_of_file = at->function < 0 ? at->braces == 0 && at->nest == 0
					   : !source_is_local(search->tokens, name, name);

	if (is_of_file && sets(search, sought, name))
		take(search, sought, name);
}

static void seek_in_file(const struct search *search, struct sought *sought)
{
	for (int i = search->print - 1; i >= 0; i--)
		take_of_file(search, sought, i);
	for (int i = search->print + 1; i < search->tokens->count; i++)
		take_of_file(search, sought, i);
}

/* A parameter is set by the calls of its function. */
static void seek_calls(const struct search *search, struct sought *sought)
{
	const struct source_tokens *tokens = search->tokens;
	int function = search->function < 0 ? -1 : tokens->functions[search->function].name;

	for (int i = 0; i < tokens->count; i++)
		if (i != function && tokens->at[i].function >= 0 &&
			same(search, i, function) && source_token_is(tokens, i + 1, "("))
			take(search, sought, i);
}

/* Where somebody else points to the same, a member is set by a name that is not known. */
static void seek_member(const struct search *search, struct sought *sought)
{
	const struct source_tokens *tokens = search->tokens;

	for (int i = 0; i < tokens->count; i++)
		if (same(search, i, sought->path.member) &&
			source_token_is_member(tokens, i) && is_assigned(tokens, i, i + 1))
			take(search, sought, i);
}

/* Of an address nothing is set: it is where the variable is declared. */
static void seek_declaration(const struct search *search, struct sought *sought)
{
	const struct source_tokens *tokens = search->tokens;

	if (sought->declared >= 0)
		take(search, sought, sought->declared);
	if (source_is_local(tokens, search->literal, sought->name))
		return;
	for (int i = 0; i < tokens->count; i++)
		if (tokens->at[i].function < 0 && tokens->at[i].braces == 0 &&
			same(search, i, sought->name) && source_is_declared(tokens, i))
			take(search, sought, i);
}

/* An array is an address too. */
static void seek_array(const struct search *search, struct sought *sought)
{
	seek_declaration(search, sought);
	if (sought->count > 0 &&
		!source_token_is(search->tokens, sought->found[0] + 1, "["))
		sought->count = 0;
}

static void seek(const struct search *search, struct sought *sought)
{
	const struct source_tokens *tokens = search->tokens;
	bool local = source_is_local(tokens, search->literal, sought->name);
	int function = source_function_named(tokens, sought->name);

	if (!local && function >= 0) {
		take(search, sought, tokens->functions[function].name);
		return;
	}
	if (sought->path.use == USE_ADDRESS) {
		seek_declaration(search, sought);
		return;
	}
	seek_near(search, sought);
	if (source_parameter(tokens, search->function, sought->name) >= 0)
		seek_calls(search, sought);
	else if (!local && sought->count == 0)
		seek_in_file(search, sought);
	if (sought->count == 0 && sought->path.use == USE_VALUE)
		seek_array(search, sought);
}

/* --- a statement that prints ---------------------------------------------------------- */

static struct sought *add(struct search *search, int name, const struct path *path)
{
	struct sought *sought = &search->sought[search->count];

	*sought = (struct sought){.name = name,
		.declared = source_declaration(search->tokens, name, name),
		.path = *path};
	search->count++;
	return sought;
}

static void add_names(struct search *search, const struct source_argument *argument)
{
	const struct source_tokens *tokens = search->tokens;
	int nest = tokens->at[search->literal].nest;

	for (int i = argument->from; i < argument->to && search->count + 2 < MOST_SOUGHT;
		i++) {
		struct path path;

		if (!source_token_is_name(tokens, i) || source_token_is_member(tokens, i))
			continue;
		path = printed_at(tokens, i, nest);
		seek(search, add(search, i, &path));
		if (path.use == USE_MEMBER && path.by_arrow)
			seek_member(search, add(search, i, &path));
	}
}

/* --- what is told --------------------------------------------------------------------- */

/* The first tokens of statements, in their order. */
struct chosen {
	int at[MOST_SETTING];
	int count;
	bool more; /* than these */
};

static void choose(struct chosen *chosen, int from)
{
	int i = chosen->count;

	for (int k = 0; k < chosen->count; k++)
		if (chosen->at[k] == from)
			return;
	chosen->more = chosen->count == MOST_SETTING;
	if (chosen->more)
		return;
	for (; i > 0 && chosen->at[i - 1] > from; i--)
		chosen->at[i] = chosen->at[i - 1];
	chosen->at[i] = from;
	chosen->count++;
}

/* Of each variable the nearest statement, and then the next one of each. */
static struct chosen choose_of_print(struct search *search, const char *words)
{
	struct source_argument printed[MOST_ARGUMENTS];
	int count = source_printed(search->tokens, search->literal, words, printed);
	struct chosen chosen = {0};

	for (int i = 0; i < count; i++)
		add_names(search, &printed[i]);
	for (int turn = 0; turn < MOST_SETTING; turn++)
		for (int i = 0; i < search->count; i++)
			if (turn < search->sought[i].count)
				choose(&chosen,
					source_tokens_statement(search->tokens,
						search->sought[i].found[turn]));
	return chosen;
}

/* What sets the value of every statement that prints the words, as any may be the one. */
static struct chosen choose_all(const struct source_tokens *tokens, const char *words)
{
	struct chosen all = {0};
	int prints = 0;
	bool more = false;

	for (int i = 0; i < tokens->count; i++) {
		const char *at = source_piece_words(&tokens->at[i].piece, words);
		struct search search = {.tokens = tokens,
			.literal = i,
			.print = source_tokens_statement(tokens, i),
			.function = tokens->at[i].function};
		struct chosen chosen = {0};

		if (!at)
			continue;
		chosen = choose_of_print(&search, at);
		for (int k = 0; k < chosen.count; k++) {
			choose(&all, chosen.at[k]);
			more = more || all.more;
		}
		prints++;
	}
	return prints > 1 && more ? (struct chosen){0} : all;
}

int source_sets_find(struct pool *pool, const struct bytes *source, const char *words,
	struct source_setting found[MOST_SETTING])
{
	struct source_tokens tokens = source_tokens_read(pool, source);
	struct chosen chosen = choose_all(&tokens, words);

	for (int i = 0; i < chosen.count; i++) {
		const char *text =
			source_tokens_text(pool, &tokens, chosen.at[i], &found[i].line);

		found[i].text = text_visible(pool, text, strlen(text), MOST_SHOWN);
	}
	return chosen.count;
}
