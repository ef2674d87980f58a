/* SPDX-License-Identifier: GPL-3.0-or-later
 * TLSA records against certificates. */
#include "evidence/dane.h"

#include "result/verdict.h"
#include "base/limits.h"
#include "base/mem.h"
#include "x509/dn.h"
#include "x509/verify.h"
#include "tls/no-answer.h"
#include "explain/texts.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <stdlib.h>
#include <string.h>

enum { USAGE_PKIX_TA, USAGE_PKIX_EE, USAGE_DANE_TA, USAGE_DANE_EE, N_USAGES };
enum { SELECT_CERT, SELECT_KEY, N_SELECTORS };
enum { MATCH_FULL, MATCH_SHA256, MATCH_SHA512, N_MATCHINGS };

static const struct { gnutls_digest_algorithm_t id; size_t n; } dane_digests[N_MATCHINGS] = {
	[MATCH_SHA256] = { GNUTLS_DIG_SHA256, 32 },
	[MATCH_SHA512] = { GNUTLS_DIG_SHA512, 64 },
};

static const char *const dane_usages[N_USAGES] = {
	[USAGE_PKIX_TA] = "PKIX-TA", [USAGE_PKIX_EE] = "PKIX-EE", [USAGE_DANE_TA] = "DANE-TA",
		[USAGE_DANE_EE] = "DANE-EE",
};

/* Can the whole bytes of a certificate or of a key be one at all? */
static bool tlsa_is_readable(const struct tlsa *t)
{
	gnutls_datum_t der = { (unsigned char *)(uintptr_t)t->data.p, (unsigned)t->data.n };
	gnutls_pubkey_t key;
	struct cert *c;
	bool good;

	if (t->selector == SELECT_CERT) {
		c = cert_read(t->data.p, t->data.n);
		good = c->parsed;
		cert_unref(c);
		return good;
	}
	if (gnutls_pubkey_init(&key) != 0)
		return false;
	good = gnutls_pubkey_import(key, &der, GNUTLS_X509_FMT_DER) == 0;
	gnutls_pubkey_deinit(key);
	return good;
}

bool tlsa_read(struct bytes rdata, struct tlsa *out)
{
	enum { HEAD = 3 };

	if (rdata.n <= HEAD)
		return false;
	*out = (struct tlsa){ rdata.p[0], rdata.p[1], rdata.p[2], { rdata.p + HEAD, rdata.n - HEAD } };
	if (out->usage >= N_USAGES || out->selector >= N_SELECTORS || out->matching >= N_MATCHINGS)
		return false;
	return out->matching == MATCH_FULL ? tlsa_is_readable(out) : out->data.n == dane_digests[out->matching].n;
}

static bool tlsa_fits_cert(const struct tlsa *t, const struct cert *c)
{
	struct bytes all = { c->der, c->der_len }, what;
	uint8_t digest[64];

	if (t->selector == SELECT_KEY && !c->parsed)
		return false;
	what = t->selector == SELECT_KEY ? c->key.spki : all;
	if (t->matching != MATCH_FULL) {
		if (gnutls_hash_fast(dane_digests[t->matching].id, what.p, what.n, digest) != 0)
			return false;
		what = (struct bytes){ digest, dane_digests[t->matching].n };
	}
	return what.n == t->data.n && memcmp(what.p, t->data.p, what.n) == 0;
}

/* End-entity usages are about the leaf, the others about any CA above it that its path goes through. */
bool tlsa_fits(const struct tlsa *t, const struct cert *const *path, size_t n)
{
	size_t i;

	if (t->usage == USAGE_PKIX_EE || t->usage == USAGE_DANE_EE)
		return tlsa_fits_cert(t, path[0]);
	for (i = 1; i < n; i++)
		if (tlsa_fits_cert(t, path[i]))
			return true;
	return false;
}

char *dane_name(const struct inspection *i)
{
	return mem_printf("_%d._tcp.%s", i->target.port, i->target.host);
}

/* ---- what it says ---- */

/* "3 1 1 (DANE-EE) 0a1b2c3d…" */
static char *dane_show(const struct tlsa *t)
{
	enum { SHOWN = 8 };
	struct buf hex = BUF_INIT(64);
	char *text;

	(void)buf_addhex(&hex, t->data.p, t->data.n < SHOWN ? t->data.n : SHOWN, NULL);
	text = mem_printf("%d %d %d (%s) %s%s", t->usage, t->selector, t->matching, dane_usages[t->usage], hex.data,
		t->data.n > SHOWN ? "…" : "");
	buf_done(&hex);
	return text;
}

static void dane_put(struct inspection *i, enum step_result r, char *text)
{
	free(i->dane);
	i->dane = mem_strdup(text);
	MEM_GROW(i->steps, i->n_steps);
	i->steps[i->n_steps++] = (struct step){ .id = STEP_NAME, .card = i->presented[0], .result = r, .text = text };
}

static void dane_finding(struct inspection *i, enum shade shade, const char *reason)
{
	struct finding *f;

	MEM_GROW(i->findings, i->n_findings);
	f = &i->findings[i->n_findings++];
	unreach_init(f, FINDING_DANE_MISMATCH);
	f->card = i->presented[0];
	f->shade = shade;
	finding_param(f, PARAM_HOST, i->target.host_unicode);
	unreach_number(f, PARAM_PORT, i->target.port);
	if (reason != NULL)
		finding_param(f, PARAM_REASON, reason);
	finding_explain(f);
	findings_sort(i->findings, i->n_findings);
	verdict_set(i);
}

/* The certificates that a record may be about, leaf first. */
struct dane_chain { const struct cert *certs[LIMIT_PATH_CERTS]; size_t n; };

static void dane_path(const struct inspection *i, struct dane_chain *out)
{
	for (out->n = 0; out->n < i->n_path && out->n < LIMIT_PATH_CERTS; out->n++)
		out->certs[out->n] = i->cards[i->path[out->n]].cert;
}

/* The chain that was sent, whatever path was chosen through it: RFC 7671 5.2 looks for an anchor there. A CA counts
 * that signed the one before, for anybody can send a copy of one that did not. */
static void dane_sent(const struct inspection *i, struct dane_chain *out)
{
	enum { TRIES = 64 };
	size_t k, tries = 0;

	out->certs[0] = i->cards[i->presented[0]].cert;
	out->n = 1;
	for (k = 1; k < i->n_presented && out->n < LIMIT_PATH_CERTS && tries < TRIES; k++) {
		const struct cert *last = out->certs[out->n - 1], *next = i->cards[i->presented[k]].cert;

		if (next == last || !next->parsed || !last->parsed || !dn_match(next->subject.der, last->issuer.der))
			continue;
		tries++;
		if (cert_verify_signature(last, next, NULL) != 1)
			continue;
		out->certs[out->n++] = next;
		k = 0;           /* they may have been sent in any order */
		if (next->self_signed)
			break;
	}
}

static void dane_no_match(struct inspection *i, const char *name, size_t usable, const char *first)
{
	char *reason = usable == 1 ? mem_printf("the record for %s, %s, does not fit", name, first)
				   : mem_printf("none of the %zu records for %s fits, such as %s", usable, name, first);

	dane_put(i, STEP_FAIL, mem_printf("Compared with the DNS, whose signatures hold: %s.", reason));
	dane_finding(i, SHADE_NONE, reason);
	free(reason);
}

static bool dane_fits(const struct tlsa *t, const struct dane_chain *path, const struct dane_chain *sent)
{
	if (path->n > 0 && tlsa_fits(t, path->certs, path->n))
		return true;
	return (path->n == 0 || t->usage == USAGE_DANE_TA) && tlsa_fits(t, sent->certs, sent->n);
}

static void dane_compare(struct inspection *i, const struct dane_answer *a, const char *name)
{
	struct dane_chain path, sent;
	char *first = NULL, *shown;
	size_t usable = 0, k;
	struct tlsa t;

	dane_path(i, &path);
	dane_sent(i, &sent);
	for (k = 0; k < a->n; k++) {
		if (!tlsa_read(a->records[k], &t))
			continue;
		usable++;
		shown = dane_show(&t);
		if (dane_fits(&t, &path, &sent)) {
			dane_put(i, STEP_PASS,
				mem_printf("Compared with the DNS, whose signatures hold: its record for %s, %s, fits.",
				name, shown));
			free(shown);
			goto out;
		}
		if (first == NULL)
			first = shown;
		else
			free(shown);
	}
	if (usable > 0)
		dane_no_match(i, name, usable, first);
	else
		dane_put(i, STEP_SKIP, mem_printf("Not compared with the DNS: it has records for %s, but none that"
			" can be used.", name));
out:
	free(first);
}

static void dane_bogus(struct inspection *i, const struct dane_answer *a, const char *name)
{
	dane_put(i, STEP_FAIL, mem_printf("Compared with the DNS: its answer for %s is forged or damaged, for its"
		" signatures do not hold.", name));
	dane_finding(i, SHADE_BOGUS, a->why);
}

void dane_say(struct inspection *i, const struct dane_answer *a)
{
	char *name;

	if (i->n_presented == 0)
		return;
	name = dane_name(i);
	if (a->state == DNS_SECURE && a->n > 0)
		dane_compare(i, a, name);
	else if (a->state == DNS_SECURE)
		dane_put(i, STEP_SKIP, mem_printf("Not compared with the DNS: its signatures prove that it has no"
			" record for %s.", name));
	else if (a->state == DNS_BOGUS)
		dane_bogus(i, a, name);
	else if (a->state == DNS_INSECURE)
		dane_put(i, STEP_SKIP, mem_printf("Not compared with the DNS: its answer for %s is not signed"
			" (DNSSEC), so it proves nothing.", name));
	else
		dane_put(i, STEP_SKIP, mem_printf("Not compared with the DNS: it gave no usable answer for"
			" %s%s%s.", name, a->why != NULL ? ": " : "", a->why != NULL ? a->why : ""));
	free(name);
}
