# What a lab's own program has where the mistakes have something else:
#
#   awk -f scripts/right.awk labs/03-…/page_fault_counting.c …/03-…/*.patch expected/03-….mistakes
#
# prints the file of mistakes with these lines beneath each mistake that is a patch:
#
#   right: 24 76..78   what the lab's program has there
#   only: 73..75       it has no more than this there: the mistake adds something
#
# A line in place of which there is another one says as much as a statement that is left out, and more
# than what is added. Names of variables, the heads of functions, functions that nobody calls any more,
# "return 0;" and what is never reached count where there is nothing else. Includes, comments, braces,
# indentation and new functions say nothing.

# --- the lab's program ----------------------------------------------------------------------

FNR == 1 {
	finish_patch()
	file++
}
file == 1 {
	source[FNR] = $0
	last = FNR
	next
}

# The code of a line, without comments and what stands in strings.
function code_of(text) {
	gsub(/\\./, "", text)
	gsub(/'[^']*'/, "0", text)
	gsub(/"[^"]*"/, "\"\"", text)
	if (commented && !sub(/^.*\*\//, "", text))
		return ""
	gsub(/\/\*[^*]*\*+([^*\/][^*]*\*+)*\//, " ", text)
	sub(/\/\/.*/, "", text)
	commented = sub(/\/\*.*/, "", text)
	gsub(/^[ \t]+|[ \t\r]+$/, "", text)
	return text
}

# Does a line go on with the statement of the line above, in which parentheses are open?
function goes_on(line, text, open) {
	if (line == "" || text == "" || line ~ /^#/ || text ~ /^#/)
		return 0
	return open > 0 || line ~ /[-+*\/=?|&<>,(]$/ || text ~ /^[?:+*\/|&<>=.-]/ ||
		(line ~ /"$/ && text ~ /^"/)
}

function read_source(   i, open) {
	for (i = 1; i <= last; i++) {
		code[i] = code_of(source[i])
		joined[i] = goes_on(code[i - 1], code[i], open)
		open += gsub(/\(/, "(", code[i]) - gsub(/\)/, ")", code[i])
		if (code[i] ~ /[;{}]$/ || code[i] == "")
			open = 0
	}
}

# Does a line say something?
function counts(text) {
	return text ~ /[A-Za-z0-9_]/ && text !~ /^# *include/
}

# Does a line stand outside of functions?
function is_outside(i) {
	if (source[i] ~ /^[^ \t]/)
		return 1
	while (i > 0 && source[i] !~ /^[{}]/)
		i--
	return source[i] !~ /^[{]/
}

# The line above a place, or the start of its statement, as long as that is short.
function above(at,   line) {
	line = at - 1
	while (line > 1 && (!counts(code[line]) || (joined[line] && at - line < 4)))
		line--
	return line
}

# The line below a place: this one, the next that says something, or the end of the function.
function below(line) {
	while (line < last && !counts(code[line]) && source[line] !~ /^}/)
		line++
	return line
}

# Is it a declaration that sets nothing?
function declares(text) {
	return text ~ /^[A-Za-z_][A-Za-z_0-9 ]*[ *][A-Za-z_0-9, *\[\]]*;$/ && text !~ /^(return|goto) /
}

# Does a line say little, unless there is no other?
function is_weak(i) {
	return declares(code[i]) || code[i] == "return 0;" || source[i] ~ /never reached/ ||
		(is_outside(i) && code[i] !~ /[;=]/ && code[i] !~ /^#/)
}

# Does the line above decide whether this one is done at all?
function is_under(i) {
	return !joined[i] && code[i - 1] ~ /^(} )?((else )?if|for|while) ?\(.*\)$|^(} )?else$/
}

# --- a patch --------------------------------------------------------------------------------

FILENAME ~ /\.patch$/ {
	if (FNR == 1)
		begin_patch()
	if (/^replaces:/)
		other_source = 1
	else if (/^@@ -/) {
		finish_hunk()
		split($2, stated, /[-,]/)
		in_hunk = 1
	} else if (in_hunk && !/^\\/) {
		sign[++signs] = $0 == "" ? " " : substr($0, 1, 1)
		body[signs] = substr($0, 2)
	}
	next
}

function begin_patch() {
	patch = FILENAME
	name = FILENAME
	sub(/.*\//, "", name)
	sub(/\.patch$/, "", name)
	other_source = in_hunk = signs = changes = shift = 0
	split("", put)
}

function finish_patch() {
	if (file == 1) {
		commented = 0
		read_source()
	}
	if (patch == "")
		return
	finish_hunk()
	if (!other_source)
		answer[name] = answer_of_patch()
	patch = ""
}

# Does what the hunk expects stand at this line?
function fits(at,   i) {
	for (i = 1; i <= signs; i++) {
		if (sign[i] == "+")
			continue
		if (at > last || at < 1 || source[at++] != body[i])
			return 0
	}
	return 1
}

# Where the hunk applies, which need not be the line that it states.
function place_of_hunk(   near, i) {
	near = stated[2] + shift
	for (i = 0; i <= last; i++) {
		if (fits(near + i))
			return near + i
		if (fits(near - i))
			return near - i
	}
	print patch ": it no longer applies" >"/dev/stderr"
	exit failed = 1
}

# Groups of lines that are taken out and put in, with none in between that stays.
function finish_hunk(   at, i) {
	if (!signs || other_source) {
		signs = 0
		return
	}
	at = place_of_hunk()
	shift = at - stated[2]
	olds = news = 0
	for (i = 1; i <= signs + 1; i++) {
		if (sign[i] == "-" && i <= signs)
			old[++olds] = at++
		else if (sign[i] == "+" && i <= signs)
			new[++news] = body[i]
		else {
			compare_group(at)
			olds = news = 0
			at++
		}
	}
	signs = 0
}

# A line without what makes no difference.
function bare(text) {
	sub(/^[ \t]+/, "", text)
	sub(/^} /, "", text)
	sub(/ *\/\*.*\*\//, "", text)
	sub(/[ \t\r]+$/, "", text)
	sub(/ *[{]$/, "", text)
	return text
}

# How many lines of a group stay as they are, from each pair of an old and a new one on.
function match_lines(   i, k) {
	for (i = olds + 1; i >= 1; i--)
		for (k = news + 1; k >= 1; k--) {
			if (i > olds || k > news)
				same[i, k] = 0
			else if (bare(source[old[i]]) == bare(new[k]))
				same[i, k] = same[i + 1, k + 1] + 1
			else
				same[i, k] = same[i + 1, k] > same[i, k + 1] ? same[i + 1, k] : same[i, k + 1]
		}
}

# What of a group differs; `behind` is the line of the source behind it.
function compare_group(behind,   i, k) {
	match_lines()
	i = k = 1
	commented = 0
	old[olds + 1] = behind
	changing = 0
	while (i <= olds || k <= news) {
		if (i <= olds && k <= news && bare(source[old[i]]) == bare(new[k])) {
			changing = 0
			i++
			k++
		} else if (k > news || (i <= olds && same[i + 1, k] >= same[i, k + 1]))
			take_out(old[i++])
		else
			put_in(new[k++], old[i])
	}
}

function change_at(line) {
	if (changing)
		return
	changing = 1
	changes++
	place[changes] = line
	from[changes] = line
	to[changes] = line - 1
	added[changes] = 0
	first[changes] = ""
	statements[changes] = 0
}

function take_out(line) {
	change_at(line)
	to[changes] = line
}

function put_in(text, line,   plain) {
	change_at(line)
	plain = code_of(text)
	if (!counts(plain))
		return
	if (!added[changes]++)
		first[changes] = plain
	statements[changes] += !declares(plain)
	if (!(bare(text) in put))
		put[bare(text)] = changes
}

# --- which changes tell what is wrong -------------------------------------------------------

# The type of what is declared.
function type_of(text) {
	sub(/^(static|const) /, "", text)
	return match(text, /^[A-Za-z_0-9]+/) ? substr(text, 1, RLENGTH) : ""
}

# Does a line that is changed say something of its own?
function is_strong(i, change) {
	return counts(code[i]) && (!is_weak(i) ||
		(declares(code[i]) && added[change] && type_of(code[i]) != type_of(first[change])))
}

# Is it the line for which a change is told?
function matters(i, change) {
	return weak[change] ? counts(code[i]) : is_strong(i, change)
}

# A change reaches from the first of its lines that matters to the last.
function narrow(change) {
	while (from[change] < to[change] && !matters(from[change], change))
		from[change]++
	while (from[change] < to[change] && !matters(to[change], change))
		to[change]--
}

# What a change is, and where.
function weigh(change,   i, lines) {
	outside[change] = 0
	weak[change] = 1
	for (i = from[change]; i <= to[change]; i++) {
		if (!counts(code[i]))
			continue
		lines++
		outside[change] = outside[change] || is_outside(i)
		if (is_strong(i, change))
			weak[change] = 0
	}
	kind[change] = lines ? added[change] ? "replaced" : "left out" : added[change] ? "added" : ""
	if (lines)
		narrow(change)
}

# Of a line that stands elsewhere now the order counts, from the one place to the other.
function move(change,   i, other) {
	for (i = from[change]; i <= to[change]; i++) {
		other = put[bare(source[i])]
		if (!counts(code[i]) || !other || other == change)
			continue
		if (place[other] > to[change] && place[other] - from[change] <= 6)
			to[change] = place[other] - 1
		else if (place[other] < from[change] && to[change] - place[other] < 6)
			from[change] = place[other]
	}
}

# Mark lines, their statements to the end, and what decides whether they are done.
function mark(low, high,   i) {
	while (is_under(low))
		low--
	while (joined[high + 1] || is_under(high + 1))
		high++
	for (i = low; i <= high; i++)
		marked[i] = 1
}

# Mark the changes of a kind: of weak ones only where they are asked for, and of those outside of
# functions. Are there any?
function mark_kind(wanted, with_weak, with_outside,   i, any) {
	for (i = 1; i <= changes; i++) {
		if (kind[i] != wanted || (weak[i] && !with_weak) || (outside[i] && !with_outside))
			continue
		while (joined[from[i]])
			from[i]--
		mark(from[i], to[i])
		any = 1
	}
	return any
}

# Is something added inside of a function?
function is_added(change) {
	return kind[change] == "added" && (!is_outside(place[change] - 1) || source[place[change] - 1] ~ /^[{]/)
}

# Between which lines is something added?
function mark_neighbours(   i, any) {
	for (i = 1; i <= changes; i++) {
		if (!is_added(i))
			continue
		mark(above(place[i]), below(place[i]))
		any = 1
	}
	return any
}

# Around what is left out.
function mark_gaps(   i) {
	for (i = 1; i <= changes; i++)
		if (kind[i] == "left out" && !weak[i] && !outside[i])
			mark(above(from[i]), below(to[i] + 1))
}

# Show by the lines around it where something is left out, or where more is added than there was, as long
# as that is no more than is quoted.
function mark_around(gaps,   i, before, lines) {
	for (i = 1; i <= last; i++)
		before[i] = marked[i]
	if (gaps)
		mark_gaps()
	else
		mark_neighbours()
	for (i = 1; i <= last; i++)
		lines += marked[i]
	for (i = 1; i <= last && lines > 6; i++)
		marked[i] = before[i]
}

# Is more added than there was?
function adds_more(   i, more) {
	for (i = 1; i <= changes; i++)
		more += is_added(i) ? statements[i] : kind[i] == "" || weak[i] ? 0 : from[i] - to[i] - 1
	return more > 0
}

# The lines that are marked, and those between two of them.
function marked_lines(word,   i, list, begin) {
	for (i = 1; i <= last + 1; i++) {
		if (!marked[i] && !(marked[i - 1] && marked[i + 1])) {
			if (begin)
				list = list " " (begin == i - 1 ? begin : begin ".." i - 1)
			begin = 0
		} else if (!begin)
			begin = i
	}
	return list == "" ? "" : "  " word ":" list
}

function answer_of_patch(   i, any) {
	split("", marked)
	for (i = 1; i <= changes; i++)
		weigh(i)
	for (i = 1; i <= changes; i++)
		if (kind[i] == "left out" || kind[i] == "replaced")
			move(i)
	any = mark_kind("replaced", 0, 1)
	any = mark_kind("left out", 0, 0) || any
	if (any && adds_more())
		mark_around(0)
	if (any)
		mark_around(1)
	if (!any && mark_neighbours())
		return marked_lines("only")
	any = any || mark_kind("replaced", 1, 1)
	any = any || mark_kind("left out", 1, 0)
	any = any || mark_kind("left out", 1, 1)
	return marked_lines("right")
}

# --- the file of mistakes -------------------------------------------------------------------

/^mistake / { mistake = $2 }
/^  (right|only): / { next }
{ print }
/^  says: / && answer[mistake] != "" { print answer[mistake] }

END { exit failed }
