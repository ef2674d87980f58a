# SPDX-License-Identifier: GPL-3.0-or-later
# error-codes.tsv and messages.tsv as C: each text once, in one string, and rows of the places where they begin there. A
# table of pointers would have to be relocated, page by page, in each run. LC_ALL=C: places are octets.

function place(s,    c) {
	if (!(s in at)) {
		at[s] = size
		size += length(s) + 1
		c = s
		gsub(/[\\"]/, "\\\\&", c)
		print "\"" c "\\0\""
	}
	return at[s]
}

BEGIN {
	FS = "\t"
	size = 0
	print "static const char code_words[] ="
}

FNR == 1 { files++; next }

{
	rows[++n] = "{ " place($1) ", " place($2) ", " place($3) ", " place($4) ", " place($5) " },"
	codes += files == 1
}

END {
	print "\"\";"
	print "static const struct code_row code_table[] = {"
	for (i = 1; i <= n; i++)
		print rows[i]
	print "};"
	print "enum { CODE_ROWS = " codes " };"
}
