/* SPDX-License-Identifier: GPL-3.0-or-later
 * Keys by name: what they are called, whether browsers have a use for them, and what is wrong with those that cannot be
 * any. */
#include "base/limits.h"
#include "lib/chains.h"

#include "result/phrases.h"
#include "rules/key-support.h"
#include "x509/cert-key.h"
#include "x509/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct chain_keys *keys;

/* A key, what it is called, and a part of what is said of it as a server's and as a CA's; NULL: browsers take it.
 * `fault`: why it cannot be a key. */
static const struct { const char *options, *words, *leaf, *ca, *fault; } rows[] = {
	{ "", "EC P-256", NULL, NULL, NULL },
	{ "p384", "EC P-384", NULL, NULL, NULL },
	{ "rsa2048", "RSA with 2048 bits", NULL, NULL, NULL },
	{ "p521", "EC P-521", "Chromium takes no server's key on this curve, while Firefox", NULL, NULL },
	{ "p224", "EC P-224", "so do OpenSSL", "nor does Java", NULL },
	{ "ed25519", "Ed25519", "while OpenSSL, curl", "believe nothing that such a key signed", NULL },
	{ "ed448", "Ed448", "while OpenSSL, curl", "believe nothing that such a key signed", NULL },
	{ "dsa", "DSA with 2048 bits", "Node and Java take it with TLS 1.2", "still believe", NULL },
	{ "rsa2048 spki=pss", "RSASSA-PSS with 2048 bits", "while OpenSSL, curl", "while OpenSSL, curl", NULL },
	{ "spki=k1", "EC secp256k1", "so do OpenSSL", "nor do GnuTLS and Java", NULL },
	{ "spki=brainpool", "EC brainpoolP256r1", "so do OpenSSL", "nor do GnuTLS and Java", NULL },
	{ "spki=brainpool384", "EC brainpoolP384r1", "in Firefox, P-521", "P-256, P-384 and P-521", NULL },
	{ "spki=brainpool512", "EC brainpoolP512r1", "in Firefox, P-521", "P-256, P-384 and P-521", NULL },
	{ "spki=sm2", "EC SM2", "China", "China", NULL },
	{ "spki=spelled-out", "EC on a curve that is spelled out", "by their names alone", "by their names alone", NULL },
	{ "spki=compressed", "EC P-256 with a compressed point", "both coordinates", "both coordinates", NULL },
	{ "spki=x25519", "X25519", "sign nothing", "sign nothing", NULL },
	{ "spki=dh", "DH", "sign nothing", "sign nothing", NULL },
	{ "spki=ml-dsa-44", "ML-DSA-44", "post-quantum", "post-quantum", NULL },
	{ "spki=ml-dsa-65", "ML-DSA-65", "post-quantum", "post-quantum", NULL },
	{ "spki=slh-dsa", "SLH-DSA-SHA2-128s", "post-quantum", "post-quantum", NULL },
	{ "spki=falcon", "Falcon-512", "post-quantum", "post-quantum", NULL },
	{ "spki=ml-kem", "ML-KEM-768", "sign nothing", "sign nothing", NULL },
	{ "spki=x-wing", "X-Wing", "sign nothing", "sign nothing", NULL },
	{ "spki=composite", "composite ML-DSA-65 with EC P-256", "post-quantum", "post-quantum", NULL },
	{ "spki=unknown", "an unknown kind (2.999.7)", "none of the kinds", "none of the kinds", NULL },
	{ "spki=hybrid", "EC P-256", NULL, NULL, "begins like none that is allowed" },
	{ "spki=off-curve", "EC P-256", NULL, NULL, "its point does not lie on its curve" },
	{ "spki=k1-off", "EC secp256k1", NULL, NULL, "its point does not lie on its curve" },
	{ "spki=brainpool-off", "EC brainpoolP256r1", NULL, NULL, "its point does not lie on its curve" },
	{ "spki=brainpool384-off", "EC brainpoolP384r1", NULL, NULL, "its point does not lie on its curve" },
	{ "spki=brainpool512-off", "EC brainpoolP512r1", NULL, NULL, "its point does not lie on its curve" },
	{ "spki=sm2-off", "EC SM2", NULL, NULL, "its point does not lie on its curve" },
	{ "spki=no-curve", NULL, NULL, NULL, "does not name its curve" },
	{ "rsa2048 spki=even", "RSA with 2048 bits", NULL, NULL, "its modulus is even" },
	{ "rsa2048 spki=no-null", NULL, NULL, NULL, "must be NULL" },
};

static void expect_part(const char *row, const char *text, const char *part)
{
	if ((text == NULL) != (part == NULL) || (part != NULL && strstr(text, part) == NULL))
		fail_msg("%s: %s instead of ...%s...", row, text != NULL ? text : "nothing", part != NULL ? part
			: "nothing");
}

static void test_what_is_said_of_a_key(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char line[80];
		const struct cert *c;
		struct chain chain;
		char *words;

		(void)snprintf(line, sizeof line, "L %s", rows[i].options);
		chain_make(&chain, keys, line);
		c = chain_find(&chain, "L");
		expect_part(rows[i].options, c->fault, rows[i].fault);
		assert_int_equal(c->key.broken, rows[i].fault != NULL);
		words = key_words(&c->key);
		if (rows[i].words != NULL)
			assert_string_equal(words, rows[i].words);
		free(words);
		if (rows[i].fault == NULL) {
			expect_part(rows[i].options, key_unsupported(&c->key, false), rows[i].leaf);
			expect_part(rows[i].options, key_unsupported(&c->key, true), rows[i].ca);
		}
		chain_done(&chain);
	}
}

/* What stands in the way of a signature, and that nothing is verified then. */
static void test_obstacles(void **state)
{
	static const struct { const char *line; enum verify_obstacle obstacle; int verified; } cases[] = {
		{ "R; L<R", VERIFY_FREE, 1 }, { "R; L<R badsig", VERIFY_FREE, 0 },
		{ "R rsa2048; L<R pss", VERIFY_FREE, 1 }, { "R rsa2048; L<R salt20", VERIFY_METHOD, -1 },
		{ "R spki=off-curve; L<R", VERIFY_KEY_BROKEN, -1 }, { "R rsa2048 spki=even; L<R", VERIFY_KEY_BROKEN, -1 },
		{ "R rsa2048 spki=e1; L<R", VERIFY_KEY_EXPONENT, -1 }, { "R rsa2048 spki=e-long; L<R", VERIFY_KEY_EXPONENT, -1 },
		{ "R spki=k1; L<R", VERIFY_KEY_KIND, -1 }, { "R spki=compressed; L<R", VERIFY_KEY_KIND, -1 },
		{ "R spki=ml-dsa-44; L<R", VERIFY_KEY_KIND, -1 }, { "R rsa2048 spki=pss; L<R", VERIFY_METHOD, -1 },
		{ "R spki=ml-dsa-65; L<R sig=ml-dsa-65", VERIFY_KEY_KIND, -1 }, { "R; L<R sig=ml-dsa-65", VERIFY_METHOD, -1 },
		{ "R rsa2048; L<R sig=composite", VERIFY_METHOD, -1 }, { "R; L<R sig=mtc", VERIFY_METHOD, -1 },
		{ "R rsa2048 spki=pss; L<R pss", VERIFY_FREE, 1 }, { "R p521; L<R", VERIFY_FREE, 1 }, { "R dsa; L<R", VERIFY_FREE, 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct cert *leaf, *root;
		struct chain chain;

		chain_make(&chain, keys, cases[i].line);
		leaf = chain_find(&chain, "L");
		root = chain_find(&chain, "R");
		if (verify_obstacle(&root->key, &leaf->sig_alg) != cases[i].obstacle
			|| cert_verify_signature(leaf, root, NULL) != cases[i].verified)
			fail_msg("%s: %d, %d", cases[i].line, verify_obstacle(&root->key, &leaf->sig_alg),
				cert_verify_signature(leaf, root, NULL));
		chain_done(&chain);
	}
}

/* A signature that nobody here can check is not called false, whatever the verdict. */
static void test_words_for_a_signature(void **state)
{
	static const struct { const char *line, *says; } cases[] = {
		{ "R; L<R badsig", "does not check out" }, { "R spki=k1; L<R", "not checked" },
		{ "R spki=ml-dsa-65; L<R sig=ml-dsa-65", "cannot be checked here: ML-DSA-65, 3,309 octets" },
		{ "R; L<R sig=short", "cannot be checked here: ML-DSA-65, 40 octets instead of 3,309" },
		{ "R; L<R sig=composite", "cannot be checked here: composite ML-DSA-65 with EC P-256, 3,380 octets" },
		{ "R; L<R sig=hash-slh-dsa", "cannot be checked here: HashSLH-DSA-SHAKE-256f, 49,856 octets" },
		{ "R; L<R sig=mtc", "cannot be checked here: mtcProof, 700 octets" },
		{ "R; L<R sig=mtc-07", "cannot be checked here: mtcProof (draft), 700 octets" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct card cards[2] = { 0 };
		struct step step = { .id = STEP_SIGNATURE, .card = 0, .result = STEP_FAIL };
		int path[2] = { 0, 1 };
		struct inspection in = { .cards = cards, .n_cards = 2, .path = path, .n_path = 2, .steps = &step,
			.n_steps = 1 };
		struct chain chain;
		char *words;

		chain_make(&chain, keys, cases[i].line);
		cards[0].cert = (struct cert *)(uintptr_t)chain_find(&chain, "L");
		cards[1].cert = (struct cert *)(uintptr_t)chain_find(&chain, "R");
		words = phrase_signature(&in, 0);
		expect_part(cases[i].line, words, cases[i].says);
		free(words);
		chain_done(&chain);
	}
}

/* The longest RSA key that is taken, and one that is longer by a bit. */
static void test_the_longest_key(void **state)
{
	struct chain chain;
	struct key k;

	(void)state;
	chain_make(&chain, keys, "L rsa2048");
	k = chain_find(&chain, "L")->key;
	k.bits = LIMIT_RSA_BITS;
	assert_null(key_unsupported(&k, false));
	k.bits++;
	assert_non_null(strstr(key_unsupported(&k, false), "up to 16,384 bits"));
	chain_done(&chain);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_said_of_a_key),
		cmocka_unit_test(test_the_longest_key),
		cmocka_unit_test(test_obstacles),
		cmocka_unit_test(test_words_for_a_signature),
	};
	int failed;

	keys = chain_keys_new();
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	chain_keys_free(keys);
	return failed;
}
