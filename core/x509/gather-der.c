/* SPDX-License-Identifier: GPL-3.0-or-later
 * Takes DER apart. */
#include "x509/gather-der.h"

#include "asn1/der.h"
#include "x509/der-kind.h"
#include "x509/file-kinds.h"
#include "x509/pkcs12.h"

#include <gnutls/pkcs7.h>
#include <gnutls/x509.h>

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
