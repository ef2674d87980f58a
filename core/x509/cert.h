/* SPDX-License-Identifier: GPL-3.0-or-later
 * One certificate, read once into a plain, immutable value (RFC 5280). A struct cert says what stands in the
 * DER and nothing else: whether that is any good is for the checks (rules/check.h). */
#ifndef CC_CERT_H
#define CC_CERT_H

#include "asn1/key-usage.h"
#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct post_quantum;

/* A distinguished name. `text` (RFC 4514) and the four most specific values are clean text, NULL when absent.
 * `der` borrows from the certificate: the whole Name, for comparing and look-ups. */
struct dn {
	struct bytes der;
	char *text;              /* never NULL in a parsed certificate; "" for an empty name */
	char *cn, *o, *ou, *c;
	bool empty;
	uint64_t hash;           /* dn_hash() of it (dn.h): different where the names are */
};

enum san_type { SAN_DNS, SAN_IP, SAN_EMAIL, SAN_URI, SAN_OTHER };

/* One subject alternative name. `raw` borrows the GeneralName's content octets (IP: 4 or 16 of them). */
struct san {
	enum san_type type;
	struct bytes raw;
	uint8_t tag;             /* the GeneralName's context tag number, 0..8 */
	char *value;             /* clean text: A-labels as they stand, addresses in the usual notation */
	char *value_unicode;     /* clean text; NULL where it is the same as value */
};

enum key_algorithm { KEY_RSA, KEY_EC, KEY_ED25519, KEY_ED448, KEY_DSA, KEY_OTHER };

struct key {
	enum key_algorithm algorithm;
	unsigned bits;           /* of the modulus, the field or the key; 0 when unknown */
	const char *curve;       /* "P-256" ...; NULL for other keys and unnamed curves; static */
	/* what people call its kind: "RSA", "X25519", "ML-DSA-65"; NULL: a kind without a name here; static */
	const char *name;
	const struct post_quantum *post;   /* for the time of quantum computers; NULL: of today; static */
	char *oid;               /* dotted: of a kind or of a curve without a name here; NULL: both have one */
	uint64_t rsa_exponent;   /* UINT64_MAX: larger than that; 0 for other keys, too */
	bool pss_only;           /* RSA for RSASSA-PSS and nothing else (RFC 4055 1.2) */
	bool compressed;         /* EC with one coordinate, which RFC 5480 2.2 allows and browsers refuse */
	bool broken;             /* cannot be a key: the certificate's fault says why */
	bool verifies;           /* GnuTLS can verify signatures with it */
	bool explicit_curve;     /* EC parameters spelled out instead of named (forbidden by BR 7.1.3.1.2) */
	struct bytes spki;       /* borrowed: the whole SubjectPublicKeyInfo */
	struct bytes point;      /* borrowed: the BIT STRING's octets (RFC 5280 4.2.1.2 hashes these) */
};

enum sig_hash { HASH_UNKNOWN, HASH_MD2, HASH_MD5, HASH_SHA1, HASH_SHA224, HASH_SHA256, HASH_SHA384, HASH_SHA512,
	HASH_NONE /* Ed25519, Ed448 */ };

struct sig_alg {
	const char *name;        /* the RFC's name, static: "sha256WithRSAEncryption"; NULL when unknown */
	char *oid;               /* dotted */
	enum sig_hash hash;
	enum key_algorithm key;
	const struct post_quantum *post;   /* as of a key */
	int gnutls;              /* a gnutls_sign_algorithm_t, or 0 when GnuTLS cannot verify it */
	bool pss;                /* RSASSA-PSS */
	bool null;               /* NULL stands for parameters where there may be none (RFC 5758 3.2, RFC 8410 3) */
	bool junk;               /* and something else than NULL where at most that may stand (RFC 4055 5) */
	/* of RSASSA-PSS: a clause on why its parameters are none that is verified here; NULL: they are; static */
	const char *odd;
};

/* One subtree of a name constraint. `raw` borrows the GeneralName's content octets. */
struct subtree {
	uint8_t tag;             /* 0..8 */
	struct bytes raw;
	const char *type;        /* "dns", "ip", "dirname", "email", "uri", "other" */
	char *value;             /* clean text; an address range as 192.0.2.0/24 */
	bool min_max;            /* has a minimum other than 0 or a maximum (RFC 5280 4.2.1.10 forbids them) */
};

struct name_constraints {
	struct subtree *permitted, *excluded;
	size_t n_permitted, n_excluded;
};

struct extension {
	char *oid;               /* dotted */
	const char *name;        /* RFC 5280's name, static; NULL when unknown */
	bool critical;
	/* Chromium, Firefox and OpenSSL all process it: for the critical rule, RFC 5280 4.2 */
	bool known;
	struct bytes value;      /* borrowed: the OCTET STRING's content */
	char *text;              /* clean text, for people */
};

/* A signed certificate timestamp (RFC 6962 3.2). */
struct sct {
	uint8_t log_id[32];
	int64_t time_ms;         /* milliseconds since 1970 */
	struct bytes raw;        /* borrowed: the serialized SCT */
	const char *log;         /* its log's name where known (ctlogs), static; NULL otherwise */
	bool list_broken;        /* the list in which it stands cannot be read to its end */
};

struct url { char *text; char *raw; };   /* clean text for people; the bytes for fetching (no NUL inside) */

/* Faults of which it is known who minds them (clients/traits-fine.c). */
enum cert_form {
	FORM_ID,                 /* a key identifier, its own or its issuer's, is no key identifier */
	FORM_ACCESS,             /* authorityInfoAccess is no list */
	FORM_POLICIES,           /* certificatePolicies is no list */
	FORM_EMPTY,              /* either is a list of nothing, or one of the two lists of nameConstraints is */
	FORM_NO_LIMIT,           /* nameConstraints that limit nothing */
	FORM_MASK,               /* ... or an address by something that is no address and mask */
	FORM_RANGE,              /* ... or something with a minimum or maximum */
	FORM_POINTS,             /* cRLDistributionPoints is no list; none of n_faults */
	FORM_BOOLEAN,            /* cA is neither true nor false as DER writes it */
	FORM_LENGTH,             /* the path length is negative */
	FORM_NO_USAGE            /* a key usage without a bit */
};

/* A certificate. Immutable after cert_read(); shared by counting references, from any thread. */
struct cert {
	unsigned refs;           /* atomic */
	uint8_t *der;            /* owned */
	size_t der_len;
	uint8_t sha256[32], sha1[20], spki_sha256[32];

	bool parsed;             /* false: only the above, `fault` and `n_faults` mean anything */
	char *fault;             /* clean text: why it does not parse, or which DER or X.509 rule it breaks; NULL when
	                          * all is well. A certificate may be parsed and have a fault (rules that most readers
	                          * let pass, such as two extensions of one kind). */
	bool met_limit;          /* that is no rule, but a limit of ours */
	unsigned n_faults;       /* how many were met; `fault` is the first */
	unsigned forms, n_forms; /* which of enum cert_form, as bits, and how many of n_faults are such */
	struct bytes tbs, signature;   /* borrowed: what is signed, and the BIT STRING's octets */
	int version;             /* 1, 2, 3 */
	struct bytes serial;     /* borrowed: the INTEGER's content octets */
	struct bytes validity;   /* borrowed: the content of the SEQUENCE, for the form of its two times */
	struct dn subject, issuer;
	int64_t not_before, not_after;   /* seconds since 1970 */
	struct key key;
	struct sig_alg sig_alg;          /* of signatureAlgorithm */
	bool sig_alg_differs;            /* from TBSCertificate.signature (RFC 5280 4.1.1.2) */

	struct san *sans;
	size_t n_sans, sans_total;       /* total: before LIMIT_NAMES */
	bool has_san;                    /* the extension is there */
	bool odd_san;                    /* a name in it is not ASCII: a fault */
	bool odd_address;                /* an address in it is neither of 4 nor of 16 octets, and nothing else wrong */

	bool has_bc, is_ca;
	int path_length;                 /* -1: none */
	bool has_ku;
	unsigned ku;
	bool has_eku;
	char **eku;                      /* names of RFC 5280, or dotted */
	size_t n_eku;
	char **policies;                 /* dotted */
	size_t n_policies;
	struct name_constraints *nc;     /* NULL: none */
	struct bytes akid, skid;         /* borrowed: keyIdentifier; n == 0 when absent or empty, p NULL when absent */
	/* borrowed: the first directory name (whole) of authorityCertIssuer, and authorityCertSerialNumber (content
	 * octets); n == 0 when absent */
	struct bytes akid_issuer, akid_serial;
	struct url *ocsp, *ca_issuers, *crl;
	size_t n_ocsp, n_ca_issuers, n_crl;
	struct sct *scts;
	size_t n_scts;
	bool must_staple;                /* TLS feature 5 (RFC 7633) */
	bool precert_poison;             /* RFC 6962 3.1 */
	unsigned odd_ids;                /* of n_faults: key identifiers (its own, its issuer's) that cannot be read */
	bool odd_crl;                    /* cRLDistributionPoints is not of its form: browsers do not read it */
	bool odd_qualifier;              /* of a policy: none of the two of RFC 5280 4.2.1.4, or nothing qualified */
	struct extension *extensions;
	size_t n_extensions;

	/* A certificate request (PKCS #10): it has a subject, a key, a signature of its own and the extensions that are
	 * asked for; no issuer, serial number or dates. */
	bool request;
	char *attributes;                /* clean text: its other attributes, "name: value; ..."; owned; NULL: none */
	bool request_password;           /* with a challenge password, which anybody can read in it (RFC 2985 5.4.1) */
	bool self_issued;                /* subject and issuer are the same name */
	bool self_signed;                /* and its own key verifies its signature */
};

/* Read DER (copied). Never NULL: what does not parse gives a certificate with parsed false and the fault.
 * Trailing bytes behind the certificate are a fault. n is at most LIMIT_CERT_BYTES (more: a fault, cut). */
struct cert *cert_read(const void *der, size_t n);
struct cert *cert_ref(const struct cert *c);     /* also of a const one: the count is not part of the value */
void cert_unref(struct cert *c);                 /* NULL is fine */
bool cert_is_named(const struct cert *c);    /* does cert_label() say a name of its own? */
bool cert_same(const struct cert *a, const struct cert *b);   /* the same bytes */
/* Does `c` name, by key identifier, another key than this one's? A hint, never a proof (RFC 5280 4.2.1.1). */
bool cert_names_other_key(const struct cert *c, const struct cert *issuer);
/* Does `c` name, by issuer and serial number, another certificate than this one as its issuer's (RFC 5280 4.2.1.1)?
 * As X509_check_akid() of OpenSSL asks it (crypto/x509/v3_purp.c). Of the key it says nothing. */
bool cert_names_other(const struct cert *c, const struct cert *issuer);
/* Is the key identifier of one of the two there and empty, and the other's not? To OpenSSL they differ (the same). */
bool cert_key_id_empty(const struct cert *c, const struct cert *issuer);
bool cert_names_other_number(const struct cert *c, const struct cert *issuer);       /* whatever the issuer's name */

/* PEM of the certificate or request; the caller frees. */
char *cert_pem(const struct cert *c);

/* What to call it in a sentence, clean text: its CN, else its first DNS name, else O, else the whole subject,
 * else "a certificate without a name". Borrowed from the certificate or static. */
const char *cert_label(const struct cert *c);
const char *cert_label_native(const struct cert *c);     /* in its own letters; NULL where they are the same */
const char *cert_issuer_label(const struct cert *c);
const char *cert_signed_with(const struct cert *c);  /* "sha256WithRSAEncryption", or the OID of what is unknown */

bool cert_allows_eku(const struct cert *c, const char *purpose);   /* absent EKU or anyExtendedKeyUsage allow all */

#endif
