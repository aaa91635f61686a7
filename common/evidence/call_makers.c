/* SPDX-License-Identifier: MIT */
#include "call_makers.h"

#include <stddef.h>
#include <string.h>

struct makers {
	const char *call;
	const char *functions[MOST_CALL_MAKERS];
};

/* What takes a buffer from malloc() makes the system calls of malloc(). */
static const struct makers known[] = {
	{"brk",
		{"brk", "sbrk", "malloc_trim", "malloc", "calloc", "realloc", "free",
			"printf", "puts", "scanf", "getline", "fgets"}},
	{"mmap", {"mmap", "dlopen", "pthread_create", "malloc", "calloc", "realloc"}},
	{"munmap", {"munmap", "pthread_join", "dlclose", "free"}},
	{"madvise", {"madvise", "malloc_trim"}},
	{"mprotect", {"mprotect", "pthread_create", "dlopen"}},
	{"openat", {"open", "openat", "fopen", "dlopen"}},
	{"read", {"read", "getchar", "fgets", "getline", "scanf", "fread"}},
	{"clone3", {"pthread_create", "fork"}},
	{"clone", {"pthread_create", "fork"}},
	{"clock_gettime", {"clock_gettime", "syscall"}},
	{"prlimit64", {"getrlimit", "setrlimit"}},
	{"newfstatat", {"stat", "fstat"}},
	{"clock_nanosleep", {"sleep", "usleep", "nanosleep"}},
	{"exit_group", {"exit", "_exit"}},
	{"tgkill", {"raise", "abort"}},
};

int call_makers(const char *call, const char *functions[MOST_CALL_MAKERS])
{
	int count = 0;

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(known[i].call, call) == 0)
			for (; count < MOST_CALL_MAKERS && known[i].functions[count];
				count++)
				functions[count] = known[i].functions[count];
	if (count == 0)
		functions[count++] = call;
	return count;
}
