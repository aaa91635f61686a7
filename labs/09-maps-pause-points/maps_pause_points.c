/*
 * One malloc(), looked at three times: before it, after it, and after free().
 *
 *     cc maps_pause_points.c -o maps_pause_points
 *
 * Try:  ./maps_pause_points       and at each stop, in a second terminal:
 *       cat /proc/PID/maps        with the process id that is printed; where is [heap]?
 *
 * What should be seen: at the first stop no line has the name [heap]. At the second there is
 * one, much longer than the block, and the block lies in it. free() changes nothing in the
 * map: at the third stop the line is still there, and so is most of what the block held.
 *
 * It prints with write(2) and waits with read(2). printf() and getchar() need buffers,
 * and they would allocate them before the first stop; stdio_pause_points.c shows that.
 */
#include <err.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK = 1000 };

static void say(const char *format, ...)
{
	char line[80];
	va_list values;
	int length;

	va_start(values, format);
	length = vsnprintf(line, sizeof line, format, values);
	va_end(values);
	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

/* Takes the whole line that is typed, however long a word somebody puts before Enter. */
static void stop(const char *where)
{
	char line[80];

	say("%s. Press Enter to go on.\n", where);
	if (read(STDIN_FILENO, line, sizeof line) < 0)
		err(1, "read");
}

int main(void)
{
	char *block;

	say("Process id:             %d\n", (int)getpid());
	stop("Before malloc()");

	block = malloc(BLOCK);
	if (!block)
		err(1, "malloc");
	memset(block, 'x', BLOCK);
	say("Block of %d bytes:    %p\n", BLOCK, (void *)block);
	stop("After malloc()");

	free(block);
	stop("After free()");
	return 0;
}
