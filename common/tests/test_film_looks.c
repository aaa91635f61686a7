/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "../evidence/film_state.h"
#include "../report/film_words.h"
#include "filming.h"

/* Films whose pages are known from looks, and not from faults. */

static const char trace[] =
	"10 execve(\"./a\", [\"./a\"], 0x7ffe00000000 /* 9 vars */) = 0\n"
	"10 mmap(NULL, 16384, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = "
	"0x7f0000000000\n"
	"10 brk(NULL) = 0x5000000\n"
	"10 munmap(0x7f0000000000, 8192) = 0\n"
	"10 exit_group(0) = ?\n"
	"10 +++ exited with 0 +++\n";

static const number stamps[] = {1000, 1100, 1200, 1300, 1400, 1500};

#define MAPPED "7f0000000000-7f0000004000 rw-p 00000000 00:00 0 \n"
#define HALF   "7f0000002000-7f0000004000 rw-p 00000000 00:00 0 \n"
#define GUARD  "7f0000008000-7f0000009000 ---p 00000000 00:00 0 \n"

static const number base = 0x7f0000000000;

/* A look that saw these pages of the mapping; they are counted from its first one. */
static struct page_look *look(struct pool *pool, number time, const char *map, int from,
	int to, struct page_look *next)
{
	struct page_look *made = pool_alloc(pool, sizeof *made);

	*made = (struct page_look){
		.pid = 10,
		.tid = 10,
		.time = time,
		.map = {pool_copy(pool, map, strlen(map)), strlen(map)},
		.at = pool_alloc(pool, sizeof *made->at),
		.count = from < to,
		.next = next,
	};
	made->at[0] = (struct pages_seen){base + from * 4096, base + to * 4096};
	return made;
}

static void make(struct pool *pool, const struct page_look *looks, struct film *film)
{
	const struct film_evidence evidence = {
		.log = {pool_copy(pool, trace, strlen(trace)), strlen(trace)},
		.pid = 10,
		.stamps = stamps,
		.looks = looks,
		.page_size = 4096,
	};
	struct err err;

	cr_assert_eq(film_make(pool, &evidence, film, &err), 0, "%s", err.message);
}

/* The film of a log, each line of which began a microsecond after the one before. */
static void make_of(struct pool *pool, const char *log, const struct page_look *looks,
	struct film *film)
{
	static const number times[] = {1000, 1100, 1200, 1300, 1400, 1500, 1600};
	const struct film_evidence evidence = {
		.log = {pool_copy(pool, log, strlen(log)), strlen(log)},
		.pid = 10,
		.stamps = times,
		.looks = looks,
		.page_size = 4096,
	};
	struct err err;

	cr_assert_eq(film_make(pool, &evidence, film, &err), 0, "%s", err.message);
}

/* A line for each event: its letter, how many pages have come and gone, how many there are. */
static const char *told(struct pool *pool, const struct film *film)
{
	const char *text = "";

	for (int i = 0; i < film->count; i++) {
		const struct film_event *event = &film->events[i];

		text = pool_printf(pool, "%s%c +%d -%d =%d\n", text, film_letter(event),
			(int)event->come / 4096, (int)event->gone / 4096,
			(int)event->resident / 4096);
	}
	return text;
}

/* Each look was made in a call that had begun, and shows what was before that call. */
Test(film_looks, stand_before_the_call_that_was_held)
{
	struct pool pool = {0};
	struct film film;

	make(&pool,
		look(&pool, 110, "", 0, 0,
			look(&pool, 210, MAPPED, 1, 3,
				look(&pool, 310, MAPPED, 0, 3,
					look(&pool, 410, HALF GUARD, 2, 4, NULL)))),
		&film);
	cr_expect_str_eq(told(&pool, &film),
		"C +0 -0 =0\n" /* execve */
		"C +0 -0 =0\n" /* mmap */
		"L +2 -0 =2\n"
		"C +0 -0 =2\n" /* brk */
		"L +1 -0 =3\n"
		"C +0 -0 =1\n" /* munmap of two of them */
		"L +1 -0 =2\n"
		"L +0 -0 =2\n" /* the guard, which no call has mapped */
		"E +0 -0 =0\n");
	cr_expect_eq(film.looks, 4);
	for (int i = 1; i < film.count; i++)
		cr_expect_geq(film.events[i].time, film.events[i - 1].time, "event %d", i);
	cr_expect_eq(film.events[2].start, base + 4096);
	cr_expect_eq(film.events[2].end, base + 3 * 4096);
	cr_expect_eq(film.events[4].end, base + 4096);
	pool_free(&pool);
}

Test(film_looks, show_that_a_page_has_gone)
{
	struct pool pool = {0};
	struct film film;

	make(&pool, look(&pool, 210, MAPPED, 0, 4, look(&pool, 310, MAPPED, 0, 1, NULL)),
		&film);
	cr_expect_str_eq(told(&pool, &film),
		"C +0 -0 =0\nC +0 -0 =0\nL +4 -0 =4\nC +0 -0 =4\nL +0 -3 =1\nC +0 -0 =0\n"
		"E +0 -0 =0\n");
	pool_free(&pool);
}

/* One before the execve is of another program, and one that shows nothing new is no event. */
Test(film_looks, without_anything_new_are_no_events)
{
	struct pool pool = {0};
	struct film film;

	make(&pool,
		look(&pool, -50, MAPPED, 0, 4,
			look(&pool, 50, MAPPED, 0, 4,
				look(&pool, 210, MAPPED, 0, 1,
					look(&pool, 310, MAPPED, 0, 1, NULL)))),
		&film);
	cr_expect_str_eq(told(&pool, &film),
		"C +0 -0 =0\nC +0 -0 =0\nL +1 -0 =1\nC +0 -0 =1\nC +0 -0 =0\nE +0 -0 =0\n");
	cr_expect_eq(film.looks, 2);
	pool_free(&pool);
}

Test(film_looks, are_marked_and_told_as_what_they_are)
{
	struct pool pool = {0};
	struct film film;
	const char *page;
	const char *text;

	make(&pool, look(&pool, 210, MAPPED, 1, 3, NULL), &film);
	page = filming_told(&pool, &film, film_html);
	text = filming_told(&pool, &film, film_text);
	cr_expect(strstr(text, "Looks: 1. "), "%s", text);
	cr_expect(strstr(text, "L anonymous           pages: 2 "), "%s", text);
	cr_expect(strstr(page, "Looks: 1. "));
	cr_expect(strstr(page, ">L</text>"), "a page is not marked as seen at a look");
	cr_expect(!strstr(page, ">F</text>"));
	pool_free(&pool);
}

#define BEGUN                                                                              \
	"10 execve(\"./a\", [\"./a\"], 0x7ffe00000000 /* 9 vars */) = 0\n"                 \
	"10 mmap(NULL, 16384, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = "  \
	"0x7f0000000000\n"

/* What has been written is the child's from the fork on, and no look has to find it. */
Test(film_looks, hand_pages_on_to_a_child)
{
	static const char forked[] =
		BEGUN "10 clone(child_stack=NULL, flags=SIGCHLD) = 11\n"
		      "11 brk(NULL) = 0x5000000\n"
		      "11 +++ exited with 0 +++\n"
		      "10 +++ exited with 0 +++\n";
	struct pool pool = {0};
	struct film film;
	struct page_look *child = look(&pool, 310, MAPPED, 0, 4, NULL);

	child->pid = child->tid = 11;
	make_of(&pool, forked, look(&pool, 210, MAPPED, 0, 3, child), &film);
	cr_expect_str_eq(told(&pool, &film),
		"C +0 -0 =0\nC +0 -0 =0\nL +3 -0 =3\nC +0 -0 =3\n"
		"L +1 -0 =4\n" /* one page more than the child has had */
		"C +0 -0 =4\nE +0 -0 =0\nE +0 -0 =0\n");
	pool_free(&pool);
}

/* Whichever thread does something is told, also where the line is too long for it. */
Test(film_looks, are_told_with_their_thread)
{
	static const char threads[] =
		BEGUN "10 clone3({flags=CLONE_VM|CLONE_THREAD}, 88) = 12\n"
		      "12 mmap(NULL, 8392704, PROT_READ|PROT_WRITE, "
		      "MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7e0000000000\n"
		      "12 +++ exited with 0 +++\n"
		      "10 +++ exited with 0 +++\n";
	struct pool pool = {0};
	struct film film;
	const char *text;

	make_of(&pool, threads, NULL, &film);
	text = filming_told(&pool, &film, film_text);
	cr_expect(strstr(text, "0x7e0000000000, thread 12\n"), "%s", text);
	cr_expect(strstr(text, "E +++ exited with 0 +++, thread 12\n"), "%s", text);
	cr_expect(strstr(text, "E +++ exited with 0 +++\n"), "%s", text);
	pool_free(&pool);
}
