/* SPDX-License-Identifier: GPL-3.0-or-later
 * The names in a request for a client certificate. */
#include "engine/client-cert.h"

#include "base/mem.h"
#include "result/phrases.h"
#include "tls/messages.h"
#include "x509/cert-name.h"
#include "x509/dn.h"

#include <stdlib.h>

/* Some CA above the certificate at hand is the one named: what is asked for may be a root or any CA on the way down
 * (RFC 8446 4.2.4, RFC 5246 7.4.4). */
static bool client_cert_is_of(const struct engine *g, struct bytes name)
{
	for (size_t k = 0; k < g->n_own; k++)
		if (g->own[k]->parsed && dn_match(g->own[k]->issuer.der, name))
			return true;
	return false;
}

static void client_cert_name(struct connection *c, struct bytes name)
{
	struct dn dn = { 0 };

	MEM_GROW(c->client_cas, c->n_client_cas);
	c->client_cas[c->n_client_cas++] = dn_read(name, &dn, NULL) && dn.text != NULL && *dn.text != '\0'
		? mem_strdup(dn.text) : mem_strdup("a name that cannot be read");
	dn_done(&dn);
}

void client_cert_record(struct job *j)
{
	const struct handshake *h = j->connect.connecting.handshake;
	struct connection *c = &j->out->connection;
	const struct engine *g = j->engine;
	struct bytes list = buf_bytes(&h->authorities), name;

	if (!h->requested || c->all_client_cas > 0 || c->client_issuer != NULL)
		return;
	c->client_fits = list.n == 0;
	while (messages_next_name(&list, &name)) {
		c->client_fits = c->client_fits || client_cert_is_of(g, name);
		if (c->n_client_cas < LIMIT_AUTHORITIES)
			client_cert_name(c, name);
		c->all_client_cas++;
	}
	if (g->n_own > 0 && g->own[0]->parsed)
		c->client_issuer = mem_strdup(cert_issuer_label(g->own[0]));
}

void client_cert_evidence(struct inspection *i)
{
	enum { SHOWN = 3 };
	const struct connection *c = &i->connection;

	if (c->all_client_cas == 0)
		return;
	for (size_t k = 0; k < i->n_findings; k++) {
		struct finding *f = &i->findings[k];
		bool explains = c->client_issuer == NULL || !c->client_fits;
		char *request = phrase_client_request(i, SHOWN);

		if (f->id == FINDING_CLIENT_CERT_REQUIRED || f->id == FINDING_HANDSHAKE_INCOMPLETE)
			finding_evidence(f, explains ? EVIDENCE_FOR : EVIDENCE_OPEN,
				mem_printf("A client certificate was %s.", request));
		free(request);
	}
}
