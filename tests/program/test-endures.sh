#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What a machine and its users do to a run: signals, kills, files that are none, descriptors that are closed or too few. What was
# seen before stays, and nothing is waited for that does not come.
set -u
certcard=${builddir:-.}/certcard
[ -x "$certcard" ] || exit 99
dir=$(mktemp -d "${TMPDIR:-/tmp}/certcard-endures-XXXXXX") || exit 99
pid=
trap '[ -z "$pid" ] || kill -KILL $pid 2>/dev/null; rm -rf "$dir"' EXIT
HOME=$dir XDG_CONFIG_HOME=$dir/config XDG_STATE_HOME=$dir/state LC_ALL=C.UTF-8
export HOME XDG_CONFIG_HOME XDG_STATE_HOME LC_ALL
unset NO_COLOR https_proxy HTTPS_PROXY all_proxy ALL_PROXY http_proxy no_proxy NO_PROXY CERTCARD_SCRIPT
bad=0
out=$dir/out err=$dir/err visits=$dir/state/certcard/visits

complain() { printf '%s\n--- output:\n%s\n--- errors:\n%s\n' "$1" "$(head -n 20 "$out")" "$(head -n 20 "$err")"; bad=1; }

# await COMMAND...: until it succeeds, at most 20 seconds
await() {
	tries=0
	until "$@" 2>/dev/null; do
		tries=$((tries + 1))
		[ $tries -lt 200 ] || return 1
		sleep 0.1
	done
}

remembered() { grep -q '^127\.0\.0\.1:1	' "$visits"; }

# begin ARGUMENTS...: a run whose list is never at its end, and which has inspected one host
begin() {
	rm -rf "$dir/state" "$dir/fifo"
	mkfifo "$dir/fifo"
	: >"$out"
	: >"$err"
	"$@" -f jsonl --remember --timeout 5 --hosts "$dir/fifo" >"$out" 2>"$err" &
	pid=$!
	exec 3<>"$dir/fifo"
	echo 127.0.0.1:1 >&3
	await [ -s "$out" ] || complain 'nothing was inspected'
}

# over SIGNAL STATUS: it ends the run with that status
over() {
	kill "-$1" "$pid"
	wait "$pid" 2>/dev/null
	got=$?
	pid=
	exec 3>&-
	[ $got = "$2" ] || complain "SIG$1: exit status $got, not $2"
}

# signals: what was visited is remembered
for signal in INT TERM HUP; do
	begin "$certcard"
	over $signal 130
	remembered || complain "SIG$signal: the visit is lost"
	grep -q 'interrupted: 1 done' "$err" || complain "SIG$signal: no word of it"
done
begin nohup "$certcard"
kill -HUP "$pid"
echo 127.0.0.1:1 >&3
await [ "$(wc -l <"$out")" -ge 2 ] || complain 'nohup: the run ended'
over TERM 130

# a kill: what was visited some seconds ago is remembered, too
begin "$certcard"
await remembered || complain 'nothing is written before the end'
over KILL 137
remembered || complain 'SIGKILL: the visit is lost'

# a memory that cannot be read stays, and that is said; the report is written all the same
rm -rf "$dir/state"
mkdir -p "$visits"
"$certcard" -f jsonl --remember --timeout 5 127.0.0.1:1 >"$out" 2>"$err" </dev/null
[ -d "$visits" ] && [ -s "$out" ] || complain 'an unreadable memory'
grep -q 'not remembered' "$err" || complain 'an unreadable memory is not told'
rm -rf "$dir/state"

# no home, and one that takes nothing
(unset HOME XDG_STATE_HOME XDG_CONFIG_HOME; "$certcard" -f jsonl --remember --timeout 5 127.0.0.1:1 >"$out" 2>"$err" </dev/null)
[ -s "$out" ] && grep -q 'no home folder' "$err" || complain 'no home'
XDG_STATE_HOME=/proc/certcard "$certcard" -f jsonl --remember --timeout 5 127.0.0.1:1 >"$out" 2>"$err" </dev/null
[ -s "$out" ] && grep -q '/proc/certcard' "$err" || complain 'a home that takes nothing'
exit $bad
