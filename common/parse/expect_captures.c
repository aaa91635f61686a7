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
	if (expect_is_run_fact(name) || expect_is_machine_fact(name))
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

/* Calls `visit` with every run and tool and its place in an array of them. */
typedef void owner_visitor(struct run_spec *owner, int index, void *context);

static int each_owner(const struct expect *expect, owner_visitor *visit, void *context)
{
	struct run_spec *const lists[] = {expect->runs, expect->tools};
	int count = 0;

	for (int i = 0; i < 2; i++)
		for (struct run_spec *owner = lists[i]; owner; owner = owner->next)
			visit(owner, count++, context);
	return count;
}

static void visit_nothing(struct run_spec *owner, int index, void *context)
{
	(void)owner;
	(void)index;
	(void)context;
}

int captures_owners(const struct expect *expect)
{
	return each_owner(expect, visit_nothing, NULL);
}

static void save_one(struct run_spec *owner, int index, void *context)
{
	struct capture **saved = context;

	saved[index] = owner->captures;
}

void captures_save(const struct expect *expect, struct capture **saved)
{
	each_owner(expect, save_one, saved);
}

static void restore_one(struct run_spec *owner, int index, void *context)
{
	struct capture *const *saved = context;

	owner->captures = saved[index];
}

void captures_restore(const struct expect *expect, struct capture *const *saved)
{
	each_owner(expect, restore_one, (void *)saved);
}

struct common {
	struct pool *pool;
	struct capture *const *before;
	struct capture *const *after;
	int branches;
	int owners;
};

static bool in_all_branches(
	const struct common *common, int index, const struct capture *capture)
{
	for (int i = 1; i < common->branches; i++)
		if (!added(common->after[i * common->owners + index], common->before[index],
			    capture))
			return false;
	return true;
}

static void keep_one(struct run_spec *owner, int index, void *context)
{
	const struct common *common = context;
	struct capture *before = common->before[index];
	const struct capture *at = common->branches ? common->after[index] : before;

	owner->captures = before;
	for (; at != before; at = at->next) {
		struct capture *copy;

		if (!in_all_branches(common, index, at))
			continue;
		copy = pool_alloc(common->pool, sizeof *copy);
		*copy = *at;
		copy->next = owner->captures;
		owner->captures = copy;
	}
}

void captures_keep_common(struct pool *pool, const struct expect *expect,
	struct capture *const *before, struct capture *const *after, int branches)
{
	struct common common = {
		.pool = pool,
		.before = before,
		.after = after,
		.branches = branches,
		.owners = captures_owners(expect),
	};

	each_owner(expect, keep_one, &common);
}
