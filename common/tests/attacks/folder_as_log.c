/* Puts a folder with a file in it where the log is to be. */
#include "attack.h"

int main(void)
{
	say_ready();
	unlink(EVIDENCE "/trial.log");
	mkdir(EVIDENCE "/trial.log", 0755);
	put(EVIDENCE "/trial.log/full", "full", 0444);
	chmod(EVIDENCE "/trial.log", 0);
	return 0;
}
