#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What a machine and its users do to a run: signals, kills, files that are none, descriptors that are closed or too few. What was
# seen before stays, and nothing is waited for that does not come.
set -u
certcard=${builddir:-.}/certcard
[ -x "$certcard" ] || exit 99
dir=$(mktemp -d "${TMPDIR:-/tmp}/certcard-endures-XXXXXX") || exit 99
pid=
# A child of ours that is killed before it has begun its own work would do this, too, in the middle of the tests: it is for us alone.
trap '[ "$(exec sh -c "echo \$PPID")" != $$ ] || { [ -z "$pid" ] || kill -KILL $pid 2>/dev/null; rm -rf "$dir"; }' EXIT
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

two_lines() { [ "$(wc -l <"$out")" -ge 2 ]; }
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
	(sleep 60; kill -KILL "$pid") >/dev/null 2>&1 &
	dog=$!
	wait "$pid" 2>/dev/null
	got=$?
	kill "$dog" 2>/dev/null
	pid=
	exec 3>&-
	[ $got = "$2" ] || complain "SIG$1: exit status $got, not $2"
}

# signals: what was visited is remembered
for signal in INT TERM HUP; do
	# under nohup(1) a hang-up ends nobody, and no shell can take that back
	[ $signal != HUP ] || [ -z "$(sh -c 'kill -HUP $$; echo ignored' 2>/dev/null)" ] || continue
	begin "$certcard"
	over $signal 130
	remembered || complain "SIG$signal: the visit is lost"
	grep -q 'interrupted: 1 done' "$err" || complain "SIG$signal: no word of it"
done
begin nohup "$certcard"
kill -HUP "$pid"
echo 127.0.0.1:1 >&3
await two_lines || complain 'nohup: the run ended'
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

# a pipe that nobody writes to, as a list (interrupted: 130) and among the targets of one: the others are not held up
mkfifo "$dir/mute"
: >"$out"
"$certcard" -f jsonl --hosts "$dir/mute" >"$out" 2>"$err" </dev/null &
pid=$!
exec 3<&0
sleep 0.3
over TERM 130
printf '%s\n' "$dir/mute" demo:good demo:expired >"$dir/list"
timeout 60 "$certcard" -f jsonl --timeout 3 -j 8 --hosts "$dir/list" >"$out" 2>"$err" </dev/null
[ "$(wc -l <"$out")" = 3 ] && tail -n 1 "$out" | grep -q 'is a pipe that did not come to its end' || complain 'a pipe among the targets'

# lists without end: of one line, of lines that are no targets
for list in '' y 'not a target'; do
	if [ -z "$list" ]; then cat /dev/zero; else yes "$list #"; fi 2>/dev/null |
		timeout 60 "$certcard" -f jsonl --timeout 3 --hosts - 2>/dev/null | head -c 100 >"$dir/some" &
	pid=$!
	case $list in y) await [ -s "$dir/some" ] || complain 'an endless list of hosts' ;; *) sleep 1 ;; esac
	kill $pid 2>/dev/null
	wait $pid 2>/dev/null
	pid=
done
printf '%s\n' demo:good >"$dir/list"
# (in the foreground: else it sends the signal to the group as well, and a second one ends certcard at once)
(cat "$dir/list"; cat /dev/zero) | timeout --foreground -s INT 4 "$certcard" -f jsonl --timeout 3 --hosts - >"$out" 2>"$err"
[ "$(wc -l <"$out")" = 1 ] && grep -q 'interrupted: ' "$err" || complain 'a list with an endless line'

# reports are made by a process that has given up what it does not need
if "$certcard" --version | grep -q '^sandbox: seccomp'; then
	begin "$certcard"
	grep -q '^Seccomp:	2$' "/proc/$pid/status" && grep -q '^NoNewPrivs:	1$' "/proc/$pid/status" || complain 'hosts: no sandbox'
	over TERM 130
	"$certcard" -f text "$dir/mute" --timeout 600 --offline >"$out" 2>"$err" </dev/null &
	pid=$!
	await grep -q '^Seccomp:	2$' "/proc/$pid/status" || complain 'a file: no sandbox'
	[ "$(id -u)" != 0 ] || { grep -q '^Uid:	65534	' "/proc/$pid/status" && grep -q '^CapEff:	0000000000000004$' "/proc/$pid/status"; } ||
		complain 'root: not nobody who may read'
	exec 3<>"$dir/mute"
	echo nothing >&3
	over TERM 130
	# neither does a screen start programs
	if command -v script >/dev/null 2>&1; then
		exec 3<>"$dir/mute"      # keys that never come: their end would be the screen's
		TERM=xterm script -qec "echo \$\$ >'$dir/pid'; exec '$certcard'" /dev/null >"$out" 2>"$err" <&3 &
		pid=$!
		await [ -s "$dir/pid" ] && screen=$(cat "$dir/pid") || complain 'no screen'
		await grep -q '^Seccomp:	2$' "/proc/$screen/status" || complain 'a screen: no sandbox'
		kill "$screen" 2>/dev/null
		wait "$pid" 2>/dev/null
		pid=
		exec 3>&-
	fi
	"$certcard" --serve-demo >"$out" 2>"$err" </dev/null &
	pid=$!
	await grep -q '^Seccomp:	2$' "/proc/$pid/status" || complain 'the gallery: no sandbox'
	over TERM 0
fi

# standard streams that are closed: nothing of a report goes where the next socket is, and it is said
"$certcard" -f jsonl demo:good >&- 2>"$err" </dev/null
[ $? = 3 ] && grep -q 'could not be written\|standard output' "$err" || complain 'standard output is closed'
"$certcard" -f jsonl demo:good >"$out" 2>&- <&-
[ $? = 0 ] && [ "$(wc -l <"$out")" = 1 ] || complain 'standard input and errors are closed'

# so few descriptors that most have to wait: that is no fault of the hosts
"$certcard" --serve-demo >"$dir/gallery" 2>"$err" &
pid=$!
await grep -q '//good\.localhost:[0-9]*/' "$dir/gallery" || complain 'no gallery'
port=$(sed -n 's,.*//good\.localhost:\([0-9]*\)/.*,\1,p' "$dir/gallery" | head -n 1)
i=0
while [ $i -lt 150 ]; do echo "127.0.0.1:$port"; i=$((i + 1)); done >"$dir/list"
for limit in 64 30; do
	(ulimit -n $limit && exec timeout 120 "$certcard" -f jsonl -j 64 --servername good.localhost --hosts "$dir/list") >"$out" 2>"$err" </dev/null
	got=$(grep -c '"unknown-issuer"' "$out")
	[ "$got" = 150 ] || complain "ulimit -n $limit: $got of 150 hosts were reached"
done
kill -TERM $pid
wait $pid 2>/dev/null
pid=
exit $bad
