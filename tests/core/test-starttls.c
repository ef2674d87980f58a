/* SPDX-License-Identifier: GPL-3.0-or-later
 * Every dialogue against a scripted peer: consent, no offer, refusal, endlessness, plain text pushed behind the
 * consent, another protocol on the port. */
#include "tls/starttls.h"

#include "base/limits.h"
#include "base/mem.h"
#include "net/net.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define TEXT(s) { (const uint8_t *)(s), sizeof(s) - 1 }
#define XMPP_OFFER "<?xml version='1.0'?><stream:stream id='1'><stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>"
#define MYSQL(capabilities) "\x2c\0\0\0\x0a" "8.0.1\0" "\1\2\3\4" "saltsalt\0" capabilities "\x2d\2\0\0\0\x15" "0123456789012345"

/* What the peer says at first, and after each thing that it hears; an empty one ends the script. */
struct row {
	const char *protocol;
	struct bytes says[4];
	enum starttls_end end;
	enum finding_id id;
	enum shade shade;
	const char *reason;
	const char *heard;           /* must be among what was said to the peer */
};

static const struct row rows[] = {
	/* consent */
	{ "smtp", { TEXT("220-mx.example\r\n220 ESMTP\r\n"), TEXT("250-mx\r\n250-8BITMIME\r\n250 STARTTLS\r\n"),
		TEXT("220 go\r\n") }, .heard = "STARTTLS\r\n" },
	{ "smtp", { TEXT("220 ESMTP\r\n"), TEXT("250-mx\r\n250-starttls\r\n250 X\r\n"), TEXT("220 go\r\n") },
		.heard = "EHLO [127.0.0.1]\r\n" },
	{ "lmtp", { TEXT("220 LMTP\r\n"), TEXT("250-mx\r\n250 STARTTLS\r\n"), TEXT("220 go\r\n") }, .heard = "LHLO " },
	{ "ftp", { TEXT("220-Welcome\r\n to us\r\n220 FTP\r\n"), TEXT("234 go\r\n") }, .heard = "AUTH TLS\r\n" },
	{ "nntp", { TEXT("200 news\r\n"), TEXT("382 go\r\n") }, .heard = "STARTTLS\r\n" },
	{ "imap", { TEXT("* OK [CAPABILITY IMAP4rev1] ready\r\n"),
		TEXT("* CAPABILITY IMAP4rev1 STARTTLS\r\na OK done\r\n"), TEXT("b OK go\r\n") },
		.heard = "b STARTTLS" },
	{ "pop3", { TEXT("+OK\r\n"), TEXT("+OK go\r\n") }, .heard = "STLS\r\n" },
	{ "sieve", { TEXT("\"IMPLEMENTATION\" \"x\"\r\n\"STARTTLS\"\r\nOK\r\n"), TEXT("OK \"go\"\r\n") },
		.heard = "STARTTLS\r\n" },
	{ "irc", { TEXT(":irc NOTICE AUTH :looking\r\n:irc CAP * LS :a tls b\r\n"), TEXT(":irc 670 * :go\r\n") },
		.heard = "STARTTLS\r\n" },
	{ "irc", { TEXT(":irc CAP * LS * :tls\r\n:irc CAP * LS :b\r\n"), TEXT(":irc 670 * :go\r\n") },
		.heard = "CAP LS\r\nSTARTTLS\r\n" },
	{ "irc", { TEXT(":irc 451 CAP :You have not registered\r\n"), TEXT(":irc 421 * CAP :what?\r\n:irc 670 * :go\r\n") },
		.heard = "CAP LS\r\nSTARTTLS\r\n" },
	{ "sieve", { TEXT("\"STARTTLS\"\r\nOK (TAG {3}\r\n\"x\"\r\n"), TEXT("OK\r\n") }, .heard = "STARTTLS\r\n" },
	{ "xmpp", { TEXT(""), TEXT(XMPP_OFFER), TEXT("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>") },
		.heard = "jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='host.example'" },
	{ "xmpp-server", { TEXT(""), TEXT(XMPP_OFFER), TEXT("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>") },
		.heard = "jabber:server" },
	{ "xmpp", { TEXT(""), TEXT("<stream xmlns='http://etherx.jabber.org/streams'><features>"
		"<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></features>"),
		TEXT("<tls:proceed xmlns:tls='urn:ietf:params:xml:ns:xmpp-tls'></tls:proceed>") },
		.heard = "<starttls" },
	{ "ldap", { TEXT(""), TEXT("\x30\x0c\x02\x01\x01\x78\x07\x0a\x01\x00\x04\x00\x04\x00") },
		.heard = "1.3.6.1.4.1.1466.20037" },
	{ "postgres", { TEXT(""), TEXT("S") }, .heard = "" },
	{ "mysql", { TEXT(MYSQL("\xff\xff")) }, .heard = "" },

	/* not on offer */
	{ "smtp", { TEXT("220 ESMTP\r\n"), TEXT("250-mx\r\n250 8BITMIME\r\n") }, STARTTLS_ABSENT,
		FINDING_STARTTLS_UNSUPPORTED, SHADE_NONE, NULL, NULL },
	{ "imap", { TEXT("* OK\r\n"), TEXT("* CAPABILITY IMAP4rev1\r\na OK\r\n") }, STARTTLS_ABSENT,
		FINDING_STARTTLS_UNSUPPORTED, SHADE_NONE, NULL, NULL },
	{ "irc", { TEXT(":irc CAP * LS :sasl=tls notls tls-x\r\n") }, STARTTLS_ABSENT, FINDING_STARTTLS_UNSUPPORTED,
		SHADE_NONE, NULL, NULL },
	/* that it knows no CAP says nothing of STARTTLS */
	{ "irc", { TEXT(":irc 421 * CAP :Unknown command\r\n"), TEXT(":irc 421 * STARTTLS :Unknown command\r\n") },
		STARTTLS_REFUSED, FINDING_STARTTLS_UNSUPPORTED, SHADE_REFUSED,
		"it refused: “:irc 421 * STARTTLS :Unknown command”", "STARTTLS\r\n" },
	{ "sieve", { TEXT("\"IMPLEMENTATION\" \"x\"\r\nOK\r\n") }, STARTTLS_ABSENT, FINDING_STARTTLS_UNSUPPORTED,
		SHADE_NONE,
		NULL, NULL },
	{ "xmpp", { TEXT(""), TEXT("<stream:stream><stream:features></stream:features>") }, STARTTLS_ABSENT,
		FINDING_STARTTLS_UNSUPPORTED, SHADE_NONE, NULL, NULL },
	{ "postgres", { TEXT(""), TEXT("N") }, STARTTLS_ABSENT, FINDING_STARTTLS_UNSUPPORTED, SHADE_NONE, NULL, NULL },
	{ "mysql", { TEXT(MYSQL("\xff\xf7")) }, STARTTLS_ABSENT, FINDING_STARTTLS_UNSUPPORTED, SHADE_NONE, NULL, NULL },

	/* refused, with the reason */
	{ "smtp", { TEXT("554 go away\x1b[31m\r\n") }, STARTTLS_REFUSED, FINDING_STARTTLS_UNSUPPORTED, SHADE_REFUSED,
		"it refused: “554 go away\\u{1b}[31m”", NULL },
	{ "smtp", { TEXT("220 ESMTP\r\n"), TEXT("250 STARTTLS\r\n"), TEXT("454 TLS not available\r\n") },
		STARTTLS_REFUSED, FINDING_STARTTLS_UNSUPPORTED, SHADE_REFUSED,
		"it refused: “454 TLS not available”",
		NULL },
	{ "ftp", { TEXT("220 FTP\r\n"), TEXT("530 Please login\r\n") }, STARTTLS_REFUSED, FINDING_STARTTLS_UNSUPPORTED,
		SHADE_REFUSED, "it refused: “530 Please login”", NULL },
	{ "imap", { TEXT("* OK\r\n"), TEXT("* CAPABILITY STARTTLS\r\na OK\r\n"), TEXT("b NO later\r\n") },
		STARTTLS_REFUSED, FINDING_STARTTLS_UNSUPPORTED, SHADE_REFUSED, "it refused: “b NO later”", NULL },
	{ "pop3", { TEXT("+OK\r\n"), TEXT("-ERR unknown\r\n") }, STARTTLS_REFUSED, FINDING_STARTTLS_UNSUPPORTED,
		SHADE_REFUSED, "it refused: “-ERR unknown”", NULL },
	{ "irc", { TEXT(":irc CAP * LS :tls\r\n"), TEXT(":irc 691 * :no\r\n") }, STARTTLS_REFUSED,
		FINDING_STARTTLS_UNSUPPORTED, SHADE_REFUSED, "it refused: “:irc 691 * :no”", NULL },
	{ "xmpp", { TEXT(""), TEXT("<stream:stream><stream:error/>") }, STARTTLS_REFUSED, FINDING_STARTTLS_UNSUPPORTED,
		SHADE_REFUSED, "it refused: “<stream:error/>”", NULL },
	{ "ldap", { TEXT(""), TEXT("\x30\x0e\x02\x01\x01\x78\x09\x0a\x01\x02\x04\x00\x04\x02" "no") }, STARTTLS_REFUSED,
		FINDING_STARTTLS_UNSUPPORTED, SHADE_REFUSED, "it refused with protocolError (2): “no”", NULL },
	{ "ldap", { TEXT(""), TEXT("\x30\x0c\x02\x01\x01\x78\x07\x0a\x01\x34\x04\x00\x04\x00") }, STARTTLS_REFUSED,
		FINDING_STARTTLS_UNSUPPORTED, SHADE_REFUSED, "it refused with unavailable (52)", NULL },
	{ "ldap", { TEXT(""), TEXT("\x30\x0c\x02\x01\x01\x78\x07\x0a\x01\x20\x04\x00\x04\x00") }, STARTTLS_REFUSED,
		FINDING_STARTTLS_UNSUPPORTED, SHADE_REFUSED, "it refused with noSuchObject (32)", NULL },
	{ "ldap", { TEXT(""), TEXT("\x30\x0c\x02\x01\x01\x78\x07\x0a\x01\x7b\x04\x00\x04\x00") }, STARTTLS_REFUSED,
		FINDING_STARTTLS_UNSUPPORTED, SHADE_REFUSED, "it refused with authorizationDenied (123)", NULL },
	{ "ldap", { TEXT(""), TEXT("\x30\x0d\x02\x01\x01\x78\x08\x0a\x02\x10\x00\x04\x00\x04\x00") }, STARTTLS_REFUSED,
		FINDING_STARTTLS_UNSUPPORTED, SHADE_REFUSED, "it refused with e-syncRefreshRequired (4096)", NULL },
	{ "ldap", { TEXT(""), TEXT("\x30\x0f\x02\x01\x01\x78\x0a\x0a\x01\x5a\x04\x00\x04\x03" "why") },
		STARTTLS_REFUSED,
		FINDING_STARTTLS_UNSUPPORTED, SHADE_REFUSED, "it refused with result code 90: “why”", NULL },
	{ "ldap", { TEXT(""), TEXT("\x30\x0c\x02\x01\x01\x78\x07\x0a\x01\xff\x04\x00\x04\x00") }, STARTTLS_GARBLED,
		FINDING_STARTTLS_UNSUPPORTED, SHADE_GARBLED, NULL, NULL },
	{ "smtp", { TEXT("554-No service\r\n554-for you\r\n554 today\r\n") },
		STARTTLS_REFUSED, FINDING_STARTTLS_UNSUPPORTED, SHADE_REFUSED,
		"it refused: “554-No service 554-for you 554 today”", NULL },
	{ "xmpp", { TEXT(""), TEXT("<stream:stream><stream:features/>") }, STARTTLS_ABSENT,
		FINDING_STARTTLS_UNSUPPORTED,
		SHADE_NONE, NULL, NULL },
	{ "xmpp", { TEXT(""), TEXT("<stream><features xmlns='http://etherx.jabber.org/streams'/>") }, STARTTLS_ABSENT,
		FINDING_STARTTLS_UNSUPPORTED, SHADE_NONE, NULL, NULL },
	{ "xmpp", { TEXT(""), TEXT("<s:stream><s:features><a b='>'/></s:features>") }, STARTTLS_ABSENT,
		FINDING_STARTTLS_UNSUPPORTED, SHADE_NONE, NULL, NULL },
	/* refused at length: all of it is quoted, however it comes */
	{ "smtp", { TEXT("220 ESMTP\r\n"), TEXT("550-No\r\n550-and never\r\n"), TEXT("550 again\r\n") }, STARTTLS_REFUSED,
		FINDING_STARTTLS_UNSUPPORTED, SHADE_REFUSED, "it refused: “550-No 550-and never 550 again”", NULL },
	{ "smtp", { TEXT("220 ESMTP\r\n"), TEXT("250 STARTTLS\r\n"), TEXT("454-4.7.0 no\r\n454 4.7.0 key\r\n") },
		STARTTLS_REFUSED, FINDING_STARTTLS_UNSUPPORTED, SHADE_REFUSED,
		"it refused: “454-4.7.0 no 454 4.7.0 key”", NULL },
	{ "ftp", { TEXT("421-There are\r\n too many\r\n421 users\r\n") }, STARTTLS_REFUSED, FINDING_STARTTLS_UNSUPPORTED,
		SHADE_REFUSED, "it refused: “421-There are  too many 421 users”", NULL },
	{ "ftp", { TEXT("220 FTP\r\n"), TEXT("530-No\r\nfree 530 text\r\n530 end\r\n") }, STARTTLS_REFUSED,
		FINDING_STARTTLS_UNSUPPORTED, SHADE_REFUSED, "it refused: “530-No free 530 text 530 end”", NULL },
	{ "nntp", { TEXT("200 news\r\n"), TEXT("502-no\r\n502 way\r\n") }, STARTTLS_REFUSED,
		FINDING_STARTTLS_UNSUPPORTED, SHADE_REFUSED, "it refused: “502-no 502 way”", NULL },
	{ "sieve", { TEXT("\"STARTTLS\"\r\nOK\r\n"), TEXT("NO {13+}\r\nfirst\r\n"), TEXT("second\r\n") }, STARTTLS_REFUSED,
		FINDING_STARTTLS_UNSUPPORTED, SHADE_REFUSED, "it refused: “NO {13+} first second”", NULL },
	{ "sieve", { TEXT("BYE (TRYLATER) {3}\r\nnow\r\n") }, STARTTLS_REFUSED, FINDING_STARTTLS_UNSUPPORTED,
		SHADE_REFUSED, "it refused: “BYE (TRYLATER) {3} now”", NULL },
	{ "xmpp", { TEXT(""), TEXT("<stream:stream><stream:error><host-"), TEXT("unknown/></stream:error></stream:stream>") },
		STARTTLS_REFUSED, FINDING_STARTTLS_UNSUPPORTED, SHADE_REFUSED,
		"it refused: “<stream:error><host-unknown/></stream:error>”", NULL },
	{ "xmpp", { TEXT(""), TEXT("<stream:stream></stream:stream>") }, STARTTLS_REFUSED, FINDING_STARTTLS_UNSUPPORTED,
		SHADE_REFUSED, "it refused: “</stream:stream>”", NULL },
	{ "postgres", { TEXT(""), TEXT("E"), TEXT("\0\0\0\x16SFATAL\0"), TEXT("Mtoo many\0\0") }, STARTTLS_REFUSED,
		FINDING_STARTTLS_UNSUPPORTED, SHADE_REFUSED, "it refused: “too many”", NULL },
	{ "postgres", { TEXT(""), TEXT("Eno such "), TEXT("thing\0") }, STARTTLS_REFUSED,
		FINDING_STARTTLS_UNSUPPORTED, SHADE_REFUSED, "it refused: “no such thing”", NULL },
	{ "postgres", { TEXT(""), TEXT("E\0\0\0\x10SFATAL\0Mtoo many\0\0") }, STARTTLS_REFUSED,
		FINDING_STARTTLS_UNSUPPORTED, SHADE_REFUSED, "it refused: “too many”", NULL },
	{ "mysql", { TEXT("\x12\0\0\0\xff\x69\x04" "Host is blocked") }, STARTTLS_REFUSED, FINDING_STARTTLS_UNSUPPORTED,
		SHADE_REFUSED, "it refused: “Host is blocked”", NULL },

	/* plain text behind the consent */
	{ "smtp", { TEXT("220 ESMTP\r\n"), TEXT("250 STARTTLS\r\n"), TEXT("220 go\r\n250 injected\r\n") },
		STARTTLS_INJECTED, FINDING_STARTTLS_UNSUPPORTED, SHADE_INJECTED, NULL, NULL },
	{ "imap", { TEXT("* OK\r\n"), TEXT("* CAPABILITY STARTTLS\r\na OK\r\n"), TEXT("b OK\r\n* OK x\r\n") },
		STARTTLS_INJECTED, FINDING_STARTTLS_UNSUPPORTED, SHADE_INJECTED, NULL, NULL },
	{ "postgres", { TEXT(""), TEXT("SE") }, STARTTLS_INJECTED, FINDING_STARTTLS_UNSUPPORTED, SHADE_INJECTED, NULL,
		NULL },
	{ "xmpp", { TEXT(""), TEXT(XMPP_OFFER), TEXT("<proceed/><message/>") }, STARTTLS_INJECTED,
		FINDING_STARTTLS_UNSUPPORTED, SHADE_INJECTED, NULL, NULL },

	/* another protocol */
	{ "smtp", { TEXT("SSH-2.0-OpenSSH_9.2\r\n") }, STARTTLS_GARBLED, FINDING_NOT_TLS, SHADE_NONE, NULL, NULL },
	{ "imap", { TEXT("+OK POP3\r\n") }, STARTTLS_GARBLED, FINDING_NOT_TLS, SHADE_NONE, NULL, NULL },
	{ "pop3", { TEXT("* OK IMAP\r\n") }, STARTTLS_GARBLED, FINDING_NOT_TLS, SHADE_NONE, NULL, NULL },
	{ "ldap", { TEXT(""), TEXT("HTTP/1.1 400 Bad Request\r\n") }, STARTTLS_GARBLED, FINDING_NOT_TLS, SHADE_NONE,
		NULL,
		NULL },
	{ "smtp", { TEXT("hello there\r\n") }, STARTTLS_GARBLED, FINDING_STARTTLS_UNSUPPORTED, SHADE_GARBLED,
		"what it says is not SMTP: “hello there”", NULL },
};

struct peer {
	int fd;
	struct stream stream;
	struct buf heard;
};

static void peer_open(struct peer *p)
{
	int fds[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
	*p = (struct peer){ .fd = fds[0], .stream = { .fd = fds[1] } };
	buf_init(&p->heard, 100000);
}

static void peer_close(struct peer *p)
{
	if (p->fd >= 0)
		(void)close(p->fd);
	(void)close(p->stream.fd);
	buf_done(&p->heard);
}

static void peer_hear(struct peer *p)
{
	char bytes[4096];
	ssize_t n = recv(p->fd, bytes, sizeof bytes, MSG_DONTWAIT);

	if (n > 0)
		assert_int_equal(buf_add(&p->heard, bytes, (size_t)n), 0);
}

static bool peer_heard(const struct peer *p, const char *what)
{
	return p->heard.len > 0 && memmem(p->heard.data, p->heard.len, what, strlen(what)) != NULL;
}

/* The whole script at once would be taken for injected text, so it is told turn by turn; with `dribble` octet by octet.
 * */
static enum starttls_state play(const struct row *r, struct starttls *s, struct peer *p, bool dribble)
{
	enum starttls_state state = STARTTLS_WANTS_READ;
	size_t i, k;

	starttls_start(s, r->protocol, "host.example", &p->stream);
	for (i = 0; i < 4 && state == STARTTLS_WANTS_READ; i++) {
		size_t part = dribble ? 1 : r->says[i].n;

		if (i > 0 && r->says[i].n == 0)
			break;
		for (k = 0; k < r->says[i].n && state == STARTTLS_WANTS_READ; k += part) {
			assert_int_equal(write(p->fd, r->says[i].p + k, part), part);
			state = starttls_step(s);
		}
		if (r->says[i].n == 0)
			state = starttls_step(s);
		peer_hear(p);
	}
	return state;
}

static void test_every_dialogue_ends_as_it_should(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct row *r = &rows[i];
		struct starttls s;
		struct finding f;
		struct peer p;
		enum starttls_state end;

		peer_open(&p);
		end = play(r, &s, &p, false);
		if (end != (r->end == STARTTLS_OK ? STARTTLS_DONE : STARTTLS_FAILED) || s.end != r->end)
			fail_msg("row %zu, %s: state %d, end %d", i, r->protocol, (int)end, (int)s.end);
		if (r->heard != NULL)
			assert_true(peer_heard(&p, r->heard));
		if (r->end != STARTTLS_OK) {
			starttls_finding(&s, &f);
			assert_string_equal(finding_name(f.id), finding_name(r->id));
			if (r->shade != SHADE_NONE)
				assert_int_equal(f.shade, r->shade);
			if (r->reason != NULL)
				assert_string_equal(finding_get(&f, PARAM_REASON), r->reason);
			finding_done(&f);
		}
		starttls_done(&s);
		peer_close(&p);
	}
}

/* One octet at a time a consent is the same; what is pushed behind it arrives too late to be seen here. */
static void test_octet_by_octet_a_consent_is_the_same(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof rows / sizeof *rows && rows[i].end == STARTTLS_OK; i++) {
		struct starttls s;
		struct peer p;

		peer_open(&p);
		if (play(&rows[i], &s, &p, true) != STARTTLS_DONE)
			fail_msg("row %zu, %s", i, rows[i].protocol);
		starttls_done(&s);
		peer_close(&p);
	}
}

static void test_endless_answers_come_to_an_end(void **state)
{
	static const struct {
		const char *protocol;
		struct bytes again;
	} floods[] = {
		{ "smtp", TEXT("220-more\r\n") }, { "smtp", TEXT("220") }, { "imap", TEXT("* OK more\r\n") },
		{ "irc", TEXT(":irc NOTICE * :more\r\n") }, { "xmpp", TEXT("<more/>") },
			{ "sieve", TEXT("\"MORE\"\r\n") },
		{ "pop3", TEXT("+OK") }, { "ldap", TEXT("\x30\x84\0\0\x40\0") },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof floods / sizeof *floods; i++) {
		enum starttls_state r = STARTTLS_WANTS_READ;
		struct starttls s;
		struct peer p;
		size_t sent = 0, n = floods[i].again.n;

		peer_open(&p);
		starttls_start(&s, floods[i].protocol, "host.example", &p.stream);
		for (; r == STARTTLS_WANTS_READ && sent < 4 * LIMIT_BANNER_BYTES; sent += n) {
			assert_int_equal(write(p.fd, floods[i].again.p, n), n);
			r = starttls_step(&s);
			peer_hear(&p);
		}
		if (r != STARTTLS_FAILED && r != STARTTLS_DONE)
			fail_msg("%s has not ended after %zu octets", floods[i].protocol, sent);
		assert_true(s.in.len <= LIMIT_BANNER_BYTES);
		starttls_done(&s);
		peer_close(&p);
	}
}

static void test_a_peer_that_hangs_up_is_said_so(void **state)
{
	struct starttls s;
	struct finding f;
	struct peer p;

	(void)state;
	peer_open(&p);
	starttls_start(&s, "imap", "host.example", &p.stream);
	assert_int_equal(write(p.fd, "* OK\r\n", 6), 6);
	assert_int_equal(starttls_step(&s), STARTTLS_WANTS_READ);
	(void)close(p.fd);
	p.fd = -1;
	assert_int_equal(starttls_step(&s), STARTTLS_FAILED);
	starttls_finding(&s, &f);
	assert_int_equal(f.id, FINDING_CONNECTION_CLOSED);
	finding_done(&f);
	starttls_done(&s);
	peer_close(&p);
}

/* Old servers know no CAP and say nothing to it: after a second STARTTLS is said all the same. */
static void test_who_is_silent_about_the_list_is_asked_all_the_same(void **state)
{
	struct starttls s;
	struct peer p;
	double until;

	(void)state;
	peer_open(&p);
	starttls_start(&s, "irc", "host.example", &p.stream);
	assert_int_equal(starttls_step(&s), STARTTLS_WANTS_READ);
	until = s.quiet_until;
	assert_true(until > net_clock_ms());
	assert_int_equal(starttls_step(&s), STARTTLS_WANTS_READ);
	assert_true(s.quiet_until == until);   /* being asked again is no reason to wait longer */
	peer_hear(&p);
	assert_false(peer_heard(&p, "STARTTLS"));
	while (net_clock_ms() < until)
		(void)poll(NULL, 0, 10);
	assert_int_equal(starttls_step(&s), STARTTLS_WANTS_READ);
	assert_true(s.quiet_until == 0);
	peer_hear(&p);
	assert_true(peer_heard(&p, "CAP LS\r\nSTARTTLS\r\n"));
	assert_int_equal(write(p.fd, ":irc 670 * :go\r\n", 16), 16);
	assert_int_equal(starttls_step(&s), STARTTLS_DONE);
	starttls_done(&s);
	peer_close(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_dialogue_ends_as_it_should),
		cmocka_unit_test(test_octet_by_octet_a_consent_is_the_same),
		cmocka_unit_test(test_who_is_silent_about_the_list_is_asked_all_the_same),
		cmocka_unit_test(test_endless_answers_come_to_an_end),
		cmocka_unit_test(test_a_peer_that_hangs_up_is_said_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
