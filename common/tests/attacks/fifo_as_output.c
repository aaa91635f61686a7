/* Puts FIFOs where the evidence is to be written: who opens one waits for ever. */
#include "attack.h"

int main(void)
{
	static const char *const names[] = {"out", "err", "log", "command"};

	say_ready();
	for (int i = 0; i < 4; i++) {
		char path[64];

		snprintf(path, sizeof path, EVIDENCE "/sample.%s", names[i]);
		unlink(path);
		mkfifo(path, 0666);
	}
	mkfifo(EVIDENCE "/hint", 0666);
	mkfifo("sample.key", 0666);
	return 0;
}
