# Reads gettext's .po files; for the awk scripts that are named behind it.
#
# read_po(FILE) appends what the file says to these arrays, of which the count is po_count:
# po_context, po_id and po_text have the strings as they are written, with C's escapes;
# po_fuzzy, po_file and po_line; po_places has the places in the sources. The head, whose msgid is "", and obsolete entries (#~) are
# left out.

function fail_at(file, line, what) {
	printf "%s:%d: %s\n", file, line, what > "/dev/stderr"
	failed = 1
	exit 1
}
# What stands between the quotation marks.
function unquoted(text, file, line) {
	if (text !~ /^".*"$/)
		fail_at(file, line, "a text in double quotes was expected, read: " text)
	return substr(text, 2, length(text) - 2)
}
function begin_po_entry() {
	split("", po_at)
	po_field = ""
}
function end_po_entry(file) {
	if (("msgid" in po_at) && po_at["msgid"] != "") {
		po_count++
		po_context[po_count] = po_at["msgctxt"]
		po_id[po_count] = po_at["msgid"]
		po_text[po_count] = po_at["msgstr"]
		po_fuzzy[po_count] = po_at["fuzzy"] + 0
		po_file[po_count] = file
		po_line[po_count] = po_at["line"]
		po_places[po_count] = po_at["places"]
	}
	begin_po_entry()
}
function read_po(file,    line, text, got) {
	begin_po_entry()
	while ((got = (getline text < file)) > 0) {
		line++
		if (text ~ /^[ \t]*$/ || text ~ /^#~/)
			end_po_entry(file)
		else if (text ~ /^#/) {
			if (po_field == "msgstr")
				end_po_entry(file)
			if (text ~ /^#,.*fuzzy/)
				po_at["fuzzy"] = 1
			if (text ~ /^#: /)
				po_at["places"] = po_at["places"] substr(text, 3)
		} else if (text ~ /^(msgctxt|msgid|msgstr) /) {
			if (po_field == "msgstr")
				end_po_entry(file)
			po_field = substr(text, 1, index(text, " ") - 1)
			if (po_field == "msgid")
				po_at["line"] = line
			sub(/^[a-z]+ +/, "", text)
			po_at[po_field] = unquoted(text, file, line)
		} else if (po_field != "")
			po_at[po_field] = po_at[po_field] unquoted(text, file, line)
		else
			fail_at(file, line, "msgctxt, msgid or msgstr was expected, read: " text)
	}
	if (got < 0)
		fail_at(file, 0, "cannot be read")
	close(file)
	end_po_entry(file)
}
# "zh_CN" of "po/zh_CN.po"
function po_language(file) {
	sub(/.*\//, "", file)
	sub(/\.po$/, "", file)
	return file
}
# The conversions of printf in a text as a list in the order of their arguments: "|s|zu".
function conversions_of(text,    list, at, number, which, n, of) {
	gsub(/%%/, "", text)
	while (match(text, /%([0-9]+[$])?[-+ #0-9.]*(l|ll|z|j|t|h)?[diuxXcsgfp]/)) {
		at = substr(text, RSTART + 1, RLENGTH - 1)
		text = substr(text, RSTART + RLENGTH)
		n++
		which = n
		if (match(at, /^[0-9]+[$]/)) {
			which = substr(at, 1, RLENGTH - 1) + 0
			at = substr(at, RLENGTH + 1)
		}
		of[which] = at
	}
	for (number = 1; number <= n; number++)
		list = list "|" of[number]
	return list
}
