/* SPDX-License-Identifier: GPL-3.0-or-later
 * Measured with Chromium 156: of two certificates in DER it takes none, of a PEM file the first alone, and of PKCS #7
 * in PEM nothing. */
#include "x509/issuer-form.h"

#include "asn1/pem.h"
#include "x509/der-kind.h"

#include <stdlib.h>
#include <string.h>

static bool issuer_is(const struct cert *c, struct bytes der)
{
	return der.n == c->der_len && memcmp(der.p, c->der, der.n) == 0;
}

/* The first block of that label; what stands before it may be anything. */
static bool issuer_is_first_block(const struct cert *c, struct bytes text)
{
	struct pem_block b;

	while (pem_next(&text, &b)) {
		size_t n = 0;
		uint8_t *der;
		bool same;

		if (!pem_is(&b, "CERTIFICATE"))
			continue;
		der = pem_decode(&b, &n);
		same = der != NULL && issuer_is(c, (struct bytes){ der, n });
		free(der);
		return same;
	}
	return false;
}

bool issuer_form_common(struct bytes body, const struct cert *c)
{
	switch (der_kind(body)) {
	case KIND_PKCS7: return true;
	case KIND_NONE: return issuer_is_first_block(c, body);
	default: return issuer_is(c, body);
	}
}
