/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sentences and parts of them that several rows of texts.def and causes.def share: nothing is typed twice. */
#ifndef CC_SENTENCES_H
#define CC_SENTENCES_H

/* What is at stake. Whether a browser lets anybody past is said of each by its name, as measured (finding_past()). */
#define RISK_WHO "Past this, nobody checks who reads what you send: passwords, messages, card numbers."
#define RISK_ANYBODY "Past this you may read from anyone and send to anyone: passwords, messages, card numbers."
#define RISK_OTHER_ENDS "Past this, a paper made for other ends counts for this site, and all else is checked."
#define RISK_OTHER_PROGRAMS "What takes this key checks all the rest, and is as safe as with any other."
#define FRAME "It is usually an oversight and sometimes an attack, and the certificate alone cannot say which."
#define ASK_OWNER "If it is, ask the owner by phone or e-mail, not through this page."
#define LATER "If it stays so for a day, tell the owner by phone or e-mail."
#define HSTS " Where the browser offers no way on, the site (HSTS) or the fault itself forbids it: leave it at that."
#define OTHER_NET "Try the site from another network, such as a phone's mobile data: "
#define REISSUE "Have the certificate issued anew (certbot renew --force-renewal, or your CA's web page)"
#define RELOAD " Then reload the server (systemctl reload nginx, apache2, haproxy, postfix or dovecot): a running one keeps the old file."
#define WHERE_FILES " nginx: ssl_certificate; Apache: SSLCertificateFile; HAProxy: the PEM file named by crt; Postfix: smtpd_tls_chain_files (the key first); Dovecot: ssl_cert (from 2.4 on ssl_server_cert_file)."
#define FULL_CHAIN " Order in the file: your own certificate first, then its issuer, then that one's issuer, and no root (certbot: fullchain.pem, not cert.pem)."
#define MEND_CHAIN " certcard -f fullchain {place|TARGET} > fullchain.pem writes what was found of it, in order."
#define MEND_FILES " Your CA has its intermediates on the web, or sent them along. With their file,\
 cat CERTIFICATE INTERMEDIATES | certcard -f fullchain - > fullchain.pem writes all in order, without the root."
#define RIGHT_FILE "Ask the person who gave you this file for the right one."
#define NO_RISK_YET "Nobody is at risk yet: a request proves nothing to any browser."
#define NO_WAY_ON "Do not look for a way past it: there should be none."
#define STILL_SO "If it stays so, tell the owner by phone or e-mail."
#define NO_SETTING "Nothing that you can set will help."
#define TYPED_RIGHT "Check that the name is typed right."
#define TYPED_AND_AGAIN "Check that the name is typed right, and try again in some minutes."
#define ASKED_FOR "This stop was asked for by whoever runs this check."
#define ASK_STRICT "Ask the person who chose the strict rules."
#define PASS_TO_CA "Pass it on to the people who run the CA."
#define MEND_TEMPLATE "Mend the template of your CA, or tell your public CA, which has to answer such reports."
#define OWN_DESK "Ask the owner by phone or e-mail, or your own IT desk at work."
#define ASK "Ask the owner by phone or e-mail."
#define TELL "Tell the owner by phone or e-mail."
#define NOBODY_CAN_CHECK "Do not go on: nobody here can check this site's proof."
#define TO_THE_END "Do not go on: nobody could check this site to the end."
#define NOT_ALL_OF_IT "Nobody here has looked at all of it; programs have limits of their own, and some stop."
#define NOBODY_VOUCHES "Do not go on. Nobody you know vouches for this site, so check that the name is typed right. If it belongs to" \
	" your work or school, ask its IT desk to set up your machine for it."
#define PRIVATE_CA " For its own people such a CA is as good as a public one, once its root has reached them by a safe way."
#define SENT_ALONE "Nearly always the server was given its own certificate alone, without the intermediates that came with it."
#define NOT_THE_HOST "It says nothing about the host itself."
#define NO_PROOF "that is no proof that all is well."
#define SETTINGS_FAULT "This is a fault of the program or the server. Tell the people who run it."
#define NOTHING_FOR_USER "The user can do nothing."
#define DIFFER " Programs differ here, so that one may work where another stops: " NO_PROOF
#define NO_PRODUCTION " Until then do not teach users to click past it: they will do the same when it is an attack."
#define SMALL_CA "mkcert -install, then mkcert {host|NAME}; by hand: openssl req -x509 for the CA alone, then openssl x509 -req -CA for" \
	" the server, with basicConstraints = CA:FALSE and subjectAltName = DNS:{host|NAME}"
#define ANY_CA_IS_NOT_ENOUGH "Firefox, GnuTLS, and what is built on OpenSSL (curl, Python, Node, nginx), want the purpose by its own name;" \
	" Chrome and Go take \"any\" for it."
#define ANY_IS_NOT_ENOUGH "Firefox, and what is built on OpenSSL (curl, Python, Node, nginx), want the purpose by its own name; Chrome, Go" \
	" and GnuTLS take \"any\" for it."
#define CARELESS_TEMPLATE "Nearly always the CA's program or template is careless."
#define STOLEN_KIND "A stolen certificate of another kind looks the same, but is rare."
#define GET_ROOT "get its root from the people who run it, by a way that you trust, and compare its fingerprint with them by phone"
#define IMPORT_ROOT " Debian and Ubuntu: copy it as NAME.crt (PEM) to /usr/local/share/ca-certificates, then update-ca-certificates." \
	" Fedora and RHEL: to /etc/pki/ca-trust/source/anchors, then update-ca-trust. Windows: certutil -addstore Root FILE, or group" \
	" policy. macOS: security add-trusted-cert -d -r trustRoot -k /Library/Keychains/System.keychain FILE. With stores of their" \
	" own: Firefox on Linux (Settings, Certificates), Chrome on Debian and Ubuntu (chrome://settings/certificates), Java" \
	" (keytool -importcert -cacerts -file FILE), Node (NODE_EXTRA_CA_CERTS)."
#define SERVERS_LINE "This is a line for the people who run the server."
#define SERVER_LOG "Read the server's log for that second."
#define AS_ATTACK "Treat it as an attack until the owner says otherwise."
#define NOTHING_SECRET "Do not go on, and send nothing secret."
#define TRY_AGAIN "Try again in some minutes, or from another network."
#define AS_BROWSERS "what it says then is what browsers will say."
#define BREAKS_RULE "The certificate of {subject|this site} breaks a rule[ of {section}][: {rule}]"

#endif
