# Makes C of common/base/messages.txt, and fails when a sentence lacks its twin.
#
#   awk -f scripts/catalogue.awk common/base/messages.txt                   messages.h
#   awk -v table=yes -f scripts/catalogue.awk common/base/messages.txt      messages.inc
#
# A block of the catalogue is a name at column 0, then the English and the Chinese sentence,
# each on a line of its own, indented by two blanks. A sentence goes on in lines that are
# indented by four; what they are indented beyond that belongs to it. "\n" is a line end.
#
# messages.h has a macro for each sentence, and not a function, so that the compiler checks the
# arguments of printf against both languages at every use; and its number, MESSAGE_NAME.
# messages.inc is the same as a table, for sentences that are chosen while the program runs.

function fail(what) {
	printf "%s:%d: %s\n", FILENAME, FNR, what > "/dev/stderr"
	failed = 1
	exit 1
}
function quoted(text) {
	gsub(/"/, "\\\"", text)
	return "\"" text "\""
}
function finish() {
	if (name == "")
		return
	if (sentences != 2)
		fail("the block " name " before this line needs two sentences, English and Chinese; it has " sentences + 0)
	names[++count] = name
	english[count] = quoted(sentence[1])
	chinese[count] = quoted(sentence[2])
	name = ""
}
function print_header(   i) {
	print "/* Made by scripts/catalogue.awk from common/base/messages.txt. */"
	print "#ifndef VMLAB_MESSAGES_H\n#define VMLAB_MESSAGES_H\n#include \"base/language.h\"\n"
	print "enum message {\n\tMESSAGE_NONE,"
	for (i = 1; i <= count; i++)
		printf "\tMESSAGE_%s,\n", toupper(names[i])
	print "\tMESSAGES\n};\n"
	for (i = 1; i <= count; i++)
		printf "#define M_%s (language == CHINESE ? %s : %s)\n",
			toupper(names[i]), chinese[i], english[i]
	print "\n#endif"
}
function print_table(   i) {
	print "/* Made by scripts/catalogue.awk from common/base/messages.txt. */"
	print "static const struct {\n\tconst char *name;\n\tconst char *text[LANGUAGES];"
	print "} messages[MESSAGES] = {\n\t{\"text\", {NULL}},"
	for (i = 1; i <= count; i++)
		printf "\t{\"%s\", {%s, %s}},\n", names[i], english[i], chinese[i]
	print "};\n\nconst struct said said_constants[MESSAGES] = {"
	for (i = 1; i <= count; i++)
		printf "\t[MESSAGE_%s] = {.message = MESSAGE_%s},\n",
			toupper(names[i]), toupper(names[i])
	print "};"
}
/^#/ { next }
/^[ \t]*$/ { finish(); next }
/^[a-z]/ {
	finish()
	name = $1
	if (name in seen)
		fail("the name " name " is in the catalogue twice")
	seen[name] = 1
	sentences = 0
	next
}
/^    / {
	sub(/^    /, "")
	sentence[sentences] = sentence[sentences] $0
	next
}
/^  [^ ]/ {
	sub(/^  /, "")
	sentence[++sentences] = $0
	next
}
{ fail("a name at column 0 or a sentence indented by two blanks was expected, read: " $0) }
END {
	if (failed)
		exit 1
	finish()
	if (failed)
		exit 1
	if (table)
		print_table()
	else
		print_header()
}
