#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# --dane against a signed zone of our own: BIND serves it, libunbound in certcard validates it, openssl s_server shows the chain.
set -eu
# shellcheck source-path=SCRIPTDIR
. "${srcdir:-.}/tests/servers/lib.sh"

server=BIND
have named bind9 && have dnssec-signzone bind9-utils && have openssl || over
room zones
cd "$dir/zones"

# digest FILE: SHA-256 of the public key of its first certificate
digest() {
	openssl x509 -in "$1" -noout -pubkey | openssl pkey -pubin -outform DER | openssl dgst -sha256 -r | cut -d ' ' -f 1
}
leaf=$(digest "$dir/www.pem")
ca=$(digest "$dir/ca.pem")
other=$(digest "$dir/other.pem")
whole=$(openssl x509 -in "$dir/www.pem" -outform DER | openssl dgst -sha512 -r | cut -d ' ' -f 1)

# sign ZONE OPTION...: TLSA records under names that say what they are
sign() {
	zone=$1
	shift
	cat >"$zone.zone" <<EOT
\$TTL 60
\$ORIGIN $zone.
@ SOA ns hostmaster 1 3600 600 86400 60
@ NS ns
ns A $a
_443._tcp.good TLSA 3 1 1 $leaf
_443._tcp.whole TLSA 1 0 2 $whole
_443._tcp.anchor TLSA 2 1 1 $ca
_443._tcp.rollover TLSA 3 1 1 $other
_443._tcp.rollover TLSA 3 1 1 $leaf
_443._tcp.bad TLSA 3 1 1 $other
_443._tcp.broken TLSA 3 0 0 30820102
_443._tcp.many TLSA 3 1 1 $leaf
$(seq -f "_443._tcp.many TLSA 3 1 1 %064.0f" 80)
_443._tcp.misplaced TLSA 3 1 1 $ca
_25._tcp.port TLSA 3 1 1 $other
_443._tcp.alias CNAME _443._tcp.bad
caa CAA 0 issue "letsencrypt.org; validationmethods=dns-01"
caa CAA 0 issuewild ";"
caa CAA 128 iodef "mailto:hostmaster@$zone"
low.caa A $a
other.caa CNAME caa.unsigned.example.
round CNAME about
about CNAME round
$(seq -f 'lots CAA 0 issue "ca%.0f.example"' 90)
EOT
	key=$(dnssec-keygen -q -a ECDSAP256SHA256 -f KSK "$zone")
	cat "$key.key" >>"$zone.zone"
	# -P: not verified afterwards, for one of the zones would not pass.
	dnssec-signzone -q -P -z -o "$zone" "$@" "$zone.zone" "$key" >/dev/null 2>signing || { cat signing; exit 1; }
}
sign dane.example
cat "$key.key" >anchors
sign unsigned.example
# Signatures that ended long ago.
# Above them all: nothing, and no signatures.
cat >example.zone <<EOT
\$TTL 60
@ SOA ns.dane.example. hostmaster 1 3600 600 86400 60
@ NS ns.dane.example.
ns.dane A $a
EOT
sign stale.example -s 20200101000000 -e 20200201000000
cat "$key.key" >>anchors
# BIND listens on addresses that an interface has, so it is 127.0.0.1 and its port is looked for.
dns_port=$((20000 + $$ % 9000))
start_named() {
	for attempt in 1 2 3 4 5; do
		dns_port=$((dns_port + 7))
		cat >named.conf <<EOT
options { directory "$dir/zones"; listen-on port $dns_port { 127.0.0.1; }; listen-on-v6 { none; }; pid-file none; session-keyfile none;
	recursion no; dnssec-validation no; querylog no; allow-transfer { none; }; };
controls { };
zone "dane.example" { type primary; file "dane.example.zone.signed"; };
zone "unsigned.example" { type primary; file "unsigned.example.zone"; };
zone "example" { type primary; file "example.zone"; };
zone "stale.example" { type primary; file "stale.example.zone.signed"; };
EOT
		[ "$(id -u)" -ne 0 ] || chown -R "$user" .
		serve named named -g -c "$dir/zones/named.conf"
		if "$tools/await" 127.0.0.1 "$dns_port" "$last" && grep -q "listening on .* 127.0.0.1#$dns_port" "$log"; then return 0; fi
		down
	done
	echo "$server: does not come up"
	tail -n 20 "$log"
	bad=1
	return 1
}
start_named || over
named_log=$log
serve openssl openssl s_server -accept "$a:4433" -cert "$dir/www.pem" -key "$dir/www.key" -cert_chain "$dir/ca.pem" -www
up 4433 || over
log=$named_log

CERTCARD_RESOLVER=127.0.0.1@$dns_port CERTCARD_TRUST_ANCHOR=$dir/zones/anchors
export CERTCARD_RESOLVER CERTCARD_TRUST_ANCHOR

# dane NAME CLAIMS OPTION...
dane() {
	dane_name=$1 dane_claims=$2
	shift 2
	meet "$dane_name" "$dane_claims" --dane --ca "$dir/root.pem" --servername www.example.test --connect "$a:4433" "$@" "$dane_name"
}

for name in good whole anchor rollover many; do
	dane "$name.dane.example" "verdict.level=trusted; findings.*.id=; steps.*.text~signatures hold: its record for _443._tcp.$name.dane.example,"
done
for name in bad misplaced alias; do
	dane "$name.dane.example" 'verdict.level=untrusted; findings.*.id=dane-mismatch; findings.0.card=0; findings.0.what~announces keys for port 443, but not'
done
for name in port.dane.example nowhere.dane.example; do
	dane "$name" 'verdict.level=trusted; findings.*.id=; steps.*.text~no record'
done
dane broken.dane.example 'verdict.level=trusted; findings.*.id=; steps.*.text~none that can be used'
dane bad.unsigned.example 'verdict.level=trusted; findings.*.id=; steps.*.text~not signed'
dane good.stale.example 'verdict.level=untrusted; findings.*.id=dane-mismatch; steps.*.text~forged or damaged'
# A resolver without the keys of the anchor, and none at all: nothing is known, so nothing is said to be wrong.
(unset CERTCARD_TRUST_ANCHOR; dane bad.dane.example 'verdict.level=trusted; findings.*.id=; steps.*.text~does not hand out the keys'; exit "$bad") || bad=1
(CERTCARD_RESOLVER=127.0.0.1@1; dane bad.dane.example 'verdict.level=trusted; findings.*.id=; steps.*.text~no usable answer' --timeout 1; exit "$bad") || bad=1

# caa NAME CLAIMS: who may issue for it. The CA here is no public one, so it is held against nothing.
caa() {
	meet "$1: CAA" "$2" --dane --ca "$dir/root.pem" --connect "$a:4433" "$1"
}
caa caa.dane.example 'caa.asked=caa.dane.example; caa.name=caa.dane.example; caa.dnssec=secure; caa.permits=null; caa.issuer=null; caa.records.*.tag~issuewild'
caa low.caa.dane.example 'caa.asked=low.caa.dane.example; caa.name=caa.dane.example; caa.dnssec=secure; caa.text~let letsencrypt.org issue. They are not held against'
caa gone.low.caa.dane.example 'caa.name=caa.dane.example; caa.dnssec=secure'
caa other.caa.dane.example 'caa.name=other.caa.dane.example; caa.dnssec=insecure; caa.text~is not signed'
caa caa.unsigned.example 'caa.name=caa.unsigned.example; caa.dnssec=insecure'
caa bad.dane.example 'caa.name=null; caa.dnssec=insecure; caa.permits=true; caa.records.*.tag=; caa.text~no CAA record for bad.dane.example or a name above it'
caa caa.stale.example 'caa.name=null; caa.dnssec=bogus; caa.permits=null; caa.records.*.tag=; caa.text~forged or damaged'
caa round.dane.example 'caa.name=null; caa.dnssec=null; caa.permits=null; caa.text~no usable answer for round.dane.example'
caa lots.dane.example 'caa.name=lots.dane.example; caa.dnssec=secure; caa.records.89.tag=issue; caa.text~ and others issue'

# Nobody asks without --dane.
meet 'without --dane' 'verdict.level=trusted; findings.*.id=; caa=null' --ca "$dir/root.pem" --servername www.example.test --connect "$a:4433" bad.dane.example
over
