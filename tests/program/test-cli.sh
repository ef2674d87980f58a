#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The built program from outside: exit statuses, what goes to standard output and what to standard error.
set -u
certcard=${builddir:-.}/certcard
[ -x "$certcard" ] || exit 99
dir=$(mktemp -d "${TMPDIR:-/tmp}/certcard-cli-XXXXXX") || exit 99
trap 'rm -rf "$dir"' EXIT
HOME=$dir XDG_CONFIG_HOME=$dir/config XDG_STATE_HOME=$dir/state LC_ALL=C.UTF-8
export HOME XDG_CONFIG_HOME XDG_STATE_HOME LC_ALL
unset NO_COLOR https_proxy HTTPS_PROXY all_proxy ALL_PROXY http_proxy no_proxy NO_PROXY CERTCARD_SCRIPT
bad=0
out=$dir/out err=$dir/err

complain() { printf '%s\n--- output:\n%s\n--- errors:\n%s\n' "$1" "$(head -n 20 "$out")" "$(head -n 20 "$err")"; bad=1; }

# run STATUS ARGUMENTS...: run and compare the exit status; no input
run() {
	want=$1
	shift
	"$certcard" "$@" >"$out" 2>"$err" </dev/null
	got=$?
	[ $got = "$want" ] || complain "certcard $*: exit status $got, not $want"
}

lines() { wc -l <"$1" | tr -d ' '; }

# usage ARGUMENTS...: status 3, one line on standard error, nothing on standard output
usage() {
	run 3 "$@"
	[ "$(lines "$err")" = 1 ] && [ ! -s "$out" ] || complain "certcard $*: not one line on standard error, or something on standard output"
	case $(cat "$err") in 'certcard: '*) ;; *) complain "certcard $*: the line does not begin with the program's name" ;; esac
}

has() { grep -qF -- "$1" "$2" || complain "\"$1\" is missing"; }

# another language: what is not there is told, what machines read stays as it is
usage --lang=xx --explain expired
usage --lang=../de --explain expired
run 0 --lang=C --explain expired
has 'Past its last day' "$out"
run 0 --lang=en_GB.UTF-8 --explain expired
has 'Past its last day' "$out"
if [ -f "${builddir:-.}/po/de/LC_MESSAGES/certcard.mo" ]; then
	TEXTDOMAINDIR=$(cd "${builddir:-.}/po" && pwd)
	export TEXTDOMAINDIR
	run 0 --lang=de --explain expired
	has 'Der letzte Tag ist vorbei (expired)' "$out"
	LC_ALL=de_DE.UTF-8 LANGUAGE=de
	export LANGUAGE
	run 0 --explain expired
	has 'Past its last day (expired)' "$out"
	LC_ALL=C.UTF-8
	unset LANGUAGE
	for format in nagios prometheus csv; do
		run 2 --lang=de -f $format demo:expired
		! grep -qi 'abgelaufen\|zertifikat' "$out" || complain "--lang=de -f $format is German"
	done
	run 2 --lang=de -f json demo:expired
	has '"finding": "expired"' "$out"
	has '"level": "untrusted"' "$out"
	has '"headline": "Das Zertifikat von expired.localhost ist abgelaufen' "$out"
	unset TEXTDOMAINDIR
fi

# bad usage
usage --no-such-option
usage --format xml demo:good
usage --format
usage --at tomorrow demo:good
usage -4 -6 demo:good
usage --cert only demo:good
usage -f text
usage -f json 'two words'
usage -f json host:99999
usage -f json no-such-file.pem
usage -f json demo:no-such-scenario
usage -f json demo:good 'two words'
usage -f json --hosts "$dir/no-such-list"
usage -f json --hosts "$dir"
usage -f json --hosts - -
usage -f json --ca "$dir/no-such-ca" demo:good
usage -f json --crl "$dir/no-such-list" demo:good
grep -q -- --crl "$err" || complain 'a missing list: the message does not name --crl'
usage -f json --crl /dev/null demo:good
grep -q -- --crl "$err" || complain 'a file without lists: the message does not name --crl'
printf 'text\n-----BEGIN X509 CRL-----\nMIIB\n-----END X509 CRL-----\n' > "$dir/damaged.crl"
usage -f json --crl "$dir/damaged.crl" demo:good
grep -q 'damaged.crl: .* line 2' "$err" || complain 'a damaged list: the message does not name its line'
usage -f json --cert "$dir/no" --key "$dir/no" demo:good
usage -f text --servername 'a b' demo:good
usage -f text --starttls nothing demo:good
usage -f text demo:expird
has 'did you mean demo:expired?' "$err"

# what is asked for and no inspection
run 0 --help
has '--serve-demo [PORT]' "$out"
run 0 --version
has 'certcard ' "$out"
run 0 --list-demos
has 'wildcard-depth' "$out"
run 0 --list-themes
grep -q '^dark  *Dark' "$out" || complain 'the themes are not listed with their titles'
run 0 --explain NET::ERR_CERT_COMMON_NAME_INVALID
has 'name-mismatch' "$out"
nginx='SSL_do_handshake() failed (SSL: error:0A0003FC:SSL routines::sslv3 alert bad record mac:SSL alert number 20) while SSL handshaking, client: 192.0.2.7'
run 0 --explain "$nginx"
grep -A 9 -F '(protocol-fault)' "$out" | grep -q '^   Admin  .*[a-z]$' || complain 'a line of a server: not for those who run it'
run 0 --explain "$nginx" --audience visitor
grep -A 5 -F '(protocol-fault)' "$out" | grep -q '^   Visitor ' || complain 'a line of a server: not for whom it was asked'
# in the place of a host there is no one to ask; with a screen it is explained (test-screen.c)
for code in NET::ERR_CERT_DATE_INVALID ERR_CERT_DATE_INVALID 'x509: certificate signed by unknown authority'; do
	usage "$code"
	has '--explain' "$err"
done
# but for what is there as a file
: >"$dir/ERR_CERT_DATE_INVALID"
whole=$(cd "$(dirname "$certcard")" && pwd)/certcard
(cd "$dir" && "$whole" ERR_CERT_DATE_INVALID) >"$out" 2>"$err" </dev/null
grep -qF -- '--explain' "$out" "$err" && complain 'a file is taken for an error message'
run 3 --explain 'xyzzy plugh'
[ ! -s "$out" ] && [ -s "$err" ] || complain '--explain of something unknown: something on standard output'

# the levels
run 0 -f text demo:good
[ ! -s "$err" ] || complain 'something on standard error'
run 1 -f text demo:expires-soon
run 2 -f text demo:expired
run 3 -f text demo:plain-http
has 'NO ANSWER' "$out"
run 2 demo:expired                       # no terminal: a report without being asked
has 'DO NOT TRUST' "$out"

# several: the worst, in the order 2, 3, 1, 0
run 3 -f jsonl demo:good demo:expires-soon demo:plain-http
[ "$(lines "$out")" = 3 ] || complain 'not three lines'
run 2 -f jsonl demo:plain-http demo:expired demo:good
run 1 -f jsonl demo:good demo:expires-soon
run 2 -f json demo:expired demo:good demo:plain-http
has '[' "$out"
sed -n 's/^    "input": "\(.*\)",$/\1/p' "$out" | tr '\n' ' ' | grep -qx 'demo:expired demo:good demo:plain-http ' || sed -n 's/.*"input": "\(.*\)",$/\1/p' "$out" |
	tr '\n' ' ' | grep -qx 'demo:expired demo:good demo:plain-http ' || complain 'the array is not in the order asked for'
# advice to write the right chain names the target, not the host alone, which may be another server's
run 1 -f json demo:incomplete-chain-fetchable
has 'certcard -f fullchain demo:incomplete-chain-fetchable >' "$out"
run 2 -f json demo:incomplete-chain
has 'INTERMEDIATES | certcard -f fullchain - >' "$out"
run 2 -f text demo:good demo:expired
head -n 1 "$out" | grep -q 'demo:expired' || complain 'the worst does not come first'
has '2 inspected: 1 not to be trusted' "$out"
# a folder named without its slash; in a request there is nothing to trust
mkdir "$dir/papers"
cat > "$dir/papers/a.csr" <<'END'
-----BEGIN CERTIFICATE REQUEST-----
MIIBLTCB0wIBADAtMRkwFwYDVQQDDBBzaG9wLmV4YW1wbGUub3JnMRAwDgYDVQQK
DAdFeGFtcGxlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEv5fYbYNnj5/aGIlh
PB/iSGOdi/+bYpnq9d/CUQXyKOQ/1CEr07Fr2Vkua4I9IC3l4TMDzbTkQiohu1JP
eVKi8KBEMEIGCSqGSIb3DQEJDjE1MDMwMQYDVR0RBCowKIIQc2hvcC5leGFtcGxl
Lm9yZ4IUd3d3LnNob3AuZXhhbXBsZS5vcmcwCgYIKoZIzj0EAwIDSQAwRgIhAMRa
peLy5Z4XCIn1210l6ECsI1fpsjZD+wHAYbMA+qjlAiEAgvfXtll0muoQi/d9/HB4
73qUjNTNtg5KCVrhS9oMr0U=
-----END CERTIFICATE REQUEST-----
END
cp "$dir/papers/a.csr" "$dir/papers/b.csr"
(exe=$(cd "${certcard%/*}" && pwd)/certcard; cd "$dir" && "$exe" -f text papers > papers.out 2> papers.err) || complain 'a folder without its slash is not read'
has '2 inspected: 0 not to be trusted, 0 without an answer, 0 with caution, 0 trusted' "$dir/papers.out"
has '2 of them are keys and requests' "$dir/papers.out"
run 2 -f nagios demo:good demo:expired
head -n 1 "$out" | grep -q '^CERTCARD CRITICAL - 1 of 2 ' || complain 'no summary'
run 2 -f prometheus demo:good demo:expired
[ "$(grep -c '^# TYPE certcard_exit_status gauge$' "$out")" = 1 ] || complain 'not one TYPE line'
run 2 -f markdown demo:good demo:expired
[ "$(grep -c '^## ' "$out")" = 2 ] && [ "$(grep -c '^---$' "$out")" = 1 ] || complain 'not two notes with a line between'
run 2 -f csv demo:good demo:expired
[ "$(lines "$out")" = 3 ] && [ "$(grep -c '^target,host,port,' "$out")" = 1 ] || complain 'not a line of names and two rows'
sed -n 2p "$out" | grep -q '^demo:good,' || complain 'not in the order asked for'
run 2 -f html demo:good demo:expired
[ "$(grep -c '^<article>' "$out")" = 2 ] && [ "$(grep -c '^</html>' "$out")" = 1 ] || complain 'not one page of two'
run 0 -f html demo:good
has '<title>demo:good' "$out"
# courses, and their sheets: the answers at the end, no verdict before them
run 0 --lesson
has 'certcard --lesson proof' "$out"
run 0 --lesson 2
has 'certcard demo:wrong-host' "$out"
[ "$(grep -c '^   Clients  ' "$out")" = 10 ] || complain 'a lesson does not say what the clients do'
grep -A 3 'demo:www-missing' "$out" | tr -s ' \n' ' ' | grep -qF 'ERR_CERT_COMMON_NAME_INVALID), Firefox' || complain 'not what they say'
run 3 --lesson no-such-course
has 'there are proof, helpdesk, admin' "$err"
run 0 --handout proof
[ "$(grep -c '^## [0-9]' "$out")" = 8 ] || complain 'not eight scenarios'
sed '/^## Answers/,$d' "$out" | grep -q 'NOT TRUST\|expired:\|Find the end of the validity' && complain 'the sheet says what is to be found out'
for sheet in proof helpdesk admin; do     # scenarios are called by their faults
	run 0 --handout $sheet
	names=$("$certcard" --lesson $sheet | sed -n 's/.*certcard demo:/-e /p' | sed 's/$/.localhost/')
	[ -n "$names" ] || complain 'no scenarios'
	sed '/^## Answers/,$d' "$out" | grep -qF $names && complain "the sheet $sheet calls a host by its fault"
done
run 0 --handout proof
sed '1,/^## Answers/d' "$out" | grep -c '^[0-9]\. ' | grep -qx 8 || complain 'not eight answers'
has '**c) Everything in order.** Chromium, Firefox, curl and Java open this without a word.' "$out"
run 0 --handout admin -f html
grep -q '^</html>' "$out" && [ "$(grep -c 'class="task"' "$out")" = 9 ] || complain 'not nine tasks on the page'
run 3 --handout proof -f json
run 3 --handout ''
run 0 -f pem demo:good
[ "$(grep -c BEGIN "$out")" = 2 ] || complain 'not the presented chain'
run 3 -f pem demo:plain-http
[ ! -s "$out" ] && [ "$(lines "$err")" = 1 ] || complain 'no chain, and no line that says so'

# below the level that is asked for the status is 0, and the word for a monitor agrees with it; a line that is no target stays 3
run 0 -f nagios --exit-on untrusted demo:expires-soon
head -n 1 "$out" | grep -q '^CERTCARD OK - ' || complain 'another word than the status'
run 0 -f nagios --exit-on unreachable demo:good demo:expires-soon
head -n 1 "$out" | grep -q '^CERTCARD OK - 1 of 2 ' || complain 'another word than the status'
run 1 -f text --exit-on caution demo:expires-soon
run 2 -f jsonl --exit-on untrusted demo:plain-http demo:expired
run 0 -f jsonl --exit-on untrusted demo:plain-http
printf 'not a target\n' >"$dir/list"
run 3 -f jsonl --exit-on untrusted --hosts "$dir/list"

# thresholds of a monitor: what is trusted is CRITICAL below --critical-days, alone and among others
run 0 -f nagios --critical-days 1 demo:good
run 2 -f nagios --critical-days 100% demo:good
run 2 -f nagios --critical-days 36500 demo:good demo:expires-soon
head -n 1 "$out" | grep -q '^CERTCARD CRITICAL - 0 of 2 targets are well | ok=0 warning=0 critical=2 ' || complain 'not counted as critical'
has 'fewer than 36500 days: demo:good' "$out"
run 3 -f json --critical-days 3 demo:good
has 'belongs to --format nagios' "$err"

# of the targets every second one
run 2 -f jsonl --shard 2/2 demo:good demo:expired demo:good
[ "$(lines "$out")" = 1 ] || complain 'not one line'

# a share of the lifetime
run 1 -f text --warn-days 100% demo:good
run 0 -f text --warn-days 1% demo:expires-soon

# every scenario of the gallery, and the trust store, as JSON by the written schema
"$certcard" --list-demos | sed -n 's/^  \([a-z-]*\)  .*/demo:\1/p' >"$dir/demos"
[ "$(lines "$dir/demos")" -ge 38 ] || complain 'the gallery is not listed'
run 2 -f jsonl --hosts "$dir/demos"
got=$("${builddir:-.}/tests/program/schema-check" <"$out" 2>>"$err") || complain 'a scenario breaks the schema'
[ "$got" = "$(lines "$dir/demos")" ] || complain "$got inspections of $(lines "$dir/demos") scenarios"
run 0 -f json store:
"${builddir:-.}/tests/program/schema-check" <"$out" >>"$err" 2>&1 || complain 'the store breaks the schema'

# lists
printf '# a list\n\n  demo:good   # fine\r\ndemo:expires-soon\nnot a target\n' >"$dir/list"
run 3 -f jsonl --hosts "$dir/list"
[ "$(lines "$out")" = 2 ] || complain 'not two lines'
has 'line 5: not a target' "$err"
printf 'demo:good\nnot a target\n' >"$dir/list"
run 3 -f nagios --hosts "$dir/list"
head -n 1 "$out" | grep -q '^CERTCARD UNKNOWN - 1 of 2 targets are well | ok=1 warning=0 critical=0 unknown=1 ' || complain 'a line that is no target is unknown'
run 3 -f text --hosts "$dir/list"
has '1 line in the list is no target' "$out"
printf 'demo:good' | "$certcard" -f json --hosts - >"$out" 2>"$err"
[ $? = 0 ] && head -n 1 "$out" | grep -qx '\[' || complain 'a list from standard input'
: | "$certcard" -f json --hosts - >"$out" 2>"$err"
[ $? = 0 ] && [ "$(tr -d '\n ' <"$out")" = '[]' ] || complain 'an empty list is an empty array'
awk 'BEGIN { for (i = 0; i < 9000; i++) printf "x"; print ""; print "demo:good" }' >"$dir/list"
run 3 -f jsonl --hosts "$dir/list"
[ "$(lines "$out")" = 1 ] && [ "$(lines "$err")" = 1 ] || complain 'a line that is too long'

# files
run 0 -f pem demo:good
mv "$out" "$dir/chain.pem"
run 2 -f json "$dir/chain.pem"
has '"unknown-issuer"' "$out"
"$certcard" -f json - <"$dir/chain.pem" >"$out" 2>"$err"
[ $? = 2 ] || complain 'a chain from standard input'

# looks
run 2 -f text --color always demo:expired
has "$(printf '\033[1;31m')" "$out"
run 2 -f text demo:expired
! grep -q "$(printf '\033')" "$out" || complain 'colour into a file'
run 2 -f text --ascii demo:expired
! LC_ALL=C grep -q '[^ -~]' "$out" || complain 'not ASCII'
LC_ALL=C
run 2 -f text demo:expired
! LC_ALL=C grep -q '[^ -~]' "$out" || complain 'not ASCII in the C locale'
LC_ALL=C.UTF-8

# a broken line of the configuration is told, with its number, and ignored
mkdir -p "$dir/config/certcard"
printf 'audience = admin\nnonsense\n' >"$dir/config/certcard/config"
run 2 -f text demo:expired
has 'line 2' "$err"
rm "$dir/config/certcard/config"

# nothing is remembered unless asked for
run 3 -f json --remember --timeout 2 127.0.0.1:1
[ -f "$dir/state/certcard/visits" ] || complain 'not remembered'
rm -r "$dir/state"
run 3 -f json --timeout 2 127.0.0.1:1
[ ! -e "$dir/state" ] || complain 'remembered without being asked'

# a full disk
if [ -w /dev/full ]; then
	"$certcard" -f json demo:good >/dev/full 2>"$err"
	[ $? = 3 ] && [ "$(lines "$err")" = 1 ] || complain 'a full disk is not told in one line'
	"$certcard" --help >/dev/full 2>"$err"
	[ $? = 3 ] && [ "$(lines "$err")" = 1 ] || complain 'a full disk is not told in one line (--help)'
fi

# an interruption: what is done is reported, and how much is not; 130
mkfifo "$dir/fifo"
: >"$out"
: >"$err"
"$certcard" -f jsonl --hosts "$dir/fifo" >"$out" 2>"$err" &
pid=$!
exec 3<>"$dir/fifo"                       # for reading, too: to write alone would wait for a reader
echo demo:good >&3
tries=0
while [ ! -s "$out" ] && [ $tries -lt 100 ]; do
	sleep 0.1
	tries=$((tries + 1))
done
kill -INT $pid
wait $pid
got=$?
exec 3>&-
[ $got = 130 ] && [ "$(lines "$out")" = 1 ] || complain "interrupted: exit status $got"
has 'interrupted: 1 done' "$err"
exit $bad
