/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a port speaks is known by what it says first. */
#include "tls/peer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#define TEXT(s) { (const uint8_t *)(s), sizeof(s) - 1 }

static void test_protocols_are_recognised(void **state)
{
	static const struct { struct bytes opening; const char *name; } rows[] = {
		{ TEXT("SSH-2.0-OpenSSH_9.2p1 Debian\r\n"), "SSH" }, { TEXT("HTTP/1.1 400 Bad Request\r\n"), "HTTP" },
		{ TEXT("<!DOCTYPE HTML>"), "HTTP" }, { TEXT("220 mx.example ESMTP Exim 4.96\r\n"), "SMTP" },
		{ TEXT("220 mx.example LMTP\r\n"), "LMTP" }, { TEXT("220 (vsFTPd 3.0.3)\r\n"), "FTP" },
			{ TEXT("220 hello\r\n"), "SMTP or FTP" },
		{ TEXT("* OK [CAPABILITY IMAP4rev1] Dovecot ready.\r\n"), "IMAP" },
			{ TEXT("+OK Dovecot ready.\r\n"), "POP3" },
		{ TEXT("200 news.example InterNetNews\r\n"), "NNTP" },
			{ TEXT("\"IMPLEMENTATION\" \"Dovecot Pigeonhole\"\r\n"), "ManageSieve" },
		{ TEXT(":irc.example NOTICE * :*** Looking up\r\n"), "IRC" }, { TEXT("RFB 003.008\n"), "VNC" },
		{ TEXT("-ERR unknown command\r\n"), "Redis" }, { TEXT("\x4a\0\0\0\x0a" "8.0.32\0"), "MySQL" },
		{ TEXT("\x49\0\0\1\x0a" "not the first packet"), NULL }, { TEXT("hello"), NULL }, { TEXT(""), NULL },
			{ TEXT("SS"), NULL },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *name = peer_recognise(rows[i].opening);

		if ((name == NULL) != (rows[i].name == NULL) || (name != NULL && strcmp(name, rows[i].name) != 0))
			fail_msg("row %zu: %s", i, name == NULL ? "nothing" : name);
	}
}

static void test_records_of_tls_are_no_other_protocol(void **state)
{
	static const struct { struct bytes opening; bool tls; } rows[] = {
		{ TEXT("\x16\x03\x03"), true }, { TEXT("\x15\x03\x00\x00\x02"), true }, { TEXT("\x16"), true },
			{ TEXT(""), true },
		{ TEXT("\x16\x02"), false }, { TEXT("\x13\x03"), false }, { TEXT("\x19\x03"), false },
			{ TEXT("220 "), false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_int_equal(peer_is_tls(rows[i].opening), rows[i].tls);
}

static void test_the_first_line_is_quoted_harmlessly(void **state)
{
	static const struct { struct bytes opening; const char *said, *seen; } rows[] = {
		{ TEXT("SSH-2.0-x\r\nmore"), "SSH-2.0-x", "SSH" },
			{ TEXT("hello \x1b[31mred\r\n"), "hello \\u{1b}[31mred", "“hello \\u{1b}[31mred”" },
		{ TEXT("\x01\x02\x03"), NULL, NULL }, { TEXT(""), NULL, NULL },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct finding f = { .id = FINDING_NOT_TLS, .card = -1 };
		const char *said, *seen;

		peer_describe(&f, rows[i].opening);
		said = finding_get(&f, PARAM_SAID);
		seen = finding_get(&f, PARAM_SEEN);
		assert_int_equal(said == NULL, rows[i].said == NULL);
		assert_int_equal(seen == NULL, rows[i].seen == NULL);
		if (said != NULL)
			assert_string_equal(said, rows[i].said);
		if (seen != NULL)
			assert_string_equal(seen, rows[i].seen);
		finding_done(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_protocols_are_recognised),
		cmocka_unit_test(test_records_of_tls_are_no_other_protocol),
		cmocka_unit_test(test_the_first_line_is_quoted_harmlessly),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
