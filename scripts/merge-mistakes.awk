# The known mistakes of a lab as another machine and this one have shown them:
#
#   awk -f scripts/merge-mistakes.awk JUDGED OLD NEW
#
# JUDGED has the names of the checks that were judged here, each behind "judged: ", OLD is the file as
# it was and NEW as this machine alone would have it. What fails on both fails; a check that only one
# of the machines has fails there; what both judge, and only one has seen to fail, is `sometimes`. The
# failure may look as on either. All else is that of NEW, and a mistake that only OLD has stays.

FNR == 1 { file++ }
file == 1 { judged[$2] = 1; next }
/^mistake / {
	name = $2
	if (!(name in known)) {
		known[name] = 1
		names[++count] = name
	}
	has[file, name] = 1
	next
}
/^  (fails|sometimes): / {
	sign = substr($0, index($0, ": ") + 2)
	kind[file, name, sign] = /^  fails/ ? "fails" : "sometimes"
	mentioned[file, check_of(sign)] = 1
	if (!((name, sign) in listed)) {
		listed[name, sign] = 1
		signs[name, ++sign_count[name]] = sign
	}
	next
}
/^  shows: / {
	if (!((name, $0) in shown))
		shows[name] = shows[name] $0 "\n"
	shown[name, $0] = 1
	next
}
NF && !/^#/ { head[file, name] = head[file, name] $0 "\n" }

function check_of(sign) {
	sub(/[@:].*/, "", sign)
	return sign
}

function merged(name, sign,   old, new, check) {
	old = kind[2, name, sign]
	new = kind[3, name, sign]
	check = check_of(sign)
	if (old != "" && new != "")
		return old == new ? old : "sometimes"
	if (!has[2, name] || !has[3, name])
		return old new
	if (old != "")
		return check in judged ? "sometimes" : old
	return (2, check) in mentioned ? "sometimes" : new
}

function by_name(   i, j, kept) {
	for (i = 2; i <= count; i++) {
		kept = names[i]
		for (j = i - 1; j > 0 && names[j] > kept; j--)
			names[j + 1] = names[j]
		names[j + 1] = kept
	}
}

END {
	by_name()
	print "# What is known to go wrong in this lab: make mistakes writes this file."
	for (i = 1; i <= count; i++) {
		name = names[i]
		from = has[3, name] ? 3 : 2
		printf "\nmistake %s\n%s", name, head[from, name]
		for (j = 1; j <= sign_count[name]; j++)
			print "  " merged(name, signs[name, j]) ": " signs[name, j]
		printf "%s", shows[name]
	}
}
