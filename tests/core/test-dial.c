/* SPDX-License-Identifier: GPL-3.0-or-later
 * Dialling without a proxy: names, addresses, families, who answers first, and what is said where nobody does. The way
 * through a proxy is asked the same in test-proxy.c. */
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
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PATIENCE_MS = 20000 };

static void play_hello(int fd, const void *arg)
{
	loopback_say(fd, arg);
	loopback_swallow(fd);
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

static void test_reaches_what_was_typed(void **state)
{
	static const struct { const char *host; int family; const char *address; } rows[] = {
		{ "127.0.0.1", 0, "127.0.0.1" }, { "127.0.0.1", 4, "127.0.0.1" }, { "localhost", 0, "127.0.0.1" },
		{ "localhost", 4, "127.0.0.1" }, { "www.localhost", 0, "127.0.0.1" },
	};
	struct net *n = net_new();
	struct loopback l;

	(void)state;
	loopback_start(&l, play_hello, "hello");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct dial_request r = { .host = rows[i].host, .port = l.port, .family = rows[i].family };
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
static void test_the_other_family_is_tried(void **state)
{
	struct net *n = net_new();
	struct dial d;
	int port = loopback_closed_port();
	struct loopback l;

	(void)state;
	if (loopback_start6(&l, port, play_hello, "six")) {
		assert_int_equal(met(n, &d, &(struct dial_request){ .host = "localhost", .port = port }), DIAL_DONE);
		assert_string_equal(d.address, "::1");
		hears(&d, "six");
		dial_close(&d);
		assert_int_equal(met(n, &d, &(struct dial_request){ .host = "::1", .port = port }), DIAL_DONE);
		dial_close(&d);
		loopback_stop(&l);
	}
	net_free(n);
}

/* RFC 8305: nobody waits for an address that does not answer while another one does. */
static void test_a_silent_address_holds_nobody_up(void **state)
{
	struct net *n = net_new();
	int port = loopback_closed_port();
	struct loopback_deaf none;
	struct loopback l;
	struct dial d;

	(void)state;
	loopback_deaf_start(&none, port);
	if (loopback_start6(&l, port, play_hello, "six")) {
		assert_int_equal(met(n, &d, &(struct dial_request){ .host = "localhost", .port = port }), DIAL_DONE);
		assert_string_equal(d.address, "::1");
		dial_close(&d);
		loopback_stop(&l);
	}
	loopback_deaf_stop(&none);
	net_free(n);
}

static void test_says_why_nobody_was_reached(void **state)
{
	/* no resolver is asked for a label of more than 63 characters */
	static const char no_name[] =
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.invalid";
	static const struct {
		const char *host;
		int family;
		enum dial_error error;
		enum finding_id id;
		const char *trying;
	} rows[] = {
		{ "127.0.0.1", 0, DIAL_NOT_CONNECTED, FINDING_REFUSED, "127.0.0.1" },
		{ "localhost", 4, DIAL_NOT_CONNECTED, FINDING_REFUSED, "127.0.0.1" },
		/* an address of the other family is none */
		{ "127.0.0.1", 6, DIAL_NOT_CONNECTED, FINDING_UNREACHABLE, "" },
		{ "::1", 4, DIAL_NOT_CONNECTED, FINDING_UNREACHABLE, "" },
		{ no_name, 0, DIAL_NO_SUCH_HOST, FINDING_DNS_FAILED, "" },
	};
	struct net *n = net_new();
	int port = loopback_closed_port();

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct dial_request r = { .host = rows[i].host, .port = port, .family = rows[i].family };
		struct finding f;
		struct dial d;

		assert_int_equal(met(n, &d, &r), DIAL_FAILED);
		assert_int_equal(d.error, rows[i].error);
		assert_string_equal(d.trying, rows[i].trying);
		assert_string_equal(d.address, "");
		unreach_dial(&f, &d);
		assert_string_equal(finding_name(f.id), finding_name(rows[i].id));
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

static void test_leaves_what_is_not_public_alone(void **state)
{
	struct net *n = net_new();
	struct loopback l;
	struct dial d;

	(void)state;
	loopback_start(&l, play_hello, "hello");
	assert_int_equal(met(n, &d, &(struct dial_request){ .host = "localhost", .port = l.port, .public_only = true }),
		DIAL_FAILED);
	assert_true(d.forbidden);
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

/* At any moment: while a name is looked up, while connections are tried, and once there is one. */
static void test_can_be_left_at_any_moment(void **state)
{
	struct net *n = net_new();
	int port = loopback_closed_port();
	struct loopback_deaf none;
	size_t before;
	struct dial dials[3];

	(void)state;
	loopback_deaf_start(&none, port);
	before = descriptors();
	for (size_t round = 0; round < 8; round++) {
		for (size_t i = 0; i < 3; i++)
			dial_start(&dials[i], n, &(struct dial_request){ .host = "127.0.0.1", .port = port });
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reaches_what_was_typed),
		cmocka_unit_test(test_the_other_family_is_tried),
		cmocka_unit_test(test_a_silent_address_holds_nobody_up),
		cmocka_unit_test(test_says_why_nobody_was_reached),
		cmocka_unit_test(test_a_zone_is_part_of_the_address),
		cmocka_unit_test(test_leaves_what_is_not_public_alone),
		cmocka_unit_test(test_can_be_left_at_any_moment),
	};

	loopback_no_proxy();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
