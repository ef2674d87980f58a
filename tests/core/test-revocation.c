/* SPDX-License-Identifier: GPL-3.0-or-later
 * Withdrawn or not: OCSP answers and revocation lists, right ones and each kind of wrong one, at a frozen time. */
#include "revocation/crl.h"
#include "x509/ctlogs.h"
#include "pki/status.h"
#include "revocation/ocsp.h"
#include "revocation/revocation.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#define NOW INT64_C(1790000000)          /* 2026-09-21 */
enum { DAY = 86400 };
#define N(a) (sizeof(a) / sizeof *(a))

/* A root, two leaves, a responder that the root certified for OCSP, one that it did not, and a stranger. */
enum who { ROOT, LEAF, OTHER, RESPONDER, USURPER, STRANGER, WITH_URLS, SHORT, N_WHO };
static struct world {
	struct pki_key *key[N_WHO];
	struct pki_cert made[N_WHO];
	struct cert *cert[N_WHO];
} world;

static const char *const names[] = { "www.example.com", NULL };
static const char *const eku_ocsp[] = { "1.3.6.1.5.5.7.3.9", NULL };

static const struct { struct pki_spec spec; enum who issuer; } world_specs[N_WHO] = {
	[ROOT] = { { .cn = "Root", .flags = PKI_CA }, ROOT },
	[LEAF] = { { .cn = "leaf", .names = names }, ROOT },
	[OTHER] = { { .cn = "other", .names = names }, ROOT },
	[RESPONDER] = { { .cn = "responder", .eku = eku_ocsp }, ROOT },
	[USURPER] = { { .cn = "usurper", .names = names }, ROOT },
	[STRANGER] = { { .cn = "stranger", .flags = PKI_CA }, STRANGER },
	[WITH_URLS] = { { .cn = "urls", .names = names, .ocsp = "http://ocsp.example.com/",
		.crl = "http://crl.example.com/1.crl" }, ROOT },
	[SHORT] = { { .cn = "short", .names = names, .ocsp = "http://ocsp.example.com/", .not_before = NOW - DAY,
		.not_after = NOW + 5 * DAY - 1 }, ROOT },
};

static int setup(void **state)
{
	(void)state;
	for (int i = 0; i < N_WHO; i++) {
		struct pki_spec spec = world_specs[i].spec;
		struct cc_err e;
		enum who issuer = world_specs[i].issuer;

		if (spec.not_after == 0) {
			spec.not_before = NOW - 30 * DAY;
			spec.not_after = NOW + 60 * DAY;
		}
		world.key[i] = pki_key_new(PKI_P256, &e);
		if (world.key[i] == NULL ||
		    pki_cert_make(&world.made[i], &spec, world.key[i],
		    issuer == (enum who)i ? NULL : &world.made[issuer], &e) != 0)
			return -1;
		world.cert[i] = cert_read(pki_cert_der(&world.made[i]).p, pki_cert_der(&world.made[i]).n);
	}
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	for (int i = 0; i < N_WHO; i++) {
		cert_unref(world.cert[i]);
		pki_cert_done(&world.made[i]);
		pki_key_free(world.key[i]);
	}
	return 0;
}

struct ocsp_row {
	const char *name;
	enum who about, signer;
	enum pki_status status;
	int64_t from, until;             /* relative to NOW; until 0: none given */
	bool send_signer, by_name, spoil, second;
	int error;
	const char *fault;               /* part of it; NULL: accepted */
};

static const struct ocsp_row ocsp_rows[] = {
	{ .name = "good, signed by the issuer", .about = LEAF, .signer = ROOT, .status = PKI_STATUS_GOOD, .from = -DAY,
		.until = DAY, .by_name = true },
	{ .name = "good, signed by the issuer, named by key", .about = LEAF, .signer = ROOT, .status = PKI_STATUS_GOOD,
		.from = -DAY, .until = DAY },
	{ .name = "good, by a delegated responder", .about = LEAF, .signer = RESPONDER, .status = PKI_STATUS_GOOD,
		.from = -DAY, .until = DAY, .send_signer = true },
	{ .name = "revoked", .about = LEAF, .signer = ROOT, .status = PKI_STATUS_REVOKED, .from = -DAY, .until = DAY },
	{ .name = "the second entry is ours", .about = LEAF, .signer = ROOT, .status = PKI_STATUS_REVOKED, .from = -DAY,
		.until = DAY, .second = true },
	{ .name = "no next update, but young", .about = LEAF, .signer = ROOT, .status = PKI_STATUS_GOOD,
		.from = -6 * DAY, .until = 0 },
	{ .name = "no next update, and old", .about = LEAF, .signer = ROOT, .status = PKI_STATUS_GOOD, .from = -8 * DAY,
		.until = 0, .fault = "stale" },
	{ .name = "about another certificate", .about = OTHER, .signer = ROOT, .status = PKI_STATUS_GOOD, .from = -DAY,
		.until = DAY, .fault = "other certificates" },
	{ .name = "a delegated responder that is not sent along", .about = LEAF, .signer = RESPONDER,
		.status = PKI_STATUS_GOOD, .from = -DAY, .until = DAY, .fault = "nobody who may" },
	{ .name = "a responder without the purpose", .about = LEAF, .signer = USURPER, .status = PKI_STATUS_GOOD,
		.from = -DAY, .until = DAY, .send_signer = true, .fault = "nobody who may" },
	{ .name = "a responder of another root", .about = LEAF, .signer = STRANGER, .status = PKI_STATUS_GOOD,
		.from = -DAY, .until = DAY, .send_signer = true, .fault = "nobody who may" },
	{ .name = "a spoilt signature", .about = LEAF, .signer = ROOT, .status = PKI_STATUS_GOOD, .from = -DAY,
		.until = DAY, .spoil = true, .fault = "nobody who may" },
	{ .name = "stale", .about = LEAF, .signer = ROOT, .status = PKI_STATUS_GOOD, .from = -9 * DAY, .until = -DAY,
		.fault = "stale" },
	{ .name = "from the future", .about = LEAF, .signer = ROOT, .status = PKI_STATUS_GOOD, .from = DAY,
		.until = 2 * DAY, .fault = "stale" },
	{ .name = "the responder says to try later", .about = LEAF, .signer = ROOT, .status = PKI_STATUS_GOOD,
		.from = -DAY, .until = DAY, .error = 3, .fault = "later" },
};

static void make_ocsp(const struct ocsp_row *row, struct buf *out)
{
	struct pki_ocsp_entry entries[2] = {
		{ .cert = &world.made[OTHER], .issuer = &world.made[ROOT], .status = PKI_STATUS_GOOD,
			.this_update = NOW - DAY, .next_update = NOW + DAY },
		{ .cert = &world.made[row->about], .issuer = &world.made[ROOT], .status = row->status,
			.this_update = NOW + row->from,
			.next_update = row->until != 0 ? NOW + row->until : 0, .revoked_at = NOW - 2 * DAY,
			.reason = 1 },
	};
	struct pki_ocsp_spec spec =
		{ .entries = row->second ? entries : entries + 1, .n_entries = row->second ? 2 : 1,
		.produced_at = NOW - DAY,
		.signer = &world.made[row->signer], .send_signer = row->send_signer, .by_name = row->by_name,
		.spoil = row->spoil, .error = row->error };
	struct cc_err e = { 0 };

	assert_int_equal(pki_ocsp_make(out, &spec, &e), 0);
}

static void test_ocsp(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(ocsp_rows); i++) {
		const struct ocsp_row *row = &ocsp_rows[i];
		struct buf der = BUF_INIT(LIMIT_OCSP_BYTES);
		struct ocsp_answer a = { 0 };
		struct cc_err e = { 0 };
		int r;

		make_ocsp(row, &der);
		assert_int_equal(ocsp_made(buf_bytes(&der)), row->error == 0 ? NOW - DAY : 0);
		r = ocsp_read(buf_bytes(&der), world.cert[LEAF], world.cert[ROOT], NOW, &a, &e);
		if (r != (row->fault == NULL ? 0 : -1) || (row->fault != NULL && strstr(e.msg, row->fault) == NULL))
			fail_msg("%s: %d, %s", row->name, r, e.msg);
		if (row->fault == NULL)
			assert_int_equal(a.status, row->status == PKI_STATUS_REVOKED ? OCSP_REVOKED : OCSP_GOOD);
		if (row->fault == NULL && row->status == PKI_STATUS_REVOKED) {
			assert_int_equal(a.revoked_at, NOW - 2 * DAY);
			assert_string_equal(crl_reason_name(a.reason), "key compromise");
		}
		buf_done(&der);
	}
}

static void test_cut_answers_are_refused(void **state)
{
	struct buf der = BUF_INIT(LIMIT_OCSP_BYTES);
	struct ocsp_answer a;
	struct crl_answer l;

	(void)state;
	make_ocsp(&ocsp_rows[2], &der);
	for (size_t n = 0; n < der.len; n++) {
		uint8_t *cut = malloc(n == 0 ? 1 : n);   /* its own block, so that the sanitizer sees a byte too far */

		assert_non_null(cut);
		memcpy(cut, der.data, n);
		assert_int_equal(ocsp_read((struct bytes){ cut, n }, world.cert[LEAF], world.cert[ROOT], NOW, &a, NULL),
			-1);
		assert_int_equal(crl_read((struct bytes){ cut, n }, world.cert[LEAF], world.cert[ROOT], NOW, &l, NULL),
			-1);
		free(cut);
	}
	buf_done(&der);
}

struct crl_row {
	const char *name;
	enum who signer;
	bool lists_leaf, spoil;
	int64_t from, until;
	const char *fault;
};

static const struct crl_row crl_rows[] = {
	{ "not on it", ROOT, false, false, -DAY, DAY, NULL },
	{ "on it", ROOT, true, false, -DAY, DAY, NULL },
	{ "on a stale one", ROOT, true, false, -9 * DAY, -DAY, NULL },
	{ "not on a stale one", ROOT, false, false, -9 * DAY, -DAY, "stale" },
	{ "not on one from the future", ROOT, false, false, DAY, 2 * DAY, "future" },
	{ "another issuer's", STRANGER, true, false, -DAY, DAY, "another issuer's" },
	{ "a spoilt one", ROOT, true, true, -DAY, DAY, "does not verify" },
};

static void make_crl(const struct crl_row *row, struct buf *out)
{
	const struct pki_cert *revoked[] = { &world.made[OTHER], &world.made[LEAF] };
	struct pki_crl_spec spec =
		{ .revoked = revoked, .n_revoked = row->lists_leaf ? 2 : 1, .signer = &world.made[row->signer],
		.this_update = NOW + row->from,
		.next_update = NOW + row->until, .revoked_at = NOW - 3 * DAY, .reason = 4, .number = 7,
		.spoil = row->spoil };
	struct cc_err e = { 0 };

	assert_int_equal(pki_crl_make(out, &spec, &e), 0);
}

static void test_crl(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(crl_rows); i++) {
		const struct crl_row *row = &crl_rows[i];
		struct buf der = BUF_INIT(LIMIT_CRL_BYTES);
		struct crl_answer a;
		struct cc_err e = { 0 };
		int r;

		make_crl(row, &der);
		r = crl_read(buf_bytes(&der), world.cert[LEAF], world.cert[ROOT], NOW, &a, &e);
		if (r != (row->fault == NULL ? 0 : -1) || (row->fault != NULL && strstr(e.msg, row->fault) == NULL))
			fail_msg("%s: %d, %s", row->name, r, e.msg);
		if (row->fault == NULL)
			assert_int_equal(a.revoked, row->lists_leaf);
		buf_done(&der);
	}
}

/* --crl: several lists in one PEM file with noise between them; each speaks for its own issuer. */
static void test_lists_of_a_file(void **state)
{
	struct buf crl = BUF_INIT(LIMIT_CRL_BYTES), pem = BUF_INIT(LIMIT_CRL_BYTES);
	struct cert *path[] = { world.cert[LEAF], world.cert[ROOT] };
	struct revocation *r = revocation_new(path, 2);
	static const char b64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	(void)state;
	make_crl(&crl_rows[1], &crl);
	assert_int_equal(buf_adds(&pem, "some words\n-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n-----BEGIN"
		" X509 CRL-----\n"), 0);
	for (size_t i = 0; i < crl.len; i += 3) {
		uint32_t v = 0;
		size_t left = crl.len - i < 3 ? crl.len - i : 3;

		for (size_t k = 0; k < 3; k++)
			v = v << 8 | (k < left ? (uint8_t)crl.data[i + k] : 0);
		for (size_t k = 0; k < 4; k++)
			assert_int_equal(buf_addc(&pem, k <= left ? b64[v >> (18 - 6 * k) & 63] : '='), 0);
		if (i % 48 == 45)
			assert_int_equal(buf_addc(&pem, '\n'), 0);
	}
	assert_int_equal(buf_adds(&pem, "\n-----END X509 CRL-----\n"), 0);
	revocation_lists(r, buf_bytes(&pem), NOW);
	assert_int_equal(r->n, 1);
	assert_int_equal(r->entries[0].status, REV_REVOKED);
	assert_int_equal(r->entries[0].revoked_at, NOW - 3 * DAY);
	assert_string_equal(r->entries[0].reason, "superseded");
	revocation_free(r);
	buf_done(&crl);
	buf_done(&pem);
}

/* OCSP first, then the list; each address once; what failed says why; an answer ends the asking. */
static void test_asking(void **state)
{
	struct cert *path[] = { world.cert[WITH_URLS], world.cert[ROOT] };
	struct revocation *r = revocation_new(path, 2);
	struct revocation_asker *a = revocation_asker_new(r, NOW, LIMIT_FETCHES);
	struct buf crl = BUF_INIT(LIMIT_CRL_BYTES);
	struct want w;

	(void)state;
	assert_true(revocation_want(a, &w));
	assert_int_equal(w.kind, WANT_OCSP);
	assert_string_equal(w.url, "http://ocsp.example.com/");
	assert_true(w.post.n > 60);
	revocation_answer(a, (struct bytes){ NULL, 0 }, "no route to it");
	assert_int_equal(r->entries[0].status, REV_UNKNOWN);
	assert_string_equal(r->entries[0].why, "no route to it");
	assert_true(revocation_want(a, &w));
	assert_int_equal(w.kind, WANT_CRL);
	assert_int_equal(w.post.n, 0);
	make_crl(&crl_rows[0], &crl);
	revocation_answer(a, buf_bytes(&crl), NULL);
	assert_int_equal(r->entries[0].status, REV_GOOD);
	assert_null(r->entries[0].why);
	assert_false(revocation_want(a, &w));
	buf_done(&crl);
	revocation_asker_free(a);
	revocation_free(r);
}

static void test_short_lived_is_not_asked_about(void **state)
{
	struct cert *path[] = { world.cert[SHORT], world.cert[ROOT] };
	struct revocation *r = revocation_new(path, 2);
	struct revocation_asker *a = revocation_asker_new(r, NOW, LIMIT_FETCHES);
	struct want w;

	(void)state;
	assert_true(r->entries[0].short_lived);
	assert_false(revocation_want(a, &w));
	revocation_asker_free(a);
	revocation_free(r);
}

static void test_staple(void **state)
{
	struct cert *path[] = { world.cert[LEAF], world.cert[ROOT] };
	struct buf der = BUF_INIT(LIMIT_OCSP_BYTES);
	struct revocation *r = revocation_new(path, 2);

	(void)state;
	make_ocsp(&ocsp_rows[0], &der);
	revocation_staple(r, buf_bytes(&der), NOW);
	assert_true(r->staple_verified);
	assert_int_equal(r->entries[0].status, REV_GOOD);
	revocation_free(r);
	r = revocation_new(path, 2);
	revocation_staple(r, buf_bytes(&der), NOW + 2 * DAY);
	assert_false(r->staple_verified);
	assert_string_equal(r->staple_fault, "the OCSP response is stale");
	assert_int_equal(r->entries[0].status, REV_NOTHING);
	revocation_free(r);
	buf_done(&der);
}

/* Distinct logs and operators count; the same log twice does not, nor one from the future. */
static void test_counting_timestamps(void **state)
{
	struct sct list[4] = { 0 };
	struct sct_count c;

	(void)state;
	for (int i = 0; i < 4; i++) {
		memset(list[i].log_id, i, sizeof list[i].log_id);
		list[i].time_ms = (NOW - DAY) * 1000;
	}
	memset(list[1].log_id, 0, sizeof list[1].log_id);
	list[3].time_ms = (NOW + DAY) * 1000;
	c = sct_count(list, 4, NOW);
	assert_int_equal(c.logs, 2);
	assert_int_equal(c.operators, 2);
	assert_int_equal(sct_needed((int64_t)180 * DAY), 2);
	assert_int_equal(sct_needed((int64_t)180 * DAY + 1), 3);
}

static void test_known_logs(void **state)
{
	/* the key of Google's Argon2023, hashed: its id stands in Chromium's list */
	static const uint8_t argon2023[32] =
		{ 0xe8, 0x3e, 0xd0, 0xda, 0x3e, 0xf5, 0x06, 0x35, 0x32, 0xe7, 0x57, 0x28, 0xbc, 0x89, 0x6b, 0xc9,
		0x03, 0xd3, 0xcb, 0xd1, 0x11, 0x6b, 0xec, 0xeb, 0x69, 0xe1, 0x77, 0x7d, 0x6d, 0x06, 0xbd, 0x6e };
	uint8_t unknown[32] = { 0 };

	(void)state;
	assert_string_equal(ctlog_name(argon2023), "Google 'Argon2023'");
	assert_string_equal(ctlog_operator(argon2023), "Google");
	assert_null(ctlog_name(unknown));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ocsp),
		cmocka_unit_test(test_cut_answers_are_refused),
		cmocka_unit_test(test_crl),
		cmocka_unit_test(test_lists_of_a_file),
		cmocka_unit_test(test_asking),
		cmocka_unit_test(test_short_lived_is_not_asked_about),
		cmocka_unit_test(test_staple),
		cmocka_unit_test(test_counting_timestamps),
		cmocka_unit_test(test_known_logs),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
