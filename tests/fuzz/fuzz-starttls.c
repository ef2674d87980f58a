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
	{ read_code, "2", TEXT("250-mx.example\r\n250-SIZE 1000\r\n250 STARTTLS\r\n") },
	{ read_tagged, "a", TEXT("* CAPABILITY IMAP4rev1 STARTTLS\r\n* OK still here\r\na OK done\r\n") },
	{ read_tagged, "", TEXT("\"IMPLEMENTATION\" \"x\"\r\n\"STARTTLS\"\r\nOK \"go\"\r\n") },
	{ read_sign, "+OK", TEXT("+OK go ahead\r\n") },
	{ read_numeric, "670", TEXT(":irc NOTICE AUTH :looking\r\n:irc 670 * :go\r\n") },
	{ read_caps, "tls", TEXT(":irc CAP * LS * :multi-prefix\r\n:irc CAP * LS :tls sasl\r\n") },
	{ read_element, "features",
		TEXT("<?xml version='1.0'?><stream:stream id='1'><stream:features><starttls/></stream:features>") },
	{ read_element, "proceed", TEXT("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>") },
	{ read_ldap, "", TEXT("\x30\x0e\x02\x01\x01\x78\x09\x0a\x01\x02\x04\x00\x04\x02" "no") },
	{ read_postgres, "S", TEXT("E\0\0\0\x10SFATAL\0Mtoo many\0\0") },
	{ read_mysql, "", TEXT("\x2c\0\0\0\x0a" "8.0.1\0" "\1\2\3\4" "saltsalt\0" "\xff\xff" "\x2d\2\0\0\0\x15"
		"0123456789012345") },
};

enum { FUZZ_READERS = sizeof fuzz_readers / sizeof *fuzz_readers };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct bytes in, text = { NULL, 0 };
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
	(void)ldap_code(in);
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
