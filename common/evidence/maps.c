/* SPDX-License-Identifier: MIT */
#include "maps.h"

#include <ctype.h>
#include <string.h>

#include "messages.h"

enum { KIBI = 1024 };

/* Reads a number that `stop` follows, and the stop. False when it is not there. */
static bool take_hex(const char **at, char stop, number *value)
{
	size_t used = number_read_hex(*at, strlen(*at), value);

	if (!used || (*at)[used] != stop)
		return false;
	*at += used + 1;
	return true;
}

static number read_decimal(const char *text, size_t digits)
{
	number value = 0;

	for (size_t i = 0; i < digits; i++)
		value = value * 10 + (text[i] - '0');
	return value;
}

/* "rw-p": each letter at its own place. */
static bool are_perms(const char *text)
{
	static const char *const allowed[] = {"r-", "w-", "x-", "ps"};

	for (int i = 0; i < 4; i++)
		if (!text[i] || !strchr(allowed[i], text[i]))
			return false;
	return text[4] == ' ';
}

/* "7f00-8f00 rw-p 00000000 fe:01 1234     /path": is it the head of a mapping? */
static bool read_head(struct pool *pool, const struct line *line, struct mapping *mapping)
{
	const char *at = line->text;
	size_t digits;

	if (!take_hex(&at, '-', &mapping->start) || !take_hex(&at, ' ', &mapping->end))
		return false;
	if (!are_perms(at))
		return false;
	memcpy(mapping->perms, at, 4);
	at += 5;
	if (!take_hex(&at, ' ', &mapping->offset) || !take_hex(&at, ':', &mapping->major) ||
		!take_hex(&at, ' ', &mapping->minor))
		return false;
	digits = strspn(at, "0123456789");
	if (digits == 0 || digits > 20 || (at[digits] && at[digits] != ' '))
		return false;
	mapping->inode = read_decimal(at, digits);
	at = text_skip_blanks(at + digits);
	mapping->path = pool_copy(pool, at, strlen(at));
	mapping->line = line->number;
	return true;
}

/* Of "Private_Dirty"; no head of a mapping begins like this, however damaged it is. */
static size_t field_name_length(const char *text)
{
	size_t length = 0;

	while (isalnum((unsigned char)text[length]) || text[length] == '_')
		length++;
	return length;
}

/* "Rss:     8 kB" or "THPeligible:    0", beneath the head. */
static bool read_field(struct pool *pool, const struct line *line, struct mapping *mapping)
{
	size_t length = field_name_length(line->text);
	const char *at = line->text + length + 1;
	struct map_field *field;
	size_t digits;

	if (length == 0 || line->text[length] != ':')
		return false;
	if (text_starts(line->text, "VmFlags:")) {
		mapping->flags = pool_printf(pool, " %s ", at);
		return true;
	}
	at = text_skip_blanks(at);
	digits = strspn(at, "0123456789");
	if (digits == 0 || digits > 20 || (at[digits] && strcmp(at + digits, " kB") != 0))
		return false;
	field = pool_alloc(pool, sizeof *field);
	field->name = pool_copy(pool, line->text, length);
	field->value = read_decimal(at, digits) * (at[digits] ? KIBI : 1);
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

		bool whole = strlen(line->text) == line->length; /* no NUL byte in it */

		if (whole && read_head(pool, line, &mapping)) {
			if (mapping.start >= mapping.end ||
				(last && mapping.start < last->end))
				return err_at(
					err, "", line->number, M_MAPS_ORDER, line->text);
			last = &maps->at[maps->count++];
			*last = mapping;
		} else if (!whole || !last || !read_field(pool, line, last)) {
			return err_at(err, "", line->number, M_MAPS_LINE,
				text_visible(pool, line->text, line->length, 0));
		}
	}
	return 0;
}

const struct mapping *maps_from(const struct maps *maps, number address)
{
	int low = 0; /* of those below it all end at or below the address */
	int high = maps->count;

	while (low < high) {
		int middle = low + (high - low) / 2;

		if (maps->at[middle].end > address)
			high = middle;
		else
			low = middle + 1;
	}
	return low < maps->count ? &maps->at[low] : NULL;
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

bool maps_is_field(const char *name)
{
	static const char *const fields[] = {"start", "end", "size", "offset", "major",
		"minor", "inode", "Size", "KernelPageSize", "MMUPageSize", "Rss", "Pss",
		"Pss_Dirty", "Shared_Clean", "Shared_Dirty", "Private_Clean",
		"Private_Dirty", "Referenced", "Anonymous", "KSM", "LazyFree",
		"AnonHugePages", "ShmemPmdMapped", "FilePmdMapped", "Shared_Hugetlb",
		"Private_Hugetlb", "Swap", "SwapPss", "Locked", "THPeligible",
		"ProtectionKey"};

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (strcmp(fields[i], name) == 0)
			return true;
	return false;
}

/* fs/proc/task_mmu.c, show_smap_vma_flags. */
bool maps_is_flag(const char *flag)
{
	static const char flags[] =
		" rd wr ex sh mr mw me ms gd pf dw lo io sr rr dc de ac "
		"nr ht sf nl ar wf dd sd mm hg nh mg bt mt um uw ui ss "
		"sl dp gu ";

	return strlen(flag) == 2 && strstr(flags, flag) && !strchr(flag, ' ');
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

bool mapping_is_accessible(const struct mapping *mapping)
{
	return strncmp(mapping->perms, "---", 3) != 0;
}
