/*
 * A call with eight arguments: six of them travel in registers, two on the stack.
 *
 *     cc eight_arguments.c -o eight_arguments
 *
 * Try:  cc -O1 -S -o - eight_arguments.c    the lines before the call in caller()
 *       ./eight_arguments                   where they are without optimisation
 *
 * What should be seen (x86-64): before the call stand six registers and two pushq. Without
 * optimisation the callee stores the first six in its own frame; the seventh and the eighth
 * stay where the caller has put them, above the return address.
 */
#include <err.h>
#include <stdio.h>
#include <unistd.h>

static void say(const char *label, const void *address)
{
	char line[80];
	int length = snprintf(line, sizeof line, "%-28s%p\n", label, address);

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

/* noinline: without a call there would be nothing to see. */
__attribute__((noinline)) long weigh(long a, long b, long c, long d, long e, long f, long g,
	long h)
{
	return a + b + c + d + e + f + 10 * g + 100 * h;
}

__attribute__((noinline)) long caller(void)
{
	return weigh(1, 2, 3, 4, 5, 6, 7, 8);
}

static long show(long a, long b, long c, long d, long e, long f, long g, long h)
{
	char enter;

	say("The first argument:", &a);
	say("The sixth:", &f);
	say("Frame of the callee:", __builtin_frame_address(0));
	say("The seventh:", &g);
	say("The eighth:", &h);
	if (read(STDIN_FILENO, &enter, 1) < 0)
		err(1, "read");
	return b + c + d + e;
}

int main(void)
{
	return caller() + show(1, 2, 3, 4, 5, 6, 7, 8) == 891 + 14 ? 0 : 1;
}
