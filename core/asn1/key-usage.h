/* SPDX-License-Identifier: GPL-3.0-or-later
 * The bits of the extension that says what a key may do (RFC 5280 4.2.1.3), for who reads and who writes it. */
#ifndef CC_KEY_USAGE_H
#define CC_KEY_USAGE_H

/* RFC 5280 4.2.1.3, bit n of the BIT STRING is 1 << n here. */
enum key_usage {
	KU_DIGITAL_SIGNATURE = 1 << 0, KU_NON_REPUDIATION = 1 << 1, KU_KEY_ENCIPHERMENT = 1 << 2,
	KU_DATA_ENCIPHERMENT = 1 << 3, KU_KEY_AGREEMENT = 1 << 4, KU_KEY_CERT_SIGN = 1 << 5,
	KU_CRL_SIGN = 1 << 6, KU_ENCIPHER_ONLY = 1 << 7, KU_DECIPHER_ONLY = 1 << 8
};

#endif
