# Makes C of common/base/messages.txt and the translations of it in po/:
#
#   awk -v to=FOLDER -f scripts/po.awk -f scripts/catalogue.awk \
#       common/base/messages.txt po/zh_CN.po …
#   awk -v template=yes … common/base/messages.txt      the messages as a template, to stdout
#
# A block of messages.txt is a name at column 0, then the sentence in English, indented by two
# blanks. It goes on in lines that are indented by four; what they are indented beyond that
# belongs to it. "\n" is a line end. Its translations are the entries of the .po files whose
# msgctxt is "message NAME". Where there is none the sentence stays English; scripts/check-po
# says so.
#
# In FOLDER these are written:
#   languages.h        enum language: English and one for each .po file; and their names
#   messages.h         a macro for each sentence, and not a function, so that the compiler checks
#                      the arguments of printf against every language at every use; and its
#                      number, MESSAGE_NAME
#   messages.inc       the same as a table, for sentences that are chosen while vmlab runs
#   translations.inc   what the .po files say of the labs ("lab 03", "mistake 03"), a group
#                      for each language and lab

function fail(what) {
	fail_at(FILENAME, FNR, what)
}
function quoted(text) {
	return "\"" text "\""
}
function constant_of(language) {
	return "LANGUAGE_" toupper(language)
}
function made_by(file) {
	print "/* Made by scripts/catalogue.awk from common/base/messages.txt and po/. */" > file
}

# --- messages.txt ---------------------------------------------------------------------------

function finish() {
	if (name == "")
		return
	if (sentences != 1)
		fail("the block " name " before this line needs one sentence, in English; it has " sentences + 0)
	names[++count] = name
	lines[count] = name_line
	gsub(/\\x20/, " ", sentence)
	gsub(/"/, "\\\"", sentence)
	english[count] = sentence
	number_of[name] = count
	name = ""
}
/^#/ { next }
/^[ \t]*$/ { finish(); next }
/^[a-z]/ {
	finish()
	name = $1
	if (name in seen)
		fail("the name " name " is in the catalogue twice")
	seen[name] = 1
	name_line = FNR
	sentences = 0
	next
}
/^    / {
	sub(/^    /, "")
	sentence = sentence $0
	next
}
/^  [^ ]/ {
	sub(/^  /, "")
	sentence = $0
	sentences++
	next
}
{ fail("a name at column 0 or a sentence indented by two blanks was expected, read: " $0) }

# --- their translations ---------------------------------------------------------------------

# A fuzzy entry, and one of another sentence than the block has now, is none.
function take_message(i,    message) {
	message = substr(po_context[i], length("message ") + 1)
	if (!(message in number_of) || po_fuzzy[i] || po_text[i] == "" ||
		po_id[i] != english[number_of[message]])
		return
	if (conversions_of(po_id[i]) != conversions_of(po_text[i]))
		fail_at(po_file[i], po_line[i], "message " message \
			": the translation has other conversions of printf (" \
			conversions_of(po_text[i]) ") than the English text (" \
			conversions_of(po_id[i]) ")")
	translated[message, po_language(po_file[i])] = po_text[i]
}
function in_language(i, language) {
	if ((names[i], language) in translated)
		return translated[names[i], language]
	return english[i]
}
# The files that are named behind messages.txt; awk does not read them itself.
function read_languages(   i) {
	for (i = 2; i < ARGC; i++) {
		languages[++language_count] = po_language(ARGV[i])
		read_po(ARGV[i])
	}
	ARGC = 2
}

# "zh" of zh_CN, unless there is another "zh".
function code_of(language,   i, code, count) {
	code = language
	sub(/_.*/, "", code)
	for (i = 1; i <= language_count; i++)
		count += languages[i] ~ ("^" code "(_|$)")
	return count > 1 ? language : code
}

# --- what is made ---------------------------------------------------------------------------

function write_languages(file,   i) {
	made_by(file)
	printf "enum language {\n\tENGLISH,\n" > file
	for (i = 1; i <= language_count; i++)
		printf "\t%s,\n", constant_of(languages[i]) > file
	printf "\tLANGUAGES\n};\n\n#define LANGUAGE_NAMES {\"en\"" > file
	for (i = 1; i <= language_count; i++)
		printf ", \"%s\"", languages[i] > file
	printf "}\n#define LANGUAGE_CODES {\"en\"" > file
	for (i = 1; i <= language_count; i++)
		printf ", \"%s\"", code_of(languages[i]) > file
	print "}" > file
	close(file)
}
function write_header(file,   i, j) {
	made_by(file)
	print "#ifndef VMLAB_MESSAGES_H\n#define VMLAB_MESSAGES_H" > file
	print "#include \"base/language.h\"\n\nenum message {\n\tMESSAGE_NONE," > file
	for (i = 1; i <= count; i++)
		printf "\tMESSAGE_%s,\n", toupper(names[i]) > file
	print "\tMESSAGES\n};\n" > file
	for (i = 1; i <= count; i++) {
		printf "#define M_%s (", toupper(names[i]) > file
		for (j = 1; j <= language_count; j++)
			printf "language == %s ? %s : ", constant_of(languages[j]),
				quoted(in_language(i, languages[j])) > file
		printf "%s)\n", quoted(english[i]) > file
	}
	print "\n#endif" > file
	close(file)
}
function write_table(file,   i, j) {
	made_by(file)
	print "static const struct {\n\tconst char *name;\n\tconst char *text[LANGUAGES];" > file
	print "} messages[MESSAGES] = {\n\t{\"text\", {NULL}}," > file
	for (i = 1; i <= count; i++) {
		printf "\t{\"%s\", {%s", names[i], quoted(english[i]) > file
		for (j = 1; j <= language_count; j++)
			printf ", %s", quoted(in_language(i, languages[j])) > file
		print "}}," > file
	}
	print "};\n\nconst struct said said_constants[MESSAGES] = {" > file
	for (i = 1; i <= count; i++)
		printf "\t[MESSAGE_%s] = {.message = MESSAGE_%s},\n",
			toupper(names[i]), toupper(names[i]) > file
	print "};" > file
	close(file)
}
function group_name(group) {
	gsub(/[^A-Za-z0-9]/, "_", group)
	return "of_" group
}
# The entries of a lab may stand anywhere in the file; here they stand together.
function write_translations(file,   i, group, groups, order, members) {
	made_by(file)
	for (i = 1; i <= po_count; i++) {
		if (po_context[i] !~ /^(lab|mistake) / || po_fuzzy[i] || po_text[i] == "")
			continue
		group = po_language(po_file[i]) SUBSEP po_context[i]
		if (!(group in members))
			order[++groups] = group
		members[group] = members[group] "\t{" quoted(po_id[i]) ", " quoted(po_text[i]) "},\n"
	}
	for (i = 1; i <= groups; i++)
		printf "static const struct translation %s[] = {\n%s\t{NULL, NULL},\n};\n\n",
			group_name(order[i]), members[order[i]] > file
	print "static const struct group groups[] = {" > file
	for (i = 1; i <= groups; i++) {
		split(order[i], group_parts, SUBSEP)
		printf "\t{%s, \"%s\", %s},\n", constant_of(group_parts[1]), group_parts[2],
			group_name(order[i]) > file
	}
	print "\t{LANGUAGES, NULL, NULL},\n};" > file
	close(file)
}
function print_template(   i) {
	for (i = 1; i <= count; i++) {
		printf "#: common/base/messages.txt:%d\n", lines[i]
		if (conversions_of(english[i]) != "")
			print "#, c-format"
		printf "msgctxt \"message %s\"\nmsgid %s\nmsgstr \"\"\n\n", names[i],
			quoted(english[i])
	}
}
BEGIN { read_languages() }
END {
	if (failed)
		exit 1
	finish()
	if (template) {
		print_template()
		exit
	}
	for (i = 1; i <= po_count; i++)
		if (po_context[i] ~ /^message /)
			take_message(i)
	write_languages(to "/languages.h")
	write_header(to "/messages.h")
	write_table(to "/messages.inc")
	write_translations(to "/translations.inc")
}
