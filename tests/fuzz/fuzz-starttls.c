/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a server says before TLS: the first octet chooses the reader. What it takes for a reply and for words lies
 * within what came. */
#include "fuzz/fuzz.h"

#include "tls/replies.h"

#include <stdlib.h>
#include <string.h>

#define TEXT(s) { (const uint8_t *)(s), sizeof(s) - 1 }

static const struct {
	starttls_reader *read;
	const char *wants;
	struct bytes seed;
} fuzz_readers[] = {
#include "lib/starttls-replies.def"
};

enum { FUZZ_READERS = sizeof fuzz_readers / sizeof *fuzz_readers };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct bytes in, text = { NULL, 0 };
	char code[48];
	size_t used = 0, k;
	enum reply r;

	if (n == 0)
		return 0;
	k = data[0] % FUZZ_READERS;
	in = (struct bytes){ data + 1, n - 1 };
	r = fuzz_readers[k].read(in, fuzz_readers[k].wants, &used, &text);
	if (used > in.n)
		abort();
	if (r != REPLY_MORE && text.p != NULL && (text.p < in.p || text.n > in.n
		|| text.p + text.n > in.p + in.n))
		abort();
	ldap_code(in, code, sizeof code);
	return 0;
}

bool fuzz_seed(size_t i, struct buf *out)
{
	if (i >= FUZZ_READERS)
		return false;
	(void)buf_addc(out, (char)i);
	(void)buf_add(out, fuzz_readers[i].seed.p, fuzz_readers[i].seed.n);
	return true;
}
