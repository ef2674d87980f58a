# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of certcard for bash, made from the program's tables: make doc

_certcard_targets() {
	printf '%s\n' store: \
		demo:good \
		demo:wrong-host \
		demo:www-missing \
		demo:wildcard-depth \
		demo:shared-host \
		demo:cn-only \
		demo:expired \
		demo:expired-intermediate \
		demo:not-yet-valid \
		demo:expires-soon \
		demo:too-long \
		demo:self-signed \
		demo:untrusted-root \
		demo:intercepted \
		demo:incomplete-chain \
		demo:incomplete-chain-fetchable \
		demo:cross-signed \
		demo:new-root \
		demo:removed-root \
		demo:untrusted-log \
		demo:revoked \
		demo:must-staple \
		demo:bad-signature \
		demo:weak-signature \
		demo:weak-key \
		demo:not-a-ca \
		demo:path-length \
		demo:name-constraints \
		demo:wrong-purpose \
		demo:critical-extension \
		demo:disordered \
		demo:extra-certificates \
		demo:root-sent \
		demo:client-certificate \
		demo:old-protocol \
		demo:plain-http \
		demo:closes-at-once \
		demo:hostile-text \
		demo:many-names \
		demo:huge-chain \
		demo:international \
		https:// \
		smtp:// \
		submission:// \
		lmtp:// \
		imap:// \
		pop3:// \
		ftp:// \
		ldap:// \
		xmpp:// \
		xmpp-server:// \
		sieve:// \
		nntp:// \
		irc:// \
		postgres:// \
		postgresql:// \
		mysql:// \
		smtps:// \
		imaps:// \
		pop3s:// \
		ldaps:// \
		ftps:// \
		ircs:// \
		nntps:// \
		dot://
	certcard --list-recent 2>/dev/null
}

# What may stand behind an option: its words, "file", or "any".
_certcard_argument() {
	case $1 in
	-f | --format) printf '%s\n' text json jsonl pem fullchain markdown nagios prometheus csv html ;;
	--audience) printf '%s\n' visitor helpdesk admin teacher all ;;
	--hosts) printf '%s\n' file ;;
	--shard) printf '%s\n' any ;;
	-j | --jobs) printf '%s\n' any ;;
	--servername) printf '%s\n' any ;;
	--connect) printf '%s\n' any ;;
	--starttls) printf '%s\n' any ;;
	--proxy) printf '%s\n' any ;;
	--cert) printf '%s\n' file ;;
	--key) printf '%s\n' file ;;
	--password-file) printf '%s\n' file ;;
	--timeout) printf '%s\n' any ;;
	--connect-timeout) printf '%s\n' any ;;
	--ca) printf '%s\n' file ;;
	--add-ca) printf '%s\n' file ;;
	--crl) printf '%s\n' file ;;
	--at) printf '%s\n' any ;;
	--purpose) printf '%s\n' server client email any ;;
	--client) printf '%s\n' any ;;
	--max-depth) printf '%s\n' any ;;
	--warn-days) printf '%s\n' any ;;
	--critical-days) printf '%s\n' any ;;
	--exit-on) printf '%s\n' trusted caution unreachable untrusted ;;
	--explain) printf '%s\n' any ;;
	--handout) printf '%s\n' any ;;
	--keep-root) printf '%s\n' file ;;
	--theme) printf '%s\n' any ;;
	--color) printf '%s\n' auto always never ;;
	--lang) printf '%s\n' any ;;
	esac
}

_certcard() {
	local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} choices line
	local IFS=$'\n'

	# Readline cuts words at colons and at equal signs: put together what belongs together.
	if [[ $COMP_WORDBREAKS == *:* ]]; then
		line=${COMP_LINE:0:COMP_POINT}
		word=${line##* }
	fi
	[[ $before == "=" ]] && before=${COMP_WORDS[COMP_CWORD-2]}
	choices=$(_certcard_argument "$before")
	case $choices in
	any) return ;;
	file)
		compopt -o filenames
		COMPREPLY=($(compgen -f -- "$word"))
		return ;;
	'')
		if [[ $word == -* ]]; then
			choices='
-f
--format
--audience
--remember
--list-recent
--hosts
--shard
-j
--jobs
--all-addresses
--all-certificates
--servername
--connect
-4
-6
--starttls
--proxy
--cert
--key
--password-file
--timeout
--connect-timeout
--offline
--ca
--add-ca
--crl
--at
--purpose
--client
--strict
--max-depth
--dane
--warn-days
--critical-days
--exit-on
--explain
--list-demos
--lesson
--handout
--serve-demo
--keep-root
--theme
--list-themes
--color
--ascii
--plain
--lang
-h
--help
-V
--version
'
		else
			choices=$(_certcard_targets)
			COMPREPLY=($(compgen -f -- "$word"))
		fi ;;
	esac
	COMPREPLY+=($(compgen -W "$choices" -- "$word"))
	# ... and give Readline back the part behind the last colon alone.
	if [[ $word == *:* && $COMP_WORDBREAKS == *:* ]]; then
		COMPREPLY=("${COMPREPLY[@]#"${word%"${word##*:}"}"}")
	fi
}

complete -F _certcard certcard
