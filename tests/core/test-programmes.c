/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table of public roots, and what is said of a certificate below a root that a browser lacks or takes nothing new
 * from. */
#include "base/mem.h"
#include "base/moment.h"
#include "judge/judge.h"
#include "lib/chains.h"
#include "x509/programmes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct chain_keys *keys;

static void test_the_table_is_sorted_and_parses(void **state)
{
	size_t n_mozilla = 0, n_chrome = 0, n_days = 0;

	(void)state;
	assert_true(public_roots_known.n > 400);
	for (size_t i = 0; i < public_roots_known.n; i++) {
		const struct public_root *r = &public_roots_known.rows[i];
		const char *days[] = { r->chrome_until, r->mozilla_until };

		assert_int_equal(strlen(r->sha256), 64);
		assert_int_equal(strspn(r->sha256, "0123456789abcdef"), 64);
		assert_true(i == 0 || strcmp(public_roots_known.rows[i - 1].sha256, r->sha256) < 0);
		assert_int_equal(strlen(r->stores), N_STORES);
		assert_int_equal(strspn(r->stores, "1-"), N_STORES);
		assert_true(r->name[0] != '\0');
		for (size_t k = 0; k < 2; k++) {
			int64_t t;

			assert_true(days[k][0] == '\0' || (strlen(days[k]) == 10 && moment_parse(days[k], &t) == NULL));
			n_days += days[k][0] != '\0';
		}
		n_mozilla += public_root_in(r, STORE_MOZILLA);
		n_chrome += public_root_in(r, STORE_CHROME);
	}
	assert_in_range(n_mozilla, 100, 200);
	assert_in_range(n_chrome, 80, 200);
	assert_true(n_days > 20);
}

/* The columns are those of stores.def: ISRG Root X2 came with Android 14, and X1 is old. */
static void test_columns(void **state)
{
	static const char x1[] = "96bcec06264976f37460779acf28c5a7cfe8a3c0aae11a8ffcee05c0bddf08c6",
		x2[] = "69729b8e15a86efc177a57afb7171dfc64add28c2fca8cf1507e34453ccb1470";
	const struct public_root *found[2] = { NULL, NULL };

	(void)state;
	for (size_t i = 0; i < public_roots_known.n; i++)
		for (size_t k = 0; k < 2; k++)
			if (strcmp(public_roots_known.rows[i].sha256, k == 0 ? x1 : x2) == 0)
				found[k] = &public_roots_known.rows[i];
	for (enum root_store s = 0; s < N_STORES; s++)
		assert_true(public_root_in(found[0], s));
	assert_true(public_root_in(found[1], STORE_ANDROID_14));
	assert_false(public_root_in(found[1], STORE_ANDROID_13));
	assert_true(public_root_in(found[1], STORE_CHROME));
	assert_string_equal(found[1]->name, "ISRG Root X2");
	assert_string_equal(store_words(STORE_ANDROID_14), "Android 14");
	assert_string_equal(store_words(STORE_DEBIAN_12), "Debian 12");
}

/* Debian's ca-certificates 20250419, of bookworm-security: 148 files, TrustAsia's among them, TrustCor's no longer. */
static void test_debian(void **state)
{
	static const char trustasia[] = "be4b56cb5056c0136a526df444508daa36a0b54f42e4ac38f72af470e479654c",
		trustcor[] = "d40e9c86cd8fe468c1776959f49ea774fa548684b6c406f3909261f4dce2575c";
	size_t n = 0, found = 0;

	(void)state;
	for (size_t i = 0; i < public_roots_known.n; i++) {
		const struct public_root *r = &public_roots_known.rows[i];
		bool has = public_root_in(r, STORE_DEBIAN_12), asia = strcmp(r->sha256, trustasia) == 0;

		n += has;
		if (!asia && strcmp(r->sha256, trustcor) != 0)
			continue;
		assert_int_equal(has, asia);
		found++;
	}
	assert_int_equal(n, 148);
	assert_int_equal(found, 2);
}

/* ---- what is said ---- */

struct root_case {
	bool mozilla, chrome;
	const char *chrome_until, *mozilla_until;
	const char *shade;       /* NULL: no finding */
	const char *browser, *date;
	int64_t later;           /* seconds after CHAINS_NOW, to judge at */
	int issued;              /* days after it, of the leaf; 0: 30 before */
	const char *said;        /* root_said() */
};

/* CHAINS_NOW is 1 June 2026; leaves begin on 2 May. The dates of roots are told from June 2026 on. */
static const struct root_case root_cases[] = {
	{ true, true, "", "", NULL, NULL, NULL, 0, 0, "" },
	{ true, false, "", "", "lacking", "Chrome", NULL, 0, 0, "Chrome lacks" },
	{ false, true, "", "", "lacking", "Firefox", NULL, 0, 0, "Firefox lacks" },
	{ false, false, "", "", "lacking", "Chrome and Firefox", NULL, 0, 0, "Chrome lacks, Firefox lacks" },
	{ false, false, "", "", NULL, NULL, NULL, -INT64_C(20) * 86400, 0, "" },
	{ true, true, "2026-05-01", "", "too-late", "Chrome", "1 May 2026", 0, 0, "Chrome logged" },
	{ true, true, "2026-05-02", "", NULL, NULL, NULL, 0, 0, "" },
	{ true, true, "", "2026-05-01", "too-late", "Firefox", "1 May 2026", 0, 0, "Firefox issued" },
	{ true, true, "", "2026-05-02", NULL, NULL, NULL, 0, 0, "" },
	{ false, true, "2026-05-01", "", "too-late", "Chrome", "1 May 2026", 0, 0, "Chrome logged, Firefox lacks" },
};

/* Who objects by a step of its own, in the order of the steps: "Chrome lacks", "Chrome logged". */
static char *root_said(const struct inspection *i)
{
	static const char *const browsers[] = { "Chrome", "Firefox" }, *const words[][2] = {
		{ " not in the store ", "lacks" }, { " that was logged after ", "logged" },
		{ " that was issued after ", "issued" },
	};
	struct buf b = BUF_INIT(1024);

	for (size_t k = 0; k < i->n_steps; k++) {
		const struct step *s = &i->steps[k];

		if (s->id != STEP_ANCHOR || s->result != STEP_FAIL)
			continue;
		for (size_t n = 0; n < sizeof browsers / sizeof *browsers; n++)
			if (strstr(s->text, browsers[n]) != NULL)
				(void)buf_addf(&b, "%s%s", b.len > 0 ? ", " : "", browsers[n]);
		for (size_t n = 0; n < sizeof words / sizeof *words; n++)
			if (strstr(s->text, words[n][0]) != NULL)
				(void)buf_addf(&b, " %s", words[n][1]);
	}
	return buf_take(&b);
}

static struct inspection *root_judge(const struct root_case *x, enum anchor_kind kind)
{
	char hex[65], stores[N_STORES + 1], line[64];
	struct public_root row = { .sha256 = hex, .name = "CA R", .stores = stores, .chrome_until = x->chrome_until,
		.mozilla_until = x->mozilla_until };
	struct public_roots roots = { &row, 1 };
	struct inspection *out = mem_alloc(sizeof *out);
	struct cert *presented[2];
	struct chain chain;
	struct trust *trust = trust_new(NULL);
	struct opts o;
	struct judge_input in = { .opts = &o, .now = CHAINS_NOW + x->later, .host = CHAINS_HOST, .presented = presented,
		.n_presented = 2, .tls = { .server = true, .version = 0x0304 }, .trust = trust, .roots = &roots };
	struct judge *j;

	if (x->issued != 0)
		(void)snprintf(line, sizeof line, "R; I<R; L<I from=%d to=%d", x->issued, x->issued + 90);
	chain_make(&chain, keys, x->issued != 0 ? line : "R; I<R; L<I");
	for (size_t i = 0; i < 32; i++)
		(void)snprintf(hex + 2 * i, 3, "%02x", chain_find(&chain, "R")->sha256[i]);
	memset(stores, '-', N_STORES);
	stores[N_STORES] = '\0';
	stores[STORE_MOZILLA] = x->mozilla ? '1' : '-';
	stores[STORE_CHROME] = x->chrome ? '1' : '-';
	trust_add(trust, chain_find(&chain, "R"), kind);
	(void)chain_pick(&chain, "L I", presented, 2);
	opts_defaults(&o);
	j = judge_new(&in);
	while (judge_step(j) != JUDGE_DONE)
		;
	out->time = in.now;
	judge_finish(j, out);
	trust_free(trust);
	chain_done(&chain);
	return out;
}

/* Each browser goes by its own store, and by nothing that another has against the root. */
static void test_browsers_differ(void **state)
{
	static const struct { struct root_case root; const char *chromium, *firefox; } rows[] = {
		{ { true, true, "", "", NULL, NULL, NULL, 0, 0, "" }, "NET::ERR_CERTIFICATE_TRANSPARENCY_REQUIRED",
			"MOZILLA_PKIX_ERROR_INSUFFICIENT_CERTIFICATE_TRANSPARENCY" },
		{ { true, false, "", "", NULL, NULL, NULL, 0, 0, "" }, "NET::ERR_CERT_AUTHORITY_INVALID",
			"MOZILLA_PKIX_ERROR_INSUFFICIENT_CERTIFICATE_TRANSPARENCY" },
		{ { false, true, "", "", NULL, NULL, NULL, 0, 0, "" }, "NET::ERR_CERTIFICATE_TRANSPARENCY_REQUIRED",
			"SEC_ERROR_UNKNOWN_ISSUER" },
		{ { true, true, "2026-05-01", "2026-05-01", NULL, NULL, NULL, 0, 0, "" }, "NET::ERR_CERT_AUTHORITY_INVALID",
			"SEC_ERROR_UNTRUSTED_ISSUER" },
	};

	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		struct inspection *i = root_judge(&rows[k].root, ANCHOR_PUBLIC);

		for (size_t n = 0; n < i->n_clients; n++) {
			if (strcmp(i->clients[n].client, "Chromium") == 0)
				assert_string_equal(i->clients[n].code, rows[k].chromium);
			if (strcmp(i->clients[n].client, "Firefox") == 0)
				assert_string_equal(i->clients[n].code, rows[k].firefox);
		}
		inspection_free(i);
	}
}

static void test_roots_that_browsers_do_not_take(void **state)
{
	(void)state;
	for (size_t k = 0; k < sizeof root_cases / sizeof *root_cases; k++) {
		const struct root_case *x = &root_cases[k];
		struct inspection *i = root_judge(x, ANCHOR_PUBLIC);
		const struct finding *f = inspection_finding(i, FINDING_DISTRUSTED_CA);
		char *said;

		if ((f == NULL) != (x->shade == NULL))
			fail_msg("case %zu", k);
		if (f != NULL) {
			assert_string_equal(shade_name(f->shade), x->shade);
			assert_string_equal(finding_get(f, PARAM_BROWSER), x->browser);
			assert_string_equal(finding_get(f, PARAM_ISSUER), "CA R");
			assert_true((finding_get(f, PARAM_DATE) == NULL) == (x->date == NULL));
			if (x->date != NULL)
				assert_string_equal(finding_get(f, PARAM_DATE), x->date);
		}
		said = root_said(i);
		assert_string_equal(said, x->said);
		free(said);
		inspection_free(i);
		/* a root of one's own is nobody else's business */
		i = root_judge(x, ANCHOR_ADDED);
		assert_null(inspection_finding(i, FINDING_DISTRUSTED_CA));
		inspection_free(i);
	}
}

/* Chrome counts the first timestamp, Mozilla the day of issue. */
static void test_which_day_counts(void **state)
{
	static const struct public_root root = { "", "R", "11111111111111111111", "2026-05-01", "2026-05-01" };
	const int64_t day = INT64_C(1777593600);         /* 2026-05-01 */
	struct issued leaf = { day + MOMENT_DAY, day + MOMENT_DAY - 1 };
	int64_t until = 0;

	(void)state;
	assert_int_equal(public_root_objection(&root, STORE_CHROME, &leaf, day, &until), ROOT_TAKEN);
	assert_int_equal(public_root_objection(&root, STORE_MOZILLA, &leaf, day, &until), ROOT_TOO_LATE);
	assert_int_equal(until, day + MOMENT_DAY - 1);
	leaf.logged = day + MOMENT_DAY;
	assert_int_equal(public_root_objection(&root, STORE_CHROME, &leaf, day, NULL), ROOT_TOO_LATE);
	assert_int_equal(public_root_objection(&root, STORE_APPLE_26, &leaf, day, NULL), ROOT_TAKEN);
}

/* A leaf of 15 October 2026 below roots of the world, by the table as it is: a certificate of ours stands where theirs
 * does. What the browsers' stores said in November 2026. */
static void test_the_roots_of_today(void **state)
{
	static const struct { const char *name, *shade, *browser, *date; } expected[] = {
		{ "Buypass Class 2 Root CA", "too-late", "Chrome", "31 Oct 2025" },
		{ "Buypass Class 3 Root CA", "too-late", "Chrome", "31 Oct 2025" },
		{ "D-TRUST Root Class 3 CA 2 2009", "too-late", "Chrome", "28 May 2026" },
		{ "D-TRUST Root Class 3 CA 2 EV 2009", "too-late", "Chrome", "28 May 2026" },
		{ "T-TeleSec GlobalRoot Class 2", "too-late", "Chrome", "28 May 2026" },
		{ "T-TeleSec GlobalRoot Class 3", "too-late", "Chrome", "28 May 2026" },
		{ "Certigna Root CA", "too-late", "Chrome", "14 Jun 2026" },
		{ "SSL.com Root Certification Authority RSA", "too-late", "Chrome", "14 Jun 2026" },
		{ "SSL.com EV Root Certification Authority RSA R2", "too-late", "Chrome", "14 Jun 2026" },
		{ "DigiCert Trusted Root G4", "too-late", "Chrome", "30 Jun 2026" },
		{ "DigiCert Assured ID Root G2", "too-late", "Chrome", "14 Sep 2026" },
		{ "DigiCert Assured ID Root G3", "too-late", "Chrome", "14 Sep 2026" },
		{ "TWCA Global Root CA", "too-late", "Chrome", "14 Sep 2026" },
		{ "Izenpe.com", "too-late", "Chrome", "14 Apr 2026" },
		{ "HiPKI Root CA - G1", "too-late", "Chrome", "31 Jul 2025" },
		{ "ePKI Root Certification Authority", "too-late", "Chrome", "31 Jul 2025" },
		{ "DigiCert Global Root CA", "lacking", "Chrome and Firefox", NULL },
		{ "DigiCert High Assurance EV Root CA", "lacking", "Chrome and Firefox", NULL },
		{ "DigiCert Assured ID Root CA", "lacking", "Chrome and Firefox", NULL },
		{ "GlobalSign Root CA", "lacking", "Chrome and Firefox", NULL },
		{ "SwissSign RSA TLS Root CA 2022 - 1", NULL, NULL, NULL },
		{ "D-TRUST BR Root CA 1 2020", NULL, NULL, NULL },
		{ "ISRG Root X1", NULL, NULL, NULL },
		{ "DigiCert Global Root G2", NULL, NULL, NULL },
	};

	(void)state;
	for (size_t k = 0; k < sizeof expected / sizeof *expected; k++) {
		const struct public_root *r = public_roots_known.rows;
		struct root_case x = { .later = 181 * INT64_C(86400), .issued = 136 };
		const struct finding *f;
		struct inspection *i;

		for (size_t n = 0; n < public_roots_known.n; n++)
			if (strcmp(public_roots_known.rows[n].name, expected[k].name) == 0)
				r = &public_roots_known.rows[n];
		assert_string_equal(r->name, expected[k].name);
		x.mozilla = public_root_in(r, STORE_MOZILLA);
		x.chrome = public_root_in(r, STORE_CHROME);
		x.chrome_until = r->chrome_until;
		x.mozilla_until = r->mozilla_until;
		i = root_judge(&x, ANCHOR_PUBLIC);
		f = inspection_finding(i, FINDING_DISTRUSTED_CA);
		if ((f == NULL) != (expected[k].shade == NULL))
			fail_msg("%s", expected[k].name);
		if (f != NULL) {
			assert_string_equal(shade_name(f->shade), expected[k].shade);
			assert_string_equal(finding_get(f, PARAM_BROWSER), expected[k].browser);
			if (expected[k].date != NULL)
				assert_string_equal(finding_get(f, PARAM_DATE), expected[k].date);
		}
		for (size_t n = 0; n < i->n_steps; n++)
			assert_null(strstr(i->steps[n].text, "not withdrawn"));
		inspection_free(i);
	}
}

static int programmes_setup(void **state)
{
	(void)state;
	keys = chain_keys_new();
	return 0;
}

static int programmes_teardown(void **state)
{
	(void)state;
	chain_keys_free(keys);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_table_is_sorted_and_parses),
		cmocka_unit_test(test_columns),
		cmocka_unit_test(test_debian),
		cmocka_unit_test(test_roots_that_browsers_do_not_take),
		cmocka_unit_test(test_browsers_differ),
		cmocka_unit_test(test_which_day_counts),
		cmocka_unit_test(test_the_roots_of_today),
	};

	return cmocka_run_group_tests(tests, programmes_setup, programmes_teardown);
}
