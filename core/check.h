/* SPDX-License-Identifier: GPL-3.0-or-later
 * Checks: facts in, steps and findings out. A check is pure: no I/O, no clock, no memory of earlier calls. The table
 * checks.def names each with its step, its rule's source and its function, in the order in which a verifier makes them. */
#ifndef CC_CHECK_H
#define CC_CHECK_H

#include "cert.h"
#include "inspection.h"
#include "opts.h"

struct revocation;   /* revocation.h: answers gathered, matched to certificates */

/* What the handshake showed beyond certificates; all false or empty for files. */
struct tls_facts {
	bool server;                     /* a server, not a file */
	int version;                     /* 0x0301 TLS 1.0 ... 0x0304 TLS 1.3; 0 unknown */
	struct bytes staple;             /* stapled OCSP response for the leaf; n == 0: none */
	struct bytes tls_scts;           /* SignedCertificateTimestampList of the TLS extension; n == 0: none */
	bool client_cert_requested, client_cert_required;
	const char *broke;               /* clean text: where and how the handshake broke after the certificates; NULL */
};

/* Everything that a check may look at. All borrowed, all const while checks run. */
struct facts {
	int64_t now;
	enum purpose purpose;
	bool strict;
	int max_depth, warn_days;        /* -1: none, default */
	const char *host;                /* name to verify: A-label or address, lower case, no trailing dot; NULL: none */
	bool host_is_ip;
	uint8_t ip[16];
	size_t ip_len;                   /* 4 or 16 */
	struct tls_facts tls;
	struct cert *const *presented;
	size_t n_presented;
	struct cert *const *path;        /* leaf first; never empty when checks run */
	size_t n_path;
	enum anchor_kind anchor;         /* of the last of path; ANCHOR_NONE: no anchor reached */
	const struct revocation *revocation;   /* NULL: nothing gathered (yet) */
	/* is `child` signed by `issuer`'s key? memoised and budgeted: 1 yes, 0 no, -1 not tried (budget, key size, unknown algorithm) */
	int (*verify)(void *ctx, const struct cert *child, const struct cert *issuer);
	void *verify_ctx;
};

/* Where a check puts what it found. With `quiet` no text is made: the path search only counts. */
struct outcome {
	bool quiet;
	struct finding *findings;
	size_t n_findings;
	struct step *steps;              /* .card is -1 until the judge maps step_certs */
	const struct cert **step_certs;
	size_t n_steps;
	unsigned n_fail;                 /* steps with STEP_FAIL */
	enum step_id first_fail;         /* meaningful when n_fail > 0 */
	const struct cert *first_fail_cert;
};

void outcome_done(struct outcome *o);

/* A step; text by printf (not made when quiet). Returns the step for setting left and right, NULL when quiet. */
struct step *outcome_step(struct outcome *o, enum step_id id, const struct cert *c, enum step_result r, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));
void step_sides(struct step *s, const char *left_label, const char *left, const char *right_label, const char *right);   /* copies; s may be NULL */

/* A finding about `c` (NULL: the connection or chain as a whole), with its usual level. One entry per id and card: a
 * second one returns the first. Valid until the next call. When quiet, a scratch finding that is thrown away. */
struct finding *outcome_finding(struct outcome *o, enum finding_id id, const struct cert *c);

/* One row of checks.def. `each`: called once for every certificate of the path, `at` its place in it (0: leaf);
 * otherwise once, with at == 0. */
struct check {
	enum step_id step;
	const char *name, *source;
	bool each;
	void (*run)(const struct facts *f, size_t at, struct outcome *o);
};

extern const struct check checks[];
extern const size_t n_checks;

/* All checks of one path, in order. */
void checks_run(const struct facts *f, struct outcome *o);

#endif
