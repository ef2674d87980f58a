/* SPDX-License-Identifier: GPL-3.0-or-later
 * Servers that mean harm: what each does is a row of core/hostile.def, played word by word. */
#ifndef CC_TESTS_HOSTILE_H
#define CC_TESTS_HOSTILE_H

#include "base/buf.h"
#include "pki/pki.h"
#include "lib/loopback.h"

/* What all of them share: made before the first one starts. */
struct hostile_pki {
	struct pki_key *root_key, *ca_key, *key;
	struct pki_cert root, ca;
	int64_t now;
};

void hostile_pki_open(struct hostile_pki *p);
void hostile_pki_close(struct hostile_pki *p);
void hostile_pki_save(const struct hostile_pki *p, const char *path);   /* the root, as PEM */

/* Every leaf's, so that an answer about one is an answer about all; its names. */
extern const uint8_t hostile_serial[4];
extern const char *const hostile_names[];
/* pki_cert_make(), for 60 days from yesterday where the description has no dates. */
void hostile_cert_make(struct pki_cert *out, struct pki_spec *s, const struct hostile_pki *p, const struct pki_key *key,
	const struct pki_cert *by);

/* Writes a TLS 1.2 certificate_list (RFC 5246 7.4.2), without its own length; `url` (an address to fetch from, or
 * NULL). */
typedef void hostile_chain(const struct hostile_pki *p, const char *url, struct buf *out);
hostile_chain chain_good, chain_empty_first, chain_none,
	chain_truncated, chain_garbage, chain_not_der, chain_two_in_one,
	chain_length_lies, chain_names,
	chain_extensions, chain_200, chain_120, chain_300_kb, chain_negative_serial, chain_nul_name, chain_escapes,
	chain_loop,
	chain_giant_rsa, chain_monster_rsa, chain_giants, chain_giant_exponent,
	chain_huge_name, chain_zero_length, chain_issuer_url, chain_ocsp_url, chain_crl_url,
	chain_file_url,
	chain_v1_ca, chain_bad_signature, chain_deep, chain_combining, chain_all_urls;

/* Writes what a server of fetches answers with. */
typedef void hostile_body(const struct hostile_pki *p, struct buf *out);
hostile_body body_ocsp_of_another, body_ocsp_by_another, body_crl_of_another, body_own_leaf;

struct hostile {
	const char *name;
	const char *scheme;          /* NULL: https */
	const char *proxy;           /* a scheme: the part is played by a proxy on the way; NULL: by the host */
	const char *script;          /* words of hostile-play.c */
	struct bytes text;           /* of "say" and "flood" */
	hostile_chain *chain;        /* of "cert"; NULL: a good one */
	const char *fetch;           /* script of the server behind the certificate's addresses; NULL: none */
	hostile_body *body;          /* of "body" */

	const char *level, *finding; /* that come of it; NULL: nothing is to be said */
	const char *says;            /* stands in what the finding says happened, or in the evidence behind it */
};

#define HOSTILE_TEXT(s) { (const uint8_t *)(s), sizeof(s) - 1 }

/* One connection; what arg points to. Plays in a process of its own, which ends by itself. */
struct hostile_part {
	const struct hostile *row;
	const struct hostile_pki *pki;
	const char *script;
	struct buf list;             /* what its chain gave: made once, not for every visitor */
};
void hostile_list_make(struct hostile_part *part, const char *url);
void hostile_play(int fd, const void *arg);
enum hostile_signs { SIGNS_WELL, SIGNS_OTHER, SIGNS_NOTHING };       /* the leaf's key, not the leaf's, no octets */
/* A TLS server with the row's chain, up to the end of the handshake or until `records` of its records have passed. */
void hostile_tls(int fd, const struct hostile_part *part, const char *priority, unsigned records,
	enum hostile_signs signs);
bool hostile_script_known(const char *script);

#endif
