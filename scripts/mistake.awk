# The sentences of banked programs as entries of a .po file:
#
#   awk -v number=03 -f scripts/mistake.awk common/tests/wrong/03-…/*.patch …
#
# "mistake: …" and "hint: …" of a wrong program, "does: …" of one that is right; a line of a patch's head, or of
# the first comment of a program in C.

FNR == 1 { inside = 1 }
/^@@/ || /\*\// { inside = 0 }
inside && /^( \* )?(mistake|does|hint): / {
	text = $0
	sub(/^( \* )?(mistake|does|hint): */, "", text)
	sub(/[ \t\r]+$/, "", text)
	gsub(/\\/, "\\\\", text)
	gsub(/"/, "\\\"", text)
	if (!(text in places))
		order[++count] = text
	places[text] = places[text] " " FILENAME ":" FNR
}
END {
	for (i = 1; i <= count; i++)
		printf "#:%s\nmsgctxt \"mistake %s\"\nmsgid \"%s\"\nmsgstr \"\"\n\n",
			places[order[i]], number, order[i]
}
