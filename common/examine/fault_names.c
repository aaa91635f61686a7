/* SPDX-License-Identifier: MIT */
#include "fault_names.h"

#include <string.h>

#include "../base/text.h"
#include "../elf/elf_function.h"

/* A function's name with a blank in it would be two words of the evidence. */
static const char *one_word(const char *name)
{
	return name && !strpbrk(name, " \n") ? name : NULL;
}

static void name(const struct fault_log *log, struct fault *fault, const char *program,
	const struct elf_image *image)
{
	const struct mapped *code = faults_code_at(log, fault->pid, fault->time, fault->ip);

	if (!code)
		return;
	fault->file = text_base_name(code->path);
	if (image && strcmp(code->path, program) == 0)
		fault->function = one_word(
			elf_function_at(image, fault->ip - code->start + code->offset));
}

/* The log with only what can be executed, which is little where there are many mappings. */
static struct fault_log code_of(struct pool *pool, const struct fault_log *log)
{
	struct fault_log code = *log;

	code.mapped =
		pool_alloc(pool, ((size_t)log->mapped_count + 1) * sizeof *code.mapped);
	code.mapped_count = 0;
	for (int i = 0; i < log->mapped_count; i++)
		if (log->mapped[i].access[2] == 'x')
			code.mapped[code.mapped_count++] = log->mapped[i];
	return code;
}

void fault_names_fill(struct pool *pool, struct fault_log *log, const char *program,
	const struct elf_image *image)
{
	const struct fault *last = NULL; /* one instruction often takes the next as well */
	const struct fault_log code = code_of(pool, log);

	for (int i = 0; i < log->count; i++) {
		struct fault *at = &log->faults[i];

		if (at->kernel)
			continue;
		if (last && last->ip == at->ip && last->pid == at->pid) {
			at->file = last->file;
			at->function = last->function;
		} else {
			name(&code, at, program, image);
		}
		last = at;
	}
}
