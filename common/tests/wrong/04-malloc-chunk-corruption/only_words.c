/*
 * mistake: It prints the lines of a good run and allocates nothing.
 * fails: size_words_in_memory damage
 */
#include <stdio.h>

int main(void)
{
	printf("bytes asked         address  bytes given  word in front\n"
	       "          0  0x5581d6a2b2a0           24  0x21\n"
	       "         24  0x5581d6a2b2c0           24  0x21\n"
	       "         25  0x5581d6a2b2e0           40  0x31\n"
	       "         32  0x5581d6a2b310           40  0x31\n"
	       "       1000  0x5581d6a2b340         1000  0x3f1\n"
	       "    1048576  0x7f2cde3fd010      1052656  0x101002\n"
	       "Press Enter to overwrite the word in front of 0x5581d6a2b310.\n");
	getchar();
	printf("It is 0x1 now. Press Enter to free the block.\n");
	getchar();
	fprintf(stderr, "free(): invalid pointer\n");
	return 134;
}
