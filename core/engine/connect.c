/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reaching a server (connecting.h), and what is made of how that ends. */
#include "engine/connect.h"

#include "base/descriptors.h"
#include "base/limits.h"
#include "base/mem.h"
#include "engine/client-cert.h"
#include "net/proxy.h"
#include "base/text.h"
#include "tls/no-answer.h"
#include "tls/handshake-words.h"

#include <stdlib.h>
#include <string.h>

/* ---- the way there ---- */

static struct handshake_request connect_handshake(const struct job *j)
{
	struct handshake_request r = { .servername = j->out->target.servername, .profile = j->connect.profile };

	if (!j->connect.no_alpn && j->target.service != NULL && strcmp(j->target.service->scheme, "https") == 0)
		r.alpn = "h2,http/1.1";
	return r;
}

/* 0: as long as the whole inspection may take. */
static double connect_answer_ms(const struct engine *g)
{
	return (g->opts->connect_timeout > 0 ? g->opts->connect_timeout : g->input.connect_timeout) * 1000;
}

struct connecting_request connect_request(struct job *j, const char *host, int port)
{
	struct engine *g = j->engine;
	const struct target_facts *t = &j->out->target;

	return (struct connecting_request){ .net = g->net, .client = g->client, .resolving = &g->resolving,
		.dial = { .host = host, .port = port, .proxy = j->connect.proxy, .proxy_ca = g->opts->ca.items,
			.n_proxy_ca = g->opts->ca.n,
			.family = g->opts->family, .timeout_ms = g->opts->timeout * 1000 },
		.upgrade = j->target.service != NULL ? j->target.service->starttls : NULL,
		.upgrade_name = t->servername != NULL ? t->servername : t->host,
		.answer_ms = connect_answer_ms(g),
		.handshake = connect_handshake(j) };
}

bool connect_worth(const struct job *j)
{
	return !j->failed && j->connect.host != NULL;
}

void connect_begin(struct job *j)
{
	struct connecting_request r = connect_request(j, j->connect.host, j->connect.port);

	connecting_start(&j->connect.connecting, &r);
}

/* ---- what is known on the way ---- */

static const struct { enum stage stage; const char *where; } connect_legs[] = {
	[CONNECTING_PLACE] = { STAGE_WAITING, "while waiting for a free place" },
	[CONNECTING_RESOLVE] = { STAGE_RESOLVE, "while looking up the name" },
	[CONNECTING_DIAL] = { STAGE_CONNECT, "while connecting" },
	[CONNECTING_UPGRADE] = { STAGE_STARTTLS, "in the STARTTLS dialogue" },
	[CONNECTING_HANDSHAKE] = { STAGE_HANDSHAKE, "in the TLS handshake" },
};

static void connect_record(struct job *j)
{
	const struct dial *d = &j->connect.connecting.dial;
	struct connection *c = &j->out->connection;

	j->out->has_connection = true;
	free(c->address);
	c->address = text_clean_str(d->address);
	c->port = d->port;
	if (j->connect.proxy != NULL && c->proxy == NULL)
		c->proxy = proxy_display(j->connect.proxy);
	c->ms.resolve = d->resolve_ms;
	c->ms.connect = d->connect_ms;
	c->ms.starttls = j->connect.connecting.upgrade_ms;
}

static char *connect_copy(const char *s)
{
	return s == NULL ? NULL : text_clean_str(s);
}

static void connect_record_proof(const struct handshake *h, struct connection *c)
{
	free(c->proof);
	c->proof = NULL;
	c->n_proof = h->signature.len;
	handshake_hello_random(h, c->hello_random);
	if (c->n_proof > 0)
		c->proof = mem_dup(h->signature.data, c->n_proof);
}

void connect_record_tls(struct job *j)
{
	const struct handshake *h = j->connect.connecting.handshake;
	struct connection *c = &j->out->connection;

	c->protocol = connect_copy(tls_version_name(h->version));
	c->cipher = connect_copy(handshake_cipher(h));
	c->group = connect_copy(handshake_group(h));
	c->signature = connect_copy(handshake_signature(h));
	c->alpn = handshake_alpn(h);
	c->stapled_ocsp = h->staple.len > 0;
	c->client_cert_requested = h->requested;
	client_cert_record(j);
	connect_record_proof(h, c);
	c->ms.handshake = h->finished - h->started;
}

/* ---- the end ---- */

/* What the first try ended in, where the second one came to nothing: that is what browsers meet. */
static enum wait connect_first_refusal(struct job *j)
{
	*job_finding(j, j->connect.refusal->id) = *j->connect.refusal;
	free(j->connect.refusal);
	j->connect.refusal = NULL;
	return job_unreachable(j);
}

static enum wait connect_not_reached(struct job *j)
{
	const struct connecting *c = &j->connect.connecting;
	struct finding *f;

	if (j->connect.refusal != NULL)
		return connect_first_refusal(j);
	if (c->unanswered)
		return job_unanswered(j, connect_legs[CONNECTING_DIAL].where, c->request.answer_ms / 1000);
	f = job_finding(j, FINDING_UNREACHABLE);
	unreach_dial(f, &c->dial);
	if (f->id == FINDING_TIMEOUT)
		unreach_number(f, PARAM_LIMIT, j->engine->opts->timeout);
	return job_unreachable(j);
}

static enum wait connect_not_upgraded(struct job *j)
{
	if (j->connect.refusal != NULL)
		return connect_first_refusal(j);
	starttls_finding(j->connect.connecting.starttls, job_finding(j, FINDING_STARTTLS_UNSUPPORTED));
	return job_unreachable(j);
}

/* Is it worth asking once more: without protocols, or with an offer for old servers? What the first try ended in is
 * what browsers meet, so it is what is said if the second one gives no certificate either. */
static bool connect_worth_another(struct job *j)
{
	const struct handshake *h = j->connect.connecting.handshake;

	if (!j->connect.no_alpn && handshake_minds_alpn(h))
		j->connect.no_alpn = true;
	else if (j->connect.profile == TLS_USUAL && handshake_worth_retrying(h))
		j->connect.profile = TLS_LEGACY;
	else
		return false;
	if (j->connect.refusal == NULL) {
		j->connect.refusal = mem_alloc(sizeof *j->connect.refusal);
		handshake_finding(h, j->connect.refusal);
	}
	return true;
}

static enum wait connect_again(struct job *j)
{
	struct connecting_request r = j->connect.connecting.request;

	r.handshake = connect_handshake(j);
	connecting_start(&j->connect.connecting, &r);
	job_enter(j, STAGE_WAITING);
	return WAIT_NONE;
}

/* No certificate came. That there is none is news also from the second try. */
static enum wait connect_refused(struct job *j)
{
	const struct handshake *h = j->connect.connecting.handshake;
	struct finding f;

	handshake_finding(h, &f);
	if (j->connect.refusal != NULL && f.id != FINDING_NO_CERTIFICATE) {
		finding_done(&f);
		return connect_first_refusal(j);
	}
	*job_finding(j, f.id) = f;
	return job_unreachable(j);
}

static void connect_keep_certs(struct job *j)
{
	const struct handshake *h = j->connect.connecting.handshake;
	size_t i;

	j->source.certs = mem_resize(NULL, h->n_certs, sizeof *j->source.certs);
	for (i = 0; i < h->n_certs; i++)
		j->source.certs[i] = cert_cache_read(j->engine->cache, h->certs[i].p, h->certs[i].n);
	j->source.n_certs = h->n_certs;
}

void connect_take(struct job *j)
{
	const struct handshake *h = j->connect.connecting.handshake;

	connect_record_tls(j);
	connect_keep_certs(j);
	j->connect.broke = h->required && h->proof == PROOF_HELD ? NULL : handshake_broke(h);
}

static enum wait connect_over(struct job *j)
{
	const struct handshake *h = j->connect.connecting.handshake;

	if (j->connect.connecting.end == CONNECTING_NOT_REACHED)
		return connect_not_reached(j);
	if (j->connect.connecting.end == CONNECTING_NOT_UPGRADED)
		return connect_not_upgraded(j);
	if (connect_worth_another(j))
		return connect_again(j);
	if (h->n_certs == 0)
		return connect_refused(j);
	connect_take(j);
	return WAIT_OVER;
}

/* ---- the stage ---- */

static enum wait connect_short(struct job *j)
{
	struct cc_err e;

	(void)err_setx(&e, ERR_LIMIT, "certcard may have no more than %zu files and sockets open (ulimit -n), and all"
		" were in use", descriptors_limit());
	return job_failed(j, &e);
}

/* Its time begins when it has its place: that others are slow is no fault of this host. */
static void connect_wait_longer(struct job *j)
{
	double now = net_clock_ms();

	if (now - j->started < LIMIT_PLACE_MS)
		j->deadline = now + j->engine->opts->timeout * 1000;
}

enum wait connect_expired(struct job *j)
{
	enum connecting_leg leg = j->connect.connecting.leg;
	char *proxy, *where;
	enum wait w;

	if (connecting_give_up(&j->connect.connecting))
		return connect_over(j);
	if (j->connect.refusal != NULL)
		return connect_first_refusal(j);
	if (leg == CONNECTING_PLACE && connecting_short())
		return connect_short(j);
	if (j->connect.proxy == NULL || leg != CONNECTING_DIAL)
		return job_timeout(j, connect_legs[leg].where);
	/* On the way to a proxy, and in the talk with it, nobody knows yet which of the two keeps us waiting. */
	proxy = proxy_display(j->connect.proxy);
	where = mem_printf("%s through the proxy %s", connect_legs[leg].where, proxy);
	w = job_timeout(j, where);
	free(proxy);
	free(where);
	return w;
}

/* When to look at it again, whatever comes: when its place is free for another as well, so that the loop does not sleep
 * over it. 0: no need. */
static double connect_wake(const struct connecting *c)
{
	double lends = connecting_lends(c);

	return lends > net_clock_ms() && (c->wake <= 0 || lends < c->wake) ? lends : c->wake;
}

enum wait connect_step(struct job *j)
{
	struct connecting *c = &j->connect.connecting;
	enum connecting_leg before = c->leg;
	enum wait w = connecting_step(c);

	if (c->leg != before && c->leg > CONNECTING_DIAL && c->end != CONNECTING_NOT_REACHED)
		connect_record(j);
	if (w == WAIT_OVER)
		return connect_over(j);
	if (c->leg == CONNECTING_PLACE)
		connect_wait_longer(j);
	if (c->leg != before)
		job_enter(j, connect_legs[c->leg].stage);
	j->fd = c->fd;
	j->wake = connect_wake(c);
	return w;
}

void connect_release(struct job *j)
{
	struct job_connect *c = &j->connect;

	connecting_free(&c->connecting);
	proxy_free(c->proxy);
	c->proxy = NULL;
	free(c->broke);
	c->broke = NULL;
	if (c->refusal != NULL)
		finding_done(c->refusal);
	free(c->refusal);
	c->refusal = NULL;
}
