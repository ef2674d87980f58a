/* SPDX-License-Identifier: GPL-3.0-or-later
 * The judge's second half: writes down in an inspection what came of the search. */
#include "judge/want.h"

#include "base/mem.h"
#include "clients/clients.h"
#include "clients/coming.h"
#include "judge/detours.h"
#include "judge/greedy.h"
#include "x509/cert-ext.h"
#include "rules/common.h"
#include "rules/names.h"
#include "rules/policy.h"
#include "rules/presented.h"
#include "base/text.h"
#include "result/answers.h"
#include "base/moment.h"
#include "x509/pemfile.h"
#include "explain/texts.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Somebody in the store who is called as the issuer of the path's last, and is not he. */
static const struct cert *judge_namesake(const struct judge *j, const struct path *p)
{
	const struct cert *top = p->certs[p->n - 1], *seen = NULL;
	struct cert *found[LIMIT_STORE_TWINS];
	size_t n = p->anchor == ANCHOR_NONE
		? trust_by_subject(j->in.trust, top->issuer.der, top->akid, found, LIMIT_STORE_TWINS) : 0;

	for (size_t i = 0; i < n; i++) {
		bool other = top->self_signed
			? memcmp(top->spki_sha256, found[i]->spki_sha256, sizeof top->spki_sha256) != 0
			: cert_names_other_key(top, found[i])
			|| j->inputs.verify(j->inputs.verify_ctx, top, found[i]) == SIGNATURE_BAD;

		if (other && seen == NULL)
			seen = found[i];
		cert_unref(found[i]);    /* the store keeps its own */
	}
	return seen;
}

/* What the checks are run on: the path, or the leaf alone where it does not parse. */
static void judge_path(const struct judge *j, const struct path *p, struct inputs *inputs)
{
	const struct path_status *status = p != NULL ? judge_status_known(j, p) : NULL;

	*inputs = j->inputs;
	inputs->path = p != NULL ? p->certs : j->presented;
	inputs->n_path = p != NULL ? p->n : 1;
	inputs->anchor = p != NULL ? p->anchor : ANCHOR_NONE;
	inputs->namesake = p != NULL ? judge_namesake(j, p) : NULL;
	inputs->limit = p != NULL ? path_limit(j->search) : NULL;
	if (status != NULL)
		inputs->revocation = status->revocation;
}

/* Cards by certificate: open addressing over the digest, which is as good as random. */
struct report_index {
	int *slots;              /* card + 1; 0: free */
	size_t size;             /* a power of two, at least twice the cards */
};

struct report {
	const struct judge *j;
	struct inspection *out;
	struct report_index index;
};

static size_t report_slot(const struct report *r, const struct cert *c)
{
	uint32_t at;

	memcpy(&at, c->sha256, sizeof at);
	for (;; at++) {
		int card = r->index.slots[at & (r->index.size - 1)];

		if (card == 0 || cert_same(r->out->cards[card - 1].cert, c))
			return at & (r->index.size - 1);
	}
}

/* Its card, or -1. */
static int report_find(const struct report *r, const struct cert *c)
{
	return c != NULL ? r->index.slots[report_slot(r, c)] - 1 : -1;
}

static void report_names(const struct report *r, struct card *card)
{
	const struct cert *c = card->cert;
	struct name_ref ref;

	if (r->j->in.host == NULL || c->n_sans == 0)
		return;
	ref = name_ref(r->j->in.host);
	card->san_matches = mem_alloc(c->n_sans * sizeof *card->san_matches);
	for (size_t i = 0; i < c->n_sans; i++)
		card->san_matches[i] = names_match_san(&c->sans[i], &ref);
}

static void report_card(struct report *r, const struct cert *c, enum card_role role, enum card_origin origin)
{
	struct inspection *out = r->out;
	size_t slot = report_slot(r, c);
	struct card *card;

	if (r->index.slots[slot] != 0)
		return;
	MEM_GROW(out->cards, out->n_cards);
	card = &out->cards[out->n_cards++];
	*card = (struct card){ .cert = cert_ref(c), .role = role, .origin = origin,
		.odd_form = origin == ORIGIN_FETCHED && judge_came_oddly(r->j, c) };
	r->index.slots[slot] = (int)out->n_cards;
	if (!c->parsed)
		return;
	card->anchor = trust_kind(r->j->in.trust, c);
	card->in_trust_store = card->anchor != ANCHOR_NONE;
	card->days_left = moment_days(c->not_after - r->j->in.now);
	card->lifetime_days = moment_days_up(c->not_after - c->not_before + 1);
	/* whoever signs for himself was checked by nobody, whatever he writes */
	card->validation = c->self_signed ? NULL : policy_class(c);
	report_names(r, card);
}

static enum card_origin report_origin(const struct judge *j, const struct cert *c)
{
	for (size_t i = 0; i < j->n_presented; i++)
		if (cert_same(j->presented[i], c))
			return j->in.origin;
	for (size_t i = 0; i < j->n_fetched; i++)
		if (cert_same(j->fetched[i], c))
			return ORIGIN_FETCHED;
	return ORIGIN_STORE;
}

static enum card_role report_role(const struct judge *j, const struct cert *c)
{
	if (cert_same(c, j->presented[0]))
		return ROLE_LEAF;
	if (c->self_signed || (c->self_issued && trust_kind(j->in.trust, c) != ANCHOR_NONE))
		return ROLE_ROOT;
	return ROLE_INTERMEDIATE;
}

static void report_path_cards(struct report *r, const struct path *p)
{
	for (size_t i = 0; i < p->n; i++)
		report_card(r, p->certs[i], report_role(r->j, p->certs[i]), report_origin(r->j, p->certs[i]));
}

/* The best path first, leaf to anchor, so that a card's number also says its place; then what was presented besides;
 * then what only dead ends have. */
static void report_cards(struct report *r, const struct path *best, const struct path_end *ends, size_t n_ends)
{
	const struct judge *j = r->j;
	enum presented_kind *kinds = presented_kinds(j->presented, j->n_presented);

	if (best != NULL)
		report_path_cards(r, best);
	for (size_t i = 0; i < j->n_presented; i++) {
		const struct cert *c = j->presented[i];
		bool stranger = kinds[i] != PRESENTED_CHAIN && i > 0;

		report_card(r, c, stranger ? ROLE_STRANGER : report_role(j, c), j->in.origin);
	}
	for (size_t i = 0; i < n_ends; i++)
		report_path_cards(r, &ends[i].path);
	free(kinds);
}

static int *report_indexes(const struct report *r, struct cert *const *certs, size_t n)
{
	int *out = mem_alloc(n * sizeof *out);

	for (size_t i = 0; i < n; i++)
		out[i] = report_find(r, certs[i]);
	return out;
}

/* As they were sent, or stand in the file. */
static int *report_presented(const struct report *r)
{
	const struct judge *j = r->j;
	int *cards = report_indexes(r, j->presented, j->n_presented), *out;

	if (j->in.file == NULL)
		return cards;
	out = mem_alloc(j->n_presented * sizeof *out);
	for (size_t i = 0; i < j->n_presented; i++)
		out[i] = cards[j->in.file->order[i]];
	free(cards);
	return out;
}

/* Where it was learnt that this certificate is withdrawn: on another path than the one that ends at it. */
static const struct revocation *report_withdrawn(const struct judge *j, const struct cert *c)
{
	for (size_t i = 0; i < j->n_statuses; i++)
		for (size_t k = 0; k < j->statuses[i].revocation->n; k++) {
			const struct rev_entry *e = &j->statuses[i].revocation->entries[k];

			if (e->status == REV_REVOKED && cert_same(e->cert, c))
				return j->statuses[i].revocation;
		}
	return NULL;
}

/* Why an end was given up: the sentence of the step that failed, made by the checks again, this time with words. */
static char *report_why(const struct judge *j, const struct path_end *end)
{
	struct outcome o = { .only = 1U << end->failed };
	struct inputs f;
	char *why = NULL;

	judge_path(j, &end->path, &f);
	if (end->failed == STEP_REVOCATION)
		f.revocation = report_withdrawn(j, end->cert);
	checks_run(&f, &o);
	for (size_t i = 0; i < o.n_steps && why == NULL; i++)
		if (o.steps[i].result == STEP_FAIL && o.steps[i].id == end->failed && o.step_certs[i] == end->cert)
			why = mem_printf("Given up at %s. %s", cert_label(end->cert), o.steps[i].text);
	outcome_done(&o);
	return why != NULL ? why : mem_printf("It failed at the question: %s", step_title(end->failed));
}

static void report_ends(struct report *r, const struct path_end *ends, size_t n)
{
	struct inspection *out = r->out;

	out->dead_ends = mem_alloc(n * sizeof *out->dead_ends);
	out->n_dead_ends = n;
	for (size_t i = 0; i < n; i++)
		out->dead_ends[i] = (struct dead_end){
			.path = report_indexes(r, ends[i].path.certs, ends[i].path.n), .n_path = ends[i].path.n,
			.failed = ends[i].failed, .card = report_find(r, ends[i].cert),
			.text = report_why(r->j, &ends[i]),
		};
}

/* Steps and findings move over; the outcome keeps nothing of them. */
static void report_outcome(struct report *r, struct outcome *o)
{
	struct inspection *out = r->out;

	for (size_t i = 0; i < o->n_steps; i++)
		o->steps[i].card = report_find(r, o->step_certs[i]);
	out->steps = o->steps;
	out->n_steps = o->n_steps;
	o->steps = NULL;
	o->n_steps = 0;
	for (size_t i = 0; i < o->n_findings; i++) {
		struct finding *f = &o->findings[i];

		f->card = report_find(r, f->cert);
		f->cert = NULL;
		MEM_GROW(out->findings, out->n_findings);
		out->findings[out->n_findings++] = *f;
	}
	o->n_findings = 0;
	out->no_ct = o->no_ct;
	out->logged = o->logged;
}

/* Where a certificate says that its issuer's is, and nobody asked: why, as a clause; the caller frees. NULL: it says so
 * nowhere, or was asked. */
static char *report_not_asked(const struct judge *j, const struct cert *c)
{
	for (size_t i = 0; i < c->n_ca_issuers; i++) {
		bool http = strncasecmp(c->ca_issuers[i].raw, "http://", 7) == 0;

		if (http && !j->in.may_fetch)
			return mem_strdup("the address that it should be at was not asked, because of --offline");
		if (http)
			return NULL;
	}
	return c->n_ca_issuers > 0 ? mem_printf("the address that it should be at (%s) is none that certcard asks",
		c->ca_issuers[0].text) : NULL;
}

/* That an issuer was found nowhere is said where somebody looked. */
static void report_missing(const struct judge *j, struct finding *f)
{
	const struct path *p = j->search != NULL ? path_best(j->search) : NULL;
	char *why = f->level == LEVEL_UNTRUSTED && f->shade != SHADE_NAMESAKE && p != NULL
		? report_not_asked(j, p->certs[p->n - 1]) : NULL;

	if (why != NULL && f->id == FINDING_INCOMPLETE_CHAIN)
		finding_param(f, PARAM_REASON, why);
	else if (why != NULL && f->id == FINDING_UNKNOWN_ISSUER && f->shade == SHADE_NONE)
		finding_evidence(f, EVIDENCE_OPEN,
			mem_printf("Its issuer's certificate may be had all the same: %s.", why));
	free(why);
}

/* What was asked for on the way, beside the findings that it bears on. */
static void report_fetches(const struct judge *j, struct finding *f)
{
	bool about_issuers = f->id == FINDING_INCOMPLETE_CHAIN || f->id == FINDING_UNKNOWN_ISSUER;

	for (size_t i = 0; about_issuers && i < j->n_fetches; i++) {
		const struct judge_fetch *x = &j->fetches[i];
		char *url = text_clean_str(x->url);

		if (x->want.kind == WANT_ISSUER && x->why_not != NULL)
			finding_evidence(f, EVIDENCE_OPEN,
				mem_printf("The issuer's certificate should be at %s, but could not be fetched: %s.",
				url, x->why_not));
		else if (x->want.kind == WANT_ISSUER && x->answered)
			finding_evidence(f, EVIDENCE_FOR,
				mem_printf("An issuer's certificate was fetched from %s.", url));
		free(url);
	}
}

/* What is said of going on is what the newest browsers do with all that was found. */
static void report_risks(struct inspection *out)
{
	char *who = answers_past(out);

	for (size_t i = 0; i < out->n_findings; i++)
		if (out->findings[i].level == LEVEL_UNTRUSTED)
			finding_past(&out->findings[i], who);
	free(who);
}

/* The tools of the table of codes, who of the clients speaks for them, and whether their codes are about servers
 * alone. */
static const struct { const char *tool, *client; bool servers; } report_tools[] = {
	{ "Chrome/Edge", "Chromium", true }, { "Chrome/Edge", "Edge", true }, { "Firefox", "Firefox", true },
	{ "Safari/Apple", "Safari", true }, { "curl", "curl", true }, { "OpenSSL", "OpenSSL", false },
	{ "GnuTLS", "GnuTLS", false }, { "Java", "Java", true }, { "Python", "Python", false }, { "Go", "Go", false },
	{ "Node.js", "Node", false }, { "Windows", "Windows", false }, { ".NET", ".NET", false },
};

enum { REPORT_TOOLS = sizeof report_tools / sizeof *report_tools };

/* Does every version of every client that speaks for this tool accept what was found? */
static bool report_tool_accepts(const struct inspection *out, const char *tool)
{
	for (size_t t = 0; t < REPORT_TOOLS; t++)
		for (size_t k = 0; strcmp(report_tools[t].tool, tool) == 0 && k < out->n_clients; k++)
			if (strcmp(out->clients[k].client, report_tools[t].client) == 0
				&& out->clients[k].accepts != ANSWER_YES)
				return false;
	return out->n_clients > 0;
}

/* Who accepts it shows no code for it; of another use than a server's, none that is about servers. */
static void report_codes(struct inspection *out, bool server)
{
	for (size_t t = 0; t < REPORT_TOOLS && out->n_findings > 0; t++)
		if (server ? report_tool_accepts(out, report_tools[t].tool) : report_tools[t].servers)
			for (size_t i = 0; i < out->n_findings; i++)
				finding_silence(&out->findings[i], report_tools[t].tool);
}

/* Is there something trusted above that which was sent along shows the way to? */
static bool report_above_sent(const struct judge *j, const struct cert *c)
{
	struct cert *found;

	for (size_t steps = 0; steps < j->in.n_presented && c != NULL && !c->self_issued; steps++) {
		const struct cert *next = NULL;

		for (size_t k = 0; k < j->in.n_presented && next == NULL; k++) {
			const struct cert *one = j->in.presented[k];

			if (one != c && one->parsed && one->subject.der.n == c->issuer.der.n
				&& memcmp(one->subject.der.p, c->issuer.der.p, c->issuer.der.n) == 0)
				next = one;
		}
		c = next;
		if (c != NULL && trust_by_subject(j->in.trust, c->issuer.der, c->akid, &found, 1) > 0) {
			cert_unref(found);
			return true;
		}
	}
	return false;
}

/* Who signed the anchor, where the anchor is no root: who wants the path to end in one looks for it in the store. */
static void report_above(const struct judge *j, struct inspection *out)
{
	const struct card *last = out->n_path > 0 ? &out->cards[out->path[out->n_path - 1]] : NULL;
	const struct cert *top = last != NULL && last->in_trust_store ? last->cert : NULL;
	struct cert *found[LIMIT_STORE_TWINS];
	size_t n = top != NULL && top->parsed && !top->self_issued
		? trust_by_subject(j->in.trust, top->issuer.der, top->akid, found, LIMIT_STORE_TWINS) : 0;

	out->above = n > 0 || (top != NULL && top->parsed && report_above_sent(j, top)) ? ABOVE_ODD : ABOVE_NONE;
	for (size_t k = 0; k < n; k++) {
		const struct cert *c = found[k];

		if (n == 1 && c->parsed && c->self_issued && c->is_ca && c->not_before <= j->in.now
			&& c->not_after >= j->in.now && (!c->has_ku || (c->ku & KU_KEY_CERT_SIGN) != 0)
			&& c->path_length < 0 && c->nc == NULL && !c->has_eku && top->is_ca && !top->has_eku
			&& !cert_names_other_key(top, c) && !cert_names_other(top, c)
			&& (c->key.algorithm != KEY_RSA || c->key.bits >= 2048))
			out->above = ABOVE_GOOD;
		cert_unref(found[k]);
	}
}

static void report_clients(const struct judge *j, struct inspection *out)
{
	struct detours detours = { .judge = j };
	struct client_paths paths = { detour_find, &detours, j->in.opts->ca.n == 0 };
	size_t row;

	report_above(j, out);
	out->greedy = greedy_way(j, out);
	out->trusted_beside = greedy_beside(j, out);
	clients_set(out, j->in.roots, j->search != NULL ? &paths : NULL);
	detours_done(&detours);
	report_risks(out);
	report_codes(out, true);
	if (j->in.opts->client == NULL || out->n_clients == 0 || !client_find(j->in.opts->client, &row))
		return;
	out->asked = &out->clients[row];
	verdict_set(out);
}

/* Where a limit was met and the headline speaks of something else, it still may be that another way is better. */
static void report_limit(struct report *r)
{
	struct finding *f = r->out->findings;
	const char *limit = r->j->search != NULL ? path_limit(r->j->search) : NULL;

	if (limit != NULL && r->out->n_findings > 0 && f->level == LEVEL_UNTRUSTED && f->shade != SHADE_LIMIT)
		finding_evidence(f, EVIDENCE_OPEN,
			mem_printf("A limit of certcard's was met, so that there may be a way not looked at: %s.",
			limit));
}

static void report_words(struct report *r)
{
	struct inspection *out = r->out;

	for (size_t i = 0; i < out->n_findings; i++) {
		report_fetches(r->j, &out->findings[i]);
		report_missing(r->j, &out->findings[i]);
		finding_explain(&out->findings[i]);
	}
	findings_sort(out->findings, out->n_findings);
	report_limit(r);
	verdict_set(out);
	if (r->j->inputs.purpose != PURPOSE_SERVER) {
		report_codes(out, r->j->inputs.purpose == PURPOSE_ANY);
		return;
	}
	report_clients(r->j, out);
	coming_set(out, r->j->in.roots);
}

static void report_all(struct report *r)
{
	const struct judge *j = r->j;
	const struct path *best = j->search != NULL ? path_best(j->search) : NULL;
	const struct path_end *ends = NULL;
	size_t n_ends = j->search != NULL ? path_ends(j->search, &ends) : 0;
	struct outcome o = { 0 };
	struct inputs f;

	judge_path(j, best, &f);
	checks_run(&f, &o);
	r->out->odd_namesake = f.namesake != NULL && !f.namesake->key.verifies;
	report_cards(r, best, ends, n_ends);
	r->out->presented = report_presented(r);
	r->out->n_presented = j->n_presented;
	if (best != NULL) {
		r->out->path = report_indexes(r, best->certs, best->n);
		r->out->n_path = best->n;
	}
	report_ends(r, ends, n_ends);
	report_outcome(r, &o);
	outcome_done(&o);
}

void judge_finish(struct judge *j, struct inspection *out)
{
	struct report r = { .j = j, .out = out, .index = { .size = 64 } };

	while (r.index.size < 2 * (j->n_presented + j->n_fetched + (size_t)LIMIT_DEAD_ENDS * LIMIT_PATH_CERTS))
		r.index.size *= 2;
	r.index.slots = mem_alloc(r.index.size * sizeof *r.index.slots);
	if (j->n_presented > 0)
		report_all(&r);
	report_words(&r);
	free(r.index.slots);
	judge_free(j);
}
