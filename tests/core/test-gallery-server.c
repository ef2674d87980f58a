/* SPDX-License-Identifier: GPL-3.0-or-later
 * The gallery as any client meets it: each scenario over a real connection, with a plain GnuTLS client. */
#include "gallery/gallery.h"
#include "gallery/list.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <gnutls/ocsp.h>
#include <gnutls/x509.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static struct demo *demo;

static int gallery_open(void **state)
{
	struct cc_err e = { 0 };

	(void)state;
	demo = demo_start(&e);
	return demo == NULL ? -1 : 0;
}

static int gallery_close(void **state)
{
	(void)state;
	demo_stop(demo);
	return 0;
}

static int port_of(const char *name)
{
	struct cc_err e = { 0 };
	int port = demo_port(demo, demo_find(name), &e);

	if (port == 0)
		fail_msg("%s: %s", name, e.msg);
	return port;
}

/* A connected socket; -1 when refused. A server that hangs ends the test by the socket's own time limit. */
static int dial(int port)
{
	struct sockaddr_in a =
		{ .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr = { htonl(INADDR_LOOPBACK) } };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_true(fd >= 0);
	(void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &(struct timeval){ .tv_sec = 20 }, sizeof(struct timeval));
	if (connect(fd, (struct sockaddr *)&a, sizeof a) != 0) {
		(void)close(fd);
		return -1;
	}
	return fd;
}

struct visit {
	gnutls_session_t session;
	gnutls_certificate_credentials_t credentials;
	int fd, result;
	unsigned n;              /* certificates shown */
	const gnutls_datum_t *certs;
};

static void visit(struct visit *v, const char *name)
{
	const char *host = demo_find(name)->host;

	assert_int_equal(gnutls_init(&v->session, GNUTLS_CLIENT | GNUTLS_NO_SIGNAL), 0);
	assert_int_equal(gnutls_priority_set_direct(v->session,
		"NORMAL:+VERS-TLS1.1:+VERS-TLS1.0:+SIGN-ECDSA-SHA1:%PROFILE_VERY_WEAK", NULL), 0);
	assert_int_equal(gnutls_certificate_allocate_credentials(&v->credentials), 0);
	gnutls_credentials_set(v->session, GNUTLS_CRD_CERTIFICATE, v->credentials);
	gnutls_server_name_set(v->session, GNUTLS_NAME_DNS, host, strlen(host));
	v->fd = dial(port_of(name));
	assert_true(v->fd >= 0);
	gnutls_transport_set_int(v->session, v->fd);
	do
		v->result = gnutls_handshake(v->session);
	while (v->result < 0 && !gnutls_error_is_fatal(v->result));
	v->certs = gnutls_certificate_get_peers(v->session, &v->n);
	if (v->certs == NULL)
		v->n = 0;
}

static void visit_end(struct visit *v)
{
	gnutls_deinit(v->session);
	gnutls_certificate_free_credentials(v->credentials);
	(void)close(v->fd);
}

static void test_table_is_complete_and_sound(void **state)
{
	const struct demo_scenario *s;

	(void)state;
	assert_int_equal(demo_count(), 41);
	assert_null(demo_at(demo_count()));
	assert_null(demo_find("no-such-scenario"));
	for (size_t i = 0; (s = demo_at(i)) != NULL; i++) {
		size_t n = strlen(s->host);

		assert_ptr_equal(demo_find(s->name), s);
		assert_true(n > 10 && strcmp(s->host + n - 10, ".localhost") == 0);
		for (const char *p = s->host; *p != '\0'; p++)
			assert_true(islower((unsigned char)*p) || isdigit((unsigned char)*p) || *p == '.' || *p == '-');
		assert_true(strlen(s->title) <= 50);
		assert_true(strlen(s->lesson.look) > 20 && strlen(s->lesson.question) > 20
			&& strlen(s->lesson.answer) > 20);
		assert_non_null(strchr(s->lesson.question, '?'));
		if (i > 0 && strcmp(s->topic, demo_at(i - 1)->topic) != 0)
			for (size_t k = 0; k + 1 < i; k++)
				if (strcmp(demo_at(k)->topic, s->topic) == 0)
					fail_msg("topic %s comes twice", s->topic);
	}
}

static const struct { const char *name; unsigned n; } shown[] = {
	{ "good", 2 }, { "expired", 2 }, { "expired-intermediate", 2 }, { "not-yet-valid", 2 }, { "expires-soon", 2 },
	{ "wrong-host", 2 }, { "www-missing", 2 }, { "wildcard-depth", 2 }, { "shared-host", 2 }, { "cn-only", 2 },
	{ "self-signed", 1 }, { "untrusted-root", 3 }, { "incomplete-chain", 1 }, { "incomplete-chain-fetchable", 1 },
	{ "disordered", 3 }, { "extra-certificates", 4 }, { "root-sent", 3 }, { "cross-signed", 4 }, { "revoked", 2 },
	{ "must-staple", 2 }, { "weak-signature", 2 }, { "weak-key", 2 }, { "not-a-ca", 3 }, { "path-length", 3 },
	{ "name-constraints", 2 }, { "wrong-purpose", 2 }, { "critical-extension", 2 }, { "bad-signature", 2 },
		{ "too-long", 2 },
	{ "intercepted", 2 }, { "client-certificate", 2 }, { "old-protocol", 2 }, { "hostile-text", 2 },
		{ "many-names", 2 },
	{ "huge-chain", 102 }, { "international", 2 }, { "new-root", 2 }, { "removed-root", 2 }, { "untrusted-log", 2 },
};

static void test_each_shows_its_chain(void **state)
{
	(void)state;
	assert_int_equal(sizeof shown / sizeof shown[0], demo_count() - 2);
	for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++) {
		struct visit v;

		visit(&v, shown[i].name);
		if (v.n != shown[i].n)
			fail_msg("%s: %u certificates, not %u (%s)", shown[i].name, v.n, shown[i].n,
				gnutls_strerror(v.result));
		if (v.result != 0)
			fail_msg("%s: %s", shown[i].name, gnutls_strerror(v.result));
		visit_end(&v);
	}
}

/* Whatever is wrong with a scenario, it is what its row says: no certificate of the gallery breaks the rules of DER or
 * X.509. */
static void test_none_is_malformed(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++) {
		struct visit v;

		visit(&v, shown[i].name);
		for (unsigned k = 0; k < v.n; k++) {
			struct cert *c = cert_read(v.certs[k].data, v.certs[k].size);

			if (!c->parsed || c->fault != NULL)
				fail_msg("%s, certificate %u: %s", shown[i].name, k,
					c->fault != NULL ? c->fault : "not parsed");
			cert_unref(c);
		}
		visit_end(&v);
	}
}

/* The verdict of GnuTLS with the gallery's root, for scenarios where one is to be had of it. */
static unsigned status_of(const char *name, gnutls_x509_trust_list_t list)
{
	gnutls_typed_vdata_st data =
		{ .type = GNUTLS_DT_DNS_HOSTNAME, .data = (unsigned char *)(uintptr_t)demo_find(name)->host };
	gnutls_x509_crt_t crt[16];
	unsigned status = 0, n;
	struct visit v;

	visit(&v, name);
	n = v.n < 16 ? v.n : 16;
	for (unsigned i = 0; i < n; i++) {
		assert_int_equal(gnutls_x509_crt_init(&crt[i]), 0);
		assert_int_equal(gnutls_x509_crt_import(crt[i], &v.certs[i], GNUTLS_X509_FMT_DER), 0);
	}
	assert_int_equal(gnutls_x509_trust_list_verify_crt2(list, crt, n, &data, 1,
		GNUTLS_PROFILE_TO_VFLAGS(GNUTLS_PROFILE_MEDIUM), &status, NULL), 0);
	for (unsigned i = 0; i < n; i++)
		gnutls_x509_crt_deinit(crt[i]);
	visit_end(&v);
	return status;
}

static const struct { const char *name; unsigned status; } verdicts[] = {
	{ "good", 0 }, { "new-root", 0 }, { "untrusted-log", 0 }, { "root-sent", 0 }, { "too-long", 0 }, { "expires-soon", 0 }, { "hostile-text", 0 },
		{ "many-names", 0 },
	{ "international", 0 }, { "old-protocol", 0 }, { "client-certificate", 0 }, { "disordered", 0 },
	{ "expired", GNUTLS_CERT_EXPIRED }, { "expired-intermediate", GNUTLS_CERT_EXPIRED },
	{ "not-yet-valid", GNUTLS_CERT_NOT_ACTIVATED }, { "wrong-host", GNUTLS_CERT_UNEXPECTED_OWNER },
	{ "www-missing", GNUTLS_CERT_UNEXPECTED_OWNER }, { "wildcard-depth", GNUTLS_CERT_UNEXPECTED_OWNER },
	{ "shared-host", GNUTLS_CERT_UNEXPECTED_OWNER }, { "self-signed", GNUTLS_CERT_SIGNER_NOT_FOUND },
	{ "untrusted-root", GNUTLS_CERT_SIGNER_NOT_FOUND }, { "intercepted", GNUTLS_CERT_SIGNER_NOT_FOUND },
	{ "incomplete-chain", GNUTLS_CERT_SIGNER_NOT_FOUND },
		{ "incomplete-chain-fetchable", GNUTLS_CERT_SIGNER_NOT_FOUND },
	{ "weak-signature", GNUTLS_CERT_INSECURE_ALGORITHM }, { "weak-key", GNUTLS_CERT_INSECURE_ALGORITHM },
	{ "not-a-ca", GNUTLS_CERT_SIGNER_NOT_CA }, { "path-length", GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE },
	{ "name-constraints", GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE },
		{ "critical-extension", GNUTLS_CERT_UNKNOWN_CRIT_EXTENSIONS },
	{ "bad-signature", GNUTLS_CERT_SIGNATURE_FAILURE },
};

static void test_another_verifier_sees_the_same_fault(void **state)
{
	struct cc_err e = { 0 };
	struct cert *root = demo_root(demo, &e);
	gnutls_x509_trust_list_t list;
	gnutls_x509_crt_t crt;

	(void)state;
	assert_non_null(root);
	assert_int_equal(gnutls_x509_crt_init(&crt), 0);
	assert_int_equal(gnutls_x509_crt_import(crt, &(gnutls_datum_t){ root->der, (unsigned)root->der_len },
		GNUTLS_X509_FMT_DER), 0);
	assert_int_equal(gnutls_x509_trust_list_init(&list, 0), 0);
	assert_int_equal(gnutls_x509_trust_list_add_cas(list, &crt, 1, 0), 1);
	for (size_t i = 0; i < sizeof verdicts / sizeof verdicts[0]; i++) {
		unsigned want = verdicts[i].status == 0 ? 0 : verdicts[i].status | GNUTLS_CERT_INVALID,
			got = status_of(verdicts[i].name, list);

		if (verdicts[i].status == 0 ? got != 0 : (got & want) != want)
			fail_msg("%s: status 0x%x, not 0x%x", verdicts[i].name, got, want);
	}
	gnutls_x509_trust_list_deinit(list, 1);
	cert_unref(root);
}

static void test_revoked_is_said_by_the_issuer(void **state)
{
	gnutls_x509_crt_t crt[2];
	gnutls_datum_t staple;
	gnutls_ocsp_resp_t resp;
	unsigned status, verify;
	struct visit v;

	(void)state;
	visit(&v, "revoked");
	assert_int_equal(gnutls_ocsp_status_request_get(v.session, &staple), 0);
	assert_int_equal(gnutls_ocsp_resp_init(&resp), 0);
	assert_int_equal(gnutls_ocsp_resp_import(resp, &staple), 0);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(gnutls_x509_crt_init(&crt[i]), 0);
		assert_int_equal(gnutls_x509_crt_import(crt[i], &v.certs[i], GNUTLS_X509_FMT_DER), 0);
	}
	assert_int_equal(gnutls_ocsp_resp_check_crt(resp, 0, crt[0]), 0);
	assert_int_equal(gnutls_ocsp_resp_verify_direct(resp, crt[1], &verify, 0), 0);
	assert_int_equal(verify, 0);
	assert_int_equal(gnutls_ocsp_resp_get_single(resp, 0, NULL, NULL, NULL, NULL, &status, NULL, NULL, NULL, NULL),
		0);
	assert_int_equal(status, GNUTLS_OCSP_CERT_REVOKED);
	for (int i = 0; i < 2; i++)
		gnutls_x509_crt_deinit(crt[i]);
	gnutls_ocsp_resp_deinit(resp);
	visit_end(&v);
}

static void test_missing_link_can_be_fetched(void **state)
{
	char request[256], answer[4096] = "";
	gnutls_datum_t url, der;
	gnutls_x509_crt_t leaf, issuer;
	size_t have = 0;
	struct visit v;
	char *path, *body;
	ssize_t n;
	int fd;

	(void)state;
	visit(&v, "incomplete-chain-fetchable");
	assert_int_equal(gnutls_x509_crt_init(&leaf), 0);
	assert_int_equal(gnutls_x509_crt_init(&issuer), 0);
	assert_int_equal(gnutls_x509_crt_import(leaf, &v.certs[0], GNUTLS_X509_FMT_DER), 0);
	assert_int_equal(gnutls_x509_crt_get_authority_info_access(leaf, 0, GNUTLS_IA_CAISSUERS_URI, &url, NULL), 0);
	assert_memory_equal(url.data, "http://127.0.0.1:", 17);
	fd = dial((int)strtol((char *)url.data + 17, &path, 10));
	assert_true(fd >= 0);
	n = snprintf(request, sizeof request, "GET %.*s HTTP/1.1\r\nHost: x\r\n\r\n",
		(int)(url.size - (size_t)(path - (char *)url.data)), path);
	assert_int_equal(send(fd, request, (size_t)n, MSG_NOSIGNAL), n);
	while ((n = recv(fd, answer + have, sizeof answer - 1 - have, 0)) > 0)
		have += (size_t)n;
	assert_memory_equal(answer, "HTTP/1.1 200", 12);
	body = strstr(answer, "\r\n\r\n");
	assert_non_null(body);
	der = (gnutls_datum_t){ (unsigned char *)body + 4, (unsigned)(have - (size_t)(body + 4 - answer)) };
	assert_int_equal(gnutls_x509_crt_import(issuer, &der, GNUTLS_X509_FMT_DER), 0);
	assert_true(gnutls_x509_crt_check_issuer(leaf, issuer));
	gnutls_free(url.data);
	gnutls_x509_crt_deinit(leaf);
	gnutls_x509_crt_deinit(issuer);
	(void)close(fd);
	visit_end(&v);
}

static void test_old_protocol_is_old(void **state)
{
	struct visit v;

	(void)state;
	visit(&v, "old-protocol");
	assert_int_equal(gnutls_protocol_get_version(v.session), GNUTLS_TLS1_1);
	visit_end(&v);
}

static void test_client_certificate_is_demanded(void **state)
{
	struct visit v;
	char c;

	(void)state;
	visit(&v, "client-certificate");
	assert_int_equal(gnutls_record_recv(v.session, &c, 1), GNUTLS_E_FATAL_ALERT_RECEIVED);
	assert_int_equal(gnutls_alert_get(v.session), GNUTLS_A_CERTIFICATE_REQUIRED);
	visit_end(&v);
}

static void test_plain_http_answers_a_hello_in_http(void **state)
{
	char answer[512] = "";
	int fd = dial(port_of("plain-http"));

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(send(fd, "\x16\x03\x01\x02\x00", 5, MSG_NOSIGNAL), 5);
	assert_true(recv(fd, answer, sizeof answer - 1, 0) > 0);
	assert_memory_equal(answer, "HTTP/1.1 400", 12);
	(void)close(fd);
}

static void test_closes_at_once_says_nothing(void **state)
{
	char c;
	int fd = dial(port_of("closes-at-once"));

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(recv(fd, &c, 1, 0), 0);
	(void)close(fd);
}

static void test_a_browser_that_goes_on_gets_a_page(void **state)
{
	static const char request[] = "GET /index.html HTTP/1.1\r\nHost: good.localhost\r\n\r\n";
	char answer[16384] = "";
	size_t have = 0;
	struct visit v;
	ssize_t n;

	(void)state;
	visit(&v, "good");
	assert_int_equal(gnutls_record_send(v.session, request, sizeof request - 1), sizeof request - 1);
	while ((n = gnutls_record_recv(v.session, answer + have, sizeof answer - 1 - have)) > 0)
		have += (size_t)n;
	assert_int_equal(n, 0);
	assert_memory_equal(answer, "HTTP/1.1 200", 12);
	assert_non_null(strstr(answer, demo_find("good")->lesson.question));
	assert_non_null(strstr(answer, "</html>"));
	visit_end(&v);
}

static void test_it_ends_when_its_owner_lets_go(void **state)
{
	struct cc_err e = { 0 };
	struct demo *d = demo_start(&e);
	int port, fd;

	(void)state;
	assert_non_null(d);
	port = demo_port(d, demo_find("good"), &e);
	assert_true(port > 0);
	assert_int_equal(demo_port(d, demo_find("good"), &e), port);
	fd = dial(port);
	assert_true(fd >= 0);
	demo_stop(d);
	(void)close(fd);
	assert_int_equal(dial(port), -1);
	assert_int_equal(errno, ECONNREFUSED);
	demo_stop(NULL);
}

static void test_each_run_has_a_root_of_its_own(void **state)
{
	struct cc_err e = { 0 };
	struct demo *d = demo_start(&e);
	struct cert *a = demo_root(demo, &e), *b = demo_root(d, &e);

	(void)state;
	assert_true(a->parsed && b->parsed && a->is_ca && a->self_signed);
	assert_memory_not_equal(a->spki_sha256, b->spki_sha256, 32);
	assert_int_equal(a->nc->n_permitted, 2);
	assert_string_equal(a->nc->permitted[0].value, "localhost");
	assert_int_equal(a->nc->n_excluded, 2);
	cert_unref(a);
	cert_unref(b);
	demo_stop(d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table_is_complete_and_sound),
		cmocka_unit_test(test_each_shows_its_chain),
		cmocka_unit_test(test_none_is_malformed),
		cmocka_unit_test(test_another_verifier_sees_the_same_fault),
		cmocka_unit_test(test_revoked_is_said_by_the_issuer),
		cmocka_unit_test(test_missing_link_can_be_fetched),
		cmocka_unit_test(test_old_protocol_is_old),
		cmocka_unit_test(test_client_certificate_is_demanded),
		cmocka_unit_test(test_plain_http_answers_a_hello_in_http),
		cmocka_unit_test(test_closes_at_once_says_nothing),
		cmocka_unit_test(test_a_browser_that_goes_on_gets_a_page),
		cmocka_unit_test(test_it_ends_when_its_owner_lets_go),
		cmocka_unit_test(test_each_run_has_a_root_of_its_own),
	};

	return cmocka_run_group_tests(tests, gallery_open, gallery_close);
}
