/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "../base/file.h"
#include "../base/locale.h"
#include "../base/text.h"
#include "cmd.h"
#include "messages.h"

int command_language(struct context *context)
{
	const char *word = context->options.words[0];
	enum language chosen;
	struct err err;

	if (!language_named(word, &chosen)) {
		complain(M_LANGUAGE_WHICH, word ? word : "");
		return EXIT_USAGE;
	}
	if (project_make_folder(context->pool, "my", &err) != 0 ||
		file_write("my/language", word, strlen(word), &err) != 0) {
		print_error(&err);
		return EXIT_USAGE;
	}
	language_choose(word, NULL);
	printf("%s\n", M_LANGUAGE_SET);
	return EXIT_PASSED;
}
