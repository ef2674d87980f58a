#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# README, manual page and the page of findings say what the program's tables say; the manual page has no fault that mandoc or groff sees.
set -eu
src=${srcdir:-.}
bad=0
# A check that reads nothing says yes to everything: what is read, and at least how many lines of it.
for least in "doc/README.in 40" "README 200" "doc/certcard.1.in 60" "doc/certcard.1 400" "doc/findings.md.in 1" "doc/findings.md 1000" \
	"doc/completion/certcard.bash 150" "doc/completion/certcard.zsh 100" "doc/completion/certcard.fish 100"; do
	lines=$(wc -l <"$src/${least% *}") || lines=0
	[ "$lines" -ge "${least#* }" ] || { echo "${least% *}: only $lines lines were read"; bad=1; }
done
for pair in "doc/README.in README" "doc/certcard.1.in doc/certcard.1" "doc/findings.md.in doc/findings.md" \
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
	faults=$(mandoc -T lint -W warning "$src/doc/certcard.1" || true)
	[ -z "$faults" ] || { echo "$faults"; bad=1; }
fi
exit $bad
