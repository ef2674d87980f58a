/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is known by name, and names that can be taken for another. */
#include "rules/known.h"
#include "rules/lookalike.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#define DN(common, org) { .cn = (common) != NULL ? (char *)(uintptr_t)(common) : NULL, .o = (org) != NULL ? (char *)(uintptr_t)(org) : NULL }

static void interceptors_by_name(void **state)
{
	static const struct { const char *cn, *o, *product; } rows[] = {
		{ "FortiGate CA", "Fortinet", "Fortigate" }, { "FGT60F", "Fortinet", "Fortinet" },
			{ "FGT60F", "Fortinet Ltd.", "Fortinet" },
		{ "x", "Fortinetwork", NULL },
			{ "ContentKeeper Appliance CA (12)", "ContentKeeper Technologies", "ContentKeeper" },
		{ "ContentKeeper Appliance CA (12)", "Somebody", NULL },
			{ "x", "Blue Coat Systems", "Symantec Blue Coat" }, { "x", "The Blue Coat", NULL },
		{ "avast! Web/Mail Shield Root", "avast! Web/Mail Shield", "Avast Antivirus" },
			{ "R11", "Let's Encrypt", NULL }, { NULL, NULL, NULL },
		{ "mitmproxy", "mitmproxy", "mitmproxy" }, { "Cisco Umbrella Root CA", "Cisco", "Cisco Umbrella" },
			{ "Anything", "Cisco", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct dn dn = DN(rows[i].cn, rows[i].o);
		const char *product = known_interceptor(&dn);
		if ((product == NULL) != (rows[i].product == NULL)
			|| (product != NULL && strcmp(product, rows[i].product) != 0))
			fail_msg("row %zu: %s", i, product != NULL ? product : "none");
	}
}

static void interceptors_by_key(void **state)
{
	uint8_t key[32] = { 0x70, 0x7d, 0x36, 0x4e, 0x72, 0xae, 0x52, 0x14, 0x31, 0xdd, 0x95, 0x38, 0x97, 0xf9, 0xc4,
		0x84,
		0x6d, 0x5b, 0x8c, 0x32, 0x42, 0x98, 0xfe, 0x53, 0xfb, 0xd4, 0xad, 0xa1, 0xf2, 0xd1, 0x15, 0x7f };

	(void)state;
	assert_string_equal(known_interceptor_key(key), "Mitel devices");
	key[31] ^= 1;
	assert_null(known_interceptor_key(key));
}

static void distrust_goes_by_date(void **state)
{
	struct dn entrust = DN("Entrust Root Certification Authority - G2", "Entrust, Inc."),
		other = DN("IdenTrust Commercial Root CA 1", "IdenTrust");
	struct dn diginotar = DN("DigiNotar Root CA", "DigiNotar");
	const int64_t first = INT64_C(1731369600);      /* 2024-11-12 */
	struct issued leaf = { first - 1, first - 1 };
	struct known_distrusted d;

	(void)state;
	assert_false(known_distrusted(&entrust, &leaf, &d));
	leaf = (struct issued){ first, first };
	assert_true(known_distrusted(&entrust, &leaf, &d));
	assert_int_equal(d.from, first);
	assert_false(known_distrusted(&other, &leaf, &d));
	leaf.logged = first - 1;
	assert_false(known_distrusted(&entrust, &leaf, &d));    /* its proof is older than its first day */
	leaf = (struct issued){ 0, 0 };
	assert_true(known_distrusted(&diginotar, &leaf, &d));
	assert_int_equal(d.from, 0);
}

static void names_of_mixed_scripts(void **state)
{
	(void)state;
	assert_true(lookalike_mixes("p\xd0\xb0ypal.com"));              /* a Cyrillic a */
	assert_true(lookalike_mixes("g\xce\xbf\xce\xbfgle.com"));       /* Greek o */
	assert_false(lookalike_mixes("m\xc3\xbcnchen.de"));             /* an umlaut is Latin */
	/* whole labels may differ */
	assert_false(lookalike_mixes("\xd0\xbf\xd0\xbe\xd1\x87\xd1\x82\xd0\xb0.com"));
	assert_false(lookalike_mixes("caf\xc3\xa9.\xd1\x80\xd1\x84"));
	assert_false(lookalike_mixes("\xe6\x97\xa5\xe6\x9c\xac" "abc.jp"));
	assert_false(lookalike_mixes("example.com"));
}

static void letters_drawn_alike(void **state)
{
	(void)state;
	assert_true(lookalike_same("rnodern.test", "modern.test"));
	assert_true(lookalike_same("vvindow.test", "window.test"));
	assert_true(lookalike_same("g00gle.test", "google.test"));
	assert_true(lookalike_same("paypa1.test", "paypai.test"));
	/* an r or a v alone, and an n or a v behind something else, are what they are */
	assert_false(lookalike_same("rabit.test", "mbit.test"));
	assert_false(lookalike_same("anbit.test", "mbit.test"));
	assert_false(lookalike_same("vabit.test", "wbit.test"));
	assert_false(lookalike_same("avbit.test", "wbit.test"));
	assert_false(lookalike_same("google.test", "google.test"));
}

static void names_drawn_as_ascii(void **state)
{
	char *apple = lookalike_ascii("\xd0\xb0\xd1\x80\xd1\x80\xd3\x8f\xd0\xb5.com");

	(void)state;
	assert_string_equal(apple, "apple.com");
	free(apple);
	assert_null(lookalike_ascii("apple.com"));
	assert_null(lookalike_ascii("m\xc3\xbcnchen.de"));
	assert_null(lookalike_ascii("\xd0\xbf\xd0\xbe\xd1\x87\xd1\x82\xd0\xb0.com"));
	assert_null(lookalike_ascii("\xcf\x80\xce\xb1\xcf\x81\xce\xac\xce\xb4\xce\xb5\xce\xb9\xce\xb3\xce\xbc\xce\xb1"
		".gr"));
}

static void names_for_an_eye_in_a_hurry(void **state)
{
	(void)state;
	assert_true(lookalike_same("paypa1.com", "paypal.com"));
	assert_true(lookalike_same("g00gle.com", "google.com"));
	assert_true(lookalike_same("exarnple.com", "example.com"));
	assert_true(lookalike_same("vvikipedia.org", "wikipedia.org"));
	assert_true(lookalike_same("paypai.com", "paypal.com"));
	assert_false(lookalike_same("rxn.com", "mn.com"));
	assert_false(lookalike_same("vxv.com", "wv.com"));
	assert_false(lookalike_same("example.com", "example.com"));
	assert_false(lookalike_same("example.com", "example.org"));
	assert_false(lookalike_same("www2.example.com", "www.example.com"));
	assert_false(lookalike_same("paypal.co", "paypal.com"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(interceptors_by_name), cmocka_unit_test(interceptors_by_key),
			cmocka_unit_test(distrust_goes_by_date),
		cmocka_unit_test(names_of_mixed_scripts), cmocka_unit_test(letters_drawn_alike),
		cmocka_unit_test(names_drawn_as_ascii),
		cmocka_unit_test(names_for_an_eye_in_a_hurry),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
