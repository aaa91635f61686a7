/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "../base/text.h"
#include "../match/mistake.h"
#include "json_failure.h"
#include "json_text.h"
#include "reporters.h"

/*
 * Everything there is to know of a check, for other programs. "schema" grows by one when a
 * field changes its meaning or goes away; new fields may come at any time. docs/json.md has them
 * all.
 */

enum { SCHEMA = 2 };

#if __has_include(<jansson.h>)
#include <jansson.h>

static json_t *versions_object(const struct face *face)
{
	const struct versions *versions = face->versions;

	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "vmlab",
		json_visible(face, versions->vmlab), "compiler",
		json_visible(face, versions->compiler), "libc",
		json_visible(face, face->machine->libc), "strace",
		json_visible(face, versions->strace), "perf",
		json_visible(face, versions->perf), "kernel",
		json_visible(face, face->machine->kernel));
}

/* Every fact that an expected file may ask for. */
static json_t *facts_object(const struct machine *machine)
{
	json_t *object = json_object();

	for (int i = 0; i < FACTS; i++)
		json_object_set_new(object, fact_name((enum machine_fact)i),
			json_integer(machine->facts[i]));
	return object;
}

static json_t *machine_object(const struct face *face)
{
	const struct machine *machine = face->machine;

	return json_pack("{s:o, s:o, s:o, s:I, s:I, s:I, s:I, s:o}", "kernel",
		json_visible(face, machine->kernel), "libc",
		json_visible(face, machine->libc), "machine",
		json_visible(face, machine->machine), "page",
		(json_int_t)machine->facts[FACT_PAGE], "uid",
		(json_int_t)machine->facts[FACT_UID], "aslr",
		(json_int_t)machine->facts[FACT_ASLR], "thp",
		(json_int_t)machine->facts[FACT_THP], "facts", facts_object(machine));
}

/* --- checks --------------------------------------------------------------------------- */

static json_t *measures_array(const struct face *face, const struct result *result)
{
	json_t *array = json_array();

	for (const struct measure *at = result->measures; at; at = at->next) {
		json_t *object =
			json_pack("{s:o, s:o}", "name", json_visible(face, at->name),
				"value", json_visible(face, at->value));

		if (at->end)
			json_object_set_new(object, "end", json_visible(face, at->end));
		if (at->base)
			json_object_set_new(object, "base", json_integer(at->base));
		if (at->unit)
			json_object_set_new(object, "unit", json_string(at->unit));
		if (at->line)
			json_object_set_new(object, "line", json_integer(at->line));
		if (at->repetition)
			json_object_set_new(
				object, "repetition", json_integer(at->repetition));
		json_array_append_new(array, object);
	}
	return array;
}

static void set_texts(const struct face *face, json_t *object, const struct result *at)
{
	const struct {
		const char *name;
		const char *text;
	} fields[] = {
		{"nearest", at->nearest},
		{"where", at->where},
		{"command", at->command},
		{"rule", at->rule},
		{"needs", at->needs},
	};

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (fields[i].text)
			json_object_set_new(
				object, fields[i].name, json_visible(face, fields[i].text));
}

static void set_sentences(const struct face *face, json_t *object, const struct result *at)
{
	const struct {
		const char *name;
		const struct said *said;
	} fields[] = {
		{"says", at->says},
		{"expected", at->expected},
		{"measured", at->measured},
		{"should", at->should},
		{"was", at->was},
		{"why", at->notes ? said_note(face->pool, at->notes->why) : NULL},
		{"reason", at->lack.reason},
		{"remedy", at->lack.remedy},
	};

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (fields[i].said)
			json_object_set_new(
				object, fields[i].name, json_said(face, fields[i].said));
}

static json_t *check_object(
	const struct face *face, const struct lab_result *lab, const struct result *at)
{
	json_t *object = json_pack("{s:o, s:o, s:i, s:o, s:s, s:o, s:i, s:o, s:o, s:b}",
		"name", json_visible(face, result_name(face->pool, at)), "run",
		json_visible(face, at->run), "part",
		report_part_of(at) ? report_part_of(at)->number : 0, "check",
		json_visible(face, at->check), "status", status_text(at->status), "file",
		json_visible(face, at->file), "line", at->line, "witness",
		json_visible(face, at->witness), "branch", json_visible(face, at->branch),
		"of_program", (int)at->of_program);
	struct mistake_sign sign = sign_of(face->pool, at);

	if (at->repetition)
		json_object_set_new(object, "repetition", json_integer(at->repetition));
	if (at->status == STATUS_FAIL)
		json_object_set_new(
			object, "sign", json_visible(face, sign_text(face->pool, &sign)));
	set_sentences(face, object, at);
	set_texts(face, object, at);
	json_object_set_new(object, "measures", measures_array(face, at));
	json_set_failure(face, lab, object, at);
	return object;
}

static json_t *left_out_array(const struct face *face, const struct lab_result *lab)
{
	json_t *array = json_array();

	for (const struct run_list *at = lab->left_out; at; at = at->next)
		json_array_append_new(array, json_visible(face, at->run->name));
	return array;
}

/* What a lab is about, in order, with the number of checks that were judged in each. */
static json_t *parts_array(const struct face *face, const struct lab_result *lab)
{
	json_t *array = json_array();

	for (const struct part *part = lab->expect->parts; part; part = part->next) {
		struct lab_result counted = report_part(lab, part);

		json_array_append_new(array,
			json_pack("{s:i, s:o, s:b, s:s, s:i, s:i, s:i}", "number",
				part->number, "title",
				json_said(face, said_note(face->pool, part->title)),
				"aside", (int)part->aside, "status",
				status_text(counted.status), "checks",
				lab_result_total(&counted), "ok", counted.counts[STATUS_OK],
				"failed", counted.counts[STATUS_FAIL]));
	}
	return array;
}

/* The known mistakes that the failures look like. */
static json_t *mistakes_array(const struct face *face, const struct lab_result *lab)
{
	json_t *array = json_array();

	for (int i = 0; i < lab->mistakes.count; i++)
		json_array_append_new(array,
			json_pack("{s:o, s:o}", "name",
				json_visible(face, lab->mistakes.at[i]->name), "says",
				json_said(face,
					said_note(face->pool,
						lab->mistakes.at[i]->notes.says))));
	return array;
}

static json_t *answer_value(const struct face *face, const struct ask *ask,
	const struct answer *answer, bool given)
{
	return json_visible(face, given ? answer_kept(face->pool, ask, answer) : NULL);
}

/* What is asked before the lab runs, and its answers as my/predictions has them. */
static json_t *predictions_array(const struct face *face, const struct lab_result *lab)
{
	static const char *const kinds[] = {"number", "choice", "order"};
	json_t *array = json_array();

	for (const struct prediction *at = lab->predictions; at; at = at->next) {
		json_t *object = json_pack("{s:o, s:s, s:o, s:o, s:o, s:o, s:o}", "name",
			json_visible(face, at->ask->name), "kind", kinds[at->ask->kind],
			"says", json_said(face, said_note(face->pool, at->ask->says)),
			"measured",
			answer_value(face, at->ask, &at->measured, at->has_answer),
			"predicted",
			answer_value(face, at->ask, &at->predicted, at->is_predicted),
			"date", json_visible(face, at->date), "right",
			at->is_predicted && at->has_answer ? json_boolean(at->right)
							   : json_null());

		if (at->because)
			json_object_set_new(
				object, "because", json_said(face, at->because));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *lab_object(const struct face *face, const struct lab_result *lab)
{
	number user = lab->user < 0 ? face->machine->facts[FACT_UID] : lab->user;
	json_t *checks = json_array();

	for (const struct result *at = lab->results; at; at = at->next)
		json_array_append_new(checks, check_object(face, lab, at));
	return json_pack("{s:i, s:o, s:o, s:s, s:i, s:s, s:o, s:b, s:b, s:I, s:o, s:o, "
			 "s:o, s:o, s:o, s:o}",
		"number", lab->number, "name", json_visible(face, lab->name), "title",
		json_said(face, said_note(face->pool, lab->expect->title)), "kind", "lab",
		"points", 0, "status", status_text(lab->status), "program",
		json_visible(face, lab->program), "replaced", (int)lab->replaced, "strict",
		(int)lab->strict, "user", (json_int_t)user, "left_out",
		left_out_array(face, lab), "shows", json_visible(face, lab->shows),
		"mistakes", mistakes_array(face, lab), "parts", parts_array(face, lab),
		"predictions", predictions_array(face, lab), "checks", checks);
}

/*
 * jansson leaves the control characters beyond ASCII as they are. They stand within strings
 * only, where their numbers mean the same (RFC 8259, section 7).
 */
static void print_json(FILE *out, const json_t *root)
{
	char *text = json_dumps(root, JSON_INDENT(2));
	size_t length = text ? strlen(text) : 0;

	for (size_t i = 0; i < length;) {
		size_t wide = text_control_length(text + i, length - i);

		if (text[i] == '\n' || wide == 0) {
			fputc(text[i++], out);
		} else {
			fprintf(out, "\\u%04lx", text_code_point(text + i, wide));
			i += wide;
		}
	}
	fputc('\n', out);
	free(text);
}

static void json_end(const struct face *face, const struct lab_result *labs)
{
	struct tally tally = report_tally(labs);
	json_t *array = json_array();
	json_t *root;

	for (const struct lab_result *lab = labs; lab; lab = lab->next)
		json_array_append_new(array, lab_object(face, lab));
	root = json_pack("{s:i, s:o, s:o, s:i, s:i, s:i, s:i, s:i, s:o}", "schema", SCHEMA,
		"versions", versions_object(face), "machine", machine_object(face),
		"passed", tally.passed, "failed", tally.failed, "skipped", tally.skipped,
		"ungraded", tally.ungraded, "errors", tally.broken, "labs", array);
	print_json(face->out, root);
	json_decref(root);
}

const struct reporter reporter_json = {"json", true, NULL, json_end};

#else

const struct reporter reporter_json = {.name = "json", .available = false};

#endif
