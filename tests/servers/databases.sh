#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Directories and databases: LDAP and ldaps from slapd, PostgreSQL, MariaDB.
set -eu
# shellcheck source-path=SCRIPTDIR
. "${srcdir:-.}/tests/servers/lib.sh"

try_slapd() {
	server=slapd
	have slapd || return 0
	cat >"$dir/tls.conf" <<EOT
TLSCertificateFile $dir/www.pem
TLSCertificateKeyFile $dir/www.key
EOT
	: >"$dir/plain.conf"
	serve slapd slapd -d 0 -h "ldap://$a:20389 ldaps://$a:20636" -f "$dir/tls.conf"
	up 20389 20636 || return 0
	upgraded ldap 20389
	tls_first ldaps 20636
	wrong_name ldap 20389
	serve slapd-plain slapd -d 0 -h "ldap://$a:21389" -f "$dir/plain.conf"
	up 21389 || return 0
	unsupported ldap 21389 '“unsupported extended operation”'
}

try_postgres() {
	server=PostgreSQL
	for bin in /usr/lib/postgresql/*/bin; do :; done
	PATH=$bin:$PATH
	have postgres postgresql || return 0
	room postgres
	"$tools/keep" 60 initdb -D "$dir/postgres/data" -A trust -E UTF8 --locale=C --no-sync >"$dir/initdb.log" 2>&1
	postgres() {
		serve "postgres-$1" postgres -D "$dir/postgres/data" -c "listen_addresses=$a" -c "port=$2" -c "unix_socket_directories=$dir/postgres" \
			-c fsync=off -c "ssl=$1" -c "ssl_cert_file=$dir/www.pem" -c "ssl_key_file=$dir/www.key"
		up "$2"
	}
	postgres on 25432
	upgraded postgres 25432
	wrong_name postgres 25432
	down
	postgres off 21432
	unsupported postgres 21432 'did not change over to TLS'
	down
}

try_mariadb() {
	server=MariaDB
	have mariadbd mariadb-server-core || return 0
	mariadb() {
		room "mariadb-$1"
		label=$1 port=$2
		shift 2
		serve "mariadb-$label" mariadbd --no-defaults --datadir="$dir/mariadb-$label" --socket="$dir/mariadb-$label/socket" --bind-address="$a" --port="$port" \
			--pid-file="$dir/mariadb-$label/pid" --skip-grant-tables --skip-innodb --default-storage-engine=MyISAM --default-tmp-storage-engine=MyISAM "$@"
		up "$port"
	}
	mariadb on 23306 --ssl-cert="$dir/www.pem" --ssl-key="$dir/www.key"
	upgraded mysql 23306
	wrong_name mysql 23306
	mariadb off 21306 --skip-ssl
	unsupported mysql 21306 'did not change over to TLS'
}

try_slapd
try_postgres
try_mariadb
over
