/* SPDX-License-Identifier: GPL-3.0-or-later
 * Certificate messages as sent. */
#include "tls/messages.h"

/* Cut `size` octets that follow a length of `width` octets from the front. False: not that many there. */
static bool messages_vector(struct bytes *b, unsigned width, struct bytes *out)
{
	size_t n = 0;
	unsigned i;

	if (b->n < width)
		return false;
	for (i = 0; i < width; i++)
		n = n << 8 | b->p[i];
	if (b->n - width < n)
		return false;
	*out = (struct bytes){ b->p + width, n };
	b->p += width + n;
	b->n -= width + n;
	return true;
}

/* CertificateStatus is a type, 1 for OCSP, and a response with a length of three octets. */
void messages_status(struct handshake *h, struct bytes msg)
{
	struct bytes response;

	if (msg.n < 1 || msg.p[0] != 1 || h->staple.len > 0)
		return;
	msg.p++;
	msg.n--;
	if (messages_vector(&msg, 3, &response))
		(void)buf_add(&h->staple, response.p, response.n);
}

static void messages_leaf_extensions(struct handshake *h, struct bytes list)
{
	enum { STATUS_REQUEST = 5, TIMESTAMPS = 18 };

	while (list.n >= 4) {
		unsigned type = (unsigned)list.p[0] << 8 | list.p[1];
		struct bytes value;

		list.p += 2;
		list.n -= 2;
		if (!messages_vector(&list, 2, &value))
			return;
		if (type == STATUS_REQUEST)
			messages_status(h, value);
		else if (type == TIMESTAMPS && h->scts.len == 0)
			(void)buf_add(&h->scts, value.p, value.n);
	}
}

static void messages_read_list(struct handshake *h, struct bytes msg, bool tls13)
{
	struct bytes rest, context, list, cert, extensions;

	if (buf_add(&h->message, msg.p, msg.n < LIMIT_CHAIN_BYTES ? msg.n : LIMIT_CHAIN_BYTES) != 0)
		return;
	rest = buf_bytes(&h->message);
	if (tls13 && !messages_vector(&rest, 1, &context))
		return;
	/* A list that claims more than came is read as far as it goes. */
	if (!messages_vector(&rest, 3, &list)) {
		if (rest.n < 3)
			return;
		list = (struct bytes){ rest.p + 3, rest.n - 3 };
	}
	while (h->n_certs < LIMIT_CHAIN_CERTS && messages_vector(&list, 3, &cert)) {
		bool leaf = h->n_certs == 0;

		if (cert.n > 0 || leaf)
			h->certs[h->n_certs++] = cert;
		if (!tls13)
			continue;
		if (!messages_vector(&list, 2, &extensions))
			return;
		if (leaf)
			messages_leaf_extensions(h, extensions);
	}
}

void messages_read(struct handshake *h, struct bytes msg, bool tls13)
{
	h->certificate_seen = true;
	messages_read_list(h, msg, tls13);
	/* entries without octets, and nothing else: no certificate */
	if (h->n_certs == 1 && h->certs[0].n == 0)
		h->n_certs = 0;
}

/* The extension that names CAs, among those of a request. */
static bool messages_authorities(struct bytes msg, struct bytes *names)
{
	enum { CERTIFICATE_AUTHORITIES = 47 };
	struct bytes context, list, value;

	if (!messages_vector(&msg, 1, &context) || !messages_vector(&msg, 2, &list))
		return false;
	while (list.n >= 4) {
		unsigned type = (unsigned)list.p[0] << 8 | list.p[1];

		list.p += 2;
		list.n -= 2;
		if (!messages_vector(&list, 2, &value))
			return false;
		if (type == CERTIFICATE_AUTHORITIES)
			return messages_vector(&value, 2, names);
	}
	return false;
}

void messages_request(struct handshake *h, struct bytes msg, bool tls13)
{
	struct bytes types, algorithms, names;
	bool old = !tls13 && gnutls_protocol_get_version(h->session) < GNUTLS_TLS1_2;

	if (tls13 ? !messages_authorities(msg, &names)
		: !messages_vector(&msg, 1, &types) || (!old && !messages_vector(&msg, 2, &algorithms))
		|| !messages_vector(&msg, 2, &names))
		return;
	if (h->authorities.len == 0)
		(void)buf_add(&h->authorities, names.p, names.n);
}

/* Past the server's share: a named curve and a point (RFC 8422 5.4), or three numbers (RFC 5246 7.4.3). */
static bool messages_past_share(const struct handshake *h, struct bytes *msg)
{
	enum { NAMED_CURVE = 3, CURVE_OCTETS = 3 };
	gnutls_kx_algorithm_t kx = gnutls_kx_get(h->session);
	struct bytes skipped;

	if (kx == GNUTLS_KX_DHE_RSA || kx == GNUTLS_KX_DHE_DSS)
		return messages_vector(msg, 2, &skipped) && messages_vector(msg, 2, &skipped)
			&& messages_vector(msg, 2, &skipped);
	if (msg->n < CURVE_OCTETS || msg->p[0] != NAMED_CURVE)
		return false;
	*msg = (struct bytes){ msg->p + CURVE_OCTETS, msg->n - CURVE_OCTETS };
	return messages_vector(msg, 1, &skipped);
}

void messages_signature(struct handshake *h, struct bytes msg, bool exchange)
{
	enum { METHOD_OCTETS = 2 };
	struct bytes signature;

	if (exchange && !messages_past_share(h, &msg))
		return;
	if (gnutls_protocol_get_version(h->session) >= GNUTLS_TLS1_2) {
		if (msg.n < METHOD_OCTETS)
			return;
		msg = (struct bytes){ msg.p + METHOD_OCTETS, msg.n - METHOD_OCTETS };
	}
	if (!messages_vector(&msg, 2, &signature))
		return;
	h->signature_empty = signature.n == 0;
	if (h->signature.len == 0)
		(void)buf_add(&h->signature, signature.p, signature.n);
}

bool messages_next_name(struct bytes *list, struct bytes *name)
{
	return messages_vector(list, 2, name);
}

int messages_version(gnutls_session_t s)
{
	switch (gnutls_protocol_get_version(s)) {
	case GNUTLS_SSL3:
		return 0x0300;
	case GNUTLS_TLS1_0:
		return 0x0301;
	case GNUTLS_TLS1_1:
		return 0x0302;
	case GNUTLS_TLS1_2:
		return 0x0303;
	case GNUTLS_TLS1_3:
		return 0x0304;
	default:
		return 0;
	}
}
