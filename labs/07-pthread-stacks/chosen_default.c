/*
 * Chooses how large the stacks and the guards are of threads that do not choose themselves.
 *
 *     cc chosen_default.c -shared -fPIC -pthread -o chosen_default.so
 *
 * Try:  LD_PRELOAD=./chosen_default.so ./pthread_stacks
 *
 * What should be seen: the loader takes this library along, and its function is called
 * before main(). Now the stacks have 3 MiB and the guards 33 pages, whatever the limit of
 * the main stack is. So a program has to ask for both, and must not guess.
 */
#define _GNU_SOURCE /* for pthread_setattr_default_np() */
#include <err.h>
#include <pthread.h>
#include <unistd.h>

/*
 * Where stack and guard together are a multiple of 64 KiB, older versions of glibc add a page
 * on x86 (stack-aliasing.h). With an odd number of pages all versions give the same stack.
 */
enum { GUARD_PAGES = 33 };

__attribute__((constructor)) static void choose(void)
{
	pthread_attr_t attributes;
	int error;

	pthread_attr_init(&attributes);
	error = pthread_attr_setstacksize(&attributes, 3 << 20);
	if (error == 0)
		error = pthread_attr_setguardsize(&attributes, GUARD_PAGES * sysconf(_SC_PAGESIZE));
	if (error == 0)
		error = pthread_setattr_default_np(&attributes);
	pthread_attr_destroy(&attributes);
	if (error != 0)
		errx(1, "the default cannot be changed: error %d", error);
}
