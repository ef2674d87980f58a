/* SPDX-License-Identifier: GPL-3.0-or-later
 * How the host was reached: protocol, cipher, address, and where the time went. */
#include "views/pager.h"

#include "base/mem.h"
#include "facts/by-hand.h"
#include "parts/layout.h"
#include "result/phrases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CONNECTION_INDENT = 24, CONNECTION_BAR = 40, CONNECTION_SENT = 6 /* shown of what was sent */ };

/* Below this the parts may pass for the whole. */
#define CONNECTION_REST_MS 0.1

static void connection_field(struct page *p, const char *label, const char *text)
{
	page_field(p, 2, CONNECTION_INDENT, INK_LABEL, label, text != NULL ? INK_TEXT : INK_DIM,
		text != NULL ? text : "not known");
}

/* One stage as a bar that begins where the one before ended. */
static double connection_bar(struct page *p, const char *label, double ms, double from, double total)
{
	char bar[4 * CONNECTION_BAR + 1] = "", text[32];
	int room = p->width - CONNECTION_INDENT - 14, skip, n;

	if (ms < 0)
		return from;
	room = room > CONNECTION_BAR ? CONNECTION_BAR : room;
	(void)snprintf(text, sizeof text, "%8.1f ms", ms);
	page_field(p, 2, CONNECTION_INDENT, INK_LABEL, label, INK_TEXT, text);
	if (room < 8 || total <= 0)
		return from + ms;
	skip = layout_share((int64_t)(from * 1000), (int64_t)(total * 1000), room);
	n = layout_share((int64_t)(ms * 1000), (int64_t)(total * 1000), room);
	if (skip + n > room)
		skip = room - n;
	for (int i = 0; i < n; i++)
		(void)snprintf(bar + strlen(bar), sizeof bar - strlen(bar), "%s", p->ascii ? "=" : "━");
	(void)page_span(p, CONNECTION_INDENT + 13 + skip, INK_BAR_LEFT, bar);
	return from + ms;
}

static void connection_times(struct page *p, const struct timings *t)
{
	double at = 0;

	page_heading(p, "Where the time went");
	at = connection_bar(p, "look up the name", t->resolve, at, t->total);
	at = connection_bar(p, "connect", t->connect, at, t->total);
	at = connection_bar(p, "ask for TLS", t->starttls, at, t->total);
	at = connection_bar(p, "handshake", t->handshake, at, t->total);
	at = connection_bar(p, "verify and fetch", t->verify, at, t->total);
	if (t->total - at >= CONNECTION_REST_MS)
		(void)connection_bar(p, "waiting and the rest", t->total - at, at, t->total);
	(void)connection_bar(p, "all in all", t->total, 0, t->total);
}

/* Every CA that it names on a line of its own. */
static void connection_client(struct page *p, const struct inspection *i)
{
	const struct connection *c = &i->connection;
	char *request = phrase_client_request(i, 0);

	connection_field(p, "client certificate",
		request != NULL ? request : c->protocol != NULL ? "not asked for" : NULL);
	for (size_t k = 0; k < c->n_client_cas; k++)
		connection_field(p, k > 0 ? "" : c->all_client_cas == 1 ? "accepted CA" : "accepted CAs",
			c->client_cas[k]);
	free(request);
}

/* Where a certificate came from, as the walk found it. */
static void connection_card(struct page *p, const struct inspection *i, const char *label, int card)
{
	char *text = mem_printf("%s (%s)", cert_label(i->cards[card].cert), phrase_place(i, card));

	connection_field(p, label, text);
	free(text);
}

/* What was sent, in its order, and what had to be found elsewhere. */
static void connection_chain(struct page *p, const struct inspection *i)
{
	size_t shown = i->n_presented < CONNECTION_SENT ? i->n_presented : CONNECTION_SENT;
	char *more;

	if (i->n_presented == 0)
		return;
	page_heading(p, "What it sent");
	for (size_t k = 0; k < shown; k++) {
		char label[16];

		(void)snprintf(label, sizeof label, "%zu", k + 1);
		connection_card(p, i, label, i->presented[k]);
	}
	if (i->n_presented > shown) {
		more = mem_printf("%zu more: the chain lists them", i->n_presented - shown);
		connection_field(p, "", more);
		free(more);
	}
	for (size_t k = 0; k < i->n_path; k++) {
		enum card_origin origin = i->cards[i->path[k]].origin;

		if (origin == ORIGIN_FETCHED || origin == ORIGIN_STORE)
			connection_card(p, i, origin == ORIGIN_FETCHED ? "fetched" : "not sent", i->path[k]);
	}
}

static void connection_command(struct page *p, const char *tool, char *command)
{
	if (command != NULL)
		page_field(p, 2, CONNECTION_INDENT, INK_LABEL, tool, INK_CODE, command);
	free(command);
}

static void connection_by_hand(struct page *p, const struct inspection *i)
{
	char *first = by_hand_openssl(i);

	if (first == NULL)
		return;
	page_heading(p, "The same with other tools");
	connection_command(p, "OpenSSL", first);
	connection_command(p, "GnuTLS", by_hand_gnutls(i));
	connection_command(p, "curl", by_hand_curl(i));
}

static void connection_fill(struct view *v, struct page *p)
{
	const struct inspection *i = v->shown->i;
	const struct connection *c = &i->connection;
	bool over = c->protocol != NULL;
	char *where;

	if (!i->has_connection) {
		page_text(p, 2, INK_DIM, i->target.kind == TARGET_HOST || i->target.kind == TARGET_DEMO
			? "There was no connection: nobody answered."
			: "There was no connection: this was read from a file.");
		return;
	}
	where = mem_printf(c->address != NULL && strchr(c->address, ':') != NULL ? "[%s]:%d" : "%s:%d",
		c->address != NULL ? c->address : "?", c->port);
	page_heading(p, "Connection");
	connection_field(p, c->proxy != NULL ? "proxy's address" : "address", where);
	if (c->proxy != NULL)
		connection_field(p, "through the proxy", c->proxy);
	connection_field(p, "name sent (SNI)", i->target.servername != NULL ? i->target.servername : "none");
	connection_field(p, "protocol", c->protocol);
	connection_field(p, "cipher", c->cipher);
	connection_field(p, "key exchange", c->group);
	connection_field(p, "server's signature", c->signature);
	/* where no handshake came to an end, nothing is known of what it would have agreed on */
	connection_field(p, "application (ALPN)", c->alpn != NULL ? c->alpn : over ? "none agreed" : NULL);
	connection_field(p, "stapled proof", c->stapled_ocsp ? "came with the handshake" : over ? "none" : NULL);
	connection_client(p, i);
	for (size_t k = 0; k < i->n_shown; k++) {
		char *shown = phrase_shown(&i->shown[k], i->time);

		connection_field(p, k == 0 ? "also shown" : "", shown);
		free(shown);
	}
	if (i->dane != NULL)
		connection_field(p, "DANE", i->dane);
	if (i->caa != NULL)
		connection_field(p, "CAA", i->caa->text);
	connection_times(p, &c->ms);
	connection_chain(p, i);
	connection_by_hand(p, i);
	free(where);
}

static void connection_nothing(struct view *v, struct page *p)
{
	(void)v;
	page_text(p, 2, INK_DIM, "There is no inspection to show.");
}

static void connection_open(struct view *v)
{
	pager_open(v, v->shown != NULL ? connection_fill : connection_nothing);
}

static const enum request connection_requests[] = { PAGER_REQUESTS, REQUEST_AGAIN, REQUEST_NONE };

const struct view_ops view_connection = {
	.name = "connection", .title = "Connection", .state_size = sizeof(struct pager),
		.opened_by = REQUEST_CONNECTION,
	.requests = connection_requests, .tab = true, .open = connection_open, .close = pager_close,
	.paint = pager_paint,
	.plain = pager_plain, .request = pager_request, .hint = pager_hint,
};
