#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Each wording that --explain knows was found somewhere: a file of a program's source, a program's output that was seen, a
# vendor's page. A row that names no such place, or says itself that nobody looked, is a fault: nobody could tell later whether a
# program ever said it. A message has the version, too, unless it is what people say; at least so many are of named tools.
set -eu
cd "${srcdir:-.}"
faults=$(awk -F '\t' '
	FNR == 1 { next }
	NF != 7 { print FILENAME ":" FNR ": not seven columns"; next }
	tolower($4 " " $6 " " $7) ~ /unchecked|unverified|to be checked|todo/ {
		print FILENAME ":" FNR ": nobody looked this up: " $2 ": " $3
	}
	$7 == "" && $4 !~ /src: |read: |observed / { print FILENAME ":" FNR ": no source: " $2 ": " $3 }
	FILENAME ~ /messages/ && $6 == "" && $7 !~ /^(what callers read out|as spoken of the code of that name)$/ {
		print FILENAME ":" FNR ": no version: " $2 ": " $3
	}
	($1, $2, $3, $5) in seen { print FILENAME ":" FNR ": twice: " $1 ", " $2 ": " $3 }
	{ seen[$1, $2, $3, $5] = 1 }
	' core/explain/error-codes.tsv core/explain/messages.tsv)
[ -z "$faults" ] || { printf '%s\n' "$faults" >&2; exit 1; }
least=400
tools='nginx|Apache|HAProxy|Envoy|Traefik|Caddy|Postfix|Dovecot|PostgreSQL|MySQL|Redis|MongoDB|Kafka|RabbitMQ|Elasticsearch'
tools="$tools|OpenLDAP|389 Directory Server|Java|.NET|SQL Server|Go|rustls/webpki|Python|Ruby|PHP|Node.js|Docker|Kubernetes|git"
tools="$tools|apt|Outlook|Apple|Android|Windows|Erlang/OTP|stunnel"
found=$(awk -F '\t' -v tools="$tools" '
	BEGIN { split(tools, t, "|"); for (i in t) named[t[i]] = 1 }
	FNR > 1 && $2 in named && $6 != "" && $7 != "" { n++ }
	END { print n + 0 }' core/explain/messages.tsv)
[ "$found" -ge "$least" ] || { echo "messages.tsv: $found rows of named tools with source and version, not $least" >&2; exit 1; }
