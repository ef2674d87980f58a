/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a piece of DER is, told by its first elements, and what to call it. */
#ifndef CC_DER_KIND_H
#define CC_DER_KIND_H

#include "base/buf.h"

#include <stdbool.h>

enum der_kind {
	KIND_NONE,
	KIND_CERT,
	KIND_PKCS7,
	KIND_PKCS12,
	KIND_REQUEST,
	KIND_CRL,
	KIND_KEY,
	KIND_LOCKED_KEY,
	KIND_PUBLIC_KEY,
	KIND_OCSP,
	KIND_CMS,
	KIND_KEY_PARAMETERS
};

/* KIND_NONE: none of these, or not DER. What follows behind the first element is not looked at; PKCS #7 and PKCS #12
 * may be BER with lengths left open, as some programs write them. */
enum der_kind der_kind(struct bytes data);

/* "holds a private key, not a certificate"; NULL for what holds certificates. */
const char *der_kind_words(enum der_kind kind);

#endif
