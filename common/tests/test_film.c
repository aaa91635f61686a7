/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "../base/file.h"
#include "../evidence/film_state.h"
#include "../examine/bundle.h"
#include "help.h"

/* --- beside the kernel's own map ------------------------------------------------------ */

/* The film of a run that was recorded. */
static void film_of(struct pool *pool, const char *folder, const struct record *record,
	struct film *film)
{
	struct film_evidence evidence = {
		.pid = record->pid, .faults = record->fault_log, .page_size = 4096};
	const char *path =
		pool_printf(pool, "%s%s", folder, strrchr(record->log_file, '/'));
	struct err err;

	cr_assert_eq(file_read(pool, path, &evidence.log, &err), 0, "%s", err.message);
	cr_assert_eq(film_make(pool, &evidence, film, &err), 0, "%s", err.message);
}

/* The last step that lies before a pause. */
static int step_of(const struct film *film, const struct pause *pause)
{
	int step = 0;

	for (int i = 0; i < film->count; i++) {
		const struct film_event *event = &film->events[i];

		if (event->line ? event->line <= pause->log_lines
				: event->time <= pause->time)
			step = i;
	}
	return step;
}

/* A map as bytes with their access, so that it does not matter how it is cut. */
static const char *bytes_of(struct pool *pool, const struct maps *maps)
{
	const char *text = "";
	number end = 0;
	const char *access = "";

	for (int i = 0; i < maps->count; i++) {
		const struct mapping *at = &maps->at[i];

		if (strcmp(at->path, "[vsyscall]") == 0)
			continue;
		if (at->start != end || strcmp(at->perms, access) != 0)
			text = pool_printf(pool, "%s-%llx\n%llx %s ", text,
				(unsigned long long)end, (unsigned long long)at->start,
				at->perms);
		end = at->end;
		access = at->perms;
	}
	return pool_printf(pool, "%s-%llx\n", text, (unsigned long long)end);
}

/*
 * The bytes in memory that no file has: each page of them has come by a fault, but for the one or
 * two that strace has read first.
 */
enum { READ_BY_STRACE = 2 * 4096 };

static number resident_of(const struct maps *maps, const char *name)
{
	number sum = 0;
	number rss;

	for (int i = 0; i < maps->count; i++)
		if (strcmp(maps->at[i].path, name) == 0 &&
			mapping_field(&maps->at[i], "Rss", &rss))
			sum += rss;
	return sum;
}

static void compare_resident(const struct maps *kernel, const struct maps *film,
	const struct record *record, int pause)
{
	static const char *const names[] = {"[heap]", "[stack]", ""};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		number told = resident_of(kernel, names[i]);
		number replayed = resident_of(film, names[i]);

		cr_expect(replayed <= told && told - replayed <= READ_BY_STRACE,
			"%s, pause %d: %lld of \"%s\", but %lld", record->log_file, pause,
			(long long)told, names[i], (long long)replayed);
	}
}

/* How many of the pauses have the map that the film has. */
static int compare_pauses(
	struct pool *pool, const char *folder, const struct record *record, int *count)
{
	struct film film;
	int same = 0;

	if (!record->fault_log || record->pause_count == 0)
		return 0;
	film_of(pool, folder, record, &film);
	for (int i = 0; i < record->pause_count; i++) {
		const struct pause *pause = &record->pauses[i];
		int step = step_of(&film, pause);
		struct maps maps;
		const char *kernel;
		const char *replayed;

		if (pause->lack.reason || pause->child)
			continue;
		film_maps(pool, &film, 0, step, &maps);
		kernel = bytes_of(pool, &pause->maps);
		replayed = bytes_of(pool, &maps);
		++*count;
		compare_resident(&pause->maps, &maps, record, i + 1);
		same += strcmp(kernel, replayed) == 0;
		cr_expect_str_eq(kernel, replayed, "%s, pause %d, step %d of %d",
			record->log_file, i + 1, step, film.count);
	}
	return same;
}

Test(film, the_space_is_the_kernels_at_every_pause)
{
	static const char *const labs[] = {"01-sbrk-growth", "05-alloca", "06-mmap",
		"07-pthread-stacks", "09-maps-pause-points", "11-heap-reuse-and-trim",
		"18-main-stack"};
	char *project = temp_make();
	struct ran ran = sh("cp -r labs expected '%s' && \"$VMLAB\" check --root '%s' "
			    "1 5 6 7 9 11 18",
		project, project);
	int count = 0;
	int same = 0;

	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	ran_free(&ran);
	for (size_t i = 0; i < sizeof labs / sizeof *labs; i++) {
		struct pool pool = {0};
		const char *folder =
			pool_printf(&pool, "%s/build/runs/%.2s", project, labs[i]);
		struct examination examination;
		struct machine machine;
		struct versions versions;
		struct err err;

		cr_assert_eq(
			bundle_read(&pool, folder, &examination, &machine, &versions, &err),
			0, "%s", err.message);
		for (int at = 0; at < examination.evidence.performed_count; at++)
			same += compare_pauses(&pool, folder,
				examination.evidence.performed[at].record, &count);
		pool_free(&pool);
	}
	cr_log_info("pauses compared: %d, equal: %d", count, same);
	cr_expect_gt(count, 40);
	cr_expect_eq(same, count);
	temp_drop(project);
}
