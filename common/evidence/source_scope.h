/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_SOURCE_SCOPE_H
#define VMLAB_EVIDENCE_SOURCE_SCOPE_H

#include "source_tokens.h"

/*
 * Whose a name is in a C source. A name is the index of a token that has it.
 */

/* Is the variable declared by that token? */
bool source_is_declared(const struct source_tokens *tokens, int name);

/* The function of the file that has the name; -1: there is none. */
int source_function_named(const struct source_tokens *tokens, int name);

/* Which parameter of the function, from 0, has the name; -1: none. */
int source_parameter(const struct source_tokens *tokens, int function, int name);

/*
 * The token that declares, in the function of the token `at`, what the name means there; -1 where
 * that is a parameter, or of the file.
 */
int source_declaration(const struct source_tokens *tokens, int at, int name);

/* Is the name at that place a parameter, or declared in the function? */
bool source_is_local(const struct source_tokens *tokens, int at, int name);

/*
 * Does the function of the file that is called leave what its argument points to unchanged, as it
 * says "const" there? The argument is that in which the token `at` stands.
 */
bool source_is_const_for(const struct source_tokens *tokens, int call, int at);

/* Behind the outermost loop of its function in which a token stands, else the token itself. */
int source_loop_end(const struct source_tokens *tokens, int index);

#endif
