#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Parameters of findings: every key that the words of texts.def name is set by some check or stage, and every key that is set is
# named there. A key spelt in two ways would leave a sentence without its name or number, in silence.
set -eu
cd "${srcdir:-.}"
t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT

# {key}, {key|...}, {key#...}, {key:...} in strings; the table of keys in the head's comment is not looked at
grep -v '^ \*' core/explain/texts.def core/explain/sentences.h | grep -o '{[a-z]*[|#:}]' | tr -d '{|#:}' | sort -u >"$t/used"
grep -oE '^KEY\([a-z]+' core/explain/texts.def | sed 's/KEY(//' | sort -u >"$t/declared"
cat core/*/*.c | tr '\n\t' '  ' | grep -oE '(finding_param|check_param|unreach_number)\([^";]*"[a-z_]+"' | sed 's/.*"\([a-z_]*\)"/\1/' | sort -u >"$t/set"

# Kinds of rows: a variant, a shade or a level that some code names.
grep -oE '^TEXT\([A-Z_]+, "[a-z-]+"' core/explain/texts.def | sed 's/.*"\(.*\)"/\1/' | sort -u >"$t/kinds"
cat core/*/*.c | grep -oE '"[a-z-]+"' | tr -d '"' | sort -u >"$t/words"

# Facts for programs and for the screen, of which no sentence speaks.
printf '%s\n' alert last renewal reply said since speaks | sort >"$t/silent"

bad=0
report() {
	[ -z "$2" ] || { printf '%s: %s\n' "$1" "$(printf '%s' "$2" | tr '\n' ' ')"; bad=1; }
}
report 'used in texts.def, set nowhere' "$(comm -23 "$t/used" "$t/set")"
report 'used in texts.def, not declared there' "$(comm -23 "$t/used" "$t/declared")"
report 'declared in texts.def, used nowhere' "$(comm -13 "$t/used" "$t/declared")"
report 'set, but no sentence names it' "$(comm -13 "$t/used" "$t/set" | comm -23 - "$t/silent")"
printf '%s\n' other-issuer renewed-key >>"$t/words"   # the memory of visits says these
sort -u "$t/words" >"$t/said"
report 'a row for a kind that no code names' "$(comm -23 "$t/kinds" "$t/said")"
# Sentences that several rows share are macros: nothing of some length is typed twice.
grep -ho '"[^"]*"' core/explain/sentences.h core/explain/texts.def core/explain/causes.def | tr -d '"' | sed 's/\([.:;]\) /\1\
/g' | sed 's/^ *//' | grep -E '^.{36,}[.:;]$' | sort | uniq -d >"$t/twice"
report 'typed twice' "$(cat "$t/twice")"
[ -s "$t/used" ] && [ -s "$t/set" ] && [ -s "$t/kinds" ] || { echo 'nothing was read'; bad=1; }
exit $bad
