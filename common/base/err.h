/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_BASE_ERR_H
#define VMLAB_BASE_ERR_H

#include <stdarg.h>

/*
 * How a function below cmd/ says what went wrong: it fills a struct err and returns -1
 * (or NULL). Only cmd/ prints one, and only cmd/ exits. A text that is too long is cut at the
 * end of a UTF-8 character, and ends in "…".
 */
struct err {
	char file[256];    /* the file at fault, or "" */
	int line;          /* its line, or 0 */
	char message[768]; /* one or two sentences for the person who reads it */
};

/* Fill `err` with a formatted message and no file. Always returns -1. */
int err_set(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same, naming the file and line at fault (line 0: the whole file). Returns -1. */
int err_at(struct err *err, const char *file, int line, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* The same, with the arguments of the format as a list. */
int err_vat(struct err *err, const char *file, int line, const char *format, va_list args)
	__attribute__((format(printf, 4, 0)));

/* Name the file and line at fault of a message that is there. Returns -1. */
int err_place(struct err *err, const char *file, int line);

/* The same as err_set, followed by ": " and the text of errno. Returns -1. */
int err_errno(struct err *err, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
