/* SPDX-License-Identifier: GPL-3.0-or-later
 * Everything that reads what strangers wrote, on thousands of damaged copies of honest input. The damage is the same in
 * every run; CERTCARD_MUTATIONS multiplies it. Beyond not crashing, each reader has a promise to keep about what it
 * makes of it. */
#include "x509/cert.h"
#include "revocation/crl.h"
#include "lib/damage.h"
#include "pki/pki.h"
#include "pki/status.h"
#include "lib/crl-make.h"
#include "explain/explain.h"
#include "tls/messages.h"
#include "judge/judge.h"
#include "base/limits.h"
#include "base/mem.h"
#include "revocation/ocsp.h"
#include "options/opts.h"
#include "x509/pemfile.h"
#include "tls/replies.h"
#include "engine/target.h"
#include "terminal/theme.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <gnutls/gnutls.h>
#include <gnutls/pkcs12.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <unistr.h>

enum { MOST_BYTES = DAMAGE_MOST_BYTES, SLICES = 200 };
static const int64_t now = 1800000000;

static struct {
	struct pki_key *key, *ca_key;
	struct pki_cert root, ca, leaf;
	struct cert *certs[3];           /* leaf, CA, root */
	struct buf pem, ocsp, crl, message;
	struct buf json, secret, utf16, store, p12;   /* the certificates in other wrappings */
	struct trust *trust;
} made;

static char *damaged_string(struct bytes b)
{
	return mem_strndup((const char *)b.p, b.n);
}

static void assert_clean(const char *s)
{
	const uint8_t *p = (const uint8_t *)s;
	ucs4_t c;

	if (s == NULL)
		return;
	assert_null(u8_check(p, strlen(s)));
	while ((p = u8_next(&c, p)) != NULL)
		assert_false(uc_is_general_category_withtable(c,
			UC_CATEGORY_MASK_Cc | UC_CATEGORY_MASK_Cf | UC_CATEGORY_MASK_Zl | UC_CATEGORY_MASK_Zp));
}

/* ---- certificates ---- */

static void assert_clean_cert(const struct cert *c)
{
	assert_clean(c->fault);
	if (!c->parsed) {
		assert_non_null(c->fault);
		return;
	}
	assert_clean(c->subject.text);
	assert_clean(c->issuer.text);
	assert_clean(cert_label(c));
	for (size_t i = 0; i < c->n_sans; i++)
		assert_clean(c->sans[i].value);
	for (size_t i = 0; i < c->n_extensions; i++)
		assert_clean(c->extensions[i].text);
	for (size_t i = 0; i < c->n_ocsp; i++)
		assert_clean(c->ocsp[i].text);
}

static void read_cert(struct bytes b, bool same)
{
	struct cert *c = cert_read(b.p, b.n);

	assert_clean_cert(c);
	if (same)
		assert_true(c->parsed && c->fault == NULL);
	cert_unref(c);
}

static void test_certificates(void **state)
{
	(void)state;
	damage(pki_cert_der(&made.leaf), 4000, read_cert);
	damage(pki_cert_der(&made.ca), 4000, read_cert);
}

/* No damaged certificate is trusted in the place of the honest one. */
static void judge_cert(struct bytes b, bool same)
{
	struct inspection *out = mem_alloc(sizeof *out);
	struct cert *presented[] = { cert_read(b.p, b.n), made.certs[1] };
	struct opts o;
	struct judge_input in = { .opts = &o, .now = now, .presented = presented, .n_presented = 2, .trust = made.trust,
		.tls = { .server = true, .version = 0x0304 }, .host = "host.example" };
	struct judge *j;
	unsigned slices = 0;

	opts_defaults(&o);
	j = judge_new(&in);
	while (judge_step(j) != JUDGE_DONE)
		assert_true(++slices < SLICES);
	judge_finish(j, out);
	if ((out->verdict.level == LEVEL_TRUSTED) != same)
		fail_msg("%s: %s", same ? "honest" : "damaged", out->verdict.headline);
	for (size_t i = 0; i < out->n_findings; i++)
		assert_clean(out->findings[i].what);
	inspection_free(out);
	cert_unref(presented[0]);
}

static void test_judging(void **state)
{
	(void)state;
	damage(pki_cert_der(&made.leaf), 400, judge_cert);
}

static void read_file(struct bytes b, bool same)
{
	struct cert **certs;
	struct cc_err e = { 0 };
	size_t n;

	static const struct pemfile_opts no_password;

	if (pemfile_parse(b, "FILE", &certs, &n, &no_password, &e) != 0) {
		assert_false(same);
		assert_clean(e.msg);
		return;
	}
	assert_true(n > 0 && n <= LIMIT_FILE_CERTS);
	for (size_t i = 0; i < n; i++)
		assert_clean_cert(certs[i]);
	pemfile_free(certs, n);
}

static void test_files(void **state)
{
	(void)state;
	damage(buf_bytes(&made.pem), 2000, read_file);
	damage(pki_cert_der(&made.leaf), 1000, read_file);
	damage(buf_bytes(&made.json), 2000, read_file);
	damage(buf_bytes(&made.secret), 2000, read_file);
	damage(buf_bytes(&made.utf16), 1000, read_file);
	damage(buf_bytes(&made.store), 3000, read_file);
	damage(buf_bytes(&made.p12), 100, read_file);
}

/* ---- revocation: the honest answers say "revoked", so nothing that verifies may say another thing ---- */

static void read_ocsp(struct bytes b, bool same)
{
	struct ocsp_answer a;
	struct cc_err e = { 0 };

	(void)ocsp_sct_list(b);
	if (ocsp_read(b, made.certs[0], made.certs[1], now, &a, &e) == 0) {
		assert_int_equal(a.status, OCSP_REVOKED);
		return;
	}
	assert_false(same);
	assert_clean(e.msg);
}

static void test_ocsp_answers(void **state)
{
	(void)state;
	damage(buf_bytes(&made.ocsp), 3000, read_ocsp);
}

static void read_crl(struct bytes b, bool same)
{
	struct crl_answer a;
	struct cc_err e = { 0 };

	if (crl_ask(b, made.certs, 2, now, &a, &e) == 0) {
		assert_true(a.revoked);
		return;
	}
	assert_false(same);
	assert_clean(e.msg);
}

static void test_revocation_lists(void **state)
{
	(void)state;
	damage(buf_bytes(&made.crl), 3000, read_crl);
}

/* ---- what a server says ---- */

static void read_message(struct bytes b, bool same)
{
	struct handshake *h = mem_alloc(sizeof *h);

	buf_init(&h->message, LIMIT_CHAIN_BYTES);
	buf_init(&h->staple, LIMIT_STAPLE_BYTES);
	buf_init(&h->scts, LIMIT_SCT_LIST_BYTES);
	messages_read(h, b, true);
	assert_true(h->certificate_seen);
	if (same)
		assert_int_equal(h->n_certs, 3);
	for (size_t i = 0; i < h->n_certs; i++) {
		assert_true(h->certs[i].p >= (const uint8_t *)h->message.data);
		assert_true(h->certs[i].p + h->certs[i].n <= (const uint8_t *)h->message.data + h->message.len);
	}
	buf_done(&h->message);
	buf_done(&h->staple);
	buf_done(&h->scts);
	free(h);
}

static void test_certificate_messages(void **state)
{
	(void)state;
	damage(buf_bytes(&made.message), 3000, read_message);
}

#define TEXT(s) { (const uint8_t *)(s), sizeof(s) - 1 }
static const struct dialogue {
	starttls_reader *read;
	const char *wants;
	struct bytes reply;
} dialogues[] = {
#include "lib/starttls-replies.def"
};
static const struct dialogue *dialogue;

static void read_reply(struct bytes b, bool same)
{
	struct bytes text = { NULL, 0 };
	size_t used = 0;
	enum reply r = dialogue->read(b, dialogue->wants, &used, &text);

	if (same && r != REPLY_YES && r != REPLY_NO)
		fail_msg("reply %zu: %d", (size_t)(dialogue - dialogues), (int)r);
	assert_true(used <= b.n);
	if (text.p != NULL && r != REPLY_MORE)
		assert_true(text.p >= b.p && text.p + text.n <= b.p + b.n);
}

static void test_plain_text_replies(void **state)
{
	(void)state;
	for (dialogue = dialogues; dialogue < dialogues + sizeof dialogues / sizeof *dialogues; dialogue++)
		damage(dialogue->reply, 2000, read_reply);
}

/* ---- what somebody types or pastes ---- */

static void read_target(struct bytes b, bool same)
{
	char *text = damaged_string(b);
	struct target t;
	struct opts o;
	struct cc_err e = { 0 };

	opts_defaults(&o);
	if (target_parse(&t, text, &o, &e) == 0) {
		if (t.facts.kind == TARGET_HOST) {
			char *label = target_label(&t.facts);

			assert_true(t.facts.host != NULL && strlen(t.facts.host) <= LIMIT_HOST_BYTES && t.facts.port > 0
				&& t.facts.port < 65536);
			assert_clean(t.facts.host);
			assert_clean(label);
			free(label);
		}
		target_done(&t);
	} else {
		assert_false(same);
		assert_clean(e.msg);
	}
	free(text);
}

static void test_targets(void **state)
{
	static const struct bytes honest[] =
		{ TEXT("https://user:pass@www.example.com:8443/a/b?c=d#e"), TEXT("[2001:db8::1]:8443"),
		TEXT("smtp://mx.example.com"),
		TEXT("b\xc3\xbc" "cher.example"), TEXT("192.0.2.1:25") };

	(void)state;
	for (size_t i = 0; i < sizeof honest / sizeof *honest; i++)
		damage(honest[i], 800, read_target);
}

static void read_paste(struct bytes b, bool same)
{
	char *text = damaged_string(b);
	struct explanation *x = explain_text(text);

	assert_true(!same || x->known);
	assert_clean(x->asked);
	explanation_free(x);
	free(text);
}

static void test_pasted_messages(void **state)
{
	(void)state;
	damage((struct bytes)TEXT("curl: (60) SSL certificate problem: unable to get local issuer certificate"), 150,
		read_paste);
	damage((struct bytes)TEXT("javax.net.ssl.SSLHandshakeException: PKIX path building failed: 0x800B0109"), 150,
		read_paste);
}

static void read_theme(struct bytes b, bool same)
{
	char *text = damaged_string(b);
	struct theme *t = mem_alloc(sizeof *t);
	struct cc_err e = { 0 };

	if (theme_parse(t, "x", text, &e) != 0) {
		assert_false(same);
		assert_true(strtoul(e.msg, NULL, 10) > 0);
	}
	free(t);
	free(text);
}

static void test_themes(void **state)
{
	(void)state;
	damage((struct bytes)TEXT("title: A title\n[none]\ngood: bold\n[8]\ntext: black on white\ngood: bright-green on"
		" 3 bold underline\n[256]\nbad: 210\n"), 3000, read_theme);
}

/* ---- the honest ones ---- */

static void make_certs(void)
{
	static const char *const names[] =
		{ "host.example", "*.host.example", "ip:192.0.2.1", "ip:2001:db8::1", "email:a@host.example",
		"uri:https://host.example/",
		"dir:A name", NULL };
	static const char *const permitted[] =
		{ "host.example", "ip:", "email:host.example", NULL };
	static const char *const excluded[] = { "other.example", "ip:10.0.0.0/8", NULL };
	static const char *const policies[] = { "2.23.140.1.2.1", "1.3.6.1.4.1.55738.1", NULL };
	struct pki_spec root = { .cn = "Root", .flags = PKI_CA },
		ca = { .cn = "CA", .o = "An organisation", .c = "DE", .flags = PKI_CA | PKI_PATH_LENGTH,
		.permitted = permitted, .excluded = excluded };
	struct pki_spec leaf =
		{ .cn = "host.example", .o = "\xc3\x9c" "ber", .names = names, .policies = policies,
		.ocsp = "http://127.0.0.1/o",
		.ca_issuers = "http://127.0.0.1/i", .crl = "http://127.0.0.1/c" };
	struct cc_err e;

	root.not_before = ca.not_before = leaf.not_before = now - 86400;
	root.not_after = ca.not_after = leaf.not_after = now + 60 * 86400;
	made.key = pki_key_new(PKI_P256, &e);
	made.ca_key = pki_key_new(PKI_P256, &e);
	if (pki_cert_make(&made.root, &root, made.ca_key, NULL, &e) != 0
		|| pki_cert_make(&made.ca, &ca, made.ca_key, &made.root, &e) != 0
	    || pki_cert_make(&made.leaf, &leaf, made.key, &made.ca, &e) != 0)
		abort();
}

static void make_answers(void)
{
	const struct pki_cert *revoked[] = { &made.leaf };
	struct pki_ocsp_entry entry =
		{ .cert = &made.leaf, .issuer = &made.ca, .status = PKI_STATUS_REVOKED, .this_update = now - 60,
		.next_update = now + 86400,
		.revoked_at = now - 3600, .reason = 1 };
	struct pki_ocsp_spec ocsp = { .entries = &entry, .n_entries = 1, .produced_at = now - 60, .signer = &made.ca };
	struct crl_spec crl =
		{ .revoked = revoked, .n_revoked = 1, .signer = &made.ca, .this_update = now - 60,
		.next_update = now + 86400,
		.revoked_at = now - 3600, .reason = 1, .number = 7 };
	struct cc_err e;

	buf_init(&made.ocsp, MOST_BYTES);
	buf_init(&made.crl, MOST_BYTES);
	if (pki_ocsp_make(&made.ocsp, &ocsp, &e) != 0 || crl_make(&made.crl, &crl, &e) != 0)
		abort();
}

/* A TLS 1.3 Certificate message (RFC 8446 4.4.2): context, list, and in it each certificate with its extensions. */
static void make_message(void)
{
	struct buf list = BUF_INIT(MOST_BYTES);

	buf_init(&made.message, MOST_BYTES);
	for (size_t i = 0; i < 3; i++) {
		size_t n = made.certs[i]->der_len;

		(void)buf_add(&list, (const uint8_t[]){ (uint8_t)(n >> 16), (uint8_t)(n >> 8), (uint8_t)n }, 3);
		(void)buf_add(&list, made.certs[i]->der, n);
		(void)buf_add(&list, i == 0 ? "\0\x0c\0\5\0\x08\1\0\0\4abcd" : "\0\0", i == 0 ? 14 : 2);
	}
	(void)buf_add(&made.message,
		(const uint8_t[]){ 0, (uint8_t)(list.len >> 16), (uint8_t)(list.len >> 8), (uint8_t)list.len }, 4);
	(void)buf_add(&made.message, list.data, list.len);
	buf_done(&list);
}

/* The PEM as JSON writes it, and each character of it in two octets. */
static void make_texts(void)
{
	(void)buf_adds(&made.json, "{ \"cert\": \"");
	for (size_t i = 0; i < made.pem.len; i++) {
		char c = made.pem.data[i];

		(void)buf_adds(&made.json, c == '\n' ? "\\n" : (char[]){ c, '\0' });
		(void)buf_add(&made.utf16, (char[]){ c, '\0' }, 2);
	}
	(void)buf_adds(&made.json, "\" }\n");
}

static void make_secret(void)
{
	gnutls_datum_t in = { (unsigned char *)made.pem.data, (unsigned)made.pem.len }, out;

	if (gnutls_base64_encode2(&in, &out) != 0)
		abort();
	(void)buf_addf(&made.secret, "kind: Secret\ndata:\n  tls.crt: %.*s\n  tls.key: LS0t\n", (int)out.size,
		out.data);
	gnutls_free(out.data);
}

/* A Java key store: a key, which nobody can read, with its chain. */
static void make_store(void)
{
	static const char head[] =
		"\xfe\xed\xfe\xed\0\0\0\2\0\0\0\1\0\0\0\1\0\1x\0\0\0\0\0\0\0\0\0\0\0\3key\0\0\0\3";

	(void)buf_add(&made.store, head, sizeof head - 1);
	for (size_t i = 0; i < 3; i++) {
		size_t n = made.certs[i]->der_len;

		(void)buf_add(&made.store, "\0\5X.509\0\0", 9);
		(void)buf_add(&made.store, (const uint8_t[]){ (uint8_t)(n >> 8), (uint8_t)n }, 2);
		(void)buf_add(&made.store, made.certs[i]->der, n);
	}
}

static void make_pkcs12(void)
{
	gnutls_pkcs12_t p12;
	gnutls_pkcs12_bag_t bag;
	gnutls_datum_t der = { made.certs[0]->der, (unsigned)made.certs[0]->der_len };

	if (gnutls_pkcs12_init(&p12) != 0 || gnutls_pkcs12_bag_init(&bag) != 0
		|| gnutls_pkcs12_bag_set_data(bag, GNUTLS_BAG_CERTIFICATE, &der) < 0
		|| gnutls_pkcs12_bag_encrypt(bag, "", GNUTLS_PKCS_PBES2_AES_256) != 0
		|| gnutls_pkcs12_set_bag(p12, bag) != 0 || gnutls_pkcs12_generate_mac2(p12, GNUTLS_MAC_SHA256, "") != 0
		|| gnutls_pkcs12_export2(p12, GNUTLS_X509_FMT_DER, &der) != 0)
		abort();
	(void)buf_add(&made.p12, der.data, der.size);
	gnutls_free(der.data);
	gnutls_pkcs12_bag_deinit(bag);
	gnutls_pkcs12_deinit(p12);
}

static void make_wrapped(void)
{
	struct buf *const all[] = { &made.json, &made.secret, &made.utf16, &made.store, &made.p12 };

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		buf_init(all[i], MOST_BYTES);
	make_texts();
	make_secret();
	make_store();
	make_pkcs12();
}

static int all_setup(void **state)
{
	const struct pki_cert *from[] = { &made.leaf, &made.ca, &made.root };

	(void)state;
	make_certs();
	make_answers();
	buf_init(&made.pem, MOST_BYTES);
	(void)buf_adds(&made.pem, "Some text\n");
	for (size_t i = 0; i < 3; i++) {
		char *pem;

		made.certs[i] = cert_read(pki_cert_der(from[i]).p, pki_cert_der(from[i]).n);
		pem = cert_pem(made.certs[i]);
		(void)buf_adds(&made.pem, pem);
		free(pem);
	}
	make_message();
	make_wrapped();
	made.trust = trust_new(NULL);
	trust_add(made.trust, made.certs[2], ANCHOR_ADDED);
	return 0;
}

static int all_teardown(void **state)
{
	(void)state;
	trust_free(made.trust);
	for (size_t i = 0; i < 3; i++)
		cert_unref(made.certs[i]);
	buf_done(&made.pem);
	buf_done(&made.ocsp);
	buf_done(&made.crl);
	buf_done(&made.message);
	buf_done(&made.json);
	buf_done(&made.secret);
	buf_done(&made.utf16);
	buf_done(&made.store);
	buf_done(&made.p12);
	pki_cert_done(&made.leaf);
	pki_cert_done(&made.ca);
	pki_cert_done(&made.root);
	pki_key_free(made.key);
	pki_key_free(made.ca_key);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_certificates), cmocka_unit_test(test_judging), cmocka_unit_test(test_files),
		cmocka_unit_test(test_ocsp_answers), cmocka_unit_test(test_revocation_lists),
		cmocka_unit_test(test_certificate_messages),
		cmocka_unit_test(test_plain_text_replies), cmocka_unit_test(test_targets),
		cmocka_unit_test(test_pasted_messages),
		cmocka_unit_test(test_themes),
	};

	return cmocka_run_group_tests(tests, all_setup, all_teardown);
}
