#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What the programs themselves make of the chains of our tables, beside what certcard says that they make of them (core/clients). Where
# they differ and that is known, clients-known.tsv says why. Each program is asked about all chains; what is not installed is skipped.
set -eu
[ "${CERTCARD_CLIENTS-}" != no ] || { echo 'skipped: they were asked by another build'; exit 77; }
# shellcheck source-path=SCRIPTDIR
. "${srcdir:-.}/tests/servers/lib.sh"
room clients
room said
src=$top/tests/servers
at=$dir/clients
name=www.example.test
tab=$(printf '\t')

"$tools/keep" 1800 "$tools/chainserver" "$at" "$a" 20000 >"$dir/chainserver.log" 2>&1 </dev/null &
kept="$kept $!"
n=0
until [ -e "$at/ready" ] || [ "$n" -ge 180 ]; do
	n=$((n + 1))
	sleep 1
done
[ -e "$at/ready" ] || { echo 'the chains are not up'; cat "$dir/chainserver.log"; exit 1; }

# A line of an answer: number, client, version, then "ok" or what it printed, on one line.
answer() {
	printf '%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$(printf '%s' "$4" | tr '\n\t' '  ')"
}

# each COMMAND: for every chain, with the number, port and roots
each() {
	while IFS=$tab read -r n port _; do "$1" "$n" "$port" "$at/$n.pem"; done <"$at/chains"
}

ask_openssl() {
	o=$(timeout 60 openssl s_client -connect "$a:$2" -servername $name -verify_hostname $name -verify_return_error -CAfile "$3" \
		-no-CApath -no-CAstore </dev/null 2>&1) && o=ok
	answer "$1" OpenSSL 3.0 "$o"
}

ask_curl() {
	o=$(curl -sS -m 60 --noproxy '*' --cacert "$3" --capath /nonexistent --connect-to "::$a:$2" https://$name/ 2>&1 >/dev/null) && o=ok
	answer "$1" curl 7.88 "$o"
}

ask_gnutls() {
	o=$(timeout 60 gnutls-cli --x509cafile "$3" -p "$2" --sni-hostname $name --verify-hostname $name "$a" </dev/null 2>&1) && o=ok
	answer "$1" GnuTLS 3.7 "$o"
}

# ours COMMAND...: a program that asks about all by itself
ours() {
	timeout 600 "$@" "$at" "$a"
}

# compare WHO: what was said by it
compare() {
	met=1
	awk -F '\t' -v who="$1" '
		FILENAME ~ /answers$/ { holds[$1, $2, $3] = $4; code[$1, $2, $3] = $5; next }
		FILENAME ~ /chains$/ { chain[$1] = $3; line[$1] = $4; next }
		FILENAME ~ /known.tsv$/ { known[$2, $1] = 1; next }
		{
			k = $1 SUBSEP $2 SUBSEP $3
			if (!(k in holds)) { print who ": no answer for " $2 " " $3; bad = 1; next }
			if (holds[k] == "?" || ($2, chain[$1]) in known) { unsure++; next }
			n++
			said = $4 == "ok" ? "yes" : "no"
			if (said == holds[k] && (said == "yes" || index($4, code[k]) > 0)) next
			bad = 1
			printf "%s %s: %s [%s]: certcard says %s %s, it says: %s\n", $2, $3, chain[$1], line[$1], holds[k], code[k], $4
		}
		END { printf "%s: %d chains, and %d of which nothing is said\n", who, n, unsure; exit bad || n < 80 }
	' "$at/answers" "$at/chains" "$src/clients-known.tsv" "$dir/said/$1" || bad=1
}

python_version() {
	python3 -c 'import sys; print("3.13" if sys.version_info >= (3, 13) else "3.12")'
}

GOCACHE=$dir/go GO111MODULE=off
export GOCACHE GO111MODULE
asked=
begin() {
	asked="$asked $1"
	shift
	"$@" &
	asking="${asking:-} $!"
}
if have openssl; then begin openssl eval 'each ask_openssl >"$dir/said/openssl"'; fi
if have curl; then begin curl eval 'each ask_curl >"$dir/said/curl"'; fi
if have gnutls-cli; then begin gnutls eval 'each ask_gnutls >"$dir/said/gnutls"'; fi
for p in ${asking:-}; do wait "$p"; done
if have python3; then begin python eval 'ours python3 "$src/clients.py" "$(python_version)" >"$dir/said/python"'; fi
if have node; then begin node eval 'ours node "$src/clients.js" >"$dir/said/node"'; fi
if have go; then begin go eval 'ours go run "$src/clients.go" >"$dir/said/go"'; fi
if have java; then begin java eval 'ours java "$src/Clients.java" >"$dir/said/java"'; fi
for p in ${asking:-}; do wait "$p" 2>/dev/null || :; done
for p in $asked; do compare "$p"; done
over
