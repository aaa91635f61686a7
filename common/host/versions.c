/* SPDX-License-Identifier: MIT */
#include "versions.h"

#include <string.h>

#include "../base/text.h"
#include "../base/version.h"
#include "compiler.h"
#include "tool.h"

enum { PATIENCE = 5 }; /* seconds */

static const char *first_line(struct pool *pool, char *const *words)
{
	const struct tool tool = {.words = words, .limit = PATIENCE};
	struct bytes text;
	struct lack why;

	if (tool_run(pool, &tool, &text, &why) != TOOL_ANSWERED)
		return NULL;
	return text_trimmed(pool, text.data, strcspn(text.data, "\n"));
}

static const char *compiler_version(struct pool *pool)
{
	char *words[MOST_COMPILER_WORDS + 2];
	int count = compiler_words(pool, words);

	words[count++] = "--version";
	words[count] = NULL;
	return first_line(pool, words);
}

void versions_read(struct pool *pool, struct versions *versions)
{
	char *const strace[] = {"strace", "-V", NULL};
	char *const perf[] = {"perf", "--version", NULL};

	versions->vmlab = VERSION;
	versions->compiler = compiler_version(pool);
	versions->strace = first_line(pool, strace);
	versions->perf = first_line(pool, perf);
}
