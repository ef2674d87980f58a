/* SPDX-License-Identifier: GPL-3.0-or-later
 * OCSP answers and revocation lists that are well encoded and rightly signed, and in which one element is missing,
 * there twice, empty, or of another kind: what is said of each. Of a thing with n elements each change gives n letters,
 * depth first; what they mean stands at their reader. */
#include "lib/crl-make.h"
#include "lib/surgery.h"

#include "asn1/der.h"
#include "asn1/der-write.h"
#include "base/limits.h"
#include "pki/status.h"
#include "revocation/lists.h"
#include "revocation/ocsp.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#define NOW INT64_C(1790000000)          /* 2026-09-21 */
#define N(a) (sizeof(a) / sizeof *(a))
#define DER(s) { (const uint8_t *)(s), sizeof(s) - 1 }

enum { DAY = 86400, MOST = 200 };

enum who { ROOT, LEAF, OTHER, RESPONDER, N_WHO };
static struct pki_key *keys[N_WHO];
static struct pki_cert made[N_WHO];
static struct cert *certs[N_WHO];

static int setup(void **state)
{
	static const char *const names[] = { "www.example.test", NULL }, *const ocsp[] = { "1.3.6.1.5.5.7.3.9", NULL };
	static const struct pki_spec specs[N_WHO] = {
		[ROOT] = { .cn = "Root", .flags = PKI_CA }, [LEAF] = { .cn = "leaf", .names = names },
		[OTHER] = { .cn = "other", .names = names }, [RESPONDER] = { .cn = "responder", .eku = ocsp },
	};

	(void)state;
	for (int i = 0; i < N_WHO; i++) {
		struct pki_spec spec = specs[i];

		spec.not_before = NOW - 30 * DAY;
		spec.not_after = NOW + 60 * DAY;
		keys[i] = pki_key_new(PKI_P256, NULL);
		if (keys[i] == NULL
			|| pki_cert_make(&made[i], &spec, keys[i], i == ROOT ? NULL : &made[ROOT], NULL) != 0)
			return -1;
		certs[i] = cert_read(pki_cert_der(&made[i]).p, pki_cert_der(&made[i]).n);
	}
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	for (int i = 0; i < N_WHO; i++) {
		cert_unref(certs[i]);
		pki_cert_done(&made[i]);
		pki_key_free(keys[i]);
	}
	return 0;
}

/* ---- one change after the other ---- */

/* What is said of a thing, as a letter. */
typedef char reader(struct bytes der);

static char letter_of(const char *said, const char *const words[], const char *letters)
{
	for (size_t i = 0; words[i] != NULL; i++)
		if (strstr(said, words[i]) != NULL)
			return letters[i];
	print_error("no letter for: %s\n", said);
	return '?';
}

/* `sign`: the parts of `der` are what is signed, and are signed anew; NULL: it is changed as it is. */
static unsigned altered(const char *what, struct bytes der, void (*sign)(struct bytes tbs, struct buf *out),
	reader *reads, const char *const expected[N_SURGERIES])
{
	unsigned wrong = 0;
	size_t n = surgery_elements(der);

	assert_in_range(n, 10, MOST - 1);
	for (enum surgery how = 0; how < N_SURGERIES; how++) {
		char said[MOST];

		for (size_t i = 0; i < n; i++) {
			struct buf b = BUF_INIT(LIMIT_CRL_BYTES), whole = BUF_INIT(LIMIT_CRL_BYTES);

			surgery(der, i, how, &b);
			if (sign != NULL)
				sign(buf_bytes(&b), &whole);
			said[i] = reads(buf_bytes(sign != NULL ? &whole : &b));
			buf_done(&b);
			buf_done(&whole);
		}
		said[n] = '\0';
		if (strcmp(said, expected[how]) != 0) {
			print_error("%s, %d:\n\t%s\n\t%s\n", what, (int)how, said, expected[how]);
			wrong++;
		}
	}
	return wrong;
}

/* ---- answers ---- */

/* `.` as it was, `!` another answer; `n` no answer at all, `k` of an unknown kind, `u` an unknown status, `m`
 * malformed, `o` about others, `s` signed by nobody who may, `c` a critical rule, `f` from the future, `t` stale. */
static char ocsp_letter(struct bytes der)
{
	static const char *const words[] = { "not an OCSP", "unknown kind", "unknown status", "malformed",
		"other certificates", "nobody who may", "critical rule", "from the future", "stale", NULL };
	struct ocsp_answer a;
	struct cc_err e = { 0 };

	if (ocsp_read(der, certs[LEAF], certs[ROOT], NOW, &a, &e) != 0)
		return letter_of(e.msg, words, "nkumoscft");
	return a.status == OCSP_REVOKED && a.revoked_at == NOW - 2 * DAY && a.reason == 1 && a.this_update == NOW - DAY
		&& a.next_update == NOW + DAY ? '.' : '!';
}

static void ocsp_sign(struct bytes tbs, struct buf *out)
{
	struct derw d = DERW_INIT(LIMIT_OCSP_BYTES);

	derw_begin(&d, DERW_SEQUENCE);
	derw_int(&d, DERW_ENUMERATED, 0);
	derw_begin(&d, DERW_CONTEXT_CONSTRUCTED(0));
	derw_begin(&d, DERW_SEQUENCE);
	derw_oid(&d, "1.3.6.1.5.5.7.48.1.1");
	derw_begin(&d, DERW_OCTET_STRING);
	derw_begin(&d, DERW_SEQUENCE);
	assert_int_equal(pki_sign(&d, tbs, keys[ROOT], PKI_SHA256, false, NULL), 0);
	for (int i = 0; i < 5; i++)
		derw_end(&d);
	assert_int_equal(buf_add(out, derw_bytes(&d).p, derw_bytes(&d).n), 0);
	derw_done(&d);
}

/* What is signed of an answer. */
static struct bytes ocsp_tbs(struct bytes der)
{
	struct bytes in = der, skip;
	struct der x = { 0 };

	assert_true(der_take(&in, DER_SEQUENCE, &in) && der_take(&in, DER_ENUMERATED, &skip)
		&& der_take(&in, DER_CONSTRUCTED_TAG(0), &in) && der_take(&in, DER_SEQUENCE, &in)
		&& der_take(&in, DER_OID, &skip) && der_take(&in, DER_OCTET_STRING, &in)
		&& der_take(&in, DER_SEQUENCE, &in) && der_next(&in, &x));
	return x.whole;
}

static void test_answers(void **state)
{
	static const struct pki_extension cutoff =
		{ "1.3.6.1.5.5.7.48.1.6", true, DER("\x18\x0f" "20200101000000Z") },
		nonce = { "1.3.6.1.5.5.7.48.1.2", true, DER("\4\4abcd") };
	static const char *const signed_anew[N_SURGERIES] = {
		"mm.mmoooo.ooooo!!o!!.c.c....c.c...",
		"mm.mc.oo..oo.o!..cc.c......c......",
		"m...ooooo.ooooo!!o!oc.cc...c.cc...",
		"m...moooo.ooooo!!ococccc...cccc...",
	}, *const as_they_are[N_SURGERIES] = {
		"nnnnnnmmmsmmoooosooooossossssssssssssssssmmmssssssssssssssssssssssssssssssssssssssssssssssssssssssss",
		".n..n..mmsmssoossoosossssssssssssssssssssm.s...sssssssssssssssssssssssssssssssssssssssssssssssssss.s",
		"nnnnkmmmsssooooo.ooooossosossssssssssssssmmmsssssssssssssssssssssssssssssssss.ssssssssssssssssssssss",
		"nnnnnnmmsssmoooosooooossosossssssssssssssmmmssssssssssssssssssssssssssssssssssssssssssssssssssssssss",
	};
	struct pki_ocsp_entry entry = { .cert = &made[LEAF], .issuer = &made[ROOT], .status = PKI_STATUS_REVOKED,
		.this_update = NOW - DAY, .next_update = NOW + DAY, .revoked_at = NOW - 2 * DAY, .reason = 1,
		.extension = &cutoff };
	struct pki_ocsp_spec spec = { .entries = &entry, .n_entries = 1, .produced_at = NOW - DAY,
		.signer = &made[ROOT], .extension = &nonce };
	struct buf der = BUF_INIT(LIMIT_OCSP_BYTES);
	unsigned wrong;

	(void)state;
	assert_int_equal(pki_ocsp_make(&der, &spec, NULL), 0);
	assert_int_equal(ocsp_letter(buf_bytes(&der)), '.');
	wrong = altered("signed", ocsp_tbs(buf_bytes(&der)), ocsp_sign, ocsp_letter, signed_anew);
	buf_done(&der);
	spec.signer = &made[RESPONDER];
	spec.send_signer = true;
	assert_int_equal(pki_ocsp_make(&der, &spec, NULL), 0);
	assert_int_equal(ocsp_letter(buf_bytes(&der)), '.');
	wrong += altered("delegated", buf_bytes(&der), NULL, ocsp_letter, as_they_are);
	buf_done(&der);
	assert_int_equal(wrong, 0);
}

/* ---- lists ---- */

/* `.` as it was, `!` another answer, `+` not withdrawn, `-` not at other times; `n` no list, `i` another issuer's,
 * `m` malformed, `v` its signature does not verify, `u` could not be checked, `c` a critical rule, `e` an odd
 * entry, `f` from the future, `t` stale, `o` for others, `p` for a part, `r` for some reasons, `d` a difference.
 * Of what is used, how it breaks its profile: `1` version, `2` algorithms, `3` next date, `4` issuer's key, `5` no
 * number, `6` its number is critical. */
static char crl_letter(struct bytes der)
{
	static const char *const words[] = { "not a revocation list", "another issuer's", "malformed",
		"does not verify", "could not be checked", "critical rule", "an entry that", "from the future", "stale",
		"for other certificates", "for a part", "some reasons", "the difference", NULL };
	static const char *const faults[] = { "version 2", "two signature", "no date", "name its issuer's key",
		"no number", "is marked critical", NULL };
	struct cert *path[] = { certs[LEAF], certs[ROOT] };
	struct crl_answer a;
	struct cc_err e = { 0 };

	if (crl_ask(der, path, 2, NOW, &a, &e) != 0)
		return letter_of(e.msg, words, "nimvuceftoprd");
	if (a.fault != NULL)
		return letter_of(a.fault, faults, "123456");
	if (!a.revoked)
		return a.next_update == NOW + DAY && a.this_update == NOW - DAY ? '+' : '-';
	return a.revoked_at == NOW - 2 * DAY && a.reason == 1 ? '.' : '!';
}

static void crl_sign(struct bytes tbs, struct buf *out)
{
	struct derw d = DERW_INIT(LIMIT_CRL_BYTES);

	derw_begin(&d, DERW_SEQUENCE);
	assert_int_equal(pki_sign(&d, tbs, keys[ROOT], PKI_SHA256, false, NULL), 0);
	derw_end(&d);
	assert_int_equal(buf_add(out, derw_bytes(&d).p, derw_bytes(&d).n), 0);
	derw_done(&d);
}

static void test_lists(void **state)
{
	/* for users' certificates alone; from when on the key was not safe */
	static const struct pki_extension scope = { "2.5.29.28", true, DER("\x30\x03\x81\x01\xff") },
		since = { "2.5.29.24", false, DER("\x18\x0f" "20260101000000Z") };
	static const char *const with_it[N_SURGERIES] = {
		"n1n2niiii33++ee!!ee!....444nn..5nn.....c.",
		"nnn2niiiit44.e!..e.........n....n........",
		"n122iiiiinn+e+e!e!!!....44n4...n5...c.c..",
		"nnn2niiiinn4eee!eee!e...4nnnn..nnn.n...co",
	}, *const without[N_SURGERIES] = {
		"n1n2niiiif3++e+++ee+++++444nn++5nn+++++c+",
		"nnn2niiiit44+++++e+++++++++n++++n++++++++",
		"n122iiiiinn+e+++e+++++++44n4+++n5+++c+c++",
		"nnn2niiiinn4ee++eee+e+++4nnnn++nnn+n+++co",
	}, *const as_it_is[N_SURGERIES] = {
		"nnvnvniiiivvvvvvvvvvvvvvvvvvnnvvvnnvvvvvvvnmn",
		".nnnvniiiivvvvvvvvvvvvvvvvvvnvvvvnvvvvvvvvn2.",
		"nnvvviiiiinnvvvvvvvvvvvvvvvnvvvvnvvvvvvvvvmmn",
		"nnnnvniiiinnvvvvvvvvvvvvvvnnnnvvnnnvnvvvvvnmn",
	};
	const struct pki_cert *revoked[] = { &made[LEAF] };
	struct crl_spec spec = { .revoked = revoked, .n_revoked = 1, .signer = &made[ROOT], .this_update = NOW - DAY,
		.next_update = NOW + DAY, .revoked_at = NOW - 2 * DAY, .reason = 1, .number = 7, .extensions = &scope,
		.n_extensions = 1, .entry_extensions = &since, .n_entry_extensions = 1 };
	unsigned wrong = 0;

	(void)state;
	for (int k = 0; k < 2; k++) {
		struct buf der = BUF_INIT(LIMIT_CRL_BYTES);
		struct bytes in;
		struct der tbs = { 0 };

		revoked[0] = &made[k == 0 ? LEAF : OTHER];
		assert_int_equal(crl_make(&der, &spec, NULL), 0);
		assert_int_equal(crl_letter(buf_bytes(&der)), k == 0 ? '.' : '+');
		in = buf_bytes(&der);
		assert_true(der_take(&in, DER_SEQUENCE, &in) && der_next(&in, &tbs));
		wrong += altered(k == 0 ? "with it" : "without", tbs.whole, crl_sign, crl_letter,
			k == 0 ? with_it : without);
		if (k == 0)
			wrong += altered("as it is", buf_bytes(&der), NULL, crl_letter, as_it_is);
		buf_done(&der);
	}
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answers), cmocka_unit_test(test_lists),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
