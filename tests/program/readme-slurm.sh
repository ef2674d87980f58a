#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The reference's Slurm array, its tasks run one after the other on this machine: each takes its own slice of the list, nothing is lost or
# done twice.
set -eu
certcard=$(cd "${builddir:-.}" && pwd)/certcard
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
tasks=3
"$certcard" --list-demos | sed -n 's/^  \([a-z-]*\)  .*/demo:\1/p' | sort >"$dir/hosts.txt"
# the line of doc/reference.md, with its numbers
line=$(sed -n 's/^ *\(certcard --hosts hosts.txt --shard .*--format jsonl\).*/\1/p' "${srcdir:-.}/doc/reference.md" |
	sed "s|/10\"|/$tasks\"|; s|hosts.txt|$dir/hosts.txt|; s|certcard --hosts|\$certcard --hosts|")
[ -n "$line" ] || { echo 'doc/reference.md has no such line'; exit 1; }
SLURM_ARRAY_TASK_ID=1
while [ "$SLURM_ARRAY_TASK_ID" -le "$tasks" ]; do
	export SLURM_ARRAY_TASK_ID certcard
	sh -c "$line" >"$dir/part.$SLURM_ARRAY_TASK_ID.jsonl" || [ $? -le 3 ]
	[ -s "$dir/part.$SLURM_ARRAY_TASK_ID.jsonl" ] || { echo "task $SLURM_ARRAY_TASK_ID printed nothing"; exit 1; }
	SLURM_ARRAY_TASK_ID=$((SLURM_ARRAY_TASK_ID + 1))
done
sed 's/.*"input":"\([^"]*\)".*/\1/' "$dir"/part.*.jsonl | sort >"$dir/done"
cmp "$dir/hosts.txt" "$dir/done"
[ "$(wc -l <"$dir/done")" -ge 38 ]
