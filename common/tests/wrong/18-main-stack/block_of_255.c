/*
 * Wrong: its block has an int less than a kibibyte.
 * fails: tool types
 * at: DW_AT_
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

static void say(const char *label, unsigned long value, int base)
{
	char line[80];
	int length = snprintf(line, sizeof line,
		base == 16 ? "%-28s0x%lx\n" : "%-28s%lu\n", label, value);

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

static void wait_for_enter(void)
{
	static const char text[] = "Press Enter to go on.\n";
	char enter;

	if (write(STDOUT_FILENO, text, sizeof text - 1) != sizeof text - 1)
		err(1, "write");
	if (read(STDIN_FILENO, &enter, 1) < 0)
		err(1, "read");
}

/* Each call has a kibibyte of its own, and writes down how many calls are still to come. */
static void go_down(int calls)
{
	volatile int block[255];

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
