#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Catalogues hold what msgfmt wants (formats, plurals), and nothing that our sentences have not: `make update-po`.
set -eu
src=${srcdir:-.}
command -v msgfmt >/dev/null 2>&1 && command -v xgettext >/dev/null 2>&1 || { echo 'gettext is not installed'; exit 77; }
dir=$(mktemp -d "${TMPDIR:-/tmp}/certcard-po-XXXXXX") || exit 99
trap 'rm -rf "$dir"' EXIT
bad=0
sh "$src/po/extract" "$src" "$dir/now.pot"
[ "$(grep -c '^msgid ' "$dir/now.pot")" -gt 1800 ] || { echo 'hardly a sentence was found'; bad=1; }
sentences() { sed -n '/^msgid "/,/^msgstr/p' "$1" | grep -v '^msgstr' | LC_ALL=C sort; }
for l in $(sed '/^#/d' "$src/po/LINGUAS"); do
	msgfmt --check -o /dev/null "$src/po/$l.po" || bad=1
	grep -q "po/$l/LC_MESSAGES/certcard.mo" "$src/po/local.mk" || { echo "po/local.mk does not build $l"; bad=1; }
	msgattrib --no-obsolete --no-fuzzy --no-wrap -o "$dir/here.po" "$src/po/$l.po"
	sentences "$dir/here.po" >"$dir/here"
	sentences "$dir/now.pot" >"$dir/now"
	cmp -s "$dir/here" "$dir/now" || { echo "po/$l.po is out of date: make update-po"; diff "$dir/here" "$dir/now" | head -n 20; bad=1; }
done
exit $bad
