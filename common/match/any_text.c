/* SPDX-License-Identifier: MIT */
#include "any_text.h"

#include <string.h>

bool is_any_text(struct piece_of_text text)
{
	return text.length >= 3 && memcmp(text.at, "...", 3) == 0;
}

struct piece_of_text text_behind(struct piece_of_text text, size_t bytes)
{
	return (struct piece_of_text){text.at + bytes, text.length - bytes};
}

/*
 * Only the last "..." is ever tried anew: what fitted up to there fits, however much of the text
 * the ones before it take.
 */
bool any_text_fits(struct piece_of_text wanted, struct piece_of_text text)
{
	struct piece_of_text after_any = {0};
	struct piece_of_text retry = {0};

	while (text.length > 0) {
		if (is_any_text(wanted)) {
			wanted = text_behind(wanted, 3);
			after_any = wanted;
			retry = text;
		} else if (wanted.length > 0 && *wanted.at == *text.at) {
			wanted = text_behind(wanted, 1);
			text = text_behind(text, 1);
		} else if (after_any.at) {
			wanted = after_any;
			retry = text_behind(retry, 1);
			text = retry;
		} else {
			return false;
		}
	}
	while (is_any_text(wanted))
		wanted = text_behind(wanted, 3);
	return wanted.length == 0;
}
