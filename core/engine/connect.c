/* SPDX-License-Identifier: GPL-3.0-or-later
 * The stages that reach a server: dial, the upgrade, the handshake. */
#include "engine/job.h"

#include "base/mem.h"
#include "net/proxy.h"
#include "base/text.h"
#include "tls/no-answer.h"
#include "tls/handshake-words.h"

#include <stdlib.h>
#include <string.h>

/* ---- dial ---- */

/* Does libcurl start a resolver thread for this name? Not for addresses, nor for what it knows by itself. */
static bool connect_resolves(const char *host)
{
	size_t n = strlen(host);
	static const char local[] = ".localhost";

	if (strcmp(host, "localhost") == 0 || (n >= sizeof local && strcmp(host + n - (sizeof local - 1), local) == 0))
		return false;
	return strchr(host, ':') == NULL && strspn(host, "0123456789.") != n;
}

bool connect_must_wait(const struct job *j, const char *host)
{
	return j->engine->resolving >= LIMIT_RESOLVING && !j->resolving && (j->proxy != NULL || connect_resolves(host));
}

void connect_begin(struct job *j, const char *host, int port)
{
	struct engine *g = j->engine;
	struct dial_request r =
		{ .host = host, .port = port, .proxy = j->proxy, .proxy_ca = g->opts->ca, .family = g->opts->family,
		.timeout_ms = g->opts->timeout * 1000 };

	dial_close(&j->dial);
	j->resolving = j->proxy != NULL || connect_resolves(host);
	g->resolving += j->resolving;
	dial_start(&j->dial, g->net, &r);
	job_enter(j, STAGE_RESOLVE);
}

static void connect_record(struct job *j)
{
	struct connection *c = &j->out->connection;

	if (j->kept != NULL)
		return;
	j->out->has_connection = true;
	free(c->address);
	c->address = text_clean_str(j->dial.address);
	c->port = j->dial.port;
	if (j->proxy != NULL && c->proxy == NULL)
		c->proxy = proxy_display(j->proxy);
	c->ms.resolve = j->dial.resolve_ms;
	c->ms.connect = j->dial.connect_ms;
}

enum wait stage_dial(struct job *j)
{
	enum dial_state s = dial_step(&j->dial);

	if (j->dial.resolved && j->stage == STAGE_RESOLVE) {
		job_resolved(j);
		job_enter(j, STAGE_CONNECT);
	}
	if (s == DIAL_BUSY)
		return WAIT_LOOP;
	job_resolved(j);
	if (s == DIAL_FAILED) {
		struct finding *f = job_finding(j, FINDING_UNREACHABLE);

		unreach_dial(f, &j->dial);
		if (f->id == FINDING_TIMEOUT)
			unreach_number(f, PARAM_LIMIT, j->engine->opts->timeout);
		return job_unreachable(j);
	}
	connect_record(j);
	job_enter(j, j->target.service != NULL
		&& j->target.service->starttls != NULL ? STAGE_STARTTLS : STAGE_HANDSHAKE);
	return WAIT_NONE;
}

enum wait stage_starttls(struct job *j)
{
	const struct target_facts *t = &j->out->target;

	if (j->starttls == NULL) {
		j->starttls = mem_alloc(sizeof *j->starttls);
		j->fd = j->dial.stream.fd;
		starttls_start(j->starttls, j->target.service->starttls,
			t->servername != NULL ? t->servername : t->host, &j->dial.stream);
	}
	switch (starttls_step(j->starttls)) {
	case STARTTLS_WANTS_READ:
		j->wake = j->starttls->quiet_until;
		return WAIT_READ;
	case STARTTLS_WANTS_WRITE:
		return WAIT_WRITE;
	case STARTTLS_FAILED:
		starttls_finding(j->starttls, job_finding(j, FINDING_STARTTLS_UNSUPPORTED));
		return job_unreachable(j);
	default:
		j->out->connection.ms.starttls = job_stage_ms(j);
		job_enter(j, STAGE_HANDSHAKE);
		return WAIT_NONE;
	}
}

/* ---- handshake ---- */

static void handshake_begin(struct job *j)
{
	struct handshake_request r =
		{ .servername = j->out->target.servername, .profile = j->profile, .ask_scts = j->kept != NULL };

	if (!j->no_alpn && j->target.service != NULL && strcmp(j->target.service->scheme, "https") == 0)
		r.alpn = "h2,http/1.1";
	j->handshake = mem_alloc(sizeof *j->handshake);
	j->fd = j->dial.stream.fd;
	handshake_start(j->handshake, j->engine->client, &j->dial.stream, &r);
}

static char *connect_copy(const char *s)
{
	return s == NULL ? NULL : text_clean_str(s);
}

static void connect_record_tls(struct job *j)
{
	const struct handshake *h = j->handshake;
	struct connection *c = &j->out->connection;

	c->protocol = connect_copy(tls_version_name(h->version));
	c->cipher = connect_copy(handshake_cipher(h));
	c->group = connect_copy(handshake_group(h));
	c->signature = connect_copy(handshake_signature(h));
	c->alpn = handshake_alpn(h);
	c->stapled_ocsp = h->staple.len > 0;
	c->client_cert_requested = h->requested;
	c->ms.handshake = h->finished - h->started;
}

/* Is it worth asking once more: without protocols, or with an offer for old servers? What the first try ended in is
 * what browsers meet, so it is what is said if the second one gives no certificate either. */
static bool connect_worth_another(struct job *j)
{
	const struct handshake *h = j->handshake;

	if (!j->no_alpn && handshake_minds_alpn(h))
		j->no_alpn = true;
	else if (j->profile == TLS_USUAL && handshake_worth_retrying(h))
		j->profile = TLS_LEGACY;
	else
		return false;
	if (j->refusal == NULL) {
		j->refusal = mem_alloc(sizeof *j->refusal);
		handshake_finding(h, j->refusal);
	}
	return true;
}

static enum wait connect_again(struct job *j)
{
	job_hang_up(j);
	job_enter(j, STAGE_WAITING);
	return WAIT_NONE;
}

/* No certificate came. That there is none is news also from the second try. */
static enum wait connect_refused(struct job *j)
{
	struct finding *f = job_finding(j, FINDING_HANDSHAKE_FAILED);

	handshake_finding(j->handshake, f);
	if (j->refusal != NULL && f->id != FINDING_NO_CERTIFICATE) {
		finding_done(f);
		*f = *j->refusal;
		free(j->refusal);
		j->refusal = NULL;
	}
	return job_unreachable(j);
}

static void connect_keep_certs(struct job *j)
{
	const struct handshake *h = j->handshake;
	size_t i;

	j->certs = mem_resize(NULL, h->n_certs, sizeof *j->certs);
	for (i = 0; i < h->n_certs; i++)
		j->certs[i] = cert_cache_read(j->engine->cache, h->certs[i].p, h->certs[i].n);
	j->n_certs = h->n_certs;
}

static enum wait connect_over(struct job *j)
{
	struct handshake *h = j->handshake;

	if (j->kept != NULL)
		return scts_end(j);
	if (connect_worth_another(j))
		return connect_again(j);
	if (h->n_certs == 0)
		return connect_refused(j);
	connect_record_tls(j);
	connect_keep_certs(j);
	j->broke = h->required && h->proof == PROOF_HELD ? NULL : handshake_broke(h);
	/* Whatever the server still has to say, nobody waits for it. */
	dial_close(&j->dial);
	judge_begin(j);
	return WAIT_NONE;
}

bool connect_expired(struct job *j)
{
	if (j->stage != STAGE_HANDSHAKE || j->kept != NULL || j->handshake == NULL || j->handshake->n_certs == 0)
		return false;
	handshake_give_up(j->handshake);
	(void)connect_over(j);
	return true;
}

enum wait stage_handshake(struct job *j)
{
	if (j->handshake == NULL)
		handshake_begin(j);
	switch (handshake_step(j->handshake)) {
	case HANDSHAKE_WANTS_READ:
		j->wake = handshake_wake(j->handshake);
		return WAIT_READ;
	case HANDSHAKE_WANTS_WRITE:
		j->wake = handshake_wake(j->handshake);
		return WAIT_WRITE;
	default:
		return connect_over(j);
	}
}
