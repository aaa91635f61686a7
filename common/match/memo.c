/* SPDX-License-Identifier: MIT */
#include "memo.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../lang/expect_walk.h"

enum { MOST_NAMES = 64 }; /* that are told apart; all others always count */

/* A failure, from every place of [at, until]. */
struct entry {
	uint64_t key; /* 0: free */
	long at;
	long until;
};

/* A pattern, and which names it and those behind it mention, a bit for each. */
struct suffix {
	const struct pattern *pattern;
	uint64_t names;
};

struct memo {
	const struct performed *performed;
	int before; /* names that were bound when the section began */
	const char *names[MOST_NAMES];
	int name_count;
	struct suffix *suffixes;
	int suffix_count;
	struct entry *entries; /* a hash table with open addressing */
	size_t room;           /* a power of two */
	size_t count;
};

/* --- names ---------------------------------------------------------------------------- */

static int add_name(const struct piece *piece, void *context)
{
	struct memo *memo = context;

	for (int i = 0; i < memo->name_count; i++)
		if (strcmp(memo->names[i], piece->name) == 0)
			return 0;
	if (memo->name_count < MOST_NAMES)
		memo->names[memo->name_count++] = piece->name;
	return 0;
}

/* The bit of a name; 0 where it is not told apart, and so counts for every pattern. */
static uint64_t bit_of(const struct memo *memo, const char *name)
{
	for (int i = 0; i < memo->name_count; i++)
		if (strcmp(memo->names[i], name) == 0)
			return (uint64_t)1 << i;
	return 0;
}

struct mention {
	const struct memo *memo;
	uint64_t names;
};

static int add_mention(const struct expr *expr, bool series, void *context)
{
	struct mention *mention = context;

	(void)series;
	mention->names |= bit_of(mention->memo, expr->name);
	return 0;
}

static uint64_t names_of(const struct memo *memo, const struct pattern *pattern)
{
	struct mention mention = {.memo = memo};

	if (pattern->times)
		expr_names(pattern->times, false, add_mention, &mention);
	for (const struct piece *piece = pattern->pieces; piece; piece = piece->next) {
		if (piece->name)
			mention.names |= bit_of(memo, piece->name);
		if (piece->expr)
			expr_names(piece->expr, false, add_mention, &mention);
	}
	return mention.names;
}

/* From the last pattern to the first, each with the names of those behind it. */
static void fill_suffixes(struct memo *memo, const struct pattern *patterns)
{
	uint64_t behind = 0;
	int at = 0;

	for (const struct pattern *pattern = patterns; pattern; pattern = pattern->next)
		memo->suffixes[at++].pattern = pattern;
	while (at-- > 0) {
		behind |= names_of(memo, memo->suffixes[at].pattern);
		memo->suffixes[at].names = behind;
	}
}

struct memo *memo_open(
	struct pool *pool, const struct item *section, const struct performed *performed)
{
	struct memo *memo = pool_alloc(pool, sizeof *memo);

	memo->performed = performed;
	memo->before = performed->count;
	item_captures(section, add_name, memo);
	for (const struct pattern *at = section->patterns; at; at = at->next)
		memo->suffix_count++;
	memo->suffixes =
		pool_alloc(pool, ((size_t)memo->suffix_count + 1) * sizeof *memo->suffixes);
	fill_suffixes(memo, section->patterns);
	return memo;
}

/* --- keys ----------------------------------------------------------------------------- */

/* One round of the finaliser of MurmurHash3, which spreads every bit over all others. */
static uint64_t mixed(uint64_t hash, uint64_t value)
{
	hash = (hash ^ value) * UINT64_C(0xff51afd7ed558ccd);
	hash ^= hash >> 33;
	hash *= UINT64_C(0xc4ceb9fe1a85ec53);
	return hash ^ (hash >> 33);
}

static uint64_t mixed_text(uint64_t hash, const char *text)
{
	for (; *text; text++)
		hash = mixed(hash, (unsigned char)*text);
	return hash;
}

static uint64_t names_from(const struct memo *memo, const struct pattern *pattern)
{
	for (int i = 0; i < memo->suffix_count; i++)
		if (memo->suffixes[i].pattern == pattern)
			return memo->suffixes[i].names;
	return 0;
}

/* The values that the rest of the section can depend on. */
static uint64_t mixed_values(
	const struct memo *memo, const struct pattern *pattern, uint64_t hash)
{
	uint64_t names = names_from(memo, pattern);

	for (int i = memo->before; i < memo->performed->count; i++) {
		const struct binding *binding = &memo->performed->bindings[i];
		uint64_t bit = bit_of(memo, binding->name);

		if (bit && !(bit & names))
			continue;
		hash = mixed_text(hash, binding->name);
		hash = mixed(hash, (uint64_t)binding->value.number);
		hash = mixed(hash, (uint64_t)(binding->value.number >> 64));
		if (binding->value.word)
			hash = mixed_text(hash, binding->value.word);
	}
	return hash;
}

static uint64_t key_of(const struct memo *memo, const struct memo_place *place)
{
	uint64_t hash = mixed(1, (uint64_t)(uintptr_t)place->what);

	hash = mixed(hash, (uint64_t)place->line);
	hash = mixed(hash, (uint64_t)place->within);
	if (!place->onward)
		hash = mixed(hash, (uint64_t)place->at);
	hash = mixed_values(memo, place->pattern, hash);
	return hash ? hash : 1;
}

/* --- the table ------------------------------------------------------------------------ */

/* The entry of a key, or the free one where it would be. */
static struct entry *find(const struct memo *memo, uint64_t key)
{
	size_t at = (size_t)key & (memo->room - 1);

	while (memo->entries[at].key && memo->entries[at].key != key)
		at = (at + 1) & (memo->room - 1);
	return &memo->entries[at];
}

static void grow(struct memo *memo)
{
	struct memo old = *memo;

	memo->room = old.room ? 2 * old.room : 64;
	memo->entries = calloc(memo->room, sizeof *memo->entries);
	if (!memo->entries)
		pool_exhausted();
	for (size_t i = 0; i < old.room; i++)
		if (old.entries[i].key)
			*find(memo, old.entries[i].key) = old.entries[i];
	free(old.entries);
}

bool memo_has_failed(const struct memo *memo, const struct memo_place *place)
{
	uint64_t key = memo->count ? key_of(memo, place) : 0;
	const struct entry *entry = key ? find(memo, key) : NULL;

	return entry && entry->key && entry->at <= place->at && place->at <= entry->until;
}

void memo_note(struct memo *memo, const struct memo_place *place)
{
	struct entry fresh = {.key = key_of(memo, place),
		.at = place->at,
		.until = place->onward ? place->until : place->at};
	struct entry *entry;

	if (2 * memo->count >= memo->room)
		grow(memo);
	entry = find(memo, fresh.key);
	memo->count += entry->key == 0;
	if (entry->key && entry->at <= fresh.until && fresh.at <= entry->until) {
		fresh.at = entry->at < fresh.at ? entry->at : fresh.at;
		fresh.until = entry->until > fresh.until ? entry->until : fresh.until;
	}
	*entry = fresh;
}

void memo_close(struct memo *memo)
{
	free(memo->entries);
}
