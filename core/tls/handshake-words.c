/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a finished handshake amounts to, in words and findings. */

#include "tls/handshake-words.h"
#include "base/mem.h"
#include "tls/hybrids.h"
#include "tls/peer.h"
#include "base/text.h"
#include "tls/no-answer.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static struct bytes facts_opening(const struct handshake *h)
{
	return (struct bytes){ h->opening, h->n_opening };
}

/* Alerts after which a server may still talk to a client that offers less (RFC 8446 6.2), and what GnuTLS itself
 * refuses for being too weak. */
bool handshake_worth_retrying(const struct handshake *h)
{
	if (h->n_certs > 0 || !peer_is_tls(facts_opening(h)))
		return false;
	if (h->end == HANDSHAKE_REFUSED)
		return true;
	return h->end == HANDSHAKE_ALERT
		&& (h->alert == GNUTLS_A_HANDSHAKE_FAILURE || h->alert == GNUTLS_A_PROTOCOL_VERSION
		    || h->alert == GNUTLS_A_INSUFFICIENT_SECURITY || h->alert == GNUTLS_A_ILLEGAL_PARAMETER
		    || h->alert == GNUTLS_A_DECODE_ERROR || h->alert == GNUTLS_A_UNEXPECTED_MESSAGE
		    || h->alert == GNUTLS_A_INTERNAL_ERROR);
}

bool handshake_minds_alpn(const struct handshake *h)
{
	return h->n_certs == 0 && h->end == HANDSHAKE_ALERT && h->alert == GNUTLS_A_NO_APPLICATION_PROTOCOL;
}

/* The RFC's name of an alert, "handshake_failure": what people will search for. The caller frees. */
static char *facts_alert(int alert)
{
	static const char prefix[] = "GNUTLS_A_";
	const char *name = gnutls_alert_get_strname((gnutls_alert_description_t)alert);
	char *s, *p;

	if (name == NULL || strncmp(name, prefix, sizeof prefix - 1) != 0)
		return mem_printf("number %d", alert);
	s = mem_strdup(name + sizeof prefix - 1);
	for (p = s; *p != '\0'; p++)
		*p = (char)tolower((unsigned char)*p);
	return s;
}

/* GnuTLS's sentences as clauses: without the full stop. */
static char *facts_gnutls(int error)
{
	char *s = text_clean_str(gnutls_strerror(error));
	size_t n = strlen(s);

	if (n > 0 && s[n - 1] == '.')
		s[n - 1] = '\0';
	return s;
}

char *handshake_broke(const struct handshake *h)
{
	char *inner, *s;

	switch (h->end) {
	case HANDSHAKE_COMPLETE:
		return NULL;
	case HANDSHAKE_CLOSED:
		return mem_strdup("the server closed the connection before the handshake was through");
	case HANDSHAKE_RESET:
		return mem_strdup("the server tore the connection down before the handshake was through");
	case HANDSHAKE_STALLED:
		return mem_strdup("the server did not go on in time");
	case HANDSHAKE_LIMIT:
		return mem_strdup("the server sent more than a handshake can need");
	case HANDSHAKE_ALERT:
		inner = facts_alert(h->alert);
		s = mem_printf("the server sent the alert “%s”", inner);
		break;
	default:
		inner = facts_gnutls(h->error);
		s = mem_printf("the TLS library would not go on (GnuTLS: %s)", inner);
	}
	free(inner);
	return s;
}

static void facts_failed(const struct handshake *h, struct finding *f)
{
	char *broke = handshake_broke(h);

	unreach_init(f, FINDING_HANDSHAKE_FAILED);
	finding_param(f, PARAM_REASON, broke);
	free(broke);
	if (h->end == HANDSHAKE_ALERT) {
		char *name = facts_alert(h->alert);

		finding_param(f, PARAM_ALERT, name);
		f->shade = SHADE_ALERT;
		free(name);
	}
}

void handshake_finding(const struct handshake *h, struct finding *f)
{
	struct bytes opening = facts_opening(h);

	if (!peer_is_tls(opening)) {
		unreach_init(f, FINDING_NOT_TLS);
		peer_describe(f, opening);
	} else if (h->end == HANDSHAKE_COMPLETE || h->certificate_seen) {
		unreach_init(f, FINDING_NO_CERTIFICATE);
	} else if (h->end == HANDSHAKE_CLOSED || h->end == HANDSHAKE_RESET) {
		unreach_init(f, FINDING_CONNECTION_CLOSED);
		finding_param(f, PARAM_SEEN, "in the TLS handshake");
		if (h->end == HANDSHAKE_RESET)
			f->shade = SHADE_RESET;
	} else {
		facts_failed(h, f);
	}
}

const char *tls_version_name(int version)
{
	static const char *const names[] = { "SSL 3.0", "TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3" };

	return version >= 0x0300 && version <= 0x0304 ? names[version - 0x0300] : NULL;
}

const char *handshake_cipher(const struct handshake *h)
{
	return h->version != 0 && h->session != NULL ? gnutls_ciphersuite_get(h->session) : NULL;
}

bool handshake_rsa_exchange(const struct handshake *h)
{
	return h->version != 0 && h->version < 0x0304 && h->session != NULL
		&& gnutls_kx_get(h->session) == GNUTLS_KX_RSA;
}

unsigned handshake_dh_bits(const struct handshake *h)
{
	gnutls_kx_algorithm_t kx;
	int bits;

	if (h->version == 0 || h->version >= 0x0304 || h->session == NULL)
		return 0;
	kx = gnutls_kx_get(h->session);
	if (kx != GNUTLS_KX_DHE_RSA && kx != GNUTLS_KX_DHE_DSS)
		return 0;
	bits = gnutls_dh_get_prime_bits(h->session);
	return bits > 0 ? (unsigned)bits : 0;
}

/* Neither Chromium nor Firefox offers RC4 (RFC 7465), 3DES, DHE or the curves below P-256 any more. */
const char *handshake_outdated(const struct handshake *h)
{
	if (h->version != 0x0303 || h->session == NULL)
		return NULL;
	switch (gnutls_cipher_get(h->session)) {
	case GNUTLS_CIPHER_3DES_CBC: return "TLS 1.2 with the cipher 3DES";
	case GNUTLS_CIPHER_ARCFOUR_128: return "TLS 1.2 with the cipher RC4";
	default: break;
	}
	switch (gnutls_kx_get(h->session)) {
	case GNUTLS_KX_DHE_RSA:
	case GNUTLS_KX_DHE_DSS: return "TLS 1.2 with Diffie-Hellman of the old kind (DHE, without curves)";
	default: break;
	}
	switch (gnutls_group_get(h->session)) {
	case GNUTLS_GROUP_SECP192R1:
	case GNUTLS_GROUP_SECP224R1: return "TLS 1.2 with a curve of less than 256 bits";
	default: return NULL;
	}
}

const char *handshake_group(const struct handshake *h)
{
	gnutls_group_t group = h->version != 0
		&& h->session != NULL ? gnutls_group_get(h->session) : GNUTLS_GROUP_INVALID;

	return group != GNUTLS_GROUP_INVALID && gnutls_group_get_name(group) != NULL
		? hybrids_name(gnutls_group_get_name(group)) : NULL;
}

const char *handshake_signature(const struct handshake *h)
{
	int s = h->version >= 0x0303 && h->session != NULL ? gnutls_sign_algorithm_get(h->session) : 0;

	return s > 0 ? gnutls_sign_get_name((gnutls_sign_algorithm_t)s) : NULL;
}

void handshake_hello_random(const struct handshake *h, uint8_t out[static HELLO_RANDOM])
{
	gnutls_datum_t ours = { NULL, 0 };

	memset(out, 0, HELLO_RANDOM);
	if (h->session != NULL)
		gnutls_session_get_random(h->session, &ours, NULL);
	if (ours.data != NULL && ours.size == HELLO_RANDOM)
		memcpy(out, ours.data, HELLO_RANDOM);
}

char *handshake_alpn(const struct handshake *h)
{
	gnutls_datum_t name;

	if (h->session == NULL || gnutls_alpn_get_selected_protocol(h->session, &name) < 0)
		return NULL;
	return text_clean(name.data, name.size, 255);
}
