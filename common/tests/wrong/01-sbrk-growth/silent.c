/*
 * mistake: It moves the break as it should and tells nobody.
 * fails: stdout_grow_static_fixed_plain grow
 * at: Address of end symbol:
 */
#include <err.h>
#include <unistd.h>

int main(void)
{
	if (sbrk(1024) == (void *)-1 || sbrk(-512) == (void *)-1)
		err(1, "sbrk");
	return 0;
}
