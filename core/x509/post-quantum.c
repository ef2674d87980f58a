/* SPDX-License-Identifier: GPL-3.0-or-later
 * Looks keys and signatures for the time of quantum computers up, and whether the library at hand knows them. */
#include "x509/post-quantum.h"

#include <gnutls/gnutls.h>
#include <stddef.h>
#include <string.h>

static const struct post_quantum post_rows[] = {
#define POST_QUANTUM(oid, name, key, signature, use) { oid, name, key, signature, POST_##use },
#include "x509/post-quantum.def"
#undef POST_QUANTUM
};

const struct post_quantum *post_quantum(const char *dotted)
{
	for (size_t i = 0; i < sizeof post_rows / sizeof *post_rows; i++)
		if (strcmp(post_rows[i].oid, dotted) == 0)
			return &post_rows[i];
	return NULL;
}

/* GnuTLS calls ML-DSA as we do (lib/algorithms/sign.c). Composite kinds and what is hashed before it does not have. */
int post_quantum_gnutls(const struct post_quantum *p)
{
	return p->use == POST_SIGNS ? (int)gnutls_sign_get_id(p->name) : 0;
}
