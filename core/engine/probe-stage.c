/* SPDX-License-Identifier: GPL-3.0-or-later
 * Looking around (evidence/probe.h): the inspection is finished but for its causes. Each look is a dial, and where a
 * certificate is asked for an upgrade and a handshake, in the time that is left for fetches. Whatever fails, the
 * verdict stands. */
#include "engine/job.h"

#include "evidence/probe.h"
#include "base/mem.h"
#include "net/proxy.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum look_phase { LOOK_BEGIN, LOOK_DIAL, LOOK_UPGRADE, LOOK_HANDSHAKE };

struct looks {
	struct look list[LOOKS_MAX];
	size_t n, at;
	enum look_phase phase;
	double until;            /* net_clock_ms(): all of them */
	bool local;              /* an address that is not public may be asked */
	char *address;           /* the address where the inspection was; NULL: behind a proxy */
};

static struct look_way look_way_of(const struct job *j)
{
	return (struct look_way){ .pinned = j->address != NULL || j->target.connect_host != NULL
		|| j->out->target.kind == TARGET_DEMO,
		.proxied = j->proxy != NULL };
}

static bool look_has_network(const struct job *j)
{
	enum target_kind kind = j->out->target.kind;

	return (kind == TARGET_HOST || kind == TARGET_DEMO) && !j->engine->opts->offline;
}

bool look_worth(struct job *j)
{
	struct look_way way = look_way_of(j);
	struct looks *l;

	look_still(j->out, &way);
	clock_consider(j);
	if (!look_has_network(j) || fetch_left(j) <= 0)
		return false;
	l = mem_alloc(sizeof *l);
	l->n = look_plan(j->out, &way, l->list);
	j->looks = l;
	return l->n > 0;
}

enum wait look_begin(struct job *j)
{
	struct looks *l = j->looks;
	const struct dial *d = &j->dial;

	l->until = net_clock_ms() + fetch_left(j);
	l->local = fetch_may_be_local(j);
	if (j->proxy == NULL)
		l->address = mem_strdup(d->address[0] != '\0' ? d->address : d->trying);
	job_hang_up(j);
	job_enter(j, STAGE_LOOK_AROUND);
	return WAIT_NONE;
}

void look_release(struct job *j)
{
	struct looks *l = j->looks;

	if (l == NULL)
		return;
	while (l->n > 0)
		look_done(&l->list[--l->n]);
	free(l->address);
	free(l);
	j->looks = NULL;
}

/* ---- one look ---- */

/* The connection's port, which --connect or the gallery may have set to another than the target's. */
static int look_port(const struct job *j, const struct look *l)
{
	if (l->kind == LOOK_PORT || j->out->target.kind == TARGET_DEMO)
		return l->port;
	return j->target.connect_port != 0 ? j->target.connect_port : l->port;
}

/* Behind a proxy "here" is the name that the proxy was asked for. */
static const char *look_place(const struct job *j, const struct look *l)
{
	if (!l->here)
		return l->name;
	/* An address that names its interface is not asked without it. */
	if (j->target.connect_host != NULL && strchr(j->target.connect_host, '%') != NULL)
		return j->target.connect_host;
	if (j->looks->address != NULL)
		return j->looks->address;
	return j->target.connect_host != NULL ? j->target.connect_host : j->out->target.host;
}

static enum wait look_start(struct job *j)
{
	struct engine *g = j->engine;
	struct looks *l = j->looks;
	const struct look *look = &l->list[l->at];
	const char *host = look_place(j, look);
	struct dial_request r = { .host = host, .port = look_port(j, look), .family = look->here ? 0 : g->opts->family,
		.public_only = !l->local, .timeout_ms = g->opts->timeout * 1000 };

	if (!look->here && g->resolving >= LIMIT_RESOLVING)
		return WAIT_LOOP;
	if (j->out->target.kind != TARGET_DEMO) {
		free(j->proxy);
		j->proxy = proxy_choose(&g->proxy_rules, PROXY_TLS,
			j->target.connect_host != NULL ? j->target.connect_host : look->here ? j->out->target.host
			: host);
	}
	r.proxy = j->proxy;
	j->resolving = !look->here;
	g->resolving += j->resolving;
	dial_start(&j->dial, g->net, &r);
	l->phase = LOOK_DIAL;
	return WAIT_NONE;
}

/* On to the next one. */
static enum wait look_over(struct job *j, enum look_end end)
{
	struct looks *l = j->looks;
	const struct handshake *h = j->handshake;
	struct look_seen seen = { .end = end };
	struct cert *leaf = NULL;

	if (h != NULL && h->n_certs > 0) {
		leaf = cert_read(h->certs[0].p, h->certs[0].n);
		seen.leaf = leaf->parsed ? leaf : NULL;
	}
	look_say(j->out, &l->list[l->at], &seen);
	cert_unref(leaf);
	job_hang_up(j);
	l->at++;
	l->phase = LOOK_BEGIN;
	return WAIT_NONE;
}

static enum look_end look_dial_end(const struct dial *d)
{
	if (d->forbidden)
		return LOOK_FORBIDDEN;
	if (d->transfer.result == CURLE_COULDNT_RESOLVE_HOST)
		return LOOK_NO_SUCH_NAME;
	return d->sys_errno == ECONNREFUSED ? LOOK_REFUSED : LOOK_UNREACHED;
}

static enum wait look_dial(struct job *j)
{
	struct looks *l = j->looks;
	enum dial_state s = dial_step(&j->dial);
	bool upgrade = j->target.service != NULL && j->target.service->starttls != NULL;

	if (j->dial.resolved)
		job_resolved(j);
	if (s == DIAL_BUSY)
		return WAIT_LOOP;
	if (s == DIAL_FAILED)
		return look_over(j, look_dial_end(&j->dial));
	if (l->list[l->at].kind == LOOK_PORT)
		return look_over(j, LOOK_ANSWERED);
	j->fd = j->dial.stream.fd;
	l->phase = upgrade ? LOOK_UPGRADE : LOOK_HANDSHAKE;
	return WAIT_NONE;
}

static enum wait look_upgrade(struct job *j)
{
	struct looks *l = j->looks;

	if (j->starttls == NULL) {
		j->starttls = mem_alloc(sizeof *j->starttls);
		starttls_start(j->starttls, j->target.service->starttls, l->list[l->at].name, &j->dial.stream);
	}
	switch (starttls_step(j->starttls)) {
	case STARTTLS_WANTS_READ:
		return WAIT_READ;
	case STARTTLS_WANTS_WRITE:
		return WAIT_WRITE;
	case STARTTLS_FAILED:
		return look_over(j, LOOK_NO_CERTIFICATE);
	default:
		l->phase = LOOK_HANDSHAKE;
		return WAIT_NONE;
	}
}

static enum wait look_handshake(struct job *j)
{
	struct looks *l = j->looks;
	struct handshake_request r = { .servername = l->list[l->at].name, .profile = j->profile };

	if (j->handshake == NULL) {
		j->handshake = mem_alloc(sizeof *j->handshake);
		handshake_start(j->handshake, j->engine->client, &j->dial.stream, &r);
	}
	switch (handshake_step(j->handshake)) {
	case HANDSHAKE_WANTS_READ:
		return WAIT_READ;
	case HANDSHAKE_WANTS_WRITE:
		return WAIT_WRITE;
	default:
		return look_over(j, j->handshake->n_certs > 0 ? LOOK_ANSWERED : LOOK_NO_CERTIFICATE);
	}
}

enum wait stage_look_around(struct job *j)
{
	static enum wait (*const phases[])(struct job *) = {
		[LOOK_BEGIN] = look_start, [LOOK_DIAL] = look_dial, [LOOK_UPGRADE] = look_upgrade,
			[LOOK_HANDSHAKE] = look_handshake,
	};
	struct looks *l = j->looks;
	double wake;
	enum wait w;

	if (j->dane != NULL)
		return dane_wait(j);
	if (l->at == l->n)
		return job_advance(j);
	if (net_clock_ms() >= l->until)
		return look_over(j, LOOK_TOO_LATE);
	w = phases[l->phase](j);
	wake = j->handshake != NULL ? handshake_wake(j->handshake) : j->starttls != NULL ? j->starttls->quiet_until : 0;
	j->wake = wake > 0 && wake < l->until ? wake : l->until;
	return w;
}
