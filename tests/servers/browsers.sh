#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What the real Chromium and Firefox make of the gallery and of the chains of our tables, beside what certcard says that they make of
# them (core/clients): the code on the page, and whether there is a way on. Where they differ and that is known, clients-known.tsv
# says why. Runs for ./bootstrap check --browsers alone: it takes minutes.
set -eu
[ -n "${CERTCARD_BROWSERS-}" ] || { echo 'skipped: runs with ./bootstrap check --browsers'; exit 77; }
# shellcheck source-path=SCRIPTDIR
. "${srcdir:-.}/tests/servers/lib.sh"
src=$top/tests/servers
room chains
mkdir said
tab=$(printf '\t')
have python3 || exit 77
have certutil libnss3-tools || exit 77

"$tools/keep" 7200 "$tools/chainserver" "$dir/chains" "$a" 20000 >chainserver.log 2>&1 </dev/null &
kept="$kept $!"
KEEP_AS_ROOT=1 "$tools/keep" 7200 "$certcard" --serve-demo 0 >gallery 2>&1 </dev/null &
kept="$kept $!"
n=0
until [ -e chains/ready ] && grep -q Ctrl-C gallery; do
	n=$((n + 1))
	[ "$n" -le 180 ] || { echo 'the chains or the gallery are not up'; cat chainserver.log gallery; exit 1; }
	sleep 1
done
root=$(sed -n 's|^  \(/.*\.pem\)$|\1|p' gallery)

# Pages: number and address; the gallery's numbers begin with g. Names: number, what it is, how it is made.
awk -F '\t' '{ print $1 "\thttps://www.example.test:" $2 "/" }' chains/chains >pages
awk -F '\t' '{ print $1 "\t" $3 "\t" $4 }' chains/chains >names
cp chains/answers answers
sed -n 's|^  \(https://[^ ]*\)$|\1|p' gallery | awk '{ print "g" NR "\t" $1 }' >gallery-pages
cat gallery-pages >>pages
sed 's|\thttps://\([^:]*\)\.localhost:.*|\tgallery \1\tdemo|' gallery-pages >>names
while IFS=$tab read -r n url; do
	"$certcard" -f json --timeout 10 --add-ca "$root" "$url" </dev/null 2>/dev/null | python3 -c '
import json, sys
for c in json.load(sys.stdin).get("clients") or []:
    word = {True: "yes", False: "no", None: "?"}
    print(sys.argv[1], c["client"], c["version"], word[c["accepts"]], c["code"] or "", word[c["bypass"]], sep="\t")
' "$n" >>answers || { echo "certcard gives no answer about $url"; bad=1; }
done <gallery-pages

# The roots of all chains, one a file, and a line for each of how certutil takes it: roots as CAs, and a leaf that is trusted itself
# and is no CA as a server.
mkdir roots
for pem in chains/*.pem "$root"; do
	n=$(basename "$pem" .pem)
	awk -v to="roots/$n." '/BEGIN/ { of = to (++n) } { print >of }' "$pem"
done
cksum roots/* | awk '!seen[$1, $2]++ { print $3 }' | while read -r one; do
	as=C
	[ ! -e "chains/$(basename "${one%.*}").own" ] || as=P
	echo "-A -n $one -t $as,, -i $one"
done >import

# profile FOLDER: with all roots, made once. certutil ends at the first that NSS does not take (NSS 3.87: those with Ed25519 keys); on with
# those behind it, and nothing is asked of that chain.
profile() {
	mkdir -p "$1"
	if [ -d taken ]; then
		cp taken/* "$1"
		return 0
	fi
	certutil -d "sql:$1" -N --empty-password
	cp import left
	: >refused
	until certutil -d "sql:$1" -B -i left 2>>certutil.log; do
		taken=$(certutil -d "sql:$1" -L | grep -c '^roots/' || :)
		at=$((taken + $(wc -l <refused) + 1))
		sed -n "${at}p" import | sed 's|^-A -n roots/\([^.]*\).*|\1|' >>refused
		sed "1,${at}d" import >left
		[ -s left ] && [ "$(wc -l <refused)" -le 10 ] || break
	done
	cp -r "$1" taken
}

# ask CLIENT PROGRAM FOLDER-OF-ROOTS
ask() {
	have "$2" || return 0
	mkdir "$dir/$1"
	profile "$dir/$1/$3"
	HOME=$dir/$1 KEEP_AS_ROOT=1 "$tools/keep" 5400 python3 "$src/browsers.py" "$1" "$dir/$1" "$a" <pages >"said/$1" 2>"$1.log" ||
		{ echo "$1 ended:"; tail -n 5 "$1.log"; bad=1; }
	compare "$1"
}

compare() {
	met=1
	awk -F '\t' -v who="$1" '
		FILENAME == "answers" { if (!(($1, $2) in holds)) { holds[$1, $2] = $4; code[$1, $2] = $5; on[$1, $2] = $6 }; next }
		FILENAME == "names" { chain[$1] = $2; line[$1] = $3; total++; next }
		FILENAME == "refused" { without[$1] = 1; next }
		FILENAME ~ /known.tsv$/ { known[$2, $1] = 1; next }
		{
			k = $1 SUBSEP $2
			asked++
			if (!(k in holds)) { print who ": nothing is said of " chain[$1] " " line[$1]; silent++; next }
			if (holds[k] == "?" || ($2, chain[$1]) in known || $1 in without) { silent++; next }
			# a client that stops with words that vary has no code
			if (holds[k] == "yes" ? $3 == "ok" : $3 != "ok" && (code[k] == "" || $3 == code[k]) && (on[k] == "?" || $4 == on[k])) {
				agreed++
				next
			}
			bad = 1
			printf "%s: %s [%s]: certcard says %s %s, way on: %s; it says: %s, way on: %s\n", $2, chain[$1], line[$1], holds[k], code[k], on[k], $3, $4
		}
		END {
			printf "%s: %d pages of %d, %d agreed, %d of which nothing is said\n", who, asked, total, agreed, silent
			exit bad || asked < total || agreed < 80
		}
	' answers names refused "$src/clients-known.tsv" "said/$1" || bad=1
}

ask chromium chromium .pki/nssdb
ask firefox firefox-esr profile
over
