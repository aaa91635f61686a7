/*
 * A library for other programs: it answers brk() in place of the C library, with numbers that
 * nobody expects. The break stays where it is.
 *
 *     cc -shared -fPIC odd_answers.c -o odd_answers
 *
 * Try:  LD_PRELOAD=./odd_answers ./heap_bounds
 *
 * What should be seen: 14 and 15 as the results of brk(), where heap_bounds prints 0 and -1
 * without this library. So it has these from the C library, and not from itself.
 */
#include <unistd.h>

int brk(void *address)
{
	static int answer = 13;

	(void)address;
	return ++answer;
}
