#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A marker (escape sequence, C1 control, bidirectional override, ill-formed byte) through what a user, a file's name, a file or the
# environment can hand over: nothing of it may leave the program as it came, and no password either.
set -u
certcard=${builddir:-.}/certcard
[ -x "$certcard" ] || exit 99
dir=$(mktemp -d "${TMPDIR:-/tmp}/certcard-raw-XXXXXX") || exit 99
trap 'rm -rf "$dir"' EXIT
HOME=$dir XDG_CONFIG_HOME=$dir/config XDG_STATE_HOME=$dir/state LC_ALL=C.UTF-8
export HOME XDG_CONFIG_HOME XDG_STATE_HOME LC_ALL
unset NO_COLOR https_proxy HTTPS_PROXY all_proxy ALL_PROXY http_proxy no_proxy NO_PROXY CERTCARD_SCRIPT
bad=0
out=$dir/out
m=$(printf 'P\033]666;x\007\302\2335m\342\200\256\377Q')

complain() { printf '%s: %s\n' "$1" "$2"; head -c 600 "$out" | od -c | head -n 20; bad=1; }

# look NAME: the output holds nothing of the marker that a terminal obeys
look() {
	[ -s "$out" ] || complain "$1" 'no output at all'
	for raw in "$(printf '\033]666')" "$(printf '\302\233')" "$(printf '\342\200\256')" "$(printf '\377')"; do
		if LC_ALL=C grep -qaF "$raw" "$out"; then complain "$1" 'raw'; return; fi
	done
}

# try NAME ARGUMENTS...
try() {
	name=$1
	shift
	timeout 20 "$certcard" "$@" >"$out" 2>&1 </dev/null
	look "$name"
}

for o in at ca add-ca crl hosts servername connect proxy client starttls purpose audience color jobs format timeout max-depth "$m"; do
	try "--$o" "--$o" "$m" -f text demo:good
done
try '--theme' --theme "$m" --list-themes
try '--proxy with a scheme' --proxy "$m://x" -f text --timeout 1 127.0.0.1:1
try '--cert and --key' -f text --cert "$m" --key "$m" demo:good
try '--explain' --explain "$m"
try 'a letter' "-$m"
for t in "$m" "$m.pem" "file:$m" "demo:$m" "store:$m" "https://$m/" "127.0.0.1/$m" "127.0.0.1:$m" "./$m"; do
	try "the target $t" -f text --timeout 1 "$t"
done
printf '%s\n' "$m" "https://$m" >"$dir/list"
try 'a list' -f text --hosts "$dir/list"
mkdir "$dir/$m" "$dir/state" "$dir/state/certcard"
try 'a folder as a list' -f text --hosts "$dir/$m"
try 'an empty folder' -f text "$dir/$m"
"$certcard" -f pem demo:good >"$dir/$m/chain.pem" 2>/dev/null
for f in text json jsonl markdown nagios prometheus csv html; do
	try "a file as $f" -f $f "$dir/$m/chain.pem" "$dir/$m/chain.pem"
	try "names of a certificate as $f" -f $f demo:hostile-text
done
mkdir -p "$dir/config/certcard/themes"
printf 'title: %s\n[none]\n' "$m" >"$dir/config/certcard/themes/$m.theme"
try "a theme's name and title" --list-themes
printf '[none]\n%s: bold\n' "$m" >"$dir/config/certcard/themes/$m.theme"
try "a theme's role" --list-themes
printf '%s = 1\n' "$m" >"$dir/config/certcard/config"
try 'the configuration' -f text demo:good
mkdir -p "$dir/$m/c/certcard"
printf 'nonsense\n' >"$dir/$m/c/certcard/config"
XDG_CONFIG_HOME=$dir/$m/c
try "the configuration's path" -f text demo:good
XDG_CONFIG_HOME=$dir/config
rm "$dir/config/certcard/config"
printf 'nonsense\n' >"$dir/state/certcard/visits"
XDG_STATE_HOME=$dir/$m
mkdir -p "$dir/$m/certcard" && printf 'nonsense\n' >"$dir/$m/certcard/visits"
try 'the path of the memory' -f text --remember --timeout 1 127.0.0.1:1
XDG_STATE_HOME=$dir/state
CERTCARD_SCRIPT=$m https_proxy=http://$m:1 try 'the environment' -f text --timeout 1 https://host.example

# on a screen, where escapes are the program's own
if command -v script >/dev/null 2>&1; then
	printf ':quit\n' >"$dir/steps"
	for what in "--theme '$m'" "'$dir/$m/chain.pem'" "-f text '$dir/$m/no'"; do
		CERTCARD_SCRIPT=$dir/steps TERM=xterm timeout 20 script -qec "'$certcard' $what" /dev/null >"$out" 2>&1 </dev/null
		look "a screen: $what"
	done
	TERM=$m timeout 20 script -qec "'$certcard'" /dev/null >"$out" 2>&1 </dev/null
	look "the terminal's type"
fi

# no secret reaches a report or a log
for f in text json markdown nagios csv html; do
	timeout 20 "$certcard" -f $f --timeout 1 'https://me:hush1@127.0.0.1:1/a?key=hush2#hush3' >"$out" 2>&1
	! grep -q hush "$out" || complain "$f" 'a password of a URL'
	timeout 20 "$certcard" -f $f --timeout 1 --proxy http://hush4@127.0.0.1:1 https://host.example >"$out" 2>&1
	! grep -q hush "$out" || complain "$f" 'a token of a proxy'
done
timeout 20 "$certcard" -f text 'https://me:hush5@two words/?hush6' >"$out" 2>&1
! grep -q hush "$out" || complain 'a URL that is none' 'its password'
timeout 20 "$certcard" -f text --proxy ftp://me:hush7@x 127.0.0.1:1 >"$out" 2>&1
! grep -q hush "$out" || complain 'a proxy that is none' 'its password'
# nor the list of processes
mkfifo "$dir/mute"
"$certcard" -f text --offline --timeout 600 --proxy http://me:hush8@127.0.0.1:1 "$dir/mute" https://me:hush9@host.example/ >"$out" 2>&1 </dev/null &
pid=$!
tries=0
until [ $tries = 100 ] || { tr '\0' ' ' <"/proc/$pid/cmdline" >"$out" && grep -q 'xxxx@' "$out"; }; do sleep 0.1; tries=$((tries + 1)); done
grep -q 'http://x*@127.0.0.1:1 .*https://x*@host.example/' "$out" && ! grep -q hush "$out" || complain 'ps' 'a password'
kill "$pid"
wait "$pid" 2>/dev/null
exit $bad
