/* SPDX-License-Identifier: MIT */
#include "probe.h"

#include <errno.h>
#include <fcntl.h>
#include <gnu/libc-version.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../base/file.h"
#include "../base/text.h"
#include "../elf/elf_image.h"
#include "attempt.h"
#include "command.h"
#include "compile.h"
#include "compiler.h"
#include "counter.h"
#include "fault_rings.h"
#include "facts.h"
#include "messages.h"
#include "refusal.h"
#include "terminal.h"
#include "tool.h"

#define QUERY_PERSONALITY 0xffffffffUL

enum { MOST_SECONDS = 20 }; /* that an attempt may take */

/* --- what the machine is -------------------------------------------------------------- */

/* PER_LINUX is 0; personality(2). Where the call is refused nobody can have set another. */
static void take_off_execution_domain(void)
{
	int now = personality(QUERY_PERSONALITY);

	if (now != -1 && (now & (PER_MASK | UNAME26)))
		personality((unsigned long)(now & ~(PER_MASK | UNAME26)));
}

void probe_machine(struct pool *pool, struct machine *machine)
{
	struct utsname name;

	take_off_execution_domain();
	uname(&name);
	machine->kernel = pool_printf(pool, "%s", name.release);
	machine->libc = pool_printf(pool, "glibc %s", gnu_get_libc_version());
	machine->machine = pool_printf(pool, "%s", name.machine);
	facts_probe(pool, machine->facts);
}

/* --- what it allows ------------------------------------------------------------------- */

/* Runs a command whose words do not matter; its exit status, or minus errno. */
static int run_quietly(char *const argv[])
{
	const struct command command = {
		.argv = argv, .limit = MOST_SECONDS, .abridged = true};
	struct pool pool = {0};
	struct command_result result;

	command_execute(&pool, &command, &result);
	pool_free(&pool);
	if (result.end == COMMAND_CANNOT_START)
		return -result.value;
	return result.end == COMMAND_EXITED ? result.value : 1;
}

static struct lack try_ptrace(void)
{
	char *const argv[] = {"strace", "-o", "/dev/null", "true", NULL};
	int status = run_quietly(argv);

	return status == 0   ? (struct lack){0}
		: status < 0 ? refusal_of("strace", -status)
			     : refusal_of("ptrace", EPERM);
}

static struct lack try_counter(void)
{
	int fd = counter_open(getpid());

	if (fd < 0)
		return refusal_of("counter", errno);
	close(fd);
	return (struct lack){0};
}

static struct lack try_rings(void)
{
	struct pool scratch = {0};
	struct fault_rings rings;
	struct bytes records;
	struct lack lack = {0};

	if (fault_rings_open(&rings, getpid()) != 0)
		lack = refusal_of(rings.no_room ? "rings" : "counter", errno);
	fault_rings_close(&scratch, &rings, &records);
	pool_free(&scratch);
	return lack;
}

static struct lack try_perf(void)
{
	char *const argv[] = {
		"perf", "stat", "-D", "-1", "-e", "page-faults", "true", NULL};
	int status = run_quietly(argv);
	struct lack counter = try_rings(); /* perf counts in user mode where it has to */

	if (status == 0 && !counter.reason)
		return (struct lack){0};
	return status > 0 && counter.reason ? counter : refusal_of("perf", EACCES);
}

static int set_personality(const void *context)
{
	(void)context;
	return personality(ADDR_NO_RANDOMIZE) == -1;
}

/* The setting would stay. */
static struct lack try_personality(void)
{
	switch (attempt_in_child(set_personality, NULL)) {
	case 0: return (struct lack){0};
	case -1: return refusal_of("process", errno);
	default: return refusal_of("personality", EPERM);
	}
}

static struct lack try_terminal(void)
{
	struct terminal terminal;

	if (terminal_open(&terminal, (uid_t)-1) != 0)
		return refusal_of("terminal", errno);
	close(terminal.master);
	close(terminal.slave);
	return (struct lack){0};
}

static bool is_readable(pid_t pid, const char *name)
{
	char path[64];
	int fd;

	snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

static struct lack try_reading(pid_t pid)
{
	if (!is_readable(pid, "syscall") || !is_readable(pid, "maps"))
		return refusal_of("maps", errno);
	if (!is_readable(pid, "mem") || !is_readable(pid, "pagemap"))
		return refusal_of("memory", errno);
	return (struct lack){0};
}

/* Of a child that waits, as the labs do. */
static struct lack try_pauses(void)
{
	struct lack lack;
	pid_t pid = fork();

	if (pid < 0)
		return refusal_of("process", errno);
	if (pid == 0) {
		pause();
		_exit(0);
	}
	lack = try_reading(pid);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	return lack;
}

static struct lack try_libelf(void)
{
	return elf_image_available() ? (struct lack){0} : refusal_of("libelf", 0);
}

static struct lack try_tool(struct pool *pool, char *program, const char *needs)
{
	char *const words[] = {program, "--version", NULL};
	struct tool tool = {.words = words, .needs = needs, .limit = TOOL_LIMIT};
	struct lack lack = {0};
	struct bytes text;

	tool_run(pool, &tool, &text, &lack);
	return lack;
}

static struct lack try_user(void)
{
	return geteuid() == 0 ? (struct lack){0} : refusal_of("user", EPERM);
}

static struct lack try_compiler(struct pool *pool, const char *folder, char *flag)
{
	static const char program[] = "int main(void)\n{\n\treturn 0;\n}\n";
	char *const flags[] = {flag, NULL};
	char *source = pool_printf(pool, "%s/attempt.c", folder);
	struct compilation compilation = {.source = source,
		.output = pool_printf(pool, "%s/attempt", folder),
		.flags = flags};
	struct compile_result result;
	struct err err;
	struct lack lack = {.reason = compiler_unsupported(pool, folder)};

	if (lack.reason)
		return lack;
	if (file_write(source, program, sizeof program - 1, &err) != 0 ||
		compile(pool, &compilation, &result, &err) != 0)
		lack.reason = said_plain(pool, pool_printf(pool, "%s", err.message));
	else if (result.outcome != COMPILED) {
		lack.reason = result.message;
		lack.remedy = SAID(REMEDY_SETUP);
	}
	unlink(source);
	unlink(compilation.output);
	unlink(pool_printf(pool, "%s.key", compilation.output));
	return lack;
}

void probe_abilities(
	struct pool *pool, const char *folder, struct ability abilities[ABILITIES])
{
	const struct ability found[ABILITIES] = {
		{"cc", M_FOR_COMPILER, try_compiler(pool, folder, NULL)},
		{"cc -static", M_FOR_STATIC, try_compiler(pool, folder, "-static")},
		{"terminal", M_FOR_TERMINAL, try_terminal()},
		{"strace", M_FOR_STRACE, try_ptrace()},
		{"counter", M_FOR_COUNTER, try_counter()},
		{"faults", M_FOR_RINGS, try_rings()},
		{"perf stat", M_FOR_PERF, try_perf()},
		{"personality", M_FOR_PERSONALITY, try_personality()},
		{"second user", M_FOR_USER, try_user()},
		{"pauses", M_FOR_PAUSES, try_pauses()},
		{"libelf", M_FOR_LIBELF, try_libelf()},
		{"objdump", M_FOR_BINUTILS, try_tool(pool, "objdump", NULL)},
		{"gdb", M_FOR_GDB, try_tool(pool, "gdb", NULL)},
		{"clang riscv64", M_FOR_RISCV,
			try_tool(pool, "clang", "clang target riscv64-linux-gnu")},
	};

	memcpy(abilities, found, sizeof found);
}
