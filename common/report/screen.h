/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_SCREEN_H
#define VMLAB_REPORT_SCREEN_H

#include "report.h"

/*
 * What is told on one screen: blocks of lines in their order, with an empty line between them.
 * Where they are more lines than the screen has, whole blocks are left out until the others fit,
 * those of the least worth first; what has room when that is done comes back.
 */

enum worth {
	WORTH_LEAST,
	WORTH_LITTLE,
	WORTH_MUCH,
	WORTH_ALL, /* never left out */
};

struct block {
	enum worth worth;
	char *text;
	const char *shown; /* the text behind the empty lines that it begins with */
	size_t size;
	int lines;
	bool joined; /* to the one in front of it, by no empty line */
	bool left_out;
	struct block *next;
};

struct screen {
	struct face face; /* what prints on it, prints into the block that is open */
	FILE *out;
	struct block *blocks;
	struct block *last; /* it is open */
};

/* An empty screen, which is printed as `face` says. */
void screen_open(struct screen *screen, const struct face *face);

/*
 * What is printed on screen->face.out from now on is a block of this worth. One in which nothing
 * is printed does not count.
 */
void screen_block(struct screen *screen, enum worth worth);

/* The same, with no empty line in front of it: lines within others that may be left out alone. */
void screen_joined(struct screen *screen, enum worth worth);

/*
 * Print the blocks, in `most` lines where what may not be left out has no more, and let go of
 * what the screen owns. Returns how many blocks were left out.
 */
int screen_close(struct screen *screen, int most);

#endif
