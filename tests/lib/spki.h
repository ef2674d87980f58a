/* SPDX-License-Identifier: GPL-3.0-or-later
 * Keys that no generator makes: of kinds that GnuTLS lacks, or that cannot be any. */
#ifndef CC_TEST_SPKI_H
#define CC_TEST_SPKI_H

#include "asn1/der-write.h"

/* Append a SubjectPublicKeyInfo made of a sound one. Kinds:
 *   of an EC key    off-curve (its point moved), zero (0, 0), compressed, hybrid, spelled-out (its curve in numbers),
 *                   no-curve
 *   of an RSA key   e1 e2 e65536 e-long (another exponent), even (its modulus less 1), no-null (no parameters), pss
 *   of any          k1 brainpool brainpool384 brainpool512 sm2 (a point of these curves; with "-off" behind it none)
 *                   x25519 dh ml-dsa-44 ml-dsa-65 ml-dsa-87 slh-dsa composite falcon ml-kem x-wing unknown (as many
 *                   octets as such a key has)
 * An unknown kind ends the test. */
void spki_make(struct derw *d, const char *kind, struct bytes of);

/* A BIT STRING without unused bits that holds DER: derw_end() closes it. */
void spki_begin_bits(struct derw *d);

#endif
