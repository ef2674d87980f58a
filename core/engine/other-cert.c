/* SPDX-License-Identifier: GPL-3.0-or-later
 * The stages that look at a server's further certificates. */
#include "engine/other-cert.h"

#include "base/mem.h"
#include "base/moment.h"
#include "engine/connect.h"
#include "engine/fetching.h"
#include "engine/sct-retry.h"
#include "net/net.h"
#include "result/phrases.h"

#include <stdlib.h>
#include <string.h>

/* A further connection may take so many times what the first one took, and this much at least; never more than half of
 * the time for fetches. */
enum { OTHER_TIMES = 3, OTHER_LEAST_MS = 300 };

/* ---- a further connection ---- */

/* The server has shown something, and it is worth a further look if `reason` is one. The gallery has one certificate
 * for each name. Who fell silent in mid-handshake has cost time enough. */
static bool other_may(const struct job *j, bool reason)
{
	const struct handshake *h = j->connect.connecting.handshake;
	const struct opts *o = j->engine->opts;

	if (h == NULL || j->source.n_certs == 0 || j->connect.profile != TLS_USUAL)
		return false;
	return o->all_certificates || (j->out->target.kind == TARGET_HOST && !o->offline && reason
		&& h->end != HANDSHAKE_STALLED);
}

static bool other_wrong(const struct job *j)
{
	return j->out->verdict.level != LEVEL_TRUSTED;
}

/* To the same address, since names may have several. */
static void other_connect(struct job *j, const struct connecting_request *r)
{
	const struct timings *t = &j->out->connection.ms;
	double took = (t->resolve > 0 ? t->resolve : 0) + (t->connect > 0 ? t->connect : 0)
		+ (t->starttls > 0 ? t->starttls : 0) + t->handshake;
	double may = took * OTHER_TIMES > OTHER_LEAST_MS ? took * OTHER_TIMES : OTHER_LEAST_MS,
		half = fetch_left(j) / 2;

	j->other.connecting = mem_alloc(sizeof *j->other.connecting);
	j->other.until = net_clock_ms() + (may < half ? may : half);
	connecting_start(j->other.connecting, r);
	job_enter(j, STAGE_LOOK_AROUND);
}

static struct connecting_request other_request(const struct job *j)
{
	struct connecting_request r = j->connect.connecting.request;

	if (r.dial.proxy == NULL && *job_address(j) != '\0' && strchr(r.dial.host, '%') == NULL)
		r.dial.host = job_address(j);
	r.handshake.ask_scts = false;
	return r;
}

/* WAIT_OVER: it has ended, somehow or other. */
static enum wait other_reach(struct job *j)
{
	struct connecting *c = j->other.connecting;
	enum wait w = connecting_step(c);

	j->fd = c->fd;
	j->wake = c->wake > 0 && c->wake < j->other.until ? c->wake : j->other.until;
	j->other.silent = w != WAIT_OVER && net_clock_ms() >= j->other.until;
	return j->other.silent ? WAIT_OVER : w;
}

/* The handshake, with certificates and over; NULL: not that far. */
static struct handshake *other_shown(const struct job *j)
{
	const struct connecting *c = j->other.connecting;

	return c->leg == CONNECTING_OVER && c->end == CONNECTING_DONE && c->handshake != NULL
		&& c->handshake->n_certs > 0 ? c->handshake : NULL;
}

static bool other_is_leaf(const struct handshake *h, const struct cert *c)
{
	return h->certs[0].n == c->der_len && memcmp(h->certs[0].p, c->der, c->der_len) == 0;
}

static void other_hang_up(struct job *j)
{
	if (j->other.connecting != NULL)
		connecting_free(j->other.connecting);
	free(j->other.connecting);
	j->other.connecting = NULL;
}

/* ---- the other kind ---- */

static enum handshake_kind other_kind(const struct cert *leaf)
{
	if (!leaf->parsed || (leaf->key.algorithm != KEY_RSA && leaf->key.algorithm != KEY_EC))
		return HANDSHAKE_ANY_KIND;
	return leaf->key.algorithm == KEY_RSA ? HANDSHAKE_ECDSA : HANDSHAKE_RSA;
}

bool other_worth(const struct job *j)
{
	/* a good one may hide a bad one of the other kind; a list of hosts is asked twice only if told to */
	bool reason = other_wrong(j) || j->engine->opts->hosts == NULL;

	return other_may(j, reason) && other_kind(j->source.certs[0]) != HANDSHAKE_ANY_KIND;
}

void other_begin(struct job *j)
{
	struct connecting_request r = other_request(j);

	r.handshake.kind = other_kind(j->source.certs[0]);
	other_connect(j, &r);
}

/* The first inspection steps aside with its handshake and its certificates, and the other one takes its place. */
static void other_change_places(struct job *j)
{
	struct job_other *o = &j->other;
	struct handshake *h = j->connect.connecting.handshake;
	struct cert **certs = j->source.certs;
	struct inspection *out = j->out;
	struct target_facts asked = out->target;         /* the requests borrow from it: it stays with the job */
	size_t n = j->source.n_certs;
	char *broke = j->connect.broke;
	enum handshake_kind kind = j->connect.connecting.request.handshake.kind;

	j->connect.connecting.handshake = o->handshake;
	o->handshake->stream = &j->connect.connecting.dial.stream;
	j->connect.connecting.request.handshake.kind = o->kind;
	j->connect.broke = o->broke;
	j->source.certs = o->certs;
	j->source.n_certs = o->n_certs;
	j->out = o->out;
	out->target = j->out->target;
	j->out->target = asked;
	*o = (struct job_other){ .connecting = o->connecting, .until = o->until, .got = o->got, .handshake = h,
		.kind = kind, .broke = broke, .certs = certs, .n_certs = n, .out = out };
}

static void other_take(struct job *j, struct handshake *h)
{
	struct inspection *again = job_inspection_again(j->out);

	j->other.got = true;
	j->other.handshake = h;
	j->other.kind = other_kind(j->source.certs[0]);
	j->other.connecting->handshake = NULL;
	other_hang_up(j);
	j->other.out = again;
	other_change_places(j);
	connect_take(j);
}

enum wait other_step(struct job *j)
{
	enum wait w = other_reach(j);
	struct handshake *h;

	if (w != WAIT_OVER)
		return w;
	h = other_shown(j);
	if (h != NULL && !other_is_leaf(h, j->source.certs[0]))
		other_take(j, h);
	other_hang_up(j);
	return WAIT_OVER;
}

/* What is not here by now makes no difference: the verdict stands. */
enum wait other_expired(struct job *j)
{
	other_hang_up(j);
	return WAIT_OVER;
}

bool other_got(const struct job *j)
{
	return j->other.got;
}

bool other_wants_scts(const struct job *j)
{
	return other_got(j) && scts_worth(j);
}

bool other_wants_again(const struct job *j)
{
	return other_got(j) && scts_got(j);
}

static int other_rank(enum level l)
{
	static const int ranks[] = { [LEVEL_TRUSTED] = 0, [LEVEL_INFO] = 0, [LEVEL_CAUTION] = 1, [LEVEL_UNTRUSTED] = 2,
		[LEVEL_UNREACHABLE] = 3 };

	return ranks[l];
}

/* By the verdict; where that is the same, by the days that are left. */
static bool other_is_worse(const struct inspection *a, const struct inspection *b)
{
	int64_t left_a = INT64_MAX, left_b = INT64_MAX;

	if (other_rank(a->verdict.level) != other_rank(b->verdict.level))
		return other_rank(a->verdict.level) > other_rank(b->verdict.level);
	(void)inspection_days_left(a, &left_a);
	(void)inspection_days_left(b, &left_b);
	return left_a < left_b;
}

static struct also_shown *other_add(struct inspection *i, enum shown_as as, const struct cert *c)
{
	struct also_shown *s;

	MEM_GROW(i->shown, i->n_shown);
	s = &i->shown[i->n_shown++];
	*s = (struct also_shown){ .as = as, .level = LEVEL_UNREACHABLE, .not_after = c->not_after,
		.label = mem_strdup(c->parsed ? cert_label(c) : "a certificate that cannot be read"),
		.issuer = mem_strdup(c->parsed ? cert_issuer_label(c) : ""),
		.key = c->parsed ? phrase_key(&c->key) : mem_strdup("") };
	memcpy(s->sha256, c->sha256, sizeof s->sha256);
	memcpy(s->spki_sha256, c->spki_sha256, sizeof s->spki_sha256);
	return s;
}

/* Who is shown the better one sees nothing of what is wrong with this. */
static void other_evidence(struct inspection *i, const struct also_shown *s)
{
	char *words = phrase_shown(s, i->time);

	if (i->verdict.finding >= 0 && other_rank(s->level) < other_rank(i->verdict.level))
		finding_evidence(&i->findings[i->verdict.finding], EVIDENCE_OPEN,
			mem_printf("The server has another certificate, which some clients get instead: %s.", words));
	free(words);
}

enum wait other_decide(struct job *j)
{
	struct inspection *better;
	struct also_shown *s;
	const struct cert *leaf;

	if (!other_is_worse(j->out, j->other.out))
		other_change_places(j);
	better = j->other.out;
	leaf = j->other.certs[0];
	s = other_add(j->out, leaf->key.algorithm == KEY_RSA ? SHOWN_RSA : SHOWN_ECDSA, leaf);
	s->level = better->verdict.level;
	s->finding = better->verdict.finding < 0 ? NULL : finding_name(better->findings[better->verdict.finding].id);
	s->headline = mem_strdup(better->verdict.headline);
	other_evidence(j->out, s);
	other_release(j);
	return WAIT_OVER;
}

void other_release(struct job *j)
{
	struct job_other *o = &j->other;

	other_hang_up(j);
	if (o->handshake != NULL)
		handshake_done(o->handshake);
	free(o->handshake);
	free(o->broke);
	for (size_t k = 0; k < o->n_certs; k++)
		cert_unref(o->certs[k]);
	free(o->certs);
	inspection_free(o->out);
	*o = (struct job_other){ 0 };
}

/* ---- without a name ---- */

bool nameless_worth(const struct job *j)
{
	return other_may(j, other_wrong(j)) && !j->other.silent
		&& j->connect.connecting.request.handshake.servername != NULL;
}

void nameless_begin(struct job *j)
{
	struct connecting_request r = other_request(j);

	r.handshake.servername = NULL;
	r.handshake.certificates_only = true;    /* what it shows is all that is said of it */
	other_connect(j, &r);
}

enum wait nameless_step(struct job *j)
{
	enum wait w = other_reach(j);
	struct handshake *h;
	struct cert *leaf;

	if (w != WAIT_OVER)
		return w;
	h = other_shown(j);
	if (h != NULL) {
		leaf = cert_read(h->certs[0].p, h->certs[0].n);
		(void)other_add(j->out, SHOWN_NAMELESS, leaf);
		j->out->shown[j->out->n_shown - 1].same = cert_same(leaf, j->source.certs[0]);
		cert_unref(leaf);
	}
	other_hang_up(j);
	return WAIT_OVER;
}
