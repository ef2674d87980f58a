#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Who may include whom: the house has floors, and this is what keeps them apart. Reads the sources as text.
set -eu
cd "${srcdir:-.}"
bad=0

# complain FILES... : whoever includes a header that matches $pattern
forbid() {
	why=$1 pattern=$2
	shift 2
	for f in "$@"; do
		[ -e "$f" ] || continue
		hits=$(grep -nE "^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"]($pattern)[>\"]" "$f" || true)
		[ -z "$hits" ] || { printf '%s: %s\n%s\n' "$f" "$why" "$hits"; bad=1; }
	done
}

# The files below core/ or tui/ that are not named NAME.c or NAME.h for one of the given names (shell patterns).
others() {
	dir=$1
	shift
	for f in "$dir"/*.[ch]; do
		name=${f##*/}
		name=${name%.[ch]}
		for allowed in "$@"; do
			# shellcheck disable=SC2254 # patterns are meant
			case $name in $allowed) continue 2 ;; esac
		done
		printf '%s ' "$f"
	done
}

forbid 'the core knows no screen' '(\.\./)?tui/.*|n?cursesw?(/.*)?\.h|view\.h|app\.h|screen\.h|draw\.h|theme\.h|keys\.h' core/*.[ch]
forbid 'the screen knows no TLS' 'gnutls/.*|curl/.*|handshake\.h|judge\.h|check\.h|path\.h|dial\.h|net\.h|fetch\.h|trust\.h' $(others tui main app headless)
# shellcheck disable=SC2046
forbid 'only the dialling and fetching floor knows libcurl' 'curl/.*|curlapi\.h' $(others core curlapi net stream dial fetch engine 'engine-*' resolve)
# shellcheck disable=SC2046
forbid 'GnuTLS stays with reading, cryptography and the handshake' 'gnutls/.*' \
	$(others core handshake 'handshake-*' pemfile cert 'cert-*' key verify trust revocation 'ocsp*' 'crl*' sct 'demo-*' engine credentials dane)
forbid 'a check sees facts and findings, no network, no engine' 'engine\.h|net\.h|dial\.h|fetch\.h|handshake\.h|judge\.h|target\.h' core/check*.[ch]
forbid 'reports read a finished inspection' 'engine\.h|net\.h|judge\.h|check\.h|handshake\.h|path\.h' core/report*.[ch]
forbid 'of the core, a view sees the finished inspection alone' \
	'engine\.h|judge\.h|check\.h|net\.h|dial\.h|handshake\.h|path\.h|trust\.h|fetch\.h|target\.h' tui/view-*.c
forbid 'views do not know each other' 'view-.*\.h' tui/view-*.c

# No state outside values: core/ has no writable variable of file or program scope.
for f in core/*.c; do
	hits=$(grep -nE '^(static )?(unsigned |signed |struct [a-z_]+ |enum [a-z_]+ |char |int |bool |size_t |long |double |void |uint[0-9]+_t |int[0-9]+_t )[* ]*[a-z_]+(\[[^]]*\])*( =.*)?;$' "$f" | grep -vE 'const |\(' || true)
	[ -z "$hits" ] || { printf '%s: a global variable in the core\n%s\n' "$f" "$hits"; bad=1; }
done
exit $bad
