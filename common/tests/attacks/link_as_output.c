/* Puts a link where the output is to be written: the file behind it would be replaced. */
#include "attack.h"

int main(void)
{
	say_ready();
	ignore(symlink("../../../precious", EVIDENCE "/sample.out"));
	return 0;
}
