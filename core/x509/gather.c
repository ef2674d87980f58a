/* SPDX-License-Identifier: GPL-3.0-or-later
 * Gathers what is met in a file. */
#include "x509/gather.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/secret.h"
#include "x509/kdf.h"
#include "x509/request.h"
#include "x509/scrypt.h"

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

/* What somebody says. NULL: one of these opens it. */
static const char *gather_unlock_asking(struct gather *g, struct bytes in, bool pem, struct file_key *k)
{
	char *label = mem_printf("the key in %s", g->label), *password = NULL;
	const struct pemfile_opts *o = g->o;
	bool opens = false, wrong = false;

	for (int asked = 0; o->password != NULL && !g->key_asked && !opens && asked < GATHER_ASKS; asked++) {
		password = o->password(o->ctx, label, asked > 0);
		if (password == NULL)
			break;
		opens = file_key_read(in, pem, password, k) == KEY_OPENS;
		wrong = !opens;
		gather_wipe_password(opens ? g->key_password : password);
		if (opens)
			g->key_password = password;
	}
	free(label);
	g->key_asked = !opens;
	return opens ? NULL : wrong || (o->wrong != NULL && *o->wrong) ? KEY_LOCKED_WRONG : KEY_LOCKED;
}

/* Try what opened another key, then none, then what somebody says. Returns why it stays closed, or NULL. */
static const char *gather_unlock(struct gather *g, struct bytes in, bool pem, struct file_key *k)
{
	enum key_opening opening;

	if (!pem && (!kdf_bearable(in) || scrypt_kind(in) == SCRYPT_DEAR))
		return KEY_LOCKED_DEAR;
	if (g->key_password != NULL && file_key_read(in, pem, g->key_password, k) == KEY_OPENS)
		return NULL;
	opening = file_key_read(in, pem, "", k);
	return opening == KEY_OPENS ? NULL : opening == KEY_METHOD ? KEY_LOCKED_METHOD
		: gather_unlock_asking(g, in, pem, k);
}

void gather_key(struct gather *g, struct bytes in, bool pem, bool locked)
{
	const char *why = NULL;
	struct file_key k;

	if (g->o == NULL || g->n_keys >= LIMIT_FILE_KEYS)
		return;
	secret_held();
	if (locked)
		why = gather_unlock(g, in, pem, &k);
	else if (file_key_read(in, pem, NULL, &k) != KEY_OPENS)
		return; /* broken, or of a kind that GnuTLS does not have */
	if (why != NULL)
		k = (struct file_key){ .locked = why };
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
