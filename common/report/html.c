/* SPDX-License-Identifier: MIT */
#include "html.h"

#include "../base/language.h"
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

void html_link(const struct face *face, const char *file, const char *text)
{
	fprintf(face->out, "<a href=\"");
	html_text(face, file);
	fprintf(face->out, "\">");
	html_text(face, text);
	fprintf(face->out, "</a>");
}

/* As in RFC 5646: "zh-CN" of po/zh_CN.po, and "sr" of "sr@latin". */
static void print_language(const struct face *face)
{
	for (const char *at = language_name(language); *at && *at != '@'; at++)
		fputc(*at == '_' ? '-' : *at, face->out);
}

void html_begin(const struct face *face, const char *title)
{
	fprintf(face->out, "<!doctype html>\n<html lang=\"");
	print_language(face);
	fprintf(face->out,
		"\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
		"<title>");
	html_text(face, title);
	fprintf(face->out, "</title>\n<style>\n%s", html_style);
}
