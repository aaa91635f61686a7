/* Takes everybody's rights to the build folder. */
#include "attack.h"

int main(void)
{
	say_ready();
	ignore(chmod("../../../build", 0));
	return 0;
}
