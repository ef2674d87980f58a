/* SPDX-License-Identifier: GPL-3.0-or-later
 * Checks: inputs in, steps and findings out. A check is pure: no I/O, no clock, no memory of earlier calls. The table
 * checks.def names each with its step, its rule's source and its function, in the order in which a verifier makes
 * them. */
#ifndef CC_CHECK_H
#define CC_CHECK_H

#include "rules/outcome.h"
#include "x509/cert.h"
#include "result/inspection.h"
#include "options/opts.h"
#include "x509/ctlogs.h"
#include "x509/programmes.h"

struct pemfile;      /* x509/pemfile.h */
struct revocation;   /* revocation/revocation.h: answers gathered, matched to certificates */

/* What the handshake showed beyond certificates; all false or empty for files. */
struct tls_inputs {
	bool server;                     /* a server, not a file */
	int version;                     /* 0x0301 TLS 1.0 ... 0x0304 TLS 1.3; 0 unknown */
	bool rsa_exchange;               /* the secret was sent to the server's RSA key, which signed nothing */
	unsigned dh_bits;                /* DHE without curves, before TLS 1.3: of its prime; 0: not used */
	/* static: what was agreed on, as the best on offer, and no browser offers; NULL: nothing of the kind */
	const char *outdated;
	struct bytes staple;             /* stapled OCSP response for the leaf; n == 0: none */
	struct bytes tls_scts;           /* SignedCertificateTimestampList of the TLS extension; n == 0: none */
	/* no signature over this handshake came that holds; one came, and does not; nobody here could check it */
	bool unproved, proof_false, proof_untried;
	bool client_cert_requested, client_cert_required;
	/* clean text: where and how the handshake broke after the certificates; NULL */
	const char *broke;
};

/* What came of a signature. Only a good one may be believed. */
enum { SIGNATURE_GOOD = 1, SIGNATURE_BAD = 0, SIGNATURE_UNCHECKED = -1 /* verify_obstacle(), or GnuTLS refused */,
	SIGNATURE_OVER_BUDGET = -2 /* LIMIT_SIGNATURES were tried */ };

/* Everything that a check may look at: the inputs of path validation (RFC 5280 6.1.1) and what was found out. All
 * borrowed, all const while checks run. */
struct inputs {
	int64_t now;
	enum purpose purpose;
	bool strict;
	int max_depth;                   /* -1: none */
	struct opts_days warn_days;      /* n -1: the default rule */
	/* name to verify: A-label or address, lower case, no trailing dot; NULL: none */
	const char *host;
	const char *place;               /* the target, as a command may name it; NULL: it may not */
	bool host_is_ip;
	uint8_t ip[16];
	size_t ip_len;                   /* 4 or 16 */
	struct tls_inputs tls;
	struct cert *const *presented;
	size_t n_presented;
	const struct pemfile *file;      /* how they stand in their file; NULL: they are a server's */
	struct cert *const *path;        /* leaf first; never empty when checks run */
	size_t n_path;
	enum anchor_kind anchor;         /* of the last of path; ANCHOR_NONE: no anchor reached */
	/* of the store: has the name of the last one's issuer, and another key; NULL: none, or there is an anchor */
	const struct cert *namesake;
	const char *limit;               /* clean text: a limit of ours that the search for a path met; NULL */
	const struct revocation *revocation;   /* NULL: nothing gathered (yet) */
	const struct ctlogs *ctlogs;     /* NULL: the known ones; likewise */
	const struct public_roots *roots;
	/* is `child` signed by `issuer`'s key? memoised and budgeted: one of SIGNATURE_... */
	int (*verify)(void *ctx, const struct cert *child, const struct cert *issuer);
	void *verify_ctx;
};

/* When a row of checks.def is called. */
enum check_scope {
	CHECK_LEAF,              /* once, at == 0, in the leaf's turn */
	CHECK_EACH,              /* in the turn of every certificate of the path, `at` its place in it (0: leaf) */
	CHECK_PATH,              /* once, at == 0, after all certificates */
	/* once, at == 0, at the very end and never when quiet: what was presented and how; makes no steps and nothing
	 * that another path could mend */
	CHECK_CHAIN
};

/* One row of checks.def. */
struct check {
	enum step_id step;
	const char *name, *source;
	enum check_scope scope;
	void (*run)(const struct inputs *f, size_t at, struct outcome *o);
};

#define CHECK(step, name, scope, source) void check_##name(const struct inputs *f, size_t at, struct outcome *o);
#include "rules/checks.def"
#undef CHECK

/* All checks of one path, in a verifier's order: certificate by certificate from the leaf to the anchor, for each the
 * rows in the table's order, then the rows about the path as a whole, then those about what was presented. The
 * certificate at `at` is the trust anchor if at == n_path - 1 and anchor != ANCHOR_NONE.
 *
 * A check makes one step for each thing that it compares (outcome_step), and a finding where that went wrong. STEP_FAIL
 * goes with an untrusted finding and nothing else, STEP_WARN with a caution; what does not apply to this place makes no
 * step, what could not be tried makes STEP_SKIP with the reason. The path search runs the same checks quietly and takes
 * the first path without failures; failures of the leaf itself (leaf_fails) do not make it look further, for no other
 * path would mend them, unless the step is one of CHECK_LINK_STEPS, which are about the link to the issuer. */
void checks_run(const struct inputs *f, struct outcome *o);

/* Only the rows of scope CHECK_EACH, for the certificate at `at` alone: what the search asks of a path that is still
 * growing. */
void checks_run_at(const struct inputs *f, size_t at, struct outcome *o);

#endif
