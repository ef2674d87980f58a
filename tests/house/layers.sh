#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Who may include whom. A row: a room, then the rooms that it may include besides its own. Rows stand in order, ground floor
# first, and name earlier rows alone, so no circle can be written down. A file in no room, or a room without files, is a fault.
# Then which libraries stay in which rooms, and that core/ has no state outside values.
set -eu
cd "${srcdir:-.}"
rooms='
core/base:
core/asn1:       base
core/x509:       base asn1
core/result:     base x509
core/options:    base
core/explain:    base result
core/trust:      base asn1 x509 result
core/revocation: base asn1 x509
core/rules:      base asn1 x509 result options revocation
core/clients:    base x509 result rules
core/judge:      base x509 result options explain trust revocation rules clients
core/net:        base
core/tls:        base result net
core/pki:        base asn1
core/gallery:    base x509 result pki
core/evidence:   base x509 result explain rules net tls
core/engine:     base x509 result options explain trust revocation clients judge net tls gallery evidence
core/visits:     base x509 result explain
core/report:     base x509 result options explain
core/batch:      base result options trust engine visits report
tui/terminal:    base
tui/facts:       base x509 result
tui/parts:       base x509 result options explain terminal facts
tui/views:       base x509 result options terminal facts parts
tui/app:         base x509 result options explain trust gallery engine visits report batch terminal facts parts views
'
bad=0
earlier=' '
for room in $(printf '%s\n' "$rooms" | sed -n 's/^\([a-z0-9/]*\):.*/\1/p'); do
	row=$(printf '%s\n' "$rooms" | grep "^$room:")
	for known in ${row#*:}; do
		case $earlier in *" $known "*) ;; *) echo "the table: $room names $known, which is no earlier row"; bad=1 ;; esac
	done
	earlier="$earlier${room#*/} "
	ls "$room"/*.[ch] >/dev/null 2>&1 || { echo "$room: a room without files"; bad=1; }
done
# shellcheck disable=SC2016 # awk's
hits=$(find core tui -name '*.[ch]' | sort | xargs awk -v rooms="$rooms" '
	BEGIN {
		n = split(rooms, row, "\n")
		for (i = 1; i <= n; i++)
			if ((at = index(row[i], ":")) > 0) may[substr(row[i], 1, at - 1)] = " " substr(row[i], at + 1) " "
	}
	FNR == 1 {
		room = FILENAME
		sub(/\/[^\/]*$/, "", room)
		own = room
		sub(/.*\//, "", own)
		if (room in may) seen++
		else print FILENAME ": in no room"
	}
	/^[ \t]*#[ \t]*include[ \t]*"/ && room in may {
		inc = $0
		sub(/^[^"]*"/, "", inc)
		sub(/".*/, "", inc)
		from = inc
		if (inc == "config.h" || index(inc, own "/") == 1) next
		if (!sub(/\/.*/, "", from)) print FILENAME ": includes \"" inc "\" without its room"
		else if (!index(may[room], " " from " ")) print FILENAME ": includes " inc ", which " own "/ must not know"
	}
	END { if (seen <= 200) print "only " seen " files were read" }')       # a check that reads nothing says yes to everything
[ -z "$hits" ] || { printf '%s\n' "$hits"; bad=1; }

# Libraries: a pattern of headers, then the rooms or files that may include them.
libraries='
(ncursesw?/)?n?cursesw?\.h|term\.h: tui/terminal/
curl/.*:                            core/net/
unbound\.h:                         core/net/
jansson\.h:
gnutls/.*:                          core/asn1/ core/x509/ core/trust/ core/revocation/ core/judge/ core/tls/ core/pki/ core/gallery/ core/engine/engine.c core/evidence/dane.c
'
printf '%s\n' "$libraries" | while IFS= read -r line; do
	[ -n "$line" ] || continue
	pattern=${line%%:*}
	for f in $(grep -rlE "^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"]($pattern)[>\"]" core tui); do
		for may in ${line#*:}; do
			case $f in "$may"*) continue 2 ;; esac
		done
		echo "$f: includes a header of $pattern"
	done
done | { ! grep .; } || bad=1

# No state outside values: core/ has no writable variable of file or program scope, but for the language that a process speaks.
hits=$(grep -nE '^(static )?(unsigned |signed |struct [a-z_]+ |enum [a-z_]+ |char |int |bool |size_t |long |double |void |uint[0-9]+_t |int[0-9]+_t )[* ]*[a-z_]+(\[[^]]*\])*( =.*)?;$' core/*/*.c |
	grep -vE 'const |\(|^core/base/tongue\.c:[0-9]+:bool tongue_is_other;$' || true)
[ -z "$hits" ] || { printf 'a global variable in the core:\n%s\n' "$hits"; bad=1; }
exit $bad
