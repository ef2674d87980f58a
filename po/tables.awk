# SPDX-License-Identifier: GPL-3.0-or-later
# From the preprocessed tables (tables.h) to marks that xgettext knows: of each row the fields that are one string, which a list
# in braces is not. The row and the field stand above as a comment for the translator.
function string(   text, c) {
	text = ""
	for (;;) {
		while (substr(all, at, 1) ~ /[ \t\n]/) at++
		if (substr(all, at, 1) != "\"") return text
		for (at++; (c = substr(all, at, 1)) != "\""; at++) {
			text = text c
			if (c == "\\") text = text substr(all, ++at, 1)
		}
		at++
	}
}
{ all = all $0 "\n" }
END {
	at = 1
	while (match(substr(all, at), /ROW\(|\.[a-z_]+ = "|"/)) {
		at += RSTART - 1
		found = substr(all, at, RLENGTH)
		if (found == "ROW(") {
			at += 4
			file = string()
			at++
			row = string()
			rows++
		} else if (found == "\"") {
			string()
		} else {
			field = substr(found, 2, index(found, " ") - 2)
			at += length(found) - 1
			text = string()
			if (text != "") printf "#line 1 \"%s\"\n/* TRANSLATORS: %s, %s */\nT_(\"%s\");\n", file, row, field, text
		}
	}
	if (rows < 200) { print "tables.awk: only " rows " rows were read" >"/dev/stderr"; exit 1 }
}
