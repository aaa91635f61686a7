/* Takes everybody's rights to the build folder. */
#include "attack.h"

int main(void)
{
	say_ready();
	return chmod("../../../build", 0) != 0 ? 0 : 0;
}
