/* SPDX-License-Identifier: GPL-3.0-or-later
 * From a loopback address to the certificates as sent, through libcurl and GnuTLS. */
#include "net/dial.h"
#include "tls/handshake.h"
#include "tls/handshake-words.h"
#include "tls/messages.h"
#include "lib/loopback.h"
#include "base/mem.h"
#include "net/net.h"
#include "tls/no-answer.h"
#include "x509/bearable-key.h"
#include "x509/cert.h"

#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PATIENCE_MS = 20000 };

struct client {
	struct net *net;
	struct tls_client *tls;
	struct dial dial;
	struct handshake handshake;
	bool ask_scts;
};

static void client_init(struct client *c)
{
	struct cc_err e;

	memset(c, 0, sizeof *c);
	c->net = net_new();
	assert_int_equal(net_load(c->net, &e), 0);
	c->tls = tls_client_new(NULL, NULL, bearable_key, &e);
	assert_non_null(c->tls);
}

static void client_done(struct client *c)
{
	handshake_done(&c->handshake);
	dial_close(&c->dial);
	tls_client_free(c->tls);
	net_free(c->net);
}

static enum dial_state client_dial(struct client *c, const char *host, int port)
{
	struct dial_request r = { .host = host, .port = port, .timeout_ms = PATIENCE_MS };
	double until = net_clock_ms() + PATIENCE_MS;
	enum dial_state s;

	dial_start(&c->dial, c->net, &r);
	while ((s = dial_step(&c->dial)) == DIAL_BUSY && net_clock_ms() < until) {
		net_reset(c->net);
		net_wait(c->net, 1000);
	}
	return s;
}

static enum handshake_end client_shake(struct client *c, enum tls_profile profile)
{
	struct handshake_request r = { .servername = "www.example.com", .profile = profile, .ask_scts = c->ask_scts };
	double until = net_clock_ms() + PATIENCE_MS;
	enum handshake_state s;

	handshake_start(&c->handshake, c->tls, &c->dial.stream, &r);
	while ((s = handshake_step(&c->handshake)) != HANDSHAKE_OVER && net_clock_ms() < until) {
		net_reset(c->net);
		(void)net_watch(c->net, c->dial.stream.fd, s == HANDSHAKE_WANTS_READ ? POLLIN : POLLOUT);
		net_wait(c->net, 50);
	}
	assert_int_equal(s, HANDSHAKE_OVER);
	return c->handshake.end;
}

/* Against a server of this kind, with the usual profile and, where that seems worth it, the legacy one. */
static enum handshake_end client_ask(struct client *c, loopback_part *part, const void *arg, bool ask_scts)
{
	struct loopback l;
	enum handshake_end end;

	loopback_start(&l, part, arg);
	client_init(c);
	c->ask_scts = ask_scts;
	assert_int_equal(client_dial(c, "127.0.0.1", l.port), DIAL_DONE);
	end = client_shake(c, TLS_USUAL);
	if (handshake_worth_retrying(&c->handshake)) {
		handshake_done(&c->handshake);
		dial_close(&c->dial);
		assert_int_equal(client_dial(c, "127.0.0.1", l.port), DIAL_DONE);
		end = client_shake(c, TLS_LEGACY);
	}
	loopback_stop(&l);
	return end;
}

static enum handshake_end client_meet(struct client *c, loopback_part *part, const void *arg)
{
	return client_ask(c, part, arg, false);
}

static void test_reads_the_chain_as_sent_on_every_version(void **state)
{
	static const struct {
		const char *priority;
		int version;
	} rows[] = {
		{ "NORMAL:-VERS-ALL:+VERS-TLS1.3", 0x0304 },
		{ "NORMAL:-VERS-ALL:+VERS-TLS1.2", 0x0303 },
		{ "NORMAL:-VERS-ALL:+VERS-TLS1.1", 0x0302 },
		{ "NORMAL:-VERS-ALL:+VERS-TLS1.0", 0x0301 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct loopback_tls t = { .priority = rows[i].priority };
		struct client c;

		assert_int_equal(client_meet(&c, loopback_tls, &t), HANDSHAKE_COMPLETE);
		assert_int_equal(c.handshake.version, rows[i].version);
		assert_int_equal(c.handshake.n_certs, 2);
		assert_int_equal(c.handshake.certs[0].p[0], 0x30);
		assert_false(c.handshake.requested);
		assert_non_null(handshake_cipher(&c.handshake));
		assert_non_null(handshake_group(&c.handshake));
		assert_string_equal(c.dial.address, "127.0.0.1");
		assert_true(c.dial.connect_ms >= 0);
		client_done(&c);
	}
}

static void test_tells_rsa_key_exchange_from_the_others(void **state)
{
	static const struct {
		const char *priority;
		bool rsa;
	} rows[] = {
		{ "NORMAL:-VERS-ALL:+VERS-TLS1.2:-KX-ALL:+RSA", true },
		{ "NORMAL:-VERS-ALL:+VERS-TLS1.2:-KX-ALL:+ECDHE-RSA", false },
		{ "NORMAL:-VERS-ALL:+VERS-TLS1.3", false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct loopback_tls t = { .priority = rows[i].priority, .rsa_bits = 1024,
			.key_usage = KU_DIGITAL_SIGNATURE | KU_KEY_ENCIPHERMENT };
		struct client c;

		assert_int_equal(client_meet(&c, loopback_tls, &t), HANDSHAKE_COMPLETE);
		assert_int_equal(handshake_rsa_exchange(&c.handshake), rows[i].rsa);
		client_done(&c);
	}
}

/* Nothing that is outdated is offered where there is anything better. */
static void test_tells_what_no_browser_offers(void **state)
{
	static const struct { const char *priority, *outdated; } rows[] = {
		{ "NORMAL:-VERS-ALL:+VERS-TLS1.2:-KX-ALL:+DHE-RSA", "DHE" },
		{ "NORMAL:-VERS-ALL:+VERS-TLS1.2:-KX-ALL:+DHE-RSA:+ECDHE-RSA:%SERVER_PRECEDENCE", NULL },
		{ "NORMAL:-VERS-ALL:+VERS-TLS1.2:-KX-ALL:+ECDHE-RSA:-CIPHER-ALL:+3DES-CBC", "3DES" },
		{ "NORMAL:-VERS-ALL:+VERS-TLS1.2:-KX-ALL:+ECDHE-RSA:-CIPHER-ALL:+ARCFOUR-128", "RC4" },
		{ "NORMAL:-VERS-ALL:+VERS-TLS1.2:-CIPHER-ALL:+ARCFOUR-128:+3DES-CBC:+AES-128-CBC:%SERVER_PRECEDENCE", NULL },
		{ "NORMAL:-VERS-ALL:+VERS-TLS1.2:-KX-ALL:+ECDHE-RSA:-GROUP-ALL:+GROUP-SECP224R1:%PROFILE_VERY_WEAK", "curve" },
		{ "NORMAL:-VERS-ALL:+VERS-TLS1.2:-KX-ALL:+RSA", NULL },
		{ "NORMAL:-VERS-ALL:+VERS-TLS1.2", NULL },
		{ "NORMAL:-VERS-ALL:+VERS-TLS1.3", NULL },
		{ "NORMAL:-VERS-ALL:+VERS-TLS1.1:-KX-ALL:+DHE-RSA", NULL },      /* the version says it all */
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct loopback_tls t = { .priority = rows[i].priority, .rsa_bits = 1024, .dh_bits = 1024,
			.key_usage = KU_DIGITAL_SIGNATURE | KU_KEY_ENCIPHERMENT };
		const char *outdated;
		struct client c;

		if (client_meet(&c, loopback_tls, &t) != HANDSHAKE_COMPLETE)
			fail_msg("%s: %d", rows[i].priority, c.handshake.error);
		assert_int_equal(handshake_dh_bits(&c.handshake) >= 1024, strstr(rows[i].priority, "+DHE-RSA") != NULL
			&& strstr(rows[i].priority, "+ECDHE") == NULL);
		outdated = handshake_outdated(&c.handshake);
		if (rows[i].outdated == NULL ? outdated != NULL
			: outdated == NULL || strstr(outdated, rows[i].outdated) == NULL)
			fail_msg("%s: %s", rows[i].priority, outdated != NULL ? outdated : "nothing");
		client_done(&c);
	}
}

/* The signature over the handshake, and with RSA key exchange the Finished message, on every version. */
static void test_tells_who_holds_the_key(void **state)
{
	static const struct loopback_tls rows[] = {
		{ .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.3" },
		{ .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.3", .rsa_bits = 1024 },
		{ .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.2" },
		{ .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.2", .rsa_bits = 1024 },
		{ .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.2:-GROUP-ALL:-KX-ALL:+DHE-RSA:%PROFILE_VERY_WEAK",
			.rsa_bits = 1024, .dh_bits = 1024 },
		{ .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.2:-KX-ALL:+RSA", .rsa_bits = 1024,
			.key_usage = KU_DIGITAL_SIGNATURE | KU_KEY_ENCIPHERMENT },
		{ .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.1" },
		{ .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.0", .rsa_bits = 1024 },
		{ .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.3", .client_cert = GNUTLS_CERT_REQUIRE },
		{ .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.2", .client_cert = GNUTLS_CERT_REQUIRE },
	};
	size_t i;

	(void)state;
	for (i = 0; i < 2 * sizeof rows / sizeof *rows; i++) {
		struct loopback_tls t = rows[i / 2];
		struct client c;
		bool rsa;

		t.forged = i % 2 == 1;
		(void)client_meet(&c, loopback_tls, &t);
		assert_int_equal(c.handshake.n_certs, 2);
		rsa = handshake_rsa_exchange(&c.handshake);
		/* a server that cannot decrypt the secret says so instead of finishing */
		if (c.handshake.proof != (!t.forged ? PROOF_HELD : rsa ? PROOF_NEVER : PROOF_FALSE))
			fail_msg("%s%s: %d", t.priority, t.forged ? ", forged" : "", (int)c.handshake.proof);
		assert_int_equal(c.handshake.signature.len > 0, !rsa);
		if (t.rsa_bits > 0 && !rsa)
			assert_int_equal(c.handshake.signature.len, t.rsa_bits / 8);
		client_done(&c);
	}
}

static void test_keeps_the_staple(void **state)
{
	static const char *const priorities[] = { "NORMAL:-VERS-ALL:+VERS-TLS1.3", "NORMAL:-VERS-ALL:+VERS-TLS1.2" };
	size_t i;

	(void)state;
	for (i = 0; i < 2; i++) {
		struct loopback_tls t = { .priority = priorities[i], .staple = "not even DER" };
		struct client c;

		(void)client_meet(&c, loopback_tls, &t);
		assert_int_equal(c.handshake.n_certs, 2);
		assert_int_equal(c.handshake.staple.len, strlen(t.staple));
		assert_memory_equal(c.handshake.staple.data, t.staple, strlen(t.staple));
		client_done(&c);
	}
}

/* Only when asked for; on TLS 1.3 a server that has none is not disturbed by being asked. */
static void test_timestamps_of_the_extension(void **state)
{
	struct loopback_tls t = { .scts = "a list", .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.2" };
	struct client c;

	(void)state;
	assert_int_equal(client_ask(&c, loopback_tls, &t, true), HANDSHAKE_COMPLETE);
	assert_int_equal(c.handshake.scts.len, strlen(t.scts));
	assert_memory_equal(c.handshake.scts.data, t.scts, strlen(t.scts));
	client_done(&c);
	assert_int_equal(client_ask(&c, loopback_tls, &t, false), HANDSHAKE_COMPLETE);
	assert_int_equal(c.handshake.scts.len, 0);
	client_done(&c);
	t = (struct loopback_tls){ 0 };
	assert_int_equal(client_ask(&c, loopback_tls, &t, true), HANDSHAKE_COMPLETE);
	assert_int_equal(c.handshake.version, 0x0304);
	client_done(&c);
}

static void test_no_certificate_is_an_answer(void **state)
{
	struct loopback_tls t = { .anonymous = true, .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.2:-KX-ALL:+ANON-ECDH" };
	struct finding f;
	struct client c;

	(void)state;
	assert_int_equal(client_meet(&c, loopback_tls, &t), HANDSHAKE_COMPLETE);
	handshake_finding(&c.handshake, &f);
	assert_int_equal(f.id, FINDING_NO_CERTIFICATE);
	finding_done(&f);
	client_done(&c);
}

#define OCTETS(...) { (const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ }) }

/* Certificate messages as a server may write them, right or wrong. */
static void test_messages_octet_by_octet(void **state)
{
	const struct {
		struct bytes msg;
		bool tls13;
		size_t n, first, staple, scts;
	} rows[] = {
		{ OCTETS(0, 0, 0), false, 0, 0, 0, 0 },
		{ OCTETS(0, 0, 5, 0, 0, 2, 'a', 'b'), false, 1, 2, 0, 0 },
		{ OCTETS(0, 0, 9, 0, 0, 2, 'a', 'b', 0, 0, 1, 'c'), false, 2, 2, 0, 0 },
		{ OCTETS(0, 0, 9, 0, 0, 2, 'a', 'b'), false, 1, 2, 0, 0 },              /* the list claims more */
		{ OCTETS(0, 0, 5, 0, 0, 9, 'a', 'b'), false, 0, 0, 0, 0 },              /* the certificate does */
		{ OCTETS(0, 0, 3, 0, 0, 0), false, 0, 0, 0, 0 },                        /* an empty one */
		{ OCTETS(0, 0), false, 0, 0, 0, 0 },
		{ OCTETS(0, 0, 0, 7, 0, 0, 2, 'a', 'b', 0, 0), true, 1, 2, 0, 0 },
		/* extensions that are not there */
		{ OCTETS(0, 0, 0, 7, 0, 0, 2, 'a', 'b', 0, 9), true, 1, 2, 0, 0 },
		{ OCTETS(1, 'x', 0, 0, 7, 0, 0, 2, 'a', 'b', 0, 0), true, 1, 2, 0, 0 }, /* a context */
		{ OCTETS(9, 'x'), true, 0, 0, 0, 0 },
		{ OCTETS(0, 0, 0, 17, 0, 0, 2, 'a', 'b', 0, 10, 0, 5, 0, 6, 1, 0, 0, 2, 'o', 'k'), true, 1, 2, 2, 0 },
		{ OCTETS(0, 0, 0, 14, 0, 0, 2, 'a', 'b', 0, 7, 0, 18, 0, 3, 's', 'c', 't'), true, 1, 2, 0, 3 },
		/* a staple that lies */
		{ OCTETS(0, 0, 0, 16, 0, 0, 2, 'a', 'b', 0, 9, 0, 5, 0, 5, 1, 0, 0, 9, 'o'), true, 1, 2, 0, 0 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct handshake h = { .message = BUF_INIT(LIMIT_CHAIN_BYTES), .staple = BUF_INIT(LIMIT_STAPLE_BYTES),
			.scts = BUF_INIT(LIMIT_SCT_LIST_BYTES) };

		messages_read(&h, rows[i].msg, rows[i].tls13);
		if (h.n_certs != rows[i].n || h.staple.len != rows[i].staple || h.scts.len != rows[i].scts)
			fail_msg("row %zu: %zu certificates, %zu octets stapled, %zu of timestamps", i, h.n_certs,
				h.staple.len, h.scts.len);
		if (rows[i].n > 0)
			assert_int_equal(h.certs[0].n, rows[i].first);
		handshake_done(&h);
	}
}

/* Asked for is not required; required shows as an alert, on TLS 1.3 only after the handshake. */
static void test_tells_a_client_certificate_asked_for_from_one_required(void **state)
{
	static const struct {
		const char *priority;
		gnutls_certificate_request_t mode;
		bool requested, required;
	} rows[] = {
		{ "NORMAL:-VERS-ALL:+VERS-TLS1.3", GNUTLS_CERT_REQUEST, true, false },
		{ "NORMAL:-VERS-ALL:+VERS-TLS1.2", GNUTLS_CERT_REQUEST, true, false },
		{ "NORMAL:-VERS-ALL:+VERS-TLS1.3", GNUTLS_CERT_REQUIRE, true, true },
		{ "NORMAL:-VERS-ALL:+VERS-TLS1.2", GNUTLS_CERT_REQUIRE, true, true },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct loopback_tls t = { .priority = rows[i].priority, .client_cert = rows[i].mode };
		struct client c;

		(void)client_meet(&c, loopback_tls, &t);
		assert_int_equal(c.handshake.n_certs, 2);
		assert_int_equal(c.handshake.requested, rows[i].requested);
		assert_int_equal(c.handshake.required, rows[i].required);
		client_done(&c);
	}
}

/* The names of CAs in a request, in either place where they stand. */
static void test_reads_whose_client_certificates_are_asked_for(void **state)
{
	static const char *const priorities[] = { "NORMAL:-VERS-ALL:+VERS-TLS1.3", "NORMAL:-VERS-ALL:+VERS-TLS1.2",
		"NORMAL:-VERS-ALL:+VERS-TLS1.1:%COMPAT" };
	struct loopback_identity *id = loopback_identity_new();
	struct cert *ca = loopback_identity_ca(id);

	(void)state;
	for (size_t i = 0; i < sizeof priorities / sizeof *priorities; i++) {
		struct loopback_tls t = { .priority = priorities[i], .client_cert = GNUTLS_CERT_REQUEST,
			.client_ca = ca };
		struct bytes list, name;
		struct client c;

		(void)client_meet(&c, loopback_tls, &t);
		list = buf_bytes(&c.handshake.authorities);
		assert_true(messages_next_name(&list, &name));
		assert_int_equal(name.n, ca->subject.der.n);
		assert_memory_equal(name.p, ca->subject.der.p, name.n);
		assert_false(messages_next_name(&list, &name));
		client_done(&c);
	}
	cert_unref(ca);
	loopback_identity_free(id);
}

/* Requests whose lengths lie name nobody, or those before the lie. */
static void test_requests_that_lie(void **state)
{
	static const uint8_t names[] = { 0, 6, 0, 2, 0x30, 0, 0, 9 };
	struct bytes list = { names + 2, 6 }, name;
	struct handshake h = { .authorities = BUF_INIT(64) };

	(void)state;
	assert_true(messages_next_name(&list, &name));
	assert_int_equal(name.n, 2);
	assert_false(messages_next_name(&list, &name));
	for (size_t n = 0; n < 12; n++) {
		/* a context of none, extensions of 14, certificate_authorities of 10, names of 8 */
		static const uint8_t request[] = { 0, 0, 14, 0, 47, 0, 10, 0, 8, 0, 2, 0x30 };

		messages_request(&h, (struct bytes){ request, n }, true);
		assert_int_equal(h.authorities.len, 0);
	}
	buf_done(&h.authorities);
}

static void test_gets_the_certificate_of_weak_servers(void **state)
{
	static const struct loopback_tls rows[] = {
		{ .rsa_bits = 1024 },
		{ .rsa_bits = 1024, .priority =
			"NORMAL:-VERS-ALL:+VERS-TLS1.2:-KX-ALL:+RSA:%DEBUG_ALLOW_KEY_USAGE_VIOLATIONS" },
		{ .rsa_bits = 1024, .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.2:-SIGN-ALL:+SIGN-RSA-SHA1" },
		{ .rsa_bits = 1024, .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.0:-CIPHER-ALL:+3DES-CBC" },
		{ .rsa_bits = 1024, .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.2:-CIPHER-ALL:+ARCFOUR-128:+MD5" },
		{ .rsa_bits = 1024, .dh_bits = 1024,
			.priority = "NORMAL:-VERS-ALL:+VERS-TLS1.2:-GROUP-ALL:-KX-ALL:+DHE-RSA:%PROFILE_VERY_WEAK" },
		{ .padding = 60000 },
		{ .padding = 100000 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct client c;

		(void)client_meet(&c, loopback_tls, &rows[i]);
		assert_int_equal(c.handshake.n_certs, 2);
		assert_null(handshake_broke(&c.handshake));
		client_done(&c);
	}
}

static void play_http(int fd, const void *arg)
{
	(void)arg;
	loopback_say(fd, "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
	loopback_swallow(fd);
}

static void play_ssh(int fd, const void *arg)
{
	(void)arg;
	loopback_say(fd, "SSH-2.0-OpenSSH_9.2\x1b[31m\r\n");
	loopback_swallow(fd);
}

static void play_silence(int fd, const void *arg)
{
	(void)arg;
	loopback_swallow(fd);
}

/* Closing outright while the client's bytes are unread would be a reset. */
static void play_close(int fd, const void *arg)
{
	(void)arg;
	(void)shutdown(fd, SHUT_WR);
	loopback_swallow(fd);
}

static void play_reset(int fd, const void *arg)
{
	char byte;

	(void)arg;
	(void)!read(fd, &byte, 1);
	loopback_reset(fd);
}

static void play_alert(int fd, const void *arg)
{
	char line[16];

	(void)arg;
	(void)!read(fd, line, sizeof line);
	(void)!write(fd, "\x15\x03\x03\x00\x02\x02\x28", 7);
	loopback_swallow(fd);
}

/* A Certificate message that is empty: TLS 1.2's ServerHello, then a list of nothing. */
static void play_no_certificate(int fd, const void *arg)
{
	static const unsigned char hello[] =
		{ 0x16, 3, 3, 0, 42, 2, 0, 0, 38, 3, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16,
		17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 0, 0xc0, 0x2f, 0 };
	static const unsigned char empty[] = { 0x16, 3, 3, 0, 7, 11, 0, 0, 3, 0, 0, 0 };

	(void)arg;
	(void)!write(fd, hello, sizeof hello);
	(void)!write(fd, empty, sizeof empty);
	loopback_swallow(fd);
}

static void test_names_what_stands_in_the_way(void **state)
{
	static const struct {
		loopback_part *part;
		enum finding_id id;
		enum shade shade;
		enum param_id key;
		const char *value;       /* NULL: not looked at */
	} rows[] = {
		{ play_http, FINDING_NOT_TLS, SHADE_NONE, PARAM_SPEAKS, "HTTP" },
		{ play_ssh, FINDING_NOT_TLS, SHADE_NONE, PARAM_SPEAKS, "SSH" },
		{ play_ssh, FINDING_NOT_TLS, SHADE_NONE, PARAM_SAID, "SSH-2.0-OpenSSH_9.2\\u{1b}[31m" },
		{ play_close, FINDING_CONNECTION_CLOSED, SHADE_NONE, PARAM_SEEN, "in the TLS handshake" },
		{ play_reset, FINDING_CONNECTION_CLOSED, SHADE_RESET, PARAM_SEEN, "in the TLS handshake" },
		{ play_alert, FINDING_HANDSHAKE_FAILED, SHADE_ALERT, PARAM_ALERT, "handshake_failure" },
		{ play_no_certificate, FINDING_NO_CERTIFICATE, SHADE_NONE, PARAM_SEEN, NULL },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct finding f;
		struct client c;

		(void)client_meet(&c, rows[i].part, NULL);
		assert_int_equal(c.handshake.n_certs, 0);
		handshake_finding(&c.handshake, &f);
		assert_string_equal(finding_name(f.id), finding_name(rows[i].id));
		if (rows[i].shade != SHADE_NONE)
			assert_int_equal(f.shade, rows[i].shade);
		if (rows[i].value != NULL)
			assert_string_equal(finding_get(&f, rows[i].key), rows[i].value);
		finding_done(&f);
		client_done(&c);
	}
}

static void test_a_refused_connection_is_a_finding(void **state)
{
	struct finding f;
	struct client c;

	(void)state;
	client_init(&c);
	assert_int_equal(client_dial(&c, "127.0.0.1", loopback_closed_port()), DIAL_FAILED);
	unreach_dial(&f, &c.dial);
	assert_int_equal(f.id, FINDING_REFUSED);
	finding_done(&f);
	client_done(&c);
}

/* The silent server must cost nothing: giving up is at once, and the descriptor is gone. */
static void test_giving_up_in_the_middle_is_clean(void **state)
{
	struct loopback l;
	struct client c;
	int i;

	(void)state;
	loopback_start(&l, play_silence, NULL);
	client_init(&c);
	for (i = 0; i < 100; i++) {
		struct handshake_request r = { .servername = "www.example.com" };

		assert_int_equal(client_dial(&c, "127.0.0.1", l.port), DIAL_DONE);
		assert_true(c.dial.stream.fd < 100);
		handshake_start(&c.handshake, c.tls, &c.dial.stream, &r);
		assert_int_equal(handshake_step(&c.handshake), HANDSHAKE_WANTS_READ);
		handshake_done(&c.handshake);
		dial_close(&c.dial);
	}
	client_done(&c);
	loopback_stop(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reads_the_chain_as_sent_on_every_version),
		cmocka_unit_test(test_tells_rsa_key_exchange_from_the_others),
		cmocka_unit_test(test_tells_what_no_browser_offers),
		cmocka_unit_test(test_tells_who_holds_the_key),
		cmocka_unit_test(test_keeps_the_staple),
		cmocka_unit_test(test_timestamps_of_the_extension),
		cmocka_unit_test(test_no_certificate_is_an_answer),
		cmocka_unit_test(test_messages_octet_by_octet),
		cmocka_unit_test(test_tells_a_client_certificate_asked_for_from_one_required),
		cmocka_unit_test(test_reads_whose_client_certificates_are_asked_for),
		cmocka_unit_test(test_requests_that_lie),
		cmocka_unit_test(test_gets_the_certificate_of_weak_servers),
		cmocka_unit_test(test_names_what_stands_in_the_way),
		cmocka_unit_test(test_a_refused_connection_is_a_finding),
		cmocka_unit_test(test_giving_up_in_the_middle_is_clean),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
