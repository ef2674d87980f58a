/* SPDX-License-Identifier: GPL-3.0-or-later
 * The way to a host, leg by leg. */
#include "parts/progress-legs.h"

#include "base/mem.h"
#include "parts/page.h"

#include <stdlib.h>
#include <string.h>

/* Where each of the findings without a certificate stands on the way; those not named here end where time shows it. */
static const struct { enum finding_id id; enum leg leg; } journey_ends[] = {
	{ FINDING_DNS_FAILED, LEG_NAME }, { FINDING_REFUSED, LEG_CONNECT }, { FINDING_UNREACHABLE, LEG_CONNECT },
	{ FINDING_PROXY_FAILED, LEG_CONNECT }, { FINDING_STARTTLS_UNSUPPORTED, LEG_STARTTLS },
		{ FINDING_NOT_TLS, LEG_TLS },
	{ FINDING_HANDSHAKE_FAILED, LEG_TLS }, { FINDING_CONNECTION_CLOSED, LEG_TLS },
		{ FINDING_NO_CERTIFICATE, LEG_CERTIFICATE },
};

static double journey_ms(const struct inspection *i, enum leg leg)
{
	const struct timings *t = &i->connection.ms;
	const double ms[N_LEGS] = { t->resolve, t->connect, t->starttls, t->handshake, -1 };

	return i->has_connection ? ms[leg] : -1;
}

/* The leg on which an inspection without a certificate ended. */
static enum leg journey_end(const struct inspection *i)
{
	enum finding_id id = i->verdict.finding >= 0 ? i->findings[i->verdict.finding].id : FINDING_TIMEOUT;

	for (size_t k = 0; k < sizeof journey_ends / sizeof *journey_ends; k++) {
		if (journey_ends[k].id == id)
			return journey_ends[k].leg;
	}
	if (journey_ms(i, LEG_CONNECT) >= 0)
		return LEG_TLS;
	return journey_ms(i, LEG_NAME) >= 0 ? LEG_CONNECT : LEG_NAME;
}

static char *journey_words(const struct inspection *i, enum leg leg)
{
	const struct connection *c = &i->connection;
	const char *host = i->target.host_unicode != NULL ? i->target.host_unicode : "the host";

	switch (leg) {
	case LEG_NAME: return mem_printf("look up %s", host);
	case LEG_CONNECT:
		if (i->has_connection && c->proxy != NULL)
			return mem_printf("connect through the proxy %s", c->proxy);
		if (i->has_connection && c->address != NULL)
			return mem_printf(strchr(c->address, ':') != NULL ? "connect to [%s]:%d" : "connect to %s:%d",
				c->address, c->port);
		return mem_printf("connect to port %d", i->target.port);
	case LEG_STARTTLS: return mem_strdup("ask for TLS in the protocol's own words");
	case LEG_TLS: return mem_strdup("agree on TLS");
	case LEG_CERTIFICATE: case N_LEGS: break;
	}
	return mem_strdup("receive the certificate");
}

/* Of a file there is one step, and of a key in it whose it is. */
static void journey_file(const struct draw *d, int y, const struct inspection *i)
{
	bool key = inspection_is_key(i);
	enum ink ink = key ? INK_GOOD : INK_BAD;
	int x = 4 + draw_text(d, y, 4, INK_STRONG, "read ");
	struct draw in = draw_part(d, (struct region){ y + 2, 4, d->at.h - y - 2, d->at.w - 6 });
	const char *name = i->target.input;
	struct page p;

	if (strncmp(name, "file:", 5) == 0)
		name += 5;
	(void)draw_glyph(d, y, 2, ink, key ? GLYPH_PASS : GLYPH_FAIL);
	x += draw_name_in(d, y, x, d->at.w - x - 24, INK_STRONG, name);
	(void)draw_text(d, y, x, ink, key ? "  a private key" : "  no certificate in it");
	if (i->keys == NULL || d->at.h <= y + 2)
		return;
	page_init(&p, in.at.w, draw_ascii(d));
	page_text(&p, 0, INK_TEXT, i->keys);
	page_draw(&p, &in, 0, NULL);
	page_done(&p);
}

void journey_draw(const struct draw *d, const struct inspection *i)
{
	enum leg end = journey_end(i);
	int y = d->at.h > 6 ? 1 : 0;

	if (i->target.kind == TARGET_FILE) {
		journey_file(d, y, i);
		return;
	}
	for (enum leg leg = LEG_NAME; leg < N_LEGS; leg++) {
		bool passed = leg < end;
		enum glyph sign = passed ? GLYPH_PASS : leg == end ? GLYPH_FAIL : GLYPH_DOT;
		char *words;
		int x;

		if ((leg == LEG_STARTTLS && end != LEG_STARTTLS && journey_ms(i, leg) < 0)
			|| (leg == LEG_NAME && i->target.host_is_ip))
			continue;
		words = journey_words(i, leg);
		(void)draw_glyph(d, y, 2, passed ? INK_GOOD : leg == end ? INK_BAD : INK_DIM, sign);
		x = 4 + draw_text(d, y, 4, leg == end ? INK_STRONG : passed ? INK_TEXT : INK_DIM, words);
		if (leg == end)
			(void)draw_text(d, y, x, INK_BAD, "  the way ends here");
		else if (passed && journey_ms(i, leg) >= 0)
			(void)draw_textf(d, y, x, INK_DIM, "  %.0f ms", journey_ms(i, leg));
		free(words);
		y++;
	}
}
