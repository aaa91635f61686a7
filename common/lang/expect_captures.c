/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "expect_captures.h"
#include "messages.h"

const struct capture *captures_find(const struct run_spec *run, const char *name)
{
	for (const struct capture *at = run->captures; at; at = at->next)
		if (strcmp(at->name, name) == 0)
			return at;
	return NULL;
}

int captures_add(struct expect_reader *reader, struct run_spec *run,
	const struct piece *piece, int line)
{
	const char *name = piece->name;
	struct capture *capture;

	if (captures_find(run, name))
		return 0;
	if (fact_is_of_run(name) || fact_is_name(name))
		return reader_fail(reader, line, M_EXPECT_PREDEFINED, name);
	if (reader_find_owner(reader, name))
		return reader_fail(reader, line, M_EXPECT_RUN_NAME, name);
	capture = pool_alloc(reader->pool, sizeof *capture);
	capture->name = name;
	capture->word = piece->kind == PIECE_WORD;
	capture->next = run->captures;
	run->captures = capture;
	return 0;
}

static bool added(const struct capture *captures, const struct capture *before,
	const struct capture *wanted)
{
	for (const struct capture *at = captures; at != before; at = at->next)
		if (strcmp(at->name, wanted->name) == 0)
			return at->word == wanted->word;
	return false;
}

/* Runs and tools, one after the other, as if they were one list. */
static struct run_spec *first_owner(const struct expect *expect)
{
	return expect->runs ? expect->runs : expect->tools;
}

static struct run_spec *next_owner(
	const struct expect *expect, const struct run_spec *owner)
{
	return owner->next || owner->tool ? owner->next : expect->tools;
}

int captures_owners(const struct expect *expect)
{
	int count = 0;

	for (struct run_spec *at = first_owner(expect); at; at = next_owner(expect, at))
		count++;
	return count;
}

void captures_save(const struct expect *expect, struct capture **saved)
{
	for (struct run_spec *at = first_owner(expect); at; at = next_owner(expect, at))
		*saved++ = at->captures;
}

void captures_restore(const struct expect *expect, struct capture *const *saved)
{
	for (struct run_spec *at = first_owner(expect); at; at = next_owner(expect, at))
		at->captures = *saved++;
}

/* Leaves to the owner, of what its branches added, the names that all of them did. */
static void keep_common(struct pool *pool, struct run_spec *owner, struct capture *before,
	struct capture *const *branches, int stride, int count)
{
	owner->captures = before;
	for (const struct capture *at = count ? branches[0] : before; at != before;
		at = at->next) {
		bool common = true;
		struct capture *copy;

		for (int i = 1; i < count; i++)
			common = common && added(branches[i * stride], before, at);
		if (!common)
			continue;
		copy = pool_alloc(pool, sizeof *copy);
		*copy = *at;
		copy->next = owner->captures;
		owner->captures = copy;
	}
}

void captures_keep_common(struct pool *pool, const struct expect *expect,
	struct capture *const *before, struct capture *const *after, int branches)
{
	int owners = captures_owners(expect);
	int index = 0;

	for (struct run_spec *at = first_owner(expect); at; at = next_owner(expect, at)) {
		keep_common(pool, at, before[index], after + index, owners, branches);
		index++;
	}
}
