/* SPDX-License-Identifier: GPL-3.0-or-later
 * Fetching over http, within limits. */
#include "net/fetch.h"

#include "base/address.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/moment.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { FETCH_AGE_MAX = 90 * MOMENT_DAY /* seconds in a cache that are believed */ };
#define FETCH_PRIVATE "it lies on a private address, and such a one is asked only for a host that has one itself"

/* The address decides, not the name: names can point anywhere. A proxy is the user's own choice. */
static curl_socket_t fetch_open_socket(void *clientp, curlsocktype purpose, struct curl_sockaddr *a)
{
	struct fetch *f = clientp;

	(void)purpose;
	if (!f->proxied && !f->request.local && !address_is_public(&a->addr)) {
		f->forbidden = true;
		return CURL_SOCKET_BAD;
	}
	return socket(a->family, a->socktype | SOCK_CLOEXEC, a->protocol);
}

static size_t fetch_receive(char *data, size_t size, size_t n, void *clientp)
{
	struct fetch *f = clientp;

	if (buf_add(&f->body, data, size * n) != 0) {
		f->too_much = true;
		return 0;
	}
	return size * n;
}

static enum fetch_state fetch_fail(struct fetch *f, const char *why)
{
	free(f->why);
	f->why = text_clean_str(why);
	return FETCH_FAILED;
}

/* The host of an http URL as libcurl reads it; NULL: no such URL. To be given to curl's free(). */
static char *fetch_host(const struct curlapi *c, const char *url)
{
	CURLU *u = c->url();
	char *scheme = NULL, *host = NULL;

	if (c->url_set(u, CURLUPART_URL, url, 0) == CURLUE_OK
		&& c->url_get(u, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK
	    && strcasecmp(scheme, "http") == 0 && c->url_get(u, CURLUPART_HOST, &host, 0) != CURLUE_OK)
		host = NULL;
	c->free(scheme);
	c->url_cleanup(u);
	return host;
}

/* Behind a proxy the address is not seen, but a name that says it outright is. */
static bool fetch_host_is_local(const char *host)
{
	static const char localhost[] = "localhost";
	char bare[64];
	size_t n = strlen(host);

	if (n >= sizeof localhost - 1 && strcasecmp(host + n - (sizeof localhost - 1), localhost) == 0)
		return true;
	if (n >= sizeof bare)
		return false;
	memcpy(bare, host, n + 1);
	if (bare[0] == '[') {
		bare[strcspn(bare, "]")] = '\0';
		memmove(bare, bare + 1, strlen(bare));
	}
	return address_is_numeric(bare) && !address_text_is_public(bare);
}

static void fetch_set_options(struct fetch *f, const char *proxy)
{
	static const long families[] =
		{ [0] = CURL_IPRESOLVE_WHATEVER, [4] = CURL_IPRESOLVE_V4, [6] = CURL_IPRESOLVE_V6 };
	const struct curlapi *c = net_curl(f->net);
	CURL *easy = f->transfer.easy;

	(void)c->easy_setopt(easy, CURLOPT_URL, f->url);
	(void)c->easy_setopt(easy, CURLOPT_PROXY, proxy == NULL ? "" : proxy);
	(void)c->easy_setopt(easy, CURLOPT_IPRESOLVE, families[f->request.family]);
	(void)c->easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	(void)c->easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	(void)c->easy_setopt(easy, CURLOPT_USERAGENT, "certcard");
	/* Another inspection's connection may go where this one may not. */
	(void)c->easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
	(void)c->easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
	(void)c->easy_setopt(easy, CURLOPT_WRITEFUNCTION, fetch_receive);
	(void)c->easy_setopt(easy, CURLOPT_WRITEDATA, f);
	(void)c->easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, fetch_open_socket);
	(void)c->easy_setopt(easy, CURLOPT_OPENSOCKETDATA, f);
	if (f->request.post.n > 0) {
		(void)c->easy_setopt(easy, CURLOPT_POSTFIELDSIZE, (long)f->request.post.n);
		(void)c->easy_setopt(easy, CURLOPT_POSTFIELDS, f->request.post.p);
		/* RFC 6960 appendix A.1 */
		f->headers = c->slist_append(NULL, "Content-Type: application/ocsp-request");
		(void)c->easy_setopt(easy, CURLOPT_HTTPHEADER, f->headers);
	}
}

/* Start on f->url. */
static enum fetch_state fetch_hop(struct fetch *f)
{
	const struct curlapi *c = net_curl(f->net);
	char *host = fetch_host(c, f->url), *proxy;
	enum fetch_state state = FETCH_BUSY;

	if (host == NULL)
		return fetch_fail(f, f->redirects > 0 ? "it redirects to something that is not http" : "its address is"
			" not http");
	proxy = f->request.proxy == NULL ? NULL : proxy_choose(f->request.proxy, PROXY_FETCH, host);
	f->proxied = proxy != NULL;
	if (f->proxied && !f->request.local && fetch_host_is_local(host)) {
		f->forbidden = true;
		state = fetch_fail(f, FETCH_PRIVATE);
	} else {
		transfer_init(&f->transfer, f->net);
		fetch_set_options(f, proxy);
		transfer_start(&f->transfer, f->net);
	}
	proxy_free(proxy);
	c->free(host);
	return state;
}

static void fetch_hang_up(struct fetch *f)
{
	transfer_stop(&f->transfer, f->net);
	if (f->headers != NULL)
		net_curl(f->net)->slist_free_all(f->headers);
	f->headers = NULL;
}

void fetch_start(struct fetch *f, struct net *n, const struct fetch_request *r)
{
	*f = (struct fetch){ .net = n, .request = *r, .url = mem_strdup(r->url) };
	f->request.url = NULL;
	buf_init(&f->body, r->max_bytes);
	(void)fetch_hop(f);
}

void fetch_close(struct fetch *f)
{
	if (f->net == NULL)
		return;
	fetch_hang_up(f);
	buf_done(&f->body);
	free(f->url);
	free(f->why);
	*f = (struct fetch){ 0 };
}

/* Date, and the seconds that a cache says it has been waiting since (RFC 9111 5.1). */
static void fetch_note_date(struct fetch *f)
{
	const struct curlapi *c = net_curl(f->net);
	struct curl_header *h;
	long age = 0;

	if (c->easy_header(f->transfer.easy, "Age", 0, CURLH_HEADER, -1, &h) == CURLHE_OK)
		age = strtol(h->value, NULL, 10);
	if (c->easy_header(f->transfer.easy, "Date", 0, CURLH_HEADER, -1, &h) != CURLHE_OK)
		return;
	f->date = (int64_t)c->getdate(h->value, NULL);
	if (f->date > 0 && age > 0 && age < FETCH_AGE_MAX)
		f->date += age;
}

static enum fetch_state fetch_redirected(struct fetch *f)
{
	const char *next = NULL;

	(void)net_curl(f->net)->easy_getinfo(f->transfer.easy, CURLINFO_REDIRECT_URL, &next);
	if (next == NULL)
		return fetch_fail(f, "it redirects to nowhere");
	if (++f->redirects > LIMIT_REDIRECTS)
		return fetch_fail(f, "it redirects too often");
	free(f->url);
	f->url = mem_strdup(next);
	fetch_hang_up(f);
	buf_reset(&f->body);
	return fetch_hop(f);
}

static enum fetch_state fetch_answered(struct fetch *f)
{
	long status = 0;
	char *why;

	(void)net_curl(f->net)->easy_getinfo(f->transfer.easy, CURLINFO_RESPONSE_CODE, &status);
	fetch_note_date(f);
	if (status == 301 || status == 302 || status == 303 || status == 307 || status == 308)
		return fetch_redirected(f);
	if (status == 200)
		return f->body.len > 0 ? FETCH_DONE : fetch_fail(f, "it sent nothing");
	why = mem_printf("it answered with status %ld", status);
	(void)fetch_fail(f, why);
	free(why);
	return FETCH_FAILED;
}

enum fetch_state fetch_step(struct fetch *f)
{
	if (f->why != NULL)
		return FETCH_FAILED;
	if (!f->transfer.done)
		return FETCH_BUSY;
	if (f->forbidden)
		return fetch_fail(f, FETCH_PRIVATE);
	if (f->too_much)
		return fetch_fail(f, "it sent more than is reasonable");
	if (f->transfer.result == CURLE_OK)
		return fetch_answered(f);
	return fetch_fail(f, f->transfer.error[0] != '\0' ? f->transfer.error
		: net_curl(f->net)->easy_strerror(f->transfer.result));
}
