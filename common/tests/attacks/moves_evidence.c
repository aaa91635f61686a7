/* Puts a link in the place of the evidence folder. */
#include "attack.h"

int main(void)
{
	say_ready();
	rename(EVIDENCE, EVIDENCE ".moved");
	return symlink("../../labs", EVIDENCE) != 0 ? 0 : 0;
}
