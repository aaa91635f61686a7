/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "../evidence/film_state.h"
#include "film_map.h"
#include "film_view.h"
#include "film_words.h"
#include "html.h"
#include "messages.h"

enum {
	MOST_STEPS = 600,
	MOST_POINTS = 1400,
	MOST_REGIONS = 120,
	MOST_JUMPS = 100,
	MOST_PRINTED = 16 << 10, /* bytes of output */
	CURVE = 1000,            /* its width and height in units */
	CURVE_HIGH = 100,
	CURVE_POINTS = 500,
};

struct html_page {
	const struct face *face;
	const struct film_view *view;
	const struct film *film;
	const struct film_plan *plan;
};

static void heading(const struct html_page *page, const char *text)
{
	html_element(page->face, "h2", text);
}

static void paragraph(const struct html_page *page, const char *text)
{
	html_element(page->face, "p", text);
	fputc('\n', page->face->out);
}

static const char *title_of(const struct html_page *page)
{
	return pool_printf(
		page->face->pool, M_FILM_TITLE, film_program(&page->film->lanes[0]));
}

/* --- the head ------------------------------------------------------------------------- */

/* The points that can be chosen, each with a rule that makes it --t. */
static void print_rule(const struct html_page *page, int point)
{
	fprintf(page->face->out, ".events:has(#t%d:checked)~.shown{--t:%d}\n", point,
		point);
}

static void print_rules(const struct html_page *page)
{
	const struct film_plan *plan = page->plan;

	for (int i = 0; i < plan->steps.count; i++) {
		const struct film_step *step = &plan->steps.at[i];

		print_rule(page, film_step_point(step));
		for (int at = step->first; plan->opened[i] && at <= step->last; at++)
			print_rule(page, 2 * at);
	}
}

static void print_head(const struct html_page *page)
{
	html_begin(page->face, title_of(page));
	fprintf(page->face->out, "%s", film_style);
	print_rules(page);
	fprintf(page->face->out, "</style>\n</head>\n");
}

/* Why there are no faults, what helps, and what there is in their place. */
static void print_unlisted(const struct html_page *page)
{
	const struct lack *lack = &page->view->record->unlisted;

	paragraph(page,
		pool_printf(page->face->pool, "%s %s",
			page->film->looks > 0 ? M_FILM_NO_FAULTS : M_FILM_UNLISTED,
			report_said(page->face, lack->reason)));
	if (lack->remedy)
		paragraph(page, report_said(page->face, lack->remedy));
	if (page->film->looks > 0)
		paragraph(page, film_looks_words(page->face, page->film));
}

static void print_lacks(const struct html_page *page)
{
	const struct film *film = page->film;
	const struct film_plan *plan = page->plan;
	struct pool *pool = page->face->pool;

	if (page->view->record->outcome == OUTCOME_STOPPED)
		paragraph(page,
			pool_printf(pool, M_FILM_STOPPED,
				report_said(
					page->face, page->view->record->trouble.reason)));
	if (film->lost > 0)
		paragraph(page, pool_printf(pool, M_FILM_LOST, (long long)film->lost));
	if (film->user_only)
		paragraph(page, M_FILM_USER_ONLY);
	if (film->unlisted)
		print_unlisted(page);
	if (page->view->without_sources)
		paragraph(page, M_FILM_NO_SOURCES);
	if (plan->unopened > 0)
		paragraph(page, pool_printf(pool, M_FILM_UNOPENED, plan->unopened));
}

/* --- jumps ---------------------------------------------------------------------------- */

static int point_of(const struct html_page *page, int event)
{
	int point = film_event_point(page->plan, event);

	return point >= 0
		? point
		: film_step_point(&page->plan->steps.at[page->plan->step_of[event]]);
}

static void print_jump(const struct html_page *page, int event, const char *text)
{
	fprintf(page->face->out, "<li><a href=\"#t%d\">%d</a> ", point_of(page, event),
		event + 1);
	html_text(page->face, text);
	fprintf(page->face->out, "</li>\n");
}

static void begin_jumps(const struct html_page *page, const char *text)
{
	fprintf(page->face->out, "<details>");
	html_element(page->face, "summary", text);
	fprintf(page->face->out, "<ul tabindex=0>\n");
}

static void end_jumps(const struct html_page *page)
{
	fprintf(page->face->out, "</ul></details>\n");
}

static bool same_line(const struct film_event *a, const struct film_event *b)
{
	return a->source && b->source && a->source_line == b->source_line &&
		strcmp(a->source, b->source) == 0;
}

/* Has an earlier one of these events the same line? */
static bool is_listed(const struct film *film, const int *listed, int count, int event)
{
	for (int i = 0; i < count; i++)
		if (same_line(&film->events[listed[i]], &film->events[event]))
			return true;
	return false;
}

/* The lines that can be read are those of the program, as a rule. */
static void jump_to_lines(const struct html_page *page)
{
	const struct film *film = page->film;
	int listed[MOST_JUMPS];
	int count = 0;

	for (int i = 0; i < film->count && count < MOST_JUMPS; i++) {
		const struct film_event *event = &film->events[i];

		if (!event->source_text || is_listed(film, listed, count, i))
			continue;
		if (count == 0)
			begin_jumps(page, M_FILM_JUMP_LINES);
		listed[count++] = i;
		print_jump(page, i,
			pool_printf(page->face->pool, "%s: %s",
				film_place(page->face, event), event->source_text));
	}
	if (count > 0)
		end_jumps(page);
}

static void jump_to_regions(const struct html_page *page)
{
	const struct film *film = page->film;
	bool *listed = pool_alloc(page->face->pool, (size_t)film->region_count + 1);
	int count = 0;

	begin_jumps(page, M_FILM_JUMP_REGIONS);
	for (int i = 0; i < film->count && count < MOST_JUMPS; i++) {
		int region = film->events[i].region;

		if (region < 0 || listed[region])
			continue;
		listed[region] = true;
		count++;
		print_jump(page, i, film_region_name(&film->regions[region]));
	}
	end_jumps(page);
}

static bool is_first_of_thread(
	const struct film *film, int event, const int *seen, int count)
{
	for (int i = 0; i < count; i++)
		if (film->events[seen[i]].tid == film->events[event].tid &&
			film->events[seen[i]].lane == film->events[event].lane)
			return false;
	return true;
}

static void jump_to_threads(const struct html_page *page)
{
	const struct film *film = page->film;
	int seen[MOST_JUMPS];
	int count = 0;

	begin_jumps(page, M_FILM_JUMP_THREADS);
	for (int i = 0; i < film->count && count < MOST_JUMPS; i++) {
		const struct film_event *event = &film->events[i];

		if (!is_first_of_thread(film, i, seen, count))
			continue;
		seen[count++] = i;
		print_jump(page, i,
			pool_printf(page->face->pool, M_FILM_THREAD, event->lane + 1,
				event->tid, film_program(&film->lanes[event->lane])));
	}
	end_jumps(page);
}

static void print_jumps(const struct html_page *page)
{
	fprintf(page->face->out, "<nav aria-label=\"");
	html_text(page->face, M_FILM_JUMP);
	fprintf(page->face->out, "\">\n");
	jump_to_lines(page);
	jump_to_regions(page);
	jump_to_threads(page);
	fprintf(page->face->out, "</nav>\n");
}

/* --- events --------------------------------------------------------------------------- */

static void print_radio(const struct html_page *page, int point, bool checked)
{
	fprintf(page->face->out, "<label><input type=radio name=t id=t%d%s> ", point,
		checked ? " checked" : "");
}

static void print_lane_of(const struct html_page *page, const struct film_event *event)
{
	if (page->film->lane_count > 1)
		fprintf(page->face->out, "p%d ", event->lane + 1);
}

static void print_counts(const struct html_page *page, const struct film_event *event)
{
	number size = page->film->page_size;
	const char *faults = film_faults_words(page->face, page->film, event->faults);

	if (!film_knows_pages(page->film))
		return;
	fprintf(page->face->out, " <small>");
	if (*faults) {
		html_text(page->face, faults);
		fprintf(page->face->out, " · ");
	}
	html_text(page->face,
		pool_printf(page->face->pool, M_FILM_COUNTS,
			(long long)(event->resident / size),
			(long long)(event->size / size)));
	fprintf(page->face->out, "</small>");
}

/* `alone`: it is told by itself, and so its page is. */
static void print_where(
	const struct html_page *page, const struct film_event *event, bool alone)
{
	const char *place = film_place(page->face, event);

	if (event->kind == FILM_FAULT || event->kind == FILM_LOOK) {
		fprintf(page->face->out, " <b>");
		html_text(page->face, film_owner(event));
		fprintf(page->face->out, "</b> ");
		if (alone)
			html_text(page->face, film_page(page->face, page->film, event));
	}
	if (*place) {
		fprintf(page->face->out, " · ");
		html_text(page->face, place);
	}
	if (event->tid != page->film->lanes[event->lane].pid) {
		fprintf(page->face->out, " · ");
		html_text(page->face,
			pool_printf(page->face->pool, M_FILM_THREAD_ONLY, event->tid));
	}
}

static void print_event(const struct html_page *page, int i, bool checked)
{
	const struct film_event *event = &page->film->events[i];
	const struct face *face = page->face;

	fprintf(face->out, "<li>");
	print_radio(page, 2 * i, checked);
	fprintf(face->out, "<b>%d</b> ", i + 1);
	print_lane_of(page, event);
	fprintf(face->out, "<i>%c</i>", film_letter(event));
	html_text(face, film_sentence(face, page->film, event));
	print_where(page, event, true);
	print_counts(page, event);
	if (event->source_text)
		html_element(face, "code", event->source_text);
	fprintf(face->out, "</label></li>\n");
}

static void print_fold(const struct html_page *page, int index)
{
	const struct film_step *step = &page->plan->steps.at[index];
	const struct film_event *event = &page->film->events[step->last];
	const struct face *face = page->face;

	fprintf(face->out, "<li>");
	print_radio(page, film_step_point(step), index == 0);
	fprintf(face->out, "<b>%d–%d</b> ", step->first + 1, step->last + 1);
	print_lane_of(page, event);
	if (step->kind == STEP_ALIKE)
		fprintf(face->out, "<i>%c</i>", film_letter(event));
	html_text(face, film_step_words(face, page->film, step));
	if (step->kind == STEP_ALIKE)
		print_where(page, event, false);
	print_counts(page, event);
	if (step->kind == STEP_ALIKE && event->source_text)
		html_element(face, "code", event->source_text);
	fprintf(face->out, "</label>");
	if (page->plan->opened[index]) {
		fprintf(face->out, "<details>");
		html_element(face, "summary",
			pool_printf(
				face->pool, M_FILM_OPEN, step->first + 1, step->last + 1));
		fprintf(face->out, "<ol>\n");
		for (int i = step->first; i <= step->last; i++)
			print_event(page, i, false);
		fprintf(face->out, "</ol></details>");
	}
	fprintf(face->out, "</li>\n");
}

static void print_events(const struct html_page *page)
{
	const struct face *face = page->face;

	fprintf(face->out, "<section class=events>\n");
	heading(page, M_FILM_EVENTS);
	fprintf(face->out, "<fieldset><legend class=dim>");
	html_text(face, M_FILM_CHOOSE);
	fprintf(face->out, "</legend>\n<ol>\n");
	for (int i = 0; i < page->plan->steps.count; i++)
		if (page->plan->steps.at[i].kind == STEP_ONE)
			print_event(page, page->plan->steps.at[i].first, i == 0);
		else
			print_fold(page, i);
	fprintf(face->out, "</ol></fieldset></section>\n");
}

/* --- the curve ------------------------------------------------------------------------ */

/* The pages in memory after each step, of all processes together. */
static number *residents(const struct html_page *page)
{
	const struct film *film = page->film;
	struct pool *pool = page->face->pool;
	number *of_lane = pool_alloc(pool, (size_t)film->lane_count * sizeof *of_lane);
	number *all = pool_alloc(pool, ((size_t)film->count + 1) * sizeof *all);
	number sum = 0;

	for (int i = 0; i < film->count; i++) {
		const struct film_event *event = &film->events[i];
		number *own = &of_lane[film->lanes[event->lane].home];

		sum += event->resident - *own;
		*own = event->resident;
		all[i] = sum / film->page_size;
	}
	return all;
}

static void print_point(const struct html_page *page, int event, number value, number most)
{
	int all = page->film->count > 1 ? page->film->count - 1 : 1;

	fprintf(page->face->out, "%lld,%lld ", (long long)event * CURVE / all,
		(long long)(CURVE_HIGH - value * (CURVE_HIGH - 4) / (most > 0 ? most : 1)));
}

static number greatest(const number *values, int count)
{
	number most = 0;

	for (int i = 0; i < count; i++)
		most = values[i] > most ? values[i] : most;
	return most;
}

/* Enough events for a line, the first and the last among them. */
static void print_line(
	const struct html_page *page, const char *name, const number *values, number most)
{
	int count = page->film->count;
	int each = count / CURVE_POINTS + 1;

	fprintf(page->face->out, "<polyline class=%s points=\"", name);
	for (int i = 0; i < count; i += each)
		print_point(page, i, values[i], most);
	if (count > 0)
		print_point(page, count - 1, values[count - 1], most);
	fprintf(page->face->out, "\"/>");
}

static void print_lines(const struct html_page *page)
{
	const struct film *film = page->film;
	const number *resident = residents(page);
	number *faults =
		pool_alloc(page->face->pool, ((size_t)film->count + 1) * sizeof *faults);

	for (int i = 0; i < film->count; i++)
		faults[i] = film->events[i].faults;
	if (!film->unlisted)
		print_line(page, "faults", faults, greatest(faults, film->count));
	print_line(page, "resident", resident, greatest(resident, film->count));
	fprintf(page->face->out, "</svg>\n");
}

static void print_curve(const struct html_page *page)
{
	const struct face *face = page->face;
	const struct film_steps *steps = &page->plan->steps;
	bool unlisted = page->film->unlisted;

	if (!film_knows_pages(page->film))
		return;
	heading(page, unlisted ? M_FILM_CURVE_LOOKS : M_FILM_CURVE);
	fprintf(face->out, "<div class=curve style=--all:%d>", 2 * page->film->count);
	fprintf(face->out,
		"<svg viewBox=\"0 0 %d %d\" preserveAspectRatio=none role=img "
		"aria-label=\"",
		CURVE, CURVE_HIGH);
	html_text(face, unlisted ? M_FILM_CURVE_LOOKS_LABEL : M_FILM_CURVE_LABEL);
	fprintf(face->out, "\">");
	print_lines(page);
	fprintf(face->out, "<div class=picks aria-hidden=true>");
	for (int i = 0; i < steps->count; i++)
		fprintf(face->out, "<label for=t%d style=flex:%d></label>",
			film_step_point(&steps->at[i]),
			steps->at[i].last - steps->at[i].first + 1);
	fprintf(face->out, "</div><div class=here></div></div>\n");
}

/* --- what was printed ----------------------------------------------------------------- */

static void print_output(const struct html_page *page)
{
	const struct film *film = page->film;
	const struct face *face = page->face;
	size_t left = MOST_PRINTED;

	if (film->output_count == 0)
		return;
	heading(page, M_FILM_OUTPUT_SO_FAR);
	fprintf(face->out, "<div class=printed tabindex=0 role=region aria-label=\"");
	html_text(face, M_FILM_OUTPUT_SO_FAR);
	fprintf(face->out, "\">");
	for (int i = 0; i < film->output_count && left > 0; i++) {
		const struct film_output *output = &film->outputs[i];
		const char *data = (output->is_err ? &film->err : &film->out)->data;
		size_t size = output->to - output->from;

		size = size < left ? size : left;
		left -= size;
		fprintf(face->out, "<span style=--b:%d>",
			2 * film_plan_next(page->plan, film, output->step));
		html_lines(face, pool_copy(face->pool, data + output->from, size));
		fprintf(face->out, "</span>");
	}
	fprintf(face->out, "</div>\n");
	if (left == 0)
		paragraph(page, pool_printf(face->pool, M_FILM_OUTPUT_CUT, MOST_PRINTED));
}

/* --- the picture ---------------------------------------------------------------------- */

static void print_legend(const struct html_page *page)
{
	static const char *const signs[] = {"F", "W", "A", "X", "L", "+", "~", "-", "x"};
	const char *const means[] = {M_FILM_IS_FIRST, M_FILM_IS_COPY, M_FILM_IS_AGAIN,
		M_FILM_IS_REFUSED, M_FILM_IS_SEEN, M_FILM_IS_NEW, M_FILM_IS_CHANGED,
		M_FILM_IS_GIVEN_BACK, M_FILM_IS_GONE};
	const struct face *face = page->face;

	fprintf(face->out, "<details>");
	html_element(face, "summary", M_FILM_LEGEND);
	paragraph(page, M_FILM_LEGEND_CELLS);
	if (film_knows_pages(page->film))
		paragraph(page,
			page->film->unlisted ? M_FILM_CURVE_LOOKS_WORDS
					     : M_FILM_CURVE_WORDS);
	fprintf(face->out, "<ul class=legend>");
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		fprintf(face->out, "<li><b>%s</b> ", signs[i]);
		html_text(face, means[i]);
		fprintf(face->out, "</li>");
	}
	fprintf(face->out, "</ul></details>\n");
}

static void print_order(const struct html_page *page)
{
	const struct face *face = page->face;

	fprintf(face->out, "<fieldset class=order><legend class=dim>");
	html_text(face, M_FILM_ORDER);
	fprintf(face->out, "</legend><label><input type=radio name=order id=low checked> ");
	html_text(face, M_FILM_LOW);
	fprintf(face->out, "</label><label><input type=radio name=order id=high> ");
	html_text(face, M_FILM_HIGH);
	fprintf(face->out, "</label></fieldset>\n");
}

static void print_shown(const struct html_page *page)
{
	const struct face *face = page->face;

	fprintf(face->out, "<section class=shown tabindex=0 aria-label=\"");
	html_text(face, M_FILM_PICTURE);
	fprintf(face->out, "\">\n");
	fprintf(face->out, "<div class=move data-back=\"");
	html_text(face, M_FILM_BACK);
	fprintf(face->out, "\" data-on=\"");
	html_text(face, M_FILM_ON);
	fprintf(face->out, "\"></div>\n");
	print_curve(page);
	print_output(page);
	heading(page, M_FILM_PICTURE);
	print_order(page);
	print_legend(page);
	fprintf(face->out, "%s", film_pattern);
	film_map(face, page->film, page->plan);
	fprintf(face->out, "</section>\n");
}

void film_html(const struct face *face, const struct film_view *view)
{
	static const struct film_room room = {MOST_STEPS, MOST_POINTS, MOST_REGIONS};
	const struct film_plan plan = film_plan(face->pool, view->film, &room);
	const struct html_page page = {face, view, view->film, &plan};

	print_head(&page);
	fprintf(face->out, "<body>\n<header>\n");
	if (view->home)
		html_link(face, view->home, M_FILM_HOME);
	html_element(face, "h1", title_of(&page));
	fprintf(face->out, "<p><code>");
	html_text(face, view->command);
	fprintf(face->out, "</code></p>\n");
	paragraph(&page, film_summary(face, view->film));
	paragraph(&page, film_knows_pages(view->film) ? M_FILM_HOW : M_FILM_HOW_UNKNOWN);
	print_lacks(&page);
	print_jumps(&page);
	fprintf(face->out, "</header>\n<main>\n");
	print_events(&page);
	print_shown(&page);
	fprintf(face->out, "</main>\n<script>%s</script>\n</body>\n</html>\n", film_script);
}
