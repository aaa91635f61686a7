/* SPDX-License-Identifier: MIT */
#include "doing.h"

#include <string.h>

#include "../base/text.h"
#include "messages.h"

enum {
	INDENT = 2,
	MOST_LINES = 24, /* a program may have thousands of children */
	MOST_BYTES = 80, /* of a file's name */
};

/* What the threads did, as the start of a line that ends with how many they were. */
static const char *text_of(const struct face *face, const struct doing *doing)
{
	struct pool *pool = face->pool;

	switch (doing->state) {
	case 'R': return M_DOING_RAN;
	case 'T': return M_DOING_STOPPED;
	case 't': return M_DOING_HELD;
	case 'D': return M_DOING_UNINTERRUPTIBLE;
	default: break;
	}
	if (doing->call && doing->file)
		return pool_printf(pool, M_DOING_SLEPT_ON, doing->call,
			text_visible(pool, doing->file, strlen(doing->file), MOST_BYTES));
	if (doing->call)
		return pool_printf(pool, M_DOING_SLEPT_IN, doing->call);
	if (doing->number >= 0)
		return pool_printf(pool, M_DOING_SLEPT_NUMBER, doing->number);
	return M_DOING_SLEPT;
}

void doing_tell(const struct face *face, const struct doing *first, int indent)
{
	int lines = 0;

	for (const struct doing *at = first; at; at = at->next) {
		fprintf(face->out, "%*s", indent + INDENT, "");
		if (++lines > MOST_LINES) {
			fprintf(face->out, "...\n");
			return;
		}
		if (at->pid != first->pid)
			fprintf(face->out, M_DOING_CHILD, at->pid);
		fprintf(face->out, M_DOING_COUNT, text_of(face, at), at->threads);
	}
}
