/* SPDX-License-Identifier: GPL-3.0-or-later
 * TLSA records: which fit, which cannot be used, and what is said in each case. The DNS itself is tried in
 * servers/dane.sh. */
#include "evidence/dane.h"
#include "pki/pki.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <gnutls/crypto.h>
#include <string.h>

enum { LEAF, CA, ROOT, OTHER, N_CERTS };
enum { PATH = 3, RDATA_BYTES = 4096 };

static struct cert *certs[N_CERTS];

static int make_certs(void **state)
{
	static const char *const names[] = { "www.dane.example", NULL };
	static const int issuers[N_CERTS] = { [LEAF] = CA, [CA] = ROOT, [ROOT] = -1, [OTHER] = -1 };
	static const int order[] = { ROOT, CA, LEAF, OTHER };
	struct pki_cert made[N_CERTS];
	struct pki_key *keys[N_CERTS];
	size_t k;

	(void)state;
	for (k = 0; k < N_CERTS; k++) {
		int at = order[k];
		struct pki_spec spec = { .cn = at == LEAF ? names[0] : "DANE CA", .names = at == LEAF ? names : NULL,
			.flags = at == LEAF ? 0 : PKI_CA, .not_before = 1700000000, .not_after = 1900000000 };

		keys[at] = pki_key_new(PKI_P256, NULL);
		assert_int_equal(pki_cert_make(&made[at], &spec, keys[at], issuers[at] >= 0 ? &made[issuers[at]] : NULL,
			NULL), 0);
		certs[at] = cert_read(pki_cert_der(&made[at]).p, pki_cert_der(&made[at]).n);
	}
	for (k = 0; k < N_CERTS; k++) {
		pki_cert_done(&made[k]);
		pki_key_free(keys[k]);
	}
	return 0;
}

static int drop_certs(void **state)
{
	size_t k;

	(void)state;
	for (k = 0; k < N_CERTS; k++)
		cert_unref(certs[k]);
	return 0;
}

/* A record about a certificate. */
static struct bytes record(uint8_t out[static RDATA_BYTES], int usage, int selector, int matching, const struct cert *c)
{
	struct bytes what = selector == 1 ? c->key.spki : (struct bytes){ c->der, c->der_len };
	size_t n = matching == 1 ? 32 : matching == 2 ? 64 : what.n;

	assert_true(n + 3 <= RDATA_BYTES);
	out[0] = (uint8_t)usage;
	out[1] = (uint8_t)selector;
	out[2] = (uint8_t)matching;
	if (matching == 0)
		memcpy(out + 3, what.p, what.n);
	else
		assert_int_equal(gnutls_hash_fast(matching == 1 ? GNUTLS_DIG_SHA256 : GNUTLS_DIG_SHA512, what.p, what.n,
			out + 3), 0);
	return (struct bytes){ out, n + 3 };
}

/* Every usage, selector and kind of matching, about each certificate: end-entity usages fit the leaf alone, the others
 * the CAs of its path, and none a stranger. */
static void test_every_kind_of_record(void **state)
{
	uint8_t rdata[RDATA_BYTES];
	int usage, selector, matching, about;
	struct tlsa t;

	(void)state;
	for (usage = 0; usage < 4; usage++)
		for (selector = 0; selector < 2; selector++)
			for (matching = 0; matching < 3; matching++)
				for (about = 0; about < N_CERTS; about++) {
					bool leaf = usage == 1 || usage == 3;

					assert_true(tlsa_read(record(rdata, usage, selector, matching, certs[about]),
						&t));
					assert_int_equal(tlsa_fits(&t, (const struct cert *const *)certs, PATH),
						leaf ? about == LEAF : about == CA || about == ROOT);
				}
}

static void test_records_that_cannot_be_used(void **state)
{
	uint8_t rdata[RDATA_BYTES];
	struct bytes r;
	struct tlsa t;

	(void)state;
	r = record(rdata, 3, 1, 1, certs[LEAF]);
	assert_true(tlsa_read(r, &t));
	assert_false(tlsa_read((struct bytes){ r.p, r.n - 1 }, &t));
	assert_false(tlsa_read((struct bytes){ r.p, 3 }, &t));
	assert_false(tlsa_read((struct bytes){ r.p, 0 }, &t));
	rdata[0] = 4;
	assert_false(tlsa_read(r, &t));
	rdata[0] = 3;
	rdata[1] = 2;
	assert_false(tlsa_read(r, &t));
	rdata[1] = 1;
	rdata[2] = 3;
	assert_false(tlsa_read(r, &t));
	/* Whole bytes have to be a certificate, or a key. */
	r = record(rdata, 3, 0, 0, certs[LEAF]);
	assert_true(tlsa_read(r, &t));
	assert_false(tlsa_read((struct bytes){ r.p, r.n - 1 }, &t));
	rdata[1] = 1;
	assert_false(tlsa_read(r, &t));
	r = record(rdata, 2, 1, 0, certs[CA]);
	assert_true(tlsa_read(r, &t));
	assert_false(tlsa_read((struct bytes){ r.p, r.n - 1 }, &t));
	rdata[1] = 0;
	assert_false(tlsa_read(r, &t));
}

/* ---- what is said ---- */

/* The answer told to an inspection of the chain, of which so many are in the path; the last step and the finding are
 * compared. All were sent, and a stranger before the CA. */
static void said_of(size_t n_path, const struct dane_answer *a, enum step_result result, const char *step,
	const char *what)
{
	static const int sent[N_CERTS] = { LEAF, OTHER, CA, ROOT };
	struct inspection *i = mem_alloc(sizeof *i);
	const struct finding *f;
	size_t k;

	i->target.host = mem_strdup("www.dane.example");
	i->target.host_unicode = mem_strdup("www.dane.example");
	i->target.port = 25;
	i->cards = mem_alloc(N_CERTS * sizeof *i->cards);
	i->path = mem_alloc(N_CERTS * sizeof *i->path);
	i->presented = mem_alloc(sizeof sent);
	memcpy(i->presented, sent, sizeof sent);
	for (k = 0; k < N_CERTS; k++) {
		i->cards[k].cert = cert_ref(certs[k]);
		i->path[k] = (int)k;
	}
	i->n_cards = i->n_presented = N_CERTS;
	i->n_path = n_path;
	dane_say(i, a);
	assert_int_equal(i->n_steps, 1);
	assert_int_equal(i->steps[0].result, result);
	if (strstr(i->steps[0].text, step) == NULL)
		fail_msg("%s", i->steps[0].text);
	f = inspection_finding(i, FINDING_DANE_MISMATCH);
	assert_int_equal(f != NULL, what != NULL);
	if (f != NULL) {
		assert_int_equal(i->verdict.level, LEVEL_UNTRUSTED);
		if (strstr(f->what, what) == NULL)
			fail_msg("%s", f->what);
	}
	inspection_free(i);
}

static void said(const struct dane_answer *a, enum step_result result, const char *step, const char *what)
{
	said_of(PATH, a, result, step, what);
}

static void test_what_is_said(void **state)
{
	uint8_t right[RDATA_BYTES], wrong[RDATA_BYTES], odd[] = { 9, 9, 9, 9 };
	struct bytes fits = record(right, 3, 1, 1, certs[LEAF]), other = record(wrong, 2, 0, 2, certs[OTHER]),
		unusable = { odd, sizeof odd };
	struct bytes both[] = { other, fits }, none[] = { other, other }, strange[] = { unusable };

	(void)state;
	said(&(struct dane_answer){ DNS_SECURE, &fits, 1, NULL }, STEP_PASS,
		"_25._tcp.www.dane.example, 3 1 1 (DANE-EE) ", NULL);
	said(&(struct dane_answer){ DNS_SECURE, both, 2, NULL }, STEP_PASS, "fits.", NULL);
	said(&(struct dane_answer){ DNS_SECURE, none, 2, NULL }, STEP_FAIL, "none of the 2 records",
		"announces keys for port 25, but not the one that the server showed: none of the 2 records for"
		" _25._tcp.www.dane.example fits, such as 2 0 2 (DANE-TA) ");
	said(&(struct dane_answer){ DNS_SECURE, &other, 1, NULL }, STEP_FAIL, "the record for", "does not fit");
	said(&(struct dane_answer){ DNS_SECURE, strange, 1, NULL }, STEP_SKIP, "but none that can be used", NULL);
	said(&(struct dane_answer){ DNS_SECURE, NULL, 0, NULL }, STEP_SKIP, "prove that it has no record", NULL);
	said(&(struct dane_answer){ DNS_INSECURE, none, 2, NULL }, STEP_SKIP, "is not signed", NULL);
	said(&(struct dane_answer){ DNS_FAILED, NULL, 0, "it took too long" }, STEP_SKIP,
		"gave no usable answer for _25._tcp.www.dane.example: it took too long.", NULL);
	said(&(struct dane_answer){ DNS_BOGUS, &fits, 1, "signature expired" }, STEP_FAIL, "forged or damaged",
		"forged or damaged: signature expired");
}

/* An anchor is looked for in what was sent, where no path or another one was found, but has to have signed; and no
 * record is left out. */
static void test_where_it_is_looked_for(void **state)
{
	enum { MANY = 1000 };
	uint8_t anchor[RDATA_BYTES], stranger[RDATA_BYTES], public[RDATA_BYTES], wrong[RDATA_BYTES];
	struct bytes about_ca = record(anchor, 2, 0, 1, certs[ROOT]), about_other = record(stranger, 2, 0, 1,
		certs[OTHER]), about_public = record(public, 0, 0, 1, certs[ROOT]), many[MANY];
	size_t k;

	(void)state;
	for (k = 0; k < PATH + 1; k += PATH) {
		said_of(k, &(struct dane_answer){ DNS_SECURE, &about_ca, 1, NULL }, STEP_PASS, "fits.", NULL);
		said_of(k, &(struct dane_answer){ DNS_SECURE, &about_other, 1, NULL }, STEP_FAIL, "does not fit",
			"does not fit");
	}
	said_of(2, &(struct dane_answer){ DNS_SECURE, &about_public, 1, NULL }, STEP_FAIL, "does not fit",
		"does not fit");
	for (k = 0; k < MANY; k++)
		many[k] = record(wrong, 3, 1, 1, certs[OTHER]);
	said(&(struct dane_answer){ DNS_SECURE, many, MANY, NULL }, STEP_FAIL, "none of the 1000 records",
		"none of the 1000 records");
	many[MANY - 1] = about_ca;
	said(&(struct dane_answer){ DNS_SECURE, many, MANY, NULL }, STEP_PASS, "fits.", NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_kind_of_record),
		cmocka_unit_test(test_records_that_cannot_be_used),
		cmocka_unit_test(test_what_is_said),
		cmocka_unit_test(test_where_it_is_looked_for),
	};

	return cmocka_run_group_tests(tests, make_certs, drop_certs);
}
