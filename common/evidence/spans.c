/* SPDX-License-Identifier: MIT */
#include "spans.h"

#include <stdint.h>
#include <string.h>

struct spans spans_new(struct pool *pool, size_t size)
{
	return (struct spans){.pool = pool, .size = size, .seed = 1};
}

/* Any sequence that is not sorted will do: xorshift, George Marsaglia, 2003. */
static unsigned next_priority(struct spans *spans)
{
	uint32_t x = spans->seed;

	x ^= x << 13;
	x ^= x >> 17;
	x ^= x << 5;
	spans->seed = x;
	return x;
}

/* --- looking -------------------------------------------------------------------------- */

struct span *spans_from(const struct spans *spans, number address)
{
	struct span *found = NULL;

	for (struct span *at = spans->root; at;) {
		if (at->end > address) {
			found = at;
			at = at->left;
		} else {
			at = at->right;
		}
	}
	return found;
}

struct span *spans_find(const struct spans *spans, number address)
{
	struct span *found = spans_from(spans, address);

	return found && found->start <= address ? found : NULL;
}

static void walk(struct span *span, span_visitor *visit, void *context)
{
	if (!span || !visit)
		return;
	walk(span->left, visit, context);
	visit(span, context);
	walk(span->right, visit, context);
}

void spans_walk(const struct spans *spans, span_visitor *visit, void *context)
{
	walk(spans->root, visit, context);
}

/* --- changing ------------------------------------------------------------------------- */

static struct span *join(struct span *low, struct span *high)
{
	if (!low || !high)
		return low ? low : high;
	if (low->priority > high->priority) {
		low->right = join(low->right, high);
		return low;
	}
	high->left = join(low, high->left);
	return high;
}

/* The upper half of a span that the address cuts in two; the lower one stays where it is. */
static struct span *split_span(struct spans *spans, struct span *span, number address)
{
	struct span *upper = pool_alloc(spans->pool, spans->size);

	memcpy(upper, span, spans->size);
	upper->start = address;
	upper->left = upper->right = NULL;
	upper->priority = next_priority(spans);
	span->end = address;
	return upper;
}

/* Parts the tree at an address, where no span crosses it. */
static void part(struct span *span, number address, struct span **low, struct span **high)
{
	if (!span) {
		*low = *high = NULL;
	} else if (span->start >= address) {
		*high = span;
		part(span->left, address, low, &span->left);
	} else {
		*low = span;
		part(span->right, address, &span->right, high);
	}
}

static void insert(struct spans *spans, struct span *span)
{
	struct span *low;
	struct span *high;

	part(spans->root, span->start, &low, &high);
	spans->root = join(join(low, span), high);
}

static void split_at(struct spans *spans, number address)
{
	struct span *across = spans_find(spans, address);

	if (across && across->start < address)
		insert(spans, split_span(spans, across, address));
}

/* The tree in three: what lies below a range, in it, and above it. */
struct parts {
	struct span *low;
	struct span *middle;
	struct span *high;
};

/* Visits what lies in [start, end); false, with nothing done, where that is empty. */
static bool visit_out(struct spans *spans, number start, number end, span_visitor *visit,
	void *context, struct parts *parts)
{
	if (start >= end)
		return false;
	split_at(spans, start);
	split_at(spans, end);
	part(spans->root, start, &parts->low, &parts->middle);
	part(parts->middle, end, &parts->middle, &parts->high);
	walk(parts->middle, visit, context);
	return true;
}

void spans_cut(
	struct spans *spans, number start, number end, span_visitor *visit, void *context)
{
	struct parts parts;

	if (visit_out(spans, start, end, visit, context, &parts))
		spans->root = join(parts.low, parts.high);
}

void spans_pieces(
	struct spans *spans, number start, number end, span_visitor *visit, void *context)
{
	struct parts parts;

	if (visit_out(spans, start, end, visit, context, &parts))
		spans->root = join(join(parts.low, parts.middle), parts.high);
}

struct span *spans_put(struct spans *spans, number start, number end)
{
	struct span *span = pool_alloc(spans->pool, spans->size);

	span->start = start;
	span->end = end;
	span->priority = next_priority(spans);
	insert(spans, span);
	return span;
}

static struct span *copy(struct spans *spans, const struct span *span)
{
	struct span *new;

	if (!span)
		return NULL;
	new = pool_alloc(spans->pool, spans->size);
	memcpy(new, span, spans->size);
	new->left = copy(spans, span->left);
	new->right = copy(spans, span->right);
	return new;
}

struct spans spans_copy(const struct spans *spans)
{
	struct spans new = *spans;

	new.root = copy(&new, spans->root);
	return new;
}
