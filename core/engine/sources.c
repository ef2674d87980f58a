/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where an inspection's certificates come from: a host, the gallery, a file, the store. */
#include "engine/sources.h"

#include "base/mem.h"
#include "engine/files.h"
#include "engine/keys.h"
#include "net/proxy.h"
#include "base/text.h"
#include "gallery/list.h"

#include <stdlib.h>

static enum wait source_host(struct job *j)
{
	struct engine *g = j->engine;
	const struct target_facts *t = &j->out->target;
	const char *host = j->target.connect_host != NULL ? j->target.connect_host : t->host;

	struct cc_err e;

	j->connect.proxy = proxy_choose(&g->proxy_rules, PROXY_TLS, host);
	if (j->connect.proxy != NULL && net_load(g->net, &e) != 0)
		return job_failed(j, &e);
	j->connect.host = j->addresses.own != NULL ? j->addresses.own : host;
	j->connect.port = j->target.connect_port != 0 ? j->target.connect_port : t->port;
	j->source.trust = g->session;
	return WAIT_OVER;
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
	j->source.trust = j->engine->gallery;
	j->source.world = demo_world_new(s, j->engine->gallery_root);
	j->connect.host = "127.0.0.1";
	j->connect.port = port;
	return WAIT_OVER;
}

enum wait source_step(struct job *j)
{
	static enum wait (*const sources[])(struct job *) = {
		[TARGET_HOST] = source_host, [TARGET_DEMO] = source_demo, [TARGET_FILE] = source_file,
			[TARGET_STORE] = source_store,
	};
	enum target_kind kind = j->out->target.kind;
	struct cc_err e;

	if (keys_unlock(j) != WAIT_NONE)
		return WAIT_ANSWER;
	if ((kind == TARGET_HOST || kind == TARGET_DEMO)
		&& engine_need_client(j->engine, &e) != 0)
		return job_failed(j, &e);
	return sources[kind](j);
}

void source_release(struct job *j)
{
	struct job_source *s = &j->source;

	for (size_t i = 0; i < s->n_certs; i++)
		cert_unref(s->certs[i]);
	free(s->certs);
	s->certs = NULL;
	s->n_certs = 0;
	pemfile_close(&s->file);
	pemfile_unload(&s->data);
	question_done(&s->question);
	demo_world_free(s->world);
	s->world = NULL;
}
