# Prints the targets of the Makefile from its "##" comments: "## Section", "target: ## text",
# and "# target  text" lines between them for targets that are made of a pattern.
/^## / { printf "\n%s\n", substr($0, 4); inside = 1; next }
inside && /^# [a-z]+3 / { sub(/^# /, ""); printf "  make %s\n", $0; next }
/^[a-z][a-z ]*:.* ## / {
	names = $0
	sub(/:.*/, "", names)
	text = $0
	sub(/.* ## /, "", text)
	printf "  make %-18s %s\n", names, text
}
