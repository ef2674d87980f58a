/* SPDX-License-Identifier: GPL-3.0-or-later
 * Error codes are understood as people paste them. */
#include "explain/explain.h"
#include "explain/print.h"
#include "explain/codes.h"
#include "explain/cause.h"
#include "explain/index.h"
#include "base/mem.h"
#include "explain/texts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* One index for all that is asked: making it costs more than asking. */
static struct code_index *book;

static int open_book(void **state)
{
	(void)state;
	book = code_index_new();
	return 0;
}

static int close_book(void **state)
{
	(void)state;
	code_index_free(book);
	return 0;
}

static bool has_cause(const struct explanation *x, const char *id)
{
	size_t i;

	for (i = 0; i < x->n_causes; i++)
		if (strcmp(x->causes[i]->id, id) == 0)
			return true;
	return false;
}

static void print_causes(const struct explanation *x)
{
	size_t i;

	for (i = 0; i < x->n_causes; i++)
		print_error(" %s", x->causes[i]->id);
	for (i = 0; i < x->n_rows && i < 3; i++)
		print_error(" [%s]", code_word(x->rows[i]->code));
	print_error("\n");
}

/* Asked as it is, in small letters, and in the middle of other words: the latter two of each fifth row, for they cost
 * time. What only the sender of an alert says, with the event that says so. */
static unsigned check_row(const struct code_row *row, bool all_forms)
{
	const char *before = strchr(code_word(row->speaker), 't') != NULL ? "Event ID 36888: " : "";
	char *plain = mem_printf("%s%s", before, code_word(row->code)), *small = mem_strdup(plain),
		*inside = mem_printf("[2026-11-21 10:00:01] worker: %s in job\n", plain);
	const char *const forms[] = { plain, small, inside };
	unsigned bad = 0;
	size_t i;
	char *p;

	for (p = small; *p != '\0'; p++)
		if (*p >= 'A' && *p <= 'Z' && strchr(code_word(row->code), ' ') == NULL)
			*p = (char)(*p - 'A' + 'a');
	for (i = 0; i < (all_forms ? COUNT(forms) : 1); i++) {
		struct explanation *x = explain_with(book, forms[i]);

		if (!x->known || !has_cause(x, code_word(row->cause))) {
			print_error("%s: %s (%s):", code_word(row->cause), forms[i], code_word(row->tool));
			print_causes(x);
			bad++;
		}
		explanation_free(x);
	}
	free(plain);
	free(small);
	free(inside);
	return bad;
}

static void every_row_finds_its_own_cause(void **state)
{
	const struct code_row *rows;
	size_t i, n = code_rows(&rows);
	unsigned bad = 0;

	(void)state;
	for (i = 0; i < n; i += getenv("CERTCARD_VALGRIND") != NULL ? 20 : 1)
		bad += check_row(&rows[i], i % 5 == 0);
	assert_int_equal(bad, 0);
}

static void every_cause_has_words_and_a_place_in_the_order(void **state)
{
	const struct code_row *rows;
	const char *ids[CAUSES_MAX];
	size_t i, j, n = code_rows(&rows), n_ids = cause_ids(ids);
	unsigned id;

	(void)state;
	for (i = 0; i < n_ids; i++) {
		struct cause *c = cause_find(ids[i]);

		assert_non_null(c);
		if (*c->title == '\0' || *c->what == '\0' || *c->why == '\0' || *c->tell == '\0' || *c->visitor == '\0'
			|| *c->helpdesk == '\0' ||
		    *c->admin == '\0' || *c->licence == '\0' || strpbrk(c->what, "{}[]") != NULL)
			fail_msg("%s", ids[i]);
		cause_free(c);
		for (j = i + 1; j < n_ids; j++)
			assert_string_not_equal(ids[i], ids[j]);
	}
	for (id = 0; id < N_FINDINGS; id++) {
		for (i = 0; i < n_ids && strcmp(ids[i], finding_name((enum finding_id)id)) != 0; i++)
			;
		if (i == n_ids)
			fail_msg("%s has no place", finding_name((enum finding_id)id));
	}
	for (j = 0; j < n; j++) {
		for (i = 0; i < n_ids && strcmp(ids[i], code_word(rows[j].cause)) != 0; i++)
			;
		if (i == n_ids)
			fail_msg("%s is no cause", code_word(rows[j].cause));
	}
	assert_null(cause_find("no-such-thing"));
}

/* What people paste, and the first cause that they must be told. */
static const struct { const char *pasted, *first; } pasted[] = {
	{ "NET::ERR_CERT_COMMON_NAME_INVALID", "name-mismatch" },
	{ "ERR_CERT_COMMON_NAME_INVALID", "name-mismatch" },
	{ "err cert common name invalid", "name-mismatch" },
	{ "net::ERR_CERT_DATE_INVALID", "expired" },
	{ "Your connection is not private ... NET::ERR_CERT_AUTHORITY_INVALID Subject: shop.example.net",
		"captive-portal" },
	{ "Error code: SSL_ERROR_BAD_CERT_DOMAIN", "name-mismatch" },
	{ "curl: (60) SSL certificate problem: certificate has expired\nMore details here:"
		" https://curl.se/docs/sslcerts.html", "expired" },
	{ "curl: (60) SSL certificate problem: unable to get local issuer certificate", "incomplete-chain" },
	{ "curl: (60) SSL certificate problem: self-signed certificate", "self-signed" },
	{ "curl: (60) SSL certificate problem: self signed certificate in certificate chain", "untrusted-root" },
	{ "curl: (60) SSL: no alternative certificate subject name matches target host name 'shop.example.net'",
		"name-mismatch" },
	{ "curl: (6) Could not resolve host: shop.example.net", "dns-failed" },
	{ "curl: (7) Failed to connect to localhost port 443 after 0 ms: Connection refused", "refused" },
	{ "curl: (35) error:0A00010B:SSL routines::wrong version number", "not-tls" },
	{ "curl: (35) error:1408F10B:SSL routines:ssl3_get_record:wrong version number", "not-tls" },
	{ "curl: (90) SSL: public key does not match pinned public key", "pin-mismatch" },
	{ "ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Hostname mismatch,"
		" certificate is not valid for "
		"'shop.example.net'. (_ssl.c:1006)", "name-mismatch" },
	{ "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1006)",
		"expired" },
	{ "[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1006)", "not-tls" },
	{ "Caused by: java.security.cert.CertificateExpiredException: NotAfter: Sun Aug 30 23:59:59 UTC 2026",
		"expired" },
	{ "\tat sun.security.ssl.Alert.createSSLException(Alert.java:131)\nCaused by:"
		" java.security.cert.CertificateException: No subject alternative DNS name "
		"matching shop.example.net found.", "name-mismatch" },
	{ "javax.net.ssl.SSLHandshakeException: Received fatal alert: handshake_failure", "handshake-failed" },
	{ "javax.net.ssl.SSLHandshakeException: PKIX path building failed:"
		" sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid "
		"certification path to requested target", "self-signed" },
	{ "Get \"https://shop.example.net/\": x509: certificate is valid for other.example.org, www.other.example.org,"
		" not shop.example.net", "name-mismatch" },
	{ "Get \"https://shop.example.net/\": x509: certificate is valid for other.example.org, not shop.example.net",
		"name-mismatch" },
	{ "x509: certificate has expired or is not yet valid: current time 2026-11-21T19:05:26Z is after"
		" 2025-01-01T00:00:00Z", "expired" },
	{ "x509: certificate has expired or is not yet valid: current time 2026-11-21T19:05:26Z is before"
		" 2030-01-01T00:00:00Z", "not-yet-valid" },
	{ "x509: certificate signed by unknown authority", "self-signed" },
	{ "dial tcp 192.0.2.1:443: connect: connection refused", "refused" },
	{ "dial tcp: lookup shop.example.net: no such host", "dns-failed" },
	{ "Verify return code: 20 (unable to get local issuer certificate)", "incomplete-chain" },
	{ "Verify return code: 62", "name-mismatch" },
	{ "verify error:num=10:certificate has expired", "expired" },
	{ "error 18 at 0 depth lookup: self-signed certificate", "self-signed" },
	{ "error:0A000086:SSL routines::certificate verify failed", "expired" },
	{ "error:0A000410:SSL routines:ssl3_read_bytes:sslv3 alert handshake"
		" failure:../ssl/record/rec_layer_s3.c:1601:SSL alert number 40", "handshake-failed" },
	{ "error:0A000458:SSL", "sni-rejected" },
	{ "SSL alert number 112", "sni-rejected" },
	{ "- Status: The certificate is NOT trusted. The name in the certificate does not match the expected. ",
		"name-mismatch" },
	{ "*** Fatal error: The TLS connection was non-properly terminated.", "connection-closed" },
	{ "0x800B0109", "self-signed" },
	{ "0x800b0101", "expired" },
	{ "-2146762487", "self-signed" },
	{ "error 2148204809", "self-signed" },
	{ "CERT_E_CN_NO_MATCH", "name-mismatch" },
	{ "WinHttp error 12037", "expired" },
	{ "NSURLErrorDomain Code=-1202 \"The certificate for this server is invalid.\"", "name-mismatch" },
	{ "NSURLErrorDomain error -1201", "expired" },
	{ "OSStatus -9814", "expired" },
	{ "CFNetwork SSLHandshake failed (-9843)", "name-mismatch" },
	{ "-8181", "expired" },
	{ "gnutls error -43", "expired" },
	{ "Error: connect ECONNREFUSED 127.0.0.1:443", "refused" },
	{ "{ code: 'CERT_HAS_EXPIRED' }", "expired" },
	{ "Error [ERR_TLS_CERT_ALTNAME_INVALID]: Hostname/IP does not match certificate's altnames: Host: localhost. is"
		" not in the cert's altnames: "
		"DNS:wrong.example", "name-mismatch" },
	{ "ERROR: The certificate of \xe2\x80\x98localhost\xe2\x80\x99 has expired.", "expired" },
	{ "fatal: unable to access 'https://localhost:8443/x/': SSL certificate problem: certificate has expired",
		"expired" },
	{ "name-mismatch", "name-mismatch" },
	{ "captive-portal", "captive-portal" },
	{ "ech-failed", "ech-failed" },
	{ "Name mismatch", "name-mismatch" },
	{ "invalid peer certificate: UnknownIssuer", "self-signed" },
	{ "DNS_PROBE_FINISHED_NXDOMAIN", "dns-failed" },
	{ "PR_END_OF_FILE_ERROR", "connection-closed" },
	{ "0x80072f8f", "captive-portal" },
	{ "error 800b0109", "self-signed" }, { "it says 800B0101 when I open it", "expired" },
	{ "Invalid certificate received from server. Error code: 0xffffffff800b010f", "name-mismatch" },
	{ "the command failed with exit status 28", "timeout" },
	{ "Caused by: peer not authenticated", "no-certificate" },
	{ "Your connection isn\xe2\x80\x99t private", "captive-portal" },
	{ "javax.net.ssl.SSLPeerUnverifiedException: Certificate for <a.example> doesn't match any of the subject"
		" alternative names: [b.example]", "name-mismatch" },
	{ "SSL peer certificate or SSH remote key was not OK", "expired" },
};

static void pasted_surroundings_are_seen_through(void **state)
{
	unsigned bad = 0;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(pasted); i++) {
		struct explanation *x = explain_with(book, pasted[i].pasted);

		if (!x->known || strcmp(x->causes[0]->id, pasted[i].first) != 0) {
			print_error("%s: not %s first:", pasted[i].pasted, pasted[i].first);
			print_causes(x);
			bad++;
		}
		explanation_free(x);
	}
	assert_int_equal(bad, 0);
}

/* Who speaks: the same alert is another thing in a server's log, in a client's message, and where nobody says. */
static const struct { const char *pasted, *first, *not, *says; } speakers[] = {
	{ "E1129 10:00:00.000 1 authentication.go:73] \"Unable to authenticate the request\" err=\"[x509: certificate has"
		" expired or is not yet valid]\"", "client-cert-refused", "expired", "A server wrote this" },
	{ "\"msg\":\"rejected connection on peer endpoint\",\"error\":\"tls: failed to verify certificate: x509: certificate"
		" signed by unknown authority\"", "client-cert-refused", "unknown-issuer", "A server wrote this" },
	{ "http: TLS handshake error from 192.0.2.77:40001: remote error: tls: bad certificate", "client-distrusts",
		"client-cert-refused", "came from the client" },
	{ "http: TLS handshake error from 192.0.2.77:40001: EOF", "client-left", "connection-closed", "about one of its" },
	{ "2026/11/21 09:12:01 [info] 7#7: *3 SSL_do_handshake() failed (SSL: error:0A000418:SSL routines::tlsv1 alert"
		" unknown ca:SSL alert number 48) while SSL handshaking, client: 192.0.2.9, server: 0.0.0.0:443",
		"client-distrusts", "client-cert-refused", "came from the client" },
	{ "2026/11/21 09:12:01 [info] 7#7: *3 client SSL certificate verify error: (10:certificate has expired) while"
		" reading client request headers, client: 192.0.2.9", "client-cert-refused", "expired", "about one of its" },
	{ "[error] 9#9: *1 upstream SSL certificate verify error: (10:certificate has expired) while SSL handshaking to"
		" upstream, client: 192.0.2.9, server: a.example", "expired", "client-cert-refused", "A proxy" },
	{ "[error] 9#9: *1 upstream SSL certificate does not match \"api.b.example\" while SSL handshaking to upstream,"
		" client: 192.0.2.9", "name-mismatch", "client-cert-refused", "A proxy" },
	{ "error:0A000418:SSL routines::tlsv1 alert unknown ca", "client-distrusts", "client-cert-required",
		"other side" },
	{ "The TLS protocol defined fatal alert code is 46.", "client-distrusts", "handshake-failed", NULL },
	{ "event 36887 alert 48", "client-distrusts", "self-signed", "other side" },
	{ "event 36888 alert 48", "self-signed", "client-distrusts", "sent the alert itself" },
	{ "36888 48", "self-signed", "client-cert-refused", "sent the alert itself" },
	{ "36888 alert code 44", "revoked", "client-distrusts", "sent the alert itself" },
	{ "Schannel 36887 (45)", "client-distrusts", "expired", "other side" },
	{ "36887", "alert-unnamed", "client-distrusts", "other side" },
	{ "36888", "alert-unnamed", "client-distrusts", "sent the alert itself" },
	{ "192.0.2.1:49182 [10/Oct/2023:08:01:01.104] https-in/1: SSL handshake failure (error:0A000416:SSL routines::"
		"sslv3 alert certificate unknown)", "client-distrusts", "client-cert-refused", "came from the client" },
	{ "(5) eap_peap: ERROR: TLS Alert read:fatal:certificate expired", "client-distrusts", "expired", "came from the client" },
	{ "{\"level\":\"warn\",\"msg\":\"rejected connection\",\"remote-addr\":\"10.0.0.4:41234\",\"server-name\":\"\",\"error\":"
		"\"remote error: tls: bad certificate\"}", "client-distrusts", "client-cert-refused", "came from the client" },
	{ "failed to accept an incoming connection: from 192.0.2.5: TLS handshake set result code to 1: file"
		" ../ssl/record/rec_layer_s3.c line 1586: error:0A000418:SSL routines::tlsv1 alert unknown ca",
		"client-distrusts", "client-cert-refused", "came from the client" },
	{ "STARTTLS=server, error: accept failed=-1, reason=tlsv1 alert unknown ca, SSL_error=1, errno=0, retry=-1",
		"client-distrusts", "client-cert-refused", "came from the client" },
	{ "Error negotiating SSL connection on FD 12: error:0A000416:SSL routines::sslv3 alert certificate unknown (1/0)",
		"client-distrusts", "client-cert-refused", "came from the client" },
	{ "tlsClientError Error: 140:error:14094416:SSL routines:ssl3_read_bytes:sslv3 alert certificate unknown",
		"client-distrusts", "client-cert-refused", "came from the client" },
	{ "org.apache.tomcat.util.net.NioEndpoint.setSocketOptions Handshake failed: javax.net.ssl.SSLHandshakeException:"
		" Received fatal alert: certificate_unknown", "client-distrusts", "client-cert-refused",
		"came from the client" },
	{ "TLS error on connection from [192.0.2.5] (gnutls_handshake): A TLS fatal alert has been received.:"
		" Certificate is bad", "client-distrusts", "client-cert-refused", "came from the client" },
	{ "TLS: can't accept: error:0A000418:SSL routines::tlsv1 alert unknown ca.", "client-distrusts",
		"client-cert-refused", "came from the client" },
	{ "postfix/smtps/smtpd[7282]: warning: TLS library problem: error:0A000126:SSL routines::unexpected eof while"
		" reading", "client-left", "connection-closed", "about one of its" },
	{ "curl: (56) OpenSSL SSL_read: error:0A000412:SSL routines::sslv3 alert bad certificate, errno 0",
		"client-cert-refused", "client-distrusts", "came from the server" },
};

static void it_is_known_who_speaks(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(speakers); i++) {
		struct explanation *x = explain_with(book, speakers[i].pasted);
		bool other = has_cause(x, speakers[i].not) && strcmp(speakers[i].first, "client-distrusts") != 0;

		if (x->n_causes == 0 || strcmp(x->causes[0]->id, speakers[i].first) != 0 || other
			|| (speakers[i].says != NULL
				&& (x->says == NULL || strstr(x->says, speakers[i].says) == NULL))) {
			print_causes(x);
			fail_msg("%s: %s", speakers[i].pasted, x->says != NULL ? x->says : "nothing said");
		}
		explanation_free(x);
	}
}

/* A program's own files: no other had part in it, whoever writes. */
static void nobody_else_is_named_for_a_file_of_its_own(void **state)
{
	struct explanation *x = explain_with(book, "imap-login: Error: Failed to initialize SSL server context: Can't"
		" load SSL certificate (ssl_cert setting): error:0909006C:PEM routines:get_name:no start line");

	(void)state;
	assert_true(has_cause(x, "unreadable-file"));
	assert_null(x->says);
	explanation_free(x);
}

/* A short piece decides nothing against a longer one, and a row never shrinks to the word that stands for a name. */
static void fragments_decide_nothing(void **state)
{
	static const struct { const char *pasted, *first; } rows[] = {
		{ "tls: server sent certificate containing RSA key larger than 8192 bits", "unsupported-key" },
		{ "psql: error: server certificate for \"db7.example\" does not match host name \"db8.example\"",
			"name-mismatch" },
		{ "curl: (56) Received HTTP code 407 from proxy after CONNECT", "proxy-failed" },
		{ "(host name mismatch)", "name-mismatch" },
		{ "454 4.7.5 Certificate validation failure, Reason:UntrustedRoot", "self-signed" },
		{ "git: fatal: unable to access 'https://git.example/': SSL certificate problem: self-signed certificate in"
			" certificate chain", "untrusted-root" },
		{ "MOZILLA_PKIX_ERROR_NOT_YET_VALID_ISSUER_CERTIFICATE", "clock-wrong" },
		{ "SSL_CTX_use_PrivateKey_file failed: error:05800074:x509 certificate routines::key values mismatch",
			"key-mismatch" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct explanation *x = explain_with(book, rows[i].pasted);

		if (x->n_causes == 0 || strcmp(x->causes[0]->id, rows[i].first) != 0) {
			print_causes(x);
			fail_msg("%s", rows[i].pasted);
		}
		explanation_free(x);
	}
}

/* One cause, where the text says which. */
static void a_telling_text_has_one_cause(void **state)
{
	static const char *const texts[] = { "curl: (60) SSL certificate problem: certificate has expired",
		("Unable to connect to the server: tls: failed to verify certificate: x509: certificate is valid for "
		"10.96.0.1, not 203.0.113.5"),
		"curl: (60) SSL: no alternative certificate subject name matches target host name 'a.example'",
		"error:0A00010B:SSL routines::wrong version number", "revoked", "SEC_ERROR_REVOKED_CERTIFICATE" };
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(texts); i++) {
		struct explanation *x = explain_with(book, texts[i]);

		if (x->n_causes != 1) {
			print_causes(x);
			fail_msg("%s", texts[i]);
		}
		explanation_free(x);
	}
}

static void an_ambiguous_code_says_so(void **state)
{
	static const char *const texts[] =
		{ "NET::ERR_CERT_AUTHORITY_INVALID", "NET::ERR_CERT_DATE_INVALID", "NET::ERR_CERT_INVALID",
		"curl: (60)", "(35)",
		/* what says that something is wrong narrows nothing that says what */
		"Certificate verification failed: The certificate is NOT trusted. The certificate issuer is unknown.",
		"ERROR 2026 (HY000): TLS/SSL error: Certificate verification failure: The certificate is NOT trusted.",
		"postfix/smtpd[481]: SSL_accept error from unknown[192.0.2.22]: -1",
		"verification failed", "unable to verify certificate", "certificate not trusted", "TLS handshake error",
		("SSL operation failed with code 1. error:1416F086:SSL routines:tls_process_server_certificate:"
		"certificate verify failed") };
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(texts); i++) {
		struct explanation *x = explain_with(book, texts[i]);

		if (x->n_causes < 3)
			fail_msg("%s", texts[i]);
		explanation_free(x);
	}
}

static void typing_errors_are_seen_through(void **state)
{
	static const struct { const char *typed, *meant; } typos[] = {
		{ "ERR_CERT_COMON_NAME_INVLID", "NET::ERR_CERT_COMMON_NAME_INVALID" },
		{ "SEC_EROR_UNKNOWN_ISUER", "SEC_ERROR_UNKNOWN_ISSUER" },
		{ "SSL_ERROR_BAD_CERT_DOMIAN", "SSL_ERROR_BAD_CERT_DOMAIN" },
		{ "NET ERR CERT DATE INVALLID", "NET::ERR_CERT_DATE_INVALID" },
	};
	size_t i, j;

	(void)state;
	for (i = 0; i < COUNT(typos); i++) {
		struct explanation *x = explain_with(book, typos[i].typed);
		bool found = false;

		for (j = 0; j < x->n_rows; j++)
			found |= strcmp(code_word(x->rows[j]->code), typos[i].meant) == 0;
		if (!x->known || x->near == NULL || strcmp(x->near, typos[i].meant) != 0 || !found)
			fail_msg("%s", typos[i].typed);
		explanation_free(x);
	}
}

static void nonsense_is_not_understood(void **state)
{
	static const char *const texts[] =
		{ "", " ", "800b0109-1f2e-4a", "ab:800b0109", "serial 800b01091f", "qqqq zzzz", "sap gui certificate",
		"the cat sat on the mat", "443", "2026-11-21", "http://shop.example.net/",
		"my password is wrong", "the printer has no paper" };
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(texts); i++) {
		struct explanation *x = explain_with(book, texts[i]);

		if (x->known) {
			print_causes(x);
			fail_msg("%s", texts[i]);
		}
		explanation_free(x);
	}
}

static void hostile_text_is_bounded_and_clean(void **state)
{
	char *huge = mem_alloc(1000001);
	struct explanation *x;
	size_t i;

	(void)state;
	for (i = 0; i < 1000000; i++)
		huge[i] = "A{[(0x-1 \033"[i % 10];
	x = explain_with(book, huge);
	assert_true(strlen(x->asked) < 2000);
	assert_null(strchr(x->asked, '\033'));
	explanation_free(x);
	free(huge);
}

static char *printed(const char *asked, unsigned who, bool ascii, int width)
{
	struct explanation *x = explain_with(book, asked);
	char *out = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&out, &n);

	assert_non_null(f);
	assert_int_equal(explain_print(f, x, &(struct explain_style){ who, false, ascii, width }), 0);
	assert_int_equal(fclose(f), 0);
	explanation_free(x);
	return out;
}

/* Of a piece, and of words of one's own, no more is said than that it is likely. */
static void a_piece_means_nothing_for_certain(void **state)
{
	static const struct { const char *text; bool guess; } rows[] = {
		{ "function was unable to check", true }, { "the certificate is from a different website", true },
		{ "SEC_EROR_REVOKED_CERTIFICATE", false }, { "SEC_ERROR_REVOKED_CERTIFICATE", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct explanation *x = explain_with(book, rows[i].text);
		char *out = printed(rows[i].text, READER_ALL, false, 80);

		if (!x->known || x->guess != rows[i].guess
			|| (x->n_causes == 1 && (strstr(out, "This means one thing") == NULL) != rows[i].guess)) {
			print_causes(x);
			fail_msg("%s: %s", rows[i].text, out);
		}
		free(out);
		explanation_free(x);
	}
}

static void print_keeps_to_the_width(void **state)
{
	char *out = printed("NET::ERR_CERT_DATE_INVALID", READER_ALL, true, 72), *p, *save;

	(void)state;
	assert_non_null(strstr(out, "expired"));
	assert_non_null(strstr(out, "clock-wrong"));
	assert_non_null(strstr(out, "SEC_ERROR_EXPIRED_CERTIFICATE"));
	for (p = strtok_r(out, "\n", &save); p != NULL; p = strtok_r(NULL, "\n", &save)) {
		if (strlen(p) > 72)
			fail_msg("%s", p);
		for (; *p != '\0'; p++)
			assert_true((unsigned char)*p < 0x80);
	}
	free(out);
}

static void print_of_the_unknown_offers_the_nearest(void **state)
{
	char *out = printed("SEC_ERR_UNKN_SEC_ISS_CODE", READER_VISITOR, false, 80);

	(void)state;
	assert_non_null(strstr(out, "not known"));
	assert_non_null(strstr(out, "SEC_ERROR_UNKNOWN_ISSUER"));
	free(out);
	out = printed("SEC_EROR_UNKNOWN_ISUER", READER_VISITOR, false, 80);
	assert_non_null(strstr(out, "Not word for word"));
	assert_non_null(strstr(out, "   SEC_ERROR_UNKNOWN_ISSUER\n"));
	free(out);
	out = printed("SEC_EROR_UNKNOWN_ISUER", READER_HELPDESK, false, 80);
	assert_non_null(strstr(out, "Read as       SEC_ERROR_UNKNOWN_ISSUER"));
	free(out);
}

static size_t lines_of(const char *text)
{
	size_t n = 0;

	for (; *text != '\0'; text++)
		n += *text == '\n';
	return n;
}

/* Of a numbered list, its longest entry. */
static size_t longest_entry(const char *text)
{
	size_t longest = 0, n = 0;

	for (const char *end; *text != '\0'; text = *end == '\0' ? end : end + 1) {
		end = text + strcspn(text, "\n");
		if (text[0] >= '1' && text[0] <= '9' && (text[1] == '.' || text[2] == '.'))
			n = 1;
		else
			n = n > 0 && end > text ? n + 1 : 0;
		longest = n > longest ? n : longest;
	}
	return longest;
}

/* What is read into the phone is ten lines at most, for every row; of several causes each takes three at most. */
static void answers_are_short(void **state)
{
	const struct code_row *rows;
	size_t n = code_rows(&rows);

	(void)state;
	for (size_t i = 0; i < n; i++) {
		for (unsigned who = 0; who < N_READERS; who++) {
			if (who != READER_HELPDESK && i % 7 != 0)
				continue;
			char *out = printed(code_word(rows[i].code), who, true, 80);

			if (who == READER_HELPDESK ? lines_of(out) > EXPLAIN_HELPDESK : longest_entry(out) > 3)
				fail_msg("%s", out);
			free(out);
		}
	}
}

/* No cause is cut off in the middle of a sentence, for nobody. */
static void no_answer_is_cut(void **state)
{
	const char *ids[CAUSES_MAX];
	size_t n = cause_ids(ids);
	unsigned bad = 0;

	(void)state;
	for (size_t i = 0; i < n; i++)
		for (unsigned who = 0; who <= READER_ALL; who++) {
			char *out = printed(ids[i], who, false, 80);

			if (strstr(out, "\342\200\246\n") != NULL
				|| (who == READER_HELPDESK && lines_of(out) > EXPLAIN_HELPDESK)) {
				print_error("%u: %s\n", who, out);
				bad++;
			}
			free(out);
		}
	assert_int_equal(bad, 0);
}

/* Whoever reads a code stands before a page that has stopped: no advice to go on. */
static void a_page_that_stopped_is_not_talked_away(void **state)
{
	static const char *const codes[] = { "SEC_ERROR_UNKNOWN_ISSUER", "NET::ERR_CERT_AUTHORITY_INVALID",
		"SEC_ERROR_OCSP_OLD_RESPONSE", "MOZILLA_PKIX_ERROR_OCSP_RESPONSE_FOR_CERT_MISSING",
		"unable to get local issuer certificate", "incomplete-chain" };

	(void)state;
	for (size_t i = 0; i < COUNT(codes); i++)
		for (unsigned who = 0; who <= READER_ALL; who++) {
			char *out = printed(codes[i], who, true, 200);

			if (strstr(out, "You may go on") != NULL || strstr(out, "You risk nothing") != NULL)
				fail_msg("%s", out);
			free(out);
		}
}

/* Every row as in its file; codes_of() finds a cause by halving. */
static void codes_stand_in_the_order_of_their_causes(void **state)
{
	struct line { const char *cause, *tool, *code, *note, *speaker, *version, *source; };
	static const struct line codes[] = {
#include "explain/error-codes.inc"
	}, files[] = {
#include "explain/error-codes.inc"
#include "explain/messages.inc"
	};
	size_t n = sizeof files / sizeof *files;
	const struct code_row *all;

	(void)state;
	assert_int_equal(code_rows(&all), n);
	for (size_t k = 0; k < n; k++) {
		assert_string_equal(code_word(all[k].cause), files[k].cause);
		assert_string_equal(code_word(all[k].tool), files[k].tool);
		assert_string_equal(code_word(all[k].code), files[k].code);
		assert_string_equal(code_word(all[k].note), files[k].note);
		assert_string_equal(code_word(all[k].speaker), files[k].speaker);
	}
	for (size_t k = 1; k < sizeof codes / sizeof *codes; k++)
		if (strcmp(code_word(all[k - 1].cause), code_word(all[k].cause)) > 0)
			fail_msg("%s stands before %s", code_word(all[k - 1].cause), code_word(all[k].cause));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_cause_has_words_and_a_place_in_the_order),
		cmocka_unit_test(codes_stand_in_the_order_of_their_causes),
		cmocka_unit_test(every_row_finds_its_own_cause),
		cmocka_unit_test(pasted_surroundings_are_seen_through),
		cmocka_unit_test(it_is_known_who_speaks),
		cmocka_unit_test(nobody_else_is_named_for_a_file_of_its_own),
		cmocka_unit_test(fragments_decide_nothing),
		cmocka_unit_test(a_telling_text_has_one_cause),
		cmocka_unit_test(an_ambiguous_code_says_so),
		cmocka_unit_test(a_piece_means_nothing_for_certain),
		cmocka_unit_test(typing_errors_are_seen_through),
		cmocka_unit_test(nonsense_is_not_understood),
		cmocka_unit_test(hostile_text_is_bounded_and_clean),
		cmocka_unit_test(answers_are_short),
		cmocka_unit_test(no_answer_is_cut),
		cmocka_unit_test(a_page_that_stopped_is_not_talked_away),
		cmocka_unit_test(print_keeps_to_the_width),
		cmocka_unit_test(print_of_the_unknown_offers_the_nearest),
	};

	return cmocka_run_group_tests(tests, open_book, close_book);
}
