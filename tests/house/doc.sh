#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# README, manual pages, the reference and the page of findings say what the program's tables say; the manual pages have no fault that mandoc sees.
set -eu
src=${srcdir:-.}
bad=0
# A check that reads nothing says yes to everything: what is read, and at least how many lines of it.
for least in "doc/README.in 40" "README 60" "doc/reference.md.in 80" "doc/reference.md 300" "doc/certcard.1.in 60" "doc/certcard.1 400" "doc/findings.md.in 1" "doc/findings.md 1000" "doc/findings-page.md.in 1" "doc/findings-page.md 40" \
	"doc/completion/certcard.bash 150" "doc/completion/certcard.zsh 100" "doc/completion/certcard.fish 100"; do
	lines=$(wc -l <"$src/${least% *}") || lines=0
	[ "$lines" -ge "${least#* }" ] || { echo "${least% *}: only $lines lines were read"; bad=1; }
done
for pair in "doc/README.in README" "doc/reference.md.in doc/reference.md" "doc/certcard.1.in doc/certcard.1" "doc/findings.md.in doc/findings.md" "doc/findings-page.md.in doc/findings-page.md" \
	"doc/completion/certcard.bash.in doc/completion/certcard.bash" "doc/completion/certcard.zsh.in doc/completion/certcard.zsh" \
	"doc/completion/certcard.fish.in doc/completion/certcard.fish"; do
	# shellcheck disable=SC2086 # two words
	set -- $pair
	made=$("${builddir:-.}/doc/docgen" "$src/$1") || { echo "$1: docgen failed"; bad=1; }
	if [ "$made" != "$(cat "$src/$2")" ]; then
		echo "$2 is out of date: make doc"
		bad=1
	fi
done
if command -v mandoc >/dev/null 2>&1; then
	for page in certcard.1 certcard-json.7 certcard-monitoring.7; do
		faults=$(mandoc -T lint -W warning "$src/doc/$page" || true)
		[ -z "$faults" ] || { echo "$faults"; bad=1; }
	done
fi
# Every field of the schema is named in the page on JSON, every metric in the page on monitoring.
fields=$(sed -n 's/^ *"\([a-z0-9_]*\)": {$/\1/p' "$src/doc/schema-1.json" | sort -u)
[ "$(printf '%s\n' "$fields" | wc -l)" -ge 90 ] || { echo 'doc/schema-1.json: too few fields were read'; bad=1; }
for field in $fields; do
	case $field in name | subtrees | card | items | properties) continue ;; esac
	grep -qw -- "$field" "$src/doc/certcard-json.7" || { echo "doc/certcard-json.7 does not name the field $field"; bad=1; }
done
metrics=$(grep -o '"certcard_[a-z_]*"' "$src/core/report/prometheus.c" | tr -d '"' | sort -u)
[ -n "$metrics" ] || { echo 'core/report/prometheus.c: no metrics were read'; bad=1; }
for metric in $metrics; do
	grep -qw -- "$metric" "$src/doc/certcard-monitoring.7" || { echo "doc/certcard-monitoring.7 does not name $metric"; bad=1; }
done
exit $bad
