#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The habits of the house, checked: no function that cannot be bounded, no file or function that nobody can overlook, a licence line
# and a sentence on top of every file.
set -eu
cd "${srcdir:-.}"
bad=0

complain() { printf '%s\n' "$1"; bad=1; }

banned='strcpy|strcat|sprintf|vsprintf|strtok|atoi|atol|atof|gets|localtime|gmtime|asctime|ctime|alloca|system|tmpnam|mktemp|initscr'
for f in core/*/*.[ch] tui/*/*.[ch] tests/*/*.[ch]; do
	[ -e "$f" ] || continue
	hits=$(sed -e 's|/\*.*\*/||' -e 's|^[[:space:]]*\*.*||' -e 's|"[^"]*"||g' "$f" | grep -nE "(^|[^a-zA-Z0-9_>.])($banned)[[:space:]]*\(" || true)
	[ -z "$hits" ] || complain "$f: banned function
$hits"
done

for f in core/*/*.[ch] tui/*/*.[ch] core/*/*.def tui/*/*.def tests/*/*.[ch]; do
	[ -e "$f" ] || continue
	head -n 1 "$f" | grep -q 'SPDX-License-Identifier: GPL-3.0-or-later' || complain "$f: no SPDX line"
done

# A file of at most 500 lines holds one job; a function of at most 60 can be read at once. Tables (.def) are exempt, and so is a
# function that is a table, which says so with a comment "table" in the line above its opening brace.
for f in core/*/*.[ch] tui/*/*.[ch]; do
	[ -e "$f" ] || continue
	n=$(wc -l <"$f")
	[ "$n" -le 500 ] || complain "$f: $n lines"
	long=$(awk '
		/^\{/ { start = NR; name = last }
		/^\}/ { if (start && NR - start - 1 > 60) print FILENAME ": " NR - start - 1 " lines: " name; start = 0 }
		!/^[[:space:]]*$/ && !/^\{/ { last = $0 }' "$f")
	[ -z "$long" ] || complain "$long"
done

# Calendar and lengths of days stand in one file: everybody else asks base/moment.
[ "$(grep -cE 'gmtime_r|timegm' core/base/moment.c)" -gt 0 ] || complain 'core/base/moment.c: no calendar was found'
for f in core/*/*.[ch] tui/*/*.[ch]; do
	case $f in core/base/moment.[ch]) continue ;; esac
	hits=$(grep -nE '(gmtime_r|timegm|strftime)[[:space:]]*\(|[^0-9](86400|3600)[^0-9]|24 \* (60|3600)' "$f" || true)
	[ -z "$hits" ] || complain "$f: a calendar or a day of its own
$hits"
done

# 120 columns, a tab being 8. Tables may be wider: rows of initialisers, strings, macros.
seen=0
for f in core/*/*.[ch] tui/*/*.[ch] tests/*/*.[ch] doc/*.c; do
	seen=$((seen + 1))
	wide=$(expand -t 8 "$f" | awk -v f="$f" 'length($0) > 120 && !/^ *(#define|[{"[])/ { print f ":" NR ": " length($0) " columns" }')
	[ -z "$wide" ] || complain "$wide"
done
[ "$seen" -gt 300 ] || complain "only $seen files were read"
# Sentences that several rows of words share are macros: nothing of some length is typed twice.
words='core/explain/sentences.h core/explain/texts.def core/explain/causes.def'
# shellcheck disable=SC2086 # three files
sentences=$(grep -ho '"[^"]*"' $words | tr -d '"' | sed 's/\([.:;]\) /\1\
/g' | sed 's/^ *//' | grep -E '^.{36,}[.:;]$')
[ -n "$sentences" ] || complain 'no sentence was read'
twice=$(printf '%s\n' "$sentences" | sort | uniq -d)
[ -z "$twice" ] || complain "typed twice: $twice"
exit $bad
