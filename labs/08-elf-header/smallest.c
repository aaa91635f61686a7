/*
 * A program that nobody needs to run: what counts is the kind of file that it becomes.
 *
 *     cc smallest.c -o smallest
 *
 * Try:  cc -c smallest.c -o smallest.o && readelf -h smallest.o
 *       cc -shared -fPIC smallest.c -o smallest.so && readelf -h smallest.so
 *       cc -m32 -nostdlib -static -Wl,-e,main smallest.c -o small32 && readelf -hl small32
 *
 * What should be seen: the same header each time, and another "Type". Only what can be
 * loaded has program headers, and the entry point is where the linker is told to put it.
 */
int main(void)
{
	return 0;
}
