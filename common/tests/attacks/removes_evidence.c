/* Removes the folder that the evidence is written to. */
#include "attack.h"

int main(void)
{
	say_ready();
	ignore(system("rm -rf " EVIDENCE));
	return 0;
}
