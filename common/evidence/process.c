/* SPDX-License-Identifier: MIT */
#include "process.h"

#include <string.h>

#include "messages.h"

/* "1234 (the name) S 1 1234 …": the name may hold blanks and parentheses itself. */
int stat_parse(const char *bytes, size_t size, struct stat_fields *fields, struct err *err)
{
	const char *end = bytes + size;
	const char *at = memrchr(bytes, ')', size);
	bool hex;

	memset(fields, 0, sizeof *fields);
	if (!at || end - at < 4 || end[-1] != '\n' ||
		!number_read(bytes, size, &fields->at[1], &hex))
		return err_set(err, "%s", M_STAT_SHAPE);
	fields->count = 3; /* pid, name and state */
	at += 3;
	while (at < end && *at == ' ' && fields->count < STAT_FIELDS) {
		size_t used = number_read(at + 1, (size_t)(end - at - 1),
			&fields->at[fields->count + 1], &hex);

		if (!used)
			break;
		fields->count++;
		at += 1 + used;
	}
	if (fields->count > 3 &&
		(*at == '\n' || (*at == ' ' && fields->count == STAT_FIELDS)))
		return 0;
	return err_set(err, "%s", M_STAT_SHAPE);
}

int auxv_parse(const char *bytes, size_t size, struct auxv *auxv, struct err *err)
{
	auxv->count = 0;
	for (size_t at = 0;; at += 2 * sizeof(long)) {
		unsigned long pair[2];

		if (at + sizeof pair > size)
			return err_set(err, "%s", M_AUXV_CUT);
		memcpy(pair, bytes + at, sizeof pair);
		if (pair[0] == 0) /* AT_NULL */
			return 0;
		if (auxv->count == MOST_AUXV)
			return err_set(err, "%s", M_AUXV_CUT);
		auxv->at[auxv->count].type = pair[0];
		auxv->at[auxv->count++].value = pair[1];
	}
}

bool auxv_find(const struct auxv *auxv, number type, number *value)
{
	for (int i = 0; i < auxv->count; i++) {
		*value = auxv->at[i].value;
		if (auxv->at[i].type == type)
			return true;
	}
	return false;
}

/* Bit 63 is set when the page is present, 62 when swapped; 0 to 54 number the frame. */
bool pagemap_is_resident(unsigned long entry)
{
	return entry >> 62 != 0;
}

unsigned long pagemap_frame(unsigned long entry)
{
	return entry & ((1UL << 55) - 1);
}
