/* SPDX-License-Identifier: GPL-3.0-or-later
 * CAA records: what is one, what a set of them comes to for one CA, and what is said of it. The DNS itself is tried in
 * servers/dane.sh. */
#include "evidence/caa-say.h"
#include "result/verdict.h"
#include "base/limits.h"
#include "base/mem.h"
#include "pki/pki.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

/* A record as it comes: flags, the tag's length, the tag and the value. */
static struct bytes record(struct buf *b, int flags, const char *tag, const char *value)
{
	uint8_t head[] = { (uint8_t)flags, (uint8_t)strlen(tag) };

	*b = BUF_INIT(64 * 1024);
	(void)buf_add(b, head, sizeof head);
	(void)buf_adds(b, tag);
	(void)buf_adds(b, value);
	return buf_bytes(b);
}

/* ---- one record ---- */

static void test_what_is_a_record(void **state)
{
	static const struct {
		const char *octets;
		size_t n;
		const char *tag, *value;
		bool critical;
	} rows[] = {
		{ "\0\5issueca.example", 17, "issue", "ca.example", false },
		{ "\200\5issue;", 8, "issue", ";", true },
		{ "\177\5issue", 7, "issue", "", false }, /* other flags are reserved */
		{ "\0\5iSSue2", 8, "iSSue", "2", false },
		{ "\0\1x", 3, "x", "", false },
		{ "", 0, NULL, NULL, false },
		{ "\0", 1, NULL, NULL, false },
		{ "\0\0", 2, NULL, NULL, false },
		{ "\0\0issue", 7, NULL, NULL, false },
		{ "\0\6issue", 7, NULL, NULL, false }, /* a length that is not true */
		{ "\0\377issue", 7, NULL, NULL, false },
		{ "\0\5iss\303\274", 7, NULL, NULL, false },
		{ "\0\5iss-ex", 8, NULL, NULL, false },
		{ "\0\5is\0uex", 8, NULL, NULL, false },
	};
	struct caa_record r;

	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		bool good = caa_read((struct bytes){ (const uint8_t *)rows[k].octets, rows[k].n }, &r);

		assert_int_equal(good, rows[k].tag != NULL);
		if (!good)
			continue;
		assert_int_equal(r.critical, rows[k].critical);
		assert_int_equal(r.tag.n, strlen(rows[k].tag));
		assert_memory_equal(r.tag.p, rows[k].tag, r.tag.n);
		assert_int_equal(r.value.n, strlen(rows[k].value));
		assert_memory_equal(r.value.p, rows[k].value, r.value.n);
	}
}

/* RFC 8659 4.2, its examples among them. NULL: not of the form. */
static void test_values_of_issue(void **state)
{
	static const struct {
		const char *value, *domain;
		bool account, methods;
	} rows[] = {
		{ "ca1.example.net", "ca1.example.net", false, false },
		{ " \tca1.example.net \t", "ca1.example.net", false, false },
		{ "", "", false, false },
		{ ";", "", false, false },
		{ " ; ", "", false, false },
		{ "ca1.example.net;", "ca1.example.net", false, false },
		{ "ca1.example.net; account=230123", "ca1.example.net", false, false },
		{ "ca1.example.net ; a=b ;c-d = e", "ca1.example.net", false, false },
		{ "ca;a=", "ca", false, false },
		{ ";a=b", "", false, false },
		{ "letsencrypt.org; accounturi=https://acme.example/acct/1; validationmethods=dns-01",
			"letsencrypt.org", true, true },
		{ "letsencrypt.org;validationMethods=http-01,dns-01", "letsencrypt.org", false, true },
		{ "a-b.example", "a-b.example", false, false },
		{ "xn--bcher-kva.example", "xn--bcher-kva.example", false, false },
		{ "%%%%%", NULL, false, false }, /* the RFC's own */
		{ "ca1.example.net.", NULL, false, false },
		{ ".example", NULL, false, false },
		{ "a..example", NULL, false, false },
		{ "-a.example", NULL, false, false },
		{ "a-.example", NULL, false, false },
		{ "a b.example", NULL, false, false },
		{ "a,b", NULL, false, false },
		{ "b\303\274cher.example", NULL, false, false },
		{ "ca;a", NULL, false, false },
		{ "ca;=b", NULL, false, false },
		{ "ca;a=b;", NULL, false, false },
		{ "ca;;", NULL, false, false },
		{ "ca; a=b c=d", NULL, false, false },
		{ "ca; a=\001", NULL, false, false },
		{ "ca\n", NULL, false, false },
	};
	struct caa_value v;

	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		struct bytes value = { (const uint8_t *)rows[k].value, strlen(rows[k].value) };
		bool good = caa_value_read(value, &v);
		const char *domain = rows[k].domain != NULL ? rows[k].domain : "";

		if (good != (rows[k].domain != NULL) || v.domain.n != strlen(domain))
			fail_msg("%s", rows[k].value);
		if (v.domain.n > 0)
			assert_memory_equal(v.domain.p, domain, v.domain.n);
		assert_int_equal(v.account, rows[k].account);
		assert_int_equal(v.methods, rows[k].methods);
	}
}

static void test_the_way_up(void **state)
{
	const char *name = "a.b.example";

	(void)state;
	assert_string_equal(name = caa_parent(name), "b.example");
	assert_string_equal(name = caa_parent(name), "example");
	assert_null(caa_parent(name));
	assert_null(caa_parent("example."));
}

static void test_who_is_who(void **state)
{
	static const struct {
		const char *organisation, *domain;
		bool is;
	} rows[] = {
		{ "Let's Encrypt", "letsencrypt.org", true },
		{ "let's encrypt", "LetsEncrypt.ORG", true },
		{ "Let's Encrypt", "example.letsencrypt.org", false },
		{ "Let's Encrypt", "letsencrypt.or", false },
		{ "Let's Encrypt", "digicert.com", false },
		{ "DigiCert Inc", "geotrust.com", true },
		{ "DigiCert, Inc.", "digicert.com", true },
		{ "QuoVadis Limited", "quovadisglobal.com", true },
		{ "Sectigo Limited", "comodoca.com", true },
		{ "COMODO CA Limited", "sectigo.com", true },
		{ "GlobalSign nv-sa", "globalsign.com", true },
		{ "Google Trust Services", "pki.goog", true },
		{ "Google Trust Services", "google.com", false },
		{ "Amazon", "amazontrust.com", true },
		{ "Amazon", "starfieldtech.com", false },
		{ "Entrust, Inc.", "entrust.net", true },
		{ "GoDaddy.com, Inc.", "starfieldtech.com", true },
		{ "Starfield Technologies, Inc.", "godaddy.com", true },
		{ "Asseco Data Systems S.A.", "certum.pl", true },
		{ "Hellenic Academic and Research Institutions CA", "harica.gr", true },
		{ "IdenTrust", "identrust.com", true },
		{ "Buypass AS-983163327", "buypass.com", true },
		{ "SSL Corporation", "ssl.com", true },
		{ "Actalis S.p.A.", "actalis.it", true },
		{ "SwissSign AG", "swisssign.com", true },
		{ "D-Trust GmbH", "d-trust.net", true },
		{ "Deutsche Telekom Security GmbH", "telesec.de", true },
		{ "Microsoft Corporation", "microsoft.com", true },
		{ "ZeroSSL", "sectigo.com", true },
		{ "Dhimyotis", "certigna.fr", true },
		{ "IZENPE S.A.", "izenpe.com", true },
		{ "TAIWAN-CA", "twca.com.tw", true },
		{ "Chunghwa Telecom Co., Ltd.", "pki.hinet.net", true },
	};
	size_t k;

	(void)state;
	for (k = 0; k < sizeof rows / sizeof *rows; k++) {
		const struct caa_ca *ca = caa_ca_find(rows[k].organisation);
		struct bytes domain = { (const uint8_t *)rows[k].domain, strlen(rows[k].domain) };

		if (ca == NULL || caa_ca_is(ca, domain) != rows[k].is)
			fail_msg("%s: %s", rows[k].organisation, rows[k].domain);
	}
	assert_null(caa_ca_find(NULL));
	assert_null(caa_ca_find(""));
	assert_null(caa_ca_find("DigiCert"));
	assert_null(caa_ca_find("DigiCert Inc|DigiCert, Inc."));
	assert_false(caa_ca_is(caa_ca_find("Amazon"), (struct bytes){ (const uint8_t *)"", 0 }));
	assert_false(
		caa_ca_is(caa_ca_find("Amazon"), (struct bytes){ (const uint8_t *)"amazon.com amazontrust.com", 26 }));
}

/* ---- a set of records ---- */

enum { SET = 4 };

/* A certificate of Let's Encrypt's. `flags:tag=value` each. */
static const struct set {
	const char *records[SET];
	bool wildcard, unknown_ca;
	enum answer permits;
	const char *issuer;
	bool limited;
} sets[] = {
	{ { "0:issue=letsencrypt.org" }, false, false, ANSWER_YES, "letsencrypt.org", false },
	{ { "0:ISSUE=LetsEncrypt.org" }, false, false, ANSWER_YES, "LetsEncrypt.org", false },
	{ { "0:issue=pki.goog", "0:issue=letsencrypt.org" }, false, false, ANSWER_YES, "letsencrypt.org", false },
	{ { "0:issue=;", "0:issue=letsencrypt.org" }, false, false, ANSWER_YES, "letsencrypt.org", false },
	{ { "0:issue=pki.goog" }, false, false, ANSWER_NO, NULL, false },
	{ { "128:issue=pki.goog" }, false, false, ANSWER_NO, NULL, false },
	{ { "0:issue=;" }, false, false, ANSWER_NO, NULL, false },
	{ { "0:issue=letsencrypt.org." }, false, false, ANSWER_NO, NULL, false }, /* malformed: nobody */
	{ { "0:issue=%%%" }, false, false, ANSWER_NO, NULL, false },
	/* neither a place to report to nor what is said of other kinds of certificate is a limit */
	{ { "0:iodef=mailto:a@example.test" }, false, false, ANSWER_YES, NULL, false },
	{ { "128:iodef=mailto:a@example.test", "128:issuemail=;", "128:contactemail=a@example.test" }, false, false,
		ANSWER_YES, NULL, false },
	{ { "0:iodef=mailto:a@example.test", "0:issue=pki.goog" }, false, false, ANSWER_NO, NULL, false },
	{ { "0:unheard=of" }, false, false, ANSWER_YES, NULL, false },
	{ { "128:unheard=of" }, false, false, ANSWER_UNKNOWN, NULL, false },
	{ { "0:issue=letsencrypt.org", "255:unheard=of" }, false, false, ANSWER_UNKNOWN, "letsencrypt.org", false },
	/* wildcards */
	{ { "0:issue=letsencrypt.org", "0:issuewild=;" }, true, false, ANSWER_NO, NULL, false },
	{ { "0:issue=letsencrypt.org", "0:issuewild=;" }, false, false, ANSWER_YES, "letsencrypt.org", false },
	{ { "0:issue=;", "0:issuewild=letsencrypt.org" }, true, false, ANSWER_YES, "letsencrypt.org", false },
	{ { "0:issue=;", "0:issuewild=letsencrypt.org" }, false, false, ANSWER_NO, NULL, false },
	{ { "0:issue=letsencrypt.org" }, true, false, ANSWER_YES, "letsencrypt.org", false },
	{ { "0:issuewild=pki.goog" }, false, false, ANSWER_YES, NULL, false },
	{ { "0:issuewild=pki.goog" }, true, false, ANSWER_NO, NULL, false },
	/* parameters */
	{ { "0:issue=letsencrypt.org; accounturi=x" }, false, false, ANSWER_YES, "letsencrypt.org", true },
	{ { "0:issue=letsencrypt.org; validationmethods=dns-01" }, false, false, ANSWER_YES, "letsencrypt.org", true },
	{ { "0:issue=letsencrypt.org; a=b" }, false, false, ANSWER_YES, "letsencrypt.org", false },
	{ { "0:issue=letsencrypt.org; accounturi=x", "0:issue=letsencrypt.org" }, false, false, ANSWER_YES,
		"letsencrypt.org", false },
	{ { "0:issue=letsencrypt.org", "0:issue=letsencrypt.org; accounturi=x" }, false, false, ANSWER_YES,
		"letsencrypt.org", false },
	/* what cannot be read may have said anything; what can, has said what it says */
	{ { "0:issue=pki.goog", "!" }, false, false, ANSWER_UNKNOWN, NULL, false },
	{ { "0:issue=letsencrypt.org", "!" }, false, false, ANSWER_YES, "letsencrypt.org", false },
	{ { "!" }, false, false, ANSWER_UNKNOWN, NULL, false },
	/* nobody knows who issued */
	{ { "0:issue=letsencrypt.org" }, false, true, ANSWER_UNKNOWN, NULL, false },
	{ { "0:issue=;" }, false, true, ANSWER_NO, NULL, false },
	{ { "0:iodef=mailto:a@example.test" }, false, true, ANSWER_YES, NULL, false },
};

static size_t set_make(const struct set *s, struct buf bufs[static SET], struct bytes out[static SET])
{
	size_t n = 0;

	for (; n < SET && s->records[n] != NULL; n++) {
		char *text = mem_strdup(s->records[n]), *tag = strchr(text, ':'),
		     *value = tag != NULL ? strchr(tag, '=') : NULL;

		if (value != NULL) {
			*tag = *value = '\0';
			out[n] = record(&bufs[n], (int)strtol(text, NULL, 10), tag + 1, value + 1);
		} else {
			out[n] = record(&bufs[n], 0, "", "?");
		}
		free(text);
	}
	return n;
}

static void test_sets_of_records(void **state)
{
	struct buf bufs[SET];
	struct bytes records[SET];

	(void)state;
	for (size_t k = 0; k < sizeof sets / sizeof *sets; k++) {
		const struct set *s = &sets[k];
		size_t n = set_make(s, bufs, records), m;
		struct caa_verdict v = caa_judge(records, n, s->wildcard,
			s->unknown_ca ? NULL : caa_ca_find("Let's Encrypt"));
		const char *issuer = s->issuer != NULL ? s->issuer : "";

		if (v.permits != s->permits || v.issuer.n != strlen(issuer) || v.limited != s->limited)
			fail_msg("row %zu, %s: %d", k, s->records[0], v.permits);
		if (v.issuer.n > 0)
			assert_memory_equal(v.issuer.p, issuer, v.issuer.n);
		for (m = 0; m < n; m++)
			buf_done(&bufs[m]);
	}
}

/* A thousand records are a thousand; past the limit nothing is claimed but what was found. */
static void test_many_records(void **state)
{
	enum { MANY = LIMIT_CAA_RECORDS + 1 };
	const struct caa_ca *ca = caa_ca_find("Let's Encrypt");
	struct bytes *records = mem_alloc(MANY * sizeof *records);
	struct buf other, ours;
	struct caa_verdict v;

	(void)state;
	for (size_t k = 0; k < MANY; k++)
		records[k] = k == 0 ? record(&other, 0, "issue", "pki.goog") : records[0];
	v = caa_judge(records, 1000, false, ca);
	assert_int_equal(v.permits, ANSWER_NO);
	assert_int_equal(v.n_named, 1);
	assert_false(v.others);
	(void)record(&ours, 0, "issue", "letsencrypt.org");
	records[999] = buf_bytes(&ours);
	assert_int_equal(caa_judge(records, 1000, false, ca).permits, ANSWER_YES);
	assert_int_equal(caa_judge(records, 999, false, ca).permits, ANSWER_NO);
	records[999] = records[0];
	records[MANY - 1] = buf_bytes(&ours);
	v = caa_judge(records, MANY, false, ca);
	assert_int_equal(v.permits, ANSWER_UNKNOWN);
	assert_int_equal(v.unread, 1);
	buf_done(&other);
	buf_done(&ours);
	free(records);
}

/* ---- what is said ---- */

static struct cert *leaf, *plain_leaf;

static int make_certs(void **state)
{
	static const char *const names[] = { "*.caa.example", "www.caa.example", NULL };
	struct pki_spec ca = { .cn = "R99",
		.flags = PKI_CA,
		.o = "Let's Encrypt",
		.not_before = 1700000000,
		.not_after = 1900000000 },
			site = { .cn = names[0], .names = names, .not_before = 1700000000, .not_after = 1900000000 };
	struct pki_key *key = pki_key_new(PKI_P256, NULL);
	struct pki_cert root, made;

	(void)state;
	for (int k = 0; k < 2; k++) {
		ca.o = k == 0 ? "Let's Encrypt" : "Homemade & Sons";
		assert_int_equal(pki_cert_make(&root, &ca, key, NULL, NULL), 0);
		assert_int_equal(pki_cert_make(&made, &site, key, &root, NULL), 0);
		*(k == 0 ? &leaf : &plain_leaf) = cert_read(pki_cert_der(&made).p, pki_cert_der(&made).n);
		pki_cert_done(&made);
		pki_cert_done(&root);
	}
	pki_key_free(key);
	return 0;
}

static int drop_certs(void **state)
{
	(void)state;
	cert_unref(leaf);
	cert_unref(plain_leaf);
	return 0;
}

/* Its first card is the leaf, whose SANs fit as given, the second stands for the anchor. */
static struct inspection *inspect(struct cert *c, const char *host, bool star, bool own, enum anchor_kind anchor)
{
	struct inspection *i = mem_alloc(sizeof *i);

	i->target = (struct target_facts){ .input = mem_strdup(host),
		.host = mem_strdup(host),
		.host_unicode = mem_strdup(host),
		.servername = mem_strdup(host),
		.port = 443 };
	i->cards = mem_alloc(2 * sizeof *i->cards);
	i->path = mem_alloc(2 * sizeof *i->path);
	i->presented = mem_alloc(sizeof *i->presented);
	i->n_cards = i->n_path = 2;
	i->n_presented = 1;
	i->path[1] = 1;
	for (size_t k = 0; k < 2; k++)
		i->cards[k].cert = cert_ref(c);
	i->cards[0].san_matches = mem_alloc(c->n_sans * sizeof *i->cards[0].san_matches);
	i->cards[0].san_matches[0] = star;
	i->cards[0].san_matches[1] = own;
	i->cards[1].anchor = anchor;
	i->cards[1].in_trust_store = anchor != ANCHOR_NONE;
	verdict_set(i);
	return i;
}

static void said(struct inspection *i, const struct caa_answer *a, enum answer permits, const char *text)
{
	const struct finding *f;

	caa_say(i, a);
	assert_non_null(i->caa);
	if (i->caa->permits != permits || strstr(i->caa->text, text) == NULL)
		fail_msg("%d: %s", i->caa->permits, i->caa->text);
	assert_int_equal(i->n_steps, 1);
	assert_int_equal(i->steps[0].id, STEP_ISSUER);
	assert_int_equal(i->steps[0].result, permits == ANSWER_YES ? STEP_PASS : STEP_SKIP);
	assert_string_equal(i->steps[0].text, i->caa->text);
	f = inspection_finding(i, FINDING_CAA_MISMATCH);
	assert_int_equal(f != NULL, permits == ANSWER_NO);
	assert_int_equal(i->verdict.level, LEVEL_TRUSTED);
	if (f != NULL) {
		assert_int_equal(f->level, LEVEL_INFO);
		assert_non_null(strstr(f->what, "Today the DNS (CAA) of caa.example lets "));
		assert_non_null(strstr(f->what, " issue certificates, and not Let's Encrypt, who issued this one."));
		assert_int_equal(strstr(text, "nobody") != NULL, strstr(f->what, " lets nobody issue") != NULL);
	}
	inspection_free(i);
}

static struct inspection *usual(void)
{
	return inspect(leaf, "www.caa.example", false, true, ANCHOR_PUBLIC);
}

static void test_what_is_said(void **state)
{
	struct buf b[3];
	struct bytes ours = record(&b[0], 0, "issue", "letsencrypt.org"),
		     others = record(&b[1], 0, "issue", "pki.goog"), nobody = record(&b[2], 0, "issue", ";"),
		     both[] = { others, ours };

	(void)state;
	said(usual(), &(struct caa_answer){ DNS_SECURE, "caa.example", &ours, 1, NULL }, ANSWER_YES,
		"The CAA records of caa.example let letsencrypt.org issue, which is Let's Encrypt, who issued this "
		"certificate."
		" The answer is signed");
	said(usual(), &(struct caa_answer){ DNS_INSECURE, "caa.example", both, 2, NULL }, ANSWER_YES, "is not signed");
	said(usual(), &(struct caa_answer){ DNS_SECURE, "caa.example", &others, 1, NULL }, ANSWER_NO,
		"The CAA records of caa.example let pki.goog issue today, and not Let's Encrypt, who issued this "
		"certificate. CAs"
		" look at them when they issue, and they may have changed since; browsers never do.");
	said(usual(), &(struct caa_answer){ DNS_SECURE, "caa.example", &nobody, 1, NULL }, ANSWER_NO,
		"let nobody issue today");
	said(usual(), &(struct caa_answer){ DNS_SECURE, "example", NULL, 0, NULL }, ANSWER_YES,
		"no CAA record for www.caa.example or a name above it, so any CA may issue.");
	said(usual(), &(struct caa_answer){ DNS_BOGUS, "caa.example", &others, 1, "x" }, ANSWER_UNKNOWN,
		"forged or damaged");
	said(usual(), &(struct caa_answer){ DNS_FAILED, "caa.example", NULL, 0, "it took too long" }, ANSWER_UNKNOWN,
		"gave no usable answer for caa.example: it took too long.");
	/* not for this certificate, or not for this kind of CA */
	said(inspect(leaf, "www.caa.example", false, false, ANCHOR_PUBLIC),
		&(struct caa_answer){ DNS_SECURE, "caa.example", &others, 1, NULL }, ANSWER_UNKNOWN,
		"it has no such name");
	said(inspect(leaf, "www.caa.example", false, true, ANCHOR_ADDED),
		&(struct caa_answer){ DNS_SECURE, "caa.example", &nobody, 1, NULL }, ANSWER_UNKNOWN,
		"they are for public CAs");
	said(inspect(leaf, "www.caa.example", false, true, ANCHOR_NONE),
		&(struct caa_answer){ DNS_SECURE, "caa.example", &ours, 1, NULL }, ANSWER_UNKNOWN,
		"they are for public CAs");
	said(inspect(plain_leaf, "www.caa.example", false, true, ANCHOR_PUBLIC),
		&(struct caa_answer){ DNS_SECURE, "caa.example", &ours, 1, NULL }, ANSWER_UNKNOWN,
		"let letsencrypt.org issue. Whether that is Homemade & Sons, who issued this certificate, is not known "
		"here.");
	for (size_t k = 0; k < 3; k++)
		buf_done(&b[k]);
}

/* Of many that may, some are named. */
static void test_many_are_named(void **state)
{
	enum { MANY = 9 };
	struct buf b[MANY];
	struct bytes records[MANY];
	char name[] = "ca0.example";

	(void)state;
	for (size_t k = 0; k < MANY; k++) {
		name[2] = (char)('0' + k / 2);
		records[k] = record(&b[k], 0, "issue", name);
	}
	said(usual(), &(struct caa_answer){ DNS_SECURE, "caa.example", records, 7, NULL }, ANSWER_NO,
		"let ca0.example, ca1.example, ca2.example and ca3.example issue today");
	said(usual(), &(struct caa_answer){ DNS_SECURE, "caa.example", records, MANY, NULL }, ANSWER_NO,
		"let ca0.example, ca1.example, ca2.example, ca3.example and others issue today");
	for (size_t k = 0; k < MANY; k++)
		buf_done(&b[k]);
}

/* What is said of a wildcard, and what the inspection keeps of hostile records. */
static void test_what_is_kept(void **state)
{
	struct buf b[5];
	struct bytes records[] = { record(&b[0], 0, "issue", "pki.goog"),
		record(&b[1], 128, "issuewild", "letsencrypt.org"), record(&b[2], 0, "", "?"),
		record(&b[3], 0, "iodef", "\033[2J\377"), record(&b[4], 0, "issue", "a\nb.example") };
	struct inspection *i = inspect(leaf, "www.caa.example", true, false, ANCHOR_PUBLIC);

	(void)state;
	caa_say(i, &(struct caa_answer){ DNS_SECURE, "caa.example", records, 5, NULL });
	assert_string_equal(i->caa->asked, "caa.example");
	assert_string_equal(i->caa->name, "caa.example");
	assert_string_equal(i->caa->issuer, "letsencrypt.org");
	assert_int_equal(i->caa->permits, ANSWER_YES);
	assert_non_null(strstr(i->caa->text, "let letsencrypt.org issue for wildcards, which is"));
	assert_int_equal(i->caa->n_entries, 4);
	assert_false(i->caa->entries[0].critical);
	assert_true(i->caa->entries[1].critical);
	assert_string_equal(i->caa->entries[1].tag, "issuewild");
	assert_string_equal(i->caa->entries[1].value, "letsencrypt.org");
	assert_string_equal(i->caa->entries[2].value, "\\u{1b}[2J\\x{ff}");
	assert_string_equal(i->caa->entries[3].value, "a\\u{a}b.example");
	inspection_free(i);
	for (size_t k = 0; k < 5; k++)
		buf_done(&b[k]);
}

static void test_where_to_begin(void **state)
{
	static const struct {
		const char *host;
		bool star, own;
		const char *first;
		bool wildcard;
	} rows[] = {
		{ "www.caa.example", false, true, "www.caa.example", false },
		{ "www.caa.example", true, true, "www.caa.example", false },
		{ "www.caa.example", true, false, "caa.example", true },
		{ "www.caa.example", false, false, "www.caa.example", false },
	};
	struct inspection *i;
	bool wildcard;

	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		i = inspect(leaf, rows[k].host, rows[k].star, rows[k].own, ANCHOR_PUBLIC);
		assert_string_equal(caa_first(i, &wildcard), rows[k].first);
		assert_int_equal(wildcard, rows[k].wildcard);
		inspection_free(i);
	}
	i = usual();
	free(i->target.servername);
	i->target.servername = mem_strdup("192.0.2.1");
	assert_null(caa_first(i, &wildcard));
	free(i->target.servername);
	i->target.servername = NULL;
	assert_string_equal(caa_first(i, &wildcard), "www.caa.example");
	free(i->target.host);
	i->target.host = mem_strdup("2001:db8::1");
	assert_null(caa_first(i, &wildcard));
	free(i->target.host);
	i->target.host = mem_strdup("www.caa.example");
	i->n_presented = 0;
	assert_null(caa_first(i, &wildcard));
	caa_say(i, &(struct caa_answer){ DNS_SECURE, "caa.example", NULL, 0, NULL });
	assert_null(i->caa);
	inspection_free(i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_a_record),
		cmocka_unit_test(test_values_of_issue),
		cmocka_unit_test(test_the_way_up),
		cmocka_unit_test(test_who_is_who),
		cmocka_unit_test(test_sets_of_records),
		cmocka_unit_test(test_many_records),
		cmocka_unit_test(test_what_is_said),
		cmocka_unit_test(test_many_are_named),
		cmocka_unit_test(test_what_is_kept),
		cmocka_unit_test(test_where_to_begin),
	};

	return cmocka_run_group_tests(tests, make_certs, drop_certs);
}
