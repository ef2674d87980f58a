/* SPDX-License-Identifier: GPL-3.0-or-later
 * Looking around (evidence/probe.h): the inspection is finished but for its causes. Each look is a dial, and where a
 * certificate is asked for an upgrade and a handshake, in the time that is left for fetches. Whatever fails, the
 * verdict stands. */
#include "engine/probe-stage.h"

#include "evidence/probe.h"
#include "base/mem.h"
#include "engine/clock-signs.h"
#include "engine/connect.h"
#include "engine/judge-stage.h"
#include "net/proxy.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct looks {
	struct look list[LOOKS_MAX];
	size_t n, at;
	struct connecting connecting;    /* of the one at `at` */
	char *proxy;             /* its; NULL: none */
	double until;            /* net_clock_ms(): all of them */
	bool local;              /* an address that is not public may be asked */
	char *address;           /* the address where the inspection was; NULL: behind a proxy */
};

static struct look_way look_way_of(const struct job *j)
{
	return (struct look_way){ .pinned = j->addresses.own != NULL || j->target.connect_host != NULL
		|| j->out->target.kind == TARGET_DEMO,
		.proxied = j->connect.proxy != NULL };
}

static bool look_has_network(const struct job *j)
{
	enum target_kind kind = j->out->target.kind;

	return (kind == TARGET_HOST || kind == TARGET_DEMO) && !j->engine->opts->offline;
}

void look_begin(struct job *j)
{
	struct look_way way = look_way_of(j);
	struct looks *l;

	look_still(j->out, &way);
	clock_consider(j);
	if (!look_has_network(j) || fetch_left(j) <= 0)
		return;
	j->looks = l = mem_alloc(sizeof *l);
	l->n = look_plan(j->out, &way, l->list);
	l->until = net_clock_ms() + fetch_left(j);
	l->local = fetch_may_be_local(j);
	if (j->connect.proxy == NULL)
		l->address = mem_strdup(job_address(j));
	connecting_free(&j->connect.connecting);
	if (l->n > 0)
		job_enter(j, STAGE_LOOK_AROUND);
}

void look_release(struct job *j)
{
	struct looks *l = j->looks;

	clock_release(j);
	if (l == NULL)
		return;
	while (l->n > 0)
		look_done(&l->list[--l->n]);
	connecting_free(&l->connecting);
	free(l->proxy);
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

static void look_start(struct job *j)
{
	struct engine *g = j->engine;
	struct looks *l = j->looks;
	const struct look *look = &l->list[l->at];
	const char *host = look_place(j, look);
	struct connecting_request r = connect_request(j, host, look_port(j, look));

	free(l->proxy);
	l->proxy = j->out->target.kind == TARGET_DEMO ? NULL : proxy_choose(&g->proxy_rules, PROXY_TLS,
		j->target.connect_host != NULL ? j->target.connect_host : look->here ? j->out->target.host : host);
	r.dial.proxy = l->proxy;
	r.dial.family = look->here ? 0 : g->opts->family;
	r.dial.public_only = !l->local;
	r.upgrade_name = look->name;
	r.handshake = (struct handshake_request){ .servername = look->name, .profile = j->connect.profile };
	r.dial_only = look->kind == LOOK_PORT;
	connecting_start(&l->connecting, &r);
}

/* On to the next one. */
static void look_over(struct job *j, enum look_end end)
{
	struct looks *l = j->looks;
	const struct handshake *h = l->connecting.handshake;
	struct look_seen seen = { .end = end };
	struct cert *leaf = NULL;

	if (h != NULL && h->n_certs > 0) {
		leaf = cert_read(h->certs[0].p, h->certs[0].n);
		seen.leaf = leaf->parsed ? leaf : NULL;
	}
	look_say(j->out, &l->list[l->at], &seen);
	cert_unref(leaf);
	connecting_free(&l->connecting);
	l->at++;
}

static enum look_end look_not_reached(const struct dial *d)
{
	if (d->forbidden)
		return LOOK_FORBIDDEN;
	if (d->transfer.result == CURLE_COULDNT_RESOLVE_HOST)
		return LOOK_NO_SUCH_NAME;
	return d->sys_errno == ECONNREFUSED ? LOOK_REFUSED : LOOK_UNREACHED;
}

static enum look_end look_end_of(const struct connecting *c)
{
	if (c->end == CONNECTING_NOT_REACHED)
		return look_not_reached(&c->dial);
	if (c->request.dial_only || (c->handshake != NULL && c->handshake->n_certs > 0))
		return LOOK_ANSWERED;
	return LOOK_NO_CERTIFICATE;
}

enum wait look_step(struct job *j)
{
	struct looks *l = j->looks;
	struct connecting *c;
	enum wait w = WAIT_NONE;

	if (l == NULL || l->at == l->n)
		return WAIT_OVER;
	c = &l->connecting;
	if (c->leg == CONNECTING_NOT)
		look_start(j);
	if (net_clock_ms() >= l->until)
		look_over(j, LOOK_TOO_LATE);
	else if ((w = connecting_step(c)) == WAIT_OVER)
		look_over(j, look_end_of(c));
	if (c->leg == CONNECTING_NOT)
		return WAIT_NONE;
	j->fd = c->fd;
	j->wake = c->wake > 0 && c->wake < l->until ? c->wake : l->until;
	return w;
}
