/* SPDX-License-Identifier: GPL-3.0-or-later
 * Something that would help to judge, and is not here: where to get it. */
#ifndef CC_WANT_H
#define CC_WANT_H

#include "base/buf.h"

enum want_kind { WANT_ISSUER, WANT_OCSP, WANT_CRL };
struct want {
	enum want_kind kind;
	const char *url;         /* http: only; no NUL inside */
	struct bytes post;       /* the OCSP request's DER; n == 0: GET */
	size_t max_bytes;
};

#endif
