/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "../examine/prepare.h"
#include "cmd.h"
#include "labs.h"

/*
 * The sentences of labs as the entries of a .po file, for scripts/update-po: in English each with
 * no translation, in another language with the one that there is. A sentence that is there
 * several times is one entry.
 */

static void print_string(const char *word, const char *text)
{
	printf("%s \"", word);
	for (; *text; text++)
		switch (*text) {
		case '\n': printf("\\n"); break;
		case '\t': printf("\\t"); break;
		case '"': printf("\\\""); break;
		case '\\': printf("\\\\"); break;
		default: putchar(*text);
		}
	printf("\"\n");
}

static bool same_sentence(const struct sentence *a, const struct sentence *b)
{
	return a->texts[ENGLISH] && b->texts[ENGLISH] &&
		strcmp(a->texts[ENGLISH], b->texts[ENGLISH]) == 0;
}

static bool stands_before(const struct expect *expect, const struct sentence *sentence)
{
	for (const struct sentence *at = expect->sentences; at != sentence; at = at->next)
		if (same_sentence(at, sentence))
			return true;
	return false;
}

static void print_entry(const struct expect *expect, const struct sentence *sentence)
{
	const char *text = language == ENGLISH ? NULL : sentence->texts[language];
	int line = 0;

	printf("#:");
	for (const struct sentence *at = sentence; at; at = at->next)
		if (same_sentence(at, sentence) && at->line != line) {
			line = at->line;
			printf(" %s:%d", expect->file, line);
		}
	printf("\n");
	print_string("msgctxt", expect->context);
	print_string("msgid", sentence->texts[ENGLISH]);
	print_string("msgstr", text ? text : "");
	printf("\n");
}

static int print_lab(struct context *context, const struct lab *lab, struct err *err)
{
	struct examination examination;
	const struct expect *expect = &examination.expect;

	if (examine_prepare(context, lab, &examination, err) != 0)
		return -1;
	for (const struct sentence *at = expect->sentences; at; at = at->next)
		if (at->texts[ENGLISH] && !stands_before(expect, at))
			print_entry(expect, at);
	return 0;
}

int command_sentences(struct context *context)
{
	struct err err;
	const struct lab **labs = choose_labs(context, &err);
	int status = labs ? 0 : -1;

	for (; status == 0 && *labs; labs++)
		status = print_lab(context, *labs, &err);
	if (status == 0)
		return EXIT_PASSED;
	print_error(&err);
	return EXIT_USAGE;
}
