# Holds translations to the sentences that there are, and names what is missing, fuzzy,
# superfluous or wrong, a line each:
#
#   awk -f scripts/po.awk -f scripts/check-po.awk build/vmlab.pot po/zh_CN.po …

function complain(i, what) {
	printf "%s:%d: %s \"%s\": %s\n", po_file[i], po_line[i], po_context[i], po_id[i], what
	complaints++
}
# How often the text has a bar, between the columns of a table's head.
function bars_of(text) {
	return gsub(/[|]/, "", text)
}
function ends_line(text) {
	return text ~ /\\n$/
}
# Has the text a character of Chinese, or one of its marks?
function has_chinese(text) {
	return text ~ /[\343-\357]/
}
function check_entry(i, language) {
	if (po_fuzzy[i])
		complain(i, "the translation is fuzzy: mend it, and remove the word fuzzy")
	else if (po_text[i] == "")
		complain(i, "the translation is missing")
	else if (po_context[i] ~ /^message / && conversions_of(po_id[i]) != conversions_of(po_text[i]))
		complain(i, "the translation has other conversions of printf than the English text")
	else if (po_context[i] ~ /^message / && ends_line(po_id[i]) != ends_line(po_text[i]))
		complain(i, "only one of the two texts ends a line")
	else if (po_context[i] ~ /^lab / && bars_of(po_id[i]) != bars_of(po_text[i]))
		complain(i, "the translation has another number of columns")
	else if (po_context[i] !~ /^message / && language ~ /^zh/ && !has_chinese(po_text[i]) && po_text[i] != po_id[i])
		complain(i, "the translation is not in Chinese")
}
function check_file(file,   i, first, language) {
	first = po_count + 1
	language = po_language(file)
	read_po(file)
	for (i = first; i <= po_count; i++) {
		if ((file, po_context[i], po_id[i]) in found)
			complain(i, "the entry is there twice")
		found[file, po_context[i], po_id[i]] = 1
		if (!((po_context[i], po_id[i]) in is_said))
			complain(i, "nothing says this; make po removes the entry")
		else
			check_entry(i, language)
	}
	for (i = 1; i <= said; i++)
		if (!((file, po_context[i], po_id[i]) in found)) {
			printf "%s: %s \"%s\", of%s, has no entry; make po adds it\n", file,
				po_context[i], po_id[i], po_places[i]
			complaints++
		}
}
BEGIN {
	read_po(ARGV[1])
	said = po_count
	for (i = 1; i <= said; i++) {
		is_said[po_context[i], po_id[i]] = 1
		if (po_context[i] ~ /^lab / && has_chinese(po_id[i]))
			complain(i, "the English text is in Chinese")
	}
	for (argument = 2; argument < ARGC; argument++)
		check_file(ARGV[argument])
	exit complaints > 0
}
END {
	if (failed)
		exit 2
}
