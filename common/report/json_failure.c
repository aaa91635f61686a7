/* SPDX-License-Identifier: MIT */
#include "json_failure.h"

#if __has_include(<jansson.h>)
#include "../match/comparison.h"
#include "json_text.h"
#include "output_around.h"
#include "source_told.h"

/* --- the numbers ---------------------------------------------------------------------- */

static json_t *origins_array(const struct face *face, const struct result *failed)
{
	static const char *const tellers[] = {
		[ORIGIN_HARNESS] = "harness",
		[ORIGIN_STDOUT] = "stdout",
		[ORIGIN_STDERR] = "stderr",
		[ORIGIN_CALL] = "system call",
		[ORIGIN_SIGNAL] = "signal",
		[ORIGIN_FAULT] = "page fault",
		[ORIGIN_TOOL] = "tool",
	};
	json_t *array = json_array();

	for (const struct origin *at = failed->origins; at; at = at->next)
		json_array_append_new(array,
			json_pack("{s:o, s:o, s:s, s:o, s:o}", "name",
				json_visible(face, at->name), "value",
				json_visible(face, at->value), "from", tellers[at->kind],
				"where", json_visible(face, at->where), "text",
				json_visible(face, at->text)));
	return array;
}

static json_t *readings_array(const struct face *face, const struct result *failed)
{
	json_t *array = json_array();

	for (const struct reading_told *at = failed->readings; at; at = at->next)
		json_array_append_new(array, json_said(face, at->says));
	return array;
}

static void set_comparison(
	const struct face *face, json_t *object, const struct comparison *at)
{
	static const char *const against[] = {
		[AGAINST_NOTHING] = NULL,
		[AGAINST_KERNEL] = "kernel",
		[AGAINST_MEMORY] = "memory",
		[AGAINST_FILE] = "file",
	};
	struct pool *pool = face->pool;
	json_t *comparison;

	if (!at)
		return;
	comparison = json_pack("{s:o, s:o, s:o, s:o, s:i, s:o, s:o}", "relation",
		json_visible(face,
			at->relation == RELATION_NONE ? "same"
						      : relation_text(at->relation)),
		"measured",
		json_visible(face,
			at->values ? at->values
				   : number_text(pool, at->measured, at->measured_hex)),
		"bound", json_visible(face, number_text(pool, at->bound, at->bound_hex)),
		"tolerance", json_visible(face, number_text(pool, at->tolerance, false)),
		"base", at->hex ? 16 : 10, "sides",
		json_pack("[o, o]", json_visible(face, at->measured_source),
			json_visible(face, at->bound_source)),
		"unit", json_visible(face, at->unit));
	json_object_set_new(
		comparison, "against", json_visible(face, against[at->against]));
	json_object_set_new(object, "comparison", comparison);
}

static void set_numbers(
	const struct face *face, json_t *object, const struct result *failed)
{
	set_comparison(face, object, failed->comparison);
	if (failed->formula)
		json_object_set_new(object, "formula", json_visible(face, failed->formula));
	if (failed->readings)
		json_object_set_new(object, "readings", readings_array(face, failed));
	if (failed->origins)
		json_object_set_new(object, "values", origins_array(face, failed));
}

/* --- the lines of the output ---------------------------------------------------------- */

/* Null where there is no such line. */
static json_t *line_object(const struct face *face, int ordinal, const char *text)
{
	return text
		? json_pack("{s:i, s:o}", "line", ordinal, "text", json_visible(face, text))
		: json_null();
}

/* What differs may be all of the line, and then has no place in it. */
static json_t *differing_array(const struct output_line *output)
{
	return output->at.to ? json_pack("[i, i]", output->at.from, output->at.to)
			     : json_null();
}

static void set_output(
	const struct face *face, json_t *object, const struct output_line *output)
{
	const struct said *says = output_around_meaning(face->pool, output);
	json_t *told;

	if (!output)
		return;
	told = json_pack("{s:o, s:o, s:o, s:o, s:b, s:b, s:o}", "found",
		line_object(face, output->number, output->text), "before",
		line_object(face, output->before_number, output->before), "after",
		line_object(face, output->after_number, output->after), "differs",
		differing_array(output), "only_blanks", (int)output->only_blanks, "goes_on",
		(int)output->goes_on, "elsewhere",
		output->elsewhere ? json_integer(output->elsewhere) : json_null());
	if (says)
		json_object_set_new(told, "says", json_said(face, says));
	json_object_set_new(object, "output", told);
}

/* --- the source ----------------------------------------------------------------------- */

static json_t *from_array(const struct face *face, const struct source_told *found)
{
	json_t *array = json_array();

	for (int i = 0; i < found->from_count; i++)
		json_array_append_new(array,
			json_pack("{s:i, s:o}", "line", found->from[i].line, "text",
				json_visible(face, found->from[i].text)));
	return array;
}

static void set_source(const struct face *face, const struct lab_result *lab,
	json_t *object, const struct result *failed)
{
	struct source_told found;
	json_t *source;

	if (!source_find(face->pool, lab, failed, &found))
		return;
	source = json_pack("{s:o, s:o, s:o, s:i, s:o}", "file",
		json_visible(face, found.file), "line",
		found.line ? json_integer(found.line) : json_null(), "text",
		json_visible(face, found.text), "count", found.count, "says",
		json_said(face, found.says));
	if (found.from_count)
		json_object_set_new(source, "from", from_array(face, &found));
	json_object_set_new(object, "source", source);
}

void json_set_failure(const struct face *face, const struct lab_result *lab, json_t *object,
	const struct result *failed)
{
	set_numbers(face, object, failed);
	set_output(face, object, failed->output);
	if (failed->status == STATUS_FAIL)
		set_source(face, lab, object, failed);
}

#endif
