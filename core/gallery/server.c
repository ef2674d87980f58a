/* SPDX-License-Identifier: GPL-3.0-or-later
 * The gallery's server: scenarios are made when first asked for and served until the end. */
#include "gallery/server.h"

#include "gallery/gallery.h"
#include "gallery/list.h"
#include "gallery/connection.h"
#include "base/mem.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct demo_listener {
	int fd, port;
	enum demo_door door;
	const struct demo_chain *chain;
};

struct demo_server {
	struct demo_authority authority;
	struct demo_stage stage;
	struct demo_chain **chains;      /* one for each scenario; NULL: not made yet */
	int *ports;                      /* of each scenario; 0: not opened yet */
	struct demo_listener *listeners;
	size_t n_listeners;
	char *fetch_base;                /* URL of the listener for fetches; NULL: not opened yet */
	struct demo_conn *conns[LIMIT_DEMO_CONNECTIONS];
	size_t n_conns;
};

static int64_t demo_now_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* A listener on 127.0.0.1. Its port, or 0 with e set. */
static int demo_listen(struct demo_server *s, int port, enum demo_door door, const struct demo_chain *chain,
	struct cc_err *e)
{
	struct sockaddr_in a =
		{ .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t n = sizeof a;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &(int){ 1 }, sizeof(int)) != 0 ||
		bind(fd, (struct sockaddr *)&a, sizeof a) != 0 || listen(fd, SOMAXCONN) != 0 ||
		getsockname(fd, (struct sockaddr *)&a, &n) != 0) {
		(void)err_set(e, ERR_IO, "the gallery cannot listen on 127.0.0.1 port %d", port);
		if (fd >= 0)
			(void)close(fd);
		return 0;
	}
	MEM_GROW(s->listeners, s->n_listeners);
	s->listeners[s->n_listeners++] = (struct demo_listener){ fd, ntohs(a.sin_port), door, chain };
	return ntohs(a.sin_port);
}

static const struct demo_chain *demo_server_chain(struct demo_server *s, size_t i, struct cc_err *e)
{
	int port;

	if (s->chains[i] != NULL)
		return s->chains[i];
	if (demo_recipe_at(i)->fetch != 0 && s->fetch_base == NULL) {
		port = demo_listen(s, 0, DEMO_DOOR_FETCH, NULL, e);
		if (port == 0)
			return NULL;
		s->fetch_base = mem_printf("http://127.0.0.1:%d/", port);
	}
	s->chains[i] = demo_chain_make(&s->authority, i, s->fetch_base, e);
	return s->chains[i];
}

/* The scenario of a server name; without one, or with an unknown one, the good one. */
static const struct demo_chain *demo_server_by_name(void *ctx, const char *name)
{
	const struct demo_scenario *s, *good = demo_find("good");

	for (size_t i = 0; (s = demo_at(i)) != NULL; i++)
		if (name != NULL && strcasecmp(s->host, name) == 0)
			return demo_server_chain(ctx, i, NULL);
	return demo_server_chain(ctx, (size_t)(good - demo_at(0)), NULL);
}

static const struct buf *demo_server_by_path(void *ctx, const char *path)
{
	const struct demo_server *s = ctx;
	const struct demo_scenario *scenario;

	for (size_t i = 0; (scenario = demo_at(i)) != NULL; i++) {
		size_t n = strlen(scenario->name);

		if (path[0] == '/' && strncmp(path + 1, scenario->name, n) == 0 && strcmp(path + 1 + n, ".der") == 0)
			return s->chains[i] != NULL ? &s->chains[i]->fetch : NULL;
	}
	return NULL;
}

struct demo_server *demo_server_new(const char *keep, struct cc_err *e)
{
	struct demo_server *s = mem_alloc(sizeof *s);

	s->chains = mem_alloc(demo_count() * sizeof *s->chains);
	s->ports = mem_alloc(demo_count() * sizeof *s->ports);
	if (demo_stage_init(&s->stage, e) != 0 || demo_authority_make(&s->authority, time(NULL), keep, e) != 0) {
		demo_server_free(s);
		return NULL;
	}
	s->stage.by_name = demo_server_by_name;
	s->stage.by_path = demo_server_by_path;
	s->stage.ctx = s;
	return s;
}

void demo_server_free(struct demo_server *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < s->n_conns; i++)
		demo_conn_free(s->conns[i]);
	for (size_t i = 0; i < s->n_listeners; i++)
		(void)close(s->listeners[i].fd);
	for (size_t i = 0; i < demo_count(); i++)
		demo_chain_free(s->chains[i]);
	demo_stage_done(&s->stage);
	demo_authority_done(&s->authority);
	free(s->listeners);
	free(s->chains);
	free(s->ports);
	free(s->fetch_base);
	free(s);
}

struct bytes demo_server_root(const struct demo_server *s)
{
	return pki_cert_der(&s->authority.root);
}

int demo_server_open(struct demo_server *s, size_t scenario, struct cc_err *e)
{
	const struct demo_chain *chain;

	if (scenario >= demo_count()) {
		(void)err_setx(e, ERR_USAGE, "the gallery has no scenario number %zu", scenario);
		return 0;
	}
	if (s->ports[scenario] == 0 && (chain = demo_server_chain(s, scenario, e)) != NULL)
		s->ports[scenario] = demo_listen(s, 0, DEMO_DOOR_ONE, chain, e);
	return s->ports[scenario];
}

int demo_server_open_all(struct demo_server *s, int port, struct cc_err *e)
{
	return demo_listen(s, port, DEMO_DOOR_ALL, NULL, e);
}

static void demo_accept(struct demo_server *s, const struct demo_listener *l, int64_t now)
{
	struct demo_conn *c;
	int fd;

	while (s->n_conns < LIMIT_DEMO_CONNECTIONS
		&& (fd = accept4(l->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
		c = demo_conn_new(&s->stage, fd, l->door, l->chain, now);
		if (c != NULL)
			s->conns[s->n_conns++] = c;
	}
}

/* Everything that is waited for: the control, then the connections, then the listeners (unless the house is full). */
static size_t demo_poll_set(const struct demo_server *s, int control, struct pollfd *p, int *wait_ms, int64_t now)
{
	size_t n = 0;

	*wait_ms = -1;
	p[n++] = (struct pollfd){ .fd = control, .events = POLLIN };
	for (size_t i = 0; i < s->n_conns; i++) {
		int64_t left = demo_conn_deadline(s->conns[i]) - now;

		p[n++] = (struct pollfd){ .fd = demo_conn_fd(s->conns[i]), .events = demo_conn_events(s->conns[i]) };
		if (left < 0)
			left = 0;
		if (*wait_ms < 0 || left < *wait_ms)
			*wait_ms = (int)left;
	}
	for (size_t i = 0; i < s->n_listeners && s->n_conns < LIMIT_DEMO_CONNECTIONS; i++)
		p[n++] = (struct pollfd){ .fd = s->listeners[i].fd, .events = POLLIN };
	return n;
}

static void demo_serve_ready(struct demo_server *s, const struct pollfd *p, size_t n, int64_t now)
{
	const size_t n_conns = s->n_conns;
	size_t kept = 0;

	for (size_t i = 0; i < n_conns; i++) {
		struct demo_conn *c = s->conns[i];
		bool lives = now < demo_conn_deadline(c);

		if (lives && p[1 + i].revents != 0)
			lives = demo_conn_step(c, now);
		if (lives)
			s->conns[kept++] = c;
		else
			demo_conn_free(c);
	}
	s->n_conns = kept;
	for (size_t i = 1 + n_conns; i < n; i++)
		if (p[i].revents != 0)
			demo_accept(s, &s->listeners[i - 1 - n_conns], now);
}

int demo_server_run(struct demo_server *s, int control, struct cc_err *e)
{
	struct pollfd *p = NULL;
	int wait_ms, r = 0;

	do {
		size_t n;

		p = mem_resize(p, 1 + LIMIT_DEMO_CONNECTIONS + s->n_listeners, sizeof *p);
		n = demo_poll_set(s, control, p, &wait_ms, demo_now_ms());
		p[0].revents = 0;
		if (poll(p, n, wait_ms) < 0) {
			if (errno != EINTR)
				r = err_set(e, ERR_IO, "the gallery cannot wait");
			continue;
		}
		demo_serve_ready(s, p, n, demo_now_ms());
	} while (r == 0 && p[0].revents == 0);
	free(p);
	return r;
}
