#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A chain of three from nginx, openssl s_server and gnutls-serv, from the typed name to the card.
set -eu
# shellcheck source-path=SCRIPTDIR
. "${srcdir:-.}/tests/servers/lib.sh"

name=www.example.test
cards='presented.*=0,1; path.*=0,1,2; cards.*.role=leaf,intermediate,root; cards.*.origin=presented,presented,store;
 cards.*.subject.cn=www.example.test,Example CA 1,Example Root; cards.*.is_ca=false,true,true; cards.*.path_length=null,0,null;
 cards.0.san.*.value=www.example.test,example.test; cards.0.san.*.matches=true,false; cards.2.in_trust_store=true'
trusted="verdict.level=trusted; verdict.finding=null; verdict.browser_code=null; $cards"
alone='presented.*=0; path.*=0; verdict.level=untrusted; verdict.finding=incomplete-chain; findings.*.variant=null'

# look PORT WHAT CLAIMS ARGUMENT...: the same root, another port
look() {
	port=$1 what="$server: $2" claims=$3
	shift 3
	meet "$what" "$claims" --ca "$dir/root.pem" --connect "$a:$port" "$@"
}

# What every server shall show with the chain on PORT.
usual() {
	look "$1" 'the name typed' "$trusted; connection.protocol=TLS 1.3; connection.port=$1; connection.address=$a; findings.*.id=;
 connection.stapled_ocsp=false; connection.client_cert_requested=false; target.servername=$name; target.port=443" "$name"
	look "$1" 'a name that is not in it' 'verdict.finding=name-mismatch; findings.*.id=name-mismatch; findings.0.variant=sibling;
 verdict.browser_code=NET::ERR_CERT_COMMON_NAME_INVALID; path.*=0,1,2; target.servername=mail.example.test' mail.example.test
	look "$1" 'a name by --servername' "$trusted; target.servername=$name; target.host=$a" --servername "$name" "$a"
	look "$1" 'TLS from the first byte under another scheme' "$trusted; target.scheme=imaps; target.port=993" "imaps://$name"
	meet "$server: the system's roots" 'verdict.level=untrusted; verdict.finding=unknown-issuer; presented.*=0,1; path.*=0,1;
 verdict.browser_code=NET::ERR_CERT_AUTHORITY_INVALID' --connect "$a:$1" "$name"
	meet "$server: a root added" "$trusted" --add-ca "$dir/root.pem" --connect "$a:$1" "$name"
}

try_nginx() {
	server=nginx
	have nginx || return 0
	room nginx
	cat >"$dir/nginx.conf" <<EOT
daemon off; worker_processes 1; pid nginx/pid; error_log stderr warn;
events { worker_connections 64; }
http {
	access_log off;
	client_body_temp_path nginx/body; proxy_temp_path nginx/proxy; fastcgi_temp_path nginx/fastcgi;
	uwsgi_temp_path nginx/uwsgi; scgi_temp_path nginx/scgi;
	ssl_certificate $dir/www.pem; ssl_certificate_key $dir/www.key;
	ssl_protocols TLSv1.2 TLSv1.3;
	server { listen $a:28443 ssl default_server; server_name $name; }
	server { listen $a:28443 ssl; server_name other.example.test; ssl_certificate $dir/other.pem; ssl_certificate_key $dir/other.key; }
	server { listen $a:28444 ssl; ssl_protocols TLSv1.2; }
	server { listen $a:28445 ssl; ssl_verify_client on; ssl_client_certificate $dir/root.pem; ssl_verify_depth 2; }
	server { listen $a:28446 ssl; ssl_stapling on; ssl_stapling_file $dir/www.ocsp; }
	server { listen $a:28447 ssl default_server; ssl_reject_handshake on; }
	server { listen $a:28447 ssl; server_name $name; }
	server { listen $a:28080; }
}
EOT
	serve nginx nginx -e stderr -p "$dir/" -c "$dir/nginx.conf"
	up 28443 || return 0
	usual 28443
	look 28443 'the server that SNI asks for' 'verdict.level=trusted; cards.0.subject.cn=other.example.test; path.*=0,1,2' other.example.test
	look 28443 'the default server for a name it does not know' 'verdict.finding=name-mismatch; cards.0.subject.cn=www.example.test' \
		unknown.example.test
	look 28443 'the default server when no name is sent' 'verdict.finding=name-mismatch; findings.0.variant=ip-address;
 target.servername=null; cards.0.subject.cn=www.example.test' "$a"
	look 28444 'TLS 1.2 alone' "$trusted; connection.protocol=TLS 1.2" "$name"
	look 28445 'a client certificate asked for, none given' "$trusted; connection.client_cert_requested=true" "$name"
	look 28445 'a client certificate given' "$trusted; connection.client_cert_requested=true" \
		--cert "$dir/client.pem" --key "$dir/client.key" "$name"
	look 28446 'a stapled answer' "$trusted; connection.stapled_ocsp=true" "$name"
	look 28447 'a name that it knows' "$trusted" "$name"
	look 28447 'a name that it refuses' 'verdict.level=unreachable; verdict.finding=handshake-failed; presented.*=; path.*=' \
		nobody.example.test
	meet 'nginx: a port where nobody listens' "verdict.finding=refused; findings.0.what=$a refused the connection to port 28999." "$a:28999"
	look 28080 'HTTP without TLS' 'verdict.level=unreachable; verdict.finding=not-tls; findings.0.what~HTTP' "$name"
}

try_openssl() {
	server='openssl s_server'
	have openssl || return 0
	s_server() {
		port=$1
		shift
		serve "openssl-$port" openssl s_server -accept "$a:$port" -cert "$dir/www.pem" -key "$dir/www.key" -www "$@"
		up "$port"
	}
	s_server 24433 -cert_chain "$dir/ca.pem" -servername other.example.test -cert2 "$dir/other.pem" -key2 "$dir/other.key"
	s_server 24434 -cert_chain "$dir/ca.pem" -tls1_2
	s_server 24435 -cert_chain "$dir/ca.pem" -Verify 2 -CAfile "$dir/root.pem" -verify_return_error
	s_server 24436 -cert_chain "$dir/ca.pem" -status_file "$dir/www.ocsp"
	s_server 24437 -no-CAfile -no-CApath -no-CAstore
	s_server 24438 -cert_chain "$dir/ca.pem" -tls1_1 -cipher ALL:@SECLEVEL=0
	s_server 24439 -cert_chain "$dir/www.pem"
	s_server 24440 -cert_chain "$dir/ca.pem" -Verify 2 -CAfile "$dir/root.pem" -verify_return_error -tls1_2
	usual 24433
	look 24433 'the certificate that SNI asks for' 'cards.0.subject.cn=other.example.test; cards.0.san.*.matches=true' other.example.test
	look 24434 'TLS 1.2 alone' "$trusted; connection.protocol=TLS 1.2" "$name"
	look 24435 'a client certificate required, none given' "$trusted; connection.client_cert_requested=true; findings.*.id=client-cert-required" "$name"
	look 24435 'a client certificate required and given' "$trusted; connection.client_cert_requested=true; findings.*.id=" \
		--cert "$dir/client.pem" --key "$dir/client.key" "$name"
	look 24440 'a client certificate required by TLS 1.2, none given' "$trusted; connection.client_cert_requested=true; findings.*.id=client-cert-required" "$name"
	look 24440 'a client certificate required by TLS 1.2 and given' "$trusted; findings.*.id=" \
		--cert "$dir/client.pem" --key "$dir/client.key" "$name"
	look 24436 'a stapled answer' "$trusted; connection.stapled_ocsp=true" "$name"
	look 24437 'the leaf alone' "$alone" "$name"
	look 24438 'TLS 1.1' "verdict.level=untrusted; verdict.finding=protocol-too-old; connection.protocol=TLS 1.1; $cards" "$name"
	look 24439 'the leaf twice' 'verdict.level=trusted; findings.*.id=chain-extra; presented.*=0,0,1; path.*=0,1,2' "$name"
}

# gnutls-serv listens on every address of the machine, so its ports are looked for.
try_gnutls() {
	server=gnutls-serv
	have gnutls-serv || return 0
	gnutls_port=$((29000 + $$ % 3000))
	gnutls_serv() {
		gnutls_port=$((gnutls_port + 7))
		serve gnutls gnutls-serv --quiet --port "$gnutls_port" --x509certfile "$dir/www.pem" --x509keyfile "$dir/www.key" "$@"
		status=0
		"$tools/await" "$a" "$gnutls_port" "$last" || status=$?
		case $status in
		0) ;;
		3) [ "$gnutls_port" -gt 32500 ] || gnutls_serv "$@" ;;   # gone: somebody has this port
		esac
		up "$gnutls_port"
	}
	gnutls_serv --disable-client-cert || return 0
	usual "$gnutls_port"
	gnutls_serv --disable-client-cert --priority NORMAL:-VERS-TLS1.3 || return 0
	look "$gnutls_port" 'TLS 1.2 alone' "$trusted; connection.protocol=TLS 1.2" "$name"
	gnutls_serv --require-client-cert --verify-client-cert --x509cafile "$dir/root.pem" || return 0
	look "$gnutls_port" 'a client certificate required, none given' "$trusted; connection.client_cert_requested=true; findings.*.id=client-cert-required" "$name"
	look "$gnutls_port" 'a client certificate required and given' "$trusted; connection.client_cert_requested=true; findings.*.id=" \
		--cert "$dir/client.pem" --key "$dir/client.key" "$name"
	gnutls_serv --disable-client-cert --ocsp-response "$dir/www.ocsp" --ignore-ocsp-response-errors || return 0
	look "$gnutls_port" 'a stapled answer' "$trusted; connection.stapled_ocsp=true" "$name"
}

try_nginx
try_openssl
try_gnutls
over
