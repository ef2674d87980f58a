/* SPDX-License-Identifier: GPL-3.0-or-later
 * Extensions of a chain's certificates that pki/pki.h has no field for (chains.h says how they are called). */
#ifndef CC_TEST_CHAIN_EXT_H
#define CC_TEST_CHAIN_EXT_H

#include "asn1/der-write.h"
#include "pki/pki.h"
#include "x509/cert.h"

/* The extension of a word of the language; static. NULL: no such word. */
const struct pki_extension *chain_ext_marked(const char *word);

/* "OID:HEX", appended to `d`; the OID is cut out of `text`, which must live as long. What makes no sense ends the
 * test. */
void chain_ext_raw(struct derw *d, char *text);

/* Appends an AuthorityKeyIdentifier that says by whom and under which number `named` was issued; `key_id` of no octets:
 * and no key. */
void chain_ext_authority(struct derw *d, const struct cert *named, struct bytes key_id);

#endif
