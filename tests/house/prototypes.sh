#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A function that other files call is declared in the header of its own file: X.c defines it, X.h says what a caller must know.
# Where one header speaks for several files on purpose, a row says so: a pattern of files, the header or table, the reason. In a
# table (.def) the function is looked for by what its name ends in. A row that nobody needs is a fault.
set -eu
cd "${srcdir:-.}"
families='
core/engine/questions.c|core/engine/engine.h|an engine is one opaque value to its callers, whatever file does the work
core/engine/results.c|core/engine/engine.h|likewise
core/judge/write-down.c|core/judge/judge.h|a judge is one opaque value to its callers, whatever half does the work
core/rules/check-*.c|core/rules/checks.def|each row of the table declares its check
core/rules/profile-*.c|core/rules/profile.def|each row of the table declares its rule
tui/app/*.c|tui/views/view.h|what the application does for views, which stand below it and must not know its files
tui/app/main.c|tests/house/prototypes.sh|main(): the system calls it
'
# What comes before a brace in the first column, or on a line with it, is a function; static ones are nobody else's business.
defined=$(find core tui -name '*.c' | sort | xargs awk '
	FNR == 1 { head = "" }
	/^[ \t]*$/ || /^[#}]/ || /^[ \t]*(\/\*|\*)/ { head = ""; next }
	{ head = head " " $0 }
	/^\{/ || (/^[a-z].*\{$/ && !/=/) {
		name = head
		gsub(/__attribute__\(\([^()]*(\([^()]*\))?\)\)/, "", name)
		if (name ~ /\(/ && name !~ /^ *static / && name !~ /;/) {
			sub(/\(.*/, "", name)
			sub(/.*[^A-Za-z0-9_]/, "", name)
			if (name != "")
				print FILENAME, name
		}
		head = ""
	}')
# Of a header: names before a list of parameters, a comma or a semicolon, outside of all braces and parentheses.
declared=$(find core tui -name '*.h' | sort | xargs awk '
	function say(   name) {
		gsub(/\/\*[^*]*\*+([^\/*][^*]*\*+)*\//, " ", text)
		while (gsub(/\([^()]*\)/, "@", text) || gsub(/\{[^{}]*\}/, " ", text))
			;
		while (match(text, /[A-Za-z_][A-Za-z0-9_]*[@,;]/)) {
			print file, substr(text, RSTART, RLENGTH - 1)
			text = substr(text, RSTART + RLENGTH)
		}
		text = ""
	}
	FNR == 1 { say(); file = FILENAME }
	!/^#/ { text = text $0 "\n" }
	END { say() }')
seen=$(printf '%s\n' "$defined" | grep -c . || true)
[ "$seen" -gt 800 ] || { echo "only $seen functions were read"; exit 1; }
[ "$(printf '%s\n' "$declared" | grep -c . || true)" -gt 800 ] || { echo "hardly a prototype was read"; exit 1; }

# What its own header does not name.
strays=$({ printf '%s\n' "$declared" | sed 's/\.h / /;s/^/h /'; printf '%s\n' "$defined" | sed 's/\.c / /;s/^/c /'; } | awk '
	$1 == "h" { own[$2 " " $3] = 1; next }
	!(($2 " " $3) in own) { print $2 ".c", $3 }')
[ -n "$strays" ] || { echo "no function was left for the families"; exit 1; }
printf '%s\n' "$strays" | {
	bad=0 used=' '
	while read -r file name; do
		known=
		while IFS='|' read -r pattern header reason; do
			# shellcheck disable=SC2254 # a pattern it is
			case $file in $pattern) [ -n "$reason" ] || continue ;; *) continue ;; esac
			case $header in
			*.def) printf '%s\n' "$name" | sed 's/^[a-z]*_//' | { read -r row; grep -qE "[^a-z0-9_]${row}[^a-z0-9_]" "$header"; } || continue ;;
			*.h) printf '%s\n' "$declared" | grep -qFx "$header $name" || continue ;;
			*) [ "$name" = main ] || continue ;;
			esac
			known=$pattern
		done <<EOF
$families
EOF
		if [ -n "$known" ]; then used="$used$known "; else echo "$file: $name() is not declared in ${file%.c}.h"; bad=1; fi
	done
	while IFS='|' read -r pattern header reason; do
		case "$used" in *" $pattern "*) ;; *) [ -z "$pattern" ] || { echo "no function needs the row $pattern $header"; bad=1; } ;; esac
	done <<EOF
$families
EOF
	exit $bad
}
