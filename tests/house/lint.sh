#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The habits of the house, checked: no function that cannot be bounded, no file or function that nobody can overlook, a licence line
# and a sentence on top of every file.
set -eu
cd "${srcdir:-.}"
bad=0

complain() { printf '%s\n' "$1"; bad=1; }

# Few processes for many files: this runs with every change.
banned='strcpy|strcat|sprintf|vsprintf|strtok|atoi|atol|atof|gets|localtime|gmtime|asctime|ctime|alloca|system|tmpnam|mktemp|initscr'

# No banned function outside comments and strings.
# shellcheck disable=SC2016 # awk's
hits=$(awk -v banned="(^|[^a-zA-Z0-9_>.])($banned)[ \t]*\\(" '
	{ gsub(/\/\*.*\*\//, ""); sub(/^[ \t]*\*.*/, ""); gsub(/"[^"]*"/, "") }
	$0 ~ banned { print FILENAME ":" FNR ": a banned function: " $0 }' core/*/*.[ch] tui/*/*.[ch] tests/*/*.[ch])
[ -z "$hits" ] || complain "$hits"

hits=$(awk 'FNR == 1 && !/SPDX-License-Identifier: GPL-3\.0-or-later/ { print FILENAME ": no SPDX line" }' \
	core/*/*.[ch] tui/*/*.[ch] core/*/*.def tui/*/*.def tests/*/*.[ch])
[ -z "$hits" ] || complain "$hits"

# A file of at most 500 lines holds one job; a function of at most 60 can be read at once. Tables (.def) are exempt.
hits=$(awk '
	FNR == 1 { start = 0; last = "" }
	/^\{/ { start = FNR; name = last }
	/^\}/ { if (start && FNR - start - 1 > 60) print FILENAME ": " FNR - start - 1 " lines: " name; start = 0 }
	!/^[ \t]*$/ && !/^\{/ { last = $0 }
	FNR == 501 { print FILENAME ": more than 500 lines" }' core/*/*.[ch] tui/*/*.[ch])
[ -z "$hits" ] || complain "$hits"

# A struct or enum is one thing in the whole house, and a header has a guard of its own.
names=$(sed -nE 's/^(static )?(const )?((struct|enum) [a-z0-9_]+) \{.*/\3/p; s/^#ifndef (CC_[A-Z0-9_]+)$/\1/p' \
	core/*/*.[ch] tui/*/*.[ch] | sort)
[ "$(printf '%s\n' "$names" | wc -l)" -gt 500 ] || complain 'hardly a struct was read'
twice=$(printf '%s\n' "$names" | uniq -d)
[ -z "$twice" ] || complain "one name for two things: $twice"

# Calendar and lengths of days stand in one file: everybody else asks base/moment.
[ "$(grep -cE 'gmtime_r|timegm' core/base/moment.c)" -gt 0 ] || complain 'core/base/moment.c: no calendar was found'
hits=$(grep -nE '(gmtime_r|timegm|strftime)[[:space:]]*\(|[^0-9](86400|3600)[^0-9]|24 \* (60|3600)' core/*/*.[ch] tui/*/*.[ch] |
	grep -v '^core/base/moment\.[ch]:' || true)
[ -z "$hits" ] || complain "a calendar or a day of its own:
$hits"

# 120 columns, a tab being 8. Tables may be wider: rows of initialisers, strings, macros.
hits=$(LC_ALL=C awk '
	FNR == 1 { seen++ }
	length($0) > 60 && !/^[ \t]*(#define|[{"[])/ {
		n = split($0, piece, "\t")
		at = 0
		for (i = 1; i < n; i++) { at += length(piece[i]); at += 8 - at % 8 }
		at += length(piece[n])
		if (at > 120) print FILENAME ":" FNR ": " at " columns"
	}
	END { if (seen <= 300) print "only " seen " files were read" }' core/*/*.[ch] tui/*/*.[ch] tests/*/*.[ch] doc/*.c)
[ -z "$hits" ] || complain "$hits"
# Sentences that several rows of words share are macros: nothing of some length is typed twice.
words='core/explain/sentences.h core/explain/texts.def core/explain/causes.def'
# shellcheck disable=SC2086 # three files
sentences=$(grep -ho '"[^"]*"' $words | tr -d '"' | sed 's/\([.:;]\) /\1\
/g' | sed 's/^ *//' | grep -E '^.{36,}[.:;]$')
[ -n "$sentences" ] || complain 'no sentence was read'
twice=$(printf '%s\n' "$sentences" | sort | uniq -d)
[ -z "$twice" ] || complain "typed twice: $twice"
exit $bad
