/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "../evidence/space.h"
#include "../evidence/trace_call.h"
#include "help.h"

/* --- spans ---------------------------------------------------------------------------- */

enum { PLACES = 200, CHANGES = 3000 };

/* What lies at each place, as spans and as an array. */
struct twice {
	struct pool pool;
	struct spans spans;
	int at[PLACES]; /* the length of the span put there, 0: none */
	int seen;
};

static void look(struct span *span, void *context)
{
	struct twice *twice = context;

	for (number i = span->start; i < span->end; i++)
		cr_assert_neq(twice->at[i], 0, "at %d", (int)i);
	twice->seen += (int)(span->end - span->start);
}

static void hold(struct twice *twice)
{
	int there = 0;

	for (int i = 0; i < PLACES; i++) {
		there += twice->at[i] != 0;
		cr_assert_eq(spans_find(&twice->spans, i) != NULL, twice->at[i] != 0,
			"at %d", i);
	}
	twice->seen = 0;
	spans_walk(&twice->spans, look, twice);
	cr_assert_eq(twice->seen, there);
}

Test(space, spans_are_what_an_array_would_be)
{
	struct twice twice = {0};
	unsigned random = 7;

	twice.spans = spans_new(&twice.pool, sizeof(struct span));
	for (int i = 0; i < CHANGES; i++) {
		int start = (int)((random = random * 1103515245 + 12345) >> 16) % PLACES;
		int end = start + 1 +
			(int)((random = random * 1103515245 + 12345) >> 16) % 20;

		end = end < PLACES ? end : PLACES;
		spans_cut(&twice.spans, start, end, NULL, NULL);
		memset(twice.at + start, 0, (size_t)(end - start) * sizeof *twice.at);
		if (i % 3 == 0)
			continue;
		spans_put(&twice.spans, start, end);
		for (int at = start; at < end; at++)
			twice.at[at] = end - start;
		if (i % 50 == 0)
			hold(&twice);
	}
	hold(&twice);
	pool_free(&twice.pool);
}

/* --- calls ---------------------------------------------------------------------------- */

/* What the lines of a trace leave mapped, and what of it is in memory. */
struct replay {
	struct pool pool;
	struct space *space;
	const char *text;
};

static void add_area(struct span *span, void *context)
{
	struct replay *replay = context;
	const struct area *area = (const struct area *)span;

	replay->text = pool_printf(&replay->pool, "%s%llx-%llx %s%s%s; ", replay->text,
		(unsigned long long)span->start, (unsigned long long)span->end,
		area->access, *area->path ? " " : "", area->path);
}

static void call(struct replay *replay, const char *text)
{
	const struct line line = {.text = text, .length = strlen(text)};
	struct trace_call parsed;
	struct space_change change;

	replay->space->step++;
	cr_assert(trace_call_read(&line, &parsed), "%s", text);
	cr_assert(space_call(replay->space, &parsed, &change), "%s", text);
}

/* The touches are "touch 0x1000" among the calls. */
static void replays(const char *const *lines, const char *mapped, number resident)
{
	struct replay replay = {.text = ""};

	replay.space = space_new(&replay.pool, 4096);
	for (; *lines; lines++)
		if (text_starts(*lines, "touch "))
			space_touch(
				replay.space, strtoll(*lines + 6, NULL, 16), false, false);
		else
			call(&replay, *lines);
	spans_walk(&replay.space->areas, add_area, &replay);
	cr_expect_str_eq(replay.text, mapped);
	cr_expect_eq(replay.space->resident, resident * 4096, "in memory: %lld",
		(long long)replay.space->resident / 4096);
	pool_free(&replay.pool);
}

#define LINES(...) ((const char *const[]){__VA_ARGS__, NULL})
#define MAPPED                                                                             \
	"mmap(NULL, 16384, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = "     \
	"0x10000"

Test(space, a_call_changes_what_it_says)
{
	replays(LINES(MAPPED), "10000-14000 rw-p; ", 0);
	replays(LINES(MAPPED, "touch 10000", "touch 10fff", "touch 12000"),
		"10000-14000 rw-p; ", 2);
	replays(LINES(MAPPED, "touch 11000", "munmap(0x11000, 4096) = 0"),
		"10000-11000 rw-p; 12000-14000 rw-p; ", 0);
	replays(LINES(MAPPED, "munmap(0x11000, 1) = -1 EINVAL (Invalid argument)"),
		"10000-14000 rw-p; ", 0);
	replays(LINES(MAPPED, "touch 11000", "mprotect(0x11000, 4096, PROT_NONE) = 0"),
		"10000-11000 rw-p; 11000-12000 ---p; 12000-14000 rw-p; ", 1);
	replays(LINES(MAPPED, "touch 11000", "madvise(0x10000, 8192, MADV_DONTNEED) = 0"),
		"10000-14000 rw-p; ", 0);
	replays(LINES(MAPPED, "mlock(0x11000, 8192) = 0"), "10000-14000 rw-p; ", 2);
	replays(LINES("mmap(NULL, 8192, PROT_READ, MAP_SHARED|MAP_POPULATE, 3, 0) = "
		      "0x20000"),
		"20000-22000 r--s; ", 2);
}

Test(space, the_break_is_a_byte_and_the_heap_is_pages)
{
	replays(LINES("brk(NULL) = 0x5100", "brk(0x5200) = 0x5200"), "", 0);
	replays(LINES("brk(NULL) = 0x5100", "brk(0x7001) = 0x7001"),
		"6000-8000 rw-p [heap]; ", 0);
	replays(LINES("brk(NULL) = 0x5000", "brk(0x9000) = 0x9000", "touch 5000",
			"touch 8000", "brk(0x6000) = 0x6000"),
		"5000-6000 rw-p [heap]; ", 1);
}

Test(space, mremap_takes_the_pages_along)
{
	replays(LINES(MAPPED, "touch 10000", "touch 13000",
			"mremap(0x10000, 16384, 32768, MREMAP_MAYMOVE) = 0x40000"),
		"40000-48000 rw-p; ", 2);
	replays(LINES(MAPPED, "touch 10000", "touch 13000",
			"mremap(0x10000, 16384, 4096, 0) = 0x10000"),
		"10000-11000 rw-p; ", 1);
	replays(LINES(MAPPED, "mremap(0x10000, 16384, 20480, 0) = 0x10000"),
		"10000-14000 rw-p; 14000-15000 rw-p; ", 0);
}

/* --- faults --------------------------------------------------------------------------- */

Test(space, a_fault_says_what_it_was_about)
{
	struct replay replay = {.text = ""};
	struct space *child;
	struct mapped stack = {
		.start = 0x90000, .end = 0x92000, .access = "rw-p", .path = "[stack]"};

	replay.space = space_new(&replay.pool, 4096);
	call(&replay, MAPPED);
	call(&replay, "mprotect(0x13000, 4096, PROT_NONE) = 0");
	space_map(replay.space, &stack);
	cr_expect_eq(space_touch(replay.space, 0x10008, false, false), TOUCH_FIRST);
	cr_expect_eq(space_touch(replay.space, 0x10009, false, false), TOUCH_AGAIN);
	cr_expect_eq(space_touch(replay.space, 0x13000, false, false), TOUCH_REFUSED);
	cr_expect_eq(space_touch(replay.space, 0x11000, true, false), TOUCH_REFUSED);
	cr_expect_eq(space_touch(replay.space, 0x95000, false, false), TOUCH_NOWHERE);
	cr_expect_eq(space_touch(replay.space, 0x8f000, true, false), TOUCH_NOWHERE);
	cr_expect_eq(space_touch(replay.space, 0x8f000, false, false), TOUCH_FIRST);
	cr_expect_eq(space_area(replay.space, 0x90000)->span.start, 0x90000);
	cr_expect_str_eq(space_owner(space_area(replay.space, 0x8f000)), "[stack]");
	child = space_fork(replay.space);
	cr_expect_eq(space_touch(child, 0x10008, false, false), TOUCH_COPY);
	cr_expect_eq(space_touch(child, 0x10008, false, false), TOUCH_AGAIN);
	cr_expect_eq(space_touch(replay.space, 0x10008, false, false), TOUCH_COPY);
	pool_free(&replay.pool);
}

/* A page of a file that nobody has written is no page of the child's until it touches it. */
Test(space, a_child_has_only_what_was_written)
{
	struct replay replay = {.text = ""};
	const struct mapped file = {
		.start = 0x50000, .end = 0x52000, .access = "r-xp", .path = "/lib/x.so"};
	struct space *child;

	replay.space = space_new(&replay.pool, 4096);
	space_map(replay.space, &file);
	cr_expect_eq(space_touch(replay.space, 0x50000, false, false), TOUCH_FIRST);
	child = space_fork(replay.space);
	cr_expect_eq(child->resident, 0);
	cr_expect_eq(space_touch(child, 0x50000, false, false), TOUCH_FIRST);
	cr_expect_eq(space_touch(replay.space, 0x50000, false, false), TOUCH_AGAIN);
	pool_free(&replay.pool);
}

/* --- lines that are read -------------------------------------------------------------- */

Test(space, a_call_is_read_as_strace_prints_it)
{
	const char *text = "openat(3, \"a, \\\"(b\", O_RDONLY, {x=1, y=[2, 3]})  = 4";
	const struct line line = {.text = text, .length = strlen(text)};
	struct trace_call parsed;

	cr_assert(trace_call_read(&line, &parsed));
	cr_expect_eq(parsed.count, 4);
	cr_expect(trace_call_is(&parsed, "openat"));
	cr_expect(!trace_call_is(&parsed, "open"));
	cr_expect_eq(trace_call_number(&parsed, 0), 3);
	cr_expect(trace_call_has(&parsed, 3, "y=[2, 3]"));
	cr_expect_eq(trace_call_field(&parsed, "x="), 1);
	cr_expect(parsed.succeeded);
	cr_expect_eq(parsed.result, 4);
}
