/* SPDX-License-Identifier: MIT */
#include "maps.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "messages.h"

enum { KIBI = 1024 };

/* Reads hexadecimal digits; the bytes it takes, 0 when there are none or too many. */
static size_t read_hex(const char *text, number *value)
{
	size_t used = 0;

	*value = 0;
	for (; isxdigit((unsigned char)text[used]); used++) {
		int c = tolower((unsigned char)text[used]);

		if (used == 16)
			return 0;
		*value = *value * 16 + (isdigit(c) ? c - '0' : c - 'a' + 10);
	}
	return used;
}

/* Reads a number that `stop` follows, and the stop. False when it is not there. */
static bool take_hex(const char **at, char stop, number *value)
{
	size_t used = read_hex(*at, value);

	if (!used || (*at)[used] != stop)
		return false;
	*at += used + 1;
	return true;
}

/* "7f00-8f00 rw-p 00000000 fe:01 1234     /path": is it the head of a mapping? */
static bool read_head(struct pool *pool, const struct line *line, struct mapping *mapping)
{
	const char *at = line->text;
	size_t digits;

	if (!take_hex(&at, '-', &mapping->start) || !take_hex(&at, ' ', &mapping->end))
		return false;
	if (strlen(at) < 5 || at[4] != ' ' || strspn(at, "rwxps-") != 4)
		return false;
	memcpy(mapping->perms, at, 4);
	at += 5;
	if (!take_hex(&at, ' ', &mapping->offset) || !take_hex(&at, ':', &mapping->major) ||
		!take_hex(&at, ' ', &mapping->minor))
		return false;
	digits = strspn(at, "0123456789");
	if (digits == 0 || digits > 20)
		return false;
	for (size_t i = 0; i < digits; i++)
		mapping->inode = mapping->inode * 10 + (at[i] - '0');
	at = text_skip_blanks(at + digits);
	mapping->path = pool_copy(pool, at, strlen(at));
	mapping->line = line->number;
	return true;
}

/* "Rss:     8 kB" or "THPeligible:    0", beneath the head. */
static bool read_field(struct pool *pool, const struct line *line, struct mapping *mapping)
{
	const char *colon = strchr(line->text, ':');
	struct map_field *field;
	long long value;
	char unit[3] = "";

	if (!colon || colon == line->text || isspace((unsigned char)*line->text))
		return false;
	if (text_starts(line->text, "VmFlags:")) {
		mapping->flags = pool_printf(pool, " %s ", colon + 1);
		return true;
	}
	if (sscanf(colon + 1, "%lld %2s", &value, unit) < 1 || value < 0)
		return false;
	field = pool_alloc(pool, sizeof *field);
	field->name = pool_copy(pool, line->text, (size_t)(colon - line->text));
	field->value = strcmp(unit, "kB") == 0 ? (number)value * KIBI : value;
	field->next = mapping->fields;
	mapping->fields = field;
	return true;
}

int maps_parse(struct pool *pool, const char *bytes, size_t size, struct maps *maps,
	struct err *err)
{
	struct lines lines = text_lines(pool, bytes, size);
	struct mapping *last = NULL;

	maps->count = 0;
	maps->at = pool_alloc(pool, (size_t)lines.count * sizeof *maps->at);
	if (size > 0 && bytes[size - 1] != '\n')
		return err_at(err, "", lines.count, "%s", M_MAPS_CUT);
	for (int i = 0; i < lines.count; i++) {
		const struct line *line = &lines.at[i];
		struct mapping mapping = {0};

		if (read_head(pool, line, &mapping)) {
			if (mapping.start >= mapping.end ||
				(last && mapping.start < last->end))
				return err_at(
					err, "", line->number, M_MAPS_ORDER, line->text);
			last = &maps->at[maps->count++];
			*last = mapping;
		} else if (!last || !read_field(pool, line, last)) {
			return err_at(err, "", line->number, M_MAPS_LINE,
				text_visible(pool, line->text, line->length, 0));
		}
	}
	return 0;
}

const struct mapping *maps_from(const struct maps *maps, number address)
{
	for (int i = 0; i < maps->count; i++)
		if (maps->at[i].end > address)
			return &maps->at[i];
	return NULL;
}

const struct mapping *maps_find(const struct maps *maps, number address)
{
	const struct mapping *mapping = maps_from(maps, address);

	return mapping && mapping->start <= address ? mapping : NULL;
}

bool maps_named(const struct maps *maps, const char *name, number *start, number *end)
{
	bool found = false;

	for (int i = 0; i < maps->count; i++) {
		if (strcmp(maps->at[i].path, name) != 0)
			continue;
		if (!found)
			*start = maps->at[i].start;
		*end = maps->at[i].end;
		found = true;
	}
	return found;
}

bool mapping_field(const struct mapping *mapping, const char *name, number *value)
{
	const struct {
		const char *name;
		number value;
	} own[] = {
		{"start", mapping->start},
		{"end", mapping->end},
		{"size", mapping->end - mapping->start},
		{"offset", mapping->offset},
		{"major", mapping->major},
		{"minor", mapping->minor},
		{"inode", mapping->inode},
	};

	for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
		*value = own[i].value;
		if (strcmp(own[i].name, name) == 0)
			return true;
	}
	for (const struct map_field *at = mapping->fields; at; at = at->next) {
		*value = at->value;
		if (strcmp(at->name, name) == 0)
			return true;
	}
	return false;
}

bool mapping_is_recorded(const struct mapping *mapping, const char *program)
{
	if (mapping->perms[0] != 'r')
		return false;
	return (mapping->perms[1] == 'w' && mapping->perms[3] == 'p') ||
		strcmp(mapping->path, program) == 0;
}

bool mapping_has_flag(const struct mapping *mapping, const char *flag)
{
	const char *at = mapping->flags;
	size_t length = strlen(flag);

	while (at && (at = strstr(at, flag))) {
		if (at[-1] == ' ' && at[length] == ' ')
			return true;
		at += length;
	}
	return false;
}
