/* SPDX-License-Identifier: MIT */
#include "tool_text.h"

#include <ctype.h>
#include <string.h>

/* What follows `name` at the start of `text`; NULL when something else stands there. */
static const char *after_name(const char *text, const char *name)
{
	return text_starts(text, name) ? text + strlen(name) : NULL;
}

/* The first line that begins the function; -1 when there is none. */
static int find_start(const struct lines *text, const char *function,
	bool (*begins)(const char *line, const char *function))
{
	for (int i = 0; i < text->count; i++)
		if (begins(text->at[i].text, function))
			return i;
	return -1;
}

/* The lines from `first` to the one before `end`. */
static struct lines slice(const struct lines *text, int first, int end)
{
	return (struct lines){.at = text->at + first, .count = end - first};
}

/* --- assembly ------------------------------------------------------------------------- */

/* What an assembly says of a name by its .type. */
enum announced { NOTHING, FUNCTION, OBJECT };

/* The arguments of a directive, NULL when the line is another one. */
static const char *arguments(const char *line, const char *directive)
{
	const char *after = after_name(text_skip_blanks(line), directive);

	return after && text_is_blank(*after) ? text_skip_blanks(after) : NULL;
}

/* Is it "DIRECTIVE NAME, …"? */
static bool is_directive_for(const char *line, const char *directive, const char *name)
{
	const char *at = arguments(line, directive);
	const char *after = at ? after_name(at, name) : NULL;

	return after && *text_skip_blanks(after) == ',';
}

/* Is it ".type …, @function"? ARM writes %function, others STT_FUNC. */
static bool announces_function(const char *line)
{
	const char *at = arguments(line, ".type");
	const char *kind = at ? strchr(at, ',') : NULL;

	return kind && (strstr(kind, "function") || strstr(kind, "STT_FUNC"));
}

static enum announced announced_as(const struct lines *text, const char *name)
{
	for (int i = 0; i < text->count; i++)
		if (is_directive_for(text->at[i].text, ".type", name))
			return announces_function(text->at[i].text) ? FUNCTION : OBJECT;
	return NOTHING;
}

static bool begins_name(char c)
{
	return isalpha((unsigned char)c) || c == '_';
}

/* A compiler's own labels begin with ".L", "L" or "$"; inline assembly has "1:". */
static bool is_label_of_function(const char *line)
{
	return begins_name(*line) && *line != 'L' && line[strcspn(line, ": \t")] == ':';
}

static bool is_end_label(const char *line)
{
	return text_starts(line, ".Lfunc_end") || text_starts(line, "$func_end") ||
		strstr(line, " -- End function");
}

/* Any label ends it only where no .type tells functions from labels in inline assembly. */
static bool ends_assembly(const char *line, const char *function, enum announced announced)
{
	return is_end_label(line) || is_directive_for(line, ".size", function) ||
		(announces_function(line) && !is_directive_for(line, ".type", function)) ||
		(announced == NOTHING && is_label_of_function(line));
}

static bool begins_assembly(const char *line, const char *function)
{
	const char *after = after_name(line, function);

	return after && *after == ':' && begins_name(*line);
}

static bool find_in_assembly(
	const struct lines *text, const char *function, struct lines *part)
{
	enum announced announced = announced_as(text, function);
	int first = find_start(text, function, begins_assembly);
	int end = first + 1;

	if (first < 0 || announced == OBJECT)
		return false;
	while (end < text->count && !ends_assembly(text->at[end].text, function, announced))
		end++;
	*part = slice(text, first, end);
	return true;
}

/* --- LLVM's intermediate representation ----------------------------------------------- */

/* Is it "define … @F("? The first @ of a definition is its name's. */
static bool begins_ir(const char *line, const char *function)
{
	const char *at = text_starts(line, "define ") ? strchr(line, '@') : NULL;
	const char *after = at ? after_name(at + 1, function) : NULL;

	return after && *after == '(';
}

static bool find_in_ir(const struct lines *text, const char *function, struct lines *part)
{
	int first = find_start(text, function, begins_ir);
	int end = first + 1;

	if (first < 0)
		return false;
	while (end < text->count && text->at[end - 1].text[0] != '}')
		end++;
	*part = slice(text, first, end);
	return true;
}

/* --- disassembly ---------------------------------------------------------------------- */

/* "f>:" of "0000000000001139 <f>:", or of "<f>:" from objdump --no-addresses; or NULL. */
static const char *disassembled_name(const char *line)
{
	size_t digits = strspn(line, "0123456789abcdef");

	line += digits > 0 && line[digits] == ' ' ? digits + 1 : digits;
	return *line == '<' && strstr(line, ">:") ? line + 1 : NULL;
}

static bool begins_disassembly(const char *line, const char *function)
{
	const char *name = disassembled_name(line);
	const char *after = name ? after_name(name, function) : NULL;

	return after && strcmp(after, ">:") == 0;
}

/* A blank line, unless it is one of the sources that objdump -S shows in between. */
static bool ends_disassembly(const struct lines *text, int i)
{
	const char *line;

	if (text->at[i].length > 0)
		return false;
	while (i < text->count && text->at[i].length == 0)
		i++;
	if (i == text->count)
		return true;
	line = text->at[i].text;
	return disassembled_name(line) || text_starts(line, "Disassembly of section ") ||
		strstr(line, "file format ");
}

static bool find_in_disassembly(
	const struct lines *text, const char *function, struct lines *part)
{
	int first = find_start(text, function, begins_disassembly);
	int end = first + 1;

	if (first < 0)
		return false;
	while (end < text->count && !ends_disassembly(text, end))
		end++;
	*part = slice(text, first, end);
	return true;
}

/* --- which of them it is -------------------------------------------------------------- */

bool tool_text_function(const struct lines *text, const char *function, struct lines *part)
{
	*part = (struct lines){0};
	if (*function == '\0')
		return false;
	for (int i = 0; i < text->count; i++) {
		const char *line = text->at[i].text;

		if (disassembled_name(line))
			return find_in_disassembly(text, function, part);
		if (text_starts(line, "define "))
			return find_in_ir(text, function, part);
	}
	return find_in_assembly(text, function, part);
}
