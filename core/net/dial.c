/* SPDX-License-Identifier: GPL-3.0-or-later
 * Dialling: by hand, or through a proxy by libcurl. */
#include "net/dial.h"

#include "base/descriptors.h"
#include "base/mem.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

/* libcurl opens a socket: the name is known now, and this is the address that it tries. */
static curl_socket_t dial_open_socket(void *clientp, curlsocktype purpose, struct curl_sockaddr *a)
{
	struct dial *d = clientp;
	curl_socket_t fd;
	const void *bytes = a->family == AF_INET6 ? (const void *)&((struct sockaddr_in6 *)(void *)&a->addr)->sin6_addr
						  : (const void *)&((struct sockaddr_in *)(void *)&a->addr)->sin_addr;

	(void)purpose;
	d->resolved = true;
	if (inet_ntop(a->family, bytes, d->trying, sizeof d->trying) == NULL)
		d->trying[0] = '\0';
	fd = socket(a->family, a->socktype | SOCK_CLOEXEC, a->protocol);
	d->short_of_files = fd < 0 && (errno == EMFILE || errno == ENFILE);
	return fd;
}

/* libcurl gives a socket up. The one that TLS runs on stays open: it is ours by then, so the transfer and its place in
 * libcurl's lists are free for the next dial while this one shakes hands. */
static int dial_close_socket(void *clientp, curl_socket_t fd)
{
	struct dial *d = clientp;

	if (d->kept && fd == d->stream.fd)
		return 0;
	return close(fd);
}

static void dial_set_url(struct dial *d, const struct dial_request *r)
{
	bool v6 = strchr(r->host, ':') != NULL;
	char *url = mem_printf(v6 ? "http://[%s]:%d" : "http://%s:%d", r->host, r->port);

	(void)net_curl(d->net)->easy_setopt(d->transfer.easy, CURLOPT_URL, url);
	free(url);
}

/* Through a proxy. */
static void dial_start_proxied(struct dial *d, struct net *n, const struct dial_request *r)
{
	static const long families[] =
		{ [0] = CURL_IPRESOLVE_WHATEVER, [4] = CURL_IPRESOLVE_V4, [6] = CURL_IPRESOLVE_V6 };
	const struct curlapi *c = net_curl(n);
	struct cc_err e;

	d->wrapped = strncasecmp(r->proxy, "https://", 8) == 0;
	if (net_load(n, &e) != 0 || (d->wrapped && r->n_proxy_ca > 1
		&& err_setx(&e, ERR_USAGE, "it is verified with one file of roots, and --ca names several") != 0)) {
		d->transfer.done = true;
		(void)snprintf(d->transfer.error, sizeof d->transfer.error, "%.255s", e.msg);
		return;
	}
	transfer_init(&d->transfer, n);
	dial_set_url(d, r);
	(void)c->easy_setopt(d->transfer.easy, CURLOPT_CONNECT_ONLY, 1L);
	(void)c->easy_setopt(d->transfer.easy, CURLOPT_PROXY, r->proxy);
	(void)c->easy_setopt(d->transfer.easy, CURLOPT_HTTPPROXYTUNNEL, 1L);
	if (r->n_proxy_ca > 0)
		(void)c->easy_setopt(d->transfer.easy, CURLOPT_PROXY_CAINFO, r->proxy_ca[0]);
	(void)c->easy_setopt(d->transfer.easy, CURLOPT_IPRESOLVE, families[r->family]);
	(void)c->easy_setopt(d->transfer.easy, CURLOPT_CONNECTTIMEOUT_MS, (long)r->timeout_ms + 1000);
	/* A run over many hosts must not keep them all: entries go as soon as nobody uses them. */
	(void)c->easy_setopt(d->transfer.easy, CURLOPT_DNS_CACHE_TIMEOUT, 0L);
	(void)c->easy_setopt(d->transfer.easy, CURLOPT_OPENSOCKETFUNCTION, dial_open_socket);
	(void)c->easy_setopt(d->transfer.easy, CURLOPT_OPENSOCKETDATA, d);
	(void)c->easy_setopt(d->transfer.easy, CURLOPT_CLOSESOCKETFUNCTION, dial_close_socket);
	(void)c->easy_setopt(d->transfer.easy, CURLOPT_CLOSESOCKETDATA, d);
	transfer_start(&d->transfer, n);
}

void dial_start(struct dial *d, struct net *n, const struct dial_request *r)
{
	*d = (struct dial){ .net = n, .stream = { .fd = -1, .api = net_curl(n) }, .proxied = r->proxy != NULL,
		.public_only = r->public_only, .resolve_ms = -1, .connect_ms = -1 };
	if (d->proxied)
		dial_start_proxied(d, n, r);
	else
		direct_start(d, r);
}

static double dial_time(struct dial *d, CURLINFO what)
{
	curl_off_t us = 0;

	(void)net_curl(d->net)->easy_getinfo(d->transfer.easy, what, &us);
	return (double)us / 1000;
}

/* What libcurl knows, whether it got through or not. */
static void dial_learn(struct dial *d)
{
	const struct curlapi *c = net_curl(d->net);
	CURL *easy = d->transfer.easy;
	const char *ip = NULL;
	long port = 0, os = 0;

	if (d->resolved) {
		double lookup = dial_time(d, CURLINFO_NAMELOOKUP_TIME_T),
			connected = dial_time(d, CURLINFO_CONNECT_TIME_T);
		double tunnel = dial_time(d, CURLINFO_PRETRANSFER_TIME_T);

		d->resolve_ms = lookup;
		if (tunnel > connected && d->proxied)
			connected = tunnel;
		if (connected > 0)
			d->connect_ms = connected - lookup;
	}
	if (c->easy_getinfo(easy, CURLINFO_PRIMARY_IP, &ip) == CURLE_OK && ip != NULL && strlen(ip) < sizeof d->address)
		memcpy(d->address, ip, strlen(ip) + 1);
	if (c->easy_getinfo(easy, CURLINFO_PRIMARY_PORT, &port) == CURLE_OK)
		d->port = (int)port;
	if (c->easy_getinfo(easy, CURLINFO_OS_ERRNO, &os) == CURLE_OK)
		d->sys_errno = (int)os;
	(void)c->easy_getinfo(easy, CURLINFO_HTTP_CONNECTCODE, &d->connect_code);
	(void)c->easy_getinfo(easy, CURLINFO_PROXY_ERROR, &d->proxy_error);
}

static bool dial_take_socket(struct dial *d)
{
	curl_socket_t fd = CURL_SOCKET_BAD;

	if (net_curl(d->net)->easy_getinfo(d->transfer.easy, CURLINFO_ACTIVESOCKET, &fd) != CURLE_OK
		|| fd == CURL_SOCKET_BAD)
		return false;
	d->stream.fd = fd;
	if (d->wrapped) {
		d->stream.easy = d->transfer.easy;
		return true;
	}
	d->kept = true;
	transfer_stop(&d->transfer, d->net);
	return true;
}

static enum dial_error dial_error_of(CURLcode r)
{
	switch (r) {
	case CURLE_COULDNT_RESOLVE_HOST:
		return DIAL_NO_SUCH_HOST;
	case CURLE_COULDNT_RESOLVE_PROXY:
		return DIAL_NO_SUCH_PROXY;
	case CURLE_COULDNT_CONNECT:
		return DIAL_NOT_CONNECTED;
	case CURLE_OPERATION_TIMEDOUT:
		return DIAL_TIMED_OUT;
	case CURLE_PROXY:
		return DIAL_SOCKS_REFUSED;
	case CURLE_FAILED_INIT: case CURLE_OUT_OF_MEMORY:
		return DIAL_NO_MEANS;
	default:
		return DIAL_BROKE;
	}
}

enum dial_state dial_step(struct dial *d)
{
	if (d->stream.fd >= 0)
		return DIAL_DONE;
	if (!d->proxied)
		return !direct_step(d) ? DIAL_BUSY : d->stream.fd >= 0 ? DIAL_DONE : DIAL_FAILED;
	if (!d->transfer.done)
		return DIAL_BUSY;
	if (d->error == DIAL_NO_ERROR)
		d->error = dial_error_of(d->transfer.result);
	if (d->transfer.easy == NULL)
		return DIAL_FAILED;
	dial_learn(d);
	if (d->transfer.result == CURLE_OK && dial_take_socket(d))
		return DIAL_DONE;
	transfer_stop(&d->transfer, d->net);
	return DIAL_FAILED;
}

/* Whether a resolver thread ran out of them is nowhere told: it knows no host then. */
bool dial_ran_short(const struct dial *d)
{
	enum { NEEDED = 4 };
	bool untold = d->error == DIAL_NO_SUCH_HOST || d->error == DIAL_NO_SUCH_PROXY || d->error == DIAL_NO_MEANS;

	return d->short_of_files || (untold && descriptors_left(NEEDED) < NEEDED);
}

void dial_close(struct dial *d)
{
	if (d->net == NULL)
		return;
	direct_stop(d);
	transfer_stop(&d->transfer, d->net);
	if (d->kept && d->stream.fd >= 0)
		(void)close(d->stream.fd);
	d->kept = false;
	d->stream = (struct stream){ .fd = -1 };
}
