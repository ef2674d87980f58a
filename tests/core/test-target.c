/* SPDX-License-Identifier: GPL-3.0-or-later
 * Every form of a target, and what is none. */
#include "base/mem.h"
#include "options/opts.h"
#include "engine/target.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What is expected of one; NULL host: an error. `upgrade` as in struct service. */
static const struct {
	const char *text, *scheme, *host, *unicode;
	int port;
	bool ip;
	const char *upgrade;
} hosts[] = {
	{ "example.net", "https", "example.net", NULL, 443, false, NULL },
	{ "  example.net\n", "https", "example.net", NULL, 443, false, NULL },
	{ "Example.NET.", "https", "example.net", NULL, 443, false, NULL },
	{ "example.net:8443", "https", "example.net", NULL, 8443, false, NULL },
	{ "localhost", "https", "localhost", NULL, 443, false, NULL },
	{ "_sip.example.net", "https", "_sip.example.net", NULL, 443, false, NULL },
	{ "r3---sn-4g5e6nze.example.net", "https", "r3---sn-4g5e6nze.example.net", NULL, 443, false, NULL },
	{ "192.0.2.1", "https", "192.0.2.1", NULL, 443, true, NULL },
	{ "192.0.2.1:993", "https", "192.0.2.1", NULL, 993, true, NULL },
	{ "2001:db8::1", "https", "2001:db8::1", NULL, 443, true, NULL },
	{ "2001:DB8:0:0::1", "https", "2001:db8::1", NULL, 443, true, NULL },
	{ "::1", "https", "::1", NULL, 443, true, NULL },
	{ "[2001:db8::1]", "https", "2001:db8::1", NULL, 443, true, NULL },
	{ "fe80::1%eth0", "https", "fe80::1", NULL, 443, true, NULL },
	{ "[FE80::1%25eth0]:8443", "https", "fe80::1", NULL, 8443, true, NULL },
	{ "[2001:db8::1]:8443", "https", "2001:db8::1", NULL, 8443, true, NULL },
	{ "https://example.net/any/path?q=a:b@c#d", "https", "example.net", NULL, 443, false, NULL },
	{ "HTTPS://user:pass@Example.net:8443/", "https", "example.net", NULL, 8443, false, NULL },
	{ "https://example.net:/", "https", "example.net", NULL, 443, false, NULL },
	{ "https://a@b@example.net", "https", "example.net", NULL, 443, false, NULL },
	{ "https://example.net\\@evil.example", "https", "example.net", NULL, 443, false, NULL },
	{ "https://example.net?x", "https", "example.net", NULL, 443, false, NULL },
	{ "https://example.net/ca.pem", "https", "example.net", NULL, 443, false, NULL },
	{ "https://[2001:db8::1]:8443/x", "https", "2001:db8::1", NULL, 8443, true, NULL },
	{ "http://example.net/", "https", "example.net", NULL, 443, false, NULL },
	{ "http://example.net:8080/", "https", "example.net", NULL, 8080, false, NULL },
	{ "wss://example.net/socket", "https", "example.net", NULL, 443, false, NULL },
	{ "gopher://example.net", "https", "example.net", NULL, 443, false, NULL },
	{ "example.net/path/to", "https", "example.net", NULL, 443, false, NULL },
	{ "example.net:444/path", "https", "example.net", NULL, 444, false, NULL },
	{ "b\303\274cher.example", "https", "xn--bcher-kva.example", "b\303\274cher.example", 443, false, NULL },
	{ "B\303\234CHER.example.", "https", "xn--bcher-kva.example", "b\303\274cher.example", 443, false, NULL },
	{ "xn--bcher-kva.example", "https", "xn--bcher-kva.example", "b\303\274cher.example", 443, false, NULL },
	{ "stra\303\237e.example", "https", "xn--strae-oqa.example", "stra\303\237e.example", 443, false, NULL },
	{ "https://b\303\274cher.example/x", "https", "xn--bcher-kva.example", "b\303\274cher.example", 443, false,
		NULL },
	/* fullwidth digits */
	{ "\357\274\221\357\274\222\357\274\227.0.0.1", "https", "127.0.0.1", NULL, 443, true, NULL },
	/* ideographic full stop */
	{ "example\343\200\202net", "https", "example.net", NULL, 443, false, NULL },
	{ "demo:443", "https", "demo", NULL, 443, false, NULL },
	{ "store:8443", "https", "store", NULL, 8443, false, NULL },
	{ "smtp://mail.example.net", "smtp", "mail.example.net", NULL, 25, false, "smtp" },
	{ "smtp://mail.example.net:2525", "smtp", "mail.example.net", NULL, 2525, false, "smtp" },
	{ "submission://h", "submission", "h", NULL, 587, false, "smtp" },
	{ "lmtp://h", "lmtp", "h", NULL, 24, false, "lmtp" },
	{ "imap://h", "imap", "h", NULL, 143, false, "imap" },
	{ "pop3://h", "pop3", "h", NULL, 110, false, "pop3" },
	{ "ftp://h", "ftp", "h", NULL, 21, false, "ftp" },
	{ "ldap://h/dc=example", "ldap", "h", NULL, 389, false, "ldap" },
	{ "xmpp://h", "xmpp", "h", NULL, 5222, false, "xmpp" },
	{ "xmpp-server://h", "xmpp-server", "h", NULL, 5269, false, "xmpp-server" },
	{ "sieve://h", "sieve", "h", NULL, 4190, false, "sieve" },
	{ "nntp://h", "nntp", "h", NULL, 119, false, "nntp" },
	{ "irc://h", "irc", "h", NULL, 6667, false, "irc" },
	{ "postgres://u:p@h/db", "postgres", "h", NULL, 5432, false, "postgres" },
	{ "mysql://h", "mysql", "h", NULL, 3306, false, "mysql" },
	{ "smtps://h", "smtps", "h", NULL, 465, false, NULL },
	{ "imaps://h", "imaps", "h", NULL, 993, false, NULL },
	{ "pop3s://h", "pop3s", "h", NULL, 995, false, NULL },
	{ "ldaps://h", "ldaps", "h", NULL, 636, false, NULL },
	{ "ftps://h", "ftps", "h", NULL, 990, false, NULL },
	{ "ircs://h", "ircs", "h", NULL, 6697, false, NULL },
	{ "nntps://h", "nntps", "h", NULL, 563, false, NULL },
	{ "dot://h", "dot", "h", NULL, 853, false, NULL },
	{ "SMTP://h", "smtp", "h", NULL, 25, false, "smtp" },
};

static void test_hosts_of_every_form(void **state)
{
	struct opts o;
	size_t i;

	(void)state;
	opts_defaults(&o);
	for (i = 0; i < sizeof hosts / sizeof *hosts; i++) {
		struct cc_err e = { 0 };
		struct target t;

		if (target_parse(&t, hosts[i].text, &o, &e) != 0)
			fail_msg("%s: %s", hosts[i].text, e.msg);
		assert_int_equal(t.facts.kind, TARGET_HOST);
		if (strpbrk(hosts[i].text, "@?#") == NULL)
			assert_string_equal(t.facts.input, hosts[i].text);
		assert_string_equal(t.facts.scheme, hosts[i].scheme);
		assert_string_equal(t.facts.host, hosts[i].host);
		assert_string_equal(t.facts.host_unicode, hosts[i].unicode != NULL ? hosts[i].unicode : hosts[i].host);
		assert_int_equal(t.facts.port, hosts[i].port);
		assert_int_equal(t.facts.host_is_ip, hosts[i].ip);
		if (hosts[i].ip)
			assert_null(t.facts.servername);
		else
			assert_string_equal(t.facts.servername, hosts[i].host);
		if (hosts[i].upgrade == NULL)
			assert_null(t.service->starttls);
		else
			assert_string_equal(t.service->starttls, hosts[i].upgrade);
		target_done(&t);
	}
}

static void test_a_scenario_brings_its_host_along(void **state)
{
	struct opts o;
	struct target t;
	struct cc_err e;

	(void)state;
	opts_defaults(&o);
	assert_int_equal(target_parse(&t, "demo:international", &o, &e), 0);
	assert_int_equal(t.facts.kind, TARGET_DEMO);
	assert_string_equal(t.demo, "international");
	assert_string_equal(t.facts.host, "xn--mnchen-3ya.localhost");
	assert_string_equal(t.facts.host_unicode, "m\303\274nchen.localhost");
	assert_string_equal(t.facts.servername, t.facts.host);
	target_done(&t);
	o.servername = "other.localhost";
	assert_int_equal(target_parse(&t, "demo:good", &o, &e), 0);
	assert_string_equal(t.facts.servername, "other.localhost");
	target_done(&t);
}

static void test_nonsense_gets_one_clear_line(void **state)
{
	static const struct { const char *text, *why; } rows[] = {
		{ "", "empty" },
		{ " \t ", "empty" },
		{ ":443", "host is missing" },
		{ "https://", "host is missing" },
		{ "https:///path", "host is missing" },
		{ "https://user@/", "host is missing" },
		{ "example.net:", "port" },
		{ "example.net:0", "port" },
		{ "example.net:65536", "port" },
		{ "example.net:99999999999999999999", "port" },
		{ "example.net:-1", "port" },
		{ "example.net:44x", "port" },
		{ "https://example.net:x/", "port" },
		{ "[2001:db8::1", "]" },
		{ "[2001:db8::1]8443", ":" },
		{ "[example.net]:443", "IPv6" },
		{ "2001:db8::g", "IPv6" },
		{ "2001:db8::1%eth0", "link-local" },
		{ "fe80::1%", "interface" },
		{ "fe80::1%eth 0", "interface" },
		{ "fe80::g%eth0", "IPv6" },
		{ "1:2:3:4:5:6:7:8:9", "IPv6" },
		{ "127.1", "IPv4" },
		{ "0x7f.0.0.1", "IPv4" },
		{ "example.0x7f", "IPv4" },
		{ "256.1.1.1", "IPv4" },
		{ "a..b", "empty part" },
		{ ".", "" },
		{ "-example.net", "hyphen" },
		{ "example-.net", "hyphen" },
		{ "two words", "neither" },
		{ "user@example.net", "neither" },
		{ "ex%61mple.net", "neither" },
		{ "https://ex ample.net/", "neither" },
		{ "\377\376", "IDNA" },
		{ "\342\230\203\342\200\256.example", "IDNA" },
		{ "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijkl.example", "63" },
		{ "no-such-file.pem", "no such file" },
		{ "no-such-file.P12", "no such file" },
		{ "file:", "missing" },
		{ "file:no-such-file", "no such file" },
		{ "./no-such-file", "no such file" },
		{ "/no/such/file", "no such file" },
		{ "demo:", "name is missing" },
		{ "demo:no-such-scenario", "--list-demos" },
		{ "store:x", "nothing may follow" },
	};
	struct opts o;
	size_t i;

	(void)state;
	opts_defaults(&o);
	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct cc_err e = { 0 };
		struct target t;

		if (target_parse(&t, rows[i].text, &o, &e) == 0)
			fail_msg("\"%s\" was taken for a target", rows[i].text);
		if (strstr(e.msg, rows[i].why) == NULL)
			fail_msg("\"%s\": %s", rows[i].text, e.msg);
		assert_null(strchr(e.msg, '\n'));
		assert_int_equal(e.code, ERR_USAGE);
		assert_null(t.facts.input);
	}
}

static void test_long_and_hostile_text_is_bounded(void **state)
{
	struct cc_err e = { 0 };
	struct opts o;
	struct target t;
	char *s = mem_alloc(100001);

	(void)state;
	opts_defaults(&o);
	memset(s, 'a', 100000);
	assert_int_equal(target_parse(&t, s, &o, &e), -1);
	assert_true(strlen(e.msg) < 150);
	assert_int_equal(target_parse(&t, "\033[2Jhost\007 x", &o, &e), -1);
	assert_null(strchr(e.msg, '\033'));
	assert_non_null(strstr(e.msg, "\\u{1b}"));
	free(s);
}

static void test_files_by_ending_prefix_and_slash(void **state)
{
	char dir[] = "/tmp/certcard-target-XXXXXX", *plain, *pem, *url;
	struct cc_err e = { 0 };
	struct opts o;
	struct target t;

	(void)state;
	opts_defaults(&o);
	assert_non_null(mkdtemp(dir));
	plain = mem_printf("%s/plain", dir);
	pem = mem_printf("%s/x.CRT", dir);
	url = mem_printf("file://%s", plain);
	fclose(fopen(plain, "w"));
	fclose(fopen(pem, "w"));

	assert_int_equal(target_parse(&t, plain, &o, &e), 0);
	assert_int_equal(t.facts.kind, TARGET_FILE);
	assert_string_equal(t.path, plain);
	assert_null(t.facts.host);
	assert_null(t.facts.servername);
	assert_int_equal(t.facts.port, 0);
	target_done(&t);
	assert_int_equal(target_parse(&t, pem, &o, &e), 0);
	assert_string_equal(t.path, pem);
	target_done(&t);
	assert_int_equal(target_parse(&t, url, &o, &e), 0);
	assert_string_equal(t.path, plain);
	target_done(&t);
	o.servername = "Name.example.";
	assert_int_equal(target_parse(&t, "-", &o, &e), 0);
	assert_string_equal(t.path, "-");
	assert_string_equal(t.facts.servername, "name.example");
	target_done(&t);
	o.servername = "Somebody@Mail.Example";
	assert_int_equal(target_parse(&t, "-", &o, &e), 0);
	assert_string_equal(t.facts.servername, "Somebody@mail.example");
	target_done(&t);
	assert_int_equal(target_parse(&t, "www.example", &o, &e), -1);       /* servers have no mailboxes */
	o.servername = "some\033body@mail.example";
	assert_int_equal(target_parse(&t, "-", &o, &e), -1);
	o.servername = "@mail.example";
	assert_int_equal(target_parse(&t, "-", &o, &e), -1);

	(void)unlink(plain);
	(void)unlink(pem);
	(void)rmdir(dir);
	free(plain);
	free(pem);
	free(url);
}

/* A file that lies here is meant, unless its name could be a host's that everybody can find. */
static void test_files_that_lie_here(void **state)
{
	static const struct { const char *name, *text; enum target_kind kind; } rows[] = {
		{ "certcard-chain.txt", "certcard-chain.txt", TARGET_FILE },
		{ "certcard-plain", "certcard-plain", TARGET_FILE },
		{ "certcard-x.example.com", "certcard-x.example.com", TARGET_HOST },
		{ "certcard-x.internal:8443", "certcard-x.internal:8443", TARGET_FILE },
		{ "certcard-x.de:8443", "certcard-x.de:8443", TARGET_HOST },
		{ "192.0.2.77", "192.0.2.77", TARGET_HOST },
		{ NULL, "certcard-absent.txt", TARGET_HOST },
	};
	struct cc_err e = { 0 };
	struct opts o;
	struct target t;

	(void)state;
	opts_defaults(&o);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (rows[i].name != NULL)
			fclose(fopen(rows[i].name, "w"));
		if (target_parse(&t, rows[i].text, &o, &e) != 0 || t.facts.kind != rows[i].kind)
			fail_msg("%s is taken for another thing", rows[i].text);
		target_done(&t);
		if (rows[i].name != NULL)
			(void)unlink(rows[i].name);
	}
	assert_int_equal(mkdir("certcard-folder", 0700), 0);
	assert_int_equal(target_parse(&t, "certcard-folder", &o, &e), 0);
	assert_int_equal(t.facts.kind, TARGET_HOST);
	target_done(&t);
	(void)rmdir("certcard-folder");
}

static void test_options_change_where_and_what(void **state)
{
	struct cc_err e = { 0 };
	struct opts o;
	struct target t;
	char *label;

	(void)state;
	opts_defaults(&o);
	o.servername = "b\303\274cher.example";
	o.connect = "[fe80::2%lo]:8443";
	assert_int_equal(target_parse(&t, "example.net", &o, &e), 0);
	assert_string_equal(t.connect_host, "fe80::2%lo");
	target_done(&t);
	/* the interface is for the way there, not for the certificate; --connect comes first */
	assert_int_equal(target_parse(&t, "fe80::1%eth0", &o, &e), 0);
	assert_string_equal(t.facts.host, "fe80::1");
	assert_string_equal(t.connect_host, "fe80::2%lo");
	target_done(&t);
	o.connect = NULL;
	assert_int_equal(target_parse(&t, "smtp://[fe80::1%25eth0]", &o, &e), 0);
	assert_string_equal(t.connect_host, "fe80::1%eth0");
	label = target_label(&t.facts);
	assert_string_equal(label, "[fe80::1%eth0]:25");
	free(label);
	target_done(&t);
	o.connect = "[::1]:8443";
	o.starttls = "imap";
	assert_int_equal(target_check_opts(&o, &e), 0);
	assert_int_equal(target_parse(&t, "192.0.2.1", &o, &e), 0);
	assert_string_equal(t.facts.servername, "xn--bcher-kva.example");
	assert_string_equal(t.connect_host, "::1");
	assert_int_equal(t.connect_port, 8443);
	assert_int_equal(t.facts.port, 143);             /* no scheme: the protocol's port */
	assert_string_equal(t.service->starttls, "imap");
	target_done(&t);
	assert_int_equal(target_parse(&t, "https://192.0.2.1/", &o, &e), 0);
	assert_int_equal(t.facts.port, 443);             /* a scheme keeps its own */
	assert_string_equal(t.facts.scheme, "https");
	assert_string_equal(t.service->starttls, "imap");
	target_done(&t);
	o.connect = "only-host.example";
	assert_int_equal(target_parse(&t, "a.example", &o, &e), 0);
	assert_int_equal(t.connect_port, 0);
	target_done(&t);
}

static void test_options_that_make_no_sense(void **state)
{
	struct cc_err e = { 0 };
	struct opts o;

	(void)state;
	opts_defaults(&o);
	o.servername = "not a name";
	assert_int_equal(target_check_opts(&o, &e), -1);
	opts_defaults(&o);
	o.connect = "host:port";
	assert_int_equal(target_check_opts(&o, &e), -1);
	assert_non_null(strstr(e.msg, "port"));
	opts_defaults(&o);
	o.starttls = "imapp";
	assert_int_equal(target_check_opts(&o, &e), -1);
	assert_non_null(strstr(e.msg, "imap?"));
	o.starttls = "https";
	assert_int_equal(target_check_opts(&o, &e), -1);
}

static void test_labels(void **state)
{
	struct opts o;
	struct cc_err e;
	struct target t;
	char *s;

	(void)state;
	opts_defaults(&o);
	assert_int_equal(target_parse(&t, "https://u:p@[2001:db8::1]/x", &o, &e), 0);
	s = target_label(&t.facts);
	assert_string_equal(s, "[2001:db8::1]:443");
	free(s);
	target_done(&t);
	assert_int_equal(target_parse(&t, "store:", &o, &e), 0);
	assert_int_equal(t.facts.kind, TARGET_STORE);
	s = target_label(&t.facts);
	assert_string_equal(s, "store:");
	free(s);
	target_done(&t);
}

static void test_secrets_of_a_url_are_left_out(void **state)
{
	static const struct { const char *text, *input; } rows[] = {
		{ "https://example.net/any/path?q=a:b@c#d", "https://example.net/any/path" },
		{ "https://user:pass@example.net:8443/?k", "https://example.net:8443/" },
		{ "https://a@b@example.net#c", "https://example.net" },
		{ "https://example.net/@me", "https://example.net/@me" },
		{ "me:pass@example.net/a?token=b", "example.net/a" },
		{ " https://me:pass@example.net ", "https://example.net" },
		{ "example.net:8443", "example.net:8443" },
	};
	struct opts o;
	struct cc_err e;

	(void)state;
	opts_defaults(&o);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct target t;

		assert_int_equal(target_parse(&t, rows[i].text, &o, &e), 0);
		assert_string_equal(t.facts.input, rows[i].input);
		target_done(&t);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hosts_of_every_form),
		cmocka_unit_test(test_a_scenario_brings_its_host_along),
		cmocka_unit_test(test_nonsense_gets_one_clear_line),
		cmocka_unit_test(test_long_and_hostile_text_is_bounded),
		cmocka_unit_test(test_files_by_ending_prefix_and_slash),
		cmocka_unit_test(test_files_that_lie_here),
		cmocka_unit_test(test_options_change_where_and_what),
		cmocka_unit_test(test_options_that_make_no_sense),
		cmocka_unit_test(test_secrets_of_a_url_are_left_out),
		cmocka_unit_test(test_labels),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
