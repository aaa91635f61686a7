/*
 * Wrong: has the kernel write to its variables, from another process's view of its memory.
 * fails: run to_data
 */
#define _GNU_SOURCE /* for process_vm_writev() */
#include <err.h>
#include <link.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

static const int constant = 42;
static int initialised = 42;
static int zero = 0;
static int uninitialised;
static char *pointer = "moon";
static char *const const_pointer = "moon";

static void say(const char *format, const char *what, uintptr_t value)
{
	char line[80];
	int length = snprintf(line, sizeof line, format, what, value);

	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

static void stop(const char *what)
{
	char line[80];

	say("Press Enter to %s process %lu\n", what, getpid());
	if (read(STDIN_FILENO, line, sizeof line) < 0)
		err(1, "read");
}

/*
 * An entry of .dynamic tells where the global offset table is. Its first three words are
 * the loader's own; the fourth is the slot for the address of a function.
 */
static uintptr_t find_got_slot(void)
{
	const ElfW(Dyn) *entry = _DYNAMIC;

	while (entry->d_tag != DT_PLTGOT && entry->d_tag != DT_NULL)
		entry++;
	return entry->d_un.d_ptr + 3 * sizeof(void *);
}

int main(int argc, char *argv[])
{
	const struct {
		const char *name;
		uintptr_t address;
	} parts[] = {
		{"code", (uintptr_t)main}, {"string", (uintptr_t)pointer},
		{"constant", (uintptr_t)&constant},
		{"const_pointer", (uintptr_t)&const_pointer},
		{"dynamic", (uintptr_t)_DYNAMIC}, {"got_slot", find_got_slot()},
		{"pointer", (uintptr_t)&pointer}, {"initialised", (uintptr_t)&initialised},
		{"zero", (uintptr_t)&zero}, {"uninitialised", (uintptr_t)&uninitialised},
	};

	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
		say("%-16s0x%lx\n", parts[i].name, parts[i].address);
	if (argc > 1)
		stop("write to");
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
		for (int j = 1; j < argc; j++)
			if (strcmp(argv[j], parts[i].name) == 0) {
				char byte = 1 + *(volatile char *)parts[i].address;
				struct iovec from = {&byte, 1};
				struct iovec to = {(void *)parts[i].address, 1};

				if (argc < 4)
					++*(volatile char *)parts[i].address;
				else if (process_vm_writev(getpid(), &from, 1, &to, 1, 0) != 1)
					err(1, "process_vm_writev");
				say("written: %-16s0x%lx\n", argv[j], parts[i].address);
			}
	stop("end");
	return 0;
}
