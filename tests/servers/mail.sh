#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Mail: SMTP, submission and smtps from exim; IMAP, POP3, LMTP, ManageSieve, imaps and pop3s from dovecot.
set -eu
# shellcheck source-path=SCRIPTDIR
. "${srcdir:-.}/tests/servers/lib.sh"

try_exim() {
	server=exim4
	have exim4 || return 0
	room exim
	cat >"$dir/exim.conf" <<EOT
exim_user = $user
exim_group = $group
spool_directory = $dir/exim
log_file_path = $dir/exim/%slog
pid_file_path = $dir/exim/pid
primary_hostname = mx.example.test
local_interfaces = <; [$a]:20025 ; [$a]:21025 ; [$a]:20465
daemon_smtp_ports = 20025
tls_on_connect_ports = 20465
tls_advertise_hosts = \${if eq{\$received_port}{21025}{}{*}}
tls_certificate = $dir/www.pem
tls_privatekey = $dir/www.key
keep_environment =
host_lookup =
EOT
	serve exim exim4 -bdf -C "$dir/exim.conf"
	up 20025 20465 21025 || return 0
	upgraded smtp 20025
	upgraded submission 20025
	tls_first smtps 20465
	wrong_name smtp 20025
	unsupported smtp 21025 'did not change over to TLS'
}

dovecot_conf() {
	room "dovecot-$1"
	sed "s/PORT/$2/" <<EOT
base_dir = $dir/dovecot-$1
state_dir = $dir/dovecot-$1
log_path = /dev/stderr
protocols = imap pop3 lmtp sieve
listen = $a
ssl = $1
ssl_cert = <$dir/www.pem
ssl_key = <$dir/www.key
default_internal_user = $user
default_internal_group = $group
default_login_user = $user
first_valid_uid = 1
passdb {
  driver = static
  args = password=secret
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    port = PORT143
  }
  inet_listener imaps {
    port = PORT993
  }
}
service pop3-login {
  chroot =
  inet_listener pop3 {
    port = PORT110
  }
  inet_listener pop3s {
    port = PORT995
  }
}
service managesieve-login {
  chroot =
  inet_listener sieve {
    port = PORT190
  }
}
service lmtp {
  chroot =
  inet_listener lmtp {
    port = PORT024
  }
}
EOT
}

try_dovecot() {
	server=dovecot
	have dovecot || return 0
	dovecot_conf yes 20 >"$dir/yes.conf"
	dovecot_conf no 21 >"$dir/no.conf"
	serve dovecot-yes dovecot -F -c "$dir/yes.conf"
	up 20143 20993 20110 20995 20190 20024 || return 0
	upgraded imap 20143
	tls_first imaps 20993
	upgraded pop3 20110
	tls_first pop3s 20995
	upgraded sieve 20190
	upgraded lmtp 20024
	wrong_name imap 20143
	serve dovecot-no dovecot -F -c "$dir/no.conf"
	up 21143 21110 21190 21024 || return 0
	unsupported imap 21143 'did not change over to TLS'
	unsupported pop3 21110 '“-ERR TLS support'
	unsupported sieve 21190 'did not change over to TLS'
	unsupported lmtp 21024 'did not change over to TLS'
}

try_exim
try_dovecot
over
