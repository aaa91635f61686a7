/* A signal for everybody whom it may send one; this one is ignored by all. */
#include "attack.h"

int main(void)
{
	say_ready();
	kill(-1, SIGWINCH);
	return 0;
}
