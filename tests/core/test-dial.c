/* SPDX-License-Identifier: GPL-3.0-or-later
 * Dialling: names, addresses, families, who answers first, and what is said where nobody does. Everything is asked of
 * both ways: of the host, by hand, and of a proxy in its place, by libcurl. More of proxies stands in test-proxy.c. */
#include "net/dial.h"

#include "lib/loopback.h"
#include "tls/no-answer.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PATIENCE_MS = 20000 };

enum way { BY_HAND, BY_LIBCURL, N_WAYS };

/* What is said first: by the host, or by a proxy that has heard where to. */
struct hello {
	enum way way;
	const char *text;
};

static void play_hello(int fd, const void *arg)
{
	const struct hello *hello = arg;
	char line[512];

	if (hello->way == BY_LIBCURL) {
		do
			loopback_hear(fd, line, sizeof line);
		while (line[0] != '\0' && line[0] != '\r');
		loopback_say(fd, "HTTP/1.1 200 OK\r\n\r\n");
	}
	loopback_say(fd, hello->text);
	loopback_swallow(fd);
}

/* Whoever is dialled: the host, or the proxy to a host of which nothing is known here. */
static struct dial_request request(enum way way, const char *host, int port, int family, char url[256])
{
	if (way == BY_HAND)
		return (struct dial_request){ .host = host, .port = port, .family = family };
	(void)snprintf(url, 256, strchr(host, ':') != NULL ? "http://[%s]:%d" : "http://%s:%d", host, port);
	return (struct dial_request){ .host = "host.example", .port = 443, .proxy = url, .family = family,
		.timeout_ms = PATIENCE_MS };
}

static enum dial_state met(struct net *n, struct dial *d, const struct dial_request *r)
{
	double until = net_clock_ms() + PATIENCE_MS;
	enum dial_state s;

	dial_start(d, n, r);
	while ((s = dial_step(d)) == DIAL_BUSY && net_clock_ms() < until) {
		net_reset(n);
		net_wait(n, 1000);
	}
	return s;
}

/* What the peer says first is for whoever gets the stream. */
static void hears(struct dial *d, const char *want)
{
	char got[64];
	size_t len = strlen(want);
	double until = net_clock_ms() + PATIENCE_MS;
	ssize_t n;

	while ((n = stream_read(&d->stream, got, sizeof got)) < 0 && errno == EAGAIN && net_clock_ms() < until)
		(void)usleep(1000);
	assert_int_equal(n, len);
	assert_memory_equal(got, want, len);
}

static void reaches_what_was_typed(enum way way)
{
	static const struct { const char *host; int family; const char *address; } rows[] = {
		{ "127.0.0.1", 0, "127.0.0.1" }, { "127.0.0.1", 4, "127.0.0.1" }, { "localhost", 0, "127.0.0.1" },
		{ "localhost", 4, "127.0.0.1" }, { "www.localhost", 0, "127.0.0.1" },
	};
	const struct hello hello = { way, "hello" };
	struct net *n = net_new();
	struct loopback l;
	char url[256];

	loopback_start(&l, play_hello, &hello);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct dial_request r = request(way, rows[i].host, l.port, rows[i].family, url);
		struct dial d;

		assert_int_equal(met(n, &d, &r), DIAL_DONE);
		assert_string_equal(d.address, rows[i].address);
		assert_int_equal(d.port, l.port);
		assert_true(d.resolved && d.resolve_ms >= 0 && d.connect_ms >= 0);
		hears(&d, "hello");
		dial_close(&d);
	}
	loopback_stop(&l);
	net_free(n);
}

/* One family refuses, and the other one is there. */
static void the_other_family_is_tried(enum way way)
{
	static const char *const hosts[] = { "localhost", "::1" };
	const struct hello hello = { way, "six" };
	struct net *n = net_new();
	int port = loopback_closed_port();
	struct loopback l;
	char url[256];

	if (loopback_start6(&l, port, play_hello, &hello)) {
		for (size_t i = 0; i < 2; i++) {
			struct dial_request r = request(way, hosts[i], port, 0, url);
			struct dial d;

			assert_int_equal(met(n, &d, &r), DIAL_DONE);
			assert_string_equal(d.address, "::1");
			hears(&d, "six");
			dial_close(&d);
		}
		loopback_stop(&l);
	}
	net_free(n);
}

/* RFC 8305: nobody waits for an address that does not answer while another one does. */
static void a_silent_address_holds_nobody_up(enum way way)
{
	const struct hello hello = { way, "six" };
	struct net *n = net_new();
	int port = loopback_closed_port();
	struct loopback_deaf none;
	struct loopback l;
	char url[256];

	loopback_deaf_start(&none, port);
	if (loopback_start6(&l, port, play_hello, &hello)) {
		struct dial_request r = request(way, "localhost", port, 0, url);
		struct dial d;

		assert_int_equal(met(n, &d, &r), DIAL_DONE);
		assert_string_equal(d.address, "::1");
		dial_close(&d);
		loopback_stop(&l);
	}
	loopback_deaf_stop(&none);
	net_free(n);
}

static void says_why_nobody_was_reached(enum way way)
{
	/* no resolver is asked for a label of more than 63 characters */
	static const char no_name[] =
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.invalid";
	static const struct {
		const char *host;
		int family;
		enum dial_error error[N_WAYS];
		enum finding_id id[N_WAYS];
		const char *trying;
	} rows[] = {
		{ "127.0.0.1", 0, { DIAL_NOT_CONNECTED, DIAL_NOT_CONNECTED },
			{ FINDING_REFUSED, FINDING_PROXY_FAILED }, "127.0.0.1" },
		{ "localhost", 4, { DIAL_NOT_CONNECTED, DIAL_NOT_CONNECTED },
			{ FINDING_REFUSED, FINDING_PROXY_FAILED }, "127.0.0.1" },
		/* an address of the other family is none */
		{ "127.0.0.1", 6, { DIAL_NOT_CONNECTED, DIAL_NOT_CONNECTED },
			{ FINDING_UNREACHABLE, FINDING_PROXY_FAILED }, "" },
		{ "::1", 4, { DIAL_NOT_CONNECTED, DIAL_NOT_CONNECTED },
			{ FINDING_UNREACHABLE, FINDING_PROXY_FAILED }, "" },
		{ no_name, 0, { DIAL_NO_SUCH_HOST, DIAL_NO_SUCH_PROXY },
			{ FINDING_DNS_FAILED, FINDING_PROXY_FAILED }, "" },
	};
	struct net *n = net_new();
	int port = loopback_closed_port();
	char url[256];

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct dial_request r = request(way, rows[i].host, port, rows[i].family, url);
		struct finding f;
		struct dial d;

		assert_int_equal(met(n, &d, &r), DIAL_FAILED);
		assert_int_equal(d.error, rows[i].error[way]);
		assert_string_equal(d.trying, rows[i].trying);
		assert_string_equal(d.address, "");
		unreach_dial(&f, &d);
		assert_string_equal(finding_name(f.id), finding_name(rows[i].id[way]));
		finding_done(&f);
		dial_close(&d);
	}
	net_free(n);
}

/* A zone (RFC 4007 11) belongs to the address: it is no name to look up. */
static void test_a_zone_is_part_of_the_address(void **state)
{
	struct net *n = net_new();
	struct dial d;

	(void)state;
	dial_start(&d, n, &(struct dial_request){ .host = "fe80::1%lo", .port = loopback_closed_port() });
	assert_true(d.resolved);
	assert_int_equal(d.direct.n, 1);
	assert_int_equal(d.direct.list[0].v6.sin6_scope_id, 1);      /* the loopback interface's index */
	(void)dial_step(&d);
	assert_string_equal(d.trying, "fe80::1");
	dial_close(&d);
	net_free(n);
}

/* A proxy is the user's own choice, wherever it is; what is behind it is the proxy's to know. */
static void test_leaves_what_is_not_public_alone(void **state)
{
	const struct hello hello = { BY_HAND, "hello" }, proxy = { BY_LIBCURL, "hello" };
	char url[256];
	struct dial_request r;
	struct net *n = net_new();
	struct loopback l;
	struct dial d;

	(void)state;
	loopback_start(&l, play_hello, &hello);
	assert_int_equal(met(n, &d, &(struct dial_request){ .host = "localhost", .port = l.port, .public_only = true }),
		DIAL_FAILED);
	assert_true(d.forbidden);
	dial_close(&d);
	loopback_stop(&l);
	loopback_start(&l, play_hello, &proxy);
	r = request(BY_LIBCURL, "localhost", l.port, 0, url);
	r.public_only = true;
	assert_int_equal(met(n, &d, &r), DIAL_DONE);
	assert_false(d.forbidden);
	dial_close(&d);
	loopback_stop(&l);
	net_free(n);
}

static size_t descriptors(void)
{
	DIR *dir = opendir("/proc/self/fd");
	size_t n = 0;

	assert_non_null(dir);
	while (readdir(dir) != NULL)
		n++;
	(void)closedir(dir);
	return n;
}

/* libcurl keeps descriptors of its own, from its first transfer on. */
static void settle(enum way way, struct net *n)
{
	char url[256];
	struct dial_request r = request(way, "127.0.0.1", loopback_closed_port(), 0, url);
	struct dial d;

	assert_int_equal(met(n, &d, &r), DIAL_FAILED);
	dial_close(&d);
}

/* At any moment: while a name is looked up, while connections are tried, and once there is one. */
static void can_be_left_at_any_moment(enum way way)
{
	struct net *n = net_new();
	int port = loopback_closed_port();
	struct loopback_deaf none;
	struct dial dials[3];
	size_t before;
	char url[256];

	loopback_deaf_start(&none, port);
	settle(way, n);
	before = descriptors();
	for (size_t round = 0; round < 8; round++) {
		struct dial_request r = request(way, "127.0.0.1", port, 0, url);

		for (size_t i = 0; i < 3; i++)
			dial_start(&dials[i], n, &r);
		for (size_t turn = 0; turn < round; turn++) {
			net_reset(n);
			net_wait(n, 1);
			for (size_t i = 0; i < 3; i++)
				assert_int_equal(dial_step(&dials[i]), DIAL_BUSY);
		}
		/* from the middle of the list of those that wait, too */
		dial_close(&dials[1]);
		dial_close(&dials[1]);
		net_reset(n);
		net_wait(n, 0);
		dial_close(&dials[0]);
		dial_close(&dials[2]);
		assert_int_equal(descriptors(), before);
	}
	loopback_deaf_stop(&none);
	net_free(n);
}

#define BOTH_WAYS(what) \
	static void test_##what(void **state) { (void)state; what(BY_HAND); } \
	static void test_##what##_proxied(void **state) { (void)state; what(BY_LIBCURL); }
BOTH_WAYS(reaches_what_was_typed)
BOTH_WAYS(the_other_family_is_tried)
BOTH_WAYS(a_silent_address_holds_nobody_up)
BOTH_WAYS(says_why_nobody_was_reached)
BOTH_WAYS(can_be_left_at_any_moment)
#undef BOTH_WAYS

#define BOTH_WAYS(what) cmocka_unit_test(test_##what), cmocka_unit_test(test_##what##_proxied)

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOTH_WAYS(reaches_what_was_typed),
		BOTH_WAYS(the_other_family_is_tried),
		BOTH_WAYS(a_silent_address_holds_nobody_up),
		BOTH_WAYS(says_why_nobody_was_reached),
		cmocka_unit_test(test_a_zone_is_part_of_the_address),
		cmocka_unit_test(test_leaves_what_is_not_public_alone),
		BOTH_WAYS(can_be_left_at_any_moment),
	};

	loopback_no_proxy();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
