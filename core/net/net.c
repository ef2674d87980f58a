/* SPDX-License-Identifier: GPL-3.0-or-later
 * The one wait of the engine, and the life of a libcurl transfer. */
#include "net/net.h"

#include "base/limits.h"
#include "base/mem.h"

#include <math.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct net {
	struct curlapi api;
	CURLM *multi;
	CURL *spare[LIMIT_RESOLVING];   /* handles to use again: making one costs more than a reset */
	size_t n_spare;
	size_t n_running;               /* transfers started and not stopped */
	struct pollfd *fds;
	struct curl_waitfd *waits;
	size_t n_fds, room;
	struct net_pending *pending;
};

struct net *net_new(void)
{
	return mem_alloc(sizeof(struct net));
}

void net_free(struct net *n)
{
	if (n == NULL)
		return;
	while (n->n_spare > 0)
		n->api.easy_cleanup(n->spare[--n->n_spare]);
	if (n->multi != NULL)
		(void)n->api.multi_cleanup(n->multi);
	curlapi_close(&n->api);
	free(n->fds);
	free(n->waits);
	free(n);
}

int net_load(struct net *n, struct cc_err *e)
{
	if (n->multi != NULL)
		return 0;
	if (curlapi_open(&n->api, e) != 0)
		return -1;
	n->multi = n->api.multi_init();
	if (n->multi == NULL) {
		curlapi_close(&n->api);
		return err_setx(e, ERR_MISSING, "libcurl cannot make a multi handle");
	}
	return 0;
}

const struct curlapi *net_curl(const struct net *n)
{
	return &n->api;
}

void transfer_init(struct transfer *t, struct net *n)
{
	const struct curlapi *c = &n->api;

	*t = (struct transfer){ .easy = n->n_spare > 0 ? n->spare[--n->n_spare] : c->easy_init() };
	if (t->easy == NULL)
		abort();
	(void)c->easy_setopt(t->easy, CURLOPT_PRIVATE, t);
	(void)c->easy_setopt(t->easy, CURLOPT_ERRORBUFFER, t->error);
	(void)c->easy_setopt(t->easy, CURLOPT_NOSIGNAL, 1L);
	(void)c->easy_setopt(t->easy, CURLOPT_PROTOCOLS_STR, "http");
	/* "" keeps libcurl from reading no_proxy itself: whether there is a proxy has been decided before. */
	(void)c->easy_setopt(t->easy, CURLOPT_NOPROXY, "");
#if CURL_AT_LEAST_VERSION(7, 87, 0)
	/* Or else stopping a transfer waits for its resolver thread. */
	(void)c->easy_setopt(t->easy, CURLOPT_QUICK_EXIT, 1L);
#endif
}

void transfer_start(struct transfer *t, struct net *n)
{
	t->done = false;
	if (n->api.multi_add_handle(n->multi, t->easy) != CURLM_OK) {
		t->done = true;
		t->result = CURLE_FAILED_INIT;
		return;
	}
	n->n_running++;
}

void transfer_stop(struct transfer *t, struct net *n)
{
	if (t->easy == NULL)
		return;
	if (n->api.multi_remove_handle(n->multi, t->easy) == CURLM_OK && n->n_running > 0)
		n->n_running--;
	if (n->n_spare < sizeof n->spare / sizeof *n->spare) {
		n->api.easy_reset(t->easy);
		n->spare[n->n_spare++] = t->easy;
	} else {
		n->api.easy_cleanup(t->easy);
	}
	t->easy = NULL;
}

void net_reset(struct net *n)
{
	n->n_fds = 0;
}

size_t net_watch(struct net *n, int fd, short events)
{
	if (n->n_fds == n->room) {
		n->room = n->room == 0 ? 16 : n->room * 2;
		n->fds = mem_resize(n->fds, n->room, sizeof *n->fds);
		n->waits = mem_resize(n->waits, n->room, sizeof *n->waits);
	}
	n->fds[n->n_fds] = (struct pollfd){ .fd = fd, .events = events };
	return n->n_fds++;
}

short net_ready(const struct net *n, size_t slot)
{
	return n->fds[slot].revents;
}

/* Which transfers are through. */
static void net_collect(struct net *n)
{
	CURLMsg *msg;
	int left;

	while ((msg = n->api.multi_info_read(n->multi, &left)) != NULL) {
		struct transfer *t = NULL;

		if (msg->msg != CURLMSG_DONE || n->api.easy_getinfo(msg->easy_handle, CURLINFO_PRIVATE, &t) != CURLE_OK
			|| t == NULL)
			continue;
		t->done = true;
		t->result = msg->data.result;
	}
}

/* Let libcurl work without waiting. */
static void net_perform(struct net *n)
{
	int running;

	if (n->n_running == 0)
		return;
	(void)n->api.multi_perform(n->multi, &running);
	net_collect(n);
}

/* poll()'s events and libcurl's happen to be the same bits on Linux; nobody promises it. */
static void net_wait_curl(struct net *n, int ms)
{
	size_t i;

	for (i = 0; i < n->n_fds; i++) {
		short events = n->fds[i].events;

		n->waits[i] = (struct curl_waitfd){ .fd = n->fds[i].fd,
			.events = (short)((events & POLLIN ? CURL_WAIT_POLLIN : 0)
			| (events & POLLOUT ? CURL_WAIT_POLLOUT : 0)) };
	}
	(void)n->api.multi_poll(n->multi, n->waits, (unsigned)n->n_fds, ms, NULL);
	for (i = 0; i < n->n_fds; i++) {
		short r = n->waits[i].revents;

		/* Anything but readiness to write wakes the reader, who then sees the error or the end for itself. */
		n->fds[i].revents = (short)((r & ~CURL_WAIT_POLLOUT ? POLLIN : 0)
			| (r & CURL_WAIT_POLLOUT ? POLLOUT : 0));
	}
}

/* ---- what is waited for besides ---- */

void net_pend(struct net *n, struct net_pending *p)
{
	*p = (struct net_pending){ .next = n->pending, .link = &n->pending };
	if (p->next != NULL)
		p->next->link = &p->next;
	n->pending = p;
}

void net_unpend(struct net *n, struct net_pending *p)
{
	(void)n;
	if (p->link == NULL)
		return;
	*p->link = p->next;
	if (p->next != NULL)
		p->next->link = p->link;
	p->link = NULL;
}

bool net_pending_due(const struct net_pending *p)
{
	return p->came || (p->wake > 0 && net_clock_ms() >= p->wake);
}

void net_pending_rest(struct net_pending *p)
{
	p->came = false;
	memset(p->events, 0, sizeof p->events);
}

/* Watch them behind the caller's own. Returns for how long to wait. */
static int net_watch_pending(struct net *n, int ms)
{
	double now = n->pending != NULL ? net_clock_ms() : 0, left = ms;

	for (struct net_pending *p = n->pending; p != NULL; p = p->next) {
		p->slot = n->n_fds;
		for (size_t i = 0; i < p->n; i++)
			(void)net_watch(n, p->fds[i], p->wants);
		if (p->wake > 0 && p->wake - now < left)
			left = p->wake - now;
	}
	return left <= 0 ? 0 : (int)ceil(left);
}

static void net_mark_pending(struct net *n)
{
	for (struct net_pending *p = n->pending; p != NULL; p = p->next)
		for (size_t i = 0; i < p->n; i++) {
			short events = n->fds[p->slot + i].revents;

			p->events[i] |= events;
			p->came = p->came || events != 0;
		}
}

static void net_wait_all(struct net *n, int ms)
{
	if (n->n_running > 0) {
		net_wait_curl(n, ms);
		net_perform(n);
	} else if (poll(n->fds, n->n_fds, ms) < 0) {
		/* Interrupted: nothing is ready. */
		size_t i;

		for (i = 0; i < n->n_fds; i++)
			n->fds[i].revents = 0;
	}
}

void net_wait(struct net *n, int ms)
{
	size_t mine = n->n_fds;

	net_wait_all(n, net_watch_pending(n, ms));
	net_mark_pending(n);
	n->n_fds = mine;
}

double net_clock_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}
