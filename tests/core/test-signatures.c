/* SPDX-License-Identifier: GPL-3.0-or-later
 * Signatures are verified once, not at all where that is clear without, and not without end; and what an engine
 * remembers of them. */
#include "lib/chains.h"

#include "judge/cache.h"
#include "base/limits.h"
#include "judge/signatures.h"
#include "rules/check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static struct chain_keys *keys;
static unsigned calls;

static int counting(const struct cert *child, const struct cert *issuer, struct cc_err *e)
{
	(void)child;
	(void)issuer;
	(void)e;
	calls++;
	return 1;
}

static int sigs_open(void **state)
{
	struct chain *c = calloc(1, sizeof *c);

	keys = chain_keys_new();
	chain_make(c, keys, "R; S rsa2048; X<S as=R; I<R; J<S; L<I");
	calls = 0;
	*state = c;
	return 0;
}

static int sigs_close(void **state)
{
	chain_done(*state);
	free(*state);
	chain_keys_free(keys);
	return 0;
}

static void test_once_for_each_key(void **state)
{
	struct sigs *s = calloc(1, sizeof *s);

	sigs_init(s, NULL, counting);
	assert_int_equal(sigs_verify(s, chain_find(*state, "I"), chain_find(*state, "R")), 1);
	assert_int_equal(sigs_verify(s, chain_find(*state, "I"), chain_find(*state, "R")), 1);
	assert_int_equal(calls, 1);
	/* another certificate of the same key */
	assert_int_equal(sigs_verify(s, chain_find(*state, "I"), chain_find(*state, "X")), 1);
	assert_int_equal(calls, 1);
	assert_int_equal(sigs_verify(s, chain_find(*state, "L"), chain_find(*state, "I")), 1);
	assert_int_equal(calls, 2);
	free(s);
}

static void test_another_kind_of_key_needs_no_trying(void **state)
{
	struct sigs *s = calloc(1, sizeof *s);

	sigs_init(s, NULL, counting);
	assert_int_equal(sigs_verify(s, chain_find(*state, "L"), chain_find(*state, "S")), 0);
	assert_int_equal(sigs_verify(s, chain_find(*state, "J"), chain_find(*state, "R")), 0);
	assert_int_equal(calls, 0);
	assert_int_equal(sigs_verify(s, chain_find(*state, "J"), chain_find(*state, "S")), 1);
	assert_int_equal(calls, 1);
	free(s);
}

static void test_the_budget_ends(void **state)
{
	struct sigs *s = calloc(1, sizeof *s);

	sigs_init(s, NULL, counting);
	s->spent = LIMIT_SIGNATURES - 1;
	assert_int_equal(sigs_verify(s, chain_find(*state, "I"), chain_find(*state, "R")), 1);
	assert_int_equal(sigs_verify(s, chain_find(*state, "L"), chain_find(*state, "I")), SIGNATURE_OVER_BUDGET);
	assert_int_equal(sigs_verify(s, chain_find(*state, "I"), chain_find(*state, "R")), 1);
	assert_int_equal(calls, 1);
	free(s);
}

static void test_the_engine_remembers_cas_alone(void **state)
{
	struct cert_cache *k = cert_cache_new();
	struct sigs *s = calloc(1, sizeof *s);

	for (int i = 0; i < 2; i++) {
		sigs_init(s, k, counting);
		assert_int_equal(sigs_verify(s, chain_find(*state, "I"), chain_find(*state, "R")), 1);
		assert_int_equal(sigs_verify(s, chain_find(*state, "L"), chain_find(*state, "I")), 1);
	}
	assert_int_equal(calls, 3);
	free(s);
	cert_cache_free(k);
}

/* Two pairs that fall on one place of the memory are not taken for each other: the last one stays. */
static void test_pairs_in_one_place(void **state)
{
	enum { LAST = 31 };
	struct cert_cache *k = cert_cache_new();
	struct cert a = { .is_ca = true, .sha256 = { 1 } }, b = a, leaf = { .sha256 = { 1 } };
	struct cert issuer = { .spki_sha256 = { 2 } }, other = issuer;

	(void)state;
	b.sha256[LAST] = 1;
	other.spki_sha256[LAST] = 1;
	assert_int_equal(cert_cache_verified(NULL, &a, &issuer), -1);
	assert_int_equal(cert_cache_verified(k, &a, &issuer), -1);
	cert_cache_learn(k, &leaf, &issuer, 1);
	assert_int_equal(cert_cache_verified(k, &leaf, &issuer), -1);
	cert_cache_learn(k, &a, &issuer, 0);
	assert_int_equal(cert_cache_verified(k, &a, &issuer), 0);
	cert_cache_learn(k, &a, &issuer, 1);
	assert_int_equal(cert_cache_verified(k, &a, &issuer), 1);
	assert_int_equal(cert_cache_verified(k, &b, &issuer), -1);
	assert_int_equal(cert_cache_verified(k, &a, &other), -1);
	cert_cache_learn(k, &b, &issuer, 1);
	assert_int_equal(cert_cache_verified(k, &a, &issuer), -1);
	cert_cache_free(k);
}

static int never(void *ctx, const struct cert *child, const struct cert *issuer)
{
	(void)ctx;
	(void)child;
	(void)issuer;
	return SIGNATURE_BAD;
}

/* Key identifiers say what went wrong, where both are there. */
static void test_what_key_identifiers_say_of_a_bad_one(void **state)
{
	static const struct { bool akid, skid; const char *says; } rows[] = {
		{ true, true, "agree" }, { true, false, NULL }, { false, true, NULL }, { false, false, NULL },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct cert child = *chain_find(*state, "L"), issuer = *chain_find(*state, "I");
		struct cert *path[] = { &child, &issuer };
		struct inputs f = { .now = CHAINS_NOW, .path = path, .n_path = 2, .verify = never };
		struct outcome o = { .inputs = &f };

		child.akid.n = rows[i].akid ? child.akid.n : 0;
		issuer.skid.n = rows[i].skid ? issuer.skid.n : 0;
		check_signature(&f, 0, &o);
		assert_int_equal(o.n_findings, 1);
		assert_int_equal(o.findings[0].id, FINDING_BAD_SIGNATURE);
		assert_int_equal(o.findings[0].n_evidence, rows[i].says != NULL);
		if (rows[i].says != NULL)
			assert_non_null(strstr(o.findings[0].evidence[0].text, rows[i].says));
		outcome_done(&o);
	}
}

static int unchecked(void *ctx, const struct cert *child, const struct cert *issuer)
{
	const int *why = ctx;

	(void)child;
	(void)issuer;
	return *why;
}

/* The first thing that stands in the way is the one that is told. */
static void test_why_it_was_not_checked(void **state)
{
	enum { SOME_METHOD = 1 };
	char fault[] = "no point of the curve";
	static const struct {
		int gnutls, verified;
		bool pss, pss_only, broken;
		const char *odd, *says;
	} rows[] = {
		{ 0, SIGNATURE_UNCHECKED, false, false, false, NULL, "its method (none) is one with" },
		{ 0, SIGNATURE_UNCHECKED, true, true, false, NULL, "its method (none) is one with" },
		{ 0, SIGNATURE_UNCHECKED, true, false, false, NULL, "its method (none) is one with" },
		{ SOME_METHOD, SIGNATURE_UNCHECKED, false, true, false, NULL, "is for RSASSA-PSS alone" },
		{ 0, SIGNATURE_UNCHECKED, true, false, false, "its salt is odd", "its salt is odd" },
		{ SOME_METHOD, SIGNATURE_UNCHECKED, false, false, false, NULL, "refused to try none" },
		{ SOME_METHOD, SIGNATURE_UNCHECKED, false, false, true, NULL, "the key of its issuer is none" },
		{ SOME_METHOD, SIGNATURE_OVER_BUDGET, false, false, true, NULL, "more signatures would have had" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct cert child = *chain_find(*state, "L"), issuer = *chain_find(*state, "S");
		struct cert *path[] = { &child, &issuer };
		int verified = rows[i].verified;
		struct inputs f = { .now = CHAINS_NOW, .path = path, .n_path = 2, .verify = unchecked,
			.verify_ctx = &verified };
		struct outcome o = { .inputs = &f };

		child.sig_alg.name = "none";
		child.sig_alg.gnutls = rows[i].gnutls;
		child.sig_alg.pss = rows[i].pss;
		child.sig_alg.odd = rows[i].odd;
		issuer.key.pss_only = rows[i].pss_only;
		issuer.key.broken = rows[i].broken;
		issuer.fault = fault;
		check_signature(&f, 0, &o);
		assert_int_equal(o.n_steps, 1);
		assert_int_equal(o.steps[0].result, STEP_FAIL);
		if (strstr(o.steps[0].text, rows[i].says) == NULL)
			fail_msg("row %zu: %s", i, o.steps[0].text);
		outcome_done(&o);
	}
}

static void test_the_engine_reads_a_ca_once(void **state)
{
	const struct cert *ca = chain_find(*state, "I"), *leaf = chain_find(*state, "L");
	struct cert_cache *k = cert_cache_new();
	struct cert *a = cert_cache_read(k, ca->der, ca->der_len), *b = cert_cache_read(k, ca->der, ca->der_len);
	struct cert *c = cert_cache_read(k, leaf->der, leaf->der_len),
		*d = cert_cache_read(k, leaf->der, leaf->der_len);
	struct cert *e = cert_cache_read(NULL, ca->der, ca->der_len);

	assert_ptr_equal(a, b);
	assert_ptr_not_equal(c, d);
	assert_true(cert_same(c, d));
	assert_true(cert_same(a, e));
	cert_unref(a);
	cert_unref(b);
	cert_unref(c);
	cert_unref(d);
	cert_unref(e);
	cert_cache_free(k);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_once_for_each_key, sigs_open, sigs_close),
		cmocka_unit_test_setup_teardown(test_another_kind_of_key_needs_no_trying, sigs_open, sigs_close),
		cmocka_unit_test_setup_teardown(test_the_budget_ends, sigs_open, sigs_close),
		cmocka_unit_test_setup_teardown(test_the_engine_remembers_cas_alone, sigs_open, sigs_close),
		cmocka_unit_test(test_pairs_in_one_place),
		cmocka_unit_test_setup_teardown(test_why_it_was_not_checked, sigs_open, sigs_close),
		cmocka_unit_test_setup_teardown(test_what_key_identifiers_say_of_a_bad_one, sigs_open, sigs_close),
		cmocka_unit_test_setup_teardown(test_the_engine_reads_a_ca_once, sigs_open, sigs_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
