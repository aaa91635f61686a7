/* SPDX-License-Identifier: MIT */
#include "versions.h"

#include <string.h>

#include "../base/file.h"
#include "../base/text.h"
#include "../base/version.h"
#include "../base/words.h"
#include "compiler.h"
#include "tool.h"

/*
 * To ask three programs costs as much as a short run does. So what they have answered is kept in
 * the build folder, under a key that is another one when any of them is.
 */

enum {
	PATIENCE = 5, /* seconds */
	PROGRAMS = 3,
};

/* A program that is asked, and where its answer goes. */
struct asked {
	char *const *words;
	const char **answer;
};

static const char *first_line(struct pool *pool, char *const *words)
{
	const struct tool tool = {.words = words, .limit = PATIENCE};
	struct bytes text;
	struct lack why;

	if (tool_run(pool, &tool, &text, &why) != TOOL_ANSWERED)
		return NULL;
	return text_trimmed(pool, text.data, strcspn(text.data, "\n"));
}

static void list_programs(
	struct pool *pool, struct versions *versions, struct asked asked[PROGRAMS])
{
	static char *const version[] = {"--version", NULL};
	static char *const strace[] = {"strace", "-V", NULL};
	static char *const perf[] = {"perf", "--version", NULL};
	char *const *compiler = words_joined(pool, compiler_words(pool, false), version);

	asked[0] = (struct asked){compiler, &versions->compiler};
	asked[1] = (struct asked){strace, &versions->strace};
	asked[2] = (struct asked){perf, &versions->perf};
}

/* Which files the programs are; a program that is missing has none. */
static const char *key_of(struct pool *pool, const struct asked asked[PROGRAMS])
{
	const char *key = "";

	for (int i = 0; i < PROGRAMS; i++) {
		for (char *const *word = asked[i].words; *word; word++)
			key = pool_printf(pool, "%s%s ", key, *word);
		key = pool_printf(
			pool, "%s%s ", key, tool_identity(pool, asked[i].words[0]));
	}
	return key;
}

/* An empty line stands for a program that there is not. */
static bool recall(struct pool *pool, const char *path, const char *key,
	const struct asked asked[PROGRAMS])
{
	struct bytes bytes;
	struct lines lines;
	struct err ignored;

	if (file_read(pool, path, &bytes, &ignored) != 0)
		return false;
	lines = text_lines(pool, bytes.data, bytes.size);
	if (lines.count != PROGRAMS + 1 || strcmp(lines.at[0].text, key) != 0)
		return false;
	for (int i = 0; i < PROGRAMS; i++)
		*asked[i].answer = lines.at[i + 1].length ? lines.at[i + 1].text : NULL;
	return true;
}

static void remember(struct pool *pool, const char *path, const char *key,
	const struct asked asked[PROGRAMS])
{
	const char *text = pool_printf(pool, "%s\n", key);
	struct err ignored;

	for (int i = 0; i < PROGRAMS; i++)
		text = pool_printf(
			pool, "%s%s\n", text, *asked[i].answer ? *asked[i].answer : "");
	file_write(path, text, strlen(text), &ignored); /* else they are asked again */
}

void versions_read(struct pool *pool, const char *folder, struct versions *versions)
{
	const char *path = pool_printf(pool, "%s/versions", folder);
	struct asked asked[PROGRAMS] = {0};
	const char *key;

	*versions = (struct versions){.vmlab = VERSION};
	list_programs(pool, versions, asked);
	key = key_of(pool, asked);
	if (recall(pool, path, key, asked))
		return;
	for (int i = 0; i < PROGRAMS; i++)
		*asked[i].answer = first_line(pool, asked[i].words);
	remember(pool, path, key, asked);
}
