# Types that a header declares, and another file too: awk -f scripts/namesakes.awk FILE…
#
# Two things of one name are kept apart by the compiler, and not by who reads them. What stands in
# sources alone may have the name of what stands in another one.

/^(struct|union|enum) [a-z_]+ \{/ {
	where[$2] = where[$2] (where[$2] ? " and " : "") FILENAME
	count[$2]++
	public[$2] = public[$2] || FILENAME ~ /\.h$/
}

END {
	for (name in count)
		if (count[name] > 1 && public[name]) {
			print name " is declared in " where[name]
			status = 1
		}
	exit status
}
