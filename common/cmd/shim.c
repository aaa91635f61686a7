/* SPDX-License-Identifier: MIT */

/*
 * build/vmlab-shim OPTION... -- PROGRAM [ARG...]
 * build/vmlab-shim --announce STRACE [ARG...], or --announce-calls
 * build/vmlab-shim --keep OPTIONS DIRECTORY PROGRAM [ARG...]
 *
 * A program of its own, and a small one, because it is started twice for every run, once under
 * strace. Nobody calls it by hand; common/run/shim.h and common/host/keeping.h say what it does.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../host/keeping.h"
#include "../run/announce.h"
#include "../run/shim.h"

static int read_word(struct shim_options *options, char *word)
{
	if (strncmp(word, SHIM_SETTING, strlen(SHIM_SETTING)) == 0)
		return putenv(word + strlen(SHIM_SETTING));
	if (shim_read_option(options, word) != 0)
		return -1;
	return options->bare ? clearenv() : 0; /* what is set comes behind the options */
}

int main(int argc, char *argv[])
{
	struct shim_options options = {.user = (unsigned)-1, .group = (unsigned)-1};
	int at = 1;

	if (argc > 4 && strcmp(argv[1], KEEP) == 0)
		keeping(argv + 2);
	if (argc > 2 && strcmp(argv[1], ANNOUNCE) == 0)
		_exit(announce_and_become(argv + 2, false));
	if (argc > 2 && strcmp(argv[1], ANNOUNCE_CALLS) == 0)
		_exit(announce_and_become(argv + 2, true));
	while (at < argc && strcmp(argv[at], "--") != 0) {
		if (read_word(&options, argv[at]) != 0) {
			fprintf(stderr, "vmlab-shim: unknown option %s\n", argv[at]);
			return 2;
		}
		at++;
	}
	if (at + 1 >= argc) {
		fprintf(stderr, "vmlab-shim: started by vmlab, not by hand\n");
		return 2;
	}
	/* Not exit(): what a sanitizer does there does not work in a process that is traced. */
	_exit(shim_become(&options, argv + at + 1));
}
