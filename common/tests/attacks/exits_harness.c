/* An untraced child writes a report in the harness's place and makes it exit with 0. */
#include "attack.h"

#include <elf.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/user.h>

static void report(void)
{
	int fd = open(of_process(harness, "fd/1"), O_WRONLY | O_APPEND);

	write_text(fd,
		"lab  1 [ ok ]  Attacked   4 of 4 checks ok\n"
		"1 passed, 0 failed, 0 skipped\n");
	close(fd);
}

/* On x86-64 the next instruction of the harness becomes exit_group(0). */
static void make_it_exit(void)
{
	if (ptrace(PTRACE_ATTACH, harness, 0, 0) != 0)
		return;
	waitpid(harness, NULL, __WALL);
#ifdef __x86_64__
	struct user_regs_struct regs;

	ptrace(PTRACE_GETREGS, harness, 0, &regs);
	ptrace(PTRACE_POKETEXT, harness, regs.rip, 0x050f);
	regs.rax = SYS_exit_group;
	regs.orig_rax = -1UL;
	regs.rdi = 0;
	ptrace(PTRACE_SETREGS, harness, 0, &regs);
#endif
	ptrace(PTRACE_DETACH, harness, 0, 0);
	sleep(1);
}

static void attack(void)
{
	report();
	make_it_exit();
}

int main(void)
{
	look_up();
	say_ready();
	untraced(attack, true);
	return 0;
}
