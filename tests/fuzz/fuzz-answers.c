/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a server, its CA and the DNS say, each to the reader that meets it first: the first octet chooses handshake
 * messages, an OCSP answer, a revocation list, timestamps, distinguished names, names of hosts, CAA records or a file
 * of lists. The honest answers are of a withdrawn certificate: whatever is made of them, nothing that verifies says
 * otherwise. */
#include "fuzz/fuzz.h"

#include "asn1/oid.h"
#include "base/limits.h"
#include "evidence/caa.h"
#include "lib/crl-make.h"
#include "pki/pki.h"
#include "pki/status.h"
#include "revocation/crl.h"
#include "revocation/lists.h"
#include "revocation/ocsp.h"
#include "rules/names.h"
#include "x509/bearable-key.h"
#include "tls/messages.h"
#include "x509/dn.h"
#include "x509/sct.h"

#include <gnutls/gnutls.h>
#include <stdlib.h>
#include <string.h>

static const int64_t fuzz_now = INT64_C(1800000000);

/* Made once: what the answers are about. */
static struct {
	struct pki_key *key, *ca_key;
	struct pki_cert made_ca, made_leaf, made_responder;
	struct cert *path[2];            /* leaf, CA */
} honest;

static void must(bool holds)
{
	if (!holds)
		abort();
}

static bool within(struct bytes part, struct bytes whole)
{
	return part.n == 0 || (part.p >= whole.p && part.p + part.n <= whole.p + whole.n);
}

/* ---- the readers ---- */

static void fuzz_message(struct bytes in, bool tls13)
{
	struct handshake h = { .message = BUF_INIT(LIMIT_CHAIN_BYTES), .staple = BUF_INIT(LIMIT_STAPLE_BYTES),
		.scts = BUF_INIT(LIMIT_SCT_LIST_BYTES) };

	messages_read(&h, in, tls13);
	messages_status(&h, in);
	must(h.n_certs <= LIMIT_CHAIN_CERTS);
	for (size_t i = 0; i < h.n_certs; i++) {
		must(within(h.certs[i], buf_bytes(&h.message)));
		(void)bearable_key(h.certs[i]);
	}
	buf_done(&h.message);
	buf_done(&h.staple);
	buf_done(&h.scts);
}

static void fuzz_message_12(struct bytes in)
{
	fuzz_message(in, false);
}

static void fuzz_message_13(struct bytes in)
{
	fuzz_message(in, true);
}

static void fuzz_request(struct bytes in)
{
	struct handshake h = { .authorities = BUF_INIT(LIMIT_AUTHORITIES_BYTES) };
	struct bytes list, name;

	messages_request(&h, in, true);
	list = buf_bytes(&h.authorities);
	while (messages_next_name(&list, &name))
		must(within(name, buf_bytes(&h.authorities)));
	buf_done(&h.authorities);
}

static void fuzz_ocsp(struct bytes in)
{
	struct ocsp_answer a;
	struct cc_err e = { 0 };

	must(within(ocsp_sct_list(in), in));
	(void)ocsp_made(in);
	if (ocsp_read(in, honest.path[0], honest.path[1], fuzz_now, &a, &e) == 0)
		must(a.status == OCSP_REVOKED);
	else
		fuzz_expect_clean(e.msg);
}

static void fuzz_crl(struct bytes in)
{
	struct crl_answer a;
	struct cc_err e = { 0 };
	struct crl l;

	if (crl_ask(in, honest.path, 2, fuzz_now, &a, &e) == 0)
		must(a.revoked);
	else
		fuzz_expect_clean(e.msg);
	/* and each reader by itself, which a list with a wrong signature never meets */
	if (crl_open(in, &l)) {
		struct crl_entry entry;
		unsigned reasons;

		(void)crl_speaks_of(&l, honest.path[0], &reasons);
		(void)crl_look_up(&l, honest.path[0], &entry);
		(void)crl_number_compare(l.number, l.base);
		fuzz_expect_clean(crl_profile_fault(&l));
	}
}

/* A file of lists, as --crl takes it, and what they say together. */
static void fuzz_lists(struct bytes in)
{
	struct crl_lists lists = { 0 };
	struct crl_answer a = { 0 };
	struct cc_err e = { 0 };

	if (crl_lists_add(&lists, in, &e) == 0) {
		must(lists.n > 0 && lists.n <= LIMIT_LISTS);
		crl_lists_ask(&lists, honest.path, 2, fuzz_now, &a);
		fuzz_expect_clean(a.fault);
	} else {
		fuzz_expect_clean(e.msg);
	}
	crl_lists_done(&lists);
}

static void fuzz_scts(struct bytes in)
{
	struct sct list[LIMIT_SCTS];
	size_t n = sct_list_read(in, list, LIMIT_SCTS);

	must(n <= LIMIT_SCTS);
	for (size_t i = 0; i < n; i++)
		must(within(list[i].raw, in));
}

/* Half of it is one name, half the other. */
static void fuzz_dn(struct bytes in)
{
	struct bytes a = { in.p, in.n / 2 }, b = { in.p + in.n / 2, in.n - in.n / 2 };

	must(dn_match(a, a) && dn_match(a, b) == dn_match(b, a));
	must(!dn_match(a, b) || dn_hash(a) == dn_hash(b));
	(void)dn_within(a, b);
	must(within(dn_attribute(a, (struct bytes){ (const uint8_t *)"\x55\4\3", 3 }), a));
}

/* No name stands for a host by an octet that no name has. */
static void fuzz_host(struct bytes in)
{
	static const char host[] = "www.example.com";
	bool matches = names_dns_match((const char *)in.p, in.n, host);

	must(!matches || memchr(in.p, '\0', in.n) == NULL);
	must(!matches || (in.n > 0 && in.p[in.n - 1] != '.'));
}

/* Records, each behind an octet with its length; the first octet of all says whether it is about a wildcard. Whom they
 * permit they name, and nobody is told to be permitted by what was not read. */
static void fuzz_caa(struct bytes in)
{
	enum { RECORDS = 64 };
	struct bytes records[RECORDS];
	struct caa_verdict v;
	size_t n = 0, at = 1, k;

	for (; at < in.n && n < RECORDS; at += 1 + records[n++].n) {
		size_t left = in.n - at - 1;

		records[n] = (struct bytes){ in.p + at + 1, in.p[at] < left ? in.p[at] : left };
	}
	v = caa_judge(records, n, in.n > 0 && in.p[0] % 2 == 1, caa_ca_find("Let's Encrypt"));
	must(within(v.issuer, in) && v.n_named <= CAA_NAMED && v.unread <= n);
	must(v.issuer.n == 0 || v.issuer.n == strlen("letsencrypt.org"));
	must(v.permits != ANSWER_YES || (v.unknown == NULL && (v.issuer.n > 0 || (!v.limits && v.unread == 0))));
	must(v.permits != ANSWER_NO || (v.unknown == NULL && v.limits && v.issuer.n == 0 && v.unread == 0));
	for (k = 0; k < v.n_named; k++)
		must(within(v.named[k], in) && v.named[k].n > 0);
}

static const struct { void (*read)(struct bytes in); } fuzz_readers[] = {
	{ fuzz_message_13 }, { fuzz_message_12 }, { fuzz_request }, { fuzz_ocsp }, { fuzz_crl }, { fuzz_scts },
	{ fuzz_dn }, { fuzz_host }, { fuzz_caa }, { fuzz_lists },
};

enum { FUZZ_READERS = sizeof fuzz_readers / sizeof *fuzz_readers, READS_OCSP = 3, READS_CRL = 4 };

/* ---- what is honest ---- */

static void honest_certs(void)
{
	static const char *const names[] = { "www.example.com", NULL };
	static const char *const signing[] = { "1.3.6.1.5.5.7.3.9", NULL };
	struct pki_spec ca = { .cn = "CA", .o = "An organisation", .c = "DE", .flags = PKI_CA },
		leaf = { .cn = "www.example.com", .names = names, .crl = "http://c.example/1.crl" },
		responder = { .cn = "Responder", .eku = signing };

	ca.not_before = leaf.not_before = responder.not_before = fuzz_now - 86400;
	ca.not_after = leaf.not_after = responder.not_after = fuzz_now + 60 * 86400;
	honest.key = pki_key_new(PKI_P256, NULL);
	honest.ca_key = pki_key_new(PKI_P256, NULL);
	must(pki_cert_make(&honest.made_ca, &ca, honest.ca_key, NULL, NULL) == 0
		&& pki_cert_make(&honest.made_leaf, &leaf, honest.key, &honest.made_ca, NULL) == 0
		&& pki_cert_make(&honest.made_responder, &responder, honest.key, &honest.made_ca, NULL) == 0);
	honest.path[0] = cert_read(pki_cert_der(&honest.made_leaf).p, pki_cert_der(&honest.made_leaf).n);
	honest.path[1] = cert_read(pki_cert_der(&honest.made_ca).p, pki_cert_der(&honest.made_ca).n);
}

#define DER(octets) { (const uint8_t *)(octets), sizeof(octets) - 1 }
#define SCOPE(octets) { "2.5.29.28", true, DER(octets) }

/* Answers of all shapes; each says that the leaf is withdrawn. */
static const struct { bool delegated, by_name; int error; struct pki_extension rule, of_entry; } ocsp_shapes[] = {
	{ 0 }, { .by_name = true }, { .delegated = true }, { .delegated = true, .by_name = true }, { .error = 3 },
	{ .rule = { "1.3.6.1.4.1.99999.1", true, DER("\5\0") } },
	{ .of_entry = { "1.3.6.1.4.1.11129.2.4.5", false, DER("\4\2ab") } },
	{ .of_entry = { "1.3.6.1.5.5.7.48.1.6", true, DER("\x18\x0f" "20260101000000Z") } },
};

/* And lists: of one place, for some reasons, indirect, of users, of CAs, of attributes, the difference to another. */
static const struct pki_extension crl_shapes[] = {
	{ 0 }, SCOPE("\x30\x1c\xa0\x1a\xa0\x18\x86\x16http://c.example/1.crl"),
	SCOPE("\x30\4\x83\2\1\x7e"), SCOPE("\x30\3\x84\1\xff"), SCOPE("\x30\3\x81\1\xff"),
	SCOPE("\x30\3\x82\1\xff"), SCOPE("\x30\3\x85\1\xff"),
	{ "2.5.29.27", true, DER("\2\1\5") }, { "1.3.6.1.4.1.99999.1", true, DER("\5\0") },
};

enum { OCSP_SHAPES = sizeof ocsp_shapes / sizeof *ocsp_shapes, CRL_SHAPES = sizeof crl_shapes / sizeof *crl_shapes };

static void honest_ocsp(size_t shape, struct buf *out)
{
	const bool delegated = ocsp_shapes[shape].delegated;
	const struct pki_extension *rule = &ocsp_shapes[shape].rule, *of_entry = &ocsp_shapes[shape].of_entry;
	struct pki_ocsp_entry entry = { .cert = &honest.made_leaf, .issuer = &honest.made_ca,
		.status = PKI_STATUS_REVOKED, .this_update = fuzz_now - 60, .next_update = fuzz_now + 86400,
		.revoked_at = fuzz_now - 3600, .reason = 1, .extension = of_entry->oid != NULL ? of_entry : NULL };
	struct pki_ocsp_spec spec = { .entries = &entry, .n_entries = 1, .produced_at = fuzz_now - 60,
		.signer = delegated ? &honest.made_responder : &honest.made_ca, .send_signer = delegated,
		.by_name = ocsp_shapes[shape].by_name, .error = ocsp_shapes[shape].error,
		.extension = rule->oid != NULL ? rule : NULL };

	must(pki_ocsp_make(out, &spec, NULL) == 0);
}

/* With an entry that names its issuer, where the list is one of several CAs'. */
static void honest_crl(size_t shape, struct buf *out)
{
	const struct pki_cert *revoked[] = { &honest.made_leaf };
	struct bytes name = honest.path[1]->subject.der;
	uint8_t names[128] = { 0x30, (uint8_t)(name.n + 2), 0xa4, (uint8_t)name.n };
	const struct pki_extension whose = { "2.5.29.29", true, { names, name.n + 4 } };
	struct crl_spec spec = { .revoked = revoked, .n_revoked = 1, .signer = &honest.made_ca,
		.this_update = fuzz_now - 60 - (int64_t)shape, .next_update = fuzz_now + 86400,
		.revoked_at = fuzz_now - 3600, .reason = 1, .number = 7 + (int64_t)shape,
		.extensions = &crl_shapes[shape], .n_extensions = crl_shapes[shape].oid != NULL,
		.entry_extensions = &whose, .n_entry_extensions = shape % 2 == 1 };

	must(name.n < sizeof names - 4 && name.n < 120);
	memcpy(names + 4, name.p, name.n);
	must(crl_make(out, &spec, NULL) == 0);
}

/* All of them in a file, behind text, one as PEM. */
static void honest_lists(struct buf *out)
{
	struct buf one = BUF_INIT(LIMIT_OCSP_BYTES);
	gnutls_datum_t pem;

	(void)buf_adds(out, "Lists of a CA:\n");
	for (size_t i = 0; i < CRL_SHAPES; i++) {
		buf_reset(&one);
		honest_crl(i, &one);
		if (i % 3 != 1) {
			(void)buf_add(out, one.data, one.len);
			continue;
		}
		must(gnutls_pem_base64_encode2("X509 CRL",
			&(gnutls_datum_t){ (unsigned char *)one.data, (unsigned)one.len }, &pem) == 0);
		(void)buf_add(out, pem.data, pem.size);
		gnutls_free(pem.data);
	}
	buf_done(&one);
}

static void honest_length(struct buf *b, size_t n)
{
	(void)buf_add(b, (const uint8_t[]){ (uint8_t)(n >> 16), (uint8_t)(n >> 8), (uint8_t)n }, 3);
}

/* A Certificate message of TLS 1.3 (RFC 8446 4.4.2) with a staple and timestamps beside the leaf, of 1.2 without. */
static void honest_message(struct buf *out, bool tls13)
{
	static const char beside[] = "\0\x16\0\5\0\x08\1\0\0\4abcd\0\x12\0\6\0\4\0\2\0\0";
	struct buf list = BUF_INIT(LIMIT_CHAIN_BYTES);

	for (size_t i = 0; i < 2; i++) {
		honest_length(&list, honest.path[i]->der_len);
		(void)buf_add(&list, honest.path[i]->der, honest.path[i]->der_len);
		if (tls13)
			(void)buf_add(&list, i == 0 ? beside : "\0\0", i == 0 ? sizeof beside - 1 : 2);
	}
	if (tls13)
		(void)buf_addc(out, '\0');
	honest_length(out, list.len);
	(void)buf_add(out, list.data, list.len);
	buf_done(&list);
}

static void honest_make(void)
{
	if (honest.path[0] != NULL)
		return;
	honest_certs();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	honest_make();
	if (n > 0)
		fuzz_readers[data[0] % FUZZ_READERS].read((struct bytes){ data + 1, n - 1 });
	return 0;
}

/* The other shapes of what has several. */
static bool honest_more(size_t i, struct buf *out)
{
	if (i + 1 < OCSP_SHAPES) {
		(void)buf_addc(out, READS_OCSP);
		honest_ocsp(i + 1, out);
	} else if (i + 2 < OCSP_SHAPES + CRL_SHAPES) {
		(void)buf_addc(out, READS_CRL);
		honest_crl(i + 2 - OCSP_SHAPES, out);
	} else {
		return false;
	}
	return true;
}

bool fuzz_seed(size_t i, struct buf *out)
{
	static const char request[] = "\0\0\x16\0\x2f\0\x12\0\x10\0\x0e\x30\x0c\x31\x0a\x30\x08\6\3\x55\4\3\x0c\1a",
		scts[] = "\0\x31\0\x2f\0" "0123456789abcdef0123456789abcdef" "\0\0\1\x80\0\0\0\0\0\0\4\3\0\2\x30\0",
		name[] = "\x30\x0c\x31\x0a\x30\x08\6\3\x55\4\3\x0c\1A\x30\x0c\x31\x0a\x30\x08\6\3\x55\4\3\x13\1a";

	static const char caa[] = "\1\x1b\0\5issueletsencrypt.org; a=b\x0c\x80\x09issuewild;\x0e\0\5iodefmailto:";

	honest_make();
	if (i >= FUZZ_READERS)
		return honest_more(i - FUZZ_READERS, out);
	(void)buf_addc(out, (char)i);
	switch (i) {
	case 0: honest_message(out, true); break;
	case 1: honest_message(out, false); break;
	case 2: (void)buf_add(out, request, sizeof request - 1); break;
	case READS_OCSP: honest_ocsp(0, out); break;
	case READS_CRL: honest_crl(0, out); break;
	case 5: (void)buf_add(out, scts, sizeof scts - 1); break;
	case 6: (void)buf_add(out, name, sizeof name - 1); break;
	case 7: (void)buf_adds(out, "*.example.com"); break;
	case 8: (void)buf_add(out, caa, sizeof caa - 1); break;
	default: honest_lists(out);
	}
	return true;
}
