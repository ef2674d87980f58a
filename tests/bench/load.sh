#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# HOSTS=N targets (20000): half of them good, a tenth each dead, mute, slow, reset in the middle, hostile (every row of
# tests/core/hostile.def by turns). Each has to be answered once, in the order of the list, with the verdict that its kind
# has; memory and descriptors must not grow from the second quarter of the run to the last. Then smaller lists with 64
# descriptors, with little memory, stopped and continued, with names that nobody resolves, onto a full disk.
# WATCH=MINUTES instead: the fleet on the screen watches 200 of them for as long, every EACH seconds (30).
# Nothing is said about time. Ends with "N wrong".
set -eu
bench=$(cd "${builddir:-.}/tests/bench" && pwd)
certcard=$(cd "${builddir:-.}" && pwd)/certcard
hosts=${HOSTS:-20000} watch=${WATCH:-0} each=${EACH:-30} most_mb=${MOST_MB:-64}
dir=$(mktemp -d)
mkfifo "$dir/stop"
"$bench/trouble" "$dir/root.pem" $((watch * 60 + 3600)) <"$dir/stop" >"$dir/servers" &
trouble=$!
exec 9>"$dir/stop"
pid=
trap 'exec 9>&-; [ -z "$pid" ] || kill -KILL "$pid" 2>/dev/null || true; wait 2>/dev/null; rm -rf "$dir"' EXIT
trap 'exit 1' INT TERM
until grep -q '^end' "$dir/servers"; do kill -0 $trouble && sleep 0.1; done
XDG_STATE_HOME=$dir/state XDG_CONFIG_HOME=$dir/config LC_ALL=C.UTF-8
export XDG_STATE_HOME XDG_CONFIG_HOME LC_ALL
unset https_proxy HTTPS_PROXY all_proxy ALL_PROXY http_proxy CERTCARD_SCRIPT SSL_CERT_FILE || true
wrong=0
complain() { echo "WRONG: $*"; wrong=$((wrong + 1)); }

# targets N: lines "LEVEL TARGET"
targets() {
	awk -v n="$1" '
		$1 != "end" { target[$1, k[$1] + 0] = $2 " " $3; k[$1]++ }
		END {
			split("dead mute hostile slow reset good good good good good", kind, " ")
			for (i = 0; i < n; i++) {
				what = kind[i % 10 + 1]
				print target[what, used[what]++ % k[what]]
			}
		}' "$dir/servers"
}

# sample PID FILE: kilobytes and descriptors, as long as it runs
sample() {
	while kill -0 "$1" 2>/dev/null; do
		kb=$(awk '/^VmRSS:/ { print $2 }' "/proc/$1/status" 2>/dev/null) || break
		[ -z "$kb" ] || echo "$kb $(ls "/proc/$1/fd" 2>/dev/null | wc -l)"
		sleep 0.5
	done >"$2"
}

# grown FILE WHAT: the greatest of each quarter
grown() {
	awk -v what="$2" '
		{ kb[NR] = $1; fd[NR] = $2 }
		END {
			for (i = 1; i <= NR; i++) {
				q = int((i - 1) * 4 / NR)
				if (kb[i] > k[q]) k[q] = kb[i]
				if (fd[i] > f[q]) f[q] = fd[i]
			}
			printf "  kB, by quarters: %d %d %d %d; descriptors: %d %d %d %d\n", k[0], k[1], k[2], k[3], f[0], f[1], f[2], f[3]
			exit !(NR < 8 || (k[3] <= k[1] * 1.15 && f[3] <= f[1] * 1.15 + 4))
		}' "$1" || complain "$2: it grew"
}

# answered WHAT: every target of list.txt once, in order, with its verdict
answered() {
	awk -F, -v what="$1" '
		NR == FNR { split($0, w, " "); level[FNR] = w[1]; target[FNR] = w[2]; n = FNR; next }
		FNR == 1 { next }
		{
			at = FNR - 1
			seen[$6]++
			if ($1 != target[at]) bad["not in its place: " $1 " instead of " target[at]]++
			else if (level[at] != "-" && level[at] != $6) bad[$6 " instead of " level[at] ": " $1]++
		}
		END {
			if (at != n) bad[at " lines instead of " n]++
			for (l in seen) printf "  %s %d", l, seen[l]
			print ""
			for (b in bad) { print "  " bad[b] " times: " b; wrongs++ }
			exit wrongs > 0
		}' "$dir/list.full" "$dir/out.csv" || complain "$1"
}

# run WHAT N OPTION...: in the background, as $pid
list() { targets "$1" >"$dir/list.full"; cut -d' ' -f2 "$dir/list.full" >"$dir/list"; }
set -- -f csv --ca "$dir/root.pem" --timeout 3 --hosts "$dir/list"

if [ "$watch" -gt 0 ]; then
	targets 200 | cut -d' ' -f2 >"$dir/list"
	echo "watching 200 targets for $watch minutes"
	mkfifo "$dir/keys"
	exec 8<>"$dir/keys"
	TERM=xterm-256color script -qfec "stty columns 120 rows 40; echo \$\$ >'$dir/pid'; exec '$certcard' --ca '$dir/root.pem' \
		--timeout 3 --hosts '$dir/list'" /dev/null >"$dir/screen" 2>&1 <&8 &
	pid=$!
	until [ -s "$dir/pid" ]; do kill -0 "$pid" && sleep 0.1; done
	sleep 30                 # the first round
	printf w >&8
	sleep 1
	printf '\025%s\r' "$each" >&8
	sample "$(cat "$dir/pid")" "$dir/samples" &
	sleep $((watch * 60))
	kill -0 "$(cat "$dir/pid")" || complain 'the watch has ended by itself'
	grep -q 'inspected again every' "$dir/screen" || complain 'no watch'
	kill -TERM "$(cat "$dir/pid")" || true
	wait "$pid" || true
	pid=
	grown "$dir/samples" 'watch'
	echo "$wrong wrong"
	exit "$wrong"
fi

echo "$hosts targets, 256 at once"
list "$hosts"
"$certcard" "$@" -j 256 >"$dir/out.csv" 2>"$dir/err" &
pid=$!
sample "$pid" "$dir/samples"
wait "$pid" || true
pid=
answered 'the long list'
grown "$dir/samples" 'the long list'
kb=$(sort -n "$dir/samples" | tail -n 1 | cut -d' ' -f1)
[ "$kb" -le $((most_mb * 1024)) ] || complain "the long list: $kb kB"

echo '500 targets, 64 descriptors'
list 500
(ulimit -n 64; exec "$certcard" "$@" -j 256) >"$dir/out.csv" 2>"$dir/err" || true
answered '64 descriptors'

echo '500 targets, 256 MB of addresses'
(ulimit -v 262144; exec "$certcard" "$@" -j 64) >"$dir/out.csv" 2>"$dir/err" || true
answered '256 MB of addresses'

echo '500 targets, stopped for five seconds and continued'
"$certcard" "$@" -j 64 >"$dir/out.csv" 2>"$dir/err" &
pid=$!
sleep 2
kill -STOP "$pid"
sleep 5
kill -CONT "$pid"
wait "$pid" || true
pid=
# what was under way when it was stopped may have run out of its time
awk '{ print "-", $2 }' "$dir/list.full" >"$dir/list.any"
mv "$dir/list.any" "$dir/list.full"
answered 'stopped and continued'

echo '500 names that nobody resolves'
awk 'BEGIN { for (i = 0; i < 500; i++) print "unreachable host" i ".invalid" }' >"$dir/list.full"
cut -d' ' -f2 "$dir/list.full" >"$dir/list"
"$certcard" "$@" -j 64 >"$dir/out.csv" 2>"$dir/err" || true
answered 'names that nobody resolves'

echo 'a full disk'
list 200
if "$certcard" "$@" -j 64 >/dev/full 2>"$dir/err"; then
	complain 'a full disk is not told'
elif [ $? -lt 3 ]; then
	complain 'a full disk has the exit status of a verdict'
fi
grep -qi 'no space' "$dir/err" || complain "a full disk: $(head -n 1 "$dir/err")"
echo "$wrong wrong"
[ "$wrong" = 0 ]
