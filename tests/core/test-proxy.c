/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which proxy is taken, and how its refusals are told from the host's: a small HTTP and a small SOCKS proxy on
 * loopback. */
#include "net/proxy.h"

#include "lib/inspect.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* ---- the rules ---- */

struct variable { const char *name, *value; };

static const char *table_env(void *ctx, const char *name)
{
	const struct variable *v;

	for (v = ctx; v->name != NULL; v++)
		if (strcmp(v->name, name) == 0)
			return v->value;
	return NULL;
}

static void test_the_rules_of_the_environment(void **state)
{
	static const struct {
		const char *option;
		struct variable env[4];
		enum proxy_use use;
		const char *host, *proxy;
	} rows[] = {
		{ NULL, { { NULL, NULL } }, PROXY_TLS, "example.com", NULL },
		{ NULL, { { "https_proxy", "http://p:1" } }, PROXY_TLS, "example.com", "http://p:1" },
		{ NULL, { { "HTTPS_PROXY", "http://p:1" } }, PROXY_TLS, "example.com", "http://p:1" },
		{ NULL, { { "https_proxy", "http://a:1" }, { "HTTPS_PROXY", "http://b:1" } }, PROXY_TLS, "example.com",
			"http://a:1" },
		{ NULL, { { "all_proxy", "socks5h://p:1" } }, PROXY_TLS, "example.com", "socks5h://p:1" },
		{ NULL, { { "ALL_PROXY", "socks5h://p:1" } }, PROXY_TLS, "example.com", "socks5h://p:1" },
		{ NULL, { { "https_proxy", "" }, { "all_proxy", "http://p:1" } }, PROXY_TLS, "example.com",
			"http://p:1" },
		{ NULL, { { "https_proxy", "p:1" } }, PROXY_TLS, "example.com", "http://p:1" },
		/* what a dial has nothing to do with */
		{ NULL, { { "http_proxy", "http://p:1" } }, PROXY_TLS, "example.com", NULL },
		{ NULL, { { "HTTP_PROXY", "http://p:1" } }, PROXY_TLS, "example.com", NULL },
		/* fetches */
		{ NULL, { { "http_proxy", "http://p:1" } }, PROXY_FETCH, "example.com", "http://p:1" },
		{ NULL, { { "HTTP_PROXY", "http://p:1" } }, PROXY_FETCH, "example.com", NULL },
		{ NULL, { { "https_proxy", "http://p:1" } }, PROXY_FETCH, "example.com", NULL },
		/* no_proxy */
		{ NULL, { { "https_proxy", "http://p:1" }, { "no_proxy", "example.com" } }, PROXY_TLS,
			"www.example.com", NULL },
		{ NULL, { { "https_proxy", "http://p:1" }, { "NO_PROXY", "a.test, .example.com" } }, PROXY_TLS,
			"www.example.com", NULL },
		{ NULL, { { "https_proxy", "http://p:1" }, { "no_proxy", "example.com" } }, PROXY_TLS, "badexample.com",
			"http://p:1" },
		{ NULL, { { "https_proxy", "http://p:1" }, { "no_proxy", "*" } }, PROXY_TLS, "example.com", NULL },
		{ NULL, { { "http_proxy", "http://p:1" }, { "no_proxy", "example.com" } }, PROXY_FETCH, "example.com",
			NULL },
		/* --proxy is the last word */
		{ "socks5://o:1", { { "https_proxy", "http://p:1" }, { "no_proxy", "*" } }, PROXY_TLS, "example.com",
			"socks5://o:1" },
		{ "socks5://o:1", { { NULL, NULL } }, PROXY_FETCH, "example.com", "socks5://o:1" },
		{ "", { { "https_proxy", "http://p:1" } }, PROXY_TLS, "example.com", NULL },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct variable env[5] = { { NULL, NULL } };
		struct proxy_rules r = { .option = rows[i].option, .env = table_env, .ctx = env };
		char *got;

		memcpy(env, rows[i].env, sizeof rows[i].env);
		got = proxy_choose(&r, rows[i].use, rows[i].host);
		if ((got == NULL) != (rows[i].proxy == NULL) || (got != NULL && strcmp(got, rows[i].proxy) != 0))
			fail_msg("row %zu: %s instead of %s", i, got == NULL ? "none" : got,
				rows[i].proxy == NULL ? "none" : rows[i].proxy);
		free(got);
	}
}

static void test_what_no_proxy_covers(void **state)
{
	static const struct { const char *list, *host; bool covered; } rows[] = {
		{ "example.com", "example.com", true }, { "example.com", "EXAMPLE.com", true },
			{ "example.com.", "example.com", true },
		{ ".example.com", "example.com", true }, { "www.example.com", "example.com", false },
			{ "", "example.com", false },
		{ ",,", "example.com", false }, { "com", "example.com", true }, { "xample.com", "example.com", false },
		{ "192.0.2.1", "192.0.2.1", true }, { "192.0.2.1", "192.0.2.10", false },
			{ "192.0.2.0/24", "192.0.2.77", true },
		{ "192.0.2.0/24", "192.0.3.1", false }, { "10.0.0.0/9", "10.127.0.1", true },
			{ "10.0.0.0/9", "10.128.0.1", false },
		{ "0.0.0.0/0", "192.0.2.1", true }, { "192.0.2.0/33", "192.0.2.1", false },
			{ "192.0.2.0/x", "192.0.2.1", false },
		{ "2001:db8::/32", "2001:db8::1", true }, { "[2001:db8::1]", "2001:db8::1", true },
			{ "2001:db8::/32", "2001:db9::1", false },
		{ "2.1", "192.0.2.1", false }, { "192.0.2.0/24", "example.com", false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof rows / sizeof *rows; i++)
		if (proxy_bypassed(rows[i].list, rows[i].host) != rows[i].covered)
			fail_msg("%s and %s", rows[i].list, rows[i].host);
}

static void test_no_password_is_shown(void **state)
{
	static const char *const rows[][2] = {
		{ "http://user:secret@proxy:3128", "http://proxy:3128" },
			{ "http://proxy:3128", "http://proxy:3128" },
		{ "socks5h://user:a:b@c@proxy:1", "socks5h://proxy:1" }, { "user:secret@proxy:1", "proxy:1" },
		{ "http://token@proxy:1", "http://proxy:1" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *shown = proxy_display(rows[i][0]);

		assert_string_equal(shown, rows[i][1]);
		free(shown);
	}
}

static void test_a_proxy_that_makes_no_sense_is_refused(void **state)
{
	static const char *const bad[] = { "ftp://p:1", "http://", "://p", "socks4://p:1", "https:///x" };
	static const char *const good[] =
		{ "http://p:1", "HTTPS://p", "socks5://p:1", "socks5h://u:p@h:1", "p:3128", "" };
	struct cc_err e;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_int_equal(proxy_check(bad[i], &e), -1);
	for (i = 0; i < sizeof good / sizeof *good; i++)
		assert_int_equal(proxy_check(good[i], &e), 0);
}

/* ---- proxies ---- */

/* What a proxy does with everybody. */
struct manners {
	const char *answer;          /* HTTP: said instead of connecting; NULL: connect */
	int socks;                   /* SOCKS5: reply code; 0: connect */
	bool silent;                 /* closes without a word */
};

static int proxy_connect(int port)
{
	struct sockaddr_in a =
		{ .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (connect(fd, (struct sockaddr *)&a, sizeof a) == 0)
		return fd;
	(void)close(fd);
	return -1;
}

static void proxy_relay(int a, int b)
{
	struct pollfd fds[2] = { { .fd = a, .events = POLLIN }, { .fd = b, .events = POLLIN } };
	char bytes[4096];
	int i;

	while (poll(fds, 2, -1) > 0)
		for (i = 0; i < 2; i++) {
			ssize_t n = fds[i].revents != 0 ? read(fds[i].fd, bytes, sizeof bytes) : -1;

			if (n == 0 || (n > 0 && write(fds[!i].fd, bytes, (size_t)n) != n))
				return;
		}
}

/* To whatever port was asked for, on this machine. */
static void play_http_proxy(int fd, const void *arg)
{
	const struct manners *m = arg;
	char line[512], more[512];
	const char *colon;
	int far;

	loopback_hear(fd, line, sizeof line);
	do
		loopback_hear(fd, more, sizeof more);
	while (*more != '\0');
	if (m->silent)
		return;
	if (m->answer != NULL || strncmp(line, "CONNECT ", 8) != 0 || (colon = strrchr(line, ':')) == NULL) {
		loopback_say(fd, m->answer != NULL ? m->answer : "HTTP/1.1 405 No\r\nContent-Length: 0\r\n\r\n");
		return;
	}
	far = proxy_connect((int)strtol(colon + 1, NULL, 10));
	loopback_say(fd, far < 0 ? "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n" : "HTTP/1.1 200 OK\r\n\r\n");
	if (far >= 0) {
		proxy_relay(fd, far);
		(void)close(far);
	}
}

static void play_socks_proxy(int fd, const void *arg)
{
	const struct manners *m = arg;
	unsigned char b[300], reply[10] = { 5, 0, 0, 1 };
	size_t n;
	int far = -1;

	if (m->silent || read(fd, b, 2) != 2 || read(fd, b + 2, b[1]) != b[1] || write(fd, "\5\0", 2) != 2
		|| read(fd, b, 4) != 4)
		return;
	n = b[3] == 1 ? 4 : b[3] == 4 ? 16 : 0;
	if (n == 0) {
		if (read(fd, b + 4, 1) != 1)
			return;
		n = b[4];
	}
	if (read(fd, b + 5, n + 2) != (ssize_t)(n + 2))
		return;
	reply[1] = (unsigned char)m->socks;
	if (m->socks == 0 && (far = proxy_connect(b[5 + n] << 8 | b[6 + n])) < 0)
		reply[1] = 5;
	if (write(fd, reply, sizeof reply) == sizeof reply && far >= 0)
		proxy_relay(fd, far);
	if (far >= 0)
		(void)close(far);
}

/* An HTTP proxy that is spoken to through TLS: line by line until it has connected, then octet by octet. */
static void tls_relay(gnutls_session_t s, int fd, int far)
{
	struct pollfd fds[2] = { { .fd = fd, .events = POLLIN }, { .fd = far, .events = POLLIN } };
	char bytes[4096];
	ssize_t n;

	while (gnutls_record_check_pending(s) > 0 || poll(fds, 2, -1) > 0) {
		if (gnutls_record_check_pending(s) > 0 || fds[0].revents != 0) {
			n = gnutls_record_recv(s, bytes, sizeof bytes);
			if (n == 0 || (n < 0 && gnutls_error_is_fatal((int)n))
				|| (n > 0 && write(far, bytes, (size_t)n) != n))
				return;
		} else if (fds[1].revents != 0) {
			n = read(far, bytes, sizeof bytes);
			if (n <= 0 || gnutls_record_send(s, bytes, (size_t)n) != n)
				return;
		}
	}
}

static void play_https_proxy(int fd, const void *arg)
{
	static const char yes[] = "HTTP/1.1 200 OK\r\n\r\n", no[] = "HTTP/1.1 502 x\r\nContent-Length: 0\r\n\r\n";
	gnutls_session_t s = loopback_tls_open(fd, arg);
	char request[2048];
	const char *colon;
	ssize_t n;
	int far;

	if (s == NULL)
		return;
	n = gnutls_record_recv(s, request, sizeof request - 1);
	request[n > 0 ? n : 0] = '\0';
	request[strcspn(request, "\r")] = '\0';
	colon = strrchr(request, ':');
	far = colon == NULL ? -1 : proxy_connect((int)strtol(colon + 1, NULL, 10));
	(void)gnutls_record_send(s, far < 0 ? no : yes, far < 0 ? sizeof no - 1 : sizeof yes - 1);
	if (far >= 0) {
		tls_relay(s, fd, far);
		(void)close(far);
	}
	gnutls_deinit(s);
}

/* With `n` times this file for --ca. */
static struct inspection *inspect_with(const char *ca, size_t n, const char *proxy, const char *target)
{
	struct opts o;

	opts_defaults(&o);
	o.proxy = proxy;
	o.ca = (struct opts_list){ { ca, ca }, n };
	return inspect_target(&(struct engine_input){ .opts = &o }, target, NULL);
}

static struct inspection *inspect(const char *proxy, const char *target)
{
	return inspect_with(NULL, 0, proxy, target);
}

/* The handshake with the host runs inside libcurl's with the proxy, which it verifies: with --ca against that. */
static void test_through_an_encrypted_proxy(void **state)
{
	struct loopback_identity *id = loopback_identity_new();
	struct loopback_tls tls = { 0 }, front = { .identity = id };
	char ca[] = "/tmp/certcard-test-XXXXXX", url[64], target[64];
	struct loopback server, proxy;
	struct inspection *i;
	int fd = mkstemp(ca);

	(void)state;
	assert_true(fd >= 0);
	loopback_identity_save(id, ca);
	loopback_start(&server, loopback_tls, &tls);
	loopback_start(&proxy, play_https_proxy, &front);
	(void)snprintf(url, sizeof url, "https://127.0.0.1:%d", proxy.port);
	(void)snprintf(target, sizeof target, "host.invalid:%d", server.port);
	i = inspect_with(ca, 1, url, target);
	if (i->n_presented != 2)
		fail_msg("%s", i->verdict.headline);
	assert_string_equal(i->connection.proxy, url);
	inspection_free(i);
	/* A proxy that cannot be believed is no way, nor one that libcurl is to hold against two files. */
	i = inspect(url, target);
	assert_string_equal(finding_name(i->findings[0].id), "proxy-failed");
	inspection_free(i);
	i = inspect_with(ca, 2, url, target);
	assert_string_equal(finding_name(i->findings[0].id), "proxy-failed");
	assert_non_null(strstr(finding_get(&i->findings[0], PARAM_REASON), "--ca names several"));
	inspection_free(i);
	loopback_stop(&server);
	loopback_stop(&proxy);
	loopback_identity_free(id);
	(void)close(fd);
	(void)unlink(ca);
}

static void test_through_each_kind_of_proxy(void **state)
{
	static const struct { loopback_part *part; const char *scheme; } rows[] = {
		{ play_http_proxy, "http" }, { play_socks_proxy, "socks5" }, { play_socks_proxy, "socks5h" },
	};
	struct loopback_tls tls = { 0 };
	struct manners good = { 0 };
	struct loopback server, proxy;
	size_t k;

	(void)state;
	loopback_start(&server, loopback_tls, &tls);
	for (k = 0; k < sizeof rows / sizeof *rows; k++) {
		char url[64], target[64];
		struct inspection *i;

		loopback_start(&proxy, rows[k].part, &good);
		(void)snprintf(url, sizeof url, "%s://u:secret@127.0.0.1:%d", rows[k].scheme, proxy.port);
		/* socks5h leaves the name to the proxy, so one that does not exist here is found there. */
		(void)snprintf(target, sizeof target, "%s:%d",
			strcmp(rows[k].scheme, "socks5") == 0 ? "localhost" : "certcard.invalid", server.port);
		i = inspect(url, target);
		assert_int_equal(i->n_presented, 2);
		assert_int_equal(i->connection.port, proxy.port);
		assert_non_null(i->connection.proxy);
		assert_null(strstr(i->connection.proxy, "secret"));
		inspection_free(i);
		loopback_stop(&proxy);
	}
	loopback_stop(&server);
}

static void test_the_proxys_refusal_is_told_from_the_hosts(void **state)
{
	static const struct {
		loopback_part *part;
		struct manners manners;
		const char *scheme, *id;
		enum shade shade;
	} rows[] = {
		{ play_http_proxy, { .answer = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n" }, "http",
			"proxy-failed", SHADE_PROXY },
		{ play_http_proxy, { .answer =
			"HTTP/1.1 407 Auth\r\nProxy-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n" }, "http",
			"proxy-failed", SHADE_PROXY },
		{ play_http_proxy, { .answer = "HTTP/1.1 504 Late\r\nContent-Length: 0\r\n\r\n" }, "http",
			"proxy-failed", SHADE_TARGET },
		{ play_http_proxy, { .answer = NULL }, "http", "proxy-failed", SHADE_TARGET },
		{ play_http_proxy, { .silent = true }, "http", "proxy-failed", SHADE_PROXY },
		{ play_http_proxy, { .answer = "220 ESMTP\r\n" }, "http", "proxy-failed", SHADE_PROXY },
		{ play_socks_proxy, { .socks = 0 }, "socks5h", "refused", SHADE_NONE },
		{ play_socks_proxy, { .socks = 2 }, "socks5h", "proxy-failed", SHADE_PROXY },
		{ play_socks_proxy, { .socks = 4 }, "socks5h", "unreachable", SHADE_NONE },
		{ play_socks_proxy, { .silent = true }, "socks5h", "proxy-failed", SHADE_PROXY },
	};
	struct inspection *i;
	char url[64], target[64];
	size_t k;

	(void)state;
	(void)snprintf(target, sizeof target, "host.invalid:%d", loopback_closed_port());
	for (k = 0; k < sizeof rows / sizeof *rows; k++) {
		struct loopback proxy;

		loopback_start(&proxy, rows[k].part, &rows[k].manners);
		(void)snprintf(url, sizeof url, "%s://127.0.0.1:%d", rows[k].scheme, proxy.port);
		i = inspect(url, target);
		assert_int_equal(i->n_findings, 1);
		if (strcmp(finding_name(i->findings[0].id), rows[k].id) != 0
		    || (rows[k].shade != SHADE_NONE && i->findings[0].shade != rows[k].shade))
			fail_msg("row %zu: %s, %s: %s", k, finding_name(i->findings[0].id),
				i->findings[0].shade == SHADE_NONE ? "-" : shade_name(i->findings[0].shade),
				i->findings[0].what);
		assert_non_null(finding_get(&i->findings[0], PARAM_PROXY));
		inspection_free(i);
		loopback_stop(&proxy);
	}
	(void)snprintf(url, sizeof url, "http://127.0.0.1:%d", loopback_closed_port());
	i = inspect(url, target);
	assert_string_equal(finding_name(i->findings[0].id), "proxy-failed");
	assert_int_equal(i->findings[0].shade, SHADE_AWAY);
	inspection_free(i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_rules_of_the_environment),
		cmocka_unit_test(test_what_no_proxy_covers),
		cmocka_unit_test(test_no_password_is_shown),
		cmocka_unit_test(test_a_proxy_that_makes_no_sense_is_refused),
		cmocka_unit_test(test_through_each_kind_of_proxy),
		cmocka_unit_test(test_through_an_encrypted_proxy),
		cmocka_unit_test(test_the_proxys_refusal_is_told_from_the_hosts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
