/*
 * mistake: It prints the addresses of an old program, and writes nowhere.
 * fails: symbols_in_sections pie
 * at: sym(constant).section
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The addresses of a program that was linked to 0x400000, ten years ago. */
static const char text[] = "code            0x40052d\n"
	"string          0x4005d4\nconstant        0x4005d0\nconst_pointer   0x4005d8\n"
	"dynamic         0x600e28\ngot_slot        0x601018\n"
	"pointer         0x601058\ninitialised     0x601050\nzero            0x601060\n"
	"uninitialised   0x601064\n";

int main(int argc, char *argv[])
{
	char line[80];
	int length = snprintf(line, sizeof line, "Press Enter to %s process %d\n",
		argc > 1 ? "write to" : "end", (int)getpid());

	if (write(STDOUT_FILENO, text, strlen(text)) < 0 ||
		write(STDOUT_FILENO, line, length) < 0 ||
		read(STDIN_FILENO, line, sizeof line) < 0)
		return 1;
	return argc > 1 && argv[1][0] == '?';
}
