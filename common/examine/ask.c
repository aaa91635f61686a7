/* SPDX-License-Identifier: MIT */
#include "ask.h"

#include <string.h>

#include "../base/text.h"
#include "../base/words.h"
#include "../match/need.h"
#include "../host/compiler.h"
#include "../host/tool.h"
#include "evidence_folder.h"
#include "launch.h"

/* Tools are asked about the lab's files: compilers, disassemblers, readers of ELF files. */

/*
 * A word that names a build or a source of the lab stands for that file. The path is
 * relative to the project's root; NULL when the word is another.
 */
static const char *file_behind(
	struct context *context, const struct examination *at, const char *word)
{
	const char *source = source_of(context, at, word);

	if (expect_find_build(&at->expect, word))
		return pool_printf(
			context->pool, "%s/%s", binary_folder(context, at->lab), word);
	return !strchr(word, '/') && project_exists(source) ? source : NULL;
}

/* The word of the command, to be run anywhere or to be typed in the project's root. */
static char *resolve(struct context *context, const struct examination *at,
	const char *word, bool by_hand)
{
	const char *file = file_behind(context, at, word);

	if (!file)
		return (char *)word;
	return (char *)(by_hand ? file : absolute_path(context, file));
}

static char **command_of(struct context *context, const struct examination *at,
	const struct tool_spec *tool, bool by_hand)
{
	bool compiler = tool->words && strcmp(tool->words->text, "cc") == 0;
	const struct word *rest = compiler ? tool->words->next : tool->words;
	char **words = words_to_array(context->pool, NULL, rest);

	for (char **word = words; *word; word++)
		*word = resolve(context, at, *word, by_hand);
	return compiler
		? words_joined(context->pool, compiler_words(context->pool, false), words)
		: words;
}

/* The first file of the command that was not built; NULL when there is none. */
static const struct build_file *find_unbuilt(
	const struct examination *at, const struct tool_spec *tool)
{
	for (const struct word *word = tool->words; word; word = word->next)
		for (int i = 0; i < at->evidence.file_count; i++)
			if (strcmp(at->evidence.files[i].build->name, word->text) == 0 &&
				!at->evidence.files[i].built)
				return &at->evidence.files[i];
	return NULL;
}

/* A tool that has nothing to look at is as well or as badly off as the build. */
static void refuse(
	struct context *context, const struct build_file *unbuilt, struct record *record)
{
	record->outcome = unbuilt->failed ? OUTCOME_UNBUILT : OUTCOME_REFUSED;
	record->trouble = unbuilt->unread;
	record->failing = pool_printf(context->pool, "build %s", unbuilt->build->name);
}

static void run_tool(struct context *context, const struct tool *tool, struct bytes *text,
	struct record *record)
{
	switch (tool_run(context->pool, tool, text, &record->trouble)) {
	case TOOL_ANSWERED:
		record->outcome = OUTCOME_ENDED;
		record->out = text_lines(context->pool, text->data, text->size);
		break;
	case TOOL_LACKING: record->outcome = OUTCOME_REFUSED; break;
	case TOOL_FAILED: record->outcome = OUTCOME_STOPPED; break;
	}
}

/* A tool may start the program, and so has more time than a run, and more with --limit. */
static double limit_of_tools(const struct context *context)
{
	return 4 * context->options.limit > TOOL_LIMIT ? 4 * context->options.limit
						       : TOOL_LIMIT;
}

static int ask(struct context *context, const struct examination *at,
	struct performed *performed, struct err *err)
{
	struct pool *pool = context->pool;
	const char *folder = evidence_folder(context, at->lab);
	struct record *record = pool_alloc(pool, sizeof *record);
	struct tool tool = {
		.words = command_of(context, at, performed->run->tool, false),
		.needs = performed->run->tool->needs,
		.directory = absolute_path(context, folder),
		.output = performed->run->tool->output,
		.limit = limit_of_tools(context),
	};
	const struct build_file *unbuilt = find_unbuilt(at, performed->run->tool);
	struct bytes text = {"", 0};

	performed->record = record;
	record->failing = pool_printf(pool, "tool %s", performed->run->name);
	record->command =
		shell_words(pool, command_of(context, at, performed->run->tool, true));
	record->out_file = pool_printf(pool, "%s/%s.tool", folder, performed->run->name);
	record->evidence = record->out_file;
	if (unbuilt)
		refuse(context, unbuilt, record);
	else
		run_tool(context, &tool, &text, record);
	return folder_write(&context->folder, record->out_file, text.data, text.size, err);
}

int ask_tools(struct context *context, struct examination *examination, struct err *err)
{
	for (const struct run_spec *run = examination->expect.tools; run; run = run->next) {
		struct performed *performed =
			&examination->evidence
				 .performed[examination->evidence.performed_count];

		if (!needs_run(&examination->evidence, run))
			continue;
		performed->run = run;
		performed->repetition = 1;
		performed->record =
			examination->damage; /* its files are not what they were */
		if (!performed->record && ask(context, examination, performed, err) != 0)
			return -1;
		examination->evidence.performed_count++;
	}
	return 0;
}
