/* SPDX-License-Identifier: MIT */
#include "html.h"

#include "../base/text.h"

static void print_escaped(const struct face *face, const char *at)
{
	for (; *at; at++) {
		switch (*at) {
		case '&': fputs("&amp;", face->out); break;
		case '<': fputs("&lt;", face->out); break;
		case '>': fputs("&gt;", face->out); break;
		case '"': fputs("&quot;", face->out); break;
		default: fputc(*at, face->out);
		}
	}
}

void html_text(const struct face *face, const char *text)
{
	print_escaped(face, report_visible(face, text));
}

void html_lines(const struct face *face, const char *text)
{
	print_escaped(face, text_visible_lines(face->pool, text));
}

void html_element(const struct face *face, const char *name, const char *text)
{
	fprintf(face->out, "<%s>", name);
	html_text(face, text);
	fprintf(face->out, "</%s>", name);
}
