/*
 * Wrong: prints the beginning of the image as the place of the name.
 * fails: pause shown copied
 * at: word($name)
 */
#include <elf.h>
#include <err.h>
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static void say(const char *label, const char *format, long value)
{
	char line[80];
	int length = snprintf(line, sizeof line, "%-24s", label);

	length += snprintf(line + length, sizeof line - length, format, value);
	if (write(STDOUT_FILENO, line, length) != length)
		err(1, "write");
}

/* The program headers lead to the dynamic section, and that to the library's name. */
static const char *name_of(const char *image)
{
	const Elf64_Ehdr *header = (const Elf64_Ehdr *)image;
	const Elf64_Phdr *segment = (const Elf64_Phdr *)(image + header->e_phoff);
	const Elf64_Dyn *entry;
	unsigned long strings = 0, name = 0;

	while (segment->p_type != PT_DYNAMIC)
		segment++;
	for (entry = (const Elf64_Dyn *)(image + segment->p_offset); entry->d_tag; entry++)
		if (entry->d_tag == DT_STRTAB)
			strings = entry->d_un.d_ptr;
		else if (entry->d_tag == DT_SONAME)
			name = entry->d_un.d_val;
	return image + strings + name;
}

int main(void)
{
	const char *image = (const char *)getauxval(AT_SYSINFO_EHDR);
	const Elf64_Ehdr *header = (const Elf64_Ehdr *)image;
	struct timespec coarse, exact, asked;
	char enter;

	if (!image || memcmp(image, ELFMAG, SELFMAG) != 0)
		errx(1, "there is no vDSO");
	say("Image at:", "0x%lx\n", (long)image);
	say("Type:", "%ld\n", header->e_type);
	say("Section headers at:", "%ld\n", (long)header->e_shoff);
	say("Section headers:", "%ld\n", header->e_shnum);
	say(name_of(image), "is at 0x%lx\n", (long)image);

	for (int i = 0; i < 100; i++)
		clock_gettime(CLOCK_REALTIME_COARSE, &coarse);
	say("Coarse clock, libc:", "%ld s\n", coarse.tv_sec);
	for (int i = 0; i < 100; i++)
		clock_gettime(CLOCK_REALTIME, &exact);
	say("Exact clock, libc:", "%ld s\n", exact.tv_sec);
	for (int i = 0; i < 100; i++)
		syscall(SYS_clock_gettime, CLOCK_REALTIME, &asked);
	say("Exact clock, kernel:", "%ld s\n", asked.tv_sec);

	say("Press Enter to end", "%ld\n", (long)getpid());
	return read(STDIN_FILENO, &enter, 1) < 0;
}
