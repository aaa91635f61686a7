/* SPDX-License-Identifier: MIT */
#include <ctype.h>
#include <string.h>

#include "../base/text.h"
#include "../elf/elf_fields.h"
#include "../elf/elf_names.h"
#include "expr_reader.h"
#include "../evidence/maps.h"
#include "messages.h"

/*
 * What an expression reads from the records of a run other than its text: the memory map,
 * the memory, the process's own files in /proc, the ELF file. Each has a word of its own.
 */

enum { MOST_NTH = 1000 };

typedef struct expr *reading_reader(struct expr_reader *reader, struct expr *expr);

static reading_reader read_region, read_address, read_plain, read_faults, read_fault_range,
	read_range, read_at, read_header, read_segment, read_section, read_symbol;

static const struct {
	const char *word;
	enum reading reading;
	reading_reader *read;
} readings[] = {
	{"region", READING_REGION, read_region},
	{"word", READING_WORD, read_address},
	{"int", READING_INT, read_address},
	{"byte", READING_BYTE, read_address},
	{"frame", READING_FRAME, read_address},
	{"stat", READING_STAT, read_address},
	{"auxv", READING_AUXV, read_address},
	{"threads", READING_THREADS, read_plain},
	{"mappings", READING_MAPPINGS, read_plain},
	{"faults", READING_FAULTS, read_faults},
	{"pages", READING_PAGES, read_fault_range},
	{"first_fault", READING_FIRST_FAULT, read_fault_range},
	{"last_fault", READING_LAST_FAULT, read_fault_range},
	{"resident", READING_RESIDENT, read_range},
	{"at", READING_AT, read_at},
	{"pc", READING_PC, read_plain},
	{"sp", READING_SP, read_plain},
	{"header", READING_HEADER, read_header},
	{"segment", READING_SEGMENT, read_segment},
	{"section", READING_SECTION, read_section},
	{"sym", READING_SYMBOL, read_symbol},
};

/* A name of the file's or of the map's own, which may hold dots: up to ")" or ",". */
static const char *read_raw_name(struct expr_reader *reader)
{
	size_t length;
	const char *name;

	expr_skip_blanks(reader);
	length = strcspn(reader->at, "), ");
	name = length ? pool_copy(reader->pool, reader->at, length) : NULL;
	reader->at += length;
	return name;
}

/* Reads ".FIELD" behind a closing parenthesis. */
static struct expr *read_field(struct expr_reader *reader, struct expr *expr)
{
	if (*reader->at != '.')
		return expr_refuse(reader, M_EXPECTED_FIELD);
	reader->at++;
	expr->field = expr_word(reader);
	return expr->field ? expr : expr_refuse(reader, M_EXPECTED_FIELD);
}

/* The same for a part of the ELF file, whose fields are known. */
static struct expr *read_elf_field(
	struct expr_reader *reader, struct expr *expr, enum elf_part part)
{
	bool hex;

	if (!read_field(reader, expr))
		return NULL;
	if (elf_is_field(part, expr->field, &hex))
		return expr;
	err_set(reader->err, M_EXPR_NO_FIELD, expr->field);
	return NULL;
}

static struct expr *read_plain(struct expr_reader *reader, struct expr *expr)
{
	(void)reader;
	return expr;
}

static struct expr *read_address(struct expr_reader *reader, struct expr *expr)
{
	expr->left = expr_sum(reader);
	if (!expr->left)
		return NULL;
	return expr_take(reader, ')') ? expr : expr_refuse(reader, ")");
}

/* "START..END", or the START of a page. */
static bool read_ends(struct expr_reader *reader, struct expr *expr)
{
	expr->left = expr_sum(reader);
	if (!expr->left)
		return false;
	if (!text_starts(reader->at, ".."))
		return true;
	reader->at += strlen("..");
	expr->right = expr_sum(reader);
	return expr->right != NULL;
}

static struct expr *read_range(struct expr_reader *reader, struct expr *expr)
{
	if (!read_ends(reader, expr))
		return NULL;
	return expr_take(reader, ')') ? expr : expr_refuse(reader, ")");
}

/* The same, and who takes the faults. */
static struct expr *read_fault_range(struct expr_reader *reader, struct expr *expr)
{
	if (!read_ends(reader, expr))
		return NULL;
	expr_skip_blanks(reader);
	if (text_starts(reader->at, "by ")) {
		reader->at += strlen("by ");
		expr_skip_blanks(reader);
		expr->name = expr_word(reader);
		if (!expr->name)
			return expr_refuse(reader, M_EXPECTED_WHO);
	}
	return expr_take(reader, ')') ? expr : expr_refuse(reader, ")");
}

/* Without a range it is the count of all. */
static struct expr *read_faults(struct expr_reader *reader, struct expr *expr)
{
	if (!expr_take(reader, '('))
		return expr;
	expr->reading = READING_FAULTS_IN;
	return read_fault_range(reader, expr);
}

/* "at(PAUSE, EXPR)" */
static struct expr *read_at(struct expr_reader *reader, struct expr *expr)
{
	expr_skip_blanks(reader);
	expr->name = expr_word(reader);
	if (!expr->name || !expr_take(reader, ','))
		return expr_refuse(reader, M_EXPECTED_AT);
	return read_address(reader, expr);
}

/* The field of a mapping. */
static struct expr *read_map_field(struct expr_reader *reader, struct expr *expr)
{
	if (!read_field(reader, expr))
		return NULL;
	if (maps_is_field(expr->field))
		return expr;
	err_set(reader->err, M_EXPR_NO_MAP_FIELD, expr->field);
	return NULL;
}

static struct expr *read_region(struct expr_reader *reader, struct expr *expr)
{
	expr_skip_blanks(reader);
	if (*reader->at != '[') {
		if (!read_address(reader, expr))
			return NULL;
		return read_map_field(reader, expr);
	}
	expr->name = read_raw_name(reader);
	if (!text_ends(expr->name, "]")) {
		err_set(reader->err, M_STATEMENT_NAME, expr->name);
		return NULL;
	}
	if (!expr_take(reader, ')'))
		return expr_refuse(reader, ")");
	return read_map_field(reader, expr);
}

static struct expr *read_header(struct expr_reader *reader, struct expr *expr)
{
	return read_elf_field(reader, expr, ELF_PART_HEADER);
}

static bool read_nth(struct expr_reader *reader, struct expr *expr)
{
	expr->nth = 1;
	if (!expr_take(reader, ','))
		return true;
	expr_skip_blanks(reader);
	expr->nth = 0;
	while (isdigit((unsigned char)*reader->at) && expr->nth < MOST_NTH)
		expr->nth = expr->nth * 10 + (*reader->at++ - '0');
	if (expr->nth > 0)
		return true;
	expr_refuse(reader, M_EXPECTED_NTH);
	return false;
}

static struct expr *read_segment(struct expr_reader *reader, struct expr *expr)
{
	number type;

	expr->name = read_raw_name(reader);
	if (!expr->name || !elf_segment_type(expr->name, &type)) {
		err_set(reader->err, M_EXPR_NO_SEGMENT, expr->name ? expr->name : "");
		return NULL;
	}
	if (!read_nth(reader, expr))
		return NULL;
	if (!expr_take(reader, ')'))
		return expr_refuse(reader, ")");
	return *reader->at ? read_elf_field(reader, expr, ELF_PART_SEGMENT) : expr;
}

static struct expr *read_section(struct expr_reader *reader, struct expr *expr)
{
	expr->name = read_raw_name(reader);
	if (!expr->name || !expr_take(reader, ')'))
		return expr_refuse(reader, M_EXPECTED_SECTION);
	return *reader->at ? read_elf_field(reader, expr, ELF_PART_SECTION) : expr;
}

static struct expr *read_symbol(struct expr_reader *reader, struct expr *expr)
{
	expr->name = read_raw_name(reader);
	if (!expr->name || !expr_take(reader, ')'))
		return expr_refuse(reader, M_EXPECTED_SYMBOL);
	expr->field = "value";
	return *reader->at == '.' ? read_elf_field(reader, expr, ELF_PART_SYMBOL) : expr;
}

/* "header" is followed by a dot, what may be read plainly by anything, the others by "(". */
static bool take_opening(
	struct expr_reader *reader, enum reading reading, reading_reader *read)
{
	if (read == read_plain || read == read_faults)
		return true;
	if (reading == READING_HEADER)
		return *reader->at == '.';
	return expr_take(reader, '(');
}

struct expr *expr_reading(struct expr_reader *reader, const char *word)
{
	for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
		struct expr *expr;

		if (strcmp(word, readings[i].word) != 0)
			continue;
		if (!take_opening(reader, readings[i].reading, readings[i].read))
			return expr_refuse(reader, "(");
		expr = expr_new(reader, EXPR_READING);
		expr->reading = readings[i].reading;
		return readings[i].read(reader, expr);
	}
	return NULL;
}

bool reading_is_of_faults(enum reading reading)
{
	return reading >= READING_FAULTS_IN && reading <= READING_LAST_FAULT;
}

bool reading_is_of_file(enum reading reading)
{
	return reading >= READING_HEADER;
}
