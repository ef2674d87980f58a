/* SPDX-License-Identifier: GPL-3.0-or-later
 * Looks the rules up, client by client. */
#include "clients/clients.h"

#include "base/mem.h"
#include "clients/traits.h"

#include <stdlib.h>
#include <string.h>

enum family { CHROMIUM, FIREFOX };
enum where { LEAF = 1, CA = 2, ROOT = 4, WHOLE = 8, CLIMB = 16 };

static const struct rule {
	enum family family;
	unsigned where;
	uint64_t traits, unless;
	const char *code;
	bool bypass;
} rules[] = {
#define RULE(family, where, traits, unless, code, bypass) { family, where, traits, unless, code, bypass },
#include "clients/rules.def"
};

static const struct client { const char *name, *version; enum family family; enum root_store store; } clients[] = {
#define CLIENT(name, version, family, store) { name, version, family, STORE_##store },
#include "clients/clients.def"
};

enum { N_RULES = sizeof rules / sizeof *rules, N_CLIENTS = sizeof clients / sizeof *clients };

/* What keeps Chromium from going on to the certificates below: it verifies from the anchor down and ends at a signature
 * that is false or made by a method that it does not know (PathVerifier::BasicCertificateProcessing,
 * pki/verify_certificate_chain.cc), and does not begin where there is no anchor. */
#define CHROMIUM_ENDS (T(SHA1) | T(MD5) | T(EDDSA_SIGNED) | T(ODD_SIGNATURE) | T(BAD_SIGNATURE))

/* What the handshake or the reading of the leaf finds, before any path is verified. */
#define CHROMIUM_BEFORE (T(MALFORMED) | T(P521) | T(SMALL_CURVE) | T(ODD_CURVE) | T(EDDSA) | T(DSA) | T(PSS_KEY) | \
	T(ODD_KEY) | T(EXPONENT) | T(NO_SIGNING) | T(SHA1) | T(MD5) | T(EDDSA_SIGNED) | T(ODD_SIGNATURE))

static void chromium_sees(struct traits *t)
{
	bool ended = !t->anchored || (t->whole & T(NO_ROOT)) != 0;

	for (size_t at = t->n; at-- > 0;) {
		bool ends = (t->at[at] & CHROMIUM_ENDS) != 0;

		if (ended || ends)
			t->at[at] &= ended ? CHROMIUM_BEFORE : CHROMIUM_BEFORE | CHROMIUM_ENDS;
		ended = ended || ends;
	}
}

static unsigned rule_place(const struct traits *t, size_t at)
{
	if (at == 0)
		return LEAF;
	return t->anchored && at == t->n - 1 ? ROOT : CA;
}

/* What fits at one place; 0: nothing. */
static uint64_t rule_at(const struct rule *r, const struct traits *t, size_t at)
{
	return (r->where & rule_place(t, at)) != 0 ? t->at[at] & r->traits : 0;
}

/* Where and with which traits a rule fits; `at` is t->n for the path as a whole. */
struct hit { const struct rule *rule; size_t at; uint64_t traits; };

static bool rule_hits(const struct rule *r, const struct traits *t, uint64_t all, struct hit *h)
{
	*h = (struct hit){ .rule = r, .at = t->n, .traits = (r->where & WHOLE) != 0 ? t->whole & r->traits : 0 };
	if ((all & r->unless) != 0)
		return false;
	for (size_t at = 0; at < t->n && h->traits == 0; at++) {
		h->traits = rule_at(r, t, at);
		h->at = h->traits != 0 ? at : t->n;
	}
	return h->traits != 0;
}

/* The rules from `first` that climb together: certificate by certificate, and at each in their order. */
static bool rules_climb(size_t first, size_t end, const struct traits *t, uint64_t all, struct hit *h)
{
	for (size_t at = 0; at < t->n; at++)
		for (size_t i = first; i < end; i++) {
			uint64_t fits = (all & rules[i].unless) == 0 ? rule_at(&rules[i], t, at) : 0;

			if (fits != 0) {
				*h = (struct hit){ .rule = &rules[i], .at = at, .traits = fits };
				return true;
			}
		}
	return false;
}

static bool rules_ask(enum family family, const struct traits *t, struct hit *h)
{
	uint64_t all = t->whole;

	for (size_t at = 0; at < t->n; at++)
		all |= t->at[at];
	for (size_t i = 0; i < N_RULES; i++) {
		size_t end = i + 1;

		if (rules[i].family != family)
			continue;
		if ((rules[i].where & CLIMB) == 0) {
			if (rule_hits(&rules[i], t, all, h))
				return true;
			continue;
		}
		while (end < N_RULES && rules[end].family == family && (rules[end].where & CLIMB) != 0)
			end++;
		if (rules_climb(i, end, t, all, h))
			return true;
		i = end - 1;
	}
	return false;
}

static enum trait hit_trait(const struct hit *h)
{
	enum trait t = 0;

	while (t + 1 < N_TRAITS && (h->traits >> t & 1) == 0)
		t++;
	return t;
}

static char *hit_why(const struct hit *h, const struct traits *t)
{
	const char *words = trait_words(hit_trait(h));

	if (h->at == t->n)
		return mem_strdup(words);
	if (h->at == 0)
		return mem_printf("The certificate %s.", words);
	return mem_printf("The %s %s %s.", rule_place(t, h->at) == ROOT ? "root" : "CA", cert_label(t->certs[h->at]),
		words);
}

/* Public roots are each client's own; what somebody added here, it is taken to have as well. */
static void client_root(const struct client *c, const struct inspection *i, const struct public_roots *roots,
	struct traits *t)
{
	const struct card *top = i->n_path > 0 ? &i->cards[i->path[i->n_path - 1]] : NULL;
	const struct public_root *r =
		top != NULL && top->anchor == ANCHOR_PUBLIC ? public_root_find(roots, top->cert) : NULL;

	if (r == NULL)
		return;
	switch (public_root_objection(r, c->store, t->certs[0], i->time, NULL)) {
	case ROOT_LACKING: t->whole |= T(NO_ROOT); break;
	case ROOT_TOO_LATE: t->whole |= T(CLOSED_ROOT); break;
	case ROOT_TAKEN: break;
	}
}

static void client_ask(const struct client *c, const struct inspection *i, const struct public_roots *roots,
	const struct traits *seen, struct client_answer *a)
{
	/* the handshake did not get as far as the proof of the server's key */
	bool unproved = inspection_finding(i, FINDING_KEY_NOT_PROVED) != NULL;
	struct traits t = *seen;
	struct hit h;

	*a = (struct client_answer){ .client = c->name, .version = c->version, .accepts = ANSWER_YES,
		.bypass = ANSWER_UNKNOWN };
	client_root(c, i, roots, &t);
	if (c->family == CHROMIUM)
		chromium_sees(&t);
	if (!rules_ask(c->family, &t, &h)) {
		if (unproved)
			a->accepts = ANSWER_UNKNOWN;
		a->why = mem_strdup(unproved ? "It opens nothing before the server has shown that it holds its key."
			: "It finds nothing to object to.");
		return;
	}
	a->accepts = ANSWER_NO;
	a->code = h.rule->code;
	a->bypass = h.rule->bypass ? ANSWER_YES : ANSWER_NO;
	a->why = hit_why(&h, &t);
}

static void clients_clear(struct inspection *i)
{
	for (size_t k = 0; k < i->n_clients; k++)
		free(i->clients[k].why);
	free(i->clients);
	i->clients = NULL;
	i->n_clients = 0;
	i->verdict.browser_code = NULL;
}

void clients_set(struct inspection *i, const struct public_roots *roots)
{
	struct traits t;

	clients_clear(i);
	if (i->n_cards == 0 || i->n_presented == 0)
		return;
	traits_read(i, &t);
	i->clients = mem_alloc(N_CLIENTS * sizeof *i->clients);
	i->n_clients = N_CLIENTS;
	for (size_t k = 0; k < N_CLIENTS; k++)
		client_ask(&clients[k], i, roots, &t, &i->clients[k]);
	i->verdict.browser_code = i->clients[0].code;
}
