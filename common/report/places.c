/* SPDX-License-Identifier: MIT */
#include "places.h"

#include <string.h>

#include "../base/text.h"
#include "../match/place.h"
#include "messages.h"

enum {
	MOST_PLACES = 3,
	FEWEST_DIGITS = 5, /* what has fewer is no address */
};

/* --- which run ------------------------------------------------------------------------ */

static const struct performed *find_performed(
	const struct lab_evidence *evidence, const char *run, size_t length, int repetition)
{
	for (int i = 0; i < evidence->performed_count; i++) {
		const struct performed *at = &evidence->performed[i];

		if (strlen(at->run->name) == length &&
			strncmp(at->run->name, run, length) == 0 &&
			(repetition == 0 || at->repetition == repetition))
			return at;
	}
	return NULL;
}

/* "$tight.limit" is of the run tight. */
static const struct performed *run_of_name(
	const struct lab_evidence *evidence, const char *name)
{
	const char *dot = strchr(name, '.');

	return dot ? find_performed(evidence, name + 1, (size_t)(dot - name - 1), 0) : NULL;
}

const struct performed *places_run(
	const struct lab_evidence *evidence, const struct result *failed)
{
	if (failed->run)
		return find_performed(
			evidence, failed->run, strlen(failed->run), failed->repetition);
	for (const struct origin *at = failed->origins; at; at = at->next)
		if (run_of_name(evidence, at->name))
			return run_of_name(evidence, at->name);
	return NULL;
}

/* The run from which a value comes, where the failure compares several. */
static const struct performed *run_of_value(const struct lab_evidence *evidence,
	const struct result *failed, const char *address)
{
	for (const struct origin *at = failed->origins; at && !failed->run; at = at->next)
		if (at->value && strcmp(at->value, address) == 0 &&
			run_of_name(evidence, at->name))
			return run_of_name(evidence, at->name);
	return places_run(evidence, failed);
}

/* --- which addresses ------------------------------------------------------------------ */

struct addresses {
	const char *at[MOST_PLACES];
	int count;
};

static bool is_told(const struct addresses *addresses, const char *address)
{
	for (int i = 0; i < addresses->count; i++)
		if (strcmp(addresses->at[i], address) == 0)
			return true;
	return false;
}

static bool ends_range(const char *text, const char *at)
{
	return at - text >= 2 && at[-1] == '.' && at[-2] == '.';
}

/* All that stand in a text as 0x…, each of them once; the end of a range belongs to none. */
static void collect(struct pool *pool, const char *text, struct addresses *addresses)
{
	const char *at = text;

	while (at && (at = strstr(at, "0x"))) {
		size_t digits = strspn(at + 2, "0123456789abcdef");
		const char *address = pool_copy(pool, at, 2 + digits);

		if (digits >= FEWEST_DIGITS && !ends_range(text, at) &&
			addresses->count < MOST_PLACES && !is_told(addresses, address))
			addresses->at[addresses->count++] = address;
		at += 2 + digits;
	}
}

/*
 * That nothing is mapped there is no news where it is what was measured, and none of a number that
 * was computed: it need not be an address.
 */
static bool is_no_news(const struct result *failed, const struct said *said)
{
	return said->message == MESSAGE_PLACE_NOWHERE &&
		(failed->formula ||
			(failed->measured &&
				failed->measured->message == MESSAGE_MAP_NOTHING));
}

/* What lies at an address, where the run knows it and it is news. */
static const struct said *place_in(const struct lab_evidence *evidence,
	const struct result *failed, const char *address)
{
	const struct performed *performed = run_of_value(evidence, failed, address);
	const struct said *said;
	number value;
	bool hex;

	if (!performed || !performed->record ||
		!number_read(address, strlen(address), &value, &hex))
		return NULL;
	said = place_of(evidence, performed, value);
	return said && !is_no_news(failed, said) ? said : NULL;
}

/* The mapping of which a sentence tells, by its name; NULL: it tells more than that. */
static const char *mapping_named(const struct said *said)
{
	switch (said->message) {
	case MESSAGE_PLACE_INSIDE:
	case MESSAGE_PLACE_STACK:
	case MESSAGE_PLACE_END: return said->values[1].text;
	default: return NULL;
	}
}

/* Two addresses in one mapping: what tells them apart is the numbers. */
static bool are_together(const struct said *const said[], int count)
{
	const char *first = count > 1 ? mapping_named(said[0]) : NULL;

	for (int i = 1; first && i < count; i++)
		if (!text_same(first, mapping_named(said[i])))
			return false;
	return first != NULL;
}

void places_tell(const struct face *face, const struct lab_evidence *evidence,
	const struct result *failed, int indent)
{
	struct addresses addresses = {0};
	const struct said *said[MOST_PLACES];
	int count = 0;

	collect(face->pool, report_said(face, failed->should), &addresses);
	collect(face->pool, report_said(face, failed->was ? failed->was : failed->measured),
		&addresses);
	collect(face->pool, failed->nearest, &addresses);
	for (int i = 0; i < addresses.count; i++) {
		said[count] = place_in(evidence, failed, addresses.at[i]);
		count += said[count] != NULL;
	}
	for (int i = 0; i < count && !are_together(said, count); i++) {
		fprintf(face->out, "%*s", indent, "");
		report_wrapped(face, report_said(face, said[i]), indent);
	}
}
