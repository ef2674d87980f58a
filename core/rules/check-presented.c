/* SPDX-License-Identifier: GPL-3.0-or-later
 * The presented list as a whole, and what the handshake showed beyond it. Nothing here changes a verdict but the
 * protocol and what was agreed on in it. */
#include "rules/common.h"

#include "base/limits.h"
#include "base/mem.h"
#include "rules/presented.h"
#include "x509/pemfile.h"

#include <stdlib.h>

enum { PRESENTED_NAMED = 3,      /* strangers called by name in a sentence */
	DH_BITS_ENOUGH = 2048 };

/* So many belong together: what else a file holds is no part of the list. */
static size_t presented_count(const struct inputs *f)
{
	return f->file != NULL ? f->file->n_unit : f->n_presented;
}

/* PKCS #7 and #12 have no order that could be wrong. */
static bool presented_wrong_order(const struct inputs *f, const enum presented_kind *kinds)
{
	if (f->file != NULL && (f->file->set || f->file->moved))
		return f->file->moved;
	return presented_disordered(f->presented, kinds, presented_count(f));
}

/* "a, b, c and 4 more"; NULL when there are none. */
static char *presented_names(const struct inputs *f, const enum presented_kind *kinds)
{
	struct buf b = BUF_INIT(LIMIT_TEXT_BYTES);
	size_t n = 0;

	for (size_t i = 0; i < presented_count(f); i++) {
		const struct cert *c = f->presented[i];

		if (kinds[i] != PRESENTED_STRANGER && kinds[i] != PRESENTED_DUPLICATE)
			continue;
		if (n++ >= PRESENTED_NAMED)
			continue;
		(void)buf_addf(&b, "%s%s%s", n > 1 ? ", " : "", c->parsed ? cert_label(c) : "one that cannot be read",
			kinds[i] == PRESENTED_DUPLICATE ? " (again)" : "");
	}
	if (n > PRESENTED_NAMED)
		(void)buf_addf(&b, " and %zu more", n - PRESENTED_NAMED);
	return n > 0 ? buf_take(&b) : NULL;
}

/* What is said of a file does not speak of a server. */
static struct finding *presented_finding(const struct inputs *f, enum finding_id id, const struct cert *c,
	struct outcome *o)
{
	struct finding *fd = outcome_finding(o, id, c);

	fd->shade = f->tls.server ? SHADE_NONE : SHADE_FILE;
	return fd;
}

/* The root need not be sent: who does not have it will not believe it (RFC 8446 4.4.2). */
static void presented_root(const struct inputs *f, struct outcome *o)
{
	const struct cert *top = f->path[f->n_path - 1];

	if (f->n_path < 2 || !top->self_signed)
		return;
	for (size_t i = 0; i < presented_count(f); i++)
		if (cert_same(f->presented[i], top)) {
			presented_finding(f, FINDING_ROOT_SENT, top, o);
			return;
		}
}

/* What cannot be read stops OpenSSL, GnuTLS and Go while they still read the list, wherever in it it stands. The leaf's
 * turn was before. */
static void presented_unreadable(const struct inputs *f, struct outcome *o)
{
	for (size_t i = 1; i < f->n_presented; i++)
		if (!f->presented[i]->parsed)
			finding_param(outcome_finding(o, FINDING_MALFORMED, f->presented[i]), PARAM_REASON,
				f->presented[i]->fault);
}

/* Parameters of chain-extra: names. Shade "file". */
void check_presented(const struct inputs *f, size_t at, struct outcome *o)
{
	enum presented_kind *kinds;
	char *names;

	(void)at;
	if (f->n_presented == 0)
		return;
	kinds = presented_kinds(f->presented, presented_count(f));
	/* whose issuer is wanted, when the leaf cannot be read? */
	names = f->presented[0]->parsed ? presented_names(f, kinds) : NULL;
	if (presented_wrong_order(f, kinds))
		presented_finding(f, FINDING_CHAIN_DISORDERED, NULL, o);
	if (names != NULL)
		finding_param(presented_finding(f, FINDING_CHAIN_EXTRA, NULL, o), PARAM_NAMES, names);
	presented_root(f, o);
	presented_unreadable(f, o);
	free(names);
	free(kinds);
}

static const char *connection_version(int version)
{
	switch (version) {
	case 0x0300:
		return "SSL 3.0";
	case 0x0301:
		return "TLS 1.0";
	case 0x0302:
		return "TLS 1.1";
	default:
		return "a protocol older than TLS 1.2";
	}
}

/* A certificate is public and anybody can send a copy: what counts is the signature over this very handshake (RFC 8446
 * 4.4.3, RFC 5246 7.4.3). Caution where it never came, for a line that breaks is nobody's lie. */
static void connection_proof(const struct tls_inputs *t, struct outcome *o)
{
	struct finding *fd = outcome_finding(o, FINDING_KEY_NOT_PROVED, NULL);

	if (!t->proof_false) {
		fd->level = LEVEL_CAUTION;
		finding_param(fd, PARAM_REASON, t->broke != NULL ? t->broke
			: "the server ended the connection before it came");
	}
	if (t->proof_untried)
		fd->shade = SHADE_UNTRIED;
	else if (t->proof_false && t->rsa_exchange)      /* where the server signs nothing */
		fd->shade = SHADE_RSA_EXCHANGE;
}

/* Shade "cipher": the protocol is one of today, and nothing else that was agreed on is. */
static void connection_outdated(const char *what, struct outcome *o)
{
	struct finding *fd = outcome_finding(o, FINDING_PROTOCOL_TOO_OLD, NULL);

	fd->shade = SHADE_CIPHER;
	finding_param(fd, PARAM_SEEN, what);
}

/* RFC 9325 4.1 (no RSA key transport, no group of less than 2,048 bits). Info: what browsers make of
 * it is another finding's word. */
static void connection_exchange(const struct tls_inputs *t, struct outcome *o)
{
	bool short_group = t->dh_bits > 0 && t->dh_bits < DH_BITS_ENOUGH;
	struct finding *fd;

	if (!t->rsa_exchange && !short_group)
		return;
	fd = outcome_finding(o, FINDING_WEAK_KEY_EXCHANGE, NULL);
	if (t->rsa_exchange)
		fd->shade = SHADE_RSA_EXCHANGE;
	else
		check_param(fd, PARAM_SEEN, "Diffie-Hellman with %u bits", t->dh_bits);
}

/* Parameters: seen (the protocol, the group), reason (where the handshake broke). */
void check_connection(const struct inputs *f, size_t at, struct outcome *o)
{
	const struct tls_inputs *t = &f->tls;

	(void)at;
	if (t->version != 0 && t->version < 0x0303)
		finding_param(outcome_finding(o, FINDING_PROTOCOL_TOO_OLD, NULL), PARAM_SEEN,
			connection_version(t->version));
	else if (t->outdated != NULL)
		connection_outdated(t->outdated, o);
	connection_exchange(t, o);
	if (t->server && (t->unproved || t->proof_false))
		connection_proof(t, o);
	else if (t->client_cert_required)
		finding_param(outcome_finding(o, FINDING_CLIENT_CERT_REQUIRED, NULL), PARAM_REASON,
			t->broke != NULL ? t->broke : "the server ended the connection when none came");
	else if (t->broke != NULL)
		finding_param(outcome_finding(o, FINDING_HANDSHAKE_INCOMPLETE, NULL), PARAM_REASON, t->broke);
}
