# Makes messages.h of common/base/messages.txt, and fails when a sentence lacks its twin.
#
# A block of the catalogue is a name at column 0, then the English and the Chinese sentence,
# each on a line of its own, indented by two blanks. A sentence goes on in lines that are
# indented by four; what they are indented beyond that belongs to it. "\n" is a line end. A macro and not a function, so that the
# compiler checks the arguments of printf against both languages at every use.

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
	printf "#define M_%s (language == CHINESE ? %s : %s)\n",
		toupper(name), quoted(sentence[2]), quoted(sentence[1])
	name = ""
}
BEGIN {
	print "/* Made by scripts/catalogue.awk from common/base/messages.txt. */"
	print "#ifndef VMLAB_MESSAGES_H\n#define VMLAB_MESSAGES_H\n#include \"base/language.h\"\n"
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
	if (!failed)
		print "\n#endif"
}
