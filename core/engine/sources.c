/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where an inspection's certificates come from: a host, the gallery, a file, the store. */
#include "engine/job.h"

#include "base/mem.h"
#include "net/proxy.h"
#include "base/text.h"
#include "gallery/list.h"

#include <stdlib.h>

struct inspection *inspection_begin(const struct engine *g, struct target *t)
{
	struct inspection *out = mem_alloc(sizeof *out);
	char *typed = t->facts.input;

	out->time = judge_time(g->opts);
	out->target = t->facts;
	out->target.input = text_clean_str(typed);
	free(typed);
	t->facts = (struct target_facts){ .kind = out->target.kind };
	out->connection.ms = (struct timings){ -1, -1, -1, -1, -1, -1 };
	return out;
}

struct target_facts target_facts_copy(const struct target_facts *t)
{
	return (struct target_facts){ .input = mem_strdup(t->input), .kind = t->kind, .scheme = mem_strdup(t->scheme),
		.host = mem_strdup(t->host), .host_unicode = mem_strdup(t->host_unicode), .port = t->port,
		.servername = mem_strdup(t->servername), .host_is_ip = t->host_is_ip };
}

static enum wait source_host(struct job *j)
{
	struct engine *g = j->engine;
	const struct target_facts *t = &j->out->target;
	const char *host = j->target.connect_host != NULL ? j->target.connect_host : t->host;

	if (!j->routed)
		j->proxy = proxy_choose(&g->proxy_rules, PROXY_TLS, host);
	j->routed = true;
	if (j->address != NULL)
		host = j->address;
	j->trust = g->session;
	if (addresses_wanted(j))
		return addresses_look_up(j);
	connect_begin(j, host, j->target.connect_port != 0 ? j->target.connect_port : t->port);
	return WAIT_NONE;
}

static int source_open_gallery(struct engine *g, struct cc_err *e)
{
	struct cert *root;

	if (g->demo == NULL)
		g->demo = demo_start(e);
	if (g->demo == NULL)
		return -1;
	if (g->gallery == NULL) {
		root = demo_root(g->demo, e);
		if (root == NULL)
			return -1;
		g->gallery = trust_over(g->session);
		trust_add(g->gallery, root, ANCHOR_DEMO);
		g->gallery_root = root;
	}
	return 0;
}

/* A scenario is a host on loopback, reached without proxy whatever the environment says. */
static enum wait source_demo(struct job *j)
{
	const struct demo_scenario *s = demo_find(j->target.demo);
	struct target_facts *t = &j->out->target;
	struct cc_err e = { 0 };
	int port = 0;

	if (s == NULL)
		err_setx(&e, ERR_USAGE, "the gallery has no scenario of that name");
	else if (source_open_gallery(j->engine, &e) == 0)
		port = demo_port(j->engine->demo, s, &e);
	if (port == 0)
		return job_failed(j, &e);
	if (t->host == NULL) {
		t->host = mem_strdup(s->host);
		t->host_unicode = mem_strdup(s->host);
		t->servername = mem_strdup(s->host);
	}
	t->port = port;
	j->out->lesson = &s->lesson;
	j->trust = j->engine->gallery;
	demo_world_free(j->world);
	j->world = demo_world_new(s, j->engine->gallery_root);
	connect_begin(j, "127.0.0.1", port);
	return WAIT_NONE;
}

enum wait stage_waiting(struct job *j)
{
	static enum wait (*const sources[])(struct job *) = {
		[TARGET_HOST] = source_host, [TARGET_DEMO] = source_demo, [TARGET_FILE] = source_file,
			[TARGET_STORE] = source_store,
	};
	enum target_kind kind = j->out->target.kind;
	struct cc_err e;

	if (j->connecting.leg == CONNECTING_PLACE)
		return stage_connect(j);
	if (keys_unlock(j) != WAIT_NONE)
		return WAIT_ANSWER;
	if ((kind == TARGET_HOST || kind == TARGET_DEMO)
		&& (net_load(j->engine->net, &e) != 0 || engine_need_client(j->engine, &e) != 0))
		return job_failed(j, &e);
	return sources[kind](j);
}
