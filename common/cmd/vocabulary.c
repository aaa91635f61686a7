/* SPDX-License-Identifier: MIT */
#include "vocabulary.h"

#include "../base/file.h"
#include "complain.h"

static const char file[] = "docs/glossary.txt";

int vocabulary_read(struct context *context, struct glossary *glossary, struct err *err)
{
	struct bytes text;

	if (file_read(context->pool, file, &text, err) != 0)
		return -1;
	return glossary_parse(context->pool, file, text.data, text.size, glossary, err);
}

void vocabulary_open(struct context *context, struct vocabulary *vocabulary)
{
	struct err err;

	*vocabulary = (struct vocabulary){.context = context, .pool = context->pool};
	if (project_exists(file) &&
		vocabulary_read(context, &vocabulary->glossary, &err) != 0) {
		print_error(&err);
		vocabulary->glossary.terms = NULL;
	}
	vocabulary->explained = terms_none(context->pool, &vocabulary->glossary);
	vocabulary->used = vocabulary->explained;
	vocabulary->new = terms_none(context->pool, &vocabulary->glossary);
}

/* The terms of a lab; an expected file that is wrong has none, and is complained of elsewhere. */
static struct term_list read_terms(struct vocabulary *vocabulary, const struct lab *lab)
{
	struct pool *pool = vocabulary->pool;
	struct expect expect;
	struct bytes text;
	struct err err;

	if (file_read(pool, lab->expect, &text, &err) != 0 ||
		expect_parse(pool, lab->expect, text.data, text.size, &expect, &err) != 0)
		return terms_none(pool, &vocabulary->glossary);
	return terms_of_lab(pool, &vocabulary->glossary, &expect);
}

static void take_lab(struct vocabulary *vocabulary, const struct lab *lab)
{
	const struct term_list *used = &vocabulary->used;

	vocabulary->last = lab;
	vocabulary->used = read_terms(vocabulary, lab);
	vocabulary->new.count = 0;
	for (int i = 0; i < used->count && vocabulary->new.count < NEW_TERMS; i++)
		if (!terms_have(&vocabulary->explained, used->at[i]))
			terms_add(&vocabulary->new, used->at[i]);
	for (int i = 0; i < vocabulary->new.count; i++)
		terms_add(&vocabulary->explained, vocabulary->new.at[i]);
}

void vocabulary_reach(struct vocabulary *vocabulary, const struct lab *lab)
{
	const struct lab *at = vocabulary->last ? vocabulary->last->next
						: vocabulary->context->project.labs;

	for (; at && vocabulary->glossary.terms && vocabulary->last != lab; at = at->next)
		take_lab(vocabulary, at);
}
