/* SPDX-License-Identifier: GPL-3.0-or-later
 * Chains for tests, made from one line of text. Time stands still at CHAINS_NOW.
 *
 * A line is a list of certificates, each made before those that it issues:  ID[<ISSUER] [option]... ;
 * An ID that begins with R is a root (it signs itself), with L a leaf for www.example.test, with anything else a CA.
 * Without <ISSUER, a root signs itself and so does everything else. Each ID has a P-256 key and a common name of its
 * own, unless an option says otherwise:
 *
 *   named=ID   has the name of that one             as=ID      has its name and its key
 *   cn=TEXT    has this common name                 dns=A,B    has these names (dns= alone: none)
 *   from=N     begins N days after now              to=N       ends N days after now
 *   pl=N       path length                          ku=N       key usage bits
 *   eku=OID    the purposes (eku= alone: none)      permit=X   permitted subtree, as pki/pki.h writes it; exclude=X
 *   aia=ID     names http://issuer.test/ID as the address of its issuer's certificate
 *   ocsp=ID    names http://status.test/ID as its responder         crl=ID     or as the address of its list
 *   critical-points critical-mapping critical-qualifier critical-notice critical-no-notice critical-type
 *   critical-feature
 *              an extension that somebody knows, marked critical (list points, policy mappings, a policy's qualifier
 *              that is not or is the standard's, or is missing, Netscape's type, a TLS feature)
 *   critical-no-usage critical-no-names
 *              a key usage without bits (beside noku), alternative names without one (beside dns=)
 *   akid=ID    names by whom and under which number ID was issued beside the key of its own issuer; with nokeyid: and
 *              no key                             serial=N   has this serial number, up to 127
 *   ext=OID:HEX   has an extension of these octets             cext=OID:HEX   and marked critical
 *   client-type feature
 *              Netscape's type for clients alone, and another TLS feature than a stapled proof, not critical
 *   policies   requires a policy of everything below (policyConstraints, requireExplicitPolicy 0)
 *   spki=KIND  another key instead of its own, of a kind of lib/spki.h
 *   sig=KIND   another signature instead of its issuer's, of a kind of lib/resign.h
 *   ca noca nobc noku noskid noakid wrongakid v1 badsig critical mixedalg staple nosubject
 *   bcsoft ncsoft (the constraints not critical) sancritical ekucritical
 *   rsa1024 rsa2048 p384 p521 p224 p192 dsa ed25519 ed448      its key
 *   sha1 md5 sha224 pss salt20                                 how it is signed
 *   negative (serial number), respelt (the issuer's name in another string type), respelt-alg (the signature algorithm
 *   inside with NULL for parameters where the one outside has none, and the other way round)
 *
 * `!ID OTHER...` is a revocation list signed by ID that withdraws the others, of which there may be none.
 * `*N ` before an entry makes N of it, in which # stands for 1..N and @ for 0..N-1. */
#ifndef CC_TEST_CHAINS_H
#define CC_TEST_CHAINS_H

#include "revocation/lists.h"
#include "trust/trust.h"
#include "x509/cert.h"

#include <stdint.h>

#define CHAINS_NOW INT64_C(1780315200)   /* 2026-06-01 12:00 UTC */
#define CHAINS_HOST "www.example.test"

enum { CHAINS_MAX = 320 };

struct pki_key;
struct chain_cert { char id[16]; struct cert *cert; const struct pki_key *key; };

struct chain {
	struct chain_cert certs[CHAINS_MAX];
	size_t n;
	struct crl_lists crls;
};

/* Keys are made once and serve all chains. */
struct chain_keys;
struct chain_keys *chain_keys_new(void);
void chain_keys_free(struct chain_keys *k);

/* Make a chain; a line that makes no sense ends the test. */
void chain_make(struct chain *c, struct chain_keys *k, const char *line);
/* The same dated from `now` instead of CHAINS_NOW, for those who look at the clock. */
void chain_make_at(struct chain *c, struct chain_keys *k, const char *line, int64_t now);
/* And of an organisation of its own, where one program is to trust the roots of several chains. */
void chain_make_of(struct chain *c, struct chain_keys *k, const char *line, int64_t now, const char *of);
/* The key of a certificate's making, as long as `k` lives; spki= gives the certificate another. */
const struct pki_key *chain_key_of(const struct chain *c, const char *id);
void chain_done(struct chain *c);
struct cert *chain_find(const struct chain *c, const char *id);      /* borrowed; an unknown id ends the test */
const char *chain_id(const struct chain *c, const struct cert *cert);
/* The certificates of a list of ids ("L I R", `I*4` for I1 I2 I3 I4); borrowed. Returns how many. */
size_t chain_pick(const struct chain *c, const char *ids, struct cert **out, size_t max);
/* A trust store of these ids; trust_free(). */
struct trust *chain_trust(const struct chain *c, const char *ids, enum anchor_kind kind);

#endif
