/*
 * does: It reads and prints with stdio and calls the compiler's own alloca(), and its list lies on the stack all the same.
 */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

long strtol(const char *text, char **end, int base);
void exit(int status);

static char in[4096], out[4096];

static long number_from_input(const char *name, long low, long high)
{
	char text[40];
	char *rest;
	long number;

	if (scanf("%39s", text) != 1) {
		fprintf(stderr, "alloca: the input ends before %s\n", name);
		exit(1);
	}
	errno = 0;
	number = strtol(text, &rest, 10);
	if (strlen(rest) > 0) {
		fprintf(stderr, "alloca: %s must be a whole number, not \"%s\"\n", name,
			text);
		exit(1);
	}
	if (errno == ERANGE || number < low || number > high) {
		fprintf(stderr, "alloca: %s must be from %ld to %ld, not %s\n", name, low,
			high, text);
		exit(1);
	}
	return number;
}

struct cell {
	int value;
	int index;
	struct cell *previous;
};

static void read_and_reverse(long n)
{
	struct cell *newest = NULL;
	int key;

	for (long i = 0; i < n; i++) {
		struct cell *cell = __builtin_alloca(sizeof(struct cell));
		char name[40];

		snprintf(name, sizeof name, "number %ld", i + 1);
		cell->value = (int)number_from_input(name, INT_MIN, INT_MAX);
		cell->index = (int)i;
		cell->previous = newest;
		newest = cell;
		printf("Stored %d at %p\n", cell->value, (void *)cell);
	}
	printf("In reverse:");
	for (struct cell *cell = newest; cell != NULL; cell = cell->previous)
		printf(" %d", cell->value);
	printf("\nPress Enter to return from reverse().\n");
	while ((key = getchar()) != '\n' && key != EOF)
		;
	getchar();
}

int main(void)
{
	setvbuf(stdin, in, _IOFBF, sizeof in);
	setvbuf(stdout, out, _IOLBF, sizeof out);
	read_and_reverse(number_from_input("n", 1, 1000));
	return 0;
}
