# SPDX-License-Identifier: GPL-3.0-or-later
# For the servers-*.sh: private servers on loopback, and what certcard finds there. Sourced by sh -eu.
# Every script has a loopback address of its own, made of its process id, so fixed ports meet nobody but those who listen on every address.
# shellcheck shell=sh disable=SC2034 # the variables are for the scripts
here=$(cd "${builddir:-.}" && pwd)
certcard=$here/certcard
tools=$here/tests/servers
top=$(cd "${srcdir:-.}" && pwd)
PATH=$PATH:/usr/sbin:/sbin
a=127.$((64 + ($$ >> 16 & 63))).$(($$ >> 8 & 255)).$(($$ & 255))

unset https_proxy HTTPS_PROXY all_proxy ALL_PROXY http_proxy no_proxy NO_PROXY LC_ALL LANG 2>/dev/null || :
dir=$(mktemp -d "${TMPDIR:-/tmp}/certcard-servers.XXXXXX")
HOME=$dir XDG_CONFIG_HOME=$dir/config XDG_STATE_HOME=$dir/state
export HOME XDG_CONFIG_HOME XDG_STATE_HOME
kept=
server=
bad=0
met=0

clean_up() {
	trap - EXIT INT TERM HUP
	for p in $kept; do kill "$p" 2>/dev/null || :; done
	for p in $kept; do wait "$p" 2>/dev/null || :; done
	rm -rf "$dir"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

"$tools/mkchain" "$dir"
cd "$dir"
chmod 755 "$dir"
chmod 600 "$dir"/*.key   # PostgreSQL insists
# Servers run as nobody when root runs the tests (keep.c), and as whoever runs them otherwise.
user=$(id -un) group=$(id -gn)
if [ "$(id -u)" -eq 0 ]; then
	user=nobody group=$(id -gn nobody)
	chown -R "$user" "$dir"
fi

# room NAME: a folder for a server's own things, writable by it
room() {
	mkdir -p "$dir/$1"
	[ "$(id -u)" -ne 0 ] || chown "$user" "$dir/$1"
}

# have PROGRAM: is the server installed?
have() {
	command -v "$1" >/dev/null 2>&1 && return 0
	printf 'skipped: %s is not installed\n' "${2:-$1}"
	return 1
}

# serve LOG COMMAND...: start it (in the foreground), its words into LOG.log
serve() {
	log=$dir/$1.log
	shift
	"$tools/keep" 60 "$@" >"$log" 2>&1 </dev/null &
	last=$!
	kept="$kept $last"
}

# up PORT...: of the server started last, until it accepts connections there
up() {
	for up_port in "$@"; do
		"$tools/await" "$a" "$up_port" "$last" && continue
		printf '%s: does not come up on port %s\n' "$server" "$up_port"
		tail -n 20 "$log"
		bad=1
		return 1
	done
}

# down: end the server started last
down() {
	kill "$last" 2>/dev/null || :
	wait "$last" 2>/dev/null || :
}

# meet WHAT CLAIMS CERTCARD-ARGUMENT...: the report must hold these (jsonhas.c)
meet() {
	what=$1 claims=$2
	shift 2
	met=1 status=0
	"$certcard" -f json --timeout 20 "$@" >"$dir/said" 2>"$dir/complaint" </dev/null || status=$?
	"$tools/jsonhas" "verdict.exit_status=$status; $claims" <"$dir/said" >"$dir/differs" && return 0
	printf '%s:\n' "$what"
	cat "$dir/differs" "$dir/complaint"
	tail -n 5 "$log"
	bad=1
}

# tls_first SCHEME PORT, upgraded SCHEME PORT: what a server of any protocol shows
tls_first() {
	shows "$1" "$2" 'connection.timings_ms.starttls=null'
}

upgraded() {
	shows "$1" "$2" 'connection.timings_ms.starttls!null'
}

shows() {
	meet "$server: $1" "verdict.level=trusted; findings.*.id=; presented.*=0,1; path.*=0,1,2; target.scheme=$1; connection.port=$2; $3;
 target.servername=www.example.test; cards.*.subject.cn=www.example.test,Example CA 1,Example Root; cards.0.san.*.matches=true,false" \
		--ca "$dir/root.pem" --connect "$a:$2" "$1://www.example.test"
	meet "$server: $1 at an address" "verdict.level=trusted; target.host=$a; target.port=$2; target.servername=www.example.test" \
		--ca "$dir/root.pem" --servername www.example.test "$1://$a:$2"
}

wrong_name() {
	meet "$server: $1 under another name" 'verdict.finding=name-mismatch; findings.0.variant=sibling; path.*=0,1,2' \
		--ca "$dir/root.pem" --connect "$a:$2" "$1://mail.example.test"
}

# unsupported SCHEME PORT WORDS: TLS is switched off; the words are the server's own where it has some
unsupported() {
	meet "$server: $1 without TLS" "verdict.level=unreachable; verdict.finding=starttls-unsupported; presented.*=; findings.0.what~$3" \
		--ca "$dir/root.pem" --connect "$a:$2" "$1://www.example.test"
}

# To be called at the end.
over() {
	[ "$bad" -eq 0 ] || exit 1
	[ "$met" -gt 0 ] || exit 77
}
