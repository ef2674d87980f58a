/* SPDX-License-Identifier: GPL-3.0-or-later
 * Gathers what is met in a file, and takes DER apart. */
#include "x509/gather.h"
#include "x509/pkcs12.h"

#include "asn1/der.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/secret.h"
#include "x509/der-kind.h"
#include "x509/file-kinds.h"
#include "x509/request.h"

#include <gnutls/pkcs7.h>
#include <gnutls/x509.h>
#include <stdlib.h>
#include <string.h>

void gather_wipe(struct buf *b)
{
	if (b->data != NULL)
		explicit_bzero(b->data, b->size);
	buf_done(b);
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

	if (!pem && !gather_kdf_bearable(in))
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

/* ---- DER ---- */

static void gather_pkcs7(struct gather *g, struct bytes der)
{
	/* GnuTLS reads it only; its type has no const */
	gnutls_datum_t data = { (unsigned char *)(uintptr_t)der.p, (unsigned)der.n }, raw;
	gnutls_pkcs7_t p7 = NULL;
	int count, i;

	if (gnutls_pkcs7_init(&p7) != 0)
		return;
	g->unit++;
	if (gnutls_pkcs7_import(p7, &data, GNUTLS_X509_FMT_DER) == 0) {
		count = gnutls_pkcs7_get_crt_count(p7);
		for (i = 0; i < count && !g->full; i++) {
			if (gnutls_pkcs7_get_crt_raw2(p7, (unsigned)i, &raw) != 0)
				continue;
			gather_cert(g, (struct bytes){ raw.data, raw.size }, UNIT_SET, false);
			gnutls_free(raw.data);
		}
	}
	g->unit++;
	gather_other(g, "holds a PKCS #7 structure without certificates");
	gnutls_pkcs7_deinit(p7);
}

static void gather_element(struct gather *g, struct bytes der)
{
	enum der_kind kind = der_kind(der);

	switch (kind) {
	case KIND_CERT: gather_cert(g, der, UNIT_LIST, false); break;
	case KIND_PKCS7:
		if (file_kind_apple(der))
			gather_other(g, file_kind_apple_words());
		else
			gather_pkcs7(g, der);
		break;
	case KIND_PKCS12: gather_pkcs12(g, der); break;
	case KIND_REQUEST:
		gather_other(g, der_kind_words(kind));
		gather_request(g, der);
		break;
	case KIND_KEY:
	case KIND_LOCKED_KEY:
		gather_other(g, der_kind_words(kind));
		gather_key(g, der, false, kind == KIND_LOCKED_KEY);
		break;
	case KIND_NONE: break;
	default: gather_other(g, der_kind_words(kind)); break;
	}
}

void gather_der(struct gather *g, struct bytes der)
{
	struct bytes rest = der, element;
	struct der d;

	for (element = der; rest.n > 0 && !g->full; element = rest) {
		if (!der_next(&rest,
			    &d)) /* open lengths of BER, or what is no DER: the reader of that kind sees to it */
			rest.n = 0;
		else
			element = d.whole;
		if (element.p != der.p && der_kind(element) == KIND_NONE)
			return; /* white space, or whatever else does not belong to it */
		gather_element(g, element);
		while (rest.n > 0 && rest.p[0] != DER_SEQUENCE)
			rest = (struct bytes){ rest.p + 1, rest.n - 1 };
	}
}
