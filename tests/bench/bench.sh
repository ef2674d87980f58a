#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# certcard side by side with other tools, in one run, on loopback: prints a table of ratios. Nothing here is asserted: machines differ.
# A tool that is not installed is left out. HOSTS=N sets the size of a batch (2000), MANY=N that of the greatest (100000).
# Each row says what it cost in page faults and in instructions, which no other work on the machine changes, and how busy others kept
# the machine meanwhile: from some 20 % on the milliseconds say little.
set -eu
bench=$(cd "${builddir:-.}/tests/bench" && pwd)
certcard=$(cd "${builddir:-.}" && pwd)/certcard
hosts=${HOSTS:-2000} many=${MANY:-100000}
cores=$(nproc)
dir=$(mktemp -d)
mkfifo "$dir/stop"
"$bench/server" "$dir" "${TRUST_BUNDLE:-/etc/ssl/certs/ca-certificates.crt}" <"$dir/stop" >"$dir/port" &
server=$!
exec 9>"$dir/stop"
trap 'exec 9>&-; wait "$server" 2>/dev/null || true; rm -rf "$dir"' EXIT
trap 'exit 1' INT TERM
while [ ! -s "$dir/port" ]; do sleep 0.05; done
read -r port rsa dead <"$dir/port"
bundle=$dir/bundle.pem
BENCH_SERVER=$server
SSL_CERT_FILE=$bundle
XDG_STATE_HOME=$dir/state XDG_CONFIG_HOME=$dir/config
export SSL_CERT_FILE XDG_STATE_HOME XDG_CONFIG_HOME BENCH_SERVER
unset https_proxy HTTPS_PROXY all_proxy ALL_PROXY http_proxy CERTCARD_SCRIPT || true

have() { command -v "$1" >/dev/null 2>&1; }
# ratio A B: A divided by B
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { if (a > 0 && b > 0) printf "%.2f", a / b; else printf "-" }'; }
# nth COMMAND FIELD: of the last run (run.c says which is which)
nth() { sed -n "$1p" "$dir/out" | cut -d' ' -f"$2"; }
wall=1 cpu=2 peak=3 status=4 faults=5 busy=6
run() { "$bench/run" "$@" >"$dir/out"; }
line() { printf '%-56s %10s %10s %6s %13s %13s %5s  %s\n' "$@"; }
# row WHAT OURS OTHER RATIO INSTRUCTIONS GOAL: with what the last run's first two commands cost besides
row() {
	others=$(nth 2 $faults)
	line "$1" "$2" "$3" "$4" "$(nth 1 $faults)${others:+/$others}" "$5" "$(nth 1 $busy)%" "$6"
}
# instructions COMMAND...: millions of them, in user space; valgrind counts its own processor's. Nothing where it cannot.
instructions() {
	have valgrind || return 0
	timeout 60 valgrind --tool=cachegrind --cache-sim=no --cachegrind-out-file=/dev/null "$@" 2>&1 >/dev/null </dev/null |
		tr -d ',' | awk '/I +refs:/ { n += $NF } END { if (n > 0) printf "%.1f", n / 1e6 }'
}
# each N LESS MORE: what one of N costs, of two counts
each() { awk -v a="${2:-0}" -v b="${3:-0}" -v n="$1" 'BEGIN { if (a > 0 && b > 0) printf "%.2f", (b - a) / n; else printf "-" }'; }

echo "load $(cut -d' ' -f1-3 /proc/loadavg), $cores cores; faults and instructions (millions): certcard's/the other's"
line what certcard other ratio faults instructions busy goal

# ---- one host, headless: a whole process ----

mine=$(instructions "$certcard" -f json "localhost:$port")
one() {
	run 31 -- "$certcard" -f json "localhost:$port" -- "$@"
	row "one host, json, ms: ${1##*/}" "$(nth 1 $wall)" "$(nth 2 $wall)" "$(ratio "$(nth 1 $wall)" "$(nth 2 $wall)")" \
		"$mine/$(instructions "$@")" "${goal:--}"
	[ "$(nth 2 $status)" = 0 ] || echo "  its exit status: $(nth 2 $status)"
}
! have certinfo || one certinfo "localhost:$port"
! have gnutls-cli || one gnutls-cli --x509cafile "$bundle" -p "$port" localhost
! have openssl || one openssl s_client -connect "localhost:$port" -servername localhost -CAfile "$bundle" -verify_return_error
! have curl || one curl -s --cacert "$bundle" "https://localhost:$port/"
goal='at most 1.5'
one "$bench/bare" "$port" "$bundle" 1 1
goal=
echo '  goal: at most 0.40 of the fastest tool on a quiet machine, 0.50 on a busy one; bare is GnuTLS and nothing else'
run 31 -- "$certcard" -f text "localhost:$port" -- "$certcard" -f json "localhost:$port"
row 'one host, text, ms: json' "$(nth 1 $wall)" "$(nth 2 $wall)" "$(ratio "$(nth 1 $wall)" "$(nth 2 $wall)")" \
	"$(instructions "$certcard" -f text "localhost:$port")/$mine" -
line 'peak memory of one inspection, kB' "$(nth 1 $peak)" 16384 "$(ratio "$(nth 1 $peak)" 16384)" - - - 'at most 16384'
run 31 -- "$certcard" -f json "$dir/chain.pem" --servername localhost -- /bin/true
row 'a file, ms: /bin/true' "$(nth 1 $wall)" "$(nth 2 $wall)" "$(ratio "$(nth 1 $wall)" "$(nth 2 $wall)")" \
	"$(instructions "$certcard" -f json "$dir/chain.pem" --servername localhost)/$(instructions /bin/true)" 'no libcurl in it'
run 31 -- "$certcard" --explain NET::ERR_CERT_DATE_INVALID -- /bin/true
row '--explain, ms: /bin/true' "$(nth 1 $wall)" "$(nth 2 $wall)" "$(ratio "$(nth 1 $wall)" "$(nth 2 $wall)")" \
	"$(instructions "$certcard" --explain NET::ERR_CERT_DATE_INVALID)/$(instructions /bin/true)" 'no libcurl in it'
judged=$("$bench/judge" "$dir/chain.pem" "$bundle")
line 'judging a path, us: gnutls_x509_trust_list_verify_crt2' "${judged% *}" "${judged#* }" "$(ratio "${judged% *}" "${judged#* }")" - - - \
	'at most 1.20'

# ---- many hosts ----

# targets FILE COUNT PORT...: the ports by turns
targets() {
	list=$1 count=$2
	shift 2
	seq "$count" | awk -v ports="$*" 'BEGIN { n = split(ports, p, " ") } { print "localhost:" p[NR % n + 1] }' >"$list"
}
targets "$dir/hosts" "$hosts" "$port"
targets "$dir/hosts.half" "$hosts" "$port" "$rsa"
targets "$dir/hosts.1" 1 "$port"
targets "$dir/hosts.20" 20 "$port"
targets "$dir/hosts.120" 120 "$port"
# shellcheck disable=SC2046 # ten words
targets "$dir/hosts.dead" "$hosts" "$dead" $(seq 9 | sed "s/.*/$port/")

# What one more host costs in instructions, of a batch in this format.
host_instructions() {
	each 100 "$(instructions "$certcard" -j 8 --hosts "$dir/hosts.20" -f "$1")" "$(instructions "$certcard" -j 8 --hosts "$dir/hosts.120" -f "$1")"
}
mine=$(host_instructions jsonl)
bare=$(each 100 "$(instructions "$bench/bare" "$port" "$bundle" 20 1)" "$(instructions "$bench/bare" "$port" "$bundle" 120 1)")
run 5 -- "$certcard" --hosts "$dir/hosts" -j 8 -f jsonl -- "$bench/bare" "$port" "$bundle" "$hosts" 1 \
	-- "$certcard" --hosts "$dir/hosts.1" -f jsonl -- "$bench/bare" "$port" "$bundle" 1 1
ours=$(each "$hosts" "$(nth 3 $cpu)" "$(nth 1 $cpu)")
theirs=$(each "$hosts" "$(nth 4 $cpu)" "$(nth 2 $cpu)")
row 'CPU of one host among many, ms: bare' "$ours" "$theirs" "$(ratio "$ours" "$theirs")" "$mine/$bare" 'at most 1.15'

# Hosts a second, so here the more the better.
per_second() { awk -v n="$hosts" -v ms="$1" 'BEGIN { printf "%.0f", n * 1000 / ms }'; }
# second WHAT INSTRUCTIONS GOAL: of the last run
second() {
	row "$1" "$(per_second "$(nth 1 $wall)")" "$(per_second "$(nth 2 $wall)")" "$(ratio "$(nth 2 $wall)" "$(nth 1 $wall)")" "$2" "$3"
}
run 3 -- "$certcard" --hosts "$dir/hosts" -f jsonl -- "$bench/bare" "$port" "$bundle" "$hosts" "$cores"
second "$hosts hosts, jsonl, a second: bare on all cores" "$mine/$bare" 'at least 1.10'
for f in json text; do
	run 3 -- "$certcard" --hosts "$dir/hosts" -f "$f" -- "$bench/bare" "$port" "$bundle" "$hosts" "$cores"
	second "$hosts hosts, $f, a second: bare on all cores" "$(host_instructions "$f")/$bare" -
done
run 3 -- "$certcard" --hosts "$dir/hosts.half" -f jsonl -- "$bench/bare" "$port,$rsa" "$bundle" "$hosts" "$cores"
second "$hosts, half TLS 1.2 RSA, 4 certificates: bare" - 'at least 1.10'
if have openssl; then
	run 1 -- "$certcard" --hosts "$dir/hosts" -f jsonl -- sh -c "head -n 200 $dir/hosts | xargs -P $cores -I{} sh -c 'openssl s_client -connect {} -servername localhost -CAfile $bundle </dev/null'"
	theirs=$(awk -v ms="$(nth 2 $wall)" 'BEGIN { printf "%.0f", 200 * 1000 / ms }')
	ours=$(per_second "$(nth 1 $wall)")
	row "$hosts hosts, a second: openssl s_client, xargs -P (200)" "$ours" "$theirs" "$(ratio "$ours" "$theirs")" - 'at least 5'
fi
if have certinfo; then
	run 1 -- "$certcard" --hosts "$dir/hosts" -f jsonl -- timeout 120 sh -c "exec xargs certinfo <$dir/hosts"
	second "$hosts hosts, a second: certinfo, one process" - 'at least 2'
	[ "$(nth 2 $status)" != 124 ] || echo '  certinfo came to no end: it was stopped after two minutes'
fi
run 1 -- "$certcard" --hosts "$dir/hosts.dead" -f jsonl -- "$certcard" --hosts "$dir/hosts" -f jsonl
row "$hosts hosts, 10 % dead, ms: none dead" "$(nth 1 $wall)" "$(nth 2 $wall)" "$(ratio "$(nth 1 $wall)" "$(nth 2 $wall)")" - \
	'at most 3000 more'

# ---- memory ----

targets "$dir/hosts.200" 200 "$port"
run 1 -- "$certcard" --hosts "$dir/hosts.200" -f jsonl
small=$(nth 1 $peak)
line 'peak memory, kB: 200 hosts' "$small" 10240 "$(ratio "$small" 10240)" "$(nth 1 $faults)" - "$(nth 1 $busy)%" 'at most 10240'
for n in 20000 "$many"; do
	targets "$dir/hosts.many" "$n" "$port"
	run 1 -- "$certcard" --hosts "$dir/hosts.many" -f jsonl
	line "peak memory, kB: $n hosts and 200" "$(nth 1 $peak)" "$small" "$(ratio "$(nth 1 $peak)" "$small")" "$(nth 1 $faults)" - "$(nth 1 $busy)%" \
		'at most 10240'
done

# ---- the screen ----

bytes=$("$bench/tty" 120x40 'R?' "$certcard" --offline "localhost:$port")
# shellcheck disable=SC2086 # three numbers
set -- $bytes
line 'bytes, first screen with its card, 120x40' "${1:--}" 8000 "$(ratio "${1:-0}" 8000)" - - - 'at most 8000'
line 'bytes, next card' "${2:--}" 1500 "$(ratio "${2:-0}" 1500)" - - - 'at most 1500'
line 'bytes, help' "${3:--}" - - - - - -
ours=$("$bench/paint" 15 10 120x40 "$certcard" --offline "$dir/chain.pem")
screen() {
	theirs=$("$bench/paint" 15 10 120x40 "$@")
	line "first paint from exec, ms: ${1##*/}" "${ours% *}" "${theirs% *}" "$(ratio "${ours% *}" "${theirs% *}")" - - - 'at most 1'
	line "wake-ups in 10 idle seconds: ${1##*/}" "${ours#* }" "${theirs#* }" "$(ratio "${ours#* }" "${theirs#* }")" - - - 'at most 1'
}
start=$("$bench/paint" 15 0 120x40 "$certcard")
line 'first paint from exec, ms: start screen and a file' "${start% *}" "${ours% *}" "$(ratio "${start% *}" "${ours% *}")" - - - -
line 'wake-ups in 10 idle seconds' "${ours#* }" 0 - - - - -
if have tig && have git; then
	git init -q "$dir/tig"
	git -C "$dir/tig" -c user.name=bench -c user.email=bench@localhost commit -q --allow-empty -m bench
	(cd "$dir/tig" && screen tig)
fi
! have htop || screen htop
mkdir "$dir/empty"
! have ncdu || screen ncdu "$dir/empty"
