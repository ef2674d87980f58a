/* SPDX-License-Identifier: GPL-3.0-or-later
 * The TLS handshake, as a client that wants to see and not to be protected: nothing is verified, everything is copied
 * out once, also when GnuTLS refuses it in mid-handshake, and then the connection is dropped. */
#ifndef CC_HANDSHAKE_H
#define CC_HANDSHAKE_H

#include "base/buf.h"
#include "base/err.h"
#include "result/finding.h"
#include "base/limits.h"
#include "net/stream.h"

#include <gnutls/gnutls.h>

/* USUAL offers what browsers offer, and older versions and signatures behind it, so that an old server shows its
 * certificate, too; but no key exchange and no cipher of TLS 1.2 that no browser offers. LEGACY is for those who cannot
 * read such a hello or have nothing but what nobody should use, anonymous encryption included: that there is no
 * certificate is an answer, too. */
enum tls_profile { TLS_USUAL, TLS_LEGACY, N_TLS_PROFILES };

/* What all handshakes of an engine share: credentials and parsed priorities. */
struct tls_client;
/* NULL with e; `cert` and `key`, files of the client's own, may both be NULL. `bearable`: may GnuTLS compute with the
 * key of this certificate of a server's, in DER (bearable_key() of x509/bearable-key.h)? Asked before it does. */
struct tls_client *tls_client_new(const char *cert, const char *key, bool (*bearable)(struct bytes leaf),
	struct cc_err *e);
void tls_client_free(struct tls_client *c);

/* The kind of certificate to ask for. A server that has both chooses by the signatures that are offered; no other is
 * offered then, nor a key exchange with another. */
enum handshake_kind { HANDSHAKE_ANY_KIND, HANDSHAKE_RSA, HANDSHAKE_ECDSA };

struct handshake_request {
	const char *servername;      /* NULL: no SNI */
	const char *alpn;            /* protocols, comma-separated; NULL: none */
	enum tls_profile profile;
	enum handshake_kind kind;    /* of TLS_USUAL */
	/* the TLS extension of RFC 6962 3.3; GnuTLS breaks a TLS 1.3 handshake that has it */
	bool ask_scts;
	/* its certificates are all that is asked: it ends when they are here, as HANDSHAKE_REFUSED, and nothing is
	 * known of a proof */
	bool certificates_only;
};

enum handshake_end {
	HANDSHAKE_COMPLETE,
	HANDSHAKE_CLOSED,            /* the peer closed */
	HANDSHAKE_RESET,             /* the peer tore the connection down */
	HANDSHAKE_ALERT,             /* the peer sent a fatal alert */
	HANDSHAKE_LIMIT,             /* more than LIMIT_CHAIN_BYTES */
	HANDSHAKE_STALLED,           /* given up: nothing more came in time */
	HANDSHAKE_REFUSED            /* GnuTLS would not go on */
};

/* Does the server hold the key of the certificate that it showed? It says so by its signature over this handshake:
 * CertificateVerify (RFC 8446 4.4.3), the one in ServerKeyExchange (RFC 5246 7.4.3, RFC 8422 5.4), or, with RSA key
 * exchange, by a Finished message that needed the key (RFC 5246 7.4.9). */
enum handshake_proof {
	PROOF_NEVER,                 /* it did not come */
	PROOF_HELD,
	PROOF_FALSE,                 /* it came, and does not hold */
	PROOF_UNTRIED                /* the certificate, or how it signs, is beyond the TLS library: nobody looked */
};

/* Octets read at once: the small records of a flight. What asks for more, certificates, gets it without a detour; each
 * of a batch's handshakes under way has these. */
enum { HANDSHAKE_AHEAD = 1024 };

enum handshake_state { HANDSHAKE_WANTS_READ, HANDSHAKE_WANTS_WRITE, HANDSHAKE_OVER };

/* Must not move between handshake_start() and handshake_done(). */
struct handshake {
	gnutls_session_t session;
	const struct tls_client *client;
	struct stream *stream;
	double started, finished;    /* net_clock_ms(); finished: 0 until the handshake itself is through */
	double linger_until;         /* waiting for a late alert; 0: not */
	/* net_clock_ms(): the certificates are here, and by then the rest has to be; 0: they are not */
	double patience_until;
	bool eof, reset, full;
	bool deaf;                   /* the peer tore the connection down while we spoke */
	bool unbearable;             /* refused before it was computed: bearable(), or bearable.h */
	bool certificates_only;      /* as in the request */
	size_t received;
	unsigned reads, pulls;       /* with something in them; all of them */
	unsigned last, last_pulls;   /* the type of the last message, and how often had been read by then */

	/* results, from the moment that they are known */
	enum handshake_end end;
	int error;                   /* GnuTLS's code; 0 */
	int alert;                   /* -1: none */
	int version;                 /* 0x0301 ... 0x0304; 0: unknown */
	bool requested, required;    /* a client certificate */
	bool certificate_seen;       /* a Certificate message came, though maybe an empty one */
	bool signature_seen;         /* CertificateVerify or ServerKeyExchange came */
	bool signature_empty;        /* and the last of them had a signature of no octets */
	enum handshake_proof proof;  /* that it holds the key of certs[0] */
	struct buf message;          /* it, as sent */
	/* into message; the first may have no octets: an empty leaf does not make the next one the leaf */
	struct bytes certs[LIMIT_CHAIN_CERTS];
	size_t n_certs;
	struct buf staple, scts;
	struct buf signature;        /* the proof itself, as sent; empty with RSA key exchange */
	/* names of the CAs whose client certificates it takes, for messages_next_name(); empty where it names none */
	struct buf authorities;
	uint8_t opening[LIMIT_OPENING_BYTES];
	size_t n_opening;
	/* Read of the stream, and not yet by GnuTLS, which asks for the five octets of a record's head alone. */
	uint8_t ahead[HANDSHAKE_AHEAD];
	size_t ahead_at, n_ahead;
};

void handshake_start(struct handshake *h, const struct tls_client *c, struct stream *s,
	const struct handshake_request *r);
enum handshake_state handshake_step(struct handshake *h);    /* also call it when handshake_wake() is over */
double handshake_wake(const struct handshake *h);            /* net_clock_ms(); 0: only when the socket is ready */
void handshake_give_up(struct handshake *h);                 /* out of time: what came so far is all there is */
void handshake_done(struct handshake *h);                    /* also of a zeroed one */

#endif
