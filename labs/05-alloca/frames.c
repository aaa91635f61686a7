/*
 * Four functions to be read as assembly: who moves the stack pointer, and who needs a
 * frame pointer. There is no #include, so that a compiler can translate it for processors
 * whose C library is not installed.
 *
 *     cc -S frames.c
 *
 * Try:  clang --target=riscv64-linux-gnu -S frames.c
 *       clang --target=riscv64-linux-gnu -S -fomit-frame-pointer frames.c
 *       clang --target=aarch64-linux-gnu -S -O2 frames.c
 *       clang -S -emit-llvm frames.c
 *       gcc -fstack-usage -c frames.c
 *
 * What should be seen: nobody calls alloca(). In use_alloca() the stack pointer is moved in
 * the loop, and set back from the frame pointer at the end; so -fomit-frame-pointer does
 * not remove the frame pointer there. In use_array() it is set back in the loop, too. What
 * -O2 does to the frame pointer of use_calls() is another matter for each processor.
 */
void *volatile kept; /* what is kept here cannot be optimised away */

void use_alloca(int count, int size)
{
	for (int i = 0; i < count; i++)
		kept = __builtin_alloca(size);
}

void use_array(int count, int size)
{
	for (int i = 0; i < count; i++) {
		char array[size];

		kept = array;
	}
}

void use_nothing(int count, int size)
{
	for (int i = 0; i < count; i++)
		kept = (char *)kept + size;
}

void (*volatile callee)(int, int) = use_nothing; /* unknown, so that calls remain calls */

void use_calls(int count, int size)
{
	callee(count, size);
	callee(size, count);
}

int main(void)
{
	use_alloca(4, 100);
	use_array(4, 100);
	use_nothing(4, 100);
	use_calls(4, 100);
	return 0;
}
