/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a piece of DER is, told by its first elements, and what to call it. */
#ifndef CC_DER_KIND_H
#define CC_DER_KIND_H

#include "base/buf.h"

#include <stdbool.h>

enum der_kind {
	KIND_NONE,
	KIND_OTHER, /* DER that is none of what follows */
	KIND_CERT,
	KIND_PKCS7,
	KIND_PKCS12,
	KIND_REQUEST,
	KIND_CRL,
	KIND_KEY,
	KIND_LOCKED_KEY,
	KIND_PUBLIC_KEY,
	KIND_OCSP,
	KIND_OCSP_REQUEST,
	KIND_CMS,
	KIND_KEY_PARAMETERS,
	KIND_TIMESTAMP_REQUEST,
	KIND_TIMESTAMP,
	KIND_ATTRIBUTE_CERT,
	KIND_SPKAC
};

/* KIND_NONE: not a SEQUENCE of DER. What follows behind the first element is not looked at; PKCS #7 and PKCS #12
 * may be BER with lengths left open, as some programs write them. */
enum der_kind der_kind(struct bytes data);

/* "holds a private key, not a certificate"; NULL for what holds certificates. */
const char *der_kind_words(enum der_kind kind);

/* Is its end missing? Then `should` is how many octets there should be; false: all is there, or that cannot be told. */
/* Is what is there of it the beginning of something known? */
bool der_begins_known(struct bytes part);

bool der_cut_off(struct bytes der, size_t *should);

#endif
