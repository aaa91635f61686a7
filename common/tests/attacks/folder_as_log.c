/* Puts a folder with a file in it where the log is to be. */
#include "attack.h"

int main(void)
{
	say_ready();
	unlink(EVIDENCE "/sample.log");
	mkdir(EVIDENCE "/sample.log", 0755);
	put(EVIDENCE "/sample.log/full", "full", 0444);
	chmod(EVIDENCE "/sample.log", 0);
	return 0;
}
