/* SPDX-License-Identifier: MIT */
#include "film.h"

#include <stdint.h>
#include <string.h>

#include "film_looks.h"
#include "film_processes.h"
#include "film_regions.h"
#include "trace_memory.h"

/*
 * The lines of the trace and the kernel's records are taken in the order of time, and each
 * changes the space of its process. A record that has N lines of the log before it comes behind
 * the line N.
 */

struct making {
	struct pool *pool;
	const struct film_evidence *evidence;
	struct film *film;
	struct film_processes processes;
	struct run_trace trace;
	int fault; /* the next ones of the records */
	int mapped;
	int forked;
	const struct page_look *look;
	int room; /* for events */
	int faults;
	size_t printed[2]; /* to stdout and stderr */
};

/* For one event more. Of those of looks nobody knows how many there will be. */
static void make_room(struct making *making)
{
	struct film *film = making->film;
	struct film_event *more;

	if (film->count < making->room)
		return;
	making->room *= 2;
	more = pool_alloc(making->pool, (size_t)making->room * sizeof *more);
	memcpy(more, film->events, (size_t)film->count * sizeof *more);
	film->events = more;
}

static struct film_event *add_event(struct making *making, enum film_kind kind,
	const struct film_lane *lane, int tid, number time)
{
	struct film *film = making->film;
	struct film_event *event;

	make_room(making);
	event = &film->events[film->count];
	*event = (struct film_event){
		.kind = kind,
		.lane = (int)(lane - film->lanes),
		.tid = tid,
		.time = time,
		.region = -1,
	};
	making->processes.step = film->count++;
	return event;
}

/* What stands behind every event; its space is as it is after it. */
static void finish_event(
	struct making *making, struct film_event *event, const struct space *space)
{
	event->faults = making->faults;
	event->resident = space->resident;
	event->size = space->size;
	event->output = making->film->output_count - (event->kind == FILM_OUTPUT);
}

static struct space *space_of(struct making *making, const struct film_lane *lane)
{
	return film_processes_space(&making->processes, lane, making->film->count - 1);
}

/* Whose bytes the event is about. */
static void name_bytes(struct film_event *event, const struct space *space)
{
	const struct area *area = space_area(space, event->start);

	if (!area || event->mapped)
		return;
	event->mapped = true;
	event->owner = space_owner(area);
}

/* --- records -------------------------------------------------------------------------- */

/* Is the fault answered by a signal, which is the next line then? */
static bool is_refused(const struct making *making, const struct fault *fault, int line)
{
	struct signal_told signal;

	return line < making->trace.lines.count && making->trace.tids[line] == fault->tid &&
		trace_signal(&making->trace.lines.at[line], &signal) &&
		signal.has_address && signal.address == fault->address;
}

static void fill_code(
	struct film_event *event, const struct fault *fault, const struct space *space)
{
	const struct area *code = fault->kernel ? NULL : space_area(space, fault->ip);

	event->function = fault->function;
	if (!code || code->path[0] != '/')
		return;
	event->code = code->path;
	event->code_offset = fault->ip + code->bias;
}

static void take_fault(struct making *making, const struct fault *fault, int line)
{
	number page_size = making->evidence->page_size;
	struct film_lane *lane = film_processes_lane(&making->processes, fault->pid);
	struct film_event *event =
		add_event(making, FILM_FAULT, lane, fault->tid, fault->time);
	struct space *space = space_of(making, lane);

	making->faults++;
	event->address = fault->address;
	event->start = fault->address - fault->address % page_size;
	event->end = event->start + page_size;
	event->kernel = fault->kernel;
	fill_code(event, fault, space);
	event->touch = space_touch(
		space, fault->address, is_refused(making, fault, line), fault->kernel);
	name_bytes(event, space);
	finish_event(making, event, space);
}

static bool comes_first(const number *time, const number *other)
{
	return time && (!other || *time <= *other);
}

/* The next record of each kind, unless it has more than `lines` of the log before it. */
static void next_records(const struct making *making, int lines, const struct fault **fault,
	const struct mapped **mapped, const struct forked **forked)
{
	const struct fault_log *log = making->evidence->faults;

	*fault = making->fault < log->count ? &log->faults[making->fault] : NULL;
	*mapped = making->mapped < log->mapped_count ? &log->mapped[making->mapped] : NULL;
	*forked = making->forked < log->forked_count ? &log->forked[making->forked] : NULL;
	*fault = *fault && (*fault)->log_lines <= lines ? *fault : NULL;
	*mapped = *mapped && (*mapped)->log_lines <= lines ? *mapped : NULL;
	*forked = *forked && (*forked)->log_lines <= lines ? *forked : NULL;
}

/* Takes the records that have at most `lines` of the log before them; `next` is a line. */
static void take_records(struct making *making, int lines, int next)
{
	const struct fault *fault;
	const struct mapped *mapped;
	const struct forked *forked;

	while (making->evidence->faults) {
		next_records(making, lines, &fault, &mapped, &forked);
		if (forked && comes_first(&forked->time, mapped ? &mapped->time : NULL) &&
			comes_first(&forked->time, fault ? &fault->time : NULL)) {
			film_processes_fork(
				&making->processes, forked->pid, forked->parent);
			making->forked++;
		} else if (mapped &&
			comes_first(&mapped->time, fault ? &fault->time : NULL)) {
			space_map(space_of(making,
					  film_processes_lane(
						  &making->processes, mapped->pid)),
				mapped);
			making->mapped++;
		} else if (fault) {
			take_fault(making, fault, next);
			making->fault++;
		} else {
			return;
		}
	}
}

/* --- looks ---------------------------------------------------------------------------- */

static number time_of(const struct making *making, const struct line *line)
{
	const number *stamps = making->evidence->stamps;

	return stamps ? stamps[line->number - 1] - stamps[0] : -1;
}

/* Are the two of one file, its data that is not in the file included, or have one name? */
static bool belong_together(const struct mapping *mapping, const struct mapping *next)
{
	if (!*next->path)
		return mapping->path[0] == '/' && strcmp(mapping->perms, "rw-p") == 0 &&
			next->start == mapping->end;
	return strcmp(mapping->path, next->path) == 0;
}

static int end_of_group(const struct maps *maps, int first)
{
	int end = first + 1;

	while (end < maps->count && belong_together(&maps->at[end - 1], &maps->at[end]))
		end++;
	return end;
}

/* What the look shows of a mapping; of one that may not be touched nothing was looked for. */
static void see_mapping(struct film_event *event, struct space *space,
	const struct mapping *mapping, const struct page_look *look)
{
	int first = film_look_pages(look, mapping->start);
	struct space_seen seen;

	film_look_map(space, mapping);
	if (!mapping_is_accessible(mapping))
		return;
	seen = space_see(
		space, mapping->start, mapping->end, look->at + first, look->count - first);
	if (seen.come > 0) {
		event->start = event->come > 0 ? event->start : seen.first;
		event->end = seen.end;
	}
	event->come += seen.come;
	event->gone += seen.gone;
}

/* An event of the mappings from one to another, if there is anything new to be seen of them. */
static void see_group(struct making *making, const struct film_lane *lane,
	const struct page_look *look, const struct maps *maps, int first, int end,
	number time)
{
	struct film_event *event = add_event(making, FILM_LOOK, lane, look->tid, time);
	struct space *space = space_of(making, lane);
	number size = space->size;

	event->start = event->end = maps->at[first].start;
	for (int i = first; i < end; i++)
		see_mapping(event, space, &maps->at[i], look);
	if (event->come == 0 && event->gone == 0 && space->size == size) {
		making->film->count--;
		return;
	}
	name_bytes(event, space);
	finish_event(making, event, space);
}

static void take_look(struct making *making, const struct page_look *look, number time)
{
	const struct film_lane *lane = film_processes_lane(&making->processes, look->pid);
	struct pool scratch = {0};
	struct maps maps;
	struct err ignored;

	if (maps_parse(&scratch, look->map.data, look->map.size, &maps, &ignored) == 0)
		for (int first = 0; first < maps.count;) {
			int end = end_of_group(&maps, first);

			if (strcmp(maps.at[first].path, "[vsyscall]") != 0)
				see_group(making, lane, look, &maps, first, end, time);
			first = end;
		}
	pool_free(&scratch);
	making->film->looks++;
}

/* A look is made in the call that it comes before, and is told at the time of its beginning. */
static number look_time(const struct making *making, int line)
{
	number time = making->look->time;
	number begun = line < making->trace.lines.count
		? time_of(making, &making->trace.lines.at[line])
		: time;

	return begun < time ? begun : time;
}

/* Takes the looks that come before a line. */
static void take_looks(struct making *making, int line)
{
	const struct film_evidence *evidence = making->evidence;

	for (; making->look; making->look = making->look->next) {
		int place = evidence->stamps
			? film_look_place(making->look, &making->trace, evidence->stamps)
			: 0;

		if (place > line)
			return;
		if (place > 0)
			take_look(making, making->look, look_time(making, line));
	}
}

/* --- lines ---------------------------------------------------------------------------- */

static struct film_event *add_line(
	struct making *making, enum film_kind kind, const struct film_lane *lane, int index)
{
	const struct line *line = &making->trace.lines.at[index];
	struct film_event *event = add_event(
		making, kind, lane, making->trace.tids[index], time_of(making, line));

	event->line = line->number;
	event->text = line->text;
	return event;
}

/* Something printed, unless the stream has been redirected: then less has come than is told. */
static bool take_output(struct making *making, const struct film_lane *lane, int index)
{
	struct film *film = making->film;

	for (int stream = 0; stream < 2; stream++) {
		size_t room = stream ? film->err.size : film->out.size;
		size_t from = making->printed[stream];
		size_t size =
			trace_call_written(&making->trace.lines.at[index], stream + 1);
		struct film_event *event;

		if (size == 0 ||
			film_processes_redirected(&making->processes, lane, stream + 1))
			continue;
		size = size < room - from ? size : room - from;
		if (size == 0)
			continue;
		event = add_line(making, FILM_OUTPUT, lane, index);
		film->outputs[film->output_count++] = (struct film_output){
			.step = film->count - 1,
			.is_err = stream == 1,
			.from = from,
			.to = from + size,
		};
		making->printed[stream] += size;
		finish_event(making, event, space_of(making, lane));
		return true;
	}
	return false;
}

/* A signal, and the end of a process or a thread. */
static bool take_note(struct making *making, const struct film_lane *lane, int index)
{
	const char *text = making->trace.lines.at[index].text;
	bool ends = text_starts(text, "+++ ");
	struct film_event *event;
	struct signal_told signal;
	struct space *space;

	if (!ends && !text_starts(text, "--- "))
		return false;
	event = add_line(making, ends ? FILM_EXIT : FILM_SIGNAL, lane, index);
	space = space_of(making, lane);
	if (!ends && trace_signal(&making->trace.lines.at[index], &signal) &&
		signal.has_address) {
		event->start = event->end = event->address = signal.address;
		name_bytes(event, space);
	}
	if (ends && event->tid == lane->pid)
		film_processes_end(&making->processes, lane);
	finish_event(making, event, space);
	return true;
}

static void take_call(struct making *making, const struct film_lane *lane,
	const struct trace_call *call, int index)
{
	struct film_event *event = add_line(making, FILM_CALL, lane, index);
	struct space *space = space_of(making, lane);
	struct space_change change;
	number start = trace_call_number(call, 0);

	event->start = start;
	if (!trace_call_is(call, "mmap"))
		name_bytes(event, space);
	space_call(space, call, &change);
	event->failed = !call->succeeded;
	event->start = change.start;
	event->end = change.end;
	name_bytes(event, space);
	finish_event(making, event, space);
}

static void take_line(struct making *making, int index)
{
	int pid = making->trace.pids[index];
	struct film_lane *lane = film_processes_lane(&making->processes, pid);
	struct trace_call call;

	if (film_processes_is_foreign(&making->processes, pid))
		return;
	if (take_note(making, lane, index) || take_output(making, lane, index) ||
		!trace_call_read(&making->trace.lines.at[index], &call))
		return;
	film_processes_note(&making->processes, lane, &call);
	if (trace_call_is(&call, "execve") && call.succeeded && index > 0)
		lane = film_processes_execute(&making->processes, lane, &call);
	if (space_is_call(&call))
		take_call(making, lane, &call, index);
}

/* --- the whole ------------------------------------------------------------------------ */

/* The events that come before the last line of the loader's work. */
static int find_startup(const struct film *film, int loaded)
{
	int count = 0;

	for (int i = 0; i < film->count; i++) {
		if (film->events[i].lane != 0)
			break;
		if (film->events[i].line > loaded)
			break;
		if (film->events[i].line > 0)
			count = i + 1;
	}
	return loaded > 0 ? count : 0;
}

static void prepare_film(struct making *making)
{
	const struct film_evidence *evidence = making->evidence;
	const struct fault_log *faults = evidence->faults;
	struct film *film = making->film;
	size_t lines = (size_t)making->trace.lines.count;

	making->room = (int)lines + (faults ? faults->count : 0) + 1;
	*film = (struct film){
		.events = pool_alloc(
			making->pool, (size_t)making->room * sizeof *film->events),
		.outputs = pool_alloc(making->pool, (lines + 1) * sizeof *film->outputs),
		.out = evidence->out,
		.err = evidence->err,
		.page_size = evidence->page_size,
		.lost = faults ? faults->lost : 0,
		.user_only = faults && faults->user_only,
		.unlisted = !faults,
	};
}

int film_make(struct pool *pool, const struct film_evidence *evidence, struct film *film,
	struct err *err)
{
	struct making making = {.pool = pool, .evidence = evidence, .film = film};
	struct memory_calls calls;

	if (trace_parse_run(
		    pool, evidence->log.data, evidence->log.size, &making.trace, err) != 0)
		return -1;
	trace_memory_calls(pool, &making.trace, evidence->pid, &calls);
	prepare_film(&making);
	film_processes_begin(&making.processes, pool, film, evidence, &making.trace);
	making.look = evidence->faults ? NULL : evidence->looks;
	for (int i = 0; i < making.trace.lines.count; i++) {
		take_looks(&making, i);
		take_records(&making, making.trace.lines.at[i].number - 1, i);
		take_line(&making, i);
	}
	take_looks(&making, INT32_MAX);
	take_records(&making, INT32_MAX, making.trace.lines.count);
	film->startup = find_startup(film, calls.loaded);
	film_regions_find(pool, film, &making.processes);
	return 0;
}
