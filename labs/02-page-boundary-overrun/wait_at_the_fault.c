/*
 * A library for other programs: it stops a program that touches what is not there, so that
 * its memory can be looked at before it dies.
 *
 *     cc -shared -fPIC wait_at_the_fault.c -o wait_at_the_fault
 *
 * Try:  LD_PRELOAD=./wait_at_the_fault ./page_boundary_overrun
 *       grep heap /proc/$(pidof page_boundary_overrun)/maps    in another terminal
 *
 * What should be seen: the address that was touched, and where the instruction lies that
 * touched it. Press Enter, and the program dies as it would have done without this library.
 */
#define _GNU_SOURCE /* for REG_RIP */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <ucontext.h>
#include <unistd.h>

static pid_t program; /* and none of its children */

/* Each kind of processor has its own name for the address of the next instruction. */
static unsigned long instruction(const ucontext_t *context)
{
#if defined __x86_64__
	return context->uc_mcontext.gregs[REG_RIP];
#elif defined __aarch64__
	return context->uc_mcontext.pc;
#else
	return context->uc_mcontext.__gregs[REG_PC]; /* RISC-V */
#endif
}

static void on_fault(int signal, siginfo_t *info, void *context)
{
	char text[120], enter;
	int length = snprintf(text, sizeof text,
		"%#lx is touched by the instruction at %#lx. Press Enter to go on.\n",
		(unsigned long)info->si_addr, instruction(context));

	(void)signal;
	if (getpid() != program)
		return;
	if (write(STDERR_FILENO, text, length) != length || read(STDIN_FILENO, &enter, 1) < 0)
		_exit(1);
}

/* Called before main(). Behind the first signal the default is back, which ends the program. */
__attribute__((constructor)) static void begin(void)
{
	struct sigaction action;

	program = getpid();
	memset(&action, 0, sizeof action);
	action.sa_sigaction = on_fault;
	action.sa_flags = SA_SIGINFO | SA_RESETHAND;
	sigaction(SIGSEGV, &action, NULL);
}
