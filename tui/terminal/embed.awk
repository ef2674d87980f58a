# SPDX-License-Identifier: GPL-3.0-or-later
# Turns files into rows { "NAME", "TEXT" } of a C table: awk -f embed.awk FILE...
function finish() { if (open) print "\t}," }
FNR == 1 {
	finish(); open = 1
	name = FILENAME; sub(/.*\//, "", name); sub(/\.[^.]*$/, "", name)
	printf "\t{ \"%s\",\n", name
}
{ gsub(/\\/, "\\\\"); gsub(/"/, "\\\""); printf "\t\t\"%s\\n\"\n", $0 }
END { finish() }
