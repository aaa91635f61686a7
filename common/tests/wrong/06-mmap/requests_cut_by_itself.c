/*
 * Wrong: cuts one block into five itself.
 * replaces: requests.c
 * fails: pause waiting by_malloc
 * at: word($
 */
#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static void say(int number, uintptr_t address)
{
	char line[80];
	int length = snprintf(
		line, sizeof line, "Request %d:              0x%lx\n", number, address);

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

static void *map(void)
{
	void *memory =
		mmap(NULL, 10, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (memory == MAP_FAILED)
		err(1, "mmap");
	return memory;
}

static void *allocate(void)
{
	static char *block;
	void *memory = block ? (block += 32) : (block = malloc(160));

	if (!memory)
		err(1, "malloc");
	return memory;
}

int main(int argc, char *argv[])
{
	static const char prompt[] = "Press Enter to end.\n";
	int by_mmap = argc == 2 && strcmp(argv[1], "mmap") == 0;
	char answer[80];

	if (!by_mmap && (argc != 2 || strcmp(argv[1], "malloc") != 0))
		errx(1, "usage: %s mmap|malloc", argv[0]);
	for (int i = 1; i <= 5; i++)
		say(i, (uintptr_t)(by_mmap ? map() : allocate()));
	if (write(STDOUT_FILENO, prompt, sizeof prompt - 1) < 0)
		err(1, "write");
	if (read(STDIN_FILENO, answer, sizeof answer) < 0)
		err(1, "read");
	return 0;
}
