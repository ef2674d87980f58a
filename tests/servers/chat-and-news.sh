#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Files and talk: FTP and ftps from vsftpd, XMPP for clients and servers from prosody, IRC and ircs from inspircd, NNTP and nntps from
# the reader of inn2.
set -eu
# shellcheck source-path=SCRIPTDIR
. "${srcdir:-.}/tests/servers/lib.sh"

try_vsftpd() {
	server=vsftpd
	have vsftpd || return 0
	# ftp LABEL PORT LINE...
	ftp() {
		label=$1 port=$2
		shift 2
		cat >"$dir/vsftpd-$label.conf" <<EOT
listen=YES
listen_address=$a
listen_port=$port
background=NO
run_as_launching_user=YES
xferlog_enable=NO
rsa_cert_file=$dir/www.pem
rsa_private_key_file=$dir/www.key
EOT
		printf '%s\n' "$@" >>"$dir/vsftpd-$label.conf"
		[ "$(id -u)" -ne 0 ] || chown "$user" "$dir/vsftpd-$label.conf"
		serve "vsftpd-$label" vsftpd "$dir/vsftpd-$label.conf"
		up "$port"
	}
	ftp tls 20021 ssl_enable=YES
	upgraded ftp 20021
	wrong_name ftp 20021
	ftp implicit 20990 ssl_enable=YES implicit_ssl=YES
	tls_first ftps 20990
	ftp plain 21021 ssl_enable=NO
	unsupported ftp 21021 'it refused: “'
}

try_prosody() {
	server=prosody
	have prosody || return 0
	# xmpp LABEL CLIENT-PORT SERVER-PORT LINE...
	xmpp() {
		label=$1 clients=$2 servers=$3
		shift 3
		room "prosody-$label"
		cat >"$dir/prosody-$label.lua" <<EOT
data_path = "$dir/prosody-$label"
pidfile = "$dir/prosody-$label/pid"
log = { info = "*console" }
interfaces = { "$a" }
c2s_ports = { $clients }
s2s_ports = { $servers }
http_ports = {}
https_ports = {}
authentication = "internal_hashed"
c2s_require_encryption = false
s2s_require_encryption = false
EOT
		printf '%s\n' "$@" 'VirtualHost "www.example.test"' 'VirtualHost "mail.example.test"' >>"$dir/prosody-$label.lua"
		serve "prosody-$label" prosody -F --config "$dir/prosody-$label.lua"
		up "$clients" "$servers"
	}
	xmpp tls 25222 25269 "ssl = { certificate = '$dir/www.pem', key = '$dir/www.key' }" 'modules_enabled = { "tls", "saslauth", "dialback" }'
	upgraded xmpp 25222
	upgraded xmpp-server 25269
	wrong_name xmpp 25222
	xmpp plain 21222 21269 'modules_enabled = { "saslauth", "dialback" }' 'modules_disabled = { "tls" }'
	unsupported xmpp 21222 'did not change over to TLS'
	unsupported xmpp-server 21269 'did not change over to TLS'
}

try_inspircd() {
	server=inspircd
	have inspircd || return 0
	# irc LABEL PORT LINE...
	irc() {
		label=$1 port=$2
		shift 2
		cat >"$dir/inspircd-$label.conf" <<EOT
<server name="irc.example.test" description="test" network="test" id="0AA">
<admin name="test" nick="test" email="test@example.test">
<path configdir="$dir" datadir="$dir" logdir="$dir" moduledir="/usr/lib/inspircd/modules" runtimedir="$dir">
<pid file="$dir/inspircd-$label.pid">
<bind address="$a" port="$port" type="clients">
<connect allow="*" resolvehostnames="no" useident="no">
<dns timeout="1">
EOT
		printf '%s\n' "$@" >>"$dir/inspircd-$label.conf"
		serve "inspircd-$label" inspircd --nofork --nopid --config "$dir/inspircd-$label.conf"
		up "$port"
	}
	irc tls 26667 '<module name="cap">' '<module name="ssl_gnutls">' '<module name="starttls">' \
		"<sslprofile name=\"test\" provider=\"gnutls\" certfile=\"$dir/www.pem\" keyfile=\"$dir/www.key\">" '<starttls provider="test">' \
		"<bind address=\"$a\" port=\"26697\" type=\"clients\" sslprofile=\"test\">"
	up 26697
	upgraded irc 26667
	tls_first ircs 26697
	wrong_name irc 26667
	irc plain 21667 '<module name="cap">'
	unsupported irc 21667 'did not change over to TLS'
}

# nnrpd, the reader of inn2: installed, or unpacked by ./bootstrap check --servers. It runs from a copy that nobody may read.
try_nnrpd() {
	server=nnrpd
	for news in /usr/lib/news "$here/servers/inn2/usr/lib/news" "$top/build/servers/inn2/usr/lib/news"; do
		[ ! -x "$news/bin/nnrpd" ] || break
	done
	have "$news/bin/nnrpd" 'nnrpd (inn2)' || return 0
	room news
	mkdir "$dir/news/bin"
	cp "$news"/bin/nnrpd "$news"/bin/innbind "$dir/news/bin"
	chmod 755 "$dir"/news/bin/*
	# With libraries that were unpacked beside it.
	for lib in "$news"/libinn*.so* "$news"/../../lib/*/libcanlock.so* "$news"/../../lib/*/libpython*.so*; do
		[ ! -e "$lib" ] || cp "$lib" "$dir/news"
	done
	: >"$dir/news/group.index"
	printf 'method trash {\n newsgroups: *\n class: 0\n}\n' >"$dir/news/storage.conf"
	printf 'control 0000000000 0000000001 n\n' >"$dir/news/active"
	printf 'auth all { auth: "*" default: "reader" }\naccess all { users: "reader" newsgroups: "*" }\n' >"$dir/news/readers.conf"
	# nntp LABEL PORT LINES ARGUMENT...
	nntp() {
		label=$1 port=$2
		{
			printf '%s\n' 'pathhost: news.example.test' 'domain: example.test' 'nnrpdloadlimit: 0' 'mta: "/bin/true %s"' 'hismethod: hisv6' 'ovmethod: tradindexed'
			for p in news db etc run log tmp spool filter overview; do printf 'path%s: %s/news\n' "$p" "$dir"; done
			printf '%s\n' "runasuser: $user" "runasgroup: $group" "$3"
		} >"$dir/news/$label.conf"
		shift 3
		serve "nnrpd-$label" env INNCONF="$dir/news/$label.conf" LD_LIBRARY_PATH="$dir/news" "$dir/news/bin/nnrpd" \
			-D -f -n -b "$a" -p "$port" "$@"
		up "$port"
	}
	tls="tlscertfile: $dir/www.pem
tlskeyfile: $dir/www.key"
	nntp tls 20119 "$tls"
	upgraded nntp 20119
	wrong_name nntp 20119
	nntp first 20563 "$tls" -S
	tls_first nntps 20563
	nntp plain 21119 ''
	unsupported nntp 21119 '“580 Error initializing TLS”'
}

try_vsftpd
try_prosody
try_inspircd
try_nnrpd
over
