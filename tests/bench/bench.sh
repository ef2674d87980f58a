#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# certcard side by side with other tools, in one run, on loopback: prints a table of ratios. Nothing here is asserted: machines differ.
# A tool that is not installed is left out. HOSTS=N sets the size of the batch (2000).
set -eu
bench=${builddir:-.}/tests/bench
certcard=$(cd "${builddir:-.}" && pwd)/certcard
hosts=${HOSTS:-2000}
cores=$(nproc)
dir=$(mktemp -d)
mkfifo "$dir/stop"
"$bench/server" "$dir" "${TRUST_BUNDLE:-/etc/ssl/certs/ca-certificates.crt}" <"$dir/stop" >"$dir/port" &
server=$!
exec 9>"$dir/stop"
trap 'exec 9>&-; wait "$server" 2>/dev/null || true; rm -rf "$dir"' EXIT
trap 'exit 1' INT TERM
while [ ! -s "$dir/port" ]; do sleep 0.05; done
port=$(cat "$dir/port")
bundle=$dir/bundle.pem
SSL_CERT_FILE=$bundle
XDG_STATE_HOME=$dir/state XDG_CONFIG_HOME=$dir/config
export SSL_CERT_FILE XDG_STATE_HOME XDG_CONFIG_HOME
unset https_proxy HTTPS_PROXY all_proxy ALL_PROXY http_proxy CERTCARD_SCRIPT || true

have() { command -v "$1" >/dev/null 2>&1; }
# ratio A B: A divided by B
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { if (b > 0) printf "%.2f", a / b; else printf "-" }'; }
line() { printf '%-58s %12s %12s %8s  %s\n' "$@"; }
nth() { sed -n "$1p" "$dir/out" | cut -d' ' -f"$2"; }

# Runnable processes beside the number of cores: under load the wall's ratios say little, faults and instructions the same as ever.
echo "load $(cut -d' ' -f1-3 /proc/loadavg), $cores cores"
line 'what' 'certcard' 'other' 'ratio' 'goal'

# One host, headless: wall milliseconds of a whole process.
one() {
	"$bench/run" 31 -- "$certcard" -f json "localhost:$port" -- "$@" >"$dir/out"
	line "one host, ms: $1" "$(nth 1 1)" "$(nth 2 1)" "$(ratio "$(nth 1 1)" "$(nth 2 1)")" "$(nth 1 4)/$(nth 2 4) exit"
	line "one host, page faults: $1" "$(nth 1 5)" "$(nth 2 5)" "$(ratio "$(nth 1 5)" "$(nth 2 5)")" -
}
! have certinfo || one certinfo "localhost:$port"
! have gnutls-cli || one gnutls-cli --x509cafile "$bundle" -p "$port" localhost
! have openssl || one openssl s_client -connect "localhost:$port" -servername localhost -CAfile "$bundle" -verify_return_error
! have curl || one curl -s --cacert "$bundle" "https://localhost:$port/"
one "$bench/bare" "$port" "$bundle" 1 1
echo '  goal: at most 0.40 of the fastest tool on a quiet machine, 0.50 on a busy one; at most 1.5 times bare GnuTLS'
# Instructions, which no load changes; valgrind counts its own processor's.
if have valgrind; then
	instructions() { valgrind --tool=callgrind --callgrind-out-file="$dir/callgrind" "$@" 2>&1 >/dev/null | sed -n 's/.*Collected : *//p'; }
	ours=$(instructions "$certcard" -f json "localhost:$port")
	bare=$(instructions "$bench/bare" "$port" "$bundle" 1 1)
	line 'one host, instructions: bare GnuTLS' "$ours" "$bare" "$(ratio "$ours" "$bare")" -
fi
"$bench/run" 31 -- "$certcard" -f json "$dir/chain.pem" --servername localhost -- "$certcard" --explain NET::ERR_CERT_DATE_INVALID -- /bin/true >"$dir/out"
line 'a file, ms: /bin/true' "$(nth 1 1)" "$(nth 3 1)" "$(ratio "$(nth 1 1)" "$(nth 3 1)")" 'no libcurl in it'
line '--explain, ms: /bin/true' "$(nth 2 1)" "$(nth 3 1)" "$(ratio "$(nth 2 1)" "$(nth 3 1)")" 'no libcurl in it'

# CPU of one inspection among many, against a bare GnuTLS handshake with verification (what one run of each costs is taken off).
seq "$hosts" | sed "s/.*/localhost:$port/" >"$dir/hosts"
head -n 1 "$dir/hosts" >"$dir/hosts.1"
"$bench/run" 5 -- "$certcard" --hosts "$dir/hosts" -j 8 -f jsonl -- "$certcard" --hosts "$dir/hosts.1" -f jsonl \
	-- "$bench/bare" "$port" "$bundle" "$hosts" 1 -- "$bench/bare" "$port" "$bundle" 1 1 >"$dir/out"
ours=$(awk -v a="$(nth 1 2)" -v b="$(nth 2 2)" -v n="$hosts" 'BEGIN { printf "%.3f", (a - b) / n }')
bare=$(awk -v a="$(nth 3 2)" -v b="$(nth 4 2)" -v n="$hosts" 'BEGIN { printf "%.3f", (a - b) / n }')
line 'CPU of an inspection, ms: bare GnuTLS with verification' "$ours" "$bare" "$(ratio "$ours" "$bare")" 'at most 1.15'

judged=$("$bench/judge" "$dir/chain.pem" "$bundle")
line 'judging a path, us: gnutls_x509_trust_list_verify_crt2' "${judged% *}" "${judged#* }" "$(ratio "${judged% *}" "${judged#* }")" 'at most 1.20'

# The screen.
bytes=$("$bench/tty" 120x40 'R?' "$certcard" --offline "localhost:$port")
# shellcheck disable=SC2086 # three numbers
set -- $bytes
line 'bytes, first screen with its card, 120x40' "${1:--}" 8000 "$(ratio "${1:-0}" 8000)" 'at most 8000'
line 'bytes, next card' "${2:--}" 1500 "$(ratio "${2:-0}" 1500)" 'at most 1500'
line 'bytes, help' "${3:--}" - - -
"$bench/run" 3 -- "$certcard" -f text "localhost:$port" >"$dir/out"
line 'peak memory of one inspection, kB' "$(nth 1 3)" 16384 "$(ratio "$(nth 1 3)" 16384)" 'at most 16384'

# Many hosts: hosts a second, so here the more the better.
per_second() { awk -v n="$hosts" -v ms="$1" 'BEGIN { printf "%.0f", n * 1000 / ms }'; }
"$bench/run" 3 -- "$certcard" --hosts "$dir/hosts" -f jsonl -- "$bench/bare" "$port" "$bundle" "$hosts" "$cores" >"$dir/out"
ours=$(nth 1 1)
line "$hosts hosts, a second: bare GnuTLS on all cores" "$(per_second "$ours")" "$(per_second "$(nth 2 1)")" "$(ratio "$(nth 2 1)" "$ours")" 'at least 0.90'
if have openssl; then
	"$bench/run" 1 -- sh -c "xargs -P $cores -I{} sh -c 'openssl s_client -connect {} -servername localhost -CAfile $bundle </dev/null' <$dir/hosts" >"$dir/out"
	line "$hosts hosts, a second: openssl s_client under xargs -P" "$(per_second "$ours")" "$(per_second "$(nth 1 1)")" "$(ratio "$(nth 1 1)" "$ours")" 'at least 5'
fi
if have certinfo; then
	"$bench/run" 1 -- sh -c "exec xargs certinfo <$dir/hosts" >"$dir/out"
	if [ "$(nth 1 4)" = 128 ]; then
		line "$hosts hosts, a second: certinfo, one process" "$(per_second "$ours")" 'no end' - 'at least 2; it was ended after two minutes'
	else
		line "$hosts hosts, a second: certinfo, one process" "$(per_second "$ours")" "$(per_second "$(nth 1 1)")" "$(ratio "$(nth 1 1)" "$ours")" 'at least 2'
	fi
fi
seq 200 | sed "s/.*/localhost:$port/" >"$dir/hosts.200"
seq 20000 | sed "s/.*/localhost:$port/" >"$dir/hosts.20000"
"$bench/run" 1 -- "$certcard" --hosts "$dir/hosts.200" -f jsonl -- "$certcard" --hosts "$dir/hosts.20000" -f jsonl >"$dir/out"
line 'peak memory, kB: 20,000 hosts and 200' "$(nth 2 3)" "$(nth 1 3)" "$(ratio "$(nth 2 3)" "$(nth 1 3)")" 'at most 1.10'
