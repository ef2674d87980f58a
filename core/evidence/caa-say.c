/* SPDX-License-Identifier: GPL-3.0-or-later
 * CAA records held against who issued, in words. */
#include "evidence/caa-say.h"

#include "result/verdict.h"
#include "base/address.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"
#include "tls/no-answer.h"
#include "explain/texts.h"

#include <stdlib.h>
#include <string.h>

/* ---- what is to be compared ---- */

/* The name that the certificate has for the host: NULL, none. A name of its own counts before a wildcard. */
static const char *caa_fitting(const struct card *c)
{
	const char *found = NULL;

	for (size_t k = 0; c->san_matches != NULL && k < c->cert->n_sans; k++)
		if (c->san_matches[k] && c->cert->sans[k].type == SAN_DNS
			&& (found == NULL || strncmp(found, "*.", 2) == 0))
			found = c->cert->sans[k].value;
	return found;
}

const char *caa_first(const struct inspection *i, bool *wildcard)
{
	const struct target_facts *t = &i->target;
	const char *host = t->servername != NULL ? t->servername : t->host, *fits;

	*wildcard = false;
	if (host == NULL || address_is_numeric(host) || i->n_presented == 0)
		return NULL;
	fits = caa_fitting(&i->cards[i->presented[0]]);
	*wildcard = fits != NULL && strncmp(fits, "*.", 2) == 0 && caa_parent(host) != NULL;
	return *wildcard ? caa_parent(host) : host;
}

/* Records speak to public CAs; others may not even know of them. */
static bool caa_is_public(const struct inspection *i)
{
	const struct card *top = i->n_path > 1 ? &i->cards[i->path[i->n_path - 1]] : NULL;

	return top != NULL && top->in_trust_store && top->anchor == ANCHOR_PUBLIC;
}

/* ---- facts ---- */

static char *caa_clean(struct bytes b)
{
	return text_clean(b.p, b.n, LIMIT_TEXT_BYTES);
}

static void caa_keep(struct caa_facts *c, const struct caa_answer *a)
{
	size_t n = a->n < LIMIT_CAA_RECORDS ? a->n : LIMIT_CAA_RECORDS;
	struct caa_record r;

	c->entries = mem_alloc(n * sizeof *c->entries);
	for (size_t k = 0; k < n; k++)
		if (caa_read(a->records[k], &r))
			c->entries[c->n_entries++] = (struct caa_entry){ r.critical, caa_clean(r.tag),
				caa_clean(r.value) };
}

/* "a, b and c", "a, b, c, d and others"; "nobody". The caller frees. */
static char *caa_names(const struct caa_verdict *v)
{
	struct buf b = BUF_INIT(CAA_NAMED * (LIMIT_VALUE_COLUMNS + 8) * 4);

	for (size_t k = 0; k < v->n_named; k++) {
		char *name = text_clean(v->named[k].p, v->named[k].n, LIMIT_VALUE_COLUMNS);

		(void)buf_addf(&b, "%s%s", k == 0 ? "" : k + 1 < v->n_named || v->others ? ", " : " and ", name);
		free(name);
	}
	if (v->others)
		(void)buf_adds(&b, " and others");
	if (v->n_named == 0)
		(void)buf_adds(&b, "nobody");
	return buf_take(&b);
}

/* ---- sentences ---- */

static const char *const caa_signed[] = {
	[CAA_NO_ANSWER] = "",
	[CAA_SIGNED] = " The answer is signed (DNSSEC), and its signatures hold.",
	[CAA_UNSIGNED] = " The answer is not signed (DNSSEC).",
	[CAA_FORGED] = "",
};

/* "The CAA records of example.com let a and b issue for wildcards". The caller frees. */
static char *caa_let(const struct caa_facts *c, const struct caa_verdict *v)
{
	char *names = c->permits == ANSWER_YES ? mem_strdup(c->issuer)
		: v->limits                    ? caa_names(v)
					       : mem_strdup("everybody");
	char *text = mem_printf("The CAA records of %s let %s issue%s", c->name, names,
		v->wild ? " for wildcards" : "");

	free(names);
	return text;
}

/* `aside`: why they are not held against the certificate; NULL: they are. */
static char *caa_sentence(const struct caa_facts *c, const struct caa_verdict *v, const char *issuer, const char *aside)
{
	char *let, *text;

	if (v->unknown != NULL)
		return mem_printf(
			"Among the CAA records of %s is a critical one that is not known here (%.*s), so that it"
			" cannot be told who may issue.",
			c->name, (int)v->n_unknown, (const char *)v->unknown);
	if (c->permits == ANSWER_YES && !v->limits)
		return mem_printf("The CAA records of %s do not say who may issue, so any CA may.", c->name);
	let = caa_let(c, v);
	if (c->permits == ANSWER_YES)
		text = mem_printf("%s, which is %s, who issued this certificate%s.", let, issuer,
			v->limited ? "; for an account or in a way that no certificate shows" : "");
	else if (c->permits == ANSWER_NO)
		text = mem_printf(
			"%s today, and not %s, who issued this certificate. CAs look at them when they issue, and"
			" they may have changed since; browsers never do.",
			let, issuer);
	else if (aside != NULL)
		text = mem_printf("%s. They are not held against this certificate: %s.", let, aside);
	else if (v->unread > 0)
		text = mem_printf("%s, and %zu cannot be read, so that it cannot be told whether %s may.", let,
			v->unread, issuer);
	else
		text = mem_printf("%s. Whether that is %s, who issued this certificate, is not known here.", let,
			issuer);
	free(let);
	return text;
}

static void caa_finding(struct inspection *i, const struct caa_verdict *v, const char *issuer)
{
	struct finding *f;
	char *names = caa_names(v);

	MEM_GROW(i->findings, i->n_findings);
	f = &i->findings[i->n_findings++];
	unreach_init(f, FINDING_CAA_MISMATCH);
	f->card = i->presented[0];
	finding_param(f, PARAM_HOST, i->target.host_unicode);
	finding_param(f, PARAM_NAME, i->caa->name);
	finding_param(f, PARAM_ISSUER, issuer);
	finding_param(f, PARAM_NAMES, names);
	finding_explain(f);
	findings_sort(i->findings, i->n_findings);
	verdict_set(i);
	free(names);
}

/* The caller frees. */
static char *caa_issuer(const struct cert *c, const struct caa_ca *ca)
{
	if (ca != NULL)
		return mem_strdup(ca->name);
	if (!c->parsed)
		return mem_strdup("its issuer");
	return text_fit(c->issuer.o != NULL ? c->issuer.o : cert_issuer_label(c), LIMIT_VALUE_COLUMNS, false);
}

/* There are records. */
static void caa_compare(struct inspection *i, const struct caa_answer *a, bool wildcard)
{
	const struct card *leaf = &i->cards[i->presented[0]];
	const struct cert *cert = leaf->cert;
	const struct caa_ca *ca = cert->parsed ? caa_ca_find(cert->issuer.o) : NULL;
	const char *aside = NULL;
	char *issuer = caa_issuer(cert, ca);
	struct caa_facts *c = i->caa;
	struct caa_verdict v;

	if (caa_fitting(leaf) == NULL)
		aside = "it has no such name";
	else if (!caa_is_public(i))
		aside = "they are for public CAs, and its issuer is not known to be one";
	v = caa_judge(a->records, a->n, wildcard, aside == NULL ? ca : NULL);
	c->name = text_clean_str(a->name);
	caa_keep(c, a);
	c->permits = aside == NULL ? v.permits : ANSWER_UNKNOWN;
	if (aside == NULL && v.permits == ANSWER_YES && v.issuer.n > 0)
		c->issuer = caa_clean(v.issuer);
	c->text = caa_sentence(c, &v, issuer, aside);
	if (c->permits == ANSWER_NO)
		caa_finding(i, &v, issuer);
	free(issuer);
}

static void caa_nothing(struct caa_facts *c, const struct caa_answer *a)
{
	if (a->state == DNS_SECURE || a->state == DNS_INSECURE) {
		c->permits = ANSWER_YES;
		c->text = mem_printf("The DNS has no CAA record for %s or a name above it, so any CA may issue.",
			c->asked);
	} else if (a->state == DNS_BOGUS) {
		c->text = mem_printf(
			"Who may issue (CAA) cannot be told: the answer of the DNS for %s is forged or damaged, for"
			" its signatures do not hold.",
			a->name);
	} else {
		c->text = mem_printf("Who may issue (CAA) cannot be told: the DNS gave no usable answer for %s%s%s.",
			a->name, a->why != NULL ? ": " : "", a->why != NULL ? a->why : "");
	}
}

void caa_say(struct inspection *i, const struct caa_answer *a)
{
	static const enum caa_proof proofs[] = { [DNS_BUSY] = CAA_NO_ANSWER,
		[DNS_SECURE] = CAA_SIGNED,
		[DNS_INSECURE] = CAA_UNSIGNED,
		[DNS_BOGUS] = CAA_FORGED,
		[DNS_FAILED] = CAA_NO_ANSWER };
	bool answered = a->state == DNS_SECURE || a->state == DNS_INSECURE, wildcard;
	const char *first = caa_first(i, &wildcard);
	char *text;

	if (first == NULL)
		return;
	i->caa = mem_alloc(sizeof *i->caa);
	i->caa->asked = text_clean_str(first);
	i->caa->permits = ANSWER_UNKNOWN;
	i->caa->proof = proofs[a->state];
	if (answered && a->n > 0)
		caa_compare(i, a, wildcard);
	else
		caa_nothing(i->caa, a);
	text = mem_printf("%s%s", i->caa->text, caa_signed[i->caa->proof]);
	free(i->caa->text);
	i->caa->text = text;
	MEM_GROW(i->steps, i->n_steps);
	i->steps[i->n_steps++] = (struct step){ .id = STEP_ISSUER,
		.card = i->presented[0],
		.result = i->caa->permits == ANSWER_YES ? STEP_PASS : STEP_SKIP,
		.text = mem_strdup(text) };
}
