/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whose client certificates a server asks for, what is said of it, and whether the one at hand is one of them. */
#include "base/mem.h"
#include "lib/inspect.h"
#include "lib/written.h"
#include "pki/pki.h"
#include "report/json.h"
#include "report/markdown.h"
#include "result/phrases.h"
#include "x509/cert.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static struct loopback_identity *own;
static struct cert *fitting, *other;
static char path[] = "/tmp/certcard-client-XXXXXX";

static int client_setup(void **state)
{
	struct pki_spec spec = { .cn = "Another CA, of others", .flags = PKI_CA, .not_before = time(NULL) - 3600,
		.not_after = time(NULL) + 86400 };
	struct pki_cert made;
	struct pki_key *key;
	struct cc_err e;
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	(void)close(fd);
	own = loopback_identity_new();
	loopback_identity_save_own(own, path);
	fitting = loopback_identity_ca(own);
	key = pki_key_new(PKI_P256, &e);
	assert_int_equal(pki_cert_make(&made, &spec, key, NULL, &e), 0);
	other = cert_read(pki_cert_der(&made).p, pki_cert_der(&made).n);
	pki_cert_done(&made);
	pki_key_free(key);
	return 0;
}

static int client_teardown(void **state)
{
	(void)state;
	(void)unlink(path);
	cert_unref(fitting);
	cert_unref(other);
	loopback_identity_free(own);
	return 0;
}

static struct inspection *client_meet(const struct cert *ca, gnutls_certificate_request_t mode, bool show)
{
	struct loopback_tls tls = { .client_cert = mode, .client_ca = ca };
	struct opts o;

	opts_defaults(&o);
	if (show)
		o.cert = o.key = path;
	return inspect_part(&o, loopback_tls, &tls, NULL);
}

static void assert_request(const struct inspection *i, const char *begins, const char *ends)
{
	char *words = phrase_client_request(i, 3);

	assert_non_null(words);
	if (strncmp(words, begins, strlen(begins)) != 0
		|| strlen(words) < strlen(ends) || strcmp(words + strlen(words) - strlen(ends), ends) != 0)
		fail_msg("%s", words);
	free(words);
}

static void test_what_is_asked_for(void **state)
{
	struct inspection *i = client_meet(NULL, GNUTLS_CERT_IGNORE, true);
	char *words;

	(void)state;
	assert_null(phrase_client_request(i, 3));
	assert_null(i->connection.client_issuer);
	inspection_free(i);
	i = client_meet(NULL, GNUTLS_CERT_REQUEST, false);
	assert_request(i, "asked for", "asked for");
	inspection_free(i);
	i = client_meet(other, GNUTLS_CERT_REQUEST, false);
	assert_request(i, "asked for, of CN=Another CA\\, of others", "of others");
	/* where they are listed elsewhere they are counted, and one is one */
	words = phrase_client_request(i, 0);
	assert_string_equal(words, "asked for, of 1 CA");
	free(words);
	inspection_free(i);
}

static void test_the_one_at_hand(void **state)
{
	struct inspection *i = client_meet(fitting, GNUTLS_CERT_REQUEST, true);

	(void)state;
	assert_true(i->connection.client_fits);
	assert_request(i, "asked for, of CN=", ", fits");
	inspection_free(i);
	i = client_meet(other, GNUTLS_CERT_REQUEST, true);
	assert_false(i->connection.client_fits);
	assert_request(i, "asked for, of CN=Another CA", ", is of none of these");
	inspection_free(i);
	/* who names nobody takes any */
	i = client_meet(NULL, GNUTLS_CERT_REQUEST, true);
	assert_true(i->connection.client_fits);
	inspection_free(i);
}

static void test_a_refusal_says_whose_are_taken(void **state)
{
	struct inspection *i = client_meet(other, GNUTLS_CERT_REQUIRE, false);
	const struct finding *f = inspection_finding(i, FINDING_CLIENT_CERT_REQUIRED);

	(void)state;
	assert_non_null(f);
	assert_true(f->n_evidence > 0);
	assert_non_null(strstr(f->evidence[f->n_evidence - 1].text, "Another CA"));
	inspection_free(i);
}

static void test_reports(void **state)
{
	struct inspection *i = client_meet(other, GNUTLS_CERT_REQUEST, true);
	char *json = written(report_jsonl, i), *text = written_text(i),
		*note = report_markdown_string(i, &(struct report_style){ .width = 100 });

	(void)state;
	assert_non_null(strstr(json, "\"client_cert_requested\":true,\"client_cert_authorities\":"
		"[\"CN=Another CA\\\\, of others\"],\"client_cert_fits\":false"));
	assert_non_null(strstr(text, "Client cert  asked for, of CN=Another CA"));
	assert_non_null(strstr(note, "**Client certificate:** asked for, of CN\\=Another CA"));
	free(json);
	free(text);
	free(note);
	inspection_free(i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_asked_for),
		cmocka_unit_test(test_the_one_at_hand),
		cmocka_unit_test(test_a_refusal_says_whose_are_taken),
		cmocka_unit_test(test_reports),
	};

	loopback_no_proxy();
	return cmocka_run_group_tests(tests, client_setup, client_teardown);
}
