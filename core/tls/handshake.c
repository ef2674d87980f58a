/* SPDX-License-Identifier: GPL-3.0-or-later
 * Driving GnuTLS, and listening to the handshake's messages as they come. */
#include "tls/handshake.h"

#include "tls/bearable.h"
#include "tls/hybrids.h"
#include "tls/messages.h"
#include "tls/proof.h"
#include "base/mem.h"
#include "base/secret.h"
#include "net/net.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { TLS_EXT_SCT = 18, DH_BITS = 512, HELLO_LOOPS = 16, PATIENCE_MS = 2000 };

struct tls_client {
	gnutls_certificate_credentials_t credentials;
	gnutls_anon_client_credentials_t anonymous;
	gnutls_priority_t priorities[N_TLS_PROFILES];
	bool (*bearable)(struct bytes leaf);
	bool has_cert;
	bool post_quantum;       /* the first of its groups are hybrid ones */
};

/* X25519 first, and a key share for it alone (GNUTLS_KEY_SHARE_TOP): one key to make; behind the hybrid ones and with
 * two shares where there are such, as browsers send them. %COMPAT lets pass what a browser
 * may refuse for reasons of its own, such as a key usage that does not fit the key exchange: judging is not done
 * here. */
static const char *const tls_priorities[N_TLS_PROFILES] = {
	[TLS_USUAL] = "NORMAL:-KX-ALL:+ECDHE-ECDSA:+ECDHE-RSA:+RSA:-CIPHER-ALL:+AES-128-GCM:+AES-256-GCM:+CHACHA20-POLY1305:+AES-128-CBC:+AES-256-CBC:"
		"-GROUP-ALL:+GROUP-X25519:+GROUP-SECP256R1:+GROUP-SECP384R1:+GROUP-SECP521R1:+GROUP-X448:+GROUP-FFDHE2048:"
		"+GROUP-FFDHE3072:%COMPAT",
	[TLS_LEGACY] = "LEGACY:-VERS-ALL:+VERS-TLS1.2:+VERS-TLS1.1:+VERS-TLS1.0:+3DES-CBC:+ARCFOUR-128:+MD5:+DHE-DSS:"
		"-GROUP-ALL:+GROUP-X25519:+GROUP-SECP256R1:+GROUP-SECP384R1:+GROUP-SECP521R1:+GROUP-SECP224R1:+GROUP-SECP192R1:"
		"+SIGN-RSA-SHA1:+SIGN-ECDSA-SHA1:+SIGN-DSA-SHA1:+SIGN-RSA-MD5:+ANON-ECDH:+ANON-DH:%COMPAT"
};

/* Read where they are asked for alone. */
static const char *const tls_kinds[] = {
	[HANDSHAKE_RSA] = "NORMAL:-KX-ALL:+ECDHE-RSA:+DHE-RSA:+RSA:-SIGN-ALL:+SIGN-RSA-PSS-RSAE-SHA256:"
		"+SIGN-RSA-PSS-RSAE-SHA384:+SIGN-RSA-PSS-RSAE-SHA512:+SIGN-RSA-SHA256:+SIGN-RSA-SHA384:+SIGN-RSA-SHA512:"
		"-GROUP-ALL:+GROUP-X25519:+GROUP-SECP256R1:+GROUP-SECP384R1:%COMPAT",
	[HANDSHAKE_ECDSA] = "NORMAL:-KX-ALL:+ECDHE-ECDSA:-SIGN-ALL:+SIGN-ECDSA-SECP256R1-SHA256:+SIGN-ECDSA-SECP384R1-SHA384:"
		"+SIGN-ECDSA-SECP521R1-SHA512:+SIGN-ECDSA-SHA256:+SIGN-ECDSA-SHA384:+SIGN-ECDSA-SHA512:"
		"-GROUP-ALL:+GROUP-X25519:+GROUP-SECP256R1:+GROUP-SECP384R1:%COMPAT",
};

/* Where GnuTLS lists a group and does not take it all the same, the usual ones do. */
static int tls_usual(struct tls_client *c)
{
	char *priority = hybrids_first(tls_priorities[TLS_USUAL], hybrids_has);
	int r = -1;

	if (priority != NULL)
		r = gnutls_priority_init(&c->priorities[TLS_USUAL], priority, NULL);
	c->post_quantum = r >= 0;
	free(priority);
	return r >= 0 ? r : gnutls_priority_init(&c->priorities[TLS_USUAL], tls_priorities[TLS_USUAL], NULL);
}

struct tls_client *tls_client_new(const char *cert, const char *key, bool (*bearable)(struct bytes leaf),
	struct cc_err *e)
{
	struct tls_client *c = mem_alloc(sizeof *c);
	int r, i;

	c->bearable = bearable;
	r = gnutls_certificate_allocate_credentials(&c->credentials);
	if (r >= 0)
		r = gnutls_anon_allocate_client_credentials(&c->anonymous);
	for (i = 0; r >= 0 && i < N_TLS_PROFILES; i++)
		r = i == TLS_USUAL ? tls_usual(c) : gnutls_priority_init(&c->priorities[i], tls_priorities[i], NULL);
	if (r < 0) {
		err_setx(e, ERR_CRYPTO, "GnuTLS cannot be set up: %s", gnutls_strerror(r));
		goto fail;
	}
	if (cert != NULL) {
		secret_held();
		r = gnutls_certificate_set_x509_key_file(c->credentials, cert, key != NULL ? key : cert,
			GNUTLS_X509_FMT_PEM);
		if (r < 0) {
			err_setx(e, ERR_USAGE, "--cert %s, --key %s: %s", cert, key != NULL ? key : cert,
				gnutls_strerror(r));
			goto fail;
		}
		c->has_cert = true;
	}
	return c;
fail:
	tls_client_free(c);
	return NULL;
}

void tls_client_free(struct tls_client *c)
{
	int i;

	if (c == NULL)
		return;
	if (c->credentials != NULL)
		gnutls_certificate_free_credentials(c->credentials);
	if (c->anonymous != NULL)
		gnutls_anon_free_client_credentials(c->anonymous);
	for (i = 0; i < N_TLS_PROFILES; i++)
		if (c->priorities[i] != NULL)
			gnutls_priority_deinit(c->priorities[i]);
	free(c);
}

static void handshake_note_errno(struct handshake *h)
{
	if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)
		h->reset = true;
	gnutls_transport_set_errno(h->session, errno);
}

static ssize_t handshake_read(struct handshake *h, void *data, size_t n)
{
	ssize_t got = stream_read(h->stream, data, n);
	size_t keep;

	if (got < 0) {
		handshake_note_errno(h);
		return -1;
	}
	if (got == 0)
		h->eof = true;
	keep = sizeof h->opening - h->n_opening;
	if (keep > (size_t)got)
		keep = (size_t)got;
	memcpy(h->opening + h->n_opening, data, keep);
	h->n_opening += keep;
	return got;
}

/* What is there, although less was asked for: two calls a record become one for several. */
static ssize_t handshake_read_ahead(struct handshake *h, void *data, size_t n)
{
	ssize_t got;

	if (n >= sizeof h->ahead)
		return handshake_read(h, data, n);
	got = handshake_read(h, h->ahead, sizeof h->ahead);
	h->ahead_at = 0;
	h->n_ahead = got > 0 ? (size_t)got : 0;
	return got;
}

static ssize_t handshake_pull(gnutls_transport_ptr_t p, void *data, size_t n)
{
	struct handshake *h = p;
	bool empty = h->ahead_at == h->n_ahead;
	ssize_t read = empty ? handshake_read_ahead(h, data, n) : 0;
	size_t got = read > 0 ? (size_t)read : 0;

	h->pulls++;
	if (read < 0)
		return -1;
	if (h->ahead_at < h->n_ahead) {
		got = h->n_ahead - h->ahead_at;
		got = got < n ? got : n;
		memcpy(data, h->ahead + h->ahead_at, got);
		h->ahead_at += got;
	}
	h->received += got;
	if (h->received > 2 * (size_t)LIMIT_CHAIN_BYTES || ++h->reads > LIMIT_HANDSHAKE_READS) {
		h->full = true;
		gnutls_transport_set_errno(h->session, EMSGSIZE);
		return -1;
	}
	return (ssize_t)got;
}

static ssize_t handshake_length(const giovec_t *v, int n)
{
	size_t length = 0;

	for (int i = 0; i < n; i++)
		length += v[i].iov_len;
	return (ssize_t)length;
}

/* Who tears the connection down may have shown certificates before, which still wait to be read: what cannot be said to
 * him any more counts as said, and reading finds the end. */
static ssize_t handshake_push(gnutls_transport_ptr_t p, const giovec_t *v, int n)
{
	struct handshake *h = p;
	ssize_t sent = h->deaf ? handshake_length(v, n) : stream_writev(h->stream, v, (size_t)n);

	if (sent < 0 && (errno == EPIPE || errno == ECONNRESET)) {
		h->deaf = true;
		sent = handshake_length(v, n);
	}
	if (sent < 0)
		handshake_note_errno(h);
	return sent;
}

/* A server that has shown its certificates and goes silent costs at most two handshakes' time, or PATIENCE_MS. */
static void handshake_be_patient(struct handshake *h)
{
	double now = net_clock_ms(), twice = 2 * (now - h->started);

	h->patience_until = now + (twice > PATIENCE_MS ? twice : PATIENCE_MS);
}

/* What would be computed with is too large: the handshake ends here, and nobody looked at the proof. */
static int handshake_unbearable(struct handshake *h)
{
	h->unbearable = true;
	return GNUTLS_E_RECORD_LIMIT_REACHED;
}

/* Does a ServerKeyExchange of this session hold a group of the server's own? */
static bool handshake_is_dh(gnutls_session_t session)
{
	switch (gnutls_kx_get(session)) {
	case GNUTLS_KX_DHE_RSA:
	case GNUTLS_KX_DHE_DSS:
	case GNUTLS_KX_ANON_DH:
		return true;
	default:
		return false;
	}
}

/* Every message, before GnuTLS has looked at it. */
static int handshake_hook(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming,
	const gnutls_datum_t *msg)
{
	struct handshake *h = gnutls_session_get_ptr(session);
	bool tls13 = gnutls_protocol_get_version(session) == GNUTLS_TLS1_3;

	(void)when;
	if (!incoming)
		return 0;
	h->last = type;
	h->last_pulls = h->pulls;
	switch (type) {
	case GNUTLS_HANDSHAKE_CERTIFICATE_PKT:
		if (!h->certificate_seen)
			messages_read(h, (struct bytes){ msg->data, msg->size }, tls13);
		if (h->n_certs > 0 && h->patience_until <= 0)
			handshake_be_patient(h);
		if (h->n_certs > 0 && h->certificates_only)
			return GNUTLS_E_CERTIFICATE_ERROR;
		if (h->n_certs > 0 && !h->client->bearable(h->certs[0]))
			return handshake_unbearable(h);
		break;
	case GNUTLS_HANDSHAKE_SERVER_KEY_EXCHANGE:
		if (!bearable_key_exchange((struct bytes){ msg->data, msg->size }, handshake_is_dh(session)))
			return handshake_unbearable(h);
		__attribute__((fallthrough));
	case GNUTLS_HANDSHAKE_CERTIFICATE_VERIFY:
		h->signature_seen = h->certificate_seen;
		messages_signature(h, (struct bytes){ msg->data, msg->size },
			type == GNUTLS_HANDSHAKE_SERVER_KEY_EXCHANGE);
		break;
	case GNUTLS_HANDSHAKE_CERTIFICATE_STATUS:
		messages_status(h, (struct bytes){ msg->data, msg->size });
		break;
	case GNUTLS_HANDSHAKE_CERTIFICATE_REQUEST:
		h->requested = true;
		messages_request(h, (struct bytes){ msg->data, msg->size }, tls13);
		break;
	default:
		break;
	}
	return 0;
}

static int handshake_scts_received(gnutls_session_t session, const unsigned char *data, size_t n)
{
	struct handshake *h = gnutls_session_get_ptr(session);

	if (h->scts.len == 0)
		(void)buf_add(&h->scts, data, n);
	return 0;
}

/* An empty extension in the ClientHello asks for the timestamps. */
static int handshake_scts_asked(gnutls_session_t session, gnutls_buffer_t extdata)
{
	(void)session;
	(void)extdata;
	return GNUTLS_E_INT_RET_0;
}

static void handshake_set_alpn(struct handshake *h, const char *list)
{
	enum { PROTOCOLS = 4 };
	gnutls_datum_t names[PROTOCOLS];
	unsigned n = 0;

	for (; list != NULL && *list != '\0' && n < PROTOCOLS; n++) {
		size_t len = strcspn(list, ",");

		names[n] = (gnutls_datum_t){ (unsigned char *)(uintptr_t)list, (unsigned)len };
		list += len + (list[len] == ',');
	}
	if (n > 0)
		(void)gnutls_alpn_set_protocols(h->session, names, n, 0);
}

static int handshake_set_up(struct handshake *h, const struct handshake_request *r)
{
	int error = gnutls_init(&h->session, GNUTLS_CLIENT | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL | GNUTLS_NO_TICKETS
		| (h->client->post_quantum ? GNUTLS_KEY_SHARE_TOP2 : GNUTLS_KEY_SHARE_TOP)
		| GNUTLS_FORCE_CLIENT_CERT);

	if (error < 0)
		return error;
	gnutls_session_set_ptr(h->session, h);
	error = r->kind != HANDSHAKE_ANY_KIND ? gnutls_priority_set_direct(h->session, tls_kinds[r->kind], NULL)
		: gnutls_priority_set(h->session, h->client->priorities[r->profile]);
	if (error >= 0)
		error = gnutls_credentials_set(h->session, GNUTLS_CRD_CERTIFICATE, h->client->credentials);
	if (error >= 0 && r->profile == TLS_LEGACY)
		error = gnutls_credentials_set(h->session, GNUTLS_CRD_ANON, h->client->anonymous);
	if (error >= 0 && r->servername != NULL)
		error = gnutls_server_name_set(h->session, GNUTLS_NAME_DNS, r->servername, strlen(r->servername));
	if (error >= 0 && r->ask_scts)
		error = gnutls_session_ext_register(h->session, "signed_certificate_timestamp", TLS_EXT_SCT,
			GNUTLS_EXT_TLS,
			handshake_scts_received, handshake_scts_asked, NULL, NULL, NULL,
			GNUTLS_EXT_FLAG_TLS | GNUTLS_EXT_FLAG_CLIENT_HELLO | GNUTLS_EXT_FLAG_TLS12_SERVER_HELLO);
	handshake_set_alpn(h, r->alpn);
	gnutls_dh_set_prime_bits(h->session, DH_BITS);
	gnutls_handshake_set_max_packet_length(h->session, LIMIT_CHAIN_BYTES);
	/* The inspection's deadline is the only clock: GnuTLS's own does not stop a server that dribbles. */
	gnutls_handshake_set_timeout(h->session, 0);
	gnutls_handshake_set_hook_function(h->session, GNUTLS_HANDSHAKE_ANY, GNUTLS_HOOK_PRE, handshake_hook);
	gnutls_transport_set_ptr(h->session, h);
	gnutls_transport_set_pull_function(h->session, handshake_pull);
	gnutls_transport_set_vec_push_function(h->session, handshake_push);
	return error;
}

void handshake_start(struct handshake *h, const struct tls_client *c, struct stream *s,
	const struct handshake_request *r)
{
	memset(h, 0, sizeof *h);
	h->client = c;
	h->stream = s;
	h->alert = -1;
	h->certificates_only = r->certificates_only;
	h->started = net_clock_ms();
	buf_init(&h->message, LIMIT_CHAIN_BYTES);
	buf_init(&h->staple, LIMIT_STAPLE_BYTES);
	buf_init(&h->scts, LIMIT_SCT_LIST_BYTES);
	buf_init(&h->authorities, LIMIT_AUTHORITIES_BYTES);
	buf_init(&h->signature, LIMIT_PROOF_BYTES);
	h->error = handshake_set_up(h, r);
}

void handshake_done(struct handshake *h)
{
	if (h->session != NULL)
		gnutls_deinit(h->session);
	buf_done(&h->message);
	buf_done(&h->staple);
	buf_done(&h->scts);
	buf_done(&h->authorities);
	buf_done(&h->signature);
	memset(h, 0, sizeof *h);
}

/* GnuTLS stops reading where it no longer sees TLS, and a server that dies early shows as an error of writing: what the
 * peer said may still wait to be read. */
static void handshake_read_last_words(struct handshake *h)
{
	ssize_t got;

	if (h->certificate_seen || h->n_opening == sizeof h->opening)
		return;
	got = stream_read(h->stream, h->opening + h->n_opening, sizeof h->opening - h->n_opening);
	if (got > 0)
		h->n_opening += (size_t)got;
}

static enum handshake_state handshake_ended(struct handshake *h, int error)
{
	h->error = error < 0 ? error : 0;
	h->finished = h->finished > 0 ? h->finished : net_clock_ms();
	if (h->version == 0 && h->certificate_seen)
		h->version = messages_version(h->session);
	if (error >= 0) {
		h->end = h->deaf ? HANDSHAKE_RESET : HANDSHAKE_COMPLETE;
	} else if (h->full) {
		h->end = HANDSHAKE_LIMIT;
	} else if (error == GNUTLS_E_FATAL_ALERT_RECEIVED && gnutls_alert_get(h->session) == GNUTLS_A_CLOSE_NOTIFY) {
		h->end = HANDSHAKE_CLOSED;       /* of whichever level: it is no error (RFC 8446 6) */
	} else if (error == GNUTLS_E_FATAL_ALERT_RECEIVED) {
		h->end = HANDSHAKE_ALERT;
		h->alert = (int)gnutls_alert_get(h->session);
	} else if (h->eof || h->reset || error == GNUTLS_E_SESSION_EOF) {
		h->end = h->reset || h->deaf ? HANDSHAKE_RESET : HANDSHAKE_CLOSED;
	} else {
		h->end = HANDSHAKE_REFUSED;
	}
	if (h->end == HANDSHAKE_REFUSED || h->end == HANDSHAKE_RESET)
		handshake_read_last_words(h);
	h->proof = proof_of(h);
	/* On TLS 1.2 a server that insists on a client certificate says so instead of finishing. */
	if (h->requested && !h->client->has_cert && h->n_certs > 0
	    && (h->end == HANDSHAKE_ALERT || h->end == HANDSHAKE_CLOSED || h->end == HANDSHAKE_RESET))
		h->required = true;
	return HANDSHAKE_OVER;
}

void handshake_give_up(struct handshake *h)
{
	h->end = HANDSHAKE_STALLED;
	h->finished = h->finished > 0 ? h->finished : net_clock_ms();
	if (h->version == 0 && h->certificate_seen)
		h->version = messages_version(h->session);
	h->proof = proof_of(h);
}

/* On TLS 1.3 the client is through before the server has seen that no certificate came: its refusal is the next thing
 * to read. Silence means that it is content. */
static enum handshake_state handshake_linger(struct handshake *h)
{
	uint8_t byte;
	ssize_t r;

	if (h->linger_until == 0) {
		double took = h->finished - h->started;

		h->linger_until = h->finished + (2 * took > 100 ? 2 * took : 100);
	}
	r = gnutls_record_recv(h->session, &byte, sizeof byte);
	if (r > 0)
		return handshake_ended(h, 0);
	if (r == 0)
		return handshake_ended(h, GNUTLS_E_PREMATURE_TERMINATION);
	if (gnutls_error_is_fatal((int)r))
		return handshake_ended(h, (int)r);
	return net_clock_ms() >= h->linger_until ? handshake_ended(h, 0) : HANDSHAKE_WANTS_READ;
}

double handshake_wake(const struct handshake *h)
{
	return h->finished > 0 ? h->linger_until : h->patience_until;
}

enum handshake_state handshake_step(struct handshake *h)
{
	int r = h->error, i;

	if (r < 0)
		return handshake_ended(h, r);
	if (h->finished > 0)
		return handshake_linger(h);
	if (h->patience_until > 0 && net_clock_ms() >= h->patience_until) {
		handshake_give_up(h);
		return HANDSHAKE_OVER;
	}
	/* Warnings make GnuTLS return early; a flood of them must not keep the loop. */
	for (i = 0; i < HELLO_LOOPS; i++) {
		r = gnutls_handshake(h->session);
		if (r == GNUTLS_E_SUCCESS || r == GNUTLS_E_AGAIN || gnutls_error_is_fatal(r))
			break;
	}
	if (r < 0 && !gnutls_error_is_fatal(r))
		return gnutls_record_get_direction(h->session) == 1 ? HANDSHAKE_WANTS_WRITE : HANDSHAKE_WANTS_READ;
	if (r < 0)
		return handshake_ended(h, r);
	h->finished = net_clock_ms();
	h->version = messages_version(h->session);
	if (h->requested && h->version >= 0x0304)
		return handshake_linger(h);
	return handshake_ended(h, 0);
}
