/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_TESTS_OBSERVING_H
#define VMLAB_TESTS_OBSERVING_H

#include "help.h"

/* What the tests of `vmlab observe` share. */

#define INCLUDES                                                                           \
	"#include <pthread.h>\n#include <stdio.h>\n#include <stdlib.h>\n"                  \
	"#include <string.h>\n#include <sys/mman.h>\n#include <sys/resource.h>\n"          \
	"#include <sys/wait.h>\n#include <unistd.h>\n"

#define MAIN(body) INCLUDES "int main(int argc, char **argv)\n{\n" body "\n}\n"

/* A project whose labs are never run, with a program mine.c to observe in it. */
char *observing_project(const char *program);

/* The exit status and the output of `vmlab observe WORDS` in a fresh project. */
struct ran observing(const char *program, const char *words);

/* Observe the program with these words; each of the parts must be told, wherever lines end. */
void observing_shows(const char *program, const char *words, const char *const *parts);

#define SHOWS(program, words, ...)                                                         \
	observing_shows(program, words, (const char *const[]){__VA_ARGS__, NULL})

#endif
