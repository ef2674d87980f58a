#compdef certcard
# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of certcard for zsh, made from the program's tables: make doc

_certcard_target() {
	local -a targets recent
	targets=(
		'store\::the trust store'
		'demo\:good:Everything in order'
		'demo\:wrong-host:A good certificate'
		'demo\:www-missing:The certificate forgot the www'
		'demo\:wildcard-depth:A wildcard covers one level'
		'demo\:shared-host:Three strangers on one server'
		'demo\:cn-only:The name stands where nobody looks any more'
		'demo\:expired:A licence that has run out'
		'demo\:expired-intermediate:The site is in date'
		'demo\:not-yet-valid:A licence from the future'
		'demo\:expires-soon:Nine days left'
		'demo\:too-long:Five years are too long for some'
		'demo\:self-signed:A licence of cardboard and crayon'
		'demo\:untrusted-root:A country that your police have never heard of'
		'demo\:intercepted:Somebody on the way reads along'
		'demo\:incomplete-chain:A link of the chain is missing'
		'demo\:incomplete-chain-fetchable:Works in the browser'
		'demo\:cross-signed:Two ways up'
		'demo\:new-root:New phones know the root'
		'demo\:removed-root:One browser has thrown the root out'
		'demo\:untrusted-log:Shown to a log that nobody believes any more'
		'demo\:revoked:The licence was withdrawn'
		'demo\:must-staple:It promised a proof and did not bring it'
		'demo\:bad-signature:The seal does not fit'
		'demo\:weak-signature:Signed with SHA-1'
		'demo\:weak-key:A key of 1'
		'demo\:not-a-ca:Licences printed by a driver'
		'demo\:path-length:One authority too many'
		'demo\:name-constraints:Issued outside its own district'
		'demo\:wrong-purpose:A licence for another class'
		'demo\:critical-extension:A rule that nobody understands'
		'demo\:disordered:The right certificates in the wrong order'
		'demo\:extra-certificates:Strangers in the envelope'
		'demo\:root-sent:The root was sent along'
		'demo\:client-certificate:The server wants to see your licence'
		'demo\:old-protocol:A good licence in an old car'
		'demo\:plain-http:Nobody encrypts here'
		'demo\:closes-at-once:It picks up and hangs up'
		'demo\:hostile-text:Names that try to play tricks'
		'demo\:many-names:One certificate for fifteen hundred names'
		'demo\:huge-chain:A hundred passengers'
		'demo\:international:Names in many scripts'
		'https\://:port 443'
		'smtp\://:port 25'
		'submission\://:port 587'
		'lmtp\://:port 24'
		'imap\://:port 143'
		'pop3\://:port 110'
		'ftp\://:port 21'
		'ldap\://:port 389'
		'xmpp\://:port 5222'
		'xmpp-server\://:port 5269'
		'sieve\://:port 4190'
		'nntp\://:port 119'
		'irc\://:port 6667'
		'postgres\://:port 5432'
		'postgresql\://:port 5432'
		'mysql\://:port 3306'
		'smtps\://:port 465'
		'imaps\://:port 993'
		'pop3s\://:port 995'
		'ldaps\://:port 636'
		'ftps\://:port 990'
		'ircs\://:port 6697'
		'nntps\://:port 563'
		'dot\://:port 853'
	)
	recent=(${(f)"$(_call_program recent certcard --list-recent 2>/dev/null)"})
	_alternative \
		'files:file:_files' \
		'targets:target:{_describe target targets}' \
		'recent:recent host:compadd -a recent'
}

_arguments -s \
	'-f[print a report instead of opening the screen]:FMT:(text json jsonl pem fullchain markdown nagios prometheus csv html)' \
	'--format[print a report instead of opening the screen]:FMT:(text json jsonl pem fullchain markdown nagios prometheus csv html)' \
	'--audience[whose advice comes first]:A:(visitor helpdesk admin teacher all)' \
	'--remember[let a report read and write the memory of visited hosts]' \
	'--list-recent[list the hosts that the memory of visits holds]' \
	'--hosts[read targets from FILE]:FILE:_files' \
	'--shard[report on every N-th of the targets alone]:I/N:' \
	'-j[inspections under way at the same time]:N:' \
	'--jobs[inspections under way at the same time]:N:' \
	'--all-addresses[inspect every address of a name]' \
	'--all-certificates[ask for what a server shows without a name]' \
	'--servername[the name to ask for]:NAME:' \
	'--connect[connect there instead of to the targets own address]:HOST[:PORT]:' \
	'-4[use IPv4 only]' \
	'-6[use IPv6 only]' \
	'--starttls[change over to TLS as PROTO does]:PROTO:' \
	'--proxy[connect through this proxy]:URL:' \
	'--cert[show this client certificate when asked for one]:FILE:_files' \
	'--key[the key of --cert]:FILE:_files' \
	'--password-file[open files under a password with the lines of FILE]:FILE:_files' \
	'--timeout[time for the whole inspection of one address]:SECONDS:' \
	'--connect-timeout[of that]:SECONDS:' \
	'--offline[connect to nothing but the target itself]' \
	'*--ca[trust the roots in FILE instead of the systems]:FILE:_files' \
	'*--add-ca[trust the roots in FILE as well]:FILE:_files' \
	'*--crl[apply the revocation lists in FILE]:FILE:_files' \
	'--at[judge as of TIME]:TIME:' \
	'--purpose[the use to judge for]:P:(server client email any)' \
	'--client[judge as this one client does]:NAME:' \
	'--strict[apply the certificate rules of RFC 5280 and the CA/Browser Forum to every chain]' \
	'--max-depth[allow at most N intermediates in a path]:N:' \
	'--dane[check TLSA records]' \
	'--warn-days[warn when fewer than N days]:N[%]:' \
	'--critical-days[CRITICAL when fewer than N days]:N[%]:' \
	'--exit-on[exit with 0 where all is below LEVEL]:LEVEL:(trusted caution unreachable untrusted)' \
	'--explain[explain a finding]:CODE:' \
	'--list-demos[list the gallery of demonstrations]' \
	'--lesson[list the courses for a class]::NAME:' \
	'--handout[the sheet of a course for the class]:NAME:' \
	'--serve-demo[serve the gallery on loopback for browsers and other tools]::PORT:' \
	'--keep-root[keep the root of --serve-demo in FILE]:FILE:_files' \
	'--theme[colours of the screen]:NAME:' \
	'--list-themes[list the themes]' \
	'--color[use colours]:WHEN:(auto always never)' \
	'--ascii[draw and write with ASCII characters only]' \
	'--plain[a screen for screen readers]' \
	'--lang[speak another language than English]:LANGUAGE:' \
	'-h[name all options by topic]::TOPIC:' \
	'--help[name all options by topic]::TOPIC:' \
	'-V[show the version]' \
	'--version[show the version]' \
	'*:target:_certcard_target'
