/* SPDX-License-Identifier: GPL-3.0-or-later
 * Did the server prove that it holds the key? GnuTLS verifies the signature in the same call that reads its message,
 * and reads on only if it held: so it held if anything was read after it, or if the call did not end in an error. */
#include "tls/proof.h"
#include "tls/handshake-words.h"

#include <gnutls/abstract.h>
#include <string.h>

static bool proof_is_signature(unsigned type)
{
	return type == GNUTLS_HANDSHAKE_CERTIFICATE_VERIFY || type == GNUTLS_HANDSHAKE_SERVER_KEY_EXCHANGE;
}

/* Is what GnuTLS took for the server's certificate what we take for it? */
static bool proof_same_leaf(const struct handshake *h)
{
	unsigned n = 0;
	const gnutls_datum_t *peers = gnutls_certificate_get_peers(h->session, &n);

	return peers != NULL && n > 0 && peers[0].size == h->certs[0].n
		&& memcmp(peers[0].data, h->certs[0].p, h->certs[0].n) == 0;
}

/* RSA-PSS is a way to sign with an RSA key, whether or not the key is bound to it. */
static gnutls_pk_algorithm_t proof_kind(gnutls_pk_algorithm_t pk)
{
	return pk == GNUTLS_PK_RSA_PSS ? GNUTLS_PK_RSA : pk;
}

/* TLS 1.3 names the curve along with the method (RFC 8446 4.2.3). */
static bool proof_other_curve(gnutls_sign_algorithm_t sign, gnutls_pubkey_t key)
{
	gnutls_ecc_curve_t curve = GNUTLS_ECC_CURVE_INVALID;

	if (gnutls_pubkey_export_ecc_raw2(key, &curve, NULL, NULL, 0) < 0)
		return false;
	switch (sign) {
	case GNUTLS_SIGN_ECDSA_SECP256R1_SHA256:
		return curve != GNUTLS_ECC_CURVE_SECP256R1;
	case GNUTLS_SIGN_ECDSA_SECP384R1_SHA384:
		return curve != GNUTLS_ECC_CURVE_SECP384R1;
	case GNUTLS_SIGN_ECDSA_SECP521R1_SHA512:
		return curve != GNUTLS_ECC_CURVE_SECP521R1;
	default:
		return false;
	}
}

/* Can a signature by this method, which GnuTLS refused with this error, not have been made with this key at all? Where
 * the key can be read, an error of ASN.1 is the signature's: an ECDSA signature is a SEQUENCE. */
static bool proof_cannot_be(const struct handshake *h, gnutls_pubkey_t key)
{
	int sign = gnutls_sign_algorithm_get(h->session);
	gnutls_pk_algorithm_t made_by = gnutls_sign_get_pk_algorithm((gnutls_sign_algorithm_t)sign);
	gnutls_pk_algorithm_t pk = (gnutls_pk_algorithm_t)gnutls_pubkey_get_pk_algorithm(key, NULL);

	if (h->error <= GNUTLS_E_ASN1_ELEMENT_NOT_FOUND && h->error >= GNUTLS_E_ASN1_DER_OVERFLOW)
		return true;
	if (sign <= 0 || made_by == GNUTLS_PK_UNKNOWN)
		return false;
	return proof_kind(made_by) != proof_kind(pk)
		|| proof_other_curve((gnutls_sign_algorithm_t)sign, key);
}

static bool proof_is_false(const struct handshake *h)
{
	const gnutls_datum_t der = { (unsigned char *)(uintptr_t)h->certs[0].p, (unsigned)h->certs[0].n };
	gnutls_pcert_st leaf = { 0 };
	bool is_false;

	/* GnuTLS says of no octets in TLS 1.3 that they are an illegal parameter */
	if (h->error == GNUTLS_E_PK_SIG_VERIFY_FAILED || h->signature_empty)
		return true;
	if (gnutls_pcert_import_x509_raw(&leaf, &der, GNUTLS_X509_FMT_DER, 0) < 0)
		return false;
	is_false = proof_cannot_be(h, leaf.pubkey);
	gnutls_pcert_deinit(&leaf);
	return is_false;
}

enum handshake_proof proof_of(const struct handshake *h)
{
	/* The fault is in the last message, not in what was read after it: however the connection ended meanwhile. */
	bool within = h->error < 0 && h->pulls == h->last_pulls;

	if (h->n_certs == 0)
		return PROOF_NEVER;
	if (h->unbearable)
		return PROOF_UNTRIED;
	if (within && proof_is_signature(h->last))
		return proof_is_false(h) ? PROOF_FALSE : PROOF_UNTRIED;
	if (h->end == HANDSHAKE_COMPLETE || h->signature_seen)
		return proof_same_leaf(h) ? PROOF_HELD : PROOF_UNTRIED;
	/* Who cannot decrypt the secret cannot make a record that fits it. */
	if (handshake_rsa_exchange(h)
		&& (h->error == GNUTLS_E_DECRYPTION_FAILED || h->error == GNUTLS_E_ERROR_IN_FINISHED_PACKET))
		return PROOF_FALSE;
	return within && h->last == GNUTLS_HANDSHAKE_CERTIFICATE_PKT ? PROOF_UNTRIED : PROOF_NEVER;
}
