/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writes a ClientHello (RFC 8446 4.1.2) and reads what the server chose (4.1.3, 4.1.4). */
#include "tls/hello.h"

#include <errno.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <string.h>

enum { HELLO_RECORD = 5, HELLO_HANDSHAKE = 22, HELLO_SERVER = 2, HELLO_X25519 = 0x001d, HELLO_RANDOM_OCTETS = 32,
	HELLO_NAME_MOST = 255, HELLO_KEY_SHARE = 51 };

/* IANA, TLS Supported Groups: draft-ietf-tls-ecdhe-mlkem, draft-ietf-tls-mlkem */
static const struct hello_group { uint16_t id; const char *words; } hello_groups[] = {
	{ 0x11ec, "it chose the key exchange X25519MLKEM768" },
	{ 0x11eb, "it chose the key exchange SecP256r1MLKEM768" },
	{ 0x11ed, "it chose the key exchange SecP384r1MLKEM1024" },
	{ 0x0200, "it chose the key exchange MLKEM512" },
	{ 0x0201, "it chose the key exchange MLKEM768" },
	{ 0x0202, "it chose the key exchange MLKEM1024" },
};

enum { HELLO_GROUPS = sizeof hello_groups / sizeof *hello_groups };

/* draft-ietf-tls-mldsa 3 (mldsa44, mldsa65, mldsa87); then the usual ones (RFC 8446 4.2.3) */
static const uint16_t hello_schemes[] = { 0x0904, 0x0905, 0x0906, 0x0403, 0x0503, 0x0603, 0x0804, 0x0805, 0x0806,
	0x0401, 0x0501, 0x0601 };

enum { HELLO_SCHEMES = sizeof hello_schemes / sizeof *hello_schemes };

/* ---- out ---- */

static void hello_octets(struct hello *h, const void *p, size_t n)
{
	if (n <= sizeof h->out - h->n_out) {
		memcpy(h->out + h->n_out, p, n);
		h->n_out += n;
	}
}

static void hello_u16(struct hello *h, unsigned v)
{
	const uint8_t two[] = { (uint8_t)(v >> 8), (uint8_t)v };

	hello_octets(h, two, sizeof two);
}

static void hello_random(struct hello *h)
{
	uint8_t random[HELLO_RANDOM_OCTETS] = { 0 };

	(void)gnutls_rnd(GNUTLS_RND_NONCE, random, sizeof random);
	hello_octets(h, random, sizeof random);
}

/* The length of what follows goes to `at`, two octets. */
static void hello_close(struct hello *h, size_t at)
{
	size_t n = h->n_out - at - 2;

	h->out[at] = (uint8_t)(n >> 8);
	h->out[at + 1] = (uint8_t)n;
}

static void hello_extensions(struct hello *h, const char *name)
{
	static const uint8_t versions[] = { 0, 43, 0, 3, 2, 3, 4 }, modes[] = { 0, 45, 0, 2, 1, 1 };
	size_t n = name != NULL ? strlen(name) : 0;

	if (n > 0 && n <= HELLO_NAME_MOST) {
		hello_u16(h, 0);
		hello_u16(h, (unsigned)n + 5);
		hello_u16(h, (unsigned)n + 3);
		hello_octets(h, "", 1);
		hello_u16(h, (unsigned)n);
		hello_octets(h, name, n);
	}
	hello_u16(h, 10);
	hello_u16(h, 2 * (HELLO_GROUPS + 3) + 2);
	hello_u16(h, 2 * (HELLO_GROUPS + 3));
	for (size_t i = 0; i < HELLO_GROUPS; i++)
		hello_u16(h, hello_groups[i].id);
	hello_u16(h, HELLO_X25519);
	hello_u16(h, 0x0017);
	hello_u16(h, 0x0018);
	hello_u16(h, 13);
	hello_u16(h, 2 * HELLO_SCHEMES + 2);
	hello_u16(h, 2 * HELLO_SCHEMES);
	for (size_t i = 0; i < HELLO_SCHEMES; i++)
		hello_u16(h, hello_schemes[i]);
	hello_octets(h, versions, sizeof versions);
	hello_octets(h, modes, sizeof modes);
	/* any 32 octets are a key share of X25519 (RFC 7748 5); for the others the server asks */
	hello_u16(h, HELLO_KEY_SHARE);
	hello_u16(h, 4 + HELLO_RANDOM_OCTETS + 2);
	hello_u16(h, 4 + HELLO_RANDOM_OCTETS);
	hello_u16(h, HELLO_X25519);
	hello_u16(h, HELLO_RANDOM_OCTETS);
	hello_random(h);
}

void hello_start(struct hello *h, const char *name)
{
	static const uint8_t record[] = { HELLO_HANDSHAKE, 3, 1, 0, 0, 1, 0, 0, 0 },
		session[] = { HELLO_RANDOM_OCTETS }, suites[] = { 0, 6, 0x13, 1, 0x13, 2, 0x13, 3, 1, 0 };
	size_t extensions;

	*h = (struct hello){ 0 };
	hello_octets(h, record, sizeof record);
	hello_u16(h, 0x0303);
	hello_random(h);
	hello_octets(h, session, sizeof session);
	hello_random(h);
	hello_octets(h, suites, sizeof suites);
	extensions = h->n_out;
	hello_u16(h, 0);
	hello_extensions(h, name);
	hello_close(h, extensions);
	hello_close(h, HELLO_RECORD + 2);
	hello_close(h, HELLO_RECORD - 2);
}

/* ---- and in ---- */

/* The record's length, and whether all of it is here, or as much as is kept. */
static bool hello_whole(const struct hello *h)
{
	return h->n_in == sizeof h->in || (h->n_in >= HELLO_RECORD
		&& h->n_in >= HELLO_RECORD + ((size_t)h->in[3] << 8 | h->in[4]));
}

static bool hello_later(void)
{
	return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

enum hello_state hello_step(struct hello *h, struct stream *s)
{
	ssize_t n;

	while (h->sent < h->n_out) {
		n = stream_write(s, h->out + h->sent, h->n_out - h->sent);
		if (n < 0)
			return hello_later() ? HELLO_WANTS_WRITE : HELLO_OVER;
		h->sent += (size_t)n;
	}
	while (!hello_whole(h)) {
		n = stream_read(s, h->in + h->n_in, sizeof h->in - h->n_in);
		if (n < 0 && hello_later())
			return HELLO_WANTS_READ;
		if (n <= 0)
			return HELLO_OVER;
		h->n_in += (size_t)n;
	}
	return HELLO_OVER;
}

static bool hello_take(struct bytes *in, size_t n, struct bytes *out)
{
	if (in->n < n)
		return false;
	*out = (struct bytes){ in->p, n };
	in->p += n;
	in->n -= n;
	return true;
}

static bool hello_number(struct bytes *in, size_t octets, size_t *v)
{
	struct bytes b;

	if (!hello_take(in, octets, &b))
		return false;
	for (*v = 0; b.n > 0; b.p++, b.n--)
		*v = *v << 8 | b.p[0];
	return true;
}

/* The group that the ServerHello's or HelloRetryRequest's key_share names, its first two octets in both; 0: none. */
static size_t hello_group(struct bytes extensions)
{
	struct bytes body;
	size_t type, n, group;

	while (hello_number(&extensions, 2, &type) && hello_number(&extensions, 2, &n)
		&& hello_take(&extensions, n, &body))
		if (type == HELLO_KEY_SHARE)
			return hello_number(&body, 2, &group) ? group : 0;
	return 0;
}

const char *hello_chosen(const struct hello *h)
{
	struct bytes in = { h->in, h->n_in }, skipped, extensions;
	size_t record, type, n, group;

	if (!hello_number(&in, 1, &record) || record != HELLO_HANDSHAKE || !hello_take(&in, HELLO_RECORD - 1, &skipped)
		|| !hello_number(&in, 1, &type) || type != HELLO_SERVER
		|| !hello_take(&in, 3 + 2 + HELLO_RANDOM_OCTETS, &skipped)
		|| !hello_number(&in, 1, &n) || !hello_take(&in, n, &skipped) || !hello_take(&in, 3, &skipped)
		|| !hello_number(&in, 2, &n) || !hello_take(&in, n, &extensions))
		return NULL;
	group = hello_group(extensions);
	for (size_t i = 0; i < HELLO_GROUPS; i++)
		if (hello_groups[i].id == group)
			return hello_groups[i].words;
	return group == HELLO_X25519 ? "it went on as soon as ML-DSA signatures were on offer" : NULL;
}
