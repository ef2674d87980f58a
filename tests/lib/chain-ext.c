/* SPDX-License-Identifier: GPL-3.0-or-later
 * Extensions as rows, as octets, and one that names somebody. */
#include "lib/chain-ext.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#define ROW(name, oid, critical, der) { name, { oid, critical, { (const uint8_t *)der, sizeof der - 1 } } }
/* Those marked critical that one browser or another does not process, and others. */
static const struct { const char *word; struct pki_extension extension; } ext_rows[] = {
	ROW("critical", "1.3.6.1.4.1.55738.666.1", true, "\x05\x00"),
	ROW("policies", "2.5.29.36", true, "\x30\x03\x80\x01\x00"),
	ROW("critical-points", "2.5.29.31", true, "\x30\x00"),
	ROW("critical-mapping", "2.5.29.33", true, "\x30\x0a\x30\x08\x06\x02\x2a\x03\x06\x02\x2a\x04"),
	ROW("critical-qualifier", "2.5.29.32", true,
		"\x30\x0e\x30\x0c\x06\x02\x2a\x03\x30\x06\x30\x04\x06\x02\x2a\x05"),
	ROW("critical-notice", "2.5.29.32", true, "\x30\x16\x30\x14\x06\x02\x2a\x03\x30\x0e\x30\x0c"
		"\x06\x08\x2b\x06\x01\x05\x05\x07\x02\x02\x30\x00"),
	ROW("critical-no-notice", "2.5.29.32", true, "\x30\x14\x30\x12\x06\x02\x2a\x03\x30\x0c\x30\x0a"
		"\x06\x08\x2b\x06\x01\x05\x05\x07\x02\x02"),
	ROW("client-type", "2.16.840.1.113730.1.1", false, "\x03\x02\x07\x80"),
	ROW("feature", "1.3.6.1.5.5.7.1.24", false, "\x30\x03\x02\x01\x11"),
	ROW("critical-type", "2.16.840.1.113730.1.1", true, "\x03\x02\x06\x40"),
	ROW("critical-no-usage", "2.5.29.15", true, "\x03\x01\x00"),
	ROW("critical-no-names", "2.5.29.17", true, "\x30\x00"),
	ROW("critical-feature", "1.3.6.1.5.5.7.1.24", true, "\x30\x03\x02\x01\x11"),
};

const struct pki_extension *chain_ext_marked(const char *word)
{
	for (size_t i = 0; i < sizeof ext_rows / sizeof *ext_rows; i++)
		if (strcmp(ext_rows[i].word, word) == 0)
			return &ext_rows[i].extension;
	return NULL;
}

void chain_ext_raw(struct derw *d, char *text)
{
	char *hex = strchr(text, ':');
	unsigned octet;

	assert_non_null(hex);
	*hex++ = '\0';
	for (; *hex != '\0'; hex += 2) {
		uint8_t one;

		assert_int_equal(sscanf(hex, "%2x", &octet), 1);
		assert_true(hex[1] != '\0');
		one = (uint8_t)octet;
		derw_raw(d, (struct bytes){ &one, 1 });
	}
}

void chain_ext_authority(struct derw *d, const struct cert *named, struct bytes key_id)
{
	derw_begin(d, DERW_SEQUENCE);
	if (key_id.n > 0)
		derw_put(d, DERW_CONTEXT(0), key_id.p, key_id.n);
	derw_begin(d, DERW_CONTEXT_CONSTRUCTED(1));
	derw_begin(d, DERW_CONTEXT_CONSTRUCTED(4));
	derw_raw(d, named->issuer.der);
	derw_end(d);
	derw_end(d);
	derw_put(d, DERW_CONTEXT(2), named->serial.p, named->serial.n);
	derw_end(d);
}
