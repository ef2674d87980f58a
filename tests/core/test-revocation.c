/* SPDX-License-Identifier: GPL-3.0-or-later
 * Withdrawn or not: OCSP answers and revocation lists, right ones and each kind of wrong one, at a frozen time. */
#include "asn1/der.h"
#include "base/mem.h"
#include "pki/status.h"
#include "lib/crl-make.h"
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

/* A root, two leaves, a responder that the root certified for OCSP, one that it did not, and a stranger;
 * at the end two responders that may not: by their key usage, and by a critical rule that nobody knows. */
enum who { ROOT, LEAF, OTHER, RESPONDER, USURPER, STRANGER, WITH_URLS, SHORT, MIDDLE, LOWER,
	BOUND, ODD, N_WHO };
static struct world {
	struct pki_key *key[N_WHO];
	struct pki_cert made[N_WHO];
	struct cert *cert[N_WHO];
} world;

static const char *const names[] = { "www.example.com", NULL };
static const char *const eku_ocsp[] = { "1.3.6.1.5.5.7.3.9", NULL };

static const struct pki_extension odd_rule = { "1.3.6.1.4.1.99999.1", true, { (const uint8_t *)"\5\0", 2 } };

static const struct { struct pki_spec spec; enum who issuer; } world_specs[N_WHO] = {
	[ROOT] = { { .cn = "Root", .flags = PKI_CA }, ROOT },
	[LEAF] = { { .cn = "leaf", .names = names }, ROOT },
	[OTHER] = { { .cn = "other", .names = names }, ROOT },
	[RESPONDER] = { { .cn = "responder", .eku = eku_ocsp }, ROOT },
	[BOUND] = { { .cn = "bound", .eku = eku_ocsp, .key_usage = KU_KEY_CERT_SIGN }, ROOT },
	[ODD] = { { .cn = "odd", .eku = eku_ocsp, .extensions = &odd_rule, .n_extensions = 1 }, ROOT },
	[USURPER] = { { .cn = "usurper", .names = names }, ROOT },
	[STRANGER] = { { .cn = "stranger", .flags = PKI_CA }, STRANGER },
	[WITH_URLS] = { { .cn = "urls", .names = names, .ocsp = "http://ocsp.example.com/",
		.crl = "http://crl.example.com/1.crl" }, ROOT },
	[MIDDLE] = { { .cn = "middle", .flags = PKI_CA }, ROOT },
	[LOWER] = { { .cn = "lower", .names = names }, MIDDLE },
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
	const struct pki_extension *extension, *of_entry, *of_other;
};

/* Critical ones: one that nobody knows, one of another kind of lists, and two of the standard's (RFC 6960 4.4). */
static const struct pki_extension odd_extension = { "1.3.6.1.4.1.99999.1", false, { (const uint8_t *)"\5\0", 2 } },
	odd_of_lists = { "2.5.29.28", true, { (const uint8_t *)"\x30\x03\x81\x01\xff", 5 } },
	nonce = { "1.3.6.1.5.5.7.48.1.2", true, { (const uint8_t *)"\4\4abcd", 6 } },
	cutoff = { "1.3.6.1.5.5.7.48.1.6", true, { (const uint8_t *)"\x18\x0f" "20200101000000Z", 17 } };

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
	{ .name = "a responder whose key may not sign answers", .about = LEAF, .signer = BOUND, .status = PKI_STATUS_GOOD,
		.from = -DAY, .until = DAY, .send_signer = true, .fault = "nobody who may" },
	{ .name = "a responder with a critical rule that nobody knows", .about = LEAF, .signer = ODD,
		.status = PKI_STATUS_GOOD, .from = -DAY, .until = DAY, .send_signer = true, .fault = "nobody who may" },
	{ .name = "a responder of another root", .about = LEAF, .signer = STRANGER, .status = PKI_STATUS_GOOD,
		.from = -DAY, .until = DAY, .send_signer = true, .fault = "nobody who may" },
	{ .name = "a spoilt signature", .about = LEAF, .signer = ROOT, .status = PKI_STATUS_GOOD, .from = -DAY,
		.until = DAY, .spoil = true, .fault = "nobody who may" },
	{ .name = "good, with a critical nonce", .about = LEAF, .signer = ROOT, .status = PKI_STATUS_GOOD, .from = -DAY,
		.until = DAY, .extension = &nonce },
	{ .name = "good, with a critical cutoff", .about = LEAF, .signer = ROOT, .status = PKI_STATUS_GOOD, .from = -DAY,
		.until = DAY, .of_entry = &cutoff },
	{ .name = "good, with a rule that is not critical", .about = LEAF, .signer = ROOT, .status = PKI_STATUS_GOOD,
		.from = -DAY, .until = DAY, .extension = &odd_extension, .of_entry = &odd_extension },
	{ .name = "good, with a critical rule that nobody knows", .about = LEAF, .signer = ROOT, .status = PKI_STATUS_GOOD,
		.from = -DAY, .until = DAY, .extension = &odd_rule, .fault = "critical rule" },
	{ .name = "good, with such a rule of its entry", .about = LEAF, .signer = ROOT, .status = PKI_STATUS_GOOD,
		.from = -DAY, .until = DAY, .of_entry = &odd_rule, .fault = "critical rule" },
	{ .name = "good, with a list's scope as a critical rule", .about = LEAF, .signer = ROOT, .status = PKI_STATUS_GOOD,
		.from = -DAY, .until = DAY, .of_entry = &odd_of_lists, .fault = "critical rule" },
	{ .name = "such a rule of another entry", .about = LEAF, .signer = ROOT, .status = PKI_STATUS_GOOD,
		.from = -DAY, .until = DAY, .second = true, .of_other = &odd_rule },
	{ .name = "stale", .about = LEAF, .signer = ROOT, .status = PKI_STATUS_GOOD, .from = -9 * DAY, .until = -DAY,
		.fault = "stale" },
	{ .name = "revoked, says a stale one", .about = LEAF, .signer = ROOT, .status = PKI_STATUS_REVOKED, .from = -9 * DAY,
		.until = -DAY },
	{ .name = "revoked, says one from the future", .about = LEAF, .signer = ROOT, .status = PKI_STATUS_REVOKED,
		.from = DAY, .until = 2 * DAY },
	{ .name = "from the future", .about = LEAF, .signer = ROOT, .status = PKI_STATUS_GOOD, .from = DAY,
		.until = 2 * DAY, .fault = "from the future" },
	{ .name = "the responder says to try later", .about = LEAF, .signer = ROOT, .status = PKI_STATUS_GOOD,
		.from = -DAY, .until = DAY, .error = 3, .fault = "later" },
	{ .name = "the request was malformed", .about = LEAF, .signer = ROOT, .error = 1, .fault = "request malformed" },
	{ .name = "the responder is broken", .about = LEAF, .signer = ROOT, .error = 2, .fault = "internal error" },
	{ .name = "no status", .about = LEAF, .signer = ROOT, .error = 4, .fault = "unknown status" },
	{ .name = "it wants a signature", .about = LEAF, .signer = ROOT, .error = 5, .fault = "signed requests" },
	{ .name = "it refuses", .about = LEAF, .signer = ROOT, .error = 6, .fault = "unauthorized" },
	{ .name = "no status that there is", .about = LEAF, .signer = ROOT, .error = 7, .fault = "unknown status" },
};

static void make_ocsp(const struct ocsp_row *row, struct buf *out)
{
	struct pki_ocsp_entry entries[2] = {
		{ .cert = &world.made[OTHER], .issuer = &world.made[ROOT], .status = PKI_STATUS_GOOD,
			.this_update = NOW - DAY, .next_update = NOW + DAY, .extension = row->of_other },
		{ .cert = &world.made[row->about], .issuer = &world.made[ROOT], .status = row->status,
			.this_update = NOW + row->from,
			.next_update = row->until != 0 ? NOW + row->until : 0, .revoked_at = NOW - 2 * DAY,
			.reason = 1, .extension = row->of_entry },
	};
	struct pki_ocsp_spec spec =
		{ .entries = row->second ? entries : entries + 1, .n_entries = row->second ? 2 : 1,
		.produced_at = NOW - DAY,
		.signer = &world.made[row->signer], .send_signer = row->send_signer, .by_name = row->by_name,
		.spoil = row->spoil, .error = row->error, .extension = row->extension };
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

/* Behind so many entries nobody looks for his own. */
static void test_an_answer_has_an_end(void **state)
{
	enum { MOST = 1024 };
	struct pki_ocsp_entry *entries = mem_alloc((MOST + 1) * sizeof *entries);

	(void)state;
	for (size_t i = 0; i <= MOST; i++)
		entries[i] = (struct pki_ocsp_entry){ .cert = &world.made[OTHER], .issuer = &world.made[ROOT],
			.status = PKI_STATUS_GOOD, .this_update = NOW - DAY, .next_update = NOW + DAY };
	for (size_t n = MOST; n <= MOST + 1; n++) {
		struct pki_ocsp_spec spec = { .entries = entries, .n_entries = n, .produced_at = NOW - DAY,
			.signer = &world.made[ROOT] };
		struct buf der = BUF_INIT(LIMIT_OCSP_BYTES * 10);
		struct ocsp_answer a;

		entries[n - 1].cert = &world.made[LEAF];
		assert_int_equal(pki_ocsp_make(&der, &spec, NULL), 0);
		assert_int_equal(ocsp_read(buf_bytes(&der), world.cert[LEAF], world.cert[ROOT], NOW, &a, NULL),
			n == MOST ? 0 : -1);
		entries[n - 1].cert = &world.made[OTHER];
		buf_done(&der);
	}
	free(entries);
}

static void test_cut_answers_are_refused(void **state)
{
	struct buf der = BUF_INIT(LIMIT_OCSP_BYTES);
	struct ocsp_answer a;
	struct crl_answer l;
	struct cert *leaf_and_root[] = { world.cert[LEAF], world.cert[ROOT] };

	(void)state;
	make_ocsp(&ocsp_rows[2], &der);
	for (size_t n = 0; n < der.len; n++) {
		uint8_t *cut = malloc(n == 0 ? 1 : n);   /* its own block, so that the sanitizer sees a byte too far */

		assert_non_null(cut);
		memcpy(cut, der.data, n);
		assert_int_equal(ocsp_read((struct bytes){ cut, n }, world.cert[LEAF], world.cert[ROOT], NOW, &a, NULL),
			-1);
		assert_int_equal(crl_ask((struct bytes){ cut, n }, leaf_and_root, 2, NOW, &l, NULL), -1);
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
	{ "on one from the future", ROOT, true, false, DAY, 2 * DAY, NULL },
	{ "not on one from the future", ROOT, false, false, DAY, 2 * DAY, "future" },
	{ "another issuer's", STRANGER, true, false, -DAY, DAY, "another issuer's" },
	{ "a spoilt one", ROOT, true, true, -DAY, DAY, "does not verify" },
};

static void make_crl(const struct crl_row *row, struct buf *out)
{
	const struct pki_cert *revoked[] = { &world.made[OTHER], &world.made[LEAF] };
	struct crl_spec spec =
		{ .revoked = revoked, .n_revoked = row->lists_leaf ? 2 : 1, .signer = &world.made[row->signer],
		.this_update = NOW + row->from,
		.next_update = NOW + row->until, .revoked_at = NOW - 3 * DAY, .reason = 4, .number = 7,
		.spoil = row->spoil };
	struct cc_err e = { 0 };

	assert_int_equal(crl_make(out, &spec, &e), 0);
}

static void test_crl(void **state)
{
	struct cert *leaf_and_root[] = { world.cert[LEAF], world.cert[ROOT] };

	(void)state;
	for (size_t i = 0; i < N(crl_rows); i++) {
		const struct crl_row *row = &crl_rows[i];
		struct buf der = BUF_INIT(LIMIT_CRL_BYTES);
		struct crl_answer a;
		struct cc_err e = { 0 };
		int r;

		make_crl(row, &der);
		r = crl_ask(buf_bytes(&der), leaf_and_root, 2, NOW, &a, &e);
		if (r != (row->fault == NULL ? 0 : -1) || (row->fault != NULL && strstr(e.msg, row->fault) == NULL))
			fail_msg("%s: %d, %s", row->name, r, e.msg);
		if (row->fault == NULL)
			assert_int_equal(a.revoked, row->lists_leaf);
		buf_done(&der);
	}
}

/* Base64 in lines, between the lines of PEM. */
static void add_pem(struct buf *out, struct bytes der, const char *line_end)
{
	static const char b64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	assert_int_equal(buf_addf(out, "-----BEGIN X509 CRL-----%s", line_end), 0);
	for (size_t i = 0; i < der.n; i += 3) {
		uint32_t v = 0;
		size_t left = der.n - i < 3 ? der.n - i : 3;

		for (size_t k = 0; k < 3; k++)
			v = v << 8 | (k < left ? der.p[i + k] : 0);
		for (size_t k = 0; k < 4; k++)
			assert_int_equal(buf_addc(out, k <= left ? b64[v >> (18 - 6 * k) & 63] : '='), 0);
		if (i % 48 == 45)
			assert_int_equal(buf_adds(out, line_end), 0);
	}
	assert_int_equal(buf_addf(out, "%s-----END X509 CRL-----%s", line_end, line_end), 0);
}

/* What a file holds, and how many lists are in it; 0: it is no file of lists, and why. */
static const struct { const char *name, *parts; size_t n; const char *fault; } file_rows[] = {
	{ "one as DER", "d", 1, NULL },
	{ "one as PEM", "p", 1, NULL },
	{ "PEM with the line ends of DOS", "w", 1, NULL },
	{ "three as PEM", "ppp", 3, NULL },
	{ "three as PEM with text between", "tptptpt", 3, NULL },
	{ "three as DER, one behind the other", "ddd", 3, NULL },
	{ "DER with line ends behind", "dnn", 1, NULL },
	{ "DER with line ends between", "dndnnd", 3, NULL },
	{ "DER, and PEM behind it", "dnp", 2, NULL },
	{ "PEM, and DER behind it", "pd", 2, NULL },
	{ "DER with text between", "tdtdpt", 3, NULL },
	{ "a certificate before a list", "cp", 1, NULL },
	{ "a certificate as DER before a list", "Cd", 1, NULL },
	{ "text that begins as DER does before a list", "0p", 1, NULL },
	{ "seventy-one as PEM", "ppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppp", 71, NULL },
	{ "nothing", "", 0, "no revocation list" },
	{ "text", "tt", 0, "no revocation list" },
	{ "a certificate", "c", 0, "no revocation list" },
	/* one that cannot be read may be the one that withdraws */
	{ "a broken block", "b", 0, "begins in line 1 cannot" },
	{ "a broken block among good ones", "ttbp", 0, "begins in line 5 cannot" },
	{ "a broken block behind a good one, with the line ends of DOS", "wb", 0, "cannot be read" },
	{ "no base64 behind a good one", "w!", 0, "cannot be read" },
	{ "a block that is cut off behind a good one", "pk", 0, "cannot be read" },
	{ "a block that is cut off before a good one", "kp", 0, "begins in line 1 cannot" },
	{ "half a list", "h", 0, "octet 1 is cut off" },
	{ "half a list behind a whole one", "dnh", 0, "is cut off or damaged" },
	{ "half a list before a whole one", "hd", 0, "octet 1 is cut off" },
	{ "half a list before a block", "hp", 0, "octet 1 is cut off" },
	{ "half a list behind white space", "sh", 0, "octet 5 is cut off" },
	{ "two octets that begin as a list of 128 octets or more does", "2", 0, "octet 1 is cut off" },
	/* among text, that may be anything */
	{ "what may be half a list behind text", "pth", 1, NULL },
	{ "what may be half a list behind text and white space", "ptsh", 1, NULL },
};

static void add_part(struct buf *out, char part, struct bytes der)
{
	switch (part) {
	case 'd': assert_int_equal(buf_add(out, der.p, der.n), 0); break;
	case 'h': assert_int_equal(buf_add(out, der.p, der.n / 2), 0); break;
	case 'p': add_pem(out, der, "\n"); break;
	case 'w': add_pem(out, der, "\r\n"); break;
	case 't': assert_int_equal(buf_adds(out, "Issuer: CN = Root -- a list\n\n"), 0); break;
	case 's': assert_int_equal(buf_adds(out, " \t\r\n"), 0); break;
	case '2': assert_int_equal(buf_adds(out, "\x30\x82"), 0); break;
	case 'n': assert_int_equal(buf_adds(out, "\n"), 0); break;
	case '0': assert_int_equal(buf_adds(out, "0 is how a list begins\n"), 0); break;
	case 'k': assert_int_equal(buf_adds(out, "-----BEGIN X509 CRL-----\nMIIB\n"), 0); break;
	case '!': assert_int_equal(buf_adds(out, "-----BEGIN X509 CRL-----\n!\n-----END X509 CRL-----\n"), 0); break;
	case 'C': {
		struct bytes cert = pki_cert_der(&world.made[LEAF]);

		assert_int_equal(buf_add(out, cert.p, cert.n), 0);
		break;
	}
	case 'b': assert_int_equal(buf_adds(out, "-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n"), 0); break;
	default: {
		char *pem = cert_pem(world.cert[LEAF]);

		assert_int_equal(buf_adds(out, pem), 0);
		free(pem);
	}
	}
}

static void test_lists_of_a_file(void **state)
{
	struct buf crl = BUF_INIT(LIMIT_CRL_BYTES);

	(void)state;
	make_crl(&crl_rows[1], &crl);
	for (size_t i = 0; i < N(file_rows); i++) {
		struct buf file = BUF_INIT(LIMIT_CRL_BYTES);
		struct crl_lists lists = { 0 };
		struct cc_err e = { 0 };
		int r;

		for (const char *p = file_rows[i].parts; *p != '\0'; p++)
			add_part(&file, *p, buf_bytes(&crl));
		r = crl_lists_add(&lists, buf_bytes(&file), &e);
		if (r != (file_rows[i].fault == NULL ? 0 : -1) || (r == 0 && lists.n != file_rows[i].n)
			|| (r != 0 && strstr(e.msg, file_rows[i].fault) == NULL))
			fail_msg("%s: %zu lists, %d, %s", file_rows[i].name, lists.n, r, e.msg);
		crl_lists_done(&lists);
		buf_done(&file);
	}
	buf_done(&crl);
}

/* As many as there may be, in one file and in several, and one more. */
static void test_lists_have_an_end(void **state)
{
	struct buf crl = BUF_INIT(LIMIT_CRL_BYTES), file = BUF_INIT(LIMIT_FILE_BYTES);
	struct crl_lists lists = { 0 };
	struct cc_err e = { 0 };

	(void)state;
	make_crl(&crl_rows[1], &crl);
	for (size_t i = 0; i < LIMIT_LISTS; i++)
		assert_int_equal(buf_add(&file, buf_bytes(&crl).p, buf_bytes(&crl).n), 0);
	assert_int_equal(crl_lists_add(&lists, buf_bytes(&file), &e), 0);
	assert_int_equal(lists.n, LIMIT_LISTS);
	assert_int_equal(crl_lists_add(&lists, buf_bytes(&crl), &e), -1);
	assert_non_null(strstr(e.msg, "more revocation lists than the 8192"));
	crl_lists_done(&lists);
	buf_done(&file);
	buf_done(&crl);
}

/* ---- what several lists say together ---- */

#define DER(s) { (const uint8_t *)(s), sizeof(s) - 1 }
#define SCOPE(der) { "2.5.29.28", true, DER(der) }
#define DELTA(number) { "2.5.29.27", true, DER("\x02\x01" number) }
#define USERS SCOPE("\x30\x03\x81\x01\xff")
#define CAS SCOPE("\x30\x03\x82\x01\xff")
#define SOME SCOPE("\x30\x04\x83\x02\x06\x40")                   /* key compromise alone */
#define OTHERS SCOPE("\x30\x05\x83\x03\x07\x3f\x80")             /* all but key compromise */
#define INDIRECT SCOPE("\x30\x03\x84\x01\xff")
/* of another arc: 2.5.4.20, critical, whose last number means something in 2.5.29 */
#define ELSEWHERE { "2.5.4.20", true, DER("\x02\x01\x05") }
#define ATTRIBUTES SCOPE("\x30\x03\x85\x01\xff")
#define POINT(uri) SCOPE("\x30\x22\xa0\x20\xa0\x1e\x86\x1chttp://crl.example.com/" uri)
#define ODD(is_critical) { "1.3.6.1.4.1.99999.1", is_critical, DER("\x05\x00") }
#define WITH(...) .extensions = (const struct pki_extension[]){ __VA_ARGS__ }, .n = 1
/* certificateIssuer (RFC 5280 5.3.3): CN=Root */
#define OF_ROOT { "2.5.29.29", true, DER("\x30\x13\xa4\x11\x30\x0f\x31\x0d\x30\x0b\x06\x03\x55\x04\x03\x0c\x04Root") }
#define OF_STRANGER { "2.5.29.29", true, \
	DER("\x30\x17\xa4\x15\x30\x13\x31\x11\x30\x0f\x06\x03\x55\x04\x03\x0c\x08stranger") }

/* A list of OTHER first, where it is not `alone`, and then of the leaf where it lists that. */
struct list_spec {
	bool there, lists, alone, stranger, spoil;
	int reason;
	int64_t number, from, until;         /* days from NOW; both 0: from yesterday to tomorrow */
	bool undated;                        /* no nextUpdate */
	enum pki_hash hash;
	const struct pki_extension *extensions, *entry;
	size_t n, n_entry;
};

struct lists_row {
	const char *name;
	struct list_spec lists[3];
	const char *answer;          /* "good", "revoked", or part of why there is none */
	enum who about;              /* LEAF where not said */
};

#define SAY(label, said, ...) { .name = label, .answer = said, .lists = { __VA_ARGS__ } }
#define OF_URLS(label, said, ...) { .name = label, .answer = said, .about = WITH_URLS, .lists = { __VA_ARGS__ } }
#define LIST(...) { .there = true, __VA_ARGS__ }
#define ENTRY(...) .entry = (const struct pki_extension[]){ __VA_ARGS__ }, .n_entry = 1

static const struct lists_row lists_rows[] = {
	SAY("none of its issuer", "from its issuer", LIST(.stranger = true, .lists = true)),
	SAY("an indirect one of nobody on the path", "not on the path",
		LIST(.stranger = true, .lists = true, WITH(INDIRECT))),
	SAY("two, the second withdraws", "revoked",
		LIST(.number = 1), LIST(.number = 2, .from = -1, .until = 2, .lists = true)),

	/* the newest complete list decides */
	SAY("an old one withdraws, a newer one does not", "good",
		LIST(.number = 1, .from = -9, .until = 9, .lists = true, .reason = 6), LIST(.number = 2)),
	SAY("the same in the other order", "good",
		LIST(.number = 2), LIST(.number = 1, .from = -9, .until = 9, .lists = true, .reason = 6)),
	SAY("of the same age, by number", "good", LIST(.number = 300), LIST(.number = 7, .lists = true)),
	SAY("of the same age and number", "revoked", LIST(.lists = true), LIST(.number = 0)),
	SAY("a stale one is the newest", "stale", LIST(.from = -9, .until = -2), LIST(.from = -20, .until = -10)),
	SAY("a stale one withdraws", "revoked", LIST(.from = -9, .until = -2, .lists = true)),
	SAY("one from the future", "future", LIST(.from = 2, .until = 4)),
	SAY("one from the future beside one of today", "good", LIST(.from = 2, .until = 4), LIST(.number = 1)),
	SAY("a spoilt one is newer", "revoked", LIST(.from = -9, .until = 9, .lists = true), LIST(.spoil = true)),
	SAY("a spoilt one beside a good one", "good", LIST(.spoil = true), LIST(.number = 1)),
	SAY("a spoilt one alone", "does not verify", LIST(.spoil = true)),

	/* whoever numbers certificates himself is not helped by a twin's hash */
	SAY("signed with SHA-1", "good", LIST(.hash = PKI_SHA1)),
	SAY("signed with SHA-1, withdraws", "revoked", LIST(.hash = PKI_SHA1, .lists = true)),

	/* without nextUpdate: believed for a year, and what it withdraws stays withdrawn */
	SAY("undated", "good", LIST(.from = -300, .undated = true)),
	SAY("undated, of its last day", "good", LIST(.from = -366, .undated = true)),
	SAY("undated and old", "more than a year old", LIST(.from = -367, .undated = true)),
	SAY("undated and old, withdraws", "revoked", LIST(.from = -4000, .undated = true, .lists = true)),
	SAY("undated and old, beside one of today", "good", LIST(.from = -367, .undated = true), LIST(.number = 1)),
	SAY("undated, of today, beside an old one that withdraws", "good",
		LIST(.number = 1, .from = -1, .undated = true), LIST(.from = -9, .until = 9, .lists = true)),

	/* differences to a list */
	SAY("a delta alone", "only the difference", LIST(WITH(DELTA("\x01")))),
	SAY("a delta alone withdraws", "revoked", LIST(.lists = true, WITH(DELTA("\x01")))),
	SAY("a delta of the same age withdraws", "revoked",
		LIST(.number = 5), LIST(.number = 5, .lists = true, WITH(DELTA("\x01")))),
	SAY("a newer delta withdraws", "revoked",
		LIST(.number = 5, .from = -2, .until = 9), LIST(.number = 6, .lists = true, WITH(DELTA("\x05")))),
	SAY("an older delta withdrew", "good",
		LIST(.number = 7), LIST(.number = 6, .from = -2, .until = 9, .lists = true, WITH(DELTA("\x05")))),
	SAY("a newer delta gives it back", "good",
		LIST(.number = 5, .from = -2, .until = 9, .lists = true, .reason = 6),
		LIST(.number = 6, .lists = true, .reason = 8, WITH(DELTA("\x05")))),
	SAY("an older delta gave it back", "revoked",
		LIST(.number = 7, .lists = true, .reason = 6),
		LIST(.number = 6, .from = -2, .until = 9, .lists = true, .reason = 8, WITH(DELTA("\x05")))),
	SAY("a delta gives back what a later one withdraws", "revoked",
		LIST(.number = 5, .from = -4, .until = 9, .lists = true, .reason = 6),
		LIST(.number = 6, .from = -3, .until = 9, .lists = true, .reason = 8, WITH(DELTA("\x05"))),
		LIST(.number = 7, .from = -2, .until = 9, .lists = true, .reason = 1, WITH(DELTA("\x05")))),
	SAY("a delta from the future gives it back", "revoked",
		LIST(.number = 5, .from = -2, .until = 9, .lists = true, .reason = 6),
		LIST(.number = 6, .from = 2, .until = 4, .lists = true, .reason = 8, WITH(DELTA("\x05")))),
	SAY("a stale delta gave it back", "revoked",
		LIST(.number = 5, .from = -9, .until = 9, .lists = true, .reason = 6),
		LIST(.number = 6, .from = -8, .until = -2, .lists = true, .reason = 8, WITH(DELTA("\x05")))),
	SAY("a delta to a newer list gives it back", "revoked",
		LIST(.number = 5, .from = -2, .until = 9, .lists = true, .reason = 6),
		LIST(.number = 7, .lists = true, .reason = 8, WITH(DELTA("\x06")))),
	SAY("given back in a complete list", "given back", LIST(.lists = true, .reason = 8)),
	SAY("a current delta renews a stale list that it builds on", "good",
		LIST(.number = 5, .from = -9, .until = -2), LIST(.number = 6, WITH(DELTA("\x05")))),
	SAY("a current delta builds on a newer list than this stale one", "stale",
		LIST(.number = 5, .from = -9, .until = -2), LIST(.number = 7, WITH(DELTA("\x06")))),

	/* lists that are not for all */
	SAY("for servers and users", "good", LIST(WITH(USERS))),
	SAY("for CAs alone: no, and it is said", "good", LIST(WITH(SCOPE("\x30\x03\x82\x01\x00")))),
	SAY("for CAs", "other certificates", LIST(.lists = true, WITH(CAS))),
	SAY("for attribute certificates", "other certificates", LIST(.lists = true, WITH(ATTRIBUTES))),
	SAY("for some reasons, silent", "some reasons", LIST(WITH(SOME))),
	SAY("for some reasons, withdraws", "revoked", LIST(.lists = true, WITH(SOME))),
	SAY("for some reasons, beside a complete one", "good", LIST(WITH(SOME)), LIST(.number = 1)),
	SAY("for some reasons, withdraws beside a complete one", "revoked",
		LIST(.lists = true, WITH(SOME)), LIST(.number = 1)),
	SAY("for some reasons, and for all others", "good", LIST(WITH(SOME)), LIST(WITH(OTHERS))),
	SAY("a newer list of another scope is silent", "revoked",
		LIST(.from = -3, .until = 9, .lists = true), LIST(WITH(USERS))),
	OF_URLS("of its own place", "good", LIST(WITH(POINT("1.crl")))),
	OF_URLS("of another place", "other certificates", LIST(.lists = true, WITH(POINT("2.crl")))),
	SAY("of some place, and it names none", "a part of", LIST(WITH(POINT("1.crl")))),
	SAY("of some place, and it names none, withdraws", "revoked", LIST(.lists = true, WITH(POINT("1.crl")))),

	/* entries of other issuers */
	SAY("an indirect list withdraws", "revoked", LIST(.lists = true, WITH(INDIRECT))),
	SAY("an indirect list is silent", "good", LIST(WITH(INDIRECT))),
	SAY("an indirect list withdraws a stranger's of its number", "good",
		LIST(.alone = true, .lists = true, WITH(INDIRECT), ENTRY(OF_STRANGER))),
	SAY("an entry's issuer holds for those behind it", "good",
		LIST(.lists = true, WITH(INDIRECT), ENTRY(OF_STRANGER))),
	SAY("an indirect list names its own issuer", "revoked",
		LIST(.lists = true, .alone = true, WITH(INDIRECT), ENTRY(OF_ROOT))),

	SAY("a list that is not indirect names another issuer", "not understood",
		LIST(.alone = true, .lists = true, ENTRY(OF_STRANGER))),

	/* rules that nobody knows */
	SAY("an unknown extension", "good", LIST(WITH(ODD(false)))),
	SAY("an unknown critical extension", "critical rule", LIST(.lists = true, WITH(ODD(true)))),
	SAY("one of another arc with a known number", "critical rule", LIST(.lists = true, WITH(ELSEWHERE))),
	SAY("an unknown extension of its entry", "revoked", LIST(.alone = true, .lists = true, ENTRY(ODD(false)))),
	SAY("an unknown critical extension of its entry", "not understood",
		LIST(.alone = true, .lists = true, ENTRY(ODD(true)))),
	SAY("an unknown critical extension of another entry", "not understood", LIST(ENTRY(ODD(true)))),
	SAY("an unknown critical extension of another entry, before its own", "not understood",
		LIST(.lists = true, ENTRY(ODD(true)))),
};

static enum who lists_about(const struct lists_row *row)
{
	return row->about == ROOT ? LEAF : row->about;
}

static void make_list(const struct lists_row *row, const struct list_spec *l, struct crl_lists *lists)
{
	const struct pki_cert *all[] = { &world.made[OTHER], &world.made[lists_about(row)] };
	bool usual = l->from == 0 && l->until == 0;
	struct crl_spec spec = { .revoked = l->alone ? all + 1 : all,
		.n_revoked = (size_t)!l->alone + l->lists, .signer = &world.made[l->stranger ? STRANGER : ROOT],
		.this_update = NOW + (usual ? -1 : l->from) * DAY,
		.next_update = l->undated ? 0 : NOW + (usual ? 1 : l->until) * DAY, .hash = l->hash,
		.revoked_at = NOW - 30 * DAY, .reason = l->reason, .number = l->number, .extensions = l->extensions,
		.n_extensions = l->n, .entry_extensions = l->entry, .n_entry_extensions = l->n_entry,
		.spoil = l->spoil };
	struct buf der = BUF_INIT(LIMIT_CRL_BYTES);
	struct cc_err e = { 0 };

	assert_int_equal(crl_make(&der, &spec, &e), 0);
	assert_int_equal(crl_lists_add(lists, buf_bytes(&der), &e), 0);
	buf_done(&der);
}

static void test_what_lists_say_together(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(lists_rows); i++) {
		const struct lists_row *row = &lists_rows[i];
		struct cert *path[] = { world.cert[lists_about(row)], world.cert[ROOT] };
		struct crl_lists lists = { 0 };
		struct crl_answer a;
		const char *said;

		for (size_t k = 0; k < N(row->lists) && row->lists[k].there; k++)
			make_list(row, &row->lists[k], &lists);
		crl_lists_ask(&lists, path, 2, NOW, &a);
		said = a.revoked ? "revoked" : a.covered ? "good" : a.why;
		if (strstr(said, row->answer) == NULL)
			fail_msg("%s: %s instead of %s", row->name, said, row->answer);
		if (a.revoked)
			assert_int_equal(a.revoked_at, NOW - 30 * DAY);
		assert_true((a.why == NULL) == (a.revoked || a.covered));
		if (a.why == NULL)
			assert_null(a.broken);
		crl_lists_done(&lists);
	}
}

/* A CA further up withdraws by an indirect list, and speaks of nothing else. */
static void test_indirect_lists_from_above(void **state)
{
	struct cert *path[] = { world.cert[LOWER], world.cert[MIDDLE], world.cert[ROOT] };
	static const struct pki_extension indirect[] = { INDIRECT };
	static const struct pki_extension of_middle[] = { { "2.5.29.29", true,
		DER("\x30\x15\xa4\x13\x30\x11\x31\x0f\x30\x0d\x06\x03\x55\x04\x03\x0c\x06middle") } };
	const struct pki_cert *lower[] = { &world.made[LOWER] };
	struct crl_spec spec = { .revoked = lower, .n_revoked = 1, .signer = &world.made[ROOT],
		.this_update = NOW - DAY, .next_update = NOW + DAY, .revoked_at = NOW - 30 * DAY, .number = 1,
		.extensions = indirect, .n_extensions = 1, .entry_extensions = of_middle, .n_entry_extensions = 1 };

	(void)state;
	for (int listed = 0; listed < 2; listed++) {
		struct buf der = BUF_INIT(LIMIT_CRL_BYTES);
		struct crl_lists lists = { 0 };
		struct crl_answer a;
		struct revocation *r;

		spec.n_revoked = (size_t)listed;
		assert_int_equal(crl_make(&der, &spec, NULL), 0);
		assert_int_equal(crl_lists_add(&lists, buf_bytes(&der), NULL), 0);
		crl_lists_ask(&lists, path, 3, NOW, &a);
		assert_int_equal(a.revoked, listed);
		assert_false(a.covered);
		r = revocation_new(path, 3);
		revocation_lists(r, &lists, NOW);
		assert_ptr_equal(r->entries[0].by, listed ? world.cert[ROOT] : NULL);
		revocation_free(r);
		crl_lists_done(&lists);
		buf_done(&der);
	}
}

/* What a list breaks of its profile: the first breach is named (RFC 5280 5). */
static void test_profile_of_a_list(void **state)
{
	static const struct pki_extension critical_number[] = { { "2.5.29.20", true, DER("\x02\x01\x05") } },
		odd[] = { ODD(true) };
	static const struct { const struct pki_extension *more; const char *fault; } made[] = {
		{ NULL, NULL }, { odd, NULL }, { critical_number, "number is marked critical" },
	};
	struct crl_spec spec = { .signer = &world.made[ROOT], .this_update = NOW - DAY, .next_update = NOW + DAY,
		.number = 1 };
	struct buf der = BUF_INIT(LIMIT_CRL_BYTES);
	struct crl good, l;

	(void)state;
	for (size_t i = 0; i < N(made); i++) {
		const char *fault;

		buf_reset(&der);
		spec.extensions = made[i].more;
		spec.n_extensions = made[i].more != NULL;
		assert_int_equal(crl_make(&der, &spec, NULL), 0);
		assert_true(crl_open(buf_bytes(&der), &l));
		assert_int_equal(l.unknown_rule, made[i].more == odd);
		fault = crl_profile_fault(&l);
		assert_int_equal(fault == NULL, made[i].fault == NULL);
		if (fault != NULL)
			assert_non_null(strstr(fault, made[i].fault));
	}
	for (int days = -1; days <= 0; days++) {     /* SHA-1 until ballot SC097, and from then on */
		spec.n_extensions = 0;
		spec.hash = PKI_SHA1;
		spec.this_update = INT64_C(1789430400) + days * DAY;
		buf_reset(&der);
		assert_int_equal(crl_make(&der, &spec, NULL), 0);
		assert_true(crl_open(buf_bytes(&der), &l));
		assert_int_equal(crl_profile_fault(&l) != NULL, days == 0);
	}
	spec.hash = PKI_SHA256;
	buf_reset(&der);
	assert_int_equal(crl_make(&der, &spec, NULL), 0);
	assert_true(crl_open(buf_bytes(&der), &good));
	assert_int_equal(good.version, 1);
	l = good;
	l.version = 0;
	assert_non_null(strstr(crl_profile_fault(&l), "not of version 2"));
	l = good;
	l.inner_algorithm.n--;
	assert_non_null(strstr(crl_profile_fault(&l), "two signature algorithms"));
	l = good;
	l.next_update = 0;
	assert_non_null(strstr(crl_profile_fault(&l), "no date for the next one"));
	l = good;
	l.extensions.n = 0;
	assert_non_null(strstr(crl_profile_fault(&l), "does not name its issuer's key"));
	l.extensions = (struct bytes)DER("\x30\x09\x06\x03\x55\x1d\x23\x04\x02\x30\x00");
	assert_non_null(strstr(crl_profile_fault(&l), "has no number"));
	buf_done(&der);
}

static void test_who_may_sign_lists(void **state)
{
	/* a CA's own, another's, and that of one whose key usage lacks cRLSign */
	static const struct { enum who signer, asked; const char *fault; } rows[] = {
		{ ROOT, ROOT, NULL }, { ROOT, STRANGER, "another issuer's" }, { USURPER, USURPER, "lacks cRLSign" },
	};

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		struct crl_spec spec = { .signer = &world.made[rows[i].signer], .this_update = NOW - DAY,
			.next_update = NOW + DAY, .number = 1 };
		struct buf der = BUF_INIT(LIMIT_CRL_BYTES);
		const char *fault;
		struct crl l;

		assert_int_equal(crl_make(&der, &spec, NULL), 0);
		assert_true(crl_open(buf_bytes(&der), &l));
		fault = crl_unusable(&l, world.cert[rows[i].asked]);
		assert_int_equal(fault == NULL, rows[i].fault == NULL);
		if (fault != NULL)
			assert_non_null(strstr(fault, rows[i].fault));
		buf_done(&der);
	}
}

/* An OCSPRequest for one certificate, octet by octet as RFC 6960 4.1.1 has it. */
static void test_the_request(void **state)
{
	enum { HASH = 20, DEPTH = 5 };
	struct buf der = BUF_INIT(LIMIT_LINE_BYTES);
	struct bytes in, algorithm, oid, null, name, key, serial;

	(void)state;
	ocsp_request(world.cert[LEAF], world.cert[ROOT], &der);
	in = buf_bytes(&der);
	for (int i = 0; i < DEPTH; i++) {
		struct bytes inner;

		assert_true(der_take(&in, DER_SEQUENCE, &inner));
		assert_int_equal(in.n, 0);
		in = inner;
	}
	assert_true(der_take(&in, DER_SEQUENCE, &algorithm));
	assert_true(der_take(&algorithm, DER_OID, &oid) && der_take(&algorithm, DER_NULL, &null));
	assert_int_equal(algorithm.n, 0);
	assert_true(der_take(&in, DER_OCTET_STRING, &name) && der_take(&in, DER_OCTET_STRING, &key));
	assert_int_equal(name.n, HASH);
	assert_int_equal(key.n, HASH);
	assert_true(der_take(&in, DER_INTEGER, &serial) && bytes_same(serial, world.cert[LEAF]->serial));
	assert_int_equal(in.n, 0);
	buf_done(&der);
}

/* A number is as large as it says, whatever noughts stand before it. */
static void test_numbers_of_lists(void **state)
{
	static const uint8_t behind[] = { 9, 9, 0, 0, 7 };
	static const struct { struct bytes a, b; int order; } rows[] = {
		{ DER(""), DER(""), 0 },
		{ DER("\0"), DER(""), 0 },
		{ DER("\0\x07"), DER("\x07"), 0 },
		{ DER("\x07"), DER("\0\0\x07"), 0 },
		{ { behind + 2, 3 }, DER("\x07"), 0 },
		{ DER("\x07"), { behind + 2, 3 }, 0 },
		{ DER("\x07"), DER("\x08"), -1 },
		{ DER("\0\xff"), DER("\x01\0"), -1 },
		{ DER("\x01\0"), DER("\0\xff"), 1 },
		{ DER("\x02\x01"), DER("\x01\x02"), 1 },
		{ DER(""), DER("\x01"), -1 },
	};

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		int order = crl_number_compare(rows[i].a, rows[i].b);

		if ((order > 0) - (order < 0) != rows[i].order)
			fail_msg("row %zu: %d", i, order);
	}
}

/* A reason is one octet of an ENUMERATED (RFC 5280 5.3.1); what is no reason leaves the certificate withdrawn. */
static void test_what_is_no_reason(void **state)
{
	static const struct { struct bytes value; int reason; } rows[] = {
		{ DER("\x0a\x01\x01"), 1 }, { DER("\x0a\x02\0\x01"), -1 }, { DER("\x02\x01\x01"), -1 },
	};
	const struct pki_cert *withdrawn[] = { &world.made[LEAF] };
	struct cert *path[] = { world.cert[LEAF], world.cert[ROOT] };

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		const struct pki_extension reason = { "2.5.29.21", false, rows[i].value };
		struct crl_spec spec = { .revoked = withdrawn, .n_revoked = 1, .signer = &world.made[ROOT],
			.this_update = NOW - DAY, .next_update = NOW + DAY, .revoked_at = NOW - DAY, .number = 1,
			.entry_extensions = &reason, .n_entry_extensions = 1 };
		struct buf der = BUF_INIT(LIMIT_CRL_BYTES);
		struct crl_answer a;

		assert_int_equal(crl_make(&der, &spec, NULL), 0);
		assert_int_equal(crl_ask(buf_bytes(&der), path, 2, NOW, &a, NULL), 0);
		assert_true(a.revoked);
		assert_int_equal(a.reason, rows[i].reason);
		buf_done(&der);
	}
}

static void test_reasons_have_names(void **state)
{
	(void)state;
	assert_string_equal(crl_reason_name(0), "unspecified");
	assert_string_equal(crl_reason_name(6), "on hold");
	assert_null(crl_reason_name(7));
	assert_string_equal(crl_reason_name(10), "AA compromise");
	assert_null(crl_reason_name(11));
	assert_null(crl_reason_name(-1));
}

/* A list of another issuer whom the certificate names as the one who withdraws it (cRLIssuer, RFC 5280 4.2.1.13). */
static void test_an_appointed_issuer(void **state)
{
	/* CRLDistributionPoints of one point: a cRLIssuer of [4] CN=Root, of [4] CN=Toor, of [1] "Root" */
	static const struct { struct bytes points; bool appointed; } rows[] = {
		{ DER("\x30\x17\x30\x15\xa2\x13\xa4\x11\x30\x0f\x31\x0d\x30\x0b\x06\x03\x55\x04\x03\x0c\x04Root"), true },
		{ DER("\x30\x17\x30\x15\xa2\x13\xa4\x11\x30\x0f\x31\x0d\x30\x0b\x06\x03\x55\x04\x03\x0c\x04Toor"), false },
		{ DER("\x30\x17\x30\x15\xa2\x13\xa6\x11\x30\x0f\x31\x0d\x30\x0b\x06\x03\x55\x04\x03\x0c\x04Root"), false },
		{ DER("\x30\x17\x30\x15\xa1\x13\xa4\x11\x30\x0f\x31\x0d\x30\x0b\x06\x03\x55\x04\x03\x0c\x04Root"), false },
		{ DER("\x31\x00"), false },
	};
	struct crl_spec spec = { .signer = &world.made[ROOT], .this_update = NOW - DAY, .next_update = NOW + DAY,
		.number = 1 };
	struct buf der = BUF_INIT(LIMIT_CRL_BYTES);
	struct crl l;

	(void)state;
	assert_int_equal(crl_make(&der, &spec, NULL), 0);
	assert_true(crl_open(buf_bytes(&der), &l));
	for (size_t i = 0; i < N(rows); i++) {
		char oid[] = "2.5.29.31";
		struct extension e = { .oid = oid, .value = rows[i].points };
		struct cert c = *world.cert[LOWER];
		unsigned reasons;

		c.extensions = &e;
		c.n_extensions = 1;
		assert_true(crl_speaks_of(&l, &c, &reasons));
		if (reasons != (rows[i].appointed ? CRL_ALL_REASONS : 0))
			fail_msg("row %zu: %u", i, reasons);
	}
	buf_done(&der);
}

/* A forged MD5 signature is no news any more. */
static void test_what_is_signed_with_md5_does_not_count(void **state)
{
	static const enum pki_hash hashes[] = { PKI_SHA256, PKI_MD5 };
	struct pki_spec spec = { .cn = "RSA root", .flags = PKI_CA, .not_before = NOW - DAY, .not_after = NOW + DAY },
		leaf = { .cn = "leaf", .names = names, .not_before = NOW - DAY, .not_after = NOW + DAY };
	struct pki_key *key = pki_key_new(PKI_RSA2048, NULL);
	struct pki_cert root, made;

	(void)state;
	assert_non_null(key);
	assert_int_equal(pki_cert_make(&root, &spec, key, NULL, NULL), 0);
	assert_int_equal(pki_cert_make(&made, &leaf, world.key[LEAF], &root, NULL), 0);
	struct cert *path[] = { cert_read(pki_cert_der(&made).p, pki_cert_der(&made).n),
		cert_read(pki_cert_der(&root).p, pki_cert_der(&root).n) };
	for (size_t i = 0; i < N(hashes); i++) {
		struct crl_spec list = { .signer = &root, .this_update = NOW - DAY, .next_update = NOW + DAY,
			.number = 1, .hash = hashes[i] };
		struct buf der = BUF_INIT(LIMIT_CRL_BYTES);
		struct crl_answer a;
		struct cc_err e = { 0 };
		int r;

		assert_int_equal(crl_make(&der, &list, NULL), 0);
		r = crl_ask(buf_bytes(&der), path, 2, NOW, &a, &e);
		assert_int_equal(r, hashes[i] == PKI_MD5 ? -1 : 0);
		if (r != 0)
			assert_non_null(strstr(e.msg, "MD5"));
		buf_done(&der);
	}
	for (size_t i = 0; i < N(hashes); i++) {
		struct pki_ocsp_entry entry = { .cert = &made, .issuer = &root, .status = PKI_STATUS_GOOD,
			.this_update = NOW - DAY, .next_update = NOW + DAY };
		struct pki_ocsp_spec answer = { .entries = &entry, .n_entries = 1, .produced_at = NOW - DAY,
			.signer = &root, .hash = hashes[i] };
		struct buf der = BUF_INIT(LIMIT_OCSP_BYTES);
		struct ocsp_answer a;
		struct cc_err e = { 0 };
		int r;

		assert_int_equal(pki_ocsp_make(&der, &answer, NULL), 0);
		r = ocsp_read(buf_bytes(&der), path[0], path[1], NOW, &a, &e);
		assert_int_equal(r, hashes[i] == PKI_MD5 ? -1 : 0);
		if (r != 0)
			assert_non_null(strstr(e.msg, "MD5"));
		buf_done(&der);
	}
	cert_unref(path[0]);
	cert_unref(path[1]);
	pki_cert_done(&made);
	pki_cert_done(&root);
	pki_key_free(key);
}

/* One octet string in the place of another of the same length, the first time that it stands there. */
static void change(struct buf *der, struct bytes from, struct bytes to)
{
	uint8_t *at = memmem(der->data, der->len, from.p, from.n);

	assert_non_null(at);
	assert_int_equal(from.n, to.n);
	memcpy(at, to.p, to.n);
}

/* An entry that cannot be read is none: an answer without others speaks of other certificates. What does not break
 * the entry breaks the signature alone. */
static void test_what_breaks_an_entry(void **state)
{
	static const struct { const char *name; struct bytes from, to; const char *fault; } rows[] = {
		{ "nothing", DER("\x82\0"), DER("\x82\0"), NULL },
		{ "a status that there is not", DER("\x82\0\x18\x0f"), DER("\x83\0\x18\x0f"), "other certificates" },
		{ "a time of another kind", DER("\x18\x0f" "20260918"), DER("\x17\x0f" "20260918"), "other certificates" },
		{ "no time", DER("\x18\x0f" "20260918"), DER("\x18\x0f" "2026o918"), "other certificates" },
		{ "no next time", DER("\x18\x0f" "20260925"), DER("\x18\x0f" "2026o925"), "other certificates" },
		{ "another hash of its issuer's name", DER("\x04\x14"), DER("\x0c\x14"), "other certificates" },
		{ "a hash that nobody knows", DER("\x2b\x0e\x03\x02\x1a"), DER("\x2b\x0e\x03\x02\x1b"), "other certificates" },
		{ "another day", DER("20260918"), DER("20260917"), "nobody who may" },
	}, revoked[] = {
		{ "withdrawn at no time", DER("\x18\x0f" "20260919"), DER("\x18\x0f" "2026o919"), "other certificates" },
		{ "a reason that is cut", DER("\xa0\x03\x0a\x01\x01"), DER("\xa0\x04\x0a\x01\x01"), "other certificates" },
		{ "another reason", DER("\xa0\x03\x0a\x01\x01"), DER("\xa0\x03\x0a\x01\x02"), "nobody who may" },
	};
	struct ocsp_row row = { .about = LEAF, .signer = ROOT, .from = -3 * DAY, .until = 4 * DAY, .by_name = true };

	(void)state;
	for (size_t i = 0; i < N(rows) + N(revoked); i++) {
		struct buf der = BUF_INIT(LIMIT_OCSP_BYTES);
		struct ocsp_answer a;
		struct cc_err e = { 0 };
		size_t k = i < N(rows) ? i : i - N(rows);
		const char *fault = i < N(rows) ? rows[k].fault : revoked[k].fault;
		int r;

		row.status = i < N(rows) ? PKI_STATUS_UNKNOWN : PKI_STATUS_REVOKED;
		make_ocsp(&row, &der);
		change(&der, i < N(rows) ? rows[k].from : revoked[k].from, i < N(rows) ? rows[k].to : revoked[k].to);
		r = ocsp_read(buf_bytes(&der), world.cert[LEAF], world.cert[ROOT], NOW, &a, &e);
		if (r != (fault == NULL ? 0 : -1) || (fault != NULL && strstr(e.msg, fault) == NULL))
			fail_msg("%s: %d, %s", i < N(rows) ? rows[k].name : revoked[k].name, r, e.msg);
		if (r == 0)
			assert_int_equal(a.status, OCSP_UNKNOWN);
		buf_done(&der);
	}
}

/* A clock may be off by five minutes and not by a second more; what names no next update holds for a week. */
static void test_the_last_second_of_an_answer(void **state)
{
	enum { SKEW = 300 };
	static const struct { int64_t from, until; const char *fault; } rows[] = {
		{ SKEW, DAY, NULL }, { SKEW + 1, DAY, "from the future" },
		{ -DAY, -SKEW, NULL }, { -DAY, -SKEW - 1, "stale" },
		{ -7 * DAY - SKEW, 0, NULL }, { -7 * DAY - SKEW - 1, 0, "stale" },
	};

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		struct ocsp_row row = { .about = LEAF, .signer = ROOT, .status = PKI_STATUS_GOOD, .from = rows[i].from,
			.until = rows[i].until };
		struct buf der = BUF_INIT(LIMIT_OCSP_BYTES);
		struct ocsp_answer a;
		struct cc_err e = { 0 };
		int r;

		make_ocsp(&row, &der);
		r = ocsp_read(buf_bytes(&der), world.cert[LEAF], world.cert[ROOT], NOW, &a, &e);
		if (r != (rows[i].fault == NULL ? 0 : -1) || (r != 0 && strstr(e.msg, rows[i].fault) == NULL))
			fail_msg("row %zu: %d, %s", i, r, e.msg);
		if (r == 0) {
			assert_int_equal(a.this_update, NOW + rows[i].from);
			assert_int_equal(a.next_update, rows[i].until == 0 ? 0 : NOW + rows[i].until);
			assert_int_equal(a.reason, -1);
		}
		buf_done(&der);
	}
}

/* Of two fresh entries about one certificate a withdrawal counts, wherever it stands. */
static void test_two_entries_about_one(void **state)
{
	static const struct { enum pki_status first, second; int64_t first_until; enum ocsp_status is; } rows[] = {
		{ PKI_STATUS_GOOD, PKI_STATUS_REVOKED, DAY, OCSP_REVOKED },
		{ PKI_STATUS_REVOKED, PKI_STATUS_GOOD, DAY, OCSP_REVOKED },
		{ PKI_STATUS_UNKNOWN, PKI_STATUS_GOOD, DAY, OCSP_UNKNOWN },
		{ PKI_STATUS_UNKNOWN, PKI_STATUS_GOOD, -DAY, OCSP_GOOD },
	};

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		struct pki_ocsp_entry entries[] = {
			{ .cert = &world.made[LEAF], .issuer = &world.made[ROOT], .status = rows[i].first,
				.this_update = NOW - 3 * DAY, .next_update = NOW + rows[i].first_until,
				.revoked_at = NOW - 9 * DAY },
			{ .cert = &world.made[LEAF], .issuer = &world.made[ROOT], .status = rows[i].second,
				.this_update = NOW - 2 * DAY, .next_update = NOW + DAY, .revoked_at = NOW - 9 * DAY },
		};
		struct pki_ocsp_spec spec = { .entries = entries, .n_entries = 2, .produced_at = NOW - DAY,
			.signer = &world.made[ROOT] };
		struct buf der = BUF_INIT(LIMIT_OCSP_BYTES);
		struct ocsp_answer a;

		assert_int_equal(pki_ocsp_make(&der, &spec, NULL), 0);
		assert_int_equal(ocsp_read(buf_bytes(&der), world.cert[LEAF], world.cert[ROOT], NOW, &a, NULL), 0);
		assert_int_equal(a.status, rows[i].is);
		buf_done(&der);
	}
}

/* A responder answers from its first second to its last. */
static void test_the_last_second_of_a_responder(void **state)
{
	static const struct { int64_t at; bool may; } rows[] = {
		{ -30 * DAY - 1, false }, { -30 * DAY, true }, { 60 * DAY, true }, { 60 * DAY + 1, false },
	};

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		struct ocsp_row row = { .about = LEAF, .signer = RESPONDER, .status = PKI_STATUS_GOOD,
			.from = rows[i].at - DAY, .until = rows[i].at + DAY, .send_signer = true };
		struct buf der = BUF_INIT(LIMIT_OCSP_BYTES);
		struct ocsp_answer a;

		make_ocsp(&row, &der);
		if (ocsp_read(buf_bytes(&der), world.cert[LEAF], world.cert[ROOT], NOW + rows[i].at, &a, NULL)
			!= (rows[i].may ? 0 : -1))
			fail_msg("row %zu", i);
		buf_done(&der);
	}
}

/* What is known of a path when lists are given. */
static void test_lists_of_a_path(void **state)
{
	struct cert *path[] = { world.cert[LOWER], world.cert[MIDDLE], world.cert[ROOT] };
	struct buf crl = BUF_INIT(LIMIT_CRL_BYTES);
	struct crl_lists lists = { 0 };
	struct revocation *r = revocation_new(path, 3);

	(void)state;
	revocation_lists(r, NULL, NOW);
	assert_int_equal(r->entries[0].status, REV_NOTHING);
	assert_null(r->entries[0].uncovered);
	make_crl(&crl_rows[0], &crl);
	assert_int_equal(crl_lists_add(&lists, buf_bytes(&crl), NULL), 0);
	revocation_lists(r, &lists, NOW);
	assert_int_equal(r->n, 2);
	assert_non_null(r->entries[0].uncovered);
	assert_int_equal(r->entries[1].status, REV_GOOD);
	assert_int_equal(r->entries[1].source, REV_BY_FILE);
	assert_null(r->entries[1].uncovered);
	assert_null(r->entries[1].list_fault);
	revocation_free(r);
	crl_lists_done(&lists);
	buf_done(&crl);
}

/* A list of the issuer's that cannot be used is told of, beside what it leaves open. */
static void test_a_spoilt_list_of_the_issuer(void **state)
{
	struct cert *path[] = { world.cert[LEAF], world.cert[ROOT] };
	struct buf crl = BUF_INIT(LIMIT_CRL_BYTES);
	struct crl_lists lists = { 0 };
	struct revocation *r = revocation_new(path, 2);

	(void)state;
	make_crl(&crl_rows[7], &crl);
	assert_int_equal(crl_lists_add(&lists, buf_bytes(&crl), NULL), 0);
	revocation_lists(r, &lists, NOW);
	assert_non_null(r->entries[0].uncovered);
	assert_non_null(r->entries[0].list_fault);
	assert_non_null(strstr(r->entries[0].list_fault, "cannot be used"));
	revocation_free(r);
	crl_lists_done(&lists);
	buf_done(&crl);
}

/* A clock may be off by CRL_SKEW, and not by a second more. */
static void test_the_last_second_of_a_list(void **state)
{
	static const struct { int64_t from, until; const char *answer; } rows[] = {
		{ CRL_SKEW, DAY, "good" }, { CRL_SKEW + 1, DAY, "future" },
		{ -DAY, -CRL_SKEW, "good" }, { -DAY, -CRL_SKEW - 1, "stale" },
	};
	struct cert *path[] = { world.cert[LEAF], world.cert[ROOT] };

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		struct crl_spec spec = { .signer = &world.made[ROOT], .this_update = NOW + rows[i].from,
			.next_update = NOW + rows[i].until, .number = 1 };
		struct buf der = BUF_INIT(LIMIT_CRL_BYTES);
		struct crl_lists lists = { 0 };
		struct crl_answer a;
		const char *said;

		assert_int_equal(crl_make(&der, &spec, NULL), 0);
		assert_int_equal(crl_lists_add(&lists, buf_bytes(&der), NULL), 0);
		crl_lists_ask(&lists, path, 2, NOW, &a);
		said = a.covered ? "good" : a.why;
		if (strstr(said, rows[i].answer) == NULL)
			fail_msg("row %zu: %s", i, said);
		crl_lists_done(&lists);
		buf_done(&der);
	}
}

/* Lists one behind the other with ends of lines between them; the first breach of their profile is handed on. */
static void test_lists_in_one_file(void **state)
{
	static const struct pki_extension critical_number[] = { { "2.5.29.20", true, DER("\x02\x01\x05") } };
	struct cert *path[] = { world.cert[LEAF], world.cert[ROOT] };
	struct crl_spec spec = { .signer = &world.made[ROOT], .this_update = NOW - DAY, .next_update = NOW + DAY,
		.number = 1 };
	struct buf der = BUF_INIT(LIMIT_CRL_BYTES);
	struct crl_lists lists = { 0 };
	struct crl_answer a;

	(void)state;
	assert_int_equal(crl_make(&der, &spec, NULL), 0);
	assert_int_equal(crl_lists_add(&lists, buf_bytes(&der), NULL), 0);
	crl_lists_ask(&lists, path, 2, NOW, &a);
	assert_null(a.fault);
	crl_lists_done(&lists);
	assert_int_equal(buf_adds(&der, "\r\t \n"), 0);
	spec.extensions = critical_number;
	spec.n_extensions = 1;
	assert_int_equal(crl_make(&der, &spec, NULL), 0);
	assert_int_equal(crl_lists_add(&lists, buf_bytes(&der), NULL), 0);
	assert_int_equal(lists.n, 2);
	crl_lists_ask(&lists, path, 2, NOW, &a);
	assert_non_null(a.fault);
	assert_non_null(strstr(a.fault, "number is marked critical"));
	crl_lists_done(&lists);
	buf_done(&der);
}

/* Both ends of a validity are within it (RFC 5280 4.1.2.5): seven days end a second before the same time of day. */
static void test_how_long_is_short(void **state)
{
	enum { SINCE = 1773532800 };     /* 2026-03-15 */
	static const struct { int64_t from; int days, more; bool is_short; } rows[] = {
		{ SINCE, 7, -1, true }, { SINCE, 7, 0, false }, { SINCE - 1, 10, -1, true }, { SINCE - 1, 10, 0, false },
	};

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		struct cert c = *world.cert[LEAF], *path[] = { &c, world.cert[ROOT] };
		struct revocation *r;

		c.not_before = rows[i].from;
		c.not_after = rows[i].from + rows[i].days * DAY + rows[i].more;
		r = revocation_new(path, 2);
		if (r->entries[0].short_lived != rows[i].is_short)
			fail_msg("row %zu", i);
		revocation_free(r);
	}
}

/* A list that serves two certificates of a path is fetched once. */
static void test_an_address_is_asked_once(void **state)
{
	struct cert lower = *world.cert[LOWER], middle = *world.cert[MIDDLE];
	struct cert *path[] = { &lower, &middle, world.cert[ROOT] };
	struct revocation *r;
	struct revocation_asker *a;
	struct want w;
	int asked = 0;

	(void)state;
	lower.n_ocsp = middle.n_ocsp = 0;
	lower.crl = middle.crl = world.cert[WITH_URLS]->crl;
	lower.n_crl = middle.n_crl = 1;
	r = revocation_new(path, 3);
	a = revocation_asker_new(r, NOW, LIMIT_FETCHES);
	for (; revocation_want(a, &w); asked++)
		revocation_answer(a, (struct bytes){ NULL, 0 }, "no route to it");
	assert_int_equal(asked, 1);
	revocation_asker_free(a);
	revocation_free(r);
}

/* One certificate after the other, each at all its addresses, whether or not there was an answer for the one before. */
static void test_each_certificate_is_asked_about(void **state)
{
	struct cert lower = *world.cert[LOWER], middle = *world.cert[MIDDLE];
	char other[] = "http://ocsp.example.com/second";
	struct url second[] = { world.cert[WITH_URLS]->ocsp[0], world.cert[WITH_URLS]->ocsp[0] };
	struct cert *path[] = { &lower, &middle, world.cert[ROOT] };
	struct revocation *r;
	struct revocation_asker *a;
	struct want w;

	(void)state;
	second[1].raw = other;
	lower.n_crl = middle.n_ocsp = 0;
	lower.ocsp = second;
	lower.n_ocsp = N(second);
	middle.crl = world.cert[WITH_URLS]->crl;
	middle.n_crl = 1;
	r = revocation_new(path, 3);
	a = revocation_asker_new(r, NOW, LIMIT_FETCHES);
	assert_true(revocation_want(a, &w));
	assert_string_equal(w.url, "http://ocsp.example.com/");
	revocation_answer(a, (struct bytes){ NULL, 0 }, "no route to it");
	assert_true(revocation_want(a, &w));
	assert_string_equal(w.url, other);
	revocation_answer(a, (struct bytes){ NULL, 0 }, "nor to this one");
	assert_true(revocation_want(a, &w));
	assert_string_equal(w.url, "http://crl.example.com/1.crl");
	revocation_answer(a, (struct bytes){ NULL, 0 }, "no such file");
	assert_false(revocation_want(a, &w));
	assert_string_equal(r->entries[0].why, "no route to it");
	assert_string_equal(r->entries[1].why, "no such file");
	revocation_asker_free(a);
	revocation_free(r);
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

/* What came and cannot be read is a failure that is told; whom the staple has answered for is asked about no more. */
static void test_what_came_is_no_answer(void **state)
{
	struct cert *path[] = { world.cert[WITH_URLS], world.cert[ROOT] };
	struct revocation *r = revocation_new(path, 2);
	struct revocation_asker *a = revocation_asker_new(r, NOW, LIMIT_FETCHES);
	struct buf good = BUF_INIT(LIMIT_OCSP_BYTES);
	struct ocsp_row row = ocsp_rows[0];
	struct want w;

	(void)state;
	assert_true(revocation_want(a, &w));
	revocation_answer(a, (struct bytes)DER("<html>"), NULL);
	assert_int_equal(r->entries[0].status, REV_UNKNOWN);
	assert_non_null(r->entries[0].why);
	assert_true(revocation_want(a, &w));
	revocation_asker_free(a);
	revocation_free(r);
	row.about = WITH_URLS;
	make_ocsp(&row, &good);
	r = revocation_new(path, 2);
	revocation_staple(r, buf_bytes(&good), NOW);
	assert_int_equal(r->entries[0].status, REV_GOOD);
	a = revocation_asker_new(r, NOW, LIMIT_FETCHES);
	assert_false(revocation_want(a, &w));
	revocation_asker_free(a);
	revocation_free(r);
	buf_done(&good);
}

/* Who withdrew it, when and why; what says otherwise later changes nothing. */
static void test_what_withdrew_it(void **state)
{
	struct cert *path[] = { world.cert[LEAF], world.cert[ROOT] };
	struct buf der = BUF_INIT(LIMIT_CRL_BYTES), good = BUF_INIT(LIMIT_OCSP_BYTES);
	struct crl_lists lists = { 0 };
	struct revocation *r = revocation_new(path, 2);

	(void)state;
	make_crl(&crl_rows[1], &der);
	make_ocsp(&ocsp_rows[0], &good);
	assert_int_equal(crl_lists_add(&lists, buf_bytes(&der), NULL), 0);
	revocation_lists(r, &lists, NOW);
	revocation_staple(r, buf_bytes(&good), NOW);
	assert_int_equal(r->entries[0].status, REV_REVOKED);
	assert_int_equal(r->entries[0].source, REV_BY_FILE);
	assert_null(r->entries[0].by);   /* its issuer, who is no news */
	assert_int_equal(r->entries[0].revoked_at, NOW - 3 * DAY);
	assert_string_equal(r->entries[0].reason, "superseded");
	revocation_free(r);
	buf_reset(&good);
	make_ocsp(&ocsp_rows[3], &good);
	r = revocation_new(path, 2);
	revocation_staple(r, buf_bytes(&good), NOW);
	assert_int_equal(r->entries[0].status, REV_REVOKED);
	assert_int_equal(r->entries[0].source, REV_BY_STAPLE);
	assert_int_equal(r->entries[0].revoked_at, NOW - 2 * DAY);
	assert_string_equal(r->entries[0].reason, "key compromise");
	revocation_free(r);
	crl_lists_done(&lists);
	buf_done(&good);
	buf_done(&der);
}

/* The first failure is the one that is told, and none beside an answer. */
static void test_which_failure_is_told(void **state)
{
	static const struct { bool list_answers; enum rev_status status; const char *why; } rows[] = {
		{ false, REV_UNKNOWN, "no route to it" }, { true, REV_GOOD, NULL },
	};

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		struct cert *path[] = { world.cert[WITH_URLS], world.cert[ROOT] };
		struct revocation *r = revocation_new(path, 2);
		struct revocation_asker *a = revocation_asker_new(r, NOW, LIMIT_FETCHES);
		struct buf crl = BUF_INIT(LIMIT_CRL_BYTES);
		struct want w;

		make_crl(&crl_rows[0], &crl);
		assert_true(revocation_want(a, &w));
		revocation_answer(a, (struct bytes){ NULL, 0 }, "no route to it");
		assert_true(revocation_want(a, &w));
		if (rows[i].list_answers)
			revocation_answer(a, buf_bytes(&crl), NULL);
		else
			revocation_answer(a, (struct bytes){ NULL, 0 }, "no such file");
		assert_int_equal(r->entries[0].status, rows[i].status);
		if (rows[i].why == NULL)
			assert_null(r->entries[0].why);
		else
			assert_string_equal(r->entries[0].why, rows[i].why);
		buf_done(&crl);
		revocation_asker_free(a);
		revocation_free(r);
	}
}

/* Timestamps are in the first entry that has a list of them (RFC 6962 3.3), in an octet string of its own. */
static void test_timestamps_of_an_answer(void **state)
{
#define OF_SCTS(der) { "1.3.6.1.4.1.11129.2.4.5", false, DER(der) }
	static const struct { struct pki_extension first, second; const char *list; } rows[] = {
		{ OF_SCTS("\x04\x02" "ab"), OF_SCTS("\x04\x02" "cd"), "ab" },
		{ ODD(false), OF_SCTS("\x04\x02" "cd"), "cd" },
		{ ODD(false), ODD(false), "" },
		{ OF_SCTS("\x05\x02" "ab"), ODD(false), "" },
		{ OF_SCTS("\x04\x03" "ab"), ODD(false), "" },
		{ OF_SCTS("\x04\x03" "ab"), OF_SCTS("\x04\x02" "cd"), "cd" },
	};
#undef OF_SCTS

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		struct pki_ocsp_entry entries[2] = {
			{ .cert = &world.made[OTHER], .issuer = &world.made[ROOT], .this_update = NOW - DAY,
				.extension = &rows[i].first },
			{ .cert = &world.made[LEAF], .issuer = &world.made[ROOT], .this_update = NOW - DAY,
				.next_update = NOW + DAY, .extension = &rows[i].second },
		};
		struct pki_ocsp_spec spec = { .entries = entries, .n_entries = 2, .produced_at = NOW - DAY,
			.signer = &world.made[ROOT] };
		struct buf der = BUF_INIT(LIMIT_OCSP_BYTES);
		struct bytes list;

		assert_int_equal(pki_ocsp_make(&der, &spec, NULL), 0);
		list = ocsp_sct_list(buf_bytes(&der));
		assert_int_equal(list.n, strlen(rows[i].list));
		assert_memory_equal(list.n > 0 ? (const char *)list.p : "", rows[i].list, list.n);
		buf_done(&der);
	}
}

/* No more than so many addresses in all. */
static void test_asking_has_an_end(void **state)
{
	struct cert *path[] = { world.cert[WITH_URLS], world.cert[ROOT] };
	struct revocation *r = revocation_new(path, 2);
	struct revocation_asker *a = revocation_asker_new(r, NOW, 1);
	struct want w;

	(void)state;
	assert_true(revocation_want(a, &w));
	revocation_answer(a, (struct bytes){ NULL, 0 }, NULL);
	assert_string_equal(r->entries[0].why, "no answer came");
	assert_false(revocation_want(a, &w));
	revocation_asker_free(a);
	revocation_free(r);
}

static void test_nothing_can_be_freed(void **state)
{
	(void)state;
	revocation_free(NULL);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ocsp),
		cmocka_unit_test(test_an_answer_has_an_end),
		cmocka_unit_test(test_cut_answers_are_refused),
		cmocka_unit_test(test_crl),
		cmocka_unit_test(test_lists_of_a_file),
		cmocka_unit_test(test_what_lists_say_together),
		cmocka_unit_test(test_indirect_lists_from_above),
		cmocka_unit_test(test_profile_of_a_list),
		cmocka_unit_test(test_who_may_sign_lists),
		cmocka_unit_test(test_the_request),
		cmocka_unit_test(test_numbers_of_lists),
		cmocka_unit_test(test_what_is_no_reason),
		cmocka_unit_test(test_reasons_have_names),
		cmocka_unit_test(test_an_appointed_issuer),
		cmocka_unit_test(test_what_is_signed_with_md5_does_not_count),
		cmocka_unit_test(test_what_breaks_an_entry),
		cmocka_unit_test(test_the_last_second_of_an_answer),
		cmocka_unit_test(test_two_entries_about_one),
		cmocka_unit_test(test_the_last_second_of_a_responder),
		cmocka_unit_test(test_lists_of_a_path),
		cmocka_unit_test(test_a_spoilt_list_of_the_issuer),
		cmocka_unit_test(test_the_last_second_of_a_list), cmocka_unit_test(test_lists_in_one_file),
		cmocka_unit_test(test_how_long_is_short), cmocka_unit_test(test_an_address_is_asked_once),
		cmocka_unit_test(test_each_certificate_is_asked_about), cmocka_unit_test(test_lists_have_an_end),
		cmocka_unit_test(test_asking),
		cmocka_unit_test(test_what_came_is_no_answer),
		cmocka_unit_test(test_what_withdrew_it),
		cmocka_unit_test(test_which_failure_is_told),
		cmocka_unit_test(test_timestamps_of_an_answer),
		cmocka_unit_test(test_asking_has_an_end),
		cmocka_unit_test(test_nothing_can_be_freed),
		cmocka_unit_test(test_short_lived_is_not_asked_about),
		cmocka_unit_test(test_staple),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
