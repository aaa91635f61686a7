/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_SPANS_H
#define VMLAB_EVIDENCE_SPANS_H

#include <stdbool.h>

#include "../base/number.h"
#include "../base/pool.h"

/*
 * Spans of addresses, none overlapping another, in ascending order. Whoever keeps something
 * about a span has a struct that begins with a struct span. To find, to put and to cut take
 * a time that grows with the logarithm of their count: it is a treap, a search tree that random
 * priorities keep in balance.
 */
struct span {
	number start;
	number end; /* the first address behind it */
	struct span *left;
	struct span *right;
	unsigned priority;
};

struct spans {
	struct pool *pool;
	size_t size; /* of the struct that begins with a struct span */
	struct span *root;
	unsigned seed;
};

/* Called for a span; `context` is the caller's. */
typedef void span_visitor(struct span *span, void *context);

/* Empty spans, of structs of that size. */
struct spans spans_new(struct pool *pool, size_t size);

/* The span that contains the address; NULL when none does. */
struct span *spans_find(const struct spans *spans, number address);

/* The span with the lowest end above the address; NULL when there is none. */
struct span *spans_from(const struct spans *spans, number address);

/*
 * Take out what lies in [start, end): a span on a border is split, and both halves have what it
 * had. `visit`, unless NULL, is called for each piece, in ascending order.
 */
void spans_cut(
	struct spans *spans, number start, number end, span_visitor *visit, void *context);

/* The same, but the pieces stay, and may be changed but for their ends; `visit` may be NULL. */
void spans_pieces(
	struct spans *spans, number start, number end, span_visitor *visit, void *context);

/* A new span, zeroed behind its struct span; nothing may lie there. */
struct span *spans_put(struct spans *spans, number start, number end);

/* Call `visit` for each span, in ascending order. */
void spans_walk(const struct spans *spans, span_visitor *visit, void *context);

/* A copy in which nothing is shared but what the structs point to. */
struct spans spans_copy(const struct spans *spans);

#endif
