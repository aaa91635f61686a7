/*
 * mistake: It prints what could be true and starts no thread.
 * fails: stack_size_is_limit
 */
#include <err.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
	char text[400];
	int length = snprintf(text, sizeof text, "main(), a local variable:    %p\n"
		"Thread 1, a local variable:  0x7f3ac9dffebc\n"
		"          its stack:         0x7f3ac9601000, 8388608 bytes, and a guard of 4096\n"
		"Thread 2, a local variable:  0x7f3ac95feebc\n"
		"          its stack:         0x7f3ac8e00000, 8388608 bytes, and a guard of 4096\n"
		"Press Enter to end the threads.\n", (void *)text);

	if (write(STDOUT_FILENO, text, length) != length)
		err(1, "write");
	return read(STDIN_FILENO, text, sizeof text) < 0;
}
