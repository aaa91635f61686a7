/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_FILM_WORDS_H
#define VMLAB_REPORT_FILM_WORDS_H

#include "../evidence/film_steps.h"
#include "report.h"

/* The words in which each face tells the events of a film. */

/* A letter for the kind of an event: C call, F first touch, W copy on write, L look, … */
char film_letter(const struct film_event *event);

/* What the letters of an event mean. */
const char *film_letter_means(char letter);

/* Whose some bytes are: "[heap]", "libc.so.6", "anonymous", "nothing". */
const char *film_owner(const struct film_event *event);
const char *film_region_name(const struct film_region *region);

/* The program of a lane without its folders. */
const char *film_program(const struct film_lane *lane);

/*
 * Which page of its region an event is about: "page 3 of 33"; of a look how many, "pages: 3"; "" of
 * an event without a region.
 */
const char *film_page(
	const struct face *face, const struct film *film, const struct film_event *event);

/* Where the instruction of a fault stands: "mine.c:12, main", "libc.so.6, memset", "kernel". */
const char *film_place(const struct face *face, const struct film_event *event);

/* What an event is, in a sentence without its numbers and place. */
const char *film_sentence(
	const struct face *face, const struct film *film, const struct film_event *event);

/* The events of a step that has several of them, in words. */
const char *film_step_words(
	const struct face *face, const struct film *film, const struct film_step *step);

/*
 * How many page faults there have been, and which: "page faults in user mode: 12" where no others
 * are seen; "" where none is.
 */
const char *film_faults_words(const struct face *face, const struct film *film, int count);

/* What is known from looks at the pages in memory, and what is not. */
const char *film_looks_words(const struct face *face, const struct film *film);

/* How many there are of what, for the head of a film. */
const char *film_summary(const struct face *face, const struct film *film);

#endif
