/* SPDX-License-Identifier: MIT */
#include "facts.h"

#include <fcntl.h>
#include <gnu/libc-version.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "../base/file.h"
#include "../base/text.h"
#include "../evidence/process.h"
#include "../lang/expr.h"
#include "fault_rings.h"

/* How each fact of the machine is found. */

enum { PROBED_PAGES = 64 };

/* "6.1.0-18-amd64" is 6001. */
static number version_number(const char *text)
{
	int major = 0;
	int minor = 0;

	sscanf(text, "%d.%d", &major, &minor);
	return (number)major * VERSION_STEP + minor;
}

static const char *read_setting(struct pool *pool, const char *path)
{
	struct bytes text;
	struct err ignored;

	return file_read(pool, path, &text, &ignored) == 0 ? text.data : "";
}

/* A setting that is one number. */
static number read_number(struct pool *pool, const char *path)
{
	return atoll(read_setting(pool, path));
}

static number probe_page(struct pool *pool)
{
	(void)pool;
	return sysconf(_SC_PAGESIZE);
}

static number probe_glibc(struct pool *pool)
{
	(void)pool;
	return version_number(gnu_get_libc_version());
}

static number probe_kernel(struct pool *pool)
{
	struct utsname name;

	(void)pool;
	uname(&name);
	return version_number(name.release);
}

static number probe_uid(struct pool *pool)
{
	(void)pool;
	return (number)geteuid();
}

static number probe_aslr(struct pool *pool)
{
	return read_number(pool, "/proc/sys/kernel/randomize_va_space");
}

static number probe_thp(struct pool *pool)
{
	const char *text =
		read_setting(pool, "/sys/kernel/mm/transparent_hugepage/enabled");

	return strstr(text, "[always]") ? 2 : strstr(text, "[madvise]") ? 1 : 0;
}

static number probe_min_addr(struct pool *pool)
{
	return read_number(pool, "/proc/sys/vm/mmap_min_addr");
}

static bool is_machine(const char *machine)
{
	struct utsname name;

	uname(&name);
	return strcmp(name.machine, machine) == 0;
}

static number probe_x86_64(struct pool *pool)
{
	(void)pool;
	return is_machine("x86_64");
}

static number probe_arm64(struct pool *pool)
{
	(void)pool;
	return is_machine("aarch64");
}

static number probe_riscv64(struct pool *pool)
{
	(void)pool;
	return is_machine("riscv64");
}

/* The caller's personality does not count: the shim gives each run its own. */
static number probe_layout(struct pool *pool)
{
	return read_number(pool, "/proc/sys/vm/legacy_va_layout") == 0;
}

static number probe_vsyscall(struct pool *pool)
{
	const char *text = read_setting(pool, "/proc/self/maps");
	const char *line = strstr(text, "[vsyscall]");

	while (line && line > text && line[-1] != '\n')
		line--;
	return !line ? 0 : strstr(line, " r-xp ") ? 2 : 1;
}

/* Of a page of our own: the number is 0 where it is hidden; proc(5), /proc/PID/pagemap. */
static number probe_frames(struct pool *pool)
{
	uintptr_t page = (uintptr_t)probe_page(pool);
	uint64_t entry = 0;
	int fd = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
	ssize_t got = 0;

	if (fd >= 0) {
		got = pread(fd, &entry, sizeof entry,
			(off_t)((uintptr_t)&entry / page * sizeof entry));
		close(fd);
	}
	return got == sizeof entry && pagemap_frame(entry) != 0;
}

static number probe_told_faults(struct pool *pool)
{
	(void)pool;
	return fault_rings_show();
}

/*
 * Pages that are read first and written later: where reading has mapped the shared page of
 * zeros, each write is a page fault of its own; mm/memory.c, do_anonymous_page(). Some
 * kernels give a page of its own at the first read, mm_forbids_zeropage() among the reasons.
 */
static number probe_shared_zeros(struct pool *pool)
{
	size_t page = (size_t)probe_page(pool);
	size_t size = page * PROBED_PAGES;
	volatile char *memory = mmap(
		NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct rusage before;
	struct rusage after;

	if (memory == MAP_FAILED)
		return 1;
	madvise((void *)memory, size, MADV_NOHUGEPAGE);
	for (size_t i = 0; i < size; i += page)
		(void)memory[i];
	getrusage(RUSAGE_SELF, &before);
	for (size_t i = 0; i < size; i += page)
		memory[i] = 1;
	getrusage(RUSAGE_SELF, &after);
	munmap((void *)memory, size);
	return after.ru_minflt - before.ru_minflt >= PROBED_PAGES;
}

#define PROBE(constant, name) [FACT_##constant] = probe_##name,

void facts_probe(struct pool *pool, number facts[FACTS])
{
	static number (*const probes[FACTS])(struct pool *) = {MACHINE_FACTS(PROBE)};

	for (int i = 0; i < FACTS; i++)
		facts[i] = probes[i](pool);
}
