/* SPDX-License-Identifier: GPL-3.0-or-later
 * Looking around (evidence/probe.h): the inspection is finished but for its causes. Each probe is a dial, and where a
 * certificate is asked for an upgrade and a handshake, in the time that is left for fetches. Whatever fails, the
 * verdict stands. */
#include "engine/probe-stage.h"

#include "evidence/probe.h"
#include "base/mem.h"
#include "engine/clock-signs.h"
#include "engine/connect.h"
#include "engine/fetching.h"
#include "net/proxy.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct probes {
	struct probe list[PROBES_MAX];
	size_t n, at;
	struct connecting connecting;    /* of the one at `at` */
	char *proxy;             /* its; NULL: none */
	double until;            /* net_clock_ms(): all of them */
	bool local;              /* an address that is not public may be asked */
	char *address;           /* the address where the inspection was; NULL: behind a proxy */
};

static struct probe_way probe_way_of(const struct job *j)
{
	return (struct probe_way){ .pinned = j->addresses.own != NULL || j->target.connect_host != NULL
		|| j->out->target.kind == TARGET_DEMO,
		.proxied = j->connect.proxy != NULL };
}

static bool probe_has_network(const struct job *j)
{
	enum target_kind kind = j->out->target.kind;

	return (kind == TARGET_HOST || kind == TARGET_DEMO) && !j->engine->opts->offline;
}

void probe_begin(struct job *j)
{
	struct probe_way way = probe_way_of(j);
	struct probes *l;

	probe_still(j->out, &way);
	clock_consider(j);
	if (!probe_has_network(j) || fetch_left(j) <= 0)
		return;
	j->probes = l = mem_alloc(sizeof *l);
	l->n = probe_plan(j->out, &way, l->list);
	l->until = net_clock_ms() + fetch_left(j);
	l->local = fetch_may_be_local(j);
	if (j->connect.proxy == NULL)
		l->address = mem_strdup(job_address(j));
	connecting_free(&j->connect.connecting);
	if (l->n > 0)
		job_enter(j, STAGE_LOOK_AROUND);
}

void probe_release(struct job *j)
{
	struct probes *l = j->probes;

	clock_release(j);
	if (l == NULL)
		return;
	while (l->n > 0)
		probe_done(&l->list[--l->n]);
	connecting_free(&l->connecting);
	proxy_free(l->proxy);
	free(l->address);
	free(l);
	j->probes = NULL;
}

/* ---- one probe ---- */

/* The connection's port, which --connect or the gallery may have set to another than the target's. */
static int probe_port(const struct job *j, const struct probe *l)
{
	if (l->kind == PROBE_PORT || j->out->target.kind == TARGET_DEMO)
		return l->port;
	return j->target.connect_port != 0 ? j->target.connect_port : l->port;
}

/* Behind a proxy "here" is the name that the proxy was asked for. */
static const char *probe_place(const struct job *j, const struct probe *l)
{
	if (!l->here)
		return l->name;
	/* An address that names its interface is not asked without it. */
	if (j->target.connect_host != NULL && strchr(j->target.connect_host, '%') != NULL)
		return j->target.connect_host;
	if (j->probes->address != NULL)
		return j->probes->address;
	return j->target.connect_host != NULL ? j->target.connect_host : j->out->target.host;
}

static void probe_start(struct job *j)
{
	struct engine *g = j->engine;
	struct probes *l = j->probes;
	const struct probe *probe = &l->list[l->at];
	const char *host = probe_place(j, probe);
	struct connecting_request r = connect_request(j, host, probe_port(j, probe));

	proxy_free(l->proxy);
	l->proxy = j->out->target.kind == TARGET_DEMO ? NULL : proxy_choose(&g->proxy_rules, PROXY_TLS,
		j->target.connect_host != NULL ? j->target.connect_host : probe->here ? j->out->target.host : host);
	r.dial.proxy = l->proxy;
	r.dial.family = probe->here ? 0 : g->opts->family;
	r.dial.public_only = !l->local;
	if (probe->name != NULL)
		r.upgrade_name = probe->name;
	r.handshake = (struct handshake_request){ .servername = probe->name, .profile = j->connect.profile };
	r.dial_only = probe->kind == PROBE_PORT;
	r.by_hand = probe->kind == PROBE_NEWER;
	connecting_start(&l->connecting, &r);
}

/* On to the next one. */
static void probe_over(struct job *j, enum probe_end end)
{
	struct probes *l = j->probes;
	const struct handshake *h = l->connecting.handshake;
	struct probe_seen seen = { .end = end };
	struct cert *leaf = NULL;

	if (h != NULL && h->n_certs > 0) {
		leaf = cert_read(h->certs[0].p, h->certs[0].n);
		seen.leaf = leaf->parsed ? leaf : NULL;
	}
	seen.chosen = l->connecting.hello != NULL ? hello_chosen(l->connecting.hello) : NULL;
	probe_say(j->out, &l->list[l->at], &seen);
	cert_unref(leaf);
	connecting_free(&l->connecting);
	l->at++;
}

static enum probe_end probe_not_reached(const struct dial *d)
{
	if (d->forbidden)
		return PROBE_FORBIDDEN;
	if (d->error == DIAL_NO_SUCH_HOST)
		return PROBE_NO_SUCH_NAME;
	return d->sys_errno == ECONNREFUSED ? PROBE_REFUSED : PROBE_UNREACHED;
}

static enum probe_end probe_end_of(const struct connecting *c)
{
	if (c->end == CONNECTING_NOT_REACHED)
		return probe_not_reached(&c->dial);
	if (c->request.dial_only || (c->handshake != NULL && c->handshake->n_certs > 0))
		return PROBE_ANSWERED;
	return PROBE_NO_CERTIFICATE;
}

enum wait probe_step(struct job *j)
{
	struct probes *l = j->probes;
	struct connecting *c;
	enum wait w = WAIT_NONE;

	if (l == NULL || l->at == l->n)
		return WAIT_OVER;
	c = &l->connecting;
	if (c->leg == CONNECTING_NOT)
		probe_start(j);
	if (net_clock_ms() >= l->until)
		probe_over(j, PROBE_TOO_LATE);
	else if ((w = connecting_step(c)) == WAIT_OVER)
		probe_over(j, probe_end_of(c));
	if (c->leg == CONNECTING_NOT)
		return WAIT_NONE;
	j->fd = c->fd;
	j->wake = c->wake > 0 && c->wake < l->until ? c->wake : l->until;
	return w;
}
