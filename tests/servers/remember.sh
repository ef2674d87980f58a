#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# --remember from visit to visit: what is said when a host shows another key than last time.
set -eu
# shellcheck source-path=SCRIPTDIR
. "${srcdir:-.}/tests/servers/lib.sh"

server='openssl s_server'
have openssl || over
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj '/O=Somebody Else/CN=www.example.test' \
	-addext subjectAltName=DNS:www.example.test -addext keyUsage=digitalSignature -addext basicConstraints=critical,CA:FALSE \
	-keyout "$dir/else.key" -out "$dir/else.pem" 2>"$dir/else.log" || { cat "$dir/else.log"; exit 1; }
[ "$(id -u)" -ne 0 ] || chown "$user" "$dir/else.key"
serve www openssl s_server -accept "$a:4433" -cert "$dir/www.pem" -key "$dir/www.key" -cert_chain "$dir/ca.pem" -www
up 4433 || over
serve other openssl s_server -accept "$a:4434" -cert "$dir/other.pem" -key "$dir/other.key" -cert_chain "$dir/ca.pem" -www
up 4434 || over
serve else openssl s_server -accept "$a:4435" -cert "$dir/else.pem" -key "$dir/else.key" -www
up 4435 || over

# visit WHAT PORT CLAIMS ARGUMENT...: the same host, whoever answers
visit() {
	visit_what=$1 port=$2 visit_claims=$3
	shift 3
	meet "$visit_what" "$visit_claims" --offline --ca "$dir/root.pem" --connect "$a:$port" "$@" www.example.test
}
quiet='verdict.level=trusted; findings.*.id='

visit 'the first visit' 4433 "$quiet" --remember
visit 'the same key again' 4433 "$quiet" --remember
visit 'an impostor, seen without --remember' 4435 'verdict.level=untrusted; findings.*.id=self-signed'
visit 'an impostor' 4435 'verdict.level=untrusted; findings.*.id=self-signed,changed-since-last-visit; findings.1.level=caution;
 findings.1.variant=other-issuer; findings.1.what~from Somebody Else instead of Example' --remember
visit 'the impostor again: not the new normal' 4435 'findings.*.id=self-signed,changed-since-last-visit' --remember
visit 'the old key is still the known one' 4433 "$quiet" --remember
visit 'a new key from the same issuer' 4434 'verdict.level=trusted; verdict.exit_status=0; findings.*.id=changed-since-last-visit;
 findings.0.level=info; findings.0.variant=renewed-key; findings.0.what~from the same issuer, Example' --remember --servername other.example.test
visit 'the new key is the known one now' 4434 "$quiet" --remember --servername other.example.test
visit 'trusted, but from another issuer' 4435 'verdict.level=caution; verdict.finding=changed-since-last-visit; findings.0.level=caution;
 findings.0.variant=other-issuer' --remember --add-ca "$dir/else.pem"
over
