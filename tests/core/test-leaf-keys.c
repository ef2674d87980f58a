/* SPDX-License-Identifier: GPL-3.0-or-later
 * A class recognises the photo of a gallery's leaf in every run; what could vouch for anybody else never has a key that
 * was there before. */
#include "gallery/gallery.h"
#include "gallery/leaf-keys.h"
#include "gallery/list.h"
#include "gallery/make.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <gnutls/x509.h>
#include <string.h>

enum { NOW = 1795286400, ID = 32 };

static struct demo_authority first, second;      /* of two runs */

static void id_of(gnutls_pubkey_t key, uint8_t id[static ID])
{
	size_t n = ID;

	assert_int_equal(gnutls_pubkey_get_key_id(key, GNUTLS_KEYID_USE_SHA256, id, &n), 0);
	assert_int_equal(n, ID);
}

static void leaf_id(const struct demo_chain *c, uint8_t id[static ID])
{
	gnutls_pubkey_t key = NULL;

	assert_int_equal(gnutls_pubkey_init(&key), 0);
	assert_int_equal(gnutls_pubkey_import_privkey(key, c->key, 0, 0), 0);
	id_of(key, id);
	gnutls_pubkey_deinit(key);
}

static void same_leaf_and_nothing_else(const char *name, const struct demo_chain *a, const struct demo_chain *b)
{
	uint8_t leaf[ID], other[ID], of_a[ID], of_b[ID];

	leaf_id(a, leaf);
	leaf_id(b, other);
	if (memcmp(leaf, other, ID) != 0)
		fail_msg("%s: another photo than in the run before: no row in leaf-keys.def?", name);
	assert_int_equal(a->n_certs, b->n_certs);
	for (unsigned k = 0; k < a->n_certs; k++) {
		id_of(a->certs[k].pubkey, of_a);
		id_of(b->certs[k].pubkey, of_b);
		if ((memcmp(of_a, leaf, ID) == 0) != (memcmp(of_a, of_b, ID) == 0))
			fail_msg("%s: certificate %u, which is not the leaf, has the same key in two runs", name, k);
	}
}

static void only_leaves_look_alike_in_two_runs(void **state)
{
	struct cc_err e = { 0 };

	(void)state;
	for (size_t i = 0; demo_at(i) != NULL; i++) {
		struct demo_chain *a = demo_chain_make(&first, i, "http://127.0.0.1:1/", &e),
			*b = demo_chain_make(&second, i, "http://127.0.0.1:1/", &e);

		assert_non_null(a);
		assert_non_null(b);
		if (a->key != NULL)
			same_leaf_and_nothing_else(demo_at(i)->name, a, b);
		demo_chain_free(a);
		demo_chain_free(b);
	}
}

static void no_two_leaves_look_alike(void **state)
{
	uint8_t ids[128][ID];
	struct cc_err e = { 0 };
	size_t n = 0;

	(void)state;
	for (size_t i = 0; demo_at(i) != NULL && n < 128; i++) {
		struct demo_chain *c = demo_chain_make(&first, i, "http://127.0.0.1:1/", &e);

		assert_non_null(c);
		if (c->key != NULL) {
			leaf_id(c, ids[n]);
			for (size_t k = 0; k < n; k++)
				assert_memory_not_equal(ids[k], ids[n], ID);
			n++;
		}
		demo_chain_free(c);
	}
	assert_true(n > 30);
}

static void what_the_table_does_not_have_is_fresh(void **state)
{
	struct cc_err e = { 0 };
	struct pki_key *a = demo_leaf_key("no-such-scenario", PKI_P256, &e),
		*b = demo_leaf_key("no-such-scenario", PKI_P256, &e), *c = demo_leaf_key("good", PKI_P384, &e);

	(void)state;
	assert_non_null(a);
	assert_non_null(b);
	assert_non_null(c);
	assert_memory_not_equal(pki_key_id(a).p, pki_key_id(b).p, PKI_KEY_ID_BYTES);
	pki_key_free(a);
	pki_key_free(b);
	pki_key_free(c);
}

static void what_is_no_key_is_refused(void **state)
{
	const struct bytes junk = { (const uint8_t *)"0\3\2\1\1", 5 }, nothing = { (const uint8_t *)"", 0 };
	struct cc_err e = { 0 };

	(void)state;
	assert_null(pki_key_read(PKI_P256, junk, &e));
	assert_int_equal(e.code, ERR_CRYPTO);
	assert_null(pki_key_read(PKI_P256, nothing, &e));
}

static int open_runs(void **state)
{
	struct cc_err e = { 0 };

	(void)state;
	return demo_authority_make(&first, NOW, NULL, &e) | demo_authority_make(&second, NOW, NULL, &e);
}

static int close_runs(void **state)
{
	(void)state;
	demo_authority_done(&first);
	demo_authority_done(&second);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_leaves_look_alike_in_two_runs),
		cmocka_unit_test(no_two_leaves_look_alike),
		cmocka_unit_test(what_the_table_does_not_have_is_fresh),
		cmocka_unit_test(what_is_no_key_is_refused),
	};

	return cmocka_run_group_tests(tests, open_runs, close_runs);
}
