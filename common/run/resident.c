/* SPDX-License-Identifier: MIT */
#include "resident.h"

#include <stdint.h>
#include <unistd.h>

#include "../evidence/process.h"

enum { PAGES_AT_ONCE = 512 };

/* Reads the entries from `at` on, as many as there is room for: how many. */
static size_t read_entries(const struct resident *resident, unsigned long at,
	unsigned long end, uint64_t entries[PAGES_AT_ONCE])
{
	size_t pages = (end - at) / resident->page;
	size_t count = pages < PAGES_AT_ONCE ? pages : PAGES_AT_ONCE;
	ssize_t got = pread(resident->pagemap, entries, count * sizeof *entries,
		(off_t)(at / resident->page * sizeof *entries));

	return got < 0 ? 0 : (size_t)got / sizeof *entries;
}

bool resident_walk(struct resident *resident, unsigned long start, unsigned long end,
	resident_visitor *visit, void *context)
{
	uint64_t entries[PAGES_AT_ONCE];
	unsigned long from = start; /* of the resident pages that have been seen last */
	unsigned long at = start;

	while (at < end) {
		size_t count = read_entries(resident, at, end, entries);

		if (count == 0)
			break;
		if (count > resident->left)
			return false;
		resident->left -= count;
		for (size_t i = 0; i < count; i++, at += resident->page) {
			if (pagemap_is_resident(entries[i]))
				continue;
			if (from < at && !visit(from, at, context))
				return false;
			from = at + resident->page;
		}
	}
	return from >= at || visit(from, at, context);
}
