#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The completions, in the shells that are here: options, words of an option, scenarios, recent hosts, files. bash is everywhere.
set -u
src=$(cd "${srcdir:-.}" && pwd)
build=$(cd "${builddir:-.}" && pwd)
dir=$(mktemp -d) || exit 99
trap 'rm -rf "$dir"' EXIT
bad=0 seen=0
PATH=$build:$PATH
XDG_STATE_HOME=$dir/state
export PATH XDG_STATE_HOME
mkdir -p "$dir/state/certcard" "$dir/here"
: >"$dir/here/chain.pem"
: >"$dir/here/chair.pem"           # two, so that a shell lists them instead of typing on
cd "$dir/here" || exit 99

# what is typed, then what has to be among the offers ("!": what must not)
cases='--form|--format
--format m|markdown
--format |nagios
--purpose c|client
demo:wrong|demo:wrong-host
smtp|smtp://
chai|chain.pem
--ca chai|chain.pem
--serve|--serve-demo
--ca demo|!demo:good
'
check() { # shell: offers on standard input, what is typed in $typed, what is wanted in $want
	seen=$((seen + 1))
	case $want in
	!*) if grep -qF -e "${want#!}" "$dir/offers"; then echo "$1: \"$typed\" offers ${want#!}"; bad=1; fi ;;
	*) grep -qF -e "$want" "$dir/offers" || { echo "$1: \"$typed\" does not offer $want, but:"; head -5 "$dir/offers"; bad=1; } ;;
	esac
}

in_bash() {
	bash -c '. "$1/doc/completion/certcard.bash"
		COMP_LINE="certcard $2" COMP_POINT=${#COMP_LINE} COMP_WORDBREAKS=$'"' \\t\\n'"'
		set -f
		COMP_WORDS=(certcard $2); [[ $2 == *" " ]] && COMP_WORDS+=("")
		COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
		set +f
		compopt() { :; }
		_certcard
		printf "%s\n" "${COMPREPLY[@]}"' bash "$src" "$1"
}

# A terminal of its own, because compinit completes in a line editor alone.
in_zsh() {
	zsh -f -c 'zmodload zsh/zpty
		zpty z zsh -f -i
		zpty -w z "PS1=; fpath=($2 \$fpath); autoload -U compinit; compinit -u -D; LISTMAX=1000; setopt no_beep; echo READY; zstyle \":completion:*\" list-prompt \"\""
		while zpty -r z line; do [[ $line == READY* ]] && break; done
		zpty -w -n z "certcard $1"$'"'\\t\\t'"'
		for ((i = 0; i < 30; i++)); do
			sleep 0.1
			while zpty -r -t z line; do print -r -- "$line"; done
		done
		zpty -d z' zsh "$1" "$2"
}

mkdir -p "$dir/zsh"
cp "$src/doc/completion/certcard.zsh" "$dir/zsh/_certcard"
shells=bash
for s in zsh fish; do command -v $s >/dev/null 2>&1 && shells="$shells $s"; done
for shell in $shells; do
	while IFS='|' read -r typed want; do
		[ -n "$want" ] || continue
		case $shell in
		bash) in_bash "$typed" ;;
		zsh) in_zsh "$typed" "$dir/zsh" ;;
		fish) HOME=$dir fish --no-config -c 'source $argv[1]; complete -C "certcard $argv[2]"' "$src/doc/completion/certcard.fish" "$typed" ;;
		esac >"$dir/offers" 2>&1
		check $shell
	done <<-END
	$cases
	END
done
[ "$seen" -ge 10 ] || { echo "only $seen cases were tried"; bad=1; }
echo "tried in: $shells"
exit $bad
