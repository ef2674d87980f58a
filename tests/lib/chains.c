/* SPDX-License-Identifier: GPL-3.0-or-later
 * Makes chains from one line of text each. */
#include "lib/chains.h"

#include "asn1/der.h"
#include "pki/pki.h"
#include "pki/status.h"
#include "lib/chain-ext.h"
#include "lib/crl-make.h"
#include "lib/resign.h"
#include "lib/spki.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DAY = 86400, KEYS_P256 = 160, WORDS_MAX = 24, WORD_MAX = 160, LIST_MAX = 8, EXTENSIONS_MAX = 4 };

struct chain_keys {
	struct pki_key *p256[KEYS_P256];
	struct pki_key *kinds[N_PKI_KEY_KINDS];
};

/* One entry while it is being made. Its spec borrows from the texts here. */
struct chain_entry {
	char id[16], cn[64], issuer[16], words[WORDS_MAX][WORD_MAX];
	char list_text[4][WORD_MAX];
	const char *lists[4][LIST_MAX];
	size_t n_lists;
	char url[80], ocsp[80], crl[80], spki[24], sig[16], akid[16], oids[EXTENSIONS_MAX][WORD_MAX];
	struct pki_extension extensions[EXTENSIONS_MAX];
	struct derw raw[EXTENSIONS_MAX];
	uint8_t serial;
	bool respelt, no_key_id;
	struct buf issuer_name;
	const struct pki_key *key;
	struct pki_spec spec;
};

/* What has been made, still able to sign. */
struct chain_made { char id[16], cn[64]; struct pki_cert cert; const struct pki_key *key; };

struct chain_work {
	struct chain_keys *keys;
	int64_t now;
	const char *of;
	struct chain_made made[CHAINS_MAX];
	size_t n;
};

struct chain_keys *chain_keys_new(void)
{
	return mem_alloc(sizeof(struct chain_keys));
}

void chain_keys_free(struct chain_keys *k)
{
	for (size_t i = 0; i < KEYS_P256; i++)
		pki_key_free(k->p256[i]);
	for (size_t i = 0; i < sizeof k->kinds / sizeof *k->kinds; i++)
		pki_key_free(k->kinds[i]);
	free(k);
}

static const struct pki_key *chain_key(struct pki_key **slot, enum pki_key_kind kind)
{
	struct cc_err e = { 0 };

	if (*slot == NULL)
		*slot = pki_key_new(kind, &e);
	if (*slot == NULL)
		fail_msg("no key: %s", e.msg);
	return *slot;
}

static const struct chain_made *chain_look_up(const struct chain_work *w, const char *id)
{
	for (size_t i = 0; i < w->n; i++)
		if (strcmp(w->made[i].id, id) == 0)
			return &w->made[i];
	fail_msg("no certificate %s before this one", id);
	return NULL;
}

/* "A,B" to { "A", "B", NULL }, in the entry. */
static const char *const *chain_list(struct chain_entry *x, const char *text)
{
	char *at = x->list_text[x->n_lists], *save = NULL;
	const char **list = x->lists[x->n_lists++];
	size_t n = 0;

	assert_true(x->n_lists <= 4);
	(void)snprintf(at, WORD_MAX, "%s", text);
	for (char *p = strtok_r(at, ",", &save); p != NULL && n + 1 < LIST_MAX; p = strtok_r(NULL, ",", &save))
		list[n++] = p;
	list[n] = NULL;
	return n > 0 ? list : NULL;
}

static const struct { const char *word; unsigned set, clear; } chain_flags[] = {
	{ "ca", PKI_CA, 0 }, { "noca", 0, PKI_CA }, { "nobc", PKI_NO_BC, 0 }, { "noku", PKI_NO_KU, 0 },
		{ "noskid", PKI_NO_SKID, 0 },
	{ "noakid", PKI_NO_AKID, 0 }, { "wrongakid", PKI_WRONG_AKID, 0 }, { "v1", PKI_V1, 0 },
		{ "badsig", PKI_BAD_SIGNATURE, 0 },
	{ "mixedalg", PKI_OTHER_SIG_ALG, 0 }, { "respelt-alg", PKI_RESPELT_SIG_ALG, 0 }, { "staple", PKI_MUST_STAPLE, 0 },
	{ "nosubject", PKI_EMPTY_SUBJECT, 0 }, { "sancritical", PKI_SAN_CRITICAL, 0 }, { "bcsoft", PKI_BC_NOT_CRITICAL, 0 },
	{ "ncsoft", PKI_NC_NOT_CRITICAL, 0 }, { "ekucritical", PKI_EKU_CRITICAL, 0 },
};

static const struct { const char *word; enum pki_key_kind kind; } chain_kinds[] = {
	{ "rsa1024", PKI_RSA1024 }, { "rsa2048", PKI_RSA2048 }, { "p384", PKI_P384 }, { "p521", PKI_P521 },
	{ "p224", PKI_P224 }, { "p192", PKI_P192 }, { "dsa", PKI_DSA2048 }, { "ed25519", PKI_ED25519 }, { "ed448", PKI_ED448 },
};

static const struct { const char *word; enum pki_hash hash; } chain_hashes[] = {
	{ "sha1", PKI_SHA1 }, { "md5", PKI_MD5 }, { "sha224", PKI_SHA224 }, { "pss", PKI_PSS }, { "salt20", PKI_PSS_SALT20 },
};

/* The same name, its UTF8Strings as PrintableStrings. */
static void chain_respell(struct chain_entry *x, struct bytes name)
{
	struct bytes whole, rdns, rdn, pair, oid;
	struct der value;

	x->issuer_name = BUF_INIT(1024);
	assert_int_equal(buf_add(&x->issuer_name, name.p, name.n), 0);
	whole = x->spec.issuer = buf_bytes(&x->issuer_name);
	assert_true(der_take(&whole, DER_SEQUENCE, &rdns));
	while (der_take(&rdns, DER_SET, &rdn))
		while (der_take(&rdn, DER_SEQUENCE, &pair)) {
			assert_true(der_take(&pair, DER_OID, &oid) && der_next(&pair, &value));
			x->issuer_name.data[value.whole.p - x->spec.issuer.p] = DER_PRINTABLE;
		}
}

static void chain_extend(struct chain_entry *x, struct pki_extension e)
{
	assert_true(x->spec.n_extensions < EXTENSIONS_MAX);
	x->extensions[x->spec.n_extensions++] = e;
	x->spec.extensions = x->extensions;
}

/* ext=OID:HEX and cext=OID:HEX. */
static void chain_extend_raw(struct chain_entry *x, const char *value, bool critical)
{
	size_t at = x->spec.n_extensions;
	char *text = x->oids[at];

	assert_true(at < EXTENSIONS_MAX);
	(void)snprintf(text, WORD_MAX, "%s", value);
	x->raw[at] = DERW_INIT(WORD_MAX);
	chain_ext_raw(&x->raw[at], text);
	chain_extend(x, (struct pki_extension){ text, critical, derw_bytes(&x->raw[at]) });
}

/* Who issued the certificate `id`, and under which number, as what stands above the one that is being made. */
static void chain_authority(struct chain_entry *x, const struct cert *named, struct bytes key_id)
{
	size_t at = x->spec.n_extensions;

	assert_true(at < EXTENSIONS_MAX);
	x->raw[at] = DERW_INIT(PKI_CERT_BYTES);
	chain_ext_authority(&x->raw[at], named, x->no_key_id ? (struct bytes){ 0 } : key_id);
	chain_extend(x, (struct pki_extension){ "2.5.29.35", false, derw_bytes(&x->raw[at]) });
	x->spec.flags |= PKI_NO_AKID;
}

static bool chain_flag(struct chain_work *w, struct chain_entry *x, const char *word)
{
	const struct pki_extension *marked;

	for (size_t i = 0; i < sizeof chain_flags / sizeof *chain_flags; i++)
		if (strcmp(chain_flags[i].word, word) == 0) {
			x->spec.flags = (x->spec.flags | chain_flags[i].set) & ~chain_flags[i].clear;
			return true;
		}
	for (size_t i = 0; i < sizeof chain_kinds / sizeof *chain_kinds; i++)
		if (strcmp(chain_kinds[i].word, word) == 0) {
			x->key = chain_key(&w->keys->kinds[chain_kinds[i].kind], chain_kinds[i].kind);
			return true;
		}
	if ((marked = chain_ext_marked(word)) != NULL) {
		chain_extend(x, *marked);
		return true;
	}
	if (strcmp(word, "respelt") == 0 || strcmp(word, "nokeyid") == 0) {
		*(word[0] == 'r' ? &x->respelt : &x->no_key_id) = true;
		return true;
	}
	if (strcmp(word, "negative") == 0) {
		x->spec.serial = (struct bytes){ (const uint8_t *)"\xfb", 1 };
		x->spec.flags |= PKI_RAW_SERIAL;
		return true;
	}
	for (size_t i = 0; i < sizeof chain_hashes / sizeof *chain_hashes; i++)
		if (strcmp(chain_hashes[i].word, word) == 0) {
			x->spec.hash = chain_hashes[i].hash;
			return true;
		}
	return false;
}

static void chain_names(struct chain_work *w, struct chain_entry *x, const char *word, const char *value)
{
	const struct chain_made *m;

	if (strcmp(word, "cn") == 0) {
		(void)snprintf(x->cn, sizeof x->cn, "%s", value);
		return;
	}
	m = chain_look_up(w, value);
	(void)snprintf(x->cn, sizeof x->cn, "%s", m->cn);
	if (strcmp(word, "as") == 0)
		x->key = m->key;
}

/* word=value; false: no such word. */
static bool chain_value(struct chain_work *w, struct chain_entry *x, const char *word, const char *value)
{
	struct pki_spec *s = &x->spec;
	long n = strtol(value, NULL, 10);

	if (strcmp(word, "cn") == 0 || strcmp(word, "named") == 0 || strcmp(word, "as") == 0) {
		chain_names(w, x, word, value);
	} else if (strcmp(word, "dns") == 0) {
		s->names = chain_list(x, value);
	} else if (strcmp(word, "eku") == 0) {
		s->eku = chain_list(x, value);
		s->flags |= s->eku == NULL ? PKI_NO_EKU : 0;
	} else if (strcmp(word, "permit") == 0) {
		s->permitted = chain_list(x, value);
	} else if (strcmp(word, "exclude") == 0) {
		s->excluded = chain_list(x, value);
	} else if (strcmp(word, "from") == 0) {
		s->not_before = w->now + n * DAY;
	} else if (strcmp(word, "to") == 0) {
		s->not_after = w->now + n * DAY;
	} else if (strcmp(word, "pl") == 0) {
		s->flags |= PKI_PATH_LENGTH;
		s->path_length = (int)n;
	} else if (strcmp(word, "ku") == 0) {
		s->key_usage = (unsigned)n;
	} else if (strcmp(word, "spki") == 0) {
		(void)snprintf(x->spki, sizeof x->spki, "%s", value);
	} else if (strcmp(word, "sig") == 0) {
		(void)snprintf(x->sig, sizeof x->sig, "%s", value);
	} else if (strcmp(word, "akid") == 0) {
		(void)snprintf(x->akid, sizeof x->akid, "%s", value);
	} else if (strcmp(word, "serial") == 0) {
		x->serial = (uint8_t)n;
		s->serial = (struct bytes){ &x->serial, 1 };
	} else if (strcmp(word, "ext") == 0 || strcmp(word, "cext") == 0) {
		chain_extend_raw(x, value, word[0] == 'c');
	} else if (strcmp(word, "aia") == 0) {
		(void)snprintf(x->url, sizeof x->url, "http://issuer.test/%s", value);
		s->ca_issuers = x->url;
	} else if (strcmp(word, "ocsp") == 0) {
		(void)snprintf(x->ocsp, sizeof x->ocsp, "http://status.test/%s", value);
		s->ocsp = x->ocsp;
	} else if (strcmp(word, "crl") == 0) {
		(void)snprintf(x->crl, sizeof x->crl, "http://status.test/%s", value);
		s->crl = x->crl;
	} else {
		return false;
	}
	return true;
}

static void chain_option(struct chain_work *w, struct chain_entry *x, char *word)
{
	char *value = strchr(word, '=');

	if (value == NULL) {
		if (!chain_flag(w, x, word))
			fail_msg("%s: no option %s", x->id, word);
		return;
	}
	*value++ = '\0';
	if (!chain_value(w, x, word, value))
		fail_msg("%s: no option %s=", x->id, word);
}

static void chain_defaults(struct chain_work *w, struct chain_entry *x)
{
	static const char *const names[] = { CHAINS_HOST, NULL };
	bool leaf = x->id[0] == 'L';

	x->key = chain_key(&w->keys->p256[w->n % KEYS_P256], PKI_P256);
	(void)snprintf(x->cn, sizeof x->cn, leaf ? CHAINS_HOST : "CA %s", x->id);
	x->spec.not_before = w->now - (leaf ? 30 : 1000) * DAY;
	x->spec.not_after = w->now + (leaf ? 60 : 2000) * DAY;
	x->spec.flags = leaf ? 0 : PKI_CA;
	x->spec.names = leaf ? names : NULL;
}

static void chain_resign(struct pki_cert *c, const char *kind)
{
	struct derw d = DERW_INIT(PKI_CERT_BYTES);

	resign(&d, kind, pki_cert_der(c));
	buf_reset(&c->der);
	assert_int_equal(buf_add(&c->der, derw_bytes(&d).p, derw_bytes(&d).n), 0);
	derw_done(&d);
}

/* One entry: "ID<ISSUER option option". */
static void chain_entry(struct chain_work *w, struct chain *out, char *text)
{
	struct chain_entry x = { 0 };
	struct chain_made *m = &w->made[w->n];
	const struct chain_made *signer;
	struct derw spki = DERW_INIT(PKI_CERT_BYTES);
	struct cc_err e = { 0 };
	char *save = NULL, *word = strtok_r(text, " ", &save), *issuer = strchr(word, '<');

	assert_true(w->n < CHAINS_MAX);
	if (issuer != NULL)
		*issuer++ = '\0';
	(void)snprintf(x.id, sizeof x.id, "%s", word);
	chain_defaults(w, &x);
	while ((word = strtok_r(NULL, " ", &save)) != NULL)
		chain_option(w, &x, word);
	if (x.respelt)
		chain_respell(&x, buf_bytes(&chain_look_up(w, issuer)->cert.subject));
	x.spec.cn = x.cn;
	x.spec.o = w->of;
	if (x.spki[0] != '\0') {
		spki_make(&spki, x.spki, pki_key_spki(x.key));
		x.spec.spki = derw_bytes(&spki);
	}
	signer = issuer != NULL ? chain_look_up(w, issuer) : NULL;
	if (x.akid[0] != '\0')
		chain_authority(&x, chain_find(out, x.akid), pki_key_id(signer != NULL ? signer->key : x.key));
	if (pki_cert_make(&m->cert, &x.spec, x.key, signer != NULL ? &signer->cert : NULL, &e) != 0)
		fail_msg("%s: %s", x.id, e.msg);
	if (x.sig[0] != '\0')
		chain_resign(&m->cert, x.sig);
	derw_done(&spki);
	for (size_t i = 0; i < EXTENSIONS_MAX; i++)
		derw_done(&x.raw[i]);
	buf_done(&x.issuer_name);
	memcpy(m->id, x.id, sizeof m->id);
	memcpy(m->cn, x.cn, sizeof m->cn);
	m->key = x.key;
	memcpy(out->certs[out->n].id, x.id, sizeof x.id);
	out->certs[out->n].key = x.key;
	out->certs[out->n++].cert = cert_read(pki_cert_der(&m->cert).p, pki_cert_der(&m->cert).n);
	w->n++;
}

/* A revocation list: "!ID OTHER OTHER". */
static void chain_list_withdrawn(struct chain_work *w, struct chain *out, char *text)
{
	const struct pki_cert *revoked[LIST_MAX];
	struct crl_spec spec =
		{ .revoked = revoked, .this_update = w->now - DAY, .next_update = w->now + 10 * DAY,
		.revoked_at = w->now - 2 * DAY, .number = 1 };
	struct buf der = BUF_INIT(65536);
	struct cc_err e = { 0 };
	char *save = NULL, *word = strtok_r(text + 1, " ", &save);

	spec.signer = &chain_look_up(w, word)->cert;
	while ((word = strtok_r(NULL, " ", &save)) != NULL) {
		assert_true(spec.n_revoked < LIST_MAX);
		revoked[spec.n_revoked++] = &chain_look_up(w, word)->cert;
	}
	if (crl_make(&der, &spec, &e) != 0 || crl_lists_add(&out->crls, buf_bytes(&der), &e) != 0)
		fail_msg("revocation list: %s", e.msg);
	buf_done(&der);
}

/* The entry with # as `n` and @ as n - 1. */
static void chain_number(const char *text, long n, char *out, size_t size)
{
	struct buf b = BUF_INIT(size - 1);

	for (; *text != '\0'; text++) {
		if (*text == '#' || *text == '@')
			(void)buf_addf(&b, "%ld", *text == '#' ? n : n - 1);
		else
			(void)buf_addc(&b, *text);
	}
	(void)snprintf(out, size, "%s", b.data);
	buf_done(&b);
}

void chain_make(struct chain *c, struct chain_keys *k, const char *line)
{
	chain_make_at(c, k, line, CHAINS_NOW);
}

const struct pki_key *chain_key_of(const struct chain *c, const char *id)
{
	for (size_t i = 0; i < c->n; i++)
		if (strcmp(c->certs[i].id, id) == 0)
			return c->certs[i].key;
	fail_msg("no certificate %s", id);
	return NULL;
}

void chain_make_at(struct chain *c, struct chain_keys *k, const char *line, int64_t now)
{
	chain_make_of(c, k, line, now, "Example");
}

void chain_make_of(struct chain *c, struct chain_keys *k, const char *line, int64_t now, const char *of)
{
	struct chain_work *w = mem_alloc(sizeof *w);
	char *text = mem_strdup(line), *save = NULL, one[1024];

	w->keys = k;
	w->now = now;
	w->of = of;
	c->n = 0;
	c->crls = (struct crl_lists){ 0 };
	for (char *p = strtok_r(text, ";", &save); p != NULL; p = strtok_r(NULL, ";", &save)) {
		long times = 1;

		p += strspn(p, " ");
		if (*p == '!') {
			chain_list_withdrawn(w, c, p);
			continue;
		}
		if (*p == '*')
			times = strtol(p + 1, &p, 10);
		for (long n = 1; n <= times; n++) {
			chain_number(p, n, one, sizeof one);
			chain_entry(w, c, one);
		}
	}
	for (size_t i = 0; i < w->n; i++)
		pki_cert_done(&w->made[i].cert);
	free(text);
	free(w);
}

void chain_done(struct chain *c)
{
	for (size_t i = 0; i < c->n; i++)
		cert_unref(c->certs[i].cert);
	crl_lists_done(&c->crls);
	c->n = 0;
}

struct cert *chain_find(const struct chain *c, const char *id)
{
	for (size_t i = 0; i < c->n; i++)
		if (strcmp(c->certs[i].id, id) == 0)
			return c->certs[i].cert;
	fail_msg("no certificate %s", id);
	return NULL;
}

const char *chain_id(const struct chain *c, const struct cert *cert)
{
	for (size_t i = 0; i < c->n; i++)
		if (cert_same(c->certs[i].cert, cert))
			return c->certs[i].id;
	return "?";
}

size_t chain_pick(const struct chain *c, const char *ids, struct cert **out, size_t max)
{
	char *text = mem_strdup(ids), *save = NULL;
	size_t n = 0;

	for (char *p = strtok_r(text, " ", &save); p != NULL; p = strtok_r(NULL, " ", &save)) {
		char *star = strchr(p, '*'), id[32];
		long times = star != NULL ? strtol(star + 1, NULL, 10) : 1;

		if (star != NULL)
			*star = '\0';
		for (long i = 1; i <= times; i++) {
			(void)snprintf(id, sizeof id, star != NULL ? "%s%ld" : "%s", p, i);
			assert_true(n < max);
			out[n++] = chain_find(c, id);
		}
	}
	free(text);
	return n;
}

struct trust *chain_trust(const struct chain *c, const char *ids, enum anchor_kind kind)
{
	struct trust *trust = trust_new(NULL);
	struct cert *roots[CHAINS_MAX];
	size_t n = chain_pick(c, ids, roots, CHAINS_MAX);

	for (size_t i = 0; i < n; i++)
		trust_add(trust, roots[i], kind);
	return trust;
}
