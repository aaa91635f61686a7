/* Removes the folder that the evidence is written to. */
#include "attack.h"

int main(void)
{
	say_ready();
	return system("rm -rf " EVIDENCE) != 0 ? 0 : 0;
}
