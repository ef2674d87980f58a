/* SPDX-License-Identifier: GPL-3.0-or-later
 * Takes a certificate apart and puts it together with another signature. */
#include "lib/resign.h"

#include "asn1/der.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static const struct resign_row { const char *word, *oid; size_t octets; } resign_rows[] = {
	{ "ml-dsa-44", "2.16.840.1.101.3.4.3.17", 2420 },
	{ "ml-dsa-65", "2.16.840.1.101.3.4.3.18", 3309 },
	{ "ml-dsa-87", "2.16.840.1.101.3.4.3.19", 4627 },
	{ "short", "2.16.840.1.101.3.4.3.18", 40 },
	{ "slh-dsa", "2.16.840.1.101.3.4.3.20", 7856 },
	{ "hash-slh-dsa", "2.16.840.1.101.3.4.3.46", 49856 },
	{ "composite", "1.3.6.1.5.5.7.6.45", 3380 },
	{ "falcon", "1.3.9999.3.11", 650 },
	{ "mtc", "1.3.6.1.5.5.7.6.67", 700 },
	{ "mtc-draft", "1.3.6.1.4.1.44363.47.0", 700 },
	{ "mtc-07", "1.3.6.1.4.1.44363.47.5", 700 },
};

static const struct resign_row *resign_row(const char *kind)
{
	for (size_t i = 0; i < sizeof resign_rows / sizeof *resign_rows; i++)
		if (strcmp(resign_rows[i].word, kind) == 0)
			return &resign_rows[i];
	fail_msg("no kind of signature %s", kind);
	return &resign_rows[0];
}

static void resign_method(struct derw *d, const struct resign_row *row)
{
	derw_begin(d, DERW_SEQUENCE);
	derw_oid(d, row->oid);
	derw_end(d);
}

static void resign_method_too(struct derw *d, const char *kind, struct bytes der)
{
	const struct resign_row *row = resign_row(kind);
	uint8_t *octets = mem_alloc(row->octets);
	struct der version, serial, method;
	struct bytes whole, tbs;

	assert_true(der_take(&der, DER_SEQUENCE, &whole) && der_take(&whole, DER_SEQUENCE, &tbs));
	assert_true(der_next(&tbs, &version) && der_next(&tbs, &serial) && der_next(&tbs, &method));
	derw_begin(d, DERW_SEQUENCE);
	derw_begin(d, DERW_SEQUENCE);
	derw_raw(d, version.whole);
	derw_raw(d, serial.whole);
	resign_method(d, row);
	derw_raw(d, tbs);
	derw_end(d);
	resign_method(d, row);
	memset(octets, 0x5a, row->octets);
	derw_bits(d, DERW_BIT_STRING, (struct bytes){ octets, row->octets }, 0);
	derw_end(d);
	free(octets);
}

/* The same signature, its length in a form that DER forbids (X.690 10.1). */
static void resign_ber(struct derw *d, struct bytes der)
{
	struct bytes whole, signature, bits;
	struct der tbs, method;
	uint8_t long_form[256] = { 0x30, 0x81 };
	unsigned unused;

	assert_true(der_take(&der, DER_SEQUENCE, &whole) && der_next(&whole, &tbs) && der_next(&whole, &method));
	assert_true(der_take(&whole, DER_BIT_STRING, &bits) && der_bit_string(bits, &signature, &unused));
	assert_true(signature.n > 1 && signature.n < sizeof long_form && signature.p[0] == long_form[0]);
	memcpy(long_form + 2, signature.p + 1, signature.n - 1);
	derw_begin(d, DERW_SEQUENCE);
	derw_raw(d, tbs.whole);
	derw_raw(d, method.whole);
	derw_bits(d, DERW_BIT_STRING, (struct bytes){ long_form, signature.n + 1 }, 0);
	derw_end(d);
}

void resign(struct derw *d, const char *kind, struct bytes der)
{
	if (strcmp(kind, "ber") == 0)
		resign_ber(d, der);
	else
		resign_method_too(d, kind, der);
}
