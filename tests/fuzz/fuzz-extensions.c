/* SPDX-License-Identifier: GPL-3.0-or-later
 * Extensions in words: the first octet chooses which, the rest is its value. A bounded line of clean text comes out. */
#include "fuzz/fuzz.h"

#include "x509/ext-words.h"

#include <stdlib.h>

static const char *const fuzz_oids[] = {
#define NAMED(words, oid, name, known, source) oid,
#include "x509/named-extensions.def"
#undef NAMED
	"2.999.1",
};

enum { WORDS_MOST = 4096, FUZZ_OIDS = sizeof fuzz_oids / sizeof *fuzz_oids };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct buf b = BUF_INIT(2 * WORDS_MOST);

	if (n == 0)
		return 0;
	extension_words(&b, fuzz_oids[data[0] % FUZZ_OIDS], (struct bytes){ data + 1, n - 1 });
	if (b.full || b.len > WORDS_MOST)
		abort();
	fuzz_expect_clean(b.data);
	buf_done(&b);
	return 0;
}

/* Each extension with a value of many kinds of elements. */
bool fuzz_seed(size_t i, struct buf *out)
{
	static const uint8_t value[] = {
		0x30, 0x34, 0x06, 0x07, 0x04, 0x00, 0x81, 0x98, 0x27, 0x01, 0x02, 0x30, 0x0a, 0x06,
		0x08, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x01, 0x04, 0x04, 0x53, 0x2d, 0x31,
		0x2d, 0x02, 0x01, 0x05, 0x03, 0x02, 0x06, 0xc0, 0x1b, 0x02, 0x56, 0x38, 0xa0, 0x04,
		0x16, 0x02, 0x44, 0x45, 0x13, 0x02, 0x44, 0x45, 0x80, 0x01, 0x31, 0x05,
	};

	if (i >= FUZZ_OIDS)
		return false;
	(void)buf_addc(out, (char)i);
	(void)buf_add(out, value, sizeof value);
	return true;
}
