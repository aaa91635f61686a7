/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_LANG_EXPECT_WALK_H
#define VMLAB_LANG_EXPECT_WALK_H

#include "expect.h"

/*
 * The one walk through what an expected file judges. Whoever looks for something in it says
 * what is to be done with the things of one kind, and cannot forget a place where they stand.
 */

/* What is called for each; NULL where nothing is to be done. Each ends the walk with -1. */
struct expect_visitor {
	/* An item, before what is in it, and after that. */
	int (*item)(const struct item *item, void *context);
	int (*item_end)(const struct item *item, void *context);
	/* A line of a section. */
	int (*pattern)(
		const struct item *item, const struct pattern *pattern, void *context);
	int (*statement)(
		const struct item *item, const struct statement *statement, void *context);
	/* The notes of an item, a pattern or a statement, which stands at that line. */
	int (*notes)(const struct item *item, const struct notes *notes, int line,
		void *context);
	/* A branch of the item, before what is in it, and after that. */
	int (*branch)(const struct item *item, const struct branch *branch, void *context);
	int (*branch_end)(
		const struct item *item, const struct branch *branch, void *context);
};

/* Walk through all items in the order of the file. -1 when a visit has ended the walk. */
int expect_walk(
	const struct item *items, const struct expect_visitor *visitor, void *context);

/* The same of one item, and of what stands in its branches. */
int expect_walk_item(
	const struct item *item, const struct expect_visitor *visitor, void *context);

/*
 * Call `visit` for every part of every expression of the item itself, until it returns -1; what
 * stands in its branches is an item of its own.
 */
int item_parts(const struct item *item, expr_visitor *visit, void *context);

/* The same of a question: of its answer or its options, and of the sentence that answers. */
int ask_parts(const struct ask *ask, expr_visitor *visit, void *context);

/* Call `visit` for every piece of the item's lines that captures a name, until it returns -1. */
typedef int capture_visitor(const struct piece *piece, void *context);
int item_captures(const struct item *item, capture_visitor *visit, void *context);

/* Is `holds` true of some item, whichever branches are taken? */
typedef bool item_test(const struct item *item, const void *context);
bool expect_always_has(const struct item *items, item_test *holds, const void *context);

#endif
