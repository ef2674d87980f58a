#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The reference's line for several machines, by GNU parallel over ssh to two sshd on loopback: both work, no target is lost, none is done
# twice.
set -eu
# shellcheck source-path=SCRIPTDIR
. "${srcdir:-.}/tests/servers/lib.sh"

line=$(sed -n 's/^ *\(parallel --pipe .*\) <hosts.txt >all.jsonl$/\1/p' "$top/doc/reference.md")
[ -n "$line" ] || { echo 'doc/reference.md has no such line'; exit 1; }
server=sshd
have sshd openssh-server && have parallel || over
if [ "$(id -u)" -eq 0 ]; then
	# root's sshd keeps its unprivileged half there, and changes to nobody by itself
	KEEP_AS_ROOT=1
	export KEEP_AS_ROOT
	chown root "$dir"
	[ -d /run/sshd ] || { mkdir -m 755 /run/sshd && trap 'rmdir /run/sshd 2>/dev/null; clean_up' EXIT; }
fi
ssh-keygen -q -t ed25519 -N '' -f "$dir/id"
mkdir "$dir/bin"
# what each machine has installed: a certcard that leaves a mark
printf '#!/bin/sh\necho done >>"%s/$MACHINE"\nexec "%s" "$@"\n' "$dir" "$certcard" >"$dir/bin/certcard"
chmod 755 "$dir/bin/certcard"
: >"$dir/machines"
: >"$dir/ssh_config"
for machine in one two; do
	port=$([ $machine = one ] && echo 20022 || echo 20023)
	ssh-keygen -q -t ed25519 -N '' -f "$dir/$machine.key"
	cat >"$dir/$machine.conf" <<EOT
Port $port
ListenAddress $a
HostKey $dir/$machine.key
PidFile none
UsePAM no
StrictModes no
PermitRootLogin prohibit-password
PasswordAuthentication no
AuthorizedKeysFile $dir/id.pub
SetEnv MACHINE=$machine PATH=$dir/bin:/usr/bin:/bin HOME=$dir
MaxStartups 50
EOT
	cat >>"$dir/ssh_config" <<EOT
Host $machine
	HostName $a
	Port $port
	User $(id -un)
	IdentityFile $dir/id
	IdentitiesOnly yes
	UserKnownHostsFile /dev/null
	StrictHostKeyChecking no
	LogLevel ERROR
EOT
	echo "1/ssh -F $dir/ssh_config $machine" >>"$dir/machines"
	serve $machine "$(command -v sshd)" -D -e -f "$dir/$machine.conf"
	up "$port" || over
done
"$certcard" --list-demos | sed -n 's/^  \([a-z0-9-]*\)  .*/demo:\1/p' | sort >"$dir/hosts.txt"
# fewer at a time than in the reference, so that both have something to do
line=$(printf '%s\n' "$line" | sed 's/-N 1000/-N 5/; s/certcard --hosts -/certcard --hosts - --timeout 60/')
(cd "$dir" && PARALLEL_HOME="$dir/.parallel" eval "$line" <hosts.txt >all.jsonl 2>complaints) || :
met=1
sed 's/.*"input":"\([^"]*\)".*/\1/' "$dir/all.jsonl" | sort >"$dir/done"
cmp "$dir/hosts.txt" "$dir/done" || { bad=1; cat "$dir/complaints"; tail -n 5 "$dir/one.log" "$dir/two.log"; }
[ "$(wc -l <"$dir/done")" -ge 38 ] || { echo 'too few targets'; bad=1; }
for machine in one two; do
	[ -s "$dir/$machine" ] || { echo "machine $machine did nothing"; bad=1; }
done
over
