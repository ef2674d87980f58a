/* SPDX-License-Identifier: GPL-3.0-or-later
 * Names, addresses and sockets of a dial without a proxy. */
#include "net/direct.h"

#include "base/address.h"
#include "net/dial.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

/* RFC 8305 5, Connection Attempt Delay: its recommended value. */
enum { DIRECT_DELAY_MS = 250 };

static bool direct_is_local(const char *host)
{
	static const char local[] = ".localhost";
	size_t n = strlen(host);

	return strcmp(host, "localhost") == 0
		|| (n >= sizeof local && strcmp(host + n - (sizeof local - 1), local) == 0);
}

bool direct_resolves(const char *host)
{
	return !direct_is_local(host) && strchr(host, ':') == NULL && strspn(host, "0123456789.") != strlen(host);
}

/* ---- addresses ---- */

static void direct_add(struct direct *x, const struct sockaddr *a, socklen_t n)
{
	if (x->n < LIMIT_ADDRESSES && n <= sizeof x->list[0])
		memcpy(&x->list[x->n++], a, n);
}

static void direct_local(struct direct *x, int family)
{
	struct sockaddr_in6 v6 = { .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT };
	struct sockaddr_in v4 = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };

	if (family != 6)
		direct_add(x, (struct sockaddr *)&v4, sizeof v4);
	if (family != 4)
		direct_add(x, (struct sockaddr *)&v6, sizeof v6);
}

static bool direct_of_family(const struct sockaddr *a, int family)
{
	return family == 0 || (family == 4 ? a->sa_family == AF_INET : a->sa_family == AF_INET6);
}

/* An address as it was typed, perhaps with its zone ("fe80::1%eth0", RFC 4007 11). */
static bool direct_numeric(struct direct *x, const char *host, int family)
{
	struct addrinfo hints = { .ai_flags = AI_NUMERICHOST, .ai_socktype = SOCK_STREAM }, *a = NULL;

	if (getaddrinfo(host, NULL, &hints, &a) != 0)
		return false;
	if (direct_of_family(a->ai_addr, family))
		direct_add(x, a->ai_addr, a->ai_addrlen);
	freeaddrinfo(a);
	return true;
}

/* RFC 8305 4: the resolver's order (RFC 6724), but the families by turns, the first one's first. */
static void direct_by_turns(struct direct *x, const struct lookup *l)
{
	size_t n = lookup_count(l), at[2] = { 0, 0 }, turn;
	sa_family_t first = n > 0 ? lookup_sockaddr(l, 0)->any.sa_family : AF_UNSPEC;

	for (turn = 0; x->n < n && (at[0] < n || at[1] < n); turn = !turn) {
		while (at[turn] < n && (lookup_sockaddr(l, at[turn])->any.sa_family == first) != (turn == 0))
			at[turn]++;
		if (at[turn] < n)
			x->list[x->n++] = *lookup_sockaddr(l, at[turn]++);
	}
}

/* ---- attempts ---- */

static const char *direct_text(const union lookup_address *a, char out[INET6_ADDRSTRLEN])
{
	const void *bytes = a->any.sa_family == AF_INET6 ? (const void *)&a->v6.sin6_addr
							 : (const void *)&a->v4.sin_addr;

	if (inet_ntop(a->any.sa_family, bytes, out, INET6_ADDRSTRLEN) == NULL)
		out[0] = '\0';
	return out;
}

/* What is said of a host none of whose addresses could be reached: its own answer before what kept us from asking it,
 * otherwise the last. */
static void direct_note(struct dial *d, size_t at, int error)
{
	bool answer = error == ECONNREFUSED || error == ECONNRESET;

	if (d->direct.answered && !answer)
		return;
	d->direct.answered = answer;
	d->sys_errno = error;
	(void)direct_text(&d->direct.list[at], d->trying);
}

static void direct_drop(struct direct *x, size_t i)
{
	(void)close(x->open[i].fd);
	x->n_open--;
	memmove(&x->open[i], &x->open[i + 1], (x->n_open - i) * sizeof x->open[0]);
}

static void direct_try(struct dial *d, double now)
{
	struct direct *x = &d->direct;
	size_t at = x->next++;
	union lookup_address a = x->list[at];
	bool v6 = a.any.sa_family == AF_INET6;
	int fd;

	if (d->public_only && !address_is_public(&a.any)) {
		d->forbidden = true;
		(void)direct_text(&a, d->trying);
		return;
	}
	if (x->n_open == LIMIT_ATTEMPTS)
		direct_drop(x, 0);
	if (!x->answered)
		(void)direct_text(&a, d->trying);
	if (v6)
		a.v6.sin6_port = htons((uint16_t)x->port);
	else
		a.v4.sin_port = htons((uint16_t)x->port);
	fd = socket(a.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, IPPROTO_TCP);
	if (fd < 0) {
		d->short_of_files = errno == EMFILE || errno == ENFILE;
		direct_note(d, at, errno);
		return;
	}
	(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
	x->turn = now + DIRECT_DELAY_MS;
	x->open[x->n_open++] = (struct direct_attempt){ fd, at };
	if (connect(fd, &a.any, v6 ? sizeof a.v6 : sizeof a.v4) != 0 && errno != EINPROGRESS) {
		direct_note(d, at, errno);
		direct_drop(x, x->n_open - 1);
		x->turn = now;
	}
}

static void direct_won(struct dial *d, size_t i)
{
	struct direct *x = &d->direct;

	d->stream.fd = x->open[i].fd;
	d->kept = true;
	d->port = x->port;
	d->sys_errno = 0;
	d->connect_ms = net_clock_ms() - x->found;
	(void)direct_text(&x->list[x->open[i].at], d->address);
	memcpy(d->trying, d->address, sizeof d->trying);
	x->open[i].fd = -1;
	direct_stop(d);
}

/* What came of those under way. True: one is connected. */
static bool direct_look(struct dial *d)
{
	struct direct *x = &d->direct;

	for (size_t i = x->n_open; i-- > 0;) {
		int error = 0;
		socklen_t n = sizeof error;

		if (x->pending.events[i] == 0)
			continue;
		if (getsockopt(x->open[i].fd, SOL_SOCKET, SO_ERROR, &error, &n) != 0)
			error = errno;
		if (error == 0) {
			direct_won(d, i);
			return true;
		}
		direct_note(d, x->open[i].at, error);
		direct_drop(x, i);
		x->turn = 0;             /* the next one at once */
	}
	return false;
}

static void direct_await(struct direct *x)
{
	struct net_pending *p = &x->pending;

	p->n = x->n_open;
	p->wants = POLLOUT;
	for (size_t i = 0; i < x->n_open; i++)
		p->fds[i] = x->open[i].fd;
	p->wake = x->next < x->n ? x->turn : 0;
	net_pending_rest(p);
}

/* ---- from outside ---- */

static void direct_await_lookup(struct direct *x)
{
	x->pending.n = 1;
	x->pending.wants = POLLIN;
	x->pending.fds[0] = lookup_fd(x->lookup);
	x->pending.wake = 0;
	net_pending_rest(&x->pending);
}

static void direct_found(struct dial *d)
{
	struct direct *x = &d->direct;

	if (x->lookup != NULL)
		direct_by_turns(x, x->lookup);
	lookup_free(x->lookup);
	x->lookup = NULL;
	x->found = net_clock_ms();
	x->pending.n = 0;
	d->resolved = x->n > 0;
	d->resolve_ms = d->resolved ? x->found - x->begun : -1;
}

static bool direct_failed(struct dial *d, enum dial_error error)
{
	d->error = error;
	direct_stop(d);
	return true;
}

void direct_start(struct dial *d, const struct dial_request *r)
{
	struct direct *x = &d->direct;

	x->begun = net_clock_ms();
	x->port = r->port;
	net_pend(d->net, &x->pending);
	if (direct_is_local(r->host)) {
		direct_local(x, r->family);
		direct_found(d);
	} else if (direct_numeric(x, r->host, r->family)) {
		direct_found(d);
		d->resolved = true;
	} else if ((x->lookup = lookup_start(r->host, r->family)) != NULL) {
		direct_await_lookup(x);
	} else {
		d->sys_errno = EAGAIN;
		d->error = DIAL_NO_MEANS;
	}
}

bool direct_step(struct dial *d)
{
	struct direct *x = &d->direct;
	double now;

	if (x->lookup != NULL) {
		if (!lookup_done(x->lookup)) {
			net_pending_rest(&x->pending);
			return false;
		}
		direct_found(d);
		if (x->n == 0)
			return direct_failed(d, DIAL_NO_SUCH_HOST);
	} else if (x->n_open > 0 && !net_pending_due(&x->pending)) {
		return false;
	}
	if (direct_look(d))
		return true;
	for (now = net_clock_ms(); x->next < x->n && (x->n_open == 0 || now >= x->turn);)
		direct_try(d, now);
	if (x->n_open == 0)
		return direct_failed(d, d->error != DIAL_NO_ERROR ? d->error : DIAL_NOT_CONNECTED);
	direct_await(x);
	return false;
}

void direct_stop(struct dial *d)
{
	struct direct *x = &d->direct;

	for (size_t i = 0; i < x->n_open; i++)
		if (x->open[i].fd >= 0)
			(void)close(x->open[i].fd);
	x->n_open = 0;
	lookup_free(x->lookup);
	x->lookup = NULL;
	net_unpend(d->net, &x->pending);
}
