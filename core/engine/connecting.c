/* SPDX-License-Identifier: GPL-3.0-or-later
 * The way to a TLS server, leg by leg. */
#include "engine/connecting.h"

#include "base/descriptors.h"
#include "base/limits.h"
#include "base/mem.h"

#include <stdlib.h>

/* ---- the place among those that resolve ---- */

/* Is a name looked up, in a thread of its own? */
static bool connecting_resolves(const struct dial_request *r)
{
	return r->proxy != NULL || direct_resolves(r->host);
}

bool connecting_must_wait(const struct connecting_request *r)
{
	return (*r->resolving >= LIMIT_RESOLVING && connecting_resolves(&r->dial)) || connecting_short();
}

/* Resolver threads that were given up keep theirs until the resolver gives up, too. */
bool connecting_short(void)
{
	size_t spare = descriptors_limit() / 4;

	if (spare > LIMIT_SPARE_DESCRIPTORS)
		spare = LIMIT_SPARE_DESCRIPTORS;
	return descriptors_left(spare) < spare;
}

static void connecting_give_place(struct connecting *c)
{
	if (c->placed)
		(*c->request.resolving)--;
	c->placed = false;
}

/* ---- the legs ---- */

static enum wait connecting_over(struct connecting *c, enum connecting_end end)
{
	connecting_give_place(c);
	if (end == CONNECTING_DONE)
		dial_close(&c->dial);
	c->leg = CONNECTING_OVER;
	c->end = end;
	c->wake = 0;
	return WAIT_OVER;
}

static enum wait connecting_begin(struct connecting *c)
{
	const struct connecting_request *r = &c->request;

	if (net_clock_ms() < c->wake)
		return WAIT_LOOP;
	c->wake = 0;
	if (connecting_must_wait(r)) {
		c->wake = connecting_short() ? net_clock_ms() + LIMIT_PLACE_AGAIN_MS : 0;
		return WAIT_LOOP;
	}
	c->placed = connecting_resolves(&r->dial);
	*r->resolving += c->placed;
	c->dialled = net_clock_ms();
	dial_start(&c->dial, r->net, &r->dial);
	c->leg = CONNECTING_RESOLVE;
	return WAIT_NONE;
}

/* Nothing came of the dial yet. What a proxy does meanwhile is not seen, so that it has all of the time. */
static enum wait connecting_await(struct connecting *c)
{
	if (c->leg != CONNECTING_DIAL || c->request.answer_ms <= 0 || c->dial.proxied)
		return WAIT_LOOP;
	c->wake = c->knocked + c->request.answer_ms;
	if (net_clock_ms() < c->wake)
		return WAIT_LOOP;
	c->unanswered = true;
	return connecting_over(c, CONNECTING_NOT_REACHED);
}

static enum wait connecting_dial(struct connecting *c)
{
	enum dial_state s = dial_step(&c->dial);

	if (c->dial.resolved && c->leg != CONNECTING_DIAL) {
		connecting_give_place(c);
		c->leg = CONNECTING_DIAL;
		c->knocked = net_clock_ms();
	}
	if (s == DIAL_BUSY)
		return connecting_await(c);
	if (s == DIAL_FAILED && dial_ran_short(&c->dial)) {
		connecting_give_place(c);
		c->leg = CONNECTING_PLACE;
		c->wake = net_clock_ms() + LIMIT_PLACE_AGAIN_MS;
		return WAIT_LOOP;
	}
	if (s == DIAL_FAILED)
		return connecting_over(c, CONNECTING_NOT_REACHED);
	if (c->request.dial_only)
		return connecting_over(c, CONNECTING_DONE);
	connecting_give_place(c);
	c->fd = c->dial.stream.fd;
	c->leg = c->request.upgrade != NULL ? CONNECTING_UPGRADE : CONNECTING_HANDSHAKE;
	return WAIT_NONE;
}

static enum wait connecting_upgrade(struct connecting *c)
{
	if (c->starttls == NULL) {
		c->upgrading = net_clock_ms();
		c->starttls = mem_alloc(sizeof *c->starttls);
		starttls_start(c->starttls, c->request.upgrade, c->request.upgrade_name, &c->dial.stream);
	}
	switch (starttls_step(c->starttls)) {
	case STARTTLS_WANTS_READ:
		c->wake = c->starttls->quiet_until;
		return WAIT_READ;
	case STARTTLS_WANTS_WRITE:
		return WAIT_WRITE;
	case STARTTLS_FAILED:
		return connecting_over(c, CONNECTING_NOT_UPGRADED);
	default:
		c->upgrade_ms = net_clock_ms() - c->upgrading;
		c->leg = CONNECTING_HANDSHAKE;
		return WAIT_NONE;
	}
}

static enum wait connecting_hello(struct connecting *c)
{
	if (c->hello == NULL) {
		c->hello = mem_alloc(sizeof *c->hello);
		hello_start(c->hello, c->request.handshake.servername);
	}
	switch (hello_step(c->hello, &c->dial.stream)) {
	case HELLO_WANTS_READ: return WAIT_READ;
	case HELLO_WANTS_WRITE: return WAIT_WRITE;
	default: return connecting_over(c, CONNECTING_DONE);
	}
}

static enum wait connecting_shake(struct connecting *c)
{
	if (c->request.by_hand)
		return connecting_hello(c);
	if (c->handshake == NULL) {
		c->handshake = mem_alloc(sizeof *c->handshake);
		handshake_start(c->handshake, c->request.client, &c->dial.stream, &c->request.handshake);
	}
	switch (handshake_step(c->handshake)) {
	case HANDSHAKE_WANTS_READ:
		c->wake = handshake_wake(c->handshake);
		return WAIT_READ;
	case HANDSHAKE_WANTS_WRITE:
		c->wake = handshake_wake(c->handshake);
		return WAIT_WRITE;
	default:
		return connecting_over(c, CONNECTING_DONE);
	}
}

/* ---- from outside ---- */

void connecting_start(struct connecting *c, const struct connecting_request *r)
{
	struct connecting_request request = *r;      /* which may be c's own */

	connecting_free(c);
	*c = (struct connecting){ .request = request, .leg = CONNECTING_PLACE, .upgrade_ms = -1, .fd = -1 };
}

enum wait connecting_step(struct connecting *c)
{
	static enum wait (*const legs[])(struct connecting *) = {
		[CONNECTING_PLACE] = connecting_begin, [CONNECTING_RESOLVE] = connecting_dial,
		[CONNECTING_DIAL] = connecting_dial, [CONNECTING_UPGRADE] = connecting_upgrade,
		[CONNECTING_HANDSHAKE] = connecting_shake,
	};

	if (c->leg == CONNECTING_NOT || c->leg == CONNECTING_OVER)
		return WAIT_OVER;
	c->wake = 0;
	return legs[c->leg](c);
}

double connecting_lends(const struct connecting *c)
{
	return c->leg == CONNECTING_RESOLVE || c->leg == CONNECTING_DIAL ? c->dialled + LIMIT_UNANSWERED_MS : 0;
}

bool connecting_give_up(struct connecting *c)
{
	if (c->leg != CONNECTING_HANDSHAKE || c->handshake == NULL || c->handshake->n_certs == 0)
		return false;
	handshake_give_up(c->handshake);
	(void)connecting_over(c, CONNECTING_DONE);
	return true;
}

void connecting_free(struct connecting *c)
{
	connecting_give_place(c);
	if (c->handshake != NULL)
		handshake_done(c->handshake);
	free(c->handshake);
	c->handshake = NULL;
	free(c->hello);
	c->hello = NULL;
	if (c->starttls != NULL)
		starttls_done(c->starttls);
	free(c->starttls);
	c->starttls = NULL;
	dial_close(&c->dial);
	c->leg = CONNECTING_NOT;
}
