/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private keys given with certificates: in the same file, in further ones, by --key. Each is named for whose it is, and
 * none of them is ever shown. */
#include "engine/engine.h"

#include "base/mem.h"
#include "batch/table.h"
#include "explain/brief.h"
#include "net/net.h"
#include "report/json.h"
#include "report/markdown.h"
#include "report/plain-text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <gnutls/abstract.h>
#include <gnutls/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATIENCE_MS = 30000, MOST = 64 * 1024 };

/* a.pem and b.pem with a.key and b.key, a.csr, c.key that is nobody's, a-locked.key under "secret". */
static char folder[64];

/* What is answered to the first question; the next one has no answer. */
static const char *says = "secret";

static gnutls_x509_privkey_t make_key(void)
{
	gnutls_x509_privkey_t key;

	assert_int_equal(gnutls_x509_privkey_init(&key), 0);
	assert_int_equal(gnutls_x509_privkey_generate(key, GNUTLS_PK_ECDSA,
		GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0), 0);
	return key;
}

static char *path_of(const char *name)
{
	return mem_printf("%s/%s", folder, name);
}

static void put(const char *name, const void *p, size_t n, const char *mode)
{
	char *path = path_of(name);
	FILE *f = fopen(path, mode);

	assert_non_null(f);
	assert_int_equal(fwrite(p, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
	free(path);
}

static void put_cert(const char *name, gnutls_x509_privkey_t key, const char *dn, const char *mode)
{
	gnutls_x509_crt_t crt;
	gnutls_datum_t d;
	unsigned char serial = 1;
	const char *err;

	assert_int_equal(gnutls_x509_crt_init(&crt), 0);
	assert_int_equal(gnutls_x509_crt_set_version(crt, 3), 0);
	assert_int_equal(gnutls_x509_crt_set_serial(crt, &serial, 1), 0);
	assert_int_equal(gnutls_x509_crt_set_dn(crt, dn, &err), 0);
	assert_int_equal(gnutls_x509_crt_set_activation_time(crt, 1700000000), 0);
	assert_int_equal(gnutls_x509_crt_set_expiration_time(crt, 1900000000), 0);
	assert_int_equal(gnutls_x509_crt_set_key(crt, key), 0);
	assert_int_equal(gnutls_x509_crt_sign2(crt, crt, key, GNUTLS_DIG_SHA256, 0), 0);
	assert_int_equal(gnutls_x509_crt_export2(crt, GNUTLS_X509_FMT_PEM, &d), 0);
	put(name, d.data, d.size, mode);
	gnutls_free(d.data);
	gnutls_x509_crt_deinit(crt);
}

static void put_key(const char *name, gnutls_x509_privkey_t key, const char *password, const char *mode)
{
	char pem[4096];
	size_t n = sizeof pem;

	if (password != NULL)
		assert_int_equal(gnutls_x509_privkey_export_pkcs8(key, GNUTLS_X509_FMT_PEM, password,
			GNUTLS_PKCS_PBES2_AES_256, pem, &n), 0);
	else
		assert_int_equal(gnutls_x509_privkey_export(key, GNUTLS_X509_FMT_PEM, pem, &n), 0);
	put(name, pem, strlen(pem), mode);
}

static void put_request(const char *name, gnutls_x509_privkey_t key)
{
	gnutls_x509_crq_t crq;
	gnutls_datum_t d;

	assert_int_equal(gnutls_x509_crq_init(&crq), 0);
	assert_int_equal(gnutls_x509_crq_set_version(crq, 1), 0);
	assert_int_equal(gnutls_x509_crq_set_dn_by_oid(crq, GNUTLS_OID_X520_COMMON_NAME, 0, "a", 1), 0);
	assert_int_equal(gnutls_x509_crq_set_key(crq, key), 0);
	assert_int_equal(gnutls_x509_crq_sign2(crq, key, GNUTLS_DIG_SHA256, 0), 0);
	assert_int_equal(gnutls_x509_crq_export2(crq, GNUTLS_X509_FMT_PEM, &d), 0);
	put(name, d.data, d.size, "w");
	gnutls_free(d.data);
	gnutls_x509_crq_deinit(crq);
}

static int group_setup(void **state)
{
	gnutls_x509_privkey_t a = make_key(), b = make_key(), c = make_key();

	(void)state;
	(void)snprintf(folder, sizeof folder, "/tmp/certcard-keys-XXXXXX");
	assert_non_null(mkdtemp(folder));
	put_cert("a.pem", a, "CN=a", "w");
	put_cert("b.pem", b, "CN=b", "w");
	put_key("a.key", a, NULL, "w");
	put_key("b.key", b, NULL, "w");
	put_key("c.key", c, NULL, "w");
	put_key("a-locked.key", a, "secret", "w");
	put_request("a.csr", a);
	put_request("b.csr", b);
	put_cert("both.pem", a, "CN=a", "w");
	put_key("both.pem", a, NULL, "a");
	put_cert("wrong.pem", a, "CN=a", "w");
	put_key("wrong.pem", b, NULL, "a");
	gnutls_x509_privkey_deinit(a);
	gnutls_x509_privkey_deinit(b);
	gnutls_x509_privkey_deinit(c);
	return 0;
}

static int group_teardown(void **state)
{
	static const char *const names[] = { "a.pem", "b.pem", "a.key", "b.key", "c.key", "a-locked.key", "a.csr",
		"b.csr", "both.pem", "wrong.pem" };

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char *path = path_of(names[i]);

		(void)unlink(path);
		free(path);
	}
	(void)rmdir(folder);
	return 0;
}

/* Lists that are opened before that, one after the other, as the screen does; "|" stands between them. */
static const char *opened;

static void open_list(struct engine *g, const struct opts *o, char **list, size_t n)
{
	struct given read;

	given_read(&read, list, n, o);
	engine_beside(g, &read);
	given_done(&read);
	while (n > 0)
		free(list[--n]);
}

static void open_lists(struct engine *g, const struct opts *o)
{
	char *words = mem_strdup(opened != NULL ? opened : ""), *save = NULL, *list[8];
	size_t n = 0;

	for (char *w = strtok_r(words, " ", &save); w != NULL; w = strtok_r(NULL, " ", &save)) {
		if (strcmp(w, "|") != 0) {
			list[n++] = path_of(w);
			continue;
		}
		open_list(g, o, list, n);
		n = 0;
	}
	open_list(g, o, list, n);
	free(words);
}

/* The first of these targets is inspected; all were named. `key`: --key, or NULL. `asked` counts the questions, each of
 * which is answered; NULL: there is nobody to ask. */
static struct inspection *inspect(const char *targets, const char *key, int *asked)
{
	char *words = mem_strdup(targets), *save = NULL, *list[8], *given = key != NULL ? path_of(key) : NULL;
	double until = net_clock_ms() + PATIENCE_MS;
	struct engine_question q;
	struct inspection *i;
	struct engine *g;
	struct given all;
	struct opts o;
	struct cc_err e;

	opts_defaults(&o);
	o.offline = true;
	o.at_set = true;
	o.at = 1800000000;
	o.key = given;
	o.targets = list;
	for (char *w = strtok_r(words, " ", &save); w != NULL; w = strtok_r(NULL, " ", &save))
		list[o.n_targets++] = path_of(w);
	if (given_parse(&all, &o, &e) != 0)
		fail_msg("%s", e.msg);
	g = engine_new(&(struct engine_input){ .opts = &o, .given = &all, .asks = asked != NULL }, &e);
	if (g == NULL)
		fail_msg("%s", e.msg);
	open_lists(g, &o);
	(void)engine_start(g, &all.list[0], NULL);
	given_done(&all);
	while ((i = engine_take(g, NULL, NULL, NULL)) == NULL) {
		assert_true(net_clock_ms() < until);
		(void)engine_turn(g, NULL, 0, 1000);
		for (; engine_question(g, &q); (*asked)++)
			engine_answer(g, q.job, q.again ? NULL : says);
	}
	engine_free(g);
	for (size_t k = 0; k < o.n_targets; k++)
		free(list[k]);
	free(given);
	free(words);
	return i;
}

static const struct { const char *targets, *key, *says; bool mismatch; } rows[] = {
	{ "a.pem", NULL, NULL, false },
	{ "both.pem", NULL, "in the same file belongs to this certificate", false },
	{ "wrong.pem", NULL, "in the same file does not belong to this certificate: it belongs to none", true },
	{ "wrong.pem b.pem", NULL, "does not belong to this certificate: it belongs to the certificate of b in ", true },
	{ "a.pem", "a.key", "a.key belongs to this certificate", false },
	{ "a.pem", "b.key", "b.key does not belong to this certificate: it belongs to none", true },
	{ "a.pem b.pem", "b.key", "it belongs to the certificate of b in ", true },
	{ "a.pem a.key", NULL, "a.key belongs to this certificate", false },
	{ "a.pem a.key a.csr", NULL, "a.csr is for the same key", false },
	{ "a.pem b.key b.csr", NULL, "b.key does not belong to this certificate, but to the request of a in ", false },
	{ "a.pem a.key b.key b.csr", NULL, "a.key belongs to this certificate.", false },
	{ "a.csr b.key b.csr", NULL, "b.key does not belong to this request, but to the request of a in ", false },
	{ "a.pem c.key", NULL, "c.key does not belong to this certificate: it belongs to none", true },
	{ "a.pem b.pem b.key", NULL, NULL, false },
	{ "a.pem b.pem b.key a.key", NULL, "a.key belongs to this certificate", false },
	{ "a.pem a-locked.key", NULL, "a-locked.key is encrypted", false },
	{ "a.csr a.key", NULL, "a.key belongs to this request", false },
	{ "a.csr c.key", NULL, "c.key does not belong to this request", true },
	{ "a.key a.pem", NULL, "belongs to the certificate of a in ", false },
	{ "a.key a.csr a.pem", NULL, "a.pem, and to the request of a in ", false },
};

static void test_whose_it_is(void **state)
{
	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		struct inspection *i = inspect(rows[k].targets, rows[k].key, NULL);
		const struct step *last = i->n_steps > 0 ? &i->steps[i->n_steps - 1] : NULL;

		if (rows[k].says == NULL ? i->keys != NULL : i->keys == NULL || strstr(i->keys, rows[k].says) == NULL)
			fail_msg("row %zu says: %s", k, i->keys);
		if ((inspection_finding(i, FINDING_KEY_MISMATCH) != NULL) != rows[k].mismatch)
			fail_msg("row %zu: %s", k, i->verdict.headline);
		if (i->keys != NULL && i->n_cards > 0)
			assert_string_equal(last->text, i->keys);
		inspection_free(i);
	}
}

/* Why a key stays closed: nobody said its passphrase, or a wrong one. */
static void test_why_it_stays_closed(void **state)
{
	struct inspection *i = inspect("a-locked.key", NULL, NULL);
	int asked = 0;

	(void)state;
	assert_non_null(strstr(i->verdict.headline, "without its passphrase nobody can tell"));
	inspection_free(i);
	says = "wrong";
	i = inspect("a-locked.key", NULL, &asked);
	assert_int_equal(asked, 2);
	assert_non_null(strstr(i->verdict.headline, "none of the passphrases given opens it"));
	inspection_free(i);
	asked = 0;
	i = inspect("a.pem a-locked.key", NULL, &asked);
	assert_int_equal(asked, 2);
	assert_non_null(strstr(i->keys, "none of the passphrases given opens it"));
	inspection_free(i);
	says = "secret";
}

static void test_a_key_alone(void **state)
{
	struct inspection *i = inspect("a.key", NULL, NULL);
	char *brief;

	(void)state;
	assert_string_equal(finding_name(i->findings[0].id), "no-certificate");
	assert_non_null(strstr(i->verdict.headline, "holds a private key (EC P-256)"));
	assert_int_equal(i->findings[0].n_codes, 0);            /* there was no handshake */
	inspection_free(i);
	i = inspect("c.key a.pem", NULL, NULL);
	assert_string_equal(finding_name(i->findings[0].id), "key-mismatch");
	inspection_free(i);
	i = inspect("a.key a.pem", NULL, NULL);
	assert_int_equal(i->verdict.exit_status, 0);
	assert_string_equal(inspection_word(i), "KEY");
	brief = brief_line(i, 70);
	assert_string_equal(brief, "A private key, which belongs to what was given with it");
	free(brief);
	inspection_free(i);
	/* a request is no certificate */
	i = inspect("a.csr c.key", NULL, NULL);
	assert_non_null(strstr(i->verdict.headline, "does not belong to the request of a: it belongs to none"));
	inspection_free(i);
}

/* What is opened together on the screen is compared as what is named together, until the next list is opened. */
static void test_a_list_opened_later(void **state)
{
	static const struct { const char *opened, *target, *key, *says, *finding; } later[] = {
		{ "a.pem a.key c.key", "a.key", NULL, "belongs to the certificate of a in ", NULL },
		{ "a.pem a.key c.key", "a.pem", NULL, "a.key belongs to this certificate", NULL },
		{ "a.pem b.key c.key", "a.pem", NULL, NULL, NULL },
		{ "a.pem a.key c.key", "c.key", NULL, NULL, "key-mismatch" },
		{ "a.pem a.key", "b.key", NULL, NULL, "no-certificate" },
		{ "a.pem a.key | b.pem", "a.key", NULL, NULL, "no-certificate" },
		{ "a.pem a.key | b.pem b.key", "b.key", NULL, "belongs to the certificate of b in ", NULL },
		{ "b.pem none-such.pem c.key", "a.pem", "a.key", "a.key belongs to this certificate", NULL },
		{ "b.pem | b.key", "a.pem", "b.key", "b.key does not belong to this certificate", "key-mismatch" },
	};

	(void)state;
	for (size_t k = 0; k < sizeof later / sizeof *later; k++) {
		struct inspection *i;
		enum finding_id id;

		opened = later[k].opened;
		i = inspect(later[k].target, later[k].key, NULL);
		if (later[k].says == NULL ? i->keys != NULL : i->keys == NULL || strstr(i->keys, later[k].says) == NULL)
			fail_msg("row %zu says: %s", k, i->keys);
		if (later[k].finding == NULL)
			assert_null(inspection_finding(i, FINDING_KEY_MISMATCH));
		else
			assert_true(finding_by_name(later[k].finding, &id) && inspection_finding(i, id) != NULL);
		inspection_free(i);
	}
	opened = NULL;
}

/* A row of many says once that a key belongs to none. */
static void test_a_row_says_it_once(void **state)
{
	struct inspection *i = inspect("a.pem c.key", NULL, NULL);
	char *out = NULL, *first;
	size_t size = 0;
	FILE *f = open_memstream(&out, &size);

	(void)state;
	assert_int_equal(table_row(f, i, &(struct report_style){ .ascii = true, .width = 400 }), 0);
	assert_int_equal(fclose(f), 0);
	first = strstr(out, "does not belong to ");
	assert_non_null(first);
	assert_null(strstr(first + 1, "does not belong to "));
	free(out);
	inspection_free(i);
}

static void test_a_passphrase_is_asked_for(void **state)
{
	int asked = 0;
	struct inspection *i = inspect("a-locked.key a.pem", NULL, &asked);

	(void)state;
	assert_int_equal(asked, 1);
	assert_non_null(strstr(i->verdict.headline, "belongs to the certificate of a in "));
	inspection_free(i);
	i = inspect("a-locked.key a.pem", NULL, NULL);
	assert_non_null(strstr(i->verdict.headline, "encrypted private key"));
	inspection_free(i);
	/* whoever it belongs to is told, too, and somebody is asked once */
	asked = 0;
	i = inspect("a.pem a-locked.key", NULL, &asked);
	assert_int_equal(asked, 1);
	assert_non_null(strstr(i->keys, "a-locked.key belongs to this certificate"));
	inspection_free(i);
	asked = 0;
	i = inspect("a.pem", "a-locked.key", &asked);
	assert_int_equal(asked, 1);
	assert_non_null(strstr(i->keys, "belongs to this certificate"));
	inspection_free(i);
}

/* Several certificates under one --key: its passphrase is wanted once, and the others wait for that. Whoever asked may
 * be called off: then another one asks. */
static void test_a_passphrase_is_asked_for_once(void **state)
{
	char *key = path_of("a-locked.key"), *cert = path_of("a.pem");
	double until = net_clock_ms() + PATIENCE_MS;
	struct engine_question q;
	struct inspection *i;
	unsigned asker = 0;
	struct engine *g;
	struct opts o;
	struct cc_err e;
	size_t done = 0;

	(void)state;
	opts_defaults(&o);
	o.offline = true;
	o.key = key;
	g = engine_new(&(struct engine_input){ .opts = &o, .asks = true }, &e);
	assert_non_null(g);
	for (int n = 0; n < 3; n++) {
		struct target t;

		assert_int_equal(target_parse(&t, cert, &o, &e), 0);
		(void)engine_start(g, &t, NULL);
	}
	for (int asked = 0; done < 2; ) {
		assert_true(net_clock_ms() < until);
		(void)engine_turn(g, NULL, 0, 100);
		if (!engine_question(g, &q)) {
			assert_true(asked == 2);
		} else if (++asked == 1) {
			assert_int_equal(engine_active(g), 3);
			asker = q.job;
			engine_cancel(g, asker);
		} else {
			assert_int_equal(engine_active(g), 2);
			assert_true(q.job != asker);
			engine_answer(g, q.job, "secret");
			assert_false(engine_question(g, &q));
		}
		assert_true(asked <= 2);
		for (; (i = engine_take(g, NULL, NULL, NULL)) != NULL; done++) {
			assert_non_null(strstr(i->keys, "belongs to this certificate"));
			inspection_free(i);
		}
	}
	engine_free(g);
	free(key);
	free(cert);
}

/* Nothing of the key's own file stands in any report. */
static void test_no_key_is_shown(void **state)
{
	struct inspection *i = inspect("both.pem a.key", "a.key", NULL);
	char *text = NULL, *path = path_of("a.key"), line[128];
	size_t n;
	FILE *f = open_memstream(&text, &n), *key = fopen(path, "r");

	(void)state;
	assert_int_equal(report_json(f, i), 0);
	assert_int_equal(report_text(f, i, &(struct report_style){ .width = 80 }), 0);
	assert_int_equal(report_markdown(f, i, &(struct report_style){ .width = 80 }), 0);
	assert_int_equal(fclose(f), 0);
	assert_null(strstr(text, "PRIVATE KEY"));
	while (fgets(line, sizeof line, key) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		assert_true(strlen(line) < 10 || strstr(text, line) == NULL);
	}
	assert_int_equal(fclose(key), 0);
	free(text);
	free(path);
	inspection_free(i);
}

static void test_a_key_that_is_none(void **state)
{
	char *path = path_of("a.csr");
	struct opts o;
	struct cc_err e = { 0 };

	(void)state;
	opts_defaults(&o);
	o.key = path;
	assert_null(engine_new(&(struct engine_input){ .opts = &o }, &e));
	assert_non_null(strstr(e.msg, "no private key in it"));
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whose_it_is),
		cmocka_unit_test(test_why_it_stays_closed),
		cmocka_unit_test(test_a_key_alone),
		cmocka_unit_test(test_a_list_opened_later),
		cmocka_unit_test(test_a_row_says_it_once),
		cmocka_unit_test(test_a_passphrase_is_asked_for),
		cmocka_unit_test(test_a_passphrase_is_asked_for_once),
		cmocka_unit_test(test_no_key_is_shown),
		cmocka_unit_test(test_a_key_that_is_none),
	};

	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
