/*
 * Prints with printf() and waits by getchar().
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

static void say(const char *label, unsigned long value, int base)
{
	printf(base == 16 ? "%-28s0x%lx\n" : "%-28s%lu\n", label, value);
}

static void wait_for_enter(void)
{
	puts("Press Enter to go on.");
	if (getchar() == EOF)
		err(1, "getchar");
}

/* Each call has a kibibyte of its own, and writes down how many calls are still to come. */
static void go_down(int calls)
{
	volatile int block[256];

	block[0] = calls;
	if (calls > 0) {
		go_down(calls - 1);
	} else {
		say("Block of the last call:", (unsigned long)block, 16);
		say("Frame of the last call:", (unsigned long)__builtin_frame_address(0), 16);
		wait_for_enter();
	}
	block[0] += 1000000; /* this call was here twice: going down and coming back */
}

int main(int argc, char *argv[])
{
	int kibibytes = argc > 1 ? atoi(argv[1]) : 1024;
	struct rlimit limit;

	if (getrlimit(RLIMIT_STACK, &limit) != 0)
		err(1, "getrlimit");
	say("Limit of the stack:", limit.rlim_cur, 10);
	say("Name of the program:", (unsigned long)argv[0], 16);
	say("A local of main():", (unsigned long)&limit, 16);
	wait_for_enter();
	go_down(kibibytes);
	say("Calls that have returned:", kibibytes + 1UL, 10);
	wait_for_enter();
	return 0;
}
