/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "../base/file.h"
#include "../evidence/film_plan.h"
#include "../evidence/film_state.h"
#include "../examine/bundle.h"
#include "../report/film_data.h"
#include "filming.h"
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
 * two that strace has read or an execve has written first.
 */
enum { NOT_BY_FAULT = 2 * 4096 };

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

		cr_expect(replayed <= told && told - replayed <= NOT_BY_FAULT,
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

/* --- a recorded run ------------------------------------------------------------------- */

Test(film, a_child_has_a_lane_and_its_first_write_is_a_copy)
{
	struct pool pool = {0};
	struct film film;

	filming_recorded(&pool, &film);
	cr_assert_eq(film.lane_count, 2);
	cr_expect_eq(film.lanes[1].pid, 1054);
	cr_expect_eq(film.lanes[1].parent, 0);
	cr_expect_eq(film.startup, 29);
	cr_expect_str_eq(filming_events(&pool, &film, 31, film.count - 1),
		"p1 C mmap\n"
		"p1 F anonymous 2/4\n"
		"p1 F anonymous 1/4\n"
		"p1 O write\n"
		"p1 C clone\n"
		"p2 W [heap] 1/34\n"
		"p1 W [heap] 1/34\n"
		"p1 W [stack] 33/33\n"
		"p2 F forked 49/175\n"
		"p2 F forked 48/175\n"
		"p2 W forked 174/175\n"
		"p2 W forked 168/175\n"
		"p2 W [stack] 33/33\n"
		"p2 F forked 2/175\n"
		"p2 W anonymous 1/4\n"
		"p2 E +++\n"
		"p1 S ---\n"
		"p1 C mprotect\n"
		"p1 C madvise\n"
		"p1 C munmap\n"
		"p1 O write\n"
		"p1 X anonymous 1/4\n"
		"p1 S ---\n"
		"p1 E +++\n");
	pool_free(&pool);
}

/* The map and the Rss of the four pages, at three moments. */
static const char *four_pages(struct pool *pool, const struct film *film, int step)
{
	const char *text = "";
	struct maps maps;

	film_maps(pool, film, 0, step, &maps);
	for (int i = 0; i < maps.count; i++) {
		const struct mapping *at = &maps.at[i];
		number rss;

		if (at->start >= 0x7ffff7ff3000 && at->end <= 0x7ffff7ff7000 &&
			mapping_field(at, "Rss", &rss))
			text = pool_printf(pool, "%s%llx %s %d; ", text,
				(unsigned long long)(at->start & 0xffff), at->perms,
				(int)rss / 4096);
	}
	return text;
}

Test(film, each_step_can_be_seen_again)
{
	struct pool pool = {0};
	struct film film;

	filming_recorded(&pool, &film);
	cr_expect_str_eq(four_pages(&pool, &film, 30), "");
	cr_expect_str_eq(four_pages(&pool, &film, 31), "3000 rw-p 0; ");
	cr_expect_str_eq(four_pages(&pool, &film, 33), "3000 rw-p 2; ");
	cr_expect_str_eq(four_pages(&pool, &film, 48), "3000 r--p 1; 4000 rw-p 1; ");
	cr_expect_str_eq(four_pages(&pool, &film, 49), "3000 r--p 1; 4000 rw-p 0; ");
	cr_expect_str_eq(
		four_pages(&pool, &film, 50), "3000 r--p 1; 4000 rw-p 0; 6000 rw-p 0; ");
	cr_expect_str_eq(four_pages(&pool, &film, film.count - 1), "");
	pool_free(&pool);
}

Test(film, what_says_the_same_is_one_step)
{
	struct pool pool = {0};
	struct film film;
	struct film_steps steps;
	int next = 0;

	filming_recorded(&pool, &film);
	steps = film_fold(&pool, &film, 0);
	cr_expect_eq(steps.at[0].kind, STEP_STARTUP);
	cr_expect_eq(steps.folded, 29);
	for (int i = 0; i < steps.count; i++) {
		cr_expect_eq(steps.at[i].first, next);
		next = steps.at[i].last + 1;
	}
	cr_expect_eq(next, film.count);
	steps = film_fold(&pool, &film, 5);
	cr_expect_leq(steps.count, 6);
	cr_expect_eq(steps.at[steps.count - 1].last, film.count - 1);
	pool_free(&pool);
}

/* --- as text -------------------------------------------------------------------------- */

static void hold_columns(struct pool *pool, const char *text)
{
	struct lines lines = text_lines(pool, text, strlen(text));

	for (int i = 0; i < lines.count; i++)
		cr_expect_leq(text_columns(lines.at[i].text), 80, "%s", lines.at[i].text);
}

Test(film, a_line_of_text_tells_an_event_in_80_columns)
{
	struct pool pool = {0};
	struct film film;
	const char *text;

	filming_recorded(&pool, &film);
	text = filming_told(&pool, &film, film_text);
	hold_columns(&pool, text);
	cr_expect(has(text, "  1-29   The start"), "%s", text);
	cr_expect(has(text, "    35 p1   O prints before\\n\n"), "%s", text);
	cr_expect(has(text, "    46 p2   W anonymous           page 1 of 4"), "%s", text);
	cr_expect(has(text, "p2 is process 1054, forked, from event 36 on."), "%s", text);
	cr_expect(has(text, "S --- SIGSEGV {si_code=SEGV_ACCERR, si_addr=0x"), "%s", text);
	cr_expect(!has(text, "si_signo"), "%s", text);
	pool_free(&pool);
}

static void tell_changes(const struct face *face, const struct film_view *view)
{
	film_text_at(face, view, 32, 53);
}

Test(film, pages_are_characters_that_say_what_has_become_of_them)
{
	struct pool pool = {0};
	struct film film;
	const char *text;

	filming_recorded(&pool, &film);
	text = filming_told(&pool, &film, tell_changes);
	hold_columns(&pool, text);
	cr_expect(has(text, "7ffff7ff3000  anonymous, pages: 4\n    F.x.\n"), "%s", text);
	cr_expect(has(text, "- 7ffff7ff5000-7ffff7ff6000"), "%s", text);
	cr_expect(has(text, "Until then: page faults: "), "%s", text);
	pool_free(&pool);
}

static void tell_end(const struct face *face, const struct film_view *view)
{
	film_text_at(face, view, 44, 53);
}

Test(film, a_process_that_has_ended_has_no_table)
{
	struct pool pool = {0};
	struct film film;
	const char *text;

	filming_recorded(&pool, &film);
	text = filming_told(&pool, &film, tell_end);
	cr_expect(has(text, "Mappings: 0."), "%s", text);
	cr_expect(!has(text, "name\n\n"), "a table has no row: %s", text);
	pool_free(&pool);
}

/* --- as data -------------------------------------------------------------------------- */

static void tell_json(const struct face *face, const struct film_view *view)
{
	cr_assert(film_json(face, view));
}

static void tell_trace_event(const struct face *face, const struct film_view *view)
{
	cr_assert(film_trace_event(face, view));
}

static json_t *parsed(const char *text)
{
	json_error_t error;
	json_t *root = json_loads(text, 0, &error);

	cr_assert(root, "%s at line %d", error.text, error.line);
	return root;
}

/* What lives at an event according to the lists, for comparison with what the event says. */
static json_int_t resident_at(const json_t *root, json_int_t event, json_int_t process)
{
	json_int_t sum = 0;
	const json_t *page;
	size_t i;

	json_array_foreach(json_object_get(root, "pages"), i, page)
	{
		const json_t *to = json_object_get(page, "to");

		if (json_integer_value(json_object_get(page, "process")) != process ||
			json_integer_value(json_object_get(page, "from")) > event ||
			(json_is_integer(to) && json_integer_value(to) <= event))
			continue;
		sum += strtoll(json_string_value(json_object_get(page, "end")), NULL, 0) -
			strtoll(json_string_value(json_object_get(page, "start")), NULL, 0);
	}
	return sum;
}

Test(film, json_has_every_event_and_its_lists_agree_with_them)
{
	struct pool pool = {0};
	struct film film;
	json_t *root;
	const json_t *event;
	size_t i;

	filming_recorded(&pool, &film);
	root = parsed(filming_told(&pool, &film, tell_json));
	cr_expect_eq(json_array_size(json_object_get(root, "events")), (size_t)film.count);
	json_array_foreach(json_object_get(root, "events"), i, event)
	{
		json_int_t at = json_integer_value(json_object_get(event, "event"));
		json_int_t process = json_integer_value(json_object_get(event, "process"));

		cr_expect_eq(at, (json_int_t)i + 1);
		cr_expect_eq(resident_at(root, at, process),
			json_integer_value(json_object_get(event, "resident")), "event %d",
			(int)at);
	}
	json_decref(root);
	pool_free(&pool);
}

/* The Trace Event Format: a time goes on, a track has a name, and a counter is a number. */
static void hold_track(const json_t *names, const json_t *event)
{
	const json_t *args = json_object_get(event, "args");
	const json_t *pid = json_object_get(event, "pid");
	const json_t *tid = json_object_get(event, "tid");
	char track[64];

	cr_expect(json_is_integer(pid) && json_is_integer(tid) && json_is_object(args));
	snprintf(track, sizeof track, "%d/%d", (int)json_integer_value(pid),
		(int)json_integer_value(tid));
	cr_expect(json_object_get(names, track), "%s has no name", track);
	if (strcmp(json_string_value(json_object_get(event, "ph")), "C") == 0)
		cr_expect(json_is_number(json_object_get(args, "value")));
	else
		cr_expect_str_eq(json_string_value(json_object_get(event, "s")), "t");
}

/* Of a process its name stands before those of its tracks. */
static void note_name(json_t *names, const json_t *event)
{
	const char *what = json_string_value(json_object_get(event, "name"));
	const json_t *name = json_object_get(json_object_get(event, "args"), "name");
	int pid = (int)json_integer_value(json_object_get(event, "pid"));
	int tid = (int)json_integer_value(json_object_get(event, "tid"));
	bool is_process = strcmp(what, "process_name") == 0;
	char track[64];

	snprintf(track, sizeof track, is_process ? "%d" : "%d/%d", pid, tid);
	cr_expect(is_process || strcmp(what, "thread_name") == 0, "%s", what);
	cr_expect_not(json_object_get(names, track), "%s has two names", track);
	cr_expect(json_is_string(name) && *json_string_value(name));
	json_object_set_new(names, track, json_true());
	snprintf(track, sizeof track, "%d", pid);
	cr_expect(json_object_get(names, track), "process %d has no name", pid);
}

Test(film, a_trace_keeps_the_rules_of_its_format)
{
	struct pool pool = {0};
	struct film film;
	json_t *names = json_object();
	json_t *root;
	const json_t *event;
	double last = 0;
	size_t i;

	filming_recorded(&pool, &film);
	root = parsed(filming_told(&pool, &film, tell_trace_event));
	json_array_foreach(json_object_get(root, "traceEvents"), i, event)
	{
		const char *phase = json_string_value(json_object_get(event, "ph"));
		const json_t *time = json_object_get(event, "ts");

		cr_assert(phase && strlen(phase) == 1 && strchr("MiC", *phase));
		if (*phase == 'M') {
			note_name(names, event);
			continue;
		}
		hold_track(names, event);
		cr_expect(json_is_number(time) && json_number_value(time) >= last);
		last = json_number_value(time);
	}
	cr_expect_gt(json_object_size(names), 10);
	json_decref(root);
	json_decref(names);
	pool_free(&pool);
}

/* Faults that are not all seen are not told as all, and what is not known is not told as none. */
Test(film, claims_no_number_that_is_not_known)
{
	static filming_face *const faces[] = {
		film_text, film_html, tell_changes, tell_trace_event};
	struct pool pool = {0};
	struct film film;

	filming_recorded(&pool, &film);
	for (size_t i = 0; i < sizeof faces / sizeof *faces; i++) {
		const char *text;

		film.user_only = true;
		film.unlisted = false;
		text = filming_told(&pool, &film, faces[i]);
		cr_expect(has(text, "page faults in user mode"), "%s", text);
		cr_expect(!has(text, "page faults: ") && !has(text, "\"page faults\""));
		film.unlisted = true;
		text = filming_told(&pool, &film, faces[i]);
		cr_expect(!has(text, "page faults in user mode"), "%s", text);
		cr_expect(!has(text, "n memory then") && !has(text, "<small>in memory"));
		cr_expect(!has(text, "pages in memory\"") && !has(text, "<polyline"));
	}
	pool_free(&pool);
}

Test(film, a_trace_has_a_track_for_each_region_and_two_counters)
{
	struct pool pool = {0};
	struct film film;
	json_t *root;
	const json_t *event;
	int tracks = 0;
	int instants = 0;
	double last = 0;
	json_int_t faults = 0;
	size_t i;

	filming_recorded(&pool, &film);
	root = parsed(filming_told(&pool, &film, tell_trace_event));
	json_array_foreach(json_object_get(root, "traceEvents"), i, event)
	{
		const char *phase = json_string_value(json_object_get(event, "ph"));
		const char *name = json_string_value(json_object_get(event, "name"));
		double time = json_number_value(json_object_get(event, "ts"));

		tracks += strcmp(name, "thread_name") == 0;
		instants += strcmp(phase, "i") == 0;
		cr_expect(*phase == 'M' || time >= last);
		last = *phase == 'M' ? last : time;
		if (strcmp(name, "page faults") == 0)
			faults = json_integer_value(
				json_object_get(json_object_get(event, "args"), "value"));
	}
	cr_expect_eq(tracks, film.region_count + film.lane_count);
	cr_expect_eq(instants, film.count);
	cr_expect_eq(faults, film.events[film.count - 1].faults);
	json_decref(root);
	pool_free(&pool);
}

/* Each member of an object, and of what is in it, stands in the page between backquotes. */
static void hold_members(const json_t *value, const char *page)
{
	const char *name;
	json_t *member;
	size_t i;

	json_array_foreach((json_t *)value, i, member) hold_members(member, page);
	json_object_foreach((json_t *)value, name, member)
	{
		char quoted[64];

		snprintf(quoted, sizeof quoted, "`%s`", name);
		cr_expect(has(page, quoted), "docs/film.md does not tell of %s", quoted);
		hold_members(member, page);
	}
}

Test(film, json_has_no_member_that_its_page_does_not_tell_of)
{
	struct pool pool = {0};
	struct film film;
	struct bytes page;
	struct err err;
	json_t *root;

	filming_recorded(&pool, &film);
	cr_assert_eq(file_read(&pool, "docs/film.md", &page, &err), 0);
	root = parsed(filming_told(&pool, &film, tell_json));
	hold_members(root, page.data);
	json_decref(root);
	pool_free(&pool);
}

/* --- as a page ------------------------------------------------------------------------ */

Test(film, a_page_needs_no_other_file_and_each_choice_has_its_rule)
{
	struct pool pool = {0};
	struct film film;
	const char *page;

	filming_recorded(&pool, &film);
	page = filming_told(&pool, &film, film_html);
	cr_expect(!has(page, "http"), "it refers to another place");
	cr_expect(!has(page, "src="));
	cr_expect(!has(page, "<link"));
	cr_expect_eq(count_of(page, "<input type=radio name=t "),
		count_of(page, ":checked)~.shown{--t:"));
	cr_expect_eq(count_of(page, "name=t id=t0>"), 1, "the start can be opened");
	cr_expect(has(page, "<section class=lane><h3>p2 is process 1054, forked"));
	pool_free(&pool);
}

/* A hundred times as many events make no page that is too large. */
Test(film, a_page_has_an_end_however_many_events_there_are)
{
	static const struct film_room room = {20, 40, 3};
	struct pool pool = {0};
	struct film film;
	struct film_plan plan;
	int points = 0;

	filming_recorded(&pool, &film);
	plan = film_plan(&pool, &film, &room);
	for (int i = 0; i < plan.steps.count; i++)
		points += 1 +
			(plan.opened[i] ? plan.steps.at[i].last - plan.steps.at[i].first + 1
					: 0);
	cr_expect_leq(plan.steps.count, 21);
	cr_expect_leq(points, 40);
	cr_expect_eq(plan.drawn_regions, 3);
	cr_expect_gt(plan.unopened, 0);
	pool_free(&pool);
}

/* --- the command ---------------------------------------------------------------------- */

static const char program[] = "#include <stdio.h>\n#include <sys/mman.h>\n"
			      "int main(void)\n{\n"
			      "\tchar *p = mmap(NULL, 64 * 4096, PROT_READ | PROT_WRITE,\n"
			      "\t\tMAP_PRIVATE | MAP_ANONYMOUS, -1, 0);\n"
			      "\tputs(\"begins\");\n"
			      "\tfor (int i = 0; i < 40; i++)\n"
			      "\t\tp[i * 4096] = 1;\n"
			      "\tmunmap(p, 64 * 4096);\n}\n";

static struct ran filmed(const char *words)
{
	char *folder =
		sample_project("int main(void)\n{\n}\n", "lab T\nrun sample\nexit: 0\n");
	struct ran ran;

	put_file(folder, "mine.c", "%s", program);
	ran = sh("cd '%s' && $VMLAB film --root . %s", folder, words);
	temp_drop(folder);
	return ran;
}

static void films(const char *words, int status, const char *part)
{
	struct ran ran = filmed(words);

	cr_expect_eq(ran.status, status, "%s: exit %d\n%s%s", words, ran.status, ran.out,
		ran.err);
	cr_expect(has(status ? ran.err : ran.out, part), "%s lacks \"%s\":\n%s%s", words,
		part, ran.out, ran.err);
	ran_free(&ran);
}

Test(film, the_command_tells_a_run_of_any_program)
{
	films("--text mine.c", 0, "O prints begins\\n");
	films("--text mine.c", 0, "pages: 40");
	films("--text --all mine.c", 0, "main");
	films("--at 1 mine.c", 0, "Event 1 of ");
	films("--at 1..9 mine.c", 0, "What has changed from event 1 to event 9 of ");
	films("--at 9..1 mine.c", 2, "--at takes the number of an event");
	films("--at 100000 mine.c", 2, "--at takes the number of an event");
	films("--json mine.c", 0, "\"schema\":1");
	films("--trace-event mine.c", 0, "\"traceEvents\":[");
	films("mine.c && grep -c '<!doctype html>' build/films/mine/mine.html", 0, "1\n");
	films("--html here.html mine.c && grep -o 'lang=\"en\"' here.html", 0,
		"lang=\"en\"");
	films("--html /nowhere/x.html mine.c", 99, "/nowhere/x.html");
	films("missing.c", 2, "missing.c");
}

/* The lab of the sample project is one that ends by itself; mine.c stands in its place. */
Test(film, the_command_tells_a_run_of_a_lab)
{
	films("--lab 1 --text", 0, "E +++ exited with 0 +++");
	films("--lab 1 --text --program mine.c", 0, "O prints begins\\n");
	films("--lab 1 && grep -c '<!doctype html>' build/films/01/sample.html", 0, "1\n");
	films("--lab 1 mine.c", 2, "and not both");
	films("--lab 7", 2, "There is no lab 7.");
	films("--lab 1 --program missing.c", 2, "missing.c");
}

/* What the command says where some system calls are refused. */
static struct ran filmed_without(const char *refused, const char *words, const char *source)
{
	char *tools = refuse_make();
	char *folder =
		sample_project("int main(void)\n{\n}\n", "lab T\nrun sample\nexit: 0\n");
	struct ran ran;

	put_file(folder, "mine.c", "%s", source);
	ran = sh("cd '%s' && " REFUSE "%s -- \"$VMLAB\" film --root . %s mine.c", folder,
		tools, refused, words);
	temp_drop(folder);
	temp_drop(tools);
	return ran;
}

/* Where faults may not be seen, there are looks and the remedy; without a trace nothing. */
Test(film, what_this_machine_refuses_is_told)
{
	struct ran ran = filmed_without("perf_event_open=EACCES", "--text", program);

	cr_expect_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	cr_expect(has(ran.out, "The film has no page faults, because"), "%s", ran.out);
	cr_expect(has(ran.out, "perf_event_paranoid"), "%s", ran.out);
	cr_expect(has(ran.out, "L anonymous           pages: 40         seen at a look\n"),
		"%s", ran.out);
	cr_expect(!has(ran.out, " F "), "%s", ran.out);
	cr_expect(has(unwrapped(ran.out), "it has looks at each process"), "%s", ran.out);
	ran_free(&ran);
	ran = filmed_without("ptrace=EPERM", "--text", program);
	cr_expect_eq(ran.status, 77, "%s%s", ran.out, ran.err);
	cr_expect(has(ran.err, "ptrace"), "%s", ran.err);
	ran_free(&ran);
}

static const char pausing[] = "#include <sys/mman.h>\n#include <unistd.h>\n"
			      "int main(void)\n{\n"
			      "\tchar *p = mmap(NULL, 64 * 4096, PROT_READ | PROT_WRITE,\n"
			      "\t\tMAP_SHARED | MAP_ANONYMOUS, -1, 0);\n"
			      "\tchar key;\n"
			      "\tp[0] = p[4096] = p[8 * 4096] = 1;\n"
			      "\treturn read(0, &key, 1) != 1;\n}\n";

/* Then nothing can hold a call, and the pauses remain. What is shared is never joined. */
Test(film, without_a_filter_the_pauses_are_looked_at)
{
	static const char refused[] = "perf_event_open=EPERM seccomp=EPERM";
	struct ran ran = filmed_without(refused, "--text", pausing);

	cr_expect_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	cr_expect(has(ran.out, "Looks: 1. "), "%s", ran.out);
	cr_expect(has(ran.out, "L anonymous           pages: 3 "), "%s", ran.out);
	ran_free(&ran);
	ran = filmed_without(refused, "--text", program);
	cr_expect_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	unwrapped(ran.out);
	cr_expect(has(ran.out, "nothing that an execve maps"), "%s", ran.out);
	cr_expect(!has(ran.out, " looks"), "%s", ran.out);
	ran_free(&ran);
}

/* Nothing is wrong with the command, nor with a file that it names. */
Test(film, of_a_lab_whose_run_cannot_be_started_is_no_mistake_of_the_caller)
{
	struct ran ran = sh("ulimit -n 12; \"$VMLAB\" film --lab 1");

	cr_expect_eq(ran.status, 99, "%d", ran.status);
	cr_expect(has(ran.err, "A run could not be started"), "%s", ran.err);
	ran_free(&ran);
	ran = sh("\"$VMLAB\" film --lab 999");
	cr_expect_eq(ran.status, 2, "%d: %s", ran.status, ran.err);
	ran_free(&ran);
}

static const char forking[] = "#include <string.h>\n#include <sys/mman.h>\n"
			      "#include <sys/wait.h>\n#include <unistd.h>\n"
			      "int main(void)\n{\n"
			      "\tchar *p = mmap(NULL, 64 * 4096, PROT_READ | PROT_WRITE,\n"
			      "\t\tMAP_SHARED | MAP_ANONYMOUS, -1, 0);\n"
			      "\tif (fork() == 0) {\n"
			      "\t\tmemset(p, 1, 5 * 4096);\n\t\t_exit(0);\n\t}\n"
			      "\twait(NULL);\n}\n";

/* A child is looked at before its end; its parent has not touched those pages. */
Test(film, children_are_looked_at)
{
	struct ran ran = filmed_without("perf_event_open=EPERM", "--text", forking);

	cr_expect_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	cr_expect_eq(count_of(ran.out, "p2   L anonymous           pages: 5 "), 1, "%s",
		ran.out);
	cr_expect_eq(count_of(ran.out, "p1   L anonymous           pages: 5 "), 0, "%s",
		ran.out);
	cr_expect_eq(count_of(ran.out, " E +++"), 2, "%s", ran.out);
	ran_free(&ran);
}
