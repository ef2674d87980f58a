#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The lines that --serve-demo prints for Chrome do what they say, in the home of somebody who never ran it, and so do those that take the
# root out again.
set -u
certcard=${builddir:-.}/certcard
[ -x "$certcard" ] || exit 99
command -v certutil >/dev/null || { echo "certutil is not installed (Debian: libnss3-tools)"; exit 77; }
dir=$(mktemp -d "${TMPDIR:-/tmp}/certcard-import-XXXXXX") || exit 99
pid=
trap '[ -z "$pid" ] || kill $pid 2>/dev/null; rm -rf "$dir"' EXIT
HOME=$dir/home LC_ALL=C.UTF-8
export HOME LC_ALL
unset XDG_DATA_HOME XDG_CONFIG_HOME XDG_STATE_HOME NO_COLOR
mkdir "$HOME"
"$certcard" --serve-demo 0 >"$dir/out" 2>"$dir/err" &
pid=$!
tries=0
until grep -q 'Ctrl-C' "$dir/out"; do
	tries=$((tries + 1))
	[ $tries -lt 300 ] || { echo 'the gallery does not open'; cat "$dir/err"; exit 1; }
	sleep 0.1
done
name='certcard Gallery Root'
sed -n '/db="\$HOME/,/certutil .* -A /p' "$dir/out" >"$dir/import"
sed -n 's/^ *to remove it: //p' "$dir/out" >"$dir/remove"
[ "$(grep -c certutil "$dir/import")" = 2 ] && [ "$(wc -l <"$dir/remove")" = 1 ] || { echo 'no such lines'; cat "$dir/out"; exit 1; }
echo 'certutil -d "sql:$db" -L -n "'"$name"'" >/dev/null && [ "$db" = "$1" ]' >"$dir/look"
for there in .local/share/pki/nssdb .pki/nssdb; do      # where Chrome never ran, and where an older one did
	rm -rf "$HOME/.pki" "$HOME/.local"
	[ $there = .local/share/pki/nssdb ] || mkdir -p "$HOME/$there"
	cat "$dir/import" "$dir/look" "$dir/remove" >"$dir/all"
	sh -eu "$dir/all" "$HOME/$there" >"$dir/said" 2>&1 || { echo "$there:"; cat "$dir/said"; exit 1; }
	certutil -d "sql:$HOME/$there" -L -n "$name" >/dev/null 2>&1 && { echo "$there: the root is still there"; exit 1; }
done
exit 0
