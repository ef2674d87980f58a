/* SPDX-License-Identifier: GPL-3.0-or-later
 * Looks the rules up, client by client. */
#include "clients/clients.h"

#include "base/mem.h"
#include "clients/named.h"
#include "clients/rules.h"
#include "clients/sees.h"
#include "x509/ctlogs.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static unsigned rule_place(const struct traits *t, size_t at)
{
	if (at == 0)
		return LEAF;
	return t->anchored && at == t->n - 1 ? ROOT : CA;
}

/* What fits at one place; 0: nothing. */
static trait_set rule_at(const struct rule *r, const struct traits *t, size_t at)
{
	return (r->where & rule_place(t, at)) != 0 ? t->at[at] & r->traits : 0;
}

/* Of the path as a whole. */
static whole_set rule_whole(const struct rule *r, const struct traits *t)
{
	return (r->where & WHOLE) != 0 ? t->whole & whole_rules[r - rules].traits : 0;
}

/* What there is anywhere. */
struct all { trait_set traits; whole_set whole; };

static bool rule_is_off(const struct rule *r, const struct all *all)
{
	return (all->traits & r->unless) != 0 || (all->whole & whole_rules[r - rules].unless) != 0;
}

/* Where and with which traits a rule fits; `at` is t->n for the path as a whole, and then `whole` says with which. */
struct hit { const struct rule *rule; size_t at; trait_set traits; whole_set whole; };

static bool rule_hits(const struct rule *r, const struct traits *t, const struct all *all, struct hit *h)
{
	*h = (struct hit){ .rule = r, .at = t->n, .whole = rule_whole(r, t) };
	if (rule_is_off(r, all))
		return false;
	for (size_t at = 0; at < t->n && h->whole == 0 && h->traits == 0; at++) {
		h->traits = rule_at(r, t, at);
		h->at = h->traits != 0 ? at : t->n;
	}
	return h->whole != 0 || h->traits != 0;
}

/* The rules from `first` that climb or descend together: certificate by certificate, and at each in their order. */
static bool rules_climb(size_t first, size_t end, const struct traits *t, const struct all *all, struct hit *h)
{
	for (size_t n = 0; n < t->n; n++) {
		size_t at = (rules[first].where & CLIMB) != 0 ? n : t->n - 1 - n;

		for (size_t i = first; i < end; i++) {
			trait_set fits = rule_is_off(&rules[i], all) ? 0 : rule_at(&rules[i], t, at);

			if (fits != 0) {
				*h = (struct hit){ .rule = &rules[i], .at = at, .traits = fits };
				return true;
			}
		}
	}
	return false;
}

/* Where a family's rules stand, which stand together, and what they speak of. */
struct family_rules {
	size_t first, end;
	trait_set traits;
	whole_set whole;
};

static void families_find(struct family_rules *f)
{
	for (size_t i = 0; i < n_rules; i++) {
		if (i == 0 || rules[i].family != rules[i - 1].family)
			f[rules[i].family].first = i;
		f[rules[i].family].end = i + 1;
		f[rules[i].family].traits |= rules[i].traits;
		f[rules[i].family].whole |= whole_rules[i].traits;
	}
}

/* The first of a family's from `from` on that fits; where the next search may begin. 0: none fits. */
static size_t rules_ask(const struct family_rules *f, size_t from, const struct traits *t, struct hit *h)
{
	size_t end = f->end;
	struct all all = { .whole = t->whole };

	for (size_t at = 0; at < t->n; at++)
		all.traits |= t->at[at];
	/* most certificates are good, and nothing is said of them */
	if ((all.traits & f->traits) == 0 && (all.whole & f->whole) == 0)
		return 0;
	for (size_t i = from, next; i < end; i = next) {
		unsigned way = rules[i].where & (CLIMB | DESCEND);

		next = i + 1;
		while (way != 0 && next < end && (rules[next].where & way) != 0)
			next++;
		if (way == 0 ? ((all.traits & rules[i].traits) != 0 || rule_whole(&rules[i], t) != 0)
			&& rule_hits(&rules[i], t, &all, h) : rules_climb(i, next, t, &all, h))
			return next;
	}
	return 0;
}

/* A certificate under its own name is among its own issuers for Firefox, and no issuer of itself: with whatever another
 * one is refused for, these are several errors, which it does not tell apart (PathBuildingStep::RecordResult). */
static bool firefox_mixes(const struct traits *t, const struct hit *h)
{
	size_t end = t->anchored ? t->n - 1 : t->n, at = 0;
	const struct cert *top = t->certs[t->n - 1];

	if (t->n > 1 && (h->whole & W(NAMESAKE)) != 0)
		return top->parsed && top->self_issued && !top->self_signed;
	while (at < end && !(t->certs[at]->parsed && t->certs[at]->self_issued))
		at++;
	if (t->n == 1 || at == end || h->at == t->n)
		return false;
	return h->at > at || (h->at == at && (at > 0 || (h->traits & T(BAD_SIGNATURE)) != 0));
}

/* Families of which it is not known which of several errors they name; of GnuTLS not where they are apart: it goes down
 * from the root and stops at the first certificate with one (_gnutls_verify_crt_status(), lib/x509/verify.c). */
#define FAMILIES_UNORDERED (1U << ANDROID | 1U << WINDOWS | 1U << DOTNET | 1U << RUSTLS | 1U << GNUTLS)

static bool hits_apart(const struct traits *t, const struct hit *a, const struct hit *b)
{
	return a->at != b->at && a->at < t->n && b->at < t->n;
}

static bool hit_is_open(const struct hit *h)
{
	return h->rule->code == UNSURE || h->rule->code == VARIES;
}

static bool codes_differ(const struct hit *a, const struct hit *b)
{
	return !hit_is_open(b) && (a->rule->code == NULL || b->rule->code == NULL
		|| strcmp(a->rule->code, b->rule->code) != 0);
}

static int set_first(trait_set set)
{
	int n = 0;

	while ((set >> n & 1) == 0)
		n++;
	return n;
}

static char *hit_why(const struct hit *h, const struct traits *t)
{
	const char *words;

	if (h->at == t->n)
		return mem_strdup(whole_words((enum whole)set_first(h->whole)));
	words = trait_words((enum trait)set_first(h->traits));
	if (h->at == 0)
		return mem_printf("The certificate %s.", words);
	return mem_printf("The %s %s %s.", rule_place(t, h->at) == ROOT ? "root" : "CA", cert_label(t->certs[h->at]),
		words);
}

/* What all clients are asked about. */
struct client_question {
	const struct inspection *in;
	const struct client_paths *paths;
	const struct public_root *root;  /* at the top of the path; NULL: none that is public */
	/* where nothing here leads to an anchor: a public one that was sent, or the stores that have one of the name of
	 * the issuer of the last, a bit each */
	const struct public_root *sent_root;
	unsigned named;
	struct traits traits;
	struct family_rules families[N_FAMILIES];
	bool server;
};

/* Is there an older version of it in the table? The newest one's store is known as of a day alone. */
static bool client_is_old(const struct client *c)
{
	return c > clients && strcmp(c[-1].name, c->name) == 0;
}

/* "which came with Android 14": of the newer versions, which stand before it in stores.def, the oldest that has it. */
static char *client_lacks(const struct client *c, const struct public_root *r)
{
	enum root_store s = c->store;
	size_t n = strcspn(store_words(c->store), "0123456789");

	while (s > 0 && !public_root_in(r, s) && strncmp(store_words(s - 1), store_words(c->store), n) == 0)
		s--;
	if (client_is_old(c) && public_root_in(r, s))
		return mem_printf("It does not have the root %s, which came with %s", r->name, store_words(s));
	return mem_printf("It does not have the root %s", r->name);
}

/* Does it stop where a trait of the path as a whole is there? */
static bool client_asks_for(const struct client_question *q, const struct client *c, whole_set trait)
{
	const struct family_rules *f = &q->families[c->family];
	bool asks = false;

	for (size_t i = f->first; i < f->end && !asks; i++)
		asks = (rules[i].where & WHOLE) != 0
			&& (whole_rules[i].traits & trait & ~whole_clients[c - clients].passes) != 0;
	return asks;
}

/* Nothing here leads to a root of this machine, but perhaps to one of the client's. Of timestamps nothing was asked
 * then. */
static void client_elsewhere(const struct client_question *q, const struct client *c, struct traits *t, char **why)
{
	const whole_set none = W(NO_ANCHOR) | W(SENT_ROOT) | W(LEAF_ALONE);

	if (q->sent_root != NULL && public_root_in(q->sent_root, c->store)) {
		t->whole = client_asks_for(q, c, W(NO_CT)) ? (t->whole & ~none) | W(OTHER_ROOT) : t->whole & ~none;
		t->at[t->n - 1] &= ~(T(SHA1) | T(MD5) | T(EDDSA_SIGNED) | T(ODD_SIGNATURE) | T(ODD_SALT));
		t->anchored = true;
		*why = mem_printf("It has the root %s, which is not among this machine's.", q->sent_root->name);
	} else if ((q->named >> c->store & 1) != 0) {
		t->whole = (t->whole & ~none) | W(OTHER_ROOT);
		t->at[0] &= ~T(LEAF_ALONE);
	}
}

/* Public roots are each client's own; what somebody added here, it is taken to have as well. Where the client does not
 * take the root, another path may end in one that it has: `a` gets the way, `why` gets how. */
static void client_root(const struct client_question *q, const struct client *c, struct traits *t,
	struct client_answer *a, char **why)
{
	struct issued leaf = { t->certs[0]->not_before, q->in->logged != 0 ? q->in->logged : t->certs[0]->not_before };
	enum root_objection against = ROOT_TAKEN;
	const struct client_path *p = NULL;
	char *lacks;

	if (c->store == STORE_SYSTEM)
		return;
	if (!t->anchored)
		client_elsewhere(q, c, t, why);
	else if (q->root != NULL)
		against = public_root_objection(q->root, c->store, &leaf,
			client_is_old(c) ? INT64_MAX : q->in->time, NULL);
	if (against == ROOT_TAKEN
		|| (against == ROOT_TOO_LATE && (whole_clients[c - clients].passes & W(CLOSED_ROOT)) != 0))
		return;
	if (q->paths != NULL)
		p = q->paths->another(q->paths->ctx, c->store, &leaf);
	lacks = against == ROOT_LACKING ? client_lacks(c, q->root)
		: mem_printf("It takes nothing so new below the root %s", q->root->name);
	if (p != NULL && p->root != NULL) {
		a->way = mem_strdup(p->way);
		*why = mem_printf("%s, but takes another path, to %s.", lacks, p->root);
	} else if (p != NULL && p->open) {
		t->whole |= W(OTHER_ROOT);
	} else {
		t->whole |= against == ROOT_LACKING ? W(NO_ROOT) : W(CLOSED_ROOT);
		*why = mem_printf("%s.", lacks);
	}
	free(lacks);
}

/* Timestamps that satisfy one programme need not satisfy another. */
static void client_timestamps(const struct client_question *q, const struct client *c, struct traits *t)
{
	static const enum ct_programme programmes[N_FAMILIES] = { [FIREFOX] = CT_MOZILLA, [APPLE] = CT_APPLE };

	t->whole &= ~W(NO_CT);
	if (q->server && (q->in->no_ct >> programmes[c->family] & 1) != 0)
		t->whole |= W(NO_CT);
}

static void client_minds(const struct client *c, struct traits *t)
{
	t->whole &= ~whole_clients[c - clients].passes;
	for (size_t at = 0; at < t->n; at++)
		t->at[at] &= ~c->passes;
}

/* A trait of which it is not known what the client makes of it. */
static bool client_doubts(const struct client *c, const struct hit *h)
{
	return hit_is_open(h)
		|| ((h->traits & ~c->doubts) == 0 && (h->whole & ~whole_clients[c - clients].doubts) == 0);
}

static void answer_yes(const struct client_question *q, struct client_answer *a, char *why)
{
	/* the handshake did not get as far as the proof of the server's key */
	bool unproved = inspection_finding(q->in, FINDING_KEY_NOT_PROVED) != NULL;

	a->accepts = unproved ? ANSWER_UNKNOWN : ANSWER_YES;
	if (unproved) {
		free(why);
		why = mem_strdup("It opens nothing before the server has shown that it holds its key.");
	}
	a->plain = !unproved && why == NULL;
	a->why = why != NULL ? why : mem_strdup("It finds nothing to object to.");
}

/* Two of one name that are both refused may be so for one reason or for two. */
static void firefox_answer(const struct traits *t, const struct hit *h, struct client_answer *a)
{
	if (firefox_mixes(t, h)) {
		a->code = "SEC_ERROR_UNKNOWN_ISSUER";
		a->bypass = ANSWER_YES;
	} else if ((t->whole & W(TWINS)) != 0 && h->at > 0 && h->at < t->n && rule_place(t, h->at) == CA) {
		a->code = NULL;
		a->bypass = ANSWER_UNKNOWN;
	}
}

/* Whoever it is: which roots it finds then, or what lies behind a limit of ours, is not known. */
#define NOBODY_KNOWS (W(OTHER_ROOT) | W(OUR_LIMIT))
static const struct rule rule_nobody_knows = { .where = WHOLE, .code = UNSURE };

static char *hit_untried(const struct hit *h, const struct traits *t)
{
	const char *first = h->rule->code == VARIES
		? "What it makes of this depends on who built it and how it is set up."
		: "What it makes of this was not tried.";
	char *why = hit_why(h, t), *all = mem_printf("%s %s", first, why);

	free(why);
	return all;
}

/* What a family makes of traits before its rules are asked; and was it shown certificates with one odd form alone? */
static const struct { void (*sees)(struct traits *t); bool forms; } family_sees[N_FAMILIES] = {
	[CHROMIUM] = { chromium_sees, false }, [FIREFOX] = { firefox_sees, true }, [OPENSSL] = { openssl_sees, true },
	[CURL] = { openssl_sees, true }, [PYTHON] = { openssl_sees, true }, [NODE] = { openssl_sees, true },
	[GNUTLS] = { gnutls_sees, true }, [JAVA] = { java_sees, true }, [GO] = { go_sees, true },
};

static void client_sees(const struct client *c, struct traits *t)
{
	if (family_sees[c->family].sees != NULL)
		family_sees[c->family].sees(t);
	if (family_sees[c->family].forms)
		forms_seen(t);
}

static void client_ask(const struct client_question *q, const struct client *c, struct client_answer *a)
{
	const struct family_rules *f = &q->families[c->family];
	struct traits t = q->traits;
	struct hit h, doubt = { 0 }, other;
	char *why = NULL;
	size_t next = f->first;
	bool one;

	*a = (struct client_answer){ .client = c->name, .version = c->version,
		.browser = c->page != PAGE_NONE, .accepts = ANSWER_UNKNOWN,
		.bypass = ANSWER_UNKNOWN };
	client_root(q, c, &t, a, &why);
	client_timestamps(q, c, &t);
	client_sees(c, &t);
	client_minds(c, &t);
	if ((t.whole & NOBODY_KNOWS) != 0)
		doubt = (struct hit){ .rule = &rule_nobody_knows, .at = t.n, .whole = t.whole & NOBODY_KNOWS };
	while ((next = rules_ask(f, next, &t, &h)) != 0 && client_doubts(c, &h))
		if (doubt.rule == NULL)
			doubt = h;
	if (next == 0 && doubt.rule == NULL) {
		answer_yes(q, a, why);
		return;
	}
	/* of what cannot be read, nothing else is certain */
	if (next == 0 || (doubt.traits & T(MALFORMED)) != 0) {
		free(why);
		a->why = hit_untried(&doubt, &t);
		return;
	}
	a->accepts = ANSWER_NO;
	a->bypass = h.rule->bypass ? ANSWER_YES : ANSWER_NO;
	/* what was not tried stands before, or it may have gone another way: what it names is not known then */
	one = doubt.rule == NULL && (c->family <= FIREFOX || (t.whole & W(TWINS)) == 0);
	if ((FAMILIES_UNORDERED >> c->family & 1) != 0)
		while (one && (next = rules_ask(f, next, &t, &other)) != 0)
			one = !codes_differ(&h, &other) || (c->family == GNUTLS && !hits_apart(&t, &h, &other));
	if (one && h.rule->code == NAMED)
		a->code = a->words = named_words(c->family, q->in, t.certs[0]);
	else if (one)
		a->code = h.rule->code;
	if (c->page == PAGE_UNSEEN || (doubt.rule != NULL && a->browser))
		a->bypass = ANSWER_UNKNOWN;
	if (c->family == FIREFOX)
		firefox_answer(&t, &h, a);
	if ((h.whole & (W(NO_ROOT) | W(CLOSED_ROOT))) == 0 || why == NULL) {
		free(why);
		why = hit_why(&h, &t);
	}
	a->why = why;
}

static void clients_clear(struct inspection *i)
{
	for (size_t k = 0; k < i->n_clients; k++) {
		free(i->clients[k].why);
		free(i->clients[k].words);
		free(i->clients[k].way);
	}
	free(i->clients);
	i->clients = NULL;
	i->n_clients = 0;
	i->asked = NULL;
	i->verdict.browser_code = NULL;
}

/* What people call some of them. */
static const struct { const char *alias, *client; } client_aliases[] = {
	{ "Chrome", "Chromium" }, { "schannel", "Windows" }, { "Node.js", "Node" }, { "dotnet", ".NET" },
};

static const char *client_alias(const char *name, size_t n)
{
	for (size_t i = 0; i < sizeof client_aliases / sizeof *client_aliases; i++)
		if (strlen(client_aliases[i].alias) == n && strncasecmp(client_aliases[i].alias, name, n) == 0)
			return client_aliases[i].client;
	return NULL;
}

bool client_find(const char *name, size_t *row)
{
	size_t n = strcspn(name, " ");
	const char *version = name + n + strspn(name + n, " "), *alias = client_alias(name, n);
	size_t digits = strcspn(version, " ");

	for (*row = 0; *row < n_clients; ++*row) {
		const struct client *c = &clients[*row];

		if ((alias != NULL ? strcmp(alias, c->name) == 0
			: strlen(c->name) == n && strncasecmp(c->name, name, n) == 0)
			&& (digits == 0 || (strncmp(c->version, version, digits) == 0
			&& strcspn(c->version, " ") == digits)))
			return true;
	}
	return false;
}

char *client_names(void)
{
	struct buf b = BUF_INIT(1024);

	for (size_t i = 0; i < n_clients; i++) {
		bool old = client_is_old(&clients[i]), many = i + 1 < n_clients && client_is_old(&clients[i + 1]);

		if (old || many)
			(void)buf_addf(&b, "%s%s %s", i > 0 ? ", " : "", clients[i].name, clients[i].version);
		else
			(void)buf_addf(&b, "%s%s", i > 0 ? ", " : "", clients[i].name);
	}
	return buf_take(&b);
}

/* Where nothing here leads to an anchor: what is known of the roots that clients may have. */
static void question_elsewhere(struct client_question *q, const struct public_roots *roots)
{
	const struct cert *top = q->traits.certs[q->traits.n - 1];

	if (q->traits.anchored || !top->parsed || q->paths == NULL || !q->paths->own_roots)
		return;
	if (!top->self_issued)
		q->named = public_roots_named(roots, cert_issuer_label(top));
	else if (q->traits.n > 1)
		q->sent_root = public_root_find(roots, top);
}

void clients_set(struct inspection *i, const struct public_roots *roots, const struct client_paths *paths)
{
	struct client_question q = { .in = i, .paths = paths };
	const struct card *top;

	clients_clear(i);
	if (i->n_cards == 0 || i->n_presented == 0)
		return;
	traits_read(i, &q.traits);
	families_find(q.families);
	q.server = i->cards[i->presented[0]].origin == ORIGIN_PRESENTED;
	top = i->n_path > 0 ? &i->cards[i->path[i->n_path - 1]] : NULL;
	if (top != NULL && (top->anchor == ANCHOR_PUBLIC || (top->anchor == ANCHOR_DEMO && roots != NULL)))
		q.root = public_root_find(roots, top->cert);
	question_elsewhere(&q, roots);
	i->clients = mem_alloc(n_clients * sizeof *i->clients);
	i->n_clients = n_clients;
	for (size_t k = 0; k < n_clients; k++)
		client_ask(&q, &clients[k], &i->clients[k]);
	i->verdict.browser_code = i->clients[0].code;
}
