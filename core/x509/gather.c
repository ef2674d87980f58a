/* SPDX-License-Identifier: GPL-3.0-or-later
 * Gathers what is met in a file. */
#include "x509/gather.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/secret.h"
#include "x509/kdf.h"
#include "x509/request.h"

#include <stdlib.h>
#include <string.h>

void gather_wipe(struct buf *b)
{
	if (b->data != NULL)
		explicit_bzero(b->data, b->size);
	buf_done(b);
}

void gather_wipe_password(char *password)
{
	if (password != NULL)
		explicit_bzero(password, strlen(password));
	free(password);
}

void gather_cert(struct gather *g, struct bytes der, enum unit_order order, bool own)
{
	if (g->n >= g->max) {
		g->full = true;
		return;
	}
	MEM_GROW(g->certs, g->n);
	g->certs[g->n++] = (struct gathered){ cert_read(der.p, der.n), g->unit, order, own };
}

void gather_request(struct gather *g, struct bytes der)
{
	if (g->o == NULL || g->n_requests >= LIMIT_FILE_KEYS)
		return;
	MEM_GROW(g->requests, g->n_requests);
	g->requests[g->n_requests++] = cert_read_request(der.p, der.n);
}

enum { KEY_ASKS = 3 };

/* Try what opened another key, then none, then what somebody says. */
static bool gather_unlock(struct gather *g, struct bytes in, bool pem, struct file_key *k)
{
	char *password, *label;

	if (!pem && !kdf_bearable(in))
		return false;
	if ((g->key_password != NULL && file_key_read(in, pem, g->key_password, k)) || file_key_read(in, pem, "", k))
		return true;
	for (int asked = 0; g->o->password != NULL && !g->key_asked && asked < KEY_ASKS; asked++) {
		label = mem_printf("the key in %s", g->label);
		password = g->o->password(g->o->ctx, label, asked > 0);
		free(label);
		if (password == NULL)
			break;
		if (file_key_read(in, pem, password, k)) {
			gather_wipe_password(g->key_password);
			g->key_password = password;
			return true;
		}
		gather_wipe_password(password);
	}
	g->key_asked = true;
	return false;
}

void gather_key(struct gather *g, struct bytes in, bool pem, bool locked)
{
	struct file_key k;

	if (g->o == NULL || g->n_keys >= LIMIT_FILE_KEYS)
		return;
	secret_held();
	if (locked ? !gather_unlock(g, in, pem, &k) : !file_key_read(in, pem, NULL, &k)) {
		if (!locked)
			return;       /* broken, or of a kind that GnuTLS does not have */
		k = (struct file_key){ .locked = true };
	}
	MEM_GROW(g->keys, g->n_keys);
	g->keys[g->n_keys++] = k;
}

void gather_other(struct gather *g, const char *clause)
{
	if (g->other == NULL)
		g->other = clause;
}

void gather_fault(struct gather *g, bool doubtful, unsigned line, char *clause)
{
	if (g->fault != NULL && (doubtful || !g->fault_doubtful)) {
		free(clause);
		return;
	}
	free(g->fault);
	g->fault = clause;
	g->fault_line = line;
	g->fault_doubtful = doubtful;
}

bool gather_over(const struct gather *g)
{
	return g->full || (g->fault != NULL && !g->fault_doubtful);
}

void gather_done(struct gather *g)
{
	while (g->n > 0)
		cert_unref(g->certs[--g->n].cert);
	while (g->n_requests > 0)
		cert_unref(g->requests[--g->n_requests]);
	free(g->certs);
	free(g->requests);
	free(g->keys);
	gather_wipe_password(g->key_password);
	free(g->fault);
}
