/* SPDX-License-Identifier: MIT */
#include "observed_calls.h"

#include <string.h>

#include "../base/text.h"
#include "../evidence/trace_memory.h"
#include "../evidence/trace_output.h"
#include "messages.h"

enum {
	INDENT = 2,       /* of evidence, which is printed as it is */
	MOST_BYTES = 200, /* of one line that was printed */
	MOST_CALLS = 40,
	MOST_BETWEEN = 4,   /* lines of the output between two calls */
	RESULT_COLUMN = 33, /* of a call */
};

static void sentence(const struct face *face, const char *text, int indent)
{
	fprintf(face->out, "%*s", indent, "");
	report_wrapped(face, text, indent);
}

/* The calls of a run, and the lines of its output between them. */
struct calls {
	const struct observed *observed;
	struct memory_calls memory;
	const int *places; /* of the output: how many of its lines come before a call */
	int lines_told;
	int digits; /* of the largest number of a line */
};

/*
 * The result at one column, whichever process it is of: strace puts it where the line with its
 * pid ends, and where a call was cut in two, where the second half does.
 */
static const char *aligned(struct pool *pool, const struct line *line)
{
	const char *text = text_visible(pool, line->text, line->length, 0);
	const char *result = NULL;
	size_t length;

	for (const char *at = strstr(text, " = "); at; at = strstr(at + 1, " = "))
		result = at;
	if (!result)
		return text;
	for (length = (size_t)(result - text); length > 0 && text[length - 1] == ' ';)
		length--;
	return pool_printf(
		pool, "%-*s%s", RESULT_COLUMN, pool_copy(pool, text, length), result);
}

/* Lines of the output, from the last one that was told on; of many the first and the last. */
static void tell_printed(const struct face *face, struct calls *calls, int end)
{
	const struct lines *out = &calls->observed->record->out;
	int left_out = end - calls->lines_told > MOST_BETWEEN
		? end - calls->lines_told - MOST_BETWEEN
		: 0;
	int gap = calls->lines_told + MOST_BETWEEN / 2;

	for (int i = calls->lines_told; i < end && i < out->count; i++) {
		fprintf(face->out, "%*s| ", INDENT + calls->digits + 2, "");
		if (left_out && i == gap) {
			fprintf(face->out, M_RUN_MORE, left_out,
				report_visible(face, calls->observed->record->out_file));
			i += left_out - 1;
			continue;
		}
		fprintf(face->out, "%s\n",
			text_visible(face->pool, out->at[i].text, out->at[i].length,
				MOST_BYTES));
	}
	calls->lines_told = end > calls->lines_told ? end : calls->lines_told;
}

static void print_call(const struct face *face, struct calls *calls, int i)
{
	const struct run_trace *trace = calls->observed->trace;
	int place = calls->memory.at[i];
	int pid = trace->pids[place];

	tell_printed(face, calls, calls->places[place]);
	fprintf(face->out, "%*s%*d  ", INDENT, "", calls->digits,
		trace->lines.at[place].number);
	if (pid != calls->observed->record->pid)
		fprintf(face->out, "[%d] ", pid);
	fprintf(face->out, "%s\n", aligned(face->pool, &trace->lines.at[place]));
}

/* Each behind its number in the log; the middle of a long list is counted. */
static void print_calls(const struct face *face, struct calls *calls)
{
	int count = calls->memory.count;
	int left_out = count > MOST_CALLS ? count - MOST_CALLS : 0;
	const struct lines *lines = &calls->observed->trace->lines;

	calls->digits =
		snprintf(NULL, 0, "%d", lines->at[calls->memory.at[count - 1]].number);
	for (int i = 0; i < count; i++) {
		if (left_out && i == MOST_CALLS / 2) {
			fprintf(face->out, "%*s", INDENT + calls->digits + 2, "");
			fprintf(face->out, M_RUN_MORE, left_out,
				report_visible(face, calls->observed->record->log_file));
			i += left_out;
			calls->lines_told = calls->places[calls->memory.at[i]];
		}
		print_call(face, calls, i);
	}
	tell_printed(face, calls, calls->observed->record->out.count);
}

static bool has_calls_of_children(const struct calls *calls)
{
	for (int i = 0; i < calls->memory.count; i++)
		if (calls->observed->trace->pids[calls->memory.at[i]] !=
			calls->observed->record->pid)
			return true;
	return false;
}

void observed_tell_calls(
	const struct face *face, const struct observed *observed, int indent)
{
	const struct record *record = observed->record;
	struct calls calls = {.observed = observed};

	if (!observed->trace) {
		report_wrapped(face, M_OBSERVED_UNTRACED, indent);
		report_lack(face, &record->untraced, indent);
		return;
	}
	trace_memory_calls(face->pool, observed->trace, record->pid, &calls.memory);
	calls.places = trace_output_places(face->pool, observed->trace, observed->out);
	report_wrapped(face,
		pool_printf(face->pool,
			calls.memory.count > 0 ? M_OBSERVED_LOADED : M_OBSERVED_NO_CALLS,
			calls.memory.loaded),
		indent);
	if (calls.memory.count == 0)
		return;
	if (has_calls_of_children(&calls))
		sentence(face, M_OBSERVED_CHILDREN, indent);
	if (record->out.count > 0)
		sentence(face, M_OBSERVED_BETWEEN, indent);
	print_calls(face, &calls);
}
